#include "metrics/shares.h"

#include <algorithm>

#include "metrics/fraction.h"

namespace billing {
namespace {

constexpr std::int64_t kPercentHundredths = 10'000, kRatioHundredths = 100;

std::optional<std::int64_t> shareOf(const Fraction& up, std::int64_t down, std::int64_t scale) {
  if (down <= 0) return std::nullopt;
  return up.times(scale).over(down).rounded();
}

Fraction lostRevenue(const PeriodMoves& moves) {
  return Fraction(moves.contraction).plus(Fraction(moves.churn)).times(-1);
}

}  // namespace

std::optional<std::int64_t> endOf(const PeriodMoves& moves) {
  return Fraction(moves.start)
      .plus(Fraction(moves.fresh))
      .plus(Fraction(moves.expansion))
      .plus(Fraction(moves.contraction))
      .plus(Fraction(moves.churn))
      .plus(Fraction(moves.reactivation))
      .plus(Fraction(moves.currency))
      .rounded();
}

std::optional<std::int64_t> grossRevenueChurn(const PeriodMoves& moves) {
  return shareOf(lostRevenue(moves), moves.start, kPercentHundredths);
}

std::optional<std::int64_t> netRevenueChurn(const PeriodMoves& moves, bool lessReactivation) {
  const Fraction won = Fraction(moves.expansion).plus(Fraction(lessReactivation ? moves.reactivation : 0));
  return shareOf(lostRevenue(moves).plus(won.times(-1)), moves.start, kPercentHundredths);
}

std::optional<std::int64_t> customerChurn(const PeriodCustomers& customers, bool withJoiners) {
  if (!withJoiners) return shareOf(Fraction(customers.lostOfStart), customers.start, kPercentHundredths);
  std::int64_t all = 0;
  if (__builtin_add_overflow(customers.start, customers.joined, &all)) return std::nullopt;
  return shareOf(Fraction(customers.lostAltogether), all, kPercentHundredths);
}

std::optional<std::int64_t> netRetention(std::span<const CustomerSpan> customers) {
  Fraction start, end;
  for (const CustomerSpan& one : customers) {
    start = start.plus(Fraction(one.start));
    end = end.plus(Fraction(one.end));
  }
  return shareOf(end, start.rounded().value_or(0), kPercentHundredths);
}

std::optional<std::int64_t> grossRetention(std::span<const CustomerSpan> customers) {
  Fraction start, kept;
  for (const CustomerSpan& one : customers) {
    start = start.plus(Fraction(one.start));
    kept = kept.plus(Fraction(std::min(one.start, one.end)));
  }
  return shareOf(kept, start.rounded().value_or(0), kPercentHundredths);
}

std::optional<std::int64_t> trialConversion(std::int64_t converted, std::int64_t ended) {
  return shareOf(Fraction(converted), ended, kPercentHundredths);
}

std::optional<std::int64_t> quickRatioOf(const PeriodMoves& moves, bool plusReactivation) {
  const Fraction won =
      Fraction(moves.fresh).plus(Fraction(moves.expansion)).plus(Fraction(plusReactivation ? moves.reactivation : 0));
  return shareOf(won, lostRevenue(moves).rounded().value_or(0), kRatioHundredths);
}

std::optional<std::int64_t> averageOf(std::int64_t up, std::int64_t unit, std::int64_t count) {
  if (count <= 0) return std::nullopt;
  return Fraction(up).over(unit).over(count).rounded();
}

std::optional<std::int64_t> lifetimeValue(const LifetimeInput& input, LifetimeForm form) {
  if (input.payers <= 0 || input.lost <= 0 || input.of <= 0) return std::nullopt;
  Fraction average = Fraction(input.mrr).over(input.unit).over(input.payers);
  if (form == LifetimeForm::Margin) average = average.times(input.marginBps).over(kPercentHundredths);
  if (form == LifetimeForm::Cost) average = average.plus(Fraction(input.costMinor).times(-1));
  return average.times(input.of).over(input.lost).rounded();
}

}  // namespace billing
