// A subscription's discount as people read it.
#pragma once

#include <QString>

#include "store/listrows.h"

namespace billing::models {

/// "20 % forever", "5.00 EUR once", "not told" where there is one of unknown size; empty without one.
[[nodiscard]] QString discountText(const store::SubscriptionRow& row);
/// Its code and until when, a line each.
[[nodiscard]] QString discountDetail(const store::SubscriptionRow& row);

}  // namespace billing::models
