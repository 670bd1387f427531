#include "sandbox/faces/stripe/voice.h"

#include "sandbox/faces/stripe/spoken.h"

namespace billing::sandbox::stripe {
namespace {

// The dialect that an object belongs to, as far as its entity says; what belongs to none speaks in both.
template <class T>
std::optional<Provider> homeIn(const Table<T>& table, const std::string& id) {
  const auto* found = table.find(id);
  return found ? std::optional(found->home) : std::nullopt;
}

std::optional<Provider> homeByKind(const Ledger& ledger, const std::string& kind, const std::string& id) {
  if (kind == "customer") return homeIn(ledger.customers, id);
  if (kind == "product") return homeIn(ledger.products, id);
  if (kind == "price") return homeIn(ledger.prices, id);
  if (kind == "subscription") return homeIn(ledger.subscriptions, id);
  if (kind == "invoice") return homeIn(ledger.invoices, id);
  if (kind == "payment_intent") return homeIn(ledger.payments, id);
  if (kind == "refund") return homeIn(ledger.refunds, id);
  if (kind == "dispute") return homeIn(ledger.disputes, id);
  if (kind == "checkout.session") return homeIn(ledger.checkouts, id);
  if (kind == "coupon") return homeIn(ledger.discounts, id);
  if (kind == "billing.meter") return homeIn(ledger.meters, id);
  if (kind == "billing.credit_grant") return homeIn(ledger.creditGrants, id);
  return std::nullopt;
}

std::optional<Provider> homeOf(const Ledger& ledger, const std::string& kind, const std::string& id) {
  if (auto home = homeByKind(ledger, kind, id)) return home;
  if (const auto* charge = ledger.charges.find(id)) return homeIn(ledger.payments, charge->payment);
  if (const auto* item = ledger.invoiceItems.find(id)) return homeIn(ledger.customers, item->customer);
  if (const auto* method = ledger.paymentMethods.find(id); method && !method->customer.empty())
    return homeIn(ledger.customers, method->customer);
  if (const auto* granted = ledger.grantedDiscounts.find(id)) return homeIn(ledger.discounts, granted->discount);
  return std::nullopt;
}

std::string toldKey(const std::string& kind, const std::string& id) {
  return kind + " " + id;
}

bool tellsOfChange(const std::string& type) {
  return type.ends_with(".updated");
}

QJsonObject requestOf(const Event& event) {
  return Json()("id", orNull(event.requestId))("idempotency_key", orNull(event.idempotencyKey));
}

}  // namespace

QJsonObject differences(const QJsonObject& before, const QJsonObject& now) {
  QJsonObject out;
  for (auto it = before.begin(); it != before.end(); ++it) {
    const auto is = now.value(it.key());
    if (is == it.value()) continue;
    const bool deeper = is.isObject() && it.value().isObject() && it.key() != QLatin1String("items");
    out.insert(it.key(), deeper ? QJsonValue(differences(it.value().toObject(), is.toObject())) : it.value());
  }
  for (auto it = now.begin(); it != now.end(); ++it)
    if (!before.contains(it.key())) out.insert(it.key(), QJsonValue::Null);
  return out;
}

QJsonObject StripeVoice::previousOf(const Happening& happening, const std::string& kind, const QJsonObject& now) {
  const auto& events = desk_.ledger.events.all();
  for (; eventsSeen_ < events.size(); ++eventsSeen_)
    lastTold_[toldKey(events[eventsSeen_]->objectKind, events[eventsSeen_]->objectId)] = eventsSeen_;
  if (!happening.previous.empty()) return objectFrom(happening.previous);
  const auto last = lastTold_.find(toldKey(kind, happening.id));
  if (last == lastTold_.end()) return {};
  return differences(objectFrom(events[last->second]->body).value(QLatin1String("object")).toObject(), now);
}

std::vector<Spoken> StripeVoice::speak(const Happening& happening) {
  std::vector<Spoken> out;
  const auto say = [&](const std::string& type, const std::string& kind) {
    const auto object = desk_.objects.draw(kind, happening.id);
    if (!object || homeOf(desk_.ledger, kind, happening.id).value_or(Provider::Stripe) != Provider::Stripe) return;
    Json data;
    data("object", *object);
    const auto previous = tellsOfChange(type) ? previousOf(happening, kind, *object) : QJsonObject{};
    if (!previous.isEmpty()) data("previous_attributes", previous);
    out.push_back({type, kind, happening.id, textOf(data)});
  };
  if (happening.what == What::Plain) {
    const auto* plain = desk_.ledger.plain.find(happening.id);
    if (plain) say(happening.type, plain->kind);
  }
  for (const auto& name : eventNames())
    if (name.what == happening.what) say(name.type, name.kind);
  return out;
}

int StripeVoice::pendingWebhooks(const std::string& event) {
  const auto& deliveries = desk_.ledger.deliveries.all();
  for (; deliveriesSeen_ < deliveries.size(); ++deliveriesSeen_)
    deliveriesOf_[deliveries[deliveriesSeen_]->event].push_back(deliveriesSeen_);
  int waiting = 0;
  for (const auto place : deliveriesOf_[event]) waiting += deliveries[place]->state != "delivered" ? 1 : 0;
  return waiting;
}

QJsonObject StripeVoice::eventObject(const Event& event) {
  return Json("event")("id", event.id)("api_version", apiVersion)("created", event.created)(
      "data", objectFrom(event.body))("livemode", false)("pending_webhooks", pendingWebhooks(event.id))(
      "request", requestOf(event))("type", event.type);
}

std::string StripeVoice::body(const Event& event) {
  return textOf(eventObject(event));
}

}  // namespace billing::sandbox::stripe
