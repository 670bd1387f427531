// What the details of several objects have in common.
#pragma once

#include <QSqlDatabase>
#include <QVariantList>

#include "store/read/rowreaders.h"
#include "store/sqlquery.h"
#include "support/result.h"

namespace billing::store {

/// Ids of the first column.
[[nodiscard]] Result<IdVector> idsOf(QSqlDatabase& database, const QString& sql, const QVariantList& values);

/// The rows that `sql` gives the ids of, into `rows`.
template <class Row>
[[nodiscard]] Result<void> relatedRows(QSqlDatabase& database, const QString& sql, const QVariantList& values,
                                       Result<QVector<Row>> (*read)(QSqlDatabase&, const IdVector&),
                                       QVector<Row>& rows) {
  const Result<IdVector> ids = idsOf(database, sql, values);
  if (!ids) return failure(ids.error());
  return read(database, *ids).map([&](QVector<Row> found) { rows = std::move(found); });
}

/// The one row of that id; NotFound when there is none.
template <class Row>
[[nodiscard]] Result<Row> oneRow(QSqlDatabase& database, qint64 id,
                                 Result<QVector<Row>> (*read)(QSqlDatabase&, const IdVector&)) {
  Result<QVector<Row>> rows = read(database, {static_cast<quint32>(id)});
  if (!rows) return failure(rows.error());
  if (rows->isEmpty()) return failure(ErrorKind::NotFound, "row_gone", "This row is no longer there");
  return rows->first();
}

/// Body of an attempt: a repeated body is stored once, with the first attempt that brought it. Over webhook_attempts a.
[[nodiscard]] QString bodyOfA();

}  // namespace billing::store
