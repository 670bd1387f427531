// Credits: what is granted once, used in order, lapses; a ledger that always adds up.
#include <QJsonArray>
#include <QTest>
#include <limits>
#include <random>

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

// Pixell, read as one pool of credits for each period.
BillingRules pooled() {
  BillingRules rules;
  rules.plans = {{"free", "Free", 0, {}, {}, 100, {}},
                 {"starter", "Starter", 1, {}, {}, 2500, {}},
                 {"pro", "Pro", 2, {}, {}, 25000, {}}};
  rules.actions = {{"image.medium", {}, {}, 25}};
  rules.usagePeriod = UsagePeriod::BillingPeriod;
  rules.credits.enabled = true;
  return rules;
}

}  // namespace

class TestCreditBook : public QObject {
  Q_OBJECT

 private:
  Result<bool> grant(Tenths tenths, const char* reference, Instant now = march,
                     std::optional<Instant> expires = std::nullopt, int priority = 5) {
    const GrantRequest request{account_, "manual", reference, tenths, priority, expires, {}};
    return inWrite(*db_, [&](store::WriteContext& context) { return grantCredits(context, request, now); });
  }
  Result<CreditDraw> use(Tenths tenths, Instant now = march, bool atMost = false) {
    return inWrite(
        *db_, [&](store::WriteContext& context) { return useCredits(context, account_, tenths, "test", now, atMost); });
  }
  Tenths balance(Instant now = march) {
    return inWrite(*db_, [&](store::WriteContext& context) { return creditBalance(context, account_, now); }).value();
  }
  Result<int> expire(qint64 account, Instant now) {
    return inWrite(*db_, [&](store::WriteContext& context) { return expireCredits(context, account, now); });
  }
  Result<void> allowance(Instant now = march) {
    return write(*db_, [&](store::WriteContext& context) { return grantAllowance(context, context_, account_, now); });
  }
  void plan(const char* key) {
    VERIFY_RESULT(
        run(*db_, QStringLiteral("UPDATE accounts SET plan_id = ? WHERE id = ?"), {QLatin1String(key), account_}));
  }
  void period(const char* start, const char* end) {
    VERIFY_RESULT(run(*db_,
                      QStringLiteral("UPDATE accounts SET current_period_start = ?, current_period_end = ? "
                                     "WHERE id = ?"),
                      {qlonglong(at(start).ms), qlonglong(at(end).ms), account_}));
  }
  QVariantList granted() {
    return column(*db_, QStringLiteral("SELECT tenths FROM credit_grants WHERE account_id = ? ORDER BY id"),
                  {account_});
  }

  TestDatabase db_;
  BillingRules rules_ = pooled();
  RulesContext context_{rules_};
  qint64 account_ = 0;
  int accounts_ = 0;

 private Q_SLOTS:
  void init() {
    rules_ = pooled();
    account_ = addAccount(*db_, QStringLiteral("org_%1").arg(++accounts_), QStringLiteral("starter"),
                          at("2026-01-15T00:00:00Z"));
  }
  void cleanup() { QVERIFY(creditSums(*db_, account_).agree()); }

  void the_same_reference_is_granted_once() {
    QVERIFY(*grant(30, "sign_up"));
    QVERIFY(!*grant(30, "sign_up"));
    QVERIFY(!*grant(500, "sign_up"));
    QCOMPARE(balance(), 30);
  }

  void nothing_and_less_cannot_be_granted() {
    for (const Tenths tenths : {Tenths{0}, Tenths{-25}}) {
      const auto refused = grant(tenths, "bad");
      QCOMPARE(refused.error().code, std::string("bad_credits"));
      QVERIFY(refused.error().kind == ErrorKind::InvalidInput);
    }
    QCOMPARE(use(-1).error().code, std::string("bad_credits"));
  }

  void a_balance_cannot_leave_its_range() {
    constexpr Tenths most = std::numeric_limits<Tenths>::max();
    QVERIFY(*grant(most, "all"));
    QCOMPARE(grant(1, "one_more").error().code, std::string("bad_credits"));
    QCOMPARE(balance(), most);
    VERIFY_RESULT(use(most));
  }

  void a_use_that_cannot_be_paid_takes_nothing() {
    VERIFY_RESULT(grant(20, "a"));
    const auto draw = use(25);
    VERIFY_RESULT(draw);
    QVERIFY(draw->taken.empty());
    QCOMPARE(draw->missing, 5);
    QCOMPARE(balance(), 20);
  }

