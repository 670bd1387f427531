// From the command line to a window: which workspace is opened, a question where nobody said, another one later on,
// problems shown with a way out.
#pragma once

#include <QObject>
#include <QPointer>
#include <memory>

#include "app/console/options.h"
#include "app/console/session.h"
#include "app/console/workspacecatalogue.h"

namespace billing::ui {
class Theme;
class WorkspaceChooser;
}  // namespace billing::ui

namespace billing::console {

class Startup final : public QObject {
  Q_OBJECT
 public:
  /// `theme` outlives this.
  Startup(Options options, ui::Theme& theme);
  ~Startup() override;

  /// Opens what the options name, what was open last, or asks. Returns at once; the window comes when everything is
  /// open. NotFound or InvalidInput for a workspace that cannot be read.
  [[nodiscard]] Result<void> begin();

 private:
  [[nodiscard]] bool wasToldWhat() const;
  [[nodiscard]] Result<void> openFirst(const std::string& idOrFile);
  void choose(const std::optional<Error>& why = {});
  void change(const WorkspaceCatalogue::Wanted& wanted);
  void start(SessionOptions options, workspace::Profile profile);
  void sessionOpened();
  void takeTour();
  void offerWayOut(const Error& error);
  void askForDatabase();

  Options options_;
  ui::Theme& theme_;
  WorkspaceCatalogue workspaces_;
  std::unique_ptr<Session> session_;
  QPointer<ui::WorkspaceChooser> chooser_;
  bool first_ = true;  ///< the options of the command line are meant for the first workspace
};

}  // namespace billing::console
