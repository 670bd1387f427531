// Runs a file of calculation cases through the program's own arithmetic and tells which come out otherwise.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>

#include "support/result.h"

namespace billing::operations {

struct CalculationMismatch {
  QString id, kind;
  QByteArray expected;  ///< compact JSON
  QByteArray found;     ///< compact JSON; {"error":"unknown_kind"} or {"error":"bad_input", ...} where nothing was
                        ///< calculated
};

struct CalculationReport {
  qsizetype cases = 0;
  QVector<CalculationMismatch> otherwise;  ///< in the order of the file
  [[nodiscard]] qsizetype asExpected() const { return cases - otherwise.size(); }
};

/// {"format": 2, "cases": [{"id", "kind", "input", "expected"}]}. InvalidInput "bad_cases" when it is not.
[[nodiscard]] Result<CalculationReport> checkCalculations(const QByteArray& file);

}  // namespace billing::operations
