// The object as a person saw it, and whether it still is so.
#pragma once

#include <optional>

#include "domain/billingevent.h"
#include "operations/admin/orderpreview.h"
#include "providers/providervalues.h"

namespace billing::operations {

/// Status, product, quantity, amount, period, cancellation, and a change of plan that is to come.
[[nodiscard]] SeenFields seenOf(const SubscriptionState& state, const std::optional<providers::PendingChange>& pending);
/// Status, amount, and what is given back of it already.
[[nodiscard]] SeenFields seenOf(const PaymentState& state, std::int64_t refundedMinor);

/// Conflict "stale" when they differ: the reason holds a line for each field that does, as it was and as it is.
[[nodiscard]] Result<void> compareSeen(const SeenFields& before, const SeenFields& now);

/// How our own copy differs from the provider's, for people: "status: we hold active, the provider says past_due".
[[nodiscard]] QVector<QString> differencesOf(const SubscriptionState& held, const SubscriptionState& fresh);

}  // namespace billing::operations
