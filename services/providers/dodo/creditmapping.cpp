#include <algorithm>
#include <array>

#include "providers/dodo/objects.h"

namespace billing::providers::dodo {
namespace {

// After these the balance is what the customer starts from: the whole of the usage bar.
bool addsCredits(const JsonObject& data, const BillingEvent& event) {
  static constexpr std::array types{"credit.added", "credit.rolled_over"};
  if (std::ranges::find(types, event.providerType) != types.end()) return true;
  return event.providerType == "credit.manual_adjustment" && data.flag("is_credit");
}

void about(const JsonObject& data, UsageState& usage, BillingEvent& event) {
  usage.externalId = data.required("credit_entitlement_id");
  usage.customerExternalId = data.required("customer_id");
  event.customerExternalId = usage.customerExternalId;
  event.subject = usage.subscriptionExternalId.empty() ? usage.externalId : usage.subscriptionExternalId;
}

}  // namespace

void readCreditEntry(const JsonObject& data, BillingEvent& event) {
  UsageState usage;
  if (data.text("reference_type") == "subscription") usage.subscriptionExternalId = data.text("reference_id");
  about(data, usage, event);
  const auto balance = data.milli("balance_after");
  if (!balance) data.problem("balance_after", "is missing");
  // Used beyond the balance: less than nothing is left.
  usage.remainingMilli = balance.value_or(0) - data.milli("overage_after").value_or(0);
  if (addsCredits(data, event)) usage.grantedMilli = balance;
  event.usage.push_back(std::move(usage));
}

void readCreditLow(const JsonObject& data, BillingEvent& event) {
  UsageState usage;
  usage.subscriptionExternalId = data.text("subscription_id");
  about(data, usage, event);
  usage.name = data.text("credit_entitlement_name");
  usage.remainingMilli = data.milli("available_balance");
  usage.grantedMilli = data.milli("subscription_credits_amount");
  event.usage.push_back(std::move(usage));
}

void readOther(const JsonObject& data, BillingEvent& event) {
  event.customerExternalId = data.text("customer_id");
  for (const char* key : {"subscription_id", "payment_id", "payout_id", "id"}) {
    if (event.subject.empty()) event.subject = data.text(key);
  }
}

}  // namespace billing::providers::dodo
