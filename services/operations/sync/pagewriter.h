// Writes a page that was read, and the place after it, in one transaction: a kill at any moment repeats at most a page.
#pragma once

#include <functional>
#include <future>
#include <memory>

#include "operations/hand.h"
#include "operations/sync/syncpages.h"
#include "store/repositories/syncrunrepository.h"
#include "webhooks/eventrules.h"

namespace billing::operations {

struct PageRules {
  webhooks::EventRules* rules = nullptr;
  /// Also where nothing has changed: a full run mends what the rules could not follow at its time.
  bool always = false;
  std::int64_t clockSkewMs = 0;  ///< the provider's clock less ours
};

/// The time that a reading counts as having, by the provider's clock: before the request left, and whole seconds, like
/// Stripe's events. So an event of the same second is the newer one.
[[nodiscard]] Instant readingTime(Instant sentAt, std::int64_t clockSkewMs);
/// Loses every tie: less than any event's id.
inline constexpr const char* kReadingId = "!sync";

class PageWriter {
 public:
  PageWriter(store::Database& database, Provider provider, PageRules rules, const Clock& clock)
      : database_(database), provider_(provider), rules_(rules), clock_(clock) {}

  /// Begins to write; `run` says where to go on after it, and its counts are those before the page.
  void begin(SyncPage page, store::StoredSyncRun run);
  /// Waits for what was begun; the run with the page counted. At once when nothing was begun.
  [[nodiscard]] Result<store::StoredSyncRun> end();
  /// Writes the run alone, and waits.
  [[nodiscard]] Result<store::StoredSyncRun> save(store::StoredSyncRun run);
  /// The same for a run that begins, with its entry in the audit log where a person started it.
  [[nodiscard]] Result<store::StoredSyncRun> start(store::StoredSyncRun run, const std::optional<Hand>& hand);

 private:
  struct Written {
    SyncPage page;
    store::StoredSyncRun before, after;
    std::promise<Result<void>> done;
  };
  [[nodiscard]] Result<void> writePage(store::WriteContext& context, Written& written) const;
  [[nodiscard]] Result<void> oneByOne(Written& written);
  [[nodiscard]] Result<store::StoredSyncRun> saveWith(store::StoredSyncRun run,
                                                      const std::function<Result<void>(store::WriteContext&)>& also);
  [[nodiscard]] Result<void> blocking(const std::function<Result<void>(store::WriteContext&)>& work);

  store::Database& database_;
  const Provider provider_;
  const PageRules rules_;
  const Clock& clock_;
  std::shared_ptr<Written> running_;
  store::StoredSyncRun last_;
};

}  // namespace billing::operations
