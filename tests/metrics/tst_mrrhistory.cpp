// The revenue history of one customer: exact parts, steps that do not mind the order of arrival, movements that always
// sum to the change of MRR.
#include <QtTest>
#include <algorithm>
#include <limits>
#include <map>
#include <random>

#include "domain/civildate.h"
#include "metrics/customermovements.h"
#include "metrics/mrrparts.h"
#include "metrics/mrrsummary.h"

using namespace billing;

namespace {

constexpr std::int64_t kDay = 86'400'000;
constexpr std::int64_t kMost = std::numeric_limits<std::int64_t>::max();
using Duration = SubscriptionDiscount::Duration;

Instant day(std::int64_t n) {
  return {utcMidnight({2026, 1, 1}).ms + n * kDay};
}

SubscriptionState monthly(std::int64_t minor, SubscriptionStatus status = SubscriptionStatus::Active,
                          const char* currency = "USD") {
  SubscriptionState state;
  state.externalId = "sub_1";
  state.status = status;
  state.amount = {minor, *Currency::fromCode(currency)};
  state.interval = BillingInterval{};
  return state;
}

MrrObservation seen(std::int64_t onDay, const SubscriptionState& state, const char* event = "evt") {
  MrrObservation one = observationOf(state);
  one.at = day(onDay);
  one.eventId = event;
  return one;
}

// "12 USD 1000 event": day, currency, minor units, why.
QStringList told(const std::vector<MrrObservation>& observations, const MrrDefinition& definition = {}) {
  QStringList lines;
  for (const MrrStep& step : mrrSteps(observations, definition))
    lines << QStringLiteral("%1 %2 %3 %4")
                 .arg((step.at.ms - day(0).ms) / kDay)
                 .arg(QString::fromStdString(step.currency))
                 .arg(mrrMinorOf(step.parts))
                 .arg(QLatin1String(toString(step.cause).data()));
  return lines;
}

// "3 new USD 1000 sub_1"
QStringList moved(const std::vector<MrrMovement>& movements) {
  QStringList lines;
  for (const MrrMovement& one : movements)
    lines << QStringLiteral("%1 %2 %3 %4 %5")
                 .arg((one.at.ms - day(0).ms) / kDay)
                 .arg(QLatin1String(toString(one.kind).data()), QString::fromStdString(one.currency))
                 .arg(mrrMinorOf(one.delta))
                 .arg(QString::fromStdString(one.subscription));
  return lines;
}

SubscriptionSteps steps(const char* id, const std::vector<MrrObservation>& observations,
                        const MrrDefinition& definition = {}) {
  return {id, mrrSteps(observations, definition)};
}

class Dice {
 public:
  explicit Dice(unsigned seed) : random_(seed) {}
  std::int64_t below(unsigned n) { return static_cast<std::int64_t>(random_() % n); }
  template <class T>
  void shuffle(T& list) {
    std::ranges::shuffle(list, random_);
  }
  SubscriptionState state() {
    static constexpr SubscriptionStatus known[]{SubscriptionStatus::Active,    SubscriptionStatus::Active,
                                                SubscriptionStatus::PastDue,   SubscriptionStatus::Paused,
                                                SubscriptionStatus::Cancelled, SubscriptionStatus::OnHold,
                                                SubscriptionStatus::Trialing,  SubscriptionStatus::Expired};
    auto state = monthly(below(5) * 999, known[below(8)], below(6) == 0 ? "EUR" : "USD");
    state.interval = BillingInterval{static_cast<IntervalUnit>(below(4)), static_cast<int>(1 + below(12))};
    if (below(3) == 0) state.cancelAt = day(below(400));
    if (below(3) == 0) state.createdAt = day(below(100));
    if (below(3) == 0)
      state.discount = SubscriptionDiscount{"", 1250, 0, static_cast<Duration>(below(3)), day(below(400))};
    return state;
  }
  MrrDefinition definition() {
    MrrDefinition any;
    any.paused = static_cast<MrrDefinition::Paused>(below(2));
    any.discounts = static_cast<MrrDefinition::Discounts>(below(2));
    any.churnAt = static_cast<MrrDefinition::ChurnAt>(below(2));
    any.reactivation = static_cast<MrrDefinition::Reactivation>(below(2));
    return any;
  }

