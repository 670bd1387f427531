// Switching a safety switch on: what it does, what it touches at this moment, why, and when to be reminded or done.
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class SwitchDialog : public QDialog {
  Q_OBJECT
 public:
  SwitchDialog(const PaneContext& context, const QString& name, QWidget* parent);
  ~SwitchDialog() override { cancel_.cancel(); }

 Q_SIGNALS:
  void confirmed(const billing::operations::SwitchChange& change);

 private:
  QWidget* buildWords();
  QLayout* buildForm();
  void askPreview();
  void confirm();
  const PaneContext& context_;
  QString name_;
  CancelToken cancel_;
  QLabel* preview_;
  QLineEdit* reason_;
  QComboBox* remind_;
  QComboBox* end_;
  QPushButton* switch_;
};

}  // namespace billing::ui
