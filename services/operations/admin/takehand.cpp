#include "operations/admin/takehand.h"

#include <future>

#include "operations/admin/handguard.h"
#include "store/audit/auditlog.h"
#include "store/read/livetraces.h"

namespace billing::operations {
namespace {

Result<void> noteUnlocked(store::Database& database, const Actor& actor, const HandRequest& request, Instant now) {
  auto entry = lockEntry(actor, QStringLiteral("live.unlocked"), request.unlockReason.trimmed(), true);
  entry.externalId = request.workspace;
  std::promise<Result<void>> promise;
  database.write([&](store::WriteContext& context) { return store::appendAudit(context, entry, now).map([](auto) {}); },
                 [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

// What a hand may do with this deed, and what the guard says of it once the lock is as it is.
struct DeedRules {
  const HandRequest& request;

  [[nodiscard]] Result<void> role(const Actor& actor, bool live) const {
    if (const auto* deed = std::get_if<Deed>(&request.deed)) return permitted(actor, *deed, live);
    if (const auto* kind = std::get_if<OrderKind>(&request.deed)) return permitted(actor, *kind);
    return {};
  }
  [[nodiscard]] bool opens() const {
    const auto* deed = std::get_if<Deed>(&request.deed);
    return !request.unlockReason.isEmpty() && (deed == nullptr || needsUnlocked(*deed));
  }
  [[nodiscard]] Result<Actor> may(const HandGuard& guard) const {
    if (const auto* deed = std::get_if<Deed>(&request.deed)) return guard.mayDo(*deed);
    if (const auto* kind = std::get_if<OrderKind>(&request.deed)) return guard.mayOrder(*kind);
    return guard.mayActNow();
  }
};

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
  const DeedRules rules{request};
  // The role comes first: who may not do it opens nothing either.
  if (auto role = rules.role(*actor, live); !role) return failure(role.error());
  HandGuard guard(live, clock);
  guard.setActor(*actor);
  if (live && rules.opens()) {
    if (auto may = guard.mayUnlock(request.unlockReason); !may) return failure(may.error());
    // What is not written down is not opened.
    if (auto noted = noteUnlocked(database, *actor, request, clock.now()); !noted) return failure(noted.error());
    if (auto open = guard.unlock(request.unlockReason); !open) return failure(open.error());
  }
  return rules.may(guard);
}

}  // namespace billing::operations
