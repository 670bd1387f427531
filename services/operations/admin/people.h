// Who sits before this workspace, and who may do what in it.
#pragma once

#include <QString>

#include "operations/admin/permissions.h"
#include "store/adminrows.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

class QSqlDatabase;

namespace billing::operations {

/// The name that the operating system knows the person by (not what the environment says), lower case; "unknown" where
/// it tells none.
[[nodiscard]] QString loginName();

/// Looked up in the workspace's people, on a team's server by the user that it let in: nobody listed is an admin who
/// may approve, somebody who is not listed where others are a viewer. Reads the database.
[[nodiscard]] Result<Actor> whoIs(QSqlDatabase& database, const QString& login, const QString& origin);

/// Whether roles bind or guide: one sentence for the screen.
[[nodiscard]] QString enforcedBy(store::Dialect dialect);

struct PersonChange {
  store::PersonRow person;  ///< name and role; who set it and when is filled in
  QString reason;
  Actor by;
  bool live = false;
};
/// Within a write, with its audit entry ("person.set"). Forbidden "role"; InvalidInput "name_missing", "unknown_role",
/// "reason_missing" (below 3 characters), "last_admin".
[[nodiscard]] Result<void> setPerson(store::WriteContext& context, const PersonChange& change, Instant now);

}  // namespace billing::operations
