// Words and fields of the provider that this program does not know, kept with the object that carried them.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Used on the writer's thread, within Database::write.
class UnknownValueRepository {
 public:
  /// Replaces what was known of the object: path and value of each.
  [[nodiscard]] static Result<void> replace(WriteContext& context, Provider provider, const std::string& entity,
                                            const std::string& externalId,
                                            const std::vector<std::pair<std::string, std::string>>& values,
                                            Instant seenAt);
};

}  // namespace billing::store
