#include "operations/admin/people.h"

#include <pwd.h>
#include <unistd.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <vector>

#include "store/repositories/peoplerepository.h"
#include "store/rights/rightscheck.h"

namespace billing::operations {
namespace {

using store::PersonRow;

QByteArray personJson(const PersonRow& person) {
  const auto yes = [](bool value) { return value ? QStringLiteral("yes") : QStringLiteral("no"); };
  return QJsonDocument(QJsonObject{{QStringLiteral("role"), person.role},
                                   {QStringLiteral("may_approve"), yes(person.mayApprove)},
                                   {QStringLiteral("active"), yes(person.active)}})
      .toJson(QJsonDocument::Compact);
}

Result<PersonRow> checkedPerson(const PersonChange& change, Instant now) {
  PersonRow person = change.person;
  person.name = person.name.trimmed().toLower();
  if (person.name.isEmpty() || person.name.size() > 64)
    return failure(ErrorKind::InvalidInput, "name_missing", "A person has a login name of 1 to 64 characters", {},
                   "Give the name that the person logs in with");
  if (!roleFrom(person.role.toStdString()))
    return failure(ErrorKind::InvalidInput, "unknown_role", "There is no role “" + person.role.toStdString() + "”", {},
                   "Roles are viewer, finance, developer and admin");
  if (change.reason.trimmed().size() < 3)
    return failure(ErrorKind::InvalidInput, "reason_missing", "A change of a role takes a reason",
                   "It is kept in the audit log", "Say in a few words why");
  person.setBy = change.by.name;
  person.setAt = now.ms;
  return person;
}

store::AuditEntry personAudit(const PersonChange& change, const PersonRow& person,
                              const std::optional<PersonRow>& before) {
  store::AuditEntry entry;
  entry.actor = change.by.name;
  const auto role = toString(change.by.role);
  entry.role = QString::fromUtf8(role.data(), static_cast<qsizetype>(role.size()));
  entry.origin = change.by.origin;
  entry.live = change.live;
  entry.action = QStringLiteral("person.set");
  entry.entity = QStringLiteral("person");
  entry.externalId = person.name;
  entry.reason = change.reason.trimmed();
  if (before) entry.before = personJson(*before);
  entry.after = personJson(person);
  return entry;
}

}  // namespace

QString loginName() {
  std::vector<char> room(16384);
  passwd entry{};
  passwd* found = nullptr;
  const bool known = getpwuid_r(geteuid(), &entry, room.data(), room.size(), &found) == 0 && found != nullptr;
  const QString name = known ? QString::fromLocal8Bit(found->pw_name).trimmed().toLower() : QString();
  return name.isEmpty() ? QStringLiteral("unknown") : name;
}

Result<Actor> whoIs(QSqlDatabase& database, const QString& login, const QString& origin) {
  const auto people = store::PeopleRepository::list(database);
  if (!people) return failure(people.error());
  // On a server it is whom that let in: nobody can pretend there to be another.
  const QString user = store::connectedUser(database).toLower();
  const QString name = user.isEmpty() ? login : user;
  Actor actor{name, Role::Viewer, false, origin};
  bool anybody = false;
  for (const PersonRow& person : *people) {
    anybody = anybody || person.active;
    if (!person.active || person.name != name) continue;
    actor.role = roleFrom(person.role.toStdString()).value_or(Role::Viewer);
    actor.mayApprove = person.mayApprove;
  }
  if (!anybody) actor = {name, Role::Admin, true, origin};
  return actor;
}

QString enforcedBy(store::Dialect dialect) {
  switch (dialect) {
    case store::Dialect::PostgreSql:
      return QStringLiteral("PostgreSQL's own rights enforce the roles");
    case store::Dialect::MySql:
      return QStringLiteral("The database server's own rights enforce the roles");
    case store::Dialect::Sqlite:
      break;
  }
  return QStringLiteral("This machine only guides: whoever can write the database file can do everything");
}

Result<void> setPerson(store::WriteContext& context, const PersonChange& change, Instant now) {
  if (auto may = permitted(change.by, Deed::ManagePeople, change.live); !may) return may;
  const auto person = checkedPerson(change, now);
  if (!person) return failure(person.error());
  const auto before = store::PeopleRepository::find(context.database(), person->name);
  if (!before) return failure(before.error());
  return store::PeopleRepository::set(context, *person, personAudit(change, *person, *before), now);
}

}  // namespace billing::operations
