// The overview's parts and where they stand.
#include <QLabel>
#include <QMenu>
#include <QScrollArea>
#include <QStackedWidget>
#include <QToolButton>
#include <QVBoxLayout>

#include "ui/charts/daychart.h"
#include "ui/charts/mixbars.h"
#include "ui/details/detailpage.h"
#include "ui/overview/chartcard.h"
#include "ui/overview/financeactions.h"
#include "ui/overview/financeboard.h"
#include "ui/overview/periodpicker.h"
#include "ui/overview/sincestrip.h"
#include "ui/panes/overviewpane.h"
#include "ui/panes/servicefigures.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/keyfigure.h"

namespace billing::ui {

using store::FilterOp;

QLayout* OverviewPane::buildHead() {
  auto* row = new QHBoxLayout;
  row->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 2));
  row->setSpacing(space(this, 2));
  auto* title = new QLabel(tr("Overview"));
  title->setFont(titleFont(font()));
  row->addWidget(title);
  row->addStretch(1);
  if (context_.services.finance == nullptr) return row;
  picker_ = new PeriodPicker(context_, QStringLiteral("overview"));
  row->addWidget(picker_);
  auto* more = new QToolButton;
  more->setObjectName(QStringLiteral("overviewMore"));
  more->setIcon(symbol(QStringLiteral("dots")));
  more->setAccessibleName(tr("All figures and definitions"));
  more->setToolTip(more->accessibleName());
  more->setFocusPolicy(Qt::StrongFocus);
  more->setPopupMode(QToolButton::InstantPopup);
  auto* menu = new QMenu(more);
  connect(menu->addAction(tr("All figures…")), &QAction::triggered, this,
          [this] { openAllFigures(context_, window()); });
  connect(menu->addAction(tr("How figures are defined…")), &QAction::triggered, this,
          [this] { openDefinitions(context_, picker_->period(), window()); });
  more->setMenu(menu);
  row->addWidget(more);
  return row;
}

QWidget* OverviewPane::buildPage() {
  auto* page = new QWidget;
  page->setAutoFillBackground(true);
  page->setBackgroundRole(QPalette::Base);
  auto* column = new QVBoxLayout(page);
  column->setContentsMargins(space(this, 4), space(this, 1), space(this, 4), space(this, 4));
  column->setSpacing(space(this, 5));
  if (picker_ != nullptr)
    column->addWidget(buildBoard(), 5);
  else
    column->addLayout(buildFigures());
  if (context_.services.serviceLevel) column->addWidget(new ServiceFigures(context_.services.serviceLevel));
  column->addLayout(buildCharts(), 3);
  if (board_ == nullptr) column->addLayout(buildLists(), 3);
  auto* area = new QScrollArea;
  area->setWidgetResizable(true);
  area->setWidget(page);
  return area;
}

QWidget* OverviewPane::buildBoard() {
  board_ = new FinanceBoard(context_, *picker_);
  board_->placeBeside(buildPlans());
  watchBoard();
  return board_;
}

QLayout* OverviewPane::buildFigures() {
  auto* row = new QHBoxLayout;
  row->setSpacing(space(this, 3));
  const QStringList captions = {tr("Monthly recurring revenue"), tr("Active subscriptions"), tr("Past due"),
                                tr("Owed on open invoices"), tr("Paid in 30 days")};
  for (const QString& caption : captions) {
    figures_.push_back(new KeyFigure(caption));
    row->addWidget(figures_.last());
  }
  connect(figures_.at(0), &QAbstractButton::clicked, this,
          [this] { open(PaneId::Subscriptions, {{"mrr", FilterOp::AtLeast, {qint64(1)}}}, "mrr"); });
  connect(figures_.at(1), &QAbstractButton::clicked, this,
          [this] { open(PaneId::Subscriptions, {{"status", FilterOp::Is, {QStringLiteral("active")}}}); });
  connect(figures_.at(2), &QAbstractButton::clicked, this,
          [this] { open(PaneId::Subscriptions, {{"status", FilterOp::Is, {QStringLiteral("past_due")}}}); });
  connect(figures_.at(3), &QAbstractButton::clicked, this,
          [this] { open(PaneId::Invoices, {{"status", FilterOp::Is, {QStringLiteral("open")}}}, "due_at", false); });
  connect(figures_.at(4), &QAbstractButton::clicked, this, [this] {
    open(PaneId::Customers, {{"last_payment_at", FilterOp::AtLeast, {context_.nowMs() - 30 * qint64(86'400'000)}}},
         "last_payment_at");
  });
  return row;
}

