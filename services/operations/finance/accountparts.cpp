#include <QMap>
#include <algorithm>

#include "operations/finance/figureparts.h"

namespace billing::operations {
namespace {

constexpr qint64 kTrialWindowMs = 30LL * 86'400'000;

// A trial that is cancelled ends then.
qint64 trialEnded(const store::FinanceSubscription& one) {
  const qint64 planned = *one.trialEnd;
  return one.cancelledAt && !one.firstPaidAt ? std::min(planned, *one.cancelledAt) : planned;
}

FigureRow trialRow(const store::FinanceSubscription& one, const char* role) {
  FigureRow row;
  row.entity = QStringLiteral("subscription");
  row.row = one.id;
  row.externalId = one.externalId;
  row.customerExternalId = one.customer;
  row.provider = one.provider;
  row.what = one.firstPaidAt ? QStringLiteral("paid") : QStringLiteral("not paid");
  row.at = trialEnded(one);
  row.exact = 1;
  row.currency = one.currency;
  row.role = QLatin1String(role);
  return row;
}

FigureRow accountRow(const store::FinanceCredit& entry, qint64 tenths) {
  FigureRow row;
  row.entity = QStringLiteral("account");
  row.row = entry.account;
  row.externalId = entry.accountKey;
  row.customerName = entry.name;
  row.what = entry.source.isEmpty() ? entry.kind : entry.kind + u' ' + entry.source;
  row.at = entry.at;
  row.exact = tenths;
  return row;
}

bool isSold(const store::FinanceCredit& entry) {
  return entry.kind == u"grant" && (entry.source == u"purchase" || entry.source == u"top_up");
}

// What of an entry counts for the metric.
qint64 creditShare(const store::FinanceCredit& entry, Metric metric) {
  switch (metric) {
    case Metric::CreditsSold:
      return isSold(entry) ? entry.tenths : 0;
    case Metric::CreditsUsed:
      return entry.kind == u"use" ? -entry.tenths : 0;
    case Metric::CreditsExpired:
      return entry.kind == u"expire" ? -entry.tenths : 0;
    default:
      return entry.tenths;
  }
}

}  // namespace

FigureParts trialParts(const FinanceFacts& facts, Metric metric) {
  FigureParts parts;
  parts.metric = metric;
  const bool share = metric == Metric::TrialConversion;
  const bool byStart = share && facts.choices.is("trial_conversion", "start_cohort");
  const qint64 asOf = facts.span.asOf.ms;
  const qint64 from = share && !byStart ? asOf - kTrialWindowMs : facts.span.start.ms;
  for (const auto& one : facts.trials) {
    const qint64 ended = trialEnded(one);
    const qint64 placed = byStart ? one.createdAt.value_or(ended) : ended;
    if (ended >= asOf || placed < from || placed >= asOf) continue;
    if (share && one.firstPaidAt && *one.firstPaidAt < asOf) parts.rows.append(trialRow(one, "numerator"));
    parts.rows.append(trialRow(one, share ? "denominator" : ""));
  }
  return parts;
}

FigureParts creditParts(const FinanceFacts& facts, Metric metric) {
  FigureParts parts;
  parts.metric = metric;
  const bool balance = metric == Metric::CreditsOutstanding;
  QMap<qint64, FigureRow> accounts;
  for (const auto& entry : facts.credits) {
    const qint64 share = creditShare(entry, metric);
    if (share == 0 || (!balance && entry.at < facts.span.start.ms)) continue;
    if (!balance) {
      parts.rows.append(accountRow(entry, share));
      continue;
    }
    const qint64 held = accounts.value(entry.account).exact;
    accounts[entry.account] = accountRow(entry, held + share);
  }
  for (auto& row : accounts) {
    if (row.exact == 0) continue;
    row.what = QStringLiteral("balance");
    parts.rows.append(row);
  }
  return parts;
}

FigureParts partsOf(const FinanceFacts& facts, Metric metric, const QString& currency) {
  switch (factsOfMetric(metric).source) {
    case FigureSource::Revenue:
      return revenueParts(facts, metric, currency);
    case FigureSource::Trials:
      return trialParts(facts, metric);
    case FigureSource::Receivables:
      return receivableParts(facts, metric, currency);
    case FigureSource::Documents:
      return documentParts(facts, metric, currency);
    case FigureSource::Credits:
      break;
  }
  return creditParts(facts, metric);
}

}  // namespace billing::operations
