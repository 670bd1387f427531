// What the window's actions do: each hands over to a pane, a dialog or a service.
#include <QApplication>
#include <QDialog>
#include <QDialogButtonBox>
#include <QLabel>
#include <QLineEdit>
#include <QMessageBox>
#include <QPlainTextEdit>
#include <QTreeWidget>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/dialogs/calculationsdialog.h"
#include "ui/dialogs/commandpalette.h"
#include "ui/dialogs/firedialog.h"
#include "ui/dialogs/listenerpopover.h"
#include "ui/dialogs/secretsdialog.h"
#include "ui/mainwindow.h"
#include "ui/panes/webhookpane.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/listenerlamp.h"
#include "ui/widgets/sidebar.h"
#include "ui/windowactions.h"

namespace billing::ui {

void MainWindow::openPalette() {
  refreshOrders();
  (new CommandPalette(context_, actions_->all(), this))->openIn(this);
}

void MainWindow::openListenerPopover() {
  auto* popover = new ListenerPopover(context_, this);
  connect(popover, &ListenerPopover::rejectedWanted, this, [this, popover] {
    popover->close();
    store::ListQuery query;
    query.filters = {{"state", store::FilterOp::Is, {QStringLiteral("rejected")}}};
    Q_EMIT navigator_.listWanted(PaneId::Webhooks, query);
  });
  popover->openAt(lamp_);
}

void MainWindow::openFireDialog(const FireSeed& seed) {
  if (fire_ == nullptr) {
    fire_ = new FireDialog(context_, this);
    fire_->setAttribute(Qt::WA_DeleteOnClose);
  }
  fire_->start(seed);
  fire_->show();
  fire_->raise();
  fire_->activateWindow();
}

void MainWindow::fireFromSelection() {
  if (currentPane() != nullptr && currentPane()->fireSelection()) return;
  openFireDialog({});
}

void MainWindow::replaySelection() {
  showPane(PaneId::Webhooks);
  webhookPane()->replaySelection();
}

void MainWindow::retryDeadLetters() {
  store::ListQuery query;
  query.filters = {{"state", store::FilterOp::Is, {QStringLiteral("dead")}}};
  whenDone(services_.queries.webhookEvents().ids(query, cancel_), this, [this](const Result<store::IdVector>& ids) {
    if (!ids) {
      showError(ids.error());
      return;
    }
    QVector<qint64> rows;
    for (const quint32 id : *ids) rows.push_back(id);
    whenDone(services_.retryEvents(rows), this, [this](const Result<int>& count) {
      if (count)
        Q_EMIT navigator_.noticed(tr("Dead letters put back: %1").arg(*count));
      else
        showError(count.error());
    });
  });
}

void MainWindow::togglePause() {
  showPane(PaneId::Webhooks);
  webhookPane()->setPaused(!webhookPane()->isPaused());
}

void MainWindow::toggleListener() {
  ListenerControl& listener = services_.listener;
  if (listener.status().listening) {
    whenDone(listener.stop(), this, [this] { Q_EMIT navigator_.noticed(tr("The listener has stopped")); });
    return;
  }
  const quint16 last = listener.status().port;
  whenDone(listener.start(last != 0 ? last : services_.profile.port), this, [this](const Result<quint16>& port) {
    if (port)
      Q_EMIT navigator_.noticed(tr("Listening on port %1").arg(*port));
    else
      showError(port.error());
  });
}

void MainWindow::toggleSideBar() {
  sideBar_->setNarrow(!sideBar_->isNarrow());
}

void MainWindow::chooseTheme(ThemeChoice choice) {
  theme_.setChoice(static_cast<ThemeChoice>(qBound(0, static_cast<int>(choice), 2)));
  services_.settings.setValue(QStringLiteral("window/theme"), static_cast<int>(theme_.choice()));
}

void MainWindow::startDemo() {
  if (services_.demo == nullptr || services_.demo->running()) return;
  services_.demo->start();
  refreshDemo();
}

void MainWindow::copy() {
  // Ctrl+C belongs to the text field that has the focus, and only then to the list.
  QWidget* focus = QApplication::focusWidget();
  if (auto* line = qobject_cast<QLineEdit*>(focus); line != nullptr && line->hasSelectedText())
    line->copy();
  else if (auto* text = qobject_cast<QPlainTextEdit*>(focus))
    text->copy();
  else if (focus != nullptr && focus->inherits("QsciScintilla"))
    QMetaObject::invokeMethod(focus, "copy");
  else if (currentPane() != nullptr)
    currentPane()->copySelection();
}

void MainWindow::openSecrets() {
  (new SecretsDialog(context_, this))->open();
}

void MainWindow::showShortcuts() {
  auto* dialog = new QDialog(this);
  dialog->setAttribute(Qt::WA_DeleteOnClose);
  dialog->setWindowTitle(tr("Keyboard shortcuts"));
  auto* column = new QVBoxLayout(dialog);
  auto* list = new QTreeWidget;
  list->setAccessibleName(tr("Keyboard shortcuts"));
  list->setHeaderLabels({tr("Action"), tr("Keys")});
  list->setRootIsDecorated(false);
  for (QAction* action : actions_->all())
    if (!action->shortcut().isEmpty())
      new QTreeWidgetItem(list, {action->text().remove(QLatin1Char('&')).remove(QStringLiteral("…")),
                                 action->shortcut().toString(QKeySequence::NativeText)});
  const QVector<QPair<QString, QString>> others = {{tr("Show or hide details of the row"), tr("Space")},
                                                   {tr("Open the row"), tr("Enter")},
                                                   {tr("Drop filters step by step"), tr("Esc")},
                                                   {tr("Remove a focused filter"), tr("Delete")},
                                                   {tr("Send from the fire dialog"), tr("Ctrl+Return")}};
  for (const auto& [what, keys] : others) new QTreeWidgetItem(list, {what, keys});
  list->resizeColumnToContents(0);
  auto* buttons = new QDialogButtonBox(QDialogButtonBox::Close);
  connect(buttons, &QDialogButtonBox::rejected, dialog, &QDialog::close);
  column->addWidget(list);
  column->addWidget(buttons);
  dialog->resize(chars(this, 80), chars(this, 80));
  dialog->open();
}

void MainWindow::showCalculations() {
  (new CalculationsDialog(this))->open();
}

void MainWindow::showAbout() {
  auto* box = new QMessageBox(
      QMessageBox::NoIcon, tr("About Billing Console"),
      tr("<b>Billing Console %1</b><p>Receives, checks, fires and replays billing webhooks on your own machine.</p>"
         "<p>GPL-3.0-or-later. It works with no account and no network.</p>")
          .arg(QLatin1String(BILLING_VERSION)),
      QMessageBox::Close, this);
  box->setAttribute(Qt::WA_DeleteOnClose);
  box->open();
}

}  // namespace billing::ui
