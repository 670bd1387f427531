#include "store/inbox/inboxstatements.h"

#include "store/inbox/sqliteinboxstatements.h"

namespace billing::store {

std::unique_ptr<InboxStatements> InboxStatements::of(Dialect dialect) {
  (void)dialect;
  return std::make_unique<SqliteInboxStatements>();
}

}  // namespace billing::store
