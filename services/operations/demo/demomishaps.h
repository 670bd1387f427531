// What goes wrong in a year: some deliveries arrive late, twice, wrongly signed or not readable.
#pragma once

#include <vector>

#include "operations/demo/demodelivery.h"

namespace billing::operations {

/// `deliveries` in the order in which they were told; nothing is delivered after `now`.
void addMishaps(std::uint64_t seed, Instant now, std::vector<DemoDelivery>& deliveries);

}  // namespace billing::operations
