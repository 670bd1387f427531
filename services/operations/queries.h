// The read side. Every question is answered on a reader thread; a withdrawn question is interrupted. No SQL crosses
// this line.
#pragma once

#include <QFuture>
#include <memory>

#include "store/confirmationrows.h"
#include "store/listrows.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

/// One list: first rows at once, the whole order as ids, then rows by id.
template <class Row>
class ListSource {
 public:
  virtual ~ListSource() = default;
  /// The first `limit` rows of the order.
  virtual QFuture<Result<QVector<Row>>> firstPage(store::ListQuery query, int limit, CancelToken cancel) = 0;
  /// All row ids in order.
  virtual QFuture<Result<store::IdVector>> ids(store::ListQuery query, CancelToken cancel) = 0;
  /// Rows by id, in the order asked; ids that are gone are left out.
  virtual QFuture<Result<QVector<Row>>> rows(store::IdVector ids, CancelToken cancel) = 0;
  /// Of the given ids those that match the query now: how a change is merged without asking for the whole order again.
  virtual QFuture<Result<store::IdVector>> matching(store::ListQuery query, store::IdVector ids,
                                                    CancelToken cancel) = 0;
  /// Rows without any filter.
  virtual QFuture<Result<qint64>> total(CancelToken cancel) = 0;
};

/// All questions that panes ask. Owned by the application context; outlives every model.
class Queries {
 public:
  virtual ~Queries() = default;
  virtual ListSource<store::WebhookEventRow>& webhookEvents() = 0;
  virtual ListSource<store::SubscriptionRow>& subscriptions() = 0;
  virtual ListSource<store::CustomerRow>& customers() = 0;
  virtual ListSource<store::InvoiceRow>& invoices() = 0;
  virtual ListSource<store::PaymentRow>& payments() = 0;
  virtual ListSource<store::PlanRow>& plans() = 0;
  virtual ListSource<store::UsageRow>& usage() = 0;

  virtual QFuture<Result<store::WebhookEventDetail>> webhookEvent(qint64 id, CancelToken cancel) = 0;
  virtual QFuture<Result<store::SubscriptionDetail>> subscription(qint64 id, CancelToken cancel) = 0;
  virtual QFuture<Result<store::CustomerDetail>> customer(qint64 id, CancelToken cancel) = 0;
  /// What the provider itself said of it last. `entity` is subscription, customer, invoice or payment.
  virtual QFuture<Result<store::Confirmation>> confirmation(QString entity, qint64 id, CancelToken cancel) = 0;
  /// `now` decides what "next 30 days" means.
  virtual QFuture<Result<store::OverviewFacts>> overview(qint64 nowMs, CancelToken cancel) = 0;
  virtual QFuture<Result<store::Badges>> badges(CancelToken cancel) = 0;
  /// Distinct values of a field for a filter menu, most frequent first, at most 50.
  virtual QFuture<Result<QStringList>> distinctValues(QByteArray list, QByteArray field, CancelToken cancel) = 0;
};

}  // namespace billing::operations
