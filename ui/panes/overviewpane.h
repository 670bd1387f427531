// How the business stands at a glance; every number opens its rows.
#pragma once

#include <QTimer>

#include "models/rowsmodel.h"
#include "ui/panes/pane.h"
#include "ui/panes/panecontext.h"

class QLabel;
class QStackedWidget;
class QVBoxLayout;

namespace billing::ui {

class DataTable;
class DayChart;
class EmptyState;
class ErrorBanner;
class KeyFigure;
class MixBars;
class ProgressLine;

class OverviewPane : public Pane {
  Q_OBJECT
 public:
  explicit OverviewPane(const PaneContext& context, QWidget* parent = nullptr);
  ~OverviewPane() override { cancel_.cancel(); }
  void refresh() override;
  [[nodiscard]] bool isSettled() const override { return !loading_; }
  [[nodiscard]] const store::OverviewFacts& facts() const { return facts_; }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  QWidget* buildPage();
  QLayout* buildFigures();
  QLayout* buildCharts();
  QLayout* buildLists();
  void show(const store::OverviewFacts& facts);
  void showFigures(const store::OverviewFacts& facts);
  void open(PaneId pane, const QVector<store::FieldFilter>& filters, const QByteArray& sort = {},
            bool descending = true);

  const PaneContext& context_;
  store::OverviewFacts facts_;
  CancelToken cancel_;
  bool loading_ = false;
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
  DataTable* renewals_ = nullptr;
  QLabel* renewalsTitle_ = nullptr;
  models::RowsModel<store::SubscriptionRow> renewalRows_;
};

}  // namespace billing::ui
