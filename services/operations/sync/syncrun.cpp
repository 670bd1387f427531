#include "operations/sync/syncrun.h"

#include <algorithm>
#include <set>

#include "operations/sync/onesyncatatime.h"
#include "operations/sync/pagewriter.h"
#include "operations/sync/syncplan.h"
#include "operations/sync/syncstart.h"

namespace billing::operations {
namespace {

using store::StoredSyncRun;

// Clocks that differ by less are taken for the same: the provider's Date field knows whole seconds only.
constexpr std::int64_t kNoSkewMs = 2000;

// "disputes: 403" is the provider's refusal of the key; a restricted key is somebody's intention, and no failure.
std::set<std::string> forbiddenOf(const std::vector<std::string>& missing) {
  static const std::set<std::string> read{"catalogue", "customers", "subscriptions", "payments",
                                          "invoices",  "refunds",   "disputes",      "events"};
  std::set<std::string> resources;
  for (const std::string& line : missing) {
    const std::string name = line.starts_with("products:") ? "catalogue" : line.substr(0, line.find(':'));
    if (line.ends_with(": 403") && read.contains(name)) resources.insert(name);
  }
  return resources;
}

SyncReport reportOf(const StoredSyncRun& run, const SyncStart& start) {
  const store::SyncCounts& n = run.counts;
  SyncReport report;
  report.run = run.row;
  report.state = run.state;
  report.seen = n.seen;
  report.created = n.created;
  report.updated = n.updated;
  report.unchanged = n.unchanged;
  report.missedEvents = n.missedEvents;
  report.unreadable = n.unreadable;
  report.unknownWords = n.unknownWords;
  report.refused = n.refused;
  report.notSeen = n.notSeen;
  report.kind = start.kind;
  report.note = run.note;
  report.startedAt = run.startedAt;
  report.endedAt = run.endedAt.value_or(run.startedAt);
  report.resumed = start.resumed;
  return report;
}

class SyncRunner {
 public:
  SyncRunner(const SyncServices& services, const std::function<void(const SyncProgress&)>& progress,
             const CancelToken& cancel)
      : services_(services), progress_(progress), cancel_(cancel), provider_(services.provider.provider()) {}

  Result<SyncReport> run(SyncKind asked) {
    std::optional<Error> refused = compareClocks();
    auto start = startOf(services_.database, provider_, asked, services_.clock.now(), skewMs_);
    if (!start) return failure(start.error());
    start_ = std::move(*start);
    run_ = start_.run;
    writer_.emplace(services_.database, provider_, PageRules{services_.rules, start_.kind == SyncKind::Full, skewMs_},
                    services_.clock);
    if (auto saved = keep(writer_->start(run_, services_.hand)); !saved) return failure(saved.error());
    if (!refused) {
      if (auto read = readAll(); !read) refused = read.error();
    }
    return finish(std::move(refused));
  }

 private:
  // The first thing that is asked: whether the key works, and what time it is there.
  std::optional<Error> compareClocks() {
    const auto able = services_.provider.capabilities(cancel_);
    if (!able) return able.error();
    forbidden_ = forbiddenOf(able->missing);
    const std::int64_t skew = able->clockSkewMs.value_or(0);
    skewMs_ = skew > kNoSkewMs || skew < -kNoSkewMs ? skew : 0;
    return std::nullopt;
  }

  Result<void> readAll() {
    stages_ = stagesOf(start_.kind, provider_, run_.eventsSince.has_value());
    std::erase_if(stages_,
                  [this](const std::string& stage) { return forbidden_.contains(std::string(resourceOf(stage))); });
    if (stages_.empty()) return {};
    const bool known = std::ranges::find(stages_, run_.stage) != stages_.end();
    place_ = {known ? run_.stage : stages_.front(), known ? run_.cursor : std::string(), run_.stageSince};
    SyncPages pages(services_.database, services_.provider, services_.clock, run_.startedAt);
    while (!place_.stage.empty()) {
      if (auto done = onePage(pages); !done) return done;
    }
    return keep(writer_->end());
  }

  // Fetched while the page before it is being written.
  Result<void> onePage(SyncPages& pages) {
    if (auto ready = beginStage(); !ready) return ready;
    Result<SyncPage> page =
        cancel_.cancelled() ? failure(ErrorKind::Cancelled, "cancelled", "The sync was cancelled") : fetch(pages);
    if (auto written = keep(writer_->end()); !written) return written;
    if (!page) return failure(page.error());
    tell(*page);
    moveOn(page->next);
    StoredSyncRun after = run_;
    after.stage = place_.stage;
    after.cursor = place_.cursor;
    after.stageSince = place_.since;
    writer_->begin(std::move(*page), std::move(after));
    return {};
  }

