// Figures of a period: exact until one rounding, undefined where nothing is divided by, and nothing is lost between a
// number and its rows.
#include <QtTest>
#include <limits>
#include <numeric>
#include <random>
#include <set>

#include "metrics/ageing.h"
#include "metrics/cohorts.h"
#include "metrics/conversion.h"
#include "metrics/definitions.h"
#include "metrics/evenrounding.h"
#include "metrics/recognition.h"
#include "metrics/shares.h"

using namespace billing;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t dayMs = 86'400'000;

Instant at(const char* text) {
  return *fromIso8601(text);
}
Currency currency(const char* code) {
  return *Currency::fromCode(code);
}

class Dice {
 public:
  std::int64_t below(std::int64_t n) { return static_cast<std::int64_t>(random_() % static_cast<std::uint64_t>(n)); }

 private:
  std::mt19937_64 random_{7};  // NOLINT: the same numbers every time
};

std::vector<Period> monthsOf2026(int count) {
  std::vector<Period> months;
  for (int month = 1; month <= count; ++month) months.push_back(monthOf(utcMidnight({2026, month, 1})));
  return months;
}

}  // namespace

class FiguresTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void parts_are_rounded_so_that_they_sum_to_the_rounded_sum() {
    Dice dice;
    for (int round = 0; round < 300; ++round) {
      std::vector<std::int64_t> parts;
      for (std::int64_t i = dice.below(12); i > 0; --i) parts.push_back(dice.below(2'000'000) - 1'000'000);
      const std::int64_t unit = 1 + dice.below(9999);
      const auto whole = roundedTogether(parts, unit).value();
      QCOMPARE(std::accumulate(whole.begin(), whole.end(), std::int64_t{0}), *roundedSum(parts, 1, unit));
      for (std::size_t i = 0; i < parts.size(); ++i) QVERIFY(std::abs(whole[i] * unit - parts[i]) < unit);
    }
    QVERIFY((*roundedTogether(std::array<std::int64_t, 3>{1, 1, 1}, 3) == std::vector<std::int64_t>{1, 0, 0}));
    QCOMPARE(*roundedSum(std::array{most, most}, 1, 2), most);
    QVERIFY(!roundedSum(std::array{most, most}, 1, 1));
  }
  void movements_shown_make_up_the_difference_of_what_stands_around_them() {
    using Parts = std::array<std::int64_t, 3>;
    using Whole = std::vector<std::int64_t>;
    QVERIFY((*roundedTo(Parts{102, 54, 0}, 10, 16) == Whole{10, 6, 0}));
    QVERIFY((*roundedTo(Parts{101, 55, 0}, 10, 16) == Whole{10, 6, 0}));     // ties already: nothing is moved
    QVERIFY((*roundedTo(Parts{26, 0, 0}, 10, 2) == Whole{2, 0, 0}));         // a zero stays one
    QVERIFY((*roundedTo(Parts{-26, 14, -14}, 10, -4) == Whole{-3, 1, -2}));  // the nearest goes over
    QVERIFY((*roundedTo(Parts{0, 0, 0}, 10, 0) == Whole{0, 0, 0}));
  }

  void start_and_movements_are_the_end() {
    Dice dice;
    for (int round = 0; round < 100; ++round) {
      PeriodMoves moves{dice.below(90'000), dice.below(9000), dice.below(9000),   -dice.below(900),
                        -dice.below(900),   dice.below(99),   dice.below(99) - 50};
      QCOMPARE(*endOf(moves) - moves.start,
               moves.fresh + moves.expansion + moves.contraction + moves.churn + moves.reactivation + moves.currency);
      if (moves.start == 0) continue;
      const auto gross = grossRevenueChurn(moves), net = netRevenueChurn(moves, false);
      QVERIFY(gross && net && *net <= *gross && *netRevenueChurn(moves, true) <= *net);
    }
  }

  void shares_are_undefined_without_a_base_and_never_zero_instead() {
    QVERIFY(!grossRevenueChurn({}) && !netRevenueChurn({}, true) && !customerChurn({}, false) && !netRetention({}));
    QVERIFY(!grossRetention({}) && !trialConversion(0, 0) && !averageOf(5, 1, 0));
    PeriodMoves onlyWon;
    onlyWon.fresh = 100;
    QVERIFY(!quickRatioOf(onlyWon, false));
    onlyWon.reactivation = 50;
    onlyWon.churn = -100;
    QCOMPARE(*quickRatioOf(onlyWon, false), 100);
    QCOMPARE(*quickRatioOf(onlyWon, true), 150);
    // Undefined is no more than a base of nothing: customers may come without any at the start.
    QCOMPARE(*customerChurn({0, 4, 0, 1}, true), 2500);
  }

  void retention_is_of_the_customers_at_the_start_alone() {  // MC-034
    const std::array customers{CustomerSpan{100, 250}, CustomerSpan{100, 60}, CustomerSpan{100, 0}};
    QCOMPARE(*grossRetention(customers), 5333);
    QCOMPARE(*netRetention(customers), 10'333);
    Dice dice;
    for (int round = 0; round < 100; ++round) {
      std::vector<CustomerSpan> many;
      for (std::int64_t i = dice.below(20) + 1; i > 0; --i) many.push_back({dice.below(500) + 1, dice.below(900)});
      QVERIFY(*grossRetention(many) <= *netRetention(many) && *grossRetention(many) <= 10'000);
    }
  }

  void lifetime_has_three_forms() {                          // MC-039
    LifetimeInput input{50'000, 1, 10, 4, 100, 8000, 1000};  // average 50.00, churn 4 %, margin 80 %, cost 10.00
    QCOMPARE(*lifetimeValue(input, LifetimeForm::Margin), 100'000);
    QCOMPARE(*lifetimeValue(input, LifetimeForm::Revenue), 125'000);
    QCOMPARE(*lifetimeValue(input, LifetimeForm::Cost), 100'000);
    input.lost = 0;
    for (const auto form : {LifetimeForm::Margin, LifetimeForm::Revenue, LifetimeForm::Cost})
      QVERIFY(!lifetimeValue(input, form));
  }

  void revenue_is_recognised_evenly_and_whole() {
    const EarnedInvoice month{at("2026-01-01T00:00:00Z"),
                              {{3100, at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z")}}};
    QCOMPARE(*recognisedBefore(month, at("2026-01-11T00:00:00Z"), RecogniseBy::Second), 1000);
    QCOMPARE(*recognisedBefore(month, at("2026-01-10T12:00:00Z"), RecogniseBy::Second), 950);
    QCOMPARE(*recognisedBefore(month, at("2026-01-10T12:00:00Z"), RecogniseBy::Day), 1000);
    QCOMPARE(*recognisedBefore(month, at("2026-01-01T00:00:00Z"), RecogniseBy::Day), 0);
    QCOMPARE(*recognisedBefore(month, at("2027-01-01T00:00:00Z"), RecogniseBy::Day), 3100);
    // What is paid for afterwards is caught up when it is invoiced; what has no period is earned at once.
    const EarnedInvoice late{at("2026-01-21T00:00:00Z"),
                             {{3100, at("2026-01-01T00:00:00Z"), at("2026-02-01T00:00:00Z")},
                              {500, at("2026-01-21T00:00:00Z"), at("2026-01-21T00:00:00Z")}}};
    QCOMPARE(*recognisedBefore(late, at("2026-01-21T00:00:00Z"), RecogniseBy::Second), 0);
    QCOMPARE(*recognisedBefore(late, {at("2026-01-21T00:00:00Z").ms + 1}, RecogniseBy::Second), 2500);
  }

  void recognised_and_deferred_are_what_was_invoiced_at_any_time() {
    Dice dice;
    for (int round = 0; round < 200; ++round) {
      EarnedInvoice invoice{{dice.below(90) * dayMs}, {}};
      for (std::int64_t i = dice.below(4); i >= 0; --i) {
        const std::int64_t start = dice.below(90) * dayMs + dice.below(dayMs);
        invoice.lines.push_back(
            {dice.below(9'999'999) - 3'000'000, {start}, {start + dice.below(400) * dayMs - dayMs}});
      }
      const auto by = round % 2 == 0 ? RecogniseBy::Second : RecogniseBy::Day;
      std::int64_t sum = 0, before = 0;
      for (std::int64_t day = 0; day < 600; day += 30) {
        const std::int64_t until = *recognisedBefore(invoice, {day * dayMs}, by);
        sum += until - before;
        before = until;
        QCOMPARE(sum + (*netOf(invoice) - until), *netOf(invoice));
      }
      QCOMPARE(sum, *netOf(invoice));
    }
  }

  void cohorts_are_by_first_paid_month_and_may_come_back() {
    const auto months = monthsOf2026(4);
    const std::vector<CohortChange> changes{{1, at("2025-12-30T00:00:00Z"), 10}, {2, at("2026-01-05T00:00:00Z"), 10},
                                            {3, at("2026-01-06T00:00:00Z"), 20}, {2, at("2026-02-03T00:00:00Z"), -10},
                                            {4, at("2026-02-09T00:00:00Z"), 5},  {2, at("2026-03-20T00:00:00Z"), 30}};
    const auto cohorts = cohortsOf(changes, months, CohortColumns::MonthEnds, at("2026-05-01T00:00:00Z"));
    QCOMPARE(cohorts.size(), std::size_t{2});
    QVERIFY((cohorts[0].active == std::vector<int>{2, 1, 2, 2}) && cohorts[0].size == 2 && cohorts[0].month == 0);
    QVERIFY((cohorts[0].revenue == std::vector<std::int64_t>{30, 20, 50, 50}));
    QVERIFY((cohorts[1].active == std::vector<int>{1, 1, 1}));
    const auto thirty = cohortsOf(changes, months, CohortColumns::EveryThirtyDays, at("2026-05-01T00:00:00Z"));
    QVERIFY((thirty[0].active == std::vector<int>{1, 1, 2}));  // 2 left within 30 days and was back after 90
    QVERIFY(cohortsOf({}, months, CohortColumns::MonthEnds, {}).empty());
    // A month that runs is counted as it stands; those after it are not there yet.
    const auto now = cohortsOf(changes, months, CohortColumns::MonthEnds, at("2026-03-21T00:00:00Z"));
    QVERIFY((now[0].active == std::vector<int>{2, 1, 2}));
  }

  void a_converted_total_is_exact_and_keeps_the_places_of_each_currency() {
    const auto euro = rateFrom(currency("EUR"), "1.0842", {2026, 3, 1}).value();
    const auto yen = rateFrom(currency("JPY"), "0.0067", {2026, 3, 1}).value();
    const auto dinar = rateFrom(currency("KWD"), "3.25", {2026, 3, 1}).value();
    QCOMPARE(*convertedMinor(10'000, 1, euro, currency("USD")), 10'842);
    QCOMPARE(*convertedMinor(5'000, 1, yen, currency("USD")), 3'350);  // 5000 yen are 33.50
    QCOMPARE(*convertedMinor(1'000, 1, dinar, currency("USD")), 325);  // 1.000 dinar is 3.25
    QCOMPARE(*convertedMinor(1'000, 1, dinar, currency("JPY")), 3);    // at that rate
    const std::vector<ConvertedPart> parts{{5, &euro}, {5, &euro}, {5, nullptr}, {-7, &yen}};
    const auto together = convertedTogether(parts, 1, currency("USD")).value();
    QCOMPARE(std::accumulate(together.begin(), together.end(), std::int64_t{0}), 11);  // 15.842 - 4.69 cents
    QCOMPARE(rateFrom(currency("EUR"), "0", {}).error().code, std::string("out_of_range"));
    QCOMPARE(rateFrom(currency("EUR"), "1,08", {}).error().code, std::string("not_a_number"));
  }

  void the_newest_rate_before_a_day_counts() {
    const std::vector<ConversionRate> rates{rateFrom(currency("EUR"), "1.10", {2026, 1, 1}).value(),
                                            rateFrom(currency("EUR"), "1.08", {2026, 3, 1}).value()};
    QCOMPARE(rateAt(rates, currency("EUR"), {2026, 2, 28})->text, std::string("1.10"));
    QCOMPARE(rateAt(rates, currency("EUR"), {2026, 3, 1})->text, std::string("1.08"));
    QVERIFY(rateAt(rates, currency("EUR"), {2025, 12, 31}) == nullptr);
    QVERIFY(rateAt(rates, currency("GBP"), {2026, 3, 1}) == nullptr);
  }

  void ages_may_be_of_weeks_too() {
    const auto ages = [](const AgeingScheme& scheme) {
      std::vector<std::size_t> found;
      for (const std::int64_t days : {0, 1, 7, 8, 14, 15, 30, 31, 60, 61, 90, 91}) found.push_back(ageOf(days, scheme));
      return found;
    };
    QVERIFY((ages(monthlyAges) == std::vector<std::size_t>{0, 1, 1, 1, 1, 1, 1, 2, 2, 3, 3, 4}));
    QVERIFY((ages(weeklyAges) == std::vector<std::size_t>{0, 1, 1, 2, 2, 3, 3, 4, 4, 4, 4, 4}));
    const auto owed = ageInvoices({{"A", {2026, 3, 1}, 500}}, "UTC", at("2026-03-16T00:00:00Z"), weeklyAges);
    QCOMPARE(owed->totals[3], 500);
  }

  void every_definition_has_a_sentence_and_a_usual_choice() {
    std::set<std::string> keys;
    for (const DefinitionTerm& term : definitionTerms()) {
      QVERIFY2(keys.insert(term.key).second && term.version > 0 && !term.choices.empty(), term.key);
      for (const DefinitionChoice& choice : term.choices)
        QVERIFY2(std::string_view(choice.words).size() > 20, term.key);
    }
    const DefinitionChoices chosen({{"paused", "include"}, {"arpa", "by_moon"}, {"nothing", "at_all"}});
    QVERIFY(chosen.is("paused", "include") && chosen.is("arpa", "customer") && chosen.of("nothing").empty());
    QVERIFY(chosen.with("arpa", "subscription").is("arpa", "subscription"));
  }
};

QTEST_APPLESS_MAIN(FiguresTest)
#include "tst_figures.moc"
