#include "models/windowedmodelprivate.h"

#include <algorithm>

namespace billing::models {
namespace {

constexpr int pageGraceMs = 50;       ///< that long first rows wait for the order of a list that shows rows already
constexpr int totalPauseMs = 500;     ///< between two counts of all rows while changes come in
constexpr qint64 orderPauseMs = 100;  ///< at least, between two questions for the whole order because of changes
constexpr qint64 longestOrderPauseMs = 3000;
constexpr qsizetype mostRuns = 16;  ///< places of one portion; more are left to the whole order

}  // namespace

WindowedModel::Private::Private(WindowedModel* model, std::unique_ptr<RowSource> rows, OrderRule orderRule)
    : q(model),
      source(std::move(rows)),
      rule(std::move(orderRule)),
      window(*source, order),
      question(*source),
      merger(*source) {
  connect(&window, &RowWindow::arrived, this,
          [this](const auto& ids) { tellChanged(order.rowsOf(ids, window.recentRows())); });
  connect(&window, &RowWindow::failed, this, &Private::say);
  connect(&question, &ListQuestion::firstPage, this, &Private::pageCame);
  connect(&question, &ListQuestion::order, this, &Private::orderCame);
  connect(&question, &ListQuestion::counted, this, &Private::setTotal);
  connect(&question, &ListQuestion::failed, this, &Private::questionFailed);
  connect(&merger, &ChangeMerger::ready, this, &Private::merge);
  connect(&merger, &ChangeMerger::failed, this, &Private::say);
  pageSoon.setSingleShot(true);
  pageSoon.setInterval(pageGraceMs);
  connect(&pageSoon, &QTimer::timeout, this, &Private::showPage);
  totalSoon.setSingleShot(true);
  totalSoon.setInterval(totalPauseMs);
  connect(&totalSoon, &QTimer::timeout, &question, &ListQuestion::askTotal);
  orderSoon.setSingleShot(true);
  connect(&orderSoon, &QTimer::timeout, this, &Private::askOrderSoon);
}

void WindowedModel::Private::ask() {
  const int pending = q->pendingArrivalCount();
  arrivals.clear();
  departures.clear();
  orderOutdated = false;
  orderSoon.stop();
  pageSoon.stop();
  ++comparison;  // an order that is still being compared answers an earlier question
  tellPending(pending);
  merger.setPaused(true);
  merger.setQuery(query);
  quietly = false;
  everAsked = true;
  setLoading(true);
  question.ask(query);
  if (total < 0) question.askTotal();
}

void WindowedModel::Private::setLoading(bool on) {
  if (std::exchange(loading, on) != on) Q_EMIT q->loadingChanged(on);
}

void WindowedModel::Private::setTotal(qint64 rows) {
  if (std::exchange(total, rows) != rows) Q_EMIT q->countsChanged();
}

void WindowedModel::Private::say(const Error& why) {
  error = why;
  Q_EMIT q->failed(why);
}

void WindowedModel::Private::questionFailed(const Error& why) {
  say(why);
  if (question.isAsking()) return;  // only the count of all rows failed
  pageSoon.stop();
  setLoading(false);
  if (!std::exchange(quietly, false)) return;  // changes wait for a question that can be answered
  merger.setPaused(false);
  orderSoon.start(static_cast<int>(longestOrderPauseMs));
}

// An empty list shows its first rows at once, and a long one that is only sorted anew puts them in front of its old
// rows. Else the whole order is waited for a moment, so that neither scroll bar nor selection takes a detour over a
// hundred rows.
void WindowedModel::Private::pageCame(const RowBatch& rows) {
  error.reset();
  window.keep(rows);
  page.clear();
  for (const KeyedRow& row : rows) page.push_back(row.id);
  tellChanged(order.rowsOf(page, {{0, ListQuestion::firstRows}}));
  if (order.size() == 0 || (sameRows && order.size() > shortList))
    showPage();
  else
    pageSoon.start();
}

void WindowedModel::Private::showPage() {
  if (!sameRows) return become(page, false);
  const FrontedOrder fronted = putInFront(page, order.ids());
  apply({true, {}, {}, fronted.added, {}}, fronted.ids);
}

void WindowedModel::Private::orderCame(const store::IdVector& ids) {
  error.reset();
  pageSoon.stop();
  if (std::exchange(quietly, false)) {
    orderTookMs = orderAsked.elapsed();
    orderAsked.restart();
  }
  become(ids, true);
}

// The first change of a quiet moment asks at once; under load the pause grows with what an answer costs.
void WindowedModel::Private::askOrderSoon() {
  if (orderSoon.isActive()) return;
  if (question.isAsking()) return orderSoon.start(static_cast<int>(orderPauseMs));
  const qint64 pause = std::clamp(4 * orderTookMs, orderPauseMs, longestOrderPauseMs);
  if (orderAsked.isValid() && orderAsked.elapsed() < pause)
    return orderSoon.start(static_cast<int>(pause - orderAsked.elapsed()));
  orderAsked.start();
  quietly = true;
  orderOutdated = false;
  merger.setPaused(true);
  question.askOrder(query);
}

void WindowedModel::Private::merge(const MergePortion& portion) {
  window.keep(portion.rows);
  window.reread(portion.updated);
  if (!portion.inserted.isEmpty() && !totalSoon.isActive()) totalSoon.start();
  if (hold)
    waitForArrivals(portion);
  else if (order.isNewestFirst())
    mergeInPlace(portion);
  else
    askOrderSoon();
}

void WindowedModel::Private::mergeInPlace(const MergePortion& portion) {
  store::IdVector added, gone = portion.inserted + portion.updated;
  const QSet<quint32> matching(portion.matching.cbegin(), portion.matching.cend());
  gone.removeIf([&](quint32 id) { return matching.contains(id); });
  for (const quint32 id : portion.matching)
    if (order.rowOf(id) < 0) added.push_back(id);
  const auto removed = rangesOf(order.rowsOf(gone, {}));
  if (added.isEmpty() && removed.isEmpty()) return;
  if (removed.size() + order.placesFor(added).size() > mostRuns) return askOrderSoon();
  for (auto range = removed.crbegin(); range != removed.crend(); ++range) removeRange(*range);
  const auto runs = order.placesFor(added);
  for (auto run = runs.crbegin(); run != runs.crend(); ++run) insertRun(*run);
  Q_EMIT q->countsChanged();
}

void WindowedModel::Private::waitForArrivals(const MergePortion& portion) {
  const int before = q->pendingArrivalCount();
  const QSet<quint32> matching(portion.matching.cbegin(), portion.matching.cend());
  const bool placed = order.isNewestFirst();
  for (const quint32 id : portion.inserted + portion.updated) {
    const bool belongs = matching.contains(id), stands = placed && order.rowOf(id) >= 0;
    if (!belongs || stands) arrivals.remove(id);
    if (stands && !belongs)
      departures.insert(id);
    else
      departures.remove(id);
  }
  // Where only the source knows the places, an updated row may be in the list already: new rows alone are counted then.
  for (const quint32 id : placed ? portion.matching : portion.inserted)
    if (matching.contains(id) && !(placed && order.rowOf(id) >= 0)) arrivals.insert(id);
  orderOutdated = orderOutdated || !placed;
  tellPending(before);
}

void WindowedModel::Private::letIn() {
  const int before = q->pendingArrivalCount();
  MergePortion portion;
  portion.matching = store::IdVector(arrivals.cbegin(), arrivals.cend());
  portion.inserted = store::IdVector(departures.cbegin(), departures.cend()) + portion.matching;
  arrivals.clear();
  departures.clear();
  if (orderOutdated || !order.isNewestFirst()) {
    if (orderOutdated) askOrderSoon();
  } else {
    mergeInPlace(portion);
  }
  tellPending(before);
}

void WindowedModel::Private::tellPending(int before) {
  const int now = q->pendingArrivalCount();
  if (now != before) Q_EMIT q->pendingArrivals(now);
}

}  // namespace billing::models
