// The usage list over what a provider tells and what is counted here: whose it is, its state, the periods before.
#include <QTest>

#include "operations/sqlqueries.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

class TestUsageList : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase();
  void an_account_without_a_customer_is_shown_by_its_name_or_key();
  void the_state_follows_the_judgement_of_the_quota_data();
  void the_state_follows_the_judgement_of_the_quota();
  void a_state_is_filtered_like_it_is_shown();
  void the_periods_before_come_with_the_row();
  void what_is_used_is_known_without_a_limit();
  void words_find_accounts();
  void accounts_are_exact_fields();
  void a_payment_tells_when_its_first_event_arrived();

 private:
  QVector<UsageRow> rows(const ListQuery& query) {
    const auto found = queries_->usage().firstPage(query, 100, {}).result();
    if (!found) qWarning("%s", describe(found.error()).c_str());
    return found.value_or(QVector<UsageRow>{});
  }
  UsageRow named(const char* name) {
    const auto found = rows({{}, {{"name", FilterOp::Is, {QLatin1String(name)}}}, {}, true});
    return found.value(0);
  }
  TestDatabase database_;
  std::unique_ptr<operations::SqlQueries> queries_;
};

namespace {

Result<void> insertRow(WriteContext& context, const char* table, const char* columns, const QVariantList& values) {
  const QString marks = QStringList(values.size(), QStringLiteral("?")).join(u',');
  return execute(
      context.database(),
      QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)").arg(QLatin1String(table), QLatin1String(columns), marks),
      values);
}

/// Thousandths; limit -1: none.
QVariantList bar(const char* name, const char* quota, int account, int limit, int used, int blocked) {
  const QVariant nothing;
  return {QLatin1String("dodo"),
          QLatin1String(name),
          account == 2 ? QLatin1String("account:user_bea") : QLatin1String("cus_ada"),
          QLatin1String(name),
          QLatin1String(quota),
          *quota == 0 ? nothing : QVariant(account),
          limit < 0 ? nothing : QVariant(limit * 1000),
          limit < 0 ? nothing : QVariant((limit - used) * 1000),
          blocked < 0 ? nothing : QVariant(blocked * 1000),
          3000,
          4000,
          1,
          1};
}

const char* const kBarColumns =
    "provider,external_id,customer_external_id,name,quota,account_id,granted_milli,remaining_milli,blocked_milli,"
    "period_start,period_end,object_time,updated_at";

}  // namespace

void TestUsageList::initTestCase() {
  QVERIFY2(database_.database, describe(database_.error).c_str());
  VERIFY_RESULT(write(*database_, [](WriteContext& context) -> Result<void> {
    const auto put = [&](const char* table, const char* columns, const QVariantList& values) {
      const auto done = insertRow(context, table, columns, values);
      if (!done) qFatal("%s", describe(done.error()).c_str());
    };
    put("customers", "provider,external_id,name,object_time,updated_at",
        {QLatin1String("dodo"), QLatin1String("cus_ada"), QLatin1String("Ada GmbH"), 1, 1});
    put("accounts", "account_key,name,email,created_at,updated_at",
        {QLatin1String("user_ada"), QLatin1String("Ada"), QLatin1String("ada@example.org"), 1, 1});
    put("accounts", "account_key,name,email,created_at,updated_at",
        {QLatin1String("user_bea"), QLatin1String(""), QLatin1String("bea@example.org"), 1, 1});
    for (const QVariantList& values :
         {bar("ok", "calls", 1, 1000, 799, 1000), bar("warn", "calls", 1, 1000, 800, 1000),
          bar("soft", "calls", 1, 1000, 1000, 1100), bar("blocked", "calls", 1, 1000, 1100, 1100),
          bar("blocked at 0", "calls", 2, 0, 0, 0), bar("unlimited", "memories", 2, -1, 0, -1),
          bar("provider's", "", 0, 100, 100, -1), bar("provider's nothing", "", 0, 0, 0, -1)})
      put("usage_balances", kBarColumns, values);
    for (int period = 0; period <= 14; ++period)
      put("usage_records", "account_id,quota,period_start,period_end,used,updated_at",
          {1, QLatin1String("calls"), 3000 - period * 100, 3100 - period * 100, 500 + period, 1});
    put("usage_records", "account_id,quota,period_start,period_end,used,updated_at",
        {2, QLatin1String("memories"), 3000, 4000, 77, 1});
    put("payments", "provider,external_id,customer_external_id,status,created_at,object_time,updated_at",
        {QLatin1String("dodo"), QLatin1String("pay_1"), QLatin1String("cus_ada"), QLatin1String("succeeded"), 1000, 1,
         1});
    for (int event = 1; event <= 2; ++event) {
      put("webhook_events", "id,provider,event_id,route,customer_external_id,received_at,verdict,state,http_status",
          {event, QLatin1String("dodo"), QStringLiteral("msg_%1").arg(event), QLatin1String("/"),
           QLatin1String("cus_ada"), 6000 - event * 1000, QLatin1String("ok"), QLatin1String("applied"), 200});
      put("webhook_effects", "event_row,entity,external_id,fields_before,fields_after,outcome",
          {event, QLatin1String("payment"), QLatin1String("pay_1"), QLatin1String("{}"), QLatin1String("{}"),
           QLatin1String("created")});
    }
    return {};
  }));
  queries_ = std::make_unique<operations::SqlQueries>(*database_);
}

