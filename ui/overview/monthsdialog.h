// From which month to which.
#pragma once

#include <QDateEdit>
#include <QDialog>

#include "operations/finance/financevalues.h"

namespace billing::ui {

class MonthsDialog : public QDialog {
  Q_OBJECT
 public:
  MonthsDialog(const operations::FinancePeriod& start, QWidget* parent);

 Q_SIGNALS:
  void chosen(QDate from, QDate to);

 private:
  QDateEdit* from_;
  QDateEdit* to_;
};

}  // namespace billing::ui
