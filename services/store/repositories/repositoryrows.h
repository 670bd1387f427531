// The two shapes in which repositories read: all rows, or the one that there may be.
#pragma once

#include <optional>
#include <vector>

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {

/// `read` makes a value of each row.
template <class Row, class Read>
[[nodiscard]] Result<std::vector<Row>> allRows(WriteContext& context, const QString& sql, const QVariantList& values,
                                               Read read) {
  Result<Statement> statement = Statement::run(context, sql, values);
  if (!statement) return failure(statement.error());
  std::vector<Row> rows;
  while (statement->next()) {
    RowReader reader(statement->query());
    rows.push_back(read(reader));
  }
  if (auto over = ended(context.database(), statement->query()); !over) return failure(over.error());
  return rows;
}

/// The first row; nullopt when there is none.
template <class Row, class Read>
[[nodiscard]] Result<std::optional<Row>> firstRow(WriteContext& context, const QString& sql, const QVariantList& values,
                                                  Read read) {
  Result<Statement> statement = Statement::run(context, sql, values);
  if (!statement) return failure(statement.error());
  if (!statement->next()) return ended(context.database(), statement->query()).map([] { return std::optional<Row>(); });
  RowReader reader(statement->query());
  return std::optional<Row>(read(reader));
}

/// Runs an INSERT and gives the new row's id.
[[nodiscard]] inline Result<std::int64_t> insertRow(WriteContext& context, const QString& sql,
                                                    const QVariantList& values) {
  Result<Statement> statement = Statement::run(context, sql, values);
  if (!statement) return failure(statement.error());
  return statement->query().lastInsertId().toLongLong();
}

/// Runs a statement without rows and gives how many it touched.
[[nodiscard]] inline Result<int> touchRows(WriteContext& context, const QString& sql, const QVariantList& values) {
  return Statement::run(context, sql, values).map([](Statement&& done) { return done.rowsAffected(); });
}

}  // namespace billing::store
