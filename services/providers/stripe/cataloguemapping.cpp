#include "domain/decimal.h"
#include "domain/mrr.h"
#include "providers/stripe/objects.h"

namespace billing::providers::stripe {
namespace {

constexpr std::int64_t kMostIntervals = 100'000;

std::optional<BillingInterval> intervalOf(const JsonObject& recurring) {
  const std::string word = recurring.text("interval");
  if (word.empty()) return std::nullopt;
  const std::int64_t count = recurring.integer("interval_count").value_or(1);
  for (const auto unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Month, IntervalUnit::Year}) {
    if (word == toString(unit) && count >= 1 && count <= kMostIntervals)
      return BillingInterval{unit, static_cast<int>(count)};
  }
  recurring.unknownWord("interval", "and its count are " + std::to_string(count) + " \"" + word.substr(0, 40) +
                                        "\", expected days to years");
  return std::nullopt;
}

// A price carries the interval in `recurring`, a plan in itself.
bool isPlan(const JsonObject& price) {
  return price.text("object") == "plan";
}

PriceState readCommon(const JsonObject& price) {
  PriceState state;
  state.priceId = price.required("id");
  state.productId = price.id("product");
  state.name = price.maybeText("nickname");
  if (!state.name) state.name = price.object("product").maybeText("name");
  state.interval = intervalOf(isPlan(price) ? price : price.object("recurring"));
  if (const auto minor = unitTimes(price, 1)) state.amount = {*minor, price.currency("currency")};
  state.active = price.maybeFlag("active").value_or(true);
  return state;
}

}  // namespace

std::optional<std::int64_t> unitTimes(const JsonObject& price, std::int64_t quantity) {
  const std::string key = isPlan(price) ? "amount" : "unit_amount";
  if (const auto minor = price.integer(key)) return mulDiv(*minor, quantity, 1);
  const auto decimal = price.decimal(key + "_decimal");  // "0.5": less than the smallest unit each
  if (!decimal) return std::nullopt;
  const auto milli = milliDecimal(*decimal);
  if (!milli) price.problem(key + "_decimal", "is " + decimal->substr(0, 40) + ": " + milli.error().reason);
  return milli ? mulDiv(*milli, quantity, 1000) : std::nullopt;
}

PriceState priceOf(const JsonObject& item) {
  const JsonObject price = item.object("price");
  PriceState state = readCommon(price.exists() ? price : item.object("plan"));
  state.snapshot = Snapshot::Part;
  return state;
}

void readPrice(const JsonObject& object, BillingEvent& event) {
  PriceState state = readCommon(object);
  if (event.providerType.ends_with(".deleted")) state.active = false;
  event.subject = state.priceId;
  event.prices.push_back(std::move(state));
}

void readProduct(const JsonObject& object, BillingEvent& event) {
  event.subject = object.required("id");
  // A product has no amount, so it is no price of ours; it names its default price, unless that has a name of its own.
  PriceState price;
  price.snapshot = Snapshot::Hint;
  price.priceId = object.id("default_price");
  price.productId = event.subject;
  price.name = object.maybeText("name");
  if (!price.priceId.empty()) event.prices.push_back(std::move(price));
}

void readCreditGrant(const JsonObject& object, BillingEvent& event) {
  mentionCustomer(object, event);
  UsageState usage;
  usage.externalId = object.required("id");
  usage.customerExternalId = event.customerExternalId;
  usage.name = object.text("name");
  const JsonObject monetary = object.object("amount").object("monetary");
  if (monetary.exists()) {
    const Money amount = monetary.money("value", "currency");
    usage.unit = amount.currency.code();
    if (const auto milli = milliDecimal(toDecimal(amount))) usage.grantedMilli = *milli;
  }
  if (object.has("voided_at")) usage.grantedMilli = 0;
  event.subject = usage.externalId;
  event.usage.push_back(std::move(usage));
}

}  // namespace billing::providers::stripe
