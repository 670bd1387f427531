// Questions to the audit log, answered by the database's readers.
#pragma once

#include <QFuture>
#include <QVector>
#include <optional>

#include "store/adminrows.h"
#include "store/database.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

/// Newest first.
[[nodiscard]] QFuture<Result<QVector<store::AuditRow>>> askAudit(store::Database& database,
                                                                 store::AuditQuestion question, CancelToken cancel);
/// The whole log; `known` is a head that was kept elsewhere.
[[nodiscard]] QFuture<Result<store::AuditVerdict>> checkAudit(store::Database& database,
                                                              std::optional<store::AuditHead> known,
                                                              CancelToken cancel);
/// For people: "3 entries were changed or are missing: entry 4 ..."; nullopt when nothing was touched.
[[nodiscard]] std::optional<Error> whatIsBroken(const store::AuditVerdict& verdict);

}  // namespace billing::operations
