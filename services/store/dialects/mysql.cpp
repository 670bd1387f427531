#include <QSqlDatabase>
#include <QSqlError>

#include "store/dialects/dialects.h"
#include "store/dialects/servererror.h"

namespace billing::store {
namespace {

QString mysqlOptions(const DatabaseConfig& config) {
  // Rows that an UPDATE found count, also those that it left as they were: so do the others.
  QStringList options{QStringLiteral("CLIENT_FOUND_ROWS=1"), QStringLiteral("MYSQL_OPT_CONNECT_TIMEOUT=5"),
                      QStringLiteral("MYSQL_OPT_READ_TIMEOUT=60"), QStringLiteral("MYSQL_OPT_WRITE_TIMEOUT=60")};
  if (config.host.startsWith(u'/')) options << QStringLiteral("UNIX_SOCKET=") + config.host;
  if (config.tls != Tls::Prefer) options << QStringLiteral("CLIENT_SSL=1");
  if (config.tls == Tls::Verify) options << QStringLiteral("MYSQL_OPT_SSL_VERIFY_SERVER_CERT=TRUE");
  if (!config.tlsAuthority.isEmpty()) options << QStringLiteral("SSL_CA=") + config.tlsAuthority;
  return options.join(u';');
}

ServerRefusal mysqlRefusal(int code) {
  switch (code) {
    case 1045:  // access denied for user
    case 1698:  // the same, by plugin
      return ServerRefusal::WrongPassword;
    case 1049:
      return ServerRefusal::NoSuchDatabase;
    case 1044:  // to the database
    case 1142:  // to the table
    case 1143:  // to the column
    case 1227:  // a privilege is missing
    case 1290:  // --read-only
    case 1370:  // routine
    case 1410:
    case 1419:  // triggers beside a binary log
    case 1836:  // read only
      return ServerRefusal::NoRights;
    case 3159:  // require_secure_transport
      return ServerRefusal::TlsRequired;
    case 2026:
      return ServerRefusal::TlsMissing;
    case 1021:
    case 1114:
      return ServerRefusal::Full;
    case 1205:  // lock wait
    case 1213:  // deadlock
      return ServerRefusal::Busy;
    case 1317:
      return ServerRefusal::Withdrawn;
    case 1040:  // too many connections
    case 1053:  // shutdown
    case 1927:  // killed
      return ServerRefusal::Unreachable;
    default:
      return code >= 2000 && code < 2060 ? ServerRefusal::Unreachable : ServerRefusal::Other;
  }
}

class MysqlDialect final : public SqlDialect {
 public:
  QString driver() const override { return QStringLiteral("QMYSQL"); }
  QString folder() const override { return QStringLiteral("mysql"); }
  bool isShared() const override { return true; }
  void address(QSqlDatabase& database, const DatabaseConfig& config, ConnectionRole) const override {
    const bool socket = config.host.startsWith(u'/');
    database.setHostName(socket ? QStringLiteral("localhost") : config.host);
    if (config.port != 0) database.setPort(config.port);
    database.setDatabaseName(config.name);
    database.setUserName(config.user);
    database.setPassword(config.password);
    database.setConnectOptions(mysqlOptions(config));
    database.setNumericalPrecisionPolicy(QSql::HighPrecision);  // a sum of BIGINTs is a DECIMAL
  }
  QStringList session(ConnectionRole role) const override {
    // The standard's quotes and concatenation, no silent shortening of what does not fit.
    QStringList statements{QStringLiteral("SET SESSION sql_mode = 'ANSI_QUOTES,PIPES_AS_CONCAT,NO_BACKSLASH_ESCAPES,"
                                          "STRICT_ALL_TABLES,NO_ENGINE_SUBSTITUTION'"),
                           QStringLiteral("SET NAMES utf8mb4 COLLATE utf8mb4_bin"),
                           QStringLiteral("SET SESSION TRANSACTION ISOLATION LEVEL READ COMMITTED")};
    if (role == ConnectionRole::Reader)
      statements << QStringLiteral("SET SESSION TRANSACTION READ ONLY");
    else
      statements << QStringLiteral("SET SESSION innodb_lock_wait_timeout = 20");
    return statements;
  }
  QString begin() const override { return QStringLiteral("START TRANSACTION"); }
  QString tables() const override {
    return QStringLiteral(
        "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE() AND table_type = 'BASE "
        "TABLE' ORDER BY table_name");
  }
  // Refused when the key is taken. INSERT IGNORE would also shorten what does not fit.
  QString insertOrSkip(const QString& into) const override { return QStringLiteral("INSERT ") + into; }
  bool isDuplicate(const QSqlError& error) const override { return error.nativeErrorCode() == u"1062"; }
  bool isMadeAlready(const QSqlError& error) const override {
    // The column or the index is there; MySQL knows no IF NOT EXISTS for them.
    return error.nativeErrorCode() == u"1060" || error.nativeErrorCode() == u"1061";
  }
  QString contains(const QString& expression) const override {
    return QStringLiteral("LOWER(%1) LIKE LOWER(?) ESCAPE '!'").arg(expression);
  }
  QString textOrder(const QString& expression) const override { return QStringLiteral("LOWER(%1)").arg(expression); }
  QString wholeQuotient(const QString& dividend, const QString& divisor) const override {
    return QStringLiteral("(%1 DIV %2)").arg(dividend, divisor);
  }
  bool hasTrigrams() const override { return false; }
  QString lock(const QString& name) const override {
    return QStringLiteral("SELECT GET_LOCK(%1, 60)").arg(nameOf(name));
  }
  QString unlock(const QString& name) const override {
    return QStringLiteral("SELECT RELEASE_LOCK(%1)").arg(nameOf(name));
  }
  QString tryLock(const QString& name) const override {
    return QStringLiteral("SELECT CASE WHEN IS_USED_LOCK(%1) = CONNECTION_ID() THEN 1 ELSE GET_LOCK(%1, 0) END")
        .arg(nameOf(name));
  }
  QString cipher() const override { return QStringLiteral("SHOW SESSION STATUS LIKE 'Ssl_cipher'"); }
  QString description(const DatabaseConfig& config) const override {
    return QStringLiteral("MySQL %1@%2").arg(config.name, config.host);
  }
  Error error(const QSqlDatabase&, const QSqlError& error, std::string what) const override {
    return serverError(mysqlRefusal(error.nativeErrorCode().toInt()), std::move(what),
                       error.databaseText().toStdString());
  }

 private:
  // Its locks are the server's, not the database's.
  static QString nameOf(const QString& name) {
    return QStringLiteral("CONCAT('billing.%1.', MD5(DATABASE()))").arg(name);
  }
};

}  // namespace

const SqlDialect& mysqlDialect() {
  static const MysqlDialect mysql;
  return mysql;
}

}  // namespace billing::store
