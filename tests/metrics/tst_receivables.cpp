// What is owed and for how long; amounts that are split, taxed and prorated without losing a unit.
#include <QtTest>
#include <limits>
#include <numeric>

#include "domain/allocation.h"
#include "domain/proration.h"
#include "domain/tax.h"
#include "metrics/ageing.h"

using namespace billing;

namespace {

constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();
constexpr std::int64_t least = std::numeric_limits<std::int64_t>::min();

Instant at(const char* text) {
  return *fromIso8601(text);
}

PriceChange changeWithLeft(std::int64_t before, std::int64_t after, std::int64_t left, std::int64_t total) {
  return {before,
          after,
          Instant{0},
          Instant::fromSeconds(total),
          Instant::fromSeconds(total - left),
          ProrationMode::Prorated,
          false};
}

}  // namespace

class ReceivablesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_invoice_is_owed_from_the_day_after_it_was_due() {  // MC-045
    const std::vector<OwedInvoice> invoices{{"A", {2026, 3, 2}, 10'000},  {"B", {2026, 3, 1}, 20'000},
                                            {"C", {2026, 1, 31}, 30'000}, {"D", {2026, 1, 30}, 40'000},
                                            {"E", {2025, 12, 2}, 50'000}, {"F", {2025, 12, 1}, 60'000}};
    const auto ageing = ageInvoices(invoices, "UTC", at("2026-03-02T00:00:00Z")).value();
    QVERIFY((ageing.daysOverdue == std::vector<std::int64_t>{0, 1, 30, 31, 90, 91}));
    QVERIFY((ageing.totals == std::array<std::int64_t, 5>{10'000, 50'000, 40'000, 50'000, 60'000}));
  }

  void the_day_is_that_of_the_zone() {
    const std::vector<OwedInvoice> invoices{{"A", {2026, 3, 1}, 100}};
    QCOMPARE(ageInvoices(invoices, "UTC", at("2026-03-01T23:30:00Z"))->daysOverdue.front(), 0);
    QCOMPARE(ageInvoices(invoices, "Asia/Kolkata", at("2026-03-01T23:30:00Z"))->daysOverdue.front(), 1);
    QCOMPARE(ageInvoices(invoices, "Europe/Atlantis", {}).error().code, std::string("unknown_zone"));
    QCOMPARE(ageInvoices({{"A", {}, most}, {"B", {}, 1}}, "UTC", {}).error().code, std::string("out_of_range"));
  }

  void a_split_loses_nothing() {  // MC-093, MC-095, MC-096
    QVERIFY((*allocate(10'000, {1, 1, 1}) == std::vector<std::int64_t>{3334, 3333, 3333}));
    QVERIFY((*allocate(-100, {1, 1, 1}) == std::vector<std::int64_t>{-34, -33, -33}));
    QVERIFY((*allocate(1003, {2, 1, 1}) == std::vector<std::int64_t>{501, 251, 251}));
    const auto wide = allocate(least, {most, most, 1}).value();
    QCOMPARE(std::accumulate(wide.begin(), wide.end(), std::int64_t{0}), least);
    QCOMPARE(allocate(5, {}).error().code, std::string("no_weight"));
    QCOMPARE(allocate(5, {1, -1}).error().code, std::string("negative_weight"));
  }

  void net_and_tax_always_add_up() {  // MC-068, MC-086, MC-087
    QCOMPARE(taxOn(500, *percentFrom("19"), false)->taxMinor, 95);
    QCOMPARE(taxOn(1200, *percentFrom("20"), true)->netMinor, 1000);
    QCOMPARE(taxOn(999, *percentFrom("19"), true)->taxMinor, 160);
    for (std::int64_t amount = -300; amount < 300; amount += 7) {
      const auto taxed = taxOn(amount, *percentFrom("8.875"), true).value();
      QCOMPARE(taxed.netMinor + taxed.taxMinor, amount);
    }
    QCOMPARE(taxOn(most, *percentFrom("19"), false).error().code, std::string("out_of_range"));
  }

  void percentages_are_read_exactly() {
    QVERIFY(percentFrom("8.875")->parts == 8875 && percentFrom("8.875")->whole() == 100'000);
    QCOMPARE(percentFrom("ten").error().code, std::string("not_a_number"));
    QCOMPARE(percentFrom("-1").error().code, std::string("out_of_range"));
    QCOMPARE(percentFrom("1.0000000001").error().code, std::string("too_many_decimals"));
  }

  void each_line_of_a_proration_is_rounded_then_summed() {  // MC-053, MC-056, MC-059
    QCOMPARE(prorate(changeWithLeft(1000, 2000, 1'296'000, 2'592'000))->netMinor, 500);
    QCOMPARE(prorate(changeWithLeft(1000, 0, 881'112, 2'419'200))->creditMinor, -364);
    const auto thirds = prorate(changeWithLeft(999, 1999, 864'000, 2'592'000)).value();
    QVERIFY(thirds.creditMinor == -333 && thirds.chargeMinor == 666 && thirds.netMinor == 333);
  }

  void a_change_outside_its_period_is_held_within_it() {
    QCOMPARE(prorate(changeWithLeft(1000, 2000, -5, 100))->netMinor, 0);
    QCOMPARE(prorate(changeWithLeft(1000, 2000, 500, 100))->netMinor, 1000);
  }

  void modes_of_proration_differ() {  // MC-065
    auto change = changeWithLeft(5000, 2000, 50, 100);
    change.mode = ProrationMode::Full;
    QCOMPARE(prorate(change)->netMinor, 2000);
    change.mode = ProrationMode::Difference;
    QCOMPARE(prorate(change)->creditMinor, -3000);
    change.mode = ProrationMode::None;
    QCOMPARE(prorate(change)->netMinor, 0);
    change.mode = ProrationMode::Full;
    change.trialing = true;
    QCOMPARE(prorate(change)->netMinor, 0);
    change.periodEnd = change.periodStart;
    QCOMPARE(prorate(change).error().code, std::string("empty_period"));
    QVERIFY(!prorationModeFrom("sometimes"));
  }

  void a_proration_beyond_the_range_is_refused() {
    auto change = changeWithLeft(least, most, 50, 100);
    change.mode = ProrationMode::Difference;
    QCOMPARE(prorate(change).error().code, std::string("out_of_range"));
    QCOMPARE(prorate(changeWithLeft(least, 0, 100, 100)).error().code, std::string("out_of_range"));
  }
};

QTEST_APPLESS_MAIN(ReceivablesTest)
#include "tst_receivables.moc"
