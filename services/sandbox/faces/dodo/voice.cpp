#include "sandbox/faces/dodo/voice.h"

#include <algorithm>
#include <array>

#include "sandbox/faces/dodo/plancredits.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

struct ToldType {
  What what;
  const char* type;
  const char* kind;  // Dodo's payload_type
};

constexpr std::array toldTypes{
    ToldType{What::PaymentSucceeded, "payment.succeeded", "Payment"},
    ToldType{What::PaymentFailed, "payment.failed", "Payment"},
    ToldType{What::PaymentProcessing, "payment.processing", "Payment"},
    ToldType{What::PaymentCancelled, "payment.cancelled", "Payment"},
    ToldType{What::SubscriptionActivated, "subscription.active", "Subscription"},
    ToldType{What::SubscriptionUpdated, "subscription.updated", "Subscription"},
    ToldType{What::SubscriptionRenewed, "subscription.renewed", "Subscription"},
    ToldType{What::SubscriptionPlanChanged, "subscription.plan_changed", "Subscription"},
    ToldType{What::SubscriptionPastDue, "subscription.past_due", "Subscription"},
    ToldType{What::SubscriptionOnHold, "subscription.on_hold", "Subscription"},
    ToldType{What::SubscriptionPaused, "subscription.paused", "Subscription"},
    ToldType{What::SubscriptionResumed, "subscription.unpaused", "Subscription"},
    ToldType{What::SubscriptionCancelled, "subscription.cancelled", "Subscription"},
    ToldType{What::SubscriptionExpired, "subscription.expired", "Subscription"},
    ToldType{What::SubscriptionFailed, "subscription.failed", "Subscription"},
    ToldType{What::SubscriptionCardChanged, "subscription.update_payment_method", "Subscription"},
    ToldType{What::RefundSucceeded, "refund.succeeded", "Refund"},
    ToldType{What::RefundFailed, "refund.failed", "Refund"},
    ToldType{What::DisputeOpened, "dispute.opened", "Dispute"},
    ToldType{What::CreditGranted, "credit.added", "CreditLedgerEntry"},
    ToldType{What::CreditDeducted, "credit.deducted", "CreditLedgerEntry"},
    ToldType{What::CreditExpired, "credit.expired", "CreditLedgerEntry"},
    ToldType{What::CreditAdjusted, "credit.manual_adjustment", "CreditLedgerEntry"},
    ToldType{What::DunningStarted, "dunning.started", "DunningAttempt"},
    ToldType{What::DunningRecovered, "dunning.recovered", "DunningAttempt"},
    ToldType{What::CheckoutExpired, "abandoned_checkout.detected", "AbandonedCheckout"},
};

// The ledger tells of a grant or of its entry: the event is about the entry.
std::string entryOf(Desk& desk, const std::string& id) {
  const auto& entries = desk.ledger().creditEntries;
  if (entries.find(id) != nullptr) return id;
  for (auto at = entries.all().rbegin(); at != entries.all().rend(); ++at)
    if ((*at)->grant == id) return (*at)->id;
  return {};
}

std::vector<Spoken> spokenDispute(Desk& desk, const std::string& id) {
  const Dispute* dispute = desk.ledger().disputes.find(id);
  if (dispute == nullptr || dispute->status == "needs_response") return {};
  std::string type = disputeWord(*dispute).toStdString();
  type[type.find('_')] = '.';
  return {{type, "Dispute", id, {}}};
}

// An abandoned checkout is told once somebody is known to have left it.
bool isAbandoned(Desk& desk, const std::string& id) {
  const Checkout* checkout = desk.ledger().checkouts.find(id);
  return checkout != nullptr && !checkout->customer.empty() && !checkout->payment.empty();
}

QJsonObject dunningJson(Desk& desk, const Subscription& subscription, const Event& event) {
  const bool recovered = event.type == "dunning.recovered";
  const Invoice* invoice = desk.ledger().invoices.find(subscription.latestInvoice);
  const std::string payment = invoice == nullptr || invoice->payments.empty() ? "" : invoice->payments.back();
  return {
      {"brand_id"_L1, brandId},
      {"created_at"_L1, timeText(event.created)},
      {"customer_id"_L1, jsonString(subscription.customer)},
      {"status"_L1, QLatin1String(recovered ? "recovered" : "recovering")},
      {"subscription_id"_L1, jsonString(subscription.id)},
      {"trigger_state"_L1, QLatin1String(subscription.status == SubscriptionStatus::OnHold ? "on_hold" : "past_due")},
      {"payment_id"_L1, textOrNull(payment)}};
}

