// The engine's inside: what its actions share. Each part has a file of its own; none is called from outside the engine.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "domain/civildate.h"
#include "sandbox/engine/dueindex.h"
#include "sandbox/engine/engine.h"

namespace billing::sandbox {

inline constexpr std::int64_t kHourMs = 3'600'000;
inline constexpr std::int64_t kDayMs = 24 * kHourMs;

/// How a try to charge ended.
enum class Paying { Done, Held, Declined, NeedsAction };

/// What a change of items will do, worked out before anything is touched: preview and charge are the same plan.
struct ChangePlan {
  Instant at;
  Invoice draft;                     ///< lines to be charged at once; empty: nothing is
  std::vector<InvoiceItem> waiting;  ///< lines for the next invoice
  bool newPeriod = false;            ///< the billing period begins anew at `at`
};

struct Engine::Inner {
  explicit Inner(Engine& outer) : engine(outer), ledger(outer.ledger()) {}

  Engine& engine;
  Ledger& ledger;
  MaybeInstant moment;  ///< the time of what is just being done in advance()
  DueIndex due;

  // --- looking up: not_found
  template <class T>
  [[nodiscard]] static Result<T*> found(Table<T>& table, const std::string& id, const char* what) {
    if (T* entity = table.find(id)) return entity;
    return failure(ErrorKind::NotFound, "not_found", std::string("No such ") + what + ": '" + id + "'", "",
                   "List them to see which there are");
  }
  [[nodiscard]] Result<Subscription*> subscription(const std::string& id) const;
  /// Also subscription_inactive when it has ended or is not yet paid for.
  [[nodiscard]] Result<Subscription*> running(const std::string& id) const;
  [[nodiscard]] Instant nowOf(const Subscription& subscription) const { return engine.now(subscription.testClock); }
  [[nodiscard]] Instant nowOf(const std::string& customer) const;
  [[nodiscard]] std::string clockOf(const std::string& customer) const;
  [[nodiscard]] BillingInterval intervalOf(const std::vector<SubscriptionItem>& items) const;
  [[nodiscard]] const Price& priceOf(const SubscriptionItem& item) const;
  /// What one piece costs for a period, whatever is used: nothing for Stripe's metered prices, Dodo's fixed_price.
  [[nodiscard]] static std::int64_t fixedMinor(const Price& price) {
    return price.meter.empty() || price.home == Provider::Dodo ? price.unit.minor : 0;
  }
  /// The card that a subscription or its customer is charged with; nullptr: none.
  [[nodiscard]] PaymentMethod* cardFor(const std::string& subscription, const std::string& customer) const;

  // --- changes that are told
  void changed(Subscription& subscription, What what, const std::string& previous = {});
  void setStatus(Subscription& subscription, SubscriptionStatus status, What what);
  void changed(Invoice& invoice, What what, const std::string& previous = {});
  void changed(Payment& payment, What what);

  /// Of the change of plan that is being carried out: Dodo gives it to the change's payment, and takes the
  /// subscription's where there is none (SDK 2.52.0, metadata of SubscriptionChangePlanParams).
  Metadata changeMetadata;

