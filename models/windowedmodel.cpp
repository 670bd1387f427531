#include "models/windowedmodel.h"

#include <limits>

#include "models/windowedmodelprivate.h"

namespace billing::models {

WindowedModel::WindowedModel(std::unique_ptr<RowSource> source, FactTable table, OrderRule order, ModelContext context,
                             QObject* parent)
    : FactTableModel(std::move(table), std::move(context), parent),
      d_(std::make_unique<Private>(this, std::move(source), std::move(order))) {}

WindowedModel::~WindowedModel() = default;

void WindowedModel::setQuery(const store::ListQuery& query) {
  store::ListQuery asked = query;
  // One spelling for the natural order, whoever asks for it.
  if (asked.descending && asked.sortField == d_->rule.naturalField) asked.sortField.clear();
  if (!asked.descending && asked.sortField.isEmpty()) asked.sortField = d_->rule.naturalField;
  if (d_->everAsked && asked == d_->query) return;
  d_->sameRows = asked.text == d_->query.text && asked.filters == d_->query.filters;
  d_->query = asked;
  Q_EMIT queryChanged();
  d_->ask();
}

const store::ListQuery& WindowedModel::query() const {
  return d_->query;
}

void WindowedModel::sort(int column, Qt::SortOrder order) {
  store::ListQuery asked = d_->query;
  const bool known = column >= 0 && column < columns().size() && columns().at(column).sortable;
  asked.sortField = known ? columns().at(column).field : QByteArray();
  asked.descending = !known || order == Qt::DescendingOrder;
  setQuery(asked);
}

void WindowedModel::reload() {
  d_->sameRows = true;
  d_->window.rereadAll();
  d_->ask();
}

bool WindowedModel::isLoading() const {
  return d_->loading;
}

const std::optional<Error>& WindowedModel::error() const {
  return d_->error;
}

qint64 WindowedModel::shownCount() const {
  return d_->order.size();
}

qint64 WindowedModel::totalCount() const {
  return d_->total;
}

qint64 WindowedModel::idAt(int row) const {
  return row >= 0 && row < d_->order.size() ? d_->order.at(row) : 0;
}

int WindowedModel::rowOf(qint64 id) const {
  return id > 0 && id <= std::numeric_limits<quint32>::max() ? d_->order.rowOf(static_cast<quint32>(id)) : -1;
}

void WindowedModel::setHoldArrivals(bool hold) {
  d_->hold = hold;
  if (!hold) d_->letIn();
}

int WindowedModel::pendingArrivalCount() const {
  return static_cast<int>(d_->arrivals.size());
}

void WindowedModel::showArrivals() {
  d_->letIn();
}

void WindowedModel::mergeChanges(const store::IdVector& inserted, const store::IdVector& updated) {
  if (d_->everAsked) d_->merger.add(inserted, updated);
}

void WindowedModel::refreshRows() {
  if (!d_->everAsked) return;
  d_->window.rereadAll();
  if (d_->order.isNewestFirst() && matchesEverything(d_->query)) return;
  if (d_->hold)
    d_->orderOutdated = true;
  else
    d_->askOrderSoon();
}

int WindowedModel::cachedRowCount() const {
  return d_->window.cachedRowCount();
}

int WindowedModel::rowCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : d_->order.size();
}

const void* WindowedModel::valuesAt(int row) const {
  return d_->window.look(row);
}

qint64 WindowedModel::rowId(int row) const {
  return idAt(row);
}

}  // namespace billing::models