QJsonObject abandonedJson(const Checkout& checkout, const Event& event) {
  return {{"abandoned_at"_L1, timeText(event.created)},
          {"abandonment_reason"_L1, "checkout_incomplete"_L1},
          {"brand_id"_L1, brandId},
          {"customer_id"_L1, jsonString(checkout.customer)},
          {"payment_id"_L1, jsonString(checkout.payment)},
          {"status"_L1, "abandoned"_L1},
          {"recovered_payment_id"_L1, QJsonValue::Null}};
}

template <class T, class Render>
QJsonObject rendered(const Table<T>& table, const std::string& id, Render render) {
  const T* found = table.find(id);
  return found == nullptr ? QJsonObject() : render(*found);
}

QJsonObject dataOf(Desk& desk, const Event& event) {
  Ledger& ledger = desk.ledger();
  const std::string& id = event.objectId;
  if (event.objectKind == "Payment")
    return rendered(ledger.payments, id, [&](const auto& one) { return paymentJson(desk, one); });
  if (event.objectKind == "Subscription")
    return rendered(ledger.subscriptions, id, [&](const auto& one) { return subscriptionJson(desk, one); });
  if (event.objectKind == "Refund")
    return rendered(ledger.refunds, id, [&](const auto& one) { return refundJson(desk, one); });
  if (event.objectKind == "Dispute")
    return rendered(ledger.disputes, id, [&](const auto& one) { return disputeJson(desk, one); });
  if (event.objectKind == "CreditLedgerEntry") return rendered(ledger.creditEntries, id, creditEntryJson);
  if (event.objectKind == "CreditBalanceLow")
    return rendered(ledger.creditEntries, id, [&](const auto& one) { return lowBalance(desk, one); });
  if (event.objectKind == "DunningAttempt")
    return rendered(ledger.subscriptions, id, [&](const auto& one) { return dunningJson(desk, one, event); });
  if (event.objectKind == "AbandonedCheckout")
    return rendered(ledger.checkouts, id, [&](const auto& one) { return abandonedJson(one, event); });
  return rendered(ledger.plain, id, [](const Plain& one) { return jsonObjectFrom(one.body).value_or(QJsonObject()); });
}

}  // namespace

std::vector<Spoken> spoken(Desk& desk, const Happening& happening) {
  if (happening.what == What::Plain) return {{happening.type, {}, happening.id, {}}};
  if (happening.what == What::DisputeUpdated || happening.what == What::DisputeClosed)
    return spokenDispute(desk, happening.id);
  if (happening.what == What::CheckoutExpired && !isAbandoned(desk, happening.id)) return {};
  const auto* told =
      std::find_if(toldTypes.begin(), toldTypes.end(), [&](const auto& one) { return one.what == happening.what; });
  if (told == toldTypes.end()) return {};
  const bool credit = std::string_view(told->kind) == "CreditLedgerEntry";
  const std::string id = credit ? entryOf(desk, happening.id) : happening.id;
  if (id.empty()) return {};
  std::vector<Spoken> all{{told->type, told->kind, id, {}}};
  if (happening.what == What::CreditDeducted && !lowBalance(desk, *desk.ledger().creditEntries.find(id)).isEmpty())
    all.push_back({"credit.balance_low", "CreditBalanceLow", id, {}});
  return all;
}

std::string deliveryBody(Desk& desk, const Event& event) {
  QJsonObject data = dataOf(desk, event);
  if (!event.objectKind.empty()) data["payload_type"_L1] = jsonString(event.objectKind);
  return jsonText({{"business_id"_L1, businessId},
                   {"data"_L1, data},
                   {"timestamp"_L1, timeText(event.created)},
                   {"type"_L1, jsonString(event.type)}});
}

}  // namespace billing::sandbox::dodo
