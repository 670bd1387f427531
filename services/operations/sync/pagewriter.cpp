#include "operations/sync/pagewriter.h"

#include <algorithm>

#include "operations/audited.h"
#include "operations/sync/fetchedevents.h"
#include "store/repositories/unknownvaluerepository.h"
#include "webhooks/eventapplier.h"

namespace billing::operations {
namespace {

using store::StoredSyncRun;
using store::SyncCounts;

// The objects are to blame for these only; what is wrong with the store is wrong with all of them.
bool isOfOneObject(const Error& error) {
  return error.kind == ErrorKind::InvalidInput || error.kind == ErrorKind::NotFound ||
         error.kind == ErrorKind::Conflict || error.kind == ErrorKind::Internal;
}

// What became of the object that was asked for; what came with it (its customer, its price) is not counted.
void countOutcome(const SyncObject& object, const std::vector<store::Effect>& effects, SyncCounts& counts) {
  const auto own = std::ranges::find_if(
      effects, [&](const auto& effect) { return effect.entity == object.entity && effect.externalId == object.id; });
  ++counts.seen;
  if (own != effects.end() && own->outcome == "created")
    ++counts.created;
  else if (own != effects.end() && own->outcome == "updated")
    ++counts.updated;
  else
    ++counts.unchanged;
}

class ObjectWriter {
 public:
  ObjectWriter(store::WriteContext& context, Provider provider, const PageRules& rules, Instant sentAt, Instant now)
      : context_(context), provider_(provider), rules_(rules), sentAt_(sentAt), now_(now) {}

  Result<void> write(const SyncObject& object, SyncCounts& counts) {
    BillingEvent facts = object.facts;
    facts.provider = provider_;
    facts.eventId = kReadingId;
    facts.occurredAt = readingTime(sentAt_, rules_.clockSkewMs);
    const auto applied = webhooks::applyEvent(context_, facts, now_, sentAt_);
    if (!applied) return failure(applied.error());
    if (rules_.rules != nullptr && (rules_.always || applied->outcome.state == "applied")) {
      const auto ruled = rules_.rules->apply(context_, facts, now_);
      if (!ruled) return failure(ruled.error());
      if (ruled->refusal) ++counts.refused;
    }
    countOutcome(object, applied->effects, counts);
    counts.unknownWords += static_cast<std::int64_t>(object.unknown.size());
    return store::UnknownValueRepository::replace(context_, provider_, object.entity, object.id, object.unknown, now_);
  }

 private:
  store::WriteContext& context_;
  const Provider provider_;
  const PageRules& rules_;
  const Instant sentAt_, now_;
};

}  // namespace

Instant readingTime(Instant sentAt, std::int64_t clockSkewMs) {
  return Instant::fromSeconds(Instant{sentAt.ms + clockSkewMs}.seconds());
}

void PageWriter::begin(SyncPage page, StoredSyncRun run) {
  running_ = std::make_shared<Written>();
  running_->page = std::move(page);
  running_->before = std::move(run);
  database_.write([this, written = running_](store::WriteContext& context) { return writePage(context, *written); },
                  [written = running_](Result<void> outcome) { written->done.set_value(std::move(outcome)); },
                  store::Priority::Background);
}

// May run twice, so it starts from what was before.
Result<void> PageWriter::writePage(store::WriteContext& context, Written& written) const {
  written.after = written.before;
  SyncCounts& counts = written.after.counts;
  ++counts.pages;
  counts.unreadable += static_cast<std::int64_t>(written.page.unreadable.size());
  ObjectWriter writer(context, provider_, rules_, written.page.sentAt, clock_.now());
  for (const SyncObject& object : written.page.objects) {
    if (auto done = writer.write(object, counts); !done) return done;
  }
  const auto missed = storeFetched(context, provider_, written.page.events, clock_.now());
  if (!missed) return failure(missed.error());
  counts.seen += static_cast<std::int64_t>(written.page.events.size());
  counts.missedEvents += *missed;
  return store::SyncRunRepository::save(context, written.after).map([&](std::int64_t row) { written.after.row = row; });
}

Result<StoredSyncRun> PageWriter::end() {
  if (!running_) return last_;
  const std::shared_ptr<Written> written = std::exchange(running_, nullptr);
  Result<void> outcome = written->done.get_future().get();
  if (!outcome && isOfOneObject(outcome.error())) outcome = oneByOne(*written);
  if (!outcome) return failure(outcome.error());
  last_ = written->after;
  return last_;
}

// One of them cannot be applied: the others are, each in a transaction of its own, then the rest of the page.
Result<void> PageWriter::oneByOne(Written& written) {
  SyncCounts done;
  for (const SyncObject& object : written.page.objects) {
    SyncCounts counts;
    const Result<void> outcome = blocking([&](store::WriteContext& context) {
      counts = {};
      return ObjectWriter(context, provider_, rules_, written.page.sentAt, clock_.now()).write(object, counts);
    });
    if (!outcome && !isOfOneObject(outcome.error())) return outcome;
    if (!outcome) ++(counts = {}).unreadable;
    done += counts;
  }
  written.page.objects.clear();
  written.before.counts += done;
  return blocking([&](store::WriteContext& context) { return writePage(context, written); });
}

Result<StoredSyncRun> PageWriter::start(StoredSyncRun run, const std::optional<Hand>& hand) {
  const QString kind = QString::fromStdString(run.kind);
  return saveWith(std::move(run), [&](store::WriteContext& context) -> Result<void> {
    if (!hand) return {};
    auto entry = entryBy(*hand, "sync.asked", "workspace");
    entry.after = auditFields({{"kind", kind}, {"run", QString::number(last_.row)}});
    return store::appendAudit(context, entry, clock_.now()).map([](std::int64_t) {});
  });
}

Result<StoredSyncRun> PageWriter::save(StoredSyncRun run) {
  return saveWith(std::move(run), [](store::WriteContext&) -> Result<void> { return {}; });
}

Result<StoredSyncRun> PageWriter::saveWith(StoredSyncRun run,
                                           const std::function<Result<void>(store::WriteContext&)>& also) {
  const Result<void> saved = blocking([&](store::WriteContext& context) -> Result<void> {
    const auto row = store::SyncRunRepository::save(context, run);
    if (!row) return failure(row.error());
    last_.row = *row;
    return also(context);
  });
  if (!saved) return failure(saved.error());
  const std::int64_t row = last_.row;
  last_ = std::move(run);
  last_.row = row;
  return last_;
}

Result<void> PageWriter::blocking(const std::function<Result<void>(store::WriteContext&)>& work) {
  std::promise<Result<void>> promise;
  database_.write(
      work, [&promise](Result<void> outcome) { promise.set_value(std::move(outcome)); }, store::Priority::Background);
  return promise.get_future().get();
}

}  // namespace billing::operations
