#include "providers/dodo/answers.h"

namespace billing::providers::dodo {

Result<std::vector<Addon>> readAddons(std::string_view subscription) {
  return readBody(subscription, [](const JsonObject& root) {
    std::vector<Addon> addons;
    for (const JsonObject& item : root.objects("addons")) {
      addons.push_back({item.required("addon_id"), item.requiredInteger("quantity")});
    }
    return addons;
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
