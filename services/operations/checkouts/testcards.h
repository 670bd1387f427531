// The test cards that the checkout page offers, per provider. Sources: the providers' pages on testing; 4000…0119 is
// not in Dodo's list but in a team's set-up document, and is declined all the same.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/provider.h"

namespace billing::operations {

struct TestCard {
  std::string_view number;  ///< "4242 4242 4242 4242"
  std::string_view name;    ///< "Pays"
  std::string_view network, lastFour;
  std::string_view errorCode, errorMessage;  ///< empty: it pays
  [[nodiscard]] bool pays() const { return errorCode.empty(); }
};

/// The first one pays.
[[nodiscard]] const std::vector<TestCard>& testCards(Provider provider);
/// By its last four digits; nullptr when there is none.
[[nodiscard]] const TestCard* testCard(Provider provider, std::string_view lastFour);

}  // namespace billing::operations
