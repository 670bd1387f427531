#include <algorithm>

#include "domain/mrr.h"
#include "domain/subscriptiondiscount.h"
#include "providers/discounts.h"
#include "providers/stripe/objects.h"

namespace billing::providers::stripe {
namespace {

SubscriptionStatus statusOf(std::string_view word) {
  if (word == "canceled") return SubscriptionStatus::Cancelled;
  if (word == "incomplete") return SubscriptionStatus::Pending;
  if (word == "incomplete_expired") return SubscriptionStatus::Expired;
  return subscriptionStatusFrom(word);
}

bool isMetered(const JsonObject& item) {
  const JsonObject price = item.object("price");
  return (price.exists() ? price.object("recurring") : item.object("plan")).text("usage_type") == "metered";
}

// What one item costs in one interval of the subscription; items may differ in their intervals (billing_mode flexible).
void addItem(const JsonObject& item, const PriceState& price, SubscriptionState& state) {
  if (isMetered(item)) return;  // billed by use: no fixed part
  const std::int64_t quantity = item.integer("quantity").value_or(1);
  const JsonObject priced = item.object("price");
  const auto amount = unitTimes(priced.exists() ? priced : item.object("plan"), quantity);
  if (!amount || price.amount.currency.empty()) return;
  if (!state.interval) state.interval = price.interval;
  const bool sameInterval = !state.interval || !price.interval || state.interval == price.interval;
  const auto share = sameInterval ? amount : convertInterval(*amount, *price.interval, *state.interval);
  if (!share || __builtin_add_overflow(state.amount.minor, *share, &state.amount.minor)) {
    item.problem("quantity", "times the price leaves the range of 64 bits");
  }
}

void readItems(const JsonObject& object, SubscriptionState& state, BillingEvent& event) {
  const auto items = object.objects("items");
  for (const JsonObject& item : items) {
    PriceState price = priceOf(item);
    if (state.productId.empty()) {
      state.productId = price.priceId;
      state.productName = price.name;
      state.quantity = item.integer("quantity").value_or(1);
      if (!isMetered(item)) state.interval = price.interval;
    }
    addItem(item, price, state);
    event.prices.push_back(std::move(price));
  }
  if (!state.interval && !event.prices.empty()) state.interval = event.prices.front().interval;
}

// Before 2025-03-31.basil on the subscription, since then on each item.
std::optional<Instant> periodOf(const JsonObject& object, const char* key) {
  if (object.has(key)) return object.seconds(key);
  for (const JsonObject& item : object.objects("items")) {
    if (item.has(key)) return item.seconds(key);
  }
  return std::nullopt;
}

void readEnd(const JsonObject& object, SubscriptionState& state) {
  state.cancelAtPeriodEnd = object.flag("cancel_at_period_end");
  state.cancelAt = object.seconds("cancel_at");
  if (!state.cancelAt && state.cancelAtPeriodEnd) state.cancelAt = state.periodEnd;
  if (!isFinal(state.status))
    return;  // Stripe sets canceled_at when the cancellation is asked for, long before it happens
  state.cancelledAt = object.has("ended_at") ? object.seconds("ended_at") : object.seconds("canceled_at");
}

// Of clover (2025-09-30) and later the coupon stands in `source`; an id unless it was asked for in full.
JsonObject couponOf(const JsonObject& discount) {
  const JsonObject source = discount.object("source");
  return source.exists() ? source.object("coupon") : discount.object("coupon");
}

SubscriptionDiscount::Duration durationOf(const JsonObject& coupon) {
  using enum SubscriptionDiscount::Duration;
  for (const auto known : {Once, Repeating})
    if (coupon.text("duration") == toString(known)) return known;
  return Forever;
}

SubscriptionDiscount discountOf(const JsonObject& discount, const SubscriptionState& state) {
  const JsonObject coupon = couponOf(discount);
  SubscriptionDiscount read;
  read.code = discount.object("promotion_code").text("code");
  if (read.code.empty()) read.code = coupon.text("name");
  if (read.code.empty()) read.code = coupon.text("id");
  // Percentages have up to two decimals; thousandths of one are a tenth of a basis point.
  read.percentBps = static_cast<int>(std::clamp<std::int64_t>(coupon.milli("percent_off").value_or(0) / 10, 0, 10'000));
  if (coupon.has("amount_off") && coupon.currency("currency") == state.amount.currency)
    read.amountMinor = std::max<std::int64_t>(coupon.integer("amount_off").value_or(0), 0);
  read.duration = durationOf(coupon);
  read.endsAt = discount.seconds("end");
  return read;
}

// Webhooks carry ids, lists are asked for the objects behind them. A discount of the customer's own is not the
// subscription's: it stands in none of its fields.
void readDiscounts(const JsonObject& object, SubscriptionState& state) {
  std::vector<SubscriptionDiscount> discounts;
  for (const JsonObject& each : object.objects("discounts")) discounts.push_back(discountOf(each, state));
  for (std::size_t named = object.textList("discounts").size(); named > 0; --named)
    discounts.push_back(unsizedDiscount());
  if (discounts.empty() && object.holdsObject("discount"))
    discounts.push_back(discountOf(object.object("discount"), state));
  if (object.mentions("discounts") || object.mentions("discount")) state.discount = together(std::move(discounts));
}

// Without a method of its own a subscription is paid by its customer's; only an expanded customer tells of that.
std::optional<bool> methodTold(const JsonObject& object) {
  if (object.has("default_payment_method") || object.has("default_source")) return true;
  const JsonObject customer = object.object("customer");
  const bool whole = object.mentions("default_payment_method") && customer.mentions("invoice_settings");
  if (!whole) return std::nullopt;
  return customer.object("invoice_settings").has("default_payment_method") || customer.has("default_source");
}

}  // namespace

void readSubscription(const JsonObject& object, BillingEvent& event) {
  mentionCustomer(object, event);
  SubscriptionState state;
  state.externalId = object.required("id");
  state.customerExternalId = event.customerExternalId;
  state.providerStatus = object.required("status");
  state.status = statusOf(state.providerStatus);
  state.amount.currency = object.currency("currency");
  state.createdAt = object.seconds("created");
  state.periodStart = periodOf(object, "current_period_start");
  state.periodEnd = periodOf(object, "current_period_end");
  state.trialEnd = object.seconds("trial_end");
  readItems(object, state, event);
  readEnd(object, state);
  readDiscounts(object, state);
  state.hasPaymentMethod = methodTold(object);
  addMetadata(object, event);
  event.subject = state.externalId;
  event.subscriptions.push_back(std::move(state));
}

}  // namespace billing::providers::stripe
