// Several programs write into one server's database: they take turns, as the threads of one program do, and leave word
// of what they changed. What is written here about accounts, credits and the record stands on reading before writing;
// the turn keeps others out meanwhile.
#pragma once

#include <QSqlDatabase>
#include <cstdint>
#include <vector>

#include "store/changefeed.h"
#include "support/result.h"

namespace billing::store {

/// First thing of a transaction: waits until no other program writes. The number of the turn, one more than the last
/// committed one. Forbidden for who may not write, Busy after 20 s.
[[nodiscard]] Result<std::int64_t> takeTurn(QSqlDatabase& database);

/// Last thing of a transaction: what it changed, for the other programs.
[[nodiscard]] Result<void> leaveWord(QSqlDatabase& database, std::int64_t turn, const std::vector<Change>& changes);

/// Number of the last committed turn.
[[nodiscard]] Result<std::int64_t> lastTurn(QSqlDatabase& database);

/// What was changed in the turns after `from` and before `until`.
[[nodiscard]] Result<std::vector<Change>> wordOfOthers(QSqlDatabase& database, std::int64_t from, std::int64_t until);

}  // namespace billing::store
