#include "providers/request/checks.h"

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
