#include "ui/mainwindow.h"

#include <QCloseEvent>
#include <QHBoxLayout>
#include <QLabel>
#include <QMenuBar>
#include <QPushButton>
#include <QScreen>
#include <QShortcut>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/dialogs/firedialog.h"
#include "ui/panes/panefactory.h"
#include "ui/panes/webhookpane.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/listenerlamp.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/sidebar.h"
#include "ui/widgets/statusline.h"
#include "ui/widgets/switchbanner.h"
#include "ui/windowactions.h"

namespace billing::ui {

namespace {

models::ModelContext wordsOf(const ConsoleServices& services) {
  models::ModelContext words;
  words.clock = &services.clock;
  const QTimeZone zone(QByteArray::fromStdString(services.profile.timeZone));
  if (zone.isValid()) words.zone = zone;
  return words;
}

}  // namespace

MainWindow::MainWindow(const ConsoleServices& services, Theme& theme)
    : services_(services),
      theme_(theme),
      updater_(services.changes),
      context_{services_, wordsOf(services), updater_, navigator_} {
  setObjectName(QStringLiteral("mainWindow"));
  setWindowTitle(QStringLiteral("%1 – Billing Console").arg(QString::fromStdString(services.profile.name)));
  setWindowIcon(symbol(QStringLiteral("app"), Tone::Accent));
  // Whoever started the program with a theme means that one.
  if (theme.choice() == ThemeChoice::System)
    chooseTheme(static_cast<ThemeChoice>(services.settings.value(QStringLiteral("window/theme"), 0).toInt()));
  setMenuWidget(buildTop());
  setCentralWidget(buildBody());
  status_ = new StatusLine(context_, this);
  setStatusBar(status_);
  connectServices();
  watchSwitches();
  watchSync();
  watchProvider();
  watchGuards();
  refreshJobs();
  refreshChecks();
  watchAudit();
  refreshBulk();
  watchExports();
  refreshFinance();
  restoreWindow();
}

MainWindow::~MainWindow() {
  cancel_.cancel();
}

QWidget* MainWindow::buildTop() {
  auto* top = new QWidget;
  auto* column = new QVBoxLayout(top);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* menus = new QMenuBar;
  menus->setNativeMenuBar(false);
  column->addWidget(new ModeBand(services_));
  column->addWidget(menus);
  column->addWidget(buildTopBar());
  actions_ = new WindowActions(*this, theme_, *menus);
  return top;
}

QWidget* MainWindow::buildTopBar() {
  auto* bar = new QWidget;
  bar->setObjectName(QStringLiteral("topBar"));
  auto* row = new QHBoxLayout(bar);
  row->setContentsMargins(space(this, 4), space(this, 2), space(this, 4), space(this, 2));
  row->setSpacing(space(this, 3));
  auto* name = new QPushButton(QString::fromStdString(services_.profile.name));
  name->setObjectName(QStringLiteral("workspaceButton"));
  name->setProperty("heading", true);
  name->setFont(strongFont(font()));
  name->setAccessibleName(tr("Workspace %1").arg(name->text()));
  name->setToolTip(tr("Open another workspace (Ctrl+O)"));
  name->setEnabled(services_.workspaces != nullptr);
  if (name->isEnabled()) name->setIcon(symbol(QStringLiteral("chevron-down"), Tone::Muted));
  name->setLayoutDirection(Qt::RightToLeft);  // the chevron stands behind the name
  connect(name, &QPushButton::clicked, this, &MainWindow::openWorkspaceChooser);
  const bool stripe = services_.profile.provider == Provider::Stripe;
  auto* provider = new QLabel(stripe ? QStringLiteral("Stripe") : QStringLiteral("Dodo Payments"));
  provider->setForegroundRole(QPalette::PlaceholderText);
  auto* search = new QPushButton(tr("Search or run a command"));
  search->setObjectName(QStringLiteral("paletteButton"));
  search->setIcon(symbol(QStringLiteral("search"), Tone::Muted));
  search->setProperty("field", true);
  search->setToolTip(tr("Customers, subscriptions, events and every action (Ctrl+K)"));
  search->setMinimumWidth(chars(this, 30));
  search->setMaximumWidth(chars(this, 64));
  search->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Fixed);
  auto* keys = new QLabel(QStringLiteral("Ctrl+K"), search);
  keys->setForegroundRole(QPalette::PlaceholderText);
  keys->setFont(captionFont(font()));
  auto* inside = new QHBoxLayout(search);
  inside->setContentsMargins(0, 0, space(this, 3), 0);
  inside->addStretch(1);
  inside->addWidget(keys);
  connect(search, &QPushButton::clicked, this, &MainWindow::openPalette);
  lamp_ = new ListenerLamp;
  connect(lamp_, &QToolButton::clicked, this, &MainWindow::openListenerPopover);
  row->addWidget(name);
  row->addWidget(provider);
  row->addStretch(1);
  row->addWidget(search, 4);
  row->addStretch(1);
  if (services_.provider != nullptr) row->addWidget(makeSandboxBar());
  row->addWidget(lamp_);
  return bar;
}

