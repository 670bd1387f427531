#include "operations/demo/demoyear.h"

#include <algorithm>
#include <cstdlib>

#include "operations/demo/customerlife.h"
#include "operations/demo/demomishaps.h"
#include "operations/demo/demonames.h"
#include "operations/demo/financestory.h"
#include "operations/demo/stripeteller.h"
#include "webhooks/compose/eventvariables.h"

namespace billing::operations {
namespace {

constexpr std::int64_t kYearDayMs = 86'400'000;
constexpr int kSpreadOut = 12;  // the first customers: one for each price, so that every plan is there from the start

// Whole number square root of u / 2^40 scaled to 2^20: sign-ups grow with time, and the year's end is the busiest.
std::int64_t growing(DemoRandom& random, std::int64_t length) {
  const auto u = static_cast<std::uint64_t>(random.below(std::int64_t{1} << 40U));
  std::uint64_t root = 0;
  for (std::uint64_t bit = std::uint64_t{1} << 19U; bit != 0; bit >>= 1U) {
    if ((root + bit) * (root + bit) <= u) root += bit;
  }
  return static_cast<std::int64_t>(root * static_cast<std::uint64_t>(length / 1000) >> 20U) * 1000;
}

// People sign up by day: the hour is drawn twice and the one closer to three in the afternoon (UTC) taken.
std::int64_t hourOfDay(DemoRandom& random) {
  const std::int64_t one = random.below(24 * 3600);
  const std::int64_t two = random.below(24 * 3600);
  const auto distance = [](std::int64_t seconds) { return std::abs(seconds - 15 * 3600); };
  return (distance(one) < distance(two) ? one : two) * 1000;
}

LifeStart startOf(const DemoRequest& request, int number, Instant begin) {
  DemoRandom random = DemoRandom::of(request.seed, "customer", static_cast<std::uint64_t>(number));
  const DemoName name = inventName(random, number);
  LifeStart start;
  start.provider = number >= kSpreadOut && random.perMille(200) ? Provider::Stripe : Provider::Dodo;
  const bool dodo = start.provider == Provider::Dodo;
  start.customer.id = demoId(request.seed, "cus_", "customer", static_cast<std::uint64_t>(number), dodo ? 21 : 14);
  start.customer.name = name.name;
  start.customer.email = name.email;
  start.customer.vatPercent = name.vatPercent;
  start.customer.cardNetwork = random.perMille(600) ? "visa" : random.perMille(750) ? "mastercard" : "amex";
  start.customer.cardLastFour = std::to_string(random.between(1000, 9999));
  start.euro = name.euro && random.perMille(600);
  start.yearly = random.perMille(260);
  start.rank = random.perMille(430) ? 0 : random.perMille(700) ? 1 : 2;
  const std::int64_t length = request.now.ms - begin.ms - kYearDayMs / 2;
  const bool steady = random.perMille(400);
  const std::int64_t day = (steady ? random.below(length) : growing(random, length)) / kYearDayMs * kYearDayMs;
  start.signUp = {begin.ms + day + hourOfDay(random)};
  if (number < kSpreadOut) {
    start.rank = number / 4;
    start.euro = number % 4 >= 2;
    start.yearly = number % 2 == 1;
    start.signUp = {begin.ms + (number + 1) * 7 * 3'600'000};
  }
  return start;
}

}  // namespace

std::vector<DemoDelivery> demoYear(const DemoRequest& request) {
  const Instant begin = {webhooks::intervalsLater(request.now, "month", -request.months).ms / kYearDayMs * kYearDayMs};
  const DemoCatalogue dodo(Provider::Dodo, request.seed);
  const DemoCatalogue stripe(Provider::Stripe, request.seed);
  std::vector<DemoDelivery> deliveries;
  tellStripeCatalogue(stripe, request.seed, begin, deliveries);
  for (int number = 0; number < request.customers; ++number) {
    LifeStart start = startOf(request, number, begin);
    if (start.signUp >= request.now) continue;
    const DemoCatalogue& catalogue = start.provider == Provider::Dodo ? dodo : stripe;
    CustomerLife(request.seed, std::move(start), catalogue, request.now, deliveries).run();
  }
  tellFinanceStory(request, begin, dodo, stripe, deliveries);
  addMishaps(request.seed, request.now, deliveries);
  std::ranges::stable_sort(deliveries, {}, &DemoDelivery::deliverAt);
  return deliveries;
}

}  // namespace billing::operations
