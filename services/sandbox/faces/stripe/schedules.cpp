#include "sandbox/faces/stripe/schedules.h"

#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/itemchanges.h"
#include "sandbox/faces/stripe/listing.h"
#include "sandbox/faces/stripe/schedulelife.h"
#include "sandbox/faces/stripe/schedulephases.h"
#include "sandbox/faces/stripe/subscriptions.h"

namespace billing::sandbox::stripe {
namespace {

QJsonObject defaultSettings() {
  return Json()("billing_cycle_anchor", "automatic")("collection_method", "charge_automatically")(
             "invoice_settings",
             Json()("issuer", ownAccount()).nulls("account_tax_ids custom_fields days_until_due description footer"))
      .nulls(
          "application_fee_percent billing_thresholds default_payment_method description on_behalf_of transfer_data");
}

QJsonObject blankSchedule(const std::string& id, Instant created, const std::string& customer) {
  return Json("subscription_schedule")("id", id)("billing_mode", Json()("flexible", nullptr)("type", "classic"))(
             "created", created)("customer", customer)("default_settings", defaultSettings())(
             "end_behavior", "release")("livemode", false)("metadata", QJsonObject{})("pause_schedules", QJsonArray{})(
             "phases", QJsonArray{})("status", "not_started")
      .nulls(
          "application canceled_at completed_at current_phase customer_account released_at released_subscription "
          "subscription test_clock");
}

void readSettings(const Reader& in, Json& out, const QJsonObject& before) {
  Metadata metadata;
  const auto kept = before.value(QLatin1String("metadata")).toObject();
  for (auto it = kept.begin(); it != kept.end(); ++it)
    metadata[it.key().toStdString()] = it.value().toString().toStdString();
  in.into("metadata", metadata);
  out("metadata", metadata);
  if (const auto end = in.oneOf("end_behavior", {"cancel", "none", "release", "renew"}); !end.empty())
    out("end_behavior", end);
}

Reply createFromSubscription(Request& r, const Subscription& subscription) {
  if (!subscription.schedule.empty())
    return refuse(invalid("The subscription " + subscription.id + " already has a schedule: " + subscription.schedule,
                          "from_subscription"));
  const auto now = r.engine.now(subscription.testClock);
  const auto id = r.ledger.newId("sub_sched_");
  Json out(blankSchedule(id, now, subscription.customer));
  readSettings(r.in(), out, {});
  if (r.problem) return r.refused();
  out("status", "active")("subscription", subscription.id)("phases", QJsonArray{phaseOf(r.desk, subscription)})(
      "test_clock", orNull(subscription.testClock));
  keepSchedule(r.desk, out, "subscription_schedule.created");
  auto& owner = *r.ledger.subscriptions.find(subscription.id);
  owner.schedule = id;
  r.ledger.subscriptions.touch(owner.id);
  r.engine.tell(What::SubscriptionUpdated, owner.id);
  return r.desk.draw("subscription_schedule", id);
}

Reply createSchedule(Request& r) {
  const auto in = r.in();
  const auto* from = r.given(r.ledger.subscriptions, in, "from_subscription", "subscription");
  if (r.problem) return r.refused();
  if (from) return createFromSubscription(r, *from);
  in.required("customer");
  const auto* customer = r.given(r.ledger.customers, in, "customer", "customer");
  if (!customer) return r.refused();
  if (!in.has("phases")) in.required("phases");
  const auto now = r.engine.now(customer->testClock);
  const auto start = in.time("start_date").value_or(now);
  const auto id = r.ledger.newId("sub_sched_");
  Json out(blankSchedule(id, now, customer->id));
  out("phases", readPhases(r, start))("test_clock", orNull(customer->testClock));
  readSettings(in, out, {});
  if (r.problem) return r.refused();
  keepSchedule(r.desk, out, "subscription_schedule.created");
  settleSchedules(r.desk);
  return r.desk.draw("subscription_schedule", id);
}

// Not yet over; the problem is set otherwise.
std::optional<QJsonObject> liveSchedule(Request& r) {
  const auto* kept = r.ledger.plain.find(r.id());
  if (!kept || kept->kind != "subscription_schedule") {
    r.problem = noSuch("subscription schedule", r.id(), "schedule");
    return std::nullopt;
  }
  auto schedule = objectFrom(kept->body);
  const auto status = schedule.value(QLatin1String("status")).toString().toStdString();
  if (status == "active" || status == "not_started") return schedule;
  r.problem = invalid("You cannot change a subscription schedule that is in the `" + status +
                      "` status. Only `not_started` and `active` ones can be changed.");
  return std::nullopt;
}

Reply updateSchedule(Request& r) {
  auto schedule = liveSchedule(r);
  if (!schedule) return r.refused();
  const auto in = r.in();
  Json out(*schedule);
  readSettings(in, out, *schedule);
  if (in.has("phases")) {
    const auto old = schedule->value(QLatin1String("phases")).toArray();
    const auto start = old.isEmpty() ? r.engine.now() : startOf(old.first().toObject());
    out("phases", readPhases(r, start));
  }
  if (r.problem) return r.refused();
  keepSchedule(r.desk, out, {});
  if (in.has("phases"))
    if (const auto refused = enterPhase(r.desk, r.id(), chargeOf(in))) return refuse(*refused);
  r.engine.tellPlain("subscription_schedule.updated", r.id());
  return r.desk.draw("subscription_schedule", r.id());
}

Reply cancelSchedule(Request& r) {
  auto schedule = liveSchedule(r);
  if (!schedule) return r.refused();
  const auto in = r.in();
  const auto prorate = in.boolean("prorate").value_or(true), invoiceNow = in.boolean("invoice_now").value_or(true);
  const auto subscription = schedule->value(QLatin1String("subscription")).toString().toStdString();
  const auto* running = r.ledger.subscriptions.find(subscription);
  if (running && !isFinal(running->status))
    if (const auto done = r.engine.cancelNow(subscription, prorate, invoiceNow); !done)
      return refuse(refusalOf(done.error()));
  endSchedule(r.desk, r.id(), "canceled", "canceled_at");
  r.engine.tellPlain("subscription_schedule.canceled", r.id());
  // The official command line triggers this event by cancelling what has not begun.
  if (!running) r.engine.tellPlain("subscription_schedule.aborted", r.id());
  return r.desk.draw("subscription_schedule", r.id());
}

Reply releaseSchedule(Request& r) {
  auto schedule = liveSchedule(r);
  if (!schedule) return r.refused();
  releaseSubscription(r.desk, r.id());
  endSchedule(r.desk, r.id(), "released", "released_at");
  r.engine.tellPlain("subscription_schedule.released", r.id());
  return r.desk.draw("subscription_schedule", r.id());
}

Reply listSchedules(Request& r) {
  const auto in = r.in();
  const auto customer = qtext(in.text("customer"));
  const auto scheduled = in.boolean("scheduled").value_or(false);
  const auto keep = [&](const Plain& plain) {
    if (plain.kind != "subscription_schedule") return false;
    const auto body = objectFrom(plain.body);
    return (customer.isEmpty() || body.value(QLatin1String("customer")).toString() == customer) &&
           (!scheduled || body.value(QLatin1String("status")).toString() == QLatin1String("not_started"));
  };
  return listed(r, r.ledger.plain, "subscription schedule", keep,
                [&](const Plain& plain) { return drawSchedule(r.desk, plain); });
}

}  // namespace

void registerSchedules(Desk& desk) {
  desk.objects.add("subscription_schedule", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* kept = desk.ledger.plain.find(id);
    return kept ? std::optional(drawSchedule(desk, *kept)) : std::nullopt;
  });
  desk.objects.field("schedule", "subscription_schedule");
  desk.objects.field("released_subscription", "subscription");
  auto& routes = desk.routes;
  const std::string known = "default_settings[*] end_behavior metadata[*] phases[" + std::string(phaseKnown) + "]";
  routes.add("POST", "/v1/subscription_schedules", known + " billing_mode[*] customer from_subscription start_date",
             createSchedule);
  routes.add("POST", "/v1/subscription_schedules/{id}", known + " proration_behavior", updateSchedule);
  routes.add("GET", "/v1/subscription_schedules/{id}", "",
             [](Request& r) { return r.desk.draw("subscription_schedule", r.id()); });
  routes.add("POST", "/v1/subscription_schedules/{id}/cancel", "invoice_now prorate", cancelSchedule);
  routes.add("POST", "/v1/subscription_schedules/{id}/release", "preserve_cancel_date", releaseSchedule);
  routes.addList("/v1/subscription_schedules", "customer scheduled canceled_at[*] completed_at[*] released_at[*]",
                 listSchedules);
}

}  // namespace billing::sandbox::stripe
