// /subscriptions/{id}/change-plan, its preview, and a scheduled change that is taken back.
#include "sandbox/faces/dodo/catalogue.h"
#include "sandbox/faces/dodo/hostedpage.h"
#include "sandbox/faces/dodo/people.h"
#include "sandbox/faces/dodo/render.h"
#include "sandbox/faces/dodo/words.h"

namespace billing::sandbox::dodo {

namespace {

using providers::ChangeCharge;

constexpr const char* changeShape =
    "product_id!:s quantity!:n "
    "proration_billing_mode!:(prorated_immediately|full_immediately|difference_immediately|do_not_bill) "
    "addons:" DODO_ADDONS_SHAPE
    " effective_at:(immediately|next_billing_date) "
    "on_payment_failure:(prevent_change|apply_change) discount_code:s discount_codes:[s] metadata:m "
    "cancel_scheduled_change_plan:b collect_via_payment_link:b adaptive_currency_fees_inclusive:b";

ChangeCharge chargeAsked(const std::string& mode) {
  if (mode == "full_immediately") return ChangeCharge::Full;
  if (mode == "difference_immediately") return ChangeCharge::Difference;
  if (mode == "do_not_bill") return ChangeCharge::None;
  return ChangeCharge::Prorated;
}

// Where the engine only says "not active", Dodo has a code for plan changes of its own.
Outcome<void> changeable(const Subscription& subscription) {
  const auto status = subscription.status;
  if (status != SubscriptionStatus::Active && status != SubscriptionStatus::Trialing)
    return problem(422, "INACTIVE_SUBSCRIPTION_PLAN_CHANGE_NOT_SUPPORTED",
                   "Subscription " + subscription.id + " is inactive, plan change not supported");
  if (subscription.onDemand)
    return problem(422, "ON_DEMAND_PLAN_CHANGE_NOT_SUPPORTED",
                   "The plan of an on-demand subscription cannot be changed");
  if (subscription.cancelAtPeriodEnd)
    return problem(422, "PLAN_CHANGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION",
                   "The subscription is scheduled for cancellation");
  return {};
}

Outcome<ItemsChange> changeAsked(Desk& desk, const Asked& asked) {
  const auto found = subscriptionOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  if (auto fit = changeable(**found); !fit) return tl::make_unexpected(fit.error());
  auto items = itemsFor(desk, asked.text("product_id"), asked.body["quantity"_L1].toInteger(),
                        asked.body["addons"_L1].toArray());
  if (!items) return tl::make_unexpected(items.error());
  ItemsChange change;
  change.subscription = (*found)->id;
  change.items = std::move(*items);
  change.items.front().id = (*found)->items.front().id;
  change.charge = chargeAsked(asked.text("proration_billing_mode"));
  change.atPeriodEnd = asked.text("effective_at") == "next_billing_date";
  change.preventOnFailure = asked.text("on_payment_failure") == "prevent_change";
  change.discountCodes = codesAsked(asked);
  change.metadata = metadataFrom(asked.body["metadata"_L1]);
  return change;
}

// 409 is final: a change is pending already.
Outcome<void> refusePending(Desk& desk, const Asked& asked, const std::string& id) {
  const Subscription& subscription = *desk.ledger().subscriptions.find(id);
  if (!subscription.pendingChangePayment.empty())
    return problem(409, "PREVIOUS_PAYMENT_PENDING", "The payment of an earlier plan change is still pending");
  if (!subscription.scheduledChange) return {};
  if (!asked.body["cancel_scheduled_change_plan"_L1].toBool())
    return problem(409, "PREVIOUS_PAYMENT_PENDING", "A pending plan change already exists for this subscription");
  const auto taken = desk.engine().unscheduleChange(id);
  if (!taken) return problemOf(taken.error());
  return {};
}

QJsonObject replyWith(const std::string& payment) {
  return {{"client_secret"_L1, QJsonValue::Null},
          {"expires_on"_L1, QJsonValue::Null},
          {"payment_id"_L1, textOrNull(payment)},
          {"payment_link"_L1, QJsonValue::Null}};
}

// "prevent_change: keep subscription on current plan until payment succeeds" (SDK 2.52.0): the call itself is accepted
// and names its payment; that it failed, the payment tells. What Dodo does not say is how long such a change waits:
// here it ends with its payment, so that the next one is no conflict.
QJsonObject changeReply(Desk& desk, const std::string& invoiceBefore, const Subscription& subscription) {
  const Invoice* invoice =
      subscription.latestInvoice == invoiceBefore ? nullptr : desk.ledger().invoices.find(subscription.latestInvoice);
  const bool paid = invoice != nullptr && !invoice->payments.empty();
  return replyWith(paid ? invoice->payments.back() : std::string());
}

Reply changePlan(Desk& desk, const Asked& asked) {
  const auto change = changeAsked(desk, asked);
  if (!change) return tl::make_unexpected(change.error());
  const std::string& id = change->subscription;
  if (auto pending = refusePending(desk, asked, id); !pending) return tl::make_unexpected(pending.error());
  const std::string before = desk.ledger().subscriptions.find(id)->latestInvoice;
  const std::size_t paymentsBefore = desk.ledger().payments.size();
  const auto changed = desk.engine().changeItems(*change);
  if (!changed && changed.error().code == "card_declined" && desk.ledger().payments.size() > paymentsBefore)
    return json(replyWith(desk.ledger().payments.all().back()->id));
  if (!changed) return problemOf(changed.error());
  return json(changeReply(desk, before, **changed));
}

// What the whole price of a line would be, and which part of it this is: the one fraction that Dodo sends.
QJsonObject previewLineJson(Desk& desk, const Invoice& preview, const InvoiceLine& line) {
  const Price* price = desk.ledger().prices.find(line.price);
  const std::int64_t whole = price == nullptr ? 0 : price->unit.minor * line.quantity;
  const bool share = whole != 0;
  const double factor = share ? static_cast<double>(line.amountMinor) / static_cast<double>(whole) : 1.0;
  const Product* product = desk.ledger().products.find(line.product);
  return {{"id"_L1, jsonString(line.subscriptionItem.empty() ? line.price : line.subscriptionItem)},
          {"currency"_L1, codeText(preview.currency)},
          {"product_id"_L1, jsonString(line.product)},
          {"proration_factor"_L1, factor},
          {"quantity"_L1, jsonInteger(share ? line.quantity : 1)},
          {"tax_inclusive"_L1, price != nullptr && price->taxInclusive},
          {"type"_L1, "subscription"_L1},
          {"unit_price"_L1, jsonInteger(share ? price->unit.minor : line.amountMinor)},
          {"description"_L1, textOrNull(line.text)},
          {"name"_L1, textOrNull(product == nullptr ? line.text : product->name)},
          {"tax"_L1, jsonInteger(line.taxMinor)},
          {"tax_rate"_L1, 0.0}};
}

QJsonObject summaryJson(const Invoice& preview) {
  return {{"currency"_L1, codeText(preview.currency)},
          {"customer_credits"_L1, jsonInteger(preview.endingBalanceMinor - preview.startingBalanceMinor)},
          {"settlement_amount"_L1, jsonInteger(preview.dueMinor)},
          {"settlement_currency"_L1, codeText(preview.currency)},
          {"total_amount"_L1, jsonInteger(preview.dueMinor)},
          {"settlement_tax"_L1, jsonInteger(preview.taxMinor)},
          {"tax"_L1, jsonInteger(preview.taxMinor)}};
}

// A change that waits for the next period costs nothing now.
QJsonObject chargeJson(Desk& desk, const ItemsChange& change, const Subscription& subscription,
                       const Invoice& preview) {
  Invoice nothingNow;
  nothingNow.currency = preview.currency;
  const Invoice& shown = change.atPeriodEnd ? nothingNow : preview;
  QJsonArray lines;
  for (const auto& line : shown.lines) lines.append(previewLineJson(desk, shown, line));
  return {{"effective_at"_L1, timeText(change.atPeriodEnd ? subscription.periodEnd : desk.now())},
          {"line_items"_L1, lines},
          {"summary"_L1, summaryJson(shown)}};
}

Reply previewPlan(Desk& desk, const Asked& asked) {
  const auto change = changeAsked(desk, asked);
  if (!change) return tl::make_unexpected(change.error());
  const auto preview = desk.engine().previewItems(*change);
  if (!preview) return problemOf(preview.error());
  Subscription after = *desk.ledger().subscriptions.find(change->subscription);
  const QJsonObject charge = chargeJson(desk, *change, after, *preview);
  after.items = change->items;
  if (!change->atPeriodEnd && preview->periodEnd > after.periodEnd) {
    after.periodStart = preview->periodStart;
    after.periodEnd = preview->periodEnd;
  }
  return json({{"immediate_charge"_L1, charge}, {"new_plan"_L1, subscriptionJson(desk, after)}});
}

Reply takeBackScheduled(Desk& desk, const Asked& asked) {
  const auto found = subscriptionOf(desk, asked.params["id"]);
  if (!found) return tl::make_unexpected(found.error());
  const auto taken = desk.engine().unscheduleChange((*found)->id);
  if (!taken) return problemOf(taken.error());
  return nothing();
}

}  // namespace

void addPlanChanges(Endpoints& to) {
  to.add("POST", "/subscriptions/{id}/change-plan", changeShape, changePlan);
  to.add("POST", "/subscriptions/{id}/change-plan/preview", changeShape, previewPlan);
  to.add("DELETE", "/subscriptions/{id}/change-plan/scheduled", "", takeBackScheduled);
}

}  // namespace billing::sandbox::dodo
