#include "store/read/listreader.h"

#include <QSet>

#include "store/read/fieldfilters.h"
#include "store/read/idchunks.h"
#include "store/read/listquerysql.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

QString selectIds(const ListDefinition& list, const Clause& where) {
  const QString sql = QStringLiteral("SELECT t.id FROM %1 t").arg(list.table);
  return where.sql.isEmpty() ? sql : sql + QStringLiteral(" WHERE ") + where.sql;
}

}  // namespace

Result<IdVector> listIds(QSqlDatabase& database, Dialect dialect, const ListDefinition& list, const ListQuery& query,
                         int limit) {
  const SqlDialect& sqlDialect = SqlDialect::of(dialect);
  const Result<Clause> where = whereOf(list, sqlDialect, query);
  if (!where) return failure(where.error());
  const Result<QString> order = orderOf(list, sqlDialect, query);
  if (!order) return failure(order.error());
  QString sql = selectIds(list, *where) + QStringLiteral(" ORDER BY ") + *order;
  if (limit >= 0) sql += QStringLiteral(" LIMIT %1").arg(limit);
  IdVector ids;
  auto read = forEachRow(database, sql, where->values, [&](QSqlQuery& row) { ids.append(row.value(0).toUInt()); });
  if (!read) return failure(read.error());
  return ids;
}

Result<IdVector> listMatching(QSqlDatabase& database, Dialect dialect, const ListDefinition& list,
                              const ListQuery& query, const IdVector& ids) {
  Result<Clause> where = whereOf(list, SqlDialect::of(dialect), query);
  if (!where) return failure(where.error());
  QSet<quint32> found;
  auto read = forEachChunk(ids, [&](const IdVector& chunk) {
    Clause both = *where;
    both = both.also({QStringLiteral("t.id IN (%1)").arg(idList(chunk)), {}});
    return forEachRow(database, selectIds(list, both), both.values,
                      [&](QSqlQuery& row) { found.insert(row.value(0).toUInt()); });
  });
  if (!read) return failure(read.error());
  IdVector matching;
  for (const quint32 id : ids)
    if (found.contains(id)) matching.append(id);
  return matching;
}

Result<qint64> listTotal(QSqlDatabase& database, const ListDefinition& list) {
  qint64 total = 0;
  auto read = forEachRow(database, QStringLiteral("SELECT COUNT(*) FROM ") + list.table, {},
                         [&](QSqlQuery& row) { total = row.value(0).toLongLong(); });
  if (!read) return failure(read.error());
  return total;
}

Result<QStringList> listDistinct(QSqlDatabase& database, const ListDefinition& list, const QByteArray& field) {
  const FieldDefinition* definition = list.field(field);
  if (definition == nullptr) return failure(unknownField(list, field));
  QStringList values;
  for (const WordedCase& one : definition->cases) values << one.word;
  if (!definition->otherwise.isEmpty()) values << definition->otherwise;
  if (!values.isEmpty()) return values;
  const QString sql = QStringLiteral(
                          "SELECT value, COUNT(*) FROM (SELECT %1 AS value FROM %2 t) v WHERE value IS NOT NULL "
                          "GROUP BY value ORDER BY COUNT(*) DESC, value LIMIT 51")
                          .arg(definition->expression, list.table);
  auto read = forEachRow(database, sql, {}, [&](QSqlQuery& row) { values.append(row.value(0).toString()); });
  if (!read) return failure(read.error());
  values.removeAll(QString());
  return values.mid(0, 50);
}

}  // namespace billing::store