void TestUsageList::an_account_without_a_customer_is_shown_by_its_name_or_key() {
  QCOMPARE(named("ok").customerName, QStringLiteral("Ada GmbH"));
  QCOMPARE(named("unlimited").customerName, QStringLiteral("user_bea"));
  QCOMPARE(named("unlimited").accountKey, QStringLiteral("user_bea"));
  QCOMPARE(rows({{}, {}, "customer", true}).first().customerName, QStringLiteral("user_bea"));
}

void TestUsageList::the_state_follows_the_judgement_of_the_quota_data() {
  QTest::addColumn<QString>("name");
  QTest::addColumn<QString>("state");
  const auto row = [](const char* name, const char* state) {
    QTest::newRow(name) << QString::fromLatin1(name) << QString::fromLatin1(state);
  };
  row("ok", "ok");
  row("warn", "warn");
  row("soft", "soft");
  row("blocked", "blocked");
  row("blocked at 0", "blocked");
  row("unlimited", "unlimited");
  row("provider's", "used_up");
  row("provider's nothing", "nothing_granted");
}

void TestUsageList::the_state_follows_the_judgement_of_the_quota() {
  QFETCH(QString, name);
  QFETCH(QString, state);
  QCOMPARE(named(name.toLatin1().constData()).state, state);
}

void TestUsageList::a_state_is_filtered_like_it_is_shown() {
  const auto blocked = rows({{}, {{"state", FilterOp::Is, {QStringLiteral("blocked")}}}, "name", false});
  QCOMPARE(blocked.size(), 2);
  QCOMPARE(blocked.first().name, QStringLiteral("blocked"));
}

void TestUsageList::the_periods_before_come_with_the_row() {
  const UsageRow row = named("warn");
  QCOMPARE(row.history.size(), 12);
  QCOMPARE(row.history.first().start, 1800);
  QCOMPARE(row.history.last().start, 2900);
  QCOMPARE(row.history.last().usedMilli, 501'000);
  QCOMPARE(*row.usedMilli, 800'000);
  QVERIFY(named("provider's").history.isEmpty());
}

void TestUsageList::what_is_used_is_known_without_a_limit() {
  const UsageRow row = named("unlimited");
  QVERIFY(!row.grantedMilli);
  QCOMPARE(row.usedMilli.value_or(-1), 77'000);
}

void TestUsageList::words_find_accounts() {
  QCOMPARE(rows({QStringLiteral("BEA@example"), {}, {}, true}).size(), 2);
  QCOMPARE(rows({QStringLiteral("user_ada"), {}, {}, true}).size(), 4);
}

void TestUsageList::accounts_are_exact_fields() {
  QCOMPARE(rows({{}, {{"account", FilterOp::Is, {QStringLiteral("user_bea")}}}, {}, true}).size(), 2);
  QCOMPARE(rows({{}, {{"account", FilterOp::IsEmpty, {}}}, {}, true}).size(), 2);
}

void TestUsageList::a_payment_tells_when_its_first_event_arrived() {
  const auto detail = queries_->customer(1, {}).result();
  VERIFY_RESULT(detail);
  QCOMPARE(detail->payments.size(), 1);
  QCOMPARE(detail->payments.first().receivedAt.value_or(0), 4000);
}

QTEST_GUILESS_MAIN(TestUsageList)
#include "tst_usagelist.moc"
