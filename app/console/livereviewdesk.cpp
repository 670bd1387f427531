#include "app/console/livereviewdesk.h"

#include "operations/audited.h"

namespace billing::console {

using operations::Hand;
using operations::ReviewSubject;

LiveReviewDesk::LiveReviewDesk(const workspace::Profile& profile, store::Database& database, const Clock& clock,
                               LiveAdminDesk& admin)
    : SqlReviewDesk(database, clock), admin_(admin), live_(profile.live()) {}

Hand LiveReviewDesk::mine() const {
  return operations::handOf(admin_.guard().actor(), live_);
}

QFuture<Result<qint64>> LiveReviewDesk::addNote(ReviewSubject subject, QString text, Hand) {
  return SqlReviewDesk::addNote(std::move(subject), std::move(text), mine());
}

QFuture<Result<void>> LiveReviewDesk::removeNote(qint64 note, Hand) {
  return SqlReviewDesk::removeNote(note, mine());
}

QFuture<Result<void>> LiveReviewDesk::setFlag(QVector<ReviewSubject> subjects, QString flag, Hand) {
  return SqlReviewDesk::setFlag(std::move(subjects), std::move(flag), mine());
}

QFuture<Result<void>> LiveReviewDesk::markReviewed(QVector<ReviewSubject> subjects, bool reviewed, Hand) {
  return SqlReviewDesk::markReviewed(std::move(subjects), reviewed, mine());
}

}  // namespace billing::console
