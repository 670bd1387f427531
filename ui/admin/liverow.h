// Live mode is locked: says so, and unlocks it with a reason. Nothing to see while it is not.
#pragma once

#include <QLineEdit>
#include <QPushButton>
#include <QWidget>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class ErrorBanner;
class NoteStrip;

class LiveRow : public QWidget {
  Q_OBJECT
 public:
  explicit LiveRow(const PaneContext& context, QWidget* parent = nullptr);

 private:
  void refresh();
  void unlock();
  const PaneContext& context_;
  NoteStrip* note_;
  QWidget* way_;
  QLineEdit* reason_;
  QPushButton* unlock_;
  ErrorBanner* banner_;
};

}  // namespace billing::ui
