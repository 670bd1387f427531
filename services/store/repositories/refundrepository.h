// The refunds that events told of.
#pragma once

#include <optional>
#include <string>

#include "domain/billingevent.h"
#include "store/repositories/stored.h"
#include "store/writecontext.h"
#include "support/result.h"

namespace billing::store {

/// Used on the writer's thread, within Database::write.
class RefundRepository {
 public:
  [[nodiscard]] static Result<std::optional<Stored<RefundState>>> find(WriteContext& context, Provider provider,
                                                                       const std::string& externalId);
  /// Inserts (row 0) or updates, notes the change, and gives the row's id. One that succeeded gets its credit note.
  /// `now` becomes updated_at.
  [[nodiscard]] static Result<std::int64_t> save(WriteContext& context, const Stored<RefundState>& stored, Instant now);
};

}  // namespace billing::store
