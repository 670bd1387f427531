#include "operations/admin/sendingcall.h"

#include <QJsonDocument>

#include "operations/admin/makecall.h"
#include "operations/admin/previewer.h"
#include "operations/admin/settling.h"
#include "operations/admin/writeoutcome.h"
#include "store/repositories/outboxrepository.h"

namespace billing::operations::outbox {
namespace {

using providers::isUnconfirmed;
using store::OutboxRow;
using store::OutboxState;

Error notSeenYet() {
  return {ErrorKind::Unavailable,
          "not_seen_yet",
          "The provider accepted it, but it cannot be seen yet",
          "a charge may be under way",
          "It is asked for again by itself; nothing is sent a second time",
          false,
          {}};
}

// Beside what is kept already: the bills that are not of this change.
void keepResult(OutboxRow& row, const Heard& heard) {
  if (heard.result.isEmpty()) return;
  QJsonObject result = QJsonDocument::fromJson(row.resultJson).object();
  for (auto at = heard.result.begin(); at != heard.result.end(); ++at) result.insert(at.key(), at.value());
  row.resultJson = jsonText(result);
}

bool isOfThisWorkspace(const Parts& parts, const OutboxRow& row) {
  return row.live == parts.rules.live && row.provider == QString::fromUtf8(toString(parts.rules.provider));
}

Error otherWorkspace() {
  return {ErrorKind::Forbidden,
          "wrong_workspace",
          "It was asked for in another mode or of another provider",
          {},
          "Open the workspace as it was then, or ask for it again in this one",
          false,
          {}};
}

// Accepted once, it may still be carried out: said to be undone it would be ordered again.
Error wasAccepted() {
  return {ErrorKind::Conflict,
          "was_accepted",
          "The provider had accepted it, so nobody can say that it was not done",
          "a charge may be under way",
          "Look for it at the provider, and close it as done",
          false,
          {}};
}

class SendingCall {
 public:
  SendingCall(const Parts& parts, providers::BillingProvider& provider, const CancelToken& cancel)
      : parts_(parts), provider_(provider), cancel_(cancel) {}

  Result<void> run(const OutboxRow& row) {
    auto call = openCall(row);
    if (!call) return refuseUnread(row, call.error());
    call_ = std::move(*call);
    if (const auto agreed = agreedTo(call_.row); !agreed) return refuseUnread(call_.row, agreed.error());
    if (auto claimed = claim(); !claimed) {
      // Somebody withdrew it, or another program was quicker.
      return claimed.error().code == "state_changed" ? Result<void>() : claimed;
    }
    tell(parts_, call_.row, OutboxStage::Claimed);
    if (auto fit = stillFits(); !fit) return notSent(fit.error());
    const auto ours = stillOurs();
    if (!ours) return notSent(ours.error());
    if (!*ours) return {};
    tell(parts_, call_.row, OutboxStage::Sending);
    sentAt_ = parts_.clock.now();
    auto heard = makeCall(provider_, call_, parts_.rules, cancel_);
    tell(parts_, call_.row, OutboxStage::Answered);
    return heard ? answered(std::move(*heard)) : unanswered(heard.error());
  }

 private:
  Result<void> refuseUnread(OutboxRow row, const Error& error) {
    setError(row, error);
    row.state = OutboxState::Refused;
    return writeOutcome(parts_, OutboxState::Waiting, {row, "refused", {}, parts_.clock.now()});
  }

  Result<void> claim() {
    call_.row.state = OutboxState::Sending;
    call_.row.claimedAt = parts_.clock.now().ms;
    const auto known = knownBills(parts_, call_);
    if (!known) return failure(known.error());
    if (!known->isEmpty()) call_.row.resultJson = jsonText(*known);
    return writeOutcome(parts_, OutboxState::Waiting, {call_.row, "sent", {}, parts_.clock.now()});
  }

  Result<void> stillFits() const {
    if (!isOfThisWorkspace(parts_, call_.row)) return failure(otherWorkspace());
    if (parts_.check) return parts_.check(call_.order, call_.preview, cancel_);
    const Previewer previewer({parts_.database, parts_.rules, parts_.clock, parts_.provider});
    return previewer.stillAsSeen(call_.order, call_.preview, cancel_);
  }

  // A machine that slept since the claim may have been taken for dead, and its call settled by somebody else.
  [[nodiscard]] Result<bool> stillOurs() const {
    constexpr std::int64_t kFreshMs = 60'000;
    const auto held = readAndWait<std::optional<OutboxRow>>(
        parts_.database, [operation = call_.row.operation](QSqlDatabase& connection) {
          return store::OutboxRepository::find(connection, operation);
        });
    if (!held) return failure(held.error());
    if (!*held || (*held)->state != OutboxState::Sending || (*held)->claimedAt != call_.row.claimedAt) return false;
    if (parts_.clock.now().ms - call_.row.claimedAt.value_or(0) <= kFreshMs) return true;
    return failure(ErrorKind::Cancelled, "claim_too_old", "It was claimed too long ago to be sent now", {},
                   "It goes back and leaves with the next turn");
  }

