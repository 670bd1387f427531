// Usage as it comes in: one event a call (v1), one or many as JSON (v2), and events taken back. Stripe reports most of
// what is wrong with an event hours later (v1.billing.meter.error_report_triggered); the sandbox refuses it at once.
#include <QJsonDocument>
#include <algorithm>

#include "sandbox/faces/stripe/more/parts.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

constexpr std::int64_t oldestMs = 35LL * 24 * 3'600'000;
constexpr std::int64_t aheadMs = 5 * 60'000;
constexpr std::int64_t sameIdMs = 24LL * 3'600'000;
constexpr std::size_t longestIdentifier = 100;

const Meter* activeMeter(const Ledger& ledger, const std::string& eventName) {
  for (const auto& meter : ledger.meters.all())
    if (meter->active && meter->home == Provider::Stripe && meter->eventName == eventName) return meter.get();
  return nullptr;
}

struct UsageGiven {
  std::string eventName, identifier;
  Metadata payload;
  MaybeInstant at;
};

std::optional<Refusal> checkUsage(const Ledger& ledger, const UsageGiven& given, Instant at, Instant now) {
  if (!activeMeter(ledger, given.eventName))
    return invalid("No active meter found for event name " + given.eventName + ".", "event_name");
  if (given.identifier.size() > longestIdentifier)
    return invalid("The identifier must be at most 100 characters long.", "identifier");
  if (at.ms < now.ms - oldestMs) return invalid("The timestamp must be within the past 35 calendar days.", "timestamp");
  if (at.ms > now.ms + aheadMs)
    return invalid("The timestamp must not be more than 5 minutes in the future.", "timestamp");
  const auto* same = ledger.usage.find(given.identifier);
  if (same && same->received.ms > now.ms - sameIdMs)
    return invalid("An event already exists with identifier " + given.identifier + ".", "identifier",
                   "resource_already_exists");
  return std::nullopt;
}

std::optional<Refusal> checkPayload(const Ledger& ledger, const UsageGiven& given) {
  const auto* meter = activeMeter(ledger, given.eventName);
  if (!meter) return std::nullopt;
  const auto customer = given.payload.find(meter->customerKey);
  if (customer == given.payload.end() || !ledger.customers.find(customer->second))
    return invalid("The payload key " + meter->customerKey + " must name a customer.", "payload");
  if (meter->aggregation != "count" && !given.payload.contains(meter->valueKey))
    return invalid("The payload must hold the key " + meter->valueKey + ".", "payload");
  return std::nullopt;
}

// The event as kept, or what is wrong with it.
tl::expected<const UsageEvent*, Refusal> takeUsage(Request& r, UsageGiven given) {
  const auto* meter = activeMeter(r.ledger, given.eventName);
  const auto who = meter ? given.payload.find(meter->customerKey) : given.payload.end();
  const auto customer = who == given.payload.end() ? std::string{} : who->second;
  const auto now = nowFor(r, customer);
  const auto at = given.at.value_or(now);
  if (auto problem = checkUsage(r.ledger, given, at, now)) return refuse(std::move(*problem));
  if (auto problem = checkPayload(r.ledger, given)) return refuse(std::move(*problem));
  UsageEvent event;
  event.id = given.identifier.empty() ? r.ledger.newId("mtrev_") : given.identifier;
  event.customer = customer;
  event.eventName = std::move(given.eventName);
  event.values = std::move(given.payload);
  event.at = at;
  event.received = now;
  return &r.ledger.usage.add(std::move(event));
}

QJsonObject usageObject(const UsageEvent& event) {
  return Json(shape("billing.meter_event"))("created", event.received)("event_name", event.eventName)(
      "identifier", event.id)("payload", event.values)("timestamp", event.at);
}

Reply createUsage(Request& r) {
  const auto in = r.in();
  UsageGiven given;
  given.eventName = in.required("event_name");
  given.identifier = in.text("identifier");
  in.into("payload", given.payload);
  given.at = in.time("timestamp");
  if (r.problem) return r.refused();
  const auto kept = takeUsage(r, std::move(given));
  if (!kept) return refuse(kept.error());
  return usageObject(**kept);
}

