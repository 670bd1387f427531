// What a drift is now, and the work of one step. Within this folder only.
#pragma once

#include <optional>

#include "operations/reconcile/comparison.h"
#include "operations/reconcile/repair.h"
#include "store/read/objectevents.h"
#include "store/repositories/accountrepository.h"
#include "store/repositories/reconcilerepository.h"

namespace billing::operations {

/// As it is at this moment: a step is planned from it, and compared with it again before it is done.
struct Standing {
  QString before, after;                     ///< here, and as it should be; alike: there is nothing to mend any more
  std::optional<SyncObject> theirs;          ///< what the provider holds, for what is taken over
  std::optional<store::TellingEvent> event;  ///< that tells it and was given up
};

class Mender {
 public:
  Mender(const RepairServices& services, const CancelToken& cancel) : services_(services), cancel_(cancel) {}

  /// apply_provider_state, retry_event, recount_credits, grant_access, revoke_access; empty: nothing here mends it.
  [[nodiscard]] static QString actionFor(const store::DriftRow& drift);
  [[nodiscard]] Result<Standing> standingOf(const store::DriftRow& drift) const;
  /// Within a write.
  [[nodiscard]] Result<void> mend(store::WriteContext& context, const store::DriftRow& drift, const Standing& standing,
                                  Instant sentAt) const;
  /// What the database says now, within a write or outside. `whenRight`: the word for access or a plan that is as it
  /// should be. Conflict "stale" where the provider no longer has what is to be taken over.
  [[nodiscard]] Result<QString> heldNow(store::WriteContext& context, const store::DriftRow& drift,
                                        const std::optional<SyncObject>& theirs, const QString& whenRight) const;
  /// Asks the provider what time it is there, once, outside of a write: before something is taken over from it.
  void learnSkew();

 private:
  [[nodiscard]] Result<Standing> ofObject(const store::DriftRow& drift) const;
  [[nodiscard]] Result<Standing> ofAccount(const store::DriftRow& drift) const;
  [[nodiscard]] Result<std::optional<store::TellingEvent>> givenUp(const store::DriftRow& drift,
                                                                   const QString& after) const;
  [[nodiscard]] Result<void> applyTheirs(store::WriteContext& context, const SyncObject& object, Instant sentAt) const;
  [[nodiscard]] Result<void> retry(store::WriteContext& context, const store::TellingEvent& event) const;
  [[nodiscard]] Result<void> mendAccess(store::WriteContext& context, const store::DriftRow& drift) const;
  [[nodiscard]] Result<void> giveWhatWasPaid(store::WriteContext& context, const store::StoredAccount& account) const;
  [[nodiscard]] Result<void> recount(store::WriteContext& context, const store::DriftRow& drift) const;

  const RepairServices& services_;
  const CancelToken& cancel_;
  bool skewAsked_ = false;
  std::int64_t clockSkewMs_ = 0;  ///< the provider's clock less ours
};

}  // namespace billing::operations
