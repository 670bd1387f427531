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

#include "domain/proration.h"
#include "sandbox/engine/inner.h"

namespace billing::sandbox {
namespace {

using providers::ChangeCharge;

struct ItemPair {
  const SubscriptionItem* before = nullptr;
  const SubscriptionItem* after = nullptr;
  [[nodiscard]] bool same() const {
    return before != nullptr && after != nullptr && before->price == after->price &&
           before->quantity == after->quantity;
  }
};

std::vector<ItemPair> pairsOf(const std::vector<SubscriptionItem>& before, const std::vector<SubscriptionItem>& after) {
  std::vector<ItemPair> pairs;
  pairs.reserve(before.size() + after.size());
  for (const SubscriptionItem& item : before) pairs.push_back({&item, nullptr});
  for (const SubscriptionItem& item : after) {
    const auto match = std::ranges::find_if(pairs, [&](const ItemPair& pair) {
      return pair.after == nullptr && pair.before != nullptr && pair.before->id == item.id;
    });
    if (match == pairs.end())
      pairs.push_back({nullptr, &item});
    else
      match->after = &item;
  }
  return pairs;
}

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

// Works out the lines of a change; every amount through domain/proration.h.
class ChangeLines {
 public:
  ChangeLines(const Engine::Inner& inner, const Subscription& subscription, Instant at)
      : inner_(inner), subscription_(subscription), at_(at) {}

  Result<std::vector<InvoiceLine>> prorated(const std::vector<ItemPair>& pairs) const {
    std::vector<InvoiceLine> lines;
    for (const ItemPair& pair : pairs) {
      if (pair.same()) continue;
      const auto shares = share(pair, ProrationMode::Prorated);
      if (!shares) return failure(shares.error());
      if (pair.before != nullptr) lines.push_back(line(*pair.before, shares->creditMinor, "Unused time on "));
      if (pair.after != nullptr) lines.push_back(line(*pair.after, shares->chargeMinor, "Remaining time on "));
    }
    return lines;
  }

  /// One line: up or down by the difference of the whole prices.
  Result<std::vector<InvoiceLine>> difference(const std::vector<SubscriptionItem>& items) const {
    const auto shares = prorate({sum(subscription_.items), sum(items), subscription_.periodStart,
                                 subscription_.periodEnd, at_, ProrationMode::Difference, false});
    if (!shares) return failure(shares.error());
    const std::int64_t more = shares->netMinor;
    if (more == 0) return std::vector<InvoiceLine>();
    return std::vector<InvoiceLine>{line(items.front(), more, "Difference of price for ")};
  }

  Result<std::vector<InvoiceLine>> unused() const {
    std::vector<InvoiceLine> lines;
    for (const SubscriptionItem& item : subscription_.items) {
      const auto shares = share({&item, nullptr}, ProrationMode::Prorated);
      if (!shares) return failure(shares.error());
      if (shares->creditMinor != 0) lines.push_back(line(item, shares->creditMinor, "Unused time on "));
    }
    return lines;
  }

  /// The unused time of the old period as a credit, if wanted, and a whole new period.
  Result<std::vector<InvoiceLine>> anew(const std::vector<SubscriptionItem>& items, bool credit) const {
    auto lines = credit ? unused() : Result<std::vector<InvoiceLine>>(std::vector<InvoiceLine>());
    if (!lines) return lines;
    const Instant end = periodStart(at_, inner_.intervalOf(items), 1);
    for (const SubscriptionItem& item : items) lines->push_back(inner_.lineOf(item, at_, end));
    return lines;
  }

 private:
  std::int64_t amount(const SubscriptionItem* item) const {
    return item == nullptr ? 0 : Engine::Inner::fixedMinor(inner_.priceOf(*item)) * item->quantity;
  }
  std::int64_t sum(const std::vector<SubscriptionItem>& items) const {
    std::int64_t all = 0;
    for (const SubscriptionItem& item : items) all += amount(&item);
    return all;
  }
  Result<Proration> share(const ItemPair& pair, ProrationMode mode) const {
    return prorate({amount(pair.before), amount(pair.after), subscription_.periodStart, subscription_.periodEnd, at_,
                    mode, subscription_.status == SubscriptionStatus::Trialing});
  }
  InvoiceLine line(const SubscriptionItem& item, std::int64_t amountMinor, const char* words) const {
    InvoiceLine made = inner_.lineOf(item, at_, subscription_.periodEnd);
    made.text = words + made.text;
    made.amountMinor = amountMinor;
    made.proration = true;
    return made;
  }

  const Engine::Inner& inner_;
  const Subscription& subscription_;
  Instant at_;
};

InvoiceItem waitingItem(const InvoiceLine& line, const Subscription& subscription, Instant at) {
  InvoiceItem item;
  item.customer = subscription.customer;
  item.subscription = subscription.id;
  item.text = line.text;
  item.price = line.price;
  item.quantity = line.quantity;
  item.amountMinor = line.amountMinor;
  item.currency = subscription.currency;
  item.created = at;
  item.from = line.from;
  item.to = line.to;
  item.proration = true;
  return item;
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

std::vector<InvoiceLine> Engine::Inner::unusedLines(const Subscription& subscription, Instant at) const {
  return ChangeLines(*this, subscription, at).unused().value_or(std::vector<InvoiceLine>());
}

void Engine::Inner::addWaiting(const InvoiceLine& line, const Subscription& subscription, bool anyOfCustomer) {
  InvoiceItem item = waitingItem(line, subscription, nowOf(subscription));
  item.id = ledger.newId("ii_");
  if (anyOfCustomer) item.subscription.clear();
  engine.tell(What::InvoiceItemCreated, ledger.invoiceItems.add(std::move(item)).id);
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
    subscription.discounts.insert(subscription.discounts.end(), granted->begin(), granted->end());
    plan->draft.discounts = inner_->activeDiscounts(subscription);
  }
  for (SubscriptionItem& item : change.items)
    if (item.id.empty()) item.id = ledger_.newId("si_");
  for (const auto& [name, value] : change.metadata) subscription.metadata[name] = value;
  if (!change.atPeriodEnd) {
    auto done = inner_->carryOut(subscription, change, std::move(*plan));
    if (done) return done;
    subscription.metadata = before.metadata;
    subscription.discounts = before.discounts;
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
