// The review desk over a workspace's database.
#pragma once

#include "operations/reviewdesk.h"
#include "store/database.h"
#include "support/instant.h"

namespace billing::operations {

class SqlReviewDesk : public ReviewDesk {
  Q_OBJECT
 public:
  /// Both outlive this.
  SqlReviewDesk(store::Database& database, const Clock& clock) : database_(database), clock_(clock) {}

  QFuture<Result<ReviewState>> state(ReviewSubject subject, CancelToken cancel) override;
  QFuture<Result<qint64>> addNote(ReviewSubject subject, QString text, Hand hand) override;
  QFuture<Result<void>> removeNote(qint64 note, Hand hand) override;
  QFuture<Result<void>> setFlag(QVector<ReviewSubject> subjects, QString flag, Hand hand) override;
  QFuture<Result<void>> markReviewed(QVector<ReviewSubject> subjects, bool reviewed, Hand hand) override;

 private:
  store::Database& database_;
  const Clock& clock_;
};

}  // namespace billing::operations
