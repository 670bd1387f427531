// Each list states its facts: columns that the store can sort, statuses, amounts, dates that change their meaning.
#include <QRegularExpression>

#include "models/customermodel.h"
#include "models/detailtables.h"
#include "models/invoicemodel.h"
#include "models/modelfixture.h"
#include "models/paymentmodel.h"
#include "models/planmodel.h"
#include "models/rowsmodel.h"
#include "models/subscriptionmodel.h"
#include "models/usagemodel.h"

using namespace billing;
using namespace billing::models;
using namespace billing::test;

namespace {

const qint64 now = 1'772'366'400'000;  // 2026-03-01T12:00:00Z
constexpr qint64 day = 24LL * 3600 * 1000;

/// One row, shown as the long list would show it.
template <class Row>
struct Shown {
  Shown(FactTable table, Row row) : model(std::move(table), utcContext()) { model.setRows({std::move(row)}); }
  [[nodiscard]] QModelIndex at(const char* field) const { return model.index(0, model.columnOf(field)); }
  [[nodiscard]] QString text(const char* field) const {
    return at(field).data().toString().replace(QChar(0xa0), QLatin1Char(' '));
  }
  RowsModel<Row> model;
  QAbstractItemModelTester tester{&model, QAbstractItemModelTester::FailureReportingMode::QtTest};
};

store::SubscriptionRow subscription() {
  store::SubscriptionRow row;
  row.id = 4;
  row.provider = QStringLiteral("stripe");
  row.customerName = QStringLiteral("Ada GmbH");
  row.customerExternalId = QStringLiteral("cus_1");
  row.productName = QStringLiteral("Pro yearly");
  row.status = QStringLiteral("active");
  row.currency = QStringLiteral("USD");
  row.amountMinor = 12000;
  row.mrrMinor = 1000;
  row.intervalUnit = QStringLiteral("year");
  row.periodEnd = now + 2 * day;
  return row;
}

// The names that the store takes, by the list's name in listfields.h.
QSet<QByteArray> storeFields(const QString& list) {
  QFile file(QStringLiteral(BILLING_SOURCE_DIR "/services/store/listfields.h"));
  if (!file.open(QIODevice::ReadOnly)) return {};
  QSet<QByteArray> fields;
  bool inside = false;
  for (const QString& line : QString::fromUtf8(file.readAll()).split(QLatin1Char('\n'))) {
    const auto start = QRegularExpression(QStringLiteral("^//   (\\w+):(.*)$")).match(line);
    if (start.hasMatch()) inside = start.captured(1) == list;
    if (!inside || !line.startsWith(QLatin1String("//   "))) continue;
    const QString words = start.hasMatch() ? start.captured(2) : line.mid(2);
    for (const QString& word : words.split(QLatin1Char(' '), Qt::SkipEmptyParts)) fields.insert(word.toLatin1());
  }
  return fields;
}

}  // namespace

class ConcreteModelsTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_sortable_column_is_a_field_of_the_store_data() {
    QTest::addColumn<QString>("list");
    QTest::addColumn<int>("table");
    int table = 0;
    for (const char* list : {"webhookEvents", "subscriptions", "customers", "invoices", "payments", "plans", "usage"})
      QTest::newRow(list) << QString::fromLatin1(list) << table++;
  }
  void every_sortable_column_is_a_field_of_the_store() {
    QFETCH(QString, list);
    QFETCH(int, table);
    const FactTable tables[] = {webhookEventTable(), subscriptionTable(), customerTable(), invoiceTable(),
                                paymentTable(),      planTable(),         usageTable()};
    const QSet<QByteArray> known = storeFields(list);
    QVERIFY(!known.isEmpty());
    QSet<QByteArray> seen;
    for (const Column& column : tables[table].columns) {
      QVERIFY(!column.title.isEmpty());
      QVERIFY2(!seen.contains(column.field), column.field.constData());
      seen.insert(column.field);
      if (column.sortable) QVERIFY2(known.contains(column.field), column.field.constData());
    }
  }

  void a_webhook_event_says_when_what_and_with_which_effect() {
    store::WebhookEventRow row;
    row.receivedAt = now - 125'000;
    row.processedAt = row.receivedAt + 12;
    row.type = QStringLiteral("subscription.on_hold");
    row.subject = QStringLiteral("sub_01HZXCVBNMASDFGHJKLQWX7Q2");
    row.customerName = QStringLiteral("Ada GmbH");
    row.verdict = row.payload = QStringLiteral("ok");
    row.state = QStringLiteral("applied");
    row.effectSummary = QStringLiteral("subscription active → on hold");
    const Shown<store::WebhookEventRow> shown(webhookEventTable(), row);
    QCOMPARE(shown.text("received_at"), QStringLiteral("2 min ago"));
    QCOMPARE(shown.text("customer_name"), QStringLiteral("Ada GmbH"));
    QCOMPARE(shown.at("subject").data(Qt::ToolTipRole).toString(), row.subject);
    QCOMPARE(shown.at("subject").data(CopyRole).toString(), row.subject);
    QCOMPARE(shown.text("took_ms"), QStringLiteral("12 ms"));
    QCOMPARE(shown.text("effect"), row.effectSummary);
    QCOMPARE(shown.at("type").data(StatusRole).toString(), QStringLiteral("applied"));
    QCOMPARE(shown.at("verdict").data(StatusRole).toString(), QStringLiteral("ok"));
  }

  void the_verdict_is_the_first_reason_for_a_refusal() {
    store::WebhookEventRow row;
    row.verdict = QStringLiteral("ok");
    row.payload = QStringLiteral("too_deep");
    QCOMPARE(Shown<store::WebhookEventRow>(webhookEventTable(), row).text("verdict"),
             QStringLiteral("nested too deeply"));
    row.verdict = QStringLiteral("timestamp_too_old");
    QCOMPARE(Shown<store::WebhookEventRow>(webhookEventTable(), row).text("verdict"),
             QStringLiteral("timestamp too old"));
  }

  void a_subscription_renews_or_ends() {
    auto row = subscription();
    QCOMPARE(Shown<store::SubscriptionRow>(subscriptionTable(), row).text("renews_at"), QStringLiteral("3 Mar"));
    row.cancelAtPeriodEnd = true;
    QCOMPARE(Shown<store::SubscriptionRow>(subscriptionTable(), row).text("renews_at"), QStringLiteral("ends 3 Mar"));
    row.status = QStringLiteral("cancelled");
    row.cancelledAt = now - day;
    QCOMPARE(Shown<store::SubscriptionRow>(subscriptionTable(), row).text("renews_at"), QStringLiteral("ended 28 Feb"));
    row = subscription();
    row.status = QStringLiteral("trialing");
    row.trialEnd = now + 5 * day;
    QCOMPARE(Shown<store::SubscriptionRow>(subscriptionTable(), row).text("renews_at"),
             QStringLiteral("trial ends 6 Mar"));
  }

  void a_subscription_shows_our_status_and_keeps_the_providers_word() {
    auto row = subscription();
    row.status = QStringLiteral("past_due");
    row.providerStatus = QStringLiteral("on_hold");
    const Shown<store::SubscriptionRow> shown(subscriptionTable(), row);
    QCOMPARE(shown.text("status"), QStringLiteral("past due"));
    QCOMPARE(shown.at("status").data(StatusRole).toString(), QStringLiteral("past_due"));
    QCOMPARE(shown.at("status").data(Qt::ToolTipRole).toString(), QStringLiteral("past due\nStripe says: on_hold"));
    QCOMPARE(shown.at("status").data(Qt::AccessibleTextRole).toString(), QStringLiteral("Status past due"));
  }

  void amounts_carry_minor_units_and_currency() {
    const Shown<store::SubscriptionRow> shown(subscriptionTable(), subscription());
    QCOMPARE(shown.text("amount"), QStringLiteral("$120.00"));
    QCOMPARE(shown.at("amount").data(RawValueRole).toLongLong(), 12000);
    QCOMPARE(shown.at("amount").data(CurrencyRole).toString(), QStringLiteral("USD"));
    QCOMPARE(shown.at("amount").data(Qt::ToolTipRole).toString(), QStringLiteral("120.00 USD\nyearly"));
    QCOMPARE(shown.at("amount").data(KindRole).toInt(), static_cast<int>(CellKind::Money));
    QVERIFY(shown.at("amount").data(Qt::TextAlignmentRole).value<Qt::Alignment>().testFlag(Qt::AlignRight));
  }

  void a_customer_without_a_name_is_known_by_e_mail_or_id() {
    store::CustomerRow row;
    row.externalId = QStringLiteral("cus_9");
    QCOMPARE(Shown<store::CustomerRow>(customerTable(), row).text("name"), QStringLiteral("cus_9"));
    row.email = QStringLiteral("ada@example.com");
    QCOMPARE(Shown<store::CustomerRow>(customerTable(), row).text("name"), QStringLiteral("ada@example.com"));
  }

  void unlike_currencies_are_not_added_up() {
    store::CustomerRow row;
    row.currency = QStringLiteral("EUR");
    row.mrrMinor = 500;
    QCOMPARE(Shown<store::CustomerRow>(customerTable(), row).text("mrr"), QStringLiteral("€5.00"));
    row.mixedCurrencies = true;
    const Shown<store::CustomerRow> shown(customerTable(), row);
    QCOMPARE(shown.text("mrr"), QStringLiteral("mixed"));
    QVERIFY(!shown.at("mrr").data(RawValueRole).isValid());
  }

  void only_an_open_invoice_has_an_age() {
    store::InvoiceRow row;
    row.status = QStringLiteral("open");
    row.remainingMinor = 500;
    row.dueAt = now - 3 * day;
    QCOMPARE(Shown<store::InvoiceRow>(invoiceTable(), row).text("age"), QStringLiteral("overdue by 3 days"));
    row.dueAt = now + 3 * day;
    QCOMPARE(Shown<store::InvoiceRow>(invoiceTable(), row).text("age"), QStringLiteral("in 3 days"));
    row.status = QStringLiteral("paid");
    QCOMPARE(Shown<store::InvoiceRow>(invoiceTable(), row).text("age"), QString());
  }

  void usage_tells_share_and_state() {
    store::UsageRow row;
    row.unit = QStringLiteral("calls");
    row.grantedMilli = 1'000'000;
    row.remainingMilli = 290'000;
    row.state = QStringLiteral("ok");
    const Shown<store::UsageRow> shown(usageTable(), row);
    QCOMPARE(shown.text("percent"), QStringLiteral("71%"));
    QCOMPARE(shown.text("used"), QStringLiteral("710 calls"));
    QCOMPARE(shown.text("state"), QStringLiteral("ok"));
    row.remainingMilli = -100'000;
    row.state = QStringLiteral("soft");
    row.blockedMilli = 1'200'000;
    const Shown<store::UsageRow> over(usageTable(), row);
    QCOMPARE(over.text("percent"), QStringLiteral("110%"));
    QCOMPARE(over.text("state"), QStringLiteral("over the limit"));
    QCOMPARE(over.at("percent").data(SeriesRole).value<QVector<qint64>>(), (QVector<qint64>{800, 1200}));
    QCOMPARE(over.at("percent").data(Qt::ToolTipRole).toString(),
             QStringLiteral("110%\nwarns from 80 %, ends at 120 %"));
    row.grantedMilli.reset();
    QCOMPARE(Shown<store::UsageRow>(usageTable(), row).text("percent"), QString());
  }

  void a_share_is_never_said_to_be_more_than_it_is() {
    store::UsageRow row;
    row.grantedMilli = 1'000'000;
    row.remainingMilli = 1'000;
    QCOMPARE(Shown<store::UsageRow>(usageTable(), row).text("percent"), QStringLiteral("99%"));
  }

  void usage_tells_its_periods_and_where_this_one_will_end() {
    store::UsageRow row;
    row.unit = QStringLiteral("calls");
    row.state = QStringLiteral("unlimited");
    row.usedMilli = 310'000;
    row.periodStart = now - 10 * day;
    row.periodEnd = now + 20 * day;
    row.history = {{1, now - 40 * day, now - 10 * day, 900'000}};
    const Shown<store::UsageRow> shown(usageTable(), row);
    QCOMPARE(shown.text("granted"), QStringLiteral("unlimited"));
    QCOMPARE(shown.text("forecast"), QStringLiteral("930 calls"));
    QCOMPARE(shown.text("history"), QStringLiteral("900 · 310"));
    QCOMPARE(shown.at("history").data(SeriesRole).value<QVector<qint64>>(), (QVector<qint64>{900'000, 310'000}));
    QCOMPARE(shown.text("period_end"), QStringLiteral("21 Mar"));
    row.grantedMilli = 500'000;
    QCOMPARE(Shown<store::UsageRow>(usageTable(), row).text("forecast"), QStringLiteral("930 calls, 186%"));
  }

  void a_payment_tells_how_long_the_provider_took() {
    store::PaymentRow payment;
    payment.createdAt = now - 5000;
    QCOMPARE(Shown<store::PaymentRow>(paymentTable(), payment).text("delay"), QString());
    payment.receivedAt = now - 3600;
    QCOMPARE(Shown<store::PaymentRow>(paymentTable(), payment).text("delay"), QStringLiteral("1.4 s"));
  }

  void plans_and_payments_word_what_they_know() {
    store::PlanRow plan;
    plan.name = QStringLiteral("Pro");
    plan.intervalUnit = QStringLiteral("month");
    plan.intervalCount = 3;
    QCOMPARE(Shown<store::PlanRow>(planTable(), plan).text("interval_unit"), QStringLiteral("every 3 months"));
    store::PaymentRow payment;
    payment.failureCode = QStringLiteral("card_declined");
    payment.failureMessage = QStringLiteral("Your card was declined.");
    const Shown<store::PaymentRow> shown(paymentTable(), payment);
    QCOMPARE(shown.text("failure"), QStringLiteral("Your card was declined."));
    QCOMPARE(shown.at("failure").data(Qt::ToolTipRole).toString(),
             QStringLiteral("Your card was declined.\ncard_declined"));
    QCOMPARE(shown.text("refunded"), QString());
  }

  void what_an_event_changed_is_listed_field_by_field() {
    const auto rows =
        effectRows({{QStringLiteral("subscription"),
                     QStringLiteral("sub_1"),
                     QStringLiteral("updated"),
                     {{QStringLiteral("status"), QStringLiteral("active"), QStringLiteral("on_hold")},
                      {QStringLiteral("amount"), {}, QStringLiteral("5.00 USD")}}},
                    {QStringLiteral("customer"), QStringLiteral("cus_1"), QStringLiteral("unchanged"), {}}});
    QCOMPARE(rows.size(), 3);
    const Shown<EffectRow> shown(effectTable(), rows.at(0));
    QCOMPARE(shown.text("before"), QStringLiteral("active"));
    QCOMPARE(shown.text("after"), QStringLiteral("on_hold"));
    QCOMPARE(rows.at(2).field, QString());
  }

  void attempts_and_headers_are_shown_as_received() {
    store::AttemptDetail attempt;
    attempt.number = 2;
    attempt.verdict = QStringLiteral("no_matching_signature");
    attempt.body = QByteArray(1500, 'x');
    const Shown<store::AttemptDetail> shown(attemptTable(), attempt);
    QCOMPARE(shown.text("verdict"), QStringLiteral("wrong signature"));
    QCOMPARE(shown.text("bytes"), QStringLiteral("1,500"));
    QCOMPARE(Shown<HeaderRow>(headerTable(), {"Webhook-Id", "msg_1"}).text("value"), QStringLiteral("msg_1"));
  }
};

QTEST_GUILESS_MAIN(ConcreteModelsTest)
#include "tst_concretemodels.moc"
