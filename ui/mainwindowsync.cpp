// The window's side of reading from the payment provider.
#include "ui/mainwindow.h"
#include "ui/panes/listpane.h"
#include "ui/presenters/syncwords.h"
#include "ui/widgets/statusline.h"
#include "ui/widgets/syncline.h"
#include "ui/windowactions.h"

namespace billing::ui {

void MainWindow::watchSync() {
  if (services_.provider != nullptr) {
    auto* line = new SyncLine(context_);
    status_->insertPermanentWidget(1, line);  // behind the selection, before what tells of this machine
    connect(line, &SyncLine::syncWanted, this, [this] { startSync(false); });
    connect(line, &SyncLine::cancelWanted, this, &MainWindow::cancelSync);
    connect(services_.provider, &operations::ProviderDesk::syncChanged, this, &MainWindow::refreshSync);
    connect(services_.provider, &operations::ProviderDesk::connectionChanged, this, &MainWindow::refreshSync);
    syncRuns_ = services_.provider->sync().running;
  }
  refreshSync();
}

void MainWindow::startSync(bool full) {
  if (whyNotRead(services_).isEmpty()) services_.provider->startSync(full);
}

void MainWindow::cancelSync() {
  if (services_.provider != nullptr) services_.provider->cancelSync();
}

/// What can be done now; and once when a run has ended, how.
void MainWindow::refreshSync() {
  const QString why = whyNotRead(services_);
  for (const char* action : {"actionSync", "actionSyncFull"})
    WindowActions::setPossible(actions_->find(QLatin1String(action)), why.isEmpty(), why);
  const bool running = services_.provider != nullptr && services_.provider->sync().running;
  WindowActions::setPossible(actions_->find(QStringLiteral("actionSyncCancel")), running,
                             tr("Nothing is being read from the provider"));
  const bool ended = syncRuns_ && !running;
  syncRuns_ = running;
  if (!ended) return;
  const auto sync = services_.provider->sync();
  if (sync.lastError.isEmpty()) {
    status_->notice(sync.lastResult);
    return;
  }
  showError(Error{ErrorKind::Unavailable,
                  "sync_failed",
                  tr("Reading from %1 failed").arg(services_.provider->connection().provider).toStdString(),
                  sync.lastError.toStdString(),
                  "What was read is kept; the next sync goes on from there",
                  true,
                  {}});
}

void MainWindow::emptyAction(const ListPane& list) {
  if (list.offersReading())
    startSync(false);
  else if (services_.demo != nullptr)
    startDemo();
  else
    fireFromSelection();
}

}  // namespace billing::ui
