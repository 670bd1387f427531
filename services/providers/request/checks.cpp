#include "providers/request/checks.h"

#include <algorithm>
#include <set>

#include "domain/decimal.h"

namespace billing::providers {
namespace {

constexpr std::int64_t kMostOfAnything = 2'147'483'647;  // both providers count with 32 bits

tl::unexpected<Error> refused(std::string code, std::string message, std::string reason) {
  return failure(ErrorKind::InvalidInput, std::move(code), std::move(message), std::move(reason),
                 "Nothing was sent. Correct it and try again");
}

}  // namespace

Result<void> checkAmount(std::int64_t minor, std::int64_t most) {
  if (minor <= 0) return refused("amount_not_positive", "The amount must be more than nothing", std::to_string(minor));
  if (minor <= most) return {};
  return refused("amount_too_large", "The amount is larger than the provider takes",
                 std::to_string(minor) + " is more than " + std::to_string(most) + ", in the smallest unit");
}

Result<void> checkQuantity(std::int64_t quantity) {
  if (quantity < 1) return refused("quantity_not_positive", "There must be at least one", std::to_string(quantity));
  if (quantity <= kMostOfAnything) return {};
  return refused("quantity_too_large", "There cannot be so many", std::to_string(quantity));
}

Result<void> checkDecimalAmount(const std::string& amount) {
  const auto milli = milliDecimal(amount);
  if (!milli) return refused(milli.error().code, "The amount cannot be read", milli.error().reason);
  // What rounds to nothing in thousandths may still be more than nothing.
  const bool someDigit = amount.find_first_of("123456789") != std::string::npos;
  if (*milli >= 0 && someDigit && !amount.starts_with('-')) return {};
  return refused("amount_not_positive", "The amount must be more than nothing", amount);
}

Result<void> checkUsage(const UsageReport& report) {
  if (report.id.empty()) return refused("id_missing", "Each use needs an id of its own", report.meterEvent);
  if (report.value >= 0) return {};
  return refused("value_negative", "A use cannot be less than nothing", report.id);
}

Result<std::int64_t> checkRefundLines(const std::vector<RefundOrder::Line>& wanted,
                                      const std::vector<RefundableLine>& lines) {
  std::set<std::string> seen;
  std::int64_t sum = 0;
  for (const auto& line : wanted) {
    const auto held = std::ranges::find(lines, line.item, &RefundableLine::item);
    if (held == lines.end()) return refused("line_unknown", "The payment has no such line", line.item);
    if (!seen.insert(line.item).second) return refused("line_twice", "A line is named twice", line.item);
    if (const auto fine = checkAmount(line.amountMinor, kMostOfAnything); !fine) return failure(fine.error());
    if (line.amountMinor > held->refundable.minor) {
      return refused("refund_exceeds", "The refund is more than what is left of a line",
                     "of \"" + held->text + "\" " + toDecimal(held->refundable) + " can be given back");
    }
    sum += line.amountMinor;
  }
  return sum;
}

Result<void> checkNewPrice(const NewPrice& wanted) {
  if (wanted.name.empty()) return refused("name_missing", "The price needs a name", {});
  if (wanted.amount.currency.empty()) return refused("currency_missing", "The price needs a currency", wanted.name);
  if (wanted.amount.minor < 0) return refused("amount_negative", "A price is not below nothing", wanted.name);
  return wanted.amount.minor == 0 ? Result<void>() : checkAmount(wanted.amount.minor, kMostOfAnything);
}

Result<void> checkDate(const SubscriptionEdit& edit) {
  return edit.at ? Result<void>() : refused("date_missing", "The date is missing", edit.subscription);
}

Result<void> checkCode(const SubscriptionEdit& edit) {
  return !edit.code.empty() ? Result<void>()
                            : refused("code_missing", "The discount code is missing", edit.subscription);
}

Result<void> checkTrialing(const SubscriptionState& subscription) {
  if (subscription.status == SubscriptionStatus::Trialing) return {};
  return failure(ErrorKind::Conflict, "not_in_trial", "The subscription is not in a trial",
                 subscription.externalId + " is " + subscription.providerStatus, "Move its renewal instead");
}

tl::unexpected<Error> notOffered(const std::string& what, const std::string& why, const std::string& instead) {
  return failure(ErrorKind::NotFound, "not_offered", what, why, instead);
}

}  // namespace billing::providers
