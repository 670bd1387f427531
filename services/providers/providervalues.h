// What is asked of a billing provider, and what it answers, in our words; the same for both.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "domain/billingevent.h"
#include "domain/money.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::providers {

/// A word or field of the provider that this program does not know: kept and shown, never dropped.
struct UnknownValue {
  std::string path;   ///< "status", "items.data[0].price.type"
  std::string value;  ///< as it came, at most 200 characters
  bool operator==(const UnknownValue&) const = default;
};

/// An object as the provider holds it. `facts` carries it and what came with it as snapshots, ready to be merged into
/// what we hold; occurredAt and eventId are left to the caller, who knows when it asked.
template <class State>
struct Provided {
  State state;
  BillingEvent facts;
  std::string raw;  ///< the provider's own JSON, byte for byte as far as the object goes
  std::vector<UnknownValue> unknown;
  std::string requestId{};  ///< of the call that answered with it; empty in lists
};

/// One page of a list. Empty cursor: the first page; `next` empty: there are no more.
struct PageRequest {
  std::string cursor;
  int size = 100;                       ///< 1 to 100
  std::optional<Instant> createdSince;  ///< inclusive
  std::string customer, subscription;   ///< ids; empty: of all
  std::string payment;                  ///< of refunds and disputes only
  std::string status;                   ///< the provider's word; empty: all
};
/// An object of a page that could not be read: told of, and the others are read all the same.
struct UnreadableItem {
  std::string id;  ///< where it has one
  Error error;     ///< InvalidInput "bad_answer" with the path
};
template <class T>
struct Page {
  std::vector<T> items;
  std::string next;
  std::vector<UnreadableItem> unreadable;
};

using Metadata = std::map<std::string, std::string>;

struct NewCustomer {
  std::string name, email;
  Metadata metadata;
};

struct NewSubscription {
  std::string customer, product;  ///< product: Dodo's product id, Stripe's price id
  std::int64_t quantity = 1;
  int trialDays = 0;
  std::string paymentMethod;  ///< empty: the customer's own
  std::string country;        ///< of the bill, two letters; Dodo only, where empty is that of the last subscription
  Metadata metadata;
};

/// The ways to charge for a change in mid-period. Stripe: Prorated = create_prorations + invoice now
/// ("always_invoice"), NextInvoice = create_prorations, None = none. Dodo: prorated_immediately,
/// difference_immediately, full_immediately, do_not_bill. What a provider does not know is InvalidInput
/// "mode_not_offered".
enum class ChangeCharge { Prorated, NextInvoice, Difference, Full, None };

struct PlanChange {
  std::string subscription, product;
  std::int64_t quantity = 1;
  ChangeCharge charge = ChangeCharge::Prorated;
  bool atPeriodEnd = false;
  bool keepOldPlanWhenChargeFails = true;
  std::optional<Instant> prorationAt;  ///< the preview's, so that the amounts match (Stripe)
  /// Ours: Stripe's idempotency key and a mark in the subscription's metadata; Dodo: a mark in the metadata of the
  /// change's payment, and none where nothing is charged. The plan itself tells then.
  std::string idempotencyKey;
  Metadata metadata;
};

/// One change of a subscription that is no change of plan.
struct SubscriptionEdit {
  enum class Kind {
    CancelNow,
    CancelAtPeriodEnd,
    CancelOn,  ///< `at`; Stripe only
    UndoCancel,
    WithdrawChange,  ///< a change of plan that was to come at the period's end
    Pause,
    Resume,
    ExtendTrial,    ///< `at`: the trial's new end; Dodo: the next billing date of a trial
    MoveRenewal,    ///< `at`: the next charge, nothing charged or credited for it
    ApplyDiscount,  ///< `code`: Stripe a promotion code, Dodo a discount code
  };
  std::string subscription;
  Kind kind = Kind::CancelNow;
  std::optional<Instant> at;
  std::string code;
  /// Ours: Stripe's idempotency key, and a mark in the subscription's metadata ("billing_console") where the call takes
  /// one: not for CancelNow, WithdrawChange, Pause and Resume, and none of Dodo's (but a payment's, see PlanChange).
  /// What became of those the subscription itself tells.
  std::string operation;
};

