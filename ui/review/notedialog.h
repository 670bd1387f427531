// The words of a note on what is selected. Ctrl+Enter keeps it.
#pragma once

#include <QDialog>
#include <QLabel>
#include <QPlainTextEdit>
#include <QPushButton>

#include "ui/panes/panecontext.h"

namespace billing::ui {

class NoteDialog : public QDialog {
  Q_OBJECT
 public:
  NoteDialog(const PaneContext& context, const QString& about, QWidget* parent = nullptr);

 Q_SIGNALS:
  void written(const QString& text);

 private:
  void keep();
  void judge();
  QPlainTextEdit* text_;
  QLabel* left_;  ///< how many characters are left, or what is wrong
  QPushButton* keep_;
};

}  // namespace billing::ui
