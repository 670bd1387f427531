// What the provider paid out, and whether it adds up: every payment paid out once, every payout the sum of its items.
#pragma once

#include <QVector>
#include <string>
#include <vector>

#include "operations/reconcile/reconcilerun.h"
#include "store/repositories/reconcilerepository.h"

namespace billing::operations {

struct PayoutsRead {
  int written = 0;
  std::vector<std::string> skipped;  ///< "po_1: why"
};

/// Reads the provider's payouts into the store: those that are new or have moved on, with their items. Where the
/// provider offers no list, nothing. What is wrong with one of them skips that one.
[[nodiscard]] Result<PayoutsRead> readPayouts(store::Database& database, providers::BillingProvider& provider,
                                              const Clock& clock, const CancelToken& cancel);

/// Reads them, then checks them in our own tables. `skipped`: as of PayoutsRead; then nothing is said of payments that
/// are in no payout.
[[nodiscard]] Result<QVector<store::DriftRow>> findPayoutDrifts(const ReconcileServices& services,
                                                                std::vector<std::string>& skipped,
                                                                const CancelToken& cancel);

}  // namespace billing::operations
