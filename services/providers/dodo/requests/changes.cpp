#include "providers/dodo/requests.h"
#include "providers/request/build.h"
#include "providers/request/mark.h"
#include "providers/request/querytext.h"

namespace billing::providers::dodo::request {
namespace {

// nullptr: Dodo charges at once or not at all, never with the next renewal.
const char* modeOf(ChangeCharge charge) {
  switch (charge) {
    case ChangeCharge::Prorated:
      return "prorated_immediately";
    case ChangeCharge::Difference:
      return "difference_immediately";
    case ChangeCharge::Full:
      return "full_immediately";
    case ChangeCharge::None:
      return "do_not_bill";
    case ChangeCharge::NextInvoice:
      break;
  }
  return nullptr;
}

// All of them again: those that are not named are taken off the subscription.
std::string addonsJson(const std::vector<Addon>& addons) {
  JsonList list;
  for (const Addon& addon : addons) {
    list.add(JsonBody().text("addon_id", addon.id).number("quantity", addon.quantity).str());
  }
  return list.str();
}

// Nothing of ours: nothing is sent, and the payment takes the subscription's own.
void addPaymentMetadata(JsonBody& body, const PlanChange& change, const Standing& standing) {
  const Metadata ours = marked(change.metadata, change.idempotencyKey);
  if (ours.empty()) return;
  JsonBody members;
  for (const auto& [key, json] : standing.metadata)
    if (!ours.contains(key)) members.value(key, json);
  for (const auto& [key, value] : ours) members.text(key, value);
  body.value("metadata", members.str());
}

Result<JsonBody> bodyOf(const PlanChange& change, const Standing& standing) {
  const char* mode = modeOf(change.charge);
  if (mode == nullptr) {
    return failure(ErrorKind::InvalidInput, "mode_not_offered",
                   "Dodo Payments cannot charge for a change with the next renewal",
                   "its ways are prorated, difference, full and none", "Choose one of these");
  }
  JsonBody body;
  body.text("product_id", change.product).number("quantity", change.quantity);
  body.text("proration_billing_mode", mode);
  if (!standing.addons.empty()) body.value("addons", addonsJson(standing.addons));
  // At once is what it means when it is left out, and what servers of before it understand.
  if (change.atPeriodEnd) body.text("effective_at", "next_billing_date");
  body.text("on_payment_failure", change.keepOldPlanWhenChargeFails ? "prevent_change" : "apply_change");
  addPaymentMetadata(body, change, standing);
  return body;
}

std::string changePath(const PlanChange& change) {
  return "/subscriptions/" + urlText(change.subscription) + "/change-plan";
}

}  // namespace

Result<ApiRequest> changePlan(const PlanChange& change, const Standing& standing, const std::string& code) {
  auto body = bodyOf(change, standing);
  if (!body) return failure(body.error());
  if (!code.empty()) body->value("discount_codes", JsonList().addText(code).str());
  return jsonRequest("POST", changePath(change), *body, "change " + change.subscription + " to " + change.product);
}

Result<ApiRequest> previewChange(const PlanChange& change, const Standing& standing) {
  const auto body = bodyOf(change, standing);
  if (!body) return failure(body.error());
  return repeatable(jsonRequest("POST", changePath(change) + "/preview", *body,
                                "preview the change of " + change.subscription + " to " + change.product));
}

}  // namespace billing::providers::dodo::request
