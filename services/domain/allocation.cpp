#include "domain/allocation.h"

#include <algorithm>
#include <numeric>

namespace billing {
namespace {

__extension__ using WideAmount = __int128;

struct Share {
  std::size_t place = 0;
  WideAmount part = 0, remainder = 0;
};

std::vector<Share> roundedDown(WideAmount size, WideAmount whole, const std::vector<std::int64_t>& weights) {
  std::vector<Share> shares;
  for (const std::int64_t weight : weights) {
    const WideAmount product = size * weight;
    shares.push_back({shares.size(), product / whole, product % whole});
  }
  return shares;
}

// The largest remainders first; a stable sort leaves ties to the first.
void spreadRest(std::vector<Share>& shares, WideAmount size) {
  for (const Share& share : shares) size -= share.part;
  std::ranges::stable_sort(shares, [](const Share& a, const Share& b) { return a.remainder > b.remainder; });
  for (Share& share : shares) share.part += size-- > 0 ? 1 : 0;
}

}  // namespace

Result<std::vector<std::int64_t>> allocate(std::int64_t totalMinor, const std::vector<std::int64_t>& weights) {
  if (std::ranges::any_of(weights, [](std::int64_t weight) { return weight < 0; }))
    return failure(ErrorKind::InvalidInput, "negative_weight", "The amount cannot be split", "a weight is below zero");
  const WideAmount whole = std::accumulate(weights.begin(), weights.end(), WideAmount{0});
  if (whole == 0)
    return failure(ErrorKind::InvalidInput, "no_weight", "The amount cannot be split", "no part has a weight");
  const WideAmount size = totalMinor < 0 ? -static_cast<WideAmount>(totalMinor) : totalMinor;
  std::vector<Share> shares = roundedDown(size, whole, weights);
  spreadRest(shares, size);
  std::vector<std::int64_t> parts(weights.size());
  for (const Share& share : shares)
    parts[share.place] = static_cast<std::int64_t>(totalMinor < 0 ? -share.part : share.part);
  return parts;
}

}  // namespace billing
