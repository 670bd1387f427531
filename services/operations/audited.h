// The entry that a change by hand leaves in the audit log.
#pragma once

#include <QFuture>
#include <initializer_list>
#include <utility>

#include "operations/hand.h"
#include "store/audit/auditlog.h"

namespace billing::store {
class Database;
}

namespace billing::operations {

struct Actor;
[[nodiscard]] Hand handOf(const Actor& actor, bool live);
/// Whoever is logged in on this machine, with the role that the workspace gives. Blocks.
[[nodiscard]] Hand handIn(store::Database& database, const QString& origin, bool live);

/// `action` is "<what>.<stage>"; entity: subscription, customer, payment, account, plan, workspace, person, job, event.
[[nodiscard]] store::AuditEntry entryBy(const Hand& hand, const char* action, const char* entity,
                                        const QString& externalId = {}, const QString& reason = {});

/// A JSON object of texts; empty ones are left out.
[[nodiscard]] QByteArray auditFields(std::initializer_list<std::pair<const char*, QString>> fields);

/// An entry in a transaction of its own, for what is changed elsewhere (key ring, provider, sandbox): it is on disk
/// when the answer is there, and what it tells of is done only then.
[[nodiscard]] QFuture<Result<void>> noteByHand(store::Database& database, store::AuditEntry entry, Instant now);

}  // namespace billing::operations
