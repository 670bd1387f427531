// Where the three databases differ. Everything else is written once, in SQL that all of them read.
#pragma once

#include <QString>
#include <QStringList>

#include "store/database.h"
#include "support/result.h"

class QSqlError;

namespace billing::store {

enum class ConnectionRole { Writer, Reader };

class SqlDialect {
 public:
  /// The dialect, or nullptr for one that this build does not speak.
  [[nodiscard]] static const SqlDialect* find(Dialect dialect);
  /// For a dialect that an open database has: it is there.
  [[nodiscard]] static const SqlDialect& of(Dialect dialect) { return *find(dialect); }
  /// By the driver of a connection.
  [[nodiscard]] static const SqlDialect& of(const QSqlDatabase& database);
  virtual ~SqlDialect() = default;

  [[nodiscard]] virtual QString driver() const = 0;
  /// Folder of its migrations below resources/migrations.
  [[nodiscard]] virtual QString folder() const = 0;
  /// Several programs may have the database open for writing: writers take turns, and tell each other what they
  /// changed.
  [[nodiscard]] virtual bool isShared() const = 0;
  /// Where the connection goes and with which options, before it is opened.
  virtual void address(QSqlDatabase& database, const DatabaseConfig& config, ConnectionRole role) const = 0;
  /// Statements that every new connection runs first.
  [[nodiscard]] virtual QStringList session(ConnectionRole role) const = 0;
  /// Begins a transaction that may write.
  [[nodiscard]] virtual QString begin() const = 0;
  /// Names of all tables of this database, one column.
  [[nodiscard]] virtual QString tables() const = 0;
  /// The statement as this database reads it: what standard SQL leaves open (where NULL sorts) is said here.
  [[nodiscard]] virtual QString spoken(const QString& sql) const { return sql; }
  /// An INSERT (from "INTO" on) that adds nothing when a unique key is taken already: it affects 0 rows then, or is
  /// refused with an error that isDuplicate.
  [[nodiscard]] virtual QString insertOrSkip(const QString& into) const = 0;
  [[nodiscard]] virtual bool isDuplicate(const QSqlError& error) const = 0;
  /// A step of the schema that was interrupted is walked again: this refusal says that the statement is done already.
  /// Only where the server commits each statement of a step for itself.
  [[nodiscard]] virtual bool isMadeAlready(const QSqlError&) const { return false; }
  /// The plain kind of LIKE for people: case does not matter, '!' escapes.
  [[nodiscard]] virtual QString contains(const QString& expression) const = 0;
  /// Orders text as people do: case does not matter.
  [[nodiscard]] virtual QString textOrder(const QString& expression) const = 0;
  /// Divides whole numbers towards zero.
  [[nodiscard]] virtual QString wholeQuotient(const QString& dividend, const QString& divisor) const = 0;
  /// Rows of customers and subscriptions found by words of three characters and more; one value for each '?'.
  [[nodiscard]] virtual bool hasTrigrams() const = 0;
  /// Waits for, and gives back, a lock of that name among all programs; empty where the file is locked anyway.
  [[nodiscard]] virtual QString lock(const QString& name) const = 0;
  [[nodiscard]] virtual QString unlock(const QString& name) const = 0;
  /// One row, one number: 1 when this connection has, or now takes, the lock of that name. It is given back when the
  /// connection ends, however it ends. Empty where the file is locked anyway.
  [[nodiscard]] virtual QString tryLock(const QString& name) const = 0;
  /// "SQLite /home/ada/demo.sqlite", "PostgreSQL billing@db.example"
  [[nodiscard]] virtual QString description(const DatabaseConfig& config) const = 0;
  /// One row, whose last column is empty when the connection is not encrypted. Empty statement: there is no connection.
  [[nodiscard]] virtual QString cipher() const = 0;
  /// What the database says, in our words; `what` is the sentence about the attempt.
  [[nodiscard]] virtual Error error(const QSqlDatabase& database, const QSqlError& error, std::string what) const = 0;
};

}  // namespace billing::store
