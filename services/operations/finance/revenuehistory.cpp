#include "operations/finance/revenuehistory.h"

#include <QPromise>

#include "store/mrrrebuild.h"
#include "store/mrrrecompute.h"
#include "store/repositories/metricchoices.h"
#include "store/sqldialect.h"

namespace billing::operations {
namespace {

// A file may have been changed by other hands: there the sums are made once more, which takes a moment even for
// millions of changes. On a server they would all have to come over the network.
Result<bool> isAsItShouldBe(QSqlDatabase& connection, const store::MrrRules& wanted, const CancelToken& cancel) {
  const auto known = store::isMrrUpToDate(connection, wanted);
  if (!known || !*known || store::SqlDialect::of(connection).isShared()) return known;
  const auto stored = store::storedMrrSums(connection);
  if (!stored) return failure(stored.error());
  return store::recomputeMrrSums(connection, wanted, cancel).map([&](const store::MrrSums& sums) {
    return sums == *stored;
  });
}

using HistoryPromise = std::shared_ptr<QPromise<Result<qint64>>>;

void answerHistory(const HistoryPromise& promise, Result<qint64> outcome) {
  promise->addResult(std::move(outcome));
  promise->finish();
}

void writeHistory(store::Database& database, const RevenueHistoryWish& wish, const HistoryPromise& promise) {
  auto movements = std::make_shared<qint64>(0);
  database.write(
      [wish, movements](store::WriteContext& context) -> Result<void> {
        const auto rules = revenueRules(context.database(), wish.zone);  // chosen meanwhile
        if (!rules) return failure(rules.error());
        return store::rebuildMrr(context, *rules, wish.now, wish.cancel, wish.progress).map([&](std::int64_t count) {
          *movements = count;
        });
      },
      [promise, movements](Result<void> outcome) { answerHistory(promise, outcome.map([&] { return *movements; })); },
      store::Priority::Background);
}

}  // namespace

Result<store::MrrRules> revenueRules(QSqlDatabase& connection, const QString& zone) {
  const auto choices = store::readMetricChoices(connection);
  if (!choices) return failure(choices.error());
  store::MrrRules rules;
  if (!zone.isEmpty()) rules.zone = zone.toStdString();
  for (const store::MetricChoiceRow& row : *choices)
    choose(rules.definition, row.term.toStdString(), row.choice.toStdString());
  return rules;
}

QFuture<Result<qint64>> makeRevenueHistory(store::Database& database, RevenueHistoryWish wish) {
  auto promise = std::make_shared<QPromise<Result<qint64>>>();
  promise->start();
  auto future = promise->future();
  const auto look = [zone = wish.zone, cancel = wish.cancel](QSqlDatabase& connection) {
    return revenueRules(connection, zone).and_then([&](const store::MrrRules& wanted) {
      return isAsItShouldBe(connection, wanted, cancel);
    });
  };
  // On the reader's thread, which only hands the writing on.
  static_cast<void>(database.read<bool>(look, wish.cancel).then([&database, wish, promise](const Result<bool>& good) {
    if (!good)
      answerHistory(promise, failure(good.error()));
    else if (*good && !wish.always)
      answerHistory(promise, 0);
    else
      writeHistory(database, wish, promise);
  }));
  return future;
}

}  // namespace billing::operations
