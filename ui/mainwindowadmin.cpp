// The window's side of changes by hand: their dialogs, what is on its way, and what can be done with what is selected.
#include "operations/admin/outbox.h"
#include "ui/admin/orderdialog.h"
#include "ui/admin/orderoffers.h"
#include "ui/admin/outboxboard.h"
#include "ui/admin/outboxstrip.h"
#include "ui/admin/outboxview.h"
#include "ui/bulk/bulkactions.h"
#include "ui/bulk/linksdialog.h"
#include "ui/mainwindow.h"
#include "ui/panes/listpane.h"
#include "ui/widgets/statusline.h"
#include "ui/windowactions.h"

namespace billing::ui {
namespace {

bool isLink(operations::OrderKind kind) {
  return kind == operations::OrderKind::CheckoutLink || kind == operations::OrderKind::PortalLink;
}

LinkSeed linkSeedOf(const OrderSeed& seed) {
  const auto text = [](const std::string& one) { return QString::fromStdString(one); };
  LinkSeed link;
  link.customer = text(seed.order.customer);
  link.email = text(seed.order.email);
  link.name = text(seed.order.name);
  link.account = text(seed.order.account);
  link.portal = seed.order.kind == operations::OrderKind::PortalLink;
  return link;
}

}  // namespace

void MainWindow::watchAdmin(QVBoxLayout& page) {
  connect(&navigator_, &Navigator::orderWanted, this, &MainWindow::openOrder);
  if (services_.admin == nullptr) return;
  outbox_ = new OutboxBoard(context_, this);
  auto* strip = new OutboxStrip(context_, *outbox_);
  page.addWidget(strip);
  connect(outbox_, &OutboxBoard::failed, this, &MainWindow::showError);
  connect(strip, &OutboxStrip::compensationWanted, this, &MainWindow::makeGood);
  connect(strip, &OutboxStrip::outboxWanted, this, &MainWindow::openOutbox);
  connect(strip, &OutboxStrip::detailsWanted, this, [this](const store::OutboxRow& call) {
    openOutbox();
    findChild<OutboxView*>()->showCall(call.operation);
  });
  connect(services_.admin, &operations::AdminDesk::stateChanged, this, &MainWindow::refreshOrders);
}

/// Rows that a change is on its way for say so.
void MainWindow::markRows(Pane* pane) {
  auto* list = qobject_cast<ListPane*>(pane);
  if (list == nullptr || outbox_ == nullptr) return;
  list->table().setMarks([this](const QString& id) {
    const store::OutboxRow* call = outbox_->openOn(id);
    return call != nullptr ? QString::fromLatin1(store::toString(call->state)) : QString();
  });
  connect(outbox_, &OutboxBoard::changed, list, [list] { list->table().viewport()->update(); });
}

void MainWindow::openOrder(const OrderSeed& seed) {
  if (services_.admin == nullptr) return;
  // A link that makes good something else goes the way of every change, so that the log tells both together.
  if (isLink(seed.order.kind) && seed.order.compensates.empty()) return openLinks(context_, linkSeedOf(seed), this);
  auto* dialog = new OrderDialog(context_, seed, this);
  connect(dialog, &OrderDialog::submitted, this,
          [this, title = seed.title](const store::OutboxRow& call) { outbox_->know(call, title); });
  dialog->open();
}

void MainWindow::orderFromSelection(operations::OrderKind kind) {
  for (const OrderOffer& offer : currentPane()->orderOffers()) {
    if (offer.seed.order.kind != kind) continue;
    if (offer.whyNot.isEmpty()) return openOrder(offer.seed);
    Q_EMIT navigator_.noticed(offer.whyNot);
  }
}

void MainWindow::refreshOrders() {
  QHash<int, QString> reasons;
  if (currentPane() != nullptr)
    for (const OrderOffer& offer : currentPane()->orderOffers())
      reasons.insert(static_cast<int>(offer.seed.order.kind), offer.whyNot);
  const QString none =
      services_.admin == nullptr ? tr("This window only shows") : tr("Select what it is about in a list first");
  for (auto it = actions_->orders().cbegin(); it != actions_->orders().cend(); ++it) {
    const QString why = reasons.value(it.key(), none);
    WindowActions::setPossible(it.value(), why.isEmpty(), why);
  }
  WindowActions::setPossible(actions_->find(QStringLiteral("actionOutbox")), services_.admin != nullptr, none);
}

void MainWindow::openOutbox() {
  if (outbox_ == nullptr) return;
  auto* view = findChild<OutboxView*>();
  if (view == nullptr) {
    view = new OutboxView(context_, *outbox_, this);
    connect(view, &OutboxView::compensationWanted, this, &MainWindow::makeGood);
  }
  view->show();
  view->raise();
  view->activateWindow();
}

/// What honestly makes good a call that is done: an order like any other, with its own preview and reason.
void MainWindow::makeGood(const store::OutboxRow& call) {
  const auto order = operations::compensating(call);
  if (!order) return showError(order.error());
  OrderSeed seed;
  seed.order = *order;
  seed.title = outbox_->titleOf(call);
  openOrder(seed);
}

}  // namespace billing::ui