  void at_most_takes_what_there_is() {
    VERIFY_RESULT(grant(20, "a"));
    const auto draw = use(25, march, true);
    VERIFY_RESULT(draw);
    QCOMPARE(draw->missing, 5);
    QCOMPARE(balance(), 0);
  }

  void three_medium_images_are_exactly_seven_and_a_half_credits() {  // MC-071
    VERIFY_RESULT(grant(100, "a"));
    for (int i = 0; i < 3; ++i) VERIFY_RESULT(use(25));
    QCOMPARE(balance(), 25);
    QCOMPARE(
        single(*db_, QStringLiteral("SELECT -SUM(tenths) FROM credit_ledger WHERE kind = 'use' AND account_id = ?"),
               {account_})
            .toLongLong(),
        75);
  }

  void the_lowest_priority_then_the_earliest_expiry_is_used_first() {  // MC-074
    VERIFY_RESULT(grant(5000, "B", at("2026-01-01T00:00:00Z"), at("2026-12-31T00:00:00Z"), 1));
    VERIFY_RESULT(grant(1000, "A", at("2026-01-05T00:00:00Z"), at("2026-03-31T00:00:00Z"), 1));
    VERIFY_RESULT(grant(500, "C", at("2026-02-01T00:00:00Z"), std::nullopt, 0));
    VERIFY_RESULT(use(1800));
    QCOMPARE(column(*db_,
                    QStringLiteral("SELECT remaining_tenths FROM credit_grants WHERE account_id = ? ORDER BY "
                                   "reference"),
                    {account_}),
             (QVariantList{0, 4700, 0}));
  }

  void twelve_equal_grants_are_used_oldest_row_first() {  // 10 is after 9, not after 1
    for (int i = 0; i < 12; ++i) VERIFY_RESULT(grant(10, QByteArray::number(i).constData()));
    VERIFY_RESULT(use(110));
    QCOMPARE(single(*db_,
                    QStringLiteral("SELECT reference FROM credit_grants WHERE account_id = ? AND remaining_tenths > 0"),
                    {account_})
                 .toString(),
             QStringLiteral("11"));
  }

  void lapsed_credits_cannot_be_used_and_are_written_off_once() {  // MC-076
    const Instant end = at("2026-03-31T00:00:00Z");
    VERIFY_RESULT(grant(100, "march", march, end));
    QCOMPARE(balance(Instant{end.ms - 1}), 100);
    QCOMPARE(balance(end), 0);
    QCOMPARE(use(10, end)->missing, 10);
    QCOMPARE(*expire(account_, Instant{end.ms - 1}), 0);
    QCOMPARE(*expire(account_, end), 1);
    QCOMPARE(*expire(account_, end), 0);
    QCOMPARE(creditSums(*db_, account_).ledger, 0);
  }

  void all_accounts_lapse_together() {
    const qint64 other = addAccount(*db_, QStringLiteral("other_%1").arg(accounts_));
    VERIFY_RESULT(grant(100, "x", march, at("2026-03-11T00:00:00Z")));
    account_ = other;
    VERIFY_RESULT(grant(50, "y", march, at("2026-03-12T00:00:00Z")));
    QCOMPARE(*expire(0, at("2026-03-13T00:00:00Z")), 2);
  }

  void credits_of_tomorrow_cannot_be_used_today() {
    VERIFY_RESULT(grant(100, "later", at("2026-03-11T00:00:00Z")));
    QCOMPARE(balance(), 0);
    QCOMPARE(balance(at("2026-03-11T00:00:00Z")), 100);
  }

  void an_allowance_is_granted_once_in_each_period_and_lapses_with_it() {
    period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    VERIFY_RESULT(allowance());
    VERIFY_RESULT(allowance(at("2026-03-20T00:00:00Z")));
    QCOMPARE(granted(), QVariantList{2500});
    period("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z");
    VERIFY_RESULT(allowance(at("2026-04-01T00:00:01Z")));
    QCOMPARE(granted(), (QVariantList{2500, 2500}));
    QCOMPARE(balance(at("2026-04-01T00:00:01Z")), 2500);
  }

  void a_larger_plan_adds_the_difference_and_a_smaller_one_takes_nothing_back() {
    period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    VERIFY_RESULT(allowance());
    plan("pro");
    VERIFY_RESULT(allowance());
    plan("starter");
    VERIFY_RESULT(allowance());
    plan("pro");
    VERIFY_RESULT(allowance());
    QCOMPARE(granted(), (QVariantList{2500, 22500}));
  }

