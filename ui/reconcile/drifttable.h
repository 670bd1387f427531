// Columns of drifts and of the steps of a plan, and how kinds and causes are worded.
#pragma once

#include "models/facttable.h"
#include "operations/reconciledesk.h"

namespace billing::ui {

[[nodiscard]] QString driftKindText(const QString& kind);    ///< "differs", "missing here", ...
[[nodiscard]] QString driftCauseText(const QString& cause);  ///< "missed event", "edited by hand", ...
[[nodiscard]] QString driftEntityText(const QString& entity);

[[nodiscard]] models::FactTable driftTable();  ///< operations::Drift

/// A step, numbered for the table.
struct StepRow {
  qint64 id = 0;
  operations::RepairStep step;
};
[[nodiscard]] models::FactTable repairStepTable();  ///< StepRow

}  // namespace billing::ui
