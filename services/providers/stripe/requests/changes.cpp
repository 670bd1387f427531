#include "providers/request/mark.h"
#include "providers/stripe/requests.h"
#include "providers/stripe/requests/form.h"

namespace billing::providers::stripe::request {
namespace {

// nullptr: not one of Stripe's ways.
const char* behaviourOf(ChangeCharge charge) {
  switch (charge) {
    case ChangeCharge::Prorated:
      return "always_invoice";
    case ChangeCharge::NextInvoice:
      return "create_prorations";
    case ChangeCharge::None:
      return "none";
    case ChangeCharge::Difference:
    case ChangeCharge::Full:
      break;
  }
  return nullptr;
}

tl::unexpected<Error> modeNotOffered() {
  return failure(ErrorKind::InvalidInput, "mode_not_offered",
                 "Stripe charges for a change by the time that is left, or not at all",
                 "its ways are prorated at once, prorated with the next invoice, and none", "Choose one of these");
}

FormValue itemForm(const PlanChange& change, const ChangedItem& item) {
  FormValue form;
  form.set("id", item.id).set("price", change.product);
  if (item.quantity) form.set("quantity", change.quantity);
  return form;
}

// The preview's moment, so that what is charged is what was shown.
void addProration(FormValue& form, const PlanChange& change, const char* behaviour) {
  form.set("proration_behavior", behaviour);
  const bool prorates = change.charge != ChangeCharge::None && !change.atPeriodEnd;
  if (change.prorationAt && prorates) form.set("proration_date", change.prorationAt->seconds());
}

FormValue phaseItem(const std::string& price, std::optional<std::int64_t> quantity) {
  FormValue form;
  form.set("price", price);
  if (quantity) form.set("quantity", *quantity);
  return form;
}

FormValue currentPhase(const PlannedPhase& current) {
  FormValue items;
  for (const auto& item : current.items) items.add(phaseItem(item.price, item.quantity));
  return FormValue().set("items", items).set("start_date", current.start).set("end_date", current.end);
}

// The same items with the changed one in place of the old: the first, as everywhere.
FormValue nextPhase(const PlanChange& change, const ChangedItem& item, const PlannedPhase& current) {
  FormValue items;
  bool replaced = false;
  for (const auto& held : current.items) {
    const bool isIt = !replaced && held.price == item.price;
    replaced = replaced || isIt;
    const auto quantity = isIt && held.quantity ? std::optional(change.quantity) : held.quantity;
    items.add(phaseItem(isIt ? change.product : held.price, quantity));
  }
  FormValue phase;
  phase.set("items", items).set("start_date", current.end).set("proration_behavior", "none");
  phase.set("metadata", formOf(change.metadata));
  return phase;
}

}  // namespace

// Where a declined charge would leave the new plan unpaid, Stripe is told to refuse the change instead.
Result<ApiRequest> changePlan(const PlanChange& change, const ChangedItem& item, const std::string& key) {
  const char* behaviour = behaviourOf(change.charge);
  if (behaviour == nullptr) return modeNotOffered();
  FormValue form;
  form.set("items", FormValue().add(itemForm(change, item)));
  addProration(form, change, behaviour);
  form.set("payment_behavior", change.keepOldPlanWhenChargeFails ? "error_if_incomplete" : "allow_incomplete");
  form.set("metadata", formOf(marked(change.metadata, change.idempotencyKey)));
  return formRequest(pathOf("subscriptions", change.subscription), form, key,
                     "change " + change.subscription + " to " + change.product);
}

Result<ApiRequest> previewChange(const PlanChange& change, const ChangedItem& item, const std::string& key) {
  const char* behaviour = behaviourOf(change.charge);
  if (behaviour == nullptr) return modeNotOffered();
  FormValue details;
  details.set("items", FormValue().add(itemForm(change, item)));
  addProration(details, change, change.atPeriodEnd ? "none" : behaviour);
  FormValue form;
  form.set("subscription", change.subscription).set("subscription_details", details);
  return repeatable(formRequest("/v1/invoices/create_preview", form, key,
                                "preview the change of " + change.subscription + " to " + change.product));
}

ApiRequest createSchedule(const std::string& subscription, const std::string& key) {
  return formRequest("/v1/subscription_schedules", FormValue().set("from_subscription", subscription), key,
                     "plan a change of " + subscription);
}

ApiRequest planPhases(const PlanChange& change, const ChangedItem& item, const PlannedPhase& current,
                      const std::string& key) {
  FormValue phases;
  phases.add(currentPhase(current)).add(nextPhase(change, item, current));
  FormValue form;
  form.set("end_behavior", "release").set("phases", phases);
  form.set("metadata", formOf(marked({}, change.idempotencyKey)));
  return formRequest(pathOf("subscription_schedules", current.schedule), form, key,
                     "plan the change of " + change.subscription + " to " + change.product);
}

ApiRequest schedule(const std::string& id) {
  return formQuery(pathOf("subscription_schedules", id), {}, "read schedule " + id);
}

ApiRequest releaseSchedule(const std::string& schedule, const std::string& key) {
  return formRequest(pathOf("subscription_schedules", schedule) + "/release", {}, key, "release " + schedule);
}

}  // namespace billing::providers::stripe::request
