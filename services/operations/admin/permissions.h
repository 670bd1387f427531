// Who may do what. With a team database the database's own rights enforce it; on one's own machine it guides, and the
// screens say so.
#pragma once

#include <QString>
#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <variant>

#include "operations/admin/adminorder.h"
#include "support/result.h"

namespace billing::operations {

enum class Role { Viewer, Finance, Developer, Admin };
inline constexpr std::array kRoles{Role::Viewer, Role::Finance, Role::Developer, Role::Admin};
[[nodiscard]] std::string_view toString(Role role);  ///< "viewer", ...
[[nodiscard]] std::optional<Role> roleFrom(std::string_view word);

/// Deeds that are no order.
enum class Deed {
  ExportPersonalData,
  FireEvents,
  ReplayEvents,
  EditTestKeys,
  EditLiveKeys,
  RunJobs,
  SetSwitches,
  UnlockLive,
  ManagePeople,
  Rehearse,
  Sync,
  Connect,
  ReconcileCredits,
  MendDrift,
  Review,
  ChooseDefinitions,
  CloseCalls,
};

/// Whoever acts.
struct Actor {
  QString name;
  Role role = Role::Admin;
  bool mayApprove = false;
  QString origin = QStringLiteral("console");  ///< console, billingctl, schedule
};

/// Forbidden "role" naming the role that it takes.
[[nodiscard]] Result<void> permitted(const Actor& actor, OrderKind kind);
[[nodiscard]] Result<void> permitted(const Actor& actor, Deed deed, bool live);

/// One line of the table of rights, which is all that the functions above go by. Exactly one line answers for an order
/// or a deed in a mode.
struct PermissionRow {
  std::variant<OrderKind, Deed> what;
  std::optional<bool> live;  ///< nullopt: the same in both modes
  std::array<bool, kRoles.size()> allowed{};
  const char* words;  ///< for people: "Change a plan"
  [[nodiscard]] bool allows(Role role) const { return allowed.at(static_cast<std::size_t>(role)); }
};
[[nodiscard]] std::span<const PermissionRow> permissionMatrix();

/// Why a second person has to agree to it; empty: not. `amountMinor`: what the order gives away (refund, credits at
/// their price, the lower price of a plan by hand), in `currency`; the limit is in whole units of it.
[[nodiscard]] QString approvalNeeded(const AdminOrder& order, const Money& givenAway, std::int64_t limitUnits);

/// The one who asked may not agree to it. Forbidden "own_order", "not_approver".
[[nodiscard]] Result<void> mayDecide(const Actor& actor, const QString& askedBy);

}  // namespace billing::operations
