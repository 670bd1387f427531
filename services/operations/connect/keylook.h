// What the text of a key tells before anybody is asked.
#pragma once

#include <optional>
#include <string>

#include "domain/provider.h"
#include "support/result.h"

namespace billing::operations {

struct KeyLook {
  std::string key;             ///< without the blanks around it
  std::optional<bool> live;    ///< where the prefix tells (Stripe)
  std::optional<Error> unfit;  ///< it cannot be a key of this provider: InvalidInput, with what it probably is
};

/// The key itself is in no error.
[[nodiscard]] KeyLook lookAtKey(Provider provider, const std::string& pasted);

/// Why nobody may be called with that key by a workspace of that mode: what makes it unfit, or Forbidden "wrong_mode".
[[nodiscard]] std::optional<Error> whyNotToUse(const KeyLook& look, Provider provider, bool live);
/// A key of mode `keyLive` where the other mode is meant.
[[nodiscard]] Error wrongModeOfKey(Provider provider, bool keyLive);

/// "sk_test_…wxyz", enough to tell two keys apart.
[[nodiscard]] std::string keyHint(const std::string& key);

}  // namespace billing::operations
