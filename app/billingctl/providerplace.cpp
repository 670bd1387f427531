#include "app/billingctl/providerplace.h"

#include <algorithm>

#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/interruption.h"
#include "store/repositories/outboxrepository.h"

namespace billing::ctl {
namespace {

int exitCodeWithoutKey(const Error& error) {
  return error.code == "unfit_key" || error.code == "wrong_mode" ? Negative : Unreadable;
}

Result<store::OutboxRow> callNow(store::Database& database, const QString& operation) {
  const auto row = database
                       .read<std::optional<store::OutboxRow>>([&](QSqlDatabase& connection) {
                         return store::OutboxRepository::find(connection, operation);
                       })
                       .result();
  if (!row) return failure(row.error());
  return row->value_or(store::OutboxRow{});
}

}  // namespace

std::optional<PlaceRefusal> openPlace(const WorkspaceOptions& where, const ProviderOptions& reach, ProviderPlace& place,
                                      bool needed) {
  auto profile = readWorkspace(where.workspace);
  if (!profile) return PlaceRefusal{profile.error(), Unreadable};
  place.profile = std::move(*profile);
  place.client = http::makeNetworkClient();
  auto provider = providerOf(place.profile, reach, *place.client, place.clock);
  if (provider)
    place.provider = std::move(*provider);
  else if (needed)
    return PlaceRefusal{provider.error(), exitCodeWithoutKey(provider.error())};
  auto database = openDatabase(where.database, false);
  if (!database) return PlaceRefusal{database.error(), exitCodeOfStore(database.error())};
  place.database = std::move(*database);
  heedInterruption();
  return std::nullopt;
}

void setPace(operations::OutboxWorker::Parts& parts, const std::string& askAfter, int notDoneAfterMs) {
  if (notDoneAfterMs >= 0 && !parts.rules.live) parts.notDoneAfterMs = notDoneAfterMs;
  if (askAfter.empty()) return;
  parts.askAfterMs.clear();
  for (const QString& one : QString::fromStdString(askAfter).split(u',', Qt::SkipEmptyParts))
    parts.askAfterMs.push_back(std::max<qint64>(0, one.toLongLong()));
}

Result<store::OutboxRow> seeThrough(ProviderPlace& place, operations::OutboxWorker& worker, store::OutboxRow call,
                                    Instant end) {
  if (auto recovered = worker.recover(); !recovered) return failure(recovered.error());
  while (isOpen(call.state) && call.state != store::OutboxState::AwaitingApproval && !interruption().cancelled()) {
    const auto step = worker.step(interruption());
    if (!step) return failure(step.error());
    auto now = callNow(*place.database, call.operation);
    if (!now) return now;
    call = std::move(*now);
    if (!isOpen(call.state) || !step->next || *step->next > end || place.clock.now() > end) break;
    if (!waitUntil(*step->next, place.clock)) break;
  }
  return call;
}

}  // namespace billing::ctl
