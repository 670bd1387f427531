// The way of a change by hand: submitted (with the person's reason and the preview that was seen), in sight for some
// seconds, claimed, sent once, answered, written. What is told of each stage is committed before the next begins, so
// that a kill at any moment leaves a call that is either untouched, or known to be perhaps sent.
//
//   submit -> [AwaitingApproval ->] Waiting -> Sending -> Done | Refused
//                                                     \-> Unconfirmed -> (asked at growing intervals) -> Done | NotDone
//
// A call found in Sending when a worker begins was claimed by one that died: it becomes Unconfirmed. Nothing is ever
// sent a second time.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "operations/admin/adminorder.h"
#include "operations/admin/orderpreview.h"
#include "operations/admin/permissions.h"
#include "operations/rulescontext.h"
#include "providers/billingprovider.h"
#include "store/adminrows.h"
#include "store/database.h"
#include "support/canceltoken.h"
#include "support/instant.h"
#include "support/result.h"

namespace billing::operations {

struct Submission {
  AdminOrder order;
  OrderPreview preview;  ///< as it was shown
  Actor actor;
  std::optional<qint64> bulkItem;
  std::int64_t approvalMs = 24LL * 60 * 60 * 1000;  ///< how long a second person has; AdminSettings::approvalHours
};

/// Within a write: the row and its audit entry. Errors: those of checkOrder and permitted; Conflict "call_open" when
/// another call on the same object is open (names it), and the preview's refusal. Whoever calls has checked the live
/// lock.
[[nodiscard]] Result<store::OutboxRow> submitOrder(store::WriteContext& context, const RulesContext& rules,
                                                   const Submission& submission, Instant now);
/// Before it leaves. Conflict "left_already".
[[nodiscard]] Result<store::OutboxRow> withdrawOrder(store::WriteContext& context, const QString& operation,
                                                     const Actor& actor, Instant now);
/// A second person's word. Forbidden as mayDecide(); Conflict "not_waiting_for_approval", "lapsed".
[[nodiscard]] Result<store::OutboxRow> decideOrder(store::WriteContext& context, const QString& operation, bool approve,
                                                   const QString& note, const Actor& actor, Instant now);
/// What honestly makes good a call that is done (cancel now: a new subscription by checkout; change plan: change back;
/// undo of a planned cancellation; a grant: take it back). NotFound "nothing_compensates" (a refund).
[[nodiscard]] Result<AdminOrder> compensating(const store::OutboxRow& call);

enum class OutboxStage { Claimed, Sending, Answered, Written, Asking, Settled };
[[nodiscard]] std::string_view toString(OutboxStage stage);

/// Works through the outbox; on one thread at a time, never the window's.
class OutboxWorker {
 public:
  struct Parts {
    store::Database& database;
    RulesContext rules;
    const Clock& clock;
    /// nullptr: not connected; calls to the provider then stay in Waiting.
    std::function<std::shared_ptr<providers::BillingProvider>()> provider;
    /// For the log of billingctl and for tests that kill: called when the stage has begun.
    std::function<void(const store::OutboxRow& call, OutboxStage stage)> stage;
    std::vector<std::int64_t> askAfterMs = {2'000, 10'000, 60'000, 300'000, 1'800'000, 7'200'000};
    /// Asking showed nothing for so long after the claim: it did not happen.
    std::int64_t notDoneAfterMs = 120'000;
    std::int64_t clockSkewMs = 0;  ///< the provider's clock less ours
    bool measureSkew = false;      ///< asked of each provider once, before the first call goes to it
    /// Just before sending, in place of Previewer::stillAsSeen.
    std::function<Result<void>(const AdminOrder& order, const OrderPreview& preview, const CancelToken& cancel)> check =
        {};
  };
  explicit OutboxWorker(Parts parts) : parts_(std::move(parts)) {}

  /// At the beginning: what a killed worker had claimed.
  /// With a team database other programs may be at work: then only claims older than ten minutes count as left behind.
  [[nodiscard]] Result<int> recover();
  struct Step {
    int handled = 0;
    std::optional<Instant> next;  ///< when the next one is due; nullopt: nothing is open
  };
  /// Lapses approvals, sends what is due (oldest first), asks for what is unconfirmed and due. Errors are those of the
  /// store: what becomes of a call is told by its row.
  [[nodiscard]] Result<Step> step(const CancelToken& cancel);
  /// What a person has found out about a call that the provider does not answer for: nothing is sent.
  struct Closing {
    bool asDone = false;
    QString reason;
    Actor actor;
  };
  /// Asks once more first. Only where the provider refuses to say (no such object, not allowed), or where the order
  /// itself can no longer be read, is the person's word taken, with its own audit entry: Conflict "can_be_asked"
  /// otherwise, with what became of it. What the provider has accepted is never said to be undone: Conflict
  /// "was_accepted". Whoever agreed to the order stays in its row; who closed it, and why, is in its result
  /// ("closed_by", "closed_because"). Forbidden "wrong_workspace"; InvalidInput "reason_missing" (below 3 characters);
  /// Forbidden "role"; and those of settleNow().
  [[nodiscard]] Result<store::OutboxRow> closeByHand(const QString& operation, const Closing& closing,
                                                     const CancelToken& cancel);
  /// Asks now, whether it is due or not. NotFound; Conflict "not_unconfirmed"; Unavailable "not_connected".
  [[nodiscard]] Result<store::OutboxRow> settleNow(const QString& operation, const CancelToken& cancel);

 private:
  /// An unconfirmed call and whom to ask.
  struct Asked {
    store::OutboxRow row;
    std::shared_ptr<providers::BillingProvider> provider;
  };
  [[nodiscard]] Result<Asked> unconfirmedCall(const QString& operation, const CancelToken& cancel);
  [[nodiscard]] Result<int> lapse();
  [[nodiscard]] Result<bool> handle(const store::OutboxRow& row, const CancelToken& cancel);
  void learnSkew(const std::shared_ptr<providers::BillingProvider>& provider, const CancelToken& cancel);

  Parts parts_;
  std::weak_ptr<providers::BillingProvider> skewKnownOf_;
  bool lost_ = false;  // an outcome could not be written: the call is found again as one that was claimed
};

}  // namespace billing::operations
