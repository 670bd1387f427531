#include "operations/usage/usagequeries.h"

#include <algorithm>

#include "operations/usage/quotafigures.h"
#include "operations/usage/usageanswer.h"
#include "store/read/accountusage.h"

namespace billing::operations {
namespace {

constexpr int mostPeriods = 12;
constexpr int mostActions = 200;

QString textOf(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

std::optional<Instant> instantOf(const std::optional<qint64>& ms) {
  return ms ? std::optional(Instant{*ms}) : std::nullopt;
}

store::AccountTerms termsOf(const store::AccountRow& account) {
  store::AccountTerms terms;
  terms.row = account.id;
  terms.plan = account.plan.toStdString();
  terms.periodStart = instantOf(account.periodStart);
  terms.periodEnd = instantOf(account.periodEnd);
  terms.createdAt = {account.createdAt};
  return terms;
}

std::optional<qint64> usedIn(const QVector<store::UsedRow>& records, const QString& quota, qint64 periodStart) {
  const auto found = std::ranges::find_if(
      records, [&](const auto& record) { return record.quota == quota && record.periodStart == periodStart; });
  return found == records.end() ? std::nullopt : std::optional<qint64>(found->used);
}

// Months in which nothing was used have no record, but a place in the row of bars.
QVector<qint64> monthsBefore(const QVector<store::UsedRow>& records, const QString& quota, Instant start) {
  qint64 first = start.ms;
  for (const auto& record : records)
    if (record.quota == quota) first = std::min(first, record.periodStart);
  QVector<qint64> history;
  for (Instant month = start; month.ms > first && history.size() < mostPeriods;) {
    month = monthOf({month.ms - 1}).start;
    history.prepend(usedIn(records, quota, month.ms).value_or(0));
  }
  return history;
}

QVector<qint64> periodsBefore(const QVector<store::UsedRow>& newestFirst, const QString& quota, Instant start) {
  QVector<qint64> history;
  for (const auto& record : newestFirst)
    if (record.quota == quota && record.periodStart < start.ms && history.size() < mostPeriods)
      history.prepend(record.used);
  return history;
}

store::QuotaUsage usageRow(const QuotaFigure& figure, const QuotaRule& quota) {
  store::QuotaUsage usage;
  usage.quota = textOf(figure.quota);
  usage.name = textOf(figure.name);
  usage.unit = textOf(figure.unit);
  usage.used = figure.used;
  usage.limit = figure.limit;
  usage.blockedAt = figure.blockedAt;
  usage.warnPercent = quota.warnPercent;
  usage.percentHundredths = figure.percentHundredths;
  usage.state = textOf(toString(figure.state));
  usage.periodStart = figure.periodStart.ms;
  if (figure.periodEnd) usage.periodEnd = figure.periodEnd->ms;
  return usage;
}

// "API calls 401 of 500, Memories 12".
QString fillingText(const UsageVerdict& verdict) {
  QStringList parts;
  for (const QuotaFigure& figure : verdict.quotas) {
    const QString name = textOf(figure.name.empty() ? figure.quota : figure.name);
    parts << (figure.limit ? QStringLiteral("%1 %2 of %3").arg(name).arg(figure.used).arg(*figure.limit)
                           : QStringLiteral("%1 %2").arg(name).arg(figure.used));
  }
  return parts.join(QStringLiteral(", "));
}

QString detailText(const BillingRules& rules, const QString& answer) {
  const UsageVerdict verdict = fromAnswerText(rules, answer.toStdString());
  return verdict.reason.empty() ? fillingText(verdict) : textOf(verdict.reason);
}

}  // namespace

Result<QVector<store::QuotaUsage>> quotaUsageOf(QSqlDatabase& database, const RulesContext& rules,
                                                const store::AccountRow& account, Instant now) {
  const auto records = store::readUsed(database, account.id);
  if (!records) return failure(records.error());
  const store::AccountTerms terms = termsOf(account);
  const Period period = usagePeriodOf(rules.rules, terms, now);
  QVector<store::QuotaUsage> rows;
  for (const QuotaRule& quota : rules.rules.quotas) {
    const UsageSpan span = spanOf(quota, period);
    const QString key = textOf(quota.key);
    const auto limit = quotaLimitOf(rules.rules, terms.plan, quota.key);
    const qint64 used = usedIn(*records, key, span.start.ms).value_or(0);
    rows.append(usageRow(quotaFigureOf(rules.rules, quota, limit, used, span), quota));
    if (quota.lasting) continue;
    rows.last().history = rules.rules.usagePeriod == UsagePeriod::CalendarMonth
                              ? monthsBefore(*records, key, span.start)
                              : periodsBefore(*records, key, span.start);
  }
  return rows;
}

Result<QVector<store::BillableActionRow>> actionsOf(QSqlDatabase& database, const RulesContext& rules, qint64 account) {
  auto rows = store::readBillableActions(database, account, mostActions);
  if (!rows) return rows;
  for (store::BillableActionRow& row : *rows) row.detail = detailText(rules.rules, row.detail);
  return rows;
}

Result<void> addUsage(QSqlDatabase& database, const RulesContext& rules, Instant now, store::AccountDetail& detail) {
  auto usage = quotaUsageOf(database, rules, detail.row, now);
  if (!usage) return failure(usage.error());
  detail.usage = std::move(*usage);
  auto actions = actionsOf(database, rules, detail.row.id);
  if (!actions) return failure(actions.error());
  detail.actions = std::move(*actions);
  return {};
}

}  // namespace billing::operations
