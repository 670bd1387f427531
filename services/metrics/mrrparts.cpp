#include "metrics/mrrparts.h"

#include <limits>

#include "domain/money.h"
#include "domain/mrr.h"

namespace billing {
namespace {

constexpr std::int64_t kMostParts = std::numeric_limits<std::int64_t>::max();

}  // namespace

std::optional<std::int64_t> mrrPartsOf(std::int64_t amountMinor, BillingInterval interval) {
  if (interval.count < 1) return std::nullopt;
  const MonthlyFactor factor = monthlyFactor(interval.unit);
  return mulDiv(amountMinor, factor.up * kMrrParts, factor.down * interval.count);
}

std::int64_t mrrMinorOf(std::int64_t parts) {
  const std::int64_t whole = parts / kMrrParts;
  const std::int64_t rest = parts % kMrrParts;
  if (rest >= kMrrParts / 2) return whole + 1;
  return rest <= -kMrrParts / 2 ? whole - 1 : whole;
}

std::int64_t addParts(std::int64_t one, std::int64_t other) {
  std::int64_t sum = 0;
  if (!__builtin_add_overflow(one, other, &sum)) return sum;
  return one > 0 ? kMostParts : -kMostParts;
}

std::int64_t subtractParts(std::int64_t from, std::int64_t what) {
  std::int64_t rest = 0;
  if (!__builtin_sub_overflow(from, what, &rest)) return rest;
  return from > 0 ? kMostParts : -kMostParts;
}

bool isBeyondParts(std::int64_t parts) {
  return parts == kMostParts || parts == -kMostParts;
}

}  // namespace billing
