// What details, overview and badges tell, counted by hand on the sample.
#include <QTest>

#include "operations/sqlqueries.h"
#include "support/sampledata.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

class TestDetails : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void a_customer_adds_up_without_mixing_currencies();
  void a_customer_shows_everything_about_it();
  void a_subscription_shows_its_money_its_events_and_the_newest_body();
  void a_webhook_event_shows_attempts_bodies_and_changes();
  void a_repeated_body_is_shown_with_every_attempt();
  void payments_tell_of_refunds_and_disputes();
  void plans_count_their_subscribers();
  void the_overview_agrees_with_the_rows_behind_it();
  void the_badges_count_what_needs_attention();
  void what_is_gone_is_not_found();

 private:
  TestDatabase database_;
  std::unique_ptr<operations::SqlQueries> queries_;
};

void TestDetails::initTestCase() {
  QVERIFY2(database_.database, describe(database_.error).c_str());
  VERIFY_RESULT(fillSample(*database_));
  queries_ = std::make_unique<operations::SqlQueries>(*database_);
}

void TestDetails::a_customer_adds_up_without_mixing_currencies() {
  const auto rows = queries_->customers().rows({1, 2, 3}, {}).result();
  VERIFY_RESULT(rows);
  const CustomerRow &ada = rows->at(0), &bob = rows->at(1), &eve = rows->at(2);
  QCOMPARE(ada.subscriptions, 2);
  QCOMPARE(ada.status, QStringLiteral("past_due"));
  QCOMPARE(ada.mrrMinor, 12'800);
  QCOMPARE(ada.paidMinor, 2'000);
  QCOMPARE(ada.currency, QStringLiteral("EUR"));
  QCOMPARE(ada.planSummary, QStringLiteral("2 plans"));
  QCOMPARE(*ada.lastPaymentAt, sampleNow - dayMs);
  QCOMPARE(*ada.lastEventAt, sampleNow - dayMs);
  QVERIFY(!ada.mixedCurrencies && bob.mixedCurrencies && !eve.mixedCurrencies);
  QCOMPARE(bob.currency, QStringLiteral("USD"));
  QCOMPARE(bob.mrrMinor, 3'000);
  QCOMPARE(bob.planSummary, QStringLiteral("Pro"));
  QCOMPARE(eve.status, QStringLiteral("cancelled"));
  QCOMPARE(eve.activeSubscriptions, 0);
  QVERIFY(!eve.lastPaymentAt && !eve.lastEventAt);
}

void TestDetails::a_customer_shows_everything_about_it() {
  const auto detail = queries_->customer(1, {}).result();
  VERIFY_RESULT(detail);
  QCOMPARE(detail->subscriptions.size(), 2);
  QCOMPARE(detail->subscriptions.first().externalId, QStringLiteral("sub_2"));
  QCOMPARE(detail->payments.size(), 2);
  QCOMPARE(detail->invoices.size(), 2);
  QCOMPARE(detail->usage.size(), 1);
  QCOMPARE(detail->events.size(), 3);
  QCOMPARE(detail->events.first().eventId, QStringLiteral("msg_3"));
}

void TestDetails::a_subscription_shows_its_money_its_events_and_the_newest_body() {
  auto newer = delivery("msg_latest", R"({"latest":true})");
  const auto row = put(*database_, newer)->eventRow;
  VERIFY_RESULT(run(*database_,
                    QStringLiteral("UPDATE webhook_events SET subject = 'sub_1', state = 'applied' WHERE id = ?"),
                    {qlonglong(row)}));
  const auto detail = queries_->subscription(1, {}).result();
  VERIFY_RESULT(detail);
  QCOMPARE(detail->row.customerName, QStringLiteral("Ada Kowalski"));
  QCOMPARE(detail->row.customerId, 1);
  QCOMPARE(detail->payments.size(), 1);
  QCOMPARE(detail->invoices.size(), 1);
  QCOMPARE(detail->usage.size(), 1);
  QCOMPARE(detail->events.size(), 3);
  QCOMPARE(detail->latestBody, QByteArray(R"({"latest":true})"));
  VERIFY_RESULT(run(*database_, QStringLiteral("DELETE FROM webhook_attempts")));
  VERIFY_RESULT(run(*database_, QStringLiteral("DELETE FROM webhook_events WHERE id = ?"), {qlonglong(row)}));
}

void TestDetails::a_webhook_event_shows_attempts_bodies_and_changes() {
  TestDatabase db;
  operations::SqlQueries queries(*db);
  const auto row = put(*db, delivery("msg_1", "{}"))->eventRow;
  VERIFY_RESULT(
      run(*db,
          QStringLiteral(
              "INSERT INTO webhook_effects (event_row, entity, external_id, fields_before, fields_after, outcome) "
              "VALUES (?, 'subscription', 'sub_1', '{\"status\":\"active\"}', "
              "'{\"status\":\"past_due\",\"quantity\":3}', 'updated')"),
          {qlonglong(row)}));
  const auto detail = queries.webhookEvent(row, {}).result();
  VERIFY_RESULT(detail);
  QCOMPARE(detail->row.state, QStringLiteral("pending"));
  QCOMPARE(detail->attempts.size(), 1);
  QCOMPARE(detail->attempts[0].headers.value(0).first, QByteArray("webhook-id"));
  QCOMPARE(detail->attempts[0].body, QByteArray("{}"));
  QCOMPARE(detail->attempts[0].bodySha256.size(), 32);
  QCOMPARE(detail->effects.size(), 1);
  const auto& changes = detail->effects[0].changes;
  QCOMPARE(changes.size(), 2);
  for (const FieldChange& change : changes) {
    QCOMPARE(change.after, change.field == u"status" ? QStringLiteral("past_due") : QStringLiteral("3"));
    QCOMPARE(change.before, change.field == u"status" ? QStringLiteral("active") : QString());
  }
}

void TestDetails::a_repeated_body_is_shown_with_every_attempt() {
  TestDatabase db;
  operations::SqlQueries queries(*db);
  const auto row = put(*db, delivery("msg_1", "one"))->eventRow;
  QVERIFY(put(*db, delivery("msg_1", "two")) && put(*db, delivery("msg_1", "one")) &&
          put(*db, delivery("msg_1", "two")));
  const auto detail = queries.webhookEvent(row, {}).result();
  VERIFY_RESULT(detail);
  QByteArrayList bodies;
  for (const auto& attempt : detail->attempts) bodies << attempt.body;
  QCOMPARE(bodies, (QByteArrayList{"one", "two", "one", "two"}));
}

void TestDetails::payments_tell_of_refunds_and_disputes() {
  const auto rows = queries_->payments().rows({1, 3}, {}).result();
  VERIFY_RESULT(rows);
  QCOMPARE(rows->at(0).refundedMinor, 900);
  QVERIFY(!rows->at(0).disputed);
  QVERIFY(rows->at(1).disputed);
  QCOMPARE(queries_->invoices().rows({1}, {}).result()->first().refundedMinor, 900);
}

void TestDetails::plans_count_their_subscribers() {
  const auto rows = queries_->plans().firstPage({}, 10, {}).result();
  VERIFY_RESULT(rows);
  QCOMPARE(rows->size(), 2);
  QCOMPARE(rows->at(0).activeSubscribers, 3);
  QCOMPARE(rows->at(0).mrrMinor, 2900 + 2417);
  QCOMPARE(rows->at(1).allSubscribers, 0);
}

void TestDetails::the_overview_agrees_with_the_rows_behind_it() {
  const auto facts = queries_->overview(sampleNow, {}).result();
  VERIFY_RESULT(facts);
  QCOMPARE(facts->activeSubscriptions, 3);
  QCOMPARE(facts->pastDue, 1);
  QCOMPARE(facts->cancelling, 1);
  QCOMPARE(facts->mrr.size(), 2);
  QCOMPARE(facts->mrr[0].currency, QStringLiteral("EUR"));
  QCOMPARE(facts->mrr[0].minor, 2900 + 9900 + 2417);
  QCOMPARE(facts->mrr[0].count, 3);
  QCOMPARE(facts->owed.size(), 1);
  QCOMPARE(facts->owed[0].minor, 9900);
  QCOMPARE(facts->paid30Days.size(), 2);
  QCOMPARE(facts->planMix.size(), 2);
  QCOMPARE(facts->planMix[0].name, QStringLiteral("Pro"));
  QCOMPARE(facts->planMix[0].count, 3);
  QCOMPARE(facts->statusMix.size(), 3);
  QCOMPARE(facts->webhookDays.size(), 30);
  QCOMPARE(facts->webhookDays.last().rejected, 1);
  QCOMPARE(facts->webhookDays[28].applied, 1);
  QCOMPARE(facts->webhookDays[28].dead, 1);
  QCOMPARE(facts->revenueDays.size(), 3);
  QCOMPARE(facts->revenueDays[1].paidMinor, 2900);
  QCOMPARE(facts->revenueDays[1].failed, 1);
  QCOMPARE(facts->revenueDays[2].refundedMinor, 900);
  QCOMPARE(facts->renewals.size(), 3);
  QCOMPARE(facts->renewals[0].externalId, QStringLiteral("sub_2"));
  QCOMPARE(facts->deadLetters, 1);
  QCOMPARE(facts->rejectedLast100, 1);
  QCOMPARE(facts->eventsTotal, 5);
}

void TestDetails::the_badges_count_what_needs_attention() {
  const auto badges = queries_->badges({}).result();
  VERIFY_RESULT(badges);
  QCOMPARE(badges->deadLetters, 1);
  QCOMPARE(badges->pastDue, 1);
}

void TestDetails::what_is_gone_is_not_found() {
  QVERIFY(queries_->customer(99, {}).result().error().kind == ErrorKind::NotFound);
  QVERIFY(queries_->subscription(-1, {}).result().error().kind == ErrorKind::NotFound);
  QVERIFY(queries_->webhookEvent(0, {}).result().error().kind == ErrorKind::NotFound);
}

QTEST_GUILESS_MAIN(TestDetails)
#include "tst_details.moc"
