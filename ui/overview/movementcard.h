// MRR with its movements by month: drawing, numbers, and what is under the pointer in words.
#pragma once

#include "operations/finance/financevalues.h"
#include "ui/overview/chartcard.h"

namespace billing::ui {

class MovementChart;

class MovementCard : public ChartCard {
  Q_OBJECT
 public:
  explicit MovementCard(QWidget* parent = nullptr);
  /// Of one currency, oldest first.
  void setMonths(const QVector<operations::MonthRow>& months, const QLocale& locale);
  [[nodiscard]] MovementChart& chart() const { return *chart_; }

 Q_SIGNALS:
  void monthOpened(operations::Metric metric, int month);

 private:
  void showLegend();
  void openCell(int row, int column);
  MovementChart* chart_;
  QVector<operations::MonthRow> months_;
  QString notes_;  ///< definitions that changed on the way
};

}  // namespace billing::ui
