// How Stripe wants to be spoken to, and what its errors mean.
#include <array>
#include <utility>

#include "providers/calls/callerrors.h"
#include "providers/jsonreader.h"
#include "providers/stripe/version.h"
#include "providers/transport.h"

namespace billing::providers {
namespace {

struct StripeHint {
  std::string_view code, hint;
};

// Where the status alone would give poor advice.
constexpr std::array kStripeHints{
    StripeHint{"idempotency_error", "The same key was used for another request: begin the operation anew"},
    StripeHint{"idempotency_key_in_use", "The same operation is still running: wait, then read its outcome"},
    StripeHint{"lock_timeout", "Something else is changing the same object: try again in a moment"},
    StripeHint{"resource_missing", "It may be deleted, or belong to the other mode or account: sync, then try again"},
    StripeHint{"api_key_expired", "Make a new key in Stripe's dashboard and enter it in Provider > Connect"},
    StripeHint{"secret_key_required", "This is a publishable key: enter the secret or a restricted key"},
    StripeHint{"livemode_mismatch", "Key and object are of different modes: use the workspace of that mode"},
    StripeHint{"testmode_charges_only", "Activate the account at Stripe before charging live"},
    StripeHint{"insufficient_funds", "Ask the customer for another payment method, or try again later"},
    StripeHint{"card_declined", "Ask the customer for another payment method"},
    StripeHint{"expired_card", "Ask the customer for a card that has not expired"},
    StripeHint{"authentication_required", "Send the customer to the payment page to confirm it"},
    StripeHint{"charge_already_refunded", "It is refunded already: sync to see it"},
    StripeHint{"charge_disputed", "Answer the dispute instead of refunding"},
    StripeHint{"rate_limit", "Too many calls: wait a little and try again"},
    StripeHint{"parameter_unknown", "This program and Stripe's API version disagree: report it with the request id"},
};

std::string stripeHint(const std::string& code) {
  for (const auto& known : kStripeHints)
    if (known.code == code) return std::string(known.hint);
  return {};
}

ProviderComplaint stripeComplaint(const std::string& body) {
  ProviderComplaint complaint;
  complaint.provider = "Stripe";
  JsonProblem problem;
  const auto root = parseObject(body, problem);
  const auto error = root ? root->object("error") : JsonObject();
  if (!error.exists()) {
    complaint.text = body.empty() ? "no reason was given" : "the answer cannot be read: " + excerpt(body, 80);
    return complaint;
  }
  const auto decline = error.looseText("decline_code").value_or("");
  const auto code = error.looseText("code").value_or("");
  complaint.code = code.empty() ? error.looseText("type").value_or("") : code;
  complaint.field = error.looseText("param").value_or("");
  complaint.text = error.looseText("message").value_or("no reason was given");
  if (!decline.empty()) complaint.text += " (" + decline + ")";
  complaint.hint = stripeHint(decline);
  if (complaint.hint.empty()) complaint.hint = stripeHint(complaint.code);
  return complaint;
}

}  // namespace

Habits stripeHabits(const std::string& base, const std::string& key) {
  Habits habits;
  habits.base = base.empty() ? "https://api.stripe.com" : base;
  habits.fields = {{"Authorization", "Bearer " + key}, {"Stripe-Version", stripe::kApiVersion}};
  habits.requestIdField = "Request-Id";
  habits.shouldRetryField = "Stripe-Should-Retry";
  habits.honoursIdempotencyKeys = true;
  habits.errorOf = [](const http::ClientAnswer& answer, const ApiRequest& request) {
    return complaintError(answer.status, stripeComplaint(answer.body), request);
  };
  return habits;
}

}  // namespace billing::providers
