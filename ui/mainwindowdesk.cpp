// The window's side of the workspace's own rules: jobs, checks, safety switches, accounts.
#include "support/whendone.h"
#include "ui/dialogs/envimportdialog.h"
#include "ui/dialogs/workspacechooser.h"
#include "ui/mainwindow.h"
#include "ui/panes/checkspane.h"
#include "ui/panes/jobspane.h"
#include "ui/presenters/findingwords.h"
#include "ui/presenters/jobwords.h"
#include "ui/presenters/questionwords.h"
#include "ui/presenters/switchboard.h"
#include "ui/presenters/switchwords.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/switchbanner.h"
#include "ui/windowactions.h"

namespace billing::ui {

using operations::JobKind;

JobsPane* MainWindow::jobsPane() {
  return qobject_cast<JobsPane*>(pane(PaneId::Jobs));
}

ChecksPane* MainWindow::checksPane() {
  return qobject_cast<ChecksPane*>(pane(PaneId::Checks));
}

void MainWindow::dryRunJob(JobKind kind) {
  if (services_.desk == nullptr) return;
  showPane(PaneId::Jobs);
  jobsPane()->dryRun(kind);
}

void MainWindow::runJobNow(JobKind kind) {
  if (services_.desk == nullptr) return;
  showPane(PaneId::Jobs);
  jobsPane()->runNow(kind);
}

void MainWindow::checkConfiguration() {
  const bool made = panes_[static_cast<size_t>(PaneId::Checks)] != nullptr;
  showPane(PaneId::Checks);
  checksPane()->showFindings();
  if (made) checksPane()->findings().refresh();  // a new pane checks by itself
}

void MainWindow::askDiagnosis(operations::Question question) {
  showPane(PaneId::Checks);
  checksPane()->ask(question);
}

void MainWindow::toggleSwitch(const QString& name) {
  showPane(PaneId::Checks);
  checksPane()->toggleSwitch(name);
}

void MainWindow::showLetThrough() {
  showPane(PaneId::Checks);
  checksPane()->showLetThrough();
}

void MainWindow::showReconcile() {
  showPane(PaneId::Checks);
  checksPane()->showReconcile();
}

/// Whether the jobs can be run, said once here and again whenever the pane learns better.
void MainWindow::refreshJobs() {
  const bool rules = services_.desk != nullptr;
  const QString none = tr("This workspace has no plans and no credits of its own");
  WindowActions::setPossible(actions_->find(QStringLiteral("actionPane%1").arg(static_cast<int>(PaneId::Jobs))), rules,
                             none);
  for (const JobKind kind : {JobKind::Downgrade, JobKind::TopUp, JobKind::Expire})
    for (const auto* name : {"actionDryRun%1", "actionRunJob%1"})
      WindowActions::setPossible(actions_->find(QString::fromLatin1(name).arg(static_cast<int>(kind))), rules, none);
}

void MainWindow::refreshChecks() {
  for (const operations::Question question : kQuestions) {
    const QString why = whyNotAsked(question, services_);
    WindowActions::setPossible(actions_->find(QStringLiteral("actionAsk%1").arg(static_cast<int>(question))),
                               why.isEmpty(), why);
  }
  const auto possible = [this](const char* action, bool yes, const QString& why) {
    WindowActions::setPossible(actions_->find(QLatin1String(action)), yes, why);
  };
  const bool rules = services_.desk != nullptr;
  const QString none = tr("This workspace has no plans and no credits of its own");
  possible("actionSwitch_pause_processing", services_.safety != nullptr, tr("There is no database to pause"));
  possible("actionSwitch_stop_downgrades", rules, none);
  possible("actionSwitch_allow_unverified", rules && services_.profile.rules.entitlements.enabled,
           tr("This workspace has no entitlements"));
  possible("actionLetThrough", rules, none);
  possible("actionReconcile", services_.reconcile != nullptr, tr("There is no provider to compare with"));
  for (const char* action : {"actionOpenWorkspace", "actionImportEnv"})
    possible(action, services_.workspaces != nullptr, tr("Only the console itself can switch"));
  if (!services_.checkConfig) return;
  whenDone(services_.checkConfig(), this, [this](const std::vector<workspace::Finding>& findings) {
    sideBar_->setBadge(PaneId::Checks, countOf(findings, workspace::Severity::Error),
                       tr("errors in the workspace's file"));
  });
}

void MainWindow::watchSwitches() {
  if (services_.safety == nullptr) return;
  switches_ = new SwitchBoard(context_, this);
  connect(switches_, &SwitchBoard::changed, this, [this] { switchBanner_->show(switches_->switchedOn()); });
  connect(switches_, &SwitchBoard::failed, this, &MainWindow::showError);
  connect(switchBanner_, &SwitchBanner::offWanted, switches_, &SwitchBoard::switchOff);
  connect(switchBanner_, &SwitchBanner::detailsWanted, this, [this] {
    showPane(PaneId::Checks);
    checksPane()->showSwitches();
  });
  switches_->reload();
}

void MainWindow::openWorkspaceChooser() {
  if (services_.workspaces == nullptr) return;
  (new WorkspaceChooser(*services_.workspaces, this))->open();
}

void MainWindow::importEnv() {
  if (services_.workspaces == nullptr) return;
  auto* dialog = new EnvImportDialog(*services_.workspaces, this);
  connect(dialog, &EnvImportDialog::imported, this, [this](const QString& file) {
    whenDone(services_.workspaces->open(file, false), this, [this](const Result<void>& opened) {
      if (!opened) showError(opened.error());
    });
  });
  dialog->open();
}

void MainWindow::showAccount(const QString& key) {
  if (services_.desk == nullptr) return;
  whenDone(services_.desk->account(key, cancel_), this, [this](const Result<store::AccountDetail>& account) {
    if (account)
      showCustomerOf(*account);
    else if (account.error().kind != ErrorKind::Cancelled)
      showError(account.error());
  });
}

void MainWindow::showCustomerOf(const store::AccountDetail& account) {
  const QString id = account.row.customerExternalId;
  const QString name = account.row.name.isEmpty() ? account.row.key : account.row.name;
  if (id.isEmpty()) {
    Q_EMIT navigator_.noticed(tr("%1 has not paid yet, so the provider has no customer to show").arg(name));
    return;
  }
  store::ListQuery query;
  query.filters = {{"external_id", store::FilterOp::Is, {id}}};
  whenDone(services_.queries.customers().ids(query, cancel_), this, [this, name](const Result<store::IdVector>& ids) {
    if (!ids) {
      if (ids.error().kind != ErrorKind::Cancelled) showError(ids.error());
    } else if (ids->isEmpty()) {
      Q_EMIT navigator_.noticed(tr("No event has told of the customer of %1 yet").arg(name));
    } else {
      Q_EMIT navigator_.rowWanted(PaneId::Customers, ids->first());
    }
  });
}

}  // namespace billing::ui
