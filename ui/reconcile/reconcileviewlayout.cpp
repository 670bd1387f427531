// How the view of differences is laid out: what was found and when, which of it to see, the table, why, what to do.
#include <QComboBox>
#include <QHBoxLayout>
#include <QLabel>
#include <QProgressBar>
#include <QPushButton>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/details/detailpage.h"
#include "ui/reconcile/reconcileview.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/guardbox.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

ReconcileView::ReconcileView(const PaneContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      rows_(driftTable(), context.words),
      summary_(new QLabel),
      lastRun_(new QLabel),
      compare_(new QPushButton(symbol(QStringLiteral("retry")), tr("&Compare now"))),
      stop_(new QPushButton(tr("Cancel"))),
      bar_(new QProgressBar),
      kind_(new QComboBox),
      cause_(new QComboBox),
      banner_(new ErrorBanner),
      stack_(new QStackedWidget),
      empty_(new EmptyState),
      table_(nullptr),
      why_(new NoteStrip),
      repair_(new QPushButton(tr("&Repair…"))),
      accept_(new QPushButton(tr("&Accept…"))) {
  setObjectName(QStringLiteral("reconcileView"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(buildHead());
  bar_->setAccessibleName(tr("Comparing"));
  bar_->setTextVisible(false);
  bar_->setMaximum(0);
  bar_->hide();
  column->addWidget(bar_);
  column->addWidget(banner_);
  table_ = shortTable(QStringLiteral("table_drifts"), tr("What differs"), &rows_,
                      {QStringLiteral("entity"), QStringLiteral("external_id"), QStringLiteral("field"),
                       QStringLiteral("at_provider"), QStringLiteral("in_database"), QStringLiteral("in_webhooks"),
                       QStringLiteral("cause"), QStringLiteral("kind"), QStringLiteral("state")});
  setColumnWidths(*table_,
                  {{"entity", 14},
                   {"external_id", 19},
                   {"field", 16},
                   {"at_provider", 17},
                   {"in_database", 17},
                   {"in_webhooks", 17},
                   {"cause", 14},
                   {"state", 10}},
                  "kind");
  table_->setSelectionMode(QAbstractItemView::ExtendedSelection);
  stack_->addWidget(table_);
  stack_->addWidget(empty_);
  column->addWidget(stack_, 1);
  column->addWidget(why_);
  column->addWidget(buildButtons());
  connectAll();
  setComparing(false);
  refresh();
}

QWidget* ReconcileView::buildHead() {
  auto* head = new QWidget;
  auto* row = new QHBoxLayout(head);
  row->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 3));
  row->setSpacing(space(this, 2));
  summary_->setObjectName(QStringLiteral("reconcileSummary"));
  summary_->setFont(strongFont(font()));
  lastRun_->setObjectName(QStringLiteral("reconcileLastRun"));
  lastRun_->setForegroundRole(QPalette::PlaceholderText);
  compare_->setObjectName(QStringLiteral("reconcileNow"));
  stop_->setObjectName(QStringLiteral("reconcileStop"));
  row->addWidget(summary_);
  row->addWidget(lastRun_, 1);
  row->addWidget(buildFilters());
  row->addWidget(stop_);
  row->addWidget(new GuardBox(compare_, context_.services, operations::Deed::Sync));
  return head;
}

QWidget* ReconcileView::buildFilters() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 2));
  kind_->setObjectName(QStringLiteral("reconcileKind"));
  kind_->setAccessibleName(tr("Kind"));
  cause_->setObjectName(QStringLiteral("reconcileCause"));
  cause_->setAccessibleName(tr("Cause"));
  for (QComboBox* box : {kind_, cause_}) {
    box->setSizeAdjustPolicy(QComboBox::AdjustToContents);
    connect(box, &QComboBox::currentIndexChanged, this, &ReconcileView::filter);
    row->addWidget(box);
  }
  return part;
}

QWidget* ReconcileView::buildButtons() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(space(this, 4), space(this, 2), space(this, 4), space(this, 3));
  row->setSpacing(space(this, 2));
  repair_->setObjectName(QStringLiteral("reconcileRepair"));
  accept_->setObjectName(QStringLiteral("reconcileAccept"));
  row->addStretch(1);
  for (QPushButton* button : {accept_, repair_}) {
    button->setAutoDefault(false);
    row->addWidget(button);
  }
  return part;
}

void ReconcileView::connectAll() {
  connect(compare_, &QPushButton::clicked, this, &ReconcileView::compare);
  connect(empty_, &EmptyState::actionTriggered, this, &ReconcileView::compare);
  connect(banner_, &ErrorBanner::actionTriggered, this, &ReconcileView::compare);
  connect(stop_, &QPushButton::clicked, this, [this] { run_.cancel(); });
  connect(repair_, &QPushButton::clicked, this, [this] { openDialog(RepairDialog::Purpose::Repair); });
  connect(accept_, &QPushButton::clicked, this, [this] { openDialog(RepairDialog::Purpose::Accept); });
  connect(table_, &DataTable::selectionUpdated, this, &ReconcileView::explain);
  connect(table_, &DataTable::rowOpened, this, &ReconcileView::openObject);
  connect(context_.services.reconcile, &operations::ReconcileDesk::changed, this, &ReconcileView::refresh);
}

}  // namespace billing::ui
