// Whether a server's own rights hold people to their roles, or the roles only guide.
#pragma once

#include <QString>

#include "operations/admin/permissions.h"
#include "store/rights/rightscheck.h"

class QSqlDatabase;

namespace billing::operations {

struct DatabaseRights {
  bool enforced = false;                   ///< the connected user can do exactly what the role needs
  QVector<store::RightsFinding> findings;  ///< what is missing or too much
  QString sentence;                        ///< for the screen: AdminState::enforcedBy
};

/// Reads what the connected user may do on the server and compares it with the person's role.
[[nodiscard]] Result<DatabaseRights> databaseRights(QSqlDatabase& database, const Actor& actor, bool live);

/// "INSERT on audit_entries is missing"
[[nodiscard]] QString inWords(const store::RightsFinding& finding);

}  // namespace billing::operations
