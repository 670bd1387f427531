#include "operations/credits/granting.h"

#include "store/repositories/creditgrantrepository.h"
#include "store/repositories/creditledgerrepository.h"

namespace billing::operations {
namespace {

// The sum of an account's ledger has to stay a number: databases round or fail beyond it.
Result<void> creditable(store::WriteContext& context, const GrantRequest& request) {
  const auto refused = [&](const char* reason) {
    return failure(ErrorKind::InvalidInput, "bad_credits", "Credits were not granted", reason,
                   "Grant an amount above 0, in steps of a tenth");
  };
  if (request.tenths <= 0) return refused("The amount is not above 0");
  const auto balance = store::CreditLedgerRepository::cached(context, request.account);
  if (!balance) return failure(balance.error());
  Tenths sum = 0;
  if (__builtin_add_overflow(*balance, request.tenths, &sum)) return refused("The balance would become too large");
  return {};
}

}  // namespace

Result<bool> grantCreditsSince(store::WriteContext& context, const GrantRequest& request, Instant granted,
                               Instant now) {
  if (auto good = creditable(context, request); !good) return failure(good.error());
  using Grants = store::CreditGrantRepository;
  const auto known = Grants::exists(context, request.account, request.source, request.reference);
  if (!known) return failure(known.error());
  if (*known) return false;
  const auto row = Grants::add(context, {0, request.account, request.source, request.reference, request.tenths,
                                         request.tenths, request.priority, granted, request.expires, request.note});
  if (!row) return failure(row.error());
  const store::LedgerEntry entry{request.account, *row, "grant", request.tenths, now, request.reference, request.note};
  if (auto added = store::CreditLedgerRepository::append(context, entry); !added) return failure(added.error());
  context.changed(store::Entity::Account, request.account, store::ChangeKind::Updated);
  return true;
}

Result<bool> grantCredits(store::WriteContext& context, const GrantRequest& request, Instant now) {
  return grantCreditsSince(context, request, now, now);
}

}  // namespace billing::operations
