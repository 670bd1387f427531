// The lines and the tax of a Stripe invoice, in the shapes before and since basil.
#pragma once

#include "domain/billingevent.h"
#include "providers/jsonreader.h"

namespace billing::providers::stripe {

/// The price of a line: since basil below `pricing`, before that the price itself, or on old shapes the plan.
[[nodiscard]] std::string priceOfLine(const JsonObject& line);
/// Sets taxMinor and lines; `state` has its total. A list of which Stripe sent the first page only ends with what its
/// further lines come to.
void readLines(const JsonObject& invoice, InvoiceState& state);

}  // namespace billing::providers::stripe
