// The order of a list as a vector of row ids, with the searches that a model needs in it. Rows are positions from 0.
#pragma once

#include <QVector>

#include "store/listrows.h"

namespace billing::models {

/// `count` rows from `first` on.
struct RowRange {
  int first = 0;
  int count = 0;
  bool operator==(const RowRange&) const = default;
};

/// Ascending rows as ranges of neighbours.
[[nodiscard]] QVector<RowRange> rangesOf(QVector<int> rows);

/// Where new ids go in a newest-first order: all ids of a run stand before what is now at `row`.
struct InsertRun {
  int row = 0;
  store::IdVector ids;
};

class ShownOrder {
 public:
  [[nodiscard]] const store::IdVector& ids() const { return ids_; }
  [[nodiscard]] int size() const { return static_cast<int>(ids_.size()); }
  [[nodiscard]] quint32 at(int row) const { return ids_.at(row); }
  /// Descending ids all through: searches are logarithmic and new ids have a known place.
  [[nodiscard]] bool isNewestFirst() const { return newestFirst_; }

  /// `mayBeNewestFirst`: the question asked for that order; it is believed only when the ids agree.
  void assign(store::IdVector ids, bool mayBeNewestFirst);
  void insert(int row, const store::IdVector& ids);
  void remove(RowRange range);

  /// -1 when absent. Linear unless newest first.
  [[nodiscard]] int rowOf(quint32 id) const;
  /// Rows of those ids that stand within `near` (all of the order when newest first), ascending.
  [[nodiscard]] QVector<int> rowsOf(const store::IdVector& ids, const QVector<RowRange>& near) const;
  /// Only when newest first: where ids that are not in the order yet go, topmost first. `ids` may be unsorted.
  [[nodiscard]] QVector<InsertRun> placesFor(store::IdVector ids) const;

 private:
  store::IdVector ids_;
  bool newestFirst_ = false;
};

}  // namespace billing::models
