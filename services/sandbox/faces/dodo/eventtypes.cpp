#include "sandbox/faces/dodo/eventtypes.h"

#include <algorithm>
#include <array>

namespace billing::sandbox::dodo {

namespace {

constexpr std::array<std::string_view, 48> eventTypes{"payment.succeeded",
                                                      "payment.failed",
                                                      "payment.processing",
                                                      "payment.cancelled",
                                                      "refund.succeeded",
                                                      "refund.failed",
                                                      "dispute.opened",
                                                      "dispute.expired",
                                                      "dispute.accepted",
                                                      "dispute.cancelled",
                                                      "dispute.challenged",
                                                      "dispute.won",
                                                      "dispute.lost",
                                                      "subscription.active",
                                                      "subscription.renewed",
                                                      "subscription.on_hold",
                                                      "subscription.past_due",
                                                      "subscription.paused",
                                                      "subscription.unpaused",
                                                      "subscription.cancelled",
                                                      "subscription.failed",
                                                      "subscription.expired",
                                                      "subscription.plan_changed",
                                                      "subscription.updated",
                                                      "subscription.update_payment_method",
                                                      "license_key.created",
                                                      "payout.created",
                                                      "payout.on_hold",
                                                      "payout.in_progress",
                                                      "payout.failed",
                                                      "payout.success",
                                                      "credit.added",
                                                      "credit.deducted",
                                                      "credit.expired",
                                                      "credit.rolled_over",
                                                      "credit.rollover_forfeited",
                                                      "credit.overage_charged",
                                                      "credit.overage_reset",
                                                      "credit.manual_adjustment",
                                                      "credit.balance_low",
                                                      "abandoned_checkout.detected",
                                                      "abandoned_checkout.recovered",
                                                      "dunning.started",
                                                      "dunning.recovered",
                                                      "entitlement_grant.created",
                                                      "entitlement_grant.delivered",
                                                      "entitlement_grant.failed",
                                                      "entitlement_grant.revoked"};

}  // namespace

bool isEventType(std::string_view type) {
  return std::find(eventTypes.begin(), eventTypes.end(), type) != eventTypes.end();
}

}  // namespace billing::sandbox::dodo
