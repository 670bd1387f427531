#include "store/repositories/reviewrepository.h"

#include "store/read/columns.h"
#include "store/repositories/textvalue.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

struct ReviewedTable {
  const char* entity;
  const char* select;  ///< row, version, customer
  Entity changes;
};

// Both providers by name: so the key of the table is used.
constexpr ReviewedTable kReviewed[] = {
    {"subscription",
     "SELECT id, object_time, customer_external_id FROM subscriptions WHERE provider IN ('dodo', 'stripe') AND "
     "external_id = ? ORDER BY id",
     Entity::Subscription},
    {"customer",
     "SELECT id, object_time, external_id FROM customers WHERE provider IN ('dodo', 'stripe') AND external_id = ? "
     "ORDER BY id",
     Entity::Customer},
    {"invoice",
     "SELECT id, object_time, customer_external_id FROM invoices WHERE provider IN ('dodo', 'stripe') AND external_id "
     "= ? ORDER BY id",
     Entity::Invoice}};

const ReviewedTable* reviewedTable(const QString& entity) {
  for (const ReviewedTable& table : kReviewed)
    if (entity == QLatin1String(table.entity)) return &table;
  return nullptr;
}

QString noteColumns() {
  return QStringLiteral(
      "SELECT id, at, entity, external_id, person, note, CASE WHEN removed_at IS NULL THEN 0 ELSE 1 END FROM "
      "review_notes");
}

StoredReviewNote readReviewNote(const QSqlQuery& query) {
  StoredReviewNote note;
  Columns(query).to(note.id, note.at, note.entity, note.externalId, note.person, note.text, note.removed);
  return note;
}

void publishReviewed(WriteContext& context, const ReviewedObject& object) {
  context.changed(reviewedTable(object.entity)->changes, object.row, ChangeKind::Updated);
}

// One row for each object, made when something is said of it for the first time.
Result<void> changeMark(WriteContext& context, const ReviewedObject& object, const QString& columns,
                        const QVariantList& values) {
  const QVariantList key{object.entity, object.externalId};
  auto changed = Statement::run(
      context, QStringLiteral("UPDATE review_marks SET %1 WHERE entity = ? AND external_id = ?").arg(columns),
      values + key);
  if (!changed) return failure(changed.error());
  publishReviewed(context, object);
  return {};
}

Result<void> makeMark(WriteContext& context, const ReviewedObject& object) {
  const QVariantList key{object.entity, object.externalId};
  bool known = false;
  auto read =
      forEachRow(context.database(), QStringLiteral("SELECT id FROM review_marks WHERE entity = ? AND external_id = ?"),
                 key, [&](const QSqlQuery&) { known = true; });
  if (!read || known) return read;
  auto made =
      Statement::run(context, QStringLiteral("INSERT INTO review_marks (entity, external_id) VALUES (?, ?)"), key);
  if (!made) return failure(made.error());
  return {};
}

}  // namespace

Result<std::optional<ReviewedObject>> ReviewRepository::object(QSqlDatabase& database, const QString& entity,
                                                               const QString& externalId) {
  std::optional<ReviewedObject> found;
  const ReviewedTable* table = reviewedTable(entity);
  if (table == nullptr) return found;
  auto read = forEachRow(database, QLatin1String(table->select), {externalId}, [&](const QSqlQuery& query) {
    ReviewedObject object{entity, externalId, {}, 0, 0};
    Columns(query).to(object.row, object.version, object.customerExternalId);
    found = object;
  });
  if (!read) return failure(read.error());
  return found;
}

Result<QVector<ReviewedObject>> ReviewRepository::all(QSqlDatabase& database) {
  QVector<ReviewedObject> found;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT entity, external_id FROM review_marks WHERE flag <> '' OR reviewed_at IS NOT NULL UNION "
                     "SELECT entity, external_id FROM review_notes WHERE removed_at IS NULL ORDER BY 1, 2"),
      {}, [&](const QSqlQuery& query) {
        ReviewedObject object;
        Columns(query).to(object.entity, object.externalId);
        found.append(object);
      });
  if (!read) return failure(read.error());
  return found;
}