  Result<void> beginStage() {
    if (!place_.cursor.empty()) return {};
    // What is read one by one is what the pages before it have not confirmed: they must be written.
    if (choiceOf(place_.stage) == "held") {
      if (auto written = keep(writer_->end()); !written) return written;
    }
    auto since = sinceOf(services_.database, run_, place_.stage, services_.clock.now());
    if (!since) return failure(since.error());
    place_.since = *since;
    return {};
  }

  // The object that an old place in the list is named after may be gone: then this list is read from its beginning.
  Result<SyncPage> fetch(SyncPages& pages) {
    Result<SyncPage> page = pages.fetch(place_, cancel_);
    const bool resumedHere = start_.resumed && !moved_ && !place_.cursor.empty();
    moved_ = true;
    const bool placeLost =
        !page && (page.error().kind == ErrorKind::NotFound || page.error().kind == ErrorKind::InvalidInput);
    if (!resumedHere || !placeLost) return page;
    place_.cursor.clear();
    return pages.fetch(place_, cancel_);
  }

  void moveOn(const std::string& next) {
    place_.cursor = next;
    if (!next.empty()) return;
    place_.stage = nextStage(stages_, place_.stage);
    place_.since.reset();
  }

  // The run as it stands in the store.
  Result<void> keep(Result<StoredSyncRun> run) {
    if (!run) return failure(run.error());
    const bool missed = run->counts.missedEvents > run_.counts.missedEvents;
    run_ = std::move(*run);
    if (missed && services_.eventsStored) services_.eventsStored();
    return {};
  }

  void tell(const SyncPage& page) {
    const std::string resource(resourceOf(place_.stage));
    if (resource != told_.resource) told_.seen = 0;
    told_.resource = resource;
    const auto count = static_cast<std::int64_t>(page.objects.size() + page.events.size());
    told_.seen += count;
    told_.total += count;
    if (progress_) progress_(told_);
  }

  Result<SyncReport> finish(std::optional<Error> error) {
    const bool cancelled = error && (cancel_.cancelled() || error->kind == ErrorKind::Cancelled);
    StoredSyncRun ended = run_;
    ended.state = !error ? "done" : cancelled ? "cancelled" : "failed";
    ended.endedAt = services_.clock.now();
    if (!error && start_.kind == SyncKind::Full && forbidden_.empty()) ended.counts.notSeen = countNotSeen();
    if (!error) tellForbidden(ended.note);
    if (error && !cancelled) {
      ended.errorCode = error->code;
      ended.error = describe(*error);
      ended.requestId = error->requestId;
    }
    const auto saved = writer_->save(ended);
    if (!saved && !error) error = saved.error();
    if (!saved) ended.state = "failed";
    SyncReport report = reportOf(saved ? *saved : ended, start_);
    if (!cancelled) report.error = std::move(error);
    return report;
  }

  void tellForbidden(std::string& note) const {
    std::string names;
    for (const std::string& name : forbidden_) names += (names.empty() ? "" : ", ") + name;
    if (names.empty() || note.find("The key may not read") != std::string::npos) return;
    note += (note.empty() ? "" : " ") + ("The key may not read: " + names + ".");
  }

  std::int64_t countNotSeen() {
    const auto count = services_.database
                           .read<std::int64_t>([this](QSqlDatabase& connection) {
                             store::WriteContext context(connection, services_.database.dialect());
                             return store::notSeenSince(context, provider_, run_.startedAt);
                           })
                           .result();
    return count.value_or(0);
  }

  const SyncServices& services_;
  const std::function<void(const SyncProgress&)>& progress_;
  const CancelToken& cancel_;
  const Provider provider_;
  std::int64_t skewMs_ = 0;
  SyncStart start_;
  StoredSyncRun run_;
  std::optional<PageWriter> writer_;
  std::vector<std::string> stages_;
  SyncPlace place_;
  std::set<std::string> forbidden_;  // resources that the key may not read
  bool moved_ = false;               // a page was asked for
  SyncProgress told_;
};

}  // namespace

Result<SyncReport> runSync(const SyncServices& services, SyncKind kind,
                           const std::function<void(const SyncProgress&)>& progress, const CancelToken& cancel) {
  const OneSyncAtATime turn(services.database);
  if (!turn.mine()) {
    return failure(ErrorKind::Busy, "sync_running", "A sync of this workspace is running already", {},
                   "Wait for it, or cancel it");
  }
  return SyncRunner(services, progress, cancel).run(kind);
}

}  // namespace billing::operations
