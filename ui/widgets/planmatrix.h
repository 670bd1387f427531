// Plans by interval: one row a product, one column an interval, in each cell the price and how many pay it.
#pragma once

#include <QLocale>
#include <QTableWidget>
#include <QVector>

#include "store/listrows.h"

namespace billing::ui {

/// What a plan is called without its interval and currency: "Pro yearly (EUR)" is of the family "Pro".
[[nodiscard]] QString planFamily(const QString& name);

class PlanMatrix : public QTableWidget {
  Q_OBJECT
 public:
  explicit PlanMatrix(QLocale locale, QWidget* parent = nullptr);
  void setPlans(const QVector<store::PlanRow>& plans);

 Q_SIGNALS:
  void planOpened(const QString& family);

 private:
  void putCell(int row, int column, const QVector<store::PlanRow>& plans);
  QLocale locale_;
};

}  // namespace billing::ui
