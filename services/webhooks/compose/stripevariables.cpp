// What follows from a Stripe event's type and status.
#include <set>

#include "webhooks/compose/stripeinvoice.h"
#include "webhooks/compose/variablesources.h"

namespace billing::webhooks {
namespace {

std::string lowerCase(std::string text) {
  for (char& c : text)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c + 0x20);
  return text;
}

std::string yesNo(bool yes) {
  return yes ? "true" : "false";
}

// The row may speak our words or Dodo's.
std::string stripeSubscriptionStatus(const std::string& word) {
  static const std::set<std::string> known{"active",   "canceled", "incomplete", "incomplete_expired",
                                           "past_due", "paused",   "trialing",   "unpaid"};
  if (known.contains(word)) return word;
  if (word == "cancelled") return "canceled";
  if (word == "on_hold") return "past_due";
  if (word == "pending") return "incomplete";
  if (word == "expired" || word == "failed") return "incomplete_expired";
  return "active";
}

void completeStripeSubscription(EventVariables& variables, const EventTypeRow& row, Instant occurredAt) {
  if (!variables.knows("status") && !variables.empty("trial_end") && variables.time("trial_end") > occurredAt)
    variables.set("status", std::string("trialing"));
  variables.set("status", stripeSubscriptionStatus(variables.text("status")));
  const std::string& status = variables.text("status");
  if (status == "trialing") {
    variables.suggest("trial_end", row.type.name.ends_with("trial_will_end") ? daysLater(occurredAt, 3)
                                                                             : variables.time("period_end"));
    variables.suggest("trial_start", variables.time("created_at"));
  } else if (!variables.empty("trial_end")) {
    variables.suggest("trial_start", variables.time("created_at"));
  }
  const bool ended = status == "canceled";
  if (ended) variables.suggest("ended_at", occurredAt);
  if (ended || variables.flag("cancel_at_period_end")) {
    variables.suggest("cancelled_at", occurredAt);
    variables.suggest("cancellation_reason", std::string("cancellation_requested"));
  }
  if (variables.flag("cancel_at_period_end")) variables.suggest("cancel_at", variables.time("period_end"));
  if (row.type.name != "customer.subscription.updated") return;
  variables.suggest("previous_attributes",
                    std::string(variables.flag("cancel_at_period_end")
                                    ? R"({"cancel_at": null, "cancel_at_period_end": false, "canceled_at": null})"
                                    : R"({"metadata": {"note": null}})"));
}

std::string declinedError(const EventVariables& variables) {
  return R"({"charge": )" + jsonQuoted(variables.text("charge_id")) + R"(, "code": )" +
         jsonQuoted(variables.text("error_code")) + R"(, "decline_code": "insufficient_funds", "message": )" +
         jsonQuoted(variables.text("error_message")) + R"(, "type": "card_error"})";
}

void completePaymentIntent(EventVariables& variables, Instant occurredAt) {
  const std::string& status = variables.text("status");
  const bool declined = status == "requires_payment_method" && !variables.empty("error_code");
  const std::int64_t amount = variables.number("amount_minor");
  variables.suggest("paid_minor", status == "succeeded" ? amount : 0);
  variables.suggest("capturable_minor", status == "requires_capture" ? amount : 0);
  if (declined) variables.set("last_payment_error", declinedError(variables));
  if (status == "requires_action")
    variables.set("next_action", std::string(R"({"type": "use_stripe_sdk", "use_stripe_sdk": {}})"));
  if (status == "canceled") variables.suggest("cancelled_at", occurredAt);
  const bool attempted = status == "succeeded" || status == "requires_capture" || declined;
  if (!attempted) variables.set("charge_id", std::string());
  if (status == "requires_payment_method") variables.set("payment_method_id", std::string());
}

void completeCharge(EventVariables& variables) {
  const bool good = variables.text("status") != "failed";
  const bool captured = variables.text("status") == "succeeded";
  const bool refunded = variables.flag("refunded");
  const std::int64_t amount = variables.number("amount_minor");
  variables.set("captured", yesNo(captured));
  variables.set("charge_paid", yesNo(captured));
  variables.set("captured_minor", captured ? amount : 0);
  variables.suggest("refunded_minor", refunded ? amount : 0);
  variables.suggest("network_status", std::string(good ? "approved_by_network" : "declined_by_network"));
  variables.suggest("outcome_type", std::string(good ? "authorized" : "issuer_declined"));
  variables.suggest("seller_message", std::string(good ? "Payment complete." : "The bank declined the payment."));
  if (!good) variables.suggest("advice_code", std::string("try_again_later"));
  if (!captured) variables.set("balance_transaction_id", std::string());
}

void completeSession(EventVariables& variables, Instant occurredAt) {
  const bool oneOff = variables.empty("subscription_id");
  variables.suggest("checkout_mode", std::string(oneOff ? "payment" : "subscription"));
  variables.suggest("checkout_payment_id", oneOff ? variables.text("payment_id") : std::string());
  variables.suggest("expires_at", daysLater(occurredAt, variables.text("status") == "expired" ? 0 : 1));
  if (variables.text("status") != "expired") return;
  variables.set("subscription_id", std::string());
  variables.set("invoice_id", std::string());
}

// A charge may be all that a row knows of its payment.
void separateChargeFromIntent(EventVariables& variables, const InventedIds& ids) {
  const std::string payment = variables.text("payment_id");
  if (!payment.starts_with("ch_") && !payment.starts_with("py_")) return;
  variables.set("charge_id", payment);
  variables.set("payment_id", ids.id("pi_", payment, 24));
}

}  // namespace

