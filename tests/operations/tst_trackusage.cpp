// What is counted, what is refused, and that a request counts once: the quotas of PersistQ, Adminer and Pixell.
#include <QJsonObject>
#include <QTest>
#include <latch>
#include <limits>
#include <random>
#include <thread>

#include "domain/calculationcases.h"
#include "operations/credits/creditbook.h"
#include "operations/usage/trackusage.h"
#include "support/accountfixture.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

const Instant march = at("2026-03-10T12:00:00Z");
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

BillingRules persistq() {
  BillingRules rules;
  Plan free{"free", "Free", 0, {}, {{"api_calls", 10}, {"memories", 3}}, 0, {}};
  Plan pro{"pro", "Pro", 1, {}, {{"api_calls", 100}, {"memories", std::nullopt}}, 0, {}};
  rules.plans = {free, pro};
  rules.quotas = {{"api_calls", "API calls", "calls", QuotaMode::Hard, 80, 0, false},
                  {"memories", "Memories", "memories", QuotaMode::Hard, 80, 0, true}};
  rules.actions = {{"memory.create", {"api_calls", "memories"}, {"api_calls", "memories"}, 0},
                   {"memory.search", {"api_calls"}, {"api_calls"}, 0},
                   {"broken", {"nothing_of_that_name"}, {}, 0}};
  return rules;
}

// Four sizes with an allowance each, credits beyond it.
BillingRules pixell() {
  BillingRules rules;
  rules.plans = {{"free", "Free", 0, {}, {{"small", 10}, {"medium", 4}}, 0, {}}};
  rules.quotas = {{"small", "Small images", "images", QuotaMode::TopUp, 80, 0, false},
                  {"medium", "Medium images", "images", QuotaMode::TopUp, 80, 0, false},
                  {"large", "Large images", "images", QuotaMode::Soft, 80, 10, false}};
  rules.plans[0].limits["large"] = 250;
  rules.actions = {{"image.small", {"small"}, {"small"}, 10},
                   {"image.medium", {"medium"}, {"medium"}, 25},
                   {"image.large", {"large"}, {"large"}, 0},
                   {"estimate", {}, {}, 10}};
  rules.credits.enabled = true;
  rules.credits.model = AllowanceModel::PerTier;
  return rules;
}

// One pool, priced by size.
BillingRules priced() {
  BillingRules rules;
  rules.actions = {{"small", {}, {}, 10}, {"medium", {}, {}, 25}, {"large", {}, {}, 50}, {"xl", {}, {}, 150}};
  rules.credits.enabled = true;
  return rules;
}

}  // namespace

class TestTrackUsage : public QObject {
  Q_OBJECT

 private:
  Result<UsageVerdict> track(const char* action, std::int64_t units = 1, const char* requestId = "",
                             Instant now = march, bool checkOnly = false) {
    const UsageRequest request{key_.toStdString(), action, units, requestId, checkOnly};
    return inWrite(*db_, [&](store::WriteContext& context) { return trackUsage(context, context_, request, now); });
  }
  qint64 used(const char* quota) {
    return single(*db_,
                  QStringLiteral("SELECT COALESCE(SUM(used), 0) FROM usage_records WHERE account_id = ? AND quota = ?"),
                  {account_, QLatin1String(quota)})
        .toLongLong();
  }
  QVariantList listed(const char* sql) { return column(*db_, QLatin1String(sql), {account_}); }
  qint64 count(const char* sql) { return listed(sql).value(0).toLongLong(); }
  qint64 actions() { return count("SELECT COUNT(*) FROM billable_actions WHERE account_id = ?"); }
  void plan(const char* key) {
    VERIFY_RESULT(
        run(*db_, QStringLiteral("UPDATE accounts SET plan_id = ? WHERE id = ?"), {QLatin1String(key), account_}));
  }
  void setUp(BillingRules rules, const QString& plan = QStringLiteral("free")) {
    rules_ = std::move(rules);
    account_ = addAccount(*db_, key_, plan, at("2026-01-31T10:00:00Z"));
  }
  void giveCredits(Tenths tenths) {
    VERIFY_RESULT(inWrite(*db_, [&](store::WriteContext& context) {
      return grantCredits(context, {account_, "manual", "gift", tenths, 5, std::nullopt, {}}, march);
    }));
  }

