#include "domain/totals.h"

namespace billing {

Result<Money> sumOf(Money one, Money other) {
  if (one.currency != other.currency)
    return failure(ErrorKind::InvalidInput, "currency_differs", "Unlike currencies are not added",
                   std::string(one.currency.code()) + " and " + std::string(other.currency.code()));
  Money sum{0, one.currency};
  if (!__builtin_add_overflow(one.minor, other.minor, &sum.minor)) return sum;
  return failure(ErrorKind::InvalidInput, "out_of_range", "The sum leaves the range of 64 bits");
}

Result<std::map<Currency, Money>> totalsOf(std::span<const Money> amounts) {
  std::map<Currency, Money> totals;
  for (const Money& amount : amounts) {
    Money& total = totals.try_emplace(amount.currency, Money{0, amount.currency}).first->second;
    const auto sum = sumOf(total, amount);
    if (!sum) return failure(sum.error());
    total = *sum;
  }
  return totals;
}

}  // namespace billing
