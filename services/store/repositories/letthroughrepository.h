// What was let in although it could not be checked.
#pragma once

#include <string>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct LetThrough {
  std::string what;  ///< quota, entitlement
  std::string accountKey, action, reason;
  Instant at;
};

/// Used on the writer's thread, within Database::write.
class LetThroughRepository {
 public:
  [[nodiscard]] static Result<void> add(WriteContext& context, const LetThrough& entry);
};

}  // namespace billing::store
