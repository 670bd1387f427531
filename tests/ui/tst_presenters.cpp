// Words and numbers for people: chips, amounts, errors, copied rows, signatures step by step.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "models/rowsmodel.h"
#include "models/subscriptionmodel.h"
#include "support/fakerows.h"
#include "ui/presenters/amountinput.h"
#include "ui/presenters/filterwords.h"
#include "ui/presenters/fireseeds.h"
#include "ui/presenters/messages.h"
#include "ui/presenters/rowcopy.h"
#include "ui/presenters/signaturesteps.h"
#include "ui/presenters/statuslook.h"
#include "ui/widgets/listenerlamp.h"
#include "ui/widgets/planmatrix.h"
#include "ui/widgets/savedviews.h"
#include "ui/widgets/usagebars.h"

using namespace billing;
using namespace billing::ui;
using store::FilterOp;

class PresentersTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_chip_says_field_and_values();
  void a_span_of_time_becomes_bounds();
  void amounts_never_pass_through_a_double();
  void an_error_says_what_why_and_what_next();
  void an_error_never_shows_a_secret();
  void copied_rows_hold_whole_ids_and_exact_amounts();
  void a_spreadsheet_runs_no_formula_of_ours();
  void the_sum_keeps_currencies_apart();
  void a_saved_view_survives_its_json();
  void the_failed_step_carries_the_reason_and_the_rest_is_not_reached();
  void a_seed_carries_the_ids_of_its_row();
  void the_lamp_tells_of_failures();
  void usage_is_told_with_value_limit_and_share();
  void a_plan_is_of_one_family_whatever_its_interval();
};

namespace {

models::ModelContext context(const Clock& clock) {
  models::ModelContext words;
  words.clock = &clock;
  return words;
}

}  // namespace

void PresentersTest::a_chip_says_field_and_values() {
  const FilterFields fields = {{"status", QStringLiteral("Status"), FilterKind::Choice},
                               {"mrr", QStringLiteral("MRR"), FilterKind::Amount},
                               {"cancel", QStringLiteral("Cancelling"), FilterKind::Flag}};
  QCOMPARE(chipText({"status", FilterOp::AnyOf, {QStringLiteral("past_due"), QStringLiteral("on_hold")}}, fields),
           QStringLiteral("Status: past due, on hold"));
  QCOMPARE(chipText({"mrr", FilterOp::AtLeast, {qint64(1250)}}, fields), QStringLiteral("MRR ≥ 12.50"));
  QCOMPARE(chipText({"cancel", FilterOp::Is, {true}}, fields), QStringLiteral("Cancelling: yes"));
  QCOMPARE(chipText({"not_known", FilterOp::IsEmpty, {}}, fields), QStringLiteral("not known is empty"));
}

