#include "models/orderchange.h"

#include <QHash>
#include <algorithm>
#include <vector>

namespace billing::models {
namespace {

// One bit for each id between the least and the greatest; ids are table keys, so they lie close together.
class IdSet {
 public:
  explicit IdSet(const store::IdVector& ids) {
    if (ids.isEmpty()) return;
    const auto [least, greatest] = std::minmax_element(ids.cbegin(), ids.cend());
    least_ = *least;
    bits_.resize(std::size_t{*greatest} - least_ + 1);
    for (const quint32 id : ids) bits_[id - least_] = true;
  }
  [[nodiscard]] bool contains(quint32 id) const {
    return id >= least_ && id - least_ < bits_.size() && bits_[id - least_];
  }

 private:
  quint32 least_ = 0;
  std::vector<bool> bits_;
};

// Each range moves what is behind it, so long lists get few of them before the three-step way is cheaper.
qsizetype mostRanges(qsizetype rows) {
  return std::clamp<qsizetype>(2'000'000 / (rows + 1), 4, 64);
}

void extend(QVector<RowRange>& ranges, qsizetype row) {
  if (!ranges.isEmpty() && ranges.last().first + ranges.last().count == row)
    ++ranges.last().count;
  else
    ranges.push_back({static_cast<int>(row), 1});
}

store::IdVector lacking(const store::IdVector& ids, const IdSet& other) {
  store::IdVector result;
  std::copy_if(ids.cbegin(), ids.cend(), std::back_inserter(result), [&](quint32 id) { return !other.contains(id); });
  return result;
}

}  // namespace

OrderChange compareOrders(const store::IdVector& before, const store::IdVector& after) {
  const IdSet old(before), now(after);
  const qsizetype most = mostRanges(std::max(before.size(), after.size()));
  OrderChange change;
  for (qsizetype i = 0, j = 0; i < before.size() || j < after.size();) {
    if (i < before.size() && !now.contains(before.at(i)))
      extend(change.removed, i++);
    else if (j < after.size() && !old.contains(after.at(j)))
      extend(change.inserted, j++);
    else if (i < before.size() && j < after.size() && before.at(i) == after.at(j))
      ++i, ++j;
    else
      change.reordered = true;
    if (change.reordered || change.removed.size() + change.inserted.size() > most)
      return {true, {}, {}, lacking(after, old), lacking(before, now)};
  }
  return change;
}

FrontedOrder putInFront(const store::IdVector& page, const store::IdVector& order) {
  const IdSet first(page);
  FrontedOrder fronted{page, {}};
  fronted.ids.reserve(page.size() + order.size());
  std::copy_if(order.cbegin(), order.cend(), std::back_inserter(fronted.ids),
               [&](quint32 id) { return !first.contains(id); });
  if (fronted.ids.size() > order.size()) fronted.added = lacking(page, IdSet(order));
  return fronted;
}

QVector<int> rowsInOrder(const store::IdVector& ids, const store::IdVector& order) {
  QVector<int> rows(ids.size(), -1);
  if (ids.isEmpty()) return rows;
  const IdSet wanted(ids);
  QHash<quint32, int> found;
  for (qsizetype row = 0; row < order.size(); ++row)
    if (wanted.contains(order.at(row))) found.insert(order.at(row), static_cast<int>(row));
  for (qsizetype i = 0; i < ids.size(); ++i) rows[i] = found.value(ids.at(i), -1);
  return rows;
}

}  // namespace billing::models
