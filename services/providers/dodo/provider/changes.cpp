#include "providers/dodo/answers.h"
#include "providers/dodo/dodoprovider.h"
#include "providers/request/checks.h"

namespace billing::providers::dodo {

Result<std::vector<Addon>> DodoProvider::addonsOf(const std::string& subscription, const CancelToken& cancel) {
  return calls_.ask(request::subscription(subscription), cancel, readAddons);
}

Result<ChangePreview> DodoProvider::previewChange(const PlanChange& change, const CancelToken& cancel) {
  if (const auto offered = request::previewChange(change, {}); !offered) return failure(offered.error());
  if (const auto fine = checkQuantity(change.quantity); !fine) return failure(fine.error());
  const auto addons = addonsOf(change.subscription, cancel);
  if (!addons) return failure(addons.error());
  return calls_.ask(*request::previewChange(change, *addons), cancel, readPreview);
}

// Servers of before 2026 answer without a body: the subscription is read again in any case.
Result<Provided<SubscriptionState>> DodoProvider::changePlan(const PlanChange& change, const CancelToken& cancel) {
  if (const auto offered = request::changePlan(change, {}); !offered) return failure(offered.error());
  if (const auto fine = checkQuantity(change.quantity); !fine) return failure(fine.error());
  const auto addons = addonsOf(change.subscription, cancel);
  if (!addons) return failure(addons.error());
  const ApiRequest write = *request::changePlan(change, *addons);
  const auto answer = calls_.send(write, cancel);
  if (!answer) return failure(answer.error());
  auto after = afterWrite(write, subscription(change.subscription, cancel));
  if (after) after->requestId = answer->requestId;  // of the write, not of the look at what came of it
  return after;
}

}  // namespace billing::providers::dodo