std::optional<Refusal> takeBack(Request& r, const std::string& identifier) {
  auto* event = r.ledger.usage.find(identifier);
  if (!event)
    return invalid("No meter event with identifier " + identifier + ".", "cancel[identifier]", "resource_missing");
  if (event->received.ms < r.engine.now().ms - sameIdMs)
    return invalid("Only events received within the last 24 hours can be canceled.", "cancel[identifier]");
  event->cancelled = true;
  r.ledger.usage.touch(identifier);
  return std::nullopt;
}

Reply createAdjustment(Request& r) {
  const auto in = r.in();
  const auto eventName = in.required("event_name");
  (void)in.oneOf("type", {"cancel"});
  const auto identifier = in.at("cancel").required("identifier");
  if (r.problem) return r.refused();
  if (auto problem = takeBack(r, identifier)) return refuse(std::move(*problem));
  return Json(shape("billing.meter_event_adjustment"))("event_name", eventName)("cancel",
                                                                                Json()("identifier", identifier));
}

// v2 speaks JSON both ways, with times as RFC 3339.
QJsonValue isoTime(Instant at) {
  return js(toIso8601(at));
}

UsageGiven usageIn(const QJsonObject& event) {
  UsageGiven given;
  given.eventName = event.value(QLatin1String("event_name")).toString().toStdString();
  given.identifier = event.value(QLatin1String("identifier")).toString().toStdString();
  given.at = fromIso8601(event.value(QLatin1String("timestamp")).toString().toStdString());
  const auto payload = event.value(QLatin1String("payload")).toObject();
  for (auto entry = payload.begin(); entry != payload.end(); ++entry)
    given.payload[entry.key().toStdString()] = entry.value().toString().toStdString();
  return given;
}

Reply createUsageV2(Request& r) {
  const auto kept = takeUsage(r, usageIn(objectFrom(r.call.body)));
  if (!kept) return refuse(kept.error());
  const UsageEvent& event = **kept;
  return Json(shape("v2.billing.meter_event"))("created", isoTime(event.received))("event_name", event.eventName)(
      "identifier", event.id)("payload", event.values)("timestamp", isoTime(event.at));
}

Reply openStream(Request& r) {
  const auto now = r.engine.now();
  return Json(shape("v2.billing.meter_event_session"))("id", r.ledger.newId("mes_"))(
      "authentication_token", r.ledger.newId("sandbox_stream_"))("created", isoTime(now))(
      "expires_at", isoTime(Instant{now.ms + 15 * 60'000}));
}

// Stripe takes the stream as it comes and reports what was wrong with it later; so does the sandbox, by leaving it out.
Reply streamUsage(Request& r) {
  const auto events = objectFrom(r.call.body).value(QLatin1String("events")).toArray();
  for (const auto& event : events) (void)takeUsage(r, usageIn(event.toObject()));
  return QJsonObject{};
}

Reply createAdjustmentV2(Request& r) {
  const auto body = objectFrom(r.call.body);
  const auto identifier = body.value(QLatin1String("cancel")).toObject().value(QLatin1String("identifier")).toString();
  if (auto problem = takeBack(r, identifier.toStdString())) return refuse(std::move(*problem));
  return Json(shape("v2.billing.meter_event_adjustment"))("id", r.ledger.newId("mea_"))(
      "created", isoTime(r.engine.now()))("event_name", body.value(QLatin1String("event_name")))(
      "cancel", Json()("identifier", QJsonValue(identifier)));
}

}  // namespace

void registerMeterEvents(Desk& desk) {
  desk.routes.add("POST", "/v1/billing/meter_events", "event_name identifier payload timestamp", createUsage);
  desk.routes.add("POST", "/v1/billing/meter_event_adjustments", "cancel event_name type", createAdjustment);
  desk.routes.add("POST", "/v2/billing/meter_events", "*", createUsageV2);
  desk.routes.add("POST", "/v2/billing/meter_event_session", "*", openStream);
  desk.routes.add("POST", "/v2/billing/meter_event_stream", "*", streamUsage);
  desk.routes.add("POST", "/v2/billing/meter_event_adjustments", "*", createAdjustmentV2);
}

}  // namespace billing::sandbox::stripe
