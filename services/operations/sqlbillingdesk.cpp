#include "operations/sqlbillingdesk.h"

#include <QPromise>
#include <memory>

#include "operations/accounts/accountbook.h"
#include "operations/accounts/accountqueries.h"
#include "operations/audited.h"
#include "operations/credits/creditbook.h"
#include "operations/diagnosis/diagnosis.h"
#include "operations/jobs/jobs.h"
#include "operations/jobs/timetable.h"
#include "operations/switches.h"
#include "store/read/jobs.h"

namespace billing::operations {
namespace {

constexpr int kShownRuns = 20;
constexpr int kShownLetThrough = 500;

Result<JobInfo> jobInfo(QSqlDatabase& connection, const BillingRules& rules, JobKind kind, Instant now) {
  auto runs = store::readJobRuns(connection, QString::fromUtf8(toString(kind)), kShownRuns);
  if (!runs) return failure(runs.error());
  return JobInfo{kind, nextRun(rules, kind, now).ms, isOnTimetable(rules, kind), std::move(*runs)};
}

store::AuditEntry reconcileEntry(const Hand& hand, const std::string& key, Tenths before, Tenths after) {
  auto entry = entryBy(hand, "reconcile_credits.done", "account", QString::fromStdString(key));
  entry.accountKey = entry.externalId;
  entry.before = auditFields({{"balance_tenths", QString::number(before)}});
  entry.after = auditFields({{"balance_tenths", QString::number(after)}});
  return entry;
}

}  // namespace

SqlBillingDesk::SqlBillingDesk(store::Database& database, RulesContext rules, const Clock& clock,
                               std::function<void()> wakeProcessor)
    : database_(database),
      rules_(rules),
      clock_(clock),
      wakeProcessor_(std::move(wakeProcessor)),
      who_([live = rules_.live] { return handHere(QStringLiteral("console"), live); }) {
  pool_.setMaxThreadCount(1);
}

SqlBillingDesk::~SqlBillingDesk() {
  {
    const std::scoped_lock lock(mutex_);
    for (const CancelToken& token : running_) token.cancel();
  }
  pool_.waitForDone();
}

QFuture<Result<store::AccountDetail>> SqlBillingDesk::accountOfCustomer(qint64 customerRow, CancelToken cancel) {
  return database_.read<store::AccountDetail>(
      [rules = rules_, now = clock_.now(), customerRow](QSqlDatabase& connection) {
        return readAccountOfCustomer(connection, rules, now, customerRow);
      },
      std::move(cancel));
}

QFuture<Result<store::AccountDetail>> SqlBillingDesk::account(QString key, CancelToken cancel) {
  return database_.read<store::AccountDetail>(
      [rules = rules_, now = clock_.now(), key = std::move(key)](QSqlDatabase& connection) {
        return readAccountDetail(connection, rules, now, key);
      },
      std::move(cancel));
}

QFuture<Result<QVector<store::AccountRow>>> SqlBillingDesk::accounts(QString search, int limit, CancelToken cancel) {
  return database_.read<QVector<store::AccountRow>>(
      [search = std::move(search), limit](QSqlDatabase& connection) { return readAccounts(connection, search, limit); },
      std::move(cancel));
}

QFuture<Result<QVector<JobInfo>>> SqlBillingDesk::jobs(CancelToken cancel) {
  return database_.read<QVector<JobInfo>>(
      [rules = rules_, now = clock_.now()](QSqlDatabase& connection) -> Result<QVector<JobInfo>> {
        QVector<JobInfo> all;
        for (const JobKind kind : {JobKind::Downgrade, JobKind::TopUp, JobKind::Expire}) {
          auto info = jobInfo(connection, rules.rules, kind, now);
          if (!info) return failure(info.error());
          all.append(std::move(*info));
        }
        return all;
      },
      std::move(cancel));
}

QFuture<Result<JobReport>> SqlBillingDesk::jobReport(qint64 run, CancelToken cancel) {
  return database_.read<JobReport>(
      [run](QSqlDatabase& connection) -> Result<JobReport> {
        auto row = store::readJobRun(connection, run);
        if (!row) return failure(row.error());
        auto items = store::readJobItems(connection, run);
        if (!items) return failure(items.error());
        return JobReport{std::move(*row), std::move(*items)};
      },
      std::move(cancel));
}

QFuture<Result<JobReport>> SqlBillingDesk::runJob(JobKind kind, bool dryRun, JobProgress progress, CancelToken cancel) {
  JobRequest request;
  request.kind = kind;
  request.dryRun = dryRun;
  request.askedBy = QStringLiteral("console");
  request.hand = who_();
  return runJob(std::move(request), std::move(progress), std::move(cancel));
}

QFuture<Result<JobReport>> SqlBillingDesk::runJob(JobRequest request, JobProgress progress, CancelToken cancel) {
  auto promise = std::make_shared<QPromise<Result<JobReport>>>();
  promise->start();
  QFuture<Result<JobReport>> future = promise->future();
  const std::scoped_lock lock(mutex_);  // until it is queued: tokens stand in the order of the queue
  running_.push_back(cancel);
  pool_.start(
      [this, promise, request = std::move(request), progress = std::move(progress), cancel = std::move(cancel)] {
        promise->addResult(operations::runJob(database_, rules_, request, clock_.now(), progress, cancel));
        promise->finish();
        const std::scoped_lock ended(mutex_);
        running_.erase(running_.begin());  // one after the other: the first is the one that has ended
      });
  return future;
}

QFuture<Result<QVector<store::SwitchRow>>> SqlBillingDesk::switches(CancelToken cancel) {
  return database_.read<QVector<store::SwitchRow>>(
      [now = clock_.now()](QSqlDatabase& connection) { return readSwitches(connection, now); }, std::move(cancel));
}

QFuture<Result<qint64>> SqlBillingDesk::switchPreview(QString name, CancelToken cancel) {
  return database_.read<qint64>(
      [now = clock_.now(), name = std::move(name)](QSqlDatabase& connection) {
        return operations::switchPreview(connection, name, now);
      },
      std::move(cancel));
}

QFuture<Result<void>> SqlBillingDesk::setSwitch(SwitchChange change) {
  const bool ofProcessing = change.name == QLatin1String(pauseProcessing);
  change.hand = who_();
  return write([change = std::move(change), now = clock_.now()](
                   store::WriteContext& context) { return operations::setSwitch(context, change, now); },
               ofProcessing ? wakeProcessor_ : std::function<void()>());
}

QFuture<Result<Diagnosis>> SqlBillingDesk::diagnose(Question question, QString subject, CancelToken cancel) {
  return database_.read<Diagnosis>(
      [rules = rules_, now = clock_.now(), question, subject = std::move(subject)](QSqlDatabase& connection) {
        return operations::diagnose(connection, rules, question, subject, now);
      },
      std::move(cancel));
}

QFuture<Result<QVector<store::LetThroughRow>>> SqlBillingDesk::letThrough(CancelToken cancel) {
  return database_.read<QVector<store::LetThroughRow>>(
      [](QSqlDatabase& connection) { return store::readLetThrough(connection, kShownLetThrough); }, std::move(cancel));
}

QFuture<Result<void>> SqlBillingDesk::reconcileCredits(QString accountKey) {
  return write([key = accountKey.toStdString(), now = clock_.now(),
                hand = who_()](store::WriteContext& context) -> Result<void> {
    const auto account = findAccount(context, key);
    if (!account) return failure(account.error());
    if (!*account) return failure(ErrorKind::NotFound, "unknown_account", "There is no account \"" + key + '"');
    const auto sums = operations::reconcileCredits(context, **account, false, now);
    if (!sums) return failure(sums.error());
    return operations::reconcileCredits(context, **account, true, now).and_then([&](const Reconciliation& after) {
      return store::appendAudit(context, reconcileEntry(hand, key, sums->cache, after.cache), now)
          .map([](std::int64_t) {});
    });
  });
}

QFuture<Result<void>> SqlBillingDesk::write(store::Database::Work work, std::function<void()> committed) {
  auto promise = std::make_shared<QPromise<Result<void>>>();
  promise->start();
  QFuture<Result<void>> future = promise->future();
  database_.write(std::move(work), [promise, committed = std::move(committed)](Result<void> outcome) {
    const bool good = outcome.has_value();
    promise->addResult(std::move(outcome));
    promise->finish();
    if (good && committed) committed();
  });
  return future;
}

}  // namespace billing::operations
