// The billing of the sandbox: what subscriptions, invoices, payments and time do to each other. No dialect, no socket;
// the time is the ledger's own (moved by advance). Every action either happens wholly or not at all, and tells what
// happened. Sources: the providers' documentation as in facts/providers.md and facts/billing.md.
//
// Renewal: at periodEnd an invoice with a line for each item, pending invoice items and metered usage is made,
// finalised and charged. A charge that fails makes the subscription past_due (Stripe) or on_hold (Dodo; past_due where
// its dunning is on), retried after 3, 5 and 7 days (Stripe's default of up to 4 tries), then cancelled. Month ends are
// counted from the anchor (domain/civildate.h).
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "providers/providervalues.h"
#include "sandbox/ledger/happening.h"
#include "sandbox/ledger/ledger.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::sandbox {

/// A change of items in mid-period. Stripe may have several items; Dodo has one.
struct ItemsChange {
  std::string subscription;
  std::vector<SubscriptionItem> items;  ///< the whole new list
  providers::ChangeCharge charge = providers::ChangeCharge::Prorated;
  bool atPeriodEnd = false;
  bool preventOnFailure = false;  ///< the old plan stays until the charge succeeds
  bool beginsAnew = false;        ///< a new period begins now whatever the interval (Stripe's billing_cycle_anchor now)
  MaybeInstant prorationAt;
  std::vector<std::string> discountCodes;
  Metadata metadata;  ///< Dodo: of the payment that it brings
};

struct SubscriptionOrder {
  std::string customer;
  std::vector<SubscriptionItem> items;
  Currency currency;
  std::string paymentMethod, description, checkout;
  int trialDays = 0;
  MaybeInstant trialEnd, anchor, cancelAt;
  bool cancelAtPeriodEnd = false, chargesAutomatically = true, onDemand = false;
  bool errorWhenDeclined = false;  ///< Stripe's error_if_incomplete; else it stays Pending (incomplete)
  bool defaultIncomplete = false;  ///< the first payment is left open
  int daysUntilDue = 0;
  std::string withoutCard;             ///< Subscription::withoutCard
  std::vector<std::string> discounts;  ///< ids of Discount or PromotionCode
  Metadata metadata;
};

/// Error codes are neutral (not_found, card_declined with `reason` the decline code, subscription_inactive,
/// change_pending, scheduled_cancellation, refund_exceeds, already_refunded, not_refundable, invoice_not_open ...); a
/// face gives them its provider's words. References stay good until the next action.
class Engine {
 public:
  using Tell = std::function<void(const Happening&)>;
  struct Inner;  ///< inner.h
  /// `clock` is the machine's. All outlive the engine.
  Engine(Ledger& ledger, const Clock& clock, Tell tell);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  [[nodiscard]] Ledger& ledger() { return ledger_; }
  /// The sandbox's time; for a customer on a test clock that clock's.
  [[nodiscard]] Instant now(const std::string& testClock = {}) const;
  /// Moves the clock forward and does all that falls due on the way, in its order.
  Result<void> advance(Instant to);
  Result<void> advanceTestClock(const std::string& id, Instant to);
  /// What has fallen due by itself; called now and then.
  Result<void> catchUp();
  /// When something falls due next; nullopt: nothing waits.
  [[nodiscard]] MaybeInstant nextDue() const;

