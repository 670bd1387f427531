// What a plan adds up to, as expressions over prices t.
#pragma once

#include <QString>

namespace billing::store::plansums {

/// Subscriptions of this price that run: trialing, active, past due.
[[nodiscard]] QString activeSubscribers();
[[nodiscard]] QString allSubscribers();
/// Of those in the price's own currency: unlike currencies are never added.
[[nodiscard]] QString mrr();

}  // namespace billing::store::plansums
