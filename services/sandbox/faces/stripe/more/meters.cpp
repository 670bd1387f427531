// Billing meters: what usage is counted, and how much of it there was.
#include <algorithm>

#include "sandbox/faces/stripe/more/parts.h"
#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

constexpr std::int64_t hourMs = 3'600'000;

bool meterExists(const Ledger& ledger, const std::string& eventName) {
  const auto& all = ledger.meters.all();
  return std::any_of(all.begin(), all.end(),
                     [&](const auto& meter) { return meter->active && meter->eventName == eventName; });
}

Reply createMeter(Request& r) {
  const auto in = r.in();
  Meter meter;
  meter.home = Provider::Stripe;
  meter.name = in.required("display_name");
  meter.eventName = in.required("event_name");
  const auto aggregation = in.at("default_aggregation").oneOf("formula", {"count", "last", "sum"});
  if (aggregation.empty()) in.refuse(missingParameter("default_aggregation[formula]"));
  meter.aggregation = aggregation;
  if (in.has("customer_mapping")) meter.customerKey = in.at("customer_mapping").required("event_payload_key");
  if (in.has("value_settings")) meter.valueKey = in.at("value_settings").required("event_payload_key");
  if (meterExists(r.ledger, meter.eventName))
    in.refuse(invalid("There is already an active meter with the event name " + meter.eventName + ".", "event_name",
                      "resource_already_exists"));
  if (r.problem) return r.refused();
  meter.id = r.ledger.newId("mtr_");
  meter.created = meter.updated = r.engine.now();
  const auto id = r.ledger.meters.add(std::move(meter)).id;
  r.engine.tell(What::MeterCreated, id);
  return r.desk.draw("billing.meter", id);
}

Reply changedMeter(Request& r, Meter& meter, What what) {
  meter.updated = r.engine.now();
  r.ledger.meters.touch(meter.id);
  r.engine.tell(what, r.id());
  return r.desk.draw("billing.meter", r.id());
}

Reply updateMeter(Request& r) {
  auto* meter = r.named(r.ledger.meters, "billing meter");
  if (!meter) return r.refused();
  r.in().into("display_name", meter->name);
  return changedMeter(r, *meter, What::MeterUpdated);
}

Reply switchMeter(Request& r, bool on) {
  auto* meter = r.named(r.ledger.meters, "billing meter");
  if (!meter) return r.refused();
  if (meter->active == on)
    return refuse(invalid(std::string("This meter is already ") + (on ? "active." : "inactive.")));
  meter->active = on;
  meter->deactivatedAt = on ? MaybeInstant{} : MaybeInstant{r.engine.now()};
  return changedMeter(r, *meter, on ? What::MeterReactivated : What::MeterDeactivated);
}

Reply listMeters(Request& r) {
  const auto status = r.in().oneOf("status", {"active", "inactive"});
  return listed(
      r, r.ledger.meters, "billing meter",
      [&](const Meter& one) {
        return one.home == Provider::Stripe && (status.empty() || one.active == (status == "active"));
      },
      [](const Meter& one) { return meterObject(one); });
}

QJsonObject summaryOf(const Request& r, const Meter& meter, const std::string& customer, Instant from, Instant to) {
  const auto id = "mtrusg_" + meter.id.substr(meter.id.size() - 8) + std::to_string(from.seconds());
  return Json(shape("billing.meter_event_summary"))("id", id)("meter", meter.id)("start_time", from)("end_time", to)(
      "aggregated_value", r.engine.metered(meter, customer, from, to));
}

// Newest window first; without a window, one summary of it all.
Reply eventSummaries(Request& r) {
  const auto* meter = r.named(r.ledger.meters, "billing meter");
  if (!meter) return r.refused();
  const auto in = r.in();
  const auto customer = in.required("customer");
  const auto from = Instant::fromSeconds(requiredInteger(in, "start_time"));
  const auto to = Instant::fromSeconds(requiredInteger(in, "end_time"));
  const auto window = in.oneOf("value_grouping_window", {"day", "hour"});
  const std::int64_t step = window == "day" ? 24 * hourMs : window == "hour" ? hourMs : to.ms - from.ms;
  const std::int64_t grain = window == "day" ? 24 * hourMs : window == "hour" ? hourMs : 60'000;
  if (!r.problem && (to <= from || from.ms % grain != 0 || to.ms % grain != 0))
    in.refuse(invalid("start_time and end_time must be aligned with " +
                          (window.empty() ? std::string("minute") : window) +
                          " boundaries, and end_time must be later.",
                      "start_time"));
  if (r.problem) return r.refused();
  QJsonArray data;
  for (Instant at = from; at < to; at.ms += step)
    data.prepend(summaryOf(r, *meter, customer, at, std::min(to, Instant{at.ms + step})));
  return listedWhole(r, data);
}

}  // namespace

void registerMeters(Desk& desk) {
  desk.objects.add("billing.meter", drawFrom(desk, &Ledger::meters, [](const Meter& one) { return meterObject(one); }));
  desk.objects.field("meter", "billing.meter");
  addGet(desk, "/v1/billing/meters/{id}", "billing.meter");
  desk.routes.addList("/v1/billing/meters", "status", listMeters);
  desk.routes.add("POST", "/v1/billing/meters",
                  "customer_mapping default_aggregation display_name event_name event_time_window value_settings",
                  createMeter);
  desk.routes.add("POST", "/v1/billing/meters/{id}", "display_name", updateMeter);
  desk.routes.add("POST", "/v1/billing/meters/{id}/deactivate", "", [](Request& r) { return switchMeter(r, false); });
  desk.routes.add("POST", "/v1/billing/meters/{id}/reactivate", "", [](Request& r) { return switchMeter(r, true); });
  desk.routes.addList("/v1/billing/meters/{id}/event_summaries", "customer end_time start_time value_grouping_window",
                      eventSummaries);
}

}  // namespace billing::sandbox::stripe
