// A database of its own on the server that BILLING_TEST_DATABASE names ("postgresql:host:port:user:database"), for
// tests that run over every kind of database; without it they run over SQLite.
#pragma once

#include <QStringList>
#include <QTest>

#include "store/connection.h"
#include "store/sqlquery.h"

namespace billing::test {

/// Nothing when the tests run over SQLite. The password of these private servers is no secret.
inline std::optional<store::DatabaseConfig> testServer() {
  const QStringList parts = qEnvironmentVariable("BILLING_TEST_DATABASE").split(u':');
  if (parts.size() != 5) return std::nullopt;
  store::DatabaseConfig config;
  config.dialect = parts[0] == u"mysql" ? store::Dialect::MySql : store::Dialect::PostgreSql;
  config.host = parts[1];
  config.port = parts[2].toInt();
  config.user = parts[3];
  config.name = parts[4];
  return config;
}

/// One statement on a connection of its own.
inline Result<void> runOnServer(const store::DatabaseConfig& config, const QString& sql) {
  auto connection = store::Connection::open(config, store::ConnectionRole::Writer);
  if (!connection) return failure(connection.error());
  return store::execute((*connection)->database(), sql);
}

/// Made empty, or like another one (PostgreSQL only), dropped at the end.
class ServerDatabase {
 public:
  explicit ServerDatabase(const store::DatabaseConfig& server, const QString& like = {}) : server_(server) {
    static int serial = 0;
    config = server;
    config.name = QStringLiteral("test_%1_%2").arg(QCoreApplication::applicationPid()).arg(serial++);
    const QString from = like.isEmpty() ? QString() : QStringLiteral(" TEMPLATE ") + like;
    if (auto made = runOnServer(server_, QStringLiteral("CREATE DATABASE ") + config.name + from); !made)
      qFatal("%s", describe(made.error()).c_str());
  }
  // PostgreSQL waits for a checkpoint and for every process when it drops a database: there it goes with its server.
  ~ServerDatabase() {
    if (server_.dialect == store::Dialect::PostgreSql) return;
    if (auto dropped = runOnServer(server_, QStringLiteral("DROP DATABASE ") + config.name); !dropped)
      qWarning("%s", describe(dropped.error()).c_str());
  }
  ServerDatabase(const ServerDatabase&) = delete;
  ServerDatabase& operator=(const ServerDatabase&) = delete;
  store::DatabaseConfig config;

 private:
  store::DatabaseConfig server_;
};

/// A database of its own for one test, with the schema: made once, then copied where the server can.
inline std::unique_ptr<ServerDatabase> serverDatabaseForTest(const store::DatabaseConfig& server, const Clock& clock) {
  if (server.dialect != store::Dialect::PostgreSql) return std::make_unique<ServerDatabase>(server);
  static const auto model = [&] {
    auto made = std::make_unique<ServerDatabase>(server);
    if (auto opened = store::Database::open(made->config, clock); !opened)
      qFatal("%s", describe(opened.error()).c_str());
    return made;
  }();
  return std::make_unique<ServerDatabase>(server, model->config.name);
}

/// For what only a file has.
#define SKIP_ON_SERVERS(why)                     \
  do {                                           \
    if (billing::test::testServer()) QSKIP(why); \
  } while (false)

}  // namespace billing::test
