#include "operations/sync/syncstart.h"

#include <algorithm>

#include "operations/sync/syncplan.h"
#include "store/repositories/confirmation.h"
#include "store/repositories/webhookeventrepository.h"

namespace billing::operations {
namespace {

using store::StoredSyncRun;
using store::SyncRunRepository;

// Objects made while the last run was on, and clocks that differ a little.
constexpr std::int64_t kOverlapMs = 3'600'000;
// A place in a list means nothing any more after that; then it begins anew.
constexpr std::int64_t kResumableMs = 7LL * 86'400'000;

constexpr auto kNothingReadYet = "Nothing that counts was read from this provider before, so everything is.";

Instant minus(Instant instant, std::int64_t ms) {
  return {instant.ms - ms};
}

struct KnownSoFar {
  std::optional<Instant> objectsRead;  // the last done run that read objects began
  std::optional<Instant> complete;     // up to then no event can be missing
};

class SyncStarter {
 public:
  SyncStarter(store::WriteContext& context, Provider provider, Instant now, std::int64_t skewMs)
      : context_(context), provider_(provider), now_(now), skewMs_(skewMs) {}

  Result<SyncStart> start(SyncKind asked) {
    if (auto known = readKnown(); !known) return failure(known.error());
    start_.kind = kindFor(asked);
    const auto newest = SyncRunRepository::newest(context_, provider_, std::string(toString(start_.kind)));
    if (!newest) return failure(newest.error());
    if (*newest && (*newest)->state != "done" && minus(now_, kResumableMs) <= (*newest)->startedAt)
      resume(**newest);
    else
      beginAnew();
    return std::move(start_);
  }

 private:
  Result<void> readKnown() {
    const auto objects = SyncRunRepository::lastObjectsRead(context_, provider_);
    if (!objects) return failure(objects.error());
    known_.objectsRead = *objects;
    const auto done = SyncRunRepository::lastDone(context_, provider_);
    if (!done) return failure(done.error());
    const auto event = store::WebhookEventRepository::newestGenuine(context_, provider_);
    if (!event) return failure(event.error());
    known_.complete = *done ? std::optional(providerTime(**done)) : *event;
    // A clock that was set back: what came "later" than now says nothing about what is new.
    if (known_.objectsRead && *known_.objectsRead > now_) known_.objectsRead.reset();
    if (known_.complete && *known_.complete > providerTime({now_.ms + kOverlapMs})) known_.complete.reset();
    return {};
  }

  // May be more than was asked; the note says why.
  SyncKind kindFor(SyncKind asked) {
    if (asked == SyncKind::MissedEvents && provider_ == Provider::Stripe) return kindForEvents();
    if (asked == SyncKind::Full || known_.objectsRead) return asked == SyncKind::Full ? asked : SyncKind::Incremental;
    note_ = kNothingReadYet;
    return SyncKind::Full;
  }

  SyncKind kindForEvents() {
    if (!known_.complete) {
      note_ = kNothingReadYet;
      return SyncKind::Full;
    }
    const std::int64_t days = (providerNow().ms - known_.complete->ms) / 86'400'000;
    if (known_.complete->ms >= oldestKept().ms) return SyncKind::MissedEvents;
    note_ = "Events may be missing since " + std::to_string(days) +
            " days, and the provider keeps them for 30: everything was read anew.";
    return SyncKind::Full;
  }

  void resume(const StoredSyncRun& run) {
    start_.run = run;
    start_.run.state = "running";
    start_.run.endedAt.reset();
    start_.run.errorCode = start_.run.error = start_.run.requestId = std::string();
    start_.resumed = true;
  }

  void beginAnew() {
    StoredSyncRun& run = start_.run;
    run.provider = provider_;
    run.kind = toString(start_.kind);
    run.startedAt = now_;
    run.note = note_;
    if (start_.kind == SyncKind::Incremental) run.readSince = minus(providerTime(*known_.objectsRead), kOverlapMs);
    if (provider_ == Provider::Stripe && known_.complete)
      run.eventsSince = std::max(minus(*known_.complete, kOverlapMs), oldestKept());
  }

  [[nodiscard]] Instant providerTime(Instant ours) const { return {ours.ms + skewMs_}; }
  [[nodiscard]] Instant providerNow() const { return providerTime(now_); }
  [[nodiscard]] Instant oldestKept() const { return minus(providerNow(), kEventsKeptMs); }

  store::WriteContext& context_;
  const Provider provider_;
  const Instant now_;
  const std::int64_t skewMs_;
  KnownSoFar known_;
  std::string note_;
  SyncStart start_;
};

std::optional<store::Entity> openEntity(std::string_view stage) {
  if (stage == "refunds") return store::Entity::Refund;
  if (stage == "disputes") return store::Entity::Dispute;
  if (stage == "invoices") return store::Entity::Invoice;
  return std::nullopt;
}

// Back to the oldest open one, as far as it is worth it.
Result<std::optional<Instant>> sinceOldestOpen(store::Database& database, const StoredSyncRun& run,
                                               store::Entity entity, Instant now) {
  const auto oldest = database
                          .read<std::optional<Instant>>([&](QSqlDatabase& connection) {
                            store::WriteContext context(connection, database.dialect());
                            return store::oldestOpen(context, entity, run.provider);
                          })
                          .result();
  if (!oldest || !*oldest) return oldest.map([&](const auto&) { return run.readSince; });
  return std::optional(std::min(*run.readSince, std::max(**oldest, minus(now, kLongestOpenMs))));
}

}  // namespace

Result<SyncStart> startOf(store::Database& database, Provider provider, SyncKind asked, Instant now,
                          std::int64_t clockSkewMs) {
  return database
      .read<SyncStart>([&](QSqlDatabase& connection) {
        store::WriteContext context(connection, database.dialect());
        return SyncStarter(context, provider, now, clockSkewMs).start(asked);
      })
      .result();
}

Result<std::optional<Instant>> sinceOf(store::Database& database, const StoredSyncRun& run, const std::string& stage,
                                       Instant now) {
  if (stage == "events") return run.eventsSince;
  if (!run.readSince || stage == "catalogue" || !choiceOf(stage).empty()) return std::optional<Instant>();
  if (const auto entity = openEntity(stage)) return sinceOldestOpen(database, run, *entity, now);
  return run.readSince;
}

}  // namespace billing::operations
