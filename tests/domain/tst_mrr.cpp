#include <QtTest>

#include "domain/mrr.h"

using namespace billing;

namespace {
SubscriptionState subscription(SubscriptionStatus status, std::int64_t minor, BillingInterval interval) {
  SubscriptionState state;
  state.status = status;
  state.amount = {minor, *Currency::fromCode("USD")};
  state.interval = interval;
  return state;
}
}  // namespace

class MrrTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_monthly_figure_is_rounded_once() {
    QCOMPARE(*monthlyMinor(1200, {IntervalUnit::Month, 1}), 1200);
    QCOMPARE(*monthlyMinor(12000, {IntervalUnit::Year, 1}), 1000);
    QCOMPARE(*monthlyMinor(10000, {IntervalUnit::Year, 1}), 833);
    QCOMPARE(*monthlyMinor(500, {IntervalUnit::Month, 3}), 167);
    QCOMPARE(*monthlyMinor(100, {IntervalUnit::Day, 1}), 3042);    // 100 * 365 / 12 = 3041.67
    QCOMPARE(*monthlyMinor(1000, {IntervalUnit::Week, 2}), 2167);  // 1000 * 52 / 12 / 2 = 2166.67
    QCOMPARE(*monthlyMinor(6, {IntervalUnit::Year, 1}), 1);        // exactly a half
    QCOMPARE(*monthlyMinor(-6, {IntervalUnit::Year, 1}), -1);
    QVERIFY(!monthlyMinor(1, {IntervalUnit::Month, 0}));
  }

  void an_amount_is_carried_over_to_another_interval() {
    QCOMPARE(*convertInterval(12000, {IntervalUnit::Year, 1}, {IntervalUnit::Month, 1}), 1000);
    QCOMPARE(*convertInterval(1000, {IntervalUnit::Month, 1}, {IntervalUnit::Year, 2}), 24000);
    QCOMPARE(*convertInterval(777, {IntervalUnit::Week, 3}, {IntervalUnit::Week, 3}), 777);
  }

  void only_active_and_past_due_subscriptions_count() {
    for (int i = 0; i <= static_cast<int>(SubscriptionStatus::Unknown); ++i) {
      const auto status = static_cast<SubscriptionStatus>(i);
      const bool counts = status == SubscriptionStatus::Active || status == SubscriptionStatus::PastDue;
      QCOMPARE(mrrMinor(subscription(status, 1200, {})), counts ? 1200 : 0);
    }
  }

  void without_an_interval_nothing_counts() {
    SubscriptionState unknown = subscription(SubscriptionStatus::Active, 1200, {});
    unknown.interval.reset();
    QCOMPARE(mrrMinor(unknown), 0);
  }
};

QTEST_APPLESS_MAIN(MrrTest)
#include "tst_mrr.moc"
