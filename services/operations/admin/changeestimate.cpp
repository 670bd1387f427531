#include "operations/admin/changeestimate.h"

#include <algorithm>

#include "domain/civildate.h"
#include "domain/proration.h"

namespace billing::operations {
namespace {

using providers::ChangeCharge;

ProrationMode modeOfCharge(ChangeCharge charge) {
  switch (charge) {
    case ChangeCharge::Prorated:
    case ChangeCharge::NextInvoice:
      return ProrationMode::Prorated;
    case ChangeCharge::Difference:
      return ProrationMode::Difference;
    case ChangeCharge::Full:
      return ProrationMode::Full;
    case ChangeCharge::None:
      break;
  }
  return ProrationMode::None;
}

bool intervalChanges(const SubscriptionState& before, const NewTerms& after) {
  return before.interval && after.interval && *before.interval != *after.interval;
}

// Another interval begins a new period at once, unless nothing is billed.
bool startsAnew(const SubscriptionState& before, const NewTerms& after, ChangeCharge charge) {
  return charge == ChangeCharge::Full || (intervalChanges(before, after) && charge != ChangeCharge::None);
}

PriceChange priceChangeOf(const SubscriptionState& before, const NewTerms& after, ChangeCharge charge, Instant now) {
  PriceChange change;
  change.oldMinor = before.amount.minor;
  change.newMinor = after.amount.minor;
  change.periodStart = before.periodStart.value_or(Instant());
  change.periodEnd = before.periodEnd.value_or(Instant());
  change.changeAt = now;
  change.mode = modeOfCharge(charge);
  change.trialing = before.status == SubscriptionStatus::Trialing;
  return change;
}

// A new period is charged in full, and what is left of the old one credited.
void chargeAnew(const PriceChange& change, ChangeCharge charge, Proration& shares) {
  if (change.trialing) return;
  if (charge == ChangeCharge::Full) shares.creditMinor = 0;
  shares.chargeMinor = change.newMinor;
  shares.netMinor = shares.creditMinor + shares.chargeMinor;
}

void addEstimateLine(QVector<MoneyLine>& lines, const QString& text, std::int64_t minor, const Currency& currency) {
  if (minor != 0) lines.append({text, {minor, currency}, std::nullopt});
}

QVector<MoneyLine> linesOfShares(const Proration& shares, ChangeCharge charge, const Currency& currency,
                                 const QString& oldName, const QString& newName) {
  QVector<MoneyLine> lines;
  const bool difference = charge == ChangeCharge::Difference;
  const QString unused =
      difference ? QStringLiteral("Difference of price to ") + newName : QStringLiteral("Unused time on ") + oldName;
  const QString more = difference                     ? QStringLiteral("Difference of price to ") + newName
                       : charge == ChangeCharge::Full ? newName
                                                      : QStringLiteral("Remaining time on ") + newName;
  addEstimateLine(lines, unused, shares.creditMinor, currency);
  addEstimateLine(lines, more, shares.chargeMinor, currency);
  return lines;
}

void chargeToday(ChangeEstimate& estimate, QVector<MoneyLine> lines, std::int64_t net, const Currency& currency) {
  estimate.lines = std::move(lines);
  estimate.today.minor = std::max<std::int64_t>(net, 0);
  estimate.credit.minor = std::min<std::int64_t>(net, 0);
  addEstimateLine(estimate.lines, QStringLiteral("Kept as credit for later invoices"), -estimate.credit.minor,
                  currency);
}

}  // namespace

Result<ChangeEstimate> estimateChange(const SubscriptionState& before, const NewTerms& after, const AdminOrder& order,
                                      Instant now, const QString& oldName, const QString& newName) {
  const ChangeCharge charge = order.atPeriodEnd ? ChangeCharge::None : order.charge;
  const PriceChange change = priceChangeOf(before, after, charge, now);
  auto shares = prorate(change);
  if (!shares) return failure(shares.error());
  const bool anew = startsAnew(before, after, charge);
  if (anew) chargeAnew(change, charge, *shares);
  const Currency& currency = after.amount.currency;
  ChangeEstimate estimate;
  estimate.today = estimate.credit = {0, currency};
  auto lines = linesOfShares(*shares, charge, currency, oldName, newName);
  estimate.nextInvoice = after.amount;
  estimate.nextInvoiceAt = before.periodEnd;
  if (charge == ChangeCharge::NextInvoice && !anew) {
    estimate.nextLines = std::move(lines);
    if (__builtin_add_overflow(after.amount.minor, shares->netMinor, &estimate.nextInvoice->minor))
      return failure(ErrorKind::InvalidInput, "out_of_range", "The next invoice leaves the range of 64 bits");
    return estimate;
  }
  chargeToday(estimate, std::move(lines), shares->netMinor, currency);
  if (anew && !change.trialing)
    estimate.nextInvoiceAt = periodStart(now, after.interval.value_or(BillingInterval()), 1);
  return estimate;
}

}  // namespace billing::operations
