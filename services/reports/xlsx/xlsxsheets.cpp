#include "reports/xlsx/xlsxsheets.h"

#include <algorithm>

#include "reports/lists/columntext.h"

namespace billing::reports {
namespace {

constexpr lxw_row_t kMostRows = 1'048'575;             // Excel's sheet, less the head
constexpr qint64 kFirstSheetDay = -2'203'891'200'000;  // 1 March 1900: before it spreadsheets disagree about days
constexpr double kDayMs = 86'400'000.0, kEpochDay = 25'569.0;  // 1 January 1970 as spreadsheets count days
constexpr const char* kDayPattern = "yyyy-mm-dd";
constexpr const char* kTimePattern = "yyyy-mm-dd hh:mm:ss";

double serialDay(qint64 wallClockMs) {
  return static_cast<double>(wallClockMs) / kDayMs + kEpochDay;
}

// A number in a sheet is a double by its format. Up to 15 digits it is the very decimal that was meant.
double asSheetNumber(const QByteArray& decimal) {
  return decimal.toDouble();
}

double usualWidth(CellKind kind) {
  switch (kind) {
    case CellKind::Text:
      return 24;
    case CellKind::Id:
      return 28;
    case CellKind::Instant:
      return 19;
    case CellKind::Money:
      return 16;
    default:
      return 12;
  }
}

}  // namespace

QByteArray moneyPattern(const QString& currency) {
  const int decimals = decimalsOf(currency);
  QByteArray pattern = "#,##0";
  if (decimals > 0) pattern += '.' + QByteArray(decimals, '0');
  QString unit = currency;
  unit.remove(u'"');
  return unit.isEmpty() ? pattern : pattern + " \"" + unit.toUtf8() + '"';
}

QString XlsxSheets::sheetName(const QString& currency) const {
  if (!prefix_.isEmpty()) return currency.isEmpty() ? prefix_ : prefix_ + u' ' + currency;
  if (!currency.isEmpty()) return currency;
  const bool amounts = std::ranges::any_of(job_.columns, [](const auto& c) { return c.kind == CellKind::Money; });
  return amounts ? titleText("No amount") : job_.head.title;
}

Result<XlsxSheet*> XlsxSheets::sheetFor(const QString& currency) {
  const auto open = std::find_if(sheets_.rbegin(), sheets_.rend(),
                                 [&](const XlsxSheet& sheet) { return sheet.currency == currency; });
  if (open != sheets_.rend() && open->rows < kMostRows) return &*open;
  auto sheet = book_.addSheet(sheetName(currency));
  if (!sheet) return failure(sheet.error());
  sheets_.push_back({currency, *sheet, 0});
  if (auto begun = begin(sheets_.back()); !begun) return failure(begun.error());
  return &sheets_.back();
}

// Days and times say in their head which clock they follow: a cell cannot.
Result<void> XlsxSheets::begin(XlsxSheet& sheet) {
  for (int at = 0; at < job_.fields.size(); ++at) {
    const FileColumn& field = job_.fields.at(at);
    QString name = job_.options.titles ? field.title : QString::fromUtf8(field.name);
    if (field.kind == CellKind::Date) name += QStringLiteral(" (%1)").arg(job_.times.zone());
    if (field.kind == CellKind::Instant)
      name += QStringLiteral(" (%1)").arg(job_.times.localTimes() ? job_.times.zone() : QStringLiteral("UTC"));
    const auto column = static_cast<lxw_col_t>(at);
    if (worksheet_write_string(sheet.sheet, 0, column, name.toUtf8().constData(), book_.bold()) != LXW_NO_ERROR)
      return failure(fileError(name, EIO));
    worksheet_set_column(sheet.sheet, column, column, usualWidth(field.kind), nullptr);
  }
  worksheet_freeze_panes(sheet.sheet, 1, 0);
  return {};
}

lxw_error XlsxSheets::text(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, const QString& text) {
  return worksheet_write_string(sheet, row, column, text.toUtf8().constData(), book_.numbers("@"));
}

lxw_error XlsxSheets::value(lxw_worksheet* sheet, lxw_row_t row, lxw_col_t column, CellKind kind, const Cell& cell) {
  const qint64 whole = cell.value.toLongLong();
  const auto number = [&](double value, const QByteArray& pattern) {
    return worksheet_write_number(sheet, row, column, value, book_.numbers(pattern));
  };
  const bool exact = whole <= kMostExactMinor && whole >= -kMostExactMinor;
  switch (kind) {
    case CellKind::Money:
      if (exact) return number(asSheetNumber(moneyWords(whole, cell.currency)), moneyPattern(cell.currency));
      ++asText_;
      return text(sheet, row, column, QString::fromLatin1(moneyWords(whole, cell.currency)));
    case CellKind::Count:
      return exact ? number(asSheetNumber(QByteArray::number(whole)), "0")
                   : text(sheet, row, column, QString::number(whole));
    case CellKind::Quantity:
      return exact ? number(asSheetNumber(milliWords(whole)), "#,##0.###")
                   : text(sheet, row, column, QString::fromLatin1(milliWords(whole)));
    case CellKind::Percent:
      return number(asSheetNumber(milliWords(whole)), "0.0%");
    case CellKind::Date:
      if (whole < kFirstSheetDay) return text(sheet, row, column, QString::fromLatin1(job_.times.day(whole)));
      return number(std::floor(serialDay(job_.times.wallClock(whole))), kDayPattern);
    case CellKind::Instant:
      if (whole < kFirstSheetDay) return text(sheet, row, column, QString::fromLatin1(job_.times.instant(whole)));
      return number(serialDay(job_.times.localTimes() ? job_.times.wallClock(whole) : whole), kTimePattern);
    case CellKind::Flag:
      return worksheet_write_boolean(sheet, row, column, cell.value.toBool() ? 1 : 0, nullptr);
    case CellKind::Text:
    case CellKind::Id:
      break;
  }
  return text(sheet, row, column, withoutSecrets(cell.value.toString()));
}

lxw_error XlsxSheets::cell(XlsxSheet& sheet, lxw_col_t column, const FileColumn& field, const ReportRow& row) {
  const lxw_row_t at = sheet.rows;
  if (field.part == FileColumn::Part::Currency) return text(sheet.sheet, at, column, sheet.currency);
  if (field.part == FileColumn::Part::Zone) return text(sheet.sheet, at, column, job_.times.zone());
  const Cell& cell = row.at(field.source);
  if (field.part == FileColumn::Part::Unit) return text(sheet.sheet, at, column, cell.unit);
  return cell.value.isValid() ? value(sheet.sheet, at, column, field.kind, cell) : LXW_NO_ERROR;
}

Result<void> XlsxSheets::row(const ReportRow& row, const QString& currency) {
  const auto sheet = sheetFor(currency);
  if (!sheet) return failure(sheet.error());
  ++(*sheet)->rows;
  for (int at = 0; at < job_.fields.size(); ++at) {
    const lxw_error error = cell(**sheet, static_cast<lxw_col_t>(at), job_.fields.at(at), row);
    if (error == LXW_NO_ERROR) continue;
    return failure(ErrorKind::InvalidInput, "cell_not_written",
                   "A cell of the column " + job_.fields.at(at).name.toStdString() + " does not fit into a sheet",
                   lxw_strerror(error), "Export it as CSV or JSON lines, or without this column");
  }
  return {};
}

Result<void> XlsxSheets::finish() {
  if (sheets_.empty())
    if (const auto made = sheetFor({}); !made) return failure(made.error());
  for (const XlsxSheet& sheet : sheets_)
    worksheet_autofilter(sheet.sheet, 0, 0, sheet.rows, static_cast<lxw_col_t>(job_.fields.size() - 1));
  return {};
}

}  // namespace billing::reports
