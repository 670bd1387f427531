// The questions of a list without the type of its rows, so that one model (not a template) can show any of them.
#pragma once

#include <QFuture>
#include <memory>

#include "operations/queries.h"

namespace billing::models {

/// A row as the store gave it; only the typed model on top knows what it is.
using RowRef = std::shared_ptr<const void>;

struct KeyedRow {
  quint32 id = 0;
  RowRef row;
};
using RowBatch = QVector<KeyedRow>;

class RowSource {
 public:
  virtual ~RowSource() = default;
  virtual QFuture<Result<RowBatch>> firstPage(store::ListQuery query, int limit, CancelToken cancel) = 0;
  virtual QFuture<Result<store::IdVector>> ids(store::ListQuery query, CancelToken cancel) = 0;
  virtual QFuture<Result<RowBatch>> rows(store::IdVector ids, CancelToken cancel) = 0;
  virtual QFuture<Result<store::IdVector>> matching(store::ListQuery query, store::IdVector ids,
                                                    CancelToken cancel) = 0;
  virtual QFuture<Result<qint64>> total(CancelToken cancel) = 0;
};

/// Forwards to a ListSource<Row>. Rows are wrapped on the thread that read them.
template <class Row>
class TypedRowSource final : public RowSource {
 public:
  explicit TypedRowSource(operations::ListSource<Row>& list) : list_(list) {}

  QFuture<Result<RowBatch>> firstPage(store::ListQuery query, int limit, CancelToken cancel) override {
    return list_.firstPage(std::move(query), limit, std::move(cancel)).then(QtFuture::Launch::Sync, &wrap);
  }
  QFuture<Result<store::IdVector>> ids(store::ListQuery query, CancelToken cancel) override {
    return list_.ids(std::move(query), std::move(cancel));
  }
  QFuture<Result<RowBatch>> rows(store::IdVector ids, CancelToken cancel) override {
    return list_.rows(std::move(ids), std::move(cancel)).then(QtFuture::Launch::Sync, &wrap);
  }
  QFuture<Result<store::IdVector>> matching(store::ListQuery query, store::IdVector ids, CancelToken cancel) override {
    return list_.matching(std::move(query), std::move(ids), std::move(cancel));
  }
  QFuture<Result<qint64>> total(CancelToken cancel) override { return list_.total(std::move(cancel)); }

 private:
  static Result<RowBatch> wrap(Result<QVector<Row>> rows) {
    return std::move(rows).map([](QVector<Row>&& typed) {
      RowBatch batch;
      batch.reserve(typed.size());
      for (Row& row : typed) {
        const auto id = static_cast<quint32>(row.id);
        batch.push_back({id, std::make_shared<const Row>(std::move(row))});
      }
      return batch;
    });
  }

  operations::ListSource<Row>& list_;
};

}  // namespace billing::models
