// What a change of a customer's monthly figure is called.
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

namespace billing {

enum class MovementKind { New, Expansion, Contraction, Churn, Reactivation, Currency };
inline constexpr std::array<std::string_view, 6> kMovementKinds{"new",   "expansion",    "contraction",
                                                                "churn", "reactivation", "currency"};
[[nodiscard]] constexpr std::string_view toString(MovementKind kind) {
  return kMovementKinds.at(static_cast<std::size_t>(kind));
}

/// From 0 up is new, or reactivation for one who `returns`; to 0 churn; else expansion or contraction. `before` and
/// `after` differ.
[[nodiscard]] constexpr MovementKind movementKind(std::int64_t before, std::int64_t after, bool returns) {
  if (before == 0) return returns ? MovementKind::Reactivation : MovementKind::New;
  if (after == 0) return MovementKind::Churn;
  return after > before ? MovementKind::Expansion : MovementKind::Contraction;
}

}  // namespace billing
