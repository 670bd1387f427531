// The inbox's statements for SQLite, prepared once on its own interface.
#pragma once

#include <memory>

#include "store/inbox/inboxstatements.h"

struct sqlite3;
struct sqlite3_stmt;

namespace billing::store {

/// Must end before the connection that it was first used with.
class SqliteInboxStatements final : public InboxStatements {
 public:
  Result<std::optional<std::int64_t>> insertEvent(WriteContext& context, const InboxEntry& entry) override;
  Result<void> insertAttempt(WriteContext& context, const InboxEntry& entry, std::int64_t eventRow, int number,
                             bool withBody) override;

 private:
  struct Finalize {
    void operator()(sqlite3_stmt* statement) const;
  };
  using Prepared = std::unique_ptr<sqlite3_stmt, Finalize>;
  [[nodiscard]] Result<void> prepare(WriteContext& context);
  [[nodiscard]] Result<void> step(WriteContext& context, sqlite3_stmt* statement);
  [[nodiscard]] Error error(WriteContext& context, int code) const;

  sqlite3* handle_ = nullptr;
  Prepared event_, attempt_;
};

}  // namespace billing::store
