#include "operations/deadletters.h"

#include <QPromise>
#include <memory>

#include "store/repositories/webhookeventrepository.h"

namespace billing::operations {

QFuture<Result<int>> retryEvents(store::Database& database, QVector<qint64> rows) {
  auto promise = std::make_shared<QPromise<Result<int>>>();
  promise->start();
  QFuture<Result<int>> future = promise->future();
  auto count = std::make_shared<int>(0);
  database.write(
      [rows = std::move(rows), count](store::WriteContext& context) -> Result<void> {
        const auto pending = store::WebhookEventRepository::setPending(context, {rows.begin(), rows.end()});
        if (!pending) return failure(pending.error());
        *count = *pending;
        return {};
      },
      [promise, count](Result<void> outcome) {
        promise->addResult(outcome ? Result<int>(*count) : Result<int>(failure(outcome.error())));
        promise->finish();
      });
  return future;
}

}  // namespace billing::operations
