#include "operations/entitlements/entitlementbook.h"

#include <algorithm>

#include "operations/accounts/accountbook.h"
#include "operations/accounts/accountnames.h"
#include "operations/accounts/ruleeffects.h"
#include "operations/entitlements/paidaccess.h"
#include "operations/switches.h"
#include "store/repositories/accountrepository.h"
#include "store/repositories/entitlementrepository.h"
#include "store/repositories/letthroughrepository.h"

namespace billing::operations {
namespace {

using store::EntitlementRepository;
using store::StoredEntitlement;

// Access given by hand holds until it expires, or until a payment that is newer; access taken by hand until a newer
// one.
bool staysByHand(const StoredEntitlement& held, const std::optional<StoredEntitlement>& paid, Instant now) {
  if (held.source == "payment") return false;
  if (!paid || paid->status != "active") return true;
  const bool taken = held.status == "cancelled";
  const bool opens = held.status == "active" && (!held.expiresAt || *held.expiresAt > now);
  return (taken || opens) && paid->createdAt < held.createdAt;
}

Result<void> write(store::WriteContext& context, const store::StoredAccount& account,
                   std::optional<StoredEntitlement> paid, Instant now) {
  const auto held = EntitlementRepository::find(context, account.key);
  if (!held) return failure(held.error());
  if (*held && staysByHand(**held, paid, now)) return {};
  if (!paid) return *held ? EntitlementRepository::remove(context, **held) : Result<void>();
  paid->row = *held ? (*held)->row : 0;
  paid->key = account.key;
  paid->account = account.row;
  if (*held && **held == *paid) return {};
  return EntitlementRepository::save(context, *paid, now);
}

// The event's own payments that nobody knows what they are for.
const store::PaidProduct* unknownOf(const RulesContext& rules, const BillingEvent& event,
                                    const std::vector<store::PaidProduct>& paid) {
  const auto found = std::ranges::find_if(paid, [&](const store::PaidProduct& one) {
    const bool ofEvent = std::ranges::any_of(
        event.payments, [&](const PaymentState& payment) { return payment.externalId == one.payment; });
    return ofEvent && isUnknown(rules, one);
  });
  return found == paid.end() ? nullptr : &*found;
}

std::string productTold(const store::PaidProduct& paid) {
  return paid.productId.empty() ? paid.subscriptionProductId : paid.productId;
}

EntitlementCheck checkOf(const std::optional<StoredEntitlement>& held, Instant now) {
  EntitlementCheck check;
  check.status = "none";
  if (!held) {
    check.reason = "No payment is known";
    return check;
  }
  check.plan = held->plan;
  check.status = held->status;
  check.expiresAt = held->expiresAt;
  if (held->expiresAt && *held->expiresAt <= now) check.status = "expired";
  check.entitled = check.status == "active";
  if (check.status == "expired" && held->expiresAt) check.reason = "It expired on " + toIso8601(*held->expiresAt);
  if (check.status == "cancelled") check.reason = "The payment was refunded, or its subscription has ended";
  return check;
}

// What the emergency switch opens: the default plan, else the smallest that is paid for.
std::string planLetThrough(const BillingRules& rules) {
  if (rules.plan(rules.unknownProductPlan)) return rules.unknownProductPlan;
  const Plan* smallest = nullptr;
  for (const Plan& plan : rules.plans) {
    if (plan.rank > 0 && (!smallest || plan.rank < smallest->rank)) smallest = &plan;
  }
  return smallest ? smallest->key : std::string();
}

Result<EntitlementCheck> letThroughIfAllowed(store::WriteContext& context, const RulesContext& rules,
                                             const std::string& key, EntitlementCheck check, Instant now) {
  const auto switched = isSwitchedOn(context, allowUnverified, now);
  if (!switched) return failure(switched.error());
  if (!*switched && !rules.rules.entitlements.allowUnverified) return check;
  const std::string why = *switched ? "The switch allow_unverified is on" : "The profile lets everybody in unverified";
  auto noted = store::LetThroughRepository::add(context, {"entitlement", key, {}, why + ": " + check.reason, now});
  if (!noted) return failure(noted.error());
  check.entitled = true;
  check.plan = planLetThrough(rules.rules);
  check.status = "let_through";
  check.reason = why;
  check.expiresAt.reset();
  return check;
}

}  // namespace

Result<void> applyEntitlementEvent(store::WriteContext& context, const RulesContext& rules, const BillingEvent& event,
                                   std::int64_t account, Instant now) {
  if (!rules.rules.entitlements.enabled) return {};
  const auto held = store::AccountRepository::find(context, account);
  if (!held) return failure(held.error());
  if (!*held) return failure(ErrorKind::NotFound, "unknown_account", "The account is no longer there");
  const auto paid = store::readPaidProducts(context, account);
  if (!paid) return failure(paid.error());
  if (auto written = write(context, **held, accessOf(rules, *paid, now), now); !written) return written;
  const store::PaidProduct* unknown = unknownOf(rules, event, *paid);
  if (unknown) return failure(unknownProduct(rules, "The payment " + unknown->payment, productTold(*unknown)));
  return {};
}

Result<void> grantEntitlement(store::WriteContext& context, const RulesContext& rules, std::string_view email,
                              std::string_view plan, std::string_view source, Instant now) {
  if (!rules.rules.plan(plan))
    return failure(ErrorKind::InvalidInput, "unknown_plan", "There is no plan " + std::string(plan), {},
                   "Name a plan of the workspace file");
  if (source == "test" && rules.live)
    return failure(ErrorKind::Forbidden, "live_mode", "A test entitlement cannot be given in live mode", {},
                   "Give it by hand, with a reason");
  const std::string key = normalKey(rules.rules, email);
  const auto account = ensureAccount(context, rules, {key, {}, {}, {}, {}}, now);
  if (!account) return failure(account.error());
  const auto held = EntitlementRepository::find(context, key);
  if (!held) return failure(held.error());
  StoredEntitlement given;
  given.row = *held ? (*held)->row : 0;
  given.key = key;
  given.account = *account;
  given.plan = plan;
  given.source = source;
  given.status = "active";
  given.createdAt = now;
  if (const auto& days = rules.rules.entitlements.validDays) given.expiresAt = Instant{now.ms + *days * 86'400'000LL};
  return EntitlementRepository::save(context, given, now);
}

Result<EntitlementCheck> checkEntitlement(store::WriteContext& context, const RulesContext& rules,
                                          std::string_view email, Instant now) {
  const std::string key = normalKey(rules.rules, email);
  const auto held = EntitlementRepository::find(context, key);
  if (!held) return failure(held.error());
  EntitlementCheck check = checkOf(*held, now);
  if (check.entitled) return check;
  return letThroughIfAllowed(context, rules, key, std::move(check), now);
}

}  // namespace billing::operations
