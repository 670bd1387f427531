// Plans that have ended but are still held: taken away by the nightly job.
#include "operations/accounts/accountbook.h"
#include "operations/jobs/accountrowsof.h"
#include "operations/jobs/jobtext.h"
#include "operations/jobs/jobwork.h"
#include "operations/usage/trackusage.h"
#include "store/repositories/rowvalues.h"

namespace billing::operations {
namespace {

struct DueDowngrade {
  std::string plan, provider, subscription, reason;
  Instant due;
};

class DowngradeWork final : public JobWork {
 public:
  DowngradeWork(const RulesContext& rules, Instant now) : rules_(rules), now_(now) {}

  Result<std::vector<std::int64_t>> accounts(store::WriteContext& context) override {
    return accountRowsOf(context,
                         QStringLiteral("SELECT id FROM accounts WHERE downgrade_due_at IS NOT NULL AND "
                                        "downgrade_due_at <= ? ORDER BY id"),
                         {qlonglong(now_.ms)});
  }

  Result<std::vector<JobTask>> tasks(store::WriteContext& context, std::int64_t account) override {
    const auto due = dueOf(context, account);
    if (!due) return failure(due.error());
    if (!*due) return std::vector<JobTask>();
    const auto target = targetOf(context, account, **due);
    if (!target) return failure(target.error());
    JobTask task;
    task.deed = deedOf(account, **due);
    task.what = QStringLiteral("%1 %2: %3, due since %4")
                    .arg(planText(rules_.rules, (*due)->plan), *target,
                         reasonText(QString::fromStdString((*due)->reason)), momentText((*due)->due));
    return std::vector<JobTask>{task};
  }

  Result<void> perform(store::WriteContext& context, std::int64_t account, const JobTask&) override {
    const auto due = dueOf(context, account);
    if (!due) return failure(due.error());
    if (!*due) return {};
    Result<void> done = takeAway(context, account, **due);
    if (done && rules_.rules.downgrade == DowngradeWhen::Nightly) done = resetUsage(context, account);
    return done;
  }

 private:
  Result<std::optional<DueDowngrade>> dueOf(store::WriteContext& context, std::int64_t account) const {
    auto rows = store::Statement::run(
        context,
        QStringLiteral("SELECT plan_id, billing_provider, billing_subscription_id, downgrade_reason, downgrade_due_at "
                       "FROM accounts WHERE id = ? AND downgrade_due_at <= ?"),
        {qlonglong(account), qlonglong(now_.ms)});
    if (!rows) return failure(rows.error());
    if (!rows->next()) return std::optional<DueDowngrade>();
    store::RowReader row(rows->query());
    DueDowngrade due;
    due.plan = row.text();
    due.provider = row.text();
    due.subscription = row.text();
    due.reason = row.text();
    due.due = {row.number()};
    return std::optional(due);
  }

  // The time belongs to it: the same subscription may be revived and end a second time.
  static QString deedOf(std::int64_t account, const DueDowngrade& due) {
    const QString whose = due.subscription.empty() ? QStringLiteral("trial:%1").arg(account)
                                                   : QString::fromStdString(due.provider + ":" + due.subscription);
    return QStringLiteral("downgrade:%1:%2").arg(whose).arg(due.due.ms);
  }

  // Of an account with several subscriptions another may go on.
  Result<QString> targetOf(store::WriteContext& context, std::int64_t account, const DueDowngrade& due) const {
    auto others = store::Statement::run(
        context,
        QStringLiteral(
            "SELECT COUNT(*) FROM subscriptions s LEFT JOIN account_objects o ON o.provider = s.provider AND o.kind = "
            "'subscription' AND o.external_id = s.external_id LEFT JOIN account_customers c ON c.provider = s.provider "
            "AND c.customer_external_id = s.customer_external_id WHERE COALESCE(o.account_id, c.account_id) = ? AND "
            "s.external_id <> ? AND s.status IN ('active', 'trialing', 'past_due', 'on_hold', 'unpaid')"),
        {qlonglong(account), store::toVariant(due.subscription)});
    if (!others) return failure(others.error());
    if (others->next() && others->value(0).toInt() > 0) return QStringLiteral("ends, another subscription goes on");
    const Plan* free = rules_.rules.freePlan();
    if (free == nullptr) return QStringLiteral("ends");
    return QStringLiteral("to %1").arg(planText(rules_.rules, free->key));
  }

  Result<void> takeAway(store::WriteContext& context, std::int64_t account, const DueDowngrade& due) const {
    if (!due.subscription.empty()) return downgradeAccount(context, rules_, account, due.reason, now_);
    return refreshAccount(context, rules_, account, now_, "job").map([](const AccountState&) {});
  }

  // The smaller plan begins with a full quota. What was done before stays listed with the billable actions.
  Result<void> resetUsage(store::WriteContext& context, std::int64_t account) const {
    for (const QuotaRule& quota : rules_.rules.quotas) {
      if (quota.lasting) continue;
      auto reset = store::Statement::run(
          context,
          QStringLiteral("UPDATE usage_records SET used = 0, updated_at = ? WHERE account_id = ? AND quota = ? AND "
                         "period_start <= ? AND (period_end IS NULL OR period_end > ?) AND used > 0"),
          {qlonglong(now_.ms), qlonglong(account), store::toVariant(quota.key), qlonglong(now_.ms),
           qlonglong(now_.ms)});
      if (!reset) return failure(reset.error());
    }
    return refreshUsageBars(context, rules_, account, now_);
  }

  const RulesContext rules_;
  const Instant now_;
};

}  // namespace

std::unique_ptr<JobWork> downgradeWork(const RulesContext& rules, Instant now) {
  return std::make_unique<DowngradeWork>(rules, now);
}

}  // namespace billing::operations
