#include "sandbox/faces/dodo/checkoutpreview.h"

#include "domain/civildate.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

constexpr std::int64_t previewDayMs = 24LL * 3600 * 1000;

QJsonObject breakup(std::int64_t subtotal, std::int64_t discount, std::int64_t tax, std::int64_t total) {
  return {{"discount"_L1, jsonInteger(discount)},
          {"subtotal"_L1, jsonInteger(subtotal)},
          {"total_amount"_L1, jsonInteger(total)},
          {"tax"_L1, jsonInteger(tax)}};
}

QJsonObject cartRow(Desk& desk, const Checkout& checkout, const CartLine& line, const InvoiceLine& cost) {
  const Price* price = desk.ledger().prices.find(line.price);
  const Product* product = desk.ledger().products.find(line.product);
  return {{"credit_entitlements"_L1, QJsonArray()},
          {"currency"_L1, codeText(checkout.currency)},
          {"discounted_price"_L1, jsonInteger(line.amountMinor - cost.discountMinor)},
          {"is_subscription"_L1, price != nullptr && price->interval.has_value()},
          {"is_usage_based"_L1, price != nullptr && !price->meter.empty()},
          {"meters"_L1, QJsonArray()},
          {"og_currency"_L1, codeText(checkout.currency)},
          {"og_price"_L1, jsonInteger(line.amountMinor)},
          {"product_id"_L1, jsonString(line.product)},
          {"quantity"_L1, jsonInteger(line.quantity)},
          {"tax_category"_L1, jsonString(product == nullptr ? "saas" : product->taxCategory)},
          {"tax_inclusive"_L1, price != nullptr && price->taxInclusive},
          {"tax_rate"_L1, 0},
          {"addons"_L1, QJsonValue::Null},
          {"description"_L1, textOrNull(product == nullptr ? "" : product->description)},
          {"discount_amount"_L1, jsonInteger(cost.discountMinor)},
          {"name"_L1, textOrNull(product == nullptr ? "" : product->name)},
          {"tax"_L1, jsonInteger(cost.taxMinor)}};
}

std::int64_t recurringSum(Desk& desk, const Checkout& checkout) {
  std::int64_t sum = 0;
  for (const auto& line : checkout.cart) {
    const Price* price = desk.ledger().prices.find(line.price);
    if (price != nullptr && price->interval) sum += line.amountMinor;
  }
  return sum;
}

QJsonValue nextBilling(Desk& desk, const Checkout& checkout) {
  if (checkout.mode != "subscription") return QJsonValue::Null;
  if (checkout.trialDays > 0) return timeText({desk.now().ms + checkout.trialDays * previewDayMs});
  for (const auto& line : checkout.cart) {
    const Price* price = desk.ledger().prices.find(line.price);
    if (price != nullptr && price->interval) return timeText(periodStart(desk.now(), *price->interval, 1));
  }
  return QJsonValue::Null;
}

}  // namespace

QJsonObject checkoutPreviewJson(Desk& desk, const Checkout& checkout, const Invoice& cost) {
  QJsonArray cart;
  for (std::size_t i = 0; i < checkout.cart.size(); ++i)
    cart.append(cartRow(desk, checkout, checkout.cart[i], i < cost.lines.size() ? cost.lines[i] : InvoiceLine()));
  const bool recurs = checkout.mode == "subscription";
  const std::int64_t again = recurringSum(desk, checkout);
  return {
      {"billing_country"_L1, jsonString(checkout.address.country.empty() ? "US" : checkout.address.country)},
      {"currency"_L1, codeText(checkout.currency)},
      {"current_breakup"_L1, breakup(cost.subtotalMinor, cost.discountMinor, cost.taxMinor, cost.totalMinor)},
      {"is_byop"_L1, false},
      {"payment_method_required"_L1, true},
      {"product_cart"_L1, cart},
      {"total_price"_L1, jsonInteger(cost.totalMinor)},
      {"next_billing_date"_L1, nextBilling(desk, checkout)},
      {"recurring_breakup"_L1, recurs ? QJsonValue(breakup(again, 0, 0, again)) : QJsonValue(QJsonValue::Null)},
      {"tax_id_err_msg"_L1, QJsonValue::Null},
      {"total_tax"_L1, jsonInteger(cost.taxMinor)},
      {"trial_period_days"_L1, checkout.trialDays > 0 ? QJsonValue(checkout.trialDays) : QJsonValue(QJsonValue::Null)}};
}

}  // namespace billing::sandbox::dodo
