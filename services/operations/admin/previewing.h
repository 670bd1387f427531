// What the makers of previews have in common: the order with its surroundings, and the words.
#pragma once

#include <QString>
#include <memory>
#include <string>

#include "domain/subscriptionstanding.h"
#include "operations/admin/previewer.h"
#include "providers/billingprovider.h"

namespace billing::operations {

/// One order on its way to its preview.
struct Sight {
  const Previewer::Parts& parts;
  const AdminOrder& order;
  const CancelToken& cancel;
  Instant now;
  std::shared_ptr<providers::BillingProvider> provider;  ///< nullptr: not connected

  [[nodiscard]] const BillingRules& rules() const { return parts.rules.rules; }
};

/// "Stripe", "Dodo Payments".
[[nodiscard]] QString providerName(Provider provider);
[[nodiscard]] QString moneyWords(const Money& amount);  ///< "12.00 USD"
[[nodiscard]] QString dayWords(Instant at);             ///< "2026-03-01 12:00 UTC"
[[nodiscard]] QString dayWords(const std::optional<Instant>& at, const QString& none);
/// "Pro, monthly" by the workspace's own names, else the product's id; "3 x Pro, monthly".
[[nodiscard]] QString planWords(const Sight& sight, const std::string& product, std::int64_t quantity = 1);
/// "Pro"; "none" for an empty key.
[[nodiscard]] QString planNameOf(const BillingRules& rules, const std::string& key);

/// A refusal in the preview's own words: nothing was sent.
[[nodiscard]] Error refusalBecause(std::string code, std::string message, std::string reason = {},
                                   std::string hint = {}, ErrorKind kind = ErrorKind::Conflict);
/// Nothing but the refusal, with the guards' fields filled in.
[[nodiscard]] OrderPreview refusedPreview(const Sight& sight, Error refusal);

/// Adds a before / after where they differ.
void addFieldChange(OrderPreview& preview, const QString& field, const QString& before, const QString& after);

/// Unavailable or Timeout: the other side could not be reached; the question may be answered from what is held.
[[nodiscard]] bool isOutOfReach(const Error& error);
/// Unavailable "not_connected".
[[nodiscard]] Error notConnected();

/// What the order asks for can be sold: it has a product id, of this mode, that is no placeholder. nullopt: it can.
[[nodiscard]] std::optional<Error> againstProduct(const Sight& sight, const std::string& product);

}  // namespace billing::operations
