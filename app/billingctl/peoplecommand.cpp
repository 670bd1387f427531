// billingctl people: who may do what in a workspace.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <future>

#include "app/billingctl/commands.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/admin/people.h"
#include "store/repositories/peoplerepository.h"

namespace billing::ctl {
namespace {

using operations::Role;

struct PeopleOptions {
  WorkspaceOptions where;
  HandOptions hand;
  std::string name, role, reason;
  bool approver = false, notApprover = false, inactive = false, active = false, json = false;
};

int failPeople(const Error& error, int code) {
  std::fprintf(stderr, "billingctl people: %s\n", describe(error).c_str());
  return code;
}

QString roleWord(Role role) {
  const auto word = toString(role);
  return QString::fromUtf8(word.data(), static_cast<qsizetype>(word.size()));
}

void printPeopleJson(const QJsonDocument& document) {
  std::printf("%s\n", document.toJson(QJsonDocument::Compact).constData());
}

QJsonObject personObject(const store::PersonRow& person) {
  return {{QStringLiteral("name"), person.name},
          {QStringLiteral("role"), person.role},
          {QStringLiteral("may_approve"), person.mayApprove},
          {QStringLiteral("active"), person.active},
          {QStringLiteral("set_by"), person.setBy},
          {QStringLiteral("set_at"), QString::fromStdString(toIso8601({person.setAt}))}};
}

void printPerson(const store::PersonRow& person) {
  const QString line = QStringLiteral("%1  %2  %3%4  set %5 by %6")
                           .arg(person.name, -20)
                           .arg(person.role, -9)
                           .arg(person.mayApprove ? QStringLiteral("may approve") : QStringLiteral("           "))
                           .arg(person.active ? QString() : QStringLiteral("  not active"))
                           .arg(QString::fromStdString(toIso8601({person.setAt})), person.setBy);
  std::printf("%s\n", line.toUtf8().constData());
}

struct Known {
  QVector<store::PersonRow> people;
  operations::Actor me;
};

Result<Known> knownPeople(store::Database& database) {
  return database
      .read<Known>([](QSqlDatabase& connection) -> Result<Known> {
        auto people = store::PeopleRepository::list(connection);
        if (!people) return failure(people.error());
        const auto me = operations::whoIs(connection, operations::loginName(), QStringLiteral("billingctl"));
        if (!me) return failure(me.error());
        return Known{std::move(*people), *me};
      })
      .result();
}

int tellPeople(store::Database& database, bool json) {
  const auto known = knownPeople(database);
  if (!known) return failPeople(known.error(), StoreFailure);
  const QString enforced = operations::enforcedBy(database.dialect());
  if (json) {
    QJsonArray list;
    for (const auto& person : known->people) list.append(personObject(person));
    printPeopleJson(QJsonDocument(QJsonObject{{QStringLiteral("people"), list},
                                              {QStringLiteral("me"), known->me.name},
                                              {QStringLiteral("my_role"), roleWord(known->me.role)},
                                              {QStringLiteral("i_may_approve"), known->me.mayApprove},
                                              {QStringLiteral("enforced_by"), enforced}}));
    return Ok;
  }
  for (const auto& person : known->people) printPerson(person);
  if (known->people.isEmpty()) std::printf("Nobody is listed: whoever opens this workspace is its admin.\n");
  std::printf("You are %s: %s%s. %s.\n", known->me.name.toUtf8().constData(),
              roleWord(known->me.role).toUtf8().constData(), known->me.mayApprove ? ", may approve" : "",
              enforced.toUtf8().constData());
  return Ok;
}

int listPeople(const PeopleOptions& options) {
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failPeople(database.error(), StoreFailure);
  return tellPeople(**database, options.json);
}

// What is not said stays as it was; somebody new may not approve and is active.
store::PersonRow changedPerson(const PeopleOptions& options, const QVector<store::PersonRow>& people) {
  store::PersonRow person;
  person.name = QString::fromStdString(options.name).trimmed().toLower();
  for (const auto& known : people)
    if (known.name == person.name) person = known;
  if (!options.role.empty()) person.role = QString::fromStdString(options.role);
  if (options.approver || options.notApprover) person.mayApprove = options.approver;
  if (options.active || options.inactive) person.active = options.active;
  return person;
}

int setPerson(const PeopleOptions& options) {
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failPeople(profile.error(), Unreadable);
  const auto database = openDatabase(options.where.database, false);
  if (!database) return failPeople(database.error(), StoreFailure);
  const auto actor = takeHand(**database, options.hand, operations::Deed::ManagePeople, profile->live());
  if (!actor) return failPeople(actor.error(), exitCodeOfHand(actor.error()));
  const auto known = knownPeople(**database);
  if (!known) return failPeople(known.error(), StoreFailure);
  const operations::PersonChange change{changedPerson(options, known->people), QString::fromStdString(options.reason),
                                        *actor, profile->live()};
  std::promise<Result<void>> promise;
  (*database)->write(
      [&](store::WriteContext& context) { return operations::setPerson(context, change, SystemClock().now()); },
      [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  if (const auto set = promise.get_future().get(); !set) return failPeople(set.error(), exitCodeOfHand(set.error()));
  return tellPeople(**database, options.json);
}

int tellRoles(const PeopleOptions& options) {
  QJsonArray list;
  if (!options.json) std::printf("%-42s  viewer  finance  developer  admin\n", "");
  for (const auto& row : operations::permissionMatrix()) {
    QJsonObject object{{QStringLiteral("what"), QString::fromUtf8(row.words)}};
    for (const Role role : operations::kRoles) object.insert(roleWord(role), row.allows(role));
    list.append(object);
    const auto mark = [&](Role role) { return row.allows(role) ? "yes" : "-"; };
    if (!options.json)
      std::printf("%-42s  %-6s  %-7s  %-9s  %s\n", row.words, mark(Role::Viewer), mark(Role::Finance),
                  mark(Role::Developer), mark(Role::Admin));
  }
  if (options.json) printPeopleJson(QJsonDocument(list));
  return Ok;
}

void addSet(CLI::App& people, const std::shared_ptr<PeopleOptions>& options, int& exitCode) {
  CLI::App* set = people.add_subcommand("set", "Add somebody, or change what somebody may");
  addWorkspaceOptions(*set, options->where);
  addHandOptions(*set, options->hand);
  set->add_option("name", options->name, "The name one logs in with")->required();
  set->add_option("--role", options->role, "viewer, finance, developer or admin");
  set->add_option("--reason", options->reason, "Why, for the audit log")->required();
  auto* may = set->add_flag("--may-approve", options->approver, "May agree to what others ask for");
  set->add_flag("--may-not-approve", options->notApprover, "No longer")->excludes(may);
  auto* on = set->add_flag("--active", options->active, "Counts again");
  set->add_flag("--inactive", options->inactive, "Has left; the name stays on record")->excludes(on);
  set->add_flag("--json", options->json, "Print JSON");
  set->callback([options, &exitCode] { exitCode = setPerson(*options); });
}

}  // namespace

void addPeopleCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<PeopleOptions>();
  CLI::App* people = root.add_subcommand("people", "Who may do what in a workspace: list, set, roles");
  people->require_subcommand(1);
  CLI::App* list = people->add_subcommand("list", "Everybody with their role, and who you are");
  list->add_option("--database", options->where.database, "SQLite file of the workspace")->required();
  list->add_flag("--json", options->json, "Print JSON");
  list->callback([options, &exitCode] { exitCode = listPeople(*options); });
  addSet(*people, options, exitCode);
  CLI::App* roles = people->add_subcommand("roles", "The table of rights");
  roles->add_flag("--json", options->json, "Print JSON");
  roles->callback([options, &exitCode] { exitCode = tellRoles(*options); });
  people->footer(
      "Nobody listed: whoever opens the workspace is its admin. Who acts is whoever is logged in. With a file on this "
      "machine\nroles guide; with a team database its own rights enforce them.\n"
      "Exit code 1: the role or the lock of live mode forbids it; 2: the change cannot be made so (no reason, no such "
      "role,\n"
      "no admin left); 3: no such workspace or database; 4: the database.");
}

}  // namespace billing::ctl
