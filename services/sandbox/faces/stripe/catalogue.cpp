// Products and prices. A product's prices belong to it; a price is never deleted, only put out of use.
#include "sandbox/faces/stripe/catalogue.h"

#include <algorithm>
#include <cstdlib>

#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/listing.h"

namespace billing::sandbox::stripe {
namespace {

constexpr const char* productExtras =
    "images marketing_features package_dimensions shippable statement_descriptor tax_details tax_code url";
constexpr const char* productKnown =
    "name active description images marketing_features metadata[*] package_dimensions shippable statement_descriptor "
    "tax_code tax_details unit_label url";
constexpr const char* priceKnown =
    "active currency_options lookup_key metadata[*] nickname tax_behavior transfer_lookup_key";

void readProduct(const Reader& in, Product& product, QJsonObject& extras) {
  in.into("name", product.name);
  in.into("description", product.description);
  in.into("unit_label", product.unitLabel);
  in.into("metadata", product.metadata);
  product.active = in.boolean("active").value_or(product.active);
  readExtras(in, productExtras, extras);
}

Reply createProduct(Request& r) {
  const auto in = r.in();
  Product product;
  product.home = Provider::Stripe;
  product.id = in.has("id") ? in.text("id") : r.ledger.newId("prod_");
  product.created = product.updated = r.engine.now();
  in.required("name");
  QJsonObject extras;
  readProduct(in, product, extras);
  if (r.ledger.products.find(product.id))
    in.refuse(invalid("Product already exists.", "id", "resource_already_exists"));
  if (in.has("default_price_data")) {
    auto price = readNewPrice(r, in.at("default_price_data"), product.id);
    if (r.problem) return r.refused();
    product.defaultPrice = r.ledger.prices.add(std::move(price)).id;
  }
  if (r.problem) return r.refused();
  const auto& made = r.ledger.products.add(std::move(product));
  r.desk.keepExtras(made.id, extras);
  r.engine.tell(What::ProductCreated, made.id);
  if (!made.defaultPrice.empty()) r.engine.tell(What::PriceCreated, made.defaultPrice);
  return drawProduct(r.desk, made);
}

Reply updateProduct(Request& r) {
  auto* product = r.named(r.ledger.products, "product");
  if (!product) return r.refused();
  const auto in = r.in();
  auto changed = *product;
  QJsonObject extras;
  readProduct(in, changed, extras);
  if (const auto* price = r.given(r.ledger.prices, in, "default_price", "price")) changed.defaultPrice = price->id;
  if (r.problem) return r.refused();
  changed.updated = r.engine.now();
  *product = changed;
  r.ledger.products.touch(product->id);
  r.desk.keepExtras(product->id, extras);
  r.engine.tell(What::ProductUpdated, product->id);
  return drawProduct(r.desk, *product);
}

Reply deleteProduct(Request& r) {
  auto* product = r.named(r.ledger.products, "product");
  if (!product) return r.refused();
  for (const auto& price : r.ledger.prices.all())
    if (price->product == product->id)
      return refuse(invalid(
          "This product cannot be deleted because it has one or more user-created prices. Set active to false."));
  product->active = false;
  r.ledger.products.touch(product->id);
  r.engine.tell(What::ProductDeleted, product->id);
  r.desk.keepExtras(product->id, Json()("deleted", true));
  return deletedStub("product", product->id);
}

bool productIsDeleted(const Desk& desk, const Product& product) {
  return !product.active && desk.extras(product.id).value(QLatin1String("deleted")).toBool();
}

Reply getProduct(Request& r) {
  const auto* product = r.named(r.ledger.products, "product");
  if (!product) return r.refused();
  if (productIsDeleted(r.desk, *product)) return deletedStub("product", product->id);
  return drawProduct(r.desk, *product);
}

Reply listProducts(Request& r) {
  const auto active = r.in().boolean("active");
  const auto ids = r.in().texts("ids");
  const auto keep = [&](const Product& product) {
    const bool named = ids.empty() || std::find(ids.begin(), ids.end(), product.id) != ids.end();
    return named && (!active || product.active == *active) && !productIsDeleted(r.desk, product);
  };
  return listed(r, r.ledger.products, "product", keep, [&](const Product& p) { return drawProduct(r.desk, p); });
}

std::optional<BillingInterval> readInterval(const Reader& in) {
  const auto word = in.oneOf("interval", {"day", "week", "month", "year"});
  if (word.empty()) {
    in.required("interval");
    return std::nullopt;
  }
  const auto count = in.integer("interval_count").value_or(1);
  if (count < 1) in.refuse(invalid("This value must be greater than or equal to 1.", in.fullName("interval_count")));
  const auto unit = word == "day"     ? IntervalUnit::Day
                    : word == "week"  ? IntervalUnit::Week
                    : word == "month" ? IntervalUnit::Month
                                      : IntervalUnit::Year;
  return BillingInterval{unit, static_cast<int>(count)};
}

void readRecurring(Request& r, const Reader& in, Price& price) {
  price.interval = readInterval(in);
  price.trialDays = static_cast<int>(in.integer("trial_period_days").value_or(0));
  if (const auto* meter = r.given(r.ledger.meters, in, "meter", "meter")) price.meter = meter->id;
  if (in.text("usage_type") == "metered" && price.meter.empty())
    in.refuse(invalid("Metered prices need a meter: recurring[meter].", in.fullName("meter"), "parameter_missing"));
}

void readUnit(const Reader& in, Price& price) {
  price.unitDecimal = in.text("unit_amount_decimal");
  price.unit.minor = in.integer("unit_amount").value_or(0);
  if (!price.unitDecimal.empty() && price.unitDecimal.find_first_not_of("0123456789.") == std::string::npos)
    price.unit.minor = std::strtoll(price.unitDecimal.c_str(), nullptr, 10);
  if (price.unit.minor < 0)
    in.refuse(invalid("This value must be greater than or equal to 0.", in.fullName("unit_amount")));
  if (in.has("tiers") || in.text("billing_scheme") == "tiered" || in.has("transform_quantity"))
    in.refuse(invalid("The sandbox does not compute tiered or transformed prices.", in.fullName("tiers")));
  if (!in.has("unit_amount") && !in.has("unit_amount_decimal") && !in.has("custom_unit_amount"))
    in.refuse(missingParameter(in.fullName("unit_amount")));
}

std::string productOf(Request& r, const Reader& in) {
  if (const auto* product = r.given(r.ledger.products, in, "product", "product")) return product->id;
  if (!in.has("product_data")) {
    in.required("product");
    return {};
  }
  const auto data = in.at("product_data");
  Product product;
  product.home = Provider::Stripe;
  product.id = data.has("id") ? data.text("id") : r.ledger.newId("prod_");
  product.created = product.updated = r.engine.now();
  product.name = data.required("name");
  QJsonObject extras;
  readProduct(data, product, extras);
  if (r.problem) return {};
  const auto id = r.ledger.products.add(std::move(product)).id;
  r.desk.keepExtras(id, extras);
  r.engine.tell(What::ProductCreated, id);
  return id;
}

Reply createPrice(Request& r) {
  const auto in = r.in();
  in.required("currency");
  auto price = readNewPrice(r, in, {});
  if (r.problem) return r.refused();
  price.product = productOf(r, in);
  if (r.problem) return r.refused();
  const auto& made = r.ledger.prices.add(std::move(price));
  if (auto* product = r.ledger.products.find(made.product);
      product && product->defaultPrice.empty() && !in.has("product"))
    product->defaultPrice = made.id, r.ledger.products.touch(product->id);
  QJsonObject extras;
  readExtras(in, "custom_unit_amount tax_behavior", extras);
  r.desk.keepExtras(made.id, extras);
  r.engine.tell(What::PriceCreated, made.id);
  return drawPrice(r.desk, made);
}

Reply updatePrice(Request& r) {
  auto* price = r.named(r.ledger.prices, "price");
  if (!price) return r.refused();
  const auto in = r.in();
  auto changed = *price;
  changed.active = in.boolean("active").value_or(price->active);
  in.into("nickname", changed.nickname);
  in.into("lookup_key", changed.lookupKey);
  in.into("metadata", changed.metadata);
  QJsonObject extras;
  readExtras(in, "tax_behavior", extras);
  if (r.problem) return r.refused();
  *price = changed;
  r.ledger.prices.touch(price->id);
  r.desk.keepExtras(price->id, extras);
  r.engine.tell(What::PriceUpdated, price->id);
  return drawPrice(r.desk, *price);
}

Reply listPrices(Request& r) {
  const auto in = r.in();
  const auto active = in.boolean("active");
  const auto product = in.text("product"), type = in.text("type"), currency = in.text("currency");
  const auto keys = in.texts("lookup_keys");
  const auto interval = in.at("recurring").text("interval"), meter = in.at("recurring").text("meter");
  const auto keep = [&](const Price& p) {
    return (!active || p.active == *active) && (product.empty() || p.product == product) &&
           (type.empty() || (type == "recurring") == p.interval.has_value()) &&
           (currency.empty() || lowered(p.unit.currency.code()) == currency) && (meter.empty() || p.meter == meter) &&
           (interval.empty() || (p.interval && toString(p.interval->unit) == interval)) &&
           (keys.empty() || std::find(keys.begin(), keys.end(), p.lookupKey) != keys.end());
  };
  return listed(r, r.ledger.prices, "price", keep, [&](const Price& p) { return drawPrice(r.desk, p); });
}

void registerCatalogueObjects(Desk& desk) {
  desk.objects.add("product", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* product = desk.ledger.products.find(id);
    return product ? std::optional(drawProduct(desk, *product)) : std::nullopt;
  });
  desk.objects.add("price", [&desk](const std::string& id) -> std::optional<QJsonObject> {
    const auto* price = desk.ledger.prices.find(id);
    return price ? std::optional(drawPrice(desk, *price)) : std::nullopt;
  });
  desk.objects.field("product", "product");
  desk.objects.field("price", "price");
  desk.objects.field("default_price", "price");
}

}  // namespace

