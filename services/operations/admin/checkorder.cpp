// What is wrong with an order in itself. What the world has against it is the preview's business.
#include <set>

#include "operations/admin/adminorder.h"

namespace billing::operations {
namespace {

using enum OrderKind;

constexpr std::int64_t kMostQuantity = 1'000'000;
constexpr int kMostTrialDays = 730;
constexpr std::size_t kShortestReason = 3;

Result<void> bad(const char* code, std::string reason, std::string hint) {
  return failure(ErrorKind::InvalidInput, code, "The order is not complete", std::move(reason), std::move(hint));
}

bool isLink(OrderKind kind) {
  return kind == CheckoutLink || kind == PortalLink;
}

std::string trimmedReason(const std::string& text) {
  const auto from = text.find_first_not_of(" \t\n");
  return from == std::string::npos ? std::string() : text.substr(from, text.find_last_not_of(" \t\n") - from + 1);
}

Result<void> checkReason(const AdminOrder& order) {
  if (isLink(order.kind) || trimmedReason(order.reason).size() >= kShortestReason) return {};
  return bad("reason_missing", "A reason is missing", "Say in a few words why, so that it can be found out later");
}

Result<void> checkDate(const AdminOrder& order, Instant now, bool required) {
  if (!order.date)
    return required ? bad("date_missing", "It does not say when", "Give a date that is to come") : Result<void>();
  if (*order.date > now) return {};
  return bad("date_past", toIso8601(*order.date) + " has passed", "Give a date that is to come");
}

Result<void> checkProduct(const AdminOrder& order) {
  if (order.product.empty())
    return bad("product_missing", "It does not say which product",
               "Name the provider's product or price id; a plan without one cannot be sold");
  if (order.quantity >= 1 && order.quantity <= kMostQuantity) return {};
  return bad("quantity_out_of_range", "The quantity is " + std::to_string(order.quantity),
             "Give one from 1 to " + std::to_string(kMostQuantity));
}

// The sum of the lines, unless it leaves int64.
std::optional<std::int64_t> sumOf(const std::vector<RefundLine>& lines) {
  std::int64_t sum = 0;
  for (const RefundLine& line : lines) {
    if (__builtin_add_overflow(sum, line.amountMinor, &sum)) return std::nullopt;
  }
  return sum;
}

Result<void> checkLines(const AdminOrder& order) {
  std::set<std::string_view> items;
  for (const RefundLine& line : order.lines) {
    if (line.amountMinor <= 0)
      return bad("not_positive", "The amount of line " + line.item + " is not above 0", "Leave the line out");
    if (line.item.empty() || !items.insert(line.item).second)
      return bad("line_twice", "A line has no name or is there twice", "Name each line once");
  }
  const auto sum = sumOf(order.lines);
  if (!sum) return bad("out_of_range", "The lines are more than any amount", "Give less back");
  if (order.lines.empty() || !order.amount || order.amount->minor == *sum) return {};
  return bad("sum_differs", "The lines are not the amount", "Leave the amount out: it is the sum of the lines");
}

Result<void> checkRefund(const AdminOrder& order) {
  if (order.amount && order.amount->minor <= 0)
    return bad("not_positive", "The amount is not above 0", "Give an amount above 0, or none for all that is left");
  if (order.amount && order.amount->currency.empty())
    return bad("currency_missing", "The amount has no currency", "Name the currency of the payment");
  return checkLines(order);
}

Result<void> checkCredits(const AdminOrder& order, Instant now) {
  if (order.credits <= 0)
    return bad("not_positive", "The number of credits is not above 0", "Give one above 0, in steps of a tenth");
  return order.kind == GrantCredits ? checkDate(order, now, false) : Result<void>();
}

Result<void> checkPlan(const AdminOrder& order) {
  if (!order.plan.empty()) return {};
  return bad("plan_missing", "It does not say which plan", "Name a plan of the workspace file");
}

Result<void> checkUsage(const AdminOrder& order) {
  if (order.quota.empty()) return bad("quota_missing", "It does not say which quota", "Name a quota of the workspace");
  if (order.used >= 0) return {};
  return bad("not_positive", "The use is below 0", "Give 0 or more");
}

Result<void> checkCheckout(const AdminOrder& order) {
  if (auto good = checkProduct(order); !good) return good;
  if (order.trialDays < 0 || order.trialDays > kMostTrialDays)
    return bad("trial_out_of_range", "The trial has " + std::to_string(order.trialDays) + " days",
               "Give 0 to " + std::to_string(kMostTrialDays));
  return {};
}

Result<void> checkPrice(const AdminOrder& order) {
  if (!order.amount || order.amount->currency.empty())
    return bad("amount_missing", "The price has no amount", "Give an amount with its currency");
  if (order.amount->minor <= 0) return bad("not_positive", "The price is not above 0", "Give an amount above 0");
  if (order.interval && order.interval->count < 1)
    return bad("interval_out_of_range", "The interval has no length", "Give 1 or more of its units");
  return {};
}

Result<void> checkOfKind(const AdminOrder& order, Instant now) {
  switch (order.kind) {
    case ChangePlan:
      return checkProduct(order);
    case CancelOn:
    case ExtendTrial:
    case MoveRenewal:
      return checkDate(order, now, true);
    case ApplyDiscount:
      return order.code.empty() ? bad("code_missing", "The discount code is missing", "Name the code") : Result<void>();
    case Refund:
      return checkRefund(order);
    case GrantCredits:
    case TakeCredits:
      return checkCredits(order, now);
    case GrantEntitlement:
      return checkPlan(order).and_then([&] { return checkDate(order, now, false); });
    case SetUsage:
      return checkUsage(order);
    case CheckoutLink:
      return checkCheckout(order);
    case CreatePrice:
      return checkPrice(order);
    case ArchivePrice:
      return checkProduct(order);
    default:
      return {};
  }
}

}  // namespace

Result<void> checkOrder(const AdminOrder& order, Instant now) {
  if (order.subject.empty() && !(order.kind == CheckoutLink && !order.email.empty()))
    return bad("subject_missing", "It does not say what is to change", "Name the object by its id");
  return checkReason(order).and_then([&] { return checkOfKind(order, now); });
}

}  // namespace billing::operations