  void the_allowance_is_used_before_what_was_bought() {
    period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    VERIFY_RESULT(grant(5000, "bought", march, std::nullopt, 10));
    VERIFY_RESULT(allowance());
    VERIFY_RESULT(use(2600));
    QCOMPARE(single(*db_,
                    QStringLiteral("SELECT remaining_tenths FROM credit_grants WHERE account_id = ? AND source = "
                                   "'manual'"),
                    {account_}),
             QVariant(4900));
  }

  void before_a_subscription_the_allowance_comes_with_each_month_of_the_account() {
    plan("free");
    VERIFY_RESULT(allowance());
    VERIFY_RESULT(allowance(at("2026-03-15T00:00:00Z")));
    QCOMPARE(column(*db_, QStringLiteral("SELECT reference FROM credit_grants WHERE account_id = ?"), {account_}),
             (QVariantList{QStringLiteral("2026-02-15T00:00:00Z free"), QStringLiteral("2026-03-15T00:00:00Z free")}));
  }

  void a_subscription_that_began_before_its_account_was_known_gets_its_allowance() {
    plan("free");
    VERIFY_RESULT(allowance(at("2026-03-15T12:00:00Z")));
    plan("starter");
    period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    VERIFY_RESULT(allowance(at("2026-03-15T12:00:01Z")));
    QCOMPARE(granted(), (QVariantList{100, 2500}));
  }

  void no_allowance_without_the_period_that_pays_for_it() {
    period("2026-02-01T00:00:00Z", "2026-03-01T00:00:00Z");  // not renewed
    VERIFY_RESULT(allowance());
    period("2026-04-01T00:00:00Z", "2026-05-01T00:00:00Z");  // not begun
    VERIFY_RESULT(allowance());
    rules_.credits.model = AllowanceModel::PerTier;  // the tiers' limits are the allowance
    period("2026-03-01T00:00:00Z", "2026-04-01T00:00:00Z");
    VERIFY_RESULT(allowance());
    QVERIFY(granted().isEmpty());
  }

  void a_clock_put_back_grants_no_second_allowance() {
    rules_.usagePeriod = UsagePeriod::CalendarMonth;
    VERIFY_RESULT(allowance(at("2026-03-01T00:00:10Z")));
    VERIFY_RESULT(allowance(at("2026-02-28T23:59:50Z")));
    VERIFY_RESULT(allowance(at("2026-03-01T00:00:20Z")));
    VERIFY_RESULT(allowance(at("1970-01-01T00:00:00Z")));  // before the account was made
    QCOMPARE(granted(), QVariantList{2500});
  }

  void a_clock_that_was_ahead_costs_no_period_its_allowance() {
    rules_.usagePeriod = UsagePeriod::CalendarMonth;
    VERIFY_RESULT(allowance(at("2026-04-20T00:00:00Z")));
    VERIFY_RESULT(allowance(at("2026-03-10T00:00:00Z")));
    QCOMPARE(balance(at("2026-03-10T00:00:00Z")), 2500);
    QCOMPARE(balance(at("2026-04-01T00:00:00Z")), 2500);
  }

  void an_action_of_a_new_period_is_paid_from_its_allowance() {
    plan("free");
    const auto pay = [&](const char* when) {
      const UsageRequest request{QStringLiteral("org_%1").arg(accounts_).toStdString(), "image.medium", 4, {}, false};
      return inWrite(*db_,
                     [&](store::WriteContext& context) { return trackUsage(context, context_, request, at(when)); });
    };
    QVERIFY(pay("2026-03-14T00:00:00Z")->allowed);
    QVERIFY(!pay("2026-03-14T00:00:01Z")->allowed);
    QVERIFY(pay("2026-03-15T00:00:00Z")->allowed);
  }

  void a_cache_that_is_wrong_is_found_and_set_right() {  // X25
    VERIFY_RESULT(grant(100, "a"));
    VERIFY_RESULT(run(*db_, QStringLiteral("UPDATE credit_balances SET tenths = 70 WHERE account_id = ?"), {account_}));
    const auto look = [&](bool repair) {
      return inWrite(*db_, [&](store::WriteContext& c) { return reconcileCredits(c, account_, repair, march); });
    };
    const auto found = look(false);
    VERIFY_RESULT(found);
    QVERIFY(!found->agrees());
    QCOMPARE(found->cache, 70);
    QCOMPARE(found->ledger, 100);
    QVERIFY(look(true)->agrees());
    QVERIFY(look(false)->agrees());
  }

