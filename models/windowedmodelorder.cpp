// The order and its signals: every change of it is told to views so that selection and persistent indexes follow.
#include <QPromise>
#include <QThreadPool>

#include "models/windowedmodelprivate.h"
#include "support/whendone.h"

namespace billing::models {
namespace {

QFuture<OrderChange> compareOnWorker(const store::IdVector& before, const store::IdVector& after) {
  auto promise = std::make_shared<QPromise<OrderChange>>();
  promise->start();
  QThreadPool::globalInstance()->start([promise, before, after] {
    promise->addResult(compareOrders(before, after));
    promise->finish();
  });
  return promise->future();
}

}  // namespace

bool WindowedModel::Private::mayBeNewestFirst() const {
  return rule.newestIdFirst && query.sortField.isEmpty() && query.descending;
}

void WindowedModel::Private::become(const store::IdVector& ids, bool complete) {
  const quint64 number = ++comparison;
  const auto finish = [this, ids, number, complete](const OrderChange& change) {
    if (number != comparison) return;
    apply(change, ids);
    if (!complete) return;
    setLoading(false);
    merger.setPaused(false);
  };
  if (order.size() + ids.size() <= shortList)
    finish(compareOrders(order.ids(), ids));
  else
    whenDone(compareOnWorker(order.ids(), ids), this, finish);
}

void WindowedModel::Private::apply(const OrderChange& change, const store::IdVector& ids) {
  if (change.reordered)
    applyLayout(change, ids);
  else
    applyRanges(change, ids);
  order.assign(ids, mayBeNewestFirst());
  Q_EMIT q->countsChanged();
}

void WindowedModel::Private::applyRanges(const OrderChange& change, const store::IdVector& ids) {
  order.assign(order.ids(), false);  // between the two orders nothing may be taken for sorted
  for (auto range = change.removed.crbegin(); range != change.removed.crend(); ++range) removeRange(*range);
  for (const RowRange& range : change.inserted) insertRun({range.first, ids.mid(range.first, range.count)});
}

void WindowedModel::Private::applyLayout(const OrderChange& change, const store::IdVector& ids) {
  order.assign(order.ids(), false);
  if (!change.added.isEmpty()) insertRun({order.size(), change.added});
  Q_EMIT q->layoutAboutToBeChanged({}, VerticalSortHint);
  const QModelIndexList before = q->persistentIndexList();
  store::IdVector kept;
  for (const QModelIndex& index : before) kept.push_back(order.at(index.row()));
  order.assign(ids + change.gone, false);
  const QVector<int> rows = rowsInOrder(kept, order.ids());
  QModelIndexList after;
  for (qsizetype i = 0; i < before.size(); ++i) after.push_back(q->index(rows.at(i), before.at(i).column()));
  q->changePersistentIndexList(before, after);
  Q_EMIT q->layoutChanged({}, VerticalSortHint);
  if (!change.gone.isEmpty()) removeRange({static_cast<int>(ids.size()), static_cast<int>(change.gone.size())});
}

void WindowedModel::Private::insertRun(const InsertRun& run) {
  q->beginInsertRows({}, run.row, run.row + static_cast<int>(run.ids.size()) - 1);
  order.insert(run.row, run.ids);
  q->endInsertRows();
}

void WindowedModel::Private::removeRange(RowRange range) {
  q->beginRemoveRows({}, range.first, range.first + range.count - 1);
  order.remove(range);
  q->endRemoveRows();
}

void WindowedModel::Private::tellChanged(const QVector<int>& rows) {
  const int lastColumn = q->columnCount() - 1;
  for (const RowRange& range : rangesOf(rows))
    Q_EMIT q->dataChanged(q->index(range.first, 0), q->index(range.first + range.count - 1, lastColumn));
}

}  // namespace billing::models
