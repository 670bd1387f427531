// When the provider itself last said that an object is as we hold it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "domain/provider.h"
#include "store/writecontext.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::store {

/// Which event the row's knowledge comes from; the same three values as in Stored.
struct RowVersions {
  Instant objectTime;
  std::string objectEvent, fieldVersions;
};

/// The newer knowledge says the same: nothing that anybody sees changes, so no change is published and updated_at
/// stays.
[[nodiscard]] Result<void> renewVersions(WriteContext& context, Entity entity, std::int64_t row,
                                         const RowVersions& versions);
/// Confirmed at that time. Publishes nothing. Entities without the column (Usage) are left alone.
[[nodiscard]] Result<void> confirmRow(WriteContext& context, Entity entity, std::int64_t row, Instant at);

/// An object of ours that lives, with its row, for reading it again by its id.
struct HeldObject {
  std::int64_t row = 0;
  std::string externalId;
};
/// Subscriptions that have not ended, or payments in progress, not confirmed since then; by row, after `afterRow`. On
/// any connection.
[[nodiscard]] Result<std::vector<HeldObject>> heldUnconfirmed(WriteContext& context, Entity entity, Provider provider,
                                                              Instant since, std::int64_t afterRow, int limit);
/// When the oldest open one of these was made: pending refunds, open disputes, open or draft invoices. nullopt: there
/// is none. On any connection.
[[nodiscard]] Result<std::optional<Instant>> oldestOpen(WriteContext& context, Entity entity, Provider provider);
/// Objects that were there before that time and that the provider has not confirmed since. On any connection.
[[nodiscard]] Result<std::int64_t> notSeenSince(WriteContext& context, Provider provider, Instant since);

}  // namespace billing::store
