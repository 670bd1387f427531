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

// An id, or the object that was expanded in its place.
std::vector<std::string> discountIds(const JsonObject& subscription) {
  std::vector<std::string> ids;
  for (const JsonObject& discount : subscription.objects("discounts")) ids.push_back(discount.required("id"));
  return ids.empty() ? subscription.textList("discounts") : ids;
}

struct PhasePlan {
  std::string price;
  std::int64_t quantity = 1;
  std::optional<std::int64_t> start;
  bool operator==(const PhasePlan& other) const { return price == other.price && quantity == other.quantity; }
};

PhasePlan planOf(const JsonObject& phase) {
  PhasePlan plan;
  plan.start = phase.integer("start_date");
  const auto items = phase.objects("items");
  if (items.empty()) return plan;
  plan.price = priceIdOf(items.front());
  plan.quantity = items.front().integer("quantity").value_or(1);
  return plan;
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

Result<Standing> readStanding(std::string_view subscription) {
  return readBody(subscription, [](const JsonObject& root) {
    Standing standing;
    standing.schedule = root.id("schedule");
    standing.endsOnDate = root.has("cancel_at") && !root.flag("cancel_at_period_end");
    standing.discounts = discountIds(root);
    return standing;
  });
}

Result<std::optional<PendingChange>> readPendingChange(std::string_view schedule) {
  return readBody(schedule, [schedule](const JsonObject& root) -> std::optional<PendingChange> {
    const auto running = root.object("current_phase").integer("start_date");
    std::optional<PhasePlan> current;
    for (const JsonObject& phase : root.objects("phases")) {
      const PhasePlan plan = planOf(phase);
      if (!current && (!running || plan.start == running)) current = plan;
      if (!current || plan == *current) continue;
      return PendingChange{root.required("id"), plan.price, plan.quantity, phase.seconds("start_date"),
                           std::string(schedule)};
    }
    return std::nullopt;
  });
}

Result<PromotionCode> readPromotionCode(std::string_view body) {
  return readBody(body, [](const JsonObject& root) {
    PromotionCode found;
    for (const JsonObject& code : root.objects("data")) {
      if (found.active || (!found.id.empty() && !code.flag("active"))) continue;
      found = {code.required("id"), code.flag("active")};
    }
    return found;
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
