// The first screen: which workspace shall it be. The five systems, the demo, a blank one, files opened before, another
// file, or the settings of a team's .env file.
#pragma once

#include <QCheckBox>
#include <QDialog>
#include <QPushButton>
#include <QVBoxLayout>
#include <QVector>

#include "ui/workspacecontrol.h"

class QButtonGroup;
class QGridLayout;
class QLabel;

namespace billing::ui {

class ChoiceCard;
class ErrorBanner;
class ProgressLine;

class WorkspaceChooser : public QDialog {
  Q_OBJECT
 public:
  /// `workspaces` outlives this.
  WorkspaceChooser(WorkspaceControl& workspaces, QWidget* parent);

  void showError(const Error& error);
  [[nodiscard]] bool isSettled() const { return !loading_ && !opening_; }

 Q_SIGNALS:
  void settled();

 private:
  QWidget* buildHead();
  QWidget* buildLists();
  QWidget* buildFoot();
  void load();
  void showChoices(const QVector<WorkspaceChoice>& choices);
  void addCard(QGridLayout& grid, int index, const WorkspaceChoice& choice);
  void moveFocus(ChoiceCard* from, int step);
  void select(const WorkspaceChoice& choice);
  void openSelected();
  void openWorkspace(const QString& id, bool fill);
  void openFile();
  void importEnv();

  WorkspaceControl& workspaces_;
  bool loading_ = false, opening_ = false;
  WorkspaceChoice selected_;
  QVector<ChoiceCard*> cards_;
  QButtonGroup* group_;
  ErrorBanner* banner_;
  ProgressLine* progress_;
  QGridLayout* shipped_ = nullptr;
  QGridLayout* recent_ = nullptr;
  QLabel* recentTitle_ = nullptr;
  QCheckBox* fill_;
  QPushButton* open_;
};

}  // namespace billing::ui
