// Looks at an XLSX file again by other means than wrote it: minizip and an XML reader, a part at a time.
#pragma once

#include <QString>
#include <functional>

#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::reports {

struct SheetCell {
  int column = 0;  ///< from 0
  QString text;    ///< as it stands in the file: a number's digits, a text's letters
  bool number = false;
};

/// Every row of the sheet with this number (from 1, in the order of the book), its head included. Corrupt "bad_xlsx";
/// NotFound "no_sheet"; Cancelled; whatever `row` says.
using SheetRow = QVector<SheetCell>;
[[nodiscard]] Result<void> readSheet(const QString& path, int number,
                                     const std::function<Result<void>(const SheetRow&)>& row,
                                     const CancelToken& cancel);

/// Digits of a number as spreadsheets print it, in minor units: rounded half away from zero where it prints more
/// decimals than the currency has. InvalidInput "not_a_number", "out_of_range".
[[nodiscard]] Result<qint64> sheetMinor(const QString& digits, int decimals);

}  // namespace billing::reports
