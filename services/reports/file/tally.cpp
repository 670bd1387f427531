#include "reports/file/tally.h"

namespace billing::reports {

Result<void> Tally::add(const QByteArray& column, const QString& currency, qint64 minor) {
  qint64& sum = sums[column][currency];
  if (!__builtin_add_overflow(sum, minor, &sum)) return {};
  return failure(ErrorKind::InvalidInput, "sum_out_of_range",
                 "The sum of " + column.toStdString() + " is larger than can be counted", {},
                 "Export fewer rows at a time");
}

Result<void> Tally::add(const QVector<ReportColumn>& columns, const ReportRow& row, const QString& currency) {
  ++rows;
  ++rowsOf[currency];
  for (int at = 0; at < columns.size(); ++at) {
    if (columns.at(at).kind != CellKind::Money || !row.at(at).value.isValid()) continue;
    if (auto added = add(columns.at(at).name, row.at(at).currency, row.at(at).value.toLongLong()); !added) return added;
  }
  return {};
}

Result<void> sameTally(const Tally& given, const Tally& read) {
  const char* hint = "Nothing was put in place. Try again; if it happens again, please report it";
  if (given.rows != read.rows)
    return failure(ErrorKind::Internal, "count_differs", "The file does not hold the rows that were written into it",
                   std::to_string(given.rows) + " were written, " + std::to_string(read.rows) + " can be read", hint);
  if (given.sums == read.sums) return {};
  return failure(ErrorKind::Internal, "sum_differs", "The file's amounts do not add up to what was written into it", {},
                 hint);
}

}  // namespace billing::reports
