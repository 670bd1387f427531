#include "sandbox/faces/dodo/catalogue.h"

#include <algorithm>

#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr std::string_view addonPrefix = "adn_";

Price& addPrice(Desk& desk, const Product& product, Money unit, std::optional<BillingInterval> interval) {
  Price price;
  price.id = desk.ledger().newId("price_");
  price.product = product.id;
  price.unit = unit;
  price.interval = interval;
  price.created = desk.now();
  return desk.ledger().prices.add(std::move(price));
}

void meterPrice(Price& price, const QJsonObject& meter) {
  price.meter = stdText(meter["meter_id"_L1]);
  price.unitDecimal = stdText(meter["price_per_unit"_L1]);
  if (price.unitDecimal.empty()) price.unitDecimal = "0";
  price.freeUnits = meter["free_threshold"_L1].toInteger();
}

// A price has one meter: further ones get prices of their own.
QJsonArray furtherMeters(Desk& desk, const Product& product, const Price& fixed, const QJsonArray& meters) {
  QJsonArray ids;
  const Currency currency = fixed.unit.currency;
  const auto interval = fixed.interval;
  for (qsizetype i = 1; i < meters.size(); ++i) {
    Price& price = addPrice(desk, product, {0, currency}, interval);
    meterPrice(price, meters[i].toObject());
    ids.append(jsonString(price.id));
  }
  return ids;
}

// The addon at the rhythm of the plan that it is added to.
std::string addonPrice(Desk& desk, const Product& addon, std::optional<BillingInterval> interval) {
  for (const auto& price : desk.ledger().prices.all())
    if (price->product == addon.id && price->interval == interval && price->active) return price->id;
  const Price* once = priceOf(desk, addon);
  return addPrice(desk, addon, once == nullptr ? Money{} : once->unit, interval).id;
}

Outcome<std::int64_t> checkedQuantity(std::int64_t quantity) {
  if (quantity < 1) return problem(422, "INVALID_QUANTITY", "quantity must be at least 1");
  return quantity;
}

}  // namespace

const Price* priceOf(Desk& desk, const Product& product) {
  const auto& prices = desk.ledger().prices;
  if (const Price* price = prices.find(product.defaultPrice)) return price;
  for (const auto& price : prices.all())
    if (price->product == product.id && price->active) return price.get();
  return nullptr;
}

bool isAddon(const Product& product) {
  return product.id.rfind(addonPrefix, 0) == 0;
}

const Product* productOfPrice(Desk& desk, const std::string& price) {
  const Price* found = desk.ledger().prices.find(price);
  return found == nullptr ? nullptr : desk.ledger().products.find(found->product);
}

std::string productIdOfPrice(Desk& desk, const std::string& price) {
  const Price* found = desk.ledger().prices.find(price);
  return found == nullptr ? price : found->product;
}

Outcome<const Product*> productOf(Desk& desk, const std::string& id) {
  const Product* product = desk.ledger().products.find(id);
  if (product == nullptr) product = productOfPrice(desk, id);
  if (product == nullptr || isAddon(*product)) return notFound("Product", id);
  return product;
}

Outcome<const Product*> addonOf(Desk& desk, const std::string& id) {
  const Product* addon = desk.ledger().products.find(id);
  if (addon == nullptr || !isAddon(*addon)) return notFound("Addon", id);
  return addon;
}

Outcome<std::vector<SubscriptionItem>> itemsFor(Desk& desk, const std::string& productId, std::int64_t quantity,
                                                const QJsonArray& addons) {
  const auto product = productOf(desk, productId);
  if (!product) return tl::make_unexpected(product.error());
  if (!(*product)->active) return problem(422, "PRODUCT_IS_DELETED", "Product " + productId + " is archived");
  const Price* price = priceOf(desk, **product);
  if (price == nullptr || !price->interval)
    return problem(422, "INVALID_REQUEST_PARAMETERS", "Product " + productId + " is not a subscription product");
  if (const auto checked = checkedQuantity(quantity); !checked) return tl::make_unexpected(checked.error());

  std::vector<SubscriptionItem> items{{{}, price->id, quantity, {}}};
  const auto interval = price->interval;
  for (const auto& metered : desk.extras(price->id)["meter_prices"_L1].toArray())
    items.push_back({{}, stdText(metered), 1, {}});
  for (const auto& one : addons) {
    const auto addon = addonOf(desk, stdText(one.toObject()["addon_id"_L1]));
    if (!addon) return tl::make_unexpected(addon.error());
    const auto count = checkedQuantity(one.toObject()["quantity"_L1].toInteger());
    if (!count) return tl::make_unexpected(count.error());
    items.push_back({{}, addonPrice(desk, **addon, interval), *count, {}});
  }
  return items;
}

void setPrice(Desk& desk, Product& product, const QJsonObject& given) {
  const bool usage = given["type"_L1].toString() == "usage_based_price"_L1;
  const auto currency = Currency::fromCode(stdText(given["currency"_L1])).value_or(Currency());
  const Money unit{given[QLatin1String(usage ? "fixed_price" : "price")].toInteger(), currency};
  Price& price = addPrice(desk, product, unit,
                          intervalFrom(given["payment_frequency_interval"_L1], given["payment_frequency_count"_L1]));
  price.runs = intervalFrom(given["subscription_period_interval"_L1], given["subscription_period_count"_L1]);
  price.trialDays = given["trial_period_days"_L1].toInt();
  price.taxInclusive = given["tax_inclusive"_L1].toBool();
  product.defaultPrice = price.id;
  const std::string id = price.id;
  QJsonObject extras{{"given"_L1, given}};
  const QJsonArray meters = given["meters"_L1].toArray();
  if (usage && !meters.isEmpty()) meterPrice(price, meters.first().toObject());
  if (meters.size() > 1) extras["meter_prices"_L1] = furtherMeters(desk, product, price, meters);
  desk.setExtras(id, extras);
}

}  // namespace billing::sandbox::dodo
