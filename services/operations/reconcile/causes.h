// Why two places disagree: told from the stored events, the rows' own memory of where their fields come from, the audit
// log, and the provider's list of events where it keeps one.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "operations/reconcile/comparison.h"
#include "operations/rulescontext.h"
#include "providers/billingprovider.h"
#include "store/database.h"
#include "store/read/objectevents.h"
#include "store/repositories/reconcilerepository.h"
#include "support/canceltoken.h"
#include "webhooks/eventrules.h"

namespace billing::operations {

/// Explains the differences of a run. Reads the database on the calling thread; asks the provider at most once.
///
/// The causes: late_event = the event is stored but still waits, or came after a newer one; not_applied = it is stored
/// but was given up, or nobody could use it; missed_event = the provider is ahead of everything that was told here;
/// manual_edit = the database says what neither the provider nor any event says; unknown = none of these can be shown.
class CauseFinder {
 public:
  CauseFinder(store::Database& database, providers::BillingProvider& provider, const webhooks::EventRules* rules,
              CancelToken cancel)
      : database_(database), provider_(provider), rules_(rules), cancel_(std::move(cancel)) {}

  /// One drift for each field that differs, or one for the missing object.
  [[nodiscard]] Result<QVector<store::DriftRow>> explain(const ObjectDifference& difference);
  /// An object that we hold and the provider does not.
  [[nodiscard]] Result<store::DriftRow> explainMissingThere(const std::string& entity, const store::HeldRow& held,
                                                            const std::string& summary);

 private:
  struct Telling {
    store::TellingEvent stored;
    BillingEvent event;
  };
  struct Said {
    const Telling* by = nullptr;
    std::string value;
  };
  [[nodiscard]] Result<std::vector<Telling>> tellingOf(const ObjectDifference& difference);
  [[nodiscard]] Result<void> readWithoutEffect();
  void causeOfField(const ObjectDifference& difference, const FieldDifference& field, const std::vector<Said>& said,
                    store::DriftRow& drift);
  void causeOfMissing(const ObjectDifference& difference, const std::vector<Said>& said, store::DriftRow& drift);
  void causeWithoutEvents(const ObjectDifference& difference, const FieldDifference& field, store::DriftRow& drift);
  void addHand(store::DriftRow& drift);
  /// The provider's newest own event about the object since then, where it keeps a list.
  struct News {
    bool complete = false;  ///< all of its events since then were looked through
    const BillingEvent* event = nullptr;
  };
  [[nodiscard]] News newsOf(const ObjectDifference& difference, Instant since);
  void readNews();

  store::Database& database_;
  providers::BillingProvider& provider_;
  const webhooks::EventRules* rules_;
  const CancelToken cancel_;
  std::optional<std::vector<Telling>> withoutEffect_;
  std::optional<std::vector<BillingEvent>> news_;  // newest first
  std::optional<Instant> newsReachBackTo_;         // nullopt: there is no list
};

}  // namespace billing::operations
