#include "reports/pdf/tablereport.h"

#include "reports/documents/documenttext.h"
#include "reports/pdf/pagedrawing.h"
#include "reports/pdf/tablelayout.h"

namespace billing::reports {
namespace {

QString printedCell(const Cell& cell, CellKind kind, const DocumentText& text) {
  if (!cell.value.isValid()) return {};
  const qint64 number = cell.value.toLongLong();
  switch (kind) {
    case CellKind::Money:
      return text.money(number, cell.currency);
    case CellKind::Count:
      return text.number(number);
    case CellKind::Quantity:
      return cell.unit.isEmpty() ? text.thousandths(number)
                                 : QStringLiteral("%1 %2").arg(text.thousandths(number), cell.unit);
    case CellKind::Percent:
      return text.percentOf(number);
    case CellKind::Date:
      return text.isoDay(number);
    case CellKind::Instant:
      return text.isoMinute(number);
    case CellKind::Flag:
      return cell.value.toBool() ? QStringLiteral("✓") : QStringLiteral("–");
    case CellKind::Text:
    case CellKind::Id:
      break;
  }
  return cell.value.toString();
}

}  // namespace

TableReport::TableReport(ReportHead head, QVector<ReportColumn> columns, Paper paper, QString language)
    : head_(std::move(head)),
      columns_(std::move(columns)),
      paper_(paper),
      language_(std::move(language)),
      text_(std::make_shared<DocumentText>(language_, head_.zone)) {}

void TableReport::add(const ReportRow& row) {
  QStringList cells;
  for (qsizetype i = 0; i < columns_.size(); ++i) cells << printedCell(row.value(i), columns_[i].kind, *text_);
  cells_.append(std::move(cells));
}

PageList TableReport::pages() const {
  return TableLayout(*this).lay();
}

Result<QByteArray> TableReport::pdf(const CancelToken& cancel) const {
  if (cancel.cancelled()) return failure(ErrorKind::Cancelled, "cancelled", "The report was not finished");
  return pdfOf(pages(), cancel);
}

}  // namespace billing::reports
