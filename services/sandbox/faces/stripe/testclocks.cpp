// Test clocks: customers whose time stands still until it is moved.
#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/listing.h"
#include "sandbox/faces/stripe/schedules.h"

namespace billing::sandbox::stripe {
namespace {

constexpr std::int64_t clockKeptMs = 30LL * 24 * 3600 * 1000;
// Stripe moves a clock by at most two years at once.
constexpr std::int64_t farthestMs = 2LL * 366 * 24 * 3600 * 1000;

TestClock* namedClock(Request& r) {
  auto* clock = r.named(r.ledger.testClocks, "testclock");
  if (clock && clock->deleted) r.problem = noSuch("testclock", r.id(), "id");
  return r.problem ? nullptr : clock;
}

Reply createClock(Request& r) {
  const auto in = r.in();
  in.required("frozen_time");
  const auto frozen = in.time("frozen_time");
  if (r.problem) return r.refused();
  TestClock clock;
  clock.id = r.ledger.newId("clock_");
  clock.name = in.text("name");
  clock.frozen = frozen.value_or(r.engine.now());
  clock.created = r.engine.now();
  clock.deletesAfter = Instant{clock.created.ms + clockKeptMs};
  const auto& made = r.ledger.testClocks.add(std::move(clock));
  r.engine.tell(What::TestClockCreated, made.id);
  return drawTestClock(made);
}

// Halts at every moment at which a schedule has something to do.
Result<void> advanceWithSchedules(Request& r, const std::string& id, Instant to) {
  while (true) {
    const auto step = nextScheduleStep(r.desk, id, r.engine.now(id));
    const auto halt = step && *step < to ? *step : to;
    if (auto moved = r.engine.advanceTestClock(id, halt); !moved) return moved;
    settleSchedules(r.desk);
    if (halt == to) return {};
  }
}

// Stripe takes a while and says "advancing"; here it is done when the answer is there, and the next look says "ready".
Reply advanceClock(Request& r) {
  const auto in = r.in();
  const auto* clock = namedClock(r);
  if (!clock) return r.refused();
  in.required("frozen_time");
  const auto to = in.time("frozen_time");
  if (!to) in.refuse(missingParameter("frozen_time"));
  if (to && (*to <= clock->frozen || to->ms - clock->frozen.ms > farthestMs))
    in.refuse(
        invalid("The new frozen_time must be after the current one, and at most two years after it.", "frozen_time"));
  if (r.problem) return r.refused();
  const auto id = clock->id;
  if (const auto moved = advanceWithSchedules(r, id, *to); !moved) return refuse(refusalOf(moved.error()));
  return Json(drawTestClock(*r.ledger.testClocks.find(id)))("status", "advancing")(
      "status_details", Json()("advancing", Json()("target_frozen_time", *to)));
}

// With a clock go its customers, and with them their subscriptions.
Reply deleteClock(Request& r) {
  auto* clock = namedClock(r);
  if (!clock) return r.refused();
  const auto id = clock->id;
  for (const auto& subscription : r.ledger.subscriptions.all())
    if (subscription->testClock == id && !isFinal(subscription->status)) (void)r.engine.cancelNow(subscription->id);
  for (const auto& customer : r.ledger.customers.all())
    if (customer->testClock == id) customer->deleted = true, r.ledger.customers.touch(customer->id);
  r.ledger.testClocks.find(id)->deleted = true;
  r.ledger.testClocks.touch(id);
  r.engine.tell(What::TestClockDeleted, id);
  return deletedStub("test_helpers.test_clock", id);
}

Reply getClock(Request& r) {
  const auto* clock = namedClock(r);
  if (!clock) return r.refused();
  return drawTestClock(*clock);
}

}  // namespace

void registerTestClocks(Desk& desk) {
  desk.objects.add("test_helpers.test_clock", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* clock = desk.ledger.testClocks.find(id);
    return clock ? std::optional(drawTestClock(*clock)) : std::nullopt;
  });
  desk.objects.field("test_clock", "test_helpers.test_clock");
  auto& routes = desk.routes;
  const std::string path = "/v1/test_helpers/test_clocks";
  routes.add("POST", path, "frozen_time name customer", createClock);
  routes.add("GET", path + "/{id}", "", getClock);
  routes.add("DELETE", path + "/{id}", "", deleteClock);
  routes.add("POST", path + "/{id}/advance", "frozen_time", advanceClock);
  routes.addList(path, "", [](Request& r) {
    return listed(
        r, r.ledger.testClocks, "testclock", [](const TestClock& clock) { return !clock.deleted; },
        [](const TestClock& clock) { return drawTestClock(clock); });
  });
}

}  // namespace billing::sandbox::stripe
