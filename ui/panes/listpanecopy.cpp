// The clipboard's and the context menu's side of a list pane.
#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QMenu>
#include <algorithm>

#include "ui/panes/listpane.h"
#include "ui/presenters/rowcopy.h"
#include "ui/presenters/statuslook.h"

namespace billing::ui {

QVector<int> ListPane::selectedRows() const {
  QVector<int> rows;
  if (table_->selectionModel() == nullptr) return rows;
  for (const QItemSelectionRange& range : table_->selectionModel()->selection())
    for (int row = range.top(); row <= range.bottom(); ++row) rows.push_back(row);
  std::sort(rows.begin(), rows.end());
  rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  return rows;
}

QVector<int> ListPane::shownColumns() const {
  QVector<int> columns;
  const QHeaderView* header = table_->horizontalHeader();
  for (int visual = 0; visual < header->count(); ++visual)
    if (!header->isSectionHidden(header->logicalIndex(visual))) columns.push_back(header->logicalIndex(visual));
  return columns;
}

void ListPane::copySelection() {
  const QVector<int> rows = selectedRows();
  if (rows.isEmpty()) return;
  QGuiApplication::clipboard()->setText(rowsAsText(*model_, rows, shownColumns()));
  Q_EMIT context_.navigator.noticed(rows.size() == 1 ? tr("Row copied") : tr("%1 rows copied").arg(rows.size()));
}

void ListPane::fillCopyMenu(QMenu& menu) {
  const auto put = [](const QString& text) { QGuiApplication::clipboard()->setText(text); };
  const QModelIndex cell = table_->currentIndex();
  connect(menu.addAction(tr("Copy cell")), &QAction::triggered, this,
          [put, cell] { put(cell.data(models::CopyRole).toString()); });
  QAction* copy = menu.addAction(tr("Copy rows"));
  copy->setShortcut(QKeySequence::Copy);
  connect(copy, &QAction::triggered, this, &ListPane::copySelection);
  connect(menu.addAction(tr("Copy as JSON")), &QAction::triggered, this,
          [this, put] { put(QString::fromUtf8(rowsAsJson(*model_, selectedRows(), shownColumns()))); });
  connect(menu.addAction(tr("Copy as CSV")), &QAction::triggered, this,
          [this, put] { put(rowsAsCsv(*model_, selectedRows(), shownColumns())); });
}

void ListPane::openContextMenu(const QPoint& at) {
  const QModelIndex index = table_->indexAt(at).isValid() ? table_->indexAt(at) : table_->currentIndex();
  if (!index.isValid()) return;
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  addRowActions(*menu);
  if (!menu->isEmpty()) menu->addSeparator();
  fillCopyMenu(*menu);
  const QByteArray field = index.data(models::FieldRole).toByteArray();
  const FilterField* filter = findField(spec_.filters, field);
  const QVariant value = index.data(models::RawValueRole);
  if (filter != nullptr && filter->kind == FilterKind::Choice && value.isValid()) {
    menu->addSeparator();
    connect(menu->addAction(tr("Only %1: %2").arg(filter->title, statusLook(value.toString()).word)),
            &QAction::triggered, this,
            [this, field, value] { filters_->addFilters({{field, store::FilterOp::Is, {value}}}); });
    connect(menu->addAction(tr("Without %1: %2").arg(filter->title, statusLook(value.toString()).word)),
            &QAction::triggered, this,
            [this, field, value] { filters_->addFilters({{field, store::FilterOp::IsNot, {value}}}); });
  }
  menu->popup(table_->viewport()->mapToGlobal(at));
}

}  // namespace billing::ui
