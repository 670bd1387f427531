#include "operations/admin/permissions.h"

#include <algorithm>
#include <limits>
#include <string>

namespace billing::operations {
namespace {

using enum OrderKind;
using enum Deed;

constexpr std::array<bool, kRoles.size()> roles(bool viewer, bool finance, bool developer, bool admin) {
  return {viewer, finance, developer, admin};
}
constexpr auto nobody = roles(false, false, false, false);
constexpr auto adminOnly = roles(false, false, false, true);
constexpr auto moneyPeople = roles(false, true, false, true);
constexpr auto codePeople = roles(false, false, true, true);
constexpr auto allButViewers = roles(false, true, true, true);
constexpr bool kTest = false, kLive = true;

// After the matrices of Dodo, Polar and Lago (facts of billing, section e): finance gives back and invoices, developers
// work on events and on the keys of test mode and refund nothing, admins do everything.
constexpr PermissionRow matrix[] = {
    {ChangePlan, std::nullopt, adminOnly, "Change a plan"},
    {CancelNow, std::nullopt, adminOnly, "Cancel at once"},
    {CancelAtPeriodEnd, std::nullopt, adminOnly, "Cancel at the period's end"},
    {CancelOn, std::nullopt, adminOnly, "Cancel on a date"},
    {UndoCancel, std::nullopt, adminOnly, "Take back a cancellation that is to come"},
    {WithdrawChange, std::nullopt, adminOnly, "Take back a change of plan that is to come"},
    {Pause, std::nullopt, adminOnly, "Pause"},
    {Resume, std::nullopt, adminOnly, "Resume"},
    {ExtendTrial, std::nullopt, adminOnly, "Extend a trial"},
    {MoveRenewal, std::nullopt, adminOnly, "Move a renewal"},
    {ApplyDiscount, std::nullopt, adminOnly, "Apply a discount code"},
    {Refund, std::nullopt, moneyPeople, "Refund"},
    {GrantCredits, std::nullopt, moneyPeople, "Grant credits"},
    {TakeCredits, std::nullopt, moneyPeople, "Take credits"},
    {GrantEntitlement, std::nullopt, adminOnly, "Grant an entitlement"},
    {RevokeEntitlement, std::nullopt, adminOnly, "Revoke an entitlement"},
    {SetUsage, std::nullopt, adminOnly, "Set usage"},
    {OverridePlan, std::nullopt, adminOnly, "Set a plan by hand"},
    {CheckoutLink, std::nullopt, moneyPeople, "Make a checkout link"},
    {PortalLink, std::nullopt, moneyPeople, "Make a portal link"},
    {CreatePrice, std::nullopt, adminOnly, "Add a price to the catalogue"},
    {ArchivePrice, std::nullopt, adminOnly, "Take a price off sale"},
    {ExportPersonalData, std::nullopt, moneyPeople, "Export personal data"},
    {FireEvents, kTest, codePeople, "Fire test events (test mode)"},
    {FireEvents, kLive, nobody, "Fire test events (live mode)"},
    {ReplayEvents, std::nullopt, codePeople, "Replay and retry events"},
    {EditTestKeys, std::nullopt, codePeople, "Change keys and secrets of test mode"},
    {EditLiveKeys, std::nullopt, adminOnly, "Change keys and secrets of live mode"},
    {RunJobs, kTest, codePeople, "Run jobs by hand (test mode)"},
    {RunJobs, kLive, adminOnly, "Run jobs by hand (live mode)"},
    {SetSwitches, kTest, codePeople, "Turn safety switches (test mode)"},
    {SetSwitches, kLive, adminOnly, "Turn safety switches (live mode)"},
    {UnlockLive, std::nullopt, allButViewers, "Unlock live mode"},
    {ManagePeople, std::nullopt, adminOnly, "Manage people and roles"},
    {Rehearse, std::nullopt, allButViewers, "Rehearse on a copy"},
    {Sync, std::nullopt, allButViewers, "Compare and sync with the provider"},
    {Connect, kTest, codePeople, "Connect the provider (test mode)"},
    {Connect, kLive, adminOnly, "Connect the provider (live mode)"},
    {ReconcileCredits, std::nullopt, moneyPeople, "Mend a balance of credits"},
};

using What = std::variant<OrderKind, Deed>;

const PermissionRow* rowOf(const What& what, std::optional<bool> live) {
  const auto found = std::ranges::find_if(
      matrix, [&](const PermissionRow& row) { return row.what == what && (!row.live || !live || *row.live == *live); });
  return found == std::end(matrix) ? nullptr : found;
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
  return matrix;
}

Result<void> permitted(const Actor& actor, OrderKind kind) {
  return permittedBy(rowOf(kind, std::nullopt), actor);
}

Result<void> permitted(const Actor& actor, Deed deed, bool live) {
  return permittedBy(rowOf(deed, live), actor);
}

QString approvalNeeded(const AdminOrder& order, const Money& givenAway, std::int64_t limitUnits) {
  const bool givesMoney = order.kind == Refund || order.kind == GrantCredits || order.kind == OverridePlan;
  std::int64_t limit = limitUnits;
  for (int digit = 0; digit < givenAway.currency.exponent(); ++digit)
    limit =
        limit > std::numeric_limits<std::int64_t>::max() / 10 ? std::numeric_limits<std::int64_t>::max() : limit * 10;
  if (!givesMoney || givenAway.minor <= limit) return {};
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
