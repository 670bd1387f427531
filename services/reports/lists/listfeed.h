// Rows of a list for a file: the order as ids once (4 bytes a row), then the rows themselves a few hundred at a time,
// the next ones being read while these are written. However long the list, memory stays flat.
#pragma once

#include <optional>

#include "operations/queries.h"
#include "reports/lists/listcolumns.h"

namespace billing::reports {

template <class Row>
class ListFeed final : public RowFeed {
 public:
  /// `source` outlives the feed. Exactly the rows of `ids`, in their order.
  ListFeed(operations::ListSource<Row>& source, ListTable<Row> table, store::IdVector ids)
      : source_(source), table_(std::move(table)), ids_(std::move(ids)) {}
  /// What matches when the first row is asked for.
  ListFeed(operations::ListSource<Row>& source, ListTable<Row> table, store::ListQuery query)
      : source_(source), table_(std::move(table)), query_(std::move(query)) {}

  Result<QVector<ReportRow>> next(int most, CancelToken cancel) override {
    if (auto known = knowOrder(cancel); !known) return failure(known.error());
    QVector<ReportRow> rows;
    // Rows that have gone meanwhile leave a chunk short, or empty: the end is where no ids are left.
    while (rows.isEmpty()) {
      if (!coming_) ask(most, cancel);
      if (!coming_) return rows;
      const Result<QVector<Row>> read = coming_->result();
      coming_.reset();
      if (!read) return failure(read.error());
      ask(most, cancel);
      for (const Row& row : *read) rows.push_back(reportRow(table_, row));
    }
    return rows;
  }
  [[nodiscard]] qint64 expected() const override { return ids_ ? ids_->size() : -1; }

 private:
  Result<void> knowOrder(const CancelToken& cancel) {
    if (ids_) return {};
    auto ids = source_.ids(query_, cancel).result();
    if (!ids) return failure(ids.error());
    ids_ = std::move(*ids);
    return {};
  }

  void ask(int most, const CancelToken& cancel) {
    const store::IdVector some = ids_->mid(at_, most);
    at_ += some.size();
    if (!some.isEmpty()) coming_ = source_.rows(some, cancel);
  }

  operations::ListSource<Row>& source_;
  const ListTable<Row> table_;
  const store::ListQuery query_;
  std::optional<store::IdVector> ids_;
  std::optional<QFuture<Result<QVector<Row>>>> coming_;
  qsizetype at_ = 0;
};

}  // namespace billing::reports
