#include "operations/credits/creditbook.h"
#include "store/repositories/creditgrantrepository.h"
#include "store/repositories/creditledgerrepository.h"

namespace billing::operations {
namespace {

Result<void> writeOff(store::WriteContext& context, const store::StoredGrant& grant, Instant now) {
  if (auto set = store::CreditGrantRepository::setRemaining(context, grant.row, 0); !set) return set;
  const std::string note = "lapsed on " + toIso8601(*grant.expires);
  const store::LedgerEntry entry{grant.account, grant.row,       "expire", -grant.remainingTenths,
                                 now,           grant.reference, note};
  if (auto added = store::CreditLedgerRepository::append(context, entry); !added) return added;
  context.changed(store::Entity::Account, grant.account, store::ChangeKind::Updated);
  return {};
}

}  // namespace

Result<int> expireCredits(store::WriteContext& context, std::int64_t account, Instant now) {
  const auto lapsed = store::CreditGrantRepository::lapsed(context, account, now);
  if (!lapsed) return failure(lapsed.error());
  for (const store::StoredGrant& grant : *lapsed)
    if (auto done = writeOff(context, grant, now); !done) return failure(done.error());
  return static_cast<int>(lapsed->size());
}

}  // namespace billing::operations
