// From the command line to a window: secrets, database and context are made off the window's thread, problems are shown
// with a way out.
#pragma once

#include <QObject>
#include <memory>

#include "app/console/applicationcontext.h"
#include "app/console/options.h"

namespace billing::ui {
class MainWindow;
class Theme;
}  // namespace billing::ui

namespace billing::console {

class Startup final : public QObject {
  Q_OBJECT
 public:
  /// `theme` outlives this.
  Startup(Options options, workspace::Profile profile, ui::Theme& theme);
  ~Startup() override;

  /// Returns at once; the window comes when everything is open.
  void begin();

 private:
  void loadSecrets();
  void secretsLoaded();
  void openDatabase();
  void opened(Result<std::shared_ptr<store::Database>> database);
  void showWindow();
  void startListener();  ///< once both secrets and database are there
  void takeTour();
  void offerWayOut(const Error& error);
  [[nodiscard]] QString databaseFile() const;

  Options options_;
  workspace::Profile profile_;
  ui::Theme& theme_;
  SystemClock clock_;
  WorkspaceSecrets secrets_;
  bool secretsReady_ = false;
  std::unique_ptr<ApplicationContext> context_;
  std::unique_ptr<ui::MainWindow> window_;
};

}  // namespace billing::console
