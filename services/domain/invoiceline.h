// One line of an invoice, as the provider wrote it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "support/instant.h"

namespace billing {

/// Amounts in minor units of the invoice's currency. The lines' amounts and taxes sum to the invoice's total when the
/// provider tells all of them.
struct InvoiceLine {
  std::string description;
  std::int64_t quantity = 1;
  std::int64_t amountMinor = 0;           ///< net of tax, discounts taken off, quantity included; negative for a credit
  std::optional<std::int64_t> taxMinor;   ///< nullopt: not told by line
  std::optional<std::string> taxPercent;  ///< decimal, "19" or "7.7"
  bool proration = false;
  std::string productId;  ///< as in SubscriptionState::productId; may be empty
  std::optional<Instant> periodStart, periodEnd;
  bool operator==(const InvoiceLine&) const = default;
};

}  // namespace billing
