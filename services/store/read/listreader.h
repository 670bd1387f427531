// The questions that every list answers, on a reader's connection.
#pragma once

#include <QSqlDatabase>

#include "store/listrows.h"
#include "store/read/listdefinition.h"
#include "support/result.h"

namespace billing::store {

/// Row ids in the order of the query; `limit` below 0: all.
[[nodiscard]] Result<IdVector> listIds(QSqlDatabase& database, Dialect dialect, const ListDefinition& list,
                                       const ListQuery& query, int limit = -1);

/// Of `ids` those that match now, in the order given.
[[nodiscard]] Result<IdVector> listMatching(QSqlDatabase& database, Dialect dialect, const ListDefinition& list,
                                            const ListQuery& query, const IdVector& ids);

[[nodiscard]] Result<qint64> listTotal(QSqlDatabase& database, const ListDefinition& list);

/// At most 50, most frequent first; empty texts are left out.
[[nodiscard]] Result<QStringList> listDistinct(QSqlDatabase& database, const ListDefinition& list,
                                               const QByteArray& field);

}  // namespace billing::store
