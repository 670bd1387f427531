// /products
#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/credits.h"
#include "sandbox/faces/dodo/lists.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

#define DODO_PRICE_SHAPE                                                                                    \
  "{type!:(one_time_price|recurring_price|usage_based_price) currency!:c price:n fixed_price:n discount:n " \
  "payment_frequency_count:n payment_frequency_interval:(Day|Week|Month|Year) subscription_period_count:n " \
  "subscription_period_interval:(Day|Week|Month|Year) trial_period_days:n tax_inclusive:b "                 \
  "purchasing_power_parity:b trial_payment_method_optional:b zero_amount_payment_method_optional:b "        \
  "meters:[meter_id!:s price_per_unit:d free_threshold:n]}"
#define DODO_PRODUCT_REST                                                                 \
  "description:s metadata:m license_key_enabled:b addons:[s] "                            \
  "credit_entitlements:[credit_entitlement_id!:s credits_amount!:d expires_after_days:n " \
  "low_balance_threshold_percent:n]"
#define DODO_TAX_CATEGORY "(digital_products|saas|e_book|edtech|live_tutoring)"

std::optional<Problem> missingOfPrice(const QJsonObject& price, std::initializer_list<const char*> names) {
  for (const char* name : names)
    if (!price.contains(QLatin1String(name)))
      return Problem{
          422, "INVALID_REQUEST_BODY",
          "Failed to deserialize the JSON body into the target type: price: missing field `" + std::string(name) + "`"};
  return std::nullopt;
}

// The fields that each kind of price cannot be without.
std::optional<Problem> priceFault(Desk& desk, const QJsonObject& price) {
  const QString type = price["type"_L1].toString();
  if (type == "one_time_price"_L1) return missingOfPrice(price, {"price"});
  const bool usage = type == "usage_based_price"_L1;
  if (auto fault = missingOfPrice(
          price, {usage ? "fixed_price" : "price", "payment_frequency_count", "payment_frequency_interval",
                  "subscription_period_count", "subscription_period_interval"}))
    return fault;
  for (const auto& meter : price["meters"_L1].toArray())
    if (desk.ledger().meters.find(stdText(meter.toObject()["meter_id"_L1])) == nullptr)
      return Problem{422, "MISSING_METER_IDS", "Meter " + stdText(meter.toObject()["meter_id"_L1]) + " does not exist"};
  return std::nullopt;
}

void takeExtras(Desk& desk, const std::string& id, const Asked& asked) {
  QJsonObject changes;
  for (const char* name : {"addons", "credit_entitlements", "license_key_enabled"})
    if (asked.has(name)) changes[QLatin1String(name)] = asked.body[QLatin1String(name)];
  if (!changes.isEmpty()) desk.mergeExtras(id, changes);
}

void takeFields(Desk& desk, Product& product, const Asked& asked) {
  if (asked.has("name")) product.name = asked.text("name");
  if (asked.body.contains("description"_L1)) product.description = asked.text("description");
  if (asked.has("tax_category")) product.taxCategory = asked.text("tax_category");
  if (asked.has("metadata")) product.metadata = metadataFrom(asked.body["metadata"_L1]);
  if (asked.has("price")) setPrice(desk, product, asked.body["price"_L1].toObject());
  product.updated = desk.now();
  takeExtras(desk, product.id, asked);
}

std::optional<Problem> productFault(Desk& desk, const Asked& asked) {
  for (const auto& one : asked.body["credit_entitlements"_L1].toArray())
    if (auto known = entitlementOf(desk, stdText(one.toObject()["credit_entitlement_id"_L1])); !known)
      return known.error();
  return asked.has("price") ? priceFault(desk, asked.body["price"_L1].toObject()) : std::nullopt;
}

Reply createProduct(Desk& desk, const Asked& asked) {
  if (auto fault = productFault(desk, asked)) return tl::make_unexpected(*fault);
  Product made;
  made.id = desk.ledger().newId("pdt_");
  made.created = desk.now();
  Product& product = desk.ledger().products.add(std::move(made));
  takeFields(desk, product, asked);
  desk.engine().tell(What::ProductCreated, product.id);
  return json(productJson(desk, product));
}

Reply updateProduct(Desk& desk, const Asked& asked) {
  if (auto fault = productFault(desk, asked)) return tl::make_unexpected(*fault);
  const auto found = productOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  Product& product = *desk.ledger().products.find((*found)->id);
  takeFields(desk, product, asked);
  desk.ledger().products.touch(product.id);
  desk.engine().tell(What::ProductUpdated, product.id);
  return nothing();
}

Reply archiveProduct(Desk& desk, const Asked& asked, bool active) {
  const auto found = productOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  Product& product = *desk.ledger().products.find((*found)->id);
  if (!active && !product.active) return problem(410, "PRODUCT_IS_DELETED", "Product " + product.id + " is deleted");
  product.active = active;
  product.updated = desk.now();
  desk.ledger().products.touch(product.id);
  desk.engine().tell(What::ProductUpdated, product.id);
  return nothing();
}

Reply retrieveProduct(Desk& desk, const Asked& asked) {
  return productOf(desk, asked.params["id"]).map([&](const Product* product) {
    return json(productJson(desk, *product));
  });
}

bool isListed(Desk& desk, const Asked& asked, const Product& product) {
  const Price* price = isAddon(product) ? nullptr : priceOf(desk, product);
  if (price == nullptr) return false;
  return product.active != (asked.wanted("archived") == "true") && asWanted(asked, "brand_id", brandId.latin1()) &&
         asWanted(asked, "recurring", price->interval.has_value());
}

Reply listProducts(Desk& desk, const Asked& asked) {
  return page(
      asked, desk.ledger().products, [&](const Product& product) { return isListed(desk, asked, product); },
      [&](const Product& product) { return productRowJson(desk, product); });
}

}  // namespace

void addProducts(Endpoints& to) {
  to.add("GET", "/products", "archived:b brand_id:s recurring:b", listProducts);
  to.add("POST", "/products",
         "name!:s tax_category!:" DODO_TAX_CATEGORY " price!:" DODO_PRICE_SHAPE " " DODO_PRODUCT_REST, createProduct);
  to.add("GET", "/products/{id}", "", retrieveProduct);
  to.add("PATCH", "/products/{id}",
         "name:s tax_category:" DODO_TAX_CATEGORY " price:" DODO_PRICE_SHAPE " " DODO_PRODUCT_REST, updateProduct);
  to.add("DELETE", "/products/{id}", "",
         [](Desk& desk, const Asked& asked) { return archiveProduct(desk, asked, false); });
  to.add("POST", "/products/{id}/unarchive", "",
         [](Desk& desk, const Asked& asked) { return archiveProduct(desk, asked, true); });
  to.add("GET", "/products/short_links", "", [](Desk&, const Asked&) -> Reply { return items({}); });
  to.add("GET", "/products/{id}/localized-prices", "", [](Desk&, const Asked&) -> Reply { return items({}); });
}

}  // namespace billing::sandbox::dodo