  TestDatabase db_;
  BillingRules rules_;
  RulesContext context_{rules_};
  QString key_;
  qint64 account_ = 0;
  int accounts_ = 0;

 private Q_SLOTS:
  void init() { key_ = QStringLiteral("u_%1").arg(++accounts_); }
  void cleanup() { QVERIFY(creditSums(*db_, account_).agree()); }

  void an_action_grows_each_of_its_quotas_by_its_units() {
    setUp(persistq());
    const auto verdict = track("memory.create", 2);
    VERIFY_RESULT(verdict);
    QVERIFY(verdict->allowed);
    QCOMPARE(verdict->quotas.size(), 2U);
    QCOMPARE(verdict->quotas[0].used, 2);
    QCOMPARE(*verdict->quotas[0].limit, 10);
    QCOMPARE(*verdict->quotas[0].percentHundredths, 2000);
    QCOMPARE(used("api_calls"), 2);
    QCOMPARE(used("memories"), 2);
  }

  void a_search_asks_the_calls_alone() {  // P16
    setUp(persistq());
    VERIFY_RESULT(track("memory.create", 3));
    const auto create = track("memory.create");
    VERIFY_RESULT(create);
    QVERIFY(!create->allowed);
    QCOMPARE(create->exceeded, std::string("memories"));
    const auto search = track("memory.search");
    VERIFY_RESULT(search);
    QVERIFY(search->allowed);
    QCOMPARE(used("memories"), 3);
    QCOMPARE(used("api_calls"), 4);
  }

  void one_quota_without_room_keeps_all_of_them_from_growing() {  // P16
    setUp(persistq());
    VERIFY_RESULT(track("memory.create", 2));
    const auto verdict = track("memory.create", 2);
    VERIFY_RESULT(verdict);
    QVERIFY(!verdict->allowed);
    QCOMPARE(verdict->reason, std::string("quota_exceeded"));
    QCOMPARE(used("api_calls"), 2);
    QCOMPARE(used("memories"), 2);
  }

  void a_hard_limit_is_reached_and_not_passed() {
    setUp(persistq());
    for (int i = 0; i < 12; ++i) {
      const auto verdict = track("memory.search");
      VERIFY_RESULT(verdict);
      QCOMPARE(verdict->allowed, i < 10);
    }
    QCOMPARE(used("api_calls"), 10);
    QCOMPARE(count("SELECT COUNT(*) FROM billable_actions WHERE account_id = ? AND verdict = 'refused'"), 2);
  }

  void a_larger_plan_lifts_the_limit_at_once() {  // P39
    setUp(persistq());
    VERIFY_RESULT(track("memory.search", 10));
    QVERIFY(!track("memory.search")->allowed);
    plan("pro");
    const auto verdict = track("memory.search");
    VERIFY_RESULT(verdict);
    QVERIFY(verdict->allowed);
    QCOMPARE(verdict->quotas[0].used, 11);
  }

  void the_warning_starts_at_exactly_its_percentage() {  // P26
    setUp(persistq());
    QVERIFY(track("memory.search", 7)->quotas[0].state == QuotaState::Ok);
    QVERIFY(track("memory.search", 1)->quotas[0].state == QuotaState::Warn);
    QCOMPARE(listed("SELECT verdict FROM billable_actions WHERE account_id = ? ORDER BY id"),
             (QVariantList{QStringLiteral("allowed"), QStringLiteral("warned")}));
  }

  void a_soft_limit_goes_on_to_the_end_of_its_buffer() {  // X17, MC-082
    setUp(pixell());
    const auto atLimit = track("image.large", 250);
    VERIFY_RESULT(atLimit);
    QVERIFY(atLimit->quotas[0].state == QuotaState::Soft);
    QCOMPARE(*atLimit->quotas[0].blockedAt, 275);
    QVERIFY(track("image.large", 25)->allowed);
    const auto beyond = track("image.large");
    QVERIFY(!beyond->allowed);
    QVERIFY(beyond->quotas[0].state == QuotaState::Blocked);
    QCOMPARE(listed("SELECT verdict FROM billable_actions WHERE account_id = ? ORDER BY id").value(1),
             QVariant(QStringLiteral("over")));
  }

