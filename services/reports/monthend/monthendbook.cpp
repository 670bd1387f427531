#include "reports/monthend/monthendbook.h"

#include <QCryptographicHash>
#include <QFile>
#include <QFileInfo>
#include <memory>

#include "reports/lists/columntext.h"
#include "reports/xlsx/xlsxsummary.h"

namespace billing::reports {
namespace {

// A table on its way into the book.
struct BookTable {
  const MonthTable& table;
  ReportJob job;
  std::unique_ptr<XlsxSheets> sheets;
  Tally tally;
};

Result<void> addTable(BookTable& part, const CancelToken& cancel) {
  for (const ReportRow& row : part.table.rows) {
    if (cancel.cancelled()) return exportCancelled();
    const auto currency = currencyOfRow(part.job.columns, row);
    if (!currency) return failure(currency.error());
    if (auto added = part.tally.add(part.job.columns, row, *currency); !added) return added;
    if (auto written = part.sheets->row(row, *currency); !written) return written;
  }
  return part.sheets->finish();
}

void addTableSums(SummaryLines& lines, const BookTable& part) {
  lines.blank();
  lines.title(part.table.title);
  lines.number(titleText("Rows"), part.tally.rows, "#,##0", QByteArray::number(part.tally.rows));
  if (part.tally.rows == 0) lines.fact(titleText("Note"), titleText("There is nothing in this month"));
  for (const ReportColumn& column : part.job.columns) {
    const auto sums = part.tally.sums.value(column.name);
    for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum)
      lines.number(QStringLiteral("%1 %2").arg(column.title, sum.key()), sum.value(), moneyPattern(sum.key()),
                   moneyWords(sum.value(), sum.key()));
  }
}

Result<void> addBookSummary(XlsxBook& book, lxw_worksheet* sheet, const MonthEndOrder& order, const TimeWords& times,
                            const std::vector<BookTable>& parts, const QVector<ExportReceipt>& csv) {
  SummaryLines lines(book, sheet);
  lines.title(order.head.title);
  for (const auto& [label, value] : headFacts(order.head, times)) lines.fact(label, value);
  for (const BookTable& part : parts) addTableSums(lines, part);
  lines.blank();
  lines.title(titleText("SHA-256 of the CSV files"));
  for (const ExportReceipt& receipt : csv)
    lines.fact(QFileInfo(receipt.path).fileName(), QString::fromLatin1(receipt.sha256));
  return lines.outcome();
}

Result<void> compareBook(const QString& path, const std::vector<BookTable>& parts, const CancelToken& cancel) {
  int number = 2;  // the first one is the summary
  for (const BookTable& part : parts) {
    const auto read = readSheetsBack(path, part.job, *part.sheets, number, cancel);
    if (!read) return failure(read.error());
    if (auto same = sameTally(part.tally, *read); !same) return same;
  }
  return {};
}

Result<std::vector<BookTable>> fillBook(XlsxBook& book, const MonthEndOrder& order, const TimeWords& times,
                                        const QVector<MonthTable>& tables, const QVector<ExportReceipt>& csv,
                                        const CancelToken& cancel) {
  const PointNumbers numbers;
  const auto summary = book.addSheet(titleText("Summary"));
  if (!summary) return failure(summary.error());
  std::vector<BookTable> parts;
  parts.reserve(static_cast<std::size_t>(tables.size()));  // the sheets hold on to their jobs
  for (const MonthTable& table : tables) {
    parts.push_back({table,
                     {order.head, table.columns, order.options, times, fileColumns(table.columns, order.options)},
                     nullptr,
                     {}});
    BookTable& part = parts.back();
    part.sheets = std::make_unique<XlsxSheets>(part.job, book, table.title);
    if (auto added = addTable(part, cancel); !added) return failure(added.error());
  }
  if (auto said = addBookSummary(book, *summary, order, times, parts, csv); !said) return failure(said.error());
  return parts;
}

}  // namespace

Result<ExportReceipt> receiptOfFile(const QString& path, qint64 rows, const MoneySums& sums) {
  QFile file(path);
  QCryptographicHash hash(QCryptographicHash::Sha256);
  if (!file.open(QIODevice::ReadOnly) || !hash.addData(&file)) return failure(fileError(path, EIO));
  return ExportReceipt{path, rows, file.size(), sums, hash.result().toHex()};
}

Result<ExportReceipt> writeMonthBook(const QString& path, const MonthEndOrder& order, const QVector<MonthTable>& tables,
                                     const QVector<ExportReceipt>& csv, const CancelToken& cancel) {
  const auto times = TimeWords::in(order.span.zone, order.options.localTimes);
  if (!times) return failure(times.error());
  const auto book = XlsxBook::in(path);
  if (!book) return failure(book.error());
  const auto parts = fillBook(**book, order, *times, tables, csv, cancel);
  if (!parts) return failure(parts.error());
  if (auto closed = (*book)->close(cancel); !closed) return failure(closed.error());
  if (auto same = compareBook(path, *parts, cancel); !same) return failure(same.error());
  qint64 rows = 0;
  for (const BookTable& part : *parts) rows += part.tally.rows;
  return receiptOfFile(path, rows, {});
}

}  // namespace billing::reports
