// What lists and details show, as plain values read from the store. Instants are epoch ms; amounts minor units of
// `currency`.
#pragma once

#include <QByteArray>
#include <QMetaType>
#include <QPair>
#include <QString>
#include <QStringList>
#include <QVariant>
#include <QVector>
#include <optional>

#include "store/reviewmark.h"

namespace billing::store {

enum class FilterOp { Is, IsNot, AnyOf, Contains, AtLeast, Below, IsEmpty, IsNotEmpty };

/// One chip. `field` is a name from the list's field table (listfields.h), never SQL. Ranges are [AtLeast, Below).
struct FieldFilter {
  QByteArray field;
  FilterOp op = FilterOp::Is;
  QVariantList values;
  bool enabled = true;
  bool operator==(const FieldFilter&) const = default;
};

/// What a list shows: the words typed, the chips, the order. An empty sortField is the list's natural order (newest
/// first).
struct ListQuery {
  QString text;
  QVector<FieldFilter> filters;
  QByteArray sortField;
  bool descending = true;
  bool operator==(const ListQuery&) const = default;
};

/// The whole order of a list, as row ids (a million rows are 4 MB).
using IdVector = QVector<quint32>;

struct WebhookEventRow {
  qint64 id = 0;
  QString provider, eventId, route, type, subject, customerExternalId, customerName;
  qint64 receivedAt = 0;
  std::optional<qint64> occurredAt;
  QString verdict;  ///< ok or the reason of the refusal
  QString payload;  ///< ok or what is wrong with the body
  QString state;    ///< rejected, pending, applied, stale, unchanged, unhandled, dead
  QString origin;   ///< delivered, fired, replayed, demo
  int attempts = 1;
  bool bodyChanged = false;
  int httpStatus = 0;
  std::optional<qint64> processedAt;
  QString error;          ///< why it is dead
  QString effectSummary;  ///< "subscription active → past_due"
};

struct SubscriptionRow {
  qint64 id = 0;
  QString provider, externalId, customerExternalId, customerName, customerEmail;
  qint64 customerId = 0;  ///< 0: the customer is not known yet
  QString productId, productName, status, providerStatus, currency, intervalUnit;
  qint64 amountMinor = 0;
  qint64 quantity = 1;
  int intervalCount = 1;
  qint64 mrrMinor = 0;
  std::optional<qint64> createdAt, periodStart, periodEnd, trialEnd, cancelAt, cancelledAt;
  bool cancelAtPeriodEnd = false;
  qint64 objectTime = 0;
  qint64 updatedAt = 0;
  QString discountCode, discountDuration;  ///< once, repeating, forever; untold: of unknown size; empty: no discount
  int discountBps = 0;                     ///< hundredths of a percent
  qint64 discountMinor = 0;                ///< of `currency`, for one interval
  std::optional<qint64> discountEndsAt;
  std::optional<qint64> hasPaymentMethod;  ///< 1, 0; nullopt: not told
  ReviewMark review;
};

struct CustomerRow {
  qint64 id = 0;
  QString provider, externalId, name, email;
  std::optional<qint64> createdAt;
  bool deleted = false;
  int subscriptions = 0;
  int activeSubscriptions = 0;
  QString
      status;  ///< the worst of its subscriptions' states: past_due before active before cancelled; empty without any
  QString planSummary;  ///< "Pro yearly", "2 plans"
  qint64 mrrMinor = 0;  ///< in `currency`; mixedCurrencies when its subscriptions differ
  QString currency;
  bool mixedCurrencies = false;
  qint64 paidMinor = 0;  ///< succeeded payments less refunds, in `currency`
  std::optional<qint64> lastPaymentAt;
  std::optional<qint64> lastEventAt;
  ReviewMark review;
};

struct PaymentRow {
  qint64 id = 0;
  QString provider, externalId, customerExternalId, customerName, subscriptionExternalId, invoiceExternalId;
  QString status, providerStatus, currency, method, failureCode, failureMessage;
  qint64 amountMinor = 0;
  qint64 refundedMinor = 0;
  bool disputed = false;
  std::optional<qint64> createdAt;
  std::optional<qint64> receivedAt;  ///< first event that told of it; read with a customer's detail only
};

struct InvoiceRow {
  qint64 id = 0;
  QString provider, externalId, number, customerExternalId, customerName, subscriptionExternalId;
  qint64 customerId = 0;
  QString status, providerStatus, currency, pdfUrl;
  qint64 totalMinor = 0, paidMinor = 0, remainingMinor = 0, refundedMinor = 0;
  std::optional<qint64> issuedAt, dueAt, paidAt;
  ReviewMark review;
};

struct PlanRow {
  qint64 id = 0;
  QString provider, productId, priceId, name, currency, intervalUnit;  ///< intervalUnit empty: one-off
  qint64 amountMinor = 0;
  int intervalCount = 1;
  bool active = true;
  int activeSubscribers = 0;
  int allSubscribers = 0;
  qint64 mrrMinor = 0;
  std::optional<qint64> lastSeenAt;
};

/// Use of a quota in a period that is over.
struct UsagePeriodRow {
  qint64 id = 0;  ///< of its record
  qint64 start = 0, end = 0;
  qint64 usedMilli = 0;
};

struct UsageRow {
  qint64 id = 0;
  QString provider, externalId, customerExternalId, customerName, subscriptionExternalId, name, unit;
  std::optional<qint64> grantedMilli, remainingMilli;  ///< thousandths of the unit
  qint64 updatedAt = 0;
  QString quota;       ///< key in the workspace's rules; empty: a balance that the provider tells of
  QString accountKey;  ///< of our own quotas
  QString state;       ///< ok, warn, soft, blocked; unlimited, unknown, nothing_granted, used_up
  int warnPercent = 80;
  std::optional<qint64> usedMilli;     ///< known without a limit too, where it is counted here
  std::optional<qint64> blockedMilli;  ///< where it ends, buffer included
  std::optional<qint64> periodStart, periodEnd;
  QVector<UsagePeriodRow> history;  ///< the periods before this one, oldest first, at most 12
};

struct FieldChange {
  QString field, before, after;
};

/// What one event did to one object.
struct EffectDetail {
  QString entity, externalId, outcome;
  QVector<FieldChange> changes;
};

struct AttemptDetail {
  qint64 id = 0;
  int number = 1;
  qint64 receivedAt = 0;
  QString verdict, detail, secretLabel, remote;
  int httpStatus = 0;
  QVector<QPair<QByteArray, QByteArray>> headers;
  QByteArray body;
  QByteArray bodySha256;
};

struct WebhookEventDetail {
  WebhookEventRow row;
  QVector<AttemptDetail> attempts;  ///< oldest first
  QVector<EffectDetail> effects;
};

struct SubscriptionDetail {
  SubscriptionRow row;
  QVector<PaymentRow> payments;
  QVector<InvoiceRow> invoices;
  QVector<WebhookEventRow> events;  ///< newest first, at most 200
  QVector<UsageRow> usage;
  QByteArray latestBody;  ///< body of the newest event about it, as received
};

struct CustomerDetail {
  CustomerRow row;
  QVector<SubscriptionRow> subscriptions;
  QVector<PaymentRow> payments;  ///< newest first
  QVector<InvoiceRow> invoices;
  QVector<UsageRow> usage;
  QVector<WebhookEventRow> events;  ///< newest first, at most 200
};

/// One currency's part of a key figure: unlike currencies are never added.
struct CurrencyFigure {
  QString currency;
  qint64 minor = 0;
  int count = 0;
};

struct NamedCount {
  QString name;
  int count = 0;
};

struct DayHealth {
  qint64 dayStart = 0;  ///< UTC midnight
  int applied = 0, rejected = 0, dead = 0, other = 0;
};

struct DayRevenue {
  qint64 dayStart = 0;
  QString currency;
  qint64 paidMinor = 0, refundedMinor = 0;
  int failed = 0;
};

struct OverviewFacts {
  int activeSubscriptions = 0, trialing = 0, pastDue = 0, cancelling = 0;
  QVector<CurrencyFigure> mrr;
  QVector<CurrencyFigure> owed;  ///< open invoices' remaining amounts
  QVector<CurrencyFigure> paid30Days;
  QVector<NamedCount> planMix;  ///< active subscriptions by plan, largest first
  QVector<NamedCount> statusMix;
  QVector<DayHealth> webhookDays;     ///< last 30 days, oldest first
  QVector<DayRevenue> revenueDays;    ///< last 30 days
  QVector<SubscriptionRow> renewals;  ///< next 30 days, soonest first, at most 50
  int deadLetters = 0, rejectedLast100 = 0, eventsTotal = 0;
};

/// Figures of the badges in the side bar.
struct Badges {
  int deadLetters = 0;
  int pastDue = 0;
};

}  // namespace billing::store
