// Every action that was counted or refused, each request id once.
#pragma once

#include <optional>
#include <string>

#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

struct BillableAction {
  std::int64_t row = 0;
  std::int64_t account = 0;
  std::string requestId;  ///< empty: the caller gave none
  std::string action;
  std::int64_t units = 0;
  std::string verdict;  ///< allowed, warned, over, refused, let_through
  std::int64_t creditsTenths = 0;
  Instant periodStart, at;
  std::string detail;  ///< JSON, enough to answer the same request again
};

/// Used on the writer's thread, within Database::write.
class BillableActionRepository {
 public:
  [[nodiscard]] static Result<std::optional<BillableAction>> find(WriteContext& context, std::int64_t account,
                                                                  const std::string& requestId);
  /// The new row's id. Conflict when the account's request id is known.
  [[nodiscard]] static Result<std::int64_t> add(WriteContext& context, const BillableAction& action);
};

}  // namespace billing::store
