#include "providers/discounts.h"

#include <algorithm>

#include "domain/subscriptiondiscount.h"

namespace billing::providers {
namespace {

constexpr int kWholeBps = 10'000;

// By whole characters: the narrowest column of it holds 255.
std::string codesThatFit(std::string codes) {
  constexpr int kMostCharacters = 200;
  const auto begins = [](char byte) { return (static_cast<unsigned char>(byte) & 0xC0U) != 0x80U; };
  if (std::ranges::count_if(codes, begins) <= kMostCharacters) return codes;
  int before = 0;
  const auto end = std::ranges::find_if(codes, [&](char byte) { return begins(byte) && ++before == kMostCharacters; });
  codes.erase(end, codes.end());
  return codes + "…";
}

// Once, repeating, forever; one of unknown size before all: what it comes to is then not known.
int lasting(const SubscriptionDiscount& discount) {
  return isSized(discount) ? static_cast<int>(discount.duration) : 3;
}

// Two percentages in a row; what is left is rounded up, so that no discount is told larger than it is.
int inARow(int first, int second) {
  const int left = (kWholeBps - first) * (kWholeBps - second);
  return kWholeBps - (left + kWholeBps - 1) / kWholeBps;
}

void join(SubscriptionDiscount& all, const SubscriptionDiscount& more) {
  if (!more.code.empty()) all.code += (all.code.empty() ? "" : ", ") + more.code;
  if (!all.endsAt || (more.endsAt && *more.endsAt < *all.endsAt)) all.endsAt = more.endsAt;
  const bool bothSized = isSized(all) && isSized(more) && (all.percentBps > 0) == (more.percentBps > 0);
  const bool added = bothSized && !__builtin_add_overflow(all.amountMinor, more.amountMinor, &all.amountMinor);
  all.percentBps = added ? inARow(all.percentBps, more.percentBps) : 0;
  if (!added) all.amountMinor = 0;
}

}  // namespace

SubscriptionDiscount together(std::vector<SubscriptionDiscount> discounts) {
  if (discounts.empty()) return noDiscount();
  std::ranges::stable_sort(discounts, std::ranges::greater(), lasting);
  SubscriptionDiscount all = discounts.front();
  for (std::size_t i = 1; i < discounts.size() && lasting(discounts[i]) == lasting(discounts.front()); ++i)
    join(all, discounts[i]);
  all.code = codesThatFit(std::move(all.code));
  return all;
}

}  // namespace billing::providers
