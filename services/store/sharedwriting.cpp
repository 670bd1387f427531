#include "store/sharedwriting.h"

#include <limits>

#include "store/sharing.h"

namespace billing::store {

Result<void> SharedWriting::start(QSqlDatabase& database) {
  const auto turn = lastTurn(database);
  if (!turn) return failure(turn.error());
  if (told_ == 0) told_ = *turn;  // after a broken connection the old mark tells what was missed
  return {};
}

Result<void> SharedWriting::enter(QSqlDatabase& database) {
  return takeTurn(database).map([this](std::int64_t turn) { turn_ = turn; });
}

Result<void> SharedWriting::leave(QSqlDatabase& database, const std::vector<Change>& changes) {
  return leaveWord(database, turn_, changes);
}

void SharedWriting::committed(QSqlDatabase& database) {
  if (turn_ > told_ + 1) tell(database, turn_);
  told_ = turn_;
}

void SharedWriting::look(QSqlDatabase& database) {
  const auto turn = lastTurn(database);
  if (!turn || *turn <= told_) return;  // a broken connection is mended by the next write or reading
  tell(database, std::numeric_limits<std::int64_t>::max());
  told_ = *turn;
}

void SharedWriting::tell(QSqlDatabase& database, std::int64_t until) {
  if (const auto changes = wordOfOthers(database, told_, until)) feed_.publish(*changes);
}

Error commitUnknown(const Error& error) {
  return {ErrorKind::Unavailable,
          kCommitUnknown,
          "The connection broke while the change was being put on disk",
          error.reason,
          "It may have been made: look whether it is there before you repeat it",
          false,
          ""};
}

}  // namespace billing::store
