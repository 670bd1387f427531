// Credits that come with a product: granted for each paid period of a subscription, or once with a one-off purchase.
#pragma once

#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

/// One line of a product's credit_entitlements, as it was given.
struct CreditOffer {
  const CreditEntitlement* entitlement = nullptr;
  std::string id;                ///< of the mapping
  std::int64_t amount = 0;       ///< millionths
  std::int64_t lowPercent = -1;  ///< below this share of the amount the balance is low; -1: never
  MaybeInstant expires;          ///< of what is granted now
};
[[nodiscard]] std::vector<CreditOffer> creditOffers(Desk& desk, const std::string& product);

/// What a happening brings. The same period or purchase again brings nothing.
void grantCredits(Desk& desk, const Happening& happening);

/// CreditEntitlementMappingResponse, CreditEntitlementCartResponse.
[[nodiscard]] QJsonArray creditMappings(Desk& desk, const std::string& product);
[[nodiscard]] QJsonArray creditCart(Desk& desk, const std::string& product, const std::string& customer);

/// CreditBalanceLow, when this entry took the balance below the threshold of a subscription; empty otherwise.
[[nodiscard]] QJsonObject lowBalance(Desk& desk, const CreditEntry& entry);

}  // namespace billing::sandbox::dodo
