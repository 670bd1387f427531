#include "sandbox/faces/stripe/draw.h"

namespace billing::sandbox::stripe {
namespace {

QJsonObject cancellation(const Subscription& s) {
  return Json()("comment", orNull(s.cancelComment))("feedback", orNull(s.cancelFeedback))("feedback_option", nullptr)(
      "reason", orNull(s.cancelReason));
}

QJsonObject subscriptionInvoiceSettings() {
  return Json()("issuer", ownAccount()).nulls("account_tax_ids custom_fields description footer");
}

QJsonObject paymentSettings() {
  return Json()("save_default_payment_method", "off").nulls("payment_method_options payment_method_types");
}

QJsonObject trialSettings(const Subscription& s) {
  return Json()("end_behavior",
                Json()("billing_cycle_anchor", nullptr)(
                    "missing_payment_method", s.withoutCard.empty() ? std::string("create_invoice") : s.withoutCard));
}

QJsonValue pendingUpdate(const Desk& desk, const Subscription& s) {
  if (s.pendingItems.empty()) return js(nullptr);
  QJsonArray items;
  for (const auto& item : s.pendingItems) items.append(drawSubscriptionItem(desk, s, item));
  constexpr std::int64_t dayMs = 24LL * 3600 * 1000;
  return js(static_cast<QJsonObject>(
      Json()("expires_at", Instant{desk.engine.now(s.testClock).ms + 23 * dayMs / 24})("subscription_items", items)
          .nulls("billing_cycle_anchor cancel_at_period_end discount discounts metadata trial_end trial_from_plan")));
}

QJsonValue pauseCollection(const Subscription& s) {
  if (s.pauseCollection.empty()) return js(nullptr);
  return js(static_cast<QJsonObject>(Json()("behavior", s.pauseCollection)("resumes_at", s.resumesAt)));
}

QJsonObject pausedDetails(const Subscription& s) {
  const bool trialOver = s.withoutCard == "pause" && s.trialEnd && s.pausedAt && *s.pausedAt >= *s.trialEnd;
  const auto* why = trialOver ? "trial_end_without_payment_method" : "pause_requested";
  return Json()("paused", Json()("subscription", Json()("type", why))(
                              "transitioned_at", s.pausedAt.value_or(s.created))("type", "subscription"));
}

}  // namespace

QJsonObject ownAccount() {
  return Json()("type", "self");
}

QJsonObject noAutomaticTax() {
  return Json()("enabled", false).nulls("disabled_reason liability");
}

const char* statusWord(const Subscription& subscription) {
  switch (subscription.status) {
    case SubscriptionStatus::Trialing:
      return "trialing";
    case SubscriptionStatus::Active:
      return "active";
    case SubscriptionStatus::PastDue:
    case SubscriptionStatus::OnHold:
      return "past_due";
    case SubscriptionStatus::Paused:
      return "paused";
    case SubscriptionStatus::Unpaid:
      return "unpaid";
    case SubscriptionStatus::Cancelled:
      return "canceled";
    case SubscriptionStatus::Expired:
      return subscription.home == Provider::Stripe && subscription.periodsPaid == 0 ? "incomplete_expired" : "canceled";
    case SubscriptionStatus::Failed:
      return "incomplete_expired";
    case SubscriptionStatus::Pending:
    case SubscriptionStatus::Unknown:
      break;
  }
  return "incomplete";
}

QJsonObject drawSubscriptionItem(const Desk& desk, const Subscription& subscription, const SubscriptionItem& item) {
  Json out("subscription_item");
  out("id", item.id)("billing_thresholds", nullptr)("created", subscription.created)(
      "current_period_end", subscription.periodEnd)("current_period_start", subscription.periodStart)(
      "current_trial", nullptr)("discounts", QJsonArray{})("metadata", item.metadata)("subscription", subscription.id)(
      "tax_rates", QJsonArray{});
  const auto* price = desk.ledger.prices.find(item.price);
  if (price) out("price", drawPrice(desk, *price))("plan", drawPlan(desk, *price));
  if (!price || price->meter.empty()) out("quantity", item.quantity);
  return out;
}

QJsonObject drawSubscription(const Desk& desk, const Subscription& s) {
  QJsonArray items;
  for (const auto& item : s.items) items.append(drawSubscriptionItem(desk, s, item));
  const auto list = wholeList(items, "/v1/subscription_items?subscription=" + s.id);
  Json out("subscription");
  out("id", s.id)("automatic_tax", noAutomaticTax())("billing_cycle_anchor", s.anchor)(
      "billing_mode", Json()("flexible", nullptr)("type", "classic"))("billing_schedules", QJsonArray{})(
      "cancel_at", s.cancelAt)("cancel_at_period_end", s.cancelAtPeriodEnd)("canceled_at", s.cancelledAt)(
      "cancellation_details", cancellation(s))(
      "collection_method", s.chargesAutomatically ? "charge_automatically" : "send_invoice")("created", s.created)(
      "currency", s.currency)("customer", s.customer)("days_until_due",
                                                      s.chargesAutomatically ? js(nullptr) : js(s.daysUntilDue))(
      "default_payment_method", orNull(s.paymentMethod))("default_tax_rates", QJsonArray{})(
      "description", orNull(s.description))("discounts", s.discounts)("ended_at", s.endedAt)(
      "invoice_settings", subscriptionInvoiceSettings())("items", list)("latest_invoice", orNull(s.latestInvoice))(
      "livemode", false)("metadata", s.metadata)("pause_collection", pauseCollection(s))(
      "payment_settings", paymentSettings())("pending_update", pendingUpdate(desk, s))("schedule", orNull(s.schedule))(
      "start_date", s.created)("status", statusWord(s))("test_clock", orNull(s.testClock))("trial_end", s.trialEnd)(
      "trial_settings", trialSettings(s))("trial_start", s.trialStart);
  out.nulls(
      "application application_fee_percent billing_cycle_anchor_config billing_thresholds customer_account "
      "default_source managed_payments next_pending_invoice_item_invoice on_behalf_of "
      "pending_invoice_item_interval pending_setup_intent transfer_data");
  if (s.cancelAtPeriodEnd && !s.cancelAt) out("cancel_at", s.periodEnd);
  if (s.status == SubscriptionStatus::Paused) out("status_details", pausedDetails(s));
  return desk.withExtras(s.id, out);
}

}  // namespace billing::sandbox::stripe
