// Changes of items: what they cost is worked out by plan(), shown by previewItems and charged by changeItems.
//
// Modes (providers.md, facts/billing.md "Dodo modes", docs.stripe.com "Prorations"): Prorated credits what is left of
// the old price and charges what is left of the new one, by the second (domain/proration.h); Difference charges the
// difference of the prices and keeps the period; Full charges the new price and begins a new period; NextInvoice puts
// Prorated's lines on the next invoice (Stripe's create_prorations); None bills nothing until the period ends. Dodo
// does not say what do_not_bill does when the interval changes: here the paid period runs to its end first. In all
// other modes another interval begins a new period at once, with what is left of the old one credited (Stripe's rule).
// A credit that exceeds the charge goes to the customer's balance in both dialects (Stripe: customer balance; Dodo:
// credits of the subscription, which the ledger keeps with the customer) and lessens the next invoices.
#include <algorithm>

#include "sandbox/engine/changelines.h"

namespace billing::sandbox {
namespace {

using providers::ChangeCharge;

// An item that came without an id is the old one of that price, or the only one there is.
void recogniseItems(std::vector<SubscriptionItem>& items, const std::vector<SubscriptionItem>& before) {
  const auto free = [&](const std::string& id) {
    return std::ranges::find(items, id, &SubscriptionItem::id) == items.end();
  };
  for (SubscriptionItem& item : items) {
    if (!item.id.empty()) continue;
    const auto match = std::ranges::find_if(
        before, [&](const SubscriptionItem& old) { return old.price == item.price && free(old.id); });
    if (match != before.end()) item.id = match->id;
    if (item.id.empty() && items.size() == 1 && before.size() == 1) item.id = before.front().id;
  }
}

std::string itemsText(const std::vector<SubscriptionItem>& items) {
  std::string text = R"({"items":{"data":[)";
  for (const SubscriptionItem& item : items) {
    if (&item != &items.front()) text += ',';
    text += R"({"id":")" + item.id + R"(","price":{"id":")" + item.price + R"("},"quantity":)" +
            std::to_string(item.quantity) + "}";
  }
  return text + "]}}";
}

tl::unexpected<Error> cannotChange(const char* code, const char* reason, const char* hint) {
  return refused(ErrorKind::Conflict, code, "The plan cannot be changed", reason, hint);
}

// What Dodo refuses: error codes of providers.md 1.1.
Result<void> mayChange(const Subscription& subscription) {
  if (!subscription.pendingChangePayment.empty())
    return cannotChange("change_pending", "an earlier change waits for its payment", "Wait for that payment");
  if (subscription.home != Provider::Dodo) return {};
  if (subscription.scheduledChange)
    return cannotChange("change_pending", "a change is scheduled already", "Take the scheduled change back first");
  if (subscription.cancelAtPeriodEnd)
    return cannotChange("scheduled_cancellation", "it ends with its period", "Take the cancellation back first");
  if (subscription.onDemand)
    return cannotChange("on_demand", "it is charged on demand", "Charge another amount instead");
  if (subscription.status != SubscriptionStatus::Active && subscription.status != SubscriptionStatus::Trialing)
    return cannotChange("subscription_inactive", "it is not active", "Let its customer pay first");
  return {};
}

}  // namespace

Result<ChangePlan> Engine::Inner::plan(const Subscription& subscription, const ItemsChange& change) const {
  if (auto good = checkItems(change.items, subscription.currency, subscription.items); !good)
    return failure(good.error());
  ChangePlan plan;
  plan.at = change.prorationAt.value_or(nowOf(subscription));
  if (plan.at < subscription.periodStart || plan.at > subscription.periodEnd)
    return refused(ErrorKind::InvalidInput, "bad_proration_time", "The change cannot be prorated",
                   "the time lies outside the billing period");
  plan.draft = draftFor(subscription, "subscription_update");
  auto codes = checkDiscounts(change.discountCodes, subscription.customer);
  if (!codes) return failure(codes.error());
  plan.draft.discounts.insert(plan.draft.discounts.end(), codes->begin(), codes->end());
  const bool free = change.charge == ChangeCharge::None && !change.beginsAnew;
  if (subscription.status == SubscriptionStatus::Trialing || free) return plan;

  const ChangeLines lines(*this, subscription, plan.at);
  const bool otherInterval = intervalOf(change.items) != intervalOf(subscription.items);
  plan.newPeriod = otherInterval || change.beginsAnew || change.charge == ChangeCharge::Full;
  const bool credits = change.charge != ChangeCharge::Full && change.charge != ChangeCharge::None;
  auto made = change.charge == ChangeCharge::Difference ? lines.difference(change.items)
              : plan.newPeriod                          ? lines.anew(change.items, credits)
                                                        : lines.prorated(pairsOf(subscription.items, change.items));
  if (!made) return failure(made.error());
  if (change.charge == ChangeCharge::NextInvoice && !plan.newPeriod)
    for (const InvoiceLine& line : *made) plan.waiting.push_back(waitingItem(line, subscription, plan.at));
  else
    plan.draft.lines = std::move(*made);
  if (plan.newPeriod) {
    plan.draft.periodStart = plan.at;
    plan.draft.periodEnd = periodStart(plan.at, intervalOf(change.items), 1);
  }
  return plan;
}

Result<Invoice> Engine::previewItems(const ItemsChange& wanted) {
  auto found = inner_->running(wanted.subscription);
  if (!found) return failure(found.error());
  ItemsChange change = wanted;
  recogniseItems(change.items, (*found)->items);
  auto plan = inner_->plan(**found, change);
  if (!plan) return failure(plan.error());
  Invoice preview = std::move(plan->draft);
  if (change.atPeriodEnd || !plan->waiting.empty()) {
    Subscription changed = **found;
    changed.items = change.items;
    changed.scheduledChange.reset();
    preview = inner_->upcoming(changed, change.atPeriodEnd ? std::vector<InvoiceItem>() : plan->waiting);
  }
  total(preview);
  return preview;
}

Result<Subscription*> Engine::changeItems(const ItemsChange& wanted) {
  auto found = inner_->running(wanted.subscription);
  if (!found) return found;
  Subscription& subscription = **found;
  if (auto may = mayChange(subscription); !may) return failure(may.error());
  ItemsChange change = wanted;
  recogniseItems(change.items, subscription.items);
  auto plan = inner_->plan(subscription, change);
  if (!plan) return failure(plan.error());
  const Subscription before = subscription;
  if (!change.discountCodes.empty()) {
    auto granted = grantDiscounts(change.discountCodes, subscription.customer, subscription.id);
    if (!granted) return failure(granted.error());
    // Dodo: the codes of a change replace those that are there (SDK 2.52.0, discount_codes).
    if (subscription.home == Provider::Dodo) subscription.discounts.clear();
    subscription.discounts.insert(subscription.discounts.end(), granted->begin(), granted->end());
    plan->draft.discounts = inner_->activeDiscounts(subscription);
  }
  for (SubscriptionItem& item : change.items)
    if (item.id.empty()) item.id = ledger_.newId("si_");
  if (!change.atPeriodEnd) {
    inner_->changeMetadata = change.metadata;
    auto done = inner_->carryOut(subscription, change, std::move(*plan));
    inner_->changeMetadata.clear();
    if (!done) subscription.discounts = before.discounts;
    return done;
  }
  const SubscriptionItem& item = change.items.front();
  subscription.scheduledChange = ScheduledChange{ledger_.newId("sch_"), item.price, item.quantity,
                                                 inner_->nowOf(subscription), subscription.periodEnd};
  inner_->changed(subscription, What::SubscriptionUpdated);
  return found;
}

Result<Subscription*> Engine::Inner::carryOut(Subscription& subscription, const ItemsChange& change, ChangePlan plan) {
  for (InvoiceItem& item : plan.waiting) {
    item.id = ledger.newId("ii_");
    engine.tell(What::InvoiceItemCreated, ledger.invoiceItems.add(std::move(item)).id);
  }
  const auto apply = [&] {
    applyItems(subscription, change.items, plan.newPeriod ? MaybeInstant(plan.at) : std::nullopt);
  };
  if (plan.draft.lines.empty()) {
    apply();
    return &subscription;
  }
  const std::string before = subscription.latestInvoice;
  Invoice& invoice = store(std::move(plan.draft));
  open(invoice);
  Paying outcome = Paying::Done;
  if (invoice.status == "open" && subscription.chargesAutomatically)
    outcome = charge(invoice, cardFor(subscription.id, subscription.customer));
  if (outcome == Paying::Done || !change.preventOnFailure) {
    apply();
    if (outcome != Paying::Done) fallBehind(subscription, invoice);
    return &subscription;
  }
  if (outcome == Paying::NeedsAction) {  // the old plan stays until the customer has authenticated
    subscription.pendingChangePayment = invoice.payments.back();
    subscription.pendingItems = change.items;
    subscription.pendingPeriod = plan.newPeriod ? MaybeInstant(plan.at) : std::nullopt;
    changed(subscription, What::SubscriptionUpdated);
    return &subscription;
  }
  const Payment* payment = invoice.payments.empty() ? nullptr : ledger.payments.find(invoice.payments.back());
  const std::string words = payment == nullptr ? "There is no card to charge." : payment->errorMessage;
  const std::string reason = payment == nullptr ? "no_payment_method" : payment->declineCode;
  static_cast<void>(engine.voidInvoice(invoice.id));
  subscription.latestInvoice = before;
  ledger.subscriptions.touch(subscription.id);
  return refused(ErrorKind::Conflict, "card_declined", words, reason, "The old plan goes on; try another card");
}

void Engine::Inner::applyItems(Subscription& subscription, std::vector<SubscriptionItem> items,
                               const MaybeInstant& beginsPeriod) {
  const std::string previous = itemsText(subscription.items);
  subscription.items = std::move(items);
  subscription.pendingChangePayment.clear();
  subscription.pendingItems.clear();
  subscription.pendingPeriod.reset();
  if (beginsPeriod) beginPeriodAnew(subscription, *beginsPeriod);
  changed(subscription, What::SubscriptionPlanChanged, previous);
}

void Engine::Inner::dropPendingChange(const Payment& payment) {
  Subscription* subscription = ledger.subscriptions.find(payment.subscription);
  if (subscription == nullptr || subscription->pendingChangePayment != payment.id) return;
  subscription->pendingChangePayment.clear();
  subscription->pendingItems.clear();
  subscription->pendingPeriod.reset();
  changed(*subscription, What::SubscriptionUpdated);
  if (const Invoice* invoice = ledger.invoices.find(payment.invoice); invoice != nullptr && invoice->status == "open")
    static_cast<void>(engine.voidInvoice(invoice->id));
}

Result<Subscription*> Engine::unscheduleChange(const std::string& id) {
  auto found = inner_->subscription(id);
  if (!found) return found;
  if (!(*found)->scheduledChange)
    return refused(ErrorKind::NotFound, "no_scheduled_change", "There is no scheduled change to take back");
  (*found)->scheduledChange.reset();
  inner_->changed(**found, What::SubscriptionUpdated);
  return found;
}

}  // namespace billing::sandbox
