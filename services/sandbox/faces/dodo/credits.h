// What customers have of a credit entitlement.
#pragma once

#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

[[nodiscard]] Outcome<CreditEntitlement*> entitlementOf(Desk& desk, const std::string& id);

struct CreditStanding {
  bool any = false;          ///< there was a grant at all
  std::int64_t balance = 0;  ///< millionths
  std::int64_t granted = 0;  ///< of the grants that live
  Instant first, last;       ///< the first grant, the last entry
};
[[nodiscard]] CreditStanding creditStanding(Desk& desk, const std::string& entitlement, const std::string& customer);

}  // namespace billing::sandbox::dodo
