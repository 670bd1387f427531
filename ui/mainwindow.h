// The window: band, top bar, side bar, panes, status line. It navigates and nothing else; panes and dialogs do the
// work.
#pragma once

#include <QMainWindow>
#include <QPointer>
#include <QStackedWidget>
#include <QTimer>
#include <array>

#include "models/modelupdater.h"
#include "ui/consoleservices.h"
#include "ui/navigator.h"
#include "ui/panes/panecontext.h"
#include "ui/theme/theme.h"

class QVBoxLayout;

namespace billing::ui {

class ChecksPane;
class ErrorBanner;
class ExportBoard;
class FireDialog;
class JobsPane;
class ListPane;
class ListenerLamp;
class OutboxBoard;
class Pane;
class SandboxBar;
class SideBar;
class StatusLine;
class SwitchBanner;
class SwitchBoard;
class WebhookPane;
class WindowActions;

class MainWindow : public QMainWindow {
  Q_OBJECT
 public:
  /// What `services` refers to, and `theme`, outlive the window.
  MainWindow(const ConsoleServices& services, Theme& theme);
  ~MainWindow() override;

  void showPane(PaneId pane);
  [[nodiscard]] PaneId currentPaneId() const { return current_; }
  [[nodiscard]] Pane* currentPane() const { return panes_[static_cast<size_t>(current_)]; }
  /// Made on the first call. Only for one that is available.
  Pane* pane(PaneId pane);
  /// Jobs are there only where the workspace has rules of its own.
  [[nodiscard]] bool isAvailable(PaneId pane) const;
  [[nodiscard]] FireDialog* fireDialog() const;
  [[nodiscard]] Theme& theme() { return theme_; }
  [[nodiscard]] const PaneContext& context() const { return context_; }

  void openPalette();
  void openListenerPopover();
  void openSecrets();
  void openFireDialog(const FireSeed& seed);
  void fireFromSelection();
  void replaySelection();
  void retryDeadLetters();
  void togglePause();
  void toggleListener();
  void toggleSideBar();
  void chooseTheme(ThemeChoice choice);
  void startDemo();
  void openWorkspaceChooser();
  void importEnv();
  void openConnect();
  void dryRunJob(operations::JobKind kind);
  void runJobNow(operations::JobKind kind);
  void changeMany();
  void showBulkRuns();
  void rehearse(bool migration);
  void showLinks();
  void editPlan();
  void checkConfiguration();
  void askDiagnosis(operations::Question question);
  void toggleSwitch(const QString& name);
  void showLetThrough();
  void showReconcile();
  void startSync(bool full);
  void cancelSync();
  /// Moves the sandbox's clock, months first; nothing where there is no sandbox.
  void advanceSandbox(int months, int days);
  /// A change by hand: its dialog.
  void openOrder(const OrderSeed& seed);
  /// Of what is selected in the pane shown.
  void orderFromSelection(operations::OrderKind kind);
  void openOutbox();
  /// Whether each change can be made of what is selected, and why not.
  void refreshOrders();
  [[nodiscard]] OutboxBoard* outbox() const { return outbox_; }
  void openPeople();
  void openApprovals();
  void unlockLive();
  void lockLive();
  /// The rows shown, as a file: the dialog.
  void exportShown();
  void openMonthEnd();
  [[nodiscard]] ExportBoard* exports() const { return exports_; }
  void showAllFigures();
  void showDefinitions();
  void markChangesSeen();
  /// A PeriodChoice of the overview.
  void choosePeriod(int choice);
  void copy();
  void showShortcuts();
  void showCalculations();
  void showAbout();
  /// In a banner over the panes: what has no place of its own.
  void showError(const Error& error);

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  QWidget* buildTop();
  QWidget* buildTopBar();
  QWidget* makeSandboxBar();
  QWidget* buildBody();
  void connectServices();
  void restoreWindow();
  void refreshBadges();
  void refreshListener();
  void refreshDemo();
  void refreshJobs();
  void refreshChecks();
  void watchAudit();
  void refreshBulk();
  void refreshFinance();
  void watchSwitches();
  void watchSync();
  void refreshSync();
  void emptyAction(const ListPane& list);
  void watchProvider();
  void watchAdmin(QVBoxLayout& page);
  void makeGood(const store::OutboxRow& call);
  void markRows(Pane* pane);
  void watchGuards();
  void refreshGuards();
  void sayLocked();
  void watchExports();
  [[nodiscard]] bool askBeforeClosing();
  void showAccount(const QString& key);
  void showCustomerOf(const store::AccountDetail& account);
  WebhookPane* webhookPane();
  JobsPane* jobsPane();
  ChecksPane* checksPane();

  ConsoleServices services_;
  Theme& theme_;
  models::ModelUpdater updater_;
  Navigator navigator_;
  PaneContext context_;
  std::array<Pane*, kPaneCount> panes_{};
  PaneId current_ = PaneId::Overview;
  QStackedWidget* stack_ = nullptr;
  SideBar* sideBar_ = nullptr;
  StatusLine* status_ = nullptr;
  ErrorBanner* banner_ = nullptr;
  ErrorBanner* auditBanner_ = nullptr;  ///< the audit log is not what was written
  SwitchBanner* switchBanner_ = nullptr;
  SwitchBoard* switches_ = nullptr;  ///< nullptr without a database to ask
  ListenerLamp* lamp_ = nullptr;
  SandboxBar* sandbox_ = nullptr;  ///< nullptr: nobody can be asked for the provider
  WindowActions* actions_ = nullptr;
  OutboxBoard* outbox_ = nullptr;   ///< nullptr: this window only shows
  ExportBoard* exports_ = nullptr;  ///< nullptr: nothing can be written
  QPointer<FireDialog> fire_;
  bool syncRuns_ = false;      ///< the provider was being read when last asked
  bool wasOpen_ = false;       ///< live mode was unlocked when last asked
  bool closesAnyway_ = false;  ///< it was said that calls wait
  bool storeFails_ = false;    ///< deliveries were not stored when last asked
  QTimer badgeThrottle_;
  CancelToken cancel_;
};

}  // namespace billing::ui
