#include "operations/finance/earnedinvoices.h"

#include <algorithm>

#include "store/repositories/invoicelines.h"

namespace billing::operations {
namespace {

std::optional<BillingInterval> intervalOf(const store::FinanceInvoice& invoice) {
  for (const auto unit : {IntervalUnit::Day, IntervalUnit::Week, IntervalUnit::Month, IntervalUnit::Year})
    if (invoice.unit.toStdString() == toString(unit)) return BillingInterval{unit, std::max(1, invoice.intervalCount)};
  return std::nullopt;
}

// One period of the subscription from the day of issue; a one-off is earned at once.
Period ownPeriod(const store::FinanceInvoice& invoice, Instant issued) {
  const auto interval = intervalOf(invoice);
  return {issued, interval ? periodStart(issued, *interval, 1) : issued};
}

EarnedAmount lineAmount(const InvoiceLine& line, const Period& own) {
  if (line.periodStart && line.periodEnd) return {line.amountMinor, *line.periodStart, *line.periodEnd};
  const bool recurring = !line.proration && own.end > own.start && !line.productId.empty();
  return {line.amountMinor, own.start, recurring ? own.end : own.start};
}

// The lines' net amounts have to be the invoice's, or they are not all of it.
bool areComplete(const std::vector<InvoiceLine>& lines, qint64 net) {
  std::int64_t sum = 0;
  return !lines.empty() && std::ranges::none_of(lines, [&](const InvoiceLine& line) {
    return __builtin_add_overflow(sum, line.amountMinor, &sum);
  }) && sum == net;
}

// From the first to the last moment that the lines name, else the invoice's own period.
Period wholePeriod(const std::vector<InvoiceLine>& lines, const Period& own) {
  std::optional<Period> whole;
  for (const InvoiceLine& line : lines) {
    if (!line.periodStart || !line.periodEnd) continue;
    if (!whole) whole = Period{*line.periodStart, *line.periodEnd};
    whole = Period{std::min(whole->start, *line.periodStart), std::max(whole->end, *line.periodEnd)};
  }
  return whole.value_or(own);
}

}  // namespace

bool isEarned(const store::FinanceInvoice& invoice) {
  return invoice.status == u"paid";
}

EarnedInvoice earnedInvoiceOf(const store::FinanceInvoice& invoice) {
  EarnedInvoice earned;
  earned.issued = {invoice.issuedAt.value_or(0)};
  const auto lines = store::invoiceLinesFrom(invoice.lines.toStdString());
  const qint64 net = invoice.totalMinor - invoice.taxMinor.value_or(0);
  const Period own = ownPeriod(invoice, earned.issued);
  if (areComplete(lines, net)) {
    for (const InvoiceLine& line : lines) earned.lines.push_back(lineAmount(line, own));
  } else {
    const Period whole = wholePeriod(lines, own);
    earned.lines.push_back({net, whole.start, whole.end});
  }
  return earned;
}

}  // namespace billing::operations
