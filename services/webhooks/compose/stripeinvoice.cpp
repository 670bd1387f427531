#include "webhooks/compose/stripeinvoice.h"

#include <set>

namespace billing::webhooks {
namespace {

constexpr std::int64_t kHourMs = 3'600'000;

struct InvoiceDates {
  Instant created, finalized, due;
};

InvoiceDates datesOf(const std::string& type, Instant occurredAt) {
  if (type == "invoice.created" || type == "invoice.upcoming")
    return {occurredAt, occurredAt, daysLater(occurredAt, 30)};
  if (type == "invoice.overdue")
    return {daysLater(occurredAt, -31), daysLater(occurredAt, -31), daysLater(occurredAt, -1)};
  if (type == "invoice.will_be_due")
    return {daysLater(occurredAt, -27), daysLater(occurredAt, -27), daysLater(occurredAt, 3)};
  const Instant finalized = type == "invoice.finalized" ? occurredAt : Instant{occurredAt.ms - 60'000};
  return {{occurredAt.ms - kHourMs}, finalized, daysLater(occurredAt, 30)};
}

void completeAmounts(EventVariables& variables, const std::string& type) {
  const bool paid = variables.text("status") == "paid";
  const std::int64_t total = variables.number("amount_minor");
  const std::int64_t overpaid = type == "invoice.overpaid" ? std::max<std::int64_t>(total / 10, 1) : 0;
  variables.set("overpaid_minor", overpaid);
  variables.set("paid_minor", paid ? total + overpaid : 0);
  variables.set("remaining_minor", paid ? 0 : total);
}

// The amount is with tax; lines are without it. Stripe names the rate by its id only.
void completeTax(EventVariables& variables) {
  variables.suggest("tax_minor", std::int64_t{0});
  variables.suggest("proration", std::string("false"));
  const std::int64_t tax = variables.number("tax_minor"), net = variables.number("amount_minor") - tax;
  variables.set("net_minor", net);
  variables.set("unit_amount_minor", net / std::max<std::int64_t>(variables.number("quantity"), 1));
  variables.set("taxes", tax == 0 ? std::string("[]")
                                  : R"([{"amount": )" + std::to_string(tax) +
                                        R"(, "tax_behavior": "exclusive", "tax_rate_details": {"tax_rate": )" +
                                        jsonQuoted(variables.text("tax_rate_id")) +
                                        R"(}, "taxability_reason": "standard_rated", "taxable_amount": )" +
                                        std::to_string(net) + R"(, "type": "tax_rate_details"}])");
}

std::string paymentsList(const EventVariables& variables) {
  const std::string id = jsonQuoted(variables.text("invoice_payment_id"));
  const std::string created = std::to_string(variables.time("invoice_created_at").seconds());
  const std::string paidAt = std::to_string(variables.time("paid_at").seconds());
  const std::string payment =
      R"({"id": )" + id + R"(, "object": "invoice_payment", "amount_paid": )" + variables.text("paid_minor") +
      R"(, "amount_requested": )" + variables.text("amount_minor") + R"(, "created": )" + created +
      R"(, "currency": )" + jsonQuoted(variables.text("currency")) + R"(, "invoice": )" +
      jsonQuoted(variables.text("invoice_id")) + R"(, "is_default": true, "livemode": )" +
      (variables.flag("livemode") ? "true" : "false") + R"(, "payment": {"payment_intent": )" +
      jsonQuoted(variables.text("payment_id")) +
      R"(, "type": "payment_intent"}, "status": "paid", "status_transitions": {"canceled_at": null, "paid_at": )" +
      paidAt + "}}";
  const bool paid = variables.text("status") == "paid";
  return R"({"object": "list", "data": [)" + (paid ? payment : std::string()) +
         R"(], "has_more": false, "url": "/v1/invoice_payments"})";
}

std::string parentOf(const EventVariables& variables) {
  if (variables.empty("subscription_id")) return "null";
  return R"({"quote_details": null, "subscription_details": {"metadata": )" + variables.text("metadata") +
         R"(, "subscription": )" + jsonQuoted(variables.text("subscription_id")) +
         R"(}, "type": "subscription_details"})";
}

void completeFinalized(EventVariables& variables, const InvoiceDates& dates, Instant occurredAt) {
  const std::string& status = variables.text("status");
  variables.suggest("finalized_at", dates.finalized);
  variables.suggest("invoice_number", variables.text("invoice_prefix") + "-0007");
  const std::string page = "https://invoice.example.com/i/" + variables.text("invoice_id");
  variables.suggest("hosted_invoice_url", page);
  variables.suggest("invoice_pdf", page + "/pdf");
  variables.suggest("ending_balance", std::int64_t{0});
  if (status == "paid") variables.suggest("paid_at", occurredAt);
  if (status == "void") variables.suggest("voided_at", occurredAt);
  if (status == "uncollectible") variables.suggest("uncollectible_at", occurredAt);
}

}  // namespace

void completeStripeInvoice(EventVariables& variables, const EventTypeRow& row, Instant occurredAt,
                           const InventedIds& ids) {
  static const std::set<std::string> known{"draft", "open", "paid", "void", "uncollectible"};
  const std::string& type = row.type.name;
  if (!known.contains(variables.text("status"))) variables.set("status", std::string("open"));
  const std::string status = variables.text("status");
  const InvoiceDates dates = datesOf(type, occurredAt);
  variables.suggest("invoice_created_at", dates.created);
  variables.suggest("collection_method", std::string("charge_automatically"));
  const bool sent = variables.text("collection_method") == "send_invoice";
  if (sent) variables.suggest("due_at", dates.due);
  variables.suggest("billing_reason", std::string(variables.flag("upcoming") ? "upcoming" : "subscription_cycle"));
  if (variables.flag("upcoming")) variables.set("invoice_id", ids.id("upcoming_in_", "upcoming", 24));
  variables.suggest("attempted", std::string(status == "paid" ? "true" : "false"));
  variables.suggest("attempt_count", std::int64_t{status == "paid" ? 1 : 0});
  variables.suggest("auto_advance", std::string(status == "draft" || status == "open" ? "true" : "false"));
  if (status == "open" && !sent && variables.flag("attempted"))
    variables.suggest("next_payment_attempt", daysLater(occurredAt, 3));
  if (status == "draft" && !sent) variables.suggest("next_payment_attempt", Instant{occurredAt.ms + kHourMs});
  completeAmounts(variables, type);
  completeTax(variables);
  if (status != "draft") completeFinalized(variables, dates, occurredAt);
  variables.set("invoice_parent", parentOf(variables));
  variables.set("invoice_payments", paymentsList(variables));
}

}  // namespace billing::webhooks
