#include <array>

#include "sandbox/delivery/deliverer.h"

namespace billing::sandbox {
namespace {

constexpr std::int64_t waitSecond = 1000, waitMinute = 60 * waitSecond, waitHour = 60 * waitMinute;
// Waiting times before the second try, the third, ...
constexpr std::array<std::int64_t, 7> dodoWaits{5 * waitSecond, 5 * waitMinute, 30 * waitMinute, 2 * waitHour,
                                                5 * waitHour,   10 * waitHour,  10 * waitHour};
// Stripe tells "up to 3 days with an exponential back off"; these sum to just under 3 days.
constexpr std::array<std::int64_t, 12> stripeWaits{waitMinute,    5 * waitMinute, 30 * waitMinute, waitHour,
                                                   2 * waitHour,  4 * waitHour,   8 * waitHour,    11 * waitHour,
                                                   11 * waitHour, 11 * waitHour,  11 * waitHour,   12 * waitHour};

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