Price readNewPrice(Request& r, const Reader& in, const std::string& product) {
  Price price;
  price.home = Provider::Stripe;
  price.id = r.ledger.newId("price_");
  price.product = product;
  price.created = r.engine.now();
  price.unit.currency = in.currency("currency").value_or(Currency{});
  if (price.unit.currency.empty()) in.required("currency");
  price.active = in.boolean("active").value_or(true);
  price.taxInclusive = in.oneOf("tax_behavior", {"exclusive", "inclusive", "unspecified"}) == "inclusive";
  in.into("nickname", price.nickname);
  in.into("lookup_key", price.lookupKey);
  in.into("metadata", price.metadata);
  readUnit(in, price);
  if (in.has("recurring")) readRecurring(r, in.at("recurring"), price);
  return price;
}

std::string priceGiven(Request& r, const Reader& item) {
  if (const auto* price = r.given(r.ledger.prices, item, item.has("price") ? "price" : "plan", "price")) {
    if (!price->active)
      item.refuse(
          invalid("The price specified is inactive. This field only accepts active prices.", item.fullName("price")));
    return price->id;
  }
  if (!item.has("price_data") || r.problem) return {};
  const auto data = item.at("price_data");
  auto price = readNewPrice(r, data, {});
  if (!r.problem) price.product = productOf(r, data);
  if (r.problem) return {};
  const auto id = r.ledger.prices.add(std::move(price)).id;
  r.engine.tell(What::PriceCreated, id);
  return id;
}

