// Which share of the customers of a month still pays months later: a table whose cells are written and tinted. Behind
// the switch: how many they are, and what they pay.
#pragma once

#include <optional>

#include "operations/finance/financevalues.h"
#include "ui/overview/chartcard.h"

namespace billing::ui {

class CohortCard : public ChartCard {
  Q_OBJECT
 public:
  explicit CohortCard(QWidget* parent = nullptr);
  void setCohorts(const QVector<operations::CohortRow>& cohorts, const QString& currency, const QLocale& locale);
  /// The table of shares.
  [[nodiscard]] LedgerTable& heat() const { return *heat_; }

 Q_SIGNALS:
  /// Customers of `cohort` that pay at the end of `month`; the cohort itself where both are the same. Never where the
  /// columns are days after each customer's own beginning: no figure is of these.
  void cohortOpened(int cohort, int month);

 private:
  void fillHeat(int columns, const QLocale& locale);
  void fillNumbers(int columns, const QLocale& locale);
  void openHeat(int row, int column);
  [[nodiscard]] bool countsDays() const { return !cohorts_.isEmpty() && cohorts_.first().everyThirtyDays; }
  [[nodiscard]] QString headOf(int column) const;
  LedgerTable* heat_;
  QVector<operations::CohortRow> cohorts_;
};

/// Whole percents, rounded half up; no customers have no share.
[[nodiscard]] std::optional<int> retainedPercent(int active, int size);

}  // namespace billing::ui
