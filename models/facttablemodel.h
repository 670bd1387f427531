// What all tables of facts have in common: columns, headers, roles, the words of a cell, and times that keep up with
// the clock.
#pragma once

#include <QAbstractTableModel>
#include <QTimer>

#include "models/facttable.h"
#include "models/modelcontext.h"

namespace billing::models {

class FactTableModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  [[nodiscard]] const QVector<Column>& columns() const { return table_.columns; }
  /// -1 when there is no such column.
  [[nodiscard]] int columnOf(const QByteArray& field) const;
  [[nodiscard]] const ModelContext& context() const { return context_; }

  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role = Qt::DisplayRole) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role = Qt::DisplayRole) const override;
  QHash<int, QByteArray> roleNames() const override;

  /// Words relative times again (done by itself every minute): dataChanged for the columns of instants, nothing else.
  void refreshTimes();

 protected:
  FactTableModel(FactTable table, ModelContext context, QObject* parent);
  [[nodiscard]] const FactTable& table() const { return table_; }
  /// The row's values; nullptr while they are on their way.
  [[nodiscard]] virtual const void* valuesAt(int row) const = 0;
  [[nodiscard]] virtual qint64 rowId(int row) const = 0;

 private:
  FactTable table_;
  ModelContext context_;
  QTimer minute_;
};

}  // namespace billing::models
