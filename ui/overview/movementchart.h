// MRR by month: the line of what it is at each month's end, from zero, and below it the month's movements as columns up
// and down. A month or a part of one is chosen by pointer or arrow keys and opens its rows.
#pragma once

#include <QChartView>
#include <QLocale>
#include <optional>

#include "operations/finance/financevalues.h"
#include "ui/theme/tokens.h"

class QBarSet;
class QLineSeries;
class QStackedBarSeries;

namespace billing::ui {

/// One kind of movement, with its place in a month's row.
struct MovementPart {
  operations::Metric metric;
  qint64 operations::MonthRow::* amount;
  const char* name;
};
/// In the order in which they are stacked and listed.
[[nodiscard]] const QVector<MovementPart>& movementParts();
[[nodiscard]] QColor movementColor(operations::Metric metric, const Tokens& tokens);

class MovementChart : public QChartView {
  Q_OBJECT
 public:
  explicit MovementChart(QWidget* parent = nullptr);
  /// Of one currency, oldest first.
  void setMonths(const QVector<operations::MonthRow>& months, const QLocale& locale);
  [[nodiscard]] int chosenMonth() const { return chosen_; }
  [[nodiscard]] QString wordsOf(int index) const;
  /// Where a part of a month is drawn, in the viewport; null where it has no height.
  [[nodiscard]] QPointF centreOf(int index, operations::Metric metric) const;

 Q_SIGNALS:
  void opened(operations::Metric metric, int month);  ///< yyyymm
  void pointed(const QString& words);                 ///< what is under the pointer or the keys; empty: nothing

 protected:
  void keyPressEvent(QKeyEvent* event) override;
  void focusInEvent(QFocusEvent* event) override;
  void focusOutEvent(QFocusEvent* event) override;
  void mouseMoveEvent(QMouseEvent* event) override;
  void mouseReleaseEvent(QMouseEvent* event) override;
  void leaveEvent(QEvent* event) override;
  void changeEvent(QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void drawForeground(QPainter* painter, const QRectF& rect) override;

 private:
  void draw();
  void addColumns(QChart& chart, const Tokens& tokens);
  void addLine(QChart& chart, const Tokens& tokens);
  void addMonths(QChart& chart);
  void choose(int index);
  [[nodiscard]] int monthAt(const QPointF& place) const;
  [[nodiscard]] std::optional<operations::Metric> partAt(const QPointF& place) const;
  QVector<operations::MonthRow> months_;
  QLocale locale_;
  QStackedBarSeries* columns_ = nullptr;
  QLineSeries* line_ = nullptr;
  int chosen_ = -1;
  double scale_ = 1;  ///< minor units of one unit drawn
};

}  // namespace billing::ui
