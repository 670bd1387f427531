// The window's side of who may do what: the lock of live mode, roles, people, approvals.
#include <QDialogButtonBox>
#include <QLabel>
#include <QPushButton>
#include <QVBoxLayout>

#include "ui/dialogs/approvalsdialog.h"
#include "ui/dialogs/peopledialog.h"
#include "ui/dialogs/unlockdialog.h"
#include "ui/mainwindow.h"
#include "ui/presenters/guardwords.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/dialogbands.h"
#include "ui/widgets/handwatch.h"
#include "ui/widgets/sandboxbar.h"
#include "ui/widgets/statusline.h"
#include "ui/windowactions.h"

namespace billing::ui {
namespace {

using operations::Deed;

/// Actions by the beginning of their names, with what they do.
struct GuardedAction {
  const char* prefix;
  Deed deed;
};
constexpr GuardedAction kGuardedActions[] = {
    {"actionFire", Deed::FireEvents},        {"actionDemo", Deed::FireEvents},     {"actionReplay", Deed::ReplayEvents},
    {"actionRetryDead", Deed::ReplayEvents}, {"actionConnect", Deed::Connect},     {"actionSandbox", Deed::FireEvents},
    {"actionRunJob", Deed::RunJobs},         {"actionSwitch_", Deed::SetSwitches},
};

bool syncs(const QString& name) {
  return name == QLatin1String("actionSync") || name == QLatin1String("actionSyncFull");
}

}  // namespace

void MainWindow::watchGuards() {
  new DialogBands(services_, this);
  connect(status_, &StatusLine::approvalsWanted, this, &MainWindow::openApprovals);
  if (services_.admin != nullptr) {
    new HandWatch([this] { services_.admin->touched(); }, this);
    connect(services_.admin, &operations::AdminDesk::stateChanged, this, [this] {
      refreshGuards();
      sayLocked();
    });
  }
  refreshGuards();
}

void MainWindow::refreshGuards() {
  const bool asks = services_.admin != nullptr;
  const auto state = asks ? services_.admin->state() : operations::AdminState();
  for (QAction* action : actions_->all()) {
    const QString name = action->objectName();
    for (const GuardedAction& guarded : kGuardedActions)
      if (name.startsWith(QLatin1String(guarded.prefix)))
        WindowActions::setGuarded(action, whyNotNow(services_, guarded.deed));
    if (syncs(name)) WindowActions::setGuarded(action, whyNotNow(services_, Deed::Sync));
  }
  const auto possible = [this](const char* action, bool yes, const QString& why) {
    WindowActions::setPossible(actions_->find(QLatin1String(action)), yes, why);
  };
  const QString none = tr("Nothing can be changed by hand here");
  possible("actionPeople", asks, none);
  possible("actionApprovals", asks, none);
  const QString test = tr("Test mode is never locked");
  possible("actionUnlock", state.live && state.locked, state.live ? tr("It is unlocked") : test);
  possible("actionLock", state.live && !state.locked, state.live ? tr("It is locked") : test);
  WindowActions::setGuarded(actions_->find(QStringLiteral("actionUnlock")), whyNotNow(services_, Deed::UnlockLive));
  status_->showApprovals(state.approvals);
  if (sandbox_ == nullptr) return;
  const QString still = whyNotNow(services_, Deed::FireEvents);
  sandbox_->setEnabled(still.isEmpty());
  sandbox_->setToolTip(still);
}

/// Whether by hand or after 15 minutes without one: whoever comes back reads why nothing can be done.
void MainWindow::sayLocked() {
  const auto state = services_.admin->state();
  const bool open = state.live && !state.locked;
  if (wasOpen_ && !open) {
    status_->notice(tr("Live mode is locked again"));
    if (state.lockedItself)
      showError(Error{ErrorKind::Forbidden,
                      "live_locked",
                      tr("Live mode has locked itself").toStdString(),
                      tr("15 minutes went by without a hand on it").toStdString(),
                      tr("Unlock it with a reason, in the band above, when you go on").toStdString(),
                      false,
                      {}});
  }
  wasOpen_ = open;
}

void MainWindow::openPeople() {
  if (services_.admin != nullptr) (new PeopleDialog(context_, this))->open();
}

void MainWindow::openApprovals() {
  if (services_.admin != nullptr) (new ApprovalsDialog(context_, this))->open();
}

void MainWindow::unlockLive() {
  if (services_.admin == nullptr) return;
  (new UnlockDialog(*services_.admin, QString::fromStdString(services_.profile.name), this))->open();
}

void MainWindow::lockLive() {
  if (services_.admin != nullptr) services_.admin->lock();
}

/// Calls that wait in sight do not leave while nobody looks: they stay, and go on when the workspace is opened again.
bool MainWindow::askBeforeClosing() {
  const int waiting = services_.admin == nullptr ? 0 : services_.admin->state().waiting;
  if (waiting == 0 || closesAnyway_) return true;
  auto* dialog = new QDialog(this);
  dialog->setObjectName(QStringLiteral("waitingCalls"));
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Changes are waiting"));
  auto* column = new QVBoxLayout(dialog);
  column->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 3));
  auto* words = new QLabel(waiting == 1 ? tr("One change by hand has not left yet. When the window closes now it stays "
                                             "where it is, can still be taken "
                                             "back, and leaves when this workspace is opened again.")
                                        : tr("%1 changes by hand have not left yet. When the window closes now they "
                                             "stay where they are, can still be "
                                             "taken back, and leave when this workspace is opened again.")
                                              .arg(waiting));
  words->setWordWrap(true);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Cancel);
  buttons->button(QDialogButtonBox::Cancel)->setText(tr("Stay"));
  buttons->button(QDialogButtonBox::Cancel)->setDefault(true);
  auto* leave = buttons->addButton(tr("Close"), QDialogButtonBox::ActionRole);
  leave->setObjectName(QStringLiteral("closeAnyway"));
  leave->setAutoDefault(false);
  connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
  connect(leave, &QPushButton::clicked, this, [this, dialog] {
    dialog->close();
    closesAnyway_ = true;
    close();
  });
  column->addWidget(words);
  column->addWidget(buttons);
  dialog->open();
  return false;
}

}  // namespace billing::ui
