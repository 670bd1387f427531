// Whose a customer, a subscription or a payment is, and who said so.
#pragma once

#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Which word is believed: the greatest, so that the order in which they arrive does not matter.
struct NameStamp {
  int strength = 0;  ///< 0 nobody's, 1 by e-mail, 2 by the team's own key
  Instant at;
  std::string by;  ///< event id; empty: the team itself
  auto operator<=>(const NameStamp&) const = default;
};

struct AccountLink {
  std::int64_t account = 0;
  NameStamp stamp;
};

enum class LinkKind { Customer, Subscription, Payment };

/// Used on the writer's thread, within Database::write.
class AccountLinkRepository {
 public:
  /// nullopt: nobody has linked it. For subscriptions and payments: only a link of their own.
  [[nodiscard]] static Result<std::optional<AccountLink>> find(WriteContext& context, LinkKind kind, Provider provider,
                                                               const std::string& externalId);
  [[nodiscard]] static Result<void> save(WriteContext& context, LinkKind kind, Provider provider,
                                         const std::string& externalId, const AccountLink& link, bool isNew);
  /// The customer and the subscription of a stored payment; empty when there is none.
  struct Owners {
    std::string customer, subscription;
  };
  [[nodiscard]] static Result<Owners> ownersOfPayment(WriteContext& context, Provider provider,
                                                      const std::string& externalId);
  /// The customer of a stored subscription; empty when there is none.
  [[nodiscard]] static Result<std::string> customerOfSubscription(WriteContext& context, Provider provider,
                                                                  const std::string& externalId);
  /// Accounts that payments for the subscription were given to by name.
  [[nodiscard]] static Result<std::vector<std::int64_t>> payersOf(WriteContext& context, Provider provider,
                                                                  const std::string& subscription);
  /// Accounts that show the customer's name and address as theirs.
  [[nodiscard]] static Result<std::vector<std::int64_t>> shownAs(WriteContext& context, Provider provider,
                                                                 const std::string& customer);
  /// Notes the products of a cart. Idempotent.
  [[nodiscard]] static Result<void> noteProducts(WriteContext& context, Provider provider, const std::string& payment,
                                                 const std::vector<std::string>& productIds);
};

}  // namespace billing::store