  void a_new_month_starts_anew_and_what_lasts_goes_on() {  // P20
    setUp(persistq());
    VERIFY_RESULT(track("memory.create", 3, "", at("2026-02-28T23:59:59Z")));
    const auto next = track("memory.search", 1, "", at("2026-03-01T00:00:00Z"));
    VERIFY_RESULT(next);
    QCOMPARE(next->quotas[0].used, 1);
    QCOMPARE(toIso8601(next->quotas[0].periodStart), std::string("2026-03-01T00:00:00Z"));
    QVERIFY(!track("memory.create")->allowed);
    QCOMPARE(count("SELECT COUNT(*) FROM usage_records WHERE account_id = ? AND quota = 'api_calls'"), 2);
    QCOMPARE(count("SELECT period_start FROM usage_records WHERE account_id = ? AND quota = 'memories'"), 0);
  }

  void a_month_is_one_of_utc() {  // MC-085
    setUp(persistq());
    const auto verdict = track("memory.search", 1, "", at("2026-03-01T00:30:00+02:00"));
    VERIFY_RESULT(verdict);
    QCOMPARE(toIso8601(verdict->quotas[0].periodStart), std::string("2026-02-01T00:00:00Z"));
  }

  void a_billing_period_counts_from_renewal_to_renewal() {
    BillingRules rules = persistq();
    rules.usagePeriod = UsagePeriod::BillingPeriod;
    setUp(rules);
    VERIFY_RESULT(
        run(*db_, QStringLiteral("UPDATE accounts SET current_period_start = ?, current_period_end = ? WHERE id = ?"),
            {qlonglong(at("2026-03-05T08:00:00Z").ms), qlonglong(at("2026-04-05T08:00:00Z").ms), account_}));
    const auto verdict = track("memory.search");
    VERIFY_RESULT(verdict);
    QCOMPARE(toIso8601(verdict->quotas[0].periodStart), std::string("2026-03-05T08:00:00Z"));
    QCOMPARE(toIso8601(*verdict->quotas[0].periodEnd), std::string("2026-04-05T08:00:00Z"));
  }

  void a_year_paid_ahead_has_the_limits_of_its_months() {
    BillingRules rules = persistq();
    rules.usagePeriod = UsagePeriod::BillingPeriod;
    const Money price{500, *Currency::fromCode("USD")};
    rules.plans[0].prices = {{{IntervalUnit::Year, 1}, price, "", ""}, {{IntervalUnit::Month, 1}, price, "", ""}};
    setUp(rules);
    const auto pay = [&](const char* from, const char* until) {
      VERIFY_RESULT(run(*db_,
                        QStringLiteral("UPDATE accounts SET current_period_start = ?, current_period_end = ? WHERE id "
                                       "= ?"),
                        {qlonglong(at(from).ms), qlonglong(at(until).ms), account_}));
    };
    pay("2026-01-31T00:00:00Z", "2027-01-31T00:00:00Z");
    const auto periodOf = [&](const char* when) {
      const auto figure = track("memory.search", 1, "", at(when), true)->quotas[0];
      return QString::fromStdString(toIso8601(figure.periodStart) + " " + toIso8601(*figure.periodEnd));
    };
    QCOMPARE(periodOf("2026-03-10T00:00:00Z"), QStringLiteral("2026-02-28T00:00:00Z 2026-03-31T00:00:00Z"));
    QCOMPARE(periodOf("2027-03-10T00:00:00Z"), QStringLiteral("2026-12-31T00:00:00Z 2027-01-31T00:00:00Z"));
    pay("2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z");  // a month that the provider makes some days longer
    QCOMPARE(periodOf("2026-03-30T00:00:00Z"), QStringLiteral("2026-02-28T00:00:00Z 2026-03-31T00:00:00Z"));
    rules_.plans[0].prices.pop_back();  // sold by the year alone
    pay("2026-01-31T00:00:00Z", "2027-01-31T00:00:00Z");
    QCOMPARE(periodOf("2026-03-10T00:00:00Z"), QStringLiteral("2026-01-31T00:00:00Z 2027-01-31T00:00:00Z"));
  }

