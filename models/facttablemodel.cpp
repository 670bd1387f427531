#include "models/facttablemodel.h"

#include <chrono>

#include "models/celltext.h"

namespace billing::models {
namespace {

bool tellsOfNow(CellKind kind) {
  return kind == CellKind::Instant || kind == CellKind::Due || kind == CellKind::Forecast;
}

}  // namespace
namespace {

// Everything that data() answers; the many other roles a view asks for cost nothing.
bool isAnswered(int role) {
  return role == Qt::DisplayRole || role == Qt::ToolTipRole || role == Qt::AccessibleTextRole ||
         role == Qt::AccessibleDescriptionRole || role == Qt::TextAlignmentRole ||
         (role >= SortRole && role <= SeriesRole);
}

}  // namespace

FactTableModel::FactTableModel(FactTable table, ModelContext context, QObject* parent)
    : QAbstractTableModel(parent), table_(std::move(table)), context_(std::move(context)) {
  minute_.setTimerType(Qt::VeryCoarseTimer);
  minute_.setInterval(std::chrono::minutes(1));
  connect(&minute_, &QTimer::timeout, this, &FactTableModel::refreshTimes);
  minute_.start();
}

int FactTableModel::columnOf(const QByteArray& field) const {
  for (int column = 0; column < table_.columns.size(); ++column)
    if (table_.columns.at(column).field == field) return column;
  return -1;
}

int FactTableModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : static_cast<int>(table_.columns.size());
}

QVariant FactTableModel::data(const QModelIndex& index, int role) const {
  if (!isAnswered(role) || !checkIndex(index, CheckIndexOption::IndexIsValid | CheckIndexOption::ParentIsInvalid))
    return {};
  const Column& column = table_.columns.at(index.column());
  if (role == IdRole) return rowId(index.row());
  if (role == KindRole || role == FieldRole || role == Qt::TextAlignmentRole) return answerHeader(column, role);
  const void* values = valuesAt(index.row());
  if (role == LoadingRole) return values == nullptr;
  if (!values) return answerWhileLoading(column, role);
  const Fact fact = table_.fact(values, index.column());
  if (role == StatusRole) return column.kind == CellKind::Status ? fact.value.toString() : table_.status(values);
  return answer(column, fact, role, context_);
}

QVariant FactTableModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return QAbstractTableModel::headerData(section, orientation, role);
  if (section < 0 || section >= table_.columns.size()) return {};
  return answerHeader(table_.columns.at(section), role);
}

QHash<int, QByteArray> FactTableModel::roleNames() const {
  auto names = QAbstractTableModel::roleNames();
  names.insert({{SortRole, "sort"},
                {KindRole, "kind"},
                {RawValueRole, "value"},
                {CurrencyRole, "currency"},
                {UnitRole, "unit"},
                {StatusRole, "status"},
                {IdRole, "id"},
                {LoadingRole, "loading"},
                {FieldRole, "field"},
                {CopyRole, "copy"},
                {SeriesRole, "series"}});
  return names;
}

void FactTableModel::refreshTimes() {
  if (rowCount() == 0) return;
  for (int column = 0; column < table_.columns.size(); ++column)
    if (tellsOfNow(table_.columns.at(column).kind))
      Q_EMIT dataChanged(index(0, column), index(rowCount() - 1, column), {Qt::DisplayRole, Qt::AccessibleTextRole});
}

}  // namespace billing::models
