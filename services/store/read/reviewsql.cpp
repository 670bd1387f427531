#include "store/read/reviewsql.h"

namespace billing::store::reviewsql {
namespace {

// Few rows have a flag or a note: they are found from there, not row by row.
QString flaggedAs(const QString& entity, const QString& flag) {
  return QStringLiteral(
             "t.external_id IN (SELECT m.external_id FROM review_marks m WHERE m.entity = '%1' AND m.flag = '%2')")
      .arg(entity, flag);
}

QString looked(const QString& entity, const QString& more) {
  return QStringLiteral(
             "EXISTS (SELECT 1 FROM review_marks m WHERE m.entity = '%1' AND m.external_id = t.external_id AND "
             "m.reviewed_at IS NOT NULL%2)")
      .arg(entity, more);
}

QString noted(const QString& entity) {
  return QStringLiteral(
             "t.external_id IN (SELECT n.external_id FROM review_notes n WHERE n.entity = '%1' AND n.removed_at IS "
             "NULL)")
      .arg(entity);
}

}  // namespace

QVector<FieldDefinition> fields(const QString& entity) {
  const QString changed = QStringLiteral(" AND m.reviewed_version < t.object_time");
  const QString same = QStringLiteral(" AND m.reviewed_version >= t.object_time");
  QVector<WordedCase> flags;
  for (const char* word : {"follow_up", "question", "dispute", "ok"}) {
    const QString flag = QString::fromLatin1(word);
    flags.append({flag, flaggedAs(entity, flag)});
  }
  return {worded("flag", flags, {}),
          worded("reviewed",
                 {{QStringLiteral("reviewed"), looked(entity, same)},
                  {QStringLiteral("changed_since"), looked(entity, changed)},
                  {QStringLiteral("not_reviewed"), QStringLiteral("NOT ") + looked(entity, {})}},
                 {}),
          worded("has_note", {{QStringLiteral("yes"), noted(entity)}}, QStringLiteral("no"))};
}

QString columns(const QString& entity) {
  return QStringLiteral(
             ", m.flag, m.flagged_by, m.reviewed_by, m.flagged_at, m.reviewed_at, "
             "CASE WHEN m.reviewed_version < t.object_time THEN 1 ELSE 0 END, "
             "(SELECT COUNT(*) FROM review_notes n WHERE n.entity = '%1' AND n.external_id = t.external_id AND "
             "n.removed_at IS NULL) ")
      .arg(entity);
}

QString join(const QString& entity) {
  return QStringLiteral(" LEFT JOIN review_marks m ON m.entity = '%1' AND m.external_id = t.external_id").arg(entity);
}

void readMark(Columns& columns, ReviewMark& mark) {
  columns.to(mark.flag, mark.flaggedBy, mark.reviewedBy, mark.flaggedAt, mark.reviewedAt, mark.changedSince,
             mark.notes);
}

}  // namespace billing::store::reviewsql
