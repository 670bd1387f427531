#include "providers/stripe/objects.h"

namespace billing::providers::stripe {
namespace {

std::string paymentOf(const JsonObject& object) {
  const std::string intent = object.id("payment_intent");
  return intent.empty() ? object.id("charge") : intent;
}

// Our word for a payment intent's; one that we do not know is kept.
std::string intentStatus(const std::string& word, bool hasFailed) {
  if (word == "succeeded" || word == "processing") return word;
  if (word == "canceled") return "cancelled";
  if (word == "requires_payment_method" && hasFailed) return "failed";
  return word.starts_with("requires_") ? "processing" : word;
}

// A charge that is only authorised has brought no money yet, and one that expired never will.
std::string chargeStatus(const JsonObject& charge, const BillingEvent& event) {
  if (event.providerType == "charge.expired") return "cancelled";
  const std::string word = charge.text("status");
  const bool authorisedOnly = word == "succeeded" && !charge.maybeFlag("captured").value_or(true);
  return word == "pending" || authorisedOnly ? "processing" : word;
}

// "card visa 4242", "sepa_debit 3000".
std::optional<std::string> methodOf(const JsonObject& details) {
  std::string method = details.text("type");
  if (method.empty()) return std::nullopt;
  const JsonObject inside = details.object(method);
  for (const char* key : {"brand", "last4"}) {
    if (const auto part = inside.looseText(key); part && !part->empty()) method += ' ' + *part;
  }
  return method;
}

BillingEventKind refundKind(const std::string& status) {
  if (status == "succeeded") return BillingEventKind::RefundSucceeded;
  return status == "failed" ? BillingEventKind::RefundFailed : BillingEventKind::RefundUpdated;
}

RefundState refundOf(const JsonObject& object, const std::string& customer) {
  RefundState state;
  state.externalId = object.required("id");
  state.paymentExternalId = paymentOf(object);
  state.customerExternalId = customer;
  const std::string word = object.text("status");
  state.status = word == "canceled" ? "cancelled" : word == "succeeded" || word == "failed" ? word : "pending";
  state.amount = object.money("amount", "currency");
  state.reason = object.has("failure_reason") ? object.maybeText("failure_reason") : object.maybeText("reason");
  state.createdAt = object.seconds("created");
  return state;
}

}  // namespace

void readPaymentIntent(const JsonObject& object, BillingEvent& event) {
  mentionCustomer(object, event);
  const JsonObject error = object.object("last_payment_error");
  PaymentState state;
  state.snapshot = Snapshot::Part;
  state.externalId = object.required("id");
  state.customerExternalId = event.customerExternalId;
  state.invoiceExternalId = object.id("invoice");
  state.providerStatus = object.required("status");
  state.status = intentStatus(state.providerStatus, error.exists());
  state.amount = object.money("amount", "currency");
  state.failureCode = error.has("decline_code") ? error.maybeText("decline_code") : error.maybeText("code");
  state.failureMessage = error.maybeText("message");
  if (state.status == "succeeded") state.failureCode = state.failureMessage = std::string();
  state.method = methodOf(error.object("payment_method"));
  if (!state.method) state.method = methodOf(object.object("latest_charge").object("payment_method_details"));
  state.createdAt = object.seconds("created");
  addMetadata(object, event);
  event.subject = state.externalId;
  event.payments.push_back(std::move(state));
}

void readCharge(const JsonObject& object, BillingEvent& event) {
  mentionCustomer(object, event);
  PaymentState state;
  state.snapshot = Snapshot::Part;
  const std::string intent = object.id("payment_intent");
  state.externalId = intent.empty() ? object.required("id") : intent;
  state.customerExternalId = event.customerExternalId;
  state.invoiceExternalId = object.id("invoice");
  state.providerStatus = object.required("status");
  state.status = chargeStatus(object, event);
  state.amount = object.money("amount", "currency");
  state.failureCode = object.nullableText("failure_code");
  state.failureMessage = object.nullableText("failure_message");
  state.method = methodOf(object.object("payment_method_details"));
  state.createdAt = object.seconds("created");
  addMetadata(object, event);
  event.subject = state.externalId;
  // Only old shapes list the refunds; since then each has an event of its own.
  for (const JsonObject& refund : object.objects("refunds"))
    event.refunds.push_back(refundOf(refund, event.customerExternalId));
  event.payments.push_back(std::move(state));
}

void readRefund(const JsonObject& object, BillingEvent& event) {
  mentionCustomer(object, event);
  RefundState state = refundOf(object, event.customerExternalId);
  event.kind = refundKind(state.status);
  event.subject = state.externalId;
  event.refunds.push_back(std::move(state));
}

void readDispute(const JsonObject& object, BillingEvent& event) {
  mentionCustomer(object.object("charge"), event);
  DisputeState state;
  state.externalId = object.required("id");
  state.paymentExternalId = paymentOf(object);
  state.customerExternalId = event.customerExternalId;
  state.status = object.required("status");
  const bool over = state.status == "won" || state.status == "lost" || state.status == "warning_closed" ||
                    state.status == "prevented";
  state.open = !over;
  state.amount = object.money("amount", "currency");
  state.reason = object.maybeText("reason");
  state.createdAt = object.seconds("created");
  event.subject = state.externalId;
  event.disputes.push_back(std::move(state));
}

}  // namespace billing::providers::stripe
