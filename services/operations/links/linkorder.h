// Orders for links: kinds CheckoutLink and PortalLink, and static links that nobody has to be asked for.
#pragma once

#include <string>

#include "operations/admin/adminorder.h"
#include "operations/links/linkfinding.h"
#include "operations/rulescontext.h"
#include "providers/billingprovider.h"

namespace billing::operations {

/// The order with the product id of its plan and interval in this mode, and whether it is paid again and again. An
/// order with a product id keeps it. NotFound "unknown_plan", InvalidInput "no_product_id".
[[nodiscard]] Result<AdminOrder> withProduct(AdminOrder order, const RulesContext& rules);

/// What would go wrong with the session: product, quantity, buyer, ways back, metadata (the workspace's own keys and
/// the providers' limits: 50 keys of 40 characters, values of 500), trial. Empty: nothing.
[[nodiscard]] LinkFindings checkSession(const AdminOrder& order, const RulesContext& rules);

/// How metadata is written into a static link: as Dodo documents it, or as metadata[key].
enum class MetadataForm { Underscore, Brackets };
/// "https://test.checkout.dodopayments.com/buy/pdt_...?quantity=1&redirect_url=...&metadata_email=...". InvalidInput
/// with the first error of checkLink; NotFound "not_offered" for Stripe, whose static links are made in its dashboard.
[[nodiscard]] Result<std::string> buildStaticLink(const AdminOrder& order, const RulesContext& rules,
                                                  MetadataForm form);

struct MadeLink {
  std::string id;  ///< of the session; empty for portals
  std::string url;
};
/// Asks the provider, once. `operation` is the idempotency key. InvalidInput with the first error of checkSession, or
/// "customer_missing" for a portal; else the errors of the provider.
[[nodiscard]] Result<MadeLink> makeLink(providers::BillingProvider& provider, const AdminOrder& order,
                                        const RulesContext& rules, const std::string& operation,
                                        const CancelToken& cancel);

}  // namespace billing::operations