/// A change of plan that is to come.
struct PendingChange {
  std::string id, product;
  std::int64_t quantity = 1;
  std::optional<Instant> at;
  std::string raw = {};  ///< the provider's own JSON of it, with our mark where it has one (Stripe)
};

/// A line of a payment, and what of it can still be given back.
struct RefundableLine {
  std::string item, text;
  Money amount, refundable;  ///< tax included
};

struct NewPrice {
  std::string product;  ///< Stripe: of which product; empty: a new one of that name. Dodo: always a new product
  std::string name;
  Money amount;
  std::optional<BillingInterval> interval;  ///< nullopt: one-off
  std::string operation;
};

struct PreviewLine {
  std::string text;
  std::int64_t amountMinor = 0;  ///< negative: credit
  std::int64_t taxMinor = 0;
  std::optional<Instant> from, to;
  bool proration = false;
};

struct ChangePreview {
  Money dueNow;  ///< what would be charged at once, tax included
  std::int64_t taxMinor = 0;
  std::int64_t creditMinor = 0;  ///< of the customer's balance that is used, or (negative) that is left over
  std::vector<PreviewLine> lines;
  std::optional<Money> nextInvoice;
  std::optional<Instant> nextInvoiceAt;
  std::optional<Instant> prorationAt;
  std::string raw;
};

struct CheckoutOrder {
  std::string product;  ///< Dodo's product id, Stripe's price id
  std::int64_t quantity = 1;
  bool recurring = true;
  int trialDays = 0;
  std::string customer;  ///< id, or else email and name
  std::string email, name;
  std::string successUrl, cancelUrl;
  std::string discountCode;
  std::optional<bool> allowDiscountCodes;  ///< a field for codes on the page; nullopt: as the provider does by itself
  Metadata metadata;
  std::string idempotencyKey;
};

struct CheckoutLink {
  std::string id, url;
  std::string status;  ///< open, complete, expired; Dodo: the payment's status where there is one
  std::string payment, subscription;
  std::string requestId{};
};

struct RefundOrder {
  std::string payment;
  std::optional<std::int64_t> amountMinor;  ///< nullopt: all that is left
  std::string reason;
  std::string idempotencyKey;  ///< also the mark in the refund's metadata
  struct Line {
    std::string item;
    std::int64_t amountMinor = 0;
  };
  std::vector<Line> lines = {};  ///< by line; amountMinor is then not looked at. Stripe: their sum
};

struct UsageReport {
  std::string customer, meterEvent;  ///< the meter's event name
  std::string id;                    ///< unique: the same again counts once
  std::int64_t value = 1;
  Instant at;
};

struct CreditAmount {
  std::string customer, entitlement;  ///< entitlement: Dodo only
  std::string amount;                 ///< decimal text; Stripe: of `currency`
  Currency currency;
  bool add = true;
  std::optional<Instant> expiresAt;
  std::string reason;
  std::string idempotencyKey;
};

struct WebhookEndpoint {
  std::string id, url, description;
  std::vector<std::string> types;  ///< empty: all
  bool enabled = true;
  std::string apiVersion;  ///< Stripe
};

/// What the key in use can really do, found out by asking.
struct Capabilities {
  std::string account;  ///< id or name, as far as the provider tells
  std::optional<bool> live;
  bool canRead = false;
  std::optional<bool> canWrite;             ///< nullopt: cannot be told without changing something
  std::vector<std::string> missing;         ///< what was refused: "disputes: 403"
  std::optional<std::int64_t> clockSkewMs;  ///< the provider's clock less ours, from its Date field
};

/// One of the provider's own events, as it would have been delivered.
struct ProviderEvent {
  std::string id, type, body;
  Instant createdAt;
};

}  // namespace billing::providers
