#include "sandbox/engine/changelines.h"

#include <algorithm>

namespace billing::sandbox {

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

ChangeLines::Lines ChangeLines::prorated(const std::vector<ItemPair>& pairs) const {
  std::vector<InvoiceLine> lines;
  for (const ItemPair& pair : pairs) {
    if (pair.same()) continue;
    const auto shares = share(pair);
    if (!shares) return failure(shares.error());
    if (pair.before != nullptr) lines.push_back(line(*pair.before, shares->creditMinor, "Unused time on "));
    if (pair.after != nullptr) lines.push_back(line(*pair.after, shares->chargeMinor, "Remaining time on "));
  }
  return lines;
}

ChangeLines::Lines ChangeLines::difference(const std::vector<SubscriptionItem>& items) const {
  const auto shares = prorate({sum(subscription_.items), sum(items), subscription_.periodStart, subscription_.periodEnd,
                               at_, ProrationMode::Difference, false});
  if (!shares) return failure(shares.error());
  if (shares->netMinor == 0) return std::vector<InvoiceLine>();
  return std::vector<InvoiceLine>{line(items.front(), shares->netMinor, "Difference of price for ")};
}

ChangeLines::Lines ChangeLines::unused() const {
  std::vector<InvoiceLine> lines;
  for (const SubscriptionItem& item : subscription_.items) {
    const auto shares = share({&item, nullptr});
    if (!shares) return failure(shares.error());
    if (shares->creditMinor != 0) lines.push_back(line(item, shares->creditMinor, "Unused time on "));
  }
  return lines;
}

ChangeLines::Lines ChangeLines::anew(const std::vector<SubscriptionItem>& items, bool credit) const {
  auto lines = credit ? unused() : Lines(std::vector<InvoiceLine>());
  if (!lines) return lines;
  const Instant end = periodStart(at_, inner_.intervalOf(items), 1);
  for (const SubscriptionItem& item : items) lines->push_back(inner_.lineOf(item, at_, end));
  return lines;
}

std::int64_t ChangeLines::amount(const SubscriptionItem* item) const {
  return item == nullptr ? 0 : Engine::Inner::fixedMinor(inner_.priceOf(*item)) * item->quantity;
}

std::int64_t ChangeLines::sum(const std::vector<SubscriptionItem>& items) const {
  std::int64_t all = 0;
  for (const SubscriptionItem& item : items) all += amount(&item);
  return all;
}

Result<Proration> ChangeLines::share(const ItemPair& pair) const {
  return prorate({amount(pair.before), amount(pair.after), subscription_.periodStart, subscription_.periodEnd, at_,
                  ProrationMode::Prorated, subscription_.status == SubscriptionStatus::Trialing});
}

InvoiceLine ChangeLines::line(const SubscriptionItem& item, std::int64_t amountMinor, const char* words) const {
  InvoiceLine made = inner_.lineOf(item, at_, subscription_.periodEnd);
  made.text = words + made.text;
  made.amountMinor = amountMinor;
  made.proration = true;
  return made;
}

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

std::vector<InvoiceLine> Engine::Inner::unusedLines(const Subscription& subscription, Instant at) const {
  return ChangeLines(*this, subscription, at).unused().value_or(std::vector<InvoiceLine>());
}

void Engine::Inner::addWaiting(const InvoiceLine& line, const Subscription& subscription, bool anyOfCustomer) {
  InvoiceItem item = waitingItem(line, subscription, nowOf(subscription));
  item.id = ledger.newId("ii_");
  if (anyOfCustomer) item.subscription.clear();
  engine.tell(What::InvoiceItemCreated, ledger.invoiceItems.add(std::move(item)).id);
}

}  // namespace billing::sandbox
