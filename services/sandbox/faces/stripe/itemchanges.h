// Items of a subscription as parameters change them: with an id one is changed or removed, without one is added.
#pragma once

#include <string>
#include <vector>

#include "sandbox/faces/stripe/request.h"

namespace billing::sandbox::stripe {

inline constexpr const char* itemKnown =
    "id deleted clear_usage price plan price_data[currency product recurring[interval interval_count] tax_behavior "
    "unit_amount unit_amount_decimal] quantity metadata[*] discounts tax_rates billing_thresholds current_trial";

/// The whole new list from the old one and the entries of `name`; what is wrong is the request's problem.
[[nodiscard]] std::vector<SubscriptionItem> readItems(Request& r, const Reader& in, std::string_view name,
                                                      std::vector<SubscriptionItem> items);
/// One entry laid over an item.
void readItem(Request& r, const Reader& entry, SubscriptionItem& item);
/// proration_behavior, create_prorations when absent.
[[nodiscard]] providers::ChangeCharge chargeOf(const Reader& in);
/// items, proration_behavior, proration_date, payment_behavior of an update or a preview.
[[nodiscard]] ItemsChange readItemsChange(Request& r, const Reader& in, const Subscription& subscription);
[[nodiscard]] bool sameItems(const std::vector<SubscriptionItem>& a, const std::vector<SubscriptionItem>& b);
/// Ids of the coupons and promotion codes in `discounts`.
[[nodiscard]] std::vector<std::string> readDiscounts(Request& r, const Reader& in);
/// Applies it; a card that declines under error_if_incomplete is 402.
[[nodiscard]] tl::expected<Subscription*, Refusal> changeItems(Request& r, const ItemsChange& change);

}  // namespace billing::sandbox::stripe
