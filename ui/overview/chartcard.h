// A drawing with its title, its legend, and the same numbers in a table behind a switch. Title, parts of the drawing
// and cells open the rows that they stand for.
#pragma once

#include <QLabel>
#include <QStackedWidget>
#include <QToolButton>
#include <QWidget>

#include "ui/overview/ledgertable.h"

namespace billing::ui {

class ChartCard : public QWidget {
  Q_OBJECT
 public:
  explicit ChartCard(const QString& name, const QString& title, QWidget* parent = nullptr);
  /// Takes it. Once.
  void setDrawing(QWidget* drawing, double lines = 12);
  void setNumbers(const NumberTable& numbers) { table_->setNumbers(numbers); }
  void setTitle(const QString& title);
  void setNote(const QString& note);
  void setLegend(const QString& rich);
  void setFootnote(const QString& text);  ///< below the drawing; empty: none
  /// Instead of drawing and table: why there is nothing to see. Empty: there is.
  void setNothing(const QString& why);
  void showTable(bool table);
  [[nodiscard]] bool showsTable() const { return switch_->isChecked(); }
  [[nodiscard]] QTableWidget& table() { return *table_; }
  [[nodiscard]] QToolButton& tableSwitch() { return *switch_; }
  [[nodiscard]] QToolButton& heading() { return *heading_; }

 Q_SIGNALS:
  void opened();                         ///< the title
  void cellOpened(int row, int column);  ///< double click or Enter in the table
  void repainted();                      ///< the theme changed: draw anew

 protected:
  void changeEvent(QEvent* event) override;

 private:
  void build();
  QString title_;
  int height_ = 0;  ///< of the drawing, at least
  QToolButton* heading_;
  QLabel* note_;
  QLabel* legend_;
  QLabel* footnote_;
  QLabel* nothing_;
  QToolButton* switch_;
  QStackedWidget* stack_;
  LedgerTable* table_;
};

}  // namespace billing::ui
