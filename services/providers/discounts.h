// What several discounts on one subscription come to, for both providers.
#pragma once

#include <vector>

#include "domain/billingevent.h"

namespace billing::providers {

/// One discount that stands for all: those that last longest count, percentages one after the other, amounts added.
/// "There is none" when there is none; of unknown size when one of them is or when percentages meet amounts.
[[nodiscard]] SubscriptionDiscount together(std::vector<SubscriptionDiscount> discounts);

}  // namespace billing::providers
