// Live mode is unlocked with a reason. Enter does the safe thing: it cancels.
#pragma once

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>

#include "operations/admindesk.h"

namespace billing::ui {

class ErrorBanner;

class UnlockDialog : public QDialog {
  Q_OBJECT
 public:
  /// `admin` outlives it.
  UnlockDialog(operations::AdminDesk& admin, const QString& workspace, QWidget* parent);

 private:
  void build(const QString& workspace);
  void unlock();
  operations::AdminDesk& admin_;
  ErrorBanner* banner_;
  QLineEdit* reason_;
  QPushButton* unlock_;
};

}  // namespace billing::ui
