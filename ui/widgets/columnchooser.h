// Which columns a table shows, in which order and width. Kept under the columns' stable names, so that new columns do
// no harm.
#pragma once

#include <QMenu>
#include <QSettings>

#include "ui/widgets/datatable.h"

namespace billing::ui {

/// A column that a list opens with, and how many average characters it gets.
struct ColumnWish {
  QByteArray field;
  double width;
};

/// Average characters that a kind of cell needs.
[[nodiscard]] double usualColumnWidth(models::CellKind kind);

class ColumnChooser : public QMenu {
  Q_OBJECT
 public:
  /// Keeps its choice in `settings` under "lists/<list>/columns". All three outlive it.
  ColumnChooser(DataTable& table, QSettings& settings, QString list, QVector<ColumnWish> first, QWidget* parent);

  /// Applies what was kept, or the columns' own first choice. Call once the table has its model.
  void restore();
  [[nodiscard]] QStringList shownColumns() const;
  void showColumns(const QStringList& names);

 private:
  void fill();
  void keep() const;
  void setInitialWidths();
  [[nodiscard]] QString key(const char* what) const;

  DataTable& table_;
  QSettings& settings_;
  QString list_;
  QVector<ColumnWish> first_;
};

}  // namespace billing::ui
