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

namespace billing::ui {

class ErrorBanner;
class FireDialog;
class ListenerLamp;
class Pane;
class SideBar;
class StatusLine;
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
  /// Made on the first call.
  Pane* pane(PaneId pane);
  [[nodiscard]] FireDialog* fireDialog() const;
  [[nodiscard]] Theme& theme() { return theme_; }

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
  void copy();
  void showShortcuts();
  void showAbout();
  /// In a banner over the panes: what has no place of its own.
  void showError(const Error& error);

 protected:
  void closeEvent(QCloseEvent* event) override;

 private:
  QWidget* buildTop();
  QWidget* buildTopBar();
  QWidget* buildBody();
  void connectServices();
  void restoreWindow();
  void refreshBadges();
  void refreshListener();
  void refreshDemo();
  WebhookPane* webhookPane();

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
  ListenerLamp* lamp_ = nullptr;
  WindowActions* actions_ = nullptr;
  QPointer<FireDialog> fire_;
  bool storeFails_ = false;  ///< deliveries were not stored when last asked
  QTimer badgeThrottle_;
  CancelToken cancel_;
};

}  // namespace billing::ui
