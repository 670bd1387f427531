// One open workspace: its secrets and database are opened off the window's thread, then services and window are made.
#pragma once

#include <QObject>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/console/applicationcontext.h"
#include "app/console/workspacesource.h"

namespace billing::ui {
class MainWindow;
class Theme;
}  // namespace billing::ui

namespace billing::console {

/// What one workspace is opened with.
struct SessionOptions {
  WorkspaceSource source;
  std::string databaseFile;              ///< empty: what the workspace says, else the data folder
  std::optional<int> port;               ///< instead of the workspace's
  std::vector<std::string> secretFiles;  ///< for this session only
  bool fillWithDemoData = false;         ///< when it is empty and has a generator
  bool listen = true;
  bool runJobs = true;
};

class Session final : public QObject {
  Q_OBJECT
 public:
  /// `theme` and `workspaces` outlive this.
  Session(SessionOptions options, workspace::Profile profile, ui::Theme& theme, ui::WorkspaceControl* workspaces);
  /// The window goes before the services that it was given.
  ~Session() override;

  /// Returns at once; opened() or failed() follows. May be called again after failed().
  void begin();
  /// Before begin(): another file instead of the workspace's own.
  void useDatabase(const QString& file) {
    profile_.databaseFile = file.toStdString();
    profile_.database = {};
  }
  /// Hides the window and lets the listener's running answers finish, then tells closed(); destroy it then.
  void close();

  [[nodiscard]] const workspace::Profile& profile() const { return profile_; }
  [[nodiscard]] const WorkspaceSource& source() const { return options_.source; }
  [[nodiscard]] ui::MainWindow* window() const { return window_.get(); }
  [[nodiscard]] DemoFiller* demo() const { return context_ ? context_->demo() : nullptr; }

 Q_SIGNALS:
  void opened();
  void failed(const billing::Error& error);
  void closed();

 private:
  void loadSecrets();
  void secretsLoaded();
  void openDatabase();
  struct OpenedDatabase {
    std::shared_ptr<store::Database> database;
    operations::Actor person;  ///< who sits here
  };
  using Opened = Result<OpenedDatabase>;
  void databaseOpened(const Opened& found);
  void fillThenStartJobs();
  void startListener();  ///< once both secrets and database are there
  [[nodiscard]] QString databaseFile() const;

  SessionOptions options_;
  workspace::Profile profile_;
  ui::Theme& theme_;
  ui::WorkspaceControl* workspaces_;
  SystemClock clock_;
  sandbox::SandboxClock time_{clock_};  // the workspace's; ahead of the machine's when the sandbox has been moved
  WorkspaceSecrets secrets_;
  bool secretsReady_ = false;
  bool closing_ = false;
  std::unique_ptr<ApplicationContext> context_;
  std::unique_ptr<ui::MainWindow> window_;
};

}  // namespace billing::console
