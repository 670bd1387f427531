#include "ui/bulk/bulkrunsdialog.h"

#include <QLabel>
#include <QPushButton>
#include <QScreen>
#include <QVBoxLayout>

#include "support/whendone.h"
#include "ui/bulk/bulkrunview.h"
#include "ui/bulk/bulktables.h"
#include "ui/details/detailpage.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/modeband.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

BulkRunsDialog::BulkRunsDialog(const PaneContext& context, QWidget* parent)
    : QDialog(parent),
      context_(context),
      rows_(bulkRunTable(), context.words),
      table_(
          shortTable(QStringLiteral("table_bulkRuns"), tr("Bulk runs"), &rows_,
                     {QStringLiteral("name"), QStringLiteral("state"), QStringLiteral("total"), QStringLiteral("done"),
                      QStringLiteral("refused"), QStringLiteral("asked_by"), QStringLiteral("created_at")})),
      banner_(new ErrorBanner),
      view_(new BulkRunView(context)) {
  setObjectName(QStringLiteral("bulkRuns"));
  setWindowTitle(tr("Bulk runs"));
  setAttribute(Qt::WA_DeleteOnClose);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  column->addWidget(new ModeBand(context.services.profile));
  auto* inside = new QVBoxLayout;
  inside->setContentsMargins(space(this, 4), space(this, 4), space(this, 4), space(this, 4));
  inside->setSpacing(space(this, 3));
  auto* title = new QLabel(tr("Bulk runs"));
  title->setFont(titleFont(font()));
  setColumnWidths(*table_, {{"state", 17}, {"total", 9}, {"done", 8}, {"refused", 9}, {"asked_by", 14}}, "name");
  auto* close = new QPushButton(tr("C&lose"));
  close->setAutoDefault(false);
  inside->addWidget(title);
  inside->addWidget(banner_);
  inside->addWidget(table_, 2);
  inside->addWidget(view_, 3);
  inside->addWidget(close, 0, Qt::AlignRight);
  column->addLayout(inside, 1);
  resize(QSize(chars(this, 112), fontMetrics().height() * 40).boundedTo(screen()->availableSize() * 95 / 100));
  connect(close, &QPushButton::clicked, this, &QDialog::close);
  connect(table_, &DataTable::rowSelected, view_, &BulkRunView::showRun);
  throttle_.setSingleShot(true);
  throttle_.setInterval(500);
  connect(&throttle_, &QTimer::timeout, this, &BulkRunsDialog::load);
  connect(context.services.bulk, &operations::BulkDesk::runsChanged, this, [this] {
    if (!throttle_.isActive()) throttle_.start();
  });
  view_->hide();
  load();
}

void BulkRunsDialog::load() {
  whenDone(context_.services.bulk->runs(cancel_), this, [this](const Result<QVector<store::BulkRunRow>>& runs) {
    if (runs) return showRuns(*runs);
    if (runs.error().kind != ErrorKind::Cancelled) banner_->showError(runs.error());
  });
}

void BulkRunsDialog::showRuns(const QVector<store::BulkRunRow>& runs) {
  const qint64 selected = table_->currentId();
  {
    const QSignalBlocker quiet(table_);
    rows_.setRows(runs);
  }
  view_->setVisible(!runs.isEmpty());
  int row = 0;
  for (int i = 0; i < runs.size(); ++i)
    if (runs.at(i).id == selected) row = i;
  if (!runs.isEmpty()) table_->selectRow(row);
}

}  // namespace billing::ui
