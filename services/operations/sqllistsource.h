// A list of the store as models ask for it: every question goes to a reader's thread.
#pragma once

#include "operations/queries.h"
#include "store/database.h"
#include "store/read/listreader.h"

namespace billing::operations {

template <class Row>
class SqlListSource final : public ListSource<Row> {
 public:
  using ReadRows = Result<QVector<Row>> (*)(QSqlDatabase&, const store::IdVector&);

  SqlListSource(store::Database& database, const store::ListDefinition& list, ReadRows readRows)
      : database_(database), dialect_(database.dialect()), list_(list), readRows_(readRows) {}

  QFuture<Result<QVector<Row>>> firstPage(store::ListQuery query, int limit, CancelToken cancel) override {
    return database_.template read<QVector<Row>>(
        [dialect = dialect_, &list = list_, readRows = readRows_, query = std::move(query),
         limit](QSqlDatabase& connection) -> Result<QVector<Row>> {
          const Result<store::IdVector> ids = store::listIds(connection, dialect, list, query, limit);
          if (!ids) return failure(ids.error());
          return readRows(connection, *ids);
        },
        std::move(cancel));
  }

  QFuture<Result<store::IdVector>> ids(store::ListQuery query, CancelToken cancel) override {
    return database_.template read<store::IdVector>(
        [dialect = dialect_, &list = list_, query = std::move(query)](QSqlDatabase& connection) {
          return store::listIds(connection, dialect, list, query);
        },
        std::move(cancel));
  }

  QFuture<Result<QVector<Row>>> rows(store::IdVector ids, CancelToken cancel) override {
    return database_.template read<QVector<Row>>(
        [readRows = readRows_, ids = std::move(ids)](QSqlDatabase& connection) { return readRows(connection, ids); },
        std::move(cancel));
  }

  QFuture<Result<store::IdVector>> matching(store::ListQuery query, store::IdVector ids, CancelToken cancel) override {
    return database_.template read<store::IdVector>(
        [dialect = dialect_, &list = list_, query = std::move(query), ids = std::move(ids)](QSqlDatabase& connection) {
          return store::listMatching(connection, dialect, list, query, ids);
        },
        std::move(cancel));
  }

  QFuture<Result<qint64>> total(CancelToken cancel) override {
    return database_.template read<qint64>(
        [&list = list_](QSqlDatabase& connection) { return store::listTotal(connection, list); }, std::move(cancel));
  }

 private:
  store::Database& database_;
  const store::Dialect dialect_;
  const store::ListDefinition& list_;
  const ReadRows readRows_;
};

}  // namespace billing::operations
