// The window's side of what leaves as a file: the board of exports, its place in the status bar, Ctrl+E.
#include <QMenu>
#include <QToolButton>

#include "ui/exports/exportactions.h"
#include "ui/exports/exportboard.h"
#include "ui/exports/exportstrip.h"
#include "ui/exports/monthenddialog.h"
#include "ui/mainwindow.h"
#include "ui/panes/listpane.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/statusline.h"
#include "ui/windowactions.h"

namespace billing::ui {

void MainWindow::watchExports() {
  const bool here = services_.reports != nullptr;
  for (const char* name : {"actionExport", "actionMonthEnd"})
    WindowActions::setPossible(actions_->find(QLatin1String(name)), here, tr("Nothing can be written here"));
  if (!here) return;
  exports_ = new ExportBoard(*services_.reports, this);
  status_->addPermanentWidget(new ExportStrip(*exports_));
  connect(exports_, &ExportBoard::ended, this, [this](const ExportBoard::Job& job) {
    if (job.error && job.error->kind != ErrorKind::Cancelled) showError(*job.error);
  });
}

void MainWindow::exportShown() {
  if (auto* list = qobject_cast<ListPane*>(currentPane()))
    return openExport(context_, exportSeedOf(context_, *list), std::nullopt, this);
  if (auto* button = currentPane()->findChild<QToolButton*>(QStringLiteral("exportButton")))
    return button->menu()->actions().last()->trigger();  // a list of another kind offers it itself
  Q_EMIT navigator_.noticed(tr("Choose a list first: customers, subscriptions, plans, usage, invoices or webhooks"));
}

void MainWindow::openMonthEnd() {
  if (exports_ == nullptr) return;
  auto* dialog = new MonthEndDialog(context_, this);
  connect(dialog, &MonthEndDialog::wanted, exports_,
          [this](const reports::MonthEndWish& wish) { exports_->startMonthEnd(wish); });
  dialog->open();
}

}  // namespace billing::ui
