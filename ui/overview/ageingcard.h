// What is owed, by how long it has been due.
#pragma once

#include "operations/finance/financevalues.h"
#include "ui/overview/chartcard.h"

namespace billing::ui {

class AmountBars;

class AgeingCard : public ChartCard {
  Q_OBJECT
 public:
  explicit AgeingCard(QWidget* parent = nullptr);
  void setAges(const QVector<operations::AgeingRow>& ages, const QString& currency, const QLocale& locale);
  [[nodiscard]] AmountBars& bars() const { return *bars_; }

 Q_SIGNALS:
  void bucketOpened(int bucket);  ///< -1: all ages

 private:
  AmountBars* bars_;
};

}  // namespace billing::ui
