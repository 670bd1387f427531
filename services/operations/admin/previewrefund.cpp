// A refund: how much goes back, of which lines, with which share of tax, and what is then left.
#include <algorithm>

#include "operations/admin/orderpreviews.h"
#include "operations/admin/refundfacts.h"
#include "operations/admin/seenfields.h"

namespace billing::operations {
namespace {

using providers::RefundableLine;

constexpr std::int64_t kDodosWindowMs = std::int64_t{30} * 86'400'000;  // facts/providers.md: REFUND_WINDOW_EXPIRED

std::string leftWords(const RefundFacts& facts) {
  const Currency& currency = facts.payment.amount.currency;
  return moneyWords(facts.payment.amount).toStdString() + " was paid, " +
         moneyWords({facts.refundedMinor, currency}).toStdString() + " has gone back, " +
         moneyWords({facts.leftMinor(), currency}).toStdString() + " is left";
}

Error tooMuch(const RefundFacts& facts) {
  return refusalBecause("refund_exceeds", "The refund is more than what is left of the payment", leftWords(facts),
                        "Refund at most what is left", ErrorKind::InvalidInput);
}

std::optional<Error> againstPayment(const RefundFacts& facts) {
  if (facts.payment.status != "succeeded")
    return refusalBecause("payment_not_succeeded", "The payment has not succeeded: there is nothing to give back",
                          "it is " + facts.payment.status, "Cancel the subscription instead, if that is what you want");
  if (facts.lostDispute)
    return refusalBecause("charge_disputed", "A dispute has taken the money back already", {},
                          "A refund would pay the customer twice");
  if (facts.leftMinor() > 0) return std::nullopt;
  return refusalBecause("nothing_left", "All of the payment has gone back already", leftWords(facts));
}

std::optional<Error> againstWindow(const Sight& sight, const RefundFacts& facts) {
  if (sight.parts.rules.provider != Provider::Dodo || !facts.payment.createdAt) return std::nullopt;
  const Instant end{facts.payment.createdAt->ms + kDodosWindowMs};
  if (sight.now <= end) return std::nullopt;
  return refusalBecause("refund_window_over", "Dodo Payments refunds within 30 days of the payment",
                        "they ended on " + dayWords(end).toStdString(),
                        "Give credits or a discount instead, or pay it back by other means");
}

const RefundableLine* lineOf(const RefundFacts& facts, const std::string& item) {
  const auto found = std::ranges::find(facts.lines, item, &RefundableLine::item);
  return found == facts.lines.end() ? nullptr : &*found;
}

std::optional<Error> againstLine(const RefundFacts& facts, const RefundLine& line) {
  const RefundableLine* held = lineOf(facts, line.item);
  if (held == nullptr)
    return refusalBecause("unknown_line", "The payment has no line " + line.item, {}, "Choose one of its lines",
                          ErrorKind::InvalidInput);
  if (line.amountMinor <= 0)
    return refusalBecause("not_positive", "A refund must be more than nothing", held->text, {},
                          ErrorKind::InvalidInput);
  if (line.amountMinor <= held->refundable.minor) return std::nullopt;
  return refusalBecause("refund_exceeds", "The refund is more than what is left of “" + held->text + "”",
                        moneyWords(held->refundable).toStdString() + " is left of it", "Refund at most that",
                        ErrorKind::InvalidInput);
}

std::optional<Error> againstAmount(const AdminOrder& order, const RefundFacts& facts) {
  for (const RefundLine& line : order.lines)
    if (auto bad = againstLine(facts, line)) return bad;
  if (!order.lines.empty() || !order.amount) return std::nullopt;
  if (order.amount->currency != facts.payment.amount.currency)
    return refusalBecause("currency_differs", "A refund is in the payment's currency",
                          "it was paid in " + std::string(facts.payment.amount.currency.code()),
                          "Give the amount in that currency", ErrorKind::InvalidInput);
  if (order.amount->minor <= 0)
    return refusalBecause("not_positive", "A refund must be more than nothing", {}, {}, ErrorKind::InvalidInput);
  return std::nullopt;
}

// Stripe counts three decimals and takes two: docs.stripe.com/currencies.
std::optional<Error> againstLastDigit(const Sight& sight, const Money& amount) {
  const bool threeDecimals = amount.currency.exponent() == 3;
  if (sight.parts.rules.provider != Provider::Stripe || !threeDecimals || amount.minor % 10 == 0) return std::nullopt;
  return refusalBecause("last_digit_not_zero", "Stripe takes amounts in this currency to two decimals only",
                        moneyWords(amount).toStdString(), "Round it so that the last digit is 0",
                        ErrorKind::InvalidInput);
}

// nullopt when the sum leaves int64.
std::optional<std::int64_t> refundOf(const AdminOrder& order, const RefundFacts& facts) {
  if (order.lines.empty()) return order.amount ? order.amount->minor : facts.leftMinor();
  std::int64_t sum = 0;
  for (const RefundLine& line : order.lines)
    if (__builtin_add_overflow(sum, line.amountMinor, &sum)) return std::nullopt;
  return sum;
}

void addRefundLines(const AdminOrder& order, const RefundFacts& facts, std::int64_t amount, OrderPreview& preview) {
  const Currency& currency = facts.payment.amount.currency;
  for (const RefundLine& line : order.lines)
    preview.lines.append({QString::fromStdString(lineOf(facts, line.item)->text), {-line.amountMinor, currency}, {}});
  if (order.lines.empty())
    preview.lines.append(
        {QStringLiteral("Refund of ") + QString::fromStdString(order.subject), {-amount, currency}, {}});
}

// The share of the payment's tax that goes back with it, rounded once.
void addTaxShare(const RefundFacts& facts, std::int64_t amount, OrderPreview& preview) {
  if (!facts.taxKnown || facts.payment.amount.minor == 0) return;
  const auto share = mulDiv(facts.taxMinor, amount, facts.payment.amount.minor);
  if (!share) return;
  preview.tax = Money{-*share, facts.payment.amount.currency};
  if (preview.lines.size() == 1) preview.lines.front().tax = preview.tax;
}

void addRefundChanges(const RefundFacts& facts, std::int64_t amount, OrderPreview& preview) {
  const Currency& currency = facts.payment.amount.currency;
  const auto words = [&](std::int64_t minor) { return moneyWords({minor, currency}); };
  addFieldChange(preview, QStringLiteral("Given back of %1").arg(words(facts.payment.amount.minor)),
                 words(facts.refundedMinor), words(facts.refundedMinor + amount));
  addFieldChange(preview, QStringLiteral("Left of the payment"), words(facts.leftMinor()),
                 words(facts.leftMinor() - amount));
}

void addRefundWarnings(const Sight& sight, const RefundFacts& facts, std::int64_t amount, OrderPreview& preview) {
  preview.warnings += facts.notRead;
  if (facts.disputed)
    preview.warnings.append(QStringLiteral("A dispute is open: if it is lost too, the money goes back twice"));
  if (!facts.payment.subscriptionExternalId.empty())
    preview.warnings.append(QStringLiteral("The subscription goes on: a refund does not cancel it"));
  const bool full = amount == facts.leftMinor();
  if (full && sight.rules().entitlements.enabled)
    preview.warnings.append(QStringLiteral("All of it goes back: the access that this payment gave ends"));
  if (!facts.held.payment)
    preview.warnings.append(
        QStringLiteral("Our database does not hold this payment yet: it was read from the "
                       "provider"));
}

}  // namespace

Result<OrderPreview> previewRefund(const Sight& sight) {
  const auto facts = lookAtPayment(sight);
  if (!facts) return failure(facts.error());
  OrderPreview preview;
  preview.source = providerName(sight.parts.rules.provider);
  preview.seen = seenOf(facts->payment, facts->refundedMinor);
  const Currency& currency = facts->payment.amount.currency;
  preview.givenAway = {0, currency};
  preview.refusal = againstPayment(*facts);
  if (!preview.refusal) preview.refusal = againstWindow(sight, *facts);
  if (!preview.refusal) preview.refusal = againstAmount(sight.order, *facts);
  if (preview.refusal) return preview;
  const auto amount = refundOf(sight.order, *facts);
  if (!amount || *amount > facts->leftMinor()) {
    preview.refusal = tooMuch(*facts);
    return preview;
  }
  preview.refusal = againstLastDigit(sight, {*amount, currency});
  if (preview.refusal) return preview;
  preview.today = Money{-*amount, currency};
  preview.givenAway.minor = *amount;
  addRefundLines(sight.order, *facts, *amount, preview);
  addTaxShare(*facts, *amount, preview);
  addRefundChanges(*facts, *amount, preview);
  addRefundWarnings(sight, *facts, *amount, preview);
  return preview;
}

Result<SeenFields> seenPaymentNow(const Sight& sight) {
  if (!sight.provider) return failure(notConnected());
  const auto payment = sight.provider->payment(sight.order.subject, sight.cancel);
  if (!payment) return failure(payment.error());
  const auto refunded = refundedSoFar(sight);
  if (!refunded) return failure(refunded.error());
  return seenOf(payment->state, *refunded);
}

}  // namespace billing::operations
