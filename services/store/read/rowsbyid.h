// The common half of all row readers: asks for chunks of ids and puts the rows in the order asked.
#pragma once

#include <QHash>
#include <QSqlDatabase>

#include "store/read/clause.h"
#include "store/read/columns.h"
#include "store/read/idchunks.h"
#include "store/sqlquery.h"

namespace billing::store {

/// `sql` selects all columns "FROM ... t ..." without WHERE; `fill` reads a row.
template <class Row, class Fill>
[[nodiscard]] Result<QVector<Row>> rowsById(QSqlDatabase& database, const QString& sql, const IdVector& ids,
                                            Fill fill) {
  QHash<quint32, Row> found;
  found.reserve(ids.size());
  auto read = forEachChunk(ids, [&](const IdVector& chunk) {
    return forEachRow(database, sql + QStringLiteral(" WHERE t.id IN (%1)").arg(idList(chunk)), {},
                      [&](QSqlQuery& query) {
                        Row row;
                        Columns columns(query);
                        fill(columns, row);
                        found.insert(static_cast<quint32>(row.id), std::move(row));
                      });
  });
  if (!read) return failure(read.error());
  QVector<Row> rows;
  rows.reserve(found.size());
  for (const quint32 id : ids)
    if (const auto row = found.constFind(id); row != found.constEnd()) rows.append(*row);
  return rows;
}

}  // namespace billing::store
