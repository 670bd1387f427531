#include "app/billingctl/outboxwork.h"

#include <QJsonDocument>
#include <algorithm>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/inputfile.h"
#include "app/billingctl/interruption.h"
#include "app/billingctl/outboxtelling.h"
#include "app/billingctl/providerplace.h"
#include "app/billingctl/whoacts.h"
#include "operations/admin/opencall.h"
#include "operations/admin/people.h"
#include "operations/admin/previewer.h"

namespace billing::ctl {
namespace {

using operations::OutboxWorker;

bool isOfTheStore(const Error& error) {
  using enum ErrorKind;
  return error.kind == Full || error.kind == ReadOnly || error.kind == Corrupt || error.kind == NewerSchema ||
         error.kind == Busy;
}

// The exit code, when it cannot be opened.
std::optional<int> openDesk(const OutboxOptions& options, ProviderPlace& desk) {
  const auto refusal = openPlace(options.where, options.provider, desk);
  return refusal ? std::optional(failOutbox(refusal->error, refusal->code)) : std::nullopt;
}

OutboxWorker workerOf(const OutboxOptions& options, ProviderPlace& desk) {
  auto parts = desk.workerParts();
  parts.stage = [&options](const store::OutboxRow& row, operations::OutboxStage stage) {
    tellStage(row, stage, options.json);
  };
  setPace(parts, options.askAfter, options.notDoneAfterMs);
  return OutboxWorker(std::move(parts));
}

Result<int> workThrough(OutboxWorker& worker, const Clock& clock, Instant end) {
  auto recovered = worker.recover();
  if (!recovered) return recovered;
  int handled = 0;
  for (;;) {
    const auto step = worker.step(interruption());
    if (!step) return failure(step.error());
    handled += step->handled;
    if (interruption().cancelled() || !step->next) return handled;
    if (*step->next > std::max(end, clock.now())) return handled;
    if (!waitUntil(*step->next, clock)) return handled;
  }
}

Result<store::OutboxRow> submitOne(const OutboxOptions& options, ProviderPlace& desk, const operations::Actor& actor,
                                   const QByteArray& line) {
  const auto order = operations::orderFromJson(line);
  if (!order) return failure(order.error());
  auto preview = desk.previewer().preview(*order, interruption());
  if (!preview) return failure(preview.error());
  if (options.undoMs >= 0) preview->undoMs = options.undoMs;
  operations::Submission submission{*order, std::move(*preview), actor, std::nullopt};
  submission.approvalMs = desk.profile.admin.approvalHours * 3'600'000LL;
  Result<store::OutboxRow> row = store::OutboxRow{};
  const auto written = operations::outbox::writeAndWait(*desk.database, [&](store::WriteContext& context) {
    row = operations::submitOrder(context, desk.rules(), submission, desk.clock.now());
    return row ? Result<void>() : Result<void>(failure(row.error()));
  });
  return written ? row : Result<store::OutboxRow>(failure(written.error()));
}

void tellRefused(const QByteArray& line, const Error& error, bool json) {
  if (!json) return void(std::printf("refused: %s\n", describe(error).c_str()));
  const QJsonObject told{{QStringLiteral("refused"), QString::fromStdString(error.code)},
                         {QStringLiteral("message"), QString::fromStdString(describe(error))},
                         {QStringLiteral("order"), QJsonDocument::fromJson(line).object()}};
  std::printf("%s\n", QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
}

// Whose word is taken where the provider refuses its own does not choose the provider: any other server, and any other
// account, refuses to tell.
bool asksSomebodyElse(const ProviderOptions& provider) {
  return !provider.base.empty() || !provider.keyFile.empty() || !provider.keyEnvironment.empty();
}

Error ownProviderOnly() {
  return {ErrorKind::Forbidden,
          "own_provider",
          "In live mode a change is closed with the workspace's own provider and key",
          {},
          "Leave out --base, --key-file and --key-env, and connect the workspace in the console",
          false,
          {}};
}

}  // namespace

int failOutbox(const Error& error, int code) {
  std::fprintf(stderr, "billingctl outbox: %s\n", describe(error).c_str());
  return code;
}

int failOutbox(const Error& error) {
  const bool nobody = error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout;
  return failOutbox(error, isOfTheStore(error) ? exitCodeOfStore(error) : nobody ? NetworkFailure : Negative);
}

int runOutbox(const OutboxOptions& options) {
  ProviderPlace desk;
  if (const auto code = openDesk(options, desk)) return *code;
  OutboxWorker worker = workerOf(options, desk);
  const auto done = workThrough(worker, desk.clock, {desk.clock.now().ms + options.waitSeconds * 1000LL});
  if (!done) return failOutbox(done.error());
  return interruption().cancelled() ? Interrupted : Ok;
}

int settleOutbox(const OutboxOptions& options) {
  ProviderPlace desk;
  if (const auto code = openDesk(options, desk)) return *code;
  OutboxWorker worker = workerOf(options, desk);
  const auto row = worker.settleNow(QString::fromStdString(options.operation), interruption());
  if (!row) return failOutbox(row.error());
  tellCall(*row, options.json);
  return row->state == store::OutboxState::Unconfirmed ? Negative : Ok;
}

int closeOutbox(const OutboxOptions& options) {
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failOutbox(profile.error(), Unreadable);
  if (profile->live() && asksSomebodyElse(options.provider)) return failOutbox(ownProviderOnly(), Negative);
  ProviderPlace desk;
  if (const auto code = openDesk(options, desk)) return *code;
  const auto actor = takeHand(*desk.database, {options.unlock}, operations::Deed::CloseCalls, desk.profile.live());
  if (!actor) return failOutbox(actor.error());
  OutboxWorker worker = workerOf(options, desk);
  const auto row =
      worker.closeByHand(QString::fromStdString(options.operation),
                         {options.closeAs == "done", QString::fromStdString(options.note), *actor}, interruption());
  if (!row) return failOutbox(row.error());
  tellCall(*row, options.json);
  return Ok;
}

int submitOutbox(const OutboxOptions& options) {
  ProviderPlace desk;
  if (const auto code = openDesk(options, desk)) return *code;
  if (desk.profile.live()) {
    const auto refusal = failure(ErrorKind::Forbidden, "live_mode", "Orders of a file are for test mode", {},
                                 "Use `billingctl order`, one by one, or a bulk run");
    return failOutbox(refusal.value(), Negative);
  }
  const auto actor = whoActs(*desk.database);
  if (!actor) return failOutbox(actor.error());
  const auto text = readInput(options.orders);
  if (!text) return failOutbox(text.error(), Unreadable);
  int refused = 0;
  for (const QByteArray& line : text->split('\n')) {
    if (line.trimmed().isEmpty() || interruption().cancelled()) continue;
    const auto row = submitOne(options, desk, *actor, line);
    refused += row ? 0 : 1;
    row ? tellCall(*row, options.json) : tellRefused(line, row.error(), options.json);
  }
  return interruption().cancelled() ? Interrupted : refused > 0 ? Negative : Ok;
}

}  // namespace billing::ctl
