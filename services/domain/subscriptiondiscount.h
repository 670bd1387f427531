// What a provider may say of a subscription's discount beside its size. Not saying anything is nullopt.
#pragma once

#include <optional>

#include "domain/billingevent.h"

namespace billing {

/// Above 0 in one of its two sizes.
[[nodiscard]] inline bool isSized(const SubscriptionDiscount& discount) {
  return discount.percentBps > 0 || discount.amountMinor > 0;
}

/// "There is one": neither how much it is nor how long it lasts.
[[nodiscard]] inline SubscriptionDiscount unsizedDiscount() {
  return {};
}

/// "There is none": in snapshots only, a state that is held then has no discount.
[[nodiscard]] inline SubscriptionDiscount noDiscount() {
  SubscriptionDiscount none;
  none.percentBps = -1;
  return none;
}
[[nodiscard]] inline bool saysNone(const SubscriptionDiscount& discount) {
  return discount.percentBps < 0;
}

}  // namespace billing
