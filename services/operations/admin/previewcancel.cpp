// Orders on a subscription that are no change of plan: how it is afterwards, until when there is access, and what the
// next invoice is. None of them charges anything at once, but a resumed one whose period is over.
#include "domain/fieldtext.h"
#include "domain/proration.h"
#include "operations/admin/orderpreviews.h"
#include "operations/admin/refusals.h"
#include "operations/admin/subscriptionsight.h"

namespace billing::operations {
namespace {

using Status = SubscriptionStatus;

void endAt(SubscriptionState& state, Instant now) {
  state.status = Status::Cancelled;
  state.cancelledAt = now;
}

bool paidPeriodIsOver(const SubscriptionState& state, Instant now) {
  return !state.periodEnd || *state.periodEnd <= now;
}

// Stripe has no other way to a date of one's own than a trial until then.
bool moveIsTrial(const Sight& sight) {
  return sight.parts.rules.provider == Provider::Stripe;
}

// As the providers do it: see the sandbox's lifecycle, which is held against both.
SubscriptionState afterEdit(const SubscriptionState& before, const Sight& sight) {
  const AdminOrder& order = sight.order;
  const Instant now = sight.now;
  SubscriptionState after = before;
  switch (order.kind) {
    case OrderKind::CancelNow:
      endAt(after, now);
      break;
    case OrderKind::CancelAtPeriodEnd:
      after.cancelAtPeriodEnd = true;
      after.cancelAt = before.periodEnd;
      break;
    case OrderKind::CancelOn:
      after.cancelAt = order.date;
      break;
    case OrderKind::UndoCancel:
      after.cancelAtPeriodEnd = false;
      after.cancelAt.reset();
      break;
    case OrderKind::Pause:
      after.status = Status::Paused;
      break;
    case OrderKind::Resume:
      after.status = before.trialEnd && *before.trialEnd > now ? Status::Trialing : Status::Active;
      break;
    case OrderKind::ExtendTrial:
      after.trialEnd = after.periodEnd = order.date;
      break;
    case OrderKind::MoveRenewal:
      after.periodEnd = order.date;
      if (before.status == Status::Trialing || moveIsTrial(sight)) {
        after.status = Status::Trialing;
        after.trialEnd = order.date;
      }
      break;
    default:
      break;
  }
  // An end that is the period's moves with it.
  if (before.cancelAtPeriodEnd && before.cancelAt) after.cancelAt = after.periodEnd;
  if (order.kind == OrderKind::UndoCancel) after.cancelAt.reset();
  return after;
}

std::optional<Instant> endOf(const SubscriptionState& state) {
  if (isFinal(state.status)) return state.cancelledAt;
  if (state.cancelAt) return state.cancelAt;
  return state.cancelAtPeriodEnd ? state.periodEnd : std::nullopt;
}

std::optional<Instant> renewalOf(const SubscriptionState& state) {
  const auto end = endOf(state);
  const bool lasts = !end || (state.periodEnd && *end > *state.periodEnd);
  const bool renews = lasts && !isFinal(state.status) && state.status != Status::Paused;
  return renews ? state.periodEnd : std::nullopt;
}

QString statusWords(const SubscriptionState& state) {
  const std::string_view word = toString(state.status);
  return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size())).replace(u'_', u' ');
}

void addStateChanges(const SubscriptionState& before, const SubscriptionState& after, OrderPreview& preview) {
  const QString no = QStringLiteral("no");
  addFieldChange(preview, QStringLiteral("Status"), statusWords(before), statusWords(after));
  addFieldChange(preview, QStringLiteral("Trial until"), dayWords(before.trialEnd, no), dayWords(after.trialEnd, no));
  addFieldChange(preview, QStringLiteral("Ends on"), dayWords(endOf(before), no), dayWords(endOf(after), no));
  addFieldChange(preview, QStringLiteral("Renews on"), dayWords(renewalOf(before), no), dayWords(renewalOf(after), no));
}

void copyTerms(const SubscriptionState& from, AccountSubscription& to) {
  to.status = from.status;
  to.productId = from.productId;
  to.periodStart = from.periodStart;
  to.periodEnd = from.periodEnd;
  to.trialEnd = from.trialEnd;
  to.cancelAt = from.cancelAt;
  to.cancelledAt = from.cancelledAt;
  to.cancelAtPeriodEnd = from.cancelAtPeriodEnd;
}

// Where the subscription ends, its own end stands in while the workspace's rules know of no account.
void addAccess(const Sight& sight, SubscriptionSight seen, const SubscriptionState& after, OrderPreview& preview) {
  const std::string& id = sight.order.subject;
  seen.held.facts = factsWith(std::move(seen.held.facts), id, [&](auto& held) { copyTerms(seen.state, held); });
  const auto then = factsWith(seen.held.facts, id, [&](auto& held) { copyTerms(after, held); });
  preview.accessUntil = endOf(after);
  if (after.status == Status::Paused) preview.accessUntil = sight.now;
  tellAccount(sight, seen, then, preview);
}

