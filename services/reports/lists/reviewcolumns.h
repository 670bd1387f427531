// What people have said of a row, as columns of every list that keeps it.
#pragma once

#include "reports/lists/cells.h"
#include "reports/lists/columntext.h"
#include "reports/lists/listcolumns.h"

namespace billing::reports {

/// "flag", "reviewed" (by whom), "reviewed_at", "reviewed_changed" (since), "has_note" (how many).
template <class Row>
[[nodiscard]] ListTable<Row> withReview(ListTable<Row> table) {
  using K = CellKind;
  table.push_back({{"flag", titleText("Flag"), K::Text}, [](const Row& r) { return textCell(r.review.flag); }});
  table.push_back(
      {{"reviewed", titleText("Reviewed"), K::Text, true}, [](const Row& r) { return textCell(r.review.reviewedBy); }});
  table.push_back({{"reviewed_at", titleText("Reviewed on"), K::Instant},
                   [](const Row& r) { return timeCell(r.review.reviewedAt); }});
  table.push_back({{"reviewed_changed", titleText("Changed since"), K::Flag},
                   [](const Row& r) { return r.review.reviewedAt ? flagCell(r.review.changedSince) : Cell{}; }});
  table.push_back(
      {{"has_note", titleText("Notes"), K::Count}, [](const Row& r) { return numberCell(r.review.notes); }});
  return table;
}

}  // namespace billing::reports
