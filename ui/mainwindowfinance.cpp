// The window's side of finance: its dialogs, and the period that the overview looks at.
#include <QDateTime>

#include "ui/mainwindow.h"
#include "ui/overview/financeactions.h"
#include "ui/overview/periodpicker.h"
#include "ui/overview/sincestrip.h"
#include "ui/panes/pane.h"
#include "ui/windowactions.h"

namespace billing::ui {

void MainWindow::showAllFigures() {
  openAllFigures(context_, this);
}

void MainWindow::showDefinitions() {
  if (services_.finance == nullptr) return;
  auto* picker = pane(PaneId::Overview)->findChild<PeriodPicker*>();
  openDefinitions(context_, picker->period(), this);
}

void MainWindow::markChangesSeen() {
  if (services_.finance == nullptr) return;
  showPane(PaneId::Overview);
  currentPane()->findChild<SinceStrip*>()->markSeen();
}

void MainWindow::choosePeriod(int choice) {
  if (services_.finance == nullptr) return;
  showPane(PaneId::Overview);
  currentPane()->findChild<PeriodPicker*>()->choose(static_cast<PeriodChoice>(choice));
}

void MainWindow::refreshFinance() {
  const QString none = tr("This window has no figures of finance");
  QStringList names{QStringLiteral("actionAllFigures"), QStringLiteral("actionDefinitions"),
                    QStringLiteral("actionMarkSeen")};
  for (int i = 0; i < kPeriodChoices - 1; ++i)
    names << QStringLiteral("actionPeriod_") + periodKey(static_cast<PeriodChoice>(i));
  for (const QString& name : names)
    WindowActions::setPossible(actions_->find(name), services_.finance != nullptr, none);
}

}  // namespace billing::ui
