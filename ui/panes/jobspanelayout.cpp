// How the jobs pane is laid out: a card for each job, below them all runs, and beside them what the selected one did.
#include <QHBoxLayout>
#include <QLabel>
#include <QSplitter>
#include <QStackedWidget>
#include <QVBoxLayout>

#include "ui/bulk/bulkactions.h"
#include "ui/details/detailpage.h"
#include "ui/panes/jobspane.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/emptystate.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/jobcard.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/scrollbox.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

using operations::JobKind;

JobsPane::JobsPane(const PaneContext& context, QWidget* parent)
    : Pane(parent),
      context_(context),
      desk_(*context.services.desk),
      banner_(new ErrorBanner),
      progress_(new ProgressLine),
      lists_(new QStackedWidget),
      empty_(new EmptyState),
      runRows_(models::jobRunTable(), context.words),
      itemRows_(models::jobItemTable(), context.words) {
  setObjectName(QStringLiteral("pane_jobs"));
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  auto* title = new QLabel(tr("Jobs"));
  title->setFont(titleFont(font()));
  title->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 2));
  auto* head = new QHBoxLayout;
  head->setContentsMargins(0, 0, space(this, 4), 0);
  head->addWidget(title, 1);
  if (auto* buttons = jobButtons(context, this)) head->addWidget(buttons);
  column->addLayout(head);
  column->addWidget(banner_);
  column->addWidget(progress_);
  column->addWidget(new ScrollBox(buildCards()));
  column->addWidget(buildLists(), 1);
  for (Line& line : lines_) connectLine(line);
  connect(banner_, &ErrorBanner::actionTriggered, this, &JobsPane::refresh);
  throttle_.setSingleShot(true);
  throttle_.setInterval(500);
  connect(&throttle_, &QTimer::timeout, this, [this] {
    if (isVisible() && !loading_) refresh();
  });
  connect(&context.updater, &models::ModelUpdater::changed, this, [this](const std::vector<store::Change>& changes) {
    for (const auto& change : changes)
      if (change.entity == store::Entity::JobRun || change.entity == store::Entity::SafetySwitch)
        if (!throttle_.isActive()) throttle_.start();
  });
  refresh();
}

QWidget* JobsPane::buildCards() {
  auto* cards = new QWidget;
  auto* row = new QHBoxLayout(cards);
  row->setContentsMargins(space(this, 4), space(this, 1), space(this, 4), space(this, 4));
  row->setSpacing(space(this, 3));
  for (const JobKind kind : {JobKind::Downgrade, JobKind::TopUp, JobKind::Expire}) {
    line(kind) = {new JobCard(context_, kind), new JobRun(desk_, this), false};
    row->addWidget(line(kind).card, 1);
  }
  return cards;
}

QWidget* JobsPane::buildLists() {
  auto* splitter = new QSplitter(Qt::Horizontal);
  splitter->setChildrenCollapsible(false);
  splitter->setHandleWidth(1);
  runsTable_ = shortTable(QStringLiteral("table_jobRuns"), tr("Runs of the jobs"), &runRows_,
                          {QStringLiteral("job"), QStringLiteral("mode"), QStringLiteral("status"),
                           QStringLiteral("hits"), QStringLiteral("started_at"), QStringLiteral("asked_by")});
  itemsTable_ = shortTable(
      QStringLiteral("table_jobItems"), tr("What the run did"), &itemRows_,
      {QStringLiteral("account"), QStringLiteral("what"), QStringLiteral("outcome"), QStringLiteral("reason")});
  setColumnWidths(*runsTable_, {{"mode", 10}, {"status", 12}, {"hits", 7}, {"started_at", 12}, {"asked_by", 15}},
                  "job");
  setColumnWidths(*itemsTable_, {{"account", 24}, {"outcome", 14}, {"reason", 14}}, "what");
  connect(runsTable_, &DataTable::rowSelected, this, &JobsPane::showItemsOf);
  connect(runsTable_, &DataTable::rowOpened, this, [this] { itemsTable_->setFocus(); });
  connect(itemsTable_, &DataTable::rowOpened, this, [this](qint64 id) {
    const auto& rows = itemRows_.rows();
    if (id >= 1 && id <= rows.size()) Q_EMIT context_.navigator.accountWanted(rows.at(id - 1).row.accountKey);
  });
  itemsTable_->setToolTip(tr("Enter or a double click opens the customer"));
  auto* right = new QWidget;
  right->setAutoFillBackground(true);
  right->setBackgroundRole(QPalette::Base);
  auto* column = new QVBoxLayout(right);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(0);
  itemsTitle_ = new QLabel;
  itemsTitle_->setObjectName(QStringLiteral("jobItemsTitle"));
  itemsTitle_->setFont(strongFont(font()));
  itemsTitle_->setWordWrap(true);
  itemsTitle_->setContentsMargins(space(this, 4), space(this, 2), space(this, 4), space(this, 2));
  column->addWidget(itemsTitle_);
  column->addWidget(itemsTable_, 1);
  splitter->addWidget(runsTable_);
  splitter->addWidget(right);
  splitter->setSizes({chars(this, 80), chars(this, 80)});
  for (int i = 0; i < 2; ++i) splitter->widget(i)->setMinimumWidth(chars(this, 36));
  const QString key = QStringLiteral("lists/jobs/splitter");
  splitter->restoreState(context_.services.settings.value(key).toByteArray());
  connect(splitter, &QSplitter::splitterMoved, this,
          [this, splitter, key] { context_.services.settings.setValue(key, splitter->saveState()); });
  empty_->say(QStringLiteral("jobs"), tr("No job has run yet"),
              tr("They run by the timetable above while the console is open. A dry run shows at once who is due."),
              tr("Dry run: who is to be downgraded?"));
  connect(empty_, &EmptyState::actionTriggered, this, [this] { dryRun(JobKind::Downgrade); });
  lists_->addWidget(splitter);
  lists_->addWidget(empty_);
  return lists_;
}

void JobsPane::showEvent(QShowEvent* event) {
  Pane::showEvent(event);
  // Times move on, and changes while another pane was shown were left alone.
  if (!loading_) refresh();
}

}  // namespace billing::ui
