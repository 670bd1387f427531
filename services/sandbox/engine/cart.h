// What lies in the cart of a checkout.
#pragma once

#include "sandbox/engine/inner.h"

namespace billing::sandbox {

/// The line's price, or the one that its product is sold at.
[[nodiscard]] Price priceInCart(const Ledger& ledger, const CartLine& line);
[[nodiscard]] InvoiceLine lineOfCart(const Ledger& ledger, const CartLine& cart);
[[nodiscard]] Currency checkoutCurrency(const Ledger& ledger, const Checkout& checkout);
[[nodiscard]] std::vector<SubscriptionItem> recurringItems(const Ledger& ledger, const Checkout& checkout);

}  // namespace billing::sandbox
