// What the provider paid out, and whether it adds up: every payment paid out once, every payout the sum of its items.
#pragma once

#include <QVector>

#include "operations/reconcile/reconcilerun.h"
#include "store/repositories/reconcilerepository.h"

namespace billing::operations {

/// Reads the provider's payouts into the store: those that are new or have moved on, with their items. Where the
/// provider offers no list, nothing. How many were written.
[[nodiscard]] Result<int> readPayouts(store::Database& database, providers::BillingProvider& provider,
                                      const Clock& clock, const CancelToken& cancel);

/// Reads them, then checks them in our own tables.
[[nodiscard]] Result<QVector<store::DriftRow>> findPayoutDrifts(const ReconcileServices& services,
                                                                const CancelToken& cancel);

}  // namespace billing::operations
