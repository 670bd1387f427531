// The window's side of the audit log: looked at in the background when a workspace is opened, and never kept to itself.
#include "operations/admin/auditqueries.h"
#include "support/whendone.h"
#include "ui/mainwindow.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/sidebar.h"
#include "ui/windowactions.h"

namespace billing::ui {

void MainWindow::watchAudit() {
  WindowActions::setPossible(actions_->find(QStringLiteral("actionPane%1").arg(static_cast<int>(PaneId::Audit))),
                             services_.admin != nullptr, tr("Nothing is changed by hand here"));
  if (services_.admin == nullptr) return;
  connect(auditBanner_, &ErrorBanner::actionTriggered, this, [this] {
    auditBanner_->dismiss();
    showPane(PaneId::Audit);
  });
  whenDone(services_.admin->verifyAudit(cancel_), this, [this](const Result<store::AuditVerdict>& verdict) {
    if (!verdict) {
      if (verdict.error().kind != ErrorKind::Cancelled) showError(verdict.error());
      return;
    }
    const auto broken = operations::whatIsBroken(*verdict);
    if (!broken) return;
    sideBar_->setBadge(PaneId::Audit, static_cast<int>(verdict->findings.size()), tr("findings in the audit log"));
    auditBanner_->showError(*broken, tr("Show"));
  });
}

}  // namespace billing::ui
