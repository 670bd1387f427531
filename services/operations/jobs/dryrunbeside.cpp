#include "operations/jobs/dryrunbeside.h"

#include "operations/jobs/jobplan.h"
#include "store/sqlquery.h"

namespace billing::operations {
namespace {

class BesideRun {
 public:
  BesideRun(store::WriteContext& context, const RulesContext& rules, const JobRequest& request, Instant now)
      : context_(context), request_(request), work_(jobWork(request.kind, rules, now)), now_(now) {
    report_.run.job = QString::fromUtf8(toString(request.kind));
    report_.run.askedBy = request.askedBy;
    report_.run.dryRun = true;
    report_.run.startedAt = now.ms;
    report_.run.finishedAt = now.ms;
    report_.run.status = QStringLiteral("done");
  }

  void stop(const QString& why) {
    report_.run.status = QStringLiteral("stopped");
    report_.run.message = why;
  }

  Result<void> look() {
    const auto accounts = work_->accounts(context_);
    if (!accounts) return failure(accounts.error());
    for (const std::int64_t account : *accounts)
      if (auto looked = lookAt(account); !looked) return looked;
    return {};
  }

  [[nodiscard]] const JobReport& report() const { return report_; }

 private:
  Result<void> lookAt(std::int64_t account) {
    const auto tasks = work_->tasks(context_, account);
    if (!tasks) return failure(tasks.error());
    for (const JobTask& task : *tasks) {
      const auto item = plannedItem(context_, account, task);
      if (!item) return failure(item.error());
      if (auto added = add(account, *item); !added) return added;
    }
    return {};
  }

  Result<void> add(std::int64_t account, const store::NewJobItem& item) {
    store::JobItemRow row{{}, {}, item.what, item.outcome, item.reason, now_.ms};
    item.outcome == u"skipped" ? ++report_.run.skipped : ++report_.run.hits;
    auto named =
        store::forEachRow(context_.database(), QStringLiteral("SELECT account_key, name FROM accounts WHERE id = ?"),
                          {qlonglong(account)}, [&](const QSqlQuery& query) {
                            row.accountKey = query.value(0).toString();
                            row.accountName = query.value(1).toString();
                          });
    if (named) report_.items.append(row);
    return named;
  }

  store::WriteContext& context_;
  const JobRequest& request_;
  const std::unique_ptr<JobWork> work_;
  const Instant now_;
  JobReport report_;
};

}  // namespace

Result<JobReport> dryRunBeside(store::Database& database, const RulesContext& rules, const JobRequest& request,
                               Instant now) {
  return database
      .read<JobReport>([&, dialect = database.dialect()](QSqlDatabase& connection) -> Result<JobReport> {
        store::WriteContext context(connection, dialect);
        BesideRun run(context, rules, request, now);
        const auto why = whyStopped(context, rules, request, now);
        if (!why) return failure(why.error());
        if (!why->isEmpty()) {
          run.stop(*why);
        } else if (auto looked = run.look(); !looked) {
          return failure(looked.error());
        }
        return run.report();
      })
      .result();
}

}  // namespace billing::operations
