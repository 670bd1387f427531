// Which access an account's payments give, from all that is held of them: so the order in which events came does not
// matter. Pure.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "operations/rulescontext.h"
#include "store/repositories/entitlementrepository.h"
#include "store/repositories/paidproductsreader.h"
#include "support/instant.h"

namespace billing::operations {

/// The plan that a payment buys: of its subscription's product, else of the dearest plan in its cart, else the
/// profile's default. nullptr: a product that is refused, or credits.
[[nodiscard]] const Plan* planPaidFor(const RulesContext& rules, const store::PaidProduct& paid);
/// It buys no plan, no credits, and the profile refuses unknown products. Payments that do not tell what was bought
/// (Stripe's, before their invoice) are not yet unknown.
[[nodiscard]] bool isUnknown(const RulesContext& rules, const store::PaidProduct& paid);

/// The newest payment that was neither refunded in full nor belongs to a subscription that has ended; else the newest
/// of those, as cancelled. nullopt: no payment buys a plan. `paid`: newest first. Key, account and row are the
/// caller's.
[[nodiscard]] std::optional<store::StoredEntitlement> accessOf(const RulesContext& rules,
                                                               const std::vector<store::PaidProduct>& paid,
                                                               Instant now);

}  // namespace billing::operations
