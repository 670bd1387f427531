#include "operations/checkouts/checkoutoffer.h"

#include <algorithm>

#include "workspace/configcheck.h"

namespace billing::operations {
namespace {

Result<IntervalUnit> unitOf(const Plan& plan, const std::string& word) {
  if (word.empty() && plan.prices.size() == 1) return plan.prices.front().interval.unit;
  if (word.empty() || word == "month" || word == "monthly") return IntervalUnit::Month;
  if (word == "year" || word == "yearly") return IntervalUnit::Year;
  return failure(ErrorKind::InvalidInput, "unknown_interval", "There is no interval “" + word + "”", {},
                 "Choose monthly or yearly");
}

Result<void> checkProduct(const std::string& what, const std::string& productId, bool live) {
  if (!productId.empty() && !workspace::isPlaceholderId(productId)) return {};
  const std::string mode = live ? "live" : "test";
  return failure(ErrorKind::Unavailable, "no_product_id", "The provider cannot sell " + what,
                 productId.empty() ? "It has no product id in " + mode + " mode"
                                   : "Its product id in " + mode + " mode, " + productId + ", is a placeholder",
                 "Copy the id of the product from the provider's dashboard into the workspace's file");
}

Result<CheckoutOffer> planOffer(const RulesContext& context, const CheckoutRequest& request) {
  const Plan* plan = context.rules.plan(request.plan);
  if (plan == nullptr) {
    std::string known;
    for (const Plan& one : context.rules.plans) known += (known.empty() ? "" : ", ") + one.key;
    return failure(ErrorKind::InvalidInput, "unknown_plan", "There is no plan “" + request.plan + "”", {},
                   known.empty() ? "This workspace sells no plans" : "The plans are " + known);
  }
  if (plan == context.rules.freePlan())
    return failure(ErrorKind::InvalidInput, "free_plan", plan->name + " is free: there is nothing to pay", {},
                   "Cancel the subscription to go back to it");
  const auto unit = unitOf(*plan, request.interval);
  if (!unit) return failure(unit.error());
  const auto price = std::ranges::find_if(
      plan->prices, [&](const PlanPrice& one) { return one.interval == BillingInterval{*unit, 1}; });
  if (price == plan->prices.end())
    return failure(ErrorKind::InvalidInput, "unknown_interval",
                   plan->name + " is not sold for one " + std::string(toString(*unit)));
  const std::string& product = price->productId(context.live);
  if (auto sold = checkProduct(plan->name, product, context.live); !sold) return failure(sold.error());
  return CheckoutOffer{plan->key, std::string(toString(*unit)), product, 0, price->amount};
}

Result<CheckoutOffer> creditOffer(const RulesContext& context, std::int64_t credits) {
  const CreditRules& rules = context.rules.credits;
  const auto bad = [](std::string what, std::string hint = {}) {
    return failure(ErrorKind::InvalidInput, "bad_credits", std::move(what), {}, std::move(hint));
  };
  if (!rules.enabled) return bad("This workspace sells no credits");
  if (credits < 1) return bad("Credits are bought in whole numbers above 0");
  if (credits > rules.mostCreditsOfAPayment)
    return bad("One payment buys at most " + std::to_string(rules.mostCreditsOfAPayment) + " credits");
  const auto pack = std::ranges::find(rules.packs, credits * 10, &CreditPack::tenths);
  if (pack == rules.packs.end()) {
    std::string known;
    for (const CreditPack& one : rules.packs) known += (known.empty() ? "" : ", ") + creditsText(one.tenths);
    return bad("There is no pack of " + std::to_string(credits) + " credits", "Packs are of " + known + " credits");
  }
  const std::string& product = pack->productId(context.live);
  if (auto sold = checkProduct(pack->name, product, context.live); !sold) return failure(sold.error());
  return CheckoutOffer{{}, {}, product, pack->tenths, pack->price};
}

}  // namespace

BillingInterval intervalOf(std::string_view word) {
  return {word == "year" ? IntervalUnit::Year : IntervalUnit::Month, 1};
}

Result<CheckoutOffer> offerFor(const RulesContext& rules, const CheckoutRequest& request) {
  if (request.credits) return creditOffer(rules, *request.credits);
  return planOffer(rules, request);
}

std::string offerName(const BillingRules& rules, const Checkout& checkout) {
  if (checkout.plan.empty()) return creditsText(checkout.creditsTenths) + " credits";
  const Plan* plan = rules.plan(checkout.plan);
  return (plan == nullptr ? checkout.plan : plan->name) + ", each " + checkout.interval;
}

}  // namespace billing::operations
