// How Dodo Payments wants to be spoken to, and what its errors mean. It honours no idempotency key, so a write is never
// repeated once something has left; and its 409 is final.
#include <array>
#include <utility>

#include "providers/calls/callerrors.h"
#include "providers/jsonreader.h"
#include "providers/transport.h"

namespace billing::providers {
namespace {

struct DodoHint {
  std::string_view code, hint;
};

// Where the status alone would give poor advice.
constexpr std::array kDodoHints{
    DodoHint{"PREVIOUS_PAYMENT_PENDING", "A payment of it is still under way: wait for its webhook, then sync"},
    DodoHint{"PLAN_CHANGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION", "Undo the cancellation first, then change the plan"},
    DodoHint{"CHARGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION", "Undo the cancellation first, then charge"},
    DodoHint{"INACTIVE_SUBSCRIPTION_PLAN_CHANGE_NOT_SUPPORTED",
             "Only an active subscription can change its plan: sync"},
    DodoHint{"ON_DEMAND_PLAN_CHANGE_NOT_SUPPORTED", "Cancel it and sell the other plan by a new checkout"},
    DodoHint{"SUBSCRIPTION_INACTIVE", "Sync to see its state; a new checkout begins a new subscription"},
    DodoHint{"SUBSCRIPTION_EXPIRED", "Sell it anew by a checkout"},
    DodoHint{"PAYMENT_ALREADY_REFUNDED", "It is refunded already: sync to see it"},
    DodoHint{"PAYMENT_HAS_BEEN_REFUNDED", "It is refunded already: sync to see it"},
    DodoHint{"EXISTING_REFUND_REQUEST_PROCESSING",
             "A refund of it is under way: wait for its webhook, do not repeat it"},
    DodoHint{"REFUND_AMOUNT_EXCEEDS_PAID_AMOUNT", "Refund at most what is left of the payment"},
    DodoHint{"REFUND_WINDOW_EXPIRED", "Refunds are possible for 30 days only: pay it back another way"},
    DodoHint{"PAYMENT_NOT_SUCCEEDED", "Only a payment that succeeded can be refunded: sync to see its state"},
    DodoHint{"INSUFFICIENT_WALLET_FUNDS", "Fill up the wallet at Dodo Payments first"},
    DodoHint{"MERCHANT_NOT_LIVE", "Finish the verification of the business at Dodo Payments before going live"},
    DodoHint{"PRODUCT_IS_DELETED", "Unarchive the product at Dodo Payments, or sell another"},
};

std::string dodoHint(const std::string& code) {
  for (const auto& known : kDodoHints)
    if (known.code == code) return std::string(known.hint);
  return {};
}

std::string between(const std::string& text, std::string_view before, std::string_view after) {
  const auto begin = text.find(before);
  if (begin == std::string::npos) return {};
  const auto end = text.find(after, begin + before.size());
  return end == std::string::npos ? std::string() : text.substr(begin + before.size(), end - begin - before.size());
}

// Dodo has no member that names the field; its reader's words do.
std::string dodoField(const std::string& text) {
  for (const auto& name : {between(text, "missing field `", "`"), between(text, "unknown field `", "`"),
                           between(text, "target type: ", ": ")})
    if (!name.empty() && name.find(' ') == std::string::npos) return name;
  return {};
}

ProviderComplaint dodoComplaint(const http::ClientAnswer& answer) {
  ProviderComplaint complaint;
  complaint.provider = "Dodo Payments";
  JsonProblem problem;
  if (const auto root = parseObject(answer.body, problem)) {
    complaint.code = root->looseText("code").value_or("");
    complaint.text = root->looseText("message").value_or("no reason was given");
  } else {
    complaint.text = answer.body.empty() ? "no reason was given" : "the answer cannot be read: " + excerpt(answer.body);
  }
  complaint.field = dodoField(complaint.text);
  complaint.hint = dodoHint(complaint.code);
  if (complaint.hint.empty() && answer.status == 409)
    complaint.hint = "Another change of it is pending: wait for it or withdraw it, do not send this one again";
  return complaint;
}

}  // namespace

Habits dodoHabits(const std::string& base, bool live, const std::string& key) {
  Habits habits;
  habits.base = !base.empty() ? base : live ? "https://live.dodopayments.com" : "https://test.dodopayments.com";
  habits.fields = {{"Authorization", "Bearer " + key}};
  habits.requestIdField = "X-Request-Id";
  habits.shouldRetryField = "X-Should-Retry";
  habits.errorOf = [](const http::ClientAnswer& answer, const ApiRequest& request) {
    return complaintError(answer.status, dodoComplaint(answer), request);
  };
  return habits;
}

}  // namespace billing::providers
