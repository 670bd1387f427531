#include "models/shownorder.h"

#include <QSet>
#include <algorithm>
#include <functional>

namespace billing::models {

QVector<RowRange> rangesOf(QVector<int> rows) {
  std::sort(rows.begin(), rows.end());
  QVector<RowRange> ranges;
  for (const int row : rows) {
    if (ranges.isEmpty() || row > ranges.last().first + ranges.last().count)
      ranges.push_back({row, 1});
    else if (row == ranges.last().first + ranges.last().count)
      ++ranges.last().count;
  }
  return ranges;
}

void ShownOrder::assign(store::IdVector ids, bool mayBeNewestFirst) {
  ids_ = std::move(ids);
  newestFirst_ = mayBeNewestFirst && std::is_sorted(ids_.cbegin(), ids_.cend(), std::greater<>());
}

void ShownOrder::insert(int row, const store::IdVector& ids) {
  ids_.insert(row, ids.size(), 0U);
  std::copy(ids.cbegin(), ids.cend(), ids_.begin() + row);
}

void ShownOrder::remove(RowRange range) {
  ids_.remove(range.first, range.count);
}

int ShownOrder::rowOf(quint32 id) const {
  const auto found = newestFirst_ ? std::lower_bound(ids_.cbegin(), ids_.cend(), id, std::greater<>())
                                  : std::find(ids_.cbegin(), ids_.cend(), id);
  return found != ids_.cend() && *found == id ? static_cast<int>(found - ids_.cbegin()) : -1;
}

QVector<int> ShownOrder::rowsOf(const store::IdVector& ids, const QVector<RowRange>& near) const {
  QVector<int> rows;
  if (newestFirst_) {
    for (const quint32 id : ids)
      if (const int row = rowOf(id); row >= 0) rows.push_back(row);
  } else {
    const QSet<quint32> wanted(ids.cbegin(), ids.cend());
    for (const RowRange& range : near)
      for (int row = std::max(range.first, 0); row < std::min(range.first + range.count, size()); ++row)
        if (wanted.contains(ids_.at(row))) rows.push_back(row);
  }
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

QVector<InsertRun> ShownOrder::placesFor(store::IdVector ids) const {
  std::sort(ids.begin(), ids.end(), std::greater<>());
  QVector<InsertRun> runs;
  for (const quint32 id : ids) {
    const auto place = std::lower_bound(ids_.cbegin(), ids_.cend(), id, std::greater<>());
    const int row = static_cast<int>(place - ids_.cbegin());
    if (runs.isEmpty() || runs.last().row != row) runs.push_back({row, {}});
    runs.last().ids.push_back(id);
  }
  return runs;
}

}  // namespace billing::models