  void before_a_subscription_months_count_from_the_first_day() {
    BillingRules rules = persistq();
    rules.usagePeriod = UsagePeriod::BillingPeriod;
    setUp(rules);  // made on 31 January
    const auto verdict = track("memory.search");
    VERIFY_RESULT(verdict);
    QCOMPARE(toIso8601(verdict->quotas[0].periodStart), std::string("2026-02-28T10:00:00Z"));
    QCOMPARE(toIso8601(*verdict->quotas[0].periodEnd), std::string("2026-03-31T10:00:00Z"));
  }

  void the_same_request_is_answered_as_the_first_time_and_counts_once() {
    setUp(persistq());
    const auto first = track("memory.create", 2, "req_1");
    VERIFY_RESULT(first);
    VERIFY_RESULT(track("memory.create", 1, "req_2"));
    const auto again = track("memory.create", 2, "req_1");
    VERIFY_RESULT(again);
    QVERIFY(again->repeated && again->allowed);
    QCOMPARE(again->quotas.size(), 2U);
    QCOMPARE(again->quotas[0].used, first->quotas[0].used);
    QCOMPARE(again->quotas[0].name, std::string("API calls"));
    QCOMPARE(again->quotas[0].limit, first->quotas[0].limit);
    QVERIFY(again->quotas[0].periodEnd == first->quotas[0].periodEnd);
    QVERIFY(again->quotas[1].state == first->quotas[1].state);
    QCOMPARE(used("memories"), 3);
  }

  void a_refused_request_stays_refused_under_its_id() {
    setUp(persistq());
    QVERIFY(!track("memory.create", 4, "req_1")->allowed);
    plan("pro");
    const auto again = track("memory.create", 4, "req_1");
    QVERIFY(!again->allowed);
    QCOMPARE(again->exceeded, std::string("memories"));
    QVERIFY(track("memory.create", 4, "req_2")->allowed);
  }

  void the_same_request_id_of_two_accounts_is_two_requests() {
    setUp(persistq());
    VERIFY_RESULT(track("memory.search", 1, "req_1"));
    key_ = QStringLiteral("another");
    setUp(persistq());
    const auto verdict = track("memory.search", 1, "req_1");
    VERIFY_RESULT(verdict);
    QVERIFY(!verdict->repeated);
    QCOMPARE(used("api_calls"), 1);
  }

  void a_question_says_what_would_happen_and_counts_nothing() {
    setUp(persistq());
    const auto verdict = track("memory.create", 3, "req_1", march, true);
    VERIFY_RESULT(verdict);
    QVERIFY(verdict->allowed);
    QCOMPARE(verdict->quotas[1].used, 3);
    QVERIFY(!track("memory.create", 4, "", march, true)->allowed);
    QCOMPARE(actions(), 0);
    QCOMPARE(count("SELECT COUNT(*) FROM usage_records WHERE account_id = ?"), 0);
  }

  void what_lasts_can_be_taken_back_down_to_nothing() {
    setUp(persistq());
    VERIFY_RESULT(track("memory.create", 3));
    const auto verdict = track("memory.create", -1);
    VERIFY_RESULT(verdict);
    QCOMPARE(used("memories"), 2);
    QCOMPARE(used("api_calls"), 3);  // a call that was made stays made
    VERIFY_RESULT(track("memory.create", -100));
    QCOMPARE(used("memories"), 0);
    QCOMPARE(track("memory.search", -1).error().code, std::string("bad_units"));
  }

