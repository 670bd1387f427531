// The guard as a command line gets it: one deed, by whoever is logged in, in live mode opened for that deed alone.
#pragma once

#include <QString>
#include <variant>

#include "operations/admin/people.h"
#include "store/audit/auditlog.h"
#include "store/database.h"

namespace billing::operations {

/// A word about an order that somebody asked for (agreed to, gone on with): the lock of live mode alone is asked here;
/// whether the person may is asked where the order is known.
struct OrderWord {};

struct HandRequest {
  std::variant<Deed, OrderKind, OrderWord> deed = Deed::Sync;
  bool live = false;
  QString unlockReason;  ///< live mode: why; empty: it stays locked
  QString workspace;     ///< its id, for the entry of the unlocking; may be empty
  QString login = loginName();
  QString origin = QStringLiteral("billingctl");
};

/// Whoever may do it now, for the audit entry of the deed. In live mode the unlocking has an entry of its own, written
/// before this returns. Forbidden "role", "live_locked"; InvalidInput "reason_missing". Blocks.
[[nodiscard]] Result<Actor> takeHand(store::Database& database, const HandRequest& request, const Clock& clock);

/// The entry "live.unlocked" or "live.locked" of a workspace.
[[nodiscard]] store::AuditEntry lockEntry(const Actor& actor, const QString& action, const QString& reason, bool live);

}  // namespace billing::operations
