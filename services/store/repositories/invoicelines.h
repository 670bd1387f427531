// An invoice's lines as one text column: JSON, an array of objects in the lines' order.
#pragma once

#include <string>
#include <vector>

#include "domain/invoiceline.h"

namespace billing::store {

/// Empty without lines.
[[nodiscard]] std::string invoiceLinesText(const std::vector<InvoiceLine>& lines);
/// What the text above told; what cannot be read is left out.
[[nodiscard]] std::vector<InvoiceLine> invoiceLinesFrom(const std::string& text);

}  // namespace billing::store
