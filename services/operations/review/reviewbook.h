// Notes, flags and "reviewed" marks: the checks, the writes and their entries in the audit log. Within one transaction
// each; many objects at once are all changed or none.
#pragma once

#include "operations/reviewdesk.h"
#include "store/writecontext.h"
#include "support/instant.h"

class QSqlDatabase;

namespace billing::operations {

inline constexpr qsizetype kLongestNote = 2'000;  ///< characters

/// Finance and admin. Forbidden "role".
[[nodiscard]] Result<void> mayReview(const Hand& hand);
/// Trimmed. InvalidInput "note_empty", "note_too_long", "looks_like_a_secret".
[[nodiscard]] Result<QString> noteText(const QString& text);
/// InvalidInput "unknown_flag".
[[nodiscard]] Result<void> checkFlag(const QString& flag);

/// NotFound "unknown_object".
[[nodiscard]] Result<ReviewState> reviewState(QSqlDatabase& database, const ReviewSubject& subject);

[[nodiscard]] Result<qint64> addReviewNote(store::WriteContext& context, const ReviewSubject& subject,
                                           const QString& text, const Hand& hand, Instant now);
/// Carries what it was on. NotFound "unknown_note"; one that was removed already stays so.
[[nodiscard]] Result<ReviewSubject> removeReviewNote(store::WriteContext& context, qint64 note, const Hand& hand,
                                                     Instant now);
/// Those that have the flag already are left alone and have no entry.
[[nodiscard]] Result<void> setReviewFlag(store::WriteContext& context, const QVector<ReviewSubject>& subjects,
                                         const QString& flag, const Hand& hand, Instant now);
[[nodiscard]] Result<void> markAsReviewed(store::WriteContext& context, const QVector<ReviewSubject>& subjects,
                                          bool reviewed, const Hand& hand, Instant now);

}  // namespace billing::operations
