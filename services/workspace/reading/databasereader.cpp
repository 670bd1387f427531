#include "workspace/rulesreader.h"

namespace billing::workspace {
namespace {

using Kind = TeamDatabase::Kind;
using Tls = TeamDatabase::Tls;

TeamDatabase readServer(TableReader& table) {
  TeamDatabase server;
  server.kind = table.choice<Kind>(
      "kind", {{"postgresql", Kind::PostgreSql}, {"mysql", Kind::MySql}, {"mariadb", Kind::MySql}}, Kind::None);
  if (!table.has("kind"))
    table.mistake("kind", "kind is missing", "Write kind = \"postgresql\" or \"mysql\" (MariaDB too)");
  server.host = table.text("host", "localhost");
  server.port = static_cast<int>(table.number("port", 0, 0, 65535));
  server.name = table.name("name", "billing");
  server.user = table.name("user", "ada");
  server.tls = table.choice<Tls>("tls", {{"prefer", Tls::Prefer}, {"require", Tls::Require}, {"verify", Tls::Verify}},
                                 Tls::Prefer);
  server.tlsAuthority = table.text("tls_authority");
  if (table.has("password")) {
    static_cast<void>(table.text("password"));  // asked for, so that it is told once only
    table.mistake("password", "A password does not belong into this file",
                  "Take it out; the console asks the key ring for the secret “database”");
  }
  table.finish();
  return server;
}

}  // namespace

void readDatabase(TableReader& root, Profile& profile) {
  if (!root.has("database") || root.isText("database")) {
    profile.databaseFile = root.text("database");
    return;
  }
  if (auto table = root.table("database")) profile.database = readServer(*table);
}

}  // namespace billing::workspace
