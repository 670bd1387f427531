#include "domain/creditdraw.h"

#include <algorithm>
#include <limits>
#include <tuple>

namespace billing {
namespace {

bool usable(const CreditGrant& grant, Instant at) {
  return grant.remaining > 0 && grant.granted <= at && (!grant.expires || at < *grant.expires);
}

auto drawOrder(const CreditGrant& grant) {
  const std::int64_t expiry = grant.expires ? grant.expires->ms : std::numeric_limits<std::int64_t>::max();
  return std::tuple(grant.priority, !grant.expires.has_value(), expiry, grant.granted, std::string_view(grant.id));
}

std::vector<CreditGrant*> usableInOrder(std::vector<CreditGrant>& grants, Instant at) {
  std::vector<CreditGrant*> open;
  for (CreditGrant& grant : grants) {
    if (usable(grant, at)) open.push_back(&grant);
  }
  std::ranges::sort(open, [](const CreditGrant* a, const CreditGrant* b) { return drawOrder(*a) < drawOrder(*b); });
  return open;
}

}  // namespace

CreditDraw drawCredits(std::vector<CreditGrant>& grants, Tenths tenths, Instant at) {
  CreditDraw draw{{}, std::max<Tenths>(tenths, 0)};
  for (CreditGrant* grant : usableInOrder(grants, at)) {
    if (draw.missing == 0) break;
    const Tenths part = std::min(draw.missing, grant->remaining);
    grant->remaining -= part;
    draw.missing -= part;
    draw.taken.push_back({grant->id, part});
  }
  return draw;
}

Tenths usableTenths(const std::vector<CreditGrant>& grants, Instant at) {
  constexpr Tenths most = std::numeric_limits<Tenths>::max();
  Tenths sum = 0;
  for (const CreditGrant& grant : grants) {
    if (usable(grant, at)) sum = grant.remaining > most - sum ? most : sum + grant.remaining;
  }
  return sum;
}

}  // namespace billing
