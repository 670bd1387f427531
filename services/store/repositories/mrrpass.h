// One pass over all that was told of subscriptions, sorted by customer. Within this room only.
#pragma once

#include <QSqlDatabase>
#include <functional>
#include <vector>

#include "metrics/customermovements.h"
#include "store/repositories/mrrrows.h"
#include "support/result.h"

namespace billing::store::mrr {

/// A customer's subscriptions with the steps that the definition makes of them. An error ends the pass.
using TakeCustomer = std::function<Result<void>(const Owner& customer, const std::vector<SubscriptionSteps>& steps)>;
[[nodiscard]] Result<void> eachCustomer(QSqlDatabase& database, const MrrDefinition& definition,
                                        const TakeCustomer& take);

}  // namespace billing::store::mrr
