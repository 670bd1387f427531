// A list is a table of columns, each with the function that reads its fact from a row.
#pragma once

#include <functional>

#include "models/column.h"

namespace billing::models {

template <class Row>
struct ColumnOf {
  Column column;
  Fact (*fact)(const Row&);
};

/// The same without the type of its rows, so that the models below need not be templates.
struct FactTable {
  QVector<Column> columns;
  std::function<Fact(const void* row, int column)> fact;
  std::function<QString(const void* row)> status;  ///< the row's normalised status; may answer empty
  std::function<qint64(const void* row)> id;
};

/// `status` may be null: rows without a status.
template <class Row>
[[nodiscard]] FactTable makeTable(QVector<ColumnOf<Row>> columns, QString (*status)(const Row&) = nullptr) {
  FactTable table;
  for (const auto& column : columns) table.columns.push_back(column.column);
  table.fact = [columns = std::move(columns)](const void* row, int column) {
    return columns.at(column).fact(*static_cast<const Row*>(row));
  };
  table.status = [status](const void* row) { return status ? status(*static_cast<const Row*>(row)) : QString(); };
  if constexpr (requires(const Row& row) { row.id; })
    table.id = [](const void* row) -> qint64 { return static_cast<const Row*>(row)->id; };
  else
    table.id = [](const void*) -> qint64 { return 0; };
  return table;
}

}  // namespace billing::models
