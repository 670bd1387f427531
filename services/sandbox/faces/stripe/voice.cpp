#include "sandbox/faces/stripe/voice.h"

#include "sandbox/faces/stripe/spoken.h"

namespace billing::sandbox::stripe {
namespace {

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

std::optional<QJsonObject> StripeVoice::previousOf(const Happening& happening, const std::string& kind,
                                                   const QJsonObject& now) {
  const auto& events = desk_.ledger.events.all();
  for (; eventsSeen_ < events.size(); ++eventsSeen_)
    lastTold_[toldKey(events[eventsSeen_]->objectKind, events[eventsSeen_]->objectId)] = eventsSeen_;
  const auto last = lastTold_.find(toldKey(kind, happening.id));
  if (last == lastTold_.end())
    return happening.previous.empty() ? std::nullopt : std::optional(objectFrom(happening.previous));
  return differences(objectFrom(events[last->second]->body).value(QLatin1String("object")).toObject(), now);
}

std::vector<Spoken> StripeVoice::speak(const Happening& happening) {
  std::vector<Spoken> out;
  const auto say = [&](const std::string& type, const std::string& kind) {
    const auto object = desk_.objects.draw(kind, happening.id);
    if (!object) return;
    Json data;
    data("object", *object);
    const auto previous = tellsOfChange(type) ? previousOf(happening, kind, *object) : std::nullopt;
    if (previous && previous->isEmpty() && happening.what != What::Plain) return;  // told already
    if (previous && !previous->isEmpty()) data("previous_attributes", *previous);
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
