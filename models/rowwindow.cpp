#include "models/rowwindow.h"

#include <QSet>
#include <algorithm>
#include <chrono>

#include "support/whendone.h"

namespace billing::models {
namespace {

constexpr std::chrono::milliseconds pauseAfterError{1000};

}  // namespace

RowWindow::RowWindow(RowSource& source, const ShownOrder& order, QObject* parent)
    : QObject(parent), source_(source), order_(order), cache_(qsizetype{pageRows} * mostPages) {
  soon_.setSingleShot(true);
  connect(&soon_, &QTimer::timeout, this, &RowWindow::load);
}

RowWindow::~RowWindow() {
  asked_.cancel();
}

const void* RowWindow::look(int row) {
  if (row < 0 || row >= order_.size()) return nullptr;
  remember(row / pageRows);
  if (const RowRef* values = cache_.object(order_.at(row))) return values->get();
  if (!soon_.isActive()) soon_.start(0);
  return nullptr;
}

void RowWindow::remember(int page) {
  if (recent_[0] == page) return;
  previousPage_ = recent_[0];
  // The page moves to the front; the one that drops out is the page not seen for longest.
  const auto found = std::find(recent_.begin(), recent_.end(), page);
  std::rotate(recent_.begin(), found == recent_.end() ? found - 1 : found, found == recent_.end() ? found : found + 1);
  recent_[0] = page;
}

bool RowWindow::isRecent(int page) const {
  return std::find(recent_.begin(), recent_.end(), page) != recent_.end();
}

void RowWindow::keep(const RowBatch& rows) {
  for (const KeyedRow& row : rows) cache_.insert(row.id, new RowRef(row.row));
}

store::IdVector RowWindow::missingOf(int page) const {
  store::IdVector missing;
  const int end = std::min((page + 1) * pageRows, order_.size());
  for (int row = std::max(page, 0) * pageRows; row < end; ++row)
    if (!cache_.contains(order_.at(row))) missing.push_back(order_.at(row));
  return missing;
}

QVector<RowRange> RowWindow::recentRows() const {
  QVector<RowRange> ranges;
  for (const int page : recent_)
    if (page != none) ranges.push_back({(page - 1) * pageRows, 3 * pageRows});
  return ranges;
}

store::IdVector RowWindow::recentIds() const {
  store::IdVector ids;
  for (const int page : recent_)
    if (page != none)
      for (int row = page * pageRows; row < std::min((page + 1) * pageRows, order_.size()); ++row)
        ids.push_back(order_.at(row));
  return ids;
}

void RowWindow::reread(const store::IdVector& changed) {
  const store::IdVector shown = recentIds();
  const QSet<quint32> recent(shown.cbegin(), shown.cend());
  for (const quint32 id : changed) {
    if (!recent.contains(id) || !cache_.contains(id))
      cache_.remove(id);
    else if (!stale_.contains(id))
      stale_.push_back(id);
  }
  if (!stale_.isEmpty() && !busy_) load();
}

void RowWindow::rereadAll() {
  reread(cache_.keys());
}

void RowWindow::load() {
  if (busy_) {
    // Nobody looks at the pages under way any more: give way to those that are seen now.
    if (!askedPages_.isEmpty() &&
        std::none_of(askedPages_.begin(), askedPages_.end(), [this](int p) { return isRecent(p); }))
      asked_.cancel();
    return;
  }
  store::IdVector ids = std::exchange(stale_, {});
  QVector<int> pages;
  for (const int page : recent_) {
    if (page == none) continue;
    const store::IdVector missing = missingOf(page);
    if (!missing.isEmpty()) pages.push_back(page);
    ids += missing;
  }
  if (ids.isEmpty() && std::abs(recent_[0] - previousPage_) == 1) {
    const int next = 2 * recent_[0] - previousPage_;  // the page that scrolling on would show
    ids = missingOf(next);
    pages = {next};
  }
  if (!ids.isEmpty()) ask(ids, pages);
}

void RowWindow::ask(const store::IdVector& ids, const QVector<int>& pages) {
  busy_ = true;
  asked_ = CancelToken();
  askedPages_ = pages;
  whenDone(source_.rows(ids, asked_), this, [this, ids](const Result<RowBatch>& rows) {
    if (!rows && rows.error().kind == ErrorKind::Cancelled) reread(ids);
    answered(rows);
  });
}

void RowWindow::answered(const Result<RowBatch>& rows) {
  busy_ = false;
  if (!rows) {
    const bool cancelled = rows.error().kind == ErrorKind::Cancelled;
    soon_.start(cancelled ? std::chrono::milliseconds(0) : pauseAfterError);
    if (!cancelled && !std::exchange(failing_, true)) Q_EMIT failed(rows.error());
    return;
  }
  failing_ = false;
  keep(*rows);
  store::IdVector ids;
  for (const KeyedRow& row : *rows) ids.push_back(row.id);
  soon_.start(0);
  Q_EMIT arrived(ids);
}

}  // namespace billing::models
