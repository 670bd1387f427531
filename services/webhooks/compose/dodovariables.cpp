// What follows from a Dodo event's type and status.
#include <set>

#include "webhooks/compose/variablesources.h"

namespace billing::webhooks {
namespace {

std::string capitalised(std::string word) {
  if (!word.empty() && word.front() >= 'a') word.front() = static_cast<char>(word.front() - 0x20);
  return word;
}

std::string upperCase(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 0x20);
  return text;
}

// The row may speak our words or Stripe's.
std::string dodoSubscriptionStatus(const std::string& word) {
  static const std::set<std::string> known{"pending",   "active", "on_hold", "paused",
                                           "cancelled", "failed", "expired", "past_due"};
  if (known.contains(word)) return word;
  if (word == "canceled") return "cancelled";
  if (word == "unpaid") return "on_hold";
  if (word == "incomplete") return "pending";
  if (word == "incomplete_expired") return "failed";
  return "active";  // "trialing" is active with trial days
}

// Credits come with a subscription only where the caller says how many.
std::string creditCart(const EventVariables& variables) {
  if (variables.empty("credit_amount")) return "[]";
  const std::string amount = jsonQuoted(variables.text("credit_amount"));
  const std::string left = variables.empty("balance_after") ? amount : jsonQuoted(variables.text("balance_after"));
  return R"([{"credit_entitlement_id": )" + jsonQuoted(variables.text("credit_entitlement_id")) +
         R"(, "credit_entitlement_name": )" + jsonQuoted(variables.text("credit_name")) + R"(, "credits_amount": )" +
         amount +
         R"(, "overage_balance": "0", "overage_behavior": "forgive_at_reset", "overage_enabled": false, "product_id": )" +
         jsonQuoted(variables.text("product_id")) + R"(, "remaining_balance": )" + left +
         R"(, "rollover_enabled": false, "unit": "call"}])";
}

// A discount for ever, where the caller names its code and how much it is.
std::string discountsOf(const EventVariables& variables, Instant occurredAt) {
  return R"([{"amount": )" + std::to_string(variables.number("discount_bps")) + R"(, "business_id": )" +
         jsonQuoted(variables.text("business_id")) + R"(, "code": )" + jsonQuoted(variables.text("discount_code")) +
         R"(, "created_at": )" + jsonQuoted(toIso8601(daysLater(occurredAt, -200))) + R"(, "discount_id": )" +
         jsonQuoted(variables.text("given_discount")) +
         R"(, "metadata": {}, "position": 0, "preserve_on_plan_change": true, "restricted_to": [], "times_used": 1, )"
         R"("type": "percentage", "cycles_remaining": null, "expires_at": null, "name": null, )"
         R"("subscription_cycles": null, "usage_limit": null}])";
}

void completeDodoSubscription(EventVariables& variables, Instant occurredAt) {
  variables.set("credit_cart", creditCart(variables));
  if (!variables.empty("discount_code")) {
    variables.set("given_discount", "dsc_" + variables.text("discount_code"));
    variables.set("given_discounts", discountsOf(variables, occurredAt));
  }
  variables.set("status", dodoSubscriptionStatus(variables.text("status")));
  const std::string& status = variables.text("status");
  const auto when = [&](bool yes, const char* name, Instant instant) {
    if (yes) variables.suggest(name, instant);
  };
  when(status == "cancelled", "cancelled_at", occurredAt);
  when(status == "expired", "expires_at", occurredAt);
  when(status == "paused", "paused_at", occurredAt);
  when(status == "past_due", "past_due_ends_at", daysLater(occurredAt, 7));
  variables.suggest("has_payment_method", std::string(status == "failed" ? "false" : "true"));
  variables.suggest("trial_days", std::int64_t{0});
  if (!variables.empty("trial_end"))
    variables.set("trial_days", (variables.time("trial_end").ms - variables.time("created_at").ms) / 86'400'000);
}

}  // namespace

void completeDodo(EventVariables& variables, const EventTypeRow& row, Instant occurredAt) {
  variables.set("currency", upperCase(variables.text("currency")));
  variables.set("interval_unit", capitalised(variables.text("interval_unit")));
  variables.set("card_network", upperCase(variables.text("card_network")));
  variables.suggest("paid_at", occurredAt);
  variables.suggest("tax_minor", std::int64_t{0});
  variables.suggest("credit_name", std::string("API credits"));
  variables.suggest("fee_minor", variables.number("amount_minor") / 100);
  variables.set("subscription_ids",
                variables.empty("subscription_id") ? "[]" : "[" + jsonQuoted(variables.text("subscription_id")) + "]");
  const bool opened = row.type.name == "dispute.opened";
  variables.suggest("dispute_created_at", opened ? occurredAt : daysLater(occurredAt, -12));
  variables.suggest("dunning_created_at", row.type.name == "dunning.started" ? occurredAt : daysLater(occurredAt, -3));
  variables.suggest("abandoned_at", row.type.name.ends_with(".detected") ? occurredAt : daysLater(occurredAt, -1));
  if (row.type.name.ends_with(".recovered")) variables.suggest("recovered_payment_id", variables.text("payment_id"));
  if (variables.text("status") == "Delivered") variables.suggest("delivered_at", occurredAt);
  if (variables.text("status") == "Revoked") variables.suggest("revoked_at", occurredAt);
  if (row.templateName == "subscription") completeDodoSubscription(variables, occurredAt);
}

}  // namespace billing::webhooks
