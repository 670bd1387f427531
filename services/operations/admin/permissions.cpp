#include "operations/admin/permissions.h"

#include <algorithm>
#include <limits>
#include <string>

namespace billing::operations {
namespace {

constexpr std::array<bool, kRoles.size()> rolesThat(bool viewer, bool finance, bool developer, bool admin) {
  return {viewer, finance, developer, admin};
}
constexpr auto kNobodyMay = rolesThat(false, false, false, false);
constexpr auto kAdminOnly = rolesThat(false, false, false, true);
constexpr auto kMoneyPeople = rolesThat(false, true, false, true);
constexpr auto kCodePeople = rolesThat(false, false, true, true);
constexpr auto kAllButViewers = rolesThat(false, true, true, true);
constexpr bool kInTest = false, kInLive = true;

// After the matrices of Dodo, Polar and Lago (facts of billing, section e): finance gives back and invoices, developers
// work on events and on the keys of test mode and refund nothing, admins do everything.
constexpr auto kMatrix = [] {
  using enum OrderKind;
  using enum Deed;
  return std::to_array<PermissionRow>({
      {ChangePlan, std::nullopt, kAdminOnly, "Change a plan"},
      {CancelNow, std::nullopt, kAdminOnly, "Cancel at once"},
      {CancelAtPeriodEnd, std::nullopt, kAdminOnly, "Cancel at the period's end"},
      {CancelOn, std::nullopt, kAdminOnly, "Cancel on a date"},
      {UndoCancel, std::nullopt, kAdminOnly, "Take back a cancellation that is to come"},
      {WithdrawChange, std::nullopt, kAdminOnly, "Take back a change of plan that is to come"},
      {Pause, std::nullopt, kAdminOnly, "Pause"},
      {Resume, std::nullopt, kAdminOnly, "Resume"},
      {ExtendTrial, std::nullopt, kAdminOnly, "Extend a trial"},
      {MoveRenewal, std::nullopt, kAdminOnly, "Move a renewal"},
      {ApplyDiscount, std::nullopt, kAdminOnly, "Apply a discount code"},
      {Refund, std::nullopt, kMoneyPeople, "Refund"},
      {GrantCredits, std::nullopt, kMoneyPeople, "Grant credits"},
      {TakeCredits, std::nullopt, kMoneyPeople, "Take credits"},
      {GrantEntitlement, std::nullopt, kAdminOnly, "Grant an entitlement"},
      {RevokeEntitlement, std::nullopt, kAdminOnly, "Revoke an entitlement"},
      {SetUsage, std::nullopt, kAdminOnly, "Set usage"},
      {OverridePlan, std::nullopt, kAdminOnly, "Set a plan by hand"},
      {CheckoutLink, std::nullopt, kMoneyPeople, "Make a checkout link"},
      {PortalLink, std::nullopt, kMoneyPeople, "Make a portal link"},
      {CreatePrice, std::nullopt, kAdminOnly, "Add a price to the catalogue"},
      {ArchivePrice, std::nullopt, kAdminOnly, "Take a price off sale"},
      {ExportPersonalData, std::nullopt, kMoneyPeople, "Export personal data"},
      {FireEvents, kInTest, kCodePeople, "Fire test events (test mode)"},
      {FireEvents, kInLive, kNobodyMay, "Fire test events (live mode)"},
      {ReplayEvents, std::nullopt, kCodePeople, "Replay and retry events"},
      {EditTestKeys, std::nullopt, kCodePeople, "Change keys and secrets of test mode"},
      {EditLiveKeys, std::nullopt, kAdminOnly, "Change keys and secrets of live mode"},
      {RunJobs, kInTest, kCodePeople, "Run jobs by hand (test mode)"},
      {RunJobs, kInLive, kAdminOnly, "Run jobs by hand (live mode)"},
      {SetSwitches, kInTest, kCodePeople, "Turn safety switches (test mode)"},
      {SetSwitches, kInLive, kAdminOnly, "Turn safety switches (live mode)"},
      {UnlockLive, std::nullopt, kAllButViewers, "Unlock live mode"},
      {ManagePeople, std::nullopt, kAdminOnly, "Manage people and roles"},
      {Rehearse, std::nullopt, kAllButViewers, "Rehearse on a copy"},
      {Sync, std::nullopt, kAllButViewers, "Compare and sync with the provider"},
      {Connect, kInTest, kCodePeople, "Connect the provider (test mode)"},
      {Connect, kInLive, kAdminOnly, "Connect the provider (live mode)"},
      {ReconcileCredits, std::nullopt, kMoneyPeople, "Mend a balance of credits"},
      {MendDrift, std::nullopt, kMoneyPeople, "Mend or accept what differs from the provider"},
      {Review, std::nullopt, kMoneyPeople, "Write notes, flag and mark as reviewed"},
      {ChooseDefinitions, std::nullopt, kMoneyPeople, "Choose how figures are counted"},
      {CloseCalls, std::nullopt, kAdminOnly, "Close a change by hand whose fate cannot be asked for"},
  });
}();

using PermissionWhat = std::variant<OrderKind, Deed>;

const PermissionRow* permissionRowOf(const PermissionWhat& what, std::optional<bool> live) {
  const auto found = std::ranges::find_if(kMatrix, [&](const PermissionRow& row) {
    return row.what == what && (!row.live || !live || *row.live == *live);
  });
  return found == kMatrix.end() ? nullptr : &*found;
}

// "admin", "finance or admin"
std::string whoMay(const PermissionRow& row) {
  std::string words;
  for (const Role role : kRoles)
    if (row.allows(role)) words += (words.empty() ? "" : " or ") + std::string(toString(role));
  return words;
}

std::string lowerFirst(std::string text) {
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') text[0] = static_cast<char>(text[0] - 'A' + 'a');
  return text;
}

Result<void> permittedBy(const PermissionRow* row, const Actor& actor) {
  if (row == nullptr)
    return failure(ErrorKind::Forbidden, "role", "Nobody may do this", "It is not in the table of rights");
  if (row->allows(actor.role)) return {};
  const std::string who = whoMay(*row);
  if (who.empty()) return failure(ErrorKind::Forbidden, "role", std::string(row->words) + ": nobody may", {}, {});
  return failure(ErrorKind::Forbidden, "role",
                 "The role “" + std::string(toString(actor.role)) + "” may not " + lowerFirst(row->words),
                 "It takes the role " + who,
                 "Ask an admin of this workspace to do it, or for the role (Workspace, People…)");
}

}  // namespace

std::string_view toString(Role role) {
  switch (role) {
    case Role::Viewer:
      return "viewer";
    case Role::Finance:
      return "finance";
    case Role::Developer:
      return "developer";
    case Role::Admin:
      break;
  }
  return "admin";
}

std::optional<Role> roleFrom(std::string_view word) {
  for (const Role role : kRoles)
    if (toString(role) == word) return role;
  return std::nullopt;
}

std::span<const PermissionRow> permissionMatrix() {
  return kMatrix;
}

Result<void> permitted(const Actor& actor, OrderKind kind) {
  return permittedBy(permissionRowOf(kind, std::nullopt), actor);
}

Result<void> permitted(const Actor& actor, Deed deed, bool live) {
  return permittedBy(permissionRowOf(deed, live), actor);
}

QString approvalNeeded(const AdminOrder&, const Money& givenAway, std::int64_t limitUnits) {
  std::int64_t limit = limitUnits;
  for (int digit = 0; digit < givenAway.currency.exponent(); ++digit)
    limit =
        limit > std::numeric_limits<std::int64_t>::max() / 10 ? std::numeric_limits<std::int64_t>::max() : limit * 10;
  if (givenAway.minor <= limit) return {};
  const auto code = givenAway.currency.code();
  const auto currency = QString::fromUtf8(code.data(), static_cast<qsizetype>(code.size()));
  return QStringLiteral("It gives away %1 %2; above %3 %2 a second person has to agree")
      .arg(QString::fromStdString(toDecimal(givenAway)), currency, QString::number(limitUnits));
}

Result<void> mayDecide(const Actor& actor, const QString& askedBy) {
  if (actor.name.compare(askedBy, Qt::CaseInsensitive) == 0)
    return failure(ErrorKind::Forbidden, "own_order", "Nobody agrees to an order of their own",
                   askedBy.toStdString() + " asked for it", "Another person who may approve has to look at it");
  if (actor.mayApprove) return {};
  return failure(ErrorKind::Forbidden, "not_approver", actor.name.toStdString() + " may not approve",
                 "It takes the right to approve", "An admin gives it in Workspace, People…");
}

}  // namespace billing::operations
