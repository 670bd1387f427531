// Columns of the audit log, and what an entry says in words.
#pragma once

#include "models/facttable.h"
#include "store/adminrows.h"

namespace billing::models {

/// "change_plan.done" is "Change plan" and the stage "done".
[[nodiscard]] QString auditActionName(const QString& action);
[[nodiscard]] QString auditStage(const QString& action);  ///< as it is stored; empty where there is none
/// "subscription", "webhook event"; empty where the entry is about none.
[[nodiscard]] QString auditEntityName(const QString& entity);

/// One field of an entry's before and after, numbered from 1 for the table.
struct ChangedField {
  qint64 id = 0;
  QString field, before, after;
};
/// In the order of their names; what did not change is left out.
[[nodiscard]] QVector<ChangedField> changedFields(const store::AuditRow& row);
/// "plan: free → pro · status: active"
[[nodiscard]] QString changesText(const store::AuditRow& row);

[[nodiscard]] FactTable auditTable();         ///< store::AuditRow
[[nodiscard]] FactTable changedFieldTable();  ///< ChangedField

}  // namespace billing::models
