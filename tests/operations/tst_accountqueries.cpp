// What panes and the local API are shown of an account.
#include <QtTest>

#include "operations/accounts/accountqueries.h"
#include "operations/usage/trackusage.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

BillingRules shown() {
  BillingRules rules = threePlans();
  rules.credits.enabled = true;
  rules.credits.startingTenths = 30;
  rules.entitlements.enabled = true;
  QuotaRule calls;
  calls.key = "api_calls";
  calls.name = "API calls";
  rules.quotas = {calls};
  rules.actions = {{"search", {"api_calls"}, {"api_calls"}, 0}};
  return rules;
}

class ShownWorld : public RuledWorld {
 public:
  ShownWorld() : RuledWorld(shown()) {
    deliver("evt_1", ada.subscription("active", marchFirst));
    deliver("evt_2", ada.payment("succeeded", marchFirst, "pay_1", "pdt_pro", "sub_1"));
  }
  template <class T, class Read>
  Result<T> asked(Read read) {
    return db->read<T>([&](QSqlDatabase& connection) { return read(connection); }).result();
  }
  Result<store::AccountDetail> detail(const char* key) {
    return asked<store::AccountDetail>([&](QSqlDatabase& connection) {
      return readAccountDetail(connection, context, db.clock.now(), QString::fromLatin1(key));
    });
  }
  QStringList found(const char* words, int limit = 10) {
    const auto rows = asked<QVector<store::AccountRow>>(
        [&](QSqlDatabase& connection) { return readAccounts(connection, QString::fromLatin1(words), limit); });
    QStringList keys;
    for (const auto& row : rows.value_or(QVector<store::AccountRow>{})) keys << row.key;
    return keys;
  }

 private:
  const Teller ada = Teller{}.with("userId", "u_1");
};

}  // namespace

class AccountQueriesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_detail_has_everything_about_the_account() {
    ShownWorld world;
    VERIFY_RESULT(world.write([&](store::WriteContext& context) {
      return trackUsage(context, world.context, {"u_1", "search", 3, "req_1", false}, {marchFirst})
          .map([](const auto&) {});
    }));
    const auto detail = world.detail("u_1");
    VERIFY_RESULT(detail);
    QCOMPARE(detail->row.plan, QStringLiteral("pro"));
    QCOMPARE(detail->row.interval, QStringLiteral("month"));
    QCOMPARE(*detail->row.periodEnd, marchFirst + 31 * days);
    QCOMPARE(detail->usage.at(0).used, 3);
    QCOMPARE(*detail->usage.at(0).limit, 20000);
    QCOMPARE(detail->actions.at(0).requestId, QStringLiteral("req_1"));
    QVERIFY(detail->hasCredits);
    QCOMPARE(detail->balanceTenths, 30);
    QCOMPARE(detail->entitlements.at(0).plan, QStringLiteral("pro"));
    QCOMPARE(detail->planChanges.at(0).toPlan, QStringLiteral("pro"));
    QCOMPARE(detail->planChanges.last().cause, QStringLiteral("sign_up"));
  }

  void a_customer_row_leads_to_its_account() {
    ShownWorld world;
    const qint64 row = single(*world.db, QStringLiteral("SELECT id FROM customers")).toLongLong();
    const auto read = [&](qint64 customer) {
      return world.asked<store::AccountDetail>([&](QSqlDatabase& connection) {
        return readAccountOfCustomer(connection, world.context, {marchFirst}, customer);
      });
    };
    QCOMPARE(read(row)->row.key, QStringLiteral("u_1"));
    QCOMPARE(read(row + 1).error().code, std::string("no_account"));
    QCOMPARE(world.detail("u_9").error().code, std::string("unknown_account"));
  }

  void accounts_are_found_by_every_word_in_any_case() {
    ShownWorld world;
    Teller grace;
    grace.customer = "cus_2";
    grace.name = "Grace 100%";
    grace.email = "Grace@example.com";
    world.deliver("evt_3", grace.with("userId", "u_2").payment("succeeded", marchFirst, "pay_2", "pdt_pro"));
    QCOMPARE(world.found(""), (QStringList{QStringLiteral("u_1"), QStringLiteral("u_2")}));
    QCOMPARE(world.found("", 1), QStringList{QStringLiteral("u_1")});
    QCOMPARE(world.found("GRACE example"), QStringList{QStringLiteral("u_2")});
    QCOMPARE(world.found("cus_1"), QStringList{QStringLiteral("u_1")});
    QCOMPARE(world.found("100%"), QStringList{QStringLiteral("u_2")});
    QCOMPARE(world.found("u%"), QStringList{});
  }
};

QTEST_GUILESS_MAIN(AccountQueriesTest)
#include "tst_accountqueries.moc"
