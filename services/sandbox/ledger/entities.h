// What the sandbox holds: one ledger for both providers, in neutral words. Plain values; amounts in minor units. An
// object belongs to the dialect in which its customer was made (`home`): it decides the look of the ids that the engine
// makes and whose events tell of it. Either dialect can read all of it.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/billingevent.h"
#include "domain/money.h"
#include "domain/provider.h"
#include "support/instant.h"

namespace billing::sandbox {

using Metadata = std::map<std::string, std::string>;
using MaybeInstant = std::optional<Instant>;

struct Address {
  std::string line1, line2, city, state, postalCode, country;
};

struct Product {
  std::string id, name, description, taxCategory = "saas", unitLabel;
  Provider home = Provider::Dodo;
  bool active = true;
  Metadata metadata;
  std::string defaultPrice;  ///< Dodo: the price that the product is sold at
  Instant created, updated;
};

struct Price {
  std::string id, product, nickname, lookupKey;
  Provider home = Provider::Dodo;
  bool active = true;
  Money unit;
  std::optional<BillingInterval> interval;  ///< nullopt: one-off
  std::optional<BillingInterval> runs;      ///< Dodo: subscription_period, after which it expires
  int trialDays = 0;
  bool taxInclusive = false;
  std::string meter;        ///< usage-based
  std::string unitDecimal;  ///< usage-based: price of a unit, decimal text in minor units (Stripe) or major (Dodo)
  std::int64_t freeUnits = 0;
  Metadata metadata;
  Instant created;
};

struct Customer {
  std::string id, name, email, phone, description, business;
  Provider home = Provider::Dodo;
  Address address;
  Metadata metadata;
  std::map<std::string, std::int64_t> balance;  ///< by currency code; positive: the customer's credit
  std::string paymentMethod;                    ///< default
  std::string discount;                         ///< id of a GrantedDiscount
  std::string testClock;
  bool deleted = false;
  Instant created;
};

/// How a card behaves; testcards.h tells which number does what.
enum class CardBehaviour {
  Pays,
  Declines,
  InsufficientFunds,
  LostCard,
  StolenCard,
  Expired,
  IncorrectCvc,
  ProcessingError,
  FailsWhenCharged,
  NeedsAuthentication,
  DeclinesAfterAuthentication,
  Disputed
};

struct PaymentMethod {
  std::string id, customer;
  CardBehaviour behaviour = CardBehaviour::Pays;
  std::string brand = "visa", lastFour = "4242", country = "US";
  int expMonth = 6, expYear = 2032;
  std::string holder, email;
  bool authenticated = false;  ///< NeedsAuthentication: the customer did once, off-session charges pass
  Address address;
  Metadata metadata;
  Instant created;
};

struct SubscriptionItem {
  std::string id, price;
  std::int64_t quantity = 1;
  Metadata metadata;
};

struct ScheduledChange {
  std::string id, price;
  std::int64_t quantity = 1;
  Instant created, at;
};

struct Subscription {  // NOLINT(clang-analyzer-optin.performance.Padding): in the order of reading
  std::string id, customer, paymentMethod, description;
  Provider home = Provider::Dodo;
  SubscriptionStatus status = SubscriptionStatus::Pending;  ///< Pending: first payment open (Stripe: incomplete)
  std::vector<SubscriptionItem> items;                      ///< Dodo: exactly one
  Currency currency;
  Metadata metadata;
  Instant created, anchor, periodStart, periodEnd;
  MaybeInstant trialStart, trialEnd, cancelAt, cancelledAt, endedAt, pausedAt, expiresAt, resumesAt;
  bool cancelAtPeriodEnd = false;
  std::string cancelReason, cancelComment, cancelFeedback;
  std::string pauseCollection;  ///< Stripe pause_collection.behavior; empty: not
  bool chargesAutomatically = true;
  int daysUntilDue = 0;
  std::string latestInvoice, checkout, schedule, testClock;
  std::vector<std::string> discounts;  ///< ids of GrantedDiscount
  std::optional<ScheduledChange> scheduledChange;
  std::string pendingChangePayment;  ///< a plan change that waits for its payment (Dodo: another one is a 409)
  std::vector<SubscriptionItem> pendingItems;  ///< what that change will bring
  MaybeInstant pendingPeriod;                  ///< and when its new period begins, if it begins one
  bool onDemand = false;
  std::string withoutCard;  ///< a trial ends and there is no card (Stripe): "cancel", "pause"; empty: it is invoiced
  int failedAttempts = 0;
  MaybeInstant pastDueSince, nextAttempt;
  bool trialWillEndTold = false;
  std::int64_t periodsPaid = 0;
};

/// Sold to a subscription or customer: a coupon at work.
struct GrantedDiscount {
  std::string id, discount, customer, subscription, promotionCode;
  Instant start;
  MaybeInstant end;
  std::int64_t cyclesLeft = -1;  ///< -1: for ever
};

/// Stripe's coupon, Dodo's discount.
struct Discount {
  std::string id, name, code;  ///< code: Dodo
  Provider home = Provider::Dodo;
  std::int64_t basisPoints = 0;  ///< 540: 5.4 %
  std::optional<Money> amountOff;
  std::int64_t cycles = -1;  ///< -1: for ever, 1: once
  std::optional<std::int64_t> most;
  std::int64_t used = 0;
  std::vector<std::string> products;
  MaybeInstant startsAt, expiresAt;
  Metadata metadata;
  bool deleted = false;
  Instant created;
};

struct PromotionCode {
  std::string id, coupon, code, customer;
  bool active = true;
  std::optional<std::int64_t> most;
  std::int64_t used = 0;
  MaybeInstant expiresAt;
  Metadata metadata;
  Instant created;
};

struct InvoiceLine {
  std::string id, text, price, product, subscriptionItem, invoiceItem;
  std::int64_t quantity = 1;
  std::int64_t amountMinor = 0;  ///< before discount and tax; negative: credit
  std::int64_t discountMinor = 0, taxMinor = 0;
  std::int64_t creditMinor = 0;  ///< Stripe: what credit grants pay of usage, before tax
  Instant from, to;
  bool proration = false;
  bool taxInclusive = false;  ///< the tax is part of the amount, not on top of it
  Metadata metadata;
};

struct Invoice {
  std::string id, number, customer, subscription, description, footer;
  Provider home = Provider::Dodo;
  std::string status = "draft";  ///< draft, open, paid, void, uncollectible
  std::string reason;            ///< Stripe's billing_reason
  Currency currency;
  std::vector<InvoiceLine> lines;
  std::int64_t subtotalMinor = 0, discountMinor = 0, taxMinor = 0, totalMinor = 0;
  std::int64_t creditMinor = 0;  ///< of the lines; the total is without it
  std::int64_t startingBalanceMinor = 0,
               endingBalanceMinor = 0;  ///< of the customer, as Stripe counts: negative is credit
  std::int64_t dueMinor = 0, paidMinor = 0, creditedMinor = 0;
  Instant created, periodStart, periodEnd;
  MaybeInstant finalizedAt, paidAt, voidedAt, uncollectibleAt, dueAt, nextAttempt, finalizesAt, sentAt;
  int attempts = 0;
  bool chargesAutomatically = true, advances = true;
  std::vector<std::string> payments;
  std::vector<std::string> discounts;
  Metadata metadata;
  std::string testClock;
  bool deleted = false;
};

/// Waits for the customer's next invoice.
struct InvoiceItem {
  std::string id, customer, subscription, invoice, text, price;
  std::int64_t quantity = 1, amountMinor = 0;
  Currency currency;
  Instant created, from, to;
  bool proration = false, deleted = false;
  Metadata metadata;
};

struct CartLine {
  std::string product, price;
  std::int64_t quantity = 1, amountMinor = 0, taxMinor = 0;
  std::int64_t refundedMinor = 0;
};

/// Stripe's payment intent, Dodo's payment.
struct Payment {
  std::string id, customer, subscription, invoice, checkout, paymentMethod, description, receiptEmail;
  Provider home = Provider::Dodo;
  /// Stripe's words: requires_payment_method, requires_confirmation, requires_action, processing, requires_capture,
  /// canceled, succeeded. Dodo's failed is requires_payment_method with an error.
  std::string status = "requires_payment_method";
  Money amount;
  std::int64_t taxMinor = 0, capturedMinor = 0, refundedMinor = 0;
  std::string errorCode, declineCode, errorMessage, cancelReason;
  std::vector<std::string> charges;
  std::vector<CartLine> cart;
  Metadata metadata;
  bool captureByHand = false, updatesPaymentMethod = false, offSession = false;
  std::string setupFutureUsage;
  int retry = 0;
  Instant created, updated;
  MaybeInstant cancelledAt;
  std::string testClock;
};

struct Charge {
  std::string id, payment, customer, paymentMethod, invoice;
  std::string status = "succeeded";  ///< succeeded, pending, failed
  Money amount;
  std::int64_t capturedMinor = 0, refundedMinor = 0;
  std::string errorCode, declineCode, errorMessage;
  bool disputed = false;
  Metadata metadata;
  Instant created;
};

struct Refund {
  std::string id, payment, charge, customer, reason, comment;
  Provider home = Provider::Dodo;
  std::string status = "succeeded";  ///< succeeded, pending, failed, canceled
  Money amount;
  bool partial = false;
  Metadata metadata;
  Instant created;
};

struct Dispute {
  std::string id, payment, charge, customer, reason = "fraudulent";
  Provider home = Provider::Dodo;
  std::string status = "needs_response";  ///< Stripe's word; won, lost, under_review
  Money amount;
  Metadata metadata;
  std::string evidence;  ///< JSON object
  Instant created;
  MaybeInstant respondBy;
};

/// Stripe's credit notes.
struct CreditNote {
  std::string id, number, invoice, customer, reason, memo, status = "issued", refund;
  Money amount;
  std::vector<InvoiceLine> lines;
  Metadata metadata;
  Instant created;
  MaybeInstant voidedAt;
};

struct Checkout {
  std::string id, customer, email, name, successUrl, cancelUrl, reference, locale;
  Provider home = Provider::Dodo;
  std::string mode = "subscription";  ///< payment, subscription, setup
  std::string status = "open";        ///< open, complete, expired
  std::vector<CartLine> cart;
  Currency currency;
  std::int64_t subtotalMinor = 0, discountMinor = 0, totalMinor = 0;
  int trialDays = 0;
  Metadata metadata, subscriptionMetadata, paymentMetadata;
  std::vector<std::string> codes;  ///< discounts or promotion codes asked for
  bool allowsCodes = false, sendsShipping = false;
  std::string payment, subscription, invoice, setupIntent, changesSubscription;
  Address address;
  std::string paymentMethod;
  bool confirmed = false;
  Instant created, expires;
};

/// A link to the portal, or to a page of it.
struct PortalSession {
  std::string id, customer, returnUrl, subscription, flow, configuration;
  Provider home = Provider::Dodo;
  Instant created, expires;
};

struct Meter {
  std::string id, name, eventName, unit, description;
  Provider home = Provider::Dodo;
  std::string aggregation = "sum", valueKey = "value", customerKey = "stripe_customer_id";
  bool active = true;
  std::string filter;  ///< JSON, as given
  Instant created, updated;
  MaybeInstant deactivatedAt;
};

struct UsageEvent {
  std::string id, customer, eventName;
  std::map<std::string, std::string> values;  ///< metadata or payload
  Instant at, received;
  bool cancelled = false;
};

struct CreditEntitlement {
  std::string id, name, unit, description;
  int precision = 0;
  Currency currency;
  std::string unitPrice;
  bool overage = false, rollover = false, deleted = false;
  std::string overageBehaviour = "forgive_at_reset";
  std::optional<std::int64_t> expiresAfterDays;
  Instant created, updated;
};

/// Dodo's credits (entitlement) and Stripe's credit grants (currency). Amounts in millionths of the unit, or minor
/// units.
struct CreditGrant {
  std::string id, customer, entitlement, source, sourceKind, name, category = "promotional";
  Provider home = Provider::Dodo;
  Currency currency;
  std::int64_t amount = 0, remaining = 0;
  Metadata metadata;
  Instant created, effective;
  MaybeInstant expires, voided;
  std::string idempotencyKey;
};

struct CreditEntry {
  std::string id, customer, entitlement, grant, kind, reason, reference, idempotencyKey;
  std::int64_t amount = 0, before = 0, after = 0;
  bool adds = true;
  Metadata metadata;
  Instant created;
};

struct TestClock {
  std::string id, name, status = "ready";
  Instant frozen, created, deletesAfter;
  bool deleted = false;
};

/// Where deliveries go.
struct Endpoint {
  std::string id, url, description, secret, previousSecret;
  Provider home = Provider::Dodo;
  std::vector<std::string> types;  ///< empty or "*": all
  bool enabled = true, deleted = false, fromCommandLine = false;
  MaybeInstant previousUntil;
  std::string apiVersion;
  Metadata metadata;
  std::map<std::string, std::string> headers;
  Instant created, updated;
};

/// What was told. Stripe's body is that of the moment; Dodo's is made anew at each delivery, from what is then.
struct Event {
  std::string id, type, objectKind, objectId, body, requestId, idempotencyKey;
  Provider home = Provider::Dodo;
  Instant created;
};

struct Delivery {
  std::string id, event, endpoint, state = "waiting";  ///< waiting, delivered, failed
  int attempts = 0, lastStatus = 0;
  std::string lastError;
  Instant nextAttempt, created;  ///< of the machine's clock, not the ledger's
};

/// The first answer under a key, given again (Stripe).
struct KeptAnswer {
  std::string id;       ///< the key, with the path in front
  std::string request;  ///< hash of path and parameters
  int status = 0;
  std::string body;
  Instant created;
};

/// An object that has no effect on billing: kept as its dialect writes it (tax rates, payment links, setup intents
/// ...).
struct Plain {
  std::string id, kind, body;
  Instant created;
};

}  // namespace billing::sandbox
