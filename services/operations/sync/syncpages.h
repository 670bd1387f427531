// Asks the provider for the next page of a stage, and lays it out alike for every kind of object.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "providers/billingprovider.h"
#include "store/database.h"
#include "store/repositories/confirmation.h"
#include "support/canceltoken.h"
#include "support/result.h"

namespace billing::operations {

struct SyncObject {
  std::string entity;  ///< customer, subscription, ...: as in the log of effects
  std::string id;
  BillingEvent facts;
  std::vector<std::pair<std::string, std::string>> unknown;  ///< path and value
};

struct SyncPage {
  std::vector<SyncObject> objects;
  std::vector<providers::ProviderEvent> events;
  std::vector<providers::UnreadableItem> unreadable;
  std::string next;  ///< empty: the stage is over
  Instant sentAt;    ///< by our clock, before the request left
};

/// Where a run stands.
struct SyncPlace {
  std::string stage, cursor;
  std::optional<Instant> since;  ///< objects made since then
};

class SyncPages {
 public:
  SyncPages(store::Database& database, providers::BillingProvider& provider, const Clock& clock, Instant runStartedAt,
            int pageSize = 100)
      : database_(database), provider_(provider), clock_(clock), startedAt_(runStartedAt), pageSize_(pageSize) {}

  /// The provider's errors, and those of the store for what is read one by one. What a provider does not offer is an
  /// empty page.
  [[nodiscard]] Result<SyncPage> fetch(const SyncPlace& place, const CancelToken& cancel);

 private:
  [[nodiscard]] Result<SyncPage> list(const SyncPlace& place, const CancelToken& cancel);
  [[nodiscard]] Result<SyncPage> held(const SyncPlace& place, const CancelToken& cancel);
  [[nodiscard]] Result<std::vector<store::HeldObject>> heldAfter(const SyncPlace& place);
  [[nodiscard]] Result<void> readOne(const SyncPlace& place, const std::string& id, SyncPage& page,
                                     const CancelToken& cancel);

  store::Database& database_;
  providers::BillingProvider& provider_;
  const Clock& clock_;
  const Instant startedAt_;
  const int pageSize_;
};

}  // namespace billing::operations
