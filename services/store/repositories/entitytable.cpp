#include "store/repositories/entitytable.h"

#include "store/sqlquery.h"

namespace billing::store {

EntityTable::EntityTable(Entity entity, const QString& name, const QStringList& keys, const QStringList& columns)
    : entity_(entity) {
  const QStringList written = QStringList{QStringLiteral("provider")} + columns +
                              QStringList{QStringLiteral("object_time"), QStringLiteral("object_event"),
                                          QStringLiteral("field_versions"), QStringLiteral("updated_at")};
  const QString marks = QStringList(written.size(), QStringLiteral("?")).join(u',');
  QString where = QStringLiteral("provider = ?");
  for (const QString& key : keys) where += QStringLiteral(" AND %1 = ?").arg(key);
  find_ = QStringLiteral("SELECT id, object_time, object_event, field_versions, %1 FROM %2 WHERE %3")
              .arg(columns.join(u','), name, where);
  each_ = QStringLiteral("SELECT id, object_time, object_event, field_versions, provider, %1 FROM %2 ORDER BY id")
              .arg(columns.join(u','), name);
  insert_ = QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)").arg(name, written.join(u','), marks);
  update_ = QStringLiteral("UPDATE %1 SET %2 = ? WHERE id = ?").arg(name, written.join(QStringLiteral(" = ?, ")));
}

Result<void> EntityTable::ended(WriteContext& context, Statement& statement) {
  return store::ended(context.database(), statement.query());
}

Result<std::int64_t> EntityTable::write(WriteContext& context, std::int64_t row, QVariantList values) const {
  const ChangeKind kind = row == 0 ? ChangeKind::Inserted : ChangeKind::Updated;
  if (row == 0) {
    const Result<std::int64_t> inserted = insert(context, values);
    if (!inserted) return inserted;
    row = *inserted;
  } else {
    values << qlonglong(row);
    if (auto updated = Statement::run(context, update_, values); !updated) return failure(updated.error());
  }
  context.changed(entity_, row, kind);
  return row;
}

Result<std::int64_t> EntityTable::insert(WriteContext& context, const QVariantList& values) const {
  Result<Statement> inserted = Statement::run(context, insert_, values);
  if (!inserted) return failure(inserted.error());
  return inserted->query().lastInsertId().toLongLong();
}

}  // namespace billing::store
