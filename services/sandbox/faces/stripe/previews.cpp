// POST /v1/invoices/create_preview: what a change, a cancellation or the next renewal would cost. Nothing is kept.
#include "domain/civildate.h"
#include "sandbox/faces/stripe/draw.h"
#include "sandbox/faces/stripe/itemchanges.h"
#include "sandbox/faces/stripe/subscriptions.h"

namespace billing::sandbox::stripe {
namespace {

Reply drawnPreview(Request& r, Invoice preview, std::optional<Instant> prorationAt) {
  preview.id = r.ledger.newId("upcoming_in_");
  preview.status = "draft";
  if (preview.reason.empty()) preview.reason = "upcoming";
  for (auto& line : preview.lines)
    if (line.id.empty()) line.id = r.ledger.newId("il_tmp_");
  auto drawn = drawInvoice(r.desk, preview);
  if (!prorationAt || preview.subscription.empty()) return drawn;
  auto parent = drawn.value(QLatin1String("parent")).toObject();
  auto details = parent.value(QLatin1String("subscription_details")).toObject();
  details.insert(QLatin1String("subscription_proration_date"), js(*prorationAt));
  parent.insert(QLatin1String("subscription_details"), details);
  drawn.insert(QLatin1String("parent"), parent);
  return drawn;
}

// The last invoice of a subscription that is cancelled now: what waits, and a credit for the unused time.
Reply previewCancellation(Request& r, const Subscription& subscription, const Reader& details) {
  ItemsChange change = readItemsChange(r, details, subscription);
  if (r.problem) return r.refused();
  const auto at = change.prorationAt.value_or(r.engine.now(subscription.testClock));
  for (auto& item : change.items) item.quantity = 0;
  change.charge =
      details.text("proration_behavior") == "none" ? providers::ChangeCharge::None : providers::ChangeCharge::Prorated;
  auto preview = r.engine.previewItems(change);
  if (!preview) return refuse(refusalOf(preview.error()));
  std::erase_if(preview->lines, [](const InvoiceLine& line) { return line.quantity == 0 && line.amountMinor == 0; });
  return drawnPreview(r, std::move(*preview), at);
}

Reply previewSubscription(Request& r, const Subscription& subscription) {
  const auto details = r.in().at("subscription_details");
  if (details.boolean("cancel_now").value_or(false)) return previewCancellation(r, subscription, details);
  auto change = readItemsChange(r, details, subscription);
  change.beginsAnew = details.at("billing_cycle_anchor").text("type") == "now";
  if (r.problem) return r.refused();
  const bool changes = change.beginsAnew || !sameItems(change.items, subscription.items);
  if (!changes && (subscription.cancelAtPeriodEnd || details.boolean("cancel_at_period_end").value_or(false)))
    return refuse(invalid("No upcoming invoices for customer: " + subscription.customer, {}, "invoice_upcoming_none"));
  if (!change.prorationAt) change.prorationAt = r.engine.now(subscription.testClock);
  auto preview = changes ? r.engine.previewItems(change) : r.engine.previewRenewal(subscription.id);
  if (!preview) return refuse(refusalOf(preview.error()));
  return drawnPreview(r, std::move(*preview), changes ? change.prorationAt : std::nullopt);
}

InvoiceLine firstLine(const Price& price, const SubscriptionItem& item, const Invoice& draft) {
  InvoiceLine line;
  line.price = price.id;
  line.product = price.product;
  line.subscriptionItem = item.id;
  line.quantity = item.quantity;
  line.amountMinor = price.meter.empty() ? price.unit.minor * item.quantity : 0;
  line.from = draft.periodStart;
  line.to = draft.periodEnd;
  return line;
}

// A subscription that does not exist yet: one period of the items.
Reply previewNew(Request& r, const Customer& customer) {
  const auto items = readItems(r, r.in().at("subscription_details"), "items", {});
  if (r.problem) return r.refused();
  Invoice draft;
  draft.customer = customer.id;
  draft.home = customer.home;
  draft.created = draft.periodStart = r.engine.now(customer.testClock);
  draft.reason = "subscription_create";
  for (const auto& item : items) {
    const auto& price = *r.ledger.prices.find(item.price);
    draft.currency = price.unit.currency;
    draft.periodEnd = billing::periodStart(draft.periodStart, *price.interval, 1);
    draft.lines.push_back(firstLine(price, item, draft));
  }
  for (const auto& id : readDiscounts(r, r.in())) {
    const auto* code = r.ledger.promotionCodes.find(id);
    draft.discounts.push_back(code ? code->coupon : id);
  }
  r.engine.total(draft);
  return drawnPreview(r, std::move(draft), std::nullopt);
}

const Subscription* onlySubscription(Request& r, const Customer& customer) {
  const Subscription* found = nullptr;
  for (const auto* subscription : r.desk.subscriptionsOf(customer.id))
    if (!isFinal(subscription->status)) found = subscription;
  return found;
}

Reply createPreview(Request& r) {
  const auto in = r.in();
  const auto* subscription = r.given(r.ledger.subscriptions, in, "subscription", "subscription");
  const auto* customer = r.given(r.ledger.customers, in, "customer", "customer");
  if (r.problem) return r.refused();
  if (subscription) {
    if (!liveSubscription(r, subscription->id)) return r.refused();
    return previewSubscription(r, *subscription);
  }
  if (!customer) return refuse(missingParameter("customer"));
  if (in.at("subscription_details").has("items")) return previewNew(r, *customer);
  if (const auto* only = onlySubscription(r, *customer)) return previewSubscription(r, *only);
  return refuse(invalid("No upcoming invoices for customer: " + customer->id, {}, "invoice_upcoming_none"));
}

}  // namespace

void registerPreviews(Desk& desk) {
  desk.routes.add("POST", "/v1/invoices/create_preview",
                  "automatic_tax[*] currency customer customer_details[*] discounts[coupon discount promotion_code] "
                  "issuer[*] preview_mode subscription subscription_details[billing_cycle_anchor[type timestamp] "
                  "cancel_at cancel_at_period_end cancel_now default_tax_rates metadata[*] payment_behavior "
                  "proration_behavior proration_date resume_at start_date trial_end items[" +
                      std::string(itemKnown) + "]]",
                  createPreview);
}

}  // namespace billing::sandbox::stripe
