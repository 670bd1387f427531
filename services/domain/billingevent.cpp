#include "domain/billingevent.h"

#include <array>

namespace billing {
namespace {

using Kind = BillingEventKind;
using Status = SubscriptionStatus;

constexpr std::array kStatusWords{"pending", "trialing",  "active",  "past_due", "on_hold", "paused",
                                  "unpaid",  "cancelled", "expired", "failed",   "unknown"};
constexpr std::array kUnitWords{"day", "week", "month", "year"};
constexpr std::array kKindWords{"customer.created",
                                "customer.updated",
                                "customer.deleted",
                                "subscription.created",
                                "subscription.updated",
                                "subscription.renewed",
                                "subscription.plan_changed",
                                "subscription.past_due",
                                "subscription.paused",
                                "subscription.resumed",
                                "subscription.cancelled",
                                "subscription.expired",
                                "subscription.trial_ending",
                                "payment.succeeded",
                                "payment.failed",
                                "payment.processing",
                                "payment.cancelled",
                                "invoice.created",
                                "invoice.updated",
                                "invoice.finalized",
                                "invoice.paid",
                                "invoice.payment_failed",
                                "invoice.voided",
                                "refund.succeeded",
                                "refund.failed",
                                "refund.updated",
                                "dispute.opened",
                                "dispute.updated",
                                "dispute.closed",
                                "checkout.completed",
                                "credit.changed",
                                "catalogue.changed",
                                "other"};
static_assert(kKindWords.size() == static_cast<std::size_t>(Kind::Other) + 1);
static_assert(kStatusWords.size() == static_cast<std::size_t>(Status::Unknown) + 1);

}  // namespace

std::string_view toString(BillingEventKind kind) {
  return kKindWords.at(static_cast<std::size_t>(kind));
}

std::string_view toString(SubscriptionStatus status) {
  return kStatusWords.at(static_cast<std::size_t>(status));
}

SubscriptionStatus subscriptionStatusFrom(std::string_view word) {
  for (std::size_t i = 0; i < kStatusWords.size(); ++i) {
    if (word == kStatusWords[i]) return static_cast<Status>(i);
  }
  return Status::Unknown;
}

bool isFinal(SubscriptionStatus status) {
  return status == Status::Cancelled || status == Status::Expired || status == Status::Failed;
}

std::string_view toString(SubscriptionDiscount::Duration duration) {
  constexpr std::array words{"once", "repeating", "forever"};
  return words.at(static_cast<std::size_t>(duration));
}

std::string_view toString(IntervalUnit unit) {
  return kUnitWords.at(static_cast<std::size_t>(unit));
}

}  // namespace billing
