// What panes and the local API show of accounts, as plain values read from the store. Instants are epoch ms; credits
// are tenths; amounts minor units of `currency`.
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>
#include <optional>

#include "store/listrows.h"

namespace billing::store {

struct AccountRow {
  qint64 id = 0;
  QString key, name, email;
  QString provider, customerExternalId, subscriptionExternalId;
  QString plan, interval, status;  ///< plan: key of the profile
  std::optional<qint64> periodStart, periodEnd, trialEndsAt, graceEndsAt, downgradeDueAt;
  bool cancelAtPeriodEnd = false;
  QString downgradeReason, manualPlan, unknownProduct;
  qint64 createdAt = 0, updatedAt = 0;
};

/// One quota of one account in one period.
struct QuotaUsage {
  QString quota, name, unit;
  qint64 used = 0;
  std::optional<qint64> limit;      ///< nullopt: unlimited
  std::optional<qint64> blockedAt;  ///< the end of the buffer
  int warnPercent = 80;
  std::optional<qint64> percentHundredths;
  QString state;  ///< ok, warn, soft, blocked
  qint64 periodStart = 0;
  std::optional<qint64> periodEnd;  ///< nullopt: never starts anew
  QVector<qint64> history;          ///< used in the periods before, oldest first, at most 12
};

struct BillableActionRow {
  qint64 id = 0;
  QString action, verdict, requestId, detail;
  qint64 units = 0, creditsTenths = 0, at = 0;
};

struct CreditGrantRow {
  qint64 id = 0;
  QString source, reference, note;
  qint64 tenths = 0, remainingTenths = 0, grantedAt = 0;
  int priority = 0;
  std::optional<qint64> expiresAt;
};

struct CreditEntryRow {
  qint64 id = 0;
  QString kind, reference, note, source;         ///< source: of the grant
  qint64 tenths = 0, balanceTenths = 0, at = 0;  ///< balance after it
};

struct CreditPurchaseRow {
  qint64 id = 0;
  QString provider, paymentExternalId, kind, status, reason, currency, accountKey;
  qint64 tenths = 0, amountMinor = 0, purchasedAt = 0;
};

struct EntitlementRow {
  qint64 id = 0;
  QString email, plan, paymentId, paymentProvider, productId, source, status, metadata;
  qint64 createdAt = 0;
  std::optional<qint64> expiresAt;
};

struct PlanChangeRow {
  qint64 at = 0;
  QString fromPlan, toPlan, cause;
};

/// Everything about one account.
struct AccountDetail {
  AccountRow row;
  QVector<QuotaUsage> usage;
  QVector<BillableActionRow> actions;  ///< newest first, at most 200
  bool hasCredits = false;
  qint64 balanceTenths = 0;  ///< usable now, by the ledger
  qint64 cachedTenths = 0;   ///< what the cache says
  QVector<CreditGrantRow> grants;
  QVector<CreditEntryRow> ledger;  ///< newest first, at most 200
  QVector<CreditPurchaseRow> purchases;
  QVector<EntitlementRow> entitlements;
  QVector<PlanChangeRow> planChanges;  ///< newest first
};

struct JobRunRow {
  qint64 id = 0;
  QString job, askedBy, status, message;
  bool dryRun = false;
  qint64 startedAt = 0;
  std::optional<qint64> finishedAt;
  int hits = 0, skipped = 0, failed = 0;
};

struct JobItemRow {
  QString accountKey, accountName, what, outcome, reason;
  qint64 at = 0;
};

struct LetThroughRow {
  QString what, accountKey, action, reason;
  qint64 at = 0;
};

struct SwitchRow {
  QString name;  ///< pause_processing, stop_downgrades, allow_unverified
  bool on = false;
  QString reason, setBy;
  std::optional<qint64> setAt, remindAt, endsAt;
};

}  // namespace billing::store
