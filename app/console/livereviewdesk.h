// Notes, flags and marks in the open workspace, as the window's thread sees them: by whoever sits here.
#pragma once

#include "app/console/liveadmindesk.h"
#include "operations/review/sqlreviewdesk.h"

namespace billing::console {

class LiveReviewDesk final : public operations::SqlReviewDesk {
  Q_OBJECT
 public:
  /// All of these outlive the desk.
  LiveReviewDesk(const workspace::Profile& profile, store::Database& database, const Clock& clock,
                 LiveAdminDesk& admin);

  /// Whoever sits here writes, whatever `hand` says. Live mode need not be unlocked: nothing of it changes.
  QFuture<Result<qint64>> addNote(operations::ReviewSubject subject, QString text, operations::Hand hand) override;
  QFuture<Result<void>> removeNote(qint64 note, operations::Hand hand) override;
  QFuture<Result<void>> setFlag(QVector<operations::ReviewSubject> subjects, QString flag,
                                operations::Hand hand) override;
  QFuture<Result<void>> markReviewed(QVector<operations::ReviewSubject> subjects, bool reviewed,
                                     operations::Hand hand) override;

 private:
  [[nodiscard]] operations::Hand mine() const;
  LiveAdminDesk& admin_;
  const bool live_;
};

}  // namespace billing::console
