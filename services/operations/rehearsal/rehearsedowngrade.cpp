#include <QHash>

#include "domain/mrr.h"
#include "operations/jobs/jobs.h"
#include "operations/rehearsal/rehearsal.h"
#include "operations/rehearsal/rehearsalcopy.h"
#include "store/read/accounts.h"

namespace billing::operations {
namespace {

constexpr int kEveryAccount = 10'000'000;

using AccountsByKey = QHash<QString, store::AccountRow>;

Result<AccountsByKey> accountsOf(store::Database& database) {
  const auto rows = database
                        .read<QVector<store::AccountRow>>([](QSqlDatabase& connection) {
                          return store::searchAccounts(connection, {}, kEveryAccount);
                        })
                        .result();
  if (!rows) return failure(rows.error());
  AccountsByKey accounts;
  accounts.reserve(rows->size());
  for (const auto& row : *rows) accounts.insert(row.key, row);
  return accounts;
}

QString planNameIn(const BillingRules& rules, const QString& key) {
  const Plan* plan = rules.plan(key.toStdString());
  if (plan != nullptr) return QString::fromStdString(plan->name);
  return key.isEmpty() ? QStringLiteral("no plan") : key;
}

// What the plan costs in a month by the workspace's file, at the interval that the account pays by.
std::optional<Money> listPrice(const BillingRules& rules, const store::AccountRow& account, const QString& key) {
  const Plan* plan = rules.plan(key.toStdString());
  if (plan == nullptr || plan->prices.empty()) return std::nullopt;
  const PlanPrice* price = &plan->prices.front();
  for (const PlanPrice& one : plan->prices)
    if (account.interval.startsWith(QString::fromUtf8(toString(one.interval.unit).data()))) price = &one;
  const auto monthly = monthlyMinor(price->amount.minor, price->interval);
  if (!monthly) return std::nullopt;
  return Money{*monthly, price->amount.currency};
}

RehearsalLine downgradeLine(const BillingRules& rules, const store::JobItemRow& item, const store::AccountRow& before,
                            const store::AccountRow& after) {
  RehearsalLine line;
  line.account = line.subject = item.accountKey;
  line.name = item.accountName;
  line.before = planNameIn(rules, before.plan);
  line.after = planNameIn(rules, after.plan);
  line.hit = item.outcome == u"done";
  line.reason = item.reason.isEmpty() ? item.what : item.reason;
  const auto was = listPrice(rules, before, before.plan), is = listPrice(rules, after, after.plan);
  if (was) line.currency = was->currency;
  if (!was && is) line.currency = is->currency;
  line.monthlyBeforeMinor = was ? was->minor : 0;
  line.monthlyAfterMinor = is && is->currency == line.currency ? is->minor : 0;
  return line;
}

}  // namespace

Result<Rehearsal> rehearseDowngrade(const RehearsalStage& stage, Instant at, const CancelToken& cancel) {
  const auto copy = RehearsalCopy::of(stage.original, stage.clock, cancel);
  if (!copy) return failure(copy.error());
  const auto before = accountsOf((*copy)->database());
  if (!before) return failure(before.error());
  JobRequest request;
  request.kind = JobKind::Downgrade;
  request.dryRun = false;
  request.askedBy = QStringLiteral("rehearsal");
  const auto report = runJob((*copy)->database(), stage.rules, request, at, {}, cancel);
  if (!report) return failure(report.error());
  const auto after = accountsOf((*copy)->database());
  if (!after) return failure(after.error());
  Rehearsal rehearsal;
  rehearsal.at = at;
  rehearsal.copiedBytes = (*copy)->bytes();
  rehearsal.title = QStringLiteral("Nightly downgrade at %1").arg(QString::fromStdString(toIso8601(at)));
  rehearsal.monthly = QStringLiteral("plans at their list price, a month");
  if (report->run.status != u"done") rehearsal.note = report->run.message;
  for (const auto& item : report->items)
    rehearsal.lines.append(
        downgradeLine(stage.rules.rules, item, before->value(item.accountKey), after->value(item.accountKey)));
  sumUp(rehearsal);
  return rehearsal;
}

}  // namespace billing::operations
