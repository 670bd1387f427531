#include "domain/proration.h"

#include <algorithm>

#include "domain/money.h"

namespace billing {
namespace {

tl::unexpected<Error> cannotProrate(const char* code, const char* why) {
  return failure(ErrorKind::InvalidInput, code, "The change of price cannot be prorated", why);
}

// The old price's line and the new price's.
struct Lines {
  std::int64_t oldShare = 0, newShare = 0;
};

std::optional<Lines> prorated(const PriceChange& change) {
  const std::int64_t total = change.periodEnd.seconds() - change.periodStart.seconds();
  const std::int64_t left = std::clamp<std::int64_t>(change.periodEnd.seconds() - change.changeAt.seconds(), 0, total);
  const auto oldShare = mulDiv(change.oldMinor, left, total);
  const auto newShare = mulDiv(change.newMinor, left, total);
  return oldShare && newShare ? std::optional(Lines{*oldShare, *newShare}) : std::nullopt;
}

std::optional<Lines> difference(const PriceChange& change) {
  std::int64_t more = 0;
  if (__builtin_sub_overflow(change.newMinor, change.oldMinor, &more)) return std::nullopt;
  return more >= 0 ? Lines{0, more} : Lines{-more, 0};
}

std::optional<Lines> linesOf(const PriceChange& change) {
  if (change.trialing) return Lines{};
  switch (change.mode) {
    case ProrationMode::Prorated:
      return prorated(change);
    case ProrationMode::Full:
      return Lines{0, change.newMinor};
    case ProrationMode::Difference:
      return difference(change);
    case ProrationMode::None:
      return Lines{};
  }
  return Lines{};
}

}  // namespace

std::optional<ProrationMode> prorationModeFrom(std::string_view word) {
  if (word == "prorated") return ProrationMode::Prorated;
  if (word == "full") return ProrationMode::Full;
  if (word == "difference") return ProrationMode::Difference;
  if (word == "none") return ProrationMode::None;
  return std::nullopt;
}

Result<Proration> prorate(const PriceChange& change) {
  if (change.periodEnd.seconds() <= change.periodStart.seconds())
    return cannotProrate("empty_period", "the period does not end after its start");
  const auto lines = linesOf(change);
  Proration result;
  if (!lines || __builtin_sub_overflow(std::int64_t{0}, lines->oldShare, &result.creditMinor) ||
      __builtin_add_overflow(result.creditMinor, lines->newShare, &result.netMinor))
    return cannotProrate("out_of_range", "an amount leaves the range of 64 bits");
  result.chargeMinor = lines->newShare;
  return result;
}

}  // namespace billing
