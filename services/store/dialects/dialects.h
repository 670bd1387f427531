// The three databases that this program speaks with.
#pragma once

#include "store/sqldialect.h"

namespace billing::store {

[[nodiscard]] const SqlDialect& sqliteDialect();
[[nodiscard]] const SqlDialect& postgresqlDialect();
/// MySQL and MariaDB.
[[nodiscard]] const SqlDialect& mysqlDialect();

}  // namespace billing::store
