// Dodo tells of products by their id only: lists, searches and filters then know them by the workspace's own names.
#pragma once

#include "domain/billingevent.h"
#include "operations/rulescontext.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::operations {

/// Names the event's subscriptions and prices after the plan that sells them. What a provider calls them itself stays;
/// a name of ours follows a change of the product, and goes when no plan sells it.
[[nodiscard]] Result<void> nameProducts(store::WriteContext& context, const RulesContext& rules,
                                        const BillingEvent& event);

}  // namespace billing::operations
