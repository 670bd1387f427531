// The sheets of a report: one for each currency, begun with its first row, with typed cells.
#pragma once

#include "reports/file/reportwriter.h"
#include "reports/xlsx/xlsxbook.h"

namespace billing::reports {

/// Amounts of up to so many digits come out of any spreadsheet as they went in; larger ones are written as text.
inline constexpr qint64 kMostExactMinor = 999'999'999'999'999;

struct XlsxSheet {
  QString currency;
  lxw_worksheet* sheet = nullptr;
  lxw_row_t rows = 0;  ///< without the head
};

class XlsxSheets {
 public:
  /// `prefix` before each sheet's name, where a book holds several tables.
  XlsxSheets(const ReportJob& job, XlsxBook& book, QString prefix = {})
      : job_(job), book_(book), prefix_(std::move(prefix)) {}
  [[nodiscard]] Result<void> row(const ReportRow& row, const QString& currency);
  /// A sheet with a head alone where there are no rows; filters on the heads of all.
  [[nodiscard]] Result<void> finish();
  [[nodiscard]] const std::vector<XlsxSheet>& all() const { return sheets_; }
  [[nodiscard]] qint64 amountsAsText() const { return asText_; }

 private:
  [[nodiscard]] QString sheetName(const QString& currency) const;
  [[nodiscard]] Result<XlsxSheet*> sheetFor(const QString& currency);
  [[nodiscard]] Result<void> begin(XlsxSheet& sheet);
  [[nodiscard]] lxw_error cell(XlsxSheet& sheet, lxw_col_t column, const FileColumn& field, const ReportRow& row);
  [[nodiscard]] lxw_error value(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, CellKind kind, const Cell& cell);
  [[nodiscard]] lxw_error text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const QString& text);

  const ReportJob& job_;
  XlsxBook& book_;
  const QString prefix_;
  std::vector<XlsxSheet> sheets_;
  qint64 asText_ = 0;
};

/// Count and sums as they stand in the file; `number` of the first of these sheets is counted on to the next table's.
[[nodiscard]] Result<Tally> readSheetsBack(const QString& path, const ReportJob& job, const XlsxSheets& sheets,
                                           int& number, const CancelToken& cancel);

/// "#,##0.00 \"EUR\"" with as many decimals as the currency has.
[[nodiscard]] QByteArray moneyPattern(const QString& currency);

}  // namespace billing::reports
