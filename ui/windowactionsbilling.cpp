// The Billing menu: every change by hand of what is selected in the pane shown.
#include <QMenu>

#include "ui/mainwindow.h"
#include "ui/presenters/orderwords.h"
#include "ui/windowactions.h"

namespace billing::ui {

using operations::OrderKind;

namespace {

struct OrderEntry {
  OrderKind kind;
  Qt::Key key;
  bool shift = false;
  bool last = false;  ///< of its group
};

constexpr OrderEntry kOrderEntries[] = {{OrderKind::ChangePlan, Qt::Key_P},
                                        {OrderKind::WithdrawChange, Qt::Key_W},
                                        {OrderKind::ApplyDiscount, Qt::Key_K},
                                        {OrderKind::MoveRenewal, Qt::Key_N},
                                        {OrderKind::ExtendTrial, Qt::Key_T, false, true},
                                        {OrderKind::Pause, Qt::Key_S},
                                        {OrderKind::Resume, Qt::Key_G, false, true},
                                        {OrderKind::CancelAtPeriodEnd, Qt::Key_E},
                                        {OrderKind::CancelOn, Qt::Key_O},
                                        {OrderKind::UndoCancel, Qt::Key_Z},
                                        {OrderKind::CancelNow, Qt::Key_X, false, true},
                                        {OrderKind::Refund, Qt::Key_F, false, true},
                                        {OrderKind::GrantCredits, Qt::Key_A},
                                        {OrderKind::TakeCredits, Qt::Key_A, true},
                                        {OrderKind::GrantEntitlement, Qt::Key_I},
                                        {OrderKind::RevokeEntitlement, Qt::Key_I, true},
                                        {OrderKind::SetUsage, Qt::Key_J},
                                        {OrderKind::OverridePlan, Qt::Key_P, true, true},
                                        {OrderKind::CheckoutLink, Qt::Key_H},
                                        {OrderKind::PortalLink, Qt::Key_H, true, true}};

}  // namespace

void WindowActions::addBilling(QMenuBar& bar) {
  QMenu* menu = bar.addMenu(tr("&Billing"));
  menu->setToolTipsVisible(true);
  for (const OrderEntry& entry : kOrderEntries) {
    Qt::KeyboardModifiers hold = Qt::ControlModifier | Qt::AltModifier;
    if (entry.shift) hold |= Qt::ShiftModifier;
    const std::string_view name = toString(entry.kind);
    QAction* action =
        add(menu, QStringLiteral("actionOrder_") + QString::fromUtf8(name.data(), static_cast<qsizetype>(name.size())),
            orderWords(entry.kind).action + QStringLiteral("…"), QKeySequence(QKeyCombination(hold, entry.key)),
            [this, kind = entry.kind] { window_.orderFromSelection(kind); });
    orders_.insert(static_cast<int>(entry.kind), action);
    if (entry.last) menu->addSeparator();
  }
  add(menu, QStringLiteral("actionOutbox"), tr("&Outbox…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_Q),
      [this] { window_.openOutbox(); });
  add(menu, QStringLiteral("actionReconcile"), tr("&Reconcile…"), QKeySequence(Qt::CTRL | Qt::ALT | Qt::Key_V),
      [this] { window_.showReconcile(); });
  connect(menu, &QMenu::aboutToShow, &window_, &MainWindow::refreshOrders);
}

}  // namespace billing::ui
