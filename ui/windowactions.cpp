#include "ui/windowactions.h"

#include <QActionGroup>
#include <QMenu>

#include "ui/dialogs/commandpalette.h"
#include "ui/mainwindow.h"
#include "ui/panes/pane.h"
#include "ui/presenters/jobwords.h"
#include "ui/presenters/questionwords.h"
#include "ui/presenters/switchwords.h"
#include "ui/widgets/sidebar.h"

namespace billing::ui {

WindowActions::WindowActions(MainWindow& window, Theme& theme, QMenuBar& bar)
    : QObject(&window), window_(window), theme_(theme) {
  addFile(bar);
  addWorkspace(bar);
  addEdit(bar);
  addView(bar);
  addBilling(bar);
  addWebhooks(bar);
  addProvider(bar);
  addJobs(bar);
  addBulk(bar);
  addReports(bar);
  addReview(bar);
  addChecks(bar);
  addHelp(bar);
}

QAction* WindowActions::add(QMenu* menu, const QString& name, const QString& text, const QKeySequence& keys,
                            std::function<void()> run) {
  QAction* action = menu->addAction(text);
  action->setObjectName(name);
  action->setShortcut(keys);
  const QString plain = QString(text).remove(QLatin1Char('&'));
  action->setToolTip(keys.isEmpty() ? plain
                                    : QStringLiteral("%1 (%2)").arg(plain, keys.toString(QKeySequence::NativeText)));
  connect(action, &QAction::triggered, this, std::move(run));
  all_.push_back(action);
  return action;
}

QAction* WindowActions::find(const QString& name) const {
  for (QAction* action : all_)
    if (action->objectName() == name) return action;
  return nullptr;
}

namespace {

constexpr const char* kImpossible = "billing.impossible";
constexpr const char* kGuarded = "billing.guarded";

// What forbids it comes before what stands in its way.
void showWhyNot(QAction* action) {
  const QString guarded = action->property(kGuarded).toString();
  const QString reason = guarded.isEmpty() ? action->property(kImpossible).toString() : guarded;
  const bool possible = guarded.isEmpty() && !action->property(kImpossible).isValid();
  action->setEnabled(possible);
  action->setProperty(kReasonProperty, possible ? QString() : reason);
  action->setStatusTip(possible ? QString() : reason);
}

}  // namespace

void WindowActions::setPossible(QAction* action, bool possible, const QString& reason) {
  action->setProperty(kImpossible, possible ? QVariant() : QVariant(reason));
  showWhyNot(action);
}

void WindowActions::setGuarded(QAction* action, const QString& reason) {
  action->setProperty(kGuarded, reason);
  showWhyNot(action);
}

void WindowActions::addFile(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("&File"));
  add(menu, QStringLiteral("actionOpenWorkspace"), tr("&Open workspace…"), QKeySequence::Open,
      [this] { window_.openWorkspaceChooser(); });
  add(menu, QStringLiteral("actionImportEnv"), tr("&Import settings from .env…"), QKeySequence(Qt::CTRL | Qt::Key_I),
      [this] { window_.importEnv(); });
  menu->addSeparator();
  add(menu, QStringLiteral("actionDemo"), tr("Fill with &demo data"), {}, [this] { window_.startDemo(); });
  menu->addSeparator();
  add(menu, QStringLiteral("actionQuit"), tr("&Quit"), QKeySequence(Qt::CTRL | Qt::Key_Q), [this] { window_.close(); });
}

