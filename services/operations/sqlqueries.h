// The read side over a workspace's database.
#pragma once

#include "operations/queries.h"
#include "operations/sqllistsource.h"
#include "store/database.h"

namespace billing::operations {

/// `database` outlives this.
class SqlQueries final : public Queries {
 public:
  explicit SqlQueries(store::Database& database);

  ListSource<store::WebhookEventRow>& webhookEvents() override { return webhookEvents_; }
  ListSource<store::SubscriptionRow>& subscriptions() override { return subscriptions_; }
  ListSource<store::CustomerRow>& customers() override { return customers_; }
  ListSource<store::InvoiceRow>& invoices() override { return invoices_; }
  ListSource<store::PaymentRow>& payments() override { return payments_; }
  ListSource<store::PlanRow>& plans() override { return plans_; }
  ListSource<store::UsageRow>& usage() override { return usage_; }

  QFuture<Result<store::WebhookEventDetail>> webhookEvent(qint64 id, CancelToken cancel) override;
  QFuture<Result<store::SubscriptionDetail>> subscription(qint64 id, CancelToken cancel) override;
  QFuture<Result<store::CustomerDetail>> customer(qint64 id, CancelToken cancel) override;
  QFuture<Result<store::Confirmation>> confirmation(QString entity, qint64 id, CancelToken cancel) override;
  QFuture<Result<store::OverviewFacts>> overview(qint64 nowMs, CancelToken cancel) override;
  QFuture<Result<store::Badges>> badges(CancelToken cancel) override;
  QFuture<Result<QStringList>> distinctValues(QByteArray list, QByteArray field, CancelToken cancel) override;

 private:
  store::Database& database_;
  SqlListSource<store::WebhookEventRow> webhookEvents_;
  SqlListSource<store::SubscriptionRow> subscriptions_;
  SqlListSource<store::CustomerRow> customers_;
  SqlListSource<store::InvoiceRow> invoices_;
  SqlListSource<store::PaymentRow> payments_;
  SqlListSource<store::PlanRow> plans_;
  SqlListSource<store::UsageRow> usage_;
};

}  // namespace billing::operations
