// All figures of a period: each with its change and its definition, the months, retention, revenue and credits. Every
// line opens its rows.
#pragma once

#include <QDialog>
#include <QTabWidget>
#include <functional>

#include "models/rowsmodel.h"
#include "operations/finance/financevalues.h"
#include "support/canceltoken.h"
#include "support/result.h"
#include "ui/overview/financetables.h"
#include "ui/panes/panecontext.h"

namespace billing::ui {

class CohortCard;
class DataTable;
class ErrorBanner;
class LedgerTable;
class MovementCard;
class PeriodPicker;
class ProgressLine;

class MetricsDialog : public QDialog {
  Q_OBJECT
 public:
  /// Only where there is a finance desk.
  explicit MetricsDialog(const PaneContext& context, QWidget* parent);
  ~MetricsDialog() override { cancel_.cancel(); }
  [[nodiscard]] bool isLoading() const { return pending_ > 0; }

 Q_SIGNALS:
  void loaded();

 private:
  void build();
  void addTables();
  void connectParts();
  void load();
  void showAll();
  void showFigures();
  void openFigureRow(qint64 id);
  void openRevenue(int row, int column);
  void openMonth(operations::Metric metric, int month, int cohort = 0);
  template <class T>
  void ask(QFuture<Result<T>> future, T MetricsDialog::* place);

  const PaneContext& context_;
  CancelToken cancel_;
  int pending_ = 0;
  QVector<operations::Figure> figures_;
  QVector<operations::MonthRow> months_;
  QVector<operations::CohortRow> cohorts_;
  QVector<operations::RevenueRow> revenue_;
  QVector<operations::CreditMonthRow> credits_;
  models::RowsModel<FigureLine> lines_;
  QTabWidget* tabs_;
  PeriodPicker* picker_;
  DataTable* table_;
  MovementCard* movements_;
  CohortCard* retention_;
  LedgerTable* revenueTable_;
  LedgerTable* creditTable_;
  ErrorBanner* banner_;
  ProgressLine* progress_;
};

}  // namespace billing::ui
