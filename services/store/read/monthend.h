// What a month's closing needs and no list shows: invoices with their tax, payments with what the provider kept of
// them, refunds, payouts. On a reader's connection; oldest first; instants epoch ms, amounts minor units of `currency`.
#pragma once

#include <QSqlDatabase>
#include <QString>
#include <QVector>
#include <optional>

#include "support/result.h"

namespace billing::store {

struct MonthInvoice {
  QString provider, externalId, number, customerExternalId, customerName, status, currency;
  qint64 issuedAt = 0, totalMinor = 0, paidMinor = 0, remainingMinor = 0;
  std::optional<qint64> taxMinor, dueAt, paidAt;  ///< tax: nullopt where the provider has not told it
};

/// A payment or a refund. Payout, fee and net as the payout that holds it says; fee and net only in `currency`, and
/// nullopt where it does not tell them of this very object.
struct MonthMoney {
  QString provider, externalId, related, customerExternalId, customerName, status, currency, words;
  qint64 at = 0, grossMinor = 0;
  std::optional<qint64> taxMinor, feeMinor, netMinor;
  QString payout;
};

/// A line of a payout.
struct MonthFee {
  QString provider, payout, kind, object, currency;
  qint64 at = 0, grossMinor = 0, feeMinor = 0, netMinor = 0;
};

/// All in [from, to), by the same time as the figures take (store/read/financedocuments.h). Drafts are no invoices.
[[nodiscard]] Result<QVector<MonthInvoice>> readMonthInvoices(QSqlDatabase& database, qint64 from, qint64 to);
/// That succeeded; `related` is the invoice.
[[nodiscard]] Result<QVector<MonthMoney>> readMonthPayments(QSqlDatabase& database, qint64 from, qint64 to);
/// That succeeded; amounts are negative, `related` is the payment, `words` the reason.
[[nodiscard]] Result<QVector<MonthMoney>> readMonthRefunds(QSqlDatabase& database, qint64 from, qint64 to);
[[nodiscard]] Result<QVector<MonthFee>> readMonthFees(QSqlDatabase& database, qint64 from, qint64 to);

}  // namespace billing::store
