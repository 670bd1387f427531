#include "providers/request/checks.h"
#include "providers/stripe/answers.h"
#include "providers/stripe/provider/keys.h"
#include "providers/stripe/stripeprovider.h"

namespace billing::providers::stripe {
namespace {

Result<void> checkChange(const PlanChange& change) {
  if (!change.atPeriodEnd) {
    if (const auto offered = request::changePlan(change, {}, {}); !offered) return failure(offered.error());
  }
  return checkQuantity(change.quantity);
}

// Of a schedule that leads nowhere: left behind by a change whose second call never arrived. It is given its next
// phase.
Result<PlannedPhase> readIdlePhase(std::string_view schedule) {
  const auto pending = readPendingChange(schedule);
  if (!pending) return failure(pending.error());
  const bool ends = schedule.find("\"cancel\"") != std::string_view::npos;
  auto phase = readPhase(schedule);
  if (!phase || (!*pending && !ends)) return phase;
  return failure(ErrorKind::Conflict, "change_pending", "Another change of this subscription is planned already",
                 "schedule " + phase->schedule, "Let it happen, or withdraw the planned change first");
}

}  // namespace

Result<ChangedItem> StripeProvider::itemOf(const std::string& subscription, const CancelToken& cancel) {
  return calls_.ask(request::subscription(subscription), cancel, readItem);
}

Result<ChangePreview> StripeProvider::previewChange(const PlanChange& change, const CancelToken& cancel) {
  if (const auto fine = checkChange(change); !fine) return failure(fine.error());
  const auto item = itemOf(change.subscription, cancel);
  if (!item) return failure(item.error());
  const auto preview = request::previewChange(change, *item, newKey());
  if (!preview) return failure(preview.error());
  return calls_.ask(*preview, cancel, [&](std::string_view body) { return readPreview(body, change); });
}

StripeProvider::Subscribed StripeProvider::changePlan(const PlanChange& change, const CancelToken& cancel) {
  if (const auto fine = checkChange(change); !fine) return failure(fine.error());
  const auto item = itemOf(change.subscription, cancel);
  if (!item) return failure(item.error());
  const std::string key = keyOr(change.idempotencyKey);
  if (change.atPeriodEnd) return planChange(change, *item, key, cancel);
  return asSubscription(*request::changePlan(change, *item, key), cancel);
}

// Two calls: a schedule takes the subscription over as it is, then learns what comes next. When the second one is
// refused, the first is taken back, or the subscription could not be changed any more.
StripeProvider::Subscribed StripeProvider::planChange(const PlanChange& change, const ChangedItem& item,
                                                      const std::string& key, const CancelToken& cancel) {
  const auto phase = item.schedule.empty() ? calls_.ask(request::createSchedule(change.subscription, key + "-schedule"),
                                                        cancel, readPhase)
                                           : calls_.ask(request::schedule(item.schedule), cancel, readIdlePhase);
  if (!phase) return failure(phase.error());
  const ApiRequest plan = request::planPhases(change, item, *phase, key + "-phases");
  const auto planned = calls_.send(plan, cancel);
  if (planned) return readAfter(plan, *planned, change.subscription, cancel);
  if (isUnconfirmed(planned.error())) return failure(planned.error());
  // Also when the program is closing: nobody else would.
  const auto released = calls_.send(request::releaseSchedule(phase->schedule, key + "-release"), CancelToken());
  if (released) return failure(planned.error());
  Error error = planned.error();
  error.hint = "Release schedule " + phase->schedule + " in Stripe's dashboard before the next change";
  return failure(error);
}

}  // namespace billing::providers::stripe
