// The overview's part that finance answers: key figures, MRR by month, what is owed, retention. Asks by itself; every
// number opens its rows.
#pragma once

#include <QFuture>
#include <QWidget>
#include <functional>
#include <optional>

#include "operations/finance/financevalues.h"
#include "support/canceltoken.h"
#include "support/result.h"
#include "ui/panes/panecontext.h"

class QHBoxLayout;

namespace billing::ui {

class AgeingCard;
class CohortCard;
class FigureTiles;
class MovementCard;
class PeriodPicker;

class FinanceBoard : public QWidget {
  Q_OBJECT
 public:
  /// Only where there is a finance desk. `picker` outlives it.
  FinanceBoard(const PaneContext& context, PeriodPicker& picker, QWidget* parent = nullptr);
  ~FinanceBoard() override { cancel_.cancel(); }

  void refresh();
  [[nodiscard]] bool isSettled() const { return pending_ == 0; }
  [[nodiscard]] const operations::FinanceOverview& overview() const { return overview_; }
  /// At least twelve, whatever the period: one column tells nothing.
  [[nodiscard]] const QVector<operations::MonthRow>& months() const { return months_; }
  /// A place beside retention, for the plan mix.
  void placeBeside(QWidget* widget);

 Q_SIGNALS:
  void settled();
  void shown();  ///< new figures, or another currency
  void failed(const billing::Error& error);

 private:
  void build();
  void connectParts();
  void askAll(const operations::FinancePeriod& period);
  void askMonths(const operations::FinancePeriod& period);
  void answered(const Error* error);
  void showAll();
  void openMetric(operations::Metric metric, const operations::FinancePeriod& period, int cohort = 0);
  void openBucket(int bucket);
  template <class T>
  void ask(QFuture<Result<T>> future, std::function<void(const T&)> then);

  const PaneContext& context_;
  PeriodPicker& picker_;
  CancelToken cancel_;
  int pending_ = 0;
  std::optional<Error> error_;
  operations::FinanceOverview overview_;
  QVector<operations::MonthRow> months_;
  QVector<operations::CohortRow> cohorts_;
  FigureTiles* tiles_;
  MovementCard* movements_;
  AgeingCard* ageing_;
  CohortCard* retention_;
  QHBoxLayout* lower_ = nullptr;
};

}  // namespace billing::ui
