#include "ui/overview/ledgertable.h"

#include <QHeaderView>
#include <QKeyEvent>

#include "models/column.h"
#include "ui/delegates/celldelegate.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/tableheader.h"

namespace billing::ui {

LedgerTable::LedgerTable(const QString& name, const QString& spoken, QWidget* parent) : QTableWidget(parent) {
  setObjectName(name);
  setAccessibleName(spoken);
  setEditTriggers(QAbstractItemView::NoEditTriggers);
  setTabKeyNavigation(false);
  setHorizontalHeader(new TableHeader(this));
  horizontalHeader()->setSectionsMovable(false);
  verticalHeader()->hide();
  verticalHeader()->setDefaultSectionSize(ui::rowHeight(fontMetrics()));
  setShowGrid(false);
  setFrameShape(QFrame::NoFrame);
  setItemDelegate(new CellDelegate(this));
  setSelectionMode(QAbstractItemView::SingleSelection);
  connect(this, &QTableWidget::cellDoubleClicked, this, &LedgerTable::cellOpened);
}

void LedgerTable::setNumbers(const NumberTable& numbers) {
  const auto kind = static_cast<int>(models::CellKind::Count);  // digits stand right
  clear();
  setColumnCount(static_cast<int>(numbers.heads.size()));
  setRowCount(static_cast<int>(numbers.cells.size()));
  setHorizontalHeaderLabels(numbers.heads);
  for (int row = 0; row < numbers.cells.size(); ++row)
    for (int column = 0; column < numbers.cells.at(row).size(); ++column) {
      auto* item = new QTableWidgetItem(numbers.cells.at(row).at(column));
      if (column > 0) item->setData(models::KindRole, kind);
      setItem(row, column, item);
    }
  for (int column = 1; column < columnCount(); ++column) horizontalHeaderItem(column)->setData(models::KindRole, kind);
  resizeColumnsToContents();
}

// Not the "activated" of the view: styles differ in whether a single click is one.
void LedgerTable::keyPressEvent(QKeyEvent* event) {
  if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentRow() >= 0)
    Q_EMIT cellOpened(currentRow(), currentColumn());
  else
    QTableWidget::keyPressEvent(event);
}

}  // namespace billing::ui
