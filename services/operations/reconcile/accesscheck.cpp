#include "operations/reconcile/accesscheck.h"

#include "operations/accounts/accountfacts.h"
#include "operations/entitlements/paidaccess.h"
#include "store/read/reconcilefacts.h"
#include "store/repositories/entitlementrepository.h"

namespace billing::operations {
namespace {

using store::StoredAccount;
using store::StoredEntitlement;

bool opensNow(const std::optional<StoredEntitlement>& access, Instant now) {
  return access && access->status == "active" && (!access->expiresAt || *access->expiresAt > now);
}

std::string accessWords(const std::optional<StoredEntitlement>& access, Instant now) {
  if (!access) return "nothing";
  const bool lapsed = access->status == "active" && !opensNow(access, now);
  return access->plan + ", " + (lapsed ? std::string("expired") : access->status);
}

int rankOf(const BillingRules& rules, const std::string& key) {
  const Plan* plan = rules.plan(key);
  return plan == nullptr ? 0 : plan->rank;
}

// Somebody's word stands where the row is as it left it and no payment has come since. What was revoked is right
// without access; what was given is right as long as it opens, or no payment would.
Result<bool> standsByHand(store::WriteContext& context, const std::string& key,
                          const std::optional<StoredEntitlement>& held,
                          const std::optional<StoredEntitlement>& expected, Instant now) {
  if (!held || held->source == "payment") return false;
  const auto word = store::newestWordOnAccess(context.database(), QString::fromStdString(key));
  if (!word) return failure(word.error());
  if (!*word || (*word)->at < held->createdAt.ms) return false;
  if (opensNow(expected, now) && expected->createdAt.ms > (*word)->at) return false;
  return (*word)->revoked ? held->status == "cancelled" : opensNow(held, now);
}

Result<std::optional<AccessFinding>> checkEntitled(store::WriteContext& context, const RulesContext& rules,
                                                   const StoredAccount& account, Instant now) {
  if (!rules.rules.entitlements.enabled) return std::optional<AccessFinding>();
  const auto paid = store::readPaidProducts(context, account.row);
  if (!paid) return failure(paid.error());
  const auto expected = accessOf(rules, *paid, now);
  const auto held = store::EntitlementRepository::find(context, account.key);
  if (!held) return failure(held.error());
  const bool has = opensNow(*held, now), should = opensNow(expected, now);
  const bool samePlan = has && should && (*held)->plan == expected->plan;
  if (has == should && (!has || samePlan)) return std::optional<AccessFinding>();
  const auto meant = standsByHand(context, account.key, *held, expected, now);
  if (!meant) return failure(meant.error());
  if (*meant) return std::optional<AccessFinding>();
  AccessFinding finding;
  finding.withoutPayment = has && (!should || rankOf(rules.rules, (*held)->plan) > rankOf(rules.rules, expected->plan));
  finding.field = "entitlement";
  finding.paidFor = accessWords(expected, now);
  finding.has = accessWords(*held, now);
  finding.by = expected ? expected->paymentId : std::string();
  return std::optional(finding);
}

Result<std::optional<AccessFinding>> checkPlan(store::WriteContext& context, const RulesContext& rules,
                                               const StoredAccount& account, Instant now) {
  if (rules.rules.plans.empty()) return std::optional<AccessFinding>();
  const auto gathered = gatherFacts(context, rules, account);
  if (!gathered) return failure(gathered.error());
  const AccountState state = accountState(rules.rules, rules.live, gathered->facts, now);
  if (state.plan == account.plan) return std::optional<AccessFinding>();
  AccessFinding finding;
  finding.withoutPayment = rankOf(rules.rules, account.plan) > rankOf(rules.rules, state.plan);
  finding.field = "plan";
  finding.paidFor = state.plan.empty() ? "nothing" : state.plan;
  finding.has = account.plan.empty() ? "nothing" : account.plan;
  finding.by = state.subscription;
  return std::optional(finding);
}

}  // namespace

Result<std::optional<AccessFinding>> checkAccess(store::WriteContext& context, const RulesContext& rules,
                                                 const StoredAccount& account, Instant now, std::string_view only) {
  if (only != "plan") {
    auto entitled = checkEntitled(context, rules, account, now);
    if (!entitled || *entitled || !only.empty()) return entitled;
  }
  return checkPlan(context, rules, account, now);
}

}  // namespace billing::operations
