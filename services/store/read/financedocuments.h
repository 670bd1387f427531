// Invoices, payments, refunds, disputes and subscriptions, as figures need them. On a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/read/financerows.h"
#include "support/result.h"

namespace billing::store {

/// Issued before `before` and not a draft, oldest first. Without an instant of issue: its payment, else its due day.
[[nodiscard]] Result<QVector<FinanceInvoice>> readFinanceInvoices(QSqlDatabase& database, qint64 before);
/// Of those, what may have been owed just before `before`: open ones, and where that has passed (`now`) those paid
/// since.
[[nodiscard]] Result<QVector<FinanceInvoice>> readOwedInvoices(QSqlDatabase& database, qint64 before, qint64 now);

enum class FinanceMoneyKind { Payments, Refunds, Disputes };
/// Succeeded payments and refunds, opened disputes; in [from, to), oldest first.
[[nodiscard]] Result<QVector<FinanceMoney>> readFinanceMoney(QSqlDatabase& database, FinanceMoneyKind kind, qint64 from,
                                                             qint64 to);

/// All, by currency and id.
[[nodiscard]] Result<QVector<FinanceSubscription>> readFinanceSubscriptions(QSqlDatabase& database);
/// Those that have or had a trial, with their first payment.
[[nodiscard]] Result<QVector<FinanceSubscription>> readFinanceTrials(QSqlDatabase& database);
/// Those whose payment failed (past_due, on_hold, unpaid).
[[nodiscard]] Result<QVector<FinanceSubscription>> readFinanceDunning(QSqlDatabase& database);
[[nodiscard]] Result<QVector<FinanceGrace>> readFinanceGrace(QSqlDatabase& database, qint64 now);

/// The whole ledger before `before`, oldest first.
[[nodiscard]] Result<QVector<FinanceCredit>> readFinanceCredits(QSqlDatabase& database, qint64 before);

/// Every currency of recurring revenue or of an open invoice, in the order of their codes; quick whatever the size.
[[nodiscard]] Result<QStringList> readFinanceCurrencies(QSqlDatabase& database);

/// The names of objects, by "provider id". `entity`: subscription, customer, invoice, payment, refund, dispute.
[[nodiscard]] Result<QHash<QString, FinanceName>> readFinanceNames(QSqlDatabase& database, const QString& entity,
                                                                   const QStringList& externalIds);
[[nodiscard]] QString financeNameKey(const QString& provider, const QString& externalId);

}  // namespace billing::store
