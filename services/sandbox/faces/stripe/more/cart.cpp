#include "sandbox/faces/stripe/more/cart.h"

#include <algorithm>

#include "sandbox/faces/stripe/more/shapes.h"

namespace billing::sandbox::stripe {
namespace {

std::optional<IntervalUnit> unitNamed(const std::string& word) {
  for (const auto unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Month, IntervalUnit::Year})
    if (word == toString(unit)) return unit;
  return std::nullopt;
}

std::optional<BillingInterval> intervalIn(const Reader& data) {
  if (!data.has("recurring")) return std::nullopt;
  const auto recurring = data.at("recurring");
  const auto unit = unitNamed(recurring.oneOf("interval", {"day", "month", "week", "year"}));
  if (!unit) recurring.refuse(missingParameter(recurring.fullName("interval")));
  const auto count = recurring.integer("interval_count").value_or(1);
  return BillingInterval{unit.value_or(IntervalUnit::Month),
                         static_cast<int>(std::clamp<std::int64_t>(count, 1, 1095))};
}

// An existing product, or one that is made for this price alone.
std::string productIn(Request& r, const Reader& data) {
  if (const auto* product = r.given(r.ledger.products, data, "product", "product")) return product->id;
  if (!data.has("product_data")) data.refuse(missingParameter(data.fullName("product_data")));
  Product product;
  product.name = data.at("product_data").required("name");
  data.at("product_data").into("description", product.description);
  data.at("product_data").into("metadata", product.metadata);
  if (r.problem) return {};
  product.id = r.ledger.newId("prod_");
  product.home = Provider::Stripe;
  product.active = false;
  product.created = product.updated = r.engine.now();
  const auto id = r.ledger.products.add(std::move(product)).id;
  r.engine.tell(What::ProductCreated, id);
  return id;
}

CartLine readLine(Request& r, const Reader& in, Cart& cart) {
  const auto* price =
      in.has("price_data") ? priceFromData(r, in.at("price_data")) : r.given(r.ledger.prices, in, "price", "price");
  if (!price) {
    in.refuse(missingParameter(in.fullName("price")));
    return {};
  }
  CartLine line;
  line.price = price->id;
  line.product = price->product;
  line.quantity = in.integer("quantity").value_or(1);
  if (line.quantity < 1)
    in.refuse(invalid("This value must be greater than or equal to 1.", in.fullName("quantity"),
                      "parameter_invalid_integer"));
  line.amountMinor = price->meter.empty() ? price->unit.minor * line.quantity : 0;
  cart.recurring = cart.recurring || price->interval.has_value();
  if (!cart.currency.empty() && !(cart.currency == price->unit.currency))
    in.refuse(invalid("All line items must have the same currency.", in.fullName("price")));
  cart.currency = price->unit.currency;
  return line;
}

}  // namespace

const Price* priceFromData(Request& r, const Reader& data) {
  Price price;
  price.home = Provider::Stripe;
  price.active = false;
  if (!data.has("currency")) data.refuse(missingParameter(data.fullName("currency")));
  price.unit.currency = data.currency("currency").value_or(Currency{});
  price.unit.minor = requiredInteger(data, data.has("unit_amount_decimal") ? "unit_amount_decimal" : "unit_amount");
  price.interval = intervalIn(data);
  price.taxInclusive = data.text("tax_behavior") == "inclusive";
  price.product = productIn(r, data);
  if (r.problem) return nullptr;
  price.id = r.ledger.newId("price_");
  price.created = r.engine.now();
  const auto& made = r.ledger.prices.add(std::move(price));
  r.engine.tell(What::PriceCreated, made.id);
  return &made;
}

Cart readCart(Request& r, std::string_view name, bool required) {
  Cart cart;
  const auto lines = r.in().each(name);
  for (const auto& line : lines) cart.lines.push_back(readLine(r, line, cart));
  if (required && cart.lines.empty()) r.in().refuse(missingParameter(std::string(name)));
  return cart;
}

QJsonArray lineItems(const Desk& desk, const std::vector<CartLine>& cart, const std::string& owner) {
  QJsonArray out;
  int place = 0;
  for (const CartLine& line : cart) {
    const auto price = desk.objects.draw("price", line.price);
    const auto* product = desk.ledger.products.find(line.product);
    Json item(shape("item"));
    item("id", "li_" + owner.substr(owner.size() > 16 ? owner.size() - 16 : 0) + std::to_string(place++));
    item("amount_subtotal", line.amountMinor)("amount_tax", line.taxMinor)(
        "amount_total", line.amountMinor + line.taxMinor)("quantity", line.quantity);
    if (product) item("description", product->name);
    if (price) item("price", *price)("currency", price->value(QLatin1String("currency")));
    out.append(QJsonObject(item));
  }
  return out;
}

SubscriptionItem itemOf(const CartLine& line) {
  SubscriptionItem item;
  item.price = line.price;
  item.quantity = line.quantity;
  return item;
}

const Discount* couponBehind(const Ledger& ledger, const std::string& id) {
  if (const auto* code = ledger.promotionCodes.find(id)) return ledger.discounts.find(code->coupon);
  return ledger.discounts.find(id);
}

std::int64_t takenOff(const Ledger& ledger, const std::vector<std::string>& codes, std::int64_t sum) {
  constexpr std::int64_t whole = 10'000;
  std::int64_t off = 0;
  for (const auto& code : codes) {
    const auto* coupon = couponBehind(ledger, code);
    if (!coupon) continue;
    const auto left = sum - off;
    const auto share = mulDiv(left, coupon->basisPoints, whole).value_or(0);
    off += std::min(left, coupon->amountOff ? coupon->amountOff->minor : share);
  }
  return off;
}

std::vector<std::string> discountsGiven(Request& r, const Reader& in) {
  std::vector<std::string> out;
  for (const auto& one : in.each("discounts")) {
    if (const auto* code = r.given(r.ledger.promotionCodes, one, "promotion_code", "promotion code"))
      out.push_back(code->id);
    else if (const auto* coupon = r.given(r.ledger.discounts, one, "coupon", "coupon"))
      out.push_back(coupon->id);
  }
  return out;
}

}  // namespace billing::sandbox::stripe
