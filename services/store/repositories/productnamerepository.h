// Names of products that the provider does not tell, as the workspace's own catalogue has them.
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

struct NamedProduct {
  std::int64_t row = 0;
  std::string product, name;  ///< name: as it is shown so far; may be empty
};

/// Used on the writer's thread, within Database::write.
class ProductNameRepository {
 public:
  [[nodiscard]] static Result<std::optional<NamedProduct>> ofSubscription(WriteContext& context, Provider provider,
                                                                          const std::string& externalId);
  [[nodiscard]] static Result<std::optional<NamedProduct>> ofPrice(WriteContext& context, Provider provider,
                                                                   const std::string& priceId);
  [[nodiscard]] static Result<void> nameSubscription(WriteContext& context, std::int64_t row, const std::string& name);
  [[nodiscard]] static Result<void> namePrice(WriteContext& context, std::int64_t row, const std::string& name);
};

}  // namespace billing::store
