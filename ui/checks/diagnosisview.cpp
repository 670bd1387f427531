#include "ui/checks/diagnosisview.h"

#include <QLabel>
#include <QLineEdit>
#include <QPushButton>
#include <algorithm>

#include "support/whendone.h"
#include "ui/presenters/questionwords.h"
#include "ui/widgets/choicecard.h"
#include "ui/widgets/errorbanner.h"
#include "ui/widgets/notestrip.h"
#include "ui/widgets/progressline.h"
#include "ui/widgets/steplist.h"

namespace billing::ui {

using operations::Diagnosis;
using operations::Question;
using operations::StepState;

namespace {

const QStringList& knownActions() {
  static const QStringList actions{QStringLiteral("retry_event"), QStringLiteral("reconcile_credits"),
                                   QStringLiteral("open_secrets"), QStringLiteral("open_event"),
                                   QStringLiteral("open_customer")};
  return actions;
}

}  // namespace

void DiagnosisView::ask(Question question, const QString& subject) {
  cards_.at(static_cast<int>(question))->setChecked(true);
  choose(question);
  if (!subject.isEmpty()) {
    subject_->setText(subject);
    run();
  }
  subject_->setFocus(Qt::OtherFocusReason);
}

void DiagnosisView::choose(Question question) {
  kept_[static_cast<int>(question_)].subject = subject_->text();
  question_ = question;
  cancel_.cancel();
  running_ = false;
  progress_->setRunning(false);
  const QuestionWords words = questionWords(question);
  title_->setText(words.title);
  about_->setText(words.about);
  caption_->setText(words.subject);
  subject_->setAccessibleName(words.subject);
  subject_->setPlaceholderText(words.example);
  const Kept kept = kept_.value(static_cast<int>(question));
  subject_->setText(kept.subject);
  check_->setEnabled(words.subjectMayBeEmpty || !kept.subject.trimmed().isEmpty());
  clear();
  if (kept.answered) show(kept.diagnosis);
}

void DiagnosisView::step(ChoiceCard* from, int by) {
  for (auto next = cards_.indexOf(from) + by; next >= 0 && next < cards_.size(); next += by) {
    if (!cards_.at(next)->isEnabled()) continue;
    cards_.at(next)->setFocus(Qt::TabFocusReason);
    cards_.at(next)->setChecked(true);
    return;
  }
}

void DiagnosisView::clear() {
  banner_->dismiss();
  steps_->setSteps({});
  conclusion_->say(Tone::Info, QStringLiteral("info"), {});
  action_->hide();
}

void DiagnosisView::run() {
  const QString subject = subject_->text().trimmed();
  if (subject.isEmpty() && !questionWords(question_).subjectMayBeEmpty) return;
  cancel_.cancel();
  cancel_ = CancelToken();
  clear();
  running_ = true;
  progress_->setRunning(true);
  whenDone(context_.services.safety->diagnose(question_, subject, cancel_), this,
           [this, subject, question = question_, token = cancel_](const Result<Diagnosis>& diagnosis) {
             if (token.cancelled()) return;
             running_ = false;
             progress_->setRunning(false);
             if (diagnosis) {
               kept_[static_cast<int>(question)] = {subject, *diagnosis, true};
               show(*diagnosis);
             } else {
               banner_->showError(diagnosis.error(), tr("Try again"));
             }
             Q_EMIT settled();
           });
}

void DiagnosisView::show(const Diagnosis& diagnosis) {
  steps_->setSteps(diagnosis.steps);
  const bool failed = std::any_of(diagnosis.steps.begin(), diagnosis.steps.end(),
                                  [](const auto& step) { return step.state == StepState::Failed; });
  conclusion_->say(failed ? Tone::Warning : Tone::Success,
                   failed ? QStringLiteral("warning") : QStringLiteral("check-circle"), diagnosis.conclusion);
  action_->setText(diagnosis.actionLabel);
  action_->setVisible(knownActions().contains(diagnosis.action) && !diagnosis.actionLabel.isEmpty());
  action_->setEnabled(true);
}

void DiagnosisView::act() {
  const Diagnosis diagnosis = kept_.value(static_cast<int>(question_)).diagnosis;
  const QString& about = diagnosis.actionSubject;
  if (diagnosis.action == QLatin1String("retry_event")) retry(about.toLongLong());
  if (diagnosis.action == QLatin1String("reconcile_credits")) reconcile(about);
  if (diagnosis.action == QLatin1String("open_secrets")) Q_EMIT context_.navigator.secretsWanted();
  if (diagnosis.action == QLatin1String("open_event"))
    Q_EMIT context_.navigator.rowWanted(PaneId::Webhooks, about.toLongLong());
  if (diagnosis.action == QLatin1String("open_customer")) Q_EMIT context_.navigator.accountWanted(about);
}

void DiagnosisView::retry(qint64 event) {
  action_->setEnabled(false);
  whenDone(context_.services.retryEvents({event}), this, [this, event](const Result<int>& count) {
    action_->setEnabled(true);
    if (!count) return banner_->showError(count.error());
    Q_EMIT context_.navigator.noticed(*count > 0 ? tr("The event is put back; the check runs again when it is through")
                                                 : tr("The event is on its way already"));
    awaited_ = event;
  });
}

void DiagnosisView::reconcile(const QString& account) {
  action_->setEnabled(false);
  whenDone(context_.services.safety->reconcileCredits(account), this, [this](const Result<void>& reconciled) {
    action_->setEnabled(true);
    if (!reconciled) return banner_->showError(reconciled.error());
    Q_EMIT context_.navigator.noticed(tr("The balance agrees with the ledger again"));
    run();
  });
}

void DiagnosisView::runAgainAfter(qint64 event) {
  if (event == 0 || event != awaited_) return;
  awaited_ = 0;
  run();
}

}  // namespace billing::ui
