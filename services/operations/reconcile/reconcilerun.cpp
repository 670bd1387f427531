#include "operations/reconcile/reconcilerun.h"

#include <future>
#include <mutex>
#include <set>

#include "operations/audited.h"
#include "operations/reconcile/causes.h"
#include "operations/reconcile/driftrows.h"
#include "operations/reconcile/localchecks.h"
#include "operations/reconcile/payoutchecks.h"
#include "operations/reconcile/providercomparison.h"

namespace billing::operations {
namespace {

using store::DriftRow;
using store::ReconcileRepository;
using store::ReconcileRunRow;

// A database's file belongs to one program; a team's server may have another program's run under way.
constexpr std::int64_t kAbandonedMs = 6LL * 3'600'000;

class OneReconcileAtATime {
 public:
  explicit OneReconcileAtATime(const store::Database& database) : database_(&database) {
    const std::scoped_lock lock(mutex());
    mine_ = running().insert(database_).second;
  }
  ~OneReconcileAtATime() {
    const std::scoped_lock lock(mutex());
    if (mine_) running().erase(database_);
  }
  OneReconcileAtATime(const OneReconcileAtATime&) = delete;
  OneReconcileAtATime& operator=(const OneReconcileAtATime&) = delete;
  [[nodiscard]] bool mine() const { return mine_; }

