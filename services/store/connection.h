// Opens connections: one for each thread, under a name of its own, with what every session needs.
#pragma once

#include <QSqlDatabase>

#include "store/database.h"
#include "store/sqldialect.h"
#include "support/result.h"

namespace billing::store {

/// A connection of the thread that makes it; closed and forgotten on the same thread.
class Connection {
 public:
  [[nodiscard]] static Result<std::unique_ptr<Connection>> open(const DatabaseConfig& config, ConnectionRole role);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;
  [[nodiscard]] QSqlDatabase& database() { return database_; }

 private:
  explicit Connection(const QString& name, const QString& driver);
  QString name_;
  QSqlDatabase database_;
};

}  // namespace billing::store
