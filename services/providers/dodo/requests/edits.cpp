// Changes of a subscription that are no change of plan. None carries our mark: status words stand alone, and Dodo does
// not say whether metadata that is sent replaces what a team keeps there. What became of them the subscription's own
// fields tell.
#include "providers/dodo/requests.h"
#include "providers/request/build.h"
#include "providers/request/checks.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo::request {
namespace {

ApiRequest editPatch(const SubscriptionEdit& edit, const JsonBody& body, const std::string& what) {
  return jsonRequest("PATCH", "/subscriptions/" + urlText(edit.subscription), body, what);
}

ApiRequest setStatus(const SubscriptionEdit& edit, const char* status, const char* verb) {
  return editPatch(edit, JsonBody().text("status", status), verb + edit.subscription);
}

ApiRequest cancelLater(const SubscriptionEdit& edit, bool yes) {
  const std::string what =
      yes ? "cancel " + edit.subscription + " at the end of its period" : "keep " + edit.subscription + " after all";
  return repeatable(editPatch(edit, JsonBody().flag("cancel_at_next_billing_date", yes), what));
}

// The one field that says when is charged next; nothing is charged or credited for moving it.
Result<ApiRequest> moveBilling(const SubscriptionEdit& edit, const std::string& what) {
  if (const auto fine = checkDate(edit); !fine) return failure(fine.error());
  return repeatable(
      editPatch(edit, JsonBody().text("next_billing_date", toIso8601(*edit.at)), what + edit.subscription));
}

ApiRequest withdrawScheduled(const SubscriptionEdit& edit) {
  ApiRequest request = getRequest("/subscriptions/" + urlText(edit.subscription) + "/change-plan/scheduled", {},
                                  "withdraw the planned change of " + edit.subscription);
  request.method = "DELETE";
  return request;
}

}  // namespace

Result<ApiRequest> edit(const SubscriptionEdit& edit) {
  using Kind = SubscriptionEdit::Kind;
  switch (edit.kind) {
    case Kind::CancelNow:
      return setStatus(edit, "cancelled", "cancel ");
    case Kind::CancelAtPeriodEnd:
      return cancelLater(edit, true);
    case Kind::UndoCancel:
      return cancelLater(edit, false);
    case Kind::WithdrawChange:
      return withdrawScheduled(edit);
    case Kind::Pause:
      return setStatus(edit, "paused", "pause ");
    case Kind::Resume:
      return setStatus(edit, "active", "resume ");
    case Kind::ExtendTrial:
      return moveBilling(edit, "extend the trial of ");
    case Kind::MoveRenewal:
      return moveBilling(edit, "move the renewal of ");
    case Kind::CancelOn:
    case Kind::ApplyDiscount:  // a change of plan: see discounted()
      break;
  }
  return notOffered("Dodo Payments cannot cancel a subscription on a date",
                    "it cancels at once or at the end of the period",
                    "Cancel at the end of the period, or move the renewal to that date first");
}

PlanChange discounted(const SubscriptionEdit& edit, const Standing& standing) {
  PlanChange change;
  change.subscription = edit.subscription;
  change.product = standing.product;
  change.quantity = standing.quantity;
  change.charge = ChangeCharge::None;
  change.idempotencyKey = edit.operation;
  return change;
}

}  // namespace billing::providers::dodo::request
