// /events: 1 to 1,000 in a request, all or nothing; one that was seen before is passed over.
#include <set>

#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr qsizetype mostEvents = 1000;
constexpr qsizetype mostKeys = 50, longestKey = 100, longestValue = 500;
constexpr std::int64_t oldestMs = 3'600'000, furthestAheadMs = 300'000;

std::optional<std::string> usageMetadataFault(const QJsonObject& metadata) {
  if (metadata.size() > mostKeys) return "metadata: more than 50 keys";
  for (auto at = metadata.begin(); at != metadata.end(); ++at) {
    if (at.key().size() > longestKey) return "metadata: a key is longer than 100 characters";
    if (at->toString().size() > longestValue) return "metadata: a value is longer than 500 characters";
  }
  return std::nullopt;
}

std::optional<std::string> timeFault(Desk& desk, const QJsonObject& event) {
  const auto at = timeFrom(event["timestamp"_L1]);
  if (!at) return std::nullopt;
  if (desk.now().ms - at->ms > oldestMs) return "timestamp: more than an hour in the past";
  if (at->ms - desk.now().ms > furthestAheadMs) return "timestamp: more than 5 minutes in the future";
  return std::nullopt;
}

std::optional<std::string> eventFault(Desk& desk, const QJsonObject& event, std::set<std::string>& seen) {
  const std::string id = stdText(event["event_id"_L1]);
  if (!seen.insert(id).second) return "event_id: " + id + " is given twice";
  if (auto fault = usageMetadataFault(event["metadata"_L1].toObject())) return fault;
  return timeFault(desk, event);
}

void keepEvent(Desk& desk, const QJsonObject& given) {
  UsageEvent event;
  event.id = stdText(given["event_id"_L1]);
  event.customer = stdText(given["customer_id"_L1]);
  event.eventName = stdText(given["event_name"_L1]);
  event.values = metadataFrom(given["metadata"_L1]);
  event.received = desk.now();
  event.at = timeFrom(given["timestamp"_L1]).value_or(desk.now());
  desk.ledger().usage.add(std::move(event));
}

Reply ingest(Desk& desk, const Asked& asked) {
  const QJsonArray events = asked.body["events"_L1].toArray();
  if (events.isEmpty() || events.size() > mostEvents)
    return problem(400, "INVALID_REQUEST_PARAMETERS", "events: must hold 1 to 1000 events");
  std::set<std::string> seen;
  for (qsizetype i = 0; i < events.size(); ++i)
    if (auto fault = eventFault(desk, events[i].toObject(), seen))
      return problem(400, "INVALID_REQUEST_PARAMETERS", "events[" + std::to_string(i) + "]." + *fault);
  int taken = 0;
  for (const auto& one : events) {
    if (desk.ledger().usage.find(stdText(one.toObject()["event_id"_L1])) != nullptr) continue;
    keepEvent(desk, one.toObject());
    ++taken;
  }
  return json({{"ingested_count"_L1, taken}});
}

Reply retrieveEvent(Desk& desk, const Asked& asked) {
  const UsageEvent* event = desk.ledger().usage.find(asked.params["id"]);
  if (event == nullptr) return notFound("Event", asked.params["id"]);
  return json(usageEventJson(desk, *event));
}

Reply listEvents(Desk& desk, const Asked& asked) {
  const std::string meterId = asked.wanted("meter_id");
  const Meter* meter = desk.ledger().meters.find(meterId);
  if (!meterId.empty() && meter == nullptr) return notFound("Meter", meterId);
  const auto from = fromIso8601(asked.wanted("start"));
  const auto to = fromIso8601(asked.wanted("end"));
  return page(
      asked, desk.ledger().usage,
      [&](const UsageEvent& event) {
        return asWanted(asked, "customer_id", event.customer) && asWanted(asked, "event_name", event.eventName) &&
               (meter == nullptr || meter->eventName == event.eventName) && !(from && event.at < *from) &&
               !(to && *to < event.at);
      },
      [&](const UsageEvent& event) { return usageEventJson(desk, event); });
}

}  // namespace

void addUsageEvents(Endpoints& to) {
  to.add("POST", "/events/ingest", "events!:[event_id!:s customer_id!:s event_name!:s timestamp:t metadata:m]", ingest);
  to.add("GET", "/events", "customer_id:s event_name:s meter_id:s start:t end:t", listEvents);
  to.add("GET", "/events/{id}", "", retrieveEvent);
}

}  // namespace billing::sandbox::dodo
