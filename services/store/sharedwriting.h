// The part of the writer's work that only servers need: turns, word from the other programs, connections that break.
#pragma once

#include <QSqlDatabase>
#include <cstdint>
#include <vector>

#include "store/changefeed.h"
#include "support/result.h"

namespace billing::store {

/// On the writer's thread. Knows up to which turn everything was told to our own subscribers.
class SharedWriting {
 public:
  explicit SharedWriting(ChangeFeed& feed) : feed_(feed) {}

  /// After the connection was opened and the schema is there.
  [[nodiscard]] Result<void> start(QSqlDatabase& database);
  /// Around the commands of a transaction.
  [[nodiscard]] Result<void> enter(QSqlDatabase& database);
  [[nodiscard]] Result<void> leave(QSqlDatabase& database, const std::vector<Change>& changes);
  /// After the commit: what others changed before our turn comes first.
  void committed(QSqlDatabase& database);
  /// In a pause: publishes what others have changed meanwhile.
  void look(QSqlDatabase& database);

 private:
  void tell(QSqlDatabase& database, std::int64_t until);
  ChangeFeed& feed_;
  std::int64_t told_ = 0, turn_ = 0;
};

/// When the connection broke while the server was committing, nobody here knows whether it did.
inline constexpr const char* kCommitUnknown = "database_commit_unknown";
[[nodiscard]] Error commitUnknown(const Error& error);

}  // namespace billing::store
