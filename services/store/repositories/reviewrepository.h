// What people say of rows: notes, one flag, and who has looked at it in which state. Whoever calls writes the audit
// entry in the same transaction.
#pragma once

#include <QSqlDatabase>
#include <QVector>
#include <optional>

#include "store/reviewmark.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// An object that is reviewed, as it is now.
struct ReviewedObject {
  QString entity, externalId, customerExternalId;  ///< entity: subscription, customer, invoice
  qint64 row = 0;
  qint64 version = 0;  ///< its object_time
};

struct StoredReviewNote {
  qint64 id = 0, at = 0;
  QString entity, externalId, person, text;
  bool removed = false;
};

class ReviewRepository {
 public:
  /// nullopt: there is no such object, or such objects are not reviewed.
  [[nodiscard]] static Result<std::optional<ReviewedObject>> object(QSqlDatabase& database, const QString& entity,
                                                                    const QString& externalId);
  /// Everything of which something is said, by entity and id; version and row are not read.
  [[nodiscard]] static Result<QVector<ReviewedObject>> all(QSqlDatabase& database);
  /// Without notes and marks an empty one.
  [[nodiscard]] static Result<ReviewMark> mark(QSqlDatabase& database, const ReviewedObject& object);
  /// Newest first, those that were removed left out.
  [[nodiscard]] static Result<QVector<StoredReviewNote>> notes(QSqlDatabase& database, const QString& entity,
                                                               const QString& externalId);
  [[nodiscard]] static Result<std::optional<StoredReviewNote>> note(QSqlDatabase& database, qint64 id);

  /// Carries the note's id. All of these publish the object as changed.
  [[nodiscard]] static Result<qint64> addNote(WriteContext& context, const ReviewedObject& object, const QString& text,
                                              const QString& person, Instant now);
  [[nodiscard]] static Result<void> removeNote(WriteContext& context, const ReviewedObject& object, qint64 note,
                                               const QString& person, Instant now);
  /// An empty flag takes it away.
  [[nodiscard]] static Result<void> setFlag(WriteContext& context, const ReviewedObject& object, const QString& flag,
                                            const QString& person, Instant now);
  [[nodiscard]] static Result<void> setReviewed(WriteContext& context, const ReviewedObject& object, bool reviewed,
                                                const QString& person, Instant now);
};

}  // namespace billing::store
