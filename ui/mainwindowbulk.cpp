// The window's side of changes of many at once, rehearsals and links.
#include "ui/bulk/bulkactions.h"
#include "ui/mainwindow.h"
#include "ui/panes/listpane.h"
#include "ui/windowactions.h"

namespace billing::ui {

void MainWindow::changeMany() {
  const bool customers = current_ == PaneId::Customers;
  if (!customers && current_ != PaneId::Subscriptions)
    return Q_EMIT navigator_.noticed(tr("Choose in Subscriptions or Customers what is to be changed"));
  auto& pane = static_cast<ListPane&>(*currentPane());
  openBulk(context_, bulkSeedOf(pane, customers ? "customers" : "subscriptions"), this);
}

void MainWindow::showBulkRuns() {
  openBulkRuns(context_, this);
}

void MainWindow::rehearse(bool migration) {
  openRehearsal(context_,
                migration ? operations::RehearsalWish::Kind::Migration : operations::RehearsalWish::Kind::Downgrade,
                this);
}

void MainWindow::showLinks() {
  openLinks(context_, {}, this);
}

void MainWindow::editPlan() {
  openPlan(context_, {}, this);
}

void MainWindow::refreshBulk() {
  const QString none = tr("This window only shows");
  for (const char* name : {"actionBulk", "actionBulkRuns", "actionRehearseMigration"})
    WindowActions::setPossible(actions_->find(QLatin1String(name)), services_.bulk != nullptr, none);
  const bool rules = services_.bulk != nullptr && services_.desk != nullptr;
  for (const char* name : {"actionRehearseDowngrade", "actionEditPlan"})
    WindowActions::setPossible(actions_->find(QLatin1String(name)), rules, tr("This workspace sells no plans"));
}

}  // namespace billing::ui
