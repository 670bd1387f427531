// What lapses with time: credits, trials without a subscription, grace, entitlements.
#include "operations/accounts/accountbook.h"
#include "operations/credits/creditbook.h"
#include "operations/jobs/accountrowsof.h"
#include "operations/jobs/jobtext.h"
#include "operations/jobs/jobwork.h"
#include "operations/usage/trackusage.h"
#include "store/repositories/jobrepository.h"
#include "store/repositories/rowvalues.h"
#include "store/repositories/switchrepository.h"

namespace billing::operations {
namespace {

using Tasks = std::vector<JobTask>;

const QString creditsDeed = QStringLiteral("expire:grant:");
const QString entitlementDeed = QStringLiteral("expire:entitlement:");

class ExpireWork final : public JobWork {
 public:
  ExpireWork(const RulesContext& rules, Instant now) : rules_(rules), now_(now) {}

  Result<std::vector<std::int64_t>> accounts(store::WriteContext& context) override {
    const qlonglong now = now_.ms;
    return accountRowsOf(
        context,
        QStringLiteral(
            "SELECT account_id FROM credit_grants WHERE remaining_tenths > 0 AND expires_at <= ? UNION "
            "SELECT id FROM accounts WHERE billing_status = 'trialing' AND billing_subscription_id = '' AND "
            "trial_ends_at <= ? UNION SELECT id FROM accounts WHERE grace_ends_at <= ? UNION "
            "SELECT account_id FROM entitlements WHERE status = 'active' AND expires_at <= ? AND account_id IS NOT "
            "NULL ORDER BY 1"),
        {now, now, now, now});
  }

  Result<Tasks> tasks(store::WriteContext& context, std::int64_t account) override {
    Tasks tasks;
    Result<void> found = lapsedCredits(context, account, tasks);
    if (found) found = overStates(context, account, tasks);
    if (found) found = lapsedEntitlements(context, account, tasks);
    if (!found) return failure(found.error());
    return tasks;
  }

  Result<void> perform(store::WriteContext& context, std::int64_t account, const JobTask& task) override {
    if (task.deed.startsWith(creditsDeed)) return writeOff(context, account);
    if (task.deed.startsWith(entitlementDeed)) return endEntitlement(context, account, task.object);
    return refreshAccount(context, rules_, account, now_, "job").map([](const AccountState&) {});
  }

 private:
  Result<void> lapsedCredits(store::WriteContext& context, std::int64_t account, Tasks& tasks) const {
    auto rows = store::Statement::run(context,
                                      QStringLiteral("SELECT id, remaining_tenths, source, expires_at FROM "
                                                     "credit_grants WHERE account_id = ? AND remaining_tenths > 0 AND "
                                                     "expires_at <= ? ORDER BY id"),
                                      {qlonglong(account), qlonglong(now_.ms)});
    if (!rows) return failure(rows.error());
    while (rows->next()) {
      store::RowReader row(rows->query());
      JobTask& task = tasks.emplace_back();
      task.object = row.number();
      task.deed = creditsDeed + QString::number(task.object);
      const QString left = QString::fromStdString(creditsText(row.number()));
      const QString source = reasonText(QString::fromStdString(row.text()));
      task.what = QStringLiteral("%1 credits (%2) lapsed on %3").arg(left, source, momentText({row.number()}));
    }
    return {};
  }

  // Each end once: an account whose grace is over keeps that date until the downgrade or a payment.
  Result<void> overStates(store::WriteContext& context, std::int64_t account, Tasks& tasks) const {
    auto rows = store::Statement::run(context,
                                      QStringLiteral("SELECT plan_id, billing_status, billing_subscription_id, "
                                                     "trial_ends_at, grace_ends_at FROM accounts WHERE id = ?"),
                                      {qlonglong(account)});
    if (!rows) return failure(rows.error());
    if (!rows->next()) return {};
    store::RowReader row(rows->query());
    const QString plan = planText(rules_.rules, row.text());
    const std::string status = row.text();
    const bool onTrial = row.text().empty() && status == "trialing";  // without a subscription
    const auto trialEnd = row.instant();
    const auto graceOver = row.instant();
    if (onTrial && trialEnd && *trialEnd <= now_)
      if (auto added = addOver(context, tasks, account, "trial", *trialEnd,
                               QStringLiteral("the trial of %1 ended on %2").arg(plan, momentText(*trialEnd)));
          !added)
        return added;
    if (!graceOver || *graceOver > now_) return {};
    return addOver(context, tasks, account, "grace", *graceOver,
                   QStringLiteral("the grace for %1 ended on %2").arg(plan, momentText(*graceOver)));
  }

  Result<void> addOver(store::WriteContext& context, Tasks& tasks, std::int64_t account, const char* kind, Instant end,
                       QString what) const {
    JobTask task;
    task.deed = QStringLiteral("expire:%1:%2:%3").arg(QLatin1String(kind)).arg(account).arg(end.ms);
    task.what = std::move(what);
    const auto done = store::JobRepository::isDone(context, task.deed);
    if (!done) return failure(done.error());
    const auto stopped = store::SwitchRepository::find(context, stopDowngrades, now_);
    if (!stopped) return failure(stopped.error());
    if (*stopped && (*stopped)->on) task.skip = QStringLiteral("downgrades are stopped: ") + (*stopped)->reason;
    if (!*done) tasks.push_back(std::move(task));
    return {};
  }

  Result<void> lapsedEntitlements(store::WriteContext& context, std::int64_t account, Tasks& tasks) const {
    auto rows = store::Statement::run(context,
                                      QStringLiteral("SELECT id, email, plan, expires_at FROM entitlements WHERE "
                                                     "account_id = ? AND status = 'active' AND expires_at <= ?"),
                                      {qlonglong(account), qlonglong(now_.ms)});
    if (!rows) return failure(rows.error());
    while (rows->next()) {
      store::RowReader row(rows->query());
      JobTask& task = tasks.emplace_back();
      task.object = row.number();
      const QString email = QString::fromStdString(row.text());
      const QString plan = planText(rules_.rules, row.text());
      const Instant end{row.number()};
      task.deed = entitlementDeed + QStringLiteral("%1:%2").arg(task.object).arg(end.ms);
      task.what = QStringLiteral("the access of %1 to %2 ended on %3").arg(email, plan, momentText(end));
    }
    return {};
  }

  Result<void> writeOff(store::WriteContext& context, std::int64_t account) const {
    if (auto expired = expireCredits(context, account, now_); !expired) return failure(expired.error());
    return refreshUsageBars(context, rules_, account, now_);
  }

  Result<void> endEntitlement(store::WriteContext& context, std::int64_t account, std::int64_t row) const {
    auto updated = store::Statement::run(context,
                                         QStringLiteral("UPDATE entitlements SET status = 'expired', updated_at = ? "
                                                        "WHERE id = ? AND status = 'active'"),
                                         {qlonglong(now_.ms), qlonglong(row)});
    if (!updated) return failure(updated.error());
    context.changed(store::Entity::Account, account, store::ChangeKind::Updated);
    return {};
  }

  const RulesContext rules_;
  const Instant now_;
};

}  // namespace

std::unique_ptr<JobWork> expireWork(const RulesContext& rules, Instant now) {
  return std::make_unique<ExpireWork>(rules, now);
}

}  // namespace billing::operations