  void units_that_cannot_be_are_refused_as_an_error() {
    setUp(persistq(), QStringLiteral("pro"));
    QCOMPARE(track("memory.create", 0).error().code, std::string("bad_units"));
    QVERIFY(!track("memory.create", most)->allowed);
    rules_.plans[1].limits["api_calls"] = std::nullopt;
    VERIFY_RESULT(track("memory.create", most));
    QCOMPARE(track("memory.create", 1).error().code, std::string("bad_units"));
    QCOMPARE(used("api_calls"), most);
  }

  void who_or_what_nobody_knows_is_an_error_that_counts_nothing() {
    setUp(persistq());
    const UsageRequest stranger{"nobody", "memory.create", 1, {}, false};
    const auto unknown =
        inWrite(*db_, [&](store::WriteContext& context) { return trackUsage(context, context_, stranger, march); });
    QVERIFY(unknown.error().kind == ErrorKind::NotFound);
    QCOMPARE(unknown.error().code, std::string("unknown_account"));
    QCOMPARE(track("memory.destroy").error().code, std::string("unknown_action"));
    QCOMPARE(track("broken").error().code, std::string("unknown_quota"));
    QCOMPARE(actions(), 0);
  }

  void an_address_is_found_in_any_case() {
    BillingRules rules = persistq();
    rules.accountKind = AccountKind::Email;
    setUp(rules);
    addAccount(*db_, QStringLiteral("ada@example.com"), QStringLiteral("free"));
    VERIFY_RESULT(inWrite(*db_, [&](store::WriteContext& context) {
      return trackUsage(context, context_, {"Ada@Example.com", "memory.search", 1, {}, false}, march);
    }));
  }

  void a_quota_that_the_plan_does_not_name_has_no_room() {
    setUp(persistq());
    rules_.plans[0].limits.erase("memories");
    const auto verdict = track("memory.create");
    VERIFY_RESULT(verdict);
    QVERIFY(!verdict->allowed);
    QVERIFY(!verdict->quotas[1].percentHundredths);
  }

  void a_plan_that_the_profile_has_lost_counts_as_free() {
    setUp(persistq(), QStringLiteral("gone"));
    QCOMPARE(*track("memory.search")->quotas[0].limit, 10);
  }

  void a_clock_put_back_counts_in_its_own_month_and_never_below_nothing() {
    setUp(persistq());
    VERIFY_RESULT(track("memory.create", 2, "r1", at("2026-03-01T00:00:05Z")));
    VERIFY_RESULT(track("memory.create", 1, "r2", at("2026-02-28T23:59:00Z")));
    QVERIFY(track("memory.create", 1, "r1", at("2026-02-28T23:59:01Z"))->repeated);
    VERIFY_RESULT(track("memory.search", 1, "r3", at("2026-03-01T00:00:06Z")));
    QCOMPARE(
        listed("SELECT used FROM usage_records WHERE account_id = ? AND quota = 'api_calls' ORDER BY period_start"),
        (QVariantList{1, 3}));
    QCOMPARE(used("memories"), 3);
  }

  void beyond_the_allowance_an_image_costs_its_credits() {  // X5, X7
    setUp(pixell());
    giveCredits(100);
    const auto within = track("image.small", 8);
    VERIFY_RESULT(within);
    QCOMPARE(within->creditsTenths, 0);
    const auto across = track("image.small", 5);  // two of them within
    VERIFY_RESULT(across);
    QCOMPARE(across->creditsTenths, 30);
    QCOMPARE(*across->balanceTenths, 70);
    const auto beyond = track("image.medium", 6);
    QCOMPARE(beyond->creditsTenths, 50);
    QVERIFY(creditSums(*db_, account_).agree());
    QCOMPARE(creditSums(*db_, account_).ledger, 20);
  }

  void without_enough_credits_nothing_is_counted_and_nothing_taken() {
    setUp(pixell());
    giveCredits(24);
    VERIFY_RESULT(track("image.medium", 4));
    const auto refused = track("image.medium");
    VERIFY_RESULT(refused);
    QVERIFY(!refused->allowed);
    QCOMPARE(refused->reason, std::string("not_enough_credits"));
    QCOMPARE(refused->exceeded, std::string("medium"));
    QCOMPARE(*refused->balanceTenths, 24);
    QCOMPARE(used("medium"), 4);
    QCOMPARE(creditSums(*db_, account_).ledger, 24);
  }

