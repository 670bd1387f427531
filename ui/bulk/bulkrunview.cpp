#include "ui/bulk/bulkrunview.h"

#include <QHBoxLayout>
#include <QVBoxLayout>

#include "models/timetext.h"
#include "support/whendone.h"
#include "ui/bulk/bulktables.h"
#include "ui/details/detailpage.h"
#include "ui/presenters/moneytext.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/datatable.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/tablecolumns.h"

namespace billing::ui {

using operations::BulkSteer;

namespace {

QPushButton* runButton(const QString& name, const QString& icon, const QString& text) {
  auto* button = new QPushButton(symbol(icon), text);
  button->setObjectName(name);
  button->setAutoDefault(false);
  button->hide();
  return button;
}

// A badge's word, in the order in which they matter.
QString countsWords(const store::BulkRunRow& run) {
  QStringList parts;
  const std::pair<int, QString> counts[] = {{run.done, BulkRunView::tr("%1 done")},
                                            {run.sent, BulkRunView::tr("%1 on their way")},
                                            {run.unconfirmed, BulkRunView::tr("%1 unconfirmed")},
                                            {run.refused, BulkRunView::tr("%1 refused")},
                                            {run.skipped, BulkRunView::tr("%1 skipped")},
                                            {run.waiting, BulkRunView::tr("%1 waiting")}};
  for (const auto& [count, words] : counts)
    if (count > 0) parts.append(words.arg(count));
  return parts.join(QStringLiteral(" · "));
}

}  // namespace

BulkRunView::BulkRunView(const PaneContext& context, QWidget* parent)
    : QWidget(parent),
      context_(context),
      desk_(*context.services.bulk),
      items_(bulkItemTable(), context.words),
      title_(new QLabel),
      counts_(new QLabel),
      bar_(new QProgressBar),
      note_(new NoteStrip),
      banner_(new ErrorBanner),
      withdraw_(runButton(QStringLiteral("bulkWithdraw"), QStringLiteral("replay"), tr("&Undo the whole run"))),
      pause_(runButton(QStringLiteral("bulkPause"), QStringLiteral("pause"), tr("&Pause"))),
      resume_(runButton(QStringLiteral("bulkResume"), QStringLiteral("play"), tr("&Go on"))),
      stop_(runButton(QStringLiteral("bulkStop"), QStringLiteral("stop"), tr("&Stop for good"))),
      approve_(runButton(QStringLiteral("bulkApprove"), QStringLiteral("check"), tr("&Agree"))),
      reject_(runButton(QStringLiteral("bulkReject"), QStringLiteral("close"), tr("Do &not agree"))) {
  build();
  throttle_.setSingleShot(true);
  throttle_.setInterval(200);
  connect(&throttle_, &QTimer::timeout, this, &BulkRunView::load);
  countdown_.setInterval(1000);
  connect(&countdown_, &QTimer::timeout, this, [this] { counts_->setText(headline()); });
  connect(&desk_, &operations::BulkDesk::runsChanged, this, [this] {
    if (id_ != 0 && !throttle_.isActive()) throttle_.start();
  });
}

void BulkRunView::build() {
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(0, 0, 0, 0);
  column->setSpacing(space(this, 2));
  title_->setObjectName(QStringLiteral("bulkRunTitle"));
  title_->setFont(strongFont(font()));
  title_->setWordWrap(true);
  counts_->setObjectName(QStringLiteral("bulkRunCounts"));
  counts_->setWordWrap(true);
  bar_->setTextVisible(false);
  bar_->setAccessibleName(tr("How far the run is"));
  table_ = shortTable(
      QStringLiteral("table_bulkItems"), tr("What became of each object"), &items_,
      {QStringLiteral("subject"), QStringLiteral("state"), QStringLiteral("message"), QStringLiteral("updated_at")});
  setColumnWidths(*table_, {{"subject", 26}, {"state", 15}, {"updated_at", 13}}, "message");
  table_->setMinimumHeight(rowHeight(fontMetrics()) * 6);
  column->addWidget(title_);
  column->addWidget(counts_);
  column->addWidget(bar_);
  column->addWidget(note_);
  column->addWidget(banner_);
  column->addWidget(table_, 1);
  column->addWidget(buildButtons());
}

QWidget* BulkRunView::buildButtons() {
  auto* part = new QWidget;
  auto* row = new QHBoxLayout(part);
  row->setContentsMargins(0, 0, 0, 0);
  row->setSpacing(space(this, 2));
  for (QPushButton* button : {withdraw_, pause_, resume_, stop_, approve_, reject_}) row->addWidget(button);
  row->addStretch(1);
  const std::pair<QPushButton*, BulkSteer> steers[] = {{withdraw_, BulkSteer::Withdraw},
                                                       {pause_, BulkSteer::Pause},
                                                       {resume_, BulkSteer::Resume},
                                                       {stop_, BulkSteer::Stop}};
  for (const auto& [button, how] : steers)
    connect(button, &QPushButton::clicked, this, [this, how = how] { steer(how); });
  connect(approve_, &QPushButton::clicked, this, [this] { decide(true); });
  connect(reject_, &QPushButton::clicked, this, [this] { decide(false); });
  return part;
}

void BulkRunView::showRun(qint64 run) {
  id_ = run;
  if (run != 0) load();
}

void BulkRunView::load() {
  if (loading_) {
    again_ = true;
    return;
  }
  loading_ = true;
  whenDone(desk_.report(id_, cancel_), this, [this, id = id_](const Result<operations::BulkReport>& report) {
    loading_ = false;
    if (id == id_ && report) showReport(*report);
    if (id == id_ && !report && report.error().kind != ErrorKind::Cancelled) banner_->showError(report.error());
    if (std::exchange(again_, false) || id != id_) load();
  });
}

void BulkRunView::showReport(const operations::BulkReport& report) {
  report_ = report;
  const store::BulkRunRow& run = report.run;
  title_->setText(run.name);
  counts_->setText(headline());
  bar_->setMaximum(qMax(1, run.total));
  bar_->setValue(run.total - run.waiting - run.sent - run.unconfirmed);
  const bool paused = run.state == u"paused" && !run.note.isEmpty();
  if (run.state == u"awaiting_approval")
    note_->say(Tone::Warning, QStringLiteral("shield"), run.approvalWhy);
  else if (run.unconfirmed > 0)
    note_->say(Tone::Warning, QStringLiteral("warning"),
               paused ? tr("Paused: %1 The provider is asked what became of it; nothing is sent twice.").arg(run.note)
                      : tr("Some calls got no answer: the provider is asked what became of them."));
  else
    note_->say(Tone::Warning, QStringLiteral("pause"), paused ? tr("Paused: %1").arg(run.note) : QString());
  items_.setRows(report.items);
  const bool counting = run.state == u"waiting";
  counting ? countdown_.start() : countdown_.stop();
  showButtons();
  Q_EMIT shown();
}

QString BulkRunView::headline() const {
  const store::BulkRunRow& run = report_.run;
  const QString counts = countsWords(run);
  if (run.state == u"waiting") {
    const qint64 left = run.leavesAt - context_.nowMs();
    return tr("Leaves in %1 s · %2").arg(qMax<qint64>(0, (left + 999) / 1000)).arg(counts);
  }
  QStringList sums;
  for (const auto& sum : report_.sums)
    sums.append(tr("came to %1, previewed %2")
                    .arg(moneyText(sum.actualMinor, sum.currency, context_.words.locale),
                         moneyText(sum.previewedMinor, sum.currency, context_.words.locale)));
  return sums.isEmpty() ? counts : counts + QStringLiteral(" · ") + sums.join(QStringLiteral(" · "));
}

void BulkRunView::showButtons() {
  const QString& state = report_.run.state;
  const bool asks = state == u"awaiting_approval";
  const QPushButton* pressed = nullptr;
  for (const QPushButton* button : {withdraw_, pause_, resume_, stop_, approve_, reject_})
    if (button->hasFocus()) pressed = button;
  withdraw_->setVisible(state == u"waiting" || asks);
  pause_->setVisible(state == u"running");
  resume_->setVisible(state == u"paused");
  stop_->setVisible(state == u"running" || state == u"paused");
  const bool approver = context_.services.admin != nullptr && context_.services.admin->state().person.mayApprove;
  approve_->setVisible(asks && approver);
  reject_->setVisible(asks && approver);
  // The keys must not fall from a button that goes upon the one that stops for good.
  if (pressed != nullptr && pressed->isHidden()) resume_->isHidden() ? table_->setFocus() : resume_->setFocus();
}

void BulkRunView::steer(BulkSteer how) {
  finish(desk_.steer(id_, how, {}));
}

void BulkRunView::decide(bool approve) {
  finish(desk_.decide(id_, approve, {}));
}

void BulkRunView::finish(const QFuture<Result<store::BulkRunRow>>& deed) {
  whenDone(deed, this, [this](const Result<store::BulkRunRow>& run) {
    if (run)
      banner_->dismiss();
    else
      banner_->showError(run.error());
    load();
  });
}

}  // namespace billing::ui
