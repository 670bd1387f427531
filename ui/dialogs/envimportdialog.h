// The settings of an .env file, before anything is written: each variable, its value (secrets masked), what becomes of
// it. Then a profile is saved, the secrets go into the key ring, and the workspace opens.
#pragma once

#include <QComboBox>
#include <QDialog>
#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <QTreeWidget>

#include "ui/workspacecontrol.h"

namespace billing::ui {

class ErrorBanner;
class NoteStrip;

class EnvImportDialog : public QDialog {
  Q_OBJECT
 public:
  /// `workspaces` outlives this.
  EnvImportDialog(WorkspaceControl& workspaces, QWidget* parent);
  ~EnvImportDialog() override;

  /// As if chosen in the file dialog.
  void readFile(const QString& envFile);
  /// As if chosen in the file dialog.
  void saveTo(const QString& tomlFile);

 Q_SIGNALS:
  void imported(const QString& file);

 private:
  QLayout* buildForm();
  void fillBases();
  void chooseFile();
  void chooseTarget();
  void askAgain();
  void showPreview(const ImportPreview& preview);

  WorkspaceControl& workspaces_;
  ImportPreview preview_;
  int asked_ = 0;  ///< answers to older questions are left alone
  QLineEdit* file_;
  QComboBox* base_;
  QLineEdit* name_;
  QLabel* summary_;
  QTreeWidget* table_;
  NoteStrip* note_;
  ErrorBanner* banner_;
  QPushButton* save_;
};

}  // namespace billing::ui