void WindowActions::addWorkspace(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("Wor&kspace"));
  add(menu, QStringLiteral("actionApprovals"), tr("&Approvals…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_A),
      [this] { window_.openApprovals(); });
  add(menu, QStringLiteral("actionPeople"), tr("&People…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_O),
      [this] { window_.openPeople(); });
  menu->addSeparator();
  add(menu, QStringLiteral("actionUnlock"), tr("&Unlock live mode…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_U),
      [this] { window_.unlockLive(); });
  add(menu, QStringLiteral("actionLock"), tr("&Lock live mode now"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_L),
      [this] { window_.lockLive(); });
}

void WindowActions::addEdit(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("&Edit"));
  const auto pane = [this](auto method) {
    return [this, method] {
      if (Pane* p = window_.currentPane()) (p->*method)();
    };
  };
  add(menu, QStringLiteral("actionCopy"), tr("&Copy rows"), QKeySequence::Copy, [this] { window_.copy(); });
  menu->addSeparator();
  add(menu, QStringLiteral("actionFind"), tr("&Find in this list"), QKeySequence::Find, pane(&Pane::focusSearch));
  add(menu, QStringLiteral("actionFilter"), tr("&Add a filter…"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_F),
      pane(&Pane::openFilterMenu));
  add(menu, QStringLiteral("actionPalette"), tr("&Search or run a command…"), QKeySequence(Qt::CTRL | Qt::Key_K),
      [this] { window_.openPalette(); });
}

void WindowActions::addView(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("&View"));
  for (int i = 0; i < kPaneCount; ++i) {
    const auto id = static_cast<PaneId>(i);
    add(menu, QStringLiteral("actionPane%1").arg(i), SideBar::title(id),
        QKeySequence(Qt::CTRL | static_cast<Qt::Key>(Qt::Key_0 + (i + 1) % 10)), [this, id] { window_.showPane(id); });
  }
  menu->addSeparator();
  add(menu, QStringLiteral("actionDetails"), tr("Show or hide &details"), QKeySequence(Qt::Key_F4), [this] {
    if (Pane* p = window_.currentPane()) p->toggleDetail();
  });
  add(menu, QStringLiteral("actionSideBar"), tr("&Narrow or widen the side bar"), QKeySequence(Qt::CTRL | Qt::Key_B),
      [this] { window_.toggleSideBar(); });
  add(menu, QStringLiteral("actionRefresh"), tr("&Refresh"), QKeySequence(Qt::Key_F5), [this] {
    if (Pane* p = window_.currentPane()) p->refresh();
  });
  menu->addSeparator();
  addFinance(*menu);
  menu->addSeparator();
  addTheme(*menu);
}

void WindowActions::addTheme(QMenu& menu) {
  QMenu* themes = menu.addMenu(tr("&Theme"));
  auto* group = new QActionGroup(this);
  const QVector<QPair<ThemeChoice, QString>> choices = {{ThemeChoice::System, tr("&System theme")},
                                                        {ThemeChoice::Light, tr("&Light theme")},
                                                        {ThemeChoice::Dark, tr("&Dark theme")}};
  for (const auto& [choice, text] : choices) {
    QAction* action = add(themes, QStringLiteral("actionTheme%1").arg(static_cast<int>(choice)), text, {},
                          [this, choice = choice] { window_.chooseTheme(choice); });
    action->setCheckable(true);
    action->setChecked(theme_.choice() == choice);
    group->addAction(action);
  }
}

void WindowActions::addWebhooks(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("&Webhooks"));
  add(menu, QStringLiteral("actionListen"), tr("&Start or stop the listener"), QKeySequence(Qt::Key_F9),
      [this] { window_.toggleListener(); });
  add(menu, QStringLiteral("actionListenerDetails"), tr("&Listener details…"), QKeySequence(Qt::CTRL | Qt::Key_L),
      [this] { window_.openListenerPopover(); });
  add(menu, QStringLiteral("actionSecrets"), tr("Signing &secrets…"), {}, [this] { window_.openSecrets(); });
  menu->addSeparator();
  add(menu, QStringLiteral("actionFire"), tr("&Fire an event…"), QKeySequence(Qt::CTRL | Qt::Key_T),
      [this] { window_.fireFromSelection(); });
  add(menu, QStringLiteral("actionReplay"), tr("Re&play the selected event"),
      QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_R), [this] { window_.replaySelection(); });
  add(menu, QStringLiteral("actionRetryDead"), tr("&Retry all dead letters"), {},
      [this] { window_.retryDeadLetters(); });
  add(menu, QStringLiteral("actionPause"), tr("Pa&use or resume the log"), QKeySequence(Qt::CTRL | Qt::Key_P),
      [this] { window_.togglePause(); });
}

