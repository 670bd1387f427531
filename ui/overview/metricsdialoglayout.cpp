// Where the parts of the dialog stand.
#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QTabBar>
#include <QVBoxLayout>

#include "ui/details/detailpage.h"
#include "ui/overview/cohortcard.h"
#include "ui/overview/financeactions.h"
#include "ui/overview/ledgertable.h"
#include "ui/overview/metricsdialog.h"
#include "ui/overview/movementcard.h"
#include "ui/overview/periodpicker.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

MetricsDialog::MetricsDialog(const PaneContext& context, QWidget* parent)
    : QDialog(parent),
      context_(context),
      lines_(figureTable(), context.words),
      tabs_(new QTabWidget),
      picker_(new PeriodPicker(context, QStringLiteral("figures"))),
      table_(shortTable(QStringLiteral("table_figures"), tr("All figures"), &lines_,
                        {QStringLiteral("figure"), QStringLiteral("value"), QStringLiteral("before"),
                         QStringLiteral("change"), QStringLiteral("formula"), QStringLiteral("definition")})),
      movements_(new MovementCard),
      retention_(new CohortCard),
      revenueTable_(new LedgerTable(QStringLiteral("table_revenue"), tr("Revenue by month"))),
      creditTable_(new LedgerTable(QStringLiteral("table_credits"), tr("Credits by month"))),
      banner_(new ErrorBanner),
      progress_(new ProgressLine) {
  setObjectName(QStringLiteral("metricsDialog"));
  setWindowTitle(tr("All figures"));
  setAttribute(Qt::WA_DeleteOnClose);
  build();
  connectParts();
  load();
}

void MetricsDialog::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context_.services.profile));
  column->addWidget(progress_);
  auto* head = new QHBoxLayout;
  head->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 2));
  auto* title = new QLabel(tr("All figures"));
  title->setFont(titleFont(font()));
  head->addWidget(title);
  head->addStretch(1);
  head->addWidget(picker_);
  column->addLayout(head);
  column->addWidget(banner_);
  addTables();
  column->addWidget(tabs_, 1);
  auto* foot = new QHBoxLayout;
  foot->setContentsMargins(space(this, 4), space(this, 2), space(this, 4), space(this, 4));
  auto* defined = new QPushButton(tr("How they are &defined…"));
  defined->setObjectName(QStringLiteral("metricsDefinitions"));
  connect(defined, &QPushButton::clicked, this, [this] { openDefinitions(context_, picker_->period(), this); });
  auto* close = new QPushButton(tr("C&lose"));
  connect(close, &QPushButton::clicked, this, &QDialog::close);
  for (QPushButton* button : {defined, close}) button->setAutoDefault(false);
  foot->addWidget(defined);
  foot->addStretch(1);
  foot->addWidget(close);
  column->addLayout(foot);
  resize(QSize(chars(this, 130), fontMetrics().height() * 42).boundedTo(screen()->availableSize() * 95 / 100));
}

void MetricsDialog::addTables() {
  setColumnWidths(*table_, {{"figure", 26}, {"value", 16}, {"before", 16}, {"change", 24}, {"formula", 44}},
                  "definition");
  movements_->showTable(true);  // the overview draws them
  const auto framed = [this](QWidget* part) {
    auto* page = new QWidget;
    auto* inside = new QVBoxLayout(page);
    inside->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 2));
    inside->addWidget(part);
    return page;
  };
  tabs_->setObjectName(QStringLiteral("metricsTabs"));
  tabs_->setDocumentMode(true);
  tabs_->tabBar()->setAccessibleName(tr("Kinds of figures"));
  tabs_->addTab(table_, tr("&Figures"));
  tabs_->addTab(framed(movements_), tr("&Movements"));
  tabs_->addTab(framed(retention_), tr("&Retention"));
  tabs_->addTab(framed(revenueTable_), tr("Re&venue"));
  tabs_->addTab(framed(creditTable_), tr("&Credits"));
}

}  // namespace billing::ui
