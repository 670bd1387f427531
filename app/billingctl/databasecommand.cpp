// billingctl database: what each role needs of a team's server, given and checked.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/eventsreading.h"
#include "operations/admin/databaserights.h"
#include "store/rights/rightscheck.h"

namespace billing::ctl {
namespace {

struct RightsOptions {
  std::string database, role, user;
  bool approver = false, live = false, apply = false, json = false;
};

int failRights(const Error& error, int code) {
  std::fprintf(stderr, "billingctl database: %s\n", describe(error).c_str());
  return code;
}

int failRightsStore(const Error& error) {
  return failRights(error, error.kind == ErrorKind::InvalidInput ? Usage : exitCodeOfStore(error));
}

store::DatabaseRole roleOf(const RightsOptions& options) {
  return {QString::fromStdString(options.role), options.approver, options.live};
}

void printDocument(const QJsonObject& object) {
  std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

int tellGrants(const RightsOptions& options) {
  const auto config = databaseConfig(options.database);
  if (!config) return failRightsStore(config.error());
  const QString user = QString::fromStdString(options.user);
  if (config->dialect == store::Dialect::Sqlite)
    return failRights(
        {ErrorKind::InvalidInput, "no_rights_in_files", "A file knows no rights of its own",
         "whoever can write it can do everything", "Roles guide there; a server enforces them", false, ""},
        Usage);
  const auto statements = options.apply ? store::applyRights(*config, user, roleOf(options))
                                        : store::grantStatements(config->dialect, config->name, user, roleOf(options));
  if (!statements) return failRightsStore(statements.error());
  if (options.json) {
    printDocument({{QStringLiteral("applied"), options.apply},
                   {QStringLiteral("statements"), QJsonArray::fromStringList(*statements)}});
    return Ok;
  }
  if (!options.apply)
    std::printf("-- %s of %s. The user must be there already, with a password that never passes here.\n",
                options.role.c_str(), config->name.toUtf8().constData());
  for (const QString& statement : *statements) std::printf("%s;\n", statement.toUtf8().constData());
  return Ok;
}

int tellFindings(const RightsOptions& options, const QVector<store::RightsFinding>& findings) {
  QJsonArray list;
  for (const store::RightsFinding& finding : findings) {
    list.append(QJsonObject{
        {QStringLiteral("table"), finding.table},
        {QStringLiteral("right"), finding.right},
        {QStringLiteral("problem"), finding.missing ? QStringLiteral("missing") : QStringLiteral("too_much")}});
    if (!options.json) std::printf("%s\n", operations::inWords(finding).toUtf8().constData());
  }
  if (options.json)
    printDocument({{QStringLiteral("role"), QString::fromStdString(options.role)}, {QStringLiteral("findings"), list}});
  else if (findings.isEmpty())
    std::printf("This user can do what %s may, and no more\n", options.role.c_str());
  return findings.isEmpty() ? Ok : Negative;
}

int checkUser(const RightsOptions& options) {
  auto config = databaseConfig(options.database);
  if (!config) return failRightsStore(config.error());
  if (config->dialect == store::Dialect::Sqlite) {
    std::fprintf(stderr, "billingctl database: A file knows no rights: whoever can write it can do everything\n");
    return Negative;
  }
  config->readers = 1;
  config->readOnly = true;
  const auto database = store::Database::open(*config, SystemClock());
  if (!database) return failRightsStore(database.error());
  const auto found = (*database)
                         ->read<QVector<store::RightsFinding>>([role = roleOf(options)](QSqlDatabase& connection) {
                           return store::checkRights(connection, role);
                         })
                         .result();
  if (!found) return failRightsStore(found.error());
  return tellFindings(options, *found);
}

void addRoleOptions(CLI::App& command, RightsOptions& options) {
  command.add_option("--database", options.database, kDatabaseHelp)->required();
  command.add_option("--role", options.role, "viewer, finance, developer or admin")
      ->required()
      ->check(CLI::IsMember({"viewer", "finance", "developer", "admin"}));
  command.add_flag("--approver", options.approver, "Besides, the right to agree to what others ask for");
  command.add_flag("--live", options.live, "Of a workspace in live mode: safety switches are the admin's");
  command.add_flag("--json", options.json, "Print JSON");
}

}  // namespace

void addDatabaseCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<RightsOptions>();
  CLI::App* database = root.add_subcommand("database", "A team's server: the rights that enforce the roles");
  database->require_subcommand(1);
  CLI::App* grants = database->add_subcommand("grants", "Print the GRANT statements of a role, or run them");
  addRoleOptions(*grants, *options);
  grants->add_option("--user", options->user, "The server's user; with MySQL USER@HOST, else from everywhere")
      ->required();
  grants->add_flag("--apply", options->apply, "Run them, after taking away what the user has on this database");
  grants->callback([options, &exitCode] { exitCode = tellGrants(*options); });
  CLI::App* rights = database->add_subcommand("rights", "What the connected user lacks or has beyond a role");
  addRoleOptions(*rights, *options);
  rights->callback([options, &exitCode] { exitCode = checkUser(*options); });
  database->footer("The owner of the tables migrates them and grants; people connect as users of their own.");
}

}  // namespace billing::ctl