  /// A card of testcards.h; for a customer it is attached (and, if the customer has none, becomes the default), which
  /// the cards that always decline refuse: card_declined. "" makes one that is nobody's yet, which every card allows.
  Result<PaymentMethod*> addCard(const std::string& customer, const std::string& numberOrToken);
  Result<Subscription*> subscribe(const SubscriptionOrder& order);
  /// An invoice that is never stored: what change would cost now.
  Result<Invoice> previewItems(const ItemsChange& change);
  /// The invoice that the next renewal will bring.
  Result<Invoice> previewRenewal(const std::string& subscription);
  Result<Subscription*> changeItems(const ItemsChange& change);
  Result<Subscription*> unscheduleChange(const std::string& subscription);
  Result<Subscription*> cancelNow(const std::string& subscription, bool prorate = false, bool invoiceNow = false);
  Result<Subscription*> cancelAtPeriodEnd(const std::string& subscription, bool yes);
  Result<Subscription*> pause(const std::string& subscription);
  Result<Subscription*> resume(const std::string& subscription);
  Result<Subscription*> endTrial(const std::string& subscription, Instant at);
  /// `credit`: what is left of the paid period waits for the next invoice.
  Result<Subscription*> beginTrial(const std::string& subscription, Instant until, bool credit);
  Result<Subscription*> moveRenewal(const std::string& subscription, Instant at);
  /// Another card; what is past due is charged with it at once.
  Result<Subscription*> useCard(const std::string& subscription, const std::string& paymentMethod);
  /// On-demand subscriptions only.
  Result<Payment*> chargeOnDemand(const std::string& subscription, Money amount, const std::string& text);

  Result<Invoice*> makeInvoice(Invoice draft, bool withPendingItems);
  Result<Invoice*> finalize(const std::string& invoice);
  /// A draft is finalised first. A decline is the error card_declined with the decline code as its reason; the invoice
  /// keeps the payment that failed. A card that wants authentication: payment_action_required, the payment waits.
  Result<Invoice*> pay(const std::string& invoice, const std::string& paymentMethod = {}, bool outOfBand = false);
  Result<Invoice*> voidInvoice(const std::string& invoice);
  Result<Invoice*> markUncollectible(const std::string& invoice);
  /// Recomputes sums, tax and balance of a draft.
  void total(Invoice& invoice) const;

  /// Charges what the payment asks for. A decline is an answer (the payment carries it), not an error.
  Result<Payment*> confirm(const std::string& payment, const std::string& paymentMethod = {});
  /// The customer authenticated (or failed to).
  Result<Payment*> authenticate(const std::string& payment, bool success);
  Result<Payment*> capture(const std::string& payment, std::optional<std::int64_t> amountMinor);
  Result<Payment*> cancelPayment(const std::string& payment, const std::string& reason);
  /// nullopt: what is left. Spread over the cart from its first line on; a face that was told of lines says so there.
  Result<Refund*> refund(const std::string& payment, std::optional<std::int64_t> amountMinor, const std::string& reason,
                         const Metadata& metadata);
  Result<Dispute*> openDispute(const std::string& payment);
  Result<Dispute*> closeDispute(const std::string& dispute, bool won);

  /// What a checkout would be charged now: its cart, codes and tax, as an invoice that is never stored.
  Result<Invoice> previewCheckout(const Checkout& checkout);
  /// Discounts at work, for customers and subscriptions that they are given to: ids of Discount or PromotionCode, or
  /// their codes. not_found, discount_expired, discount_used_up, discount_inactive.
  Result<std::vector<std::string>> grantDiscounts(const std::vector<std::string>& wanted, const std::string& customer,
                                                  const std::string& subscription);
  /// Pays a checkout with a card (number or token): customer, payment or subscription, invoice; for a subscription that
  /// the checkout changes, the change. A declined card leaves it open, with the payment that failed.
  Result<Checkout*> completeCheckout(const std::string& checkout, const std::string& card);
  Result<Checkout*> expireCheckout(const std::string& checkout);

  /// Sum of a meter's events in [from, to).
  [[nodiscard]] std::int64_t metered(const Meter& meter, const std::string& customer, Instant from, Instant to) const;
  Result<CreditEntry*> changeCredits(const CreditEntry& wanted);

  void tell(What what, const std::string& id, const std::string& previous = {});
  void tellPlain(const std::string& type, const std::string& id);

 private:
  Ledger& ledger_;
  const Clock& clock_;
  Tell tell_;
  std::unique_ptr<Inner> inner_;
};

}  // namespace billing::sandbox
