// Whose the purchases of payments are.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

/// The account that a payment's purchase was booked for; nullopt: none was, or nobody knew whose.
[[nodiscard]] Result<std::optional<std::int64_t>> ownerOfPurchase(WriteContext& context, Provider provider,
                                                                  const std::string& payment);
/// Payments of the customer that were booked for the account, though no event has named it for them or for their
/// subscription.
[[nodiscard]] Result<std::vector<std::string>> unnamedPurchases(WriteContext& context, Provider provider,
                                                                const std::string& customer, std::int64_t account);

}  // namespace billing::store