  void an_action_without_quota_always_costs() {  // HowMuchShouldIPrice
    setUp(pixell());
    giveCredits(30);
    QCOMPARE(track("estimate", 1, "e1")->creditsTenths, 10);
    QCOMPARE(track("estimate", 1, "e1")->creditsTenths, 10);
    QCOMPARE(creditSums(*db_, account_).ledger, 20);
    QVERIFY(track("estimate", 2)->allowed);
    QVERIFY(!track("estimate")->allowed);
    QCOMPARE(track("estimate", most).error().code, std::string("bad_units"));
  }

  void without_credits_in_the_profile_a_top_up_quota_ends_at_its_limit() {
    BillingRules rules = pixell();
    rules.credits.enabled = false;
    setUp(rules);
    QVERIFY(track("image.small", 10)->allowed);
    const auto refused = track("image.small");
    QCOMPARE(refused->reason, std::string("quota_exceeded"));
    QVERIFY(refused->quotas[0].state == QuotaState::Blocked);
    QVERIFY(!refused->balanceTenths);
  }

  void the_ledger_names_the_action_that_was_paid() {
    setUp(pixell());
    giveCredits(30);
    VERIFY_RESULT(track("estimate"));
    const qint64 row = count("SELECT id FROM billable_actions WHERE account_id = ?");
    QCOMPARE(listed("SELECT reference FROM credit_ledger WHERE account_id = ? AND kind = 'use'"),
             QVariantList{QStringLiteral("action %1").arg(row)});
    QCOMPARE(count("SELECT credits_tenths FROM billable_actions WHERE account_id = ?"), 10);
  }

  void an_hour_of_images_costs_ninety_five_credits() {  // MC-070
    setUp(priced());
    giveCredits(1000);
    VERIFY_RESULT(track("small", 40));
    VERIFY_RESULT(track("medium", 10));
    VERIFY_RESULT(track("large", 3));
    VERIFY_RESULT(track("xl", 1));
    QCOMPARE(creditSums(*db_, account_).ledger, 50);
  }

  void a_pool_pays_for_as_many_of_each_size_as_fit_data() {  // MC-072, MC-073
    QTest::addColumn<int>("pool");
    QTest::addColumn<QByteArray>("size");
    QTest::addColumn<int>("many");
    QTest::newRow("starter, small") << 2500 << QByteArray("small") << 250;
    QTest::newRow("starter, medium") << 2500 << QByteArray("medium") << 100;
    QTest::newRow("starter, large") << 2500 << QByteArray("large") << 50;
    QTest::newRow("starter, XL") << 2500 << QByteArray("xl") << 16;
    QTest::newRow("free, XL") << 100 << QByteArray("xl") << 0;
  }

  void a_pool_pays_for_as_many_of_each_size_as_fit() {
    QFETCH(int, pool);
    QFETCH(QByteArray, size);
    QFETCH(int, many);
    setUp(priced());
    giveCredits(pool);
    QVERIFY(many == 0 || track(size.constData(), many, "", march, true)->allowed);
    QCOMPARE(track(size.constData(), many + 1)->reason, std::string("not_enough_credits"));
  }

  void quotas_follow_the_calculation_cases_data() {
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QJsonObject>("expected");
    for (const auto& example : calculationCases(QStringLiteral("quota")))
      QTest::newRow(qPrintable(example.id)) << example.input << example.expected;
  }

