// Changes of a subscription that are no change of plan. None of them charges or credits anything by itself, but for
// Stripe's own pause and resume, which settle the time that is left.
#include "providers/request/checks.h"
#include "providers/request/mark.h"
#include "providers/stripe/requests.h"
#include "providers/stripe/requests/form.h"

namespace billing::providers::stripe::request {
namespace {

std::string subscriptionPath(const SubscriptionEdit& edit) {
  return pathOf("subscriptions", edit.subscription);
}

ApiRequest updateWith(const SubscriptionEdit& edit, FormValue form, const std::string& key, const std::string& what) {
  form.set("metadata", formOf(marked({}, edit.operation)));
  return repeatable(formRequest(subscriptionPath(edit), form, key, what));
}

// A DELETE: Stripe takes no key with it, and no metadata. Without proration, so that nothing is given back.
ApiRequest endNow(const SubscriptionEdit& edit) {
  ApiRequest request = formQuery(subscriptionPath(edit), {}, "cancel " + edit.subscription);
  request.method = "DELETE";
  return request;
}

// An end on a date is another field than the end of the period; each is taken back by itself.
ApiRequest keepAfterAll(const SubscriptionEdit& edit, const Standing& standing, const std::string& key) {
  FormValue form;
  if (standing.endsOnDate) {
    form.set("cancel_at", FormValue::cleared()).set("proration_behavior", "none");
  } else {
    form.set("cancel_at_period_end", false);
  }
  return updateWith(edit, form, key, "keep " + edit.subscription + " after all");
}

Result<ApiRequest> endOn(const SubscriptionEdit& edit, const std::string& key) {
  if (const auto fine = checkDate(edit); !fine) return failure(fine.error());
  FormValue form;
  form.set("cancel_at", edit.at->seconds()).set("proration_behavior", "none");
  return updateWith(edit, form, key, "cancel " + edit.subscription + " on a date");
}

// The next charge comes at the trial's end, and the billing cycle begins there: the one way to a date of one's own.
// billing_cycle_anchor takes but "now", which would begin a period and charge for it today, or "unchanged"
// (2026-10-28). Without proration nothing is credited for the time that is paid. Until then Stripe calls it trialing.
Result<ApiRequest> chargeNextOn(const SubscriptionEdit& edit, const std::string& key, const std::string& what) {
  if (const auto fine = checkDate(edit); !fine) return failure(fine.error());
  FormValue form;
  form.set("trial_end", edit.at->seconds()).set("proration_behavior", "none");
  return updateWith(edit, form, key, what + edit.subscription);
}

// Those that it has are named again: what is not named is taken off.
ApiRequest withDiscount(const SubscriptionEdit& edit, const Standing& standing, const std::string& promotionCode,
                        const std::string& key) {
  FormValue discounts;
  for (const std::string& held : standing.discounts) discounts.add(FormValue().set("discount", held));
  discounts.add(FormValue().set("promotion_code", promotionCode));
  return updateWith(edit, FormValue().set("discounts", discounts), key, "give " + edit.subscription + " a discount");
}

Result<ApiRequest> withdrawPlanned(const SubscriptionEdit& edit, const Standing& standing, const std::string& key) {
  if (!standing.schedule.empty()) return releaseSchedule(standing.schedule, key);
  return failure(ErrorKind::Conflict, "no_change_pending", "No change of this subscription is planned",
                 edit.subscription + " has no schedule", "Read it again: the change may have happened");
}

}  // namespace

// The subscription itself rests, by the call that SDK 23 has for it; pause_collection, the older way, would only leave
// its invoices uncollected.
Result<ApiRequest> edit(const SubscriptionEdit& edit, const Standing& standing, const std::string& promotionCode,
                        const std::string& key) {
  using Kind = SubscriptionEdit::Kind;
  switch (edit.kind) {
    case Kind::CancelNow:
      return endNow(edit);
    case Kind::CancelAtPeriodEnd:
      return updateWith(edit, FormValue().set("cancel_at_period_end", true), key,
                        "cancel " + edit.subscription + " at the end of its period");
    case Kind::CancelOn:
      return endOn(edit, key);
    case Kind::UndoCancel:
      return keepAfterAll(edit, standing, key);
    case Kind::WithdrawChange:
      return withdrawPlanned(edit, standing, key);
    case Kind::Pause:
      return formRequest(subscriptionPath(edit) + "/pause", FormValue().set("type", "subscription"), key,
                         "pause " + edit.subscription);
    case Kind::Resume:
      return formRequest(subscriptionPath(edit) + "/resume", {}, key, "resume " + edit.subscription);
    case Kind::ExtendTrial:
      return chargeNextOn(edit, key, "extend the trial of ");
    case Kind::MoveRenewal:
      return chargeNextOn(edit, key, "move the renewal of ");
    case Kind::ApplyDiscount:
      break;
  }
  return withDiscount(edit, standing, promotionCode, key);
}

}  // namespace billing::providers::stripe::request
