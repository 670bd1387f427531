#include "operations/checkouts/buyer.h"

#include "store/repositories/subscriptionrepository.h"

namespace billing::operations {

Result<Buyer> findBuyer(store::WriteContext& context, const RulesContext& rules, std::string_view keyOrCustomer) {
  auto payer = store::CheckoutRepository::payer(context, keyOrCustomer);
  if (!payer) return failure(payer.error());
  if (!*payer)
    return failure(ErrorKind::NotFound, "unknown_account",
                   "Nobody knows the account “" + std::string(keyOrCustomer) + "”", {},
                   "Make it with POST /api/accounts");
  Buyer buyer{std::move(**payer), std::nullopt};
  if (buyer.payer.subscriptionExternalId.empty()) return buyer;
  auto stored = store::SubscriptionRepository::find(context, rules.provider, buyer.payer.subscriptionExternalId);
  if (!stored) return failure(stored.error());
  if (*stored && !isFinal((*stored)->state.status)) buyer.running = (*stored)->state;
  return buyer;
}

Result<Buyer> findSubscriber(store::WriteContext& context, const RulesContext& rules, std::string_view keyOrCustomer) {
  auto buyer = findBuyer(context, rules, keyOrCustomer);
  if (!buyer || buyer->running) return buyer;
  return failure(ErrorKind::NotFound, "no_subscription", "This account has no running subscription", {},
                 "Begin one with a checkout");
}

}  // namespace billing::operations
