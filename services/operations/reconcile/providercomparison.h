// Reads the provider's lists once and holds every object against ours; what differs is looked at again at the end.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "operations/reconcile/comparison.h"
#include "operations/reconcile/reconcilerun.h"
#include "store/read/objectevents.h"

namespace billing::operations {

/// Memory: a bit for each of our rows, and what differs. Conflict "wrong_account" where the provider lists nothing of
/// what we hold many of, "too_many_differences" above 10,000.
class ProviderComparison {
 public:
  ProviderComparison(const ReconcileServices& services, const ReconcileProgress& progress, const CancelToken& cancel)
      : services_(services), progress_(progress), cancel_(cancel) {}

  struct Missing {
    std::string entity;
    store::HeldRow held;
  };
  struct Found {
    std::vector<ObjectDifference> differences;
    std::vector<Missing> missingThere;
    std::int64_t compared = 0;
    std::vector<std::string> notRead;  ///< resources that the key may not read
  };
  [[nodiscard]] Result<Found> run();

 private:
  struct Suspect {
    SyncPlace place;  ///< of the page that it was on
    std::vector<ObjectDifference> differences;
  };
  [[nodiscard]] Result<std::vector<std::string>> stages();
  [[nodiscard]] Result<void> compareStage(const std::string& stage);
  [[nodiscard]] Result<std::vector<ObjectDifference>> differencesOn(const SyncPage& page, std::vector<bool>* seen);
  [[nodiscard]] Result<void> findUnlisted(const std::string& stage, const std::vector<bool>& seen, bool nothingListed);
  [[nodiscard]] Result<std::vector<store::HeldRow>> unlistedRows(const std::string& entity,
                                                                 const std::vector<bool>& seen, bool nothingListed);
  [[nodiscard]] Result<void> withoutListed(const std::string& stage, std::vector<store::HeldRow>& rows);
  [[nodiscard]] Result<void> countDiffering(std::size_t more);
  [[nodiscard]] Result<bool> isGone(const std::string& entity, const std::string& id);
  [[nodiscard]] Result<void> lookAgain();
  [[nodiscard]] Result<void> lookAgainAt(const Suspect& suspect);
  [[nodiscard]] Result<std::vector<SyncObject>> pagesAgain(const Suspect& suspect);
  [[nodiscard]] Result<void> waitABit() const;
  [[nodiscard]] Result<void> unlessCancelled() const;

  const ReconcileServices& services_;
  const ReconcileProgress& progress_;
  const CancelToken& cancel_;
  Instant startedAt_;
  std::vector<Suspect> suspects_;
  std::size_t differing_ = 0;
  Found found_;
};

}  // namespace billing::operations
