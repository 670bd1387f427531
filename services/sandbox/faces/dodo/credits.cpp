#include "sandbox/faces/dodo/credits.h"

#include <algorithm>

namespace billing::sandbox::dodo {

namespace {

bool livesNow(const CreditGrant& grant, Instant now) {
  return !grant.voided && (!grant.expires || now < *grant.expires);
}

}  // namespace

Outcome<CreditEntitlement*> entitlementOf(Desk& desk, const std::string& id) {
  CreditEntitlement* found = desk.ledger().creditEntitlements.find(id);
  if (found == nullptr) return notFound("Credit entitlement", id);
  return found;
}

CreditStanding creditStanding(Desk& desk, const std::string& entitlement, const std::string& customer) {
  CreditStanding standing;
  for (const auto& grant : desk.ledger().creditGrants.all()) {
    if (grant->entitlement != entitlement || grant->customer != customer) continue;
    if (!standing.any) standing.first = standing.last = grant->created;
    standing.any = true;
    if (!livesNow(*grant, desk.now())) continue;
    standing.balance += grant->remaining;
    standing.granted += grant->amount;
  }
  for (const auto& entry : desk.ledger().creditEntries.all())
    if (entry->entitlement == entitlement && entry->customer == customer)
      standing.last = std::max(standing.last, entry->created);
  return standing;
}

}  // namespace billing::sandbox::dodo
