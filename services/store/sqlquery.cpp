#include "store/sqlquery.h"

#include "store/sqlerror.h"

namespace billing::store {

Result<QSqlQuery> select(QSqlDatabase& database, const QString& sql, const QVariantList& values,
                         const std::string& what) {
  QSqlQuery query(database);
  query.setForwardOnly(true);
  bool good = query.prepare(sql);
  if (good) {
    for (const QVariant& value : values) query.addBindValue(value);
    good = query.exec();
  }
  if (!good) return failure(sqlError(database, query.lastError(), what));
  return query;
}

Result<void> execute(QSqlDatabase& database, const QString& sql, const QVariantList& values, const std::string& what) {
  if (!values.isEmpty()) return select(database, sql, values, what).map([](QSqlQuery&&) {});
  QSqlQuery query(database);
  if (!query.exec(sql)) return failure(sqlError(database, query.lastError(), what));
  return {};
}

Result<void> ended(QSqlDatabase& database, const QSqlQuery& query, const std::string& what) {
  if (query.lastError().isValid()) return failure(sqlError(database, query.lastError(), what));
  return {};
}

}  // namespace billing::store
