// Notes, flags and "reviewed" marks on rows. Answers come by whenDone on the caller's thread.
#pragma once

#include <QFuture>
#include <QObject>
#include <QString>
#include <QVector>
#include <optional>

#include "operations/hand.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

struct ReviewSubject {
  QString entity, externalId;  ///< subscription, customer or invoice
  bool operator==(const ReviewSubject&) const = default;
};

struct ReviewNote {
  qint64 id = 0, at = 0;
  QString person, text;
  bool removed = false;
};

struct ReviewState {
  ReviewSubject subject;
  QString flag;  ///< follow_up, question, dispute, ok; empty: none
  QString flaggedBy;
  qint64 flaggedAt = 0;
  std::optional<qint64> reviewedAt;
  QString reviewedBy;
  bool changedSince = false;  ///< the object has changed since it was reviewed
  QVector<ReviewNote> notes;  ///< newest first
};

/// Every change leaves an entry in the audit log. Viewers may read only (Forbidden "role").
class ReviewDesk : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  virtual QFuture<Result<ReviewState>> state(ReviewSubject subject, CancelToken cancel) = 0;
  /// InvalidInput "note_empty", "note_too_long" (2,000 characters), "looks_like_a_secret".
  virtual QFuture<Result<qint64>> addNote(ReviewSubject subject, QString text, Hand hand) = 0;
  virtual QFuture<Result<void>> removeNote(qint64 note, Hand hand) = 0;
  virtual QFuture<Result<void>> setFlag(QVector<ReviewSubject> subjects, QString flag, Hand hand) = 0;
  /// By the hand's person, as the objects are now; `reviewed` false takes the mark away.
  virtual QFuture<Result<void>> markReviewed(QVector<ReviewSubject> subjects, bool reviewed, Hand hand) = 0;

 Q_SIGNALS:
  void changed(const QVector<billing::operations::ReviewSubject>& subjects);
};

}  // namespace billing::operations
