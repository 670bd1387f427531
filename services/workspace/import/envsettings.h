// What the variables of the five systems mean to a workspace. Private to the import.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "workspace/profile.h"

namespace billing::workspace {

/// One setting of the profile that a variable's value turns into.
struct EnvSetting {
  std::string path, literal;  ///< for withSetting; an empty path: understood, and nothing to set
  std::string shown;
};

/// Why a value cannot be taken; without the value, which could be a secret in the wrong place.
struct EnvRefusal {
  std::string code, what, fix;
};

struct EnvAnswer {
  std::optional<EnvSetting> setting;
  std::optional<EnvRefusal> refusal;
  [[nodiscard]] bool known() const { return setting || refusal; }
};

/// BILLING_PROVIDER, DODO_MODE, NEXT_PUBLIC_APP_URL and so on.
[[nodiscard]] EnvAnswer settingOf(std::string_view name, const std::string& value, const Profile& profile);

/// STRIPE_PRICE_STARTER, DODO_PRODUCT_PRO_YEARLY and so on: the product id of a plan's price or of a credit pack.
[[nodiscard]] EnvAnswer productOf(std::string_view name, const std::string& value, const Profile& profile);

/// The name of the secret in the profile; empty when the variable holds none.
[[nodiscard]] std::string secretNameOf(std::string_view variable, const Profile& profile);

/// Test or live where the variable tells it: DODO_MODE for Dodo, the prefix of the secret key for Stripe.
[[nodiscard]] std::optional<Mode> modeOf(std::string_view name, std::string_view value, Provider provider);

}  // namespace billing::workspace
