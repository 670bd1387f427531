// One vocabulary for what both providers report. A BillingEvent carries snapshots of the objects that the provider sent
// with it; applying it (eventapplication.h) merges those snapshots into the state that we hold.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/invoiceline.h"
#include "domain/money.h"
#include "domain/provider.h"
#include "support/instant.h"

namespace billing {

enum class BillingEventKind {
  CustomerCreated,
  CustomerUpdated,
  CustomerDeleted,
  SubscriptionCreated,
  SubscriptionUpdated,
  SubscriptionRenewed,
  SubscriptionPlanChanged,
  SubscriptionPastDue,
  SubscriptionPaused,
  SubscriptionResumed,
  SubscriptionCancelled,
  SubscriptionExpired,
  SubscriptionTrialEnding,
  PaymentSucceeded,
  PaymentFailed,
  PaymentProcessing,
  PaymentCancelled,
  InvoiceCreated,
  InvoiceUpdated,
  InvoiceFinalized,
  InvoicePaid,
  InvoicePaymentFailed,
  InvoiceVoided,
  RefundSucceeded,
  RefundFailed,
  RefundUpdated,
  DisputeOpened,
  DisputeUpdated,
  DisputeClosed,
  CheckoutCompleted,
  CreditChanged,
  CatalogueChanged,
  Other,  ///< known to the provider, without effect on billing state
};

/// "subscription.cancelled" and so on: our own word, the same for both providers.
[[nodiscard]] std::string_view toString(BillingEventKind kind);

enum class SubscriptionStatus {
  Pending,
  Trialing,
  Active,
  PastDue,
  OnHold,
  Paused,
  Unpaid,
  Cancelled,
  Expired,
  Failed,
  Unknown
};
[[nodiscard]] std::string_view toString(SubscriptionStatus status);  ///< "past_due", "on_hold", ...
[[nodiscard]] SubscriptionStatus subscriptionStatusFrom(std::string_view word);
/// Cancelled, Expired and Failed end a subscription.
[[nodiscard]] bool isFinal(SubscriptionStatus status);

enum class IntervalUnit { Day, Week, Month, Year };
[[nodiscard]] std::string_view toString(IntervalUnit unit);
struct BillingInterval {
  IntervalUnit unit = IntervalUnit::Month;
  int count = 1;  ///< at least 1
  bool operator==(const BillingInterval&) const = default;
};

/// How much of an object a snapshot tells, and how far it is to be believed. Fields that the provider did not send are
/// nullopt or empty and leave what we hold untouched; a Whole object clears the instants and switches that it no longer
/// carries.
enum class Snapshot {
  Whole,  ///< the object itself, complete
  Part,   ///< some of its fields, as true as a whole object of that time (Dodo's customer inside a payment)
  Hint,   ///< some of its fields, at second hand: loses to every Whole and Part, however old (the address printed on an
          ///< invoice)
};

struct CustomerState {
  Snapshot snapshot = Snapshot::Whole;
  std::string externalId;
  std::optional<std::string> name;
  std::optional<std::string> email;
  std::optional<Instant> createdAt;
  bool deleted = false;
};

/// What is taken off a subscription's price. Either percentBps or amountMinor is above 0.
struct SubscriptionDiscount {
  enum class Duration { Once, Repeating, Forever };
  std::string code;              ///< what people typed; may be empty
  int percentBps = 0;            ///< hundredths of a percent, at most 10000
  std::int64_t amountMinor = 0;  ///< of the subscription's currency, for one interval
  Duration duration = Duration::Forever;
  std::optional<Instant> endsAt;  ///< nullopt: with its duration, or not known
  bool operator==(const SubscriptionDiscount&) const = default;
};
[[nodiscard]] std::string_view toString(SubscriptionDiscount::Duration duration);  ///< "once", "repeating", "forever"

struct SubscriptionState {
  Snapshot snapshot = Snapshot::Whole;
  std::string externalId;
  std::string customerExternalId;
  std::string productId;  ///< Dodo: product id; Stripe: price id
  std::optional<std::string> productName;
  SubscriptionStatus status = SubscriptionStatus::Unknown;
  std::string providerStatus;  ///< the provider's own word
  Money amount;                ///< for one interval, quantity included, before tax
  std::int64_t quantity = 1;
  std::optional<BillingInterval> interval;
  std::optional<Instant> createdAt;
  std::optional<Instant> periodStart;
  std::optional<Instant> periodEnd;
  std::optional<Instant> trialEnd;
  std::optional<Instant> cancelAt;
  std::optional<Instant> cancelledAt;
  bool cancelAtPeriodEnd = false;
  std::optional<SubscriptionDiscount> discount;  ///< not yet taken off `amount`
  std::optional<bool> hasPaymentMethod;          ///< nullopt: not told
};

struct PaymentState {
  Snapshot snapshot = Snapshot::Whole;
  std::string externalId;
  std::string customerExternalId;
  std::string subscriptionExternalId;
  std::string invoiceExternalId;
  std::string status;  ///< succeeded, failed, processing, cancelled
  std::string providerStatus;
  Money amount;
  std::optional<std::string> productId;
  std::optional<std::string> failureCode;
  std::optional<std::string> failureMessage;
  std::optional<std::string> method;     ///< "card visa 4242", "upi", ...
  std::optional<std::int64_t> taxMinor;  ///< included in `amount`
  std::optional<Instant> createdAt;
};

struct InvoiceState {
  Snapshot snapshot = Snapshot::Whole;
  std::string externalId;
  std::string number;  ///< what people quote; may be empty while a draft
  std::string customerExternalId;
  std::string subscriptionExternalId;
  std::string status;  ///< draft, open, paid, void, uncollectible
  std::string providerStatus;
  Money total;
  std::int64_t paidMinor = 0;
  std::int64_t remainingMinor = 0;
  std::optional<Instant> issuedAt;
  std::optional<Instant> dueAt;
  std::optional<Instant> paidAt;
  std::optional<std::string> pdfUrl;
  std::optional<std::int64_t> taxMinor;  ///< included in `total`
  std::vector<InvoiceLine> lines;        ///< empty: not told
};

struct RefundState {
  Snapshot snapshot = Snapshot::Whole;
  std::string externalId;
  std::string paymentExternalId;
  std::string customerExternalId;
  std::string status;  ///< succeeded, failed, pending, cancelled
  Money amount;
  std::optional<std::string> reason;
  std::optional<Instant> createdAt;
};

struct DisputeState {
  Snapshot snapshot = Snapshot::Whole;
  std::string externalId;
  std::string paymentExternalId;
  std::string customerExternalId;
  std::string status;  ///< the provider's word
  bool open = true;
  Money amount;
  std::optional<std::string> reason;
  std::optional<Instant> createdAt;
};

/// A balance of credits or a metered allowance, as far as events tell. Quantities in thousandths of the unit.
struct UsageState {
  Snapshot snapshot = Snapshot::Part;
  std::string externalId;  ///< entitlement or meter id
  std::string customerExternalId;
  std::string subscriptionExternalId;
  std::string name;
  std::string unit;
  std::optional<std::int64_t> grantedMilli;    ///< nullopt: no limit known
  std::optional<std::int64_t> remainingMilli;  ///< nullopt: only the allowance is known
};

/// A product and price, as far as events tell.
struct PriceState {
  Snapshot snapshot = Snapshot::Whole;
  std::string productId;
  std::string priceId;  ///< Stripe; for Dodo the same as productId
  std::optional<std::string> name;
  Money amount;
  std::optional<BillingInterval> interval;  ///< nullopt: one-off
  bool active = true;
};

struct BillingEvent {
  Provider provider = Provider::Dodo;
  std::string eventId;
  std::string providerType;  ///< the provider's own name of the event
  BillingEventKind kind = BillingEventKind::Other;
  Instant occurredAt;   ///< the object's own time: Dodo `timestamp`, Stripe `created`
  std::string subject;  ///< the lane: subscription id, else the id of the main object
  std::string customerExternalId;
  std::optional<bool> liveMode;  ///< as the event itself claims, where it does
  /// What the team wrote into the main object (for Stripe also the session's), texts only, in their order.
  std::vector<std::pair<std::string, std::string>> metadata;
  std::vector<std::string> productIds;  ///< of a one-off payment's cart
  /// Fields of the subject that the event says it changed, by their names of entityfields.h; empty where it does not
  /// say.
  std::vector<std::string> changedFields;
  std::vector<CustomerState> customers;
  std::vector<SubscriptionState> subscriptions;
  std::vector<PaymentState> payments;
  std::vector<InvoiceState> invoices;
  std::vector<RefundState> refunds;
  std::vector<DisputeState> disputes;
  std::vector<UsageState> usage;
  std::vector<PriceState> prices;
};

}  // namespace billing
