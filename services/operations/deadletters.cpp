#include "operations/deadletters.h"

#include <QPromise>
#include <memory>

#include "operations/audited.h"
#include "store/repositories/webhookeventrepository.h"

namespace billing::operations {
namespace {

store::AuditEntry retryEntry(const Hand& hand, const store::RetriedEvent& event) {
  auto entry = entryBy(hand, "retry_event.done", "event", event.eventId);
  entry.customerExternalId = event.customerExternalId;
  entry.before = auditFields({{"state", event.state}, {"error", event.error}});
  entry.after = auditFields({{"state", QStringLiteral("pending")}});
  return entry;
}

}  // namespace

QFuture<Result<int>> retryEvents(store::Database& database, QVector<qint64> rows, Hand hand, Instant now) {
  auto promise = std::make_shared<QPromise<Result<int>>>();
  promise->start();
  QFuture<Result<int>> future = promise->future();
  auto count = std::make_shared<int>(0);
  database.write(
      [rows = std::move(rows), count, hand = std::move(hand), now](store::WriteContext& context) -> Result<void> {
        const auto pending = store::WebhookEventRepository::setPending(context, {rows.begin(), rows.end()});
        if (!pending) return failure(pending.error());
        *count = static_cast<int>(pending->size());
        for (const store::RetriedEvent& event : *pending)
          if (auto noted = store::appendAudit(context, retryEntry(hand, event), now); !noted)
            return failure(noted.error());
        return {};
      },
      [promise, count](Result<void> outcome) {
        promise->addResult(outcome ? Result<int>(*count) : Result<int>(failure(outcome.error())));
        promise->finish();
      });
  return future;
}

}  // namespace billing::operations
