// Runs a file of calculation cases through the program's own arithmetic and tells which come out otherwise.
#pragma once

#include <QByteArray>
#include <QString>
#include <QVector>
#include <functional>

#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

struct CalculationMismatch {
  QString id, kind;
  QByteArray expected;  ///< compact JSON
  QByteArray found;     ///< compact JSON; {"error":"unknown_kind"} or {"error":"bad_input", ...} where nothing was
                        ///< calculated
};

struct CalculationKind {
  QString kind;
  qsizetype cases = 0, asExpected = 0;
};

struct CalculationReport {
  qsizetype cases = 0;
  QVector<CalculationKind> kinds;          ///< in the order of the file
  QVector<CalculationMismatch> otherwise;  ///< in the order of the file
  [[nodiscard]] qsizetype asExpected() const { return cases - otherwise.size(); }
};

/// Hears how many of how many are done.
using CalculationProgress = std::function<void(qsizetype done, qsizetype of)>;

/// {"format": 2, "cases": [{"id", "kind", "input", "expected"}]}. InvalidInput "bad_cases" when it is not; Cancelled.
[[nodiscard]] Result<CalculationReport> checkCalculations(const QByteArray& file,
                                                          const CalculationProgress& progress = {},
                                                          const CancelToken& cancel = {});

/// The cases that ship with the program.
[[nodiscard]] QByteArray shippedCalculationCases();

}  // namespace billing::operations
