// The customer portal's address: names the account, cannot be guessed or changed, and lapses.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "support/instant.h"

namespace billing::localapi {

/// The key is random and lives as long as this object: links end with the program.
class PortalLink {
 public:
  PortalLink();
  static constexpr int validMinutes = 30;

  /// What stands for {id} in /portal/{id}.
  [[nodiscard]] std::string make(std::string_view account, Instant now) const;
  /// The account; nullopt when the link is not ours or has lapsed.
  [[nodiscard]] std::optional<std::string> accountOf(std::string_view link, Instant now) const;

 private:
  [[nodiscard]] std::string seal(std::string_view payload) const;
  std::string key_;
};

}  // namespace billing::localapi
