#include "store/sqlquery.h"

#include "store/sqldialect.h"
#include "store/sqlerror.h"

namespace billing::store {
namespace {

// A text of PostgreSQL cannot hold the character U+0000, and its driver would end the statement there.
QVariant withoutNul(const QVariant& value) {
  if (value.typeId() != QMetaType::QString) return value;
  QString text = value.toString();
  return text.contains(QChar(u'\0')) ? text.replace(QChar(u'\0'), QChar(QChar::ReplacementCharacter)) : value;
}

}  // namespace

bool prepareQuery(QSqlQuery& query, const QSqlDatabase& database, const QString& sql) {
  const SqlDialect& dialect = SqlDialect::of(database);
  // A server's driver then hands out row by row, and a second statement meanwhile would lose the rest.
  query.setForwardOnly(!dialect.isShared());
  return query.prepare(dialect.spoken(sql));
}

void bindValues(QSqlQuery& query, const QSqlDatabase& database, const QVariantList& values) {
  const bool nulFree = database.driverName() == u"QPSQL";
  for (int i = 0; i < values.size(); ++i) query.bindValue(i, nulFree ? withoutNul(values[i]) : values[i]);
}

Result<QSqlQuery> select(QSqlDatabase& database, const QString& sql, const QVariantList& values,
                         const std::string& what) {
  QSqlQuery query(database);
  bool good = prepareQuery(query, database, sql);
  if (good) {
    bindValues(query, database, values);
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
