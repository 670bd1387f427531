#include "providers/dodo/answers.h"

namespace billing::providers::dodo {

namespace {

std::vector<Addon> addonsOf(const JsonObject& subscription) {
  std::vector<Addon> addons;
  for (const JsonObject& item : subscription.objects("addons"))
    addons.push_back({item.required("addon_id"), item.requiredInteger("quantity")});
  return addons;
}

// As it stands: a number stays a number.
std::vector<std::pair<std::string, std::string>> metadataOf(const JsonObject& subscription) {
  std::vector<std::pair<std::string, std::string>> members;
  const JsonObject metadata = subscription.object("metadata");
  if (!metadata.exists()) return members;
  for (const auto& [key, value] : *metadata.native())
    members.emplace_back(std::string(key), std::string(simdjson::minify(value)));
  return members;
}

}  // namespace

Result<Standing> readStanding(std::string_view subscription) {
  return readBody(subscription, [](const JsonObject& root) {
    Standing standing;
    standing.product = root.required("product_id");
    standing.quantity = root.integer("quantity").value_or(1);
    standing.addons = addonsOf(root);
    standing.metadata = metadataOf(root);
    for (const JsonObject& discount : root.objects("discounts")) standing.discounts.push_back(discount.text("code"));
    return standing;
  });
}

Result<std::optional<PendingChange>> readPendingChange(std::string_view subscription) {
  return readBody(subscription, [](const JsonObject& root) -> std::optional<PendingChange> {
    const JsonObject planned = root.object("scheduled_change");
    if (!planned.exists()) return std::nullopt;
    PendingChange change;
    change.id = planned.text("id");
    change.product = planned.required("product_id");
    change.quantity = planned.integer("quantity").value_or(1);
    change.at = planned.iso("effective_at");
    return change;
  });
}

Result<ProductPattern> readPattern(std::string_view product) {
  return readBody(product, [](const JsonObject& root) {
    ProductPattern pattern;
    pattern.taxCategory = root.required("tax_category");
    const JsonObject price = root.object("price");
    const auto count = price.integer("subscription_period_count");
    if (count && price.has("subscription_period_interval")) {
      pattern.lastsCount = *count;
      pattern.lastsInterval = price.text("subscription_period_interval");
    }
    return pattern;
  });
}

Result<std::string> readId(std::string_view body, std::string_view key) {
  return readBody(body, [&](const JsonObject& root) { return root.required(key); });
}

Result<std::string> readPaymentMethod(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    for (const JsonObject& item : root.objects("items")) {
      if (item.maybeFlag("recurring_enabled").value_or(true)) return item.text("payment_method_id");
    }
    return std::string();
  });
}

Result<std::string> readCountry(std::string_view subscriptions) {
  return readBody(subscriptions, [](const JsonObject& root) {
    const auto items = root.objects("items");
    return items.empty() ? std::string() : items.front().object("billing").text("country");
  });
}

}  // namespace billing::providers::dodo