  // Nothing has left.
  Result<void> notSent(const Error& error) {
    if (error.kind == ErrorKind::Cancelled) return putBack();
    return close(OutboxState::Refused, "refused", error, {});
  }

  // The program ends; the next one begins with it.
  Result<void> putBack() {
    call_.row.state = OutboxState::Waiting;
    call_.row.claimedAt.reset();
    return write("held", {});
  }

  Result<void> unanswered(const Error& error) {
    if (error.kind == ErrorKind::Cancelled && !isUnconfirmed(error)) return putBack();
    if (!isUnconfirmed(error)) return close(OutboxState::Refused, "refused", error, {});
    return leaveUnconfirmed(error, {});
  }

  Result<void> answered(Heard heard) {
    call_.row.requestId = QString::fromStdString(heard.requestId);
    call_.row.answeredAt = parts_.clock.now().ms;
    if (heard.refusal) {
      const Error refusal = *heard.refusal;
      return close(OutboxState::Refused, "refused", refusal, std::move(heard));
    }
    if (!heard.shows) return leaveUnconfirmed(notSeenYet(), std::move(heard));
    addMoney(parts_, provider_, call_, heard, cancel_);
    call_.row.state = OutboxState::Done;
    return write("done", std::move(heard));
  }

  Result<void> leaveUnconfirmed(const Error& error, Heard heard) {
    call_.row.nextAskAt = parts_.clock.now().ms + askAgainMs(parts_, 0);
    return close(OutboxState::Unconfirmed, "unconfirmed", error, std::move(heard));
  }

  Result<void> close(OutboxState state, const char* stage, const Error& error, Heard heard) {
    setError(call_.row, error);
    call_.row.state = state;
    return write(stage, std::move(heard));
  }

  Result<void> write(const char* stage, Heard heard) {
    if (heard.actualMinor) call_.row.actualMinor = heard.actualMinor;
    keepResult(call_.row, heard);
    const Outcome outcome{call_.row, stage, std::move(heard), sentAt_.ms == 0 ? parts_.clock.now() : sentAt_};
    auto written = writeOutcome(parts_, OutboxState::Sending, outcome);
    // Another program took us for dead: what we know counts more than that it does not.
    if (!written && written.error().code == "state_changed")
      written = writeOutcome(parts_, OutboxState::Unconfirmed, outcome);
    if (!written) return written;
    tell(parts_, call_.row, OutboxStage::Written);
    return {};
  }

  const Parts& parts_;
  providers::BillingProvider& provider_;
  const CancelToken& cancel_;
  OpenCall call_;
  Instant sentAt_;
};

class SettlingCall {
 public:
  SettlingCall(const Parts& parts, providers::BillingProvider& provider, const CancelToken& cancel)
      : parts_(parts), provider_(provider), cancel_(cancel) {}

  /// Asked first: whose fate can be asked is not a matter of opinion.
  Result<OutboxRow> runThenClose(const OutboxRow& row, const OutboxWorker::Closing& closing) {
    if (!isOfThisWorkspace(parts_, row)) return failure(otherWorkspace());
    if (row.answeredAt && !closing.asDone) return failure(wasAccepted());
    auto asked = run(row);
    if (!asked) return asked;
    if (mute_ && asked->state == OutboxState::Unconfirmed) return closedByHand(closing);
    return failure(ErrorKind::Conflict, "can_be_asked", "What became of it is asked for, not said by hand",
                   asked->state == OutboxState::Unconfirmed ? "the provider can be asked, and shows nothing yet"
                                                            : "it is " + std::string(toString(asked->state)) + " now",
                   "Only a change that the provider refuses to tell of is closed by hand");
  }

  Result<OutboxRow> run(const OutboxRow& row) {
    askedAt_ = parts_.clock.now();
    auto call = openCall(row);
    if (!call) {
      call_.row = row;
      mute_ = true;
      return nothingHeard(call.error());
    }
    call_ = std::move(*call);
    if (!isOfThisWorkspace(parts_, call_.row)) return nothingHeard(otherWorkspace());
    tell(parts_, call_.row, OutboxStage::Asking);
    if (isHarmless(call_.order.kind)) return close(OutboxState::NotDone, {});
    auto heard = askWhatBecame(parts_, provider_, call_, cancel_);
    if (!heard) {
      mute_ = heard.error().kind == ErrorKind::NotFound || heard.error().kind == ErrorKind::Forbidden;
      return nothingHeard(heard.error());
    }
    ++call_.row.askedCount;
    if (heard->shows) return seen(std::move(*heard));
    return isOver() && !heard->underWay ? close(OutboxState::NotDone, std::move(*heard)) : later(std::move(*heard));
  }

