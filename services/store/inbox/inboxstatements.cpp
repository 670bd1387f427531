#include "store/inbox/inboxstatements.h"

#include "store/inbox/serverinboxstatements.h"
#include "store/inbox/sqliteinboxstatements.h"

namespace billing::store {

std::unique_ptr<InboxStatements> InboxStatements::of(Dialect dialect) {
  if (dialect == Dialect::Sqlite) return std::make_unique<SqliteInboxStatements>();
  return std::make_unique<ServerInboxStatements>();
}

}  // namespace billing::store
