#include "reports/file/reportwriter.h"

namespace billing::reports {
namespace {

QByteArray plainValue(const ReportJob& job, CellKind kind, const Cell& cell) {
  const qint64 whole = cell.value.toLongLong();
  switch (kind) {
    case CellKind::Money:
      return moneyWords(whole, cell.currency);
    case CellKind::Quantity:
      return milliWords(whole);
    case CellKind::Percent:
      return milliWords(whole * 100);  // 710 thousandths are 71 %
    case CellKind::Date:
      return job.times.day(whole, job.dayStyle);
    case CellKind::Instant:
      return job.times.instant(whole);
    case CellKind::Flag:
      return cell.value.toBool() ? "true" : "false";
    case CellKind::Count:
    case CellKind::Text:
    case CellKind::Id:
      break;
  }
  return QByteArray::number(whole);
}

}  // namespace

QString plainText(const ReportJob& job, const FileColumn& field, const ReportRow& row, const QString& currency) {
  if (field.part == FileColumn::Part::Currency) return currency;
  if (field.part == FileColumn::Part::Zone) return job.times.zone();
  const Cell& cell = row.at(field.source);
  if (field.part == FileColumn::Part::Unit) return cell.unit;
  if (!cell.value.isValid()) return {};
  if (isFreeText(field)) return withoutSecrets(cell.value.toString());
  return QString::fromLatin1(plainValue(job, field.kind, cell));
}

}  // namespace billing::reports
