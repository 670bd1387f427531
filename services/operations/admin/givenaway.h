// What is given away without money, in money: by the workspace's own prices. Held against the limit above which a
// second person has to agree.
#pragma once

#include <optional>
#include <string>

#include "domain/billingrules.h"

namespace billing::operations {

/// By the dearest credit that is sold (packs, else the top-up), rounded half away from zero; nullopt: none is sold.
[[nodiscard]] std::optional<Money> creditsWorth(const BillingRules& rules, Tenths tenths);
/// A month of the plan; nullopt: it has no price.
[[nodiscard]] std::optional<Money> monthWorth(const BillingRules& rules, const std::string& plan);
/// What a month on `after` costs more than one on `before`; nothing when it costs less.
[[nodiscard]] Money overrideWorth(const BillingRules& rules, const std::string& before, const std::string& after);
/// That of the first price; empty when nothing is sold.
[[nodiscard]] Currency rulesCurrency(const BillingRules& rules);

}  // namespace billing::operations