/// Without finance payments stand beside webhooks; with it what is collected has a figure, and renewals take the place.
QLayout* OverviewPane::buildCharts() {
  auto* row = new QHBoxLayout;
  row->setSpacing(space(this, 6));
  webhooks_ = new DayChart(tr("Webhooks per day"));
  webhooks_->setObjectName(QStringLiteral("webhookDays"));
  connect(webhooks_, &DayChart::opened, this, [this] { open(PaneId::Webhooks, {}); });
  connect(webhooks_, &DayChart::dayOpened, this, &OverviewPane::openDay);
  if (board_ == nullptr) {
    payments_ = new DayChart(tr("Payments per day"));
    connect(payments_, &DayChart::opened, this, [this] { open(PaneId::Customers, {}, "last_payment_at"); });
    row->addWidget(payments_, 1);
  } else {
    row->addWidget(buildRenewals(), 1);
  }
  row->addWidget(webhooks_, 1);
  return row;
}

QLayout* OverviewPane::buildLists() {
  auto* row = new QHBoxLayout;
  row->setSpacing(space(this, 6));
  row->addWidget(buildPlans(), 1);
  row->addWidget(buildRenewals(), 1);
  return row;
}

QWidget* OverviewPane::buildPlans() {
  planCard_ = new ChartCard(QStringLiteral("planMix"), tr("Active subscriptions by plan"));
  plans_ = new MixBars;
  planCard_->setDrawing(plans_, 8);
  const auto openPlan = [this](const QString& plan) {
    open(PaneId::Subscriptions, {{"plan", FilterOp::Is, {plan}}, {"status", FilterOp::Is, {QStringLiteral("active")}}});
  };
  connect(plans_, &MixBars::opened, this, openPlan);
  connect(planCard_, &ChartCard::opened, this,
          [this] { open(PaneId::Subscriptions, {{"status", FilterOp::Is, {QStringLiteral("active")}}}); });
  connect(planCard_, &ChartCard::cellOpened, this, [this, openPlan](int row, int) {
    if (row >= 0 && row < facts_.planMix.size()) openPlan(facts_.planMix.at(row).name);
  });
  return planCard_;
}

QWidget* OverviewPane::buildRenewals() {
  auto* part = new QWidget;
  auto* column = new QVBoxLayout(part);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 1));
  renewalsTitle_ = new QLabel;
  renewalsTitle_->setObjectName(QStringLiteral("renewalsTitle"));
  renewalsTitle_->setSizePolicy(QSizePolicy::Preferred, QSizePolicy::Fixed);
  renewalsTitle_->setFont(strongFont(font()));
  expected_ = new QLabel;
  expected_->setObjectName(QStringLiteral("renewalsExpected"));
  expected_->setForegroundRole(QPalette::PlaceholderText);
  expected_->hide();
  renewals_ = shortTable(
      QStringLiteral("renewals"), tr("Renewals of the next 30 days"), &renewalRows_,
      {QStringLiteral("customer"), QStringLiteral("plan"), QStringLiteral("renews_at"), QStringLiteral("amount")});
  renewals_->setMinimumHeight(ui::rowHeight(fontMetrics()) * 7);
  connect(renewals_, &DataTable::rowOpened, this,
          [this](qint64 id) { Q_EMIT context_.navigator.rowWanted(PaneId::Subscriptions, id); });
  column->addWidget(renewalsTitle_);
  column->addWidget(expected_);
  column->addWidget(renewals_, 1);
  return part;
}

}  // namespace billing::ui
