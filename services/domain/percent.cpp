#include "domain/percent.h"

#include "domain/decimal.h"

namespace billing {
namespace {

constexpr int kMostDecimals = 9;
constexpr std::int64_t kMostParts = 1'000'000'000'000'000;

}  // namespace

Result<Percent> percentFrom(std::string_view text) {
  const auto point = text.find('.');
  const std::size_t said = point == std::string_view::npos ? 0 : text.size() - point - 1;
  const int decimals = said > kMostDecimals ? kMostDecimals : static_cast<int>(said);
  const auto parts = scaledDecimal(text, decimals);
  if (!parts) return failure(parts.error());
  if (*parts < 0 || *parts > kMostParts)
    return failure(ErrorKind::InvalidInput, "out_of_range", "The percentage cannot be taken",
                   "it is below zero or beyond reason");
  Percent percent{*parts, 1};
  for (int i = 0; i < decimals; ++i) percent.scale *= 10;
  return percent;
}

}  // namespace billing
