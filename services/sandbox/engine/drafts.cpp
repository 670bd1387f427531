// What stands on an invoice: the period's items, what was used, what waited.
#include <algorithm>

#include "sandbox/engine/inner.h"

namespace billing::sandbox {

Invoice Engine::Inner::draftFor(const Subscription& subscription, const std::string& reason) const {
  Invoice draft;
  draft.customer = subscription.customer;
  draft.subscription = subscription.id;
  draft.home = subscription.home;
  draft.reason = reason;
  draft.currency = subscription.currency;
  draft.created = nowOf(subscription);
  draft.periodStart = subscription.periodStart;
  draft.periodEnd = subscription.periodEnd;
  draft.chargesAutomatically = subscription.chargesAutomatically;
  if (!draft.chargesAutomatically) draft.dueAt = Instant{draft.created.ms + subscription.daysUntilDue * kDayMs};
  draft.discounts = activeDiscounts(subscription);
  draft.metadata = {};
  draft.testClock = subscription.testClock;
  return draft;
}

InvoiceLine Engine::Inner::lineOf(const SubscriptionItem& item, Instant from, Instant to) const {
  const Price& price = priceOf(item);
  const Product* product = ledger.products.find(price.product);
  InvoiceLine line;
  line.text = std::to_string(item.quantity) + " × " + (product == nullptr ? price.id : product->name);
  line.price = price.id;
  line.product = price.product;
  line.subscriptionItem = item.id;
  line.quantity = item.quantity;
  line.amountMinor = fixedMinor(price) * item.quantity;
  line.taxInclusive = price.taxInclusive;
  line.from = from;
  line.to = to;
  return line;
}

void Engine::Inner::addPeriodLines(Invoice& draft, const Subscription& subscription) const {
  for (const SubscriptionItem& item : subscription.items) {
    const Price& price = priceOf(item);
    // A metered price may have a fixed part as well (Dodo's fixed_price).
    if (price.meter.empty() || fixedMinor(price) != 0)
      draft.lines.push_back(lineOf(item, subscription.periodStart, subscription.periodEnd));
  }
}

void Engine::Inner::addUsageLines(Invoice& draft, const Subscription& subscription, const Period& ended) const {
  for (const SubscriptionItem& item : subscription.items)
    if (auto line = meteredLine(subscription, item, ended.start, ended.end)) draft.lines.push_back(std::move(*line));
}

void Engine::Inner::refreshWaiting() {
  for (const std::string& id : ledger.invoiceItems.changes()) {
    const InvoiceItem& item = *ledger.invoiceItems.find(id);
    std::vector<std::string>& waiting = waitingItems[item.customer];
    if (item.invoice.empty() && !item.deleted && std::ranges::find(waiting, id) == waiting.end()) waiting.push_back(id);
  }
}

InvoiceLine Engine::Inner::lineOfWaiting(const InvoiceItem& item) const {
  const Price* price = ledger.prices.find(item.price);
  InvoiceLine line;
  line.text = item.text;
  line.price = item.price;
  line.product = price == nullptr ? "" : price->product;
  line.invoiceItem = item.id;
  line.quantity = item.quantity;
  line.amountMinor = item.amountMinor;
  line.from = item.from;
  line.to = item.to;
  line.proration = item.proration;
  line.taxInclusive = price != nullptr && price->taxInclusive;
  line.metadata = item.metadata;
  return line;
}

// Items that wait for this customer's next invoice and are of its currency; those of another subscription wait on.
void Engine::Inner::takePendingItems(Invoice& draft, bool keep) {
  refreshWaiting();
  const auto waiting = waitingItems.find(draft.customer);
  for (const std::string& id : waiting == waitingItems.end() ? std::vector<std::string>() : waiting->second) {
    InvoiceItem& item = *ledger.invoiceItems.find(id);
    const bool fits = item.subscription.empty() || item.subscription == draft.subscription;
    if (!item.invoice.empty() || item.deleted || !fits || item.currency != draft.currency) continue;
    draft.lines.push_back(lineOfWaiting(item));
    if (!keep) continue;
    item.invoice = draft.id;
    ledger.invoiceItems.touch(id);
  }
  if (keep && waiting != waitingItems.end())
    std::erase_if(waiting->second,
                  [&](const std::string& id) { return !ledger.invoiceItems.find(id)->invoice.empty(); });
}

}  // namespace billing::sandbox
