// Rows that a pane holds in memory as an export: short lists that no ListSource gives.
#pragma once

#include "reports/lists/listcolumns.h"
#include "ui/exports/exportseed.h"

namespace billing::ui {

template <class Row>
class RowsFeed final : public reports::RowFeed {
 public:
  RowsFeed(reports::ListTable<Row> table, QVector<Row> rows) : table_(std::move(table)), rows_(std::move(rows)) {}
  Result<QVector<reports::ReportRow>> next(int most, CancelToken) override {
    QVector<reports::ReportRow> some;
    for (; some.size() < most && at_ < rows_.size(); ++at_) some.push_back(reports::reportRow(table_, rows_.at(at_)));
    return some;
  }
  [[nodiscard]] qint64 expected() const override { return rows_.size(); }

 private:
  const reports::ListTable<Row> table_;
  const QVector<Row> rows_;
  qsizetype at_ = 0;
};

/// All of `rows`; every column is ticked at first.
template <class Row>
[[nodiscard]] ExportSeed seedOfRows(reports::ReportHead head, const reports::ListTable<Row>& table,
                                    const QVector<Row>& rows) {
  ExportSeed seed;
  seed.head = std::move(head);
  seed.columns = reports::reportColumns(table);
  for (const auto& column : seed.columns) seed.shown << column.name;
  seed.rows = rows.size();
  seed.make = [&table, rows](const QByteArrayList& columns, bool) -> Result<reports::ListExport> {
    auto chosen = reports::chosenColumns(table, columns);
    if (!chosen) return failure(chosen.error());
    reports::ListExport list{reports::reportColumns(*chosen), nullptr};
    list.feed = std::make_shared<RowsFeed<Row>>(std::move(*chosen), rows);
    return list;
  };
  return seed;
}

}  // namespace billing::ui