void addNextInvoice(const SubscriptionState& after, OrderPreview& preview) {
  preview.nextInvoiceAt = renewalOf(after);
  if (!preview.nextInvoiceAt || after.amount.currency.empty()) return;
  preview.nextInvoice = after.amount;
  preview.estimate = true;
  preview.source = QStringLiteral("the subscription's price, before tax and discounts");
}

// What was paid for the time that is not used; nobody gives it back unasked.
std::int64_t unusedOf(const SubscriptionState& state, Instant now) {
  PriceChange change;
  change.oldMinor = state.amount.minor;
  change.periodStart = state.periodStart.value_or(Instant());
  change.periodEnd = state.periodEnd.value_or(Instant());
  change.changeAt = now;
  change.trialing = state.status == Status::Trialing;
  const auto shares = prorate(change);
  return shares ? -shares->creditMinor : 0;
}

void addCancelNowWords(const Sight& sight, const SubscriptionState& before, OrderPreview& preview) {
  const std::int64_t unused = unusedOf(before, sight.now);
  if (unused > 0)
    preview.warnings.append(QStringLiteral("Nothing is given back for the rest of the period, worth about %1: refund "
                                           "it by itself if you want to")
                                .arg(moneyWords({unused, before.amount.currency})));
  preview.warnings.append(
      QStringLiteral("A subscription that has ended cannot be taken up again: the way back is a "
                     "checkout link for a new one"));
}

void addResumeMoney(const Sight& sight, const SubscriptionState& before, OrderPreview& preview) {
  if (!paidPeriodIsOver(before, sight.now)) return;
  preview.estimate = true;
  preview.source = QStringLiteral("the subscription's price, before tax and discounts");
  preview.today = before.amount;
  preview.lines.append({planWords(sight, before.productId, before.quantity), before.amount, std::nullopt});
  preview.nextInvoice.reset();
  preview.nextInvoiceAt.reset();
  preview.warnings.append(QStringLiteral("Its period is over: a new one begins, and is charged at once"));
}

// Time that nobody pays for: the share of the price that the days in between make.
void addFreeTime(const SubscriptionState& before, const SubscriptionState& after, OrderPreview& preview) {
  if (!before.periodStart || !before.periodEnd || !after.periodEnd) return;
  const std::int64_t longer = after.periodEnd->seconds() - before.periodEnd->seconds();
  const std::int64_t whole = before.periodEnd->seconds() - before.periodStart->seconds();
  if (longer <= 0 || whole <= 0) return;
  preview.givenAway.minor = mulDiv(before.amount.minor, longer, whole).value_or(0);
  preview.warnings.append(
      QStringLiteral("The customer gets %1 days more without paying").arg((longer + 86'399) / 86'400));
}

void addKindsWords(const Sight& sight, const SubscriptionSight& seen, const SubscriptionState& after,
                   OrderPreview& preview) {
  switch (sight.order.kind) {
    case OrderKind::CancelNow:
      return addCancelNowWords(sight, seen.state, preview);
    case OrderKind::Resume:
      return addResumeMoney(sight, seen.state, preview);
    case OrderKind::MoveRenewal:
      if (moveIsTrial(sight))
        preview.warnings.append(QStringLiteral("Until then Stripe calls it trialing: figures of revenue leave it out"));
      [[fallthrough]];
    case OrderKind::ExtendTrial:
      if (endOf(after)) preview.warnings.append(QStringLiteral("It is going to end, and does not renew"));
      return addFreeTime(seen.state, after, preview);
    case OrderKind::ApplyDiscount:
      preview.nextInvoice.reset();
      return preview.warnings.append(
          QStringLiteral("The provider does not say beforehand what “%1” takes off: the next "
                         "invoice shows it")
              .arg(QString::fromStdString(sight.order.code)));
    case OrderKind::WithdrawChange:
      return addFieldChange(preview, QStringLiteral("Plan to come"),
                            planWords(sight, seen.pending->product, seen.pending->quantity), QStringLiteral("none"));
    default:
      return;
  }
}

}  // namespace

Result<OrderPreview> previewSubscriptionEdit(const Sight& sight) {
  auto seen = lookAtSubscription(sight);
  if (!seen) return failure(seen.error());
  OrderPreview preview = beginPreview(sight, *seen);
  preview.refusal = againstEdit(sight, seen->state, seen->pending);
  if (preview.refusal) return preview;
  const SubscriptionState after = afterEdit(seen->state, sight);
  addStateChanges(seen->state, after, preview);
  if (sight.order.kind == OrderKind::ApplyDiscount)
    addFieldChange(preview, QStringLiteral("Discount code"), {}, QString::fromStdString(sight.order.code));
  addNextInvoice(after, preview);
  addAccess(sight, *seen, after, preview);
  addKindsWords(sight, *seen, after, preview);
  return preview;
}

}  // namespace billing::operations
