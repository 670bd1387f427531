// What can be done by hand with what is selected, and if not, why not: for buttons, menus and the palette alike.
#pragma once

#include <QVector>

#include "ui/admin/orderseed.h"
#include "ui/consoleservices.h"

class QMenu;

namespace billing::ui {

class Navigator;

struct OrderOffer {
  OrderSeed seed;
  QString whyNot;  ///< empty: it can be done
};

[[nodiscard]] QVector<OrderOffer> offersFor(const store::SubscriptionRow& subscription,
                                            const ConsoleServices& services);
[[nodiscard]] QVector<OrderOffer> offersFor(const store::PaymentRow& payment, const ConsoleServices& services);
[[nodiscard]] QVector<OrderOffer> offersFor(const store::AccountDetail& account, const ConsoleServices& services);
[[nodiscard]] QVector<OrderOffer> offersFor(const store::CustomerRow& customer, const ConsoleServices& services);

/// The newest that succeeded, else the newest; one without an id where there is none.
[[nodiscard]] store::PaymentRow newestPayment(const QVector<store::PaymentRow>& newestFirst);

/// An entry for each offer; those that cannot be done say why in their tooltip.
void fillOrderMenu(QMenu& menu, const QVector<OrderOffer>& offers, Navigator& navigator);

}  // namespace billing::ui
