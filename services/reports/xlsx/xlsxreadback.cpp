#include "reports/xlsx/xlsxreader.h"
#include "reports/xlsx/xlsxsheets.h"

namespace billing::reports {
namespace {

Result<void> addSheetRow(const QVector<FileColumn>& fields, const SheetRow& row, const QString& currency,
                         Tally& tally) {
  ++tally.rows;
  for (const SheetCell& cell : row) {
    if (cell.column >= fields.size() || cell.text.isEmpty()) continue;
    const FileColumn& field = fields.at(cell.column);
    if (field.kind != CellKind::Money) continue;
    const auto minor = sheetMinor(cell.text, decimalsOf(currency));
    if (!minor) return failure(minor.error());
    if (auto added = tally.add(field.name, currency, *minor); !added) return added;
  }
  return {};
}

}  // namespace

Result<Tally> readSheetsBack(const QString& path, const ReportJob& job, const XlsxSheets& sheets, int& number,
                             const CancelToken& cancel) {
  Tally tally;
  for (const XlsxSheet& sheet : sheets.all()) {
    bool head = true;
    const auto take = [&](const SheetRow& row) {
      return std::exchange(head, false) ? Result<void>() : addSheetRow(job.fields, row, sheet.currency, tally);
    };
    if (const auto read = readSheet(path, number++, take, cancel); !read) return failure(read.error());
  }
  return tally;
}

}  // namespace billing::reports
