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

namespace {

Error notPaid(const PaymentState& payment) {
  Error error{ErrorKind::Conflict,
              "charge_failed",
              "The charge for the change failed: the old plan goes on",
              {},
              {},
              false,
              {}};
  error.reason = payment.externalId + ": " + payment.failureMessage.value_or(payment.failureCode.value_or("declined"));
  error.hint = "Ask the customer for another payment method, then change the plan again";
  return error;
}

}  // namespace

// With prevent_change Dodo accepts the call, and the payment tells whether the plan changes: one that has failed is a
// refusal. One that still waits for the customer is not; the plan changes when it succeeds.
DodoProvider::Subscribed DodoProvider::unlessDeclined(const PlanChange& change, const std::string& payment,
                                                      Subscribed after, const CancelToken& cancel) {
  if (!after || payment.empty() || change.atPeriodEnd || !change.keepOldPlanWhenChargeFails) return after;
  if (after->state.productId == change.product && after->state.quantity == change.quantity) return after;
  const auto paid = this->payment(payment, cancel);
  if (!paid || (paid->state.status != "failed" && paid->state.status != "cancelled")) return after;
  Error error = notPaid(paid->state);
  error.requestId = after->requestId;
  return failure(std::move(error));
}

// The answer names the payment at most, and before 2026 nothing: the subscription is read afterwards.
Result<Provided<SubscriptionState>> DodoProvider::changePlan(const PlanChange& change, const CancelToken& cancel) {
  if (const auto offered = request::changePlan(change, {}); !offered) return failure(offered.error());
  if (const auto fine = checkQuantity(change.quantity); !fine) return failure(fine.error());
  const auto standing = standingOf(change.subscription, cancel);
  if (!standing) return failure(standing.error());
  const ApiRequest write = *request::changePlan(change, *standing);
  const auto answer = calls_.send(write, cancel);
  if (!answer) return failure(answer.error());
  auto after = afterWrite(write, subscription(change.subscription, cancel));
  if (after) after->requestId = answer->requestId;  // of the write, not of the look at what came of it
  return unlessDeclined(change, idOf(answer->body, "payment_id"), std::move(after), cancel);
}

}  // namespace billing::providers::dodo
