// What an order would do: the money, the dates, what changes, and what stands against it.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>
#include <optional>

#include "domain/money.h"
#include "operations/admin/adminorder.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

struct FieldChange {
  QString field;          ///< for people: "Plan", "Renews on"
  QString before, after;  ///< for people
  bool operator==(const FieldChange&) const = default;
};

/// The object as it was when the person looked: compared again just before sending, and when it differs both versions
/// are shown and nothing is sent. Field name (domain/entityfields.h) and value as text, in that order.
using SeenFields = QVector<QPair<QString, QString>>;

struct MoneyLine {
  QString text;
  Money amount;              ///< negative: credit
  std::optional<Money> tax;  ///< of the amount, where it is known
  bool operator==(const MoneyLine&) const = default;
};

struct OrderPreview {
  /// Not to be done: the provider or our rules refuse it (already cancelled, amount over what was paid, a pending
  /// change, no product id, another currency, stale). Nothing else of the preview is then to be relied on.
  std::optional<Error> refusal;
  bool estimate = false;             ///< by our own proration: the provider cannot say
  QString source;                    ///< "Stripe", "Dodo Payments", "our own proration"
  std::optional<Money> today;        ///< charged (+) or given back (-) at once, tax included
  std::optional<Money> tax, credit;  ///< of today; credit: left over for later invoices
  std::optional<Money> nextInvoice;  ///< nullopt: none is to come, or nobody can say
  std::optional<Instant> nextInvoiceAt, accessUntil;
  QVector<MoneyLine> lines;      ///< their sum is `today`
  QVector<MoneyLine> nextLines;  ///< what the next invoice carries because of the order, where the provider tells
  QVector<FieldChange> changes;
  QVector<QString> warnings;  ///< "The customer has no payment method: the charge would fail"
  SeenFields seen;
  Money givenAway;                     ///< what a second person's limit is held against
  QString approvalWhy;                 ///< not empty: a second person has to agree
  QString toType;                      ///< live mode: what has to be typed to confirm; empty: nothing
  std::int64_t undoMs = 0;             ///< how long it waits in sight
  std::optional<Instant> prorationAt;  ///< sent with the change, so that the amounts match (Stripe)
  Instant madeAt;
};

[[nodiscard]] QByteArray toJson(const OrderPreview& preview);
[[nodiscard]] Result<OrderPreview> previewFromJson(const QByteArray& json);

}  // namespace billing::operations
