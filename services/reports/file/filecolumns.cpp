#include "reports/file/filecolumns.h"

#include <algorithm>

#include "reports/lists/columntext.h"

namespace billing::reports {
namespace {

bool hasColumn(const QVector<ReportColumn>& columns, const char* name) {
  return std::ranges::any_of(columns, [name](const ReportColumn& column) { return column.name == name; });
}

int lastOf(const QVector<ReportColumn>& columns, CellKind kind) {
  for (auto at = columns.size(); at > 0; --at)
    if (columns.at(at - 1).kind == kind) return static_cast<int>(at - 1);
  return -1;
}

}  // namespace

QVector<FileColumn> fileColumns(const QVector<ReportColumn>& columns, const ExportOptions& options) {
  using Part = FileColumn::Part;
  const int money = hasColumn(columns, "currency") ? -1 : lastOf(columns, CellKind::Money);
  const int quantity = hasColumn(columns, "unit") ? -1 : lastOf(columns, CellKind::Quantity);
  QVector<FileColumn> all;
  for (int at = 0; at < columns.size(); ++at) {
    const ReportColumn& column = columns.at(at);
    all.push_back({Part::Value, at, column.name, column.title, column.kind});
    if (column.kind == CellKind::Money && options.minorUnits)
      all.push_back(
          {Part::Minor, at, column.name + "_minor", column.title + titleText(" (minor units)"), CellKind::Count});
    if (at == money) all.push_back({Part::Currency, at, "currency", titleText("Currency"), CellKind::Text});
    if (at == quantity) all.push_back({Part::Unit, at, "unit", titleText("Unit"), CellKind::Text});
  }
  if (lastOf(columns, CellKind::Date) >= 0 && !hasColumn(columns, "zone"))
    all.push_back({Part::Zone, -1, "zone", titleText("Zone of the dates"), CellKind::Text});
  return all;
}

Result<QString> currencyOfRow(const QVector<ReportColumn>& columns, const ReportRow& row) {
  QString currency;
  for (int at = 0; at < columns.size(); ++at) {
    if (columns.at(at).kind != CellKind::Money || !row.at(at).value.isValid()) continue;
    const QString& its = row.at(at).currency;
    if (!currency.isEmpty() && its != currency)
      return failure(ErrorKind::Internal, "mixed_currencies", "A row holds amounts of two currencies",
                     (currency + QStringLiteral(" and ") + its).toStdString(), "Please report this");
    currency = its;
  }
  return currency;
}

}  // namespace billing::reports
