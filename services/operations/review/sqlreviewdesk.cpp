#include "operations/review/sqlreviewdesk.h"

#include <QPromise>
#include <functional>
#include <memory>

#include "operations/review/reviewbook.h"
#include "support/whendone.h"

namespace billing::operations {
namespace {

// On the writer's thread, in one transaction; the answer comes when it is on disk.
template <class T>
QFuture<Result<T>> writeReview(store::Database& database, std::function<Result<T>(store::WriteContext&)> work) {
  auto promise = std::make_shared<QPromise<Result<T>>>();
  promise->start();
  auto future = promise->future();
  auto made = std::make_shared<Result<T>>(failure(ErrorKind::Internal, "not_written", "Nothing was written"));
  database.write(
      [work = std::move(work), made](store::WriteContext& context) -> Result<void> {
        *made = work(context);
        if (!*made) return failure(made->error());
        return {};
      },
      [promise, made](Result<void> outcome) {
        promise->addResult(outcome ? *made : Result<T>(failure(outcome.error())));
        promise->finish();
      });
  return future;
}

}  // namespace

QFuture<Result<ReviewState>> SqlReviewDesk::state(ReviewSubject subject, CancelToken cancel) {
  return database_.read<ReviewState>(
      [subject = std::move(subject)](QSqlDatabase& connection) { return reviewState(connection, subject); },
      std::move(cancel));
}

QFuture<Result<qint64>> SqlReviewDesk::addNote(ReviewSubject subject, QString text, Hand hand) {
  auto future = writeReview<qint64>(database_, [=, now = clock_.now()](store::WriteContext& context) {
    return addReviewNote(context, subject, text, hand, now);
  });
  whenDone(future, this, [this, subject](const Result<qint64>& added) {
    if (added) Q_EMIT changed({subject});
  });
  return future;
}

QFuture<Result<void>> SqlReviewDesk::removeNote(qint64 note, Hand hand) {
  auto subject = std::make_shared<ReviewSubject>();
  auto future = writeReview<void>(database_, [=, now = clock_.now()](store::WriteContext& context) -> Result<void> {
    const auto removed = removeReviewNote(context, note, hand, now);
    if (!removed) return failure(removed.error());
    *subject = *removed;
    return {};
  });
  whenDone(future, this, [this, subject](const Result<void>& removed) {
    if (removed) Q_EMIT changed({*subject});
  });
  return future;
}

QFuture<Result<void>> SqlReviewDesk::setFlag(QVector<ReviewSubject> subjects, QString flag, Hand hand) {
  auto future = writeReview<void>(database_, [=, now = clock_.now()](store::WriteContext& context) {
    return setReviewFlag(context, subjects, flag, hand, now);
  });
  whenDone(future, this, [this, subjects](const Result<void>& set) {
    if (set) Q_EMIT changed(subjects);
  });
  return future;
}

QFuture<Result<void>> SqlReviewDesk::markReviewed(QVector<ReviewSubject> subjects, bool reviewed, Hand hand) {
  auto future = writeReview<void>(database_, [=, now = clock_.now()](store::WriteContext& context) {
    return markAsReviewed(context, subjects, reviewed, hand, now);
  });
  whenDone(future, this, [this, subjects](const Result<void>& marked) {
    if (marked) Q_EMIT changed(subjects);
  });
  return future;
}

}  // namespace billing::operations
