// What the provider has paid out, and of what each payout is made. Written as it was read; nothing is derived.
#pragma once

#include <QSqlDatabase>
#include <QString>
#include <QVector>
#include <optional>

#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Amounts in minor units of `currency`, instants epoch milliseconds.
struct PayoutItemRow {
  QString kind, object, currency;  ///< kind: payment, refund, dispute, fee, adjustment
  qint64 grossMinor = 0, feeMinor = 0, netMinor = 0;
  std::optional<qint64> at;
};

struct PayoutRow {
  qint64 row = 0;
  QString externalId, status, currency;
  qint64 amountMinor = 0;
  std::optional<qint64> createdAt, arrivesAt;
  int items = 0;          ///< told by list() only
  qint64 itemsMinor = 0;  ///< the sum of their nets; told by list() only
};

/// Something of a payout that does not fit the payments.
struct PayoutMisfit {
  QString payout, object, currency, customer;
  qint64 amountMinor = 0, itemsMinor = 0;
  std::optional<qint64> at;
  int times = 0;
};

/// Writing on the writer's thread, within Database::write; reading on any connection.
class PayoutRepository {
 public:
  /// Whether it is there with that status and amount, and with items.
  [[nodiscard]] static Result<bool> isKnown(QSqlDatabase& database, Provider provider, const PayoutRow& payout);
  /// The payout and all of its items, in place of those that were there.
  [[nodiscard]] static Result<void> save(WriteContext& context, Provider provider, const PayoutRow& payout,
                                         const QVector<PayoutItemRow>& items, Instant now);

  /// Newest first.
  [[nodiscard]] static Result<QVector<PayoutRow>> list(QSqlDatabase& database, int limit);
  [[nodiscard]] static Result<QVector<PayoutItemRow>> items(QSqlDatabase& database, const QString& payout);

  /// In all four, a payout that failed or was canceled is none. This: payouts whose items do not sum to their amount.
  [[nodiscard]] static Result<QVector<PayoutMisfit>> notSummingUp(QSqlDatabase& database, Provider provider);
  /// Payments in a payout that we do not hold.
  [[nodiscard]] static Result<QVector<PayoutMisfit>> ofUnknownPayments(QSqlDatabase& database, Provider provider);
  /// Payments that are in more than one line of the payouts.
  [[nodiscard]] static Result<QVector<PayoutMisfit>> paidTwice(QSqlDatabase& database, Provider provider);
  /// Succeeded payments made before `before` and since the first one that was ever paid out, in no payout (nor in
  /// one that failed and whose money came back into another).
  [[nodiscard]] static Result<QVector<PayoutMisfit>> neverPaidOut(QSqlDatabase& database, Provider provider,
                                                                  Instant before);
};

}  // namespace billing::store
