#include "app/billingctl/outboxwork.h"

#include <QJsonDocument>
#include <QThread>
#include <algorithm>
#include <csignal>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/inputfile.h"
#include "app/billingctl/outboxtelling.h"
#include "operations/admin/opencall.h"
#include "operations/admin/people.h"
#include "operations/admin/previewer.h"

namespace billing::ctl {
namespace {

using operations::OutboxWorker;

// Made before the handler is, so that the handler only stores a flag.
const CancelToken& outboxInterruption() {
  static const CancelToken token;
  return token;
}
void onOutboxInterrupt(int) {
  outboxInterruption().cancel();
}

bool isOfTheStore(const Error& error) {
  using enum ErrorKind;
  return error.kind == Full || error.kind == ReadOnly || error.kind == Corrupt || error.kind == NewerSchema ||
         error.kind == Busy;
}

// A workspace with its database and its provider, for one command.
struct OutboxDesk {
  SystemClock clock;
  workspace::Profile profile;
  std::unique_ptr<http::Client> client;
  std::shared_ptr<providers::BillingProvider> provider;
  std::unique_ptr<store::Database> database;

  [[nodiscard]] operations::RulesContext rules() const { return {profile.rules, profile.provider, profile.live()}; }
};

// The exit code, when it cannot be opened.
std::optional<int> openDesk(const OutboxOptions& options, OutboxDesk& desk) {
  auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failOutbox(profile.error(), Unreadable);
  desk.profile = std::move(*profile);
  desk.client = http::makeNetworkClient();
  auto provider = providerOf(desk.profile, options.provider, *desk.client, desk.clock);
  if (!provider) {
    const bool refused = provider.error().code == "unfit_key" || provider.error().code == "wrong_mode";
    return failOutbox(provider.error(), refused ? Negative : Unreadable);
  }
  desk.provider = std::move(*provider);
  auto database = openDatabase(options.where.database, false);
  if (!database) return failOutbox(database.error(), StoreFailure);
  desk.database = std::move(*database);
  static_cast<void>(outboxInterruption());
  std::signal(SIGINT, onOutboxInterrupt);
  std::signal(SIGTERM, onOutboxInterrupt);
  return std::nullopt;
}

std::vector<std::int64_t> askTimes(const std::string& option) {
  std::vector<std::int64_t> times;
  for (const QString& part : QString::fromStdString(option).split(u',', Qt::SkipEmptyParts))
    times.push_back(std::max<qint64>(0, part.toLongLong()));
  return times;
}

OutboxWorker workerOf(const OutboxOptions& options, const OutboxDesk& desk) {
  OutboxWorker::Parts parts{*desk.database, desk.rules(), desk.clock, [&desk] { return desk.provider; }, {}};
  parts.stage = [&options](const store::OutboxRow& row, operations::OutboxStage stage) {
    tellStage(row, stage, options.json);
  };
  if (!options.askAfter.empty()) parts.askAfterMs = askTimes(options.askAfter);
  if (options.notDoneAfterMs >= 0 && !desk.profile.live()) parts.notDoneAfterMs = options.notDoneAfterMs;
  parts.measureSkew = true;
  return OutboxWorker(std::move(parts));
}

// What is due next is known to the millisecond; only an interruption has to be looked out for meanwhile.
bool waitUntil(Instant then, const Clock& clock) {
  constexpr std::int64_t kLookMs = 50;
  while (clock.now() < then && !outboxInterruption().cancelled())
    QThread::msleep(static_cast<unsigned long>(std::clamp<std::int64_t>(then.ms - clock.now().ms, 1, kLookMs)));
  return !outboxInterruption().cancelled();
}

Result<int> workThrough(OutboxWorker& worker, const Clock& clock, Instant end) {
  auto recovered = worker.recover();
  if (!recovered) return recovered;
  int handled = 0;
  for (;;) {
    const auto step = worker.step(outboxInterruption());
    if (!step) return failure(step.error());
    handled += step->handled;
    if (outboxInterruption().cancelled() || !step->next) return handled;
    if (*step->next > std::max(end, clock.now())) return handled;
    if (!waitUntil(*step->next, clock)) return handled;
  }
}

Result<store::OutboxRow> submitOne(const OutboxOptions& options, OutboxDesk& desk, const operations::Actor& actor,
                                   const QByteArray& line) {
  const auto order = operations::orderFromJson(line);
  if (!order) return failure(order.error());
  const operations::Previewer previewer(
      {*desk.database, desk.rules(), desk.clock, [&desk] { return desk.provider; }, desk.profile.admin});
  auto preview = previewer.preview(*order, outboxInterruption());
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
  OutboxDesk desk;
  if (const auto code = openDesk(options, desk)) return *code;
  OutboxWorker worker = workerOf(options, desk);
  const auto done = workThrough(worker, desk.clock, {desk.clock.now().ms + options.waitSeconds * 1000LL});
  if (!done) return failOutbox(done.error());
  return outboxInterruption().cancelled() ? Interrupted : Ok;
}

int settleOutbox(const OutboxOptions& options) {
  OutboxDesk desk;
  if (const auto code = openDesk(options, desk)) return *code;
  OutboxWorker worker = workerOf(options, desk);
  const auto row = worker.settleNow(QString::fromStdString(options.operation), outboxInterruption());
  if (!row) return failOutbox(row.error());
  tellCall(*row, options.json);
  return row->state == store::OutboxState::Unconfirmed ? Negative : Ok;
}

int submitOutbox(const OutboxOptions& options) {
  OutboxDesk desk;
  if (const auto code = openDesk(options, desk)) return *code;
  if (desk.profile.live()) {
    const auto refusal = failure(ErrorKind::Forbidden, "live_mode", "Orders of a file are for test mode", {},
                                 "Use `billingctl order`, one by one, or a bulk run");
    return failOutbox(refusal.value(), Negative);
  }
  const auto actor = desk.database
                         ->read<operations::Actor>([](QSqlDatabase& connection) {
                           return operations::whoIs(connection, operations::loginName(), QStringLiteral("billingctl"));
                         })
                         .result();
  if (!actor) return failOutbox(actor.error());
  const auto text = readInput(options.orders);
  if (!text) return failOutbox(text.error(), Unreadable);
  int refused = 0;
  for (const QByteArray& line : text->split('\n')) {
    if (line.trimmed().isEmpty() || outboxInterruption().cancelled()) continue;
    const auto row = submitOne(options, desk, *actor, line);
    refused += row ? 0 : 1;
    row ? tellCall(*row, options.json) : tellRefused(line, row.error(), options.json);
  }
  return outboxInterruption().cancelled() ? Interrupted : refused > 0 ? Negative : Ok;
}

}  // namespace billing::ctl
