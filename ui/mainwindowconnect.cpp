// The window's side of the payment provider: who it is, at the bottom, and the steps that connect it.
#include "ui/connect/connectdialog.h"
#include "ui/mainwindow.h"
#include "ui/widgets/connectionbutton.h"
#include "ui/widgets/statusline.h"
#include "ui/windowactions.h"

namespace billing::ui {

void MainWindow::watchProvider() {
  WindowActions::setPossible(actions_->find(QStringLiteral("actionConnect")), services_.provider != nullptr,
                             tr("Only the console itself speaks to the provider"));
  if (services_.provider == nullptr) return;
  auto* button = new ConnectionButton(*services_.provider, services_.profile.live());
  connect(button, &QPushButton::clicked, this, &MainWindow::openConnect);
  status_->insertPermanentWidget(1, button);  // behind the selection, before what tells of this machine
}

void MainWindow::openConnect() {
  if (services_.provider == nullptr) return;
  (new ConnectDialog(context_, this))->open();
}

}  // namespace billing::ui
