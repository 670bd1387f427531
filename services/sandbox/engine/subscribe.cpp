// How a subscription begins. Sources: docs.stripe.com/billing/subscriptions/overview (payment_behavior, trials,
// incomplete for 23 hours), providers.md 1.3.
#include <algorithm>

#include "sandbox/engine/inner.h"
#include "sandbox/engine/testcards.h"

namespace billing::sandbox {
namespace {

tl::unexpected<Error> badOrder(const char* code, std::string reason, std::string hint = "") {
  return refused(ErrorKind::InvalidInput, code, "The subscription cannot be made", std::move(reason), std::move(hint));
}

Currency currencyOf(const Ledger& ledger, const SubscriptionOrder& order) {
  if (!order.currency.empty() || order.items.empty()) return order.currency;
  const Price* price = ledger.prices.find(order.items.front().price);
  return price == nullptr ? Currency() : price->unit.currency;
}

void giveItemIds(Ledger& ledger, std::vector<SubscriptionItem>& items) {
  for (SubscriptionItem& item : items)
    if (item.id.empty()) item.id = ledger.newId("si_");
}

Subscription fromOrder(const SubscriptionOrder& order, const Customer& customer, Instant now) {
  Subscription made;
  made.customer = order.customer;
  made.home = customer.home;
  made.testClock = customer.testClock;
  made.paymentMethod = order.paymentMethod;
  made.description = order.description;
  made.checkout = order.checkout;
  made.items = order.items;
  made.metadata = order.metadata;
  made.created = made.periodStart = now;
  made.cancelAt = order.cancelAt;
  made.cancelAtPeriodEnd = order.cancelAtPeriodEnd;
  made.chargesAutomatically = order.chargesAutomatically;
  made.onDemand = order.onDemand;
  made.daysUntilDue = order.daysUntilDue;
  made.withoutCard = order.withoutCard;
  if (order.trialEnd || order.trialDays > 0) {
    made.trialStart = now;
    made.trialEnd = order.trialEnd.value_or(Instant{now.ms + order.trialDays * kDayMs});
  }
  return made;
}

// A first period that ends at an anchor set by hand is shorter: its lines are prorated (docs.stripe.com, "Billing
// cycle").
void shortenFirstPeriod(Invoice& draft, const Subscription& subscription, BillingInterval interval) {
  if (subscription.periodEnd != subscription.anchor) return;
  const Period whole = periodAt(subscription.anchor, interval, Instant{subscription.anchor.ms - 1});
  if (subscription.periodStart <= whole.start) return;
  const std::int64_t left = subscription.periodEnd.seconds() - subscription.periodStart.seconds();
  for (InvoiceLine& line : draft.lines) {
    line.amountMinor =
        mulDiv(line.amountMinor, left, whole.end.seconds() - whole.start.seconds()).value_or(line.amountMinor);
    line.proration = true;
  }
}

void layOutPeriods(Subscription& subscription, const SubscriptionOrder& order, BillingInterval interval,
                   std::optional<BillingInterval> runs) {
  const Instant start = subscription.created;
  if (runs) subscription.expiresAt = periodStart(subscription.trialEnd.value_or(start), *runs, 1);
  subscription.anchor = order.anchor.value_or(subscription.trialEnd.value_or(start));
  if (subscription.trialEnd)
    subscription.periodEnd = *subscription.trialEnd;
  else
    subscription.periodEnd =
        subscription.anchor > start ? subscription.anchor : periodAt(subscription.anchor, interval, start).end;
  if (subscription.cancelAtPeriodEnd) subscription.cancelAt = subscription.periodEnd;
}

}  // namespace

Result<void> Engine::Inner::checkItems(const std::vector<SubscriptionItem>& items, const Currency& currency,
                                       const std::vector<SubscriptionItem>& had) const {
  if (items.empty()) return badOrder("no_items", "it has no items", "Name at least one price");
  std::optional<BillingInterval> interval;
  for (const SubscriptionItem& item : items) {
    const Price* price = ledger.prices.find(item.price);
    if (price == nullptr) return refused(ErrorKind::NotFound, "not_found", "No such price: '" + item.price + "'");
    if (!price->interval) return badOrder("price_not_recurring", "the price '" + price->id + "' is one-off");
    const bool known = std::ranges::find(had, item.price, &SubscriptionItem::price) != had.end();
    if (!price->active && !known) return badOrder("price_inactive", "the price '" + price->id + "' is archived");
    if (price->unit.currency != currency)
      return badOrder("currency_mismatch", "the price '" + price->id + "' is in another currency");
    if (interval && *interval != *price->interval)
      return badOrder("mixed_intervals", "its prices are billed at different intervals");
    if (item.quantity < 0) return badOrder("bad_quantity", "a quantity is below 0");
    interval = price->interval;
  }
  return {};
}

Result<PaymentMethod*> Engine::Inner::cardOf(const SubscriptionOrder& order) const {
  if (order.paymentMethod.empty()) return cardFor("", order.customer);
  return found(ledger.paymentMethods, order.paymentMethod, "payment method");
}

// What can be refused is refused here, before anything is made.
Result<Subscription> Engine::Inner::planned(const SubscriptionOrder& order) const {
  auto customer = found(ledger.customers, order.customer, "customer");
  if (!customer) return failure(customer.error());
  if ((*customer)->deleted) return badOrder("customer_deleted", "its customer was deleted");
  const Currency currency = currencyOf(ledger, order);
  if (auto good = checkItems(order.items, currency); !good) return failure(good.error());
  const auto card = cardOf(order);
  if (!card) return failure(card.error());
  Subscription draft = fromOrder(order, **customer, nowOf(order.customer));
  if (draft.trialEnd && *draft.trialEnd <= draft.created) return badOrder("in_past", "its trial would end in the past");
  draft.currency = currency;
  layOutPeriods(draft, order, intervalOf(order.items), priceOf(order.items.front()).runs);
  const bool free = draft.trialEnd || order.onDemand;
  if (order.errorWhenDeclined && !free && order.chargesAutomatically)
    if (auto able = canPay(draft, *card); !able) return failure(able.error());
  return draft;
}

void Engine::Inner::ownDiscounts(Subscription& subscription, std::vector<std::string> granted) {
  for (const std::string& id : granted) {
    ledger.grantedDiscounts.find(id)->subscription = subscription.id;
    ledger.grantedDiscounts.touch(id);
  }
  subscription.discounts = std::move(granted);
}

Result<Subscription*> Engine::subscribe(const SubscriptionOrder& order) {
  auto draft = inner_->planned(order);
  if (!draft) return failure(draft.error());
  auto discounts = grantDiscounts(order.discounts, order.customer, "");
  if (!discounts) return failure(discounts.error());
  draft->id = ledger_.newId("sub_");
  giveItemIds(ledger_, draft->items);
  Subscription& made = ledger_.subscriptions.add(std::move(*draft));
  inner_->ownDiscounts(made, std::move(*discounts));
  if (PaymentMethod* card = *inner_->cardOf(order); card != nullptr && !order.paymentMethod.empty())
    inner_->attach(*card, order.customer);
  tell(What::SubscriptionCreated, made.id);
  inner_->firstInvoice(made, order.defaultIncomplete, inner_->intervalOf(made.items));
  return &made;
}

// Whether an order that must not stay incomplete would be paid (Stripe's error_if_incomplete).
Result<void> Engine::Inner::canPay(const Subscription& draft, const PaymentMethod* card) const {
  std::int64_t wanted = 0;
  for (const SubscriptionItem& item : draft.items) wanted += fixedMinor(priceOf(item)) * item.quantity;
  if (wanted == 0) return {};
  if (card == nullptr) return badOrder("no_payment_method", "its customer has no payment method", "Add one first");
  if (forecast(*card, true) == Paying::Done) return {};
  if (const auto words = declineOf(card->behaviour))
    return refused(ErrorKind::Conflict, "card_declined", words->message, words->declineCode);
  return refused(ErrorKind::Conflict, "payment_action_required", "The payment waits for the customer",
                 "authentication_required");
}

void Engine::Inner::firstInvoice(Subscription& subscription, bool leaveOpen, BillingInterval interval) {
  Invoice draft = draftFor(subscription, "subscription_create");
  draft.id = ledger.newId(subscription.home == Provider::Stripe ? "in_" : "inv_");
  addPeriodLines(draft, subscription);
  // Nothing is due in a trial; on demand only a mandate is given.
  if (subscription.trialEnd || subscription.onDemand)
    for (InvoiceLine& line : draft.lines) line.amountMinor = 0;
  else
    shortenFirstPeriod(draft, subscription, interval);
  takePendingItems(draft, true);
  Invoice& invoice = store(std::move(draft));
  open(invoice);
  PaymentMethod* card = cardFor(subscription.id, subscription.customer);
  // A free plan of Dodo's without a visit of the customer: there is no card to ask for.
  if (invoice.status == "open" && invoice.dueMinor == 0 && card == nullptr && !leaveOpen) settle(invoice);
  if (invoice.status == "paid") return;  // afterInvoicePaid made it active
  if (!subscription.chargesAutomatically) return activate(subscription);
  if (card != nullptr && !leaveOpen) static_cast<void>(charge(invoice, card));
}

void Engine::Inner::activate(Subscription& subscription) {
  const bool trial = subscription.trialEnd && nowOf(subscription) < *subscription.trialEnd;
  ++subscription.periodsPaid;
  setStatus(subscription, trial ? SubscriptionStatus::Trialing : SubscriptionStatus::Active,
            What::SubscriptionActivated);
}

}  // namespace billing::sandbox
