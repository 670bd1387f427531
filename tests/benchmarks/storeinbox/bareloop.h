// The yardstick: SQLite alone, one insert of the same body for each event, a commit for each group.
#pragma once

#include <string>

namespace billing::benchmark {

/// Seconds for `events` inserts in commits of `group`, WAL and synchronous=FULL.
[[nodiscard]] double bareLoop(const std::string& file, int events, int group, const std::string& body);

}  // namespace billing::benchmark
