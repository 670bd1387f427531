// Dodo sells a product at its one price; the ledger has prices of their own, as Stripe does.
#pragma once

#include "sandbox/faces/dodo/desk.h"

namespace billing::sandbox::dodo {

/// What a product is sold at: its default, else its first live one; null when there is none.
[[nodiscard]] const Price* priceOf(Desk& desk, const Product& product);
/// A product of the catalogue, not an addon: 404. A price's id is taken for its product's, too: Stripe's products are
/// known by it.
[[nodiscard]] Outcome<const Product*> productOf(Desk& desk, const std::string& id);
/// The product that a price belongs to; null when there is none.
[[nodiscard]] const Product* productOfPrice(Desk& desk, const std::string& price);
/// By the id that Dodo's face shows for what a subscription item is sold at.
[[nodiscard]] std::string productIdOfPrice(Desk& desk, const std::string& price);

[[nodiscard]] bool isAddon(const Product& product);
/// "adn_..." or 404.
[[nodiscard]] Outcome<const Product*> addonOf(Desk& desk, const std::string& id);

/// The items of a subscription to `product`: its price, its meters' prices, and the addons ([{addon_id, quantity}]).
/// 404, PRODUCT_IS_DELETED, INVALID_QUANTITY, UNSUPPORTED_ACTION for a one-off product.
[[nodiscard]] Outcome<std::vector<SubscriptionItem>> itemsFor(Desk& desk, const std::string& product,
                                                              std::int64_t quantity, const QJsonArray& addons);

/// Makes or replaces the price of a product out of Dodo's Price object.
void setPrice(Desk& desk, Product& product, const QJsonObject& price);

}  // namespace billing::sandbox::dodo
