// Checkout sessions of the local test checkout: made by the local API, completed by its page, which sends the
// provider's signed events through the listener like a provider. Used on the writer's thread, within Database::write.
#pragma once

#include <map>
#include <optional>
#include <string>

#include "domain/billingrules.h"
#include "operations/rulescontext.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

struct CheckoutRequest {
  std::string account, email, name;
  std::string plan, interval;           ///< a plan: "pro", "month" or "year" (monthly and yearly are understood)
  std::optional<std::int64_t> credits;  ///< or whole credits
  std::string returnUrl;
  std::map<std::string, std::string> metadata;
};

struct Checkout {
  std::int64_t row = 0;
  std::string externalId;  ///< "cks_..."
  std::string account, email, name, plan, interval, productId, returnUrl, status;
  Tenths creditsTenths = 0;
  Money amount;
  std::map<std::string, std::string> metadata;  ///< with the account's key and the credits as text
  Instant createdAt;
};

/// InvalidInput "unknown_plan", "unknown_interval", "bad_credits", "free_plan"; Unavailable "no_product_id" when the
/// plan has no product id in this mode or a placeholder: the provider would refuse it.
[[nodiscard]] Result<Checkout> openCheckout(store::WriteContext& context, const RulesContext& rules,
                                            const CheckoutRequest& request, Instant now);
[[nodiscard]] Result<Checkout> findCheckout(store::WriteContext& context, std::string_view externalId);  ///< NotFound
/// open to paid, failed or cancelled; false when it was closed before.
[[nodiscard]] Result<bool> closeCheckout(store::WriteContext& context, std::string_view externalId,
                                         std::string_view status, Instant now);

}  // namespace billing::operations
