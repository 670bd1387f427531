// One object with everything that is shown beside it. On a reader's connection. NotFound when the row is gone.
#pragma once

#include <QSqlDatabase>

#include "store/listrows.h"
#include "support/result.h"

namespace billing::store {

[[nodiscard]] Result<WebhookEventDetail> readWebhookEventDetail(QSqlDatabase& database, qint64 id);
[[nodiscard]] Result<SubscriptionDetail> readSubscriptionDetail(QSqlDatabase& database, qint64 id);
[[nodiscard]] Result<CustomerDetail> readCustomerDetail(QSqlDatabase& database, qint64 id);

}  // namespace billing::store
