#include "providers/dodo/objects.h"

#include <algorithm>

#include "providers/answer/exactsum.h"

namespace billing::providers::dodo {
namespace {

// Our word for Dodo's IntentStatus; a word that we do not know is kept as it is.
std::string paymentStatus(const std::string& word) {
  if (word == "succeeded" || word == "failed" || word == "processing") return word;
  if (word == "cancelled" || word == "canceled") return "cancelled";
  if (word == "partially_captured") return "succeeded";
  if (word.starts_with("requires_") || word == "partially_captured_and_capturable") return "processing";
  return word;
}

// `status` may be null; the event's type then tells.
std::string wordOf(const JsonObject& data, const BillingEvent& event) {
  std::string word = data.text("status");
  return word.empty() ? event.providerType.substr(event.providerType.find('.') + 1) : word;
}

std::string lower(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

// "card visa 4242", "upi".
std::optional<std::string> methodOf(const JsonObject& data) {
  std::string method = data.text("payment_method");
  if (const std::string type = data.text("payment_method_type"); !type.empty() && method != "card") method = type;
  for (const char* key : {"card_network", "card_last_four"}) {
    if (const std::string part = lower(data.text(key)); !part.empty()) method += (method.empty() ? "" : " ") + part;
  }
  return method.empty() ? std::nullopt : std::optional(method);
}

std::string subscriptionOf(const JsonObject& data) {
  std::string id = data.text("subscription_id");
  return id.empty() ? data.firstText("subscription_ids") : id;
}

std::string productOf(const JsonObject& data) {
  const auto cart = data.objects("product_cart");
  return cart.empty() ? std::string() : cart.front().text("product_id");
}

std::vector<std::string> productsOf(const JsonObject& data) {
  std::vector<std::string> products;
  for (const JsonObject& item : data.objects("product_cart")) {
    if (std::string product = item.text("product_id"); !product.empty()) products.push_back(std::move(product));
  }
  return products;
}

std::string invoiceStatus(const std::string& paymentStatus) {
  if (paymentStatus == "succeeded") return "paid";
  return paymentStatus == "cancelled" ? "void" : "open";
}

// Dodo tells what was bought but not what each costs: with one product the amount is its own, with several they share a
// line.
std::vector<InvoiceLine> linesOf(const JsonObject& data, const PaymentState& payment) {
  const auto cart = data.objects("product_cart");
  InvoiceLine line;
  ExactSum net(data, "total_amount");
  net += payment.amount.minor;
  net -= payment.taxMinor.value_or(0);
  line.amountMinor = net.value();
  line.taxMinor = payment.taxMinor;
  if (cart.size() == 1) {
    line.productId = cart.front().text("product_id");
    line.quantity = cart.front().integer("quantity").value_or(1);
  }
  if (cart.size() > 1)
    for (const JsonObject& item : cart)
      line.description += (line.description.empty() ? "" : ", ") +
                          std::to_string(item.integer("quantity").value_or(1)) + " × " + item.text("product_id");
  return {line};
}

void readInvoice(const JsonObject& data, const PaymentState& payment, BillingEvent& event) {
  if (payment.invoiceExternalId.empty()) return;
  InvoiceState invoice;
  invoice.externalId = payment.invoiceExternalId;
  invoice.number = payment.invoiceExternalId;
  invoice.customerExternalId = payment.customerExternalId;
  invoice.subscriptionExternalId = payment.subscriptionExternalId;
  invoice.status = invoiceStatus(payment.status);
  invoice.providerStatus = payment.providerStatus;
  invoice.total = payment.amount;
  invoice.taxMinor = payment.taxMinor;
  invoice.lines = linesOf(data, payment);
  if (invoice.status == "paid") {
    invoice.paidMinor = payment.amount.minor;
    invoice.paidAt = event.occurredAt;
  } else if (invoice.status == "open") {
    invoice.remainingMinor = payment.amount.minor;
  }
  invoice.issuedAt = payment.createdAt;
  invoice.pdfUrl = data.maybeText("invoice_url");
  event.invoices.push_back(std::move(invoice));
}

// Dodo writes whole minor units as text ("400"); with a point it can only be a decimal of the currency.
Money disputedAmount(const JsonObject& data) {
  const Currency currency = data.currency("currency");
  const auto written = data.decimal("amount");
  if (!written) return {};
  const bool decimal = written->find('.') != std::string::npos;
  const auto money = fromDecimal(decimal ? currency : *Currency::fromCode("JPY"), *written);
  if (!money) data.problem("amount", "is " + written->substr(0, 40) + ": " + money.error().reason);
  return money ? Money{money->minor, currency} : Money{};
}

}  // namespace

void readPayment(const JsonObject& data, BillingEvent& event) {
  readCustomer(data.object("customer"), event);
  PaymentState state;
  state.externalId = data.required("payment_id");
  state.customerExternalId = event.customerExternalId;
  state.subscriptionExternalId = subscriptionOf(data);
  state.invoiceExternalId = data.text("invoice_id");
  state.providerStatus = wordOf(data, event);
  state.status = paymentStatus(state.providerStatus);
  state.amount = data.money("total_amount", "currency");
  state.taxMinor = data.integer("tax");
  // A list leaves the cart out: that says nothing about what was bought.
  if (std::string product = productOf(data); !product.empty()) state.productId = std::move(product);
  event.productIds = productsOf(data);
  event.metadata = data.object("metadata").texts();
  state.failureCode = data.nullableText("error_code");
  state.failureMessage = data.nullableText("error_message");
  state.method = methodOf(data);
  state.createdAt = data.iso("created_at");
  event.subject = state.subscriptionExternalId.empty() ? state.externalId : state.subscriptionExternalId;
  readInvoice(data, state, event);
  event.payments.push_back(std::move(state));
}

void readRefund(const JsonObject& data, BillingEvent& event) {
  readCustomer(data.object("customer"), event);
  RefundState state;
  state.externalId = data.required("refund_id");
  state.paymentExternalId = data.text("payment_id");
  state.customerExternalId = event.customerExternalId;
  state.status = wordOf(data, event);
  if (state.status == "review") state.status = "pending";
  if (data.has("amount") && data.has("currency")) state.amount = data.money("amount", "currency");
  state.reason = data.maybeText("reason");
  state.createdAt = data.iso("created_at");
  event.subject = state.externalId;
  event.refunds.push_back(std::move(state));
}

void readDispute(const JsonObject& data, BillingEvent& event) {
  readCustomer(data.object("customer"), event);
  DisputeState state;
  state.externalId = data.required("dispute_id");
  state.paymentExternalId = data.text("payment_id");
  state.customerExternalId = event.customerExternalId;
  state.status = data.required("dispute_status");
  state.open = state.status == "dispute_opened" || state.status == "dispute_challenged";
  state.amount = disputedAmount(data);
  state.reason = data.maybeText("reason");
  state.createdAt = data.iso("created_at");
  event.subject = state.externalId;
  event.disputes.push_back(std::move(state));
}

}  // namespace billing::providers::dodo
