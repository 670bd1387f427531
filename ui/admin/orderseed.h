// What a change by hand starts from: what it is about, as far as the row that was pressed tells.
#pragma once

#include <QPair>
#include <QString>
#include <QVector>
#include <optional>

#include "operations/admin/adminorder.h"
#include "store/accountrows.h"
#include "store/listrows.h"

namespace billing::ui {

struct OrderSeed {
  operations::AdminOrder order;          ///< kind, subject, customer and account are filled
  QString title;                         ///< whose it is: "Ada GmbH"
  QVector<QPair<QString, QString>> ids;  ///< what they are of, and the ids themselves
  std::optional<store::SubscriptionRow> subscription;
  std::optional<store::PaymentRow> payment;
  std::optional<store::AccountDetail> account;
};

[[nodiscard]] OrderSeed orderFor(operations::OrderKind kind, const store::SubscriptionRow& subscription);
[[nodiscard]] OrderSeed orderFor(operations::OrderKind kind, const store::PaymentRow& payment);
[[nodiscard]] OrderSeed orderFor(operations::OrderKind kind, const store::AccountDetail& account);
/// For links only.
[[nodiscard]] OrderSeed orderFor(operations::OrderKind kind, const store::CustomerRow& customer);

}  // namespace billing::ui
