#include "operations/credits/creditbook.h"
#include "operations/credits/creditpurse.h"

namespace billing::operations {

Result<CreditDraw> useCredits(store::WriteContext& context, std::int64_t account, Tenths tenths,
                              std::string_view reference, Instant now, bool atMost) {
  if (tenths < 0)
    return failure(ErrorKind::InvalidInput, "bad_credits", "Credits were not taken", "The amount is below 0",
                   "Take an amount above 0, or grant credits instead");
  auto purse = CreditPurse::open(context, account);
  if (!purse) return failure(purse.error());
  const Tenths usable = purse->usable(now);
  if (usable < tenths && !atMost) return CreditDraw{{}, tenths - usable};
  return purse->take(context, tenths, reference, now);
}

Result<Tenths> creditBalance(store::WriteContext& context, std::int64_t account, Instant now) {
  return CreditPurse::open(context, account).map([&](const CreditPurse& purse) { return purse.usable(now); });
}

}  // namespace billing::operations
