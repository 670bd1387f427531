// A workspace's database with as many rows as wanted, made in seconds by SQLite itself.
#pragma once

#include <QString>
#include <memory>

#include "store/database.h"

namespace billing::benchmark {

[[nodiscard]] std::unique_ptr<store::Database> openDatabase(const QString& file, const Clock& clock);
/// Adds customers, subscriptions and webhook events where there are fewer than `rows` of them.
void fill(store::Database& database, int rows);

}  // namespace billing::benchmark
