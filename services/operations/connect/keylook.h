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

/// "sk_test_…wxyz", enough to tell two keys apart.
[[nodiscard]] std::string keyHint(const std::string& key);

}  // namespace billing::operations
