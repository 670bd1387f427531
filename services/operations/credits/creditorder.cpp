#include "operations/credits/creditorder.h"

#include <algorithm>
#include <charconv>

namespace billing::operations {
namespace {

constexpr std::int64_t tenthsOfACredit = 10;

const std::string* paymentMetadata(const BillingEvent& event, std::string_view key) {
  if (key.empty()) return nullptr;
  const auto found = std::ranges::find_if(event.metadata, [&](const auto& entry) { return entry.first == key; });
  return found == event.metadata.end() ? nullptr : &found->second;
}

std::vector<std::string> productsOf(const BillingEvent& event, const PaymentState& payment) {
  if (!event.productIds.empty()) return event.productIds;
  return payment.productId ? std::vector{*payment.productId} : std::vector<std::string>();
}

// All packs of the cart together; nullopt when there is none in it.
std::optional<CreditOrder> packsOf(const RulesContext& rules, const std::vector<std::string>& products) {
  CreditOrder order;
  for (const std::string& product : products) {
    const CreditPack* pack = rules.rules.packSoldAs(product, rules.live);
    if (pack == nullptr) continue;
    if (__builtin_add_overflow(order.tenths, pack->tenths, &order.tenths)) return CreditOrder{0, "too_many", {}, {}};
    order.note += (order.note.empty() ? "" : ", ") + pack->name;
  }
  return order.note.empty() && order.tenths == 0 ? std::nullopt : std::optional(std::move(order));
}

// Where credits are sold, a payment on its own that buys no plan can only have meant them. Stripe tells of a sale in
// its session alone: the other events about it are silent without being wrong.
bool meantCredits(const RulesContext& rules, const BillingEvent& event, const PaymentState& payment,
                  const std::vector<std::string>& products) {
  const CreditRules& credits = rules.rules.credits;
  if (rules.rules.entitlements.enabled || (credits.metadataCreditsKey.empty() && credits.packs.empty())) return false;
  const bool tells = event.provider == Provider::Stripe ? event.kind == BillingEventKind::CheckoutCompleted
                                                        : event.kind == BillingEventKind::PaymentSucceeded;
  const bool planSold = std::ranges::any_of(
      products, [&](const auto& product) { return rules.rules.soldAs(product, rules.live).plan != nullptr; });
  return tells && !planSold && event.subscriptions.empty() && payment.subscriptionExternalId.empty();
}

// Without a key in the profile, Dodo's products say what is bought; Stripe names none.
const char* unnamedCredits(const RulesContext& rules, const BillingEvent& event) {
  const bool byProduct = rules.rules.credits.metadataCreditsKey.empty() && event.provider == Provider::Dodo;
  return byProduct ? "unknown_product" : "metadata_missing";
}

bool allDigits(std::string_view text) {
  return !text.empty() && std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

std::string refusalOf(std::string_view text) {
  const bool negative = text.starts_with('-');
  const std::string_view number = text.substr(negative ? 1 : 0);
  const auto point = number.find('.');
  const bool decimal = point != std::string_view::npos;
  if (!allDigits(number.substr(0, point)) || (decimal && !allDigits(number.substr(point + 1)))) return "not_a_number";
  if (negative) return "not_positive";
  return decimal ? "not_whole" : "";
}

}  // namespace

CreditOrder wholeCredits(std::string_view text, std::int64_t most) {
  CreditOrder order;
  order.refusal = refusalOf(text);
  if (!order.refusal.empty()) return order;
  std::int64_t credits = 0;
  const bool fits = std::from_chars(text.data(), text.data() + text.size(), credits).ec == std::errc{};
  if (fits && credits == 0)
    order.refusal = "not_positive";
  else if (!fits || credits > most || __builtin_mul_overflow(credits, tenthsOfACredit, &order.tenths))
    order = {0, "too_many", {}, {}};
  return order;
}

std::optional<CreditOrder> creditOrderOf(const RulesContext& rules, const BillingEvent& event,
                                         const PaymentState& payment) {
  const CreditRules& credits = rules.rules.credits;
  if (!credits.enabled) return std::nullopt;
  if (const std::string* request = paymentMetadata(event, topUpMetadataKey); request != nullptr && !request->empty())
    return CreditOrder{0, {}, *request, {}};
  const std::vector<std::string> products = productsOf(event, payment);
  if (const std::string* text = paymentMetadata(event, credits.metadataCreditsKey))
    return wholeCredits(*text, credits.mostCreditsOfAPayment);
  if (auto packs = packsOf(rules, products)) return packs;
  if (meantCredits(rules, event, payment, products)) return CreditOrder{0, unnamedCredits(rules, event), {}, {}};
  return std::nullopt;
}

}  // namespace billing::operations
