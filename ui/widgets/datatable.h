// A table over any table of facts with the manners of the house: rows are selected whole, Tab leaves it, the pointer's
// row is lit.
#pragma once

#include <QTableView>
#include <functional>

#include "models/facttablemodel.h"

namespace billing::ui {

class DataTable : public QTableView {
  Q_OBJECT
 public:
  explicit DataTable(QWidget* parent = nullptr);

  [[nodiscard]] int hoveredRow() const { return hoveredRow_; }
  /// Ids of the selected rows in list order.
  [[nodiscard]] QVector<qint64> selectedIds() const;
  [[nodiscard]] qint64 currentId() const;
  void setFacts(models::FactTableModel* model);
  [[nodiscard]] models::FactTableModel* facts() const { return model_; }
  [[nodiscard]] qint64 idOfRow(int row) const;  ///< 0: no such row
  [[nodiscard]] bool isAtTop() const;
  [[nodiscard]] QVector<int> selectedRows() const;
  [[nodiscard]] QVector<int> shownColumns() const;  ///< logical indexes in the order shown
  /// The selected rows with the shown columns, for the clipboard; says how many.
  int copy();
  void copyCell(const QModelIndex& cell);
  /// A word of state at the end of a row's first cell, by the object's own id (field "external_id"); empty: none. It
  /// takes no room of its own: nothing moves when it comes or goes.
  void setMarks(std::function<QString(const QString& externalId)> markOf);
  [[nodiscard]] QString markOf(int row) const;

 Q_SIGNALS:
  void rowSelected(qint64 id);  ///< the current row; 0: none
  void rowOpened(qint64 id);    ///< double click or Enter
  void previewWanted();         ///< Space
  void selectionUpdated();
  void atTopChanged(bool atTop);

 protected:
  bool viewportEvent(QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;
  void changeEvent(QEvent* event) override;
  void selectionChanged(const QItemSelection& selected, const QItemSelection& deselected) override;
  void currentChanged(const QModelIndex& current, const QModelIndex& previous) override;

 private:
  void sizeRows();
  void setHoveredRow(int row);
  models::FactTableModel* model_ = nullptr;
  std::function<QString(const QString&)> markOf_;
  int hoveredRow_ = -1;
  bool atTop_ = true;
};

}  // namespace billing::ui
