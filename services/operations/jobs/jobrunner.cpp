#include "operations/jobs/jobrunner.h"

#include <algorithm>
#include <future>

#include "operations/audited.h"
#include "operations/jobs/jobplan.h"
#include "store/read/jobs.h"

namespace billing::operations {
namespace {

constexpr std::size_t kAccountsOfATransaction = 100;

// The disk is full, the file is locked: no account is to blame, so the run ends.
bool isOfTheDatabase(const Error& error) {
  switch (error.kind) {
    case ErrorKind::Full:
    case ErrorKind::ReadOnly:
    case ErrorKind::Corrupt:
    case ErrorKind::Busy:
    case ErrorKind::Unavailable:
    case ErrorKind::Timeout:
    case ErrorKind::Cancelled:
      return true;
    default:
      return false;
  }
}

QString jobWord(JobKind kind) {
  return QString::fromUtf8(toString(kind));
}

}  // namespace

JobRunner::JobRunner(store::Database& database, const RulesContext& rules, const JobRequest& request, Instant now,
                     const JobProgress& progress, CancelToken cancel)
    : database_(database),
      request_(request),
      rules_(rules),
      now_(now),
      progress_(progress),
      cancel_(std::move(cancel)),
      work_(jobWork(request.kind, rules, now)) {}

Result<JobReport> JobRunner::run() {
  elapsed_.start();
  if (auto begun = begin(); !begun) return failure(begun.error());
  if (all_.empty()) return report();
  if (auto done = workThrough(); !done) {
    // The record says so too, where it can still be written.
    std::ignore = end("failed", QString::fromStdString(describe(done.error())));
    return failure(done.error());
  }
  return report();
}

Result<void> JobRunner::begin() {
  return write([this](store::WriteContext& context) {
    row_ = {};
    all_.clear();
    return beginWithin(context);
  });
}

// Most nights there is nothing to do: then the record is begun and ended in one transaction.
Result<void> JobRunner::beginWithin(store::WriteContext& context) {
  const QString job = jobWord(request_.kind);
  Result<void> good = store::JobRepository::closeInterrupted(context, job, now_);
  if (good) good = refuseSettledSlot(context);
  if (!good) return good;
  const auto why = whyStopped(context, rules_, request_, now_);
  if (!why) return failure(why.error());
  const auto started =
      store::JobRepository::start(context, {job, request_.askedBy, request_.dryRun, request_.scheduledFor, now_});
  if (!started) return failure(started.error());
  row_.id = *started;
  if (auto noted = note(context, "run_job.asked", auditFields({{"run", QString::number(row_.id)}})); !noted)
    return noted;
  if (why->isEmpty()) {
    auto accounts = work_->accounts(context);
    if (!accounts) return failure(accounts.error());
    all_ = std::move(*accounts);
    if (!all_.empty()) return {};
  }
  endsAs(why->isEmpty() ? "done" : "stopped", *why);
  return finish(context);
}

Result<void> JobRunner::finish(store::WriteContext& context) const {
  const std::string action = "run_job." + row_.status.toStdString();
  return store::JobRepository::finish(context, row_).and_then([&] {
    return note(context, action.c_str(),
                auditFields({{"run", QString::number(row_.id)},
                             {"done", QString::number(row_.hits)},
                             {"skipped", QString::number(row_.skipped)},
                             {"failed", QString::number(row_.failed)},
                             {"message", row_.message}}));
  });
}

Result<void> JobRunner::note(store::WriteContext& context, const char* action, const QByteArray& after) const {
  if (!request_.byHand()) return {};
  auto entry = entryBy(request_.hand, action, "job", jobWord(request_.kind));
  if (entry.actor.isEmpty()) entry.actor = request_.askedBy;
  entry.after = after;
  return store::appendAudit(context, entry, now_).map([](std::int64_t) {});
}

Result<void> JobRunner::refuseSettledSlot(store::WriteContext& context) const {
  if (!request_.scheduledFor || request_.dryRun) return {};
  const auto settled = store::JobRepository::isSettled(context, jobWord(request_.kind), *request_.scheduledFor);
  if (!settled) return failure(settled.error());
  if (!*settled) return {};
  return failure(ErrorKind::Conflict, "slot_settled", "This run of the timetable is done already",
                 "it was due at " + toIso8601(*request_.scheduledFor));
}

Result<void> JobRunner::workThrough() {
  for (std::size_t at = 0; at < all_.size() && !cancel_.cancelled(); at += kAccountsOfATransaction) {
    const std::size_t most = std::min(all_.size(), at + kAccountsOfATransaction);
    const auto first = all_.begin() + static_cast<std::ptrdiff_t>(at);
    const Accounts some(first, all_.begin() + static_cast<std::ptrdiff_t>(most));
    if (auto worked = workOn(some); !worked) return worked;
    if (progress_) progress_(static_cast<int>(most), static_cast<int>(all_.size()));
  }
  if (cancel_.cancelled()) return end("stopped", QStringLiteral("Cancelled; what was done stays done"));
  const QString trouble = row_.failed == 0 ? QString() : QStringLiteral("%1 could not be done").arg(row_.failed);
  return end("done", trouble);
}

Result<void> JobRunner::workOn(const Accounts& some) {
  Counts counts;
  const auto done = write([&](store::WriteContext& context) -> Result<void> {
    auto settled = settle(context, some);
    if (!settled) return failure(settled.error());
    counts = *settled;
    return {};
  });
  if (!done) return isOfTheDatabase(done.error()) ? done : oneByOne(some);
  count(counts);
  return {};
}

// One of them cannot be done: it must not hold up the others.
Result<void> JobRunner::oneByOne(const Accounts& some) {
  for (const std::int64_t account : some) {
    Counts counts;
    auto done = write([&](store::WriteContext& context) -> Result<void> {
      counts = {};
      return settleOne(context, account, counts);
    });
    if (done) {
      count(counts);
      continue;
    }
    if (isOfTheDatabase(done.error())) return done;
    if (auto noted = noteFailure(account, done.error()); !noted) return noted;
  }
  return {};
}

Result<JobRunner::Counts> JobRunner::settle(store::WriteContext& context, const Accounts& some) const {
  Counts counts;
  for (const std::int64_t account : some)
    if (auto done = settleOne(context, account, counts); !done) return failure(done.error());
  return counts;
}

Result<void> JobRunner::settleOne(store::WriteContext& context, std::int64_t account, Counts& counts) const {
  const auto tasks = work_->tasks(context, account);
  if (!tasks) return failure(tasks.error());
  for (const JobTask& task : *tasks)
    if (auto done = settleTask(context, account, task, counts); !done) return done;
  return {};
}

Result<void> JobRunner::settleTask(store::WriteContext& context, std::int64_t account, const JobTask& task,
                                   Counts& counts) const {
  auto item = plannedItem(context, account, task);
  if (!item) return failure(item.error());
  const bool skipped = item->outcome == u"skipped";
  skipped ? ++counts.skipped : ++counts.hits;
  if (!skipped && !request_.dryRun) {
    item->outcome = QStringLiteral("done");
    item->deed = task.deed;
    if (auto done = work_->perform(context, account, task); !done) return done;
  }
  return store::JobRepository::addItem(context, row_.id, *item, now_);
}

Result<void> JobRunner::noteFailure(std::int64_t account, const Error& error) {
  const Counts one{0, 0, 1};
  store::NewJobItem item;
  item.account = account;
  item.what = QStringLiteral("nothing was changed");
  item.outcome = QStringLiteral("failed");
  item.reason = QString::fromStdString(describe(error));
  auto noted =
      write([&](store::WriteContext& context) { return store::JobRepository::addItem(context, row_.id, item, now_); });
  if (noted) count(one);
  return noted;
}

Result<void> JobRunner::end(const char* status, const QString& message) {
  endsAs(status, message);
  return write([this](store::WriteContext& context) { return finish(context); });
}

void JobRunner::endsAs(const char* status, const QString& message) {
  row_.status = QLatin1String(status);
  row_.message = message;
  row_.finishedAt = now_.ms + elapsed_.elapsed();
}

Result<JobReport> JobRunner::report() {
  return database_
      .read<JobReport>([run = row_.id](QSqlDatabase& connection) -> Result<JobReport> {
        auto row = store::readJobRun(connection, run);
        if (!row) return failure(row.error());
        auto items = store::readJobItems(connection, run);
        if (!items) return failure(items.error());
        return JobReport{std::move(*row), std::move(*items)};
      })
      .result();
}

// Deliveries go first; a run waits for its turn.
Result<void> JobRunner::write(const store::Database::Work& work) {
  std::promise<Result<void>> promise;
  auto future = promise.get_future();
  database_.write(
      work, [&promise](Result<void> outcome) { promise.set_value(std::move(outcome)); }, store::Priority::Background);
  return future.get();
}

void JobRunner::count(const Counts& counts) {
  row_.hits += counts.hits;
  row_.skipped += counts.skipped;
  row_.failed += counts.failed;
}

}  // namespace billing::operations
