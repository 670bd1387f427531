// How one order becomes another in steps that a view can follow without losing its place. Pure; made on a worker for
// long lists.
#pragma once

#include "models/shownorder.h"

namespace billing::models {

/// Either a few removals and insertions (rows that stay keep their relative order), or `reordered`: then the new ids
/// are appended, everything is laid out anew, and what is gone is cut off at the end: three signals, whatever the size.
struct OrderChange {
  bool reordered = false;
  QVector<RowRange> removed;   ///< rows of the old order, ascending
  QVector<RowRange> inserted;  ///< rows of the new order, ascending
  store::IdVector added;       ///< only when reordered: ids of the new order that the old one lacks
  store::IdVector gone;        ///< only when reordered: ids of the old order that the new one lacks
};

[[nodiscard]] OrderChange compareOrders(const store::IdVector& before, const store::IdVector& after);

/// The page first, then the rest of the order as it stands.
struct FrontedOrder {
  store::IdVector ids;
  store::IdVector added;  ///< ids of the page that the order lacks
};
[[nodiscard]] FrontedOrder putInFront(const store::IdVector& page, const store::IdVector& order);

/// For each of the ids its row in the order, -1 when absent. One pass.
[[nodiscard]] QVector<int> rowsInOrder(const store::IdVector& ids, const store::IdVector& order);

}  // namespace billing::models
