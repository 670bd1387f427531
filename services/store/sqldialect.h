// Where the three databases differ. Everything else is written once, in SQL that all of them read.
#pragma once

#include <QString>
#include <QStringList>

#include "store/database.h"

namespace billing::store {

enum class ConnectionRole { Writer, Reader };

class SqlDialect {
 public:
  /// The dialect, or nullptr for one that this build does not speak (yet only SQLite; servers are two more of these).
  [[nodiscard]] static const SqlDialect* find(Dialect dialect);
  /// For a dialect that an open database has: it is there.
  [[nodiscard]] static const SqlDialect& of(Dialect dialect) { return *find(dialect); }
  virtual ~SqlDialect() = default;

  [[nodiscard]] virtual QString driver() const = 0;
  /// Folder of its migrations below resources/migrations.
  [[nodiscard]] virtual QString folder() const = 0;
  /// Where the connection goes and with which options, before it is opened.
  virtual void address(QSqlDatabase& database, const DatabaseConfig& config, ConnectionRole role) const = 0;
  /// Statements that every new connection runs first.
  [[nodiscard]] virtual QStringList session(ConnectionRole role) const = 0;
  /// Begins a transaction that may write.
  [[nodiscard]] virtual QString begin() const = 0;
  /// Names of all tables of this database, one column.
  [[nodiscard]] virtual QString tables() const = 0;
  /// An INSERT (from "INTO" on) that does nothing when a unique key is taken already; affects 0 rows then.
  [[nodiscard]] virtual QString insertOrSkip(const QString& into) const = 0;
  /// The plain kind of LIKE for people: case does not matter, '!' escapes.
  [[nodiscard]] virtual QString contains(const QString& expression) const = 0;
  /// Orders text as people do: case does not matter.
  [[nodiscard]] virtual QString textOrder(const QString& expression) const = 0;
  /// Rows of customers and subscriptions found by words of three characters and more; one value for each '?'.
  [[nodiscard]] virtual bool hasTrigrams() const = 0;
  /// "SQLite /home/ada/demo.sqlite"
  [[nodiscard]] virtual QString description(const DatabaseConfig& config) const = 0;
};

}  // namespace billing::store
