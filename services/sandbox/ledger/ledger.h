// All entities of the sandbox in memory, in the order of their making, written through to a document file. One thread.
#pragma once

#include <cstdint>
#include <memory>
#include <set>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "sandbox/ledger/entities.h"
#include "store/documentfile.h"
#include "support/result.h"

namespace billing::sandbox {

/// References stay good until the entity is removed. Whoever changes one says so by touch().
template <class T>
class Table {
 public:
  [[nodiscard]] T* find(const std::string& id) {
    const auto found = index_.find(id);
    return found == index_.end() ? nullptr : rows_[found->second].get();
  }
  [[nodiscard]] const T* find(const std::string& id) const { return const_cast<Table*>(this)->find(id); }
  T& add(T entity) {
    const std::string id = entity.id;
    index_[id] = rows_.size();
    rows_.push_back(std::make_unique<T>(std::move(entity)));
    touch(id);
    return *rows_.back();
  }
  void touch(const std::string& id) {
    touched_.insert(id);
    if (watched_) changes_.push_back(id);
  }
  /// Oldest first; never null.
  [[nodiscard]] const std::vector<std::unique_ptr<T>>& all() const { return rows_; }
  [[nodiscard]] std::size_t size() const { return rows_.size(); }
  /// The place of an id in all(); size() when there is none.
  [[nodiscard]] std::size_t place(const std::string& id) const {
    const auto found = index_.find(id);
    return found == index_.end() ? rows_.size() : found->second;
  }
  [[nodiscard]] std::set<std::string>& touched() { return touched_; }
  /// From now on changes() tells the ids of what was added or touched since it was last asked: the engine's watch over
  /// what falls due. All that is there counts as changed.
  void watch() {
    watched_ = true;
    for (const auto& row : rows_) changes_.push_back(row->id);
  }
  [[nodiscard]] std::vector<std::string> changes() { return std::exchange(changes_, {}); }

 private:
  bool watched_ = false;
  std::vector<std::string> changes_;
  std::vector<std::unique_ptr<T>> rows_;
  std::unordered_map<std::string, std::size_t> index_;
  std::set<std::string> touched_;
};

class Ledger {
 public:
  Table<Product> products;
  Table<Price> prices;
  Table<Customer> customers;
  Table<PaymentMethod> paymentMethods;
  Table<Subscription> subscriptions;
  Table<GrantedDiscount> grantedDiscounts;
  Table<Discount> discounts;
  Table<PromotionCode> promotionCodes;
  Table<Invoice> invoices;
  Table<InvoiceItem> invoiceItems;
  Table<Payment> payments;
  Table<Charge> charges;
  Table<Refund> refunds;
  Table<Dispute> disputes;
  Table<CreditNote> creditNotes;
  Table<Checkout> checkouts;
  Table<PortalSession> portals;
  Table<Meter> meters;
  Table<UsageEvent> usage;
  Table<CreditEntitlement> creditEntitlements;
  Table<CreditGrant> creditGrants;
  Table<CreditEntry> creditEntries;
  Table<TestClock> testClocks;
  Table<Endpoint> endpoints;
  Table<Event> events;
  Table<Delivery> deliveries;
  Table<KeptAnswer> keptAnswers;
  Table<Plain> plain;

  /// How far the sandbox's clock is ahead of the machine's, and the state of the id maker.
  std::int64_t clockOffsetMs = 0;
  std::uint64_t nextId = 1;
  std::int64_t nextInvoiceNumber = 1;
  /// Dodo's dunning is on: a renewal that is not paid makes the subscription past_due and is tried again; off: on_hold.
  bool dodoDunning = false;
  /// What becomes of a subscription when the last retry failed: "cancel", "unpaid" (Stripe) or "keep".
  std::string afterDunning = "cancel";

  /// "sub_" and 24 characters that never repeat within a ledger.
  [[nodiscard]] std::string newId(const std::string& prefix);

  /// "" keeps everything in memory only. Errors as DocumentFile::open, and Corrupt "document_damaged".
  [[nodiscard]] static Result<std::unique_ptr<Ledger>> open(const std::string& file);
  /// Writes what was touched: all or nothing; not the secret of an endpoint that was named at the start.
  [[nodiscard]] Result<void> save();

 private:
  template <class Visitor>
  void eachTable(const Visitor& visit);
  [[nodiscard]] Result<void> load();

  std::unique_ptr<store::DocumentFile> file_;
  std::string savedState_;
};

}  // namespace billing::sandbox