  // --- invoices
  [[nodiscard]] Invoice draftFor(const Subscription& subscription, const std::string& reason) const;
  [[nodiscard]] InvoiceLine lineOf(const SubscriptionItem& item, Instant from, Instant to) const;
  [[nodiscard]] std::optional<InvoiceLine> meteredLine(const Subscription& subscription, const SubscriptionItem& item,
                                                       Instant from, Instant to) const;
  /// Lines for the items of the subscription's period, which begins.
  void addPeriodLines(Invoice& draft, const Subscription& subscription) const;
  /// Lines for what was used in a period that has ended.
  void addUsageLines(Invoice& draft, const Subscription& subscription, const Period& ended) const;
  void takePendingItems(Invoice& draft, bool keep);
  /// A line that waits for the subscription's next invoice, or for any of its customer's.
  void addWaiting(const InvoiceLine& line, const Subscription& subscription, bool anyOfCustomer);
  [[nodiscard]] InvoiceLine lineOfWaiting(const InvoiceItem& item) const;
  Invoice& store(Invoice draft);
  /// draft to open; what needs no money is paid at once.
  void open(Invoice& invoice);
  void settle(Invoice& invoice);
  /// The payment that an open invoice waits for; made when there is none that can still be used.
  Payment& paymentFor(Invoice& invoice);
  Paying charge(Invoice& invoice, PaymentMethod* card);
  /// The card that pays an invoice: the named one, or its subscription's or customer's.
  [[nodiscard]] Result<PaymentMethod*> payerOf(const Invoice& invoice, const std::string& named) const;
  Result<void> payByCard(Invoice& invoice, PaymentMethod& card);
  void retire(Invoice& invoice);
  void giveBalanceBack(Invoice& invoice);
  void useDiscounts(const Invoice& invoice);
  /// The ids of the discounts behind the words, if they may be used now.
  [[nodiscard]] Result<std::vector<std::string>> checkDiscounts(const std::vector<std::string>& wanted,
                                                                const std::string& customer) const;
  [[nodiscard]] std::vector<std::string> activeDiscounts(const Subscription& subscription) const;

  /// One line for an amount that was asked for.
  [[nodiscard]] Invoice demand(const Subscription& subscription, Money amount, const std::string& text) const;

  // --- payments
  [[nodiscard]] static Paying forecast(const PaymentMethod& card, bool offSession);
  Paying attempt(Payment& payment, PaymentMethod& card, bool offSession);
  Paying succeed(Payment& payment, const PaymentMethod& card);
  Paying decline(Payment& payment, const PaymentMethod& card, const std::string& code, const std::string& declineCode,
                 const std::string& message);
  [[nodiscard]] Result<PaymentMethod*> cardOf(const Payment& payment, const std::string& named) const;
  Paying authenticated(Payment& payment, PaymentMethod& card, bool success);
  void afterAttempt(Payment& payment, PaymentMethod& card, Paying outcome);
  /// What a payment that succeeded brings with it: its invoice, its checkout.
  void afterSuccess(Payment& payment);
  void attach(PaymentMethod& card, const std::string& customer);
  [[nodiscard]] Result<std::int64_t> refundable(const Payment& payment, std::optional<std::int64_t> wanted) const;
  void giveBack(Payment& payment, Charge* charge, std::int64_t amount);
  [[nodiscard]] bool lostDispute(const std::string& charge) const;
  /// A plan change waited for this payment, which will not come: the old plan stays.
  void dropPendingChange(const Payment& payment);

  // --- subscriptions
  [[nodiscard]] Result<PaymentMethod*> cardOf(const SubscriptionOrder& order) const;
  [[nodiscard]] Result<Subscription> planned(const SubscriptionOrder& order) const;
  void ownDiscounts(Subscription& subscription, std::vector<std::string> granted);
  [[nodiscard]] Result<void> canPay(const Subscription& draft, const PaymentMethod* card) const;
  void firstInvoice(Subscription& subscription, bool leaveOpen, BillingInterval interval);
  void activate(Subscription& subscription);
  void afterInvoicePaid(Subscription& subscription, Invoice& invoice);
  /// An invoice of a running subscription was not paid: past due or on hold, and when to try again.
  void fallBehind(Subscription& subscription, Invoice& invoice);
  void recover(Subscription& subscription);
  void end(Subscription& subscription, SubscriptionStatus status, What what);
  void billLastUsage(const Subscription& subscription, const Period& used);
  /// What is left of the period that was paid for, as credit lines.
  [[nodiscard]] std::vector<InvoiceLine> unusedLines(const Subscription& subscription, Instant at) const;
  void rollPeriod(Subscription& subscription, Instant start);
  void beginPeriodAnew(Subscription& subscription, Instant at);
  /// Invoices a period that has just begun and charges it.
  void bill(Subscription& subscription, const std::string& reason, const std::optional<Period>& ended = {});
  void collect(Subscription& subscription, Invoice& invoice);
  /// An archived price may stay where it was (`had`). not_found, no_items, price_not_recurring, price_inactive,
  /// currency_mismatch, mixed_intervals, bad_quantity.
  [[nodiscard]] Result<void> checkItems(const std::vector<SubscriptionItem>& items, const Currency& currency,
                                        const std::vector<SubscriptionItem>& had = {}) const;
  void applyItems(Subscription& subscription, std::vector<SubscriptionItem> items, const MaybeInstant& beginsPeriod);
  /// The invoice of the next renewal as it would be now, with these lines besides what waits already.
  [[nodiscard]] Invoice upcoming(const Subscription& subscription, const std::vector<InvoiceItem>& more);
  [[nodiscard]] Result<ChangePlan> plan(const Subscription& subscription, const ItemsChange& change) const;
  Result<Subscription*> carryOut(Subscription& subscription, const ItemsChange& change, ChangePlan plan);

