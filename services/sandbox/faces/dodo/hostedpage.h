// A page where a payment that waits is paid.
#pragma once

#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

inline constexpr std::int64_t checkoutLifeMs = 24LL * 3600 * 1000;

/// "http://127.0.0.1:4010/pay/cks_..."
[[nodiscard]] std::string payAddress(Desk& desk, const std::string& checkout);
/// A checkout for what was begun by an API call of its own and is not paid yet: its payment, and the subscription if
/// there is one. The link is kept with the payment.
[[nodiscard]] const Checkout& openPageFor(Desk& desk, Payment& payment, const std::string& returnUrl);
/// A card that belongs to the customer: 404 otherwise.
[[nodiscard]] Outcome<std::string> ownCard(Desk& desk, const std::string& paymentMethod, const std::string& customer);
/// discount_codes, or discount_code: 404 or 422 when one cannot be used.
[[nodiscard]] std::vector<std::string> codesAsked(const Asked& asked);
/// "billing", where it was given, becomes the customer's address.
void takeBilling(Desk& desk, Customer& customer, const QJsonValue& billing);

#define DODO_ADDRESS_SHAPE "{country!:k city:s state:s street:s zipcode:s}"
#define DODO_CUSTOMER_SHAPE "{customer_id:s email:s name:s phone_number:s create_new_customer:b}"
#define DODO_ADDONS_SHAPE "[addon_id!:s quantity!:n]"

}  // namespace billing::sandbox::dodo
