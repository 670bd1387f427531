#include "metrics/retention.h"

#include "metrics/fraction.h"

namespace billing {
namespace {

Fraction sizeOf(std::int64_t minor) {
  return minor < 0 ? Fraction(minor).times(-1) : Fraction(minor);
}

std::optional<std::int64_t> ratio(const Fraction& part, std::int64_t whole, std::int64_t scale) {
  if (whole <= 0) return std::nullopt;
  return part.times(scale).over(whole).rounded();
}

}  // namespace

Retention retentionOf(const RetentionInput& input) {
  constexpr std::int64_t percent = 10'000;
  const Fraction lost = sizeOf(input.churnMinor).plus(sizeOf(input.contractionMinor));
  const Fraction start(input.startMinor);
  const Fraction expansion(input.expansionMinor);
  const Fraction kept = start.plus(lost.times(-1));
  Retention retention;
  retention.grossChurn = ratio(lost, input.startMinor, percent);
  retention.netChurn = ratio(lost.plus(expansion.times(-1)), input.startMinor, percent);
  retention.netRevenue = ratio(kept.plus(expansion), input.startMinor, percent);
  retention.grossRevenue = ratio(kept, input.startMinor, percent);
  retention.logoChurn = ratio(Fraction(input.customersChurned), input.customersStart, percent);
  retention.quickRatio = ratio(Fraction(input.newMinor).plus(expansion), lost.rounded().value_or(0), 100);
  return retention;
}

std::string hundredthsText(std::int64_t hundredths) {
  const std::uint64_t size =
      hundredths < 0 ? 0 - static_cast<std::uint64_t>(hundredths) : static_cast<std::uint64_t>(hundredths);
  const std::string decimals = std::to_string(size % 100);
  return (hundredths < 0 ? "-" : "") + std::to_string(size / 100) + (decimals.size() < 2 ? ".0" : ".") + decimals;
}

}  // namespace billing
