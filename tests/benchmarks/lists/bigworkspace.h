// A workspace of any size, made by SQL: only for measuring how lists answer.
#pragma once

#include "store/database.h"

namespace billing::benchmark {

/// As many customers, subscriptions and webhook events each.
[[nodiscard]] Result<void> fill(store::Database& database, int rows);

}  // namespace billing::benchmark
