// The lines of a checkout, quote or payment link: prices that exist, or prices made for the occasion.
#pragma once

#include "sandbox/faces/stripe/more/parts.h"

namespace billing::sandbox::stripe {

struct Cart {
  std::vector<CartLine> lines;
  Currency currency;
  bool recurring = false;  ///< at least one price is
};

/// Reads a list of {price | price_data, quantity}; what is wrong is the request's problem. `required`: at least one.
[[nodiscard]] Cart readCart(Request& r, std::string_view name, bool required);
/// The price that {currency, product | product_data, unit_amount, recurring} describes: made inactive, as Stripe does.
/// Null with the request's problem set.
[[nodiscard]] const Price* priceFromData(Request& r, const Reader& data);

[[nodiscard]] QJsonArray lineItems(const Desk& desk, const std::vector<CartLine>& cart, const std::string& owner);
[[nodiscard]] SubscriptionItem itemOf(const CartLine& line);

/// The coupon that an id of a coupon or promotion code stands for; null: neither.
[[nodiscard]] const Discount* couponBehind(const Ledger& ledger, const std::string& id);
/// What those coupons take off a sum, each in turn; never more than there is.
[[nodiscard]] std::int64_t takenOff(const Ledger& ledger, const std::vector<std::string>& codes, std::int64_t sum);
/// The ids of `discounts[coupon | promotion_code]`; unknown ones are the request's problem.
[[nodiscard]] std::vector<std::string> discountsGiven(Request& r, const Reader& in);

}  // namespace billing::sandbox::stripe
