// What finance figures are made of, as it is read from the database. Instants are epoch ms, amounts minor units of
// `currency`, recurring revenue in parts (metrics/mrrparts.h), credits in tenths.
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>
#include <QVector>
#include <optional>

namespace billing::store {

/// What a subscription counts for at an instant.
struct RevenuePosition {
  QString provider, customer, subscription, currency;
  qint64 parts = 0;
};

struct RevenueMove {
  QString provider, customer, subscription, currency, kind;
  qint64 at = 0, parts = 0;
};

/// The stored sum of one month, currency and kind.
struct RevenueMonth {
  QString currency, kind;
  int month = 0;  ///< yyyymm in the workspace's zone
  qint64 parts = 0;
  int movements = 0;
};

/// A subscription as far as figures ask for it.
struct FinanceSubscription {
  qint64 id = 0;
  QString provider, externalId, customer, status, currency, unit;
  qint64 amountMinor = 0;  ///< for one interval
  int intervalCount = 1;
  std::optional<qint64> createdAt, periodEnd, trialEnd, cancelAt, cancelledAt;
  bool cancelAtPeriodEnd = false;
  QString discountDuration;
  int discountBps = 0;
  qint64 discountMinor = 0;
  std::optional<qint64> discountEndsAt;
  std::optional<qint64> firstPaidAt;  ///< only read with trials: its first succeeded payment above zero
};

struct FinanceInvoice {
  qint64 id = 0;
  QString provider, externalId, number, customer, subscription, status, currency, lines;
  qint64 totalMinor = 0, remainingMinor = 0;
  std::optional<qint64> taxMinor;  ///< nullopt: the provider has not told it
  std::optional<qint64> issuedAt, dueAt, paidAt;
  QString unit;  ///< of its subscription; empty: none is known
  int intervalCount = 1;
  /// Paid in parts, seen from the time that the invoices were read for: before it, of one paid in whole since; since
  /// then, of one that is open.
  qint64 paidBefore = 0, paidSince = 0;
};

/// A payment, a refund or a dispute.
struct FinanceMoney {
  qint64 id = 0;
  QString provider, externalId, customer, currency, what;
  qint64 amountMinor = 0, at = 0;
};

struct FinanceCredit {
  qint64 account = 0;
  QString accountKey, name, kind, source;  ///< kind: grant, use, expire, take; source: of the grant
  qint64 at = 0, tenths = 0;               ///< signed
};

/// An account whose plan is kept although it is not paid.
struct FinanceGrace {
  qint64 account = 0;
  QString accountKey, name, currency;
  qint64 endsAt = 0, amountMinor = 0;
};

/// What a row is called.
struct FinanceName {
  qint64 id = 0;
  QString provider, externalId, customer, customerName, what;
};

}  // namespace billing::store
