#include "operations/review/reviewbook.h"

#include "operations/admin/permissions.h"
#include "operations/audited.h"
#include "store/repositories/reviewrepository.h"
#include "support/redaction.h"

namespace billing::operations {
namespace {

using store::ReviewedObject;
using store::ReviewRepository;

Result<ReviewedObject> reviewedObject(QSqlDatabase& database, const ReviewSubject& subject) {
  const auto found = ReviewRepository::object(database, subject.entity, subject.externalId);
  if (!found) return failure(found.error());
  if (*found) return **found;
  return failure(ErrorKind::NotFound, "unknown_object",
                 "There is no " + subject.entity.toStdString() + " “" + subject.externalId.toStdString() + "”", {},
                 "Subscriptions, customers and invoices can be reviewed; give the provider's id as the list shows it");
}

// The words of a note are in its own table, where they can be removed; the record cannot be edited, so it names the
// note.
store::AuditEntry reviewEntry(const Hand& hand, const char* action, const ReviewedObject& object) {
  auto entry = entryBy(hand, action, object.entity.toLatin1().constData(), object.externalId);
  entry.customerExternalId = object.customerExternalId;
  return entry;
}

Result<void> noteReview(store::WriteContext& context, const store::AuditEntry& entry, Instant now) {
  return store::appendAudit(context, entry, now).map([](std::int64_t) {});
}

Result<void> setOneFlag(store::WriteContext& context, const ReviewSubject& subject, const QString& flag,
                        const Hand& hand, Instant now) {
  const auto object = reviewedObject(context.database(), subject);
  if (!object) return failure(object.error());
  const auto before = ReviewRepository::mark(context.database(), *object);
  if (!before) return failure(before.error());
  if (before->flag == flag) return {};
  if (auto set = ReviewRepository::setFlag(context, *object, flag, hand.name, now); !set) return set;
  auto entry = reviewEntry(hand, flag.isEmpty() ? "review.unflagged" : "review.flagged", *object);
  entry.before = auditFields({{"flag", before->flag}});
  entry.after = auditFields({{"flag", flag}});
  return noteReview(context, entry, now);
}

Result<void> markOne(store::WriteContext& context, const ReviewSubject& subject, bool reviewed, const Hand& hand,
                     Instant now) {
  const auto object = reviewedObject(context.database(), subject);
  if (!object) return failure(object.error());
  const auto before = ReviewRepository::mark(context.database(), *object);
  if (!before) return failure(before.error());
  if (!reviewed && !before->reviewedAt) return {};
  if (auto set = ReviewRepository::setReviewed(context, *object, reviewed, hand.name, now); !set) return set;
  auto entry = reviewEntry(hand, reviewed ? "review.marked" : "review.unmarked", *object);
  entry.before = auditFields({{"reviewed_by", before->reviewedBy}});
  entry.after = auditFields({{"reviewed_by", reviewed ? hand.name : QString()}});
  return noteReview(context, entry, now);
}

}  // namespace

Result<void> mayReview(const Hand& hand) {
  const Actor actor{hand.name, roleFrom(hand.role.toStdString()).value_or(Role::Viewer)};
  if (permitted(actor, Deed::Review, hand.live)) return {};
  return failure(ErrorKind::Forbidden, "role",
                 "The role “" + hand.role.toStdString() + "” may read notes, flags and marks, not write them",
                 "It takes the role finance or admin",
                 "Ask an admin of this workspace for the role (Workspace, People…)");
}

Result<QString> noteText(const QString& text) {
  QString note = text;
  note.remove(QChar(u'\0'));
  note = note.trimmed();
  if (note.isEmpty())
    return failure(ErrorKind::InvalidInput, "note_empty", "The note is empty", {}, "Write what there is to say");
  if (note.size() > kLongestNote)
    return failure(ErrorKind::InvalidInput, "note_too_long",
                   "The note is too long: " + std::to_string(note.size()) + " characters",
                   "A note has at most " + std::to_string(kLongestNote), "Shorten it, or write two");
  const std::string plain = note.toStdString();
  if (redact(plain) != plain)
    return failure(ErrorKind::InvalidInput, "looks_like_a_secret", "The note was not kept",
                   "There is something in it that looks like a key or a webhook secret",
                   "Leave it out: everybody who opens this workspace reads notes");
  return note;
}

Result<void> checkFlag(const QString& flag) {
  for (const char* known : {"", "follow_up", "question", "dispute", "ok"})
    if (flag == QLatin1String(known)) return {};
  return failure(ErrorKind::InvalidInput, "unknown_flag", "There is no flag “" + flag.toStdString() + "”", {},
                 "Flags are follow_up, question, dispute and ok");
}

Result<ReviewState> reviewState(QSqlDatabase& database, const ReviewSubject& subject) {
  const auto object = reviewedObject(database, subject);
  if (!object) return failure(object.error());
  const auto mark = ReviewRepository::mark(database, *object);
  if (!mark) return failure(mark.error());
  const auto notes = ReviewRepository::notes(database, subject.entity, subject.externalId);
  if (!notes) return failure(notes.error());
  ReviewState state;
  state.subject = subject;
  state.flag = mark->flag;
  state.flaggedBy = mark->flaggedBy;
  state.flaggedAt = mark->flaggedAt.value_or(0);
  state.reviewedAt = mark->reviewedAt;
  state.reviewedBy = mark->reviewedBy;
  state.changedSince = mark->changedSince;
  for (const auto& note : *notes) state.notes.append({note.id, note.at, note.person, note.text, note.removed});
  return state;
}

Result<qint64> addReviewNote(store::WriteContext& context, const ReviewSubject& subject, const QString& text,
                             const Hand& hand, Instant now) {
  if (auto may = mayReview(hand); !may) return failure(may.error());
  const auto words = noteText(text);
  if (!words) return failure(words.error());
  const auto object = reviewedObject(context.database(), subject);
  if (!object) return failure(object.error());
  const auto id = ReviewRepository::addNote(context, *object, *words, hand.name, now);
  if (!id) return id;
  auto entry = reviewEntry(hand, "review.noted", *object);
  entry.after = auditFields({{"note", QString::number(*id)}});
  if (auto noted = noteReview(context, entry, now); !noted) return failure(noted.error());
  return *id;
}

Result<ReviewSubject> removeReviewNote(store::WriteContext& context, qint64 note, const Hand& hand, Instant now) {
  if (auto may = mayReview(hand); !may) return failure(may.error());
  const auto held = ReviewRepository::note(context.database(), note);
  if (!held) return failure(held.error());
  if (!*held)
    return failure(ErrorKind::NotFound, "unknown_note", "There is no note " + std::to_string(note), {},
                   "List the notes again: somebody else may have removed it");
  const ReviewSubject subject{(*held)->entity, (*held)->externalId};
  if ((*held)->removed) return subject;
  const auto object = reviewedObject(context.database(), subject);
  if (!object) return failure(object.error());
  if (auto removed = ReviewRepository::removeNote(context, *object, note, hand.name, now); !removed)
    return failure(removed.error());
  auto entry = reviewEntry(hand, "review.note_removed", *object);
  entry.before = auditFields({{"note", QString::number(note)}, {"by", (*held)->person}});
  if (auto noted = noteReview(context, entry, now); !noted) return failure(noted.error());
  return subject;
}

Result<void> setReviewFlag(store::WriteContext& context, const QVector<ReviewSubject>& subjects, const QString& flag,
                           const Hand& hand, Instant now) {
  if (auto may = mayReview(hand); !may) return may;
  if (auto known = checkFlag(flag); !known) return known;
  for (const ReviewSubject& subject : subjects)
    if (auto set = setOneFlag(context, subject, flag, hand, now); !set) return set;
  return {};
}

Result<void> markAsReviewed(store::WriteContext& context, const QVector<ReviewSubject>& subjects, bool reviewed,
                            const Hand& hand, Instant now) {
  if (auto may = mayReview(hand); !may) return may;
  for (const ReviewSubject& subject : subjects)
    if (auto marked = markOne(context, subject, reviewed, hand, now); !marked) return marked;
  return {};
}

}  // namespace billing::operations
