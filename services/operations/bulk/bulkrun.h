// A bulk run from its start to its end: asked for, agreed to, in sight as a whole, then item by item through the
// outbox.
//
//   start -> [awaiting_approval ->] waiting -> running <-> paused
//                                      |           \-> done | stopped
//                                      \-> withdrawn
//
// An item is handed to the outbox in the transaction that marks it as sent: after a crash it is either untouched or
// found there, and never handed over again. A call without answer stays visible as unconfirmed and pauses the run.
#pragma once

#include <optional>

#include "operations/admin/outbox.h"
#include "operations/bulk/bulkvalues.h"
#include "store/repositories/bulkrepository.h"
#include "workspace/profile.h"

namespace billing::operations {

struct BulkStart {
  AdminOrder order;     ///< without subject
  BulkPreview preview;  ///< as it was shown
  Actor actor;
  QString name;  ///< for people; empty: made of the order and the selection
  bool live = false;
};
/// Within a write: the run, an item for each object (those that were refused in the preview as skipped, with the
/// reason) and the audit entry. Errors: those of permitted and checkOrder; InvalidInput "not_in_bulk",
/// "nothing_to_do". Whoever calls has checked the live lock.
[[nodiscard]] Result<store::BulkRunRow> startBulk(store::WriteContext& context, const RulesContext& rules,
                                                  const BulkStart& start, const workspace::AdminSettings& admin,
                                                  Instant now);

/// Pause: nothing more is handed over, what is under way ends. Stop: what waits is skipped for good. Withdraw: while
/// the whole run waits in sight.
enum class BulkSteer { Withdraw, Pause, Resume, Stop };
[[nodiscard]] std::string_view toString(BulkSteer steer);  ///< "withdraw", ...
/// Within a write. NotFound "no_such_run"; Conflict "wrong_state" when the run is in no state for it; Forbidden as
/// permitted().
[[nodiscard]] Result<store::BulkRunRow> steerBulk(store::WriteContext& context, qint64 run, BulkSteer steer,
                                                  const QString& note, const Actor& actor, Instant now);
/// A second person's word on the run as a whole. Forbidden as mayDecide(); Conflict "not_waiting_for_approval",
/// "lapsed".
[[nodiscard]] Result<store::BulkRunRow> decideBulk(store::WriteContext& context, qint64 run, bool approve,
                                                   const QString& note, const Actor& actor, Instant now);

struct BulkReport {
  store::BulkRunRow run;
  QVector<store::BulkItemRow> items;
  QVector<store::BulkSum> sums;
};
/// On any connection. NotFound "no_such_run".
[[nodiscard]] Result<BulkReport> bulkReport(QSqlDatabase& database, qint64 run);

/// Hands items over and writes down what became of them; on the outbox's thread, before each of its steps.
class BulkRunner {
 public:
  struct Parts {
    store::Database& database;
    RulesContext rules;
    const Clock& clock;
    int mostOpen = 4;  ///< calls of one run that are under way at once
  };
  explicit BulkRunner(Parts parts) : parts_(parts) {}

  struct Step {
    int handled = 0;              ///< items that moved
    bool open = false;            ///< some run goes on by itself
    std::optional<Instant> next;  ///< when a run leaves or lapses
  };
  [[nodiscard]] Result<Step> step();

 private:
  Parts parts_;
};

}  // namespace billing::operations
