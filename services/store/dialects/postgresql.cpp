#include <QSqlDatabase>
#include <QSqlError>

#include "store/dialects/dialects.h"
#include "store/dialects/servererror.h"

namespace billing::store {
namespace {

// libpq keeps options apart by spaces and takes quoted values; Qt keeps them apart by semicolons.
QString pgOption(const char* name, QString value) {
  value.replace(u'\\', QStringLiteral("\\\\")).replace(u'\'', QStringLiteral("\\'"));
  return QStringLiteral("%1='%2'").arg(QLatin1String(name), value);
}

QString pgOptions(const DatabaseConfig& config) {
  const char* mode = config.tls == Tls::Prefer ? "prefer" : config.tls == Tls::Require ? "require" : "verify-full";
  QStringList options{QStringLiteral("connect_timeout=5"), QStringLiteral("application_name=billing-console"),
                      QStringLiteral("keepalives_idle=10"), QStringLiteral("keepalives_interval=5"),
                      QStringLiteral("keepalives_count=3"),
                      // An unsent byte for so long: the network is gone, and nobody should wait for it.
                      QStringLiteral("tcp_user_timeout=20000"), pgOption("sslmode", QLatin1String(mode))};
  if (!config.tlsAuthority.isEmpty()) options << pgOption("sslrootcert", config.tlsAuthority);
  return options.join(u';');
}

// Before somebody is let in, the server gives no SQLSTATE that Qt would pass on: only its sentence.
ServerRefusal refusedAtTheDoor(const QString& text) {
  const auto says = [&](const char* words) { return text.contains(QLatin1String(words), Qt::CaseInsensitive); };
  if (says("password authentication failed") || says("no password supplied") || says("role \"") ||
      says("authentication failed"))
    return ServerRefusal::WrongPassword;
  if (says("permission denied for database")) return ServerRefusal::NoRights;
  if (says("does not support SSL")) return ServerRefusal::TlsMissing;
  if (says("no pg_hba.conf entry"))
    return says("no encryption") || says("SSL off") ? ServerRefusal::TlsRequired : ServerRefusal::NoRights;
  if (says("database \"") && says("does not exist")) return ServerRefusal::NoSuchDatabase;
  return ServerRefusal::Unreachable;
}

// Class or whole code of an SQLSTATE (postgresql.org/docs/current/errcodes-appendix.html).
ServerRefusal refusedByState(const QString& state) {
  struct Known {
    const char* begins;
    ServerRefusal refusal;
  };
  static constexpr Known known[] = {{"08", ServerRefusal::Unreachable},   {"57P", ServerRefusal::Unreachable},
                                    {"28", ServerRefusal::WrongPassword}, {"3D000", ServerRefusal::NoSuchDatabase},
                                    {"42501", ServerRefusal::NoRights},   {"25006", ServerRefusal::NoRights},
                                    {"531", ServerRefusal::Full},         {"55P03", ServerRefusal::Busy},
                                    {"40", ServerRefusal::Busy},          {"25P03", ServerRefusal::Unreachable},
                                    {"57014", ServerRefusal::Withdrawn}};
  for (const Known& one : known)
    if (state.startsWith(QLatin1String(one.begins))) return one.refusal;
  return ServerRefusal::Other;
}

class PostgresqlDialect final : public SqlDialect {
 public:
  QString driver() const override { return QStringLiteral("QPSQL"); }
  QString folder() const override { return QStringLiteral("postgresql"); }
  bool isShared() const override { return true; }
  void address(QSqlDatabase& database, const DatabaseConfig& config, ConnectionRole) const override {
    database.setHostName(config.host);
    if (config.port != 0) database.setPort(config.port);
    database.setDatabaseName(config.name);
    database.setUserName(config.user);
    database.setPassword(config.password);
    database.setConnectOptions(pgOptions(config));
    // A sum of BIGINTs is a NUMERIC, which would else arrive as a double.
    database.setNumericalPrecisionPolicy(QSql::HighPrecision);
  }
  QStringList session(ConnectionRole role) const override {
    QStringList statements{QStringLiteral("SET client_min_messages = warning"),
                           QStringLiteral("SET standard_conforming_strings = on")};
    if (role == ConnectionRole::Reader)
      statements << QStringLiteral("SET default_transaction_read_only = on");
    else  // a console that hangs in the middle of a change must not stop all others for ever
      statements << QStringLiteral("SET lock_timeout = '20s'")
                 << QStringLiteral("SET idle_in_transaction_session_timeout = '60s'");
    return statements;
  }
  QString begin() const override { return QStringLiteral("BEGIN"); }
  QString tables() const override {
    return QStringLiteral("SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename");
  }
  // SQLite and MySQL sort NULL as the smallest value.
  QString spoken(const QString& sql) const override {
    QString said = sql;
    said.replace(QStringLiteral(" DESC"), QStringLiteral(" DESC NULLS LAST"));
    return said.replace(QStringLiteral(" ASC"), QStringLiteral(" ASC NULLS FIRST"));
  }
  QString insertOrSkip(const QString& into) const override {
    return QStringLiteral("INSERT ") + into + QStringLiteral(" ON CONFLICT DO NOTHING");
  }
  bool isDuplicate(const QSqlError& error) const override { return error.nativeErrorCode() == u"23505"; }
  QString contains(const QString& expression) const override {
    return QStringLiteral("(%1) COLLATE \"default\" ILIKE ? ESCAPE '!'").arg(expression);
  }
  QString textOrder(const QString& expression) const override { return QStringLiteral("LOWER(%1)").arg(expression); }
  QString wholeQuotient(const QString& dividend, const QString& divisor) const override {
    return QStringLiteral("(%1 / %2)").arg(dividend, divisor);
  }
  bool hasTrigrams() const override { return false; }
  QString lock(const QString& name) const override {
    return QStringLiteral("SELECT pg_advisory_lock(%1)").arg(keyOf(name));
  }
  QString unlock(const QString& name) const override {
    return QStringLiteral("SELECT pg_advisory_unlock(%1)").arg(keyOf(name));
  }
  // Asked again, the same connection would hold it twice.
  QString tryLock(const QString& name) const override {
    return QStringLiteral(
               "SELECT CASE WHEN EXISTS (SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND pid = pg_backend_pid() "
               "AND database = (SELECT oid FROM pg_database WHERE datname = current_database()) AND granted AND "
               "((CAST(classid AS BIGINT) << 32) | CAST(objid AS BIGINT)) = %1) THEN 1 WHEN pg_try_advisory_lock(%1) "
               "THEN 1 ELSE 0 END")
        .arg(keyOf(name));
  }
  QString cipher() const override {
    return QStringLiteral("SELECT COALESCE((SELECT cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid()), '')");
  }
  QString description(const DatabaseConfig& config) const override {
    return QStringLiteral("PostgreSQL %1@%2").arg(config.name, config.host);
  }
  Error error(const QSqlDatabase& database, const QSqlError& error, std::string what) const override {
    const QString state = error.nativeErrorCode();
    const bool atTheDoor = error.type() == QSqlError::ConnectionError && state.isEmpty();
    // A connection that broke has no state either.
    const bool broken = state.isEmpty() && !database.isOpen();
    const ServerRefusal refusal = atTheDoor ? refusedAtTheDoor(error.driverText() + error.databaseText())
                                  : broken  ? ServerRefusal::Unreachable
                                            : refusedByState(state);
    return serverError(refusal, std::move(what), error.databaseText().toStdString());
  }

 private:
  // Locks are numbers there: 63 bits of a hash (FNV-1a) that is the same in every build.
  static QString keyOf(const QString& name) {
    quint64 hash = 14695981039346656037ULL;
    for (const char byte : name.toUtf8()) hash = (hash ^ static_cast<unsigned char>(byte)) * 1099511628211ULL;
    return QString::number(hash >> 1);
  }
};

}  // namespace

const SqlDialect& postgresqlDialect() {
  static const PostgresqlDialect postgresql;
  return postgresql;
}

}  // namespace billing::store
