#include "operations/admin/providerlines.h"

#include <cstdlib>
#include <optional>

namespace billing::operations {
namespace {

using providers::ChangeCharge;
using providers::ChangePreview;
using providers::PreviewLine;

constexpr std::int64_t kSameMomentMs = 3'600'000;

// Stripe shows one invoice for both; a proration, and a period that begins with the change, are due at once.
bool isDueNow(const PreviewLine& line, const ChangePreview& told, const AdminOrder& order) {
  if (order.atPeriodEnd || !told.nextInvoice) return true;
  const bool begins = !line.proration && line.from && told.prorationAt &&
                      std::abs(line.from->ms - told.prorationAt->ms) <= kSameMomentMs;
  return begins || (line.proration && order.charge != ChangeCharge::NextInvoice) || !line.from;
}

struct LineSum {
  std::int64_t amount = 0, tax = 0;
};

LineSum sumOf(const QVector<MoneyLine>& lines) {
  LineSum sum;
  for (const MoneyLine& line : lines) {
    sum.amount += line.amount.minor;
    sum.tax += line.tax ? line.tax->minor : 0;
  }
  return sum;
}

// Whether a line's amount holds its tax differs by provider and by the tax's own kind: the total tells.
void putTaxInside(QVector<MoneyLine>& lines, std::int64_t due) {
  const LineSum sum = sumOf(lines);
  if (sum.amount == due || sum.amount + sum.tax != due) return;
  for (MoneyLine& line : lines)
    if (line.tax) line.amount.minor += line.tax->minor;
}

void addRest(const ChangePreview& told, QVector<MoneyLine>& lines) {
  const LineSum sum = sumOf(lines);
  const std::int64_t rest = told.dueNow.minor - sum.amount;
  if (rest == 0) return;
  const bool taxLacks = rest == told.taxMinor && sum.tax == 0;
  const QString text = taxLacks                     ? QStringLiteral("Tax")
                       : sum.amount < 0 && rest > 0 ? QStringLiteral("Kept as credit for later invoices")
                       : rest < 0                   ? QStringLiteral("From the customer's balance")
                                                    : QStringLiteral("Balance and rounding");
  lines.append({text, {rest, told.dueNow.currency}, std::nullopt});
}

}  // namespace

void showProvidersLines(const ChangePreview& told, const AdminOrder& order, OrderPreview& preview) {
  const Currency& currency = told.dueNow.currency;
  preview.today = told.dueNow;
  preview.tax = Money{told.taxMinor, currency};
  preview.credit = Money{told.creditMinor, currency};
  preview.nextInvoice = told.nextInvoice;
  preview.nextInvoiceAt = told.nextInvoiceAt;
  preview.lines.clear();
  preview.nextLines.clear();
  const bool nothingNow = order.atPeriodEnd || (order.charge == ChangeCharge::NextInvoice && told.dueNow.minor == 0) ||
                          order.charge == ChangeCharge::None;
  for (const PreviewLine& line : told.lines) {
    const bool now = !nothingNow && isDueNow(line, told, order);
    auto& lines = now ? preview.lines : preview.nextLines;
    lines.append({QString::fromStdString(line.text), {line.amountMinor, currency}, std::nullopt});
    if (line.taxMinor != 0) lines.last().tax = Money{line.taxMinor, currency};
  }
  putTaxInside(preview.lines, told.dueNow.minor);
  addRest(told, preview.lines);
}

}  // namespace billing::operations
