// What a change of items costs, line by line; every amount through domain/proration.h.
#pragma once

#include "domain/proration.h"
#include "sandbox/engine/inner.h"

namespace billing::sandbox {

/// What becomes of one item: before and after; nullptr: it is new, or goes.
struct ItemPair {
  const SubscriptionItem* before = nullptr;
  const SubscriptionItem* after = nullptr;
  [[nodiscard]] bool same() const {
    return before != nullptr && after != nullptr && before->price == after->price &&
           before->quantity == after->quantity;
  }
};
[[nodiscard]] std::vector<ItemPair> pairsOf(const std::vector<SubscriptionItem>& before,
                                            const std::vector<SubscriptionItem>& after);

class ChangeLines {
 public:
  using Lines = Result<std::vector<InvoiceLine>>;
  /// Both outlive it.
  ChangeLines(const Engine::Inner& inner, const Subscription& subscription, Instant at)
      : inner_(inner), subscription_(subscription), at_(at) {}

  /// The unused time of what changes, and the remaining time of what takes its place.
  [[nodiscard]] Lines prorated(const std::vector<ItemPair>& pairs) const;
  /// One line: up or down by the difference of the whole prices.
  [[nodiscard]] Lines difference(const std::vector<SubscriptionItem>& items) const;
  /// The unused time of all that there is, as credits.
  [[nodiscard]] Lines unused() const;
  /// The unused time of the old period as a credit, if wanted, and a whole new period.
  [[nodiscard]] Lines anew(const std::vector<SubscriptionItem>& items, bool credit) const;

 private:
  [[nodiscard]] std::int64_t amount(const SubscriptionItem* item) const;
  [[nodiscard]] std::int64_t sum(const std::vector<SubscriptionItem>& items) const;
  [[nodiscard]] Result<Proration> share(const ItemPair& pair) const;
  [[nodiscard]] InvoiceLine line(const SubscriptionItem& item, std::int64_t amountMinor, const char* words) const;

  const Engine::Inner& inner_;
  const Subscription& subscription_;
  Instant at_;
};

/// The same as an item that waits for the subscription's next invoice.
[[nodiscard]] InvoiceItem waitingItem(const InvoiceLine& line, const Subscription& subscription, Instant at);

}  // namespace billing::sandbox
