// The window's side of the sandbox's clock.
#include "ui/mainwindow.h"
#include "ui/widgets/sandboxbar.h"
#include "ui/widgets/statusline.h"
#include "ui/windowactions.h"

namespace billing::ui {

QWidget* MainWindow::makeSandboxBar() {
  sandbox_ = new SandboxBar(*services_.provider);
  connect(sandbox_, &SandboxBar::failed, this, &MainWindow::showError);
  connect(sandbox_, &SandboxBar::moved, this,
          [this](const QString& time) { status_->notice(tr("It is %1 in the sandbox").arg(time)); });
  return sandbox_;
}

void MainWindow::advanceSandbox(int months, int days) {
  if (sandbox_ == nullptr || !services_.provider->connection().sandbox)
    return showError({ErrorKind::NotFound,
                      "no_sandbox",
                      "This workspace has no sandbox",
                      "It speaks to its payment provider",
                      "Write api_base = \"sandbox\" into the file of a workspace in test mode",
                      false,
                      {}});
  sandbox_->advance(months, days);
}

}  // namespace billing::ui
