#include "providers/stripe/changedfields.h"

#include <array>
#include <string_view>
#include <utility>

namespace billing::providers::stripe {
namespace {

// Stripe's attribute, and a field that is read from it. What is sold, its price and since 2025-03-31.basil the period
// stand in the items.
constexpr std::array<std::pair<std::string_view, std::string_view>, 28> kAttributes{{
    {"status", "status"},
    {"customer", "customer"},
    {"cancel_at_period_end", "cancel_at_period_end"},
    {"cancel_at_period_end", "cancel_at"},
    {"cancel_at", "cancel_at"},
    {"canceled_at", "cancelled_at"},
    {"ended_at", "cancelled_at"},
    {"trial_end", "trial_end"},
    {"current_period_start", "period_start"},
    {"current_period_end", "period_end"},
    {"items", "product_id"},
    {"items", "product_name"},
    {"items", "amount"},
    {"items", "quantity"},
    {"items", "interval"},
    {"items", "period_start"},
    {"items", "period_end"},
    {"plan", "product_id"},
    {"plan", "product_name"},
    {"plan", "amount"},
    {"plan", "interval"},
    {"quantity", "quantity"},
    {"quantity", "amount"},
    {"discounts", "discount"},
    {"discount", "discount"},
    {"default_payment_method", "has_payment_method"},
    {"name", "name"},
    {"email", "email"},
}};

}  // namespace

std::vector<std::string> changedFields(const JsonObject& object, const JsonObject& previous) {
  std::vector<std::string> fields;
  const std::string kind = object.text("object");
  if (kind != "subscription" && kind != "customer") return fields;
  for (const auto& [attribute, field] : kAttributes)
    if (previous.mentions(attribute)) fields.emplace_back(field);
  return fields;
}

}  // namespace billing::providers::stripe