QWidget* MainWindow::buildBody() {
  auto* body = new QWidget;
  auto* row = new QHBoxLayout(body);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(0);
  sideBar_ = new SideBar(services_.settings);
  connect(sideBar_, &SideBar::chosen, this, &MainWindow::showPane);
  for (int i = 0; i < kPaneCount; ++i)
    sideBar_->setAvailable(static_cast<PaneId>(i), isAvailable(static_cast<PaneId>(i)));
  row->addWidget(sideBar_);
  auto* page = new QWidget;
  page->setAutoFillBackground(true);
  page->setBackgroundRole(QPalette::Base);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  banner_ = new ErrorBanner;
  banner_->setObjectName(QStringLiteral("windowBanner"));
  auditBanner_ = new ErrorBanner;
  auditBanner_->setObjectName(QStringLiteral("auditBanner"));
  switchBanner_ = new SwitchBanner(context_);
  stack_ = new QStackedWidget;
  column->addWidget(auditBanner_);
  column->addWidget(switchBanner_);
  column->addWidget(banner_);
  column->addWidget(stack_, 1);
  watchAdmin(*column);
  row->addWidget(page, 1);
  return body;
}

void MainWindow::connectServices() {
  connect(&navigator_, &Navigator::listWanted, this, [this](PaneId id, const store::ListQuery& query) {
    showPane(id);
    currentPane()->showQuery(query);
  });
  connect(&navigator_, &Navigator::rowWanted, this, [this](PaneId id, qint64 row) {
    showPane(id);
    currentPane()->showRow(row);
  });
  connect(&navigator_, &Navigator::fireWanted, this, &MainWindow::openFireDialog);
  connect(&navigator_, &Navigator::errorHappened, this, &MainWindow::showError);
  connect(&navigator_, &Navigator::noticed, status_, &StatusLine::notice);
  connect(&navigator_, &Navigator::accountWanted, this, &MainWindow::showAccount);
  connect(&navigator_, &Navigator::secretsWanted, this, &MainWindow::openSecrets);
  connect(&navigator_, &Navigator::badgeWanted, sideBar_, &SideBar::setBadge);
  connect(&services_.listener, &ListenerControl::statusChanged, this, &MainWindow::refreshListener);
  badgeThrottle_.setSingleShot(true);
  badgeThrottle_.setInterval(300);
  connect(&badgeThrottle_, &QTimer::timeout, this, &MainWindow::refreshBadges);
  connect(&updater_, &models::ModelUpdater::changed, this, [this] {
    if (!badgeThrottle_.isActive()) badgeThrottle_.start();
    status_->refreshProcessing();
  });
  connect(new QShortcut(QKeySequence(Qt::Key_Escape), this), &QShortcut::activated, this, [this] {
    if (banner_->isVisible())
      banner_->dismiss();
    else if (currentPane() != nullptr)
      currentPane()->stepBack();
  });
  if (services_.demo != nullptr) {
    connect(services_.demo, &DemoControl::progressed, this,
            [this](int done, int total) { status_->notice(tr("Firing demo events: %1 of %2").arg(done).arg(total)); });
    connect(services_.demo, &DemoControl::finished, this, [this](const QString& error) {
      refreshDemo();
      if (error.isEmpty()) status_->notice(tr("The demo workspace is filled"));
      if (!error.isEmpty())
        showError(Error{ErrorKind::Internal, "demo_failed", error.toStdString(), {}, {}, false, {}});
    });
  }
  refreshDemo();
  refreshListener();
  refreshBadges();
}