 private:
  std::mt19937 random_;
};

using Figures = std::map<std::string, std::int64_t>;

void add(Figures& sums, const std::string& currency, std::int64_t parts) {
  if ((sums[currency] += parts) == 0) sums.erase(currency);
}

Figures standing(const std::vector<SubscriptionSteps>& subscriptions, Instant at) {
  Figures sums;
  for (const auto& one : subscriptions) {
    const MrrStep* last = nullptr;
    for (const MrrStep& step : one.steps)
      if (step.at <= at) last = &step;
    if (last != nullptr) add(sums, last->currency, last->parts);
  }
  return sums;
}

Figures summed(const std::vector<MrrMovement>& movements, Instant until) {
  Figures sums;
  for (const MrrMovement& one : movements)
    if (one.at <= until) add(sums, one.currency, one.delta);
  return sums;
}

}  // namespace

class MrrHistoryTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void parts_are_exact_until_the_one_rounding() {
    const auto yearly = mrrPartsOf(10'000, {IntervalUnit::Year, 1});
    QCOMPARE(mrrMinorOf(3 * *yearly), 2500);  // MC-009: not 3 x 833
    QCOMPARE(*mrrPartsOf(1000, {IntervalUnit::Week, 1}) * 3, 13'000 * kMrrParts);
    QCOMPARE(*mrrPartsOf(700, {IntervalUnit::Month, 7}), 100 * kMrrParts);
    QCOMPARE(mrrMinorOf(kMrrParts / 2), 1);
    QCOMPARE(mrrMinorOf(kMrrParts / 2 - 1), 0);
    QCOMPARE(mrrMinorOf(-kMrrParts / 2), -1);
    QVERIFY(!mrrPartsOf(1, {IntervalUnit::Month, 0}));
  }

  void what_leaves_the_range_stops_at_its_end_and_says_so() {
    QVERIFY(!mrrPartsOf(kMost, {IntervalUnit::Month, 1}));
    QCOMPARE(addParts(kMost, 1), kMost);
    QCOMPARE(subtractParts(-kMost, 5), -kMost);
    QVERIFY(isBeyondParts(observationOf(monthly(kMost)).fullParts));
    QVERIFY(!isBeyondParts(observationOf(monthly(1'000'000'000'000)).fullParts));
  }

  void parts_agree_with_the_exact_fractions_of_the_contract() {
    Dice dice(7);
    for (int round = 0; round < 300; ++round) {
      std::vector<BookedSubscription> book;
      std::int64_t parts = 0;
      for (int i = 0; i < 20; ++i) {
        auto state = dice.state();
        if (state.discount) state.discount->endsAt.reset();
        BookedSubscription booked{"c",          state.status,  state.amount.minor, 1, *state.interval,
                                  std::nullopt, state.cancelAt};
        if (state.discount)
          booked.discount = Discount{*percentFrom("12.5"), static_cast<DiscountDuration>(state.discount->duration)};
        book.push_back(booked);
        parts += mrrPartsAt(observationOf(state), {}, day(200));
      }
      QCOMPARE(mrrMinorOf(parts), summariseMrr(book, {}, day(200))->mrrMinor);
    }
  }

  void an_end_that_was_known_before_comes_without_a_word() {
    auto state = monthly(1000);
    state.cancelAt = day(30);
    QCOMPARE(told({seen(0, monthly(1000)), seen(10, state)}),
             (QStringList{QStringLiteral("0 USD 1000 event"), QStringLiteral("30 USD 0 schedule")}));
    // Taken back in time, it does not come.
    QCOMPARE(told({seen(0, monthly(1000)), seen(10, state), seen(20, monthly(1000))}),
             QStringList{QStringLiteral("0 USD 1000 event")});
    // The word that it is over comes a little later, and changes nothing.
    QCOMPARE(told({seen(10, state), seen(31, monthly(1000, SubscriptionStatus::Cancelled))}),
             (QStringList{QStringLiteral("10 USD 1000 event"), QStringLiteral("30 USD 0 schedule")}));
    QCOMPARE(told({seen(0, monthly(1000)), seen(10, state)}, mrrDefinitionFrom("churn_at=request")),
             (QStringList{QStringLiteral("0 USD 1000 event"), QStringLiteral("10 USD 0 event")}));
  }

  void a_discount_for_a_while_counts_where_the_workspace_says_so_until_it_ends() {
    auto state = monthly(1000);
    state.discount = SubscriptionDiscount{"HALF", 5000, 0, Duration::Repeating, day(90)};
    QCOMPARE(told({seen(0, state)}), QStringList{QStringLiteral("0 USD 1000 event")});
    QCOMPARE(told({seen(0, state)}, mrrDefinitionFrom("discounts=all_active")),
             (QStringList{QStringLiteral("0 USD 500 event"), QStringLiteral("90 USD 1000 schedule")}));
    state.discount = SubscriptionDiscount{"LESS", 0, 400, Duration::Forever, {}};
    QCOMPARE(told({seen(0, state)}), QStringList{QStringLiteral("0 USD 600 event")});
    state.discount->amountMinor = 4000;  // never below nothing
    QCOMPARE(told({seen(0, state)}), QStringList());
  }

  void what_is_first_heard_of_while_it_runs_began_before() {
    auto state = monthly(1000);
    state.createdAt = day(3);
    QCOMPARE(told({seen(40, state, "!sync")}), QStringList{QStringLiteral("3 USD 1000 sync")});
    state.trialEnd = day(17);
    QCOMPARE(told({seen(40, state)}), QStringList{QStringLiteral("17 USD 1000 event")});
    state.status = SubscriptionStatus::Cancelled;
    state.cancelledAt = day(60);
    QCOMPARE(told({[&] {
               auto one = readingOf(state, day(100));
               return one;
             }()}),
             (QStringList{QStringLiteral("17 USD 1000 sync"), QStringLiteral("60 USD 0 sync")}));
    state.cancelledAt = day(10);  // within the trial: it never paid
    QCOMPARE(told({readingOf(state, day(100))}), QStringList());
    auto neverPaid = monthly(1000, SubscriptionStatus::Expired);
    neverPaid.createdAt = day(3);
    neverPaid.providerStatus = "incomplete_expired";
    QCOMPARE(told({readingOf(neverPaid, day(100))}), QStringList());
    // A beginning that waits for its first payment is one.
    QCOMPARE(told({seen(3, monthly(1000, SubscriptionStatus::Pending)), seen(5, state)}), QStringList());
  }

  void a_customer_is_one_whatever_subscriptions_it_has() {
    const std::vector both{steps("a", {seen(0, monthly(1000)), seen(20, monthly(1000, SubscriptionStatus::Cancelled))}),
                           steps("b", {seen(10, monthly(500)), seen(40, monthly(500, SubscriptionStatus::Expired)),
                                       seen(60, monthly(700))})};
    QCOMPARE(moved(customerMovements(both, {})),
             (QStringList{QStringLiteral("0 new USD 1000 a"), QStringLiteral("10 expansion USD 500 b"),
                          QStringLiteral("20 contraction USD -1000 a"), QStringLiteral("40 churn USD -500 b"),
                          QStringLiteral("60 reactivation USD 700 b")}));
  }

  void who_changes_plans_in_one_moment_has_not_left() {
    const std::vector both{steps("a", {seen(0, monthly(1000)), seen(20, monthly(1000, SubscriptionStatus::Cancelled))}),
                           steps("b", {seen(20, monthly(1500))})};
    QCOMPARE(moved(customerMovements(both, {})),
             (QStringList{QStringLiteral("0 new USD 1000 a"), QStringLiteral("20 expansion USD -1000 a"),
                          QStringLiteral("20 expansion USD 1500 b")}));
  }

  void who_changes_the_currency_has_neither_left_nor_come() {
    const std::vector one{steps("a", {seen(0, monthly(1000)), seen(20, monthly(900, SubscriptionStatus::Active, "EUR")),
                                      seen(50, monthly(900, SubscriptionStatus::Cancelled, "EUR"))})};
    QCOMPARE(moved(customerMovements(one, {})),
             (QStringList{QStringLiteral("0 new USD 1000 a"), QStringLiteral("20 currency USD -1000 a"),
                          QStringLiteral("20 currency EUR 900 a"), QStringLiteral("50 churn EUR -900 a")}));
  }

  void who_returns_late_is_new_where_the_workspace_says_so() {  // facts "reactivation within 90 days only"
    for (const auto& [back, kind] : {std::pair{110, "reactivation"}, {111, "new"}}) {
      const std::vector one{steps("a", {seen(0, monthly(1000)), seen(20, monthly(0)), seen(back, monthly(300))})};
      const auto lines = moved(customerMovements(one, mrrDefinitionFrom("reactivation=within_90_days")));
      QCOMPARE(lines.last(), QStringLiteral("%1 %2 USD 300 a").arg(back).arg(QLatin1String(kind)));
    }
  }

  void months_are_those_of_the_zone() {
    const auto berlin = ZoneMonths::of("Europe/Berlin").value();
    QCOMPARE(berlin.monthOf(*fromIso8601("2026-02-28T23:00:00Z")), 202603);
    QCOMPARE(berlin.monthOf(*fromIso8601("2026-02-28T22:59:59Z")), 202602);
    QCOMPARE(berlin.endOf(202612), berlin.startOf(202701));
    QVERIFY(!ZoneMonths::of("Mars/Olympus"));
  }

  // Any lives of any subscriptions, by any definition.
  void movements_sum_to_what_stands_and_the_order_of_arrival_does_not_matter() {
    Dice dice(11);
    const auto months = ZoneMonths::of("UTC").value();
    for (int round = 0; round < 400; ++round) {
      const MrrDefinition definition = dice.definition();
      std::vector<SubscriptionSteps> subscriptions;
      for (std::int64_t i = 1 + dice.below(3); i > 0; --i) {
        std::vector<MrrObservation> all;
        for (std::int64_t n = 1 + dice.below(8); n > 0; --n)
          all.push_back(seen(dice.below(365), dice.state(), ("evt_" + std::to_string(n)).c_str()));
        const auto first = mrrSteps(all, definition);
        dice.shuffle(all);
        QVERIFY(mrrSteps(all, definition) == first);
        subscriptions.push_back({"sub_" + std::to_string(i), first});
      }
      const auto movements = customerMovements(subscriptions, definition);
      const auto net = netOfMonths(movements, months, definition);
      for (int month = 202601; month <= 202702; month = ZoneMonths::next(month)) {
        const Instant end{months.endOf(month).ms - 1};
        QVERIFY(summed(movements, end) == standing(subscriptions, end));
        QVERIFY(summed(net, end) == standing(subscriptions, end));
      }
    }
  }

  void the_net_view_leaves_out_who_comes_and_goes_within_a_month() {
    const auto months = ZoneMonths::of("UTC").value();
    const std::vector one{steps("a", {seen(2, monthly(1000)), seen(5, monthly(0)), seen(40, monthly(500)),
                                      seen(45, monthly(800)), seen(70, monthly(0))})};
    const auto movements = customerMovements(one, {});
    QCOMPARE(moved(netOfMonths(movements, months, {})),
             (QStringList{QStringLiteral("45 new USD 800 a"), QStringLiteral("70 churn USD -800 a")}));
  }
};

QTEST_APPLESS_MAIN(MrrHistoryTest)
#include "tst_mrrhistory.moc"
