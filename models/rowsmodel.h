// A short list held whole: the payments of one customer, the attempts of one event. Same columns and roles as the long
// lists.
#pragma once

#include "models/facttablemodel.h"

namespace billing::models {

template <class Row>
class RowsModel final : public FactTableModel {
 public:
  RowsModel(FactTable table, ModelContext context, QObject* parent = nullptr)
      : FactTableModel(std::move(table), std::move(context), parent) {}

  /// Another object's rows.
  void setRows(QVector<Row> rows) {
    beginResetModel();
    rows_ = std::move(rows);
    endResetModel();
  }
  [[nodiscard]] const QVector<Row>& rows() const { return rows_; }
  int rowCount(const QModelIndex& parent = {}) const override {
    return parent.isValid() ? 0 : static_cast<int>(rows_.size());
  }

 protected:
  const void* valuesAt(int row) const override { return &rows_.at(row); }
  qint64 rowId(int row) const override { return table().id(&rows_.at(row)); }

 private:
  QVector<Row> rows_;
};

}  // namespace billing::models
