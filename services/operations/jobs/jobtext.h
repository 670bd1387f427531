// Times and plans in the sentences of jobs and guided checks: English, in UTC.
#pragma once

#include <QString>
#include <string_view>

#include "domain/billingrules.h"
#include "support/instant.h"

namespace billing::operations {

/// "3 Mar 2026, 02:00 UTC"
[[nodiscard]] QString momentText(Instant instant);
/// "Pro" for "pro"; the key itself where no plan has it.
[[nodiscard]] QString planText(const BillingRules& rules, std::string_view key);
/// "cancelled", "payment failed": reasons of a downgrade as people write them.
[[nodiscard]] QString reasonText(const QString& reason);

}  // namespace billing::operations
