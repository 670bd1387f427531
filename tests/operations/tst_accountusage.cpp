// What is shown of usage and credits: the bars of the usage pane, the figures and history of an account, its ledger.
#include <QTest>
#include <limits>

#include "operations/credits/creditbook.h"
#include "operations/credits/creditqueries.h"
#include "operations/usage/trackusage.h"
#include "operations/usage/usagequeries.h"
#include "support/accountfixture.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

const Instant march = at("2026-03-10T12:00:00Z");

BillingRules sampleRules() {
  BillingRules rules;
  rules.plans = {{"free", "Free", 0, {}, {{"api_calls", 10}, {"images", 2}, {"memories", std::nullopt}}, 0, {}},
                 {"pro", "Pro", 1, {}, {{"api_calls", 100}, {"images", 20}, {"memories", std::nullopt}}, 0, {}}};
  rules.quotas = {{"api_calls", "API calls", "calls", QuotaMode::Soft, 75, 20, false},
                  {"memories", "Memories", "memories", QuotaMode::Hard, 80, 0, true},
                  {"images", "Images", "images", QuotaMode::TopUp, 80, 0, false}};
  rules.actions = {{"search", {"api_calls"}, {"api_calls"}, 0},
                   {"remember", {"memories"}, {"memories"}, 0},
                   {"draw", {"images"}, {"images"}, 25}};
  rules.credits.enabled = true;
  return rules;
}

}  // namespace

class TestAccountUsage : public QObject {
  Q_OBJECT

 private:
  Result<UsageVerdict> track(const char* action, std::int64_t units = 1, Instant now = march) {
    const UsageRequest request{key_.toStdString(), action, units, {}, false};
    return inWrite(*db_, [&](store::WriteContext& context) { return trackUsage(context, context_, request, now); });
  }
  Result<void> refresh(Instant now = march) {
    return write(*db_,
                 [&](store::WriteContext& context) { return refreshUsageBars(context, context_, account_, now); });
  }
  void giveCredits(Tenths tenths, const char* reference, std::optional<Instant> expires = std::nullopt) {
    VERIFY_RESULT(inWrite(*db_, [&](store::WriteContext& context) {
      return grantCredits(context, {account_, "manual", reference, tenths, 5, expires, {}}, march);
    }));
  }
  QVariantList bar(const char* externalId, const char* columns) {
    QVariantList values;
    for (const QByteArray& name : QByteArray(columns).split(' '))
      values << single(*db_,
                       QStringLiteral("SELECT %1 FROM usage_balances WHERE account_id = ? AND external_id = ?")
                           .arg(QLatin1String(name)),
                       {account_, QLatin1String(externalId)});
    return values;
  }
  int bars() {
    return single(*db_, QStringLiteral("SELECT COUNT(*) FROM usage_balances WHERE account_id = ?"), {account_}).toInt();
  }
  store::AccountDetail detail(Instant now = march) {
    auto read = db_->read<store::AccountDetail>([&](QSqlDatabase& database) -> Result<store::AccountDetail> {
      store::AccountDetail found;
      found.row.id = account_;
      found.row.plan = QStringLiteral("free");
      found.row.createdAt = march.ms;
      if (auto added = addUsage(database, context_, now, found); !added) return failure(added.error());
      if (auto added = addCredits(database, context_, now, found); !added) return failure(added.error());
      return found;
    });
    const auto found = read.result();
    if (!found) qFatal("%s", describe(found.error()).c_str());
    return *found;
  }

  TestDatabase db_;
  BillingRules rules_ = sampleRules();
  RulesContext context_{rules_};
  QString key_;
  qint64 account_ = 0;
  int accounts_ = 0;

 private Q_SLOTS:
  void init() {
    rules_ = sampleRules();
    key_ = QStringLiteral("u_%1").arg(++accounts_);
    account_ = addAccount(*db_, key_, QStringLiteral("free"), at("2026-01-01T00:00:00Z"));
  }

