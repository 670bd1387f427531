#include "providers/stripe/answers.h"

namespace billing::providers::stripe {
namespace {

std::string priceIdOf(const JsonObject& item) {
  const std::string price = item.id("price");
  return price.empty() ? item.id("plan") : price;
}

PlannedPhase phaseOf(const JsonObject& phase, std::string schedule) {
  PlannedPhase read;
  read.schedule = std::move(schedule);
  read.start = phase.requiredInteger("start_date");
  read.end = phase.requiredInteger("end_date");
  for (const JsonObject& item : phase.objects("items")) {
    read.items.push_back({priceIdOf(item), item.integer("quantity")});
  }
  if (read.items.empty()) phase.problem("items", "is empty");
  return read;
}

}  // namespace

Result<bool> hasOwnMethod(std::string_view customer) {
  return readBody(customer, [](const JsonObject& root) {
    return !root.object("invoice_settings").id("default_payment_method").empty() || !root.id("default_source").empty();
  });
}

Result<std::string> readFirstId(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    const auto objects = root.objects("data");
    return objects.empty() ? std::string() : objects.front().required("id");
  });
}

Result<ChangedItem> readItem(std::string_view subscription) {
  return readBody(subscription, [](const JsonObject& root) {
    ChangedItem read;
    const auto items = root.objects("items");
    if (items.empty()) {
      root.problem("items", "is empty");
      return read;
    }
    read.id = items.front().required("id");
    read.price = priceIdOf(items.front());
    read.quantity = items.front().integer("quantity");
    read.schedule = root.id("schedule");
    return read;
  });
}

Result<PlannedPhase> readPhase(std::string_view schedule) {
  return readBody(schedule, [](const JsonObject& root) {
    std::string id = root.required("id");
    const auto running = root.object("current_phase").integer("start_date");
    for (const JsonObject& phase : root.objects("phases")) {
      if (!running || phase.integer("start_date") == running) return phaseOf(phase, std::move(id));
    }
    root.problem("phases", "holds none that is running");
    return PlannedPhase();
  });
}

}  // namespace billing::providers::stripe
