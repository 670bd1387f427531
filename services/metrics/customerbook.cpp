#include "metrics/customerbook.h"

#include <algorithm>

namespace billing {

CustomerBook::Held& CustomerBook::heldOf(std::uint32_t subscription, std::uint32_t currency) {
  const auto held = std::ranges::find(subscriptions_, subscription, &Held::subscription);
  if (held != subscriptions_.end()) return *held;
  return subscriptions_.emplace_back(Held{subscription, currency, 0});
}

std::uint32_t CustomerBook::indexOf(std::uint32_t currency) {
  for (std::uint32_t index = 0; index < used_; ++index)
    if (currencies_[index].code == currency) return index;
  if (used_ == currencies_.size()) currencies_.emplace_back();
  OneCurrency& book = currencies_[used_];
  book.own.clear();
  book.sum = book.before = book.endedAt = 0;
  book.ever = book.touched = false;
  book.code = currency;
  return used_++;
}

void CustomerBook::change(std::uint32_t currency, std::uint32_t subscription, std::int64_t delta) {
  const std::uint32_t index = indexOf(currency);
  OneCurrency& book = currencies_[index];
  if (!book.touched) touched_.push_back(index);
  book.touched = true;
  if (delta == 0) return;
  book.sum = addParts(book.sum, delta);
  const auto own = std::ranges::find(book.own, subscription, &Own::subscription);
  if (own == book.own.end())
    book.own.push_back({subscription, delta});
  else
    own->delta = addParts(own->delta, delta);
}

bool CustomerBook::movesBetweenCurrencies() const {
  if (touched_.size() < 2) return false;
  const auto falls = [&](std::uint32_t i) { return currencies_[i].before != 0 && currencies_[i].sum == 0; };
  const auto rises = [&](std::uint32_t i) { return currencies_[i].before == 0 && currencies_[i].sum != 0; };
  return std::ranges::any_of(touched_, falls) && std::ranges::any_of(touched_, rises);
}

}  // namespace billing