Result<ReviewMark> ReviewRepository::mark(QSqlDatabase& database, const ReviewedObject& object) {
  ReviewMark mark;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT flag, flagged_by, flagged_at, reviewed_by, reviewed_at, CASE WHEN reviewed_version < ? "
                     "THEN 1 ELSE 0 END FROM review_marks WHERE entity = ? AND external_id = ?"),
      {object.version, object.entity, object.externalId}, [&](const QSqlQuery& query) {
        Columns(query).to(mark.flag, mark.flaggedBy, mark.flaggedAt, mark.reviewedBy, mark.reviewedAt,
                          mark.changedSince);
      });
  if (!read) return failure(read.error());
  return mark;
}

Result<QVector<StoredReviewNote>> ReviewRepository::notes(QSqlDatabase& database, const QString& entity,
                                                          const QString& externalId) {
  QVector<StoredReviewNote> all;
  auto read = forEachRow(database,
                         noteColumns() + QStringLiteral(" WHERE entity = ? AND external_id = ? AND removed_at IS NULL "
                                                        "ORDER BY id DESC"),
                         {entity, externalId}, [&](const QSqlQuery& query) { all.append(readReviewNote(query)); });
  if (!read) return failure(read.error());
  return all;
}

Result<std::optional<StoredReviewNote>> ReviewRepository::note(QSqlDatabase& database, qint64 id) {
  std::optional<StoredReviewNote> found;
  auto read = forEachRow(database, noteColumns() + QStringLiteral(" WHERE id = ?"), {id},
                         [&](const QSqlQuery& query) { found = readReviewNote(query); });
  if (!read) return failure(read.error());
  return found;
}

Result<qint64> ReviewRepository::addNote(WriteContext& context, const ReviewedObject& object, const QString& text,
                                         const QString& person, Instant now) {
  auto added = Statement::run(
      context,
      QStringLiteral("INSERT INTO review_notes (entity, external_id, at, person, note) VALUES (?, ?, ?, ?, ?)"),
      {object.entity, object.externalId, qint64(now.ms), textValue(person), text});
  if (!added) return failure(added.error());
  publishReviewed(context, object);
  return added->query().lastInsertId().toLongLong();
}

Result<void> ReviewRepository::removeNote(WriteContext& context, const ReviewedObject& object, qint64 note,
                                          const QString& person, Instant now) {
  auto removed = Statement::run(
      context,
      QStringLiteral("UPDATE review_notes SET removed_at = ?, removed_by = ? WHERE id = ? AND removed_at IS NULL"),
      {qint64(now.ms), textValue(person), note});
  if (!removed) return failure(removed.error());
  publishReviewed(context, object);
  return {};
}

Result<void> ReviewRepository::setFlag(WriteContext& context, const ReviewedObject& object, const QString& flag,
                                       const QString& person, Instant now) {
  if (auto made = makeMark(context, object); !made) return made;
  const bool set = !flag.isEmpty();
  return changeMark(context, object, QStringLiteral("flag = ?, flagged_at = ?, flagged_by = ?"),
                    {textValue(flag), set ? QVariant(qint64(now.ms)) : QVariant(QMetaType(QMetaType::LongLong)),
                     set ? textValue(person) : QVariant(QStringLiteral(""))});
}

Result<void> ReviewRepository::setReviewed(WriteContext& context, const ReviewedObject& object, bool reviewed,
                                           const QString& person, Instant now) {
  if (auto made = makeMark(context, object); !made) return made;
  const QVariant none(QMetaType(QMetaType::LongLong));
  return changeMark(context, object, QStringLiteral("reviewed_at = ?, reviewed_version = ?, reviewed_by = ?"),
                    {reviewed ? QVariant(qint64(now.ms)) : none, reviewed ? QVariant(object.version) : none,
                     reviewed ? textValue(person) : QVariant(QStringLiteral(""))});
}

}  // namespace billing::store