  // --- checkouts
  void finish(Checkout& checkout, const PaymentMethod& card);
  Result<void> payCart(Checkout& checkout, PaymentMethod& card);
  Payment& paymentOfCart(Checkout& checkout, const Invoice& cost);
  Result<void> setUpCard(Checkout& checkout, PaymentMethod& card);
  Result<void> beginSubscription(Checkout& checkout, PaymentMethod& card);
  [[nodiscard]] SubscriptionOrder orderOf(const Checkout& checkout);

  // --- credits
  [[nodiscard]] std::vector<CreditGrant*> liveGrants(const std::string& customer, const std::string& entitlement) const;
  [[nodiscard]] std::int64_t creditBalance(const std::string& customer, const std::string& entitlement) const;
  std::string addGrant(const CreditEntry& entry);
  std::string draw(const CreditEntry& entry);
  void applyGrants(Invoice& invoice) const;
  /// Takes from the grants what the invoice says that they pay; gives it back when it is void.
  void drawGrants(const Invoice& invoice);
  void returnGrants(const Invoice& invoice);
  void enterGrant(CreditGrant& grant, std::int64_t change, const char* kind, const std::string& invoice);

  // --- time
  void watch();
  void refreshDue();
  void doDue(const DueEntry& entry);
  void invoiceDue(Invoice& invoice);
  void runUntil(const std::string& clock, Instant to);
  [[nodiscard]] MaybeInstant dueOf(const Subscription& subscription) const;
  void subscriptionDue(Subscription& subscription);
  void endTrialNow(Subscription& subscription);
  void billTrial(const Subscription& subscription);
  void renew(Subscription& subscription);
  void retry(Subscription& subscription);
  void giveUp(Subscription& subscription);
  void expireGrant(CreditGrant& grant);

  /// Invoice items that wait, by customer: faces add them to the ledger themselves.
  void refreshWaiting();
  std::unordered_map<std::string, std::vector<std::string>> waitingItems;

  // --- usage, by customer and event name, in the order of arrival; filled as the table grows
  mutable std::unordered_map<std::string, std::vector<std::size_t>> usage;
  mutable std::size_t usageSeen = 0;
};

/// {"status":"active"} in Stripe's words.
[[nodiscard]] std::string previousStatus(SubscriptionStatus status);

/// "The subscription cannot be `what`: its status is ...".
[[nodiscard]] tl::unexpected<Error> wrongStatus(const char* code, const char* what, const Subscription& subscription);
/// Past due, on hold or unpaid.
[[nodiscard]] bool isBehind(const Subscription& subscription);
/// The engine's own refusals.
[[nodiscard]] tl::unexpected<Error> refused(ErrorKind kind, const char* code, std::string message,
                                            std::string reason = {}, std::string hint = {});

}  // namespace billing::sandbox
