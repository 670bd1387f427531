#include "providers/stripe/invoicelines.h"
#include "providers/stripe/objects.h"

namespace billing::providers::stripe {
namespace {

std::string subscriptionOf(const JsonObject& invoice) {
  if (const std::string old = invoice.id("subscription"); !old.empty()) return old;
  if (const std::string now = invoice.object("parent").object("subscription_details").id("subscription"); !now.empty())
    return now;
  for (const JsonObject& line : invoice.objects("lines")) {
    const std::string old = line.id("subscription");
    const std::string now = line.object("parent").object("subscription_item_details").id("subscription");
    if (!old.empty() || !now.empty()) return old.empty() ? now : old;
  }
  return {};
}

// The name and address that were printed on it, which may be older than what we hold.
void mentionPrintedCustomer(const JsonObject& invoice, BillingEvent& event) {
  mentionCustomer(invoice, event);
  if (event.customers.empty() || event.customers.front().snapshot != Snapshot::Hint) return;
  event.customers.front().name = invoice.maybeText("customer_name");
  event.customers.front().email = invoice.maybeText("customer_email");
}

std::string statusOf(const JsonObject& invoice, const BillingEvent& event) {
  if (event.providerType == "invoice.deleted") return "void";
  const std::string word = invoice.text("status");
  return word.empty() ? "draft" : word;
}

std::optional<Instant> firstOf(const JsonObject& object, std::initializer_list<const char*> keys) {
  for (const char* key : keys) {
    if (object.has(key)) return object.seconds(key);
  }
  return std::nullopt;
}

// At second hand: which payment paid the invoice, and how much of it.
void mentionPayment(const std::string& id, std::string status, Money amount, const InvoiceState& invoice,
                    BillingEvent& event) {
  if (id.empty()) return;
  PaymentState payment;
  payment.snapshot = Snapshot::Hint;
  payment.externalId = id;
  payment.customerExternalId = invoice.customerExternalId;
  payment.subscriptionExternalId = invoice.subscriptionExternalId;
  payment.invoiceExternalId = invoice.externalId;
  payment.status = std::move(status);
  payment.amount = amount;
  // What pays the whole invoice pays all of its tax; of a part nobody says how much is tax.
  if (amount == invoice.total) payment.taxMinor = invoice.taxMinor;
  event.payments.push_back(std::move(payment));
}

std::string paymentId(const JsonObject& owner) {
  const std::string intent = owner.id("payment_intent");
  return intent.empty() ? owner.id("charge") : intent;
}

std::string paymentStatus(const std::string& invoicePaymentStatus) {
  if (invoicePaymentStatus == "paid") return "succeeded";
  return invoicePaymentStatus == "canceled" ? "cancelled" : "processing";
}

void mentionPayments(const JsonObject& object, const InvoiceState& invoice, BillingEvent& event) {
  // Until basil: one intent or charge, and whether it paid the invoice.
  const bool paid = invoice.status == "paid";
  mentionPayment(paymentId(object), paid ? "succeeded" : "processing",
                 {paid ? invoice.paidMinor : invoice.total.minor, invoice.total.currency}, invoice, event);
  for (const JsonObject& payment : object.objects("payments")) {
    const auto amount =
        payment.has("amount_paid") ? payment.integer("amount_paid") : payment.integer("amount_requested");
    mentionPayment(paymentId(payment.object("payment")), paymentStatus(payment.text("status")),
                   {amount.value_or(0), invoice.total.currency}, invoice, event);
  }
}

// Its own, and what the subscription's was when the invoice was made: since basil below `parent`, from 2023 on at the
// top, before that only on the lines.
void readMetadata(const JsonObject& invoice, BillingEvent& event) {
  addMetadata(invoice, event);
  addMetadata(invoice.object("parent").object("subscription_details"), event);
  addMetadata(invoice.object("subscription_details"), event);
  for (const JsonObject& line : invoice.objects("lines")) {
    const bool ofSubscription =
        !line.id("subscription").empty() || line.object("parent").has("subscription_item_details");
    if (ofSubscription) addMetadata(line, event);
  }
}

void readProducts(const JsonObject& invoice, BillingEvent& event) {
  for (const JsonObject& line : invoice.objects("lines"))
    if (std::string price = priceOfLine(line); !price.empty()) event.productIds.push_back(std::move(price));
}

}  // namespace

void readInvoice(const JsonObject& object, BillingEvent& event) {
  mentionPrintedCustomer(object, event);
  readMetadata(object, event);
  readProducts(object, event);
  InvoiceState state;
  state.externalId = object.required("id");
  state.number = object.text("number");
  state.customerExternalId = event.customerExternalId;
  state.subscriptionExternalId = subscriptionOf(object);
  state.providerStatus = object.text("status");
  state.status = statusOf(object, event);
  state.total = object.money("total", "currency");
  state.paidMinor = object.integer("amount_paid").value_or(0);
  state.remainingMinor = object.integer("amount_remaining").value_or(0);
  const JsonObject transitions = object.object("status_transitions");
  state.issuedAt = firstOf(transitions, {"finalized_at"});
  if (!state.issuedAt) state.issuedAt = firstOf(object, {"effective_at", "created"});
  state.dueAt = object.seconds("due_date");
  state.paidAt = transitions.seconds("paid_at");
  state.pdfUrl = object.maybeText("invoice_pdf");
  if (!state.pdfUrl) state.pdfUrl = object.maybeText("hosted_invoice_url");
  readLines(object, state);
  event.subject = state.subscriptionExternalId.empty() ? state.externalId : state.subscriptionExternalId;
  mentionPayments(object, state, event);
  event.invoices.push_back(std::move(state));
}

void readInvoicePayment(const JsonObject& object, BillingEvent& event) {
  PaymentState payment;
  payment.snapshot = Snapshot::Part;
  payment.externalId = paymentId(object.object("payment"));
  payment.invoiceExternalId = object.id("invoice");
  payment.providerStatus = object.text("status");
  payment.status = paymentStatus(payment.providerStatus);
  payment.amount = object.money(object.has("amount_paid") ? "amount_paid" : "amount_requested", "currency");
  event.subject = payment.externalId.empty() ? object.required("id") : payment.externalId;
  if (!payment.externalId.empty()) event.payments.push_back(std::move(payment));
}

}  // namespace billing::providers::stripe
