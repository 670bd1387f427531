// Prices made on the way: price_data of subscriptions, invoice items, checkouts.
#pragma once

#include <string>

#include "sandbox/faces/stripe/request.h"

namespace billing::sandbox::stripe {

/// A price from its parameters, not yet in the ledger; what is wrong is the request's problem.
[[nodiscard]] Price readNewPrice(Request& r, const Reader& in, const std::string& product);

/// The id of the price that an item names: `price`, `plan`, or a new one from `price_data` (with its `product` or
/// `product_data`); empty when none is named, or it is wrong.
[[nodiscard]] std::string priceGiven(Request& r, const Reader& item);

}  // namespace billing::sandbox::stripe
