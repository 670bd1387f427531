#include "providers/dodo/eventmapping.h"

#include <array>

#include "providers/dodo/objects.h"
#include "providers/mappingerrors.h"

namespace billing::providers::dodo {
namespace {

using Kind = BillingEventKind;
using Reader = void (*)(const JsonObject&, BillingEvent&);

struct TypeEntry {
  std::string_view type;
  Kind kind;
  Reader read;
};

constexpr std::array kTypes{
    TypeEntry{"payment.succeeded", Kind::PaymentSucceeded, readPayment},
    TypeEntry{"payment.failed", Kind::PaymentFailed, readPayment},
    TypeEntry{"payment.processing", Kind::PaymentProcessing, readPayment},
    TypeEntry{"payment.cancelled", Kind::PaymentCancelled, readPayment},
    TypeEntry{"refund.succeeded", Kind::RefundSucceeded, readRefund},
    TypeEntry{"refund.failed", Kind::RefundFailed, readRefund},
    TypeEntry{"dispute.opened", Kind::DisputeOpened, readDispute},
    TypeEntry{"dispute.expired", Kind::DisputeClosed, readDispute},
    TypeEntry{"dispute.accepted", Kind::DisputeClosed, readDispute},
    TypeEntry{"dispute.cancelled", Kind::DisputeClosed, readDispute},
    TypeEntry{"dispute.challenged", Kind::DisputeUpdated, readDispute},
    TypeEntry{"dispute.won", Kind::DisputeClosed, readDispute},
    TypeEntry{"dispute.lost", Kind::DisputeClosed, readDispute},
    TypeEntry{"subscription.active", Kind::SubscriptionCreated, readSubscription},
    TypeEntry{"subscription.renewed", Kind::SubscriptionRenewed, readSubscription},
    TypeEntry{"subscription.on_hold", Kind::SubscriptionPastDue, readSubscription},
    TypeEntry{"subscription.past_due", Kind::SubscriptionPastDue, readSubscription},
    TypeEntry{"subscription.paused", Kind::SubscriptionPaused, readSubscription},
    TypeEntry{"subscription.unpaused", Kind::SubscriptionResumed, readSubscription},
    TypeEntry{"subscription.cancelled", Kind::SubscriptionCancelled, readSubscription},
    TypeEntry{"subscription.failed", Kind::SubscriptionExpired, readSubscription},
    TypeEntry{"subscription.expired", Kind::SubscriptionExpired, readSubscription},
    TypeEntry{"subscription.plan_changed", Kind::SubscriptionPlanChanged, readSubscription},
    TypeEntry{"subscription.updated", Kind::SubscriptionUpdated, readSubscription},
    TypeEntry{"subscription.update_payment_method", Kind::SubscriptionUpdated, readSubscription},
    TypeEntry{"license_key.created", Kind::Other, readOther},
    TypeEntry{"payout.created", Kind::Other, readOther},
    TypeEntry{"payout.not_initiated", Kind::Other, readOther},  // until API description 1.86.0, now payout.created
    TypeEntry{"payout.on_hold", Kind::Other, readOther},
    TypeEntry{"payout.in_progress", Kind::Other, readOther},
    TypeEntry{"payout.failed", Kind::Other, readOther},
    TypeEntry{"payout.success", Kind::Other, readOther},
    TypeEntry{"credit.added", Kind::CreditChanged, readCreditEntry},
    TypeEntry{"credit.deducted", Kind::CreditChanged, readCreditEntry},
    TypeEntry{"credit.expired", Kind::CreditChanged, readCreditEntry},
    TypeEntry{"credit.rolled_over", Kind::CreditChanged, readCreditEntry},
    TypeEntry{"credit.rollover_forfeited", Kind::CreditChanged, readCreditEntry},
    TypeEntry{"credit.overage_charged", Kind::CreditChanged, readCreditEntry},
    TypeEntry{"credit.overage_reset", Kind::CreditChanged, readCreditEntry},
    TypeEntry{"credit.manual_adjustment", Kind::CreditChanged, readCreditEntry},
    TypeEntry{"credit.balance_low", Kind::CreditChanged, readCreditLow},
    TypeEntry{"abandoned_checkout.detected", Kind::Other, readOther},
    TypeEntry{"abandoned_checkout.recovered", Kind::Other, readOther},
    TypeEntry{"dunning.started", Kind::Other, readOther},
    TypeEntry{"dunning.recovered", Kind::Other, readOther},
    TypeEntry{"entitlement_grant.created", Kind::Other, readOther},
    TypeEntry{"entitlement_grant.delivered", Kind::Other, readOther},
    TypeEntry{"entitlement_grant.failed", Kind::Other, readOther},
    TypeEntry{"entitlement_grant.revoked", Kind::Other, readOther},
};

const TypeEntry* find(std::string_view type) {
  for (const TypeEntry& entry : kTypes) {
    if (entry.type == type) return &entry;
  }
  return nullptr;
}

}  // namespace

Result<BillingEvent> mapEvent(std::string_view eventId, std::string_view body, std::string_view type) {
  JsonProblem problem;
  const auto root = parseObject(body, problem);
  if (!root) return failure(root.error());

  BillingEvent event;
  event.provider = Provider::Dodo;
  event.eventId = eventId;
  event.providerType = root->required("type");
  if (problem.error()) return failure(*problem.error());
  const TypeEntry* entry = find(type.empty() ? std::string_view(event.providerType) : type);
  if (entry == nullptr) return unknownEventType(event.providerType);

  event.kind = entry->kind;
  if (!root->has("timestamp")) root->problem("timestamp", "is missing");
  event.occurredAt = root->iso("timestamp").value_or(Instant{});
  const JsonObject data = root->object("data");
  if (!data.exists()) root->problem("data", "is missing");
  entry->read(data, event);
  if (problem.error()) return failure(*problem.error());
  return event;
}

}  // namespace billing::providers::dodo