 private:
  static std::mutex& mutex() {
    static std::mutex instance;
    return instance;
  }
  static std::set<const store::Database*>& running() {
    static std::set<const store::Database*> instance;
    return instance;
  }
  const store::Database* database_;
  bool mine_ = false;
};

Result<void> writeReconcile(store::Database& database, const store::Database::Work& work) {
  std::promise<Result<void>> promise;
  database.write(work, [&promise](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

class ReconcileRunner {
 public:
  ReconcileRunner(const ReconcileServices& services, const ReconcileProgress& progress, const CancelToken& cancel)
      : services_(services), progress_(progress), cancel_(cancel) {}

  Result<ReconcileReport> run() {
    if (auto begun = begin(); !begun) return failure(begun.error());
    Result<QVector<DriftRow>> drifts = findAll();
    if (drifts && cancel_.cancelled())
      drifts = failure(ErrorKind::Cancelled, "cancelled", "The comparison was cancelled");
    if (auto ended = end(drifts); !ended) return failure(ended.error());
    if (!drifts) return failure(drifts.error());
    return lastReconcileReport(services_.database);
  }

 private:
  Result<void> begin() {
    const Instant now = services_.clock.now();
    const bool alone = services_.database.dialect() == store::Dialect::Sqlite;
    row_.startedAt = now.ms;
    row_.askedBy = services_.hand.name;
    return writeReconcile(services_.database, [&](store::WriteContext& context) -> Result<void> {
      const auto id =
          ReconcileRepository::begin(context, services_.hand.name, now, alone ? now : Instant{now.ms - kAbandonedMs});
      if (!id) return failure(id.error());
      row_.id = *id;
      auto entry = entryBy(services_.hand, "reconcile.asked", "workspace");
      entry.after = auditFields({{"run", QString::number(row_.id)}});
      return store::appendAudit(context, entry, now).map([](std::int64_t) {});
    });
  }

  Result<QVector<DriftRow>> findAll() {
    auto found = ProviderComparison(services_, progress_, cancel_).run();
    if (!found) return failure(found.error());
    row_.compared = found->compared;
    notRead_ = std::move(found->notRead);
    auto drifts = explainAll(*found);
    if (!drifts) return drifts;
    return addLocal(std::move(*drifts)).and_then([&](QVector<DriftRow> all) { return addPayouts(std::move(all)); });
  }

  Result<QVector<DriftRow>> explainAll(const ProviderComparison::Found& found) {
    CauseFinder causes(services_.database, services_.provider, services_.eventRules, cancel_);
    QVector<DriftRow> drifts;
    for (const ObjectDifference& difference : found.differences) {
      if (cancel_.cancelled()) break;
      auto explained = causes.explain(difference);
      if (!explained) return failure(explained.error());
      drifts += *explained;
    }
    for (const auto& [entity, held] : found.missingThere) {
      if (cancel_.cancelled()) break;
      auto explained = causes.explainMissingThere(entity, held, {});
      if (!explained) return failure(explained.error());
      drifts.append(std::move(*explained));
    }
    return drifts;
  }

  Result<QVector<DriftRow>> addLocal(QVector<DriftRow> drifts) {
    if (progress_) progress_(row_.compared, row_.compared, QStringLiteral("access and credits"));
    auto local = findLocalDrifts(services_.database, services_.rules, services_.clock.now(), cancel_);
    if (!local) return failure(local.error());
    return drifts + *local;
  }

  Result<QVector<DriftRow>> addPayouts(QVector<DriftRow> drifts) {
    if (progress_) progress_(row_.compared, row_.compared, QStringLiteral("payouts"));
    auto payouts = findPayoutDrifts(services_, payoutsSkipped_, cancel_);
    if (!payouts) return failure(payouts.error());
    return drifts + *payouts;
  }

  Result<void> end(const Result<QVector<DriftRow>>& drifts) {
    row_.endedAt = services_.clock.now().ms;
    row_.state = drifts                                        ? QStringLiteral("done")
                 : drifts.error().kind == ErrorKind::Cancelled ? QStringLiteral("cancelled")
                                                               : QStringLiteral("failed");
    if (!drifts) row_.error = QString::fromStdString(describe(drifts.error()));
    addNote("The key may not read: ", notRead_, ", ");
    addNote("Payouts that could not be itemised: ", payoutsSkipped_, "; ");
    const QVector<DriftRow> kept = drifts.value_or(QVector<DriftRow>());
    row_.found = kept.size();
    return writeReconcile(services_.database,
                          [&](store::WriteContext& context) { return ReconcileRepository::end(context, row_, kept); });
  }

  void addNote(const char* words, const std::vector<std::string>& names, const char* between) {
    constexpr qsizetype kMostNamed = 10;
    if (names.empty()) return;
    QStringList told;
    for (const std::string& name : names)
      if (told.size() < kMostNamed) told += QString::fromStdString(name);
    if (std::ssize(names) > kMostNamed) told += QStringLiteral("%1 in all").arg(names.size());
    if (!row_.error.isEmpty()) row_.error += QStringLiteral(". ");
    row_.error += QLatin1String(words) + told.join(QLatin1String(between));
  }

  const ReconcileServices& services_;
  const ReconcileProgress& progress_;
  const CancelToken& cancel_;
  ReconcileRunRow row_;
  std::vector<std::string> payoutsSkipped_;
  std::vector<std::string> notRead_;
};

}  // namespace

Result<ReconcileReport> runReconcile(const ReconcileServices& services, const ReconcileProgress& progress,
                                     const CancelToken& cancel) {
  const OneReconcileAtATime turn(services.database);
  if (!turn.mine())
    return failure(ErrorKind::Conflict, "running", "A comparison of this workspace is running already", {},
                   "Wait for it, or cancel it");
  return ReconcileRunner(services, progress, cancel).run();
}

Result<ReconcileReport> lastReconcileReport(store::Database& database) {
  return database
      .read<ReconcileReport>([](QSqlDatabase& connection) -> Result<ReconcileReport> {
        const auto ended = ReconcileRepository::newestEnded(connection);
        if (!ended) return failure(ended.error());
        if (!*ended)
          return failure(ErrorKind::NotFound, "never_compared", "Nothing has been compared yet", {},
                         "Run the comparison first");
        ReconcileReport report;
        report.run = runOf(**ended);
        const auto whole = ReconcileRepository::newestDone(connection);
        if (!whole) return failure(whole.error());
        if (!*whole) return report;
        const auto drifts = ReconcileRepository::driftsOf(connection, (*whole)->id);
        if (!drifts) return failure(drifts.error());
        for (const store::DriftRow& row : *drifts) report.drifts.append(driftOfRow(row));
        return report;
      })
      .result();
}

}  // namespace billing::operations