  void quotas_follow_the_calculation_cases() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    BillingRules rules = persistq();
    rules.quotas = {{"api_calls", "API calls", "calls", QuotaMode::Soft, input[u"warn_percent"].toInt(),
                     input[u"buffer_percent"].toInt(), false}};
    const QJsonValue limit = input[u"limit"];
    rules.plans[0].limits["api_calls"] = limit.isNull() ? std::nullopt : std::optional(limit.toInteger());
    setUp(rules);
    VERIFY_RESULT(run(*db_,
                      QStringLiteral("INSERT INTO usage_records (account_id, quota, period_start, used, updated_at) "
                                     "VALUES (?, 'api_calls', ?, ?, 0)"),
                      {account_, qlonglong(at("2026-03-01T00:00:00Z").ms), input[u"used"].toInteger()}));
    const auto figures =
        inWrite(*db_, [&](store::WriteContext& context) { return usageOf(context, context_, account_, march); });
    VERIFY_RESULT(figures);
    QCOMPARE(QLatin1String(toString(figures->front().state).data()), expected[u"state"].toString());
    const auto percent = figures->front().percentHundredths;
    QCOMPARE(percent.has_value(), !expected[u"percent"].isNull());
    if (percent)
      QCOMPARE(QStringLiteral("%1.%2").arg(*percent / 100).arg(*percent % 100, 2, 10, QLatin1Char('0')),
               expected[u"percent"].toString());
    const bool blocked = expected[u"state"].toString() == QStringLiteral("blocked");
    QCOMPARE(track("memory.search")->allowed, !blocked);
  }

  // Senders that repeat themselves, all at once: what was let in is counted, each request id once.
  void repeated_requests_are_neither_lost_nor_counted_twice() {
    setUp(persistq(), QStringLiteral("pro"));
    std::atomic<int> counted = 0, repeated = 0, refused = 0;
    std::latch start(8);
    std::vector<std::jthread> senders;
    for (unsigned sender = 0; sender < 8; ++sender)
      senders.emplace_back([&, sender] {
        std::mt19937 random(sender);  // NOLINT: the same numbers every time
        start.arrive_and_wait();
        for (int i = 0; i < 60; ++i) {
          const auto id = "r" + QByteArray::number(static_cast<int>(random() % 80));
          const auto verdict = track("memory.create", 2, id.constData());
          if (!verdict) continue;
          ++(verdict->repeated ? repeated : verdict->allowed ? counted : refused);
        }
      });
    senders.clear();
    QCOMPARE(counted + repeated + refused, 480);
    QCOMPARE(counted.load(), 50);  // 100 calls in steps of 2
    QCOMPARE(used("api_calls"), 100);
    QCOMPARE(used("memories"), 100);
    QCOMPARE(actions(), counted + refused);
  }

  // Any sequence of asking, taking back and repeating, with a clock that jumps: the records are the sum of the actions.
  void the_records_are_the_sum_of_the_actions_whatever_happens() {
    BillingRules rules = persistq();
    rules.plans[0].limits = {{"api_calls", 60}, {"memories", 25}};
    setUp(rules);
    std::mt19937 random(3);  // NOLINT: the same numbers every time
    const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
    Instant now = march;
    qint64 memories = 0, calls = 0;
    for (int step = 0; step < 400; ++step) {
      now.ms += (below(9) - 3) * std::int64_t{86'400'000};
      const int units = below(7) - 2;
      const auto id = "s" + QByteArray::number(below(150));
      const auto verdict = track(below(4) == 0 ? "memory.search" : "memory.create", units, id.constData(), now);
      if (!verdict || verdict->repeated || !verdict->allowed) continue;
      calls += std::max(units, 0);
      if (verdict->quotas.size() == 2) memories = std::max<qint64>(memories + units, 0);
      QCOMPARE(used("memories"), memories);
      QCOMPARE(used("api_calls"), calls);
    }
    QVERIFY(calls > 60 && memories > 0);
  }

  void what_was_let_in_unchecked_is_listed() {  // P15
    setUp(persistq());
    VERIFY_RESULT(write(*db_, [&](store::WriteContext& context) {
      return noteLetThrough(context, "quota", "u_9", "memory.create", "The database is locked", march);
    }));
    QCOMPARE(single(*db_, QStringLiteral("SELECT reason FROM let_through WHERE account_key = 'u_9'")).toString(),
             QStringLiteral("The database is locked"));
  }
};

QTEST_GUILESS_MAIN(TestTrackUsage)
#include "tst_trackusage.moc"
