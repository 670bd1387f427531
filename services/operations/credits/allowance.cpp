#include <numeric>

#include "operations/credits/allowance.h"
#include "operations/credits/creditbook.h"
#include "operations/credits/granting.h"
#include "operations/usage/usageperiod.h"
#include "store/repositories/accountterms.h"
#include "store/repositories/creditgrantrepository.h"

namespace billing::operations {
namespace {

using store::CreditGrantRepository;

// nullptr: nothing is granted. Allowances of tiers are limits of quotas, not credits.
const Plan* planWithAllowance(const BillingRules& rules, const std::string& key) {
  if (!rules.credits.enabled || rules.credits.model != AllowanceModel::Pooled) return nullptr;
  const Plan* plan = rules.plan(key);
  return plan != nullptr && plan->allowanceTenths > 0 ? plan : nullptr;
}

// A reference is "2026-03-01T00:00:00Z pro". A period that is about to begin, and has been granted, is the present one
// of a clock that has just been put back a little.
bool isAboutToBegin(const std::string& reference, Instant now) {
  constexpr std::int64_t oneDay = 86'400'000;
  const auto start = fromIso8601(std::string_view(reference).substr(0, reference.find(' ')));
  return start && *start > now && start->ms - now.ms <= oneDay;
}

Result<Tenths> grantedInPeriod(store::WriteContext& context, std::int64_t account, const std::string& prefix) {
  const auto grants = CreditGrantRepository::referring(context, account, "plan", prefix);
  if (!grants) return failure(grants.error());
  return std::accumulate(grants->begin(), grants->end(), Tenths{0},
                         [](Tenths sum, const store::StoredGrant& grant) { return sum + grant.tenths; });
}

Result<void> grantRest(store::WriteContext& context, const store::AccountTerms& terms, const Plan& plan,
                       const Period& period, Instant now) {
  const std::string prefix = toIso8601(period.start) + " ";
  const auto last = CreditGrantRepository::lastReference(context, terms.row, "plan");
  if (!last) return failure(last.error());
  if (*last == prefix + plan.key || isAboutToBegin(*last, now)) return {};
  const auto granted = grantedInPeriod(context, terms.row, prefix);
  if (!granted) return failure(granted.error());
  if (plan.allowanceTenths <= *granted) return {};  // a smaller plan takes nothing back
  const GrantRequest rest{terms.row, "plan",     prefix + plan.key, plan.allowanceTenths - *granted,
                          0,         period.end, plan.name};
  // Usable in the whole period, also when the clock has just been ahead of it.
  return grantCreditsSince(context, rest, period.start, now).map([](bool) {});
}

}  // namespace

Result<void> grantAllowance(store::WriteContext& context, const RulesContext& rules, const store::AccountTerms& terms,
                            Instant now) {
  const Plan* plan = planWithAllowance(rules.rules, terms.plan);
  if (plan == nullptr) return {};
  // A billing period that is over is not followed by another until the provider tells of it.
  const Period period = usagePeriodOf(rules.rules, terms, now);
  if (now < period.start || now >= period.end || period.end <= terms.createdAt) return {};
  return grantRest(context, terms, *plan, period, now);
}

Result<void> grantAllowance(store::WriteContext& context, const RulesContext& rules, std::int64_t account,
                            Instant now) {
  if (!rules.rules.credits.enabled) return {};
  const auto terms = store::AccountTermsReader::byRow(context, account);
  if (!terms) return failure(terms.error());
  if (!*terms) return failure(ErrorKind::NotFound, "unknown_account", "The account is not there");
  return grantAllowance(context, rules, **terms, now);
}

}  // namespace billing::operations
