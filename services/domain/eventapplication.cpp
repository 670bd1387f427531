#include "domain/eventapplication.h"

#include <algorithm>

#include "domain/entityfields.h"
#include "domain/fieldversions.h"

namespace billing {
namespace {

template <class State>
std::string keyOf(const State& state) {
  return state.externalId;
}
std::string keyOf(const PriceState& state) {
  return state.priceId;
}

// The row before anything is merged into it: the key, and no field sent yet.
template <class State>
State blank(const State& snapshot) {
  State state;
  state.externalId = keyOf(snapshot);
  return state;
}
PriceState blank(const PriceState& snapshot) {
  PriceState state;
  state.priceId = keyOf(snapshot);
  return state;
}
UsageState blank(const UsageState& snapshot) {
  UsageState state;
  state.externalId = snapshot.externalId;
  state.customerExternalId = snapshot.customerExternalId;
  return state;
}

// What each field's version is before this snapshot, in the order of entityFields.
template <class State>
std::vector<std::optional<FieldVersion>> versionsOf(const std::optional<FieldVersions>& versions) {
  std::vector<std::optional<FieldVersion>> all;
  for (const auto& field : entityFields<State>()) all.push_back(versions ? versions->of(field.name) : std::nullopt);
  return all;
}

template <class State>
Outcome outcomeOf(const Applied<State>& applied, Snapshot kind, const std::optional<FieldVersions>& before,
                  const FieldVersion& incoming) {
  if (!before) return Outcome::Created;
  if (!applied.changes.empty()) return Outcome::Updated;
  return kind != Snapshot::Hint && incoming < before->newest() ? Outcome::Stale : Outcome::Unchanged;
}

}  // namespace

std::string_view toString(Outcome outcome) {
  switch (outcome) {
    case Outcome::Created:
      return "created";
    case Outcome::Updated:
      return "updated";
    case Outcome::Unchanged:
      return "unchanged";
    case Outcome::Stale:
      return "stale";
  }
  return "unchanged";
}

template <class State>
Applied<State> applySnapshot(const std::optional<Held<State>>& held, const State& snapshot, const EventStamp& event) {
  const FieldVersion incoming{snapshot.snapshot != Snapshot::Hint, event.at, settledness(snapshot), false,
                              event.eventId};
  std::optional<FieldVersions> before;
  if (held) before = FieldVersions::decode(held->objectTime, held->objectEvent, held->fieldVersions);

  Applied<State> applied;
  applied.held.state = held ? held->state : blank(snapshot);
  auto versions = versionsOf<State>(before);
  std::size_t index = 0;
  for (const auto& field : entityFields<State>()) {
    std::optional<FieldVersion>& version = versions[index++];
    FieldVersion offered = incoming;
    offered.changed = std::ranges::find(event.changed, field.name) != event.changed.end();
    if (!field.sent(snapshot) || (version && offered <= *version)) continue;
    const std::string old = held ? field.text(held->state) : std::string();
    field.copy(applied.held.state, snapshot);
    version = std::move(offered);
    const std::string now = field.text(applied.held.state);
    if (now != old) applied.changes.push_back({std::string(field.name), old, now});
  }

  FieldVersions after(before ? std::max(before->newest(), incoming) : incoming);
  index = 0;
  for (const auto& field : entityFields<State>()) after.set(field.name, versions[index++]);
  applied.held.objectTime = after.newest().at;
  applied.held.objectEvent = after.newest().eventId;
  applied.held.fieldVersions = after.encode();
  applied.save = !held || held->fieldVersions != applied.held.fieldVersions ||
                 held->objectEvent != applied.held.objectEvent || held->objectTime != applied.held.objectTime;
  applied.outcome = outcomeOf(applied, snapshot.snapshot, before, incoming);
  return applied;
}

template Applied<CustomerState> applySnapshot(const std::optional<Held<CustomerState>>&, const CustomerState&,
                                              const EventStamp&);
template Applied<SubscriptionState> applySnapshot(const std::optional<Held<SubscriptionState>>&,
                                                  const SubscriptionState&, const EventStamp&);
template Applied<PaymentState> applySnapshot(const std::optional<Held<PaymentState>>&, const PaymentState&,
                                             const EventStamp&);
template Applied<InvoiceState> applySnapshot(const std::optional<Held<InvoiceState>>&, const InvoiceState&,
                                             const EventStamp&);
template Applied<RefundState> applySnapshot(const std::optional<Held<RefundState>>&, const RefundState&,
                                            const EventStamp&);
template Applied<DisputeState> applySnapshot(const std::optional<Held<DisputeState>>&, const DisputeState&,
                                             const EventStamp&);
template Applied<UsageState> applySnapshot(const std::optional<Held<UsageState>>&, const UsageState&,
                                           const EventStamp&);
template Applied<PriceState> applySnapshot(const std::optional<Held<PriceState>>&, const PriceState&,
                                           const EventStamp&);

}  // namespace billing
