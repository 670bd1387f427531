// What is refused before anything is sent.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "providers/providervalues.h"
#include "support/result.h"

namespace billing::providers {

/// InvalidInput "amount_not_positive" or "amount_too_large".
[[nodiscard]] Result<void> checkAmount(std::int64_t minor, std::int64_t most);
/// InvalidInput "quantity_not_positive" or "quantity_too_large".
[[nodiscard]] Result<void> checkQuantity(std::int64_t quantity);
/// A positive decimal text; InvalidInput "amount_not_positive", "not_a_number" or "out_of_range".
[[nodiscard]] Result<void> checkDecimalAmount(const std::string& amount);
/// An id and a value that is not negative; InvalidInput "id_missing" or "value_negative".
[[nodiscard]] Result<void> checkUsage(const UsageReport& report);
/// InvalidInput "date_missing".
[[nodiscard]] Result<void> checkDate(const SubscriptionEdit& edit);
/// InvalidInput "code_missing".
[[nodiscard]] Result<void> checkCode(const SubscriptionEdit& edit);
/// Conflict "not_in_trial".
[[nodiscard]] Result<void> checkTrialing(const SubscriptionState& subscription);
/// Each line known, with no more than is left of it and none twice; their sum. InvalidInput "line_unknown",
/// "line_twice", "refund_exceeds", and those of checkAmount.
[[nodiscard]] Result<std::int64_t> checkRefundLines(const std::vector<RefundOrder::Line>& wanted,
                                                    const std::vector<RefundableLine>& lines);
/// InvalidInput "name_missing", "currency_missing", "amount_negative" or "amount_too_large".
[[nodiscard]] Result<void> checkNewPrice(const NewPrice& wanted);
/// `instead`: what the provider can do.
[[nodiscard]] tl::unexpected<Error> notOffered(const std::string& what, const std::string& why,
                                               const std::string& instead = {});

}  // namespace billing::providers
