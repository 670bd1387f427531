#include <array>

#include "sandbox/delivery/deliverer.h"

namespace billing::sandbox {
namespace {

constexpr std::int64_t second = 1000, minute = 60 * second, hour = 60 * minute;
// Waiting times before the second try, the third, ...
constexpr std::array<std::int64_t, 7> dodoWaits{5 * second, 5 * minute, 30 * minute, 2 * hour,
                                                5 * hour,   10 * hour,  10 * hour};
// Stripe tells "up to 3 days with an exponential back off"; these sum to just under 3 days.
constexpr std::array<std::int64_t, 12> stripeWaits{minute,   5 * minute, 30 * minute, hour,      2 * hour,  4 * hour,
                                                   8 * hour, 11 * hour,  11 * hour,   11 * hour, 11 * hour, 12 * hour};

template <std::size_t N>
std::optional<std::int64_t> waitAfter(const std::array<std::int64_t, N>& waits, int attempts) {
  const auto place = static_cast<std::size_t>(attempts - 1);
  return place < N ? std::optional(waits.at(place)) : std::nullopt;
}

}  // namespace

std::optional<std::int64_t> retryDelayMs(Provider home, int attempts) {
  if (attempts < 1) return 0;
  return home == Provider::Dodo ? waitAfter(dodoWaits, attempts) : waitAfter(stripeWaits, attempts);
}

}  // namespace billing::sandbox
