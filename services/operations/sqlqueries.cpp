#include "operations/sqlqueries.h"

#include <algorithm>

#include "store/read/confirmations.h"
#include "store/read/details.h"
#include "store/read/overview.h"
#include "store/read/rowreaders.h"

namespace billing::operations {

SqlQueries::SqlQueries(store::Database& database)
    : database_(database),
      webhookEvents_(database, store::webhookEventList(), &store::readWebhookEvents),
      subscriptions_(database, store::subscriptionList(), &store::readSubscriptions),
      customers_(database, store::customerList(), &store::readCustomers),
      invoices_(database, store::invoiceList(), &store::readInvoices),
      payments_(database, store::paymentList(), &store::readPayments),
      plans_(database, store::planList(), &store::readPlans),
      usage_(database, store::usageList(), &store::readUsage) {}

QFuture<Result<store::WebhookEventDetail>> SqlQueries::webhookEvent(qint64 id, CancelToken cancel) {
  return database_.read<store::WebhookEventDetail>(
      [id](QSqlDatabase& connection) { return store::readWebhookEventDetail(connection, id); }, std::move(cancel));
}

QFuture<Result<store::SubscriptionDetail>> SqlQueries::subscription(qint64 id, CancelToken cancel) {
  return database_.read<store::SubscriptionDetail>(
      [id](QSqlDatabase& connection) { return store::readSubscriptionDetail(connection, id); }, std::move(cancel));
}

QFuture<Result<store::CustomerDetail>> SqlQueries::customer(qint64 id, CancelToken cancel) {
  return database_.read<store::CustomerDetail>(
      [id](QSqlDatabase& connection) { return store::readCustomerDetail(connection, id); }, std::move(cancel));
}

QFuture<Result<store::Confirmation>> SqlQueries::confirmation(QString entity, qint64 id, CancelToken cancel) {
  return database_.read<store::Confirmation>(
      [entity = std::move(entity), id](QSqlDatabase& connection) {
        return store::readConfirmation(connection, entity, id);
      },
      std::move(cancel));
}

QFuture<Result<store::OverviewFacts>> SqlQueries::overview(qint64 nowMs, CancelToken cancel) {
  return database_.read<store::OverviewFacts>(
      [nowMs](QSqlDatabase& connection) { return store::readOverview(connection, {nowMs}); }, std::move(cancel));
}

QFuture<Result<store::Badges>> SqlQueries::badges(CancelToken cancel) {
  return database_.read<store::Badges>([](QSqlDatabase& connection) { return store::readBadges(connection); },
                                       std::move(cancel));
}

QFuture<Result<QStringList>> SqlQueries::distinctValues(QByteArray list, QByteArray field, CancelToken cancel) {
  return database_.read<QStringList>(
      [list = std::move(list), field = std::move(field)](QSqlDatabase& connection) -> Result<QStringList> {
        const auto& lists = store::allLists();
        const auto known = std::ranges::find(lists, list, &store::ListDefinition::name);
        if (known == lists.end())
          return failure(ErrorKind::InvalidInput, "unknown_list", "There is no list of this name",
                         list.left(100).toStdString());
        return store::listDistinct(connection, **known, field);
      },
      std::move(cancel));
}

}  // namespace billing::operations
