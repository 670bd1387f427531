// What a payment's event says about credits: how many it buys, or why that cannot be read. Pure.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "domain/billingevent.h"
#include "operations/rulescontext.h"

namespace billing::operations {

/// Key of a top-up's request in the metadata of its payment.
inline constexpr const char* topUpMetadataKey = "top_up";

struct CreditOrder {
  Tenths tenths = 0;  ///< 0 when refused, and for a top-up: as requested
  std::string
      refusal;  ///< metadata_missing, not_a_number, not_whole, not_positive, too_many, unknown_product; empty: none
  std::string topUp;  ///< id of the request that the payment answers; empty: somebody bought by hand
  std::string note;   ///< of what: the pack's name
};

/// nullopt when the payment is not about credits.
[[nodiscard]] std::optional<CreditOrder> creditOrderOf(const RulesContext& rules, const BillingEvent& event,
                                                       const PaymentState& payment);

/// Whole credits as a team writes them into metadata: digits, at least 1, at most `most`.
[[nodiscard]] CreditOrder wholeCredits(std::string_view text, std::int64_t most);

}  // namespace billing::operations
