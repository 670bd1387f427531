// The fields of each billing object, one table for each: how to tell that a snapshot carries one, how to write it, how
// to take it over.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "domain/billingevent.h"

namespace billing {

template <class State>
struct EntityField {
  std::string_view name;                    ///< as in the schema, without units
  bool (*sent)(const State& snapshot);      ///< the snapshot says something about it, be it that there is none
  std::string (*text)(const State& state);  ///< for comparison and for people
  void (*copy)(State& to, const State& from);
};

/// All fields but the key.
template <class State>
[[nodiscard]] std::span<const EntityField<State>> entityFields();

/// How far along an object is, for events of one and the same moment: an ended one beats a running one beats one that
/// only begins.
[[nodiscard]] int settledness(const CustomerState& state);
[[nodiscard]] int settledness(const SubscriptionState& state);
[[nodiscard]] int settledness(const PaymentState& state);
[[nodiscard]] int settledness(const InvoiceState& state);
[[nodiscard]] int settledness(const RefundState& state);
[[nodiscard]] int settledness(const DisputeState& state);
[[nodiscard]] int settledness(const UsageState& state);
[[nodiscard]] int settledness(const PriceState& state);

}  // namespace billing
