#include "support/fakerows.h"

#include <QCryptographicHash>
#include <QStringList>

namespace billing::test {

namespace {

const QStringList& names() {
  static const QStringList list = {
      QStringLiteral("Ada Weber GmbH"),       QStringLiteral("Borealis Ltd"),
      QStringLiteral("Cartographica"),        QStringLiteral("Delta Print & Copy"),
      QStringLiteral("Élan Vital SARL"),      QStringLiteral("Foxglove Studio"),
      QStringLiteral("Grünfeld & Söhne"),     QStringLiteral("Harbour Analytics"),
      QStringLiteral("Imogen Clarke"),        QStringLiteral("Jade Mountain Tea"),
      QStringLiteral("Kowalski Instruments"), QStringLiteral("Lumen Robotics"),
      QStringLiteral("Marta Lindqvist"),      QStringLiteral("Northwind Traders of Greater Vancouver Incorporated"),
      QStringLiteral("Ōkami Games"),          QStringLiteral("Pixel & Paper"),
      QStringLiteral("Quentin Moreau"),       QStringLiteral("Riverbank Co-op")};
  return list;
}

QString hex(const char* kind, quint32 id, int length = 22) {
  const QByteArray hash =
      QCryptographicHash::hash(QByteArray(kind).append(QByteArray::number(id)), QCryptographicHash::Sha256)
          .toBase64(QByteArray::Base64UrlEncoding | QByteArray::OmitTrailingEquals);
  return QString::fromLatin1(hash).remove(QLatin1Char('-')).remove(QLatin1Char('_')).left(length);
}

QString customerId(quint32 id) {
  return QStringLiteral("cus_") + hex("cus", id);
}
QString subscriptionId(quint32 id) {
  return QStringLiteral("sub_") + hex("sub", id);
}
QString customerName(quint32 id) {
  return names().at(static_cast<int>(id % static_cast<quint32>(names().size())));
}

struct FakePrice {
  const char* name;
  const char* unit;
  qint64 minor;
};
constexpr FakePrice kPrices[] = {{"Starter", "month", 900}, {"Pro", "month", 2900},  {"Pro", "year", 29000},
                                 {"Team", "month", 9900},   {"Team", "year", 99000}, {"Credits 10k", "", 4900}};

const FakePrice& priceOf(quint32 id) {
  return kPrices[id % 5];
}

QString fakeUsageState(const store::UsageRow& row) {
  const char* state = *row.usedMilli >= row.blockedMilli.value_or(*row.usedMilli + 1)       ? "blocked"
                      : *row.usedMilli >= *row.grantedMilli                                 ? "soft"
                      : *row.usedMilli * 100 >= *row.grantedMilli * qint64(row.warnPercent) ? "warn"
                                                                                            : "ok";
  return QLatin1String(state);
}

/// As a quota of our own: with an account, a buffer of a tenth, a period and those before it.
void countHere(store::UsageRow& row) {
  row.quota = QStringLiteral("api_calls");
  row.accountKey = QStringLiteral("user_") + row.customerExternalId.mid(4, 12).toLower();
  row.externalId = QStringLiteral("api_calls");
  row.blockedMilli = *row.grantedMilli * 110 / 100;
  row.periodStart = kFakeNow / kDay * kDay - 19 * kDay;
  row.periodEnd = *row.periodStart + 30 * kDay;
  for (int ago = 9; ago >= 1; --ago)
    row.history.push_back({row.id * 100 + ago, *row.periodStart - ago * 30 * kDay,
                           *row.periodStart - (ago - 1) * 30 * kDay,
                           *row.grantedMilli * (25 + (ago * 31 + row.id * 7) % 80) / 100 / 1000 * 1000});
}

}  // namespace

store::CustomerRow fakeCustomer(quint32 id) {
  store::CustomerRow row;
  const store::SubscriptionRow subscription = fakeSubscription(id);
  row.id = id;
  row.provider = QStringLiteral("dodo");
  row.externalId = customerId(id);
  row.name = customerName(id);
  row.email = QStringLiteral("billing%1@example.com").arg(id);
  row.createdAt = kFakeNow - qint64(id) * 3 * kDay - 5 * kDay;
  row.subscriptions = 1;
  row.activeSubscriptions = subscription.status == QStringLiteral("active") ? 1 : 0;
  row.status = subscription.status;
  row.planSummary = QStringLiteral("%1 %2").arg(
      subscription.productName,
      subscription.intervalUnit == QStringLiteral("year") ? QStringLiteral("yearly") : QStringLiteral("monthly"));
  row.mrrMinor = subscription.mrrMinor;
  row.currency = subscription.currency;
  row.paidMinor = subscription.amountMinor * (1 + id % 9);
  row.lastPaymentAt = kFakeNow - qint64(id % 28) * kDay - 3'600'000;
  row.lastEventAt = kFakeNow - qint64(id % 12) * kDay / 6 - 120'000;
  return row;
}

store::SubscriptionRow fakeSubscription(quint32 id) {
  static const char* const statuses[] = {"active",   "active", "active",    "past_due", "active",
                                         "trialing", "active", "cancelled", "active",   "on_hold"};
  const FakePrice& price = priceOf(id);
  store::SubscriptionRow row;
  row.id = id;
  row.provider = QStringLiteral("dodo");
  row.externalId = subscriptionId(id);
  row.customerExternalId = customerId(id);
  row.customerName = customerName(id);
  row.customerEmail = QStringLiteral("billing%1@example.com").arg(id);
  row.customerId = id;
  row.productId = QStringLiteral("pdt_") + hex("pdt", id % 5);
  row.productName = QLatin1String(price.name);
  row.status = QLatin1String(statuses[id % 10]);
  row.providerStatus = row.status == QStringLiteral("past_due") ? QStringLiteral("on_hold") : row.status;
  row.currency = id % 11 == 4 ? QStringLiteral("EUR") : QStringLiteral("USD");
  row.intervalUnit = QLatin1String(price.unit);
  row.amountMinor = price.minor;
  row.mrrMinor = row.status == QStringLiteral("active") || row.status == QStringLiteral("past_due")
                     ? (row.intervalUnit == QStringLiteral("year") ? price.minor / 12 : price.minor)
                     : 0;
  row.createdAt = kFakeNow - qint64(id) * 3 * kDay - 5 * kDay;
  row.periodStart = kFakeNow - qint64(id % 27) * kDay;
  row.periodEnd = *row.periodStart + (row.intervalUnit == QStringLiteral("year") ? 365 : 30) * kDay;
  if (row.status == QStringLiteral("trialing")) row.trialEnd = kFakeNow + qint64(id % 14) * kDay;
  if (row.status == QStringLiteral("cancelled")) row.cancelledAt = kFakeNow - qint64(id % 40) * kDay;
  row.cancelAtPeriodEnd = row.status == QStringLiteral("active") && id % 13 == 2;
  row.objectTime = row.updatedAt = kFakeNow - qint64(id % 12) * kDay / 6;
  return row;
}

store::WebhookEventRow fakeEvent(quint32 id) {
  static const char* const types[] = {"subscription.renewed", "payment.succeeded", "subscription.active",
                                      "payment.failed",       "customer.created",  "subscription.on_hold",
                                      "payment.succeeded",    "refund.succeeded",  "subscription.plan_changed",
                                      "dispute.opened"};
  const quint32 age = 5000 - id;  // ids grow with time
  store::WebhookEventRow row;
  row.id = id;
  row.provider = QStringLiteral("dodo");
  row.eventId = QStringLiteral("msg_") + hex("msg", id, 27);
  row.route = QStringLiteral("/webhooks/dodo");
  row.type = QLatin1String(types[id % 10]);
  row.subject = subscriptionId(id % 60);
  row.customerExternalId = customerId(id % 60);
  row.customerName = customerName(id % 60);
  row.receivedAt = kFakeNow - qint64(age) * age * 700 - 4000;
  row.occurredAt = row.receivedAt - 900;
  row.verdict = QStringLiteral("ok");
  row.payload = QStringLiteral("ok");
  row.state = QStringLiteral("applied");
  row.origin = QStringLiteral("delivered");
  row.httpStatus = 200;
  row.processedAt = row.receivedAt + 2 + id % 7;
  row.effectSummary = row.type.startsWith(QStringLiteral("subscription"))
                          ? QStringLiteral("subscription active → past due")
                          : QStringLiteral("payment created");
  if (id % 23 == 6) {
    row.verdict = QStringLiteral("no_matching_signature");
    row.state = QStringLiteral("rejected");
    row.httpStatus = 400;
    row.effectSummary.clear();
    row.processedAt.reset();
  } else if (id % 31 == 8) {
    row.state = QStringLiteral("dead");
    row.error = QStringLiteral("The amount \"12.50\" is not a whole number of minor units.");
    row.effectSummary.clear();
  } else if (id % 9 == 3) {
    row.state = QStringLiteral("unchanged");
    row.effectSummary.clear();
    row.attempts = 2;
  } else if (id % 14 == 5) {
    row.state = QStringLiteral("stale");
    row.effectSummary.clear();
  }
  return row;
}

store::InvoiceRow fakeInvoice(quint32 id) {
  static const char* const statuses[] = {"paid", "paid", "open", "paid", "void", "paid", "open"};
  const store::SubscriptionRow subscription = fakeSubscription(id);
  store::InvoiceRow row;
  row.id = id;
  row.provider = subscription.provider;
  row.externalId = QStringLiteral("in_") + hex("in", id);
  row.number = QStringLiteral("INV-2026-%1").arg(id, 4, 10, QLatin1Char('0'));
  row.customerExternalId = subscription.customerExternalId;
  row.customerName = subscription.customerName;
  row.customerId = subscription.customerId;
  row.subscriptionExternalId = subscription.externalId;
  row.status = QLatin1String(statuses[id % 7]);
  row.providerStatus = row.status;
  row.currency = subscription.currency;
  row.totalMinor = subscription.amountMinor;
  row.paidMinor = row.status == QStringLiteral("paid") ? row.totalMinor : 0;
  row.remainingMinor = row.status == QStringLiteral("open") ? row.totalMinor : 0;
  row.issuedAt = kFakeNow - qint64(id % 60) * kDay;
  row.dueAt = *row.issuedAt + 14 * kDay;
  if (row.status != QStringLiteral("void"))
    row.pdfUrl = QStringLiteral("https://invoices.example.com/acct_1/%1.pdf?s=ap").arg(row.externalId);
  if (row.status == QStringLiteral("paid")) row.paidAt = *row.issuedAt + kDay;
  return row;
}

store::PaymentRow fakePayment(quint32 id) {
  const store::SubscriptionRow subscription = fakeSubscription(id);
  store::PaymentRow row;
  row.id = id;
  row.provider = subscription.provider;
  row.externalId = QStringLiteral("pay_") + hex("pay", id);
  row.customerExternalId = subscription.customerExternalId;
  row.customerName = subscription.customerName;
  row.subscriptionExternalId = subscription.externalId;
  row.status = id % 6 == 3 ? QStringLiteral("failed") : QStringLiteral("succeeded");
  row.currency = subscription.currency;
  row.amountMinor = subscription.amountMinor;
  row.method = QStringLiteral("card visa 4242");
  if (row.status == QStringLiteral("failed")) row.failureMessage = QStringLiteral("The card has insufficient funds.");
  row.createdAt = kFakeNow - qint64(id % 90) * kDay - 7'200'000;
  return row;
}

store::PlanRow fakePlan(quint32 id) {
  const FakePrice& price = kPrices[(id - 1) % 6];
  store::PlanRow row;
  row.id = id;
  row.provider = QStringLiteral("dodo");
  row.productId = row.priceId = QStringLiteral("pdt_") + hex("pdt", id % 6);
  row.name = QLatin1String(price.name);
  row.currency = QStringLiteral("USD");
  row.intervalUnit = QLatin1String(price.unit);
  row.amountMinor = price.minor;
  row.active = id != 1;
  row.activeSubscribers = static_cast<int>(41 + id * 17 % 90);
  row.allSubscribers = row.activeSubscribers + 22;
  row.mrrMinor = row.intervalUnit == QStringLiteral("year") ? price.minor / 12 * row.activeSubscribers
                 : row.intervalUnit.isEmpty()               ? 0
                                                            : price.minor * row.activeSubscribers;
  row.lastSeenAt = kFakeNow - id * kDay;
  return row;
}

store::UsageRow fakeUsage(quint32 id) {
  store::UsageRow row;
  row.id = id;
  row.provider = QStringLiteral("dodo");
  row.externalId = QStringLiteral("cde_") + hex("cde", id);
  row.customerExternalId = customerId(id);
  row.customerName = customerName(id);
  row.subscriptionExternalId = subscriptionId(id);
  row.name = id % 3 == 0 ? QStringLiteral("Storage") : QStringLiteral("API calls");
  row.unit = id % 3 == 0 ? QStringLiteral("GB") : QStringLiteral("calls");
  row.grantedMilli = id % 3 == 0 ? 50'000 : 10'000'000;
  row.remainingMilli = *row.grantedMilli - *row.grantedMilli * (id * 37 % 118) / 100;
  row.updatedAt = kFakeNow - qint64(id) * 3'700'000;
  row.usedMilli = *row.grantedMilli - *row.remainingMilli;
  if (id % 3 != 0) countHere(row);
  row.state = fakeUsageState(row);
  return row;
}

QByteArray fakeBody(quint32 id) {
  const store::WebhookEventRow row = fakeEvent(id);
  const QString text = QStringLiteral(
      R"({"business_id":"bus_P3SXLcppjXgagmHS","type":"%1","timestamp":"2026-11-20T09:59:55.104Z","data":{"payload_type":"Subscription","subscription_id":"%2","status":"active","recurring_pre_tax_amount":2900,"currency":"USD","quantity":1,"payment_frequency_interval":"Month","payment_frequency_count":1,"cancel_at_next_billing_date":false,"next_billing_date":"2026-12-20T09:59:55Z","customer":{"customer_id":"%3","name":"%4","email":"billing@example.com"},"metadata":{}}})");
  return text.arg(row.type, row.subject, row.customerExternalId, row.customerName).toUtf8();
}

store::WebhookEventDetail fakeEventDetail(quint32 id) {
  store::WebhookEventDetail detail;
  detail.row = fakeEvent(id);
  for (int number = 1; number <= detail.row.attempts; ++number) {
    store::AttemptDetail attempt;
    attempt.id = qint64(id) * 10 + number;
    attempt.number = number;
    attempt.receivedAt = detail.row.receivedAt + (number - 1) * 61'000;
    attempt.verdict = detail.row.verdict;
    attempt.httpStatus = detail.row.httpStatus;
    attempt.remote = QStringLiteral("127.0.0.1:5%1").arg(id % 9999, 4, 10, QLatin1Char('0'));
    if (attempt.verdict == QStringLiteral("ok"))
      attempt.secretLabel = QStringLiteral("webhook");
    else
      attempt.detail = QStringLiteral("None of the 2 secrets gives any of the 1 signatures in webhook-signature.");
    attempt.headers = {{"host", "127.0.0.1:4242"},
                       {"user-agent", "Svix-Webhooks/1.62"},
                       {"content-type", "application/json"},
                       {"webhook-id", detail.row.eventId.toUtf8()},
                       {"webhook-timestamp", QByteArray::number(detail.row.receivedAt / 1000)},
                       {"webhook-signature", "v1,qGyf0mX0b2Fz1k9D0b1rZ8cPzqJ0QvXqT1r3H2c4s5E="},
                       {"authorization", "Bearer not-to-be-shown"}};
    attempt.body = fakeBody(id);
    attempt.bodySha256 = QCryptographicHash::hash(attempt.body, QCryptographicHash::Sha256);
    detail.attempts.push_back(attempt);
  }
  if (detail.row.state == QStringLiteral("applied"))
    detail.effects = {{QStringLiteral("subscription"),
                       detail.row.subject,
                       QStringLiteral("updated"),
                       {{QStringLiteral("status"), QStringLiteral("active"), QStringLiteral("past_due")},
                        {QStringLiteral("period_end"), QStringLiteral("2026-11-20T09:59:55Z"),
                         QStringLiteral("2026-12-20T09:59:55Z")}}},
                      {QStringLiteral("customer"), detail.row.customerExternalId, QStringLiteral("unchanged"), {}}};
  return detail;
}

store::OverviewFacts fakeOverview() {
  store::OverviewFacts facts;
  facts.activeSubscriptions = 268;
  facts.trialing = 19;
  facts.pastDue = 7;
  facts.cancelling = 12;
  facts.mrr = {{QStringLiteral("USD"), 1'284'350, 250}, {QStringLiteral("EUR"), 91'200, 18}};
  facts.owed = {{QStringLiteral("USD"), 48'700, 9}};
  facts.paid30Days = {{QStringLiteral("USD"), 1'391'200, 301}};
  facts.planMix = {{QStringLiteral("Pro"), 121},
                   {QStringLiteral("Team"), 84},
                   {QStringLiteral("Starter"), 58},
                   {QStringLiteral("Enterprise"), 5}};
  facts.statusMix = {
      {QStringLiteral("active"), 268}, {QStringLiteral("trialing"), 19}, {QStringLiteral("past_due"), 7}};
  const qint64 today = kFakeNow / kDay * kDay;
  for (int i = 29; i >= 0; --i) {
    const int wave = 14 + (i * 7) % 11 + (i % 7 == 5 ? -8 : 0);
    facts.webhookDays.push_back({today - i * kDay, wave * 3,
                                 i == 4       ? 9
                                 : i % 5 == 0 ? 1
                                              : 0,
                                 i == 4 ? 3 : 0, wave / 4});
    facts.revenueDays.push_back(
        {today - i * kDay, QStringLiteral("USD"), wave * 2900, i % 9 == 0 ? 2900 : 0, i % 6 == 0 ? 1 : 0});
  }
  for (quint32 id = 1; id < 60; ++id) {
    const store::SubscriptionRow row = fakeSubscription(id);
    if (row.status == QStringLiteral("active") && row.periodEnd && *row.periodEnd > kFakeNow &&
        *row.periodEnd < kFakeNow + 30 * kDay)
      facts.renewals.push_back(row);
  }
  std::sort(facts.renewals.begin(), facts.renewals.end(),
            [](const auto& a, const auto& b) { return *a.periodEnd < *b.periodEnd; });
  facts.deadLetters = 3;
  facts.rejectedLast100 = 4;
  facts.eventsTotal = 4987;
  return facts;
}

}  // namespace billing::test
