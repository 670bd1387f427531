#include "store/rights/rightscheck.h"

#include <QHash>
#include <QSet>

#include "store/connection.h"
#include "store/sqldialect.h"
#include "store/sqlquery.h"
#include "store/transaction.h"

namespace billing::store {

Dialect dialectOf(const QSqlDatabase& database) {
  if (database.driverName() == u"QPSQL") return Dialect::PostgreSql;
  return database.driverName() == u"QMYSQL" ? Dialect::MySql : Dialect::Sqlite;
}

QString connectedUser(const QSqlDatabase& database) {
  return dialectOf(database) == Dialect::Sqlite ? QString() : database.userName();
}

namespace {

/// "table RIGHT" and "table UPDATE (column)" that the user has.
using HeldRights = QSet<QString>;

QString held(const QString& table, const QString& right, const QString& column = {}) {
  const QString what = table + u' ' + right.toUpper();
  return column.isEmpty() ? what : what + QStringLiteral(" (") + column + u')';
}

// The server itself says what holds, by whatever way: roles, ownership, PUBLIC.
Result<HeldRights> heldOnPostgresql(QSqlDatabase& database) {
  HeldRights rights;
  auto tables = forEachRow(
      database,
      QStringLiteral("SELECT t.tablename, r.word FROM pg_tables t CROSS JOIN (VALUES ('SELECT'), ('INSERT'), "
                     "('UPDATE'), ('DELETE')) AS r (word) WHERE t.schemaname = current_schema() AND "
                     "has_table_privilege(quote_ident(t.schemaname) || '.' || quote_ident(t.tablename), r.word)"),
      {}, [&](QSqlQuery& row) { rights << held(row.value(0).toString(), row.value(1).toString()); });
  if (!tables) return failure(tables.error());
  auto columns = forEachRow(
      database,
      QStringLiteral("SELECT c.table_name, c.column_name FROM information_schema.columns c WHERE c.table_schema = "
                     "current_schema() AND c.table_name = 'outbox_calls' AND has_column_privilege(c.table_name, "
                     "c.column_name, 'UPDATE')"),
      {}, [&](QSqlQuery& row) {
        rights << held(row.value(0).toString(), QStringLiteral("UPDATE"), row.value(1).toString());
      });
  if (!columns) return failure(columns.error());
  return rights;
}

// Rights on everything, on the database, on tables and on columns are four lists; a right in one holds in those below.
Result<HeldRights> heldOnMysql(QSqlDatabase& database) {
  static const QString me = QStringLiteral(
      "CONCAT('''', SUBSTRING_INDEX(CURRENT_USER(), '@', 1), '''@''', SUBSTRING_INDEX(CURRENT_USER(), '@', -1), '''')");
  HeldRights rights;
  QSet<QString> everywhere;
  for (const char* from : {"user_privileges WHERE", "schema_privileges WHERE table_schema = DATABASE() AND"}) {
    auto read = forEachRow(
        database,
        QStringLiteral("SELECT privilege_type FROM information_schema.%1 grantee = %2").arg(QLatin1String(from), me),
        {}, [&](QSqlQuery& row) { everywhere << row.value(0).toString(); });
    if (!read) return failure(read.error());
  }
  auto tables = forEachRow(database, SqlDialect::of(database).tables(), {}, [&](QSqlQuery& row) {
    for (const char* right : {"SELECT", "INSERT", "UPDATE", "DELETE"})
      if (everywhere.contains(QLatin1String(right))) rights << held(row.value(0).toString(), QLatin1String(right));
  });
  if (!tables) return failure(tables.error());
  auto ofTables = forEachRow(
      database,
      QStringLiteral("SELECT table_name, privilege_type, '' FROM information_schema.table_privileges WHERE "
                     "table_schema = DATABASE() AND grantee = %1 UNION ALL SELECT table_name, privilege_type, "
                     "column_name FROM information_schema.column_privileges WHERE table_schema = DATABASE() AND "
                     "grantee = %1")
          .arg(me),
      {}, [&](QSqlQuery& row) {
        rights << held(row.value(0).toString(), row.value(1).toString(), row.value(2).toString());
      });
  if (!ofTables) return failure(ofTables.error());
  return rights;
}

Result<HeldRights> heldRights(QSqlDatabase& database) {
  return dialectOf(database) == Dialect::PostgreSql ? heldOnPostgresql(database) : heldOnMysql(database);
}

void compareRight(const HeldRights& rights, const QString& table, const QString& right, bool needed,
                  QVector<RightsFinding>& found) {
  if (rights.contains(held(table, right)) != needed) found.append({table, right, needed});
}

// A right on the whole table holds for each column.
void compareColumns(const HeldRights& rights, const TableRights& needed, QVector<RightsFinding>& found) {
  const QString update = QStringLiteral("UPDATE");
  const bool whole = rights.contains(held(needed.table, update));
  if (whole && !needed.updatedColumns.isEmpty()) found.append({needed.table, update, false});
  for (const char* deciding : {"decided_by", "decided_at", "decision_note"}) {
    const QString column = QLatin1String(deciding);
    if (!whole && !needed.updatedColumns.contains(column) && rights.contains(held(needed.table, update, column)))
      found.append({needed.table, QStringLiteral("UPDATE (%1)").arg(column), false});
  }
  for (const QString& column : needed.updatedColumns)
    if (!whole && !rights.contains(held(needed.table, update, column)))
      found.append({needed.table, QStringLiteral("UPDATE (%1)").arg(column), true});
}

Result<QStringList> revokeStatements(QSqlDatabase& database, const QString& user) {
  if (dialectOf(database) == Dialect::PostgreSql) {
    QString name = user;
    const QString who = u'"' + name.replace(u'"', QStringLiteral("\"\"")) + u'"';
    return QStringList{QStringLiteral("REVOKE ALL ON ALL TABLES IN SCHEMA public FROM ") + who,
                       QStringLiteral("REVOKE ALL ON ALL SEQUENCES IN SCHEMA public FROM ") + who};
  }
  const qsizetype at = user.lastIndexOf(u'@');
  const auto quoted = [](QString text) { return u'\'' + text.replace(u'\'', QStringLiteral("''")) + u'\''; };
  const QString who =
      quoted(at < 0 ? user : user.left(at)) + u'@' + quoted(at < 0 ? QStringLiteral("%") : user.mid(at + 1));
  // A right that is not there cannot be taken away: the lists say which are.
  QStringList statements;
  const QString from = QStringLiteral(" FROM ") + who;
  auto ofAll =
      forEachRow(database,
                 QStringLiteral("SELECT DISTINCT table_schema FROM information_schema.schema_privileges WHERE "
                                "table_schema = DATABASE() AND grantee = ?"),
                 {who}, [&](QSqlQuery& row) {
                   statements << QStringLiteral("REVOKE ALL PRIVILEGES ON `%1`.*").arg(row.value(0).toString()) + from;
                 });
  if (!ofAll) return failure(ofAll.error());
  auto ofTables = forEachRow(
      database,
      QStringLiteral("SELECT DISTINCT table_schema, table_name FROM (SELECT table_schema, table_name, grantee FROM "
                     "information_schema.table_privileges UNION SELECT table_schema, table_name, grantee FROM "
                     "information_schema.column_privileges) held WHERE table_schema = DATABASE() AND grantee = ?"),
      {who}, [&](QSqlQuery& row) {
        statements << QStringLiteral("REVOKE ALL PRIVILEGES ON `%1`.`%2`")
                              .arg(row.value(0).toString(), row.value(1).toString()) +
                          from;
      });
  if (!ofTables) return failure(ofTables.error());
  return statements;
}

}  // namespace

Result<QVector<RightsFinding>> checkRights(QSqlDatabase& database, const DatabaseRole& role) {
  const auto needed = rightsOf(role);
  if (!needed) return failure(needed.error());
  QVector<RightsFinding> found;
  if (dialectOf(database) == Dialect::Sqlite) return found;
  const auto rights = heldRights(database);
  if (!rights) return failure(rights.error());
  for (const TableRights& one : *needed) {
    compareRight(*rights, one.table, QStringLiteral("SELECT"), true, found);
    compareRight(*rights, one.table, QStringLiteral("INSERT"), one.inserts, found);
    if (one.table == u"outbox_calls")
      compareColumns(*rights, one, found);
    else
      compareRight(*rights, one.table, QStringLiteral("UPDATE"), one.updates, found);
    compareRight(*rights, one.table, QStringLiteral("DELETE"), one.deletes, found);
  }
  return found;
}

Result<QString> roleByRights(QSqlDatabase& database) {
  for (const char* role : {"admin", "finance", "developer"}) {
    const auto found = checkRights(database, {QLatin1String(role), false, true});
    if (!found) return failure(found.error());
    bool all = true;
    for (const RightsFinding& one : *found) all = all && !one.missing;
    if (all) return QString(QLatin1String(role));
  }
  return QStringLiteral("viewer");
}

Result<QStringList> applyRights(const DatabaseConfig& config, const QString& user, const DatabaseRole& role) {
  if (config.dialect == Dialect::Sqlite)
    return failure(ErrorKind::InvalidInput, "no_rights_in_files", "A file knows no rights of its own", {},
                   "Roles guide there; a server enforces them");
  const auto grants = grantStatements(config.dialect, config.name, user, role);
  if (!grants) return grants;
  const auto connection = Connection::open(config, ConnectionRole::Writer);
  if (!connection) return failure(connection.error());
  QSqlDatabase& database = (*connection)->database();
  auto statements = revokeStatements(database, user);
  if (!statements) return statements;
  *statements << *grants;
  Result<Transaction> transaction = Transaction::begin(database, config.dialect);
  if (!transaction) return failure(transaction.error());
  for (const QString& statement : *statements)
    if (auto done = execute(database, statement, {}, "The rights could not be given"); !done)
      return failure(done.error());
  if (auto done = transaction->commit(); !done) return failure(done.error());
  return statements;
}

}  // namespace billing::store
