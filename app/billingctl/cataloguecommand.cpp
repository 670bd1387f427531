// billingctl catalogue: what is sold, and changes of it in the workspace's file and at the provider.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/interruption.h"
#include "app/billingctl/linkoptions.h"
#include "app/billingctl/providerplace.h"
#include "app/billingctl/whoacts.h"
#include "operations/catalogue/cataloguefile.h"

namespace billing::ctl {
namespace {

using operations::CatalogueChange;

struct CatalogueOptions {
  WorkspaceOptions where;
  ProviderOptions provider;
  std::string plan, name, reason, amount, currency, interval, unlock;
  std::vector<std::string> features, limits;
  bool write = false, json = false;
};

int failCatalogue(const Error& error, int code) {
  std::fprintf(stderr, "billingctl catalogue: %s\n", describe(error).c_str());
  return code;
}

int failCatalogue(const Error& error) {
  const bool input = error.kind == ErrorKind::NotFound && error.code != "unknown_plan";
  const bool nobody = error.kind == ErrorKind::Unavailable || error.kind == ErrorKind::Timeout;
  return failCatalogue(error, input ? Unreadable : nobody ? NetworkFailure : Negative);
}

void tellDiff(const CatalogueChange& change, bool json, bool written) {
  const auto diff = operations::lineDiff(change.before, change.after);
  if (json) {
    QJsonArray lines;
    for (const auto& line : diff) lines.append(QString(line.sign) + line.text);
    const QJsonObject told{{QStringLiteral("file"), change.file},
                           {QStringLiteral("plan"), change.plan},
                           {QStringLiteral("diff"), lines},
                           {QStringLiteral("written"), written}};
    return void(std::printf("%s\n", QJsonDocument(told).toJson(QJsonDocument::Compact).constData()));
  }
  for (const auto& line : diff) std::printf("%s\n", (QString(line.sign) + line.text).toUtf8().constData());
  if (!written) std::printf("Nothing was written; add --write\n");
}

// The record first: what is not written down is not done.
Result<void> writeAndRecord(store::Database& database, const CatalogueChange& change, bool live,
                            const operations::Actor& actor) {
  const Instant now = SystemClock().now();
  const auto kept = written(database, [&](store::WriteContext& context) {
    return operations::recordCatalogue(context, change, actor, live, now);
  });
  if (!kept) return kept;
  const auto copy = operations::writeCatalogue(change, now);
  if (!copy) return failure(copy.error());
  std::fprintf(stderr, "The file as it was: %s\n", copy->toUtf8().constData());
  return {};
}

Result<workspace::PlanEdit> planEditOf(const CatalogueOptions& options) {
  workspace::PlanEdit edit;
  edit.plan = options.plan;
  if (!options.name.empty()) edit.name = options.name;
  if (!options.features.empty()) edit.features = options.features;
  if (options.limits.empty()) return edit;
  edit.limits.emplace();
  for (const auto& one : options.limits) {
    const auto equals = one.find('=');
    bool number = false;
    const qint64 limit =
        equals == std::string::npos ? 0 : QString::fromStdString(one.substr(equals + 1)).toLongLong(&number);
    const bool unlimited = equals != std::string::npos && one.substr(equals + 1) == "unlimited";
    if (!number && !unlimited)
      return failure(ErrorKind::InvalidInput, "bad_limit", "“" + one + "” is no limit", {},
                     "Write api_calls=5000 or api_calls=unlimited");
    (*edit.limits)[one.substr(0, equals)] = unlimited ? std::nullopt : std::optional<std::int64_t>(limit);
  }
  return edit;
}

int editPlan(const CatalogueOptions& options) {
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failCatalogue(profile.error());
  const auto edit = planEditOf(options);
  if (!edit) return failCatalogue(edit.error());
  auto change = operations::planChange(QString::fromStdString(options.where.workspace), *edit);
  if (!change) return failCatalogue(change.error());
  change->reason = QString::fromStdString(options.reason);
  if (options.write) {
    const auto database = openDatabase(options.where.database, false);
    if (!database) return failCatalogue(database.error());
    const auto actor = whoWrites(**database, *profile, options.unlock, operations::OrderKind::CreatePrice);
    if (!actor) return failCatalogue(actor.error());
    if (const auto done = writeAndRecord(**database, *change, profile->live(), *actor); !done)
      return failCatalogue(done.error());
  }
  tellDiff(*change, options.json, options.write);
  return Ok;
}

Result<operations::AdminOrder> newPriceOrder(const CatalogueOptions& options) {
  operations::AdminOrder order;
  order.kind = operations::OrderKind::CreatePrice;
  order.subject = order.plan = options.plan;
  order.reason = options.reason;
  order.interval = intervalFrom(options.interval);
  const auto currency = Currency::fromCode(options.currency);
  if (!currency || !order.interval)
    return failure(ErrorKind::InvalidInput, "bad_price", "No such currency or interval", {},
                   "--currency USD --interval month");
  const auto amount = fromDecimal(*currency, options.amount);
  if (!amount) return failure(amount.error());
  order.amount = *amount;
  return order;
}

// The call, from the preview to its end. In live mode it waits in sight as any other; in test mode a price that was
// made by mistake harms nobody.
Result<store::OutboxRow> makePrice(ProviderPlace& place, const operations::AdminOrder& order,
                                   const operations::Actor& actor) {
  constexpr std::int64_t kPatienceMs = 60'000;
  auto preview = place.previewer().preview(order, interruption());
  if (!preview) return failure(preview.error());
  for (const QString& warning : preview->warnings) std::fprintf(stderr, "%s\n", warning.toUtf8().constData());
  if (!place.profile.live()) preview->undoMs = 0;
  const Instant end{place.clock.now().ms + preview->undoMs + kPatienceMs};
  if (preview->undoMs > 0)
    std::fprintf(stderr,
                 "It leaves in %lld s; until then Ctrl-C stops it, and `billingctl outbox undo` takes it back\n",
                 static_cast<long long>(preview->undoMs / 1000));
  Result<store::OutboxRow> call = store::OutboxRow{};
  const auto submitted = written(*place.database, [&](store::WriteContext& context) {
    call = operations::submitOrder(context, place.rules(), {order, *preview, actor, std::nullopt}, place.clock.now());
    return call ? Result<void>() : Result<void>(failure(call.error()));
  });
  if (!submitted) return failure(submitted.error());
  operations::OutboxWorker worker(place.workerParts());
  return seeThrough(place, worker, std::move(*call), end);
}

Result<void> mustBeMade(const store::OutboxRow& call) {
  if (call.state == store::OutboxState::Done) return {};
  if (store::isOpen(call.state))
    return failure(ErrorKind::Timeout, "unconfirmed", "The price is still on its way",
                   "the change " + call.operation.toStdString() + " is " + std::string(toString(call.state)),
                   "billingctl outbox run goes on with it; once it is done, its id goes into the file by hand");
  return failure(ErrorKind::Conflict, call.errorCode.toStdString(), call.error.toStdString(), {},
                 call.errorHint.toStdString());
}

int newPrice(const CatalogueOptions& options) {
  const auto order = newPriceOrder(options);
  if (!order) return failCatalogue(order.error());
  ProviderPlace place;
  if (const auto refusal = openPlace(options.where, options.provider, place))
    return failCatalogue(refusal->error, refusal->code);
  const auto actor = whoWrites(*place.database, place.profile, options.unlock, order->kind);
  if (!actor) return failCatalogue(actor.error());
  const auto call = makePrice(place, *order, *actor);
  if (!call) return failCatalogue(call.error());
  if (const auto made = mustBeMade(*call); !made)
    return interruption().cancelled() ? failCatalogue(made.error(), Interrupted) : failCatalogue(made.error());
  auto change = operations::priceChange(QString::fromStdString(options.where.workspace), *call);
  if (!change) return failCatalogue(change.error());
  change->reason = QString::fromStdString(options.reason);
  if (const auto done = writeAndRecord(*place.database, *change, place.profile.live(), *actor); !done)
    return failCatalogue(done.error());
  tellDiff(*change, options.json, true);
  return Ok;
}

void addCatalogueReason(CLI::App& command, CatalogueOptions& options) {
  command.add_option("--plan", options.plan, "KEY of the plan")->required();
  command.add_option("--reason", options.reason, "Why, for the audit log")->required();
  command.add_option("--unlock", options.unlock, "REASON for which live mode is opened for this one change");
  command.add_flag("--json", options.json, "Print one JSON object");
}

}  // namespace

void addCatalogueCommand(CLI::App& root, int& exitCode) {
  CLI::App* command =
      root.add_subcommand("catalogue", "Plans and prices: in the workspace's file, and at the provider");
  command->require_subcommand(1);
  const auto options = std::make_shared<CatalogueOptions>();
  CLI::App* edit = command->add_subcommand("edit", "Name, features or limits of a plan; shows the lines that change");
  addWorkspaceOptions(*edit, options->where);
  edit->add_option("--name", options->name, "The name that people see");
  edit->add_option("--feature", options->features, "All features, one each time");
  edit->add_option("--limit", options->limits, "All limits, QUOTA=NUMBER or QUOTA=unlimited each time");
  edit->add_flag("--write", options->write, "Write the file, keeping what it was beside it");
  addCatalogueReason(*edit, *options);
  edit->callback([options, &exitCode] { exitCode = editPlan(*options); });
  const auto priced = std::make_shared<CatalogueOptions>();
  CLI::App* price = command->add_subcommand("new-price", "A new price at the provider, then its id in the file");
  addWorkspaceOptions(*price, priced->where);
  addProviderOptions(*price, priced->provider);
  price->add_option("--amount", priced->amount, "What it costs: 15.00")->required();
  price->add_option("--currency", priced->currency, "USD, EUR, ...")->required();
  price->add_option("--interval", priced->interval, "month (the default), year, week, day");
  addCatalogueReason(*price, *priced);
  price->footer("Those who have the old price keep it: its id stays in the file, behind the new one.");
  price->callback([priced, &exitCode] { exitCode = newPrice(*priced); });
}

}  // namespace billing::ctl
