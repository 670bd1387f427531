// A plain table of months and numbers whose cells open what they stand for.
#pragma once

#include <QTableWidget>

namespace billing::ui {

/// The first column names the row.
struct NumberTable {
  QStringList heads;
  QVector<QStringList> cells;  ///< by row; shorter rows leave cells empty
};

class LedgerTable : public QTableWidget {
  Q_OBJECT
 public:
  explicit LedgerTable(const QString& name, const QString& spoken, QWidget* parent = nullptr);
  void setNumbers(const NumberTable& numbers);

 Q_SIGNALS:
  void cellOpened(int row, int column);  ///< double click or Enter

 protected:
  void keyPressEvent(QKeyEvent* event) override;
};

}  // namespace billing::ui
