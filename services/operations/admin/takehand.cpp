#include "operations/admin/takehand.h"

#include <future>

#include "operations/admin/handguard.h"
#include "store/audit/auditlog.h"
#include "store/read/livetraces.h"

namespace billing::operations {
namespace {

Result<void> noteUnlocked(store::Database& database, const Actor& actor, const HandRequest& request, Instant now) {
  const auto entry = lockEntry(actor, QStringLiteral("live.unlocked"), request.unlockReason.trimmed(), true);
  std::promise<Result<void>> promise;
  database.write([&](store::WriteContext& context) { return store::appendAudit(context, entry, now).map([](auto) {}); },
                 [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

}  // namespace

store::AuditEntry lockEntry(const Actor& actor, const QString& action, const QString& reason, bool live) {
  store::AuditEntry entry;
  entry.actor = actor.name;
  const auto role = toString(actor.role);
  entry.role = QString::fromUtf8(role.data(), static_cast<qsizetype>(role.size()));
  entry.origin = actor.origin;
  entry.live = live;
  entry.action = action;
  entry.entity = QStringLiteral("workspace");
  entry.reason = reason;
  return entry;
}

Result<Actor> takeHand(store::Database& database, const HandRequest& request, const Clock& clock) {
  const auto actor =
      database.read<Actor>([&](QSqlDatabase& connection) { return whoIs(connection, request.login, request.origin); })
          .result();
  if (!actor) return actor;
  const auto traces =
      database.read<bool>([](QSqlDatabase& connection) { return store::sawLiveMode(connection); }).result();
  if (!traces) return failure(traces.error());
  const bool live = request.live || *traces;
  if (auto role = permitted(*actor, request.deed, live); !role) return failure(role.error());
  HandGuard guard(live, clock);
  guard.setActor(*actor);
  if (live && needsUnlocked(request.deed) && !request.unlockReason.isEmpty()) {
    if (auto open = guard.unlock(request.unlockReason); !open) return failure(open.error());
    if (auto noted = noteUnlocked(database, *actor, request, clock.now()); !noted) return failure(noted.error());
  }
  return guard.mayDo(request.deed);
}

}  // namespace billing::operations