  void an_account_without_credits_agrees_with_itself() {
    const auto found =
        inWrite(*db_, [&](store::WriteContext& c) { return reconcileCredits(c, account_, false, march); });
    QVERIFY(found->agrees());
    QCOMPARE(found->ledger, 0);
  }

  void the_book_follows_the_calculation_cases_data() {
    QTest::addColumn<QJsonObject>("input");
    QTest::addColumn<QJsonObject>("expected");
    for (const auto& example : calculationCases(QStringLiteral("credits")))
      QTest::newRow(qPrintable(example.id)) << example.input << example.expected;
  }

  void the_book_follows_the_calculation_cases() {
    QFETCH(QJsonObject, input);
    QFETCH(QJsonObject, expected);
    const auto instantOf = [](const QJsonValue& text) { return *fromIso8601(text.toString().toStdString()); };
    for (const auto& each : input[u"grants"].toArray()) {
      const auto expires = each[u"expires"].isNull() ? std::nullopt : std::optional(instantOf(each[u"expires"]));
      VERIFY_RESULT(grant(each[u"tenths"].toInteger(), each[u"id"].toString().toUtf8().constData(),
                          instantOf(each[u"granted"]), expires, each[u"priority"].toInt()));
    }
    QJsonArray taken, missing;
    for (const auto& each : input[u"uses"].toArray()) {
      const auto draw = use(each[u"tenths"].toInteger(), instantOf(each[u"at"]), true);
      VERIFY_RESULT(draw);
      QJsonObject parts;
      for (const auto& part : draw->taken)
        parts.insert(single(*db_, QStringLiteral("SELECT reference FROM credit_grants WHERE id = ?"),
                            {QString::fromStdString(part.grant)})
                         .toString(),
                     qint64(part.tenths));
      taken.append(parts);
      missing.append(qint64(draw->missing));
    }
    QCOMPARE(taken, expected[u"taken"].toArray());
    QCOMPARE(missing, expected[u"short_tenths"].toArray());
  }

  // Any order of grants, uses, lapses, top-ups of the clock forwards and backwards.
  void whatever_happens_the_ledger_the_grants_and_the_cache_are_one_data() {
    QTest::addColumn<unsigned>("seed");
    for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U}) QTest::addRow("seed %u", seed) << seed;
  }

  void whatever_happens_the_ledger_the_grants_and_the_cache_are_one() {
    QFETCH(unsigned, seed);
    std::mt19937 random(seed);  // NOLINT: the same numbers every time
    const auto below = [&](unsigned n) { return static_cast<std::int64_t>(random() % n); };
    constexpr std::int64_t day = 86'400'000;
    Instant now = march;
    Tenths granted = 0, used = 0, lapsed = 0;
    const auto steps = write(*db_, [&](store::WriteContext& context) -> Result<void> {
      for (int step = 0; step < 300; ++step) {
        now.ms += (below(9) - 2) * day / 4;
        const auto kind = below(4);
        if (kind == 0) {
          const Tenths tenths = 1 + below(400);
          const auto expires = below(3) == 0 ? std::nullopt : std::optional(Instant{now.ms + (below(20) - 2) * day});
          const GrantRequest request{
              account_, "manual", QByteArray::number(below(60)).toStdString(), tenths, static_cast<int>(below(3)),
              expires,  {}};
          const auto done = grantCredits(context, request, now);
          if (!done) return failure(done.error());
          if (*done) granted += tenths;
        } else if (kind < 3) {
          const auto draw = useCredits(context, account_, below(300), "step", now, kind == 1);
          if (!draw) return failure(draw.error());
          for (const auto& part : draw->taken) used += part.tenths;
        } else {
          const auto before = reconcileCredits(context, account_, false, now);
          if (auto done = expireCredits(context, account_, now); !done) return failure(done.error());
          const auto after = reconcileCredits(context, account_, false, now);
          if (!before || !after) return failure(before.error());
          lapsed += before->ledger - after->ledger;
        }
        const auto sums = reconcileCredits(context, account_, false, now);
        if (!sums) return failure(sums.error());
        if (!sums->agrees() || sums->ledger < 0 || sums->ledger != granted - used - lapsed)
          return failure(ErrorKind::Internal, "apart", "Step " + QByteArray::number(step).toStdString());
      }
      return {};
    });
    VERIFY_RESULT(steps);
    QVERIFY(granted > 0 && used > 0 && lapsed > 0);
  }
};

QTEST_GUILESS_MAIN(TestCreditBook)
#include "tst_creditbook.moc"
