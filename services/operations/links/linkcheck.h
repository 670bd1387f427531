// Looks at a checkout link before a customer does: Dodo's static links (/buy/pdt_...?quantity=1&redirect_url=...) and
// Stripe's payment links. Pure.
#pragma once

#include <string>
#include <string_view>

#include "operations/links/linkfinding.h"
#include "operations/rulescontext.h"

namespace billing::operations {

/// In the order of the link's parts; empty: nothing is wrong with it.
[[nodiscard]] LinkFindings checkLink(const std::string& url, const RulesContext& rules);

/// What the product id is in this workspace and mode: placeholder, of the other mode, unknown, without pattern. Also
/// used for sessions.
void checkLinkProduct(LinkFindings& found, const std::string& id, const RulesContext& rules);
/// Where the customer is led afterwards: https, in test mode also this machine by http.
void checkLinkReturn(LinkFindings& found, const std::string& url, const RulesContext& rules);
struct LinkMetadata {
  std::string key, value;
  bool brackets = false;  ///< written metadata[key], not metadata_key
};
/// `email`: given beside the metadata; accounts that are e-mail addresses are found by it too.
void checkLinkMetadata(LinkFindings& found, const std::vector<LinkMetadata>& metadata, const std::string& product,
                       const std::string& email, const RulesContext& rules);
void checkLinkQuantity(LinkFindings& found, const std::string& quantity, const std::string& product,
                       const RulesContext& rules);

/// "test.checkout.dodopayments.com", "checkout.dodopayments.com", "buy.stripe.com".
[[nodiscard]] std::string_view staticLinkHost(Provider provider, bool live);

}  // namespace billing::operations
