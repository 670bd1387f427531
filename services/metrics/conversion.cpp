#include "metrics/conversion.h"

#include <algorithm>
#include <numeric>

#include "domain/decimal.h"
#include "metrics/fraction.h"

namespace billing {
namespace {

constexpr int kRateDecimals = 9;

// Minor units of one currency as minor units of another that is worth the same number of whole units.
Fraction rescaled(const Fraction& minor, Currency from, Currency to) {
  Fraction result = minor;
  for (int digit = from.exponent(); digit < to.exponent(); ++digit) result = result.times(10);
  for (int digit = to.exponent(); digit < from.exponent(); ++digit) result = result.over(10);
  return result;
}

Fraction exactly(std::int64_t minor, std::int64_t unit, const ConversionRate& rate, Currency to) {
  return rescaled(Fraction(minor).over(unit).times(rate.up).over(rate.down), rate.currency, to);
}

Fraction exactly(const ConvertedPart& part, std::int64_t unit, Currency to) {
  return part.rate == nullptr ? Fraction(part.minor).over(unit) : exactly(part.minor, unit, *part.rate, to);
}

}  // namespace

Result<ConversionRate> rateFrom(Currency currency, std::string_view decimal, CivilDate date) {
  const auto parts = scaledDecimal(decimal, kRateDecimals);
  if (!parts) return failure(parts.error());
  if (*parts <= 0)
    return failure(ErrorKind::InvalidInput, "out_of_range", "A rate is above zero", std::string(decimal));
  constexpr std::int64_t whole = 1'000'000'000;
  const std::int64_t shared = std::gcd(*parts, whole);
  return ConversionRate{currency, *parts / shared, whole / shared, date, std::string(decimal)};
}

const ConversionRate* rateAt(std::span<const ConversionRate> rates, Currency currency, CivilDate day) {
  const ConversionRate* newest = nullptr;
  for (const ConversionRate& rate : rates)
    if (rate.currency == currency && rate.date <= day && (newest == nullptr || rate.date >= newest->date))
      newest = &rate;
  return newest;
}

std::optional<std::int64_t> convertedMinor(std::int64_t minor, std::int64_t unit, const ConversionRate& rate,
                                           Currency to) {
  return exactly(minor, unit, rate, to).rounded();
}

// The exact sum before each part gives the rounded sums, and these the parts: nothing is lost between them.
std::optional<std::vector<std::int64_t>> convertedTogether(std::span<const ConvertedPart> parts, std::int64_t unit,
                                                           Currency to) {
  std::vector<std::int64_t> whole;
  Fraction sum;
  std::int64_t before = 0;
  for (const ConvertedPart& part : parts) {
    sum = sum.plus(exactly(part, unit, to));
    const auto now = sum.rounded();
    if (!now) return std::nullopt;
    whole.push_back(*now - before);
    before = *now;
  }
  return whole;
}

std::optional<std::int64_t> movedByRate(std::int64_t minor, std::int64_t unit, const ConversionRate& start,
                                        const ConversionRate& end, Currency to) {
  return exactly(minor, unit, end, to).plus(exactly(minor, unit, start, to).times(-1)).rounded();
}

}  // namespace billing
