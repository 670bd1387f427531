// Access by payment: who is entitled to what, and one-time tokens that carry it to the product. Used on the writer's
// thread, within Database::write.
#pragma once

#include <optional>
#include <string>

#include "domain/billingevent.h"
#include "operations/rulescontext.h"
#include "store/accountrows.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

/// Payments give access, cancellations and full refunds end it; the newest fact wins, whatever the order. An unknown
/// product is refused (an error, so a dead letter) or gets the profile's default plan.
[[nodiscard]] Result<void> applyEntitlementEvent(store::WriteContext& context, const RulesContext& rules,
                                                 const BillingEvent& event, std::int64_t account, Instant now);

/// Access without a payment, by hand: source "manual", or "test" in a workspace in test mode. Ended by the next
/// payment's facts, or when it expires. InvalidInput "unknown_plan"; Forbidden "live_mode" for a test entitlement in
/// live mode.
[[nodiscard]] Result<void> grantEntitlement(store::WriteContext& context, const RulesContext& rules,
                                            std::string_view email, std::string_view plan, std::string_view source,
                                            Instant now);

struct EntitlementCheck {
  bool entitled = false;
  std::string plan, status;  ///< status: active, cancelled, expired, none, let_through
  std::optional<Instant> expiresAt;
  std::string reason;  ///< why not
};
[[nodiscard]] Result<EntitlementCheck> checkEntitlement(store::WriteContext& context, const RulesContext& rules,
                                                        std::string_view email, Instant now);

struct IssuedToken {
  std::string token;  ///< 32 random bytes, base64url; kept as a hash only
  Instant expiresAt;
};
/// NotFound "not_entitled" without an active entitlement.
[[nodiscard]] Result<IssuedToken> issueToken(store::WriteContext& context, const RulesContext& rules,
                                             std::string_view email, Instant now);

/// Once. Unauthorized: "token_unknown", "token_used", "token_expired" (the message says by how much).
[[nodiscard]] Result<EntitlementCheck> redeemToken(store::WriteContext& context, const RulesContext& rules,
                                                   std::string_view token, Instant now);

}  // namespace billing::operations
