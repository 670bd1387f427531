// What a person found out about a change that the provider refuses to tell of. Enter does the safe thing: it cancels.
#pragma once

#include <QDialog>
#include <QLineEdit>
#include <QPushButton>
#include <QRadioButton>

namespace billing::ui {

class CloseCallDialog : public QDialog {
  Q_OBJECT
 public:
  /// `sentence` says which change it is.
  CloseCallDialog(const QString& sentence, QWidget* parent);

 Q_SIGNALS:
  void said(bool asDone, const QString& reason);

 private:
  void build(const QString& sentence);
  void judge();
  QRadioButton* done_;
  QRadioButton* notDone_;
  QLineEdit* reason_;
  QPushButton* close_;
};

}  // namespace billing::ui
