#include "reports/documents/documentwords.h"
#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"
#include "reports/monthend/monthendbook.h"
#include "reports/pdf/tablereport.h"

namespace billing::reports {
namespace {

// One line for each amount of each currency, or that there is none.
QVector<ReportRow> paperRows(const MonthTable& table, const Tally& tally) {
  QVector<ReportRow> rows;
  for (const ReportColumn& column : table.columns) {
    const auto sums = tally.sums.value(column.name);
    for (auto sum = sums.cbegin(); sum != sums.cend(); ++sum)
      rows.push_back({textCell(table.title), numberCell(tally.rowsOf.value(sum.key())), textCell(column.title),
                      moneyCell(sum.value(), sum.key())});
  }
  if (rows.isEmpty())
    rows.push_back({textCell(table.title), numberCell(tally.rows), textCell(titleText("nothing in this month")), {}});
  return rows;
}

// What the sums of net and tax leave out.
QStringList untoldTax(const QVector<MonthTable>& tables) {
  QStringList notes;
  for (const MonthTable& table : tables) {
    if (table.list != QLatin1String("tax")) continue;
    for (const ReportRow& row : table.rows)
      if (const qint64 untold = row.last().value.toLongLong(); untold > 0)
        notes << titleText(
                     "%1: %2 invoices do not tell their tax; net and tax leave them out here, while invoiced and "
                     "recognised revenue count their whole total.")
                     .arg(row.first().value.toString(), QString::number(untold));
  }
  return notes;
}

}  // namespace

Result<ExportReceipt> writeMonthPaper(const QString& path, const MonthEndOrder& order,
                                      const QVector<MonthTable>& tables, const CancelToken& cancel) {
  ReportHead head = order.head;
  head.definitions.clear();  // below the sums, which come first
  TableReport paper(head,
                    {{"table", titleText("Table")},
                     {"rows", titleText("Rows"), CellKind::Count},
                     {"what", titleText("Sum of")},
                     {"amount", titleText("Amount"), CellKind::Money}},
                    order.options.letter ? Paper::Letter : Paper::A4, documentLanguage(order.options.language));
  qint64 all = 0;
  for (const MonthTable& table : tables) {
    Tally tally;
    for (const ReportRow& row : table.rows) {
      const auto currency = currencyOfRow(table.columns, row);
      if (!currency) return failure(currency.error());
      if (auto added = tally.add(table.columns, row, *currency); !added) return failure(added.error());
    }
    all += tally.rows;
    for (const ReportRow& row : paperRows(table, tally)) paper.add(row);
  }
  if (all == 0) paper.addNote(titleText("Nothing was invoiced, paid, refunded or owed in this month."));
  for (const QString& note : untoldTax(tables)) paper.addNote(note);
  for (const QString& definition : order.head.definitions) paper.addNote(definition);
  const auto bytes = paper.pdf(cancel);
  if (!bytes) return failure(bytes.error());
  const auto file = AtomicFile::beside(path, false);
  if (!file) return failure(file.error());
  for (const auto& step : {(*file)->write(*bytes), (*file)->sync(), (*file)->publish()})
    if (!step) return failure(step.error());
  return receiptOfFile(path, all, {});
}

}  // namespace billing::reports
