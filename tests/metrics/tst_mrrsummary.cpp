// Monthly recurring revenue and what is kept of it: sums are exact, rounded once, and undefined is not zero.
#include <QtTest>
#include <limits>

#include "metrics/fraction.h"
#include "metrics/mrrsummary.h"
#include "metrics/retention.h"

using namespace billing;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
const Instant kAsOf = *fromIso8601("2026-03-01T00:00:00Z");

BookedSubscription booked(std::int64_t minor, BillingInterval interval = {},
                          SubscriptionStatus status = SubscriptionStatus::Active) {
  BookedSubscription one;
  one.customer = "c1";
  one.status = status;
  one.amountMinor = minor;
  one.interval = interval;
  return one;
}

MrrSummary summaryOf(const std::vector<BookedSubscription>& book, const MrrRules& rules = {}) {
  return summariseMrr(book, rules, kAsOf).value();
}

BookedSubscription halved(DiscountDuration duration) {
  auto one = booked(5000);
  one.discount = Discount{*percentFrom("50"), duration};
  return one;
}

}  // namespace

class MrrSummaryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void figures_are_rounded_once_and_not_per_subscription() {  // MC-009, MC-019
    const auto yearly = booked(10'000, {IntervalUnit::Year, 1});
    QCOMPARE(summaryOf({yearly, yearly, yearly}).mrrMinor, 2500);
    const auto weekly = summaryOf({booked(1000, {IntervalUnit::Week, 1})});
    QCOMPARE(weekly.mrrMinor, 4333);
    QCOMPARE(weekly.arrMinor, 52'000);
  }

  void a_discount_counts_when_it_lasts_or_when_the_profile_says_so() {  // MC-011
    const std::vector book{halved(DiscountDuration::Forever), halved(DiscountDuration::Once),
                           halved(DiscountDuration::Repeating)};
    QCOMPARE(summaryOf(book).mrrMinor, 12'500);
    QCOMPARE(summaryOf(book, {false, true}).mrrMinor, 7'500);
  }

  void paused_subscriptions_count_when_the_profile_says_so() {  // MC-014
    const std::vector book{booked(10'000), booked(500, {}, SubscriptionStatus::Paused)};
    QCOMPARE(summaryOf(book).mrrMinor, 10'000);
    QCOMPARE(summaryOf(book, {true, false}).mrrMinor, 10'500);
  }

  void what_is_going_to_end_is_not_committed() {
    auto ending = booked(1000);
    ending.cancelAt = Instant{kAsOf.ms + 1};
    auto ended = booked(1000);
    ended.cancelAt = kAsOf;
    const auto summary = summaryOf({booked(500), ending, ended});
    QCOMPARE(summary.mrrMinor, 1500);
    QCOMPARE(summary.committedMinor, 500);
    QCOMPARE(*summary.arpaMinor, 1500);
    QVERIFY(!summaryOf({}).arpaMinor);
  }

  void what_cannot_be_summed_exactly_is_refused() {
    QCOMPARE(summariseMrr({booked(most), booked(most)}, {}, kAsOf).error().code, std::string("out_of_range"));
    QCOMPARE(summariseMrr({booked(1, {IntervalUnit::Month, 0})}, {}, kAsOf).error().code, std::string("bad_interval"));
    auto many = booked(most);
    many.quantity = most;
    QCOMPARE(summariseMrr({many, many}, {}, kAsOf).error().code, std::string("out_of_range"));
  }

  void fractions_are_exact_and_round_half_away_from_zero() {
    const Fraction third = Fraction(1).over(3);
    QCOMPARE(*third.plus(third).plus(third).rounded(), 1);
    QCOMPARE(*Fraction(-5).over(2).rounded(), -3);
    QCOMPARE(*Fraction(most).times(most).over(most).rounded(), most);
    QVERIFY(!Fraction(most).times(2).rounded());
    QVERIFY(!Fraction(most).times(most).times(most).rounded());
    QVERIFY(!Fraction(1).over(0).rounded());
  }

  void churn_and_retention_share_their_base() {  // MC-028, MC-031, MC-032
    const auto retention = retentionOf({10'000, 1'500, 700, -400, -900, 500, 20});
    QCOMPARE(*retention.netChurn, 600);
    QCOMPARE(*retention.netRevenue, 9'400);
    QCOMPARE(*retention.grossRevenue, 8'700);
    QCOMPARE(*retention.logoChurn, 400);
    QCOMPARE(*retention.quickRatio, 169);  // 2200 / 1300
  }

  void without_a_base_nothing_is_defined() {  // MC-035, MC-037
    const auto retention = retentionOf({0, 1'500, 700, 0, 0, 0, 0});
    QVERIFY(!retention.netRevenue && !retention.grossChurn && !retention.logoChurn && !retention.quickRatio);
    QCOMPARE(hundredthsText(-857), std::string("-8.57"));
    QCOMPARE(hundredthsText(5), std::string("0.05"));
  }
};

QTEST_APPLESS_MAIN(MrrSummaryTest)
#include "tst_mrrsummary.moc"
