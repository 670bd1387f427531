#include "operations/demo/demomishaps.h"

#include <algorithm>
#include <array>

#include "operations/demo/demorandom.h"
#include "operations/demo/demoteller.h"

namespace billing::operations {
namespace {

// Dodo's retries come after 5 s, 5 min, 30 min and 2 h; what comes late overtakes what happened since.
constexpr std::array kRetrySeconds{5, 300, 1800, 7200};

void delay(DemoDelivery& delivery, DemoRandom& random, Instant now) {
  const Instant later = after(delivery.deliverAt, random.pick(kRetrySeconds));
  if (later <= now) delivery.deliverAt = later;
}

bool carriesAmount(const DemoDelivery& delivery) {
  return delivery.type == "payment.succeeded";
}

// Rare things that a year should have at least once, spread over it; the last ones lie within the last days.
void plant(std::vector<DemoDelivery>& deliveries, DemoRandom& random, Mishap mishap, int times,
           bool (*fits)(const DemoDelivery&)) {
  for (int left = times, tries = 0; left > 0 && tries < 400; ++tries) {
    DemoDelivery& delivery =
        deliveries[static_cast<std::size_t>(random.below(static_cast<std::int64_t>(deliveries.size())))];
    if (delivery.mishap != Mishap::None || !fits(delivery)) continue;
    delivery.mishap = mishap;
    --left;
  }
}

// One afternoon somebody deployed the secret of another endpoint; the sender's retries mended it.
void wrongSecretAfternoon(std::vector<DemoDelivery>& deliveries, Instant from) {
  for (DemoDelivery& delivery : deliveries) {
    const bool within = delivery.deliverAt >= from && delivery.deliverAt < after(from, 8 * 3600);
    if (within && delivery.provider == Provider::Dodo && delivery.mishap == Mishap::None)
      delivery.mishap = Mishap::WrongSecret;
  }
}

bool isSubscription(const DemoDelivery& delivery) {
  return delivery.type.find("subscription.") != std::string::npos;
}

// A sender that was down for a while: what it should have told arrives after what happened next.
void overtake(std::vector<DemoDelivery>& deliveries, DemoRandom& random, int times, Instant now) {
  for (int left = times, tries = 0; left > 0 && tries < 400; ++tries) {
    const auto early = static_cast<std::size_t>(random.below(static_cast<std::int64_t>(deliveries.size())));
    if (!isSubscription(deliveries[early])) continue;
    const auto next = std::find_if(deliveries.begin() + static_cast<std::ptrdiff_t>(early) + 1, deliveries.end(),
                                   [&](const DemoDelivery& later) {
                                     return later.lane == deliveries[early].lane && isSubscription(later) &&
                                            later.occurredAt > deliveries[early].occurredAt;
                                   });
    if (next == deliveries.end() || after(next->deliverAt, 90) > now) continue;
    deliveries[early].deliverAt = after(next->deliverAt, 90);
    --left;
  }
}

}  // namespace

void addMishaps(std::uint64_t seed, Instant now, std::vector<DemoDelivery>& deliveries) {
  DemoRandom random = DemoRandom::of(seed, "mishaps");
  const auto any = [](const DemoDelivery&) { return true; };
  const auto dodo = [](const DemoDelivery& delivery) { return delivery.provider == Provider::Dodo; };
  for (DemoDelivery& delivery : deliveries) {
    if (random.perMille(14)) delay(delivery, random, now);
    if (random.perMille(12)) delivery.mishap = Mishap::Repeated;
  }
  overtake(deliveries, random, 9, now);
  wrongSecretAfternoon(deliveries, daysAfter(now, -2));
  plant(deliveries, random, Mishap::TooOld, 4, any);
  plant(deliveries, random, Mishap::TooNew, 2, dodo);
  plant(deliveries, random, Mishap::Unsigned, 3, any);
  plant(deliveries, random, Mishap::WrongSecret, 5, any);
  plant(deliveries, random, Mishap::BodyChanged, 4, dodo);
  plant(deliveries, random, Mishap::NewType, 6, any);
  plant(deliveries, random, Mishap::BrokenJson, 3, any);
  plant(deliveries, random, Mishap::RepeatedKey, 2, any);
  plant(deliveries, random, Mishap::OddAmount, 3, carriesAmount);
}

}  // namespace billing::operations
