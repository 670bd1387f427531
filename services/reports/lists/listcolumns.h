// Every list as a table for files: one column for each field, under the name that the list itself uses for it.
#pragma once

#include <QByteArrayList>
#include <vector>

#include "reports/reportvalues.h"
#include "store/adminrows.h"
#include "store/listrows.h"

namespace billing::reports {

template <class Row>
struct ListColumn {
  ReportColumn column;
  Cell (*cell)(const Row&) = nullptr;
};
template <class Row>
using ListTable = std::vector<ListColumn<Row>>;

[[nodiscard]] const ListTable<store::SubscriptionRow>& subscriptionColumns();
[[nodiscard]] const ListTable<store::CustomerRow>& customerColumns();
[[nodiscard]] const ListTable<store::InvoiceRow>& invoiceColumns();
[[nodiscard]] const ListTable<store::PaymentRow>& paymentColumns();
[[nodiscard]] const ListTable<store::PlanRow>& planColumns();
[[nodiscard]] const ListTable<store::UsageRow>& usageColumns();
[[nodiscard]] const ListTable<store::WebhookEventRow>& webhookEventColumns();
[[nodiscard]] const ListTable<store::AuditRow>& auditColumns();

/// The named columns in the order asked; all of them where none is named. InvalidInput "unknown_column" naming those
/// there are.
template <class Row>
[[nodiscard]] Result<ListTable<Row>> chosenColumns(const ListTable<Row>& table, const QByteArrayList& names) {
  if (names.isEmpty()) return table;
  ListTable<Row> chosen;
  QByteArrayList known;
  for (const auto& column : table) known << column.column.name;
  for (const QByteArray& name : names) {
    const auto at = known.indexOf(name);
    if (at < 0)
      return failure(ErrorKind::InvalidInput, "unknown_column", "There is no column " + name.left(100).toStdString(),
                     {}, "There are: " + known.join(", ").toStdString());
    chosen.push_back(table.at(static_cast<std::size_t>(at)));
  }
  return chosen;
}

template <class Row>
[[nodiscard]] QVector<ReportColumn> reportColumns(const ListTable<Row>& table) {
  QVector<ReportColumn> columns;
  for (const auto& column : table) columns << column.column;
  return columns;
}

template <class Row>
[[nodiscard]] ReportRow reportRow(const ListTable<Row>& table, const Row& row) {
  ReportRow cells;
  cells.reserve(static_cast<qsizetype>(table.size()));
  for (const auto& column : table) cells.push_back(column.cell(row));
  return cells;
}

}  // namespace billing::reports
