#include "ui/panes/jobspane.h"

#include <QLabel>
#include <QPushButton>
#include <QStackedWidget>
#include <algorithm>

#include "support/whendone.h"
#include "ui/dialogs/jobconfirmdialog.h"
#include "ui/presenters/jobrows.h"
#include "ui/presenters/jobwords.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/jobcard.h"
#include "ui/widgets/progressline.h"

namespace billing::ui {

using operations::JobKind;
using operations::JobReport;

void JobsPane::connectLine(Line& line) {
  const JobKind kind = line.card->kind();
  connect(line.card, &JobCard::dryRunWanted, this, [this, kind] { dryRun(kind); });
  connect(line.card, &JobCard::runWanted, this, [this, kind] { runNow(kind); });
  connect(line.card, &JobCard::cancelWanted, line.run, &JobRun::cancel);
  connect(line.card, &JobCard::runOpened, this, [this](qint64 run) {
    for (int row = 0; row < runRows_.rowCount(); ++row)
      if (runRows_.rows().at(row).id == run) runsTable_->selectRow(row);
    runsTable_->setFocus();
  });
  connect(line.run, &JobRun::progressed, this, [&line] { line.card->showRunning(*line.run); });
  connect(line.run, &JobRun::finished, this, [this, kind](const JobReport& report) { ended(kind, report); });
  connect(line.run, &JobRun::failed, this, [this, kind](const Error& error) { failed(kind, error); });
}

void JobsPane::refresh() {
  cancel_.cancel();
  cancel_ = CancelToken();
  loading_ = true;
  progress_->setRunning(true);
  whenDone(desk_.jobs(cancel_), this, [this, token = cancel_](const Result<QVector<operations::JobInfo>>& jobs) {
    if (token.cancelled()) return;  // a newer question is on its way
    if (jobs) {
      jobs_ = *jobs;
      loadSwitches();
      return;
    }
    loading_ = false;
    progress_->setRunning(false);
    banner_->showError(jobs.error(), tr("Try again"));
    settleDown();
  });
}

void JobsPane::loadSwitches() {
  whenDone(desk_.switches(cancel_), this, [this, token = cancel_](const Result<QVector<store::SwitchRow>>& switches) {
    if (token.cancelled()) return;
    loading_ = false;
    progress_->setRunning(false);
    if (switches) {
      switches_ = *switches;
      banner_->dismiss();
      show(jobs_);
    } else {
      banner_->showError(switches.error(), tr("Try again"));
    }
    settleDown();
  });
}

void JobsPane::show(const QVector<operations::JobInfo>& jobs) {
  const store::SwitchRow* stopped = nullptr;
  for (const auto& row : std::as_const(switches_))
    if (row.on && row.name == QLatin1String(operations::stopDowngrades)) stopped = &row;
  for (const auto& job : jobs) {
    JobCard& card = *line(job.kind).card;
    card.show(job, job.kind == JobKind::Downgrade ? stopped : nullptr);
    Q_EMIT possibleChanged(job.kind, card.reason());
  }
  showRuns(runsOf(jobs));
}

void JobsPane::showRuns(const QVector<store::JobRunRow>& runs) {
  const qint64 selected = runsTable_->currentId();
  lists_->setCurrentIndex(runs.isEmpty() ? 1 : 0);
  {
    const QSignalBlocker quiet(runsTable_);  // the same run stays selected while others join it
    runRows_.setRows(runs);
  }
  int row = 0;
  for (int i = 0; i < runs.size(); ++i)
    if (runs.at(i).id == selected) row = i;
  if (!runs.isEmpty()) runsTable_->selectRow(row);
}

void JobsPane::showItemsOf(qint64 run) {
  if (run == 0) return;
  for (const auto& row : runRows_.rows())
    if (row.id == run) {
      selectionText_ = tr("%1: %2").arg(models::jobName(row.job), countsOf(row, context_.words.locale));
      Q_EMIT selectionTextChanged(selectionText_);
    }
  itemsLoading_ = true;
  shownRun_ = run;
  whenDone(desk_.jobReport(run, cancel_), this, [this, run](const Result<JobReport>& report) {
    if (run != shownRun_) return;
    itemsLoading_ = false;
    if (report)
      show(*report);
    else if (report.error().kind != ErrorKind::Cancelled)
      banner_->showError(report.error(), tr("Try again"));
    settleDown();
  });
}

void JobsPane::show(const JobReport& report) {
  itemRows_.setRows(numbered(report.items));
  const QString name = models::jobName(report.run.job);
  const QString counts = countsOf(report.run, context_.words.locale);
  itemsTitle_->setText(report.run.dryRun ? tr("%1, dry run: %2").arg(name, counts) : tr("%1: %2").arg(name, counts));
  if (!report.run.message.isEmpty())
    itemsTitle_->setText(QStringLiteral("%1 · %2").arg(itemsTitle_->text(), report.run.message));
  itemsTitle_->setToolTip(report.run.message);
}

void JobsPane::dryRun(JobKind kind) {
  line(kind).asking = false;
  line(kind).run->start(kind, true);
}

void JobsPane::runNow(JobKind kind) {
  if (line(kind).run->running()) return;
  line(kind).asking = true;
  line(kind).run->start(kind, true);
}

void JobsPane::ended(JobKind kind, const JobReport& report) {
  Line& ended = line(kind);
  ended.card->showIdle();
  shownRun_ = report.run.id;
  show(report);
  Q_EMIT context_.navigator.noticed((report.run.dryRun ? tr("%1, dry run: %2") : tr("%1: %2"))
                                        .arg(jobWords(kind).title, countsOf(report.run, context_.words.locale)));
  // A dry run that was cancelled has not seen everybody: no ground to ask on.
  if (std::exchange(ended.asking, false) && report.run.status == QLatin1String("done")) askWhether(kind, report);
  lookAtNewest();
}

void JobsPane::failed(JobKind kind, const Error& error) {
  line(kind).card->showIdle();
  line(kind).asking = false;
  if (error.kind == ErrorKind::Cancelled)
    Q_EMIT context_.navigator.noticed(tr("%1 was cancelled; what was done stays done").arg(jobWords(kind).title));
  else
    Q_EMIT context_.navigator.errorHappened(error);
  lookAtNewest();
}

void JobsPane::lookAtNewest() {
  runsTable_->clearSelection();
  runsTable_->setCurrentIndex({});
  refresh();
}

void JobsPane::askWhether(JobKind kind, const JobReport& report) {
  auto* dialog = new JobConfirmDialog(context_, kind, report, window());
  connect(dialog, &JobConfirmDialog::confirmed, this, [this, kind] { line(kind).run->start(kind, false); });
  dialog->open();
}

bool JobsPane::isRunning() const {
  return std::any_of(lines_.begin(), lines_.end(), [](const Line& l) { return l.run->running(); });
}

void JobsPane::settleDown() {
  if (isSettled()) Q_EMIT settled();
}

void JobsPane::stepBack() {
  banner_->dismiss();
}

void JobsPane::copySelection() {
  const int rows = (itemsTable_->hasFocus() ? itemsTable_ : runsTable_)->copy();
  if (rows > 0) Q_EMIT context_.navigator.noticed(tr("%1 rows copied").arg(rows));
}

QWidget* JobsPane::firstFocus() {
  return runRows_.rowCount() > 0 ? static_cast<QWidget*>(runsTable_)
                                 : line(JobKind::Downgrade).card->findChild<QPushButton*>();
}

}  // namespace billing::ui
