// Who buys, and the subscription of theirs that runs.
#pragma once

#include <optional>
#include <string_view>

#include "domain/billingevent.h"
#include "operations/rulescontext.h"
#include "store/repositories/checkoutrepository.h"

namespace billing::operations {

struct Buyer {
  store::Payer payer;
  std::optional<SubscriptionState> running;  ///< of the account, and not ended
};

/// By the account's key, or the provider's id of its customer. NotFound "unknown_account".
[[nodiscard]] Result<Buyer> findBuyer(store::WriteContext& context, const RulesContext& rules,
                                      std::string_view keyOrCustomer);
/// The same, and there is a running subscription: else NotFound "no_subscription".
[[nodiscard]] Result<Buyer> findSubscriber(store::WriteContext& context, const RulesContext& rules,
                                           std::string_view keyOrCustomer);

}  // namespace billing::operations
