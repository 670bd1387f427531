#include "operations/teamdatabase.h"

#include <QUrl>
#include <QUrlQuery>

#include "operations/admin/people.h"

namespace billing::operations {
namespace {

using workspace::TeamDatabase;

store::Tls tlsOf(TeamDatabase::Tls tls) {
  switch (tls) {
    case TeamDatabase::Tls::Require:
      return store::Tls::Require;
    case TeamDatabase::Tls::Verify:
      return store::Tls::Verify;
    case TeamDatabase::Tls::Prefer:
      break;
  }
  return store::Tls::Prefer;
}

tl::unexpected<Error> badAddress(const QString& text, std::string reason) {
  return failure(ErrorKind::InvalidInput, "bad_database_address",
                 "“" + text.toStdString() + "” is no address of a database", std::move(reason),
                 "Write it like postgresql://ada@db.example/billing?tls=require");
}

std::optional<TeamDatabase::Tls> tlsFrom(const QString& word) {
  if (word.isEmpty() || word == u"prefer") return TeamDatabase::Tls::Prefer;
  if (word == u"require") return TeamDatabase::Tls::Require;
  if (word == u"verify") return TeamDatabase::Tls::Verify;
  return std::nullopt;
}

}  // namespace

store::DatabaseConfig databaseConfigOf(const workspace::Profile& profile, const QString& file,
                                       const QString& password) {
  store::DatabaseConfig config;
  const TeamDatabase& server = profile.database;
  if (!server.isUsed()) {
    config.file = file;
    return config;
  }
  config.dialect = server.kind == TeamDatabase::Kind::MySql ? store::Dialect::MySql : store::Dialect::PostgreSql;
  config.host = QString::fromStdString(server.host);
  config.port = server.port;
  config.name = QString::fromStdString(server.name);
  config.user = QString::fromStdString(server.user);
  config.password = password;
  config.tls = tlsOf(server.tls);
  config.tlsAuthority = QString::fromStdString(server.tlsAuthority);
  return config;
}

QString loginAt(const workspace::Profile& profile) {
  return profile.database.isUsed() ? QString::fromStdString(profile.database.user).toLower() : loginName();
}

Result<std::optional<TeamDatabase>> databaseAddressFrom(const QString& text) {
  const bool postgresql = text.startsWith(u"postgresql://");
  if (!postgresql && !text.startsWith(u"mysql://")) return std::optional<TeamDatabase>();
  const QUrl url(text, QUrl::StrictMode);
  if (!url.password().isEmpty())
    return failure(ErrorKind::InvalidInput, "password_in_address", "A password does not belong into an address",
                   "everybody on the machine can read a command line",
                   "Put it into a file of your own and name that in BILLING_DATABASE_PASSWORD_FILE");
  TeamDatabase server;
  server.kind = postgresql ? TeamDatabase::Kind::PostgreSql : TeamDatabase::Kind::MySql;
  const QUrlQuery query(url);
  const QString socket = query.queryItemValue(QStringLiteral("socket"), QUrl::FullyDecoded);
  server.host = (socket.isEmpty() ? url.host() : socket).toStdString();
  server.port = url.port(0);
  server.user = url.userName().toStdString();
  server.name = url.path().mid(1).toStdString();
  const auto tls = tlsFrom(query.queryItemValue(QStringLiteral("tls")));
  if (!url.isValid() || server.host.empty()) return badAddress(text, "the host is missing");
  if (server.user.empty() || server.name.empty()) return badAddress(text, "user or database is missing");
  if (!tls) return badAddress(text, "tls is prefer, require or verify");
  server.tls = *tls;
  server.tlsAuthority = query.queryItemValue(QStringLiteral("tls_authority"), QUrl::FullyDecoded).toStdString();
  return server;
}

}  // namespace billing::operations
