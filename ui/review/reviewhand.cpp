#include "ui/review/reviewhand.h"

#include <QMap>

#include "models/statustext.h"
#include "support/whendone.h"
#include "ui/review/notedialog.h"

namespace billing::ui {
namespace {

QVector<operations::ReviewSubject> subjectsOf(const ReviewPicks& picks) {
  QVector<operations::ReviewSubject> subjects;
  for (const ReviewPick& pick : picks) subjects.append(pick.subject);
  return subjects;
}

}  // namespace

ReviewHand* ReviewHand::of(const PaneContext& context) {
  if (context.services.review == nullptr) return nullptr;
  auto* known = context.navigator.findChild<ReviewHand*>({}, Qt::FindDirectChildrenOnly);
  return known != nullptr ? known : new ReviewHand(context);
}

ReviewHand::ReviewHand(const PaneContext& context) : QObject(&context.navigator), context_(context) {}

// Who it is done by, the desk knows better: it asks who sits here.
template <class T>
void ReviewHand::after(const QFuture<Result<T>>& done, const QString& words, std::function<void()> takeBack) {
  whenDone(done, this, [this, words, takeBack = std::move(takeBack)](const Result<T>& outcome) {
    if (!outcome) return Q_EMIT context_.navigator.errorHappened(outcome.error());
    last_.reset();
    if (takeBack) last_ = Step{words, takeBack};
    Q_EMIT context_.navigator.noticed(takeBack ? tr("%1. Ctrl+Z takes it back").arg(words) : words);
    Q_EMIT undoChanged();
  });
}

void ReviewHand::setFlag(const ReviewPicks& picks, const QString& flag) {
  const QString what = pickWords(picks);
  const QString words =
      flag.isEmpty() ? tr("Flag taken off %1").arg(what) : tr("%1 flagged “%2”").arg(what, models::statusText(flag));
  after(desk().setFlag(subjectsOf(picks), flag, {}), words, [this, picks] { restoreFlags(picks); });
}

void ReviewHand::restoreFlags(const ReviewPicks& picks) {
  QMap<QString, ReviewPicks> byFlag;
  for (const ReviewPick& pick : picks) byFlag[pick.mark.flag].append(pick);
  for (auto it = byFlag.cbegin(); it != byFlag.cend(); ++it)
    after(desk().setFlag(subjectsOf(it.value()), it.key(), {}),
          tr("The flag of %1 is as it was").arg(pickWords(it.value())), {});
}

void ReviewHand::setReviewed(const ReviewPicks& picks, bool reviewed) {
  // An older mark of somebody else cannot be made again: only what had none, or lost its own, goes back.
  ReviewPicks changed;
  for (const ReviewPick& pick : picks)
    if (pick.mark.reviewedAt.has_value() != reviewed) changed.append(pick);
  const QString what = pickWords(picks);
  const QString words = reviewed ? tr("%1 marked as reviewed").arg(what) : tr("Mark taken off %1").arg(what);
  std::function<void()> takeBack;
  if (!changed.isEmpty())
    takeBack = [this, changed, reviewed] {
      after(desk().markReviewed(subjectsOf(changed), !reviewed, {}),
            tr("The mark of %1 is as it was").arg(pickWords(changed)), {});
    };
  after(desk().markReviewed(subjectsOf(picks), reviewed, {}), words, takeBack);
}

void ReviewHand::addNote(const ReviewPicks& picks, const QString& text) {
  for (const ReviewPick& pick : picks)
    whenDone(desk().addNote(pick.subject, text, {}), this, [this](const Result<qint64>& added) {
      if (!added) return Q_EMIT context_.navigator.errorHappened(added.error());
      Q_EMIT context_.navigator.noticed(tr("Note added"));
      Q_EMIT noteAdded();
    });
}

void ReviewHand::removeNote(qint64 note) {
  after(desk().removeNote(note, {}), tr("Note removed"), {});
}

void ReviewHand::askNote(const ReviewPicks& picks, QWidget* window) {
  auto* dialog = new NoteDialog(context_, pickWords(picks), window);
  connect(dialog, &NoteDialog::written, this, [this, picks](const QString& text) { addNote(picks, text); });
  dialog->open();
}

QString ReviewHand::whyNot() const {
  const operations::AdminDesk* admin = context_.services.admin;
  if (admin == nullptr) return {};
  const operations::AdminState state = admin->state();
  if (operations::permitted(state.person, operations::Deed::Review, state.live)) return {};
  return tr("It takes the role finance or admin");
}

QString ReviewHand::undoText() const {
  return last_ ? tr("Undo “%1”").arg(last_->words) : QString();
}

void ReviewHand::undo() {
  if (!last_) return;
  const Step step = *last_;
  last_.reset();
  step.takeBack();
  Q_EMIT undoChanged();
}

}  // namespace billing::ui
