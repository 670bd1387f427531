// Whether live mode was ever worked in with this database: for commands that are told the database and no workspace.
#pragma once

#include <QSqlDatabase>

#include "support/result.h"

namespace billing::store {

/// By the audit log, which nobody takes entries out of.
[[nodiscard]] Result<bool> sawLiveMode(QSqlDatabase& database);

}  // namespace billing::store
