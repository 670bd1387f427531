// The read side without a database: believable rows that filter, search and sort, and failures on demand.
#pragma once

#include <algorithm>

#include "support/fakelistsource.h"
#include "support/fakerows.h"

namespace billing::test {

class FakeQueries final : public operations::Queries {
 public:
  /// `full` false: a workspace that nothing has happened in.
  explicit FakeQueries(bool full = true);

  FakeListSource<store::WebhookEventRow>& webhookEvents() override { return events; }
  FakeListSource<store::SubscriptionRow>& subscriptions() override { return subscriptionList; }
  FakeListSource<store::CustomerRow>& customers() override { return customerList; }
  FakeListSource<store::InvoiceRow>& invoices() override { return invoiceList; }
  FakeListSource<store::PaymentRow>& payments() override { return paymentList; }
  FakeListSource<store::PlanRow>& plans() override { return planList; }
  FakeListSource<store::UsageRow>& usage() override { return usageList; }

  QFuture<Result<store::WebhookEventDetail>> webhookEvent(qint64 id, CancelToken cancel) override;
  QFuture<Result<store::SubscriptionDetail>> subscription(qint64 id, CancelToken cancel) override;
  QFuture<Result<store::CustomerDetail>> customer(qint64 id, CancelToken cancel) override;
  QFuture<Result<store::Confirmation>> confirmation(QString entity, qint64 id, CancelToken cancel) override;
  QFuture<Result<store::OverviewFacts>> overview(qint64 nowMs, CancelToken cancel) override;
  QFuture<Result<store::Badges>> badges(CancelToken cancel) override;
  QFuture<Result<QStringList>> distinctValues(QByteArray list, QByteArray field, CancelToken cancel) override;

  bool full;
  store::Confirmation confirmed;  ///< of every object
  std::optional<Error> failure;   ///< of details, overview, badges and values, while set; lists have their own
  FakeListSource<store::WebhookEventRow> events;
  FakeListSource<store::SubscriptionRow> subscriptionList;
  FakeListSource<store::CustomerRow> customerList;
  FakeListSource<store::InvoiceRow> invoiceList;
  FakeListSource<store::PaymentRow> paymentList;
  FakeListSource<store::PlanRow> planList;
  FakeListSource<store::UsageRow> usageList;

 private:
  template <class T>
  QFuture<Result<T>> answer(T value);
  QObject turn_;
};

}  // namespace billing::test