void MainWindow::restoreWindow() {
  const QSize room = screen()->availableSize() * 9 / 10;
  resize(QSize(chars(this, 180), chars(this, 180) * 10 / 16).boundedTo(room));
  restoreGeometry(services_.settings.value(QStringLiteral("window/geometry")).toByteArray());
  const int kept = services_.settings.value(QStringLiteral("window/pane"), 0).toInt();
  const auto pane = static_cast<PaneId>(qBound(0, kept, kPaneCount - 1));
  showPane(isAvailable(pane) ? pane : PaneId::Overview);
}

void MainWindow::closeEvent(QCloseEvent* event) {
  if (!askBeforeClosing()) return event->ignore();
  services_.settings.setValue(QStringLiteral("window/geometry"), saveGeometry());
  services_.settings.setValue(QStringLiteral("window/pane"), static_cast<int>(current_));
  QMainWindow::closeEvent(event);
}

Pane* MainWindow::pane(PaneId id) {
  Pane*& made = panes_[static_cast<size_t>(id)];
  if (made != nullptr) return made;
  made = makePane(id, context_);
  stack_->addWidget(made);
  connect(made, &Pane::selectionTextChanged, this, [this, pane = made](const QString& text) {
    if (pane == currentPane()) status_->showSelection(text);
    if (pane == currentPane()) refreshOrders();
  });
  markRows(made);
  if (auto* list = qobject_cast<ListPane*>(made))
    connect(list, &ListPane::emptyActionTriggered, this, [this, list] { emptyAction(*list); });
  return made;
}

bool MainWindow::isAvailable(PaneId pane) const {
  if (pane == PaneId::Audit) return services_.admin != nullptr;
  return pane != PaneId::Jobs || services_.desk != nullptr;
}

void MainWindow::showPane(PaneId id) {
  if (!isAvailable(id)) return;
  Pane* shown = pane(id);
  current_ = id;
  if (id == PaneId::Audit) auditBanner_->dismiss();  // the pane says it itself
  stack_->setCurrentWidget(shown);
  sideBar_->setCurrent(id);
  status_->showSelection(shown->selectionText());
  refreshOrders();
  // Keys belong to what was just chosen, not to the button that chose it.
  if (QWidget* first = shown->firstFocus()) first->setFocus(Qt::OtherFocusReason);
}

WebhookPane* MainWindow::webhookPane() {
  return qobject_cast<WebhookPane*>(pane(PaneId::Webhooks));
}

FireDialog* MainWindow::fireDialog() const {
  return fire_;
}

void MainWindow::refreshBadges() {
  whenDone(services_.queries.badges(cancel_), this, [this](const Result<store::Badges>& badges) {
    if (!badges) {
      if (badges.error().kind != ErrorKind::Cancelled) showError(badges.error());
      return;
    }
    sideBar_->setBadges(*badges);
    WindowActions::setPossible(actions_->find(QStringLiteral("actionRetryDead")), badges->deadLetters > 0,
                               tr("There are no dead letters"));
  });
}

void MainWindow::refreshListener() {
  const auto status = services_.listener.status();
  lamp_->showStatus(status);
  // Said once, and taken back when it is over; the lamp tells all the while.
  const bool failing = !status.storeProblem.empty();
  if (failing && !storeFails_)
    showError(
        Error{ErrorKind::Full,
              "deliveries_not_stored",
              "Deliveries cannot be stored",
              status.storeProblem,
              "Senders are told to try again and lose nothing; make room or free the database, then they get through",
              true,
              {}});
  if (!failing && storeFails_) banner_->dismiss();
  storeFails_ = failing;
}

void MainWindow::refreshDemo() {
  const bool running = services_.demo != nullptr && services_.demo->running();
  WindowActions::setPossible(
      actions_->find(QStringLiteral("actionDemo")), services_.demo != nullptr && !running,
      running ? tr("It is being filled right now") : tr("Only the demo workspace can be filled"));
}

void MainWindow::showError(const Error& error) {
  banner_->showError(error);
}

}  // namespace billing::ui
