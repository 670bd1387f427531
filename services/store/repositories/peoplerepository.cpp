#include "store/repositories/peoplerepository.h"

#include "store/read/columns.h"
#include "store/repositories/textvalue.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

QString peopleColumns() {
  return QStringLiteral("SELECT name, role, may_approve, active, set_by, set_at FROM people");
}

PersonRow readPerson(const QSqlQuery& query) {
  PersonRow row;
  Columns(query).to(row.name, row.role, row.mayApprove, row.active, row.setBy, row.setAt);
  return row;
}

bool managesPeople(const PersonRow& person) {
  return person.active && person.role == QLatin1String("admin");
}

// A list without an admin could never be changed again.
Result<void> checkSomebodyManages(WriteContext& context, const PersonRow& changed) {
  if (managesPeople(changed)) return {};
  const auto others = PeopleRepository::list(context.database());
  if (!others) return failure(others.error());
  for (const PersonRow& other : *others)
    if (other.name != changed.name && managesPeople(other)) return {};
  return failure(ErrorKind::InvalidInput, "last_admin", "Nobody would be left who manages people",
                 "“" + changed.name.toStdString() + "” would not be an admin, and there is no other",
                 "Make somebody an admin first, yourself for example");
}

}  // namespace

Result<QVector<PersonRow>> PeopleRepository::list(QSqlDatabase& database) {
  QVector<PersonRow> rows;
  auto read = forEachRow(database, peopleColumns() + QStringLiteral(" ORDER BY name"), {},
                         [&](const QSqlQuery& query) { rows.append(readPerson(query)); });
  if (!read) return failure(read.error());
  return rows;
}

Result<std::optional<PersonRow>> PeopleRepository::find(QSqlDatabase& database, const QString& name) {
  std::optional<PersonRow> row;
  auto read = forEachRow(database, peopleColumns() + QStringLiteral(" WHERE name = ?"), {name},
                         [&](const QSqlQuery& query) { row = readPerson(query); });
  if (!read) return failure(read.error());
  return row;
}

Result<void> PeopleRepository::set(WriteContext& context, const PersonRow& person, const AuditEntry& audit,
                                   Instant now) {
  if (auto fit = checkSomebodyManages(context, person); !fit) return fit;
  const auto known = find(context.database(), person.name);
  if (!known) return failure(known.error());
  const QString sql =
      known->has_value()
          ? QStringLiteral(
                "UPDATE people SET role = ?, may_approve = ?, active = ?, set_by = ?, set_at = ? WHERE name = ?")
          : QStringLiteral(
                "INSERT INTO people (role, may_approve, active, set_by, set_at, name) VALUES (?, ?, ?, ?, ?, ?)");
  auto saved = Statement::run(context, sql,
                              {textValue(person.role), person.mayApprove ? 1 : 0, person.active ? 1 : 0,
                               textValue(person.setBy), person.setAt, person.name});
  if (!saved) return failure(saved.error());
  if (auto entry = appendAudit(context, audit, now); !entry) return failure(entry.error());
  context.changed(Entity::Person, 0, known->has_value() ? ChangeKind::Updated : ChangeKind::Inserted);
  return {};
}

}  // namespace billing::store
