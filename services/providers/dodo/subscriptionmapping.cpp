#include <algorithm>
#include <array>

#include "domain/civildate.h"
#include "providers/discounts.h"
#include "providers/dodo/objects.h"

namespace billing::providers::dodo {
namespace {

constexpr std::int64_t kDayMs = 86'400'000;

SubscriptionStatus statusOf(std::string_view word) {
  if (word == "canceled") return SubscriptionStatus::Cancelled;
  // The rest of Dodo's words are ours.
  return subscriptionStatusFrom(word);
}

std::string lowered(std::string text) {
  std::ranges::transform(text, text.begin(),
                         [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return text;
}

// Days after the creation; nullopt without a trial or when the number is out of reason.
std::optional<Instant> trialEndOf(const JsonObject& data) {
  constexpr std::int64_t most = 36'500;
  const auto days = data.integer("trial_period_days").value_or(0);
  const auto created = data.iso("created_at");
  if (days <= 0 || days > most || !created) return std::nullopt;
  return Instant{created->ms + days * kDayMs};
}

// Dodo's objects carry no product name; some teams put one into the metadata.
std::optional<std::string> productNameOf(const JsonObject& data) {
  if (auto name = data.maybeText("product_name")) return name;
  const JsonObject metadata = data.object("metadata");
  for (const char* key : {"product_name", "plan_name", "plan"}) {
    if (auto name = metadata.looseText(key)) return name;
  }
  return std::nullopt;
}

void readPrice(const SubscriptionState& subscription, BillingEvent& event) {
  const bool known = !subscription.productId.empty() && subscription.quantity > 0;
  if (!known || subscription.amount.minor % subscription.quantity != 0) return;
  PriceState price;
  price.snapshot = Snapshot::Hint;  // what one subscriber pays, perhaps less a discount
  price.productId = subscription.productId;
  price.priceId = subscription.productId;
  price.name = subscription.productName;
  price.amount = {subscription.amount.minor / subscription.quantity, subscription.amount.currency};
  price.interval = subscription.interval;
  event.prices.push_back(std::move(price));
}

void readCredits(const JsonObject& data, const SubscriptionState& subscription, BillingEvent& event) {
  for (const JsonObject& credit : data.objects("credit_entitlement_cart")) {
    UsageState usage;
    usage.externalId = credit.required("credit_entitlement_id");
    usage.customerExternalId = subscription.customerExternalId;
    usage.subscriptionExternalId = subscription.externalId;
    usage.name = credit.text("credit_entitlement_name");
    usage.unit = credit.text("unit");
    usage.grantedMilli = credit.milli("credits_amount");
    usage.remainingMilli = credit.milli("remaining_balance");
    event.usage.push_back(std::move(usage));
  }
}

void readMeters(const JsonObject& data, const SubscriptionState& subscription, BillingEvent& event) {
  for (const JsonObject& meter : data.objects("meters")) {
    UsageState usage;
    usage.externalId = meter.required("meter_id");
    usage.customerExternalId = subscription.customerExternalId;
    usage.subscriptionExternalId = subscription.externalId;
    usage.name = meter.text("name");
    usage.unit = meter.text("measurement_unit");
    usage.grantedMilli = meter.milli("free_threshold");
    event.usage.push_back(std::move(usage));
  }
}

// Cycles that are left count from the next charge; the last of them is paid for until an interval after it.
std::optional<Instant> lastDiscounted(const SubscriptionState& state, std::int64_t cycles) {
  constexpr std::int64_t most = 1'200;
  if (!state.periodEnd || !state.interval || cycles > most) return std::nullopt;
  return periodStart(*state.periodEnd, *state.interval, cycles);
}

// Percentages are basis points, flat amounts are cents of US dollars (openapi 1.86.0, DiscountResponse.amount).
SubscriptionDiscount discountOf(const JsonObject& data, const SubscriptionState& state,
                                std::optional<std::int64_t> left) {
  SubscriptionDiscount discount;
  discount.code = data.text("code");
  const std::int64_t amount = data.integer("amount").value_or(0);
  if (data.text("type") == "percentage") {
    discount.percentBps = static_cast<int>(std::clamp<std::int64_t>(amount, 0, 10'000));
  } else if (data.text("type") == "flat" && state.amount.currency == Currency::fromCode("USD")) {
    discount.amountMinor = std::max<std::int64_t>(amount, 0);
  }
  using enum SubscriptionDiscount::Duration;
  const auto cycles = data.integer("subscription_cycles");
  if (!left && !cycles) return discount;
  discount.duration = cycles.value_or(2) == 1 ? Once : Repeating;
  discount.endsAt = left ? lastDiscounted(state, *left) : std::nullopt;
  return discount;
}

// The whole object has them in full, rows of lists only their ids; those without a cycle left are over.
void readDiscounts(const JsonObject& data, SubscriptionState& state) {
  std::vector<SubscriptionDiscount> discounts;
  for (const JsonObject& each : data.objects("discounts")) {
    auto left = each.integer("cycles_remaining");
    if (!left) left = each.integer("discount_cycles_remaining");
    if (left.value_or(1) > 0) discounts.push_back(discountOf(each, state, left));
  }
  const bool named = data.has("discount_id") && data.integer("discount_cycles_remaining").value_or(1) > 0;
  if (discounts.empty() && !data.has("discounts") && named)
    discounts.push_back(discountOf({}, state, data.integer("discount_cycles_remaining")));
  if (data.mentions("discounts") || data.mentions("discount_id")) state.discount = together(std::move(discounts));
}

// Only the newer shape says that there is none; an absent id of a method may mean that it was not sent.
std::optional<bool> methodTold(const JsonObject& data) {
  if (const auto told = data.maybeFlag("has_payment_method")) return told;
  return data.has("payment_method_id") ? std::optional(true) : std::nullopt;
}

}  // namespace

std::optional<BillingInterval> readInterval(const JsonObject& data, std::string_view unitKey,
                                            std::string_view countKey) {
  const std::string word = lowered(data.text(unitKey));
  if (word.empty()) return std::nullopt;
  const std::int64_t count = data.integer(countKey).value_or(1);
  for (const auto unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Month, IntervalUnit::Year}) {
    if (word == toString(unit) && count >= 1 && count <= 100'000) return BillingInterval{unit, static_cast<int>(count)};
  }
  data.unknownWord(unitKey, "and its count are " + std::to_string(count) + " \"" + word.substr(0, 40) +
                                "\", expected days to years");
  return std::nullopt;
}

void readCustomer(const JsonObject& customer, BillingEvent& event) {
  if (!customer.exists()) return;
  CustomerState state;
  state.snapshot = Snapshot::Part;
  state.externalId = customer.required("customer_id");
  state.name = customer.maybeText("name");
  state.email = customer.maybeText("email");
  event.customerExternalId = state.externalId;
  event.customers.push_back(std::move(state));
}

void readSubscription(const JsonObject& data, BillingEvent& event) {
  readCustomer(data.object("customer"), event);
  SubscriptionState state;
  state.externalId = data.required("subscription_id");
  state.customerExternalId = event.customerExternalId;
  state.productId = data.text("product_id");
  state.productName = productNameOf(data);
  state.providerStatus = data.required("status");
  state.status = statusOf(state.providerStatus);
  state.amount = data.money("recurring_pre_tax_amount", "currency");
  state.quantity = data.integer("quantity").value_or(1);
  state.interval = readInterval(data, "payment_frequency_interval", "payment_frequency_count");
  state.createdAt = data.iso("created_at");
  state.periodStart = data.iso("previous_billing_date");
  state.periodEnd = data.iso("next_billing_date");
  state.trialEnd = trialEndOf(data);
  if (state.status == SubscriptionStatus::Active && state.trialEnd && event.occurredAt < *state.trialEnd) {
    state.status = SubscriptionStatus::Trialing;
  }
  state.cancelAtPeriodEnd = data.flag("cancel_at_next_billing_date");
  if (state.cancelAtPeriodEnd) state.cancelAt = state.periodEnd;
  state.cancelledAt = data.iso("cancelled_at");
  readDiscounts(data, state);
  state.hasPaymentMethod = methodTold(data);
  event.subject = state.externalId;
  event.metadata = data.object("metadata").texts();
  readPrice(state, event);
  readCredits(data, state, event);
  readMeters(data, state, event);
  event.subscriptions.push_back(std::move(state));
}

}  // namespace billing::providers::dodo
