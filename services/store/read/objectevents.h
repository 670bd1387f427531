// What the stored events, the audit log and the outbox have to say about one object of the provider: for explaining why
// two places disagree. On a reader's connection.
#pragma once

#include <QSqlDatabase>
#include <QVector>
#include <optional>
#include <string>
#include <vector>

#include "domain/provider.h"
#include "store/changefeed.h"
#include "store/repositories/webhookeventrepository.h"
#include "support/result.h"

namespace billing::store {

/// A stored event with its bytes, and what became of it.
struct TellingEvent {
  PendingEvent event;
  std::string state;  ///< pending, applied, stale, unchanged, unhandled, dead
  std::string error;
  std::optional<Instant> occurredAt, processedAt;
};

/// Events about the object itself or its customer, the newest first, at most `limit`; refused deliveries are none.
[[nodiscard]] Result<std::vector<TellingEvent>> eventsAbout(QSqlDatabase& database, Provider provider,
                                                            const std::string& object, const std::string& customer,
                                                            int limit);
/// Stored, accepted and without effect so far (pending, dead, unhandled): the newest `limit` of them, oldest first.
[[nodiscard]] Result<std::vector<TellingEvent>> eventsWithoutEffect(QSqlDatabase& database, Provider provider,
                                                                    int limit);
/// The event of that id; nullopt when none is stored.
[[nodiscard]] Result<std::optional<TellingEvent>> eventById(QSqlDatabase& database, Provider provider,
                                                            const std::string& eventId);

/// The newest thing that somebody did by hand to the object, after its entry in the audit log.
struct HandTrace {
  QString person, action, operation, reason;
  qint64 at = 0;
};
[[nodiscard]] Result<std::optional<HandTrace>> newestHandOn(QSqlDatabase& database, const QString& externalId);

/// Rows of an entity's table by their number, behind `after`.
struct HeldRow {
  std::int64_t row = 0;
  std::string externalId, objectEvent, customer;
  Instant objectTime, updatedAt;
};
[[nodiscard]] Result<std::vector<HeldRow>> heldRows(QSqlDatabase& database, Entity entity, Provider provider,
                                                    std::int64_t after, int limit);
/// The greatest row number of the table; 0: it is empty.
[[nodiscard]] Result<std::int64_t> lastHeldRow(QSqlDatabase& database, Entity entity);

}  // namespace billing::store
