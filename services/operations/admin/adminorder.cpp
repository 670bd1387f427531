#include "operations/admin/adminorder.h"

#include <array>
#include <utility>

namespace billing::operations {
namespace {

using enum OrderKind;
using providers::ChangeCharge;

constexpr std::array<std::pair<OrderKind, std::string_view>, 22> kOrderWords{{
    {ChangePlan, "change_plan"},
    {CancelNow, "cancel_now"},
    {CancelAtPeriodEnd, "cancel_at_period_end"},
    {CancelOn, "cancel_on"},
    {UndoCancel, "undo_cancel"},
    {WithdrawChange, "withdraw_change"},
    {Pause, "pause"},
    {Resume, "resume"},
    {ExtendTrial, "extend_trial"},
    {MoveRenewal, "move_renewal"},
    {ApplyDiscount, "apply_discount"},
    {Refund, "refund"},
    {GrantCredits, "grant_credits"},
    {TakeCredits, "take_credits"},
    {GrantEntitlement, "grant_entitlement"},
    {RevokeEntitlement, "revoke_entitlement"},
    {SetUsage, "set_usage"},
    {OverridePlan, "override_plan"},
    {CheckoutLink, "checkout_link"},
    {PortalLink, "portal_link"},
    {CreatePrice, "create_price"},
    {ArchivePrice, "archive_price"},
}};

constexpr std::array<std::pair<ChangeCharge, std::string_view>, 5> kChargeWords{{
    {ChangeCharge::Prorated, "prorated"},
    {ChangeCharge::NextInvoice, "next_invoice"},
    {ChangeCharge::Difference, "difference"},
    {ChangeCharge::Full, "full"},
    {ChangeCharge::None, "none"},
}};

template <class Words, class Value>
std::string_view wordOf(const Words& words, Value value) {
  for (const auto& [known, word] : words) {
    if (known == value) return word;
  }
  return {};
}

template <class Value, class Words>
std::optional<Value> valueOf(const Words& words, std::string_view word) {
  for (const auto& [value, known] : words) {
    if (known == word) return value;
  }
  return std::nullopt;
}

}  // namespace

std::string_view toString(OrderKind kind) {
  return wordOf(kOrderWords, kind);
}

std::optional<OrderKind> orderKindFrom(std::string_view word) {
  return valueOf<OrderKind>(kOrderWords, word);
}

bool isLocal(OrderKind kind) {
  return kind == GrantCredits || kind == TakeCredits || kind == GrantEntitlement || kind == RevokeEntitlement ||
         kind == SetUsage || kind == OverridePlan;
}

std::string_view toString(ChangeCharge charge) {
  return wordOf(kChargeWords, charge);
}

std::optional<ChangeCharge> changeChargeFrom(std::string_view word) {
  return valueOf<ChangeCharge>(kChargeWords, word);
}

}  // namespace billing::operations
