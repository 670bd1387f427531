#include "operations/accounts/productnames.h"

#include <algorithm>
#include <optional>
#include <string>

#include "store/repositories/productnamerepository.h"

namespace billing::operations {
namespace {

bool isNameOfOurs(const BillingRules& rules, const std::string& name) {
  return std::ranges::find(rules.plans, name, &Plan::name) != rules.plans.end();
}

/// The name that it should have; nullopt when the present one stays.
std::optional<std::string> betterName(const RulesContext& context, const store::NamedProduct& known) {
  if (!known.name.empty() && !isNameOfOurs(context.rules, known.name)) return std::nullopt;
  const auto sold = context.rules.soldAs(known.product, context.live);
  // Stripe names its products: an old one may bear the name of a plan of today.
  if (sold.plan == nullptr && context.provider == Provider::Stripe) return std::nullopt;
  const std::string name = sold.plan != nullptr ? sold.plan->name : std::string();
  return name == known.name ? std::nullopt : std::optional(name);
}

using store::ProductNameRepository;

Result<void> nameSubscription(store::WriteContext& context, const RulesContext& rules, Provider provider,
                              const std::string& externalId) {
  const auto known = ProductNameRepository::ofSubscription(context, provider, externalId);
  if (!known) return failure(known.error());
  if (!*known) return {};
  const auto name = betterName(rules, **known);
  return name ? ProductNameRepository::nameSubscription(context, (*known)->row, *name) : Result<void>();
}

Result<void> namePrice(store::WriteContext& context, const RulesContext& rules, Provider provider,
                       const std::string& priceId) {
  const auto known = ProductNameRepository::ofPrice(context, provider, priceId);
  if (!known) return failure(known.error());
  if (!*known) return {};
  const auto name = betterName(rules, **known);
  return name ? ProductNameRepository::namePrice(context, (*known)->row, *name) : Result<void>();
}

}  // namespace

Result<void> nameProducts(store::WriteContext& context, const RulesContext& rules, const BillingEvent& event) {
  if (rules.rules.plans.empty()) return {};
  for (const SubscriptionState& subscription : event.subscriptions)
    if (auto named = nameSubscription(context, rules, event.provider, subscription.externalId); !named) return named;
  for (const PriceState& price : event.prices)
    if (auto named = namePrice(context, rules, event.provider, price.priceId); !named) return named;
  return {};
}

}  // namespace billing::operations