void completeStripe(EventVariables& variables, const EventTypeRow& row, Instant occurredAt, const InventedIds& ids) {
  const std::string& name = row.type.name;
  const std::int64_t quantity = variables.number("quantity");
  separateChargeFromIntent(variables, ids);
  variables.set("currency", lowerCase(variables.text("currency")));
  variables.set("interval_unit", lowerCase(variables.text("interval_unit")));
  variables.set("unit_amount_minor", variables.number("amount_minor") / quantity);
  variables.suggest("business_name", std::string("Harbour Software"));
  variables.suggest("invoice_prefix", ids.id("", "invoice_prefix", 8));
  variables.suggest("price_active", std::string("true"));
  const bool catalogueBegins = name == "price.created" || name == "product.created" || name == "plan.created";
  variables.suggest("catalogue_created_at",
                    catalogueBegins ? occurredAt : daysLater(variables.time("created_at"), -90));
  if (row.templateName.starts_with("generic") || row.templateName == "portal_session")
    variables.suggest("object_id", ids.id(variables.text("object_prefix"), name, 24));
  variables.suggest("attached_customer_id", variables.flag("detached") ? std::string() : variables.text("customer_id"));
  variables.suggest("quote_subscription_id",
                    variables.flag("quote_accepted") ? variables.text("subscription_id") : std::string());
  variables.suggest("dispute_created_at", name.ends_with(".created") ? occurredAt : daysLater(occurredAt, -12));
  variables.suggest("evidence_due_at", daysLater(variables.time("dispute_created_at"), 9));
  variables.suggest("submission_count", std::int64_t{variables.flag("has_evidence") ? 1 : 0});
  if (row.templateName == "invoice") return completeStripeInvoice(variables, row, occurredAt, ids);
  variables.suggest("paid_at", occurredAt);
  variables.suggest("invoice_created_at", daysLater(occurredAt, -1));
  if (row.templateName == "subscription") completeStripeSubscription(variables, row, occurredAt);
  if (row.templateName == "payment_intent") completePaymentIntent(variables, occurredAt);
  if (row.templateName == "charge") completeCharge(variables);
  if (row.templateName == "checkout_session") completeSession(variables, occurredAt);
  if (variables.text("status") == "void") variables.suggest("voided_at", occurredAt);
  const bool over = variables.text("status") == "completed" || variables.text("status") == "inactive";
  if (over) variables.suggest("ended_at", occurredAt);
  if (row.templateName == "subscription_schedule" && variables.text("status") == "canceled")
    variables.suggest("cancelled_at", occurredAt);
}

}  // namespace billing::webhooks
