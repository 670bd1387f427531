#include "support/fakequeries.h"

#include <QSet>

namespace billing::test {

namespace {

using FieldOf = std::function<QVariant(const QByteArray&)>;

QVariant fieldOf(const store::WebhookEventRow& r, const QByteArray& f) {
  if (f == "state") return r.state;
  if (f == "type") return r.type;
  if (f == "verdict") return r.verdict;
  if (f == "customer_external_id") return r.customerExternalId;
  if (f == "attempts") return r.attempts;
  if (f == "subject") return r.subject;
  if (f == "took_ms") return r.processedAt ? QVariant(*r.processedAt - r.receivedAt) : QVariant();
  return r.receivedAt;
}
QVariant fieldOf(const store::SubscriptionRow& r, const QByteArray& f) {
  if (f == "status") return r.status;
  if (f == "plan") return r.productName;
  if (f == "customer") return r.customerName;
  if (f == "mrr") return r.mrrMinor;
  if (f == "amount") return r.amountMinor;
  if (f == "renews_at") return r.periodEnd.value_or(0);
  if (f == "cancel_at_period_end") return r.cancelAtPeriodEnd;
  if (f == "external_id") return r.externalId;
  return r.createdAt.value_or(0);
}
QVariant fieldOf(const store::CustomerRow& r, const QByteArray& f) {
  if (f == "status") return r.status;
  if (f == "name") return r.name;
  if (f == "mrr") return r.mrrMinor;
  if (f == "paid") return r.paidMinor;
  if (f == "external_id") return r.externalId;
  if (f == "last_payment_at") return r.lastPaymentAt.value_or(0);
  return r.createdAt.value_or(0);
}
QVariant fieldOf(const store::InvoiceRow& r, const QByteArray& f) {
  if (f == "status") return r.status;
  if (f == "number") return r.number;
  if (f == "total") return r.totalMinor;
  if (f == "due_at") return r.dueAt.value_or(0);
  return r.issuedAt.value_or(0);
}
QVariant fieldOf(const store::PaymentRow& r, const QByteArray& f) {
  return f == "status" ? QVariant(r.status) : QVariant(r.createdAt.value_or(0));
}
QVariant fieldOf(const store::PlanRow& r, const QByteArray& f) {
  if (f == "name") return r.name;
  return f == "subscribers" ? QVariant(r.activeSubscribers) : QVariant(r.amountMinor);
}
QVariant fieldOf(const store::UsageRow& r, const QByteArray& f) {
  if (f == "name") return r.name;
  if (f == "percent") return (*r.grantedMilli - *r.remainingMilli) * 1000 / *r.grantedMilli;
  if (f == "state") return r.state;
  return r.updatedAt;
}

QString wordsOf(const store::WebhookEventRow& r) {
  return r.type + r.customerName + r.eventId + r.subject;
}
QString wordsOf(const store::SubscriptionRow& r) {
  return r.customerName + r.productName + r.externalId;
}
QString wordsOf(const store::CustomerRow& r) {
  return r.name + r.email + r.externalId;
}
QString wordsOf(const store::InvoiceRow& r) {
  return r.number + r.customerName;
}
QString wordsOf(const store::PaymentRow& r) {
  return r.customerName;
}
QString wordsOf(const store::PlanRow& r) {
  return r.name + r.productId;
}
QString wordsOf(const store::UsageRow& r) {
  return r.customerName + r.name;
}

bool fits(const store::FieldFilter& filter, const QVariant& value) {
  using store::FilterOp;
  const QString text = value.toString();
  const auto any = [&] {
    return std::any_of(filter.values.begin(), filter.values.end(),
                       [&](const QVariant& v) { return v.toString() == text; });
  };
  switch (filter.op) {
    case FilterOp::Is:
    case FilterOp::AnyOf:
      return any();
    case FilterOp::IsNot:
      return !any();
    case FilterOp::Contains:
      return text.contains(filter.values.value(0).toString(), Qt::CaseInsensitive);
    case FilterOp::AtLeast:
      return value.toLongLong() >= filter.values.value(0).toLongLong();
    case FilterOp::Below:
      return value.toLongLong() < filter.values.value(0).toLongLong();
    case FilterOp::IsEmpty:
      return text.isEmpty();
    case FilterOp::IsNotEmpty:
      return !text.isEmpty();
  }
  return true;
}

bool lessThan(const QVariant& a, const QVariant& b) {
  if (a.userType() == QMetaType::QString) return QString::compare(a.toString(), b.toString(), Qt::CaseInsensitive) < 0;
  return a.toLongLong() < b.toLongLong();
}

template <class Row>
void fill(FakeListSource<Row>& list, quint32 count, Row (*make)(quint32), bool newestFirst) {
  for (quint32 i = 0; i < count; ++i) list.natural.push_back(newestFirst ? 4999 - i : i + 1);
  list.make = make;
  list.arrange = [&list](const store::ListQuery& query, const store::IdVector& ids) {
    store::IdVector result;
    const auto row = [&list](quint32 id) { return list.changed.contains(id) ? list.changed.value(id) : list.make(id); };
    for (const quint32 id : ids) {
      const Row candidate = row(id);
      bool keep = query.text.isEmpty() || wordsOf(candidate).contains(query.text, Qt::CaseInsensitive);
      for (const auto& filter : query.filters)
        keep = keep && (!filter.enabled || fits(filter, fieldOf(candidate, filter.field)));
      if (keep) result.push_back(id);
    }
    if (!query.sortField.isEmpty())
      std::stable_sort(result.begin(), result.end(), [&](quint32 a, quint32 b) {
        const QVariant first = fieldOf(row(a), query.sortField);
        const QVariant second = fieldOf(row(b), query.sortField);
        return query.descending ? lessThan(second, first) : lessThan(first, second);
      });
    return result;
  };
}

template <class Row>
QStringList valuesOf(const FakeListSource<Row>& list, const QByteArray& field) {
  QStringList values;
  for (const quint32 id : list.natural) {
    const QString value = fieldOf(list.make(id), field).toString();
    if (!values.contains(value)) values << value;
    if (values.size() == 50) break;
  }
  return values;
}

}  // namespace

FakeQueries::FakeQueries(bool isFull) : full(isFull) {
  fill(events, full ? 1200 : 0, &fakeEvent, true);
  fill(subscriptionList, full ? 312 : 0, &fakeSubscription, false);
  fill(customerList, full ? 312 : 0, &fakeCustomer, false);
  fill(invoiceList, full ? 240 : 0, &fakeInvoice, false);
  fill(paymentList, full ? 240 : 0, &fakePayment, false);
  fill(planList, full ? 6 : 0, &fakePlan, false);
  fill(usageList, full ? 60 : 0, &fakeUsage, false);
}

template <class T>
QFuture<Result<T>> FakeQueries::answer(T value) {
  auto promise = std::make_shared<QPromise<Result<T>>>();
  promise->start();
  QMetaObject::invokeMethod(
      &turn_,
      [this, promise, value] {
        if (failure)
          promise->addResult(billing::failure(*failure));
        else
          promise->addResult(value);
        promise->finish();
      },
      Qt::QueuedConnection);
  return promise->future();
}

QFuture<Result<store::WebhookEventDetail>> FakeQueries::webhookEvent(qint64 id, CancelToken) {
  return answer(fakeEventDetail(static_cast<quint32>(id)));
}

QFuture<Result<store::SubscriptionDetail>> FakeQueries::subscription(qint64 id, CancelToken) {
  const auto n = static_cast<quint32>(id);
  store::SubscriptionDetail detail;
  detail.row = fakeSubscription(n);
  for (quint32 i = 0; i < 4; ++i) {
    detail.payments.push_back(fakePayment(n + i * 5));
    detail.events.push_back(fakeEvent(4990 - n % 60 - i * 60));
  }
  detail.invoices = {fakeInvoice(n)};
  detail.usage = {fakeUsage(n), fakeUsage(n * 3)};
  detail.latestBody = fakeBody(n);
  return answer(detail);
}

QFuture<Result<store::CustomerDetail>> FakeQueries::customer(qint64 id, CancelToken) {
  const auto n = static_cast<quint32>(id);
  store::CustomerDetail detail;
  detail.row = fakeCustomer(n);
  detail.subscriptions = {fakeSubscription(n)};
  for (quint32 i = 0; i < 4; ++i) {
    detail.payments.push_back(fakePayment(n + i * 5));
    detail.events.push_back(fakeEvent(4990 - n % 60 - i * 60));
  }
  detail.invoices = {fakeInvoice(n)};
  detail.usage = {fakeUsage(n)};
  return answer(detail);
}

QFuture<Result<store::Confirmation>> FakeQueries::confirmation(QString, qint64, CancelToken) {
  return answer(confirmed);
}

QFuture<Result<store::OverviewFacts>> FakeQueries::overview(qint64, CancelToken) {
  return answer(full ? fakeOverview() : store::OverviewFacts{});
}

QFuture<Result<store::Badges>> FakeQueries::badges(CancelToken) {
  return answer(full ? store::Badges{3, 7} : store::Badges{});
}

QFuture<Result<QStringList>> FakeQueries::distinctValues(QByteArray list, QByteArray field, CancelToken) {
  if (list == "webhookEvents") return answer(valuesOf(events, field));
  if (list == "subscriptions") return answer(valuesOf(subscriptionList, field));
  if (list == "customers") return answer(valuesOf(customerList, field));
  if (list == "usage") return answer(valuesOf(usageList, field));
  if (list == "invoices") return answer(valuesOf(invoiceList, field));
  return answer(QStringList{});
}

}  // namespace billing::test
