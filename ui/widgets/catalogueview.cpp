#include "ui/widgets/catalogueview.h"

#include <QClipboard>
#include <QGuiApplication>
#include <QHeaderView>
#include <QKeyEvent>
#include <QMenu>
#include <algorithm>

#include "models/facts.h"
#include "ui/delegates/linesdelegate.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/cataloguecells.h"
#include "ui/widgets/tableheader.h"

namespace billing::ui {

CatalogueView::CatalogueView(QWidget* parent) : QTableWidget(parent) {
  setObjectName(QStringLiteral("catalogue"));
  setAccessibleName(tr("Plans by interval, with product ids"));
  setHorizontalHeader(new TableHeader(this));
  setItemDelegate(new LinesDelegate(this));
  setEditTriggers(NoEditTriggers);
  setShowGrid(false);
  setTabKeyNavigation(false);
  setFrameShape(QFrame::NoFrame);
  setSelectionMode(SingleSelection);
  setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Maximum);
  setHorizontalScrollMode(ScrollPerPixel);
  setVerticalScrollMode(ScrollPerPixel);
  verticalHeader()->hide();
  verticalHeader()->setSectionResizeMode(QHeaderView::Fixed);
  setContextMenuPolicy(Qt::CustomContextMenu);
  connect(this, &QWidget::customContextMenuRequested, this, &CatalogueView::openMenu);
  connect(this, &QTableWidget::cellDoubleClicked, this, [this](int row, int column) {
    Q_EMIT subscribersWanted(item(row, 0)->data(PlanRole).toString(),
                             item(row, column)->data(live_ ? LiveIdRole : TestIdRole).toString());
  });
}

void CatalogueView::setCatalogue(const Catalogue& catalogue, bool live, const QLocale& locale) {
  live_ = live;
  const int row = currentRow();
  const int column = currentColumn();
  clear();
  setRowCount(static_cast<int>(catalogue.plans.size()));
  setColumnCount(static_cast<int>(catalogue.intervals.size()) + 3);
  QStringList heads{tr("Plan")};
  for (const auto& interval : catalogue.intervals) heads << models::intervalText(interval.first, interval.second);
  setHorizontalHeaderLabels(heads << tr("Limits of a period") << tr("Features"));
  for (int i = 0; i < rowCount(); ++i) addPlan(i, catalogue.plans.at(i), catalogue, locale);
  sizeAll();
  updateGeometry();
  // The same cell as before: what is being read stays where it is.
  if (row >= 0 && row < rowCount() && column < columnCount()) setCurrentCell(row, column);
}

void CatalogueView::addPlan(int row, const CataloguePlan& plan, const Catalogue& catalogue, const QLocale& locale) {
  setItem(row, 0, linesCell({{Voice::Strong, plan.name}, {Voice::Quiet, plan.note.isEmpty() ? plan.key : plan.note}}));
  item(row, 0)->setData(PlanRole, plan.name);
  for (int i = 0; i < catalogue.intervals.size(); ++i) {
    const auto& interval = catalogue.intervals.at(i);
    const auto price = std::find_if(plan.prices.begin(), plan.prices.end(), [&](const CataloguePrice& p) {
      return p.unit == interval.first && p.count == interval.second;
    });
    const bool free = plan.prices.isEmpty() && i == 0;
    setItem(row, i + 1,
            price != plan.prices.end() ? priceCell(*price, live_, locale)
            : free                     ? linesCell({{Voice::Plain, tr("free")}})
                                       : listCell({}));
  }
  setItem(row, columnCount() - 2, listCell(plan.limits));
  setItem(row, columnCount() - 1, listCell(plan.features));
}

void CatalogueView::sizeAll() {
  for (int column = 0; column < columnCount(); ++column) {
    const bool price = column > 0 && column < columnCount() - 2;
    setColumnWidth(column, chars(this, column == 0 ? 16 : price ? 34 : 24));
  }
  QStyleOptionViewItem option;
  option.font = font();
  for (int row = 0; row < rowCount(); ++row) {
    int height = 0;
    for (int column = 0; column < columnCount(); ++column)
      height = qMax(height, itemDelegate()->sizeHint(option, model()->index(row, column)).height());
    setRowHeight(row, height);
  }
}

QSize CatalogueView::sizeHint() const {
  int height = horizontalHeader()->sizeHint().height() + space(this, 1);
  for (int row = 0; row < rowCount(); ++row) height += rowHeight(row);
  return {chars(this, 80), height};
}

QSize CatalogueView::minimumSizeHint() const {
  return {chars(this, 40), fontMetrics().height() * 6};
}

void CatalogueView::put(const QString& id, const QString& what) {
  QGuiApplication::clipboard()->setText(id);
  Q_EMIT copied(what);
}

QString CatalogueView::copyId() {
  const QTableWidgetItem* cell = currentItem();
  const QString id = cell != nullptr ? cell->data(live_ ? LiveIdRole : TestIdRole).toString() : QString();
  if (!id.isEmpty()) put(id, live_ ? tr("Live product id copied") : tr("Test product id copied"));
  return id;
}

void CatalogueView::openMenu(const QPoint& at) {
  QTableWidgetItem* cell = itemAt(at) != nullptr ? itemAt(at) : currentItem();
  if (cell == nullptr) return;
  const QString test = cell->data(TestIdRole).toString();
  const QString live = cell->data(LiveIdRole).toString();
  auto* menu = new QMenu(this);
  menu->setAttribute(Qt::WA_DeleteOnClose);
  const auto add = [&](const QString& text, bool enabled, std::function<void()> act) {
    QAction* action = menu->addAction(text);
    action->setEnabled(enabled);
    connect(action, &QAction::triggered, this, std::move(act));
    return action;
  };
  add(tr("Copy test id"), !test.isEmpty(), [this, test] { put(test, tr("Test product id copied")); });
  add(tr("Copy live id"), !live.isEmpty(), [this, live] { put(live, tr("Live product id copied")); });
  menu->addSeparator();
  add(tr("Show subscribers"), true,
      [this, plan = item(cell->row(), 0)->data(PlanRole).toString(), id = live_ ? live : test] {
        Q_EMIT subscribersWanted(plan, id);
      });
  menu->popup(itemAt(at) != nullptr ? viewport()->mapToGlobal(at)
                                    : viewport()->mapToGlobal(visualItemRect(cell).center()));
}

void CatalogueView::keyPressEvent(QKeyEvent* event) {
  if ((event->key() == Qt::Key_Return || event->key() == Qt::Key_Enter) && currentItem() != nullptr)
    Q_EMIT cellDoubleClicked(currentRow(), currentColumn());
  else
    QTableWidget::keyPressEvent(event);
}

void CatalogueView::changeEvent(QEvent* event) {
  QTableWidget::changeEvent(event);
  if (event->type() == QEvent::FontChange) sizeAll();
}

}  // namespace billing::ui
