#include "providers/dodo/answers.h"
#include "providers/dodo/dodoprovider.h"
#include "providers/request/checks.h"

namespace billing::providers::dodo {

Result<Standing> DodoProvider::standingOf(const std::string& subscription, const CancelToken& cancel) {
  return calls_.ask(request::subscription(subscription), cancel, readStanding);
}

Result<ChangePreview> DodoProvider::previewChange(const PlanChange& change, const CancelToken& cancel) {
  if (const auto offered = request::previewChange(change, {}); !offered) return failure(offered.error());
  if (const auto fine = checkQuantity(change.quantity); !fine) return failure(fine.error());
  const auto standing = standingOf(change.subscription, cancel);
  if (!standing) return failure(standing.error());
  return calls_.ask(*request::previewChange(change, *standing), cancel, readPreview);
}

// The answer names the payment at most: the subscription is read afterwards.
Result<Provided<SubscriptionState>> DodoProvider::changePlan(const PlanChange& change, const CancelToken& cancel) {
  if (const auto offered = request::changePlan(change, {}); !offered) return failure(offered.error());
  if (const auto fine = checkQuantity(change.quantity); !fine) return failure(fine.error());
  const auto standing = standingOf(change.subscription, cancel);
  if (!standing) return failure(standing.error());
  return changed(*request::changePlan(change, *standing), change.subscription, cancel);
}

}  // namespace billing::providers::dodo
