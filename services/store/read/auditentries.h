// The audit log as panes and the command line read it. On a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/adminrows.h"
#include "support/result.h"

namespace billing::store {

/// Newest first, unless the question says otherwise.
[[nodiscard]] Result<QVector<AuditRow>> readAuditEntries(QSqlDatabase& database, const AuditQuestion& question);
/// NotFound "no_such_entry".
[[nodiscard]] Result<AuditRow> readAuditEntry(QSqlDatabase& database, qint64 entry);

}  // namespace billing::store
