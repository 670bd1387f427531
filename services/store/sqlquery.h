// Running statements so that no error is overlooked: after the last row too.
#pragma once

#include <QSqlDatabase>
#include <QSqlQuery>
#include <QVariantList>
#include <string>

#include "support/result.h"

namespace billing::store {

/// Prepares `sql` as the database of the connection reads it.
[[nodiscard]] bool prepareQuery(QSqlQuery& query, const QSqlDatabase& database, const QString& sql);
/// Binds by position.
void bindValues(QSqlQuery& query, const QSqlDatabase& database, const QVariantList& values);

/// Runs a statement that gives no rows.
[[nodiscard]] Result<void> execute(QSqlDatabase& database, const QString& sql, const QVariantList& values = {},
                                   const std::string& what = "The database refused a statement");

/// Prepares (forward only), binds and runs a statement that gives rows.
[[nodiscard]] Result<QSqlQuery> select(QSqlDatabase& database, const QString& sql, const QVariantList& values = {},
                                       const std::string& what = "The database refused a question");

/// The error that ended a loop over `next()`, if one did.
[[nodiscard]] Result<void> ended(QSqlDatabase& database, const QSqlQuery& query,
                                 const std::string& what = "The database stopped answering");

/// Calls `row` with the query standing on each row.
template <class Row>
[[nodiscard]] Result<void> forEachRow(QSqlDatabase& database, const QString& sql, const QVariantList& values, Row row) {
  Result<QSqlQuery> query = select(database, sql, values);
  if (!query) return failure(query.error());
  while (query->next()) row(*query);
  return ended(database, *query);
}

}  // namespace billing::store
