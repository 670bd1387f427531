// What each role needs of a server's own rights, table by table, and nothing more. Reading is everybody's; the record
// of changes by hand is added to and never altered, by nobody; a second person's agreement is a right on its columns.
#pragma once

#include <QString>
#include <QStringList>
#include <QVector>

#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

struct DatabaseRole {
  QString role;             ///< viewer, finance, developer, admin
  bool mayApprove = false;  ///< besides
  bool live = false;        ///< of a workspace in live mode, where safety switches are the admin's
};

/// Rights on one table besides SELECT.
struct TableRights {
  QString table;
  bool inserts = false, updates = false, deletes = false;
  QStringList updatedColumns;  ///< these only; empty with `updates`: all
  bool operator==(const TableRights&) const = default;
};

/// In the order of the schema; tables that the role only reads are there with no rights. InvalidInput "unknown_role".
[[nodiscard]] Result<QVector<TableRights>> rightsOf(const DatabaseRole& role);

/// GRANT statements for `user` ("ada", with MySQL also "ada@10.0.0.%"), in the words of the server. They add; see
/// revokeStatement() for what goes first. The user must exist already: a password never passes here.
[[nodiscard]] Result<QStringList> grantStatements(Dialect dialect, const QString& database, const QString& user,
                                                  const DatabaseRole& role);

}  // namespace billing::store
