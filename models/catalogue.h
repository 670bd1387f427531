// What the provider told of a price, against the workspace's own catalogue.
#pragma once

#include "domain/billingrules.h"
#include "store/listrows.h"

namespace billing::models {

/// What sells under the price's id in this mode; all nullptr when nothing does.
struct CatalogueMatch {
  const Plan* plan = nullptr;
  const PlanPrice* price = nullptr;
  const CreditPack* pack = nullptr;
  [[nodiscard]] bool found() const { return plan != nullptr || pack != nullptr; }
};
[[nodiscard]] CatalogueMatch matchCatalogue(const BillingRules& rules, bool live, const store::PlanRow& row);

/// True when the provider charged another amount or currency than the catalogue says.
[[nodiscard]] bool priceDiffers(const CatalogueMatch& match, const store::PlanRow& row);

/// ok, price_differs, no_plan_names_it (somebody subscribes to it), not_in_catalogue (nobody does).
[[nodiscard]] QString catalogueState(const BillingRules& rules, bool live, const store::PlanRow& row);

/// What a yearly (or longer) price saves against the same time by the month, in hundredths of a percent, rounded half
/// away from zero. nullopt without a monthly price in the same currency, and for prices that are not of months or
/// years.
[[nodiscard]] std::optional<qint64> savingHundredths(const Plan& plan, const PlanPrice& price);

}  // namespace billing::models
