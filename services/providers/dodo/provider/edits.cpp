#include "providers/dodo/answers.h"
#include "providers/dodo/dodoprovider.h"
#include "providers/request/checks.h"

namespace billing::providers::dodo {

DodoProvider::Subscribed DodoProvider::changed(const ApiRequest& write, const std::string& id,
                                               const CancelToken& cancel) {
  const auto answer = calls_.send(write, cancel);
  if (!answer) return failure(answer.error());
  auto read = provided(answer->body, subscriptionKind(), &BillingEvent::subscriptions, clock_.now());
  if (!read) read = afterWrite(write, subscription(id, cancel));
  if (read) read->requestId = answer->requestId;  // of the write, not of the look at what came of it
  return read;
}

// Dodo would move any renewal: that it is a trial's end is looked at before.
Result<void> DodoProvider::checkInTrial(const std::string& id, const CancelToken& cancel) {
  const auto held = subscription(id, cancel);
  if (!held) return failure(held.error());
  return checkTrialing(held->state);
}

// A code travels with a change of plan alone: to the same plan, for which nothing is charged. What Dodo documents is
// that codes sent replace those that are there; so nobody loses one unawares.
DodoProvider::Subscribed DodoProvider::applyDiscount(const SubscriptionEdit& edit, const CancelToken& cancel) {
  if (const auto fine = checkCode(edit); !fine) return failure(fine.error());
  const auto standing = standingOf(edit.subscription, cancel);
  if (!standing) return failure(standing.error());
  if (!standing->discounts.empty()) {
    return failure(ErrorKind::Conflict, "discount_present", "The subscription has a discount already",
                   standing->discounts.front() + " would be lost: Dodo Payments puts the new code in its place",
                   "Take the old one off in Dodo's dashboard, or wait until it has run out");
  }
  const auto write = request::changePlan(request::discounted(edit, *standing), *standing, edit.code);
  if (!write) return failure(write.error());
  return changed(*write, edit.subscription, cancel);
}

DodoProvider::Subscribed DodoProvider::edit(const SubscriptionEdit& edit, const CancelToken& cancel) {
  if (edit.kind == SubscriptionEdit::Kind::ApplyDiscount) return applyDiscount(edit, cancel);
  const auto write = request::edit(edit);
  if (!write) return failure(write.error());
  if (edit.kind == SubscriptionEdit::Kind::ExtendTrial) {
    if (const auto fine = checkInTrial(edit.subscription, cancel); !fine) return failure(fine.error());
  }
  return changed(*write, edit.subscription, cancel);
}

Result<std::optional<PendingChange>> DodoProvider::pendingChange(const std::string& subscription,
                                                                 const CancelToken& cancel) {
  return calls_.ask(request::subscription(subscription), cancel, readPendingChange);
}

}  // namespace billing::providers::dodo
