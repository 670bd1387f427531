// How the business stands at a glance; every number opens its rows.
#pragma once

#include <QTimer>

#include "models/rowsmodel.h"
#include "operations/finance/financevalues.h"
#include "ui/panes/pane.h"
#include "ui/panes/panecontext.h"

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace billing::ui {

class ChartCard;
class DataTable;
class DayChart;
class EmptyState;
class ErrorBanner;
class FinanceBoard;
class KeyFigure;
class MixBars;
class PeriodPicker;
class ProgressLine;
class SinceStrip;

class OverviewPane : public Pane {
  Q_OBJECT
 public:
  explicit OverviewPane(const PaneContext& context, QWidget* parent = nullptr);
  ~OverviewPane() override { cancel_.cancel(); }
  void refresh() override;
  [[nodiscard]] bool isSettled() const override;
  [[nodiscard]] const store::OverviewFacts& facts() const { return facts_; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  QLayout* buildHead();
  QWidget* buildPage();
  QWidget* buildBoard();
  QLayout* buildFigures();
  QLayout* buildCharts();
  QLayout* buildLists();
  QWidget* buildPlans();
  QWidget* buildRenewals();
  void watch();
  void watchBoard();
  void askFacts();
  void show(const store::OverviewFacts& facts);
  void showPlans();
  void showRenewals();
  void showSince();
  void openDay(int day, int series);
  void openSince(operations::Metric metric, const QString& currency, qint64 since);
  void showFigures(const store::OverviewFacts& facts);
  void open(PaneId pane, const QVector<store::FieldFilter>& filters, const QByteArray& sort = {},
            bool descending = true);

  const PaneContext& context_;
  store::OverviewFacts facts_;
  CancelToken cancel_;
  bool loading_ = false;
  bool told_ = false;   ///< facts have come at least once
  bool stale_ = false;  ///< something changed while another pane was shown
  QTimer throttle_;
  QStackedWidget* stack_;
  ErrorBanner* banner_;
  ProgressLine* progress_;
  EmptyState* empty_;
  QVector<KeyFigure*> figures_;
  DayChart* payments_ = nullptr;
  DayChart* webhooks_ = nullptr;
  MixBars* plans_ = nullptr;
  ChartCard* planCard_ = nullptr;
  PeriodPicker* picker_ = nullptr;  ///< these three only where finance answers
  FinanceBoard* board_ = nullptr;
  SinceStrip* since_ = nullptr;
  DataTable* renewals_ = nullptr;
  QLabel* renewalsTitle_ = nullptr;
  QLabel* expected_ = nullptr;
  models::RowsModel<store::SubscriptionRow> renewalRows_;
};

}  // namespace billing::ui
