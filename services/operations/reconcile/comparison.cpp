#include "operations/reconcile/comparison.h"

#include "domain/entityfields.h"
#include "domain/fieldversions.h"
#include "domain/subscriptiondiscount.h"
#include "operations/reconcile/heldstate.h"

namespace billing::operations {
namespace {

template <class State>
std::string summaryOf(const State& state) {
  std::string words;
  for (const EntityField<State>& field : entityFields<State>()) {
    const bool telling = field.name == "status" || field.name == "amount" || field.name == "total" ||
                         field.name == "name" || field.name == "email";
    const std::string text = telling ? field.text(state) : std::string();
    if (!text.empty()) words += (words.empty() ? "" : ", ") + text;
  }
  return words.empty() ? keyOf(state) : words;
}

// Lists and webhooks tell a discount with its size or only that there is one: that is no disagreement.
template <class State>
bool sameButUnsized(const std::string_view field, const State& theirs, const State& held) {
  if constexpr (std::is_same_v<State, SubscriptionState>) {
    const auto present = [](const auto& discount) { return discount && !saysNone(*discount); };
    return field == "discount" && present(theirs.discount) && present(held.discount) &&
           (!isSized(*theirs.discount) || !isSized(*held.discount));
  }
  return false;
}

template <class State, class Kept>
void compareFields(const State& theirs, const Kept& held, ObjectDifference& difference) {
  const FieldVersions versions = FieldVersions::decode(held.objectTime, held.objectEvent, held.fieldVersions);
  for (const EntityField<State>& field : entityFields<State>()) {
    const auto version = versions.of(field.name);
    if (!field.sent(theirs) || !version) continue;
    std::string provider = field.text(theirs), database = field.text(held.state);
    if (provider == database || sameButUnsized(field.name, theirs, held.state)) continue;
    difference.fields.push_back(
        {std::string(field.name), std::move(provider), std::move(database), version->eventId, version->at});
  }
}

template <class State>
Result<void> compareState(store::WriteContext& context, Provider provider, const State& theirs,
                          ObjectDifference& difference) {
  const auto found = HeldKind<State>::Repository::find(context, provider, keyOf(theirs));
  if (!found) return failure(found.error());
  difference.customer = customerOf(theirs);
  difference.summary = summaryOf(theirs);
  if (!*found) return {};
  difference.row = (*found)->row;
  compareFields(theirs, **found, difference);
  return {};
}

template <class State>
std::optional<std::string> saidField(const State& state, const std::string& name) {
  for (const EntityField<State>& field : entityFields<State>())
    if (field.name == name && field.sent(state)) return field.text(state);
  return std::nullopt;
}

}  // namespace

Result<ObjectDifference> compareObject(store::WriteContext& context, Provider provider, const SyncObject& object) {
  ObjectDifference difference;
  difference.entity = object.entity;
  difference.id = object.id;
  Result<void> compared;
  visitOwn(object.facts, object.entity, object.id,
           [&](const auto& state) { compared = compareState(context, provider, state, difference); });
  if (!compared) return failure(compared.error());
  return difference;
}

std::optional<std::string> saidOf(const BillingEvent& event, const std::string& entity, const std::string& id,
                                  const std::string& field) {
  std::optional<std::string> said;
  visitOwn(event, entity, id, [&](const auto& state) {
    said = field.empty() ? std::optional(summaryOf(state)) : saidField(state, field);
  });
  return said;
}

bool tellsOf(const BillingEvent& event, const std::string& entity, const std::string& id) {
  return visitOwn(event, entity, id, [](const auto&) {});
}

}  // namespace billing::operations
