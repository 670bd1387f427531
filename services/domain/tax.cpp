#include "domain/tax.h"

#include "domain/money.h"

namespace billing {
namespace {

tl::unexpected<Error> taxTooLarge() {
  return failure(ErrorKind::InvalidInput, "out_of_range", "The tax cannot be told",
                 "the amount leaves the range of 64 bits");
}

}  // namespace

Result<Taxed> taxOn(std::int64_t amountMinor, Percent rate, bool inclusive) {
  if (inclusive) {
    const auto net = mulDiv(amountMinor, rate.whole(), rate.whole() + rate.parts);
    if (!net) return taxTooLarge();
    return Taxed{*net, amountMinor - *net, amountMinor};
  }
  const auto tax = mulDiv(amountMinor, rate.parts, rate.whole());
  Taxed taxed{amountMinor, tax.value_or(0), 0};
  if (!tax || __builtin_add_overflow(amountMinor, *tax, &taxed.grossMinor)) return taxTooLarge();
  return taxed;
}

}  // namespace billing