void WindowActions::addProvider(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("&Provider"));
  add(menu, QStringLiteral("actionConnect"), tr("Co&nnect…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_C),
      [this] { window_.openConnect(); });
  menu->addSeparator();
  add(menu, QStringLiteral("actionSync"), tr("&Read what is new"), QKeySequence(Qt::CTRL | Qt::Key_R),
      [this] { window_.startSync(false); });
  add(menu, QStringLiteral("actionSyncFull"), tr("Read &everything again"),
      QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_R), [this] { window_.startSync(true); });
  add(menu, QStringLiteral("actionSyncCancel"), tr("&Cancel reading"),
      QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Period), [this] { window_.cancelSync(); });
  menu->addSeparator();
  add(menu, QStringLiteral("actionSandboxDay"), tr("Move the sandbox on by a &day"),
      QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_D), [this] { window_.advanceSandbox(0, 1); });
  add(menu, QStringLiteral("actionSandboxMonth"), tr("Move the sandbox on by a &month"),
      QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_M), [this] { window_.advanceSandbox(1, 0); });
}

void WindowActions::addJobs(QMenuBar& bar) {
  using operations::JobKind;
  QMenu* menu = bar.addMenu(tr("&Jobs"));
  int key = Qt::Key_1;
  for (const JobKind kind : {JobKind::Downgrade, JobKind::TopUp, JobKind::Expire}) {
    const QString title = jobWords(kind).title;
    const int number = static_cast<int>(kind);
    add(menu, QStringLiteral("actionDryRun%1").arg(number), tr("%1: &dry run").arg(title),
        QKeySequence(Qt::CTRL | Qt::ALT | static_cast<Qt::Key>(key)), [this, kind] { window_.dryRunJob(kind); });
    add(menu, QStringLiteral("actionRunJob%1").arg(number), tr("%1: &run now…").arg(title),
        QKeySequence(Qt::CTRL | Qt::ALT | Qt::SHIFT | static_cast<Qt::Key>(key)),
        [this, kind] { window_.runJobNow(kind); });
    ++key;
  }
}

void WindowActions::addChecks(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("&Checks"));
  add(menu, QStringLiteral("actionCheckConfig"), tr("Check the &configuration"), QKeySequence(Qt::SHIFT | Qt::Key_F5),
      [this] { window_.checkConfiguration(); });
  menu->addSeparator();
  int key = Qt::Key_1;
  for (const operations::Question question : kQuestions)
    add(menu, QStringLiteral("actionAsk%1").arg(static_cast<int>(question)),
        QStringLiteral("%1…").arg(questionWords(question).title),
        QKeySequence(Qt::CTRL | Qt::SHIFT | static_cast<Qt::Key>(key++)),
        [this, question] { window_.askDiagnosis(question); });
  menu->addSeparator();
  const QVector<QPair<const char*, QKeySequence>> switches = {
      {operations::pauseProcessing, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_P)},
      {operations::stopDowngrades, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_D)},
      {operations::allowUnverified, QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_U)}};
  for (const auto& [name, keys] : switches)
    add(menu, QStringLiteral("actionSwitch_%1").arg(QLatin1String(name)),
        QStringLiteral("%1…").arg(switchWords(QLatin1String(name)).title), keys,
        [this, name = QLatin1String(name)] { window_.toggleSwitch(name); });
  menu->addSeparator();
  add(menu, QStringLiteral("actionLetThrough"), tr("&Let in unchecked"), QKeySequence(Qt::CTRL | Qt::SHIFT | Qt::Key_L),
      [this] { window_.showLetThrough(); });
}

void WindowActions::addHelp(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("&Help"));
  add(menu, QStringLiteral("actionShortcuts"), tr("&Keyboard shortcuts"), QKeySequence(Qt::Key_F1),
      [this] { window_.showShortcuts(); });
  add(menu, QStringLiteral("actionCheckCalculations"), tr("&Check calculations"), {},
      [this] { window_.showCalculations(); });
  add(menu, QStringLiteral("actionAbout"), tr("&About Billing Console"), {}, [this] { window_.showAbout(); });
}

}  // namespace billing::ui
