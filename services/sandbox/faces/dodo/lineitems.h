// What a payment paid for, line by line: partial refunds name these lines.
#pragma once

#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

/// The id of the n-th line.
[[nodiscard]] std::string lineItemId(const Payment& payment, std::size_t n);
/// Those with an amount above 0; credits of a proration are taken from the lines before they can be refunded.
[[nodiscard]] QJsonArray lineItemsJson(Desk& desk, const Payment& payment);
/// Of a line and of the payment, whichever is less.
[[nodiscard]] std::int64_t refundable(const Payment& payment, const CartLine& line);

}  // namespace billing::sandbox::dodo