void registerCatalogue(Desk& desk) {
  registerCatalogueObjects(desk);
  const std::string known = productKnown;
  auto& routes = desk.routes;
  routes.add("POST", "/v1/products", known + " id type default_price_data[*]", createProduct);
  routes.add("POST", "/v1/products/{id}", known + " default_price", updateProduct);
  routes.add("GET", "/v1/products/{id}", "", getProduct);
  routes.add("DELETE", "/v1/products/{id}", "", deleteProduct);
  routes.addList("/v1/products", "active ids shippable type url", listProducts);
  routes.add("GET", "/v1/products/search", "query limit page", [](Request& r) {
    return searched(r, r.ledger.products, [&](const Product& p) { return drawProduct(r.desk, p); });
  });
  routes.add("POST", "/v1/prices",
             std::string(priceKnown) +
                 " billing_scheme currency custom_unit_amount product product_data[*] recurring[interval "
                 "interval_count meter trial_period_days usage_type] tiers tiers_mode transform_quantity unit_amount "
                 "unit_amount_decimal",
             createPrice);
  routes.add("POST", "/v1/prices/{id}", priceKnown, updatePrice);
  routes.add("GET", "/v1/prices/{id}", "", [](Request& r) { return r.desk.draw("price", r.id()); });
  routes.addList("/v1/prices", "active currency lookup_keys product recurring[interval meter usage_type] type",
                 listPrices);
  routes.add("GET", "/v1/prices/search", "query limit page", [](Request& r) {
    return searched(r, r.ledger.prices, [&](const Price& p) { return drawPrice(r.desk, p); });
  });
}

}  // namespace billing::sandbox::stripe