void PresentersTest::a_span_of_time_becomes_bounds() {
  const auto week = spanFilters("received_at", {QStringLiteral("week"), -7, 0}, 1'000'000'000);
  QCOMPARE(week.size(), 1);
  QCOMPARE(week.first().values.first().toLongLong(), 1'000'000'000 - 7 * 86'400'000LL);
  const auto coming = spanFilters("renews_at", {QStringLiteral("next"), 0, 30}, 0);
  QCOMPARE(coming.size(), 2);
  QCOMPARE(coming.last().values.first().toLongLong(), 30 * 86'400'000LL);
}

void PresentersTest::amounts_never_pass_through_a_double() {
  QCOMPARE(amountMinor(QStringLiteral("90071992547409.93")).value_or(0), 9007199254740993LL);
  QCOMPARE(amountMinor(QStringLiteral("12.5")).value_or(0), 1250LL);
  QCOMPARE(amountMinor(QStringLiteral("-0.05")).value_or(0), -5LL);
  QVERIFY(!amountMinor(QStringLiteral("1.234")));
  QVERIFY(!amountMinor(QStringLiteral("1e3")));
  QCOMPARE(amountText(5), QStringLiteral("0.05"));
  QCOMPARE(amountText(-1250), QStringLiteral("-12.50"));
}

void PresentersTest::an_error_says_what_why_and_what_next() {
  const ErrorWords words =
      wordsFor({ErrorKind::Full, "database_full", "nothing could be stored", "the disk is full", "", true, "req_7"});
  QCOMPARE(words.what, QStringLiteral("Nothing could be stored."));
  QCOMPARE(words.why, QStringLiteral("The disk is full."));
  QVERIFY(words.next.contains(QStringLiteral("Free some space")));
  QVERIFY(words.details.contains(QStringLiteral("database_full")));
  QVERIFY(words.details.contains(QStringLiteral("req_7")));
}

void PresentersTest::an_error_never_shows_a_secret() {
  const std::string secret = workspace::generateSecret();
  const ErrorWords words =
      wordsFor({ErrorKind::InvalidInput, "bad", "cannot use " + secret, secret, "not " + secret, false, {}});
  const QString needle = QString::fromStdString(secret).mid(6, 20);
  for (const QString& text : {words.what, words.why, words.next, words.details})
    QVERIFY2(!text.contains(needle), qPrintable(text));
}

void PresentersTest::copied_rows_hold_whole_ids_and_exact_amounts() {
  ManualClock clock{Instant{test::kFakeNow}};
  models::RowsModel<store::SubscriptionRow> model(models::subscriptionTable(), context(clock));
  model.setRows({test::fakeSubscription(1)});
  const QVector<int> columns = {model.columnOf("external_id"), model.columnOf("amount")};
  QCOMPARE(rowsAsText(model, {0}, columns), QStringLiteral("%1\t29.00 USD").arg(test::fakeSubscription(1).externalId));
  const QJsonObject object = QJsonDocument::fromJson(rowsAsJson(model, {0}, columns)).array().first().toObject();
  QCOMPARE(object.value(QStringLiteral("amount")).toInteger(), 2900);
  QCOMPARE(object.value(QStringLiteral("amount_currency")).toString(), QStringLiteral("USD"));
}

void PresentersTest::a_spreadsheet_runs_no_formula_of_ours() {
  ManualClock clock{Instant{test::kFakeNow}};
  store::SubscriptionRow row = test::fakeSubscription(1);
  row.customerName = QStringLiteral("=HYPERLINK(\"http://x\",\"y\")");
  models::RowsModel<store::SubscriptionRow> model(models::subscriptionTable(), context(clock));
  model.setRows({row});
  const QString csv = rowsAsCsv(model, {0}, {model.columnOf("customer")});
  QVERIFY(rowsAsText(model, {0}, {model.columnOf("customer")}).startsWith(QStringLiteral("'=HYPERLINK(")));
  row.customerName = QStringLiteral("+49170000000");  // a number to a machine, yet the customer's own words
  row.mrrMinor = -500;
  model.setRows({row});
  QVERIFY(rowsAsCsv(model, {0}, {model.columnOf("customer")}).contains(QStringLiteral("\"'+49170000000\"")));
  QVERIFY(rowsAsCsv(model, {0}, {model.columnOf("mrr")}).contains(QStringLiteral("\n-5.00 USD")));
  row.customerName = QStringLiteral("Ada\r\nLovelace\tof\nOckham");
  model.setRows({row});
  QCOMPARE(rowsAsText(model, {0}, {model.columnOf("customer")}), QStringLiteral("Ada Lovelace of Ockham"));
  store::SubscriptionRow piped = row;
  piped.customerName = QStringLiteral("a|b");
  model.setRows({piped});
  QVERIFY(rowsAsMarkdown(model, {0}, {model.columnOf("customer")}).endsWith(QStringLiteral("| a\\|b |\n")));
  QVERIFY2(csv.contains(QStringLiteral("\"'=HYPERLINK(\"\"http://x\"\",\"\"y\"\")\"")), qPrintable(csv));
}

void PresentersTest::the_sum_keeps_currencies_apart() {
  ManualClock clock{Instant{test::kFakeNow}};
  store::SubscriptionRow euros = test::fakeSubscription(4);
  models::RowsModel<store::SubscriptionRow> model(models::subscriptionTable(), context(clock));
  model.setRows({test::fakeSubscription(1), test::fakeSubscription(2), euros});
  QCOMPARE(euros.currency, QStringLiteral("EUR"));
  const QString text = selectionSummary(model, {0, 1, 2}, "amount");
  QVERIFY2(text.contains(QStringLiteral("3 selected")) && text.contains(QStringLiteral("€")) &&
               text.contains(QStringLiteral("$319.00")),
           qPrintable(text));
  QVERIFY2(text.contains(QStringLiteral("average €990.00 (1) and $159.50 (2)")), qPrintable(text));
  QVERIFY(selectionSummary(model, {0}, "amount").isEmpty());
  // A third of 100.00 rounds down, two thirds up: once, at the end.
  store::SubscriptionRow third = test::fakeSubscription(1);
  third.amountMinor = 3'333;
  store::SubscriptionRow more = third;
  more.id = 2;
  more.amountMinor = 3'334;
  store::SubscriptionRow last = more;
  last.id = 3;
  model.setRows({third, more, last});
  QVERIFY(selectionSummary(model, {0, 1, 2}, "amount").contains(QStringLiteral("$100.01 · average $33.34")));
}

void PresentersTest::a_saved_view_survives_its_json() {
  SavedView view;
  view.name = QStringLiteral("Ending \"soon\"");
  view.query.text = QStringLiteral("gmbh");
  view.query.filters = {{"mrr", FilterOp::AtLeast, {qint64(9007199254740993LL)}},
                        {"cancel_at_period_end", FilterOp::Is, {true}},
                        {"status", FilterOp::AnyOf, {QStringLiteral("active"), QStringLiteral("paused")}}};
  view.query.sortField = "renews_at";
  view.query.descending = false;
  view.columns = {QStringLiteral("customer"), QStringLiteral("mrr")};
  const auto back = savedViewFrom(toJson(view));
  QVERIFY(back);
  QCOMPARE(back->query, view.query);
  QCOMPARE(back->columns, view.columns);
  QVERIFY(!savedViewFrom("not json"));
}

void PresentersTest::the_failed_step_carries_the_reason_and_the_rest_is_not_reached() {
  const auto steps = signatureSteps(workspace::SignatureScheme::StandardWebhooks, QStringLiteral("timestamp_too_old"),
                                    QStringLiteral("12 minutes old"), {}, 300);
  QCOMPARE(steps.size(), 7);
  QCOMPARE(steps.at(2).result, StepResult::Passed);
  QCOMPARE(steps.at(3).result, StepResult::Failed);
  QCOMPARE(steps.at(3).note, QStringLiteral("12 minutes old"));
  QCOMPARE(steps.at(4).result, StepResult::NotReached);
  const auto plain =
      signatureSteps(workspace::SignatureScheme::HmacHeader, QStringLiteral("ok"), {}, QStringLiteral("webhook"), 300);
  QCOMPARE(plain.size(), 4);
  QVERIFY(plain.last().note.contains(QStringLiteral("webhook")));
}

void PresentersTest::a_seed_carries_the_ids_of_its_row() {
  const store::SubscriptionRow row = test::fakeSubscription(9);
  const FireSeed seed = seedFor(row);
  QCOMPARE(QString::fromStdString(seed.values.at("subscription_id")), row.externalId);
  QCOMPARE(QString::fromStdString(seed.values.at("customer_id")), row.customerExternalId);
  QCOMPARE(seed.values.at("amount_minor"), std::to_string(row.amountMinor));
  QCOMPARE(seedFor(test::fakeEventDetail(4990)).body, test::fakeBody(4990));
}

void PresentersTest::the_lamp_tells_of_failures() {
  webhooks::ListenerStatus status;
  QCOMPARE(lampLook(status).text, QStringLiteral("not listening"));
  status.listening = true;
  status.port = 4242;
  QCOMPARE(lampLook(status).text, QStringLiteral("listening :4242"));
  QCOMPARE(lampLook(status).tone, Tone::Success);
  status.recentTotal = 100;
  status.recentFailed = 4;
  QCOMPARE(lampLook(status).text, QStringLiteral("listening :4242 · 4 of 100 failed"));
  QCOMPARE(lampLook(status).tone, Tone::Warning);
  status.recentFailed = 80;
  QCOMPARE(lampLook(status).tone, Tone::Danger);
}

void PresentersTest::usage_is_told_with_value_limit_and_share() {
  store::UsageRow row;
  row.unit = QStringLiteral("calls");
  row.grantedMilli = 10'000'000;
  row.remainingMilli = 2'900'000;
  QCOMPARE(usageText(row, QLocale(QLocale::English, QLocale::UnitedStates)),
           QStringLiteral("7,100 of 10,000 calls used"));
  QCOMPARE(usedThousandths(row).value_or(-1), 710LL);
  row.grantedMilli = 8'000'000'000'000'000'000;
  row.remainingMilli = 4'000'000'000'000'000'000;
  QCOMPARE(usedThousandths(row).value_or(-1), 500LL);
  row.remainingMilli.reset();
  QVERIFY(!usedThousandths(row));
}

void PresentersTest::a_plan_is_of_one_family_whatever_its_interval() {
  QCOMPARE(planFamily(QStringLiteral("Pro yearly (EUR)")), QStringLiteral("Pro"));
  QCOMPARE(planFamily(QStringLiteral("Premium Monthly")), QStringLiteral("Premium"));
  QCOMPARE(planFamily(QStringLiteral("Yearly")), QStringLiteral("Yearly"));
  QCOMPARE(planFamily(QStringLiteral("Monthly digest pro")), QStringLiteral("Monthly digest pro"));
}

QTEST_MAIN(PresentersTest)
#include "tst_presenters.moc"
