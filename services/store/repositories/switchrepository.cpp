#include "store/repositories/switchrepository.h"

#include "store/read/columns.h"
#include "store/repositories/textvalue.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

QString switchColumns() {
  return QStringLiteral("SELECT name, is_on, reason, set_by, set_at, remind_at, ends_at FROM safety_switches");
}

SwitchRow readSwitch(const QSqlQuery& query, Instant now) {
  SwitchRow row;
  Columns(query).to(row.name, row.on, row.reason, row.setBy, row.setAt, row.remindAt, row.endsAt);
  if (row.endsAt && *row.endsAt <= now.ms) row.on = false;
  return row;
}

QVariant orNull(std::optional<qint64> value) {
  return value ? QVariant(*value) : QVariant();
}

}  // namespace

Result<std::optional<SwitchRow>> SwitchRepository::find(WriteContext& context, const char* name, Instant now) {
  static const QString sql = switchColumns() + QStringLiteral(" WHERE name = ?");
  auto rows = Statement::run(context, sql, {QString::fromLatin1(name)});
  if (!rows) return failure(rows.error());
  if (rows->next()) return readSwitch(rows->query(), now);
  if (auto good = ended(context.database(), rows->query()); !good) return failure(good.error());
  return std::optional<SwitchRow>();
}

Result<QVector<SwitchRow>> SwitchRepository::all(QSqlDatabase& database, Instant now) {
  QVector<SwitchRow> rows;
  auto read = forEachRow(database, switchColumns() + QStringLiteral(" ORDER BY name"), {},
                         [&](const QSqlQuery& query) { rows.append(readSwitch(query, now)); });
  if (!read) return failure(read.error());
  return rows;
}

Result<void> SwitchRepository::save(WriteContext& context, const SwitchRow& row) {
  auto known = Statement::run(context, QStringLiteral("SELECT name FROM safety_switches WHERE name = ?"), {row.name});
  if (!known) return failure(known.error());
  const QString sql = known->next() ? QStringLiteral(
                                          "UPDATE safety_switches SET is_on = ?, reason = ?, set_by = ?, set_at = ?, "
                                          "remind_at = ?, ends_at = ? WHERE name = ?")
                                    : QStringLiteral(
                                          "INSERT INTO safety_switches (is_on, reason, set_by, set_at, remind_at, "
                                          "ends_at, name) VALUES (?, ?, ?, ?, ?, ?, ?)");
  auto saved = Statement::run(context, sql,
                              {row.on ? 1 : 0, textValue(row.reason), textValue(row.setBy), orNull(row.setAt),
                               orNull(row.remindAt), orNull(row.endsAt), row.name});
  if (!saved) return failure(saved.error());
  context.changed(Entity::SafetySwitch, 0, ChangeKind::Updated);
  return {};
}

}  // namespace billing::store
