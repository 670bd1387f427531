#include "operations/credits/creditbook.h"
#include "store/repositories/creditgrantrepository.h"
#include "store/repositories/creditledgerrepository.h"

namespace billing::operations {

Result<Reconciliation> reconcileCredits(store::WriteContext& context, std::int64_t account, bool repair, Instant now) {
  const auto ledger = store::CreditLedgerRepository::sum(context, account);
  if (!ledger) return failure(ledger.error());
  const auto grants = store::CreditGrantRepository::sum(context, account);
  if (!grants) return failure(grants.error());
  const auto cache = store::CreditLedgerRepository::cached(context, account);
  if (!cache) return failure(cache.error());
  if (repair) {
    if (auto set = store::CreditLedgerRepository::reconcile(context, account, *ledger, now); !set)
      return failure(set.error());
    context.changed(store::Entity::Account, account, store::ChangeKind::Updated);
  }
  return Reconciliation{*ledger, *grants, repair ? *ledger : *cache};
}

}  // namespace billing::operations
