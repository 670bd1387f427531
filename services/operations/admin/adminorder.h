// What a person asks for, in the words of the field; the same for both providers, for the window and billingctl.
#pragma once

#include <QByteArray>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "domain/billingrules.h"
#include "domain/money.h"
#include "providers/providervalues.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

enum class OrderKind {
  // On a subscription:
  ChangePlan,
  CancelNow,
  CancelAtPeriodEnd,
  CancelOn,  ///< `date`
  UndoCancel,
  WithdrawChange,  ///< a change of plan that was to come at the period's end
  Pause,
  Resume,
  ExtendTrial,    ///< `date`: the new end
  MoveRenewal,    ///< `date`: the next charge
  ApplyDiscount,  ///< `code`
  // On a payment:
  Refund,
  // On an account, in our own database:
  GrantCredits,
  TakeCredits,
  GrantEntitlement,
  RevokeEntitlement,
  SetUsage,
  OverridePlan,  ///< a plan by hand, whatever the subscriptions say; empty `plan` takes it off
  // Links, for a customer or an account:
  CheckoutLink,
  PortalLink,
  // The catalogue:
  CreatePrice,   ///< a new price of a plan, at the provider and in the workspace's file
  ArchivePrice,  ///< no longer on sale; those who have it keep it
};
[[nodiscard]] std::string_view toString(OrderKind kind);  ///< "change_plan", ...
[[nodiscard]] std::optional<OrderKind> orderKindFrom(std::string_view word);
/// Done in our own database alone, in one transaction: never unconfirmed.
[[nodiscard]] bool isLocal(OrderKind kind);

/// "prorated", "next_invoice", "difference", "full", "none".
[[nodiscard]] std::string_view toString(providers::ChangeCharge charge);
[[nodiscard]] std::optional<providers::ChangeCharge> changeChargeFrom(std::string_view word);

struct RefundLine {
  std::string item;  ///< the provider's id of the line
  std::int64_t amountMinor = 0;
  bool operator==(const RefundLine&) const = default;
};

/// Only the fields of the kind count; the others stay as they are here.
struct AdminOrder {
  OrderKind kind = OrderKind::ChangePlan;
  std::string subject;   ///< subscription, payment, account key, customer id (links) or plan key (catalogue)
  std::string customer;  ///< the provider's id, where it is known
  std::string account;   ///< key, where it is known
  std::string reason;    ///< required but for links

  std::string product;  ///< Dodo's product id, Stripe's price id
  std::int64_t quantity = 1;
  providers::ChangeCharge charge = providers::ChangeCharge::Prorated;
  bool atPeriodEnd = false;
  bool keepOldPlanWhenChargeFails = true;

  std::optional<Instant> date;    ///< when to cancel, renew, end the trial; until when a grant lasts
  std::optional<Money> amount;    ///< Refund: nullopt is all that is left; CreatePrice: the price
  std::vector<RefundLine> lines;  ///< Refund by line; their sum is then the amount
  Tenths credits = 0;
  std::string plan, quota, code;
  std::int64_t used = 0;                    ///< SetUsage
  std::optional<BillingInterval> interval;  ///< CreatePrice

  // Links (H3 of the systems):
  bool recurring = true;
  int trialDays = 0;
  std::string email, name, successUrl, cancelUrl;
  bool allowDiscountCodes = false;
  providers::Metadata metadata;

  std::string compensates;  ///< operation that this one makes good
  bool operator==(const AdminOrder&) const = default;
};

/// Instants and amounts as texts, so that nothing goes through a double. Both directions lose nothing.
[[nodiscard]] QByteArray toJson(const AdminOrder& order);
[[nodiscard]] Result<AdminOrder> orderFromJson(const QByteArray& json);

/// What is wrong with the order itself, before anybody is asked. InvalidInput: reason_missing, amount_missing,
/// not_positive, date_past, plan_missing, quantity_out_of_range, ...
[[nodiscard]] Result<void> checkOrder(const AdminOrder& order, Instant now);

/// For people: "Change the plan of sub_1 to Pro, monthly, at once, prorated".
[[nodiscard]] std::string describeOrder(const AdminOrder& order, const BillingRules& rules, bool live);

}  // namespace billing::operations
