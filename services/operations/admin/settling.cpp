#include "operations/admin/settling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QSet>

#include "operations/admin/makecall.h"
#include "store/repositories/outboxrepository.h"

namespace billing::operations::outbox {
namespace {

using enum OrderKind;
using providers::BillingProvider;
using providers::PageRequest;

// Providers keep whole seconds.
bool sameSecond(const std::optional<Instant>& a, const std::optional<Instant>& b) {
  return a && b && a->seconds() == b->seconds();
}

bool marked(const std::string& raw, const OpenCall& call) {
  return providers::carriesMark(raw, call.row.operation.toStdString());
}

// By the provider's clock, which has whole seconds, a little before it can have been sent.
Instant sinceClaim(const Parts& parts, const OpenCall& call) {
  constexpr std::int64_t kMarginMs = 2000;
  const Instant then{call.row.claimedAt.value_or(call.row.createdAt) + parts.clockSkewMs - kMarginMs};
  return Instant::fromSeconds(then.seconds());
}

Result<bool> isPending(BillingProvider& provider, const AdminOrder& order, const CancelToken& cancel) {
  const auto pending = provider.pendingChange(order.subject, cancel);
  if (!pending) return failure(pending.error());
  if (order.kind == WithdrawChange) return !pending->has_value();
  return *pending && (*pending)->product == order.product && (*pending)->quantity == order.quantity;
}

bool asksForPending(const AdminOrder& order) {
  return order.kind == WithdrawChange || (order.kind == ChangePlan && order.atPeriodEnd);
}

Error chargeFailed(const PaymentState& payment) {
  return {ErrorKind::Conflict,
          "charge_failed",
          "The charge for it failed, so the old plan stays",
          payment.failureMessage.value_or("payment " + payment.externalId + " is " + payment.status),
          "Ask the customer for another card, then ask for the change again",
          false,
          {}};
}

// A change that waits for its charge shows in that charge alone, which carries the mark.
Result<Heard> askCharge(const Parts& parts, BillingProvider& provider, const OpenCall& call, Heard heard,
                        const CancelToken& cancel) {
  PageRequest page;
  page.subscription = call.order.subject;
  page.createdSince = sinceClaim(parts, call);
  const auto payments = provider.payments(page, cancel);
  if (!payments) return failure(payments.error());
  for (const auto& payment : payments->items) {
    if (!marked(payment.raw, call)) continue;
    heard.readings.push_back(readingOf("payment", payment));
    const bool failed = payment.state.status == "failed" || payment.state.status == "cancelled";
    heard.shows = failed;
    heard.underWay = !failed;
    if (failed) heard.refusal = chargeFailed(payment.state);
  }
  return heard;
}

Result<Heard> askSubscription(const Parts& parts, BillingProvider& provider, const OpenCall& call,
                              const CancelToken& cancel) {
  const auto given = provider.subscription(call.order.subject, cancel);
  if (!given) return failure(given.error());
  Heard heard = heardOf(*given);
  heard.shows = showsOrder(given->state, call.order) || (call.order.kind == ApplyDiscount && marked(given->raw, call));
  if (!heard.shows && call.order.kind == ChangePlan && !call.order.atPeriodEnd)
    return askCharge(parts, provider, call, std::move(heard), cancel);
  if (heard.shows || !asksForPending(call.order)) return heard;
  return isPending(provider, call.order, cancel).map([&](bool pending) {
    heard.shows = pending;
    return std::move(heard);
  });
}

// The mark is proof. Where the provider kept none: the amount, made since we sent it, and not another call's.
bool isOurRefund(const Parts& parts, const OpenCall& call, const providers::Provided<RefundState>& refund) {
  if (marked(refund.raw, call)) return true;
  if (refund.raw.find(kMark) != std::string::npos) return false;
  const bool recent = refund.state.createdAt && *refund.state.createdAt >= sinceClaim(parts, call);
  const auto wanted = call.order.amount         ? std::optional(call.order.amount->minor)
                      : call.row.previewedMinor ? std::optional<std::int64_t>(-*call.row.previewedMinor)
                                                : std::nullopt;
  return recent && (!wanted || *wanted == refund.state.amount.minor);
}

Result<Heard> askRefunds(const Parts& parts, BillingProvider& provider, const OpenCall& call,
                         const CancelToken& cancel) {
  Heard none;
  none.shows = false;
  PageRequest page;
  page.payment = call.order.subject;
  do {
    const auto refunds = provider.refunds(page, cancel);
    if (!refunds) return failure(refunds.error());
    for (const auto& refund : refunds->items)
      if (refund.state.paymentExternalId == call.order.subject && isOurRefund(parts, call, refund))
        return heardOf(refund);
    page.cursor = refunds->next;
  } while (!page.cursor.empty());
  return none;
}

bool isOurPrice(const OpenCall& call, const providers::Provided<PriceState>& price) {
  if (call.order.kind == ArchivePrice)
    return price.state.priceId == call.order.product || price.state.productId == call.order.product;
  return marked(price.raw, call);
}

Result<Heard> askCatalogue(BillingProvider& provider, const OpenCall& call, const CancelToken& cancel) {
  Heard none;
  // What is off sale is not in every provider's list.
  none.shows = call.order.kind == ArchivePrice;
  PageRequest page;
  do {
    const auto prices = provider.catalogue(page, cancel);
    if (!prices) return failure(prices.error());
    for (const auto& price : prices->items) {
      if (!isOurPrice(call, price)) continue;
      Heard heard = heardOf(price);
      heard.shows = call.order.kind == CreatePrice || !price.state.active;
      return heard;
    }
    page.cursor = prices->next;
  } while (!page.cursor.empty());
  return none;
}

bool changesMoney(const AdminOrder& order) {
  return order.kind == ChangePlan && !order.atPeriodEnd;
}

// What earlier changes of the same object have been told to have cost: of two within seconds, each has its own.
Result<QSet<QString>> billedBefore(const Parts& parts, const OpenCall& call) {
  constexpr int kEarlierOnes = 20;
  const store::OutboxRepository::Question question{false, call.row.subject, {}, {}, kEarlierOnes};
  const auto rows = readAndWait<QVector<store::OutboxRow>>(parts.database, [question](QSqlDatabase& connection) {
    return store::OutboxRepository::list(connection, question);
  });
  if (!rows) return failure(rows.error());
  QSet<QString> ids;
  for (const store::OutboxRow& row : *rows) {
    const QJsonDocument told = QJsonDocument::fromJson(row.resultJson);
    for (const char* list : {"billed", "known"})
      for (const auto& id : told[QLatin1String(list)].toArray()) ids.insert(id.toString());
  }
  return ids;
}

// Reads are safe; what they cannot tell stays unknown, and the change is done all the same.
template <class State>
std::optional<std::int64_t> addBilled(const char* entity,
                                      const Result<providers::Page<providers::Provided<State>>>& page,
                                      const QSet<QString>& before, Heard& heard, std::int64_t (*billed)(const State&)) {
  if (!page) return std::nullopt;
  std::int64_t sum = 0;
  QJsonArray ids;
  for (const auto& item : page->items) {
    const QString id = QString::fromStdString(item.state.externalId);
    if (before.contains(id)) continue;
    heard.readings.push_back(readingOf(entity, item));
    ids.append(id);
    if (__builtin_add_overflow(sum, billed(item.state), &sum)) return std::nullopt;
  }
  if (!ids.isEmpty()) heard.result.insert(QStringLiteral("billed"), ids);
  return sum;
}

std::int64_t billedBy(const InvoiceState& invoice) {
  return invoice.status == "void" || invoice.status == "draft" ? 0 : invoice.paidMinor + invoice.remainingMinor;
}
std::int64_t billedBy(const PaymentState& payment) {
  return payment.status == "succeeded" ? payment.amount.minor : 0;
}

}  // namespace

bool showsOrder(const SubscriptionState& state, const AdminOrder& order) {
  const bool over = isFinal(state.status);
  switch (order.kind) {
    case ChangePlan:
      return state.productId == order.product && state.quantity == order.quantity;
    case CancelNow:
      return over;
    case CancelAtPeriodEnd:
      return over || state.cancelAtPeriodEnd;
    case CancelOn:
      return over || sameSecond(state.cancelAt, order.date);
    case UndoCancel:
      return !over && !state.cancelAtPeriodEnd && !state.cancelAt;
    case Pause:
      return state.status == SubscriptionStatus::Paused;
    case Resume:
      return !over && state.status != SubscriptionStatus::Paused;
    case ExtendTrial:
      return sameSecond(state.trialEnd, order.date) || sameSecond(state.periodEnd, order.date);
    case MoveRenewal:
      return sameSecond(state.periodEnd, order.date) || sameSecond(state.trialEnd, order.date);
    default:
      return false;
  }
}

bool isHarmless(OrderKind kind) {
  return kind == CheckoutLink || kind == PortalLink;
}

Result<Heard> askWhatBecame(const Parts& parts, BillingProvider& provider, const OpenCall& call,
                            const CancelToken& cancel) {
  switch (call.order.kind) {
    case Refund:
      return askRefunds(parts, provider, call, cancel);
    case CreatePrice:
    case ArchivePrice:
      return askCatalogue(provider, call, cancel);
    default:
      return askSubscription(parts, provider, call, cancel);
  }
}

Result<QJsonObject> knownBills(const Parts& parts, const OpenCall& call) {
  QJsonObject known;
  if (!changesMoney(call.order)) return known;
  const auto ids = readAndWait<QStringList>(parts.database, [&](QSqlDatabase& connection) {
    return store::OutboxRepository::billedSince(connection, call.row.subject, sinceClaim(parts, call));
  });
  if (!ids) return failure(ids.error());
  if (!ids->isEmpty()) known.insert(QStringLiteral("known"), QJsonArray::fromStringList(*ids));
  return known;
}

void addMoney(const Parts& parts, BillingProvider& provider, const OpenCall& call, Heard& heard,
              const CancelToken& cancel) {
  if (!changesMoney(call.order)) return;
  const auto before = billedBefore(parts, call);
  if (!before) return;
  PageRequest page;
  page.subscription = call.order.subject;
  page.createdSince = sinceClaim(parts, call);
  // Stripe's payments do not name their subscription; Dodo has no invoices.
  heard.actualMinor =
      parts.rules.provider == Provider::Stripe
          ? addBilled<InvoiceState>("invoice", provider.invoices(page, cancel), *before, heard, billedBy)
          : addBilled<PaymentState>("payment", provider.payments(page, cancel), *before, heard, billedBy);
}

}  // namespace billing::operations::outbox
