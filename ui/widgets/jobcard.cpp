#include "ui/widgets/jobcard.h"

#include <QHBoxLayout>
#include <QPainter>
#include <QVBoxLayout>

#include "models/jobtables.h"
#include "models/statustext.h"
#include "models/timetext.h"
#include "ui/delegates/painting.h"
#include "ui/presenters/jobwords.h"
#include "ui/theme/icons.h"
#include "ui/theme/metrics.h"
#include "ui/widgets/guardbox.h"
#include "ui/widgets/notestrip.h"

namespace billing::ui {

JobCard::JobCard(const PaneContext& context, operations::JobKind kind, QWidget* parent)
    : QFrame(parent),
      context_(context),
      kind_(kind),
      next_(new QLabel),
      nextExact_(new QLabel),
      last_(new QLabel),
      result_(new FactLabel),
      note_(new NoteStrip),
      dry_(new QPushButton(symbol(QStringLiteral("eye")), tr("Dry run"))),
      run_(new QPushButton(symbol(QStringLiteral("play")), tr("Run now…"))),
      running_(new QWidget),
      cancel_(new QPushButton(tr("Cancel"))),
      bar_(new QProgressBar),
      progress_(new QLabel) {
  build();
  const QString title = jobWords(kind).title;
  setAccessibleName(title);
  dry_->setAccessibleName(tr("%1: dry run").arg(title));
  dry_->setToolTip(tr("Shows who would be concerned; changes nothing"));
  run_->setAccessibleName(tr("%1: run now").arg(title));
  connect(dry_, &QPushButton::clicked, this, &JobCard::dryRunWanted);
  connect(run_, &QPushButton::clicked, this, &JobCard::runWanted);
  connect(result_, &FactLabel::activated, this, [this] { Q_EMIT runOpened(lastRun_); });
}

void JobCard::build() {
  const JobWords words = jobWords(kind_);
  auto* column = new QVBoxLayout(this);
  column->setContentsMargins(space(this, 4), space(this, 3), space(this, 4), space(this, 3.5));
  column->setSpacing(space(this, 1.5));
  auto* title = new QLabel(words.title);
  title->setFont(strongFont(font()));
  auto* about = new QLabel(words.about);
  about->setForegroundRole(QPalette::PlaceholderText);
  nextExact_->setForegroundRole(QPalette::PlaceholderText);
  for (QLabel* label : {about, next_, nextExact_, last_}) label->setWordWrap(true);
  column->addWidget(title);
  column->addWidget(about);
  column->addSpacing(space(this, 0.5));
  column->addWidget(next_);
  column->addWidget(nextExact_);
  column->addWidget(last_);
  column->addWidget(result_);
  column->addWidget(note_);
  column->addStretch(1);
  column->addSpacing(space(this, 1));
  auto* buttons = new QHBoxLayout;
  buttons->setSpacing(space(this, 2));
  buttons->addWidget(dry_);
  buttons->addWidget(new GuardBox(run_, context_.services, operations::Deed::RunJobs));
  buttons->addStretch(1);
  column->addLayout(buttons);
  auto* line = new QHBoxLayout(running_);
  line->setContentsMargins(0, 0, 0, 0);
  line->setSpacing(space(this, 2));
  cancel_->setObjectName(QStringLiteral("jobCancel"));
  cancel_->setAccessibleName(tr("Cancel %1").arg(words.title));
  cancel_->setToolTip(tr("Stops within a second; what is done stays done"));
  connect(cancel_, &QPushButton::clicked, this, &JobCard::cancelWanted);
  bar_->setAccessibleName(tr("Progress of %1").arg(words.title));
  bar_->setTextVisible(false);
  line->addWidget(bar_, 1);
  line->addWidget(progress_);
  line->addWidget(cancel_);
  column->addWidget(running_);
  running_->hide();
}

void JobCard::show(const operations::JobInfo& info, const store::SwitchRow* stopped) {
  const auto& words = context_.words;
  const qint64 now = context_.nowMs();
  // The profile keeps a job off the timetable, not a person from running it; without a rule there is nothing to run.
  const QString off = info.enabled ? QString() : jobWords(kind_).off;
  const QString held =
      stopped == nullptr
          ? QString()
          : tr("Stopped by %1: %2").arg(stopped->setBy.isEmpty() ? tr("somebody") : stopped->setBy, stopped->reason);
  reason_ = !held.isEmpty() ? held : kind_ == operations::JobKind::TopUp ? off : QString();
  const QString note = held.isEmpty() ? off : held;
  note_->say(held.isEmpty() ? Tone::Neutral : Tone::Warning,
             held.isEmpty() ? QStringLiteral("info") : QStringLiteral("pause-circle"), note);
  for (QLabel* label : {next_, nextExact_}) label->setVisible(note.isEmpty());
  next_->setText(tr("Next: %1").arg(models::relativeTime(info.nextRun, now, words.zone, words.locale)));
  nextExact_->setText(bothTimes(info.nextRun, now, words.zone, words.locale));
  next_->setToolTip(models::exactTime(info.nextRun, words.zone));
  run_->setEnabled(reason_.isEmpty());
  run_->setToolTip(reason_.isEmpty() ? tr("Shows what it would do, then asks") : reason_);
  showLast(info);
}

void JobCard::showLast(const operations::JobInfo& info) {
  const auto& words = context_.words;
  result_->setVisible(!info.runs.isEmpty());
  if (info.runs.isEmpty()) {
    lastRun_ = 0;
    last_->setText(tr("Last: it has not run yet"));
    return;
  }
  const store::JobRunRow& run = info.runs.first();
  lastRun_ = run.id;
  last_->setText((run.dryRun ? tr("Last: %1 as a dry run, asked by %2") : tr("Last: %1, asked by %2"))
                     .arg(context_.nowMs() - run.startedAt < 60'000
                              ? tr("just now")
                              : models::relativeTime(run.startedAt, context_.nowMs(), words.zone, words.locale),
                          models::askerName(run.askedBy)));
  last_->setToolTip(models::exactTime(run.startedAt, words.zone));
  result_->show(QStringLiteral("%1 · %2").arg(models::statusText(run.status), countsOf(run, words.locale)),
                FactStyle::Link, run.message);
}

void JobCard::showRunning(const JobRun& run) {
  // The keys stay in this card, whichever of its buttons are shown.
  const bool hadFocus = dry_->hasFocus() || run_->hasFocus();
  running_->show();
  if (hadFocus) cancel_->setFocus(Qt::OtherFocusReason);
  dry_->hide();
  run_->hide();
  // Without a total the bar only says that something happens.
  bar_->setRange(0, run.total());
  bar_->setValue(run.done());
  const QString counts = run.total() == 0 ? tr("looking") : tr("%1 of %2").arg(run.done()).arg(run.total());
  progress_->setText(run.dryRun() ? tr("Dry run: %1").arg(counts) : tr("Running: %1").arg(counts));
}

void JobCard::showIdle() {
  const bool hadFocus = cancel_->hasFocus();
  dry_->show();
  run_->show();
  if (hadFocus) dry_->setFocus(Qt::OtherFocusReason);
  running_->hide();
}

void JobCard::paintEvent(QPaintEvent*) {
  const Tokens& tokens = tokensFor(palette());
  QPainter painter(this);
  painter.setRenderHint(QPainter::Antialiasing);
  painter.setPen(QPen(tokens.hairline, 1));
  painter.setBrush(tokens.surface);
  painter.drawRoundedRect(QRectF(rect()).adjusted(0.5, 0.5, -0.5, -0.5), cornerRadius(fontMetrics()),
                          cornerRadius(fontMetrics()));
}

}  // namespace billing::ui
