#include "sandbox/faces/stripe/schedulelife.h"

#include <algorithm>

#include "sandbox/faces/stripe/itemchanges.h"
#include "sandbox/faces/stripe/schedulephases.h"
#include "sandbox/faces/stripe/schedules.h"

namespace billing::sandbox::stripe {
namespace {

constexpr std::int64_t warnedBeforeMs = 7LL * 24 * 3600 * 1000;

struct Kept {
  QJsonObject body;
  QJsonArray phases;
  std::string id, status, customer, subscription, testClock, endBehaviour;

  explicit Kept(const Plain& plain) : body(objectFrom(plain.body)), id(plain.id) {
    const auto text = [&](const char* name) { return body.value(QLatin1String(name)).toString().toStdString(); };
    phases = body.value(QLatin1String("phases")).toArray();
    status = text("status");
    customer = text("customer");
    subscription = text("subscription");
    testClock = text("test_clock");
    endBehaviour = text("end_behavior");
  }
  [[nodiscard]] bool live() const { return status == "active" || status == "not_started"; }
  [[nodiscard]] Instant end() const { return endOf(phases.last().toObject()); }
  [[nodiscard]] int entered() const { return body.value(QLatin1String("entered")).toInt(0); }
  [[nodiscard]] bool warned() const { return body.contains(QLatin1String("warned")); }
};

std::vector<std::string> liveSchedules(const Desk& desk) {
  std::vector<std::string> ids;
  for (const auto* plain : desk.plainOf("subscription_schedule"))
    if (Kept(*plain).live()) ids.push_back(plain->id);
  return ids;
}

// The engine changes one item by itself when a period ends; that is how the next phase begins.
void planNextPhase(Desk& desk, const Kept& kept) {
  auto* subscription = desk.ledger.subscriptions.find(kept.subscription);
  if (!subscription || isFinal(subscription->status)) return;
  const auto now = desk.engine.now(kept.testClock);
  const auto next = phaseAt(kept.phases, now) + 1;
  subscription->scheduledChange.reset();
  if (next > 0 && next < kept.phases.size()) {
    const auto items = itemsOfPhase(kept.phases.at(next).toObject());
    const auto at = startOf(kept.phases.at(next).toObject());
    // Several items change when the phase is there, prorated, not with the renewal.
    if (items.size() == 1 && subscription->items.size() == 1)
      subscription->scheduledChange =
          ScheduledChange{desk.ledger.newId("phase_"), items.front().price, items.front().quantity, now, at};
  }
  if (kept.endBehaviour == "cancel") subscription->cancelAt = kept.end();
  desk.ledger.subscriptions.touch(subscription->id);
}

void startSchedule(Desk& desk, const Kept& kept) {
  SubscriptionOrder order;
  order.customer = kept.customer;
  order.items = itemsOfPhase(kept.phases.first().toObject());
  const auto* price = desk.ledger.prices.find(order.items.front().price);
  if (price) order.currency = price->unit.currency;
  const auto made = desk.engine.subscribe(order);
  if (!made) return;
  (*made)->schedule = kept.id;
  desk.ledger.subscriptions.touch((*made)->id);
  keepSchedule(desk, Json(kept.body)("status", "active")("subscription", (*made)->id), "subscription_schedule.updated");
  planNextPhase(desk, Kept(*desk.ledger.plain.find(kept.id)));
}

void completeSchedule(Desk& desk, const Kept& kept) {
  const bool cancels = kept.endBehaviour == "cancel";
  const auto* subscription = desk.ledger.subscriptions.find(kept.subscription);
  if (cancels && subscription && !isFinal(subscription->status)) (void)desk.engine.cancelNow(kept.subscription);
  if (!cancels) releaseSubscription(desk, kept.id);
  endSchedule(desk, kept.id, "completed", "completed_at");
  desk.engine.tellPlain("subscription_schedule.completed", kept.id);
}

void settleOne(Desk& desk, const Kept& kept) {
  const auto now = desk.engine.now(kept.testClock);
  if (kept.status == "not_started" && now >= startOf(kept.phases.first().toObject())) return startSchedule(desk, kept);
  if (kept.status != "active") return;
  if (now >= kept.end()) return completeSchedule(desk, kept);
  if (const auto phase = phaseAt(kept.phases, now); phase > kept.entered()) {
    keepSchedule(desk, Json(kept.body)("entered", phase), {});
    (void)enterPhase(desk, kept.id, providers::ChangeCharge::NextInvoice);
    desk.engine.tellPlain("subscription_schedule.updated", kept.id);
    return;
  }
  const bool soon = now.ms >= kept.end().ms - warnedBeforeMs;
  if (soon && !kept.warned()) keepSchedule(desk, Json(kept.body)("warned", true), "subscription_schedule.expiring");
}

}  // namespace

QJsonObject drawSchedule(const Desk& desk, const Plain& plain) {
  const Kept kept(plain);
  Json out(kept.body);
  const auto phase = kept.status == "active" ? phaseAt(kept.phases, desk.engine.now(kept.testClock)) : -1;
  if (phase >= 0)
    out("current_phase", Json()("start_date", startOf(kept.phases.at(phase).toObject()))(
                             "end_date", endOf(kept.phases.at(phase).toObject())));
  else
    out("current_phase", nullptr);
  QJsonObject drawn = out;
  drawn.remove(QLatin1String("warned"));
  drawn.remove(QLatin1String("entered"));
  return drawn;
}

void keepSchedule(Desk& desk, const QJsonObject& schedule, const std::string& type) {
  const auto id = schedule.value(QLatin1String("id")).toString().toStdString();
  if (auto* kept = desk.ledger.plain.find(id)) {
    kept->body = textOf(schedule);
    desk.ledger.plain.touch(id);
  } else {
    desk.ledger.plain.add({id, "subscription_schedule", textOf(schedule), desk.engine.now()});
  }
  if (!type.empty()) desk.engine.tellPlain(type, id);
}

std::optional<Refusal> enterPhase(Desk& desk, const std::string& schedule, providers::ChangeCharge charge) {
  const Kept kept(*desk.ledger.plain.find(schedule));
  const auto* subscription = desk.ledger.subscriptions.find(kept.subscription);
  const auto phase = phaseAt(kept.phases, desk.engine.now(kept.testClock));
  if (!subscription || phase < 0) return std::nullopt;
  ItemsChange change;
  change.subscription = kept.subscription;
  change.items = itemsOfPhase(kept.phases.at(phase).toObject());
  change.charge = charge;
  for (std::size_t i = 0; i < change.items.size() && i < subscription->items.size(); ++i)
    change.items[i].id = subscription->items[i].id;
  if (!sameItems(change.items, subscription->items))
    if (const auto done = desk.engine.changeItems(change); !done) return refusalOf(done.error());
  planNextPhase(desk, kept);
  return std::nullopt;
}

void releaseSubscription(Desk& desk, const std::string& schedule) {
  const Kept kept(*desk.ledger.plain.find(schedule));
  auto* subscription = desk.ledger.subscriptions.find(kept.subscription);
  if (!subscription) return;
  subscription->schedule.clear();
  subscription->scheduledChange.reset();
  if (kept.endBehaviour == "cancel" && subscription->cancelAt == kept.end()) subscription->cancelAt.reset();
  desk.ledger.subscriptions.touch(subscription->id);
  Json body(kept.body);
  body("released_subscription", kept.subscription)("subscription", nullptr);
  keepSchedule(desk, body, {});
  desk.engine.tell(What::SubscriptionUpdated, subscription->id);
}

void endSchedule(Desk& desk, const std::string& schedule, const char* status, const char* timeField) {
  const Kept kept(*desk.ledger.plain.find(schedule));
  Json body(kept.body);
  body("status", status)(timeField, desk.engine.now(kept.testClock));
  keepSchedule(desk, body, {});
}

void abortSchedule(Desk& desk, const std::string& schedule) {
  const auto* plain = desk.ledger.plain.find(schedule);
  if (!plain || !Kept(*plain).live()) return;
  endSchedule(desk, schedule, "canceled", "canceled_at");
  desk.engine.tellPlain("subscription_schedule.aborted", schedule);
}

void settleSchedules(Desk& desk) {
  for (const auto& id : liveSchedules(desk)) settleOne(desk, Kept(*desk.ledger.plain.find(id)));
}

MaybeInstant nextScheduleStep(const Desk& desk, const std::string& testClock, Instant from) {
  MaybeInstant next;
  const auto consider = [&](Instant at) {
    if (at > from && (!next || at < *next)) next = at;
  };
  for (const auto& id : liveSchedules(desk)) {
    const Kept kept(*desk.ledger.plain.find(id));
    if (kept.testClock != testClock) continue;
    for (const auto& phase : kept.phases) consider(startOf(phase.toObject())), consider(endOf(phase.toObject()));
    consider(Instant{kept.end().ms - warnedBeforeMs});
  }
  return next;
}

}  // namespace billing::sandbox::stripe
