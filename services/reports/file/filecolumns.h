// The columns of a file: those of the report, and beside them what a bare number does not say (the currency, minor
// units, the unit of a quantity, the zone of a day).
#pragma once

#include "reports/exporting.h"

namespace billing::reports {

struct FileColumn {
  enum class Part { Value, Currency, Minor, Unit, Zone };
  Part part = Part::Value;
  int source = -1;  ///< the report's column; of Currency, Minor and Unit the one they explain; -1: none
  QByteArray name;
  QString title;
  CellKind kind = CellKind::Text;
};

/// A column "currency" follows the last amount unless the report has one, "unit" the last quantity, "zone" is the last
/// where there are days. A row's amounts are of one currency.
[[nodiscard]] QVector<FileColumn> fileColumns(const QVector<ReportColumn>& columns, const ExportOptions& options);

/// The currency of a row's amounts; empty: it has none. Internal "mixed_currencies".
[[nodiscard]] Result<QString> currencyOfRow(const QVector<ReportColumn>& columns, const ReportRow& row);

}  // namespace billing::reports
