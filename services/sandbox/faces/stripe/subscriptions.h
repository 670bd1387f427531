// What the calls about subscriptions share.
#pragma once

#include <string>

#include "sandbox/faces/stripe/request.h"

namespace billing::sandbox::stripe {

/// Known to both creating and updating.
inline constexpr const char* subscriptionKnown =
    "add_invoice_items[price price_data[*] quantity metadata[*] discountable discounts period tax_rates] "
    "automatic_tax[*] cancel_at cancel_at_period_end collection_method days_until_due default_payment_method "
    "default_tax_rates description discounts[coupon discount promotion_code] invoice_settings[*] metadata[*] "
    "off_session payment_behavior payment_settings[*] proration_behavior trial_end trial_from_plan trial_settings[*]";

/// Not ended; null with 404 as the request's problem otherwise.
[[nodiscard]] Subscription* liveSubscription(Request& r, const std::string& id);
void readCancellation(const Reader& in, Subscription& subscription);
/// What trial_settings say of a trial that ends without a card.
void readWithoutCard(const Reader& in, std::string& withoutCard);
/// Settings that are kept and shown, and change nothing here.
[[nodiscard]] QJsonObject subscriptionExtras(const Reader& in);
[[nodiscard]] Reply updateSubscription(Request& r);

}  // namespace billing::sandbox::stripe
