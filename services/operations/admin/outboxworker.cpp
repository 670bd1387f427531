#include <algorithm>

#include "operations/admin/opencall.h"
#include "operations/admin/outbox.h"
#include "operations/admin/sendingcall.h"
#include "store/repositories/outboxrepository.h"

namespace billing::operations {
namespace {

using store::OutboxRepository;
using store::OutboxRow;
using store::OutboxState;

constexpr int kRowsAtOnce = 200;
// With a team database, a claim of another program that lives may be this old.
constexpr std::int64_t kForeignClaimMs = 10LL * 60 * 1000;
constexpr std::int64_t kNotConnectedMs = 5'000;

Result<QVector<OutboxRow>> rowsIn(store::Database& database, OutboxState state) {
  return outbox::readAndWait<QVector<OutboxRow>>(database, [state](QSqlDatabase& connection) {
    return OutboxRepository::inState(connection, state, kRowsAtOnce);
  });
}

Error diedWhileSending() {
  return {ErrorKind::Unavailable,
          "interrupted",
          "The program ended before an answer came",
          "the change may have been made",
          "It is asked for; nothing is sent a second time",
          false,
          {}};
}

// True when this row went that way; false when somebody else moved it meanwhile.
Result<bool> moveOne(const OutboxWorker::Parts& parts, OutboxState from, const OutboxRow& row, const char* stage) {
  const Instant now = parts.clock.now();
  const auto moved = outbox::writeAndWait(parts.database, [&](store::WriteContext& context) {
    return OutboxRepository::move(context, from, row, outbox::auditOf(row, stage), now);
  });
  if (moved) return true;
  if (moved.error().code == "state_changed") return false;
  return failure(moved.error());
}

}  // namespace

Result<int> OutboxWorker::recover() {
  const auto claimed = rowsIn(parts_.database, OutboxState::Sending);
  if (!claimed) return failure(claimed.error());
  const Instant now = parts_.clock.now();
  const std::int64_t young = parts_.database.dialect() == store::Dialect::Sqlite ? 0 : kForeignClaimMs;
  int found = 0;
  for (OutboxRow row : *claimed) {
    if (young > 0 && now.ms - row.claimedAt.value_or(0) < young) continue;
    outbox::setError(row, diedWhileSending());
    row.state = OutboxState::Unconfirmed;
    row.nextAskAt = now.ms + outbox::askAgainMs(parts_, 0);
    const auto moved = moveOne(parts_, OutboxState::Sending, row, "unconfirmed");
    if (!moved) return failure(moved.error());
    found += *moved ? 1 : 0;
  }
  lost_ = false;
  return found;
}

Result<int> OutboxWorker::lapse() {
  const auto waiting = rowsIn(parts_.database, OutboxState::AwaitingApproval);
  if (!waiting) return failure(waiting.error());
  int lapsed = 0;
  for (OutboxRow row : *waiting) {
    if (!row.approvalEndsAt || *row.approvalEndsAt > parts_.clock.now().ms) continue;
    row.state = OutboxState::Lapsed;
    const auto moved = moveOne(parts_, OutboxState::AwaitingApproval, row, "lapsed");
    if (!moved) return failure(moved.error());
    lapsed += *moved ? 1 : 0;
  }
  return lapsed;
}

// False: nothing could be done about it now.
Result<bool> OutboxWorker::handle(const OutboxRow& row, const CancelToken& cancel) {
  const auto kind = orderKindFrom(row.kind.toStdString());
  if (kind && isLocal(*kind)) return outbox::carryOutLocal(parts_, row).map([] { return true; });
  const auto provider = parts_.provider ? parts_.provider() : nullptr;
  if (!provider) return false;
  learnSkew(provider, cancel);
  if (row.state == OutboxState::Waiting)
    return outbox::sendCall(parts_, *provider, row, cancel).map([] { return true; });
  return outbox::settleCall(parts_, *provider, row, cancel).map([](const OutboxRow&) { return true; });
}

Result<OutboxWorker::Step> OutboxWorker::step(const CancelToken& cancel) {
  if (lost_) {
    if (const auto found = recover(); !found) return failure(found.error());
  }
  const auto lapsed = lapse();
  if (!lapsed) return failure(lapsed.error());
  Step step{*lapsed, std::nullopt};
  const Instant now = parts_.clock.now();
  const auto due = outbox::readAndWait<QVector<OutboxRow>>(
      parts_.database, [now](QSqlDatabase& connection) { return OutboxRepository::due(connection, now, kRowsAtOnce); });
  if (!due) return failure(due.error());
  bool stuck = false;
  for (const OutboxRow& row : *due) {
    if (cancel.cancelled()) break;
    const auto handled = handle(row, cancel);
    if (!handled) {
      lost_ = true;
      return failure(handled.error());
    }
    step.handled += *handled ? 1 : 0;
    stuck = stuck || !*handled;
  }
  const auto next = outbox::readAndWait<std::optional<Instant>>(
      parts_.database, [](QSqlDatabase& connection) { return OutboxRepository::nextDue(connection); });
  if (!next) return failure(next.error());
  step.next = *next;
  if (stuck && step.next) step.next = std::max(*step.next, Instant{now.ms + kNotConnectedMs});
  return step;
}

Result<OutboxWorker::Asked> OutboxWorker::unconfirmedCall(const QString& operation, const CancelToken& cancel) {
  const auto row = outbox::readAndWait<std::optional<OutboxRow>>(
      parts_.database, [operation](QSqlDatabase& connection) { return OutboxRepository::find(connection, operation); });
  if (!row) return failure(row.error());
  if (!*row)
    return failure(ErrorKind::NotFound, "unknown_call", "There is no change " + operation.toStdString(), {},
                   "`billingctl outbox list` names them");
  if ((*row)->state != OutboxState::Unconfirmed)
    return failure(ErrorKind::Conflict, "not_unconfirmed", "Nothing is left to ask",
                   "it is " + std::string(toString((*row)->state)), "Only what is unconfirmed can be settled");
  auto provider = parts_.provider ? parts_.provider() : nullptr;
  if (!provider)
    return failure(ErrorKind::Unavailable, "not_connected", "The provider cannot be asked", "nobody is connected",
                   "Connect the workspace first");
  learnSkew(provider, cancel);
  return Asked{**row, std::move(provider)};
}

Result<OutboxRow> OutboxWorker::settleNow(const QString& operation, const CancelToken& cancel) {
  const auto asked = unconfirmedCall(operation, cancel);
  if (!asked) return failure(asked.error());
  return outbox::settleCall(parts_, *asked->provider, asked->row, cancel);
}

Result<OutboxRow> OutboxWorker::closeByHand(const QString& operation, const Closing& closing,
                                            const CancelToken& cancel) {
  if (auto may = permitted(closing.actor, Deed::CloseCalls, parts_.rules.live); !may) return failure(may.error());
  if (closing.reason.trimmed().size() < 3)
    return failure(ErrorKind::InvalidInput, "reason_missing", "A change is closed by hand with a reason",
                   "It is kept in the audit log", "Say how you found out what became of it");
  const auto asked = unconfirmedCall(operation, cancel);
  if (!asked) return failure(asked.error());
  return outbox::closeCall(parts_, *asked->provider, asked->row, closing, cancel);
}

// Readings are dated by the provider's clock, or events that are newer would lose against them.
void OutboxWorker::learnSkew(const std::shared_ptr<providers::BillingProvider>& provider, const CancelToken& cancel) {
  constexpr std::int64_t kNoSkewMs = 2000;  // below two seconds a date field tells nothing
  if (!parts_.measureSkew || skewKnownOf_.lock() == provider) return;
  const auto able = provider->capabilities(cancel);
  if (!able) return;
  const std::int64_t skew = able->clockSkewMs.value_or(0);
  parts_.clockSkewMs = skew > kNoSkewMs || skew < -kNoSkewMs ? skew : 0;
  skewKnownOf_ = provider;
}

}  // namespace billing::operations
