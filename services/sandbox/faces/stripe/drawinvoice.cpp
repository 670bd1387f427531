#include "sandbox/faces/stripe/draw.h"

namespace billing::sandbox::stripe {
namespace {

// One tax rate stands for all tax: the sandbox computes tax by rate, not by place.
constexpr const char* sandboxTaxRate = "txr_sandbox";

QJsonArray taxesOf(std::int64_t tax, std::int64_t taxable, bool inclusive) {
  if (tax == 0) return {};
  return {static_cast<QJsonObject>(Json()("amount", tax)("tax_behavior", inclusive ? "inclusive" : "exclusive")(
      "tax_rate_details", Json()("tax_rate", sandboxTaxRate))("taxability_reason", "standard_rated")(
      "taxable_amount", taxable)("type", "tax_rate_details"))};
}

QJsonArray discountAmounts(const Invoice& invoice, std::int64_t amount) {
  if (amount == 0 || invoice.discounts.empty()) return {};
  return {static_cast<QJsonObject>(Json()("amount", amount)("discount", invoice.discounts.front()))};
}

QJsonValue invoiceParent(const Invoice& invoice, const Desk& desk) {
  if (invoice.subscription.empty()) return js(nullptr);
  const auto* subscription = desk.ledger.subscriptions.find(invoice.subscription);
  Json details;
  details("metadata", subscription ? subscription->metadata : Metadata{})("subscription", invoice.subscription);
  return js(static_cast<QJsonObject>(
      Json()("quote_details", nullptr)("subscription_details", details)("type", "subscription_details")));
}

QJsonValue lineParent(const Invoice& invoice, const InvoiceLine& line) {
  if (!line.subscriptionItem.empty())
    return js(static_cast<QJsonObject>(Json()("invoice_item_details", nullptr)(
        "subscription_item_details",
        Json()("invoice_item", orNull(line.invoiceItem))("proration", line.proration)(
            "proration_details", Json()("credited_items", nullptr))("subscription", orNull(invoice.subscription))(
            "subscription_item", line.subscriptionItem))("type", "subscription_item_details")));
  if (line.invoiceItem.empty()) return js(nullptr);
  return js(static_cast<QJsonObject>(
      Json()("invoice_item_details",
             Json()("invoice_item", line.invoiceItem)("proration", line.proration)(
                 "proration_details", Json()("credited_items", nullptr))("subscription", orNull(invoice.subscription)))(
          "subscription_item_details", nullptr)("type", "invoice_item_details")));
}

QJsonValue linePricing(const Desk& desk, const InvoiceLine& line) {
  const auto* price = desk.ledger.prices.find(line.price);
  if (!price) return js(nullptr);
  const auto unit = price->unitDecimal.empty() ? std::to_string(price->unit.minor) : price->unitDecimal;
  return js(static_cast<QJsonObject>(Json()("price_details", Json()("price", price->id)("product", price->product))(
      "type", "price_details")("unit_amount_decimal", unit)));
}

QJsonObject transitions(const Invoice& invoice) {
  return Json()("finalized_at", invoice.finalizedAt)("marked_uncollectible_at", invoice.uncollectibleAt)(
      "paid_at", invoice.paidAt)("voided_at", invoice.voidedAt);
}

void addCustomer(Json& out, const Desk& desk, const Invoice& invoice) {
  const auto* customer = desk.ledger.customers.find(invoice.customer);
  out("customer", orNull(invoice.customer))("customer_address",
                                            customer ? drawAddress(customer->address) : js(nullptr))(
      "customer_email", customer ? orNull(customer->email) : js(nullptr))(
      "customer_name", customer ? orNull(customer->name) : js(nullptr))(
      "customer_phone", customer ? orNull(customer->phone) : js(nullptr))("customer_tax_exempt", "none")(
      "customer_tax_ids", QJsonArray{});
  out.nulls("customer_account customer_shipping");
}

// Of the tax, how much is part of the prices.
std::int64_t includedTax(const Invoice& invoice) {
  std::int64_t sum = 0;
  for (const auto& line : invoice.lines) sum += line.taxInclusive ? line.taxMinor : 0;
  return sum;
}

void addAmounts(Json& out, const Invoice& invoice) {
  const auto remaining = invoice.status == "paid" ? 0 : invoice.dueMinor - invoice.paidMinor;
  const auto included = includedTax(invoice);
  out("amount_due", invoice.dueMinor)("amount_overpaid", 0)("amount_paid", invoice.paidMinor)(
      "amount_remaining", remaining)("amount_shipping", 0)("subtotal", invoice.subtotalMinor)(
      "subtotal_excluding_tax", invoice.subtotalMinor - included)("total", invoice.totalMinor)(
      "total_excluding_tax", invoice.totalMinor - invoice.taxMinor)(
      "total_discount_amounts", discountAmounts(invoice, invoice.discountMinor))("total_pretax_credit_amounts",
                                                                                 QJsonArray{})(
      "total_taxes", taxesOf(invoice.taxMinor, invoice.totalMinor - invoice.taxMinor, included != 0))(
      "starting_balance", invoice.startingBalanceMinor)(
      "ending_balance", invoice.finalizedAt ? js(invoice.endingBalanceMinor) : js(nullptr))(
      "pre_payment_credit_notes_amount", 0)("post_payment_credit_notes_amount", invoice.creditedMinor);
}

void addTimes(Json& out, const Invoice& invoice) {
  out("created", invoice.created)("due_date", invoice.dueAt)("effective_at", invoice.finalizedAt)(
      "next_payment_attempt", invoice.nextAttempt)("automatically_finalizes_at", invoice.finalizesAt)(
      "period_start", invoice.periodStart)("period_end", invoice.periodEnd)("status_transitions", transitions(invoice))(
      "webhooks_delivered_at", invoice.created);
}

void addPages(Json& out, const Desk& desk, const Invoice& invoice) {
  const bool there = invoice.finalizedAt.has_value();
  const auto page = desk.base + "/invoice/" + invoice.id;
  out("hosted_invoice_url", there ? js(page) : js(nullptr))("invoice_pdf", there ? js(page + "/pdf") : js(nullptr));
}

QJsonValue billingReason(const Invoice& invoice) {
  return invoice.reason.empty() ? js("manual") : js(invoice.reason);
}

}  // namespace

QJsonObject drawInvoiceLine(const Desk& desk, const Invoice& invoice, const InvoiceLine& line) {
  Json out("line_item");
  out("id", line.id)("amount", line.amountMinor)("currency", invoice.currency)("description", orNull(line.text))(
      "discount_amounts", discountAmounts(invoice, line.discountMinor))("discountable", !line.proration)(
      "discounts", QJsonArray{})("invoice", orNull(invoice.id))("livemode", false)("metadata", line.metadata)(
      "parent", lineParent(invoice, line))("period", Json()("start", line.from)("end", line.to))(
      "pretax_credit_amounts", QJsonArray{})("pricing", linePricing(desk, line))("quantity", line.quantity)(
      "quantity_decimal", std::to_string(line.quantity))("subscription", orNull(invoice.subscription))(
      "subtotal", line.amountMinor)("taxes",
                                    taxesOf(line.taxMinor, line.amountMinor - line.discountMinor, line.taxInclusive));
  return out;
}

QJsonObject drawInvoice(const Desk& desk, const Invoice& invoice) {
  QJsonArray lines;
  for (const auto& line : invoice.lines) lines.append(drawInvoiceLine(desk, invoice, line));
  const auto list = wholeList(lines, "/v1/invoices/" + invoice.id + "/lines");
  Json out("invoice");
  out("id", invoice.id)("account_country", "US")("account_name", "Sandbox")("attempt_count", invoice.attempts)(
      "attempted", invoice.attempts > 0)("auto_advance", invoice.advances)("billing_reason", billingReason(invoice))(
      "collection_method", invoice.chargesAutomatically ? "charge_automatically" : "send_invoice")(
      "currency", invoice.currency)("default_tax_rates", QJsonArray{})("description", orNull(invoice.description))(
      "discounts", invoice.discounts)("footer", orNull(invoice.footer))("issuer", ownAccount())("lines", list)(
      "livemode", false)("metadata", invoice.metadata)("number", orNull(invoice.number))(
      "parent", invoiceParent(invoice, desk))("status", invoice.status)("test_clock", orNull(invoice.testClock));
  out("automatic_tax", Json()("enabled", false).nulls("disabled_reason liability provider status"));
  out("payment_settings", Json().nulls("default_mandate payment_method_options payment_method_types"));
  out.nulls(
      "account_tax_ids application custom_fields default_payment_method default_source from_invoice "
      "last_finalization_error latest_revision on_behalf_of receipt_number rendering shipping_cost "
      "shipping_details statement_descriptor");
  addCustomer(out, desk, invoice);
  addAmounts(out, invoice);
  addTimes(out, invoice);
  addPages(out, desk, invoice);
  return desk.withExtras(invoice.id, out);
}

QJsonObject drawInvoicePayment(const Desk&, const Invoice& invoice, const Payment& payment) {
  const bool paid = payment.status == "succeeded", cancelled = payment.status == "canceled";
  const auto transitionsOf = Json()("paid_at", paid ? js(invoice.paidAt.value_or(payment.updated)) : js(nullptr))(
      "canceled_at", payment.cancelledAt);
  return Json("invoice_payment")("id", "inpay_" + payment.id.substr(payment.id.find('_') + 1))(
      "amount_paid", paid ? js(payment.amount.minor) : js(nullptr))("amount_requested", payment.amount.minor)(
      "created", payment.created)("currency", invoice.currency)("invoice", invoice.id)(
      "is_default", !invoice.payments.empty() && invoice.payments.back() == payment.id)("livemode", false)(
      "payment", Json()("payment_intent", payment.id)("type", "payment_intent"))("status", paid        ? "paid"
                                                                                           : cancelled ? "canceled"
                                                                                                       : "open")(
      "status_transitions", transitionsOf);
}

QJsonObject drawInvoiceItem(const Desk& desk, const InvoiceItem& item) {
  InvoiceLine line;
  line.price = item.price;
  const auto* customer = desk.ledger.customers.find(item.customer);
  Json out("invoiceitem");
  out("id", item.id)("amount", item.amountMinor)("currency", item.currency)("customer", item.customer)(
      "customer_account", nullptr)("date", item.created)("description", orNull(item.text))(
      "discountable", !item.proration)("discounts", QJsonArray{})("invoice", orNull(item.invoice))("livemode", false)(
      "metadata", item.metadata)("period", Json()("start", item.from)("end", item.to))(
      "pricing", linePricing(desk, line))("proration", item.proration)("quantity", item.quantity)(
      "quantity_decimal", std::to_string(item.quantity))("tax_rates", QJsonArray{})(
      "test_clock", customer ? orNull(customer->testClock) : js(nullptr))("parent", nullptr);
  if (!item.subscription.empty())
    out("parent",
        Json()("subscription_details", Json()("subscription", item.subscription))("type", "subscription_details"));
  return out;
}

QJsonObject drawTestClock(const TestClock& clock) {
  Json details;
  if (clock.status == "advancing") details("advancing", Json()("target_frozen_time", clock.frozen));
  return Json("test_helpers.test_clock")("id", clock.id)("created", clock.created)("deletes_after", clock.deletesAfter)(
      "frozen_time", clock.frozen)("livemode", false)("name", orNull(clock.name))("status", clock.status)(
      "status_details", details);
}

}  // namespace billing::sandbox::stripe
