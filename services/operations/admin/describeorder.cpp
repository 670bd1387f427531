// One sentence for people about what an order asks for.
#include "operations/admin/adminorder.h"

namespace billing::operations {
namespace {

using enum OrderKind;
using providers::ChangeCharge;

std::string everyInterval(const std::optional<BillingInterval>& interval) {
  if (!interval) return "one-off";
  const std::string unit(toString(interval->unit));
  if (interval->count != 1) return "every " + std::to_string(interval->count) + ' ' + unit + 's';
  return interval->unit == IntervalUnit::Day ? "daily" : unit + "ly";
}

std::string moneyText(const Money& amount) {
  return toDecimal(amount) + ' ' + std::string(amount.currency.code());
}

// "Pro, monthly"; the provider's id for what the workspace does not sell.
std::string soldText(const AdminOrder& order, const BillingRules& rules, bool live) {
  const auto sold = rules.soldAs(order.product, live);
  std::string text =
      sold.plan == nullptr ? order.product : sold.plan->name + ", " + everyInterval(sold.price->interval);
  return order.quantity == 1 ? text : text + " x " + std::to_string(order.quantity);
}

std::string chargeText(ChangeCharge charge) {
  switch (charge) {
    case ChangeCharge::Prorated:
      return "prorated";
    case ChangeCharge::NextInvoice:
      return "prorated on the next invoice";
    case ChangeCharge::Difference:
      return "charging the difference";
    case ChangeCharge::Full:
      return "charging the full price";
    case ChangeCharge::None:
      return "without a charge";
  }
  return {};
}

std::string changeText(const AdminOrder& order, const BillingRules& rules, bool live) {
  const std::string to = "Change the plan of " + order.subject + " to " + soldText(order, rules, live);
  return order.atPeriodEnd ? to + ", at the period's end" : to + ", at once, " + chargeText(order.charge);
}

std::string refundText(const AdminOrder& order) {
  if (!order.lines.empty()) {
    return "Refund " + std::to_string(order.lines.size()) + (order.lines.size() == 1 ? " line of " : " lines of ") +
           order.subject;
  }
  return "Refund " + (order.amount ? moneyText(*order.amount) : std::string("all that is left")) + " of " +
         order.subject;
}

std::string dayText(const AdminOrder& order) {
  return order.date ? toIso8601(*order.date) : std::string("a date");
}

std::string planText(const BillingRules& rules, const std::string& key) {
  const Plan* plan = rules.plan(key);
  return plan == nullptr ? key : plan->name;
}

std::string localText(const AdminOrder& order, const BillingRules& rules) {
  const std::string until = order.date ? ", until " + toIso8601(*order.date) : std::string();
  switch (order.kind) {
    case GrantCredits:
      return "Grant " + creditsText(order.credits) + " credits to " + order.subject + until;
    case TakeCredits:
      return "Take " + creditsText(order.credits) + " credits from " + order.subject;
    case GrantEntitlement:
      return "Give " + order.subject + " access to " + planText(rules, order.plan) + until;
    case RevokeEntitlement:
      return "End the access of " + order.subject;
    case SetUsage:
      return "Set the use of " + order.quota + " by " + order.subject + " to " + std::to_string(order.used);
    default:
      return order.plan.empty() ? "Take the plan by hand off " + order.subject
                                : "Give " + order.subject + " the plan " + planText(rules, order.plan) + " by hand";
  }
}

std::string subscriptionText(const AdminOrder& order) {
  switch (order.kind) {
    case CancelNow:
      return "Cancel " + order.subject + " at once";
    case CancelAtPeriodEnd:
      return "Cancel " + order.subject + " at the period's end";
    case CancelOn:
      return "Cancel " + order.subject + " on " + dayText(order);
    case UndoCancel:
      return "Take back the planned cancellation of " + order.subject;
    case WithdrawChange:
      return "Take back the planned change of " + order.subject;
    case Pause:
      return "Pause " + order.subject;
    case Resume:
      return "Resume " + order.subject;
    case ExtendTrial:
      return "Extend the trial of " + order.subject + " to " + dayText(order);
    case MoveRenewal:
      return "Move the renewal of " + order.subject + " to " + dayText(order);
    default:
      return "Apply the discount code " + order.code + " to " + order.subject;
  }
}

std::string linkText(const AdminOrder& order, const BillingRules& rules, bool live) {
  const std::string& who = order.subject.empty() ? order.email : order.subject;
  if (order.kind == PortalLink) return "Make a link to the customer portal for " + who;
  return "Make a checkout link for " + who + ": " + soldText(order, rules, live);
}

}  // namespace

std::string describeOrder(const AdminOrder& order, const BillingRules& rules, bool live) {
  if (order.kind == ChangePlan) return changeText(order, rules, live);
  if (order.kind == Refund) return refundText(order);
  if (order.kind == CheckoutLink || order.kind == PortalLink) return linkText(order, rules, live);
  if (order.kind == ArchivePrice) return "Take " + order.product + " of " + order.subject + " off sale";
  if (order.kind == CreatePrice) {
    return "Make a new price of " + planText(rules, order.subject) + ": " +
           (order.amount ? moneyText(*order.amount) : std::string("no amount")) + ", " + everyInterval(order.interval);
  }
  return isLocal(order.kind) ? localText(order, rules) : subscriptionText(order);
}

}  // namespace billing::operations
