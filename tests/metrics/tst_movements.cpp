// Movements of revenue: each customer's changes in order, and a month's start plus its movements is its end.
#include <QtTest>
#include <limits>
#include <random>

#include "domain/civildate.h"
#include "metrics/movements.h"

using namespace billing;

namespace {

MrrChange change(const char* customer, const char* at, std::int64_t minor) {
  return {customer, *fromIso8601(at), minor};
}

MonthMovements march(const std::vector<MrrChange>& changes, MovementsBy by) {
  return movementsOf(changes, {{2026, 3}}, by)->front();
}

std::int64_t moved(const MonthMovements& month) {
  return month.newMinor + month.expansionMinor + month.contractionMinor + month.churnMinor + month.reactivationMinor;
}

}  // namespace

class MovementsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void one_customer_goes_through_all_five() {  // MC-020
    const auto month =
        march({change("c1", "2026-03-05T00:00:00Z", 15'000), change("c1", "2026-03-01T00:00:00Z", 16'667),
               change("c1", "2026-03-02T00:00:00Z", 22'667), change("c1", "2026-03-04T00:00:00Z", 0),
               change("c1", "2026-03-03T00:00:00Z", 16'667)},
              MovementsBy::Event);
    QCOMPARE(month.newMinor, 16'667);
    QCOMPARE(month.expansionMinor, 6'000);
    QCOMPARE(month.contractionMinor, -6'000);
    QCOMPARE(month.churnMinor, -16'667);
    QCOMPARE(month.reactivationMinor, 15'000);
    QCOMPARE(month.endMinor, 15'000);
  }

  void who_comes_and_goes_in_one_month_counts_by_event_only() {  // MC-023
    const std::vector changes{change("c1", "2026-03-03T00:00:00Z", 4000), change("c1", "2026-03-25T00:00:00Z", 0)};
    QCOMPARE(march(changes, MovementsBy::Event).newMinor, 4000);
    QCOMPARE(march(changes, MovementsBy::Event).churnMinor, -4000);
    QCOMPARE(moved(march(changes, MovementsBy::Net)), 0);
  }

  void who_paid_before_the_month_comes_back_by_net() {
    const std::vector changes{change("c1", "2026-01-03T00:00:00Z", 900), change("c1", "2026-02-03T00:00:00Z", 0),
                              change("c1", "2026-03-03T00:00:00Z", 1200), change("c2", "2026-03-03T00:00:00Z", 500)};
    QCOMPARE(march(changes, MovementsBy::Net).reactivationMinor, 1200);
    QCOMPARE(march(changes, MovementsBy::Net).newMinor, 500);
  }

  void start_and_movements_are_the_end_whatever_the_order() {
    std::mt19937 random(3);  // NOLINT: the same numbers every time
    const auto below = [&](unsigned n) { return static_cast<std::int64_t>(random() % n); };
    std::vector<MrrChange> changes;
    for (int i = 0; i < 300; ++i) {
      const Instant at{utcMidnight({2026, 1, 1}).ms + below(365) * 86'400'000 + i};
      changes.push_back({"c" + std::to_string(below(9)), at, below(4) * 500});
    }
    std::vector<YearMonth> months;
    for (int month = 1; month <= 12; ++month) months.push_back({2026, month});
    for (const auto by : {MovementsBy::Net, MovementsBy::Event}) {
      const auto first = movementsOf(changes, months, by).value();
      std::ranges::shuffle(changes, random);
      const auto again = movementsOf(changes, months, by).value();
      for (std::size_t i = 0; i < first.size(); ++i) {
        QCOMPARE(first[i].startMinor + moved(first[i]), first[i].endMinor);
        QCOMPARE(again[i].newMinor, first[i].newMinor);
        QCOMPARE(again[i].endMinor, first[i].endMinor);
        if (i > 0) QCOMPARE(first[i].startMinor, first[i - 1].endMinor);
      }
    }
  }

  void a_sum_that_leaves_the_range_is_refused() {
    constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
    const std::vector changes{change("a", "2026-03-03T00:00:00Z", most), change("b", "2026-03-03T00:00:00Z", 1)};
    QCOMPARE(movementsOf(changes, {{2026, 3}}, MovementsBy::Net).error().code, std::string("out_of_range"));
  }
};

QTEST_APPLESS_MAIN(MovementsTest)
#include "tst_movements.moc"
