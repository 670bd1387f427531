// How `billingctl audit` tells entries: for people in lines, for programs as JSON and CSV.
#pragma once

#include <QByteArray>
#include <QJsonObject>

#include "store/adminrows.h"

namespace billing::ctl {

[[nodiscard]] QJsonObject auditJson(const store::AuditRow& row);
[[nodiscard]] QJsonObject auditJson(const store::AuditHead& head);
[[nodiscard]] QJsonObject auditJson(const store::AuditVerdict& verdict);

/// "12  2026-03-01T12:00:00Z  ada  change_plan.done  subscription sub_1  promised in May"
[[nodiscard]] QString auditLine(const store::AuditRow& row);
/// Every field on a line of its own, and what changed as "plan: free -> pro".
[[nodiscard]] QString auditText(const store::AuditRow& row);

/// RFC 4180, without the line's end. A cell that a spreadsheet would take for a formula begins with an apostrophe.
[[nodiscard]] QByteArray auditCsvHeader();
[[nodiscard]] QByteArray auditCsv(const store::AuditRow& row);

}  // namespace billing::ctl