 private:
  // The person's word in place of the provider's, which refuses its own. Beside what is kept already: who agreed to the
  // order is another person.
  Result<OutboxRow> closedByHand(const OutboxWorker::Closing& closing) {
    call_.row.state = closing.asDone ? OutboxState::Done : OutboxState::NotDone;
    call_.row.nextAskAt.reset();
    store::AuditEntry entry = auditOf(call_.row, "closed", closing.actor);
    entry.reason = closing.reason.trimmed();
    Heard said;
    said.result = {{QStringLiteral("closed_by"), closing.actor.name}, {QStringLiteral("closed_because"), entry.reason}};
    keepResult(call_.row, said);
    entry.before = jsonText({{QStringLiteral("state"), QStringLiteral("unconfirmed")}});
    entry.after = jsonText({{QStringLiteral("state"), QString::fromUtf8(toString(call_.row.state))},
                            {QStringLiteral("not_told_because"), call_.row.error}});
    const Instant now = parts_.clock.now();
    const auto moved = writeAndWait(parts_.database, [&](store::WriteContext& context) -> Result<void> {
      auto written = store::OutboxRepository::move(context, OutboxState::Unconfirmed, call_.row, entry, now);
      if (!written || !closing.asDone) return written;
      return noteCompensated(context, call_.row, now);
    });
    if (!moved) return failure(moved.error());
    tell(parts_, call_.row, OutboxStage::Settled);
    return call_.row;
  }

  Result<OutboxRow> seen(Heard heard) {
    if (heard.refusal) {
      setError(call_.row, *heard.refusal);
      return close(OutboxState::Refused, std::move(heard));
    }
    addMoney(parts_, provider_, call_, heard, cancel_);
    return close(OutboxState::Done, std::move(heard));
  }

  // Long enough since it can have left, and looked at more than once. What the provider has accepted is on its way,
  // however long that takes (a charge that waits for the customer's bank): that it cannot be seen proves nothing.
  [[nodiscard]] bool isOver() const {
    if (call_.row.answeredAt) return false;
    constexpr int kFewestAskings = 2;
    const std::int64_t since = askedAt_.ms - call_.row.claimedAt.value_or(call_.row.createdAt);
    return since >= parts_.notDoneAfterMs && call_.row.askedCount >= kFewestAskings;
  }

  Result<OutboxRow> nothingHeard(const Error& error) {
    if (error.kind == ErrorKind::Cancelled) return call_.row;
    setError(call_.row, error);
    return later({});
  }

  Result<OutboxRow> later(Heard heard) {
    call_.row.nextAskAt = parts_.clock.now().ms + askAgainMs(parts_, call_.row.askedCount);
    return write("unconfirmed", std::move(heard));
  }

  Result<OutboxRow> close(OutboxState state, Heard heard) {
    call_.row.state = state;
    call_.row.nextAskAt.reset();
    if (state == OutboxState::Done) {
      call_.row.errorCode.clear();
      call_.row.error.clear();
      call_.row.errorHint.clear();
    }
    if (heard.actualMinor) call_.row.actualMinor = heard.actualMinor;
    keepResult(call_.row, heard);
    auto row = write("settled", std::move(heard));
    if (row) tell(parts_, *row, OutboxStage::Settled);
    return row;
  }

  Result<OutboxRow> write(const char* stage, Heard heard) {
    auto written = writeOutcome(parts_, OutboxState::Unconfirmed, {call_.row, stage, std::move(heard), askedAt_});
    if (!written && written.error().code == "state_changed") return asItIsNow();
    if (!written) return failure(written.error());
    return call_.row;
  }

  // Somebody else who asked was quicker.
  [[nodiscard]] Result<OutboxRow> asItIsNow() const {
    return readAndWait<std::optional<OutboxRow>>(parts_.database,
                                                 [operation = call_.row.operation](QSqlDatabase& connection) {
                                                   return store::OutboxRepository::find(connection, operation);
                                                 })
        .map([&](const std::optional<OutboxRow>& row) { return row.value_or(call_.row); });
  }

  const Parts& parts_;
  providers::BillingProvider& provider_;
  const CancelToken& cancel_;
  OpenCall call_;
  Instant askedAt_;
  bool mute_ = false;  // the provider refuses to tell, or nobody can read what to ask
};

}  // namespace

Result<void> sendCall(const Parts& parts, providers::BillingProvider& provider, const OutboxRow& row,
                      const CancelToken& cancel) {
  return SendingCall(parts, provider, cancel).run(row);
}

Result<OutboxRow> settleCall(const Parts& parts, providers::BillingProvider& provider, const OutboxRow& row,
                             const CancelToken& cancel) {
  return SettlingCall(parts, provider, cancel).run(row);
}

Result<OutboxRow> closeCall(const Parts& parts, providers::BillingProvider& provider, const OutboxRow& row,
                            const OutboxWorker::Closing& closing, const CancelToken& cancel) {
  return SettlingCall(parts, provider, cancel).runThenClose(row, closing);
}

}  // namespace billing::operations::outbox
