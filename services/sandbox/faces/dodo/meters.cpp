// /meters
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr const char* meterShape =
    "name!:s event_name!:s measurement_unit!:s aggregation!:{type!:(count|sum|max|last) key:s} description:s "
    "filter:{conjunction!:(and|or) clauses!:*}";

Outcome<Meter*> meterOf(Desk& desk, const Asked& asked) {
  Meter* meter = desk.ledger().meters.find(asked.params["id"]);
  if (meter == nullptr) return notFound("Meter", asked.params["id"]);
  return meter;
}

Reply createMeter(Desk& desk, const Asked& asked) {
  const QJsonObject aggregation = asked.body["aggregation"_L1].toObject();
  const std::string type = stdText(aggregation["type"_L1]);
  if (type != "count" && stdText(aggregation["key"_L1]).empty())
    return problem(422, "INVALID_REQUEST_PARAMETERS", "aggregation.key: is needed for " + type);
  Meter meter;
  meter.id = desk.ledger().newId("mtr_");
  meter.name = asked.text("name");
  meter.eventName = asked.text("event_name");
  meter.unit = asked.text("measurement_unit");
  meter.description = asked.text("description");
  meter.aggregation = type;
  meter.valueKey = stdText(aggregation["key"_L1]);
  if (asked.has("filter")) meter.filter = jsonText(asked.body["filter"_L1].toObject());
  meter.created = meter.updated = desk.now();
  const Meter& kept = desk.ledger().meters.add(std::move(meter));
  desk.engine().tell(What::MeterCreated, kept.id);
  return json(meterJson(desk, kept), 201);
}

Reply switchMeter(Desk& desk, const Asked& asked, bool active, int status) {
  const auto meter = meterOf(desk, asked);
  if (!meter) return tl::make_unexpected(meter.error());
  (*meter)->active = active;
  (*meter)->updated = desk.now();
  (*meter)->deactivatedAt = active ? MaybeInstant() : desk.now();
  desk.ledger().meters.touch((*meter)->id);
  desk.engine().tell(active ? What::MeterReactivated : What::MeterDeactivated, (*meter)->id);
  return nothing(status);
}

Reply retrieveMeter(Desk& desk, const Asked& asked) {
  return meterOf(desk, asked).map([&](const Meter* meter) { return json(meterJson(desk, *meter)); });
}

Reply listMeters(Desk& desk, const Asked& asked) {
  return page(
      asked, desk.ledger().meters,
      [&](const Meter& meter) { return meter.active != (asked.wanted("archived") == "true"); },
      [&](const Meter& meter) { return meterJson(desk, meter); });
}

}  // namespace

void addMeters(Endpoints& to) {
  to.add("GET", "/meters", "archived:b", listMeters);
  to.add("POST", "/meters", meterShape, createMeter);
  to.add("GET", "/meters/{id}", "", retrieveMeter);
  to.add("DELETE", "/meters/{id}", "",
         [](Desk& desk, const Asked& asked) { return switchMeter(desk, asked, false, 204); });
  to.add("POST", "/meters/{id}/unarchive", "",
         [](Desk& desk, const Asked& asked) { return switchMeter(desk, asked, true, 200); });
}

}  // namespace billing::sandbox::dodo
