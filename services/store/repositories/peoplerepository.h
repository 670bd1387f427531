// Who may do what in this workspace.
#pragma once

#include <QSqlDatabase>
#include <QVector>

#include "store/adminrows.h"
#include "store/audit/auditlog.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

class PeopleRepository {
 public:
  [[nodiscard]] static Result<QVector<PersonRow>> list(QSqlDatabase& database);
  [[nodiscard]] static Result<std::optional<PersonRow>> find(QSqlDatabase& database, const QString& name);
  /// Within a write, with its audit entry. InvalidInput "last_admin" when nobody active would be left who manages
  /// people.
  [[nodiscard]] static Result<void> set(WriteContext& context, const PersonRow& person, const AuditEntry& audit,
                                        Instant now);
};

}  // namespace billing::store
