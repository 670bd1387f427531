// billingctl payouts: what the provider paid out, and of which payments, refunds and fees it is made.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/provideroption.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/audited.h"
#include "operations/reconcile/payoutchecks.h"
#include "store/repositories/payoutrepository.h"

namespace billing::ctl {
namespace {

using store::PayoutItemRow;
using store::PayoutRepository;
using store::PayoutRow;

constexpr int kMostPayouts = 1'000;

struct PayoutOptions {
  WorkspaceOptions where;
  ProviderOptions provider;
  std::string payout;
  bool json = false;
};

int failPayouts(const Error& error, int code) {
  std::fprintf(stderr, "billingctl payouts: %s\n", describe(error).c_str());
  return code;
}

QString payoutAmount(qint64 minor, const QString& currency) {
  const Money money{minor, Currency::fromCode(currency.toStdString()).value_or(Currency())};
  return QString::fromStdString(toDecimal(money));
}

QString payoutDay(const std::optional<qint64>& ms) {
  return ms ? QString::fromStdString(toIso8601({*ms})).left(10) : QString();
}

QJsonObject payoutJson(const PayoutRow& row) {
  return {{QStringLiteral("id"), row.externalId},
          {QStringLiteral("status"), row.status},
          {QStringLiteral("amount"), payoutAmount(row.amountMinor, row.currency)},
          {QStringLiteral("currency"), row.currency},
          {QStringLiteral("created_at"), payoutDay(row.createdAt)},
          {QStringLiteral("arrives_at"), payoutDay(row.arrivesAt)},
          {QStringLiteral("items"), row.items},
          {QStringLiteral("items_sum"), payoutAmount(row.itemsMinor, row.currency)}};
}

QJsonObject payoutItemJson(const PayoutItemRow& item) {
  return {{QStringLiteral("kind"), item.kind},
          {QStringLiteral("object"), item.object},
          {QStringLiteral("gross"), payoutAmount(item.grossMinor, item.currency)},
          {QStringLiteral("fee"), payoutAmount(item.feeMinor, item.currency)},
          {QStringLiteral("net"), payoutAmount(item.netMinor, item.currency)},
          {QStringLiteral("currency"), item.currency},
          {QStringLiteral("at"), payoutDay(item.at)}};
}

void printPayoutJson(const QJsonObject& object) {
  std::printf("%s\n", QJsonDocument(object).toJson(QJsonDocument::Compact).constData());
}

void printPayoutLine(const QString& line) {
  std::printf("%s\n", line.toUtf8().constData());
}

void tellPayout(const PayoutRow& row, bool json) {
  if (json) return printPayoutJson(payoutJson(row));
  const bool agrees = row.itemsMinor == row.amountMinor;
  printPayoutLine(
      QStringLiteral("%1  %2  %3 %4  %5  %6 items%7")
          .arg(row.externalId, payoutDay(row.createdAt), payoutAmount(row.amountMinor, row.currency).rightJustified(12),
               row.currency, row.status.leftJustified(12))
          .arg(row.items)
          .arg(agrees ? QString() : QStringLiteral(", which sum to ") + payoutAmount(row.itemsMinor, row.currency)));
}

void tellPayoutItem(const PayoutItemRow& item, bool json) {
  if (json) return printPayoutJson(payoutItemJson(item));
  printPayoutLine(QStringLiteral("%1  %2  gross %3  fee %4  net %5 %6  %7")
                      .arg(payoutDay(item.at), item.kind.leftJustified(10),
                           payoutAmount(item.grossMinor, item.currency).rightJustified(10),
                           payoutAmount(item.feeMinor, item.currency).rightJustified(8),
                           payoutAmount(item.netMinor, item.currency).rightJustified(10), item.currency, item.object));
}

int listPayoutsCommand(const PayoutOptions& options) {
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failPayouts(database.error(), StoreFailure);
  const auto payouts = (*database)
                           ->read<QVector<PayoutRow>>([](QSqlDatabase& connection) {
                             return PayoutRepository::list(connection, kMostPayouts);
                           })
                           .result();
  if (!payouts) return failPayouts(payouts.error(), StoreFailure);
  for (const PayoutRow& row : *payouts) tellPayout(row, options.json);
  return Ok;
}

int showPayoutCommand(const PayoutOptions& options) {
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failPayouts(database.error(), StoreFailure);
  const auto items = (*database)
                         ->read<QVector<PayoutItemRow>>([&](QSqlDatabase& connection) {
                           return PayoutRepository::items(connection, QString::fromStdString(options.payout));
                         })
                         .result();
  if (!items) return failPayouts(items.error(), StoreFailure);
  if (items->isEmpty())
    return failPayouts({ErrorKind::NotFound,
                        "unknown_payout",
                        "There is no payout " + options.payout,
                        {},
                        "`payouts list` names them; `payouts read` asks the provider",
                        false,
                        {}},
                       Negative);
  for (const PayoutItemRow& item : *items) tellPayoutItem(item, options.json);
  return Ok;
}

int readPayoutsCommand(const PayoutOptions& options) {
  const SystemClock clock;
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failPayouts(profile.error(), Unreadable);
  const auto client = http::makeNetworkClient();
  const auto provider = providerOf(*profile, options.provider, *client, clock);
  if (!provider) return failPayouts(provider.error(), Negative);
  const auto database = openDatabase(options.where.database, false);
  if (!database) return failPayouts(database.error(), StoreFailure);
  const auto actor = takeHand(**database, {}, operations::Deed::Sync, profile->live());
  if (!actor) return failPayouts(actor.error(), exitCodeOfHand(actor.error()));
  const auto entry = operations::entryBy(operations::handOf(*actor, profile->live()), "payouts.read", "workspace");
  if (const auto noted = operations::noteByHand(**database, entry, clock.now()).result(); !noted)
    return failPayouts(noted.error(), StoreFailure);
  const auto read = operations::readPayouts(**database, **provider, clock, CancelToken());
  if (!read) return failPayouts(read.error(), read.error().kind == ErrorKind::Unavailable ? NetworkFailure : Negative);
  std::printf("%d payouts are new or have moved on\n", read->written);
  for (const std::string& one : read->skipped) std::fprintf(stderr, "billingctl payouts: skipped %s\n", one.c_str());
  return read->skipped.empty() ? Ok : Negative;
}

}  // namespace

void addPayoutsCommand(CLI::App& root, int& exitCode) {
  CLI::App* payouts = root.add_subcommand("payouts", "What the provider paid out, and of which payments");
  payouts->require_subcommand(1);
  const auto options = std::make_shared<PayoutOptions>();
  CLI::App* read = payouts->add_subcommand("read", "Ask the provider (a comparison does so too)");
  addWorkspaceOptions(*read, options->where);
  addProviderOptions(*read, options->provider);
  read->callback([options, &exitCode] { exitCode = readPayoutsCommand(*options); });
  CLI::App* list = payouts->add_subcommand("list", "Newest first");
  list->add_option("--database", options->where.database, "SQLite file of the workspace")->required();
  list->add_flag("--json", options->json, "One JSON object a line");
  list->callback([options, &exitCode] { exitCode = listPayoutsCommand(*options); });
  CLI::App* show = payouts->add_subcommand("show", "Of what one is made: gross, fee and net of each part");
  show->add_option("PAYOUT", options->payout, "The provider's id of it")->required();
  show->add_option("--database", options->where.database, "SQLite file of the workspace")->required();
  show->add_flag("--json", options->json, "One JSON object a line");
  show->callback([options, &exitCode] { exitCode = showPayoutCommand(*options); });
}

}  // namespace billing::ctl
