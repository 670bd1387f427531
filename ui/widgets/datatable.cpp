#include "ui/widgets/datatable.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMouseEvent>
#include <QScrollBar>
#include <algorithm>

#include "ui/delegates/celldelegate.h"
#include "ui/presenters/rowcopy.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/tableheader.h"

namespace billing::ui {

DataTable::DataTable(QWidget* parent) : QTableView(parent) {
  setHorizontalHeader(new TableHeader(this));
  setItemDelegate(new CellDelegate(this));
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  setShowGrid(false);
  setSelectionBehavior(SelectRows);
  setSelectionMode(ExtendedSelection);
  setTabKeyNavigation(false);
  setMouseTracking(true);
  setWordWrap(false);
  setEditTriggers(NoEditTriggers);
  setHorizontalScrollMode(ScrollPerPixel);
  setFrameShape(QFrame::NoFrame);
  setSortingEnabled(true);
  setCornerButtonEnabled(false);
  sizeRows();
  connect(this, &QTableView::doubleClicked, this, [this](const QModelIndex& index) {
    if (model_ != nullptr) Q_EMIT rowOpened(idOfRow(index.row()));
  });
  connect(verticalScrollBar(), &QScrollBar::valueChanged, this, [this] {
    if (isAtTop() == atTop_) return;
    atTop_ = isAtTop();
    Q_EMIT atTopChanged(atTop_);
  });
}

void DataTable::setFacts(models::FactTableModel* model) {
  model_ = model;
  // The header must not sort at this moment: the pane sets the order that was kept.
  setSortingEnabled(false);
  horizontalHeader()->setSortIndicator(-1, Qt::DescendingOrder);
  setModel(model);
  setSortingEnabled(true);
}

bool DataTable::isAtTop() const {
  return verticalScrollBar()->value() <= verticalScrollBar()->minimum();
}

qint64 DataTable::idOfRow(int row) const {
  return model_ == nullptr ? 0 : model_->index(row, 0).data(models::IdRole).toLongLong();
}

QVector<int> DataTable::selectedRows() const {
  QVector<int> rows;
  if (model_ == nullptr || selectionModel() == nullptr) return rows;
  for (const QItemSelectionRange& range : selectionModel()->selection())
    for (int row = range.top(); row <= range.bottom(); ++row) rows.push_back(row);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

QVector<qint64> DataTable::selectedIds() const {
  QVector<qint64> ids;
  for (const int row : selectedRows()) ids.push_back(idOfRow(row));
  return ids;
}

QVector<int> DataTable::shownColumns() const {
  QVector<int> columns;
  const QHeaderView* header = horizontalHeader();
  for (int visual = 0; visual < header->count(); ++visual)
    if (!header->isSectionHidden(header->logicalIndex(visual))) columns.push_back(header->logicalIndex(visual));
  return columns;
}

int DataTable::copy() {
  const QVector<int> rows = selectedRows();
  if (!rows.isEmpty()) QGuiApplication::clipboard()->setText(rowsAsText(*model_, rows, shownColumns()));
  return static_cast<int>(rows.size());
}

void DataTable::copyCell(const QModelIndex& cell) {
  QGuiApplication::clipboard()->setText(cell.data(models::CopyRole).toString());
}

qint64 DataTable::currentId() const {
  return model_ != nullptr && currentIndex().isValid() ? idOfRow(currentIndex().row()) : 0;
}

bool DataTable::viewportEvent(QEvent* event) {
  if (event->type() == QEvent::MouseMove) setHoveredRow(rowAt(static_cast<QMouseEvent*>(event)->pos().y()));
  if (event->type() == QEvent::Leave) setHoveredRow(-1);
  return QTableView::viewportEvent(event);
}

void DataTable::setHoveredRow(int row) {
  if (row == hoveredRow_) return;
  for (const int changed : {std::exchange(hoveredRow_, row), row})
    if (changed >= 0)
      viewport()->update(0, rowViewportPosition(changed), viewport()->width(), verticalHeader()->defaultSectionSize());
}

void DataTable::keyPressEvent(QKeyEvent* event) {
  if (event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) {
    if (currentId() != 0) Q_EMIT rowOpened(currentId());
  } else if (event->key() == Qt::Key_Space) {
    Q_EMIT previewWanted();
  } else if (event->key() == Qt::Key_Home && event->modifiers() == Qt::NoModifier && model_ != nullptr) {
    setCurrentIndex(model_->index(0, qMax(0, currentIndex().column())));
  } else if (event->key() == Qt::Key_End && event->modifiers() == Qt::NoModifier && model_ != nullptr) {
    setCurrentIndex(model_->index(model_->rowCount() - 1, qMax(0, currentIndex().column())));
  } else {
    QTableView::keyPressEvent(event);
  }
}

void DataTable::changeEvent(QEvent* event) {
  if (event->type() == QEvent::FontChange || event->type() == QEvent::StyleChange) sizeRows();
  QTableView::changeEvent(event);
}

void DataTable::sizeRows() {
  verticalHeader()->setMinimumSectionSize(1);
  verticalHeader()->setDefaultSectionSize(ui::rowHeight(fontMetrics()));
}

void DataTable::selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) {
  QTableView::selectionChanged(selected, deselected);
  // Assistive technology selects a row without making it the current one: what is selected alone is what is looked at.
  const QItemSelection all = selectionModel()->selection();
  if (all.size() == 1 && all.first().height() == 1) Q_EMIT rowSelected(idOfRow(all.first().top()));
  Q_EMIT selectionUpdated();
}

void DataTable::currentChanged(const QModelIndex& current, const QModelIndex& previous) {
  QTableView::currentChanged(current, previous);
  Q_EMIT rowSelected(current.isValid() && model_ != nullptr ? idOfRow(current.row()) : 0);
}

void DataTable::setMarks(std::function<QString(const QString& externalId)> markOf) {
  markOf_ = std::move(markOf);
  viewport()->update();
}

QString DataTable::markOf(int row) const {
  const int column = markOf_ && model_ != nullptr ? model_->columnOf("external_id") : -1;
  return column < 0 ? QString() : markOf_(model_->index(row, column).data(models::RawValueRole).toString());
}

}  // namespace billing::ui
