// Rows as lists show them, by id, in the order asked; ids that are gone are left out. On a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/listrows.h"
#include "support/result.h"

namespace billing::store {

[[nodiscard]] Result<QVector<WebhookEventRow>> readWebhookEvents(QSqlDatabase& database, const IdVector& ids);
[[nodiscard]] Result<QVector<SubscriptionRow>> readSubscriptions(QSqlDatabase& database, const IdVector& ids);
[[nodiscard]] Result<QVector<CustomerRow>> readCustomers(QSqlDatabase& database, const IdVector& ids);
[[nodiscard]] Result<QVector<InvoiceRow>> readInvoices(QSqlDatabase& database, const IdVector& ids);
[[nodiscard]] Result<QVector<PaymentRow>> readPayments(QSqlDatabase& database, const IdVector& ids);
[[nodiscard]] Result<QVector<PlanRow>> readPlans(QSqlDatabase& database, const IdVector& ids);
[[nodiscard]] Result<QVector<UsageRow>> readUsage(QSqlDatabase& database, const IdVector& ids);

}  // namespace billing::store
