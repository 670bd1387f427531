// What the provider paid out, and whether it adds up: every payment paid out once, every payout the sum of its items.
#pragma once

#include <QVector>

#include "operations/reconcile/reconcilerun.h"
#include "store/repositories/reconcilerepository.h"

namespace billing::operations {

/// Reads the payouts and keeps them (they are nowhere else), then checks them in our own tables.
[[nodiscard]] Result<QVector<store::DriftRow>> findPayoutDrifts(const ReconcileServices& services,
                                                                const CancelToken& cancel);

}  // namespace billing::operations
