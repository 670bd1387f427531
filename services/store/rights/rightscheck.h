// What a user may really do on a server, compared with what the role needs.
#pragma once

#include <QSqlDatabase>
#include <QVector>

#include "store/database.h"
#include "store/rights/rolerights.h"

namespace billing::store {

/// Of an open connection.
[[nodiscard]] Dialect dialectOf(const QSqlDatabase& database);
/// The user that a server let in; empty for a file, which knows none.
[[nodiscard]] QString connectedUser(const QSqlDatabase& database);

struct RightsFinding {
  QString table;
  QString right;         ///< SELECT, INSERT, UPDATE, DELETE; "UPDATE (decided_by)"
  bool missing = false;  ///< else it is too much
  bool operator==(const RightsFinding&) const = default;
};

/// Of the connected user, roles and schema rights included. Empty: exactly what the role needs. For a file nothing is
/// found: whoever can write the file can do everything.
[[nodiscard]] Result<QVector<RightsFinding>> checkRights(QSqlDatabase& database, const DatabaseRole& role);

/// The role that the connected user's rights come closest to: the greatest whose rights are all there; "viewer" when
/// nothing may be written.
[[nodiscard]] Result<QString> roleByRights(QSqlDatabase& database);

/// Takes away what `user` has on this database and grants what the role needs. All or nothing on PostgreSQL; on MySQL
/// each statement counts at once. Forbidden for who may not grant.
/// On a connection of its own; the statements that were run.
[[nodiscard]] Result<QStringList> applyRights(const DatabaseConfig& config, const QString& user,
                                              const DatabaseRole& role);

}  // namespace billing::store
