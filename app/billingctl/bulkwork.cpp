#include "app/billingctl/bulkwork.h"

#include <algorithm>
#include <cstdio>

#include "app/billingctl/bulktelling.h"
#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/interruption.h"
#include "app/billingctl/providerplace.h"
#include "app/billingctl/whoacts.h"
#include "operations/admin/previewer.h"
#include "operations/bulk/bulkselection.h"
#include "operations/bulk/previewbulk.h"

namespace billing::ctl {
namespace {

using operations::AdminOrder;
using operations::BulkPreview;

std::optional<PlaceRefusal> openBulkPlace(const BulkOptions& options, ProviderPlace& place) {
  return openPlace(options.where, options.provider, place);
}

Result<QVector<operations::BulkSubject>> chosenSubjects(const BulkOptions& options, ProviderPlace& place,
                                                        const operations::BulkSelection& selection,
                                                        operations::OrderKind kind) {
  auto listed = subjectsOfFile(options.choice, kind);
  if (!listed || !listed->isEmpty()) return listed;
  return place.database
      ->read<QVector<operations::BulkSubject>>([&](QSqlDatabase& connection) {
        return operations::subjectsOf(connection, place.database->dialect(), kind, selection);
      })
      .result();
}

Result<BulkPreview> previewOf(const BulkOptions& options, ProviderPlace& place, const AdminOrder& order) {
  const auto selection = bulkChoiceOf(options.choice, order.kind);
  if (!selection) return failure(selection.error());
  const auto subjects = chosenSubjects(options, place, *selection, order.kind);
  if (!subjects) return failure(subjects.error());
  const operations::Previewer previewer = place.previewer();
  const operations::BulkPreviewing parts{
      place.rules(), place.profile.admin,
      [&](const AdminOrder& one, const CancelToken& cancel) { return previewer.preview(one, cancel); }};
  const QString words = options.choice.file.empty() ? selection->words : QString::fromStdString(options.choice.file);
  auto preview = operations::previewBulk(parts, order, *subjects, words, {}, interruption());
  // In live mode the time in sight can be made longer only.
  if (preview && options.undoMs >= 0)
    preview->undoMs = place.profile.live() ? std::max<std::int64_t>(preview->undoMs, options.undoMs) : options.undoMs;
  return preview;
}

Result<store::BulkRunRow> runNow(store::Database& database, qint64 run) {
  const auto found = database
                         .read<operations::BulkReport>(
                             [run](QSqlDatabase& connection) { return operations::bulkReport(connection, run); })
                         .result();
  if (!found) return failure(found.error());
  return found->run;
}

// What is unconfirmed is asked for to the end, even of a run that is paused.
bool standsStill(const store::BulkRunRow& run) {
  if (run.state == u"waiting" || run.state == u"running") return false;
  return run.sent + run.unconfirmed == 0;
}

// Somebody else may pause the run of a team's database, and nobody tells.
void waitABit(std::optional<Instant> next, const Clock& clock) {
  constexpr std::int64_t kLookMs = 50;
  const Instant look{clock.now().ms + kLookMs};
  static_cast<void>(waitUntil(next ? std::min(*next, look) : look, clock));
}

// Until the run is over or stands still; an interruption leaves it as it is, to be gone on with.
Result<store::BulkRunRow> goThrough(const BulkOptions& options, ProviderPlace& place, qint64 run) {
  operations::BulkRunner runner({*place.database, place.rules(), place.clock});
  auto parts = place.workerParts();
  setPace(parts, options.askAfter, options.notDoneAfterMs);
  operations::OutboxWorker worker(std::move(parts));
  if (const auto recovered = worker.recover(); !recovered) return failure(recovered.error());
  while (!interruption().cancelled()) {
    const auto bulk = runner.step();
    if (!bulk) return failure(bulk.error());
    const auto now = runNow(*place.database, run);
    if (!now || standsStill(*now)) return now;
    const auto step = worker.step(interruption());
    if (!step) return failure(step.error());
    if (step->handled == 0 && bulk->handled == 0) waitABit(step->next ? step->next : bulk->next, place.clock);
  }
  return runNow(*place.database, run);
}

int exitCodeOfRun(const store::BulkRunRow& run) {
  if (interruption().cancelled()) return Interrupted;
  return run.state == u"done" && run.refused == 0 ? Ok : Negative;
}

int goAndTell(const BulkOptions& options, ProviderPlace& place, qint64 run) {
  const auto gone = goThrough(options, place, run);
  if (!gone) return failBulk(gone.error());
  const auto report = place.database
                          ->read<operations::BulkReport>(
                              [run](QSqlDatabase& connection) { return operations::bulkReport(connection, run); })
                          .result();
  if (!report) return failBulk(report.error());
  tellBulkReport(*report, options.json);
  return exitCodeOfRun(*gone);
}

Result<void> confirmed(const BulkOptions& options, const ProviderPlace& place, const BulkPreview& preview) {
  if (!place.profile.live()) return {};
  if (options.typed == preview.toType.toStdString()) return {};
  return failure(ErrorKind::Forbidden, "not_confirmed", "This is the live workspace", {},
                 "Add --confirm " + preview.toType.toStdString() + ": how many would be changed");
}

Result<store::BulkRunRow> startHere(ProviderPlace& place, const operations::BulkStart& start) {
  Result<store::BulkRunRow> run = store::BulkRunRow{};
  const auto kept = written(*place.database, [&](store::WriteContext& context) {
    run = operations::startBulk(context, place.rules(), start, place.profile.admin, place.clock.now());
    return run ? Result<void>() : Result<void>(failure(run.error()));
  });
  return kept ? run : Result<store::BulkRunRow>(failure(kept.error()));
}

}  // namespace

int failBulk(const Error& error, int code) {
  std::fprintf(stderr, "billingctl bulk: %s\n", describe(error).c_str());
  return code;
}

int failBulk(const Error& error) {
  using enum ErrorKind;
  if (error.kind == Cancelled) return failBulk(error, Interrupted);
  const bool input = error.code == "no_key" || error.code == "empty_key" || error.code == "sandbox_base" ||
                     error.code == "unknown_workspace" || error.code == "database_missing";
  if (input) return failBulk(error, Unreadable);
  const bool store = error.kind == Full || error.kind == ReadOnly || error.kind == Corrupt ||
                     error.kind == NewerSchema || error.kind == Busy;
  const bool nobody = error.kind == Unavailable || error.kind == Timeout;
  return failBulk(error, store ? exitCodeOfStore(error) : nobody ? NetworkFailure : Negative);
}

int previewBulkCommand(const BulkOptions& options) {
  ProviderPlace place;
  if (const auto shut = openBulkPlace(options, place)) return failBulk(shut->error, shut->code);
  const auto order = bulkOrderOf(options.order, place.rules());
  if (!order) return failBulk(order.error(), Usage);
  const auto preview = previewOf(options, place, *order);
  if (!preview) return failBulk(preview.error());
  tellBulkPreview(*preview, options.json);
  return preview->fine > 0 ? Ok : Negative;
}

int startBulkCommand(const BulkOptions& options) {
  ProviderPlace place;
  if (const auto shut = openBulkPlace(options, place)) return failBulk(shut->error, shut->code);
  const auto order = bulkOrderOf(options.order, place.rules());
  if (!order) return failBulk(order.error(), Usage);
  auto preview = previewOf(options, place, *order);
  if (!preview) return failBulk(preview.error());
  if (!options.json) tellBulkPreview(*preview, false);
  if (const auto sure = confirmed(options, place, *preview); !sure) return failBulk(sure.error());
  const auto actor = whoWrites(*place.database, place.profile, options.unlock, order->kind);
  if (!actor) return failBulk(actor.error());
  const auto run = startHere(place, {*order, std::move(*preview), *actor, {}, place.profile.live()});
  if (!run) return failBulk(run.error());
  if (!options.detach && run->state == u"waiting") return goAndTell(options, place, run->id);
  tellBulkRun(*run, options.json);
  return Ok;
}

int runBulkCommand(const BulkOptions& options) {
  ProviderPlace place;
  if (const auto shut = openBulkPlace(options, place)) return failBulk(shut->error, shut->code);
  return goAndTell(options, place, options.run);
}

}  // namespace billing::ctl
