// The lines of an invoice that the provider has, and has not told: one more line says what they come to, so that an
// invoice always sums up and never looks complete when it is not.
#pragma once

#include "domain/invoiceline.h"

namespace billing {

/// Bears no words, no product and a quantity of 0.
[[nodiscard]] inline InvoiceLine furtherLines(std::int64_t netMinor, std::optional<std::int64_t> taxMinor) {
  InvoiceLine line;
  line.quantity = 0;
  line.amountMinor = netMinor;
  line.taxMinor = taxMinor;
  return line;
}

[[nodiscard]] inline bool areFurtherLines(const InvoiceLine& line) {
  return line.quantity == 0 && line.description.empty() && line.productId.empty();
}

}  // namespace billing
