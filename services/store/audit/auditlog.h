// The record of every change by hand: appended in the transaction of the change itself, never edited. Each entry's hash
// covers all of its fields and the hash before it, so that an edit, a gap or a missing end shows where it is.
#pragma once

#include <QSqlDatabase>
#include <cstdint>
#include <optional>
#include <vector>

#include "store/adminrows.h"
#include "store/writecontext.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// What an entry says; number, time and hashes are given by append().
struct AuditEntry {
  QString actor, role, origin;  ///< origin: console, billingctl, schedule
  bool live = false;
  QString action;  ///< "change_plan.asked": <what>.<stage>; stages asked, approved, rejected, withdrawn, sent, done,
                   ///< refused, unconfirmed, settled, compensated
  QString entity, externalId, customerExternalId, accountKey, operation, reason;
  QByteArray before = "{}", after = "{}";  ///< JSON objects, values as texts; never a secret
  QString requestId;
};

/// Within a write. InvalidInput "audit_incomplete" without actor or action.
[[nodiscard]] Result<std::int64_t> appendAudit(WriteContext& context, const AuditEntry& entry, Instant now);

/// SHA-256, hex, of the entry's fields in the order of the table up to previous_hash, numbers as decimal text, each
/// field written as "<bytes>:<UTF-8>,". The first entry's previous hash is empty.
[[nodiscard]] QString auditHash(const AuditRow& row);

[[nodiscard]] Result<AuditHead> auditHead(QSqlDatabase& database);

/// Reads the whole log in pages, memory flat; on any connection, while others append. `known`: a head that was kept
/// elsewhere, which the log must contain. Cancelled.
[[nodiscard]] Result<AuditVerdict> verifyAudit(QSqlDatabase& database, const std::optional<AuditHead>& known,
                                               const CancelToken& cancel = {});

}  // namespace billing::store
