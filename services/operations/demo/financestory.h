// What finance finds in the demo's year, whatever the seed: large customers that leave in March after an outage, debts
// of every age, customers that leave this month, trials that end, four currencies.
#pragma once

#include <vector>

#include "operations/demo/democatalogue.h"
#include "operations/demo/demodelivery.h"
#include "operations/demo/demoyear.h"

namespace billing::operations {

/// Begins some weeks before `begin` where the story needs it: whoever leaves in March has been there for a while.
void tellFinanceStory(const DemoRequest& request, Instant begin, const DemoCatalogue& dodo, const DemoCatalogue& stripe,
                      std::vector<DemoDelivery>& deliveries);

}  // namespace billing::operations
