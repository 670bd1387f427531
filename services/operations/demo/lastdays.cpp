#include "operations/demo/lastdays.h"

#include "operations/entitlements/entitlementbook.h"
#include "operations/usage/trackusage.h"

namespace billing::operations {
namespace {

constexpr std::size_t kTokens = 3;

// The first entitled account uses its token, the second is too late, the third has just asked for one.
Result<void> tellTokens(store::WriteContext& context, const RulesContext& rules,
                        const std::vector<SystemAccount>& accounts, Instant now) {
  std::size_t told = 0;
  for (const SystemAccount& account : accounts) {
    if (told == kTokens) return {};
    const Instant asked = told == 2 ? after(now, -120) : after(now, -7200 + 600 * static_cast<std::int64_t>(told));
    const auto token = issueToken(context, rules, account.key, asked);
    if (!token && token.error().code == "not_entitled") continue;
    if (!token) return failure(token.error());
    if (told++ > 0) continue;
    if (auto redeemed = redeemToken(context, rules, token->token, after(asked, 45)); !redeemed)
      return failure(redeemed.error());
  }
  return {};
}

Result<void> tellLetThrough(store::WriteContext& context, const RulesContext& rules,
                            const std::vector<SystemAccount>& accounts, Instant now) {
  const bool byQuota = !rules.rules.quotas.empty() && rules.rules.quotaOnError == OnError::Allow;
  const bool byAccess = rules.rules.entitlements.enabled && rules.rules.entitlements.onError == OnError::Allow;
  if (!byQuota && !byAccess) return {};
  const std::string action = byQuota && !rules.rules.actions.empty() ? rules.rules.actions.front().key : "";
  for (std::size_t i = 0; i < std::min<std::size_t>(accounts.size(), 4); ++i) {
    const Instant at = after(daysAfter(now, -1), static_cast<std::int64_t>(i) * 95);
    auto noted = noteLetThrough(context, byQuota ? "quota" : "entitlement", accounts[i].key, action,
                                "The database could not be asked: it was being backed up", at);
    if (!noted) return noted;
  }
  return {};
}

}  // namespace

Result<void> tellLastDays(store::WriteContext& context, const RulesContext& rules,
                          const std::vector<SystemAccount>& accounts, Instant now) {
  if (auto told = tellLetThrough(context, rules, accounts, now); !told) return told;
  if (!rules.rules.entitlements.enabled) return {};
  return tellTokens(context, rules, accounts, now);
}

}  // namespace billing::operations
