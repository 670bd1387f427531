#include <algorithm>

#include "metrics/recognition.h"
#include "operations/finance/earnedinvoices.h"
#include "operations/finance/figureparts.h"

namespace billing::operations {
namespace {

FigureRow moneyRow(const char* entity, const store::FinanceMoney& money) {
  FigureRow row;
  row.entity = QLatin1String(entity);
  row.row = money.id;
  row.externalId = money.externalId;
  row.customerExternalId = money.customer;
  row.provider = money.provider;
  row.what = money.what;
  row.at = money.at;
  row.exact = money.amountMinor;
  row.currency = money.currency;
  return row;
}

FigureRow invoiceRow(const store::FinanceInvoice& invoice, qint64 exact) {
  FigureRow row;
  row.entity = QStringLiteral("invoice");
  row.row = invoice.id;
  row.externalId = invoice.externalId;
  row.customerExternalId = invoice.customer;
  row.provider = invoice.provider;
  row.what = invoice.number.isEmpty() ? invoice.externalId : invoice.number;
  row.at = invoice.issuedAt.value_or(0);
  row.exact = exact;
  row.currency = invoice.currency;
  return row;
}

void addMoneyRows(FigureParts& parts, const char* entity, const QVector<store::FinanceMoney>& rows) {
  for (const auto& money : rows)
    if (money.currency == parts.currency) parts.rows.append(moneyRow(entity, money));
}

qint64 earnedFigure(const FinanceFacts& facts, Metric metric, const store::FinanceInvoice& invoice) {
  const EarnedInvoice earned = earnedInvoiceOf(invoice);
  const RecogniseBy by = recogniseBy(facts.choices);
  const auto until = [&](Instant at) { return recognisedBefore(earned, at, by).value_or(0); };
  if (metric == Metric::Recognised) return until(facts.span.asOf) - until(std::min(facts.span.start, facts.span.asOf));
  const qint64 net = netOf(earned).value_or(0);
  if (metric == Metric::Deferred) return net - until(facts.span.asOf);
  return earned.issued >= facts.span.start ? net : 0;
}

QString untoldTaxNote(int invoices) {
  return (invoices == 1 ? QStringLiteral("1 invoice does not tell its tax")
                        : QStringLiteral("%1 invoices do not tell their tax").arg(invoices)) +
         QStringLiteral(": the whole total counts as net here, and nothing of it as net in a month's closing");
}

}  // namespace

RecogniseBy recogniseBy(const DefinitionChoices& choices) {
  return choices.is("recognition", "day") ? RecogniseBy::Day : RecogniseBy::Second;
}

FigureParts documentParts(const FinanceFacts& facts, Metric metric, const QString& currency) {
  FigureParts parts;
  parts.metric = metric;
  parts.currency = currency;
  if (metric == Metric::Collected) addMoneyRows(parts, "payment", facts.payments);
  if (metric == Metric::Refunded) addMoneyRows(parts, "refund", facts.refunds);
  if (metric == Metric::Disputed) addMoneyRows(parts, "dispute", facts.disputes);
  if (metric != Metric::Invoiced && metric != Metric::Recognised && metric != Metric::Deferred) return parts;
  int untold = 0;
  for (const auto& invoice : facts.invoices) {
    if (invoice.currency != currency || !isEarned(invoice)) continue;
    const qint64 part = earnedFigure(facts, metric, invoice);
    if (part == 0) continue;
    parts.rows.append(invoiceRow(invoice, part));
    if (!invoice.taxMinor) ++untold;
  }
  if (untold > 0) parts.note = untoldTaxNote(untold);
  return parts;
}

qint64 owedAt(const store::FinanceInvoice& invoice, qint64 at) {
  // What was paid of it since was owed then.
  if (invoice.status == u"open")
    return std::min(std::max(invoice.totalMinor, invoice.remainingMinor), invoice.remainingMinor + invoice.paidSince);
  const bool since = invoice.status == u"paid" && invoice.paidAt && *invoice.paidAt >= at;
  return since ? std::max<qint64>(invoice.totalMinor - invoice.paidBefore, 0) : 0;
}

FigureParts receivableParts(const FinanceFacts& facts, Metric metric, const QString& currency) {
  FigureParts parts;
  parts.metric = metric;
  parts.currency = currency;
  if (metric == Metric::Owed) {
    for (const auto& invoice : facts.invoices)
      if (const qint64 left = owedAt(invoice, facts.span.asOf.ms); left > 0 && invoice.currency == currency)
        parts.rows.append(invoiceRow(invoice, left));
    return parts;
  }
  parts.note = QStringLiteral("as it is now");
  if (metric == Metric::InDunning) {
    for (const auto& one : facts.dunning) {
      if (one.currency != currency) continue;
      FigureRow row;
      row.entity = QStringLiteral("subscription");
      row.row = one.id;
      row.externalId = one.externalId;
      row.customerExternalId = one.customer;
      row.provider = one.provider;
      row.what = one.status;
      row.exact = one.amountMinor;
      row.currency = currency;
      parts.rows.append(row);
    }
    return parts;
  }
  for (const auto& one : facts.grace) {
    if (one.currency != currency) continue;
    FigureRow row;
    row.entity = QStringLiteral("account");
    row.row = one.account;
    row.externalId = one.accountKey;
    row.customerName = one.name;
    row.what = QStringLiteral("in grace");
    row.at = one.endsAt;
    row.exact = one.amountMinor;
    row.currency = currency;
    parts.rows.append(row);
  }
  return parts;
}

}  // namespace billing::operations
