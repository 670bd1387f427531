// Stacked columns, one for each day, with the same numbers in a table behind a switch. Follows the theme.
#pragma once

#include <QDate>
#include <QStackedWidget>
#include <QVector>
#include <QWidget>

#include "ui/theme/tokens.h"

class QChart;
class QChartView;
class QLabel;
class QTableWidget;
class QToolButton;

namespace billing::ui {

struct DaySeries {
  QString name;
  Tone tone = Tone::Accent;
  QVector<double> heights;  ///< for drawing only
  QStringList texts;        ///< the exact numbers, for the table
};

class DayChart : public QWidget {
  Q_OBJECT
 public:
  DayChart(const QString& title, QWidget* parent = nullptr);
  void setDays(const QVector<QDate>& days, const QVector<DaySeries>& series, const QString& note);
  void showTable(bool table);
  [[nodiscard]] QChart* chart() const;

 Q_SIGNALS:
  void opened();                        ///< the title was pressed: show the rows behind it
  void dayOpened(int day, int series);  ///< a part of a column, or its cell; series -1: the day as a whole

 protected:
  void changeEvent(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void openCell(int row, int column);
  void draw();
  void drawAxes(QChart& chart, double top);
  void fillTable();
  void drawLegend();
  QString title_;
  QVector<QDate> days_;
  QVector<DaySeries> series_;
  QLabel* note_;
  QLabel* legend_;
  QToolButton* switch_;
  QStackedWidget* stack_;
  QChartView* view_;
  QTableWidget* table_;
};

}  // namespace billing::ui
