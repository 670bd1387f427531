// Mends what differs: planned step by step and shown first, then each step in a transaction of its own, with its entry
// in the audit log. Nothing is sent to the provider from here: where the provider is wrong, an order is what changes
// it, with its own preview, and the plan says so.
#pragma once

#include <QVector>

#include "operations/hand.h"
#include "operations/reconciledesk.h"
#include "operations/rulescontext.h"
#include "providers/billingprovider.h"
#include "store/database.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "support/result.h"
#include "webhooks/eventrules.h"

namespace billing::operations {

struct RepairServices {
  store::Database& database;
  providers::BillingProvider& provider;
  const Clock& clock;
  RulesContext rules;
  webhooks::EventRules* eventRules = nullptr;  ///< accounts and access follow, as after a webhook
};

/// Blocks. Looks at each drift as it is now, here and at the provider. NotFound "unknown_drift".
[[nodiscard]] Result<RepairPlan> planRepair(const RepairServices& services, const QVector<qint64>& drifts,
                                            const CancelToken& cancel);

/// Blocks. How many steps were done. InvalidInput "reason_missing"; Conflict "stale" at the first step whose values are
/// no longer those of the plan: what came before it is done and stays.
[[nodiscard]] Result<int> carryOutRepair(const RepairServices& services, const RepairPlan& plan, const Hand& hand,
                                         const QString& reason, const CancelToken& cancel);

/// Right as they are: open drifts only, all or none. InvalidInput "reason_missing"; Conflict "decided".
[[nodiscard]] Result<void> acceptDrifts(store::Database& database, const QVector<qint64>& drifts, const Hand& hand,
                                        const QString& reason, Instant now);

}  // namespace billing::operations
