// billingctl switch: the safety switches, each with its reason and what it touches.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/handoption.h"
#include "app/billingctl/workspaceoption.h"
#include "operations/audited.h"
#include "operations/switches.h"

namespace billing::ctl {
namespace {

struct SwitchOptions {
  HandOptions hand;
  std::string workspace, database, name, reason, by, until, remind;
  bool json = false;
};

int failSwitch(const Error& error, int code) {
  std::fprintf(stderr, "billingctl switch: %s\n", describe(error).c_str());
  return code;
}

int failSwitchStore(Error error) {
  if (error.kind == ErrorKind::Busy) error.hint = "Turn it in the Checks pane of the program that has it open";
  return failSwitch(error, exitCodeOfStore(error));
}

QJsonValue switchTimeOrNull(std::optional<qint64> ms) {
  return ms ? QJsonValue(QString::fromStdString(toIso8601({*ms}))) : QJsonValue();
}

QJsonObject switchJson(const store::SwitchRow& row, qint64 touches) {
  return {{QStringLiteral("name"), row.name},
          {QStringLiteral("on"), row.on},
          {QStringLiteral("reason"), row.reason},
          {QStringLiteral("by"), row.setBy},
          {QStringLiteral("since"), switchTimeOrNull(row.setAt)},
          {QStringLiteral("remind"), switchTimeOrNull(row.remindAt)},
          {QStringLiteral("until"), switchTimeOrNull(row.endsAt)},
          {QStringLiteral("touches"), touches}};
}

QString touchesText(const QString& name, qint64 count) {
  if (name == QLatin1String(operations::pauseProcessing)) return QStringLiteral("%1 events wait").arg(count);
  if (name == QLatin1String(operations::stopDowngrades)) return QStringLiteral("%1 accounts are due").arg(count);
  return QStringLiteral("%1 accounts have not paid for access").arg(count);
}

QString switchLine(const store::SwitchRow& row, qint64 touches) {
  QString line = QStringLiteral("%1  %2  %3")
                     .arg(row.name, -16)
                     .arg(row.on ? QStringLiteral("on ") : QStringLiteral("off"), touchesText(row.name, touches));
  if (!row.on) return line;
  line += QStringLiteral("; since %1 by %2: %3").arg(switchTimeOrNull(row.setAt).toString(), row.setBy, row.reason);
  if (row.endsAt) line += QStringLiteral("; until %1").arg(switchTimeOrNull(row.endsAt).toString());
  return line;
}

struct Counted {
  store::SwitchRow row;
  qint64 touches = 0;
};

Result<QVector<Counted>> countedSwitches(store::Database& database, Instant now) {
  return database
      .read<QVector<Counted>>([now](QSqlDatabase& connection) -> Result<QVector<Counted>> {
        const auto rows = operations::readSwitches(connection, now);
        if (!rows) return failure(rows.error());
        QVector<Counted> counted;
        for (const store::SwitchRow& row : *rows) {
          const auto touches = operations::switchPreview(connection, row.name, now);
          if (!touches) return failure(touches.error());
          counted.append({row, *touches});
        }
        return counted;
      })
      .result();
}

int tellSwitches(store::Database& database, const QString& only, bool json) {
  const auto counted = countedSwitches(database, SystemClock().now());
  if (!counted) return failSwitchStore(counted.error());
  QJsonArray list;
  for (const Counted& one : *counted) {
    if (!only.isEmpty() && one.row.name != only) continue;
    list.append(switchJson(one.row, one.touches));
    if (!json) std::printf("%s\n", switchLine(one.row, one.touches).toUtf8().constData());
  }
  const QJsonDocument document = only.isEmpty() ? QJsonDocument(list) : QJsonDocument(list.at(0).toObject());
  if (json) std::printf("%s\n", document.toJson(QJsonDocument::Compact).constData());
  return Ok;
}

int listSwitches(const SwitchOptions& options) {
  const auto database = openDatabase(options.database, true);
  if (!database) return failSwitchStore(database.error());
  return tellSwitches(**database, {}, options.json);
}

Result<operations::SwitchChange> changeOf(const SwitchOptions& options, bool on) {
  operations::SwitchChange change;
  change.name = QString::fromStdString(options.name);
  change.on = on;
  change.reason = QString::fromStdString(options.reason);
  change.hand = operations::handHere(QStringLiteral("billingctl"), false);
  change.by = options.by.empty() ? change.hand.name : QString::fromStdString(options.by);
  for (const auto& [text, target] : {std::pair{&options.until, &change.endsAt}, {&options.remind, &change.remindAt}}) {
    if (text->empty()) continue;
    const auto moment = fromIso8601(*text);
    if (!moment) return failure(ErrorKind::InvalidInput, "bad_time", "“" + *text + "” is not a time in ISO 8601");
    *target = moment->ms;
  }
  return change;
}

// Without the workspace's file, what the database itself knows counts (operations::takeHand).
Result<bool> isLive(const SwitchOptions& options) {
  if (options.workspace.empty()) return false;
  return readWorkspace(options.workspace).map([](const workspace::Profile& profile) { return profile.live(); });
}

int turnSwitch(const SwitchOptions& options, bool on) {
  auto change = changeOf(options, on);
  if (!change) return failSwitch(change.error(), Usage);
  const auto database = openDatabase(options.database, false);
  if (!database) return failSwitchStore(database.error());
  const auto live = isLive(options);
  if (!live) return failSwitch(live.error(), Unreadable);
  const auto actor = takeHand(**database, options.hand, operations::Deed::SetSwitches, *live);
  if (!actor) return failSwitch(actor.error(), exitCodeOfHand(actor.error()));
  change->hand = operations::handOf(*actor, *live);
  const auto turned = operations::setSwitch(**database, *change, SystemClock().now()).result();
  if (!turned) return failSwitchStore(turned.error());
  return tellSwitches(**database, change->name, options.json);
}

CLI::App* addTurning(CLI::App& root, const char* name, const char* description,
                     const std::shared_ptr<SwitchOptions>& options, bool on, int& exitCode) {
  CLI::App* command = root.add_subcommand(name, description);
  command->add_option("name", options->name, "pause_processing, stop_downgrades or allow_unverified")
      ->required()
      ->check(CLI::IsMember({operations::pauseProcessing, operations::stopDowngrades, operations::allowUnverified}));
  command->add_option("--reason", options->reason, "Why")->required(on);
  command->add_option("--by", options->by, "Who; without it the user of this session");
  command->add_option("--workspace", options->workspace, "Profile or id: whether this is live mode");
  addHandOptions(*command, options->hand);
  command->callback([options, on, &exitCode] { exitCode = turnSwitch(*options, on); });
  return command;
}

}  // namespace

void addSwitchCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<SwitchOptions>();
  CLI::App* switches = root.add_subcommand("switch", "Safety switches: pause processing, stop downgrades");
  switches->require_subcommand(1);
  CLI::App* list = switches->add_subcommand("list", "All of them, and what each touches");
  list->callback([options, &exitCode] { exitCode = listSwitches(*options); });
  CLI::App* on = addTurning(*switches, "on", "Turn one on, with a reason", options, true, exitCode);
  on->add_option("--until", options->until, "Off by itself then, ISO 8601; access without payment needs an end");
  on->add_option("--remind", options->remind, "Remind of it then, ISO 8601");
  CLI::App* off = addTurning(*switches, "off", "Turn one off", options, false, exitCode);
  for (CLI::App* command : {list, on, off}) {
    command->add_option("--database", options->database, kDatabaseHelp)->required();
    command->add_flag("--json", options->json, "Print JSON");
  }
  switches->footer(
      "pause_processing: events are stored and answered, and wait. stop_downgrades: the job does nothing. "
      "allow_unverified:\naccess without a payment, until its end. Nothing is ever deleted by a switch.");
}

}  // namespace billing::ctl
