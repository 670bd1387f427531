// What stands against an order on a subscription before anybody is asked to do it. Pure but for the workspace's rules;
// nullopt: nothing.
#pragma once

#include <optional>

#include "operations/admin/previewing.h"

namespace billing::operations {

/// subscription_ended, not_started, paused, change_pending, cancellation_scheduled (Dodo), nothing_changes, and
/// against the product.
[[nodiscard]] std::optional<Error> againstPlanChange(const Sight& sight, const SubscriptionState& state,
                                                     const std::optional<providers::PendingChange>& pending);
/// currency_differs.
[[nodiscard]] std::optional<Error> againstCurrency(const SubscriptionState& state, const Money& newPrice);
/// already_cancelled, cancellation_scheduled, nothing_to_undo, no_pending_change, not_paused, already_paused,
/// trial_over, date_missing, date_past, date_too_early, not_offered, code_missing.
[[nodiscard]] std::optional<Error> againstEdit(const Sight& sight, const SubscriptionState& state,
                                               const std::optional<providers::PendingChange>& pending);

}  // namespace billing::operations