  void a_bar_grows_with_each_action() {  // P25
    VERIFY_RESULT(track("search", 4));
    QCOMPARE(bar("quota:api_calls", "granted_milli remaining_milli blocked_milli warn_percent unit quota"),
             (QVariantList{10'000, 6'000, 12'000, 75, QStringLiteral("calls"), QStringLiteral("api_calls")}));
    QCOMPARE(bar("quota:api_calls", "customer_external_id provider"),
             (QVariantList{QStringLiteral("account:") + key_, QStringLiteral("dodo")}));
    VERIFY_RESULT(track("search", 8));
    QCOMPARE(bar("quota:api_calls", "remaining_milli"), QVariantList{-2'000});  // 120 %
    QCOMPARE(bars(), 1);
  }

  void a_refusal_leaves_the_bars_alone() {
    auto subscription = db_->changes().subscribe([] {});
    QVERIFY(!track("search", 100)->allowed);
    QCOMPARE(bars(), 0);
    const auto changes = subscription->take();
    QCOMPARE(changes.size(), 1U);
    QVERIFY(changes[0].entity == store::Entity::Account);
  }

  void all_bars_are_drawn_for_an_account_that_has_done_nothing() {
    VERIFY_RESULT(refresh());
    VERIFY_RESULT(refresh());
    QCOMPARE(bars(), 4);
    QCOMPARE(bar("quota:api_calls", "granted_milli remaining_milli"), (QVariantList{10'000, 10'000}));
    const auto unlimited = bar("quota:memories", "granted_milli remaining_milli period_start period_end");
    QVERIFY(std::ranges::all_of(unlimited, [](const QVariant& value) { return value.isNull(); }));
    QVERIFY(bar("quota:images", "blocked_milli")[0].isNull());  // credits pay beyond the limit
    QCOMPARE(bar("quota:api_calls", "period_start period_end"),
             (QVariantList{qlonglong(at("2026-03-01T00:00:00Z").ms), qlonglong(at("2026-04-01T00:00:00Z").ms)}));
    QCOMPARE(bar("credits", "granted_milli remaining_milli"), (QVariantList{0, 0}));
  }

  void bars_follow_the_plan_and_the_period() {
    VERIFY_RESULT(track("search", 4));
    VERIFY_RESULT(run(*db_, QStringLiteral("UPDATE accounts SET plan_id = 'pro' WHERE id = ?"), {account_}));
    VERIFY_RESULT(refresh());
    QCOMPARE(bar("quota:api_calls", "granted_milli remaining_milli"), (QVariantList{100'000, 96'000}));
    VERIFY_RESULT(refresh(at("2026-04-01T00:00:00Z")));
    QCOMPARE(bar("quota:api_calls", "remaining_milli"), QVariantList{100'000});
  }

  void bars_move_to_the_customer_when_it_becomes_known() {
    VERIFY_RESULT(refresh());
    VERIFY_RESULT(run(*db_,
                      QStringLiteral("UPDATE accounts SET billing_customer_id = 'cus_' || id, billing_provider = "
                                     "'stripe' WHERE id = ?"),
                      {account_}));
    VERIFY_RESULT(refresh());
    QCOMPARE(bars(), 4);
    QCOMPARE(bar("quota:api_calls", "customer_external_id provider"),
             (QVariantList{QStringLiteral("cus_%1").arg(account_), QStringLiteral("stripe")}));
  }

  void a_customer_of_two_accounts_has_the_bars_of_both() {
    const auto customer = QStringLiteral("cus_shared");
    const qint64 other = addAccount(*db_, key_ + u'b', QStringLiteral("free"), march, customer);
    VERIFY_RESULT(
        write(*db_, [&](store::WriteContext& context) { return refreshUsageBars(context, context_, other, march); }));
    VERIFY_RESULT(refresh());
    VERIFY_RESULT(
        run(*db_, QStringLiteral("UPDATE accounts SET billing_customer_id = ? WHERE id = ?"), {customer, account_}));
    VERIFY_RESULT(refresh());
    VERIFY_RESULT(refresh());
    QCOMPARE(bars(), 4);
    const auto ofCustomer = QStringLiteral("SELECT COUNT(*) FROM usage_balances WHERE customer_external_id = ?");
    QCOMPARE(single(*db_, ofCustomer, {customer}).toInt(), 8);
  }

  void the_credit_bar_tells_what_is_left_of_what_is_open() {
    giveCredits(100, "a");
    giveCredits(50, "lapsed", at("2026-03-10T12:00:01Z"));
    VERIFY_RESULT(track("draw", 3));  // one beyond the limit
    QCOMPARE(bar("credits", "granted_milli remaining_milli unit"),
             (QVariantList{15'000, 12'500, QStringLiteral("credits")}));
    VERIFY_RESULT(refresh(at("2026-03-11T00:00:00Z")));
    QCOMPARE(bar("credits", "granted_milli remaining_milli"), (QVariantList{10'000, 10'000}));
  }

  void limits_beyond_what_a_bar_holds_do_not_wrap_around() {
    rules_.plans[0].limits["api_calls"] = std::numeric_limits<std::int64_t>::max();
    VERIFY_RESULT(refresh());
    QCOMPARE(bar("quota:api_calls", "granted_milli")[0].toLongLong(), std::numeric_limits<qint64>::max());
  }

  void every_quota_is_listed_with_its_state() {  // P24, P25
    VERIFY_RESULT(track("search", 8));
    const auto usage = detail().usage;
    QCOMPARE(usage.size(), 3);
    QCOMPARE(usage[0].name, QStringLiteral("API calls"));
    QCOMPARE(usage[0].used, 8);
    QCOMPARE(*usage[0].percentHundredths, 8000);
    QCOMPARE(usage[0].state, QStringLiteral("warn"));
    QCOMPARE(*usage[0].blockedAt, 12);
    QVERIFY(!usage[1].limit && !usage[1].periodEnd);
    QCOMPARE(usage[2].used, 0);
    const auto figures =
        inWrite(*db_, [&](store::WriteContext& context) { return usageOf(context, context_, account_, march); });
    QCOMPARE(figures->size(), 3U);
    QCOMPARE(figures->front().used, 8);
  }

  void the_months_before_come_oldest_first_with_empty_ones() {
    VERIFY_RESULT(track("search", 3, at("2025-12-05T00:00:00Z")));
    VERIFY_RESULT(track("search", 5, at("2026-02-05T00:00:00Z")));
    VERIFY_RESULT(track("search", 1));
    QCOMPARE(detail().usage[0].history, (QVector<qint64>{3, 0, 5}));
    VERIFY_RESULT(track("search", 2, at("2023-01-05T00:00:00Z")));
    QCOMPARE(detail().usage[0].history.size(), 12);
    QVERIFY(detail().usage[1].history.isEmpty());
  }

  void billing_periods_before_are_those_that_were() {
    rules_.usagePeriod = UsagePeriod::BillingPeriod;
    for (const char* when : {"2026-01-20T00:00:00Z", "2026-02-20T00:00:00Z", "2026-03-10T00:00:00Z"})
      VERIFY_RESULT(track("search", 2, at(when)));
    auto read = db_->read<QVector<store::QuotaUsage>>([&](QSqlDatabase& database) {
      store::AccountRow row;
      row.id = account_;
      row.plan = QStringLiteral("free");
      row.createdAt = at("2026-01-01T00:00:00Z").ms;
      return quotaUsageOf(database, context_, row, march);
    });
    QCOMPARE(read.result()->first().history, (QVector<qint64>{2, 2}));
  }

  void actions_come_newest_first_and_say_how_it_stood() {
    VERIFY_RESULT(track("search", 2));
    VERIFY_RESULT(track("remember", 1, Instant{march.ms + 1}));
    QVERIFY(!track("search", 99, Instant{march.ms + 2})->allowed);
    const auto actions = detail().actions;
    QCOMPARE(actions.size(), 3);
    QCOMPARE(actions[0].detail, QStringLiteral("quota_exceeded"));
    QCOMPARE(actions[0].verdict, QStringLiteral("refused"));
    QCOMPARE(actions[1].detail, QStringLiteral("Memories 1"));
    QCOMPARE(actions[2].detail, QStringLiteral("API calls 2 of 10"));
    QCOMPARE(actions[2].units, 2);
  }

  void the_ledger_shows_the_balance_after_each_entry() {
    giveCredits(100, "a");
    giveCredits(60, "b");
    VERIFY_RESULT(track("draw", 5));
    const auto found = detail();
    QVERIFY(found.hasCredits);
    QCOMPARE(found.balanceTenths, 85);
    QCOMPARE(found.cachedTenths, 85);
    QCOMPARE(found.grants.size(), 2);
    QVector<qint64> balances;
    for (const auto& entry : found.ledger) balances << entry.balanceTenths;
    QCOMPARE(balances, (QVector<qint64>{85, 160, 100}));
    QCOMPARE(found.ledger[0].kind, QStringLiteral("use"));
    QCOMPARE(found.ledger[0].source, QStringLiteral("manual"));
  }

  void what_has_lapsed_is_no_longer_at_hand_before_it_is_written_off() {
    giveCredits(100, "a");
    giveCredits(60, "b", at("2026-03-11T00:00:00Z"));
    const auto found = detail(at("2026-03-11T00:00:00Z"));
    QCOMPARE(found.balanceTenths, 100);
    QCOMPARE(found.cachedTenths, 100);
    VERIFY_RESULT(
        run(*db_, QStringLiteral("UPDATE credit_balances SET tenths = 135 WHERE account_id = ?"), {account_}));
    QCOMPARE(detail().cachedTenths, 135);
    QCOMPARE(detail().balanceTenths, 160);
  }

  void purchases_are_listed_also_those_of_nobody() {
    VERIFY_RESULT(run(*db_,
                      QStringLiteral("INSERT INTO credit_purchases (account_id, provider, payment_external_id, status, "
                                     "reason, amount_minor, currency, purchased_at) VALUES (?, 'dodo', 'pay_1', "
                                     "'refused', 'not_a_number', 499, 'USD', 5), (NULL, 'dodo', 'pay_2', 'refused', "
                                     "'account_unknown', 499, 'USD', 6)"),
                      {account_}));
    QCOMPARE(detail().purchases.size(), 1);
    QCOMPARE(detail().purchases[0].accountKey, key_);
    auto all = db_->read<QVector<store::CreditPurchaseRow>>([](QSqlDatabase& db) { return purchasesOf(db, 0); });
    QCOMPARE(all.result()->size(), 2);
    QCOMPARE(all.result()->first().accountKey, QString());
  }
};

QTEST_GUILESS_MAIN(TestAccountUsage)
#include "tst_accountusage.moc"
