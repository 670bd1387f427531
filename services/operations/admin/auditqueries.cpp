#include "operations/admin/auditqueries.h"

#include "store/audit/auditlog.h"
#include "store/read/auditentries.h"

namespace billing::operations {

QFuture<Result<QVector<store::AuditRow>>> askAudit(store::Database& database, store::AuditQuestion question,
                                                   CancelToken cancel) {
  return database.read<QVector<store::AuditRow>>(
      [question = std::move(question)](QSqlDatabase& connection) {
        return store::readAuditEntries(connection, question);
      },
      std::move(cancel));
}

QFuture<Result<store::AuditVerdict>> checkAudit(store::Database& database, std::optional<store::AuditHead> known,
                                                CancelToken cancel) {
  return database.read<store::AuditVerdict>(
      [known = std::move(known), cancel](QSqlDatabase& connection) {
        return store::verifyAudit(connection, known, cancel);
      },
      cancel);
}

std::optional<Error> whatIsBroken(const store::AuditVerdict& verdict) {
  if (verdict.findings.empty()) return std::nullopt;
  const auto count = static_cast<qint64>(verdict.findings.size()) + verdict.moreFindings;
  Error error;
  error.kind = ErrorKind::Corrupt;
  error.code = "audit_broken";
  error.message = "The audit log is not what was written";
  error.reason = verdict.findings.front().what.toStdString();
  if (count > 1) error.reason += ", and " + std::to_string(count - 1) + " more";
  error.hint = "Keep a copy of the database as it is, and find out who could write to it";
  return error;
}

}  // namespace billing::operations
