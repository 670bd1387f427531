// billingctl outbox: changes by hand on their way.
#include <QJsonArray>
#include <QJsonDocument>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/outboxtelling.h"
#include "app/billingctl/outboxwork.h"
#include "app/billingctl/whoacts.h"
#include "operations/admin/opencall.h"
#include "store/repositories/outboxrepository.h"

namespace billing::ctl {
namespace {

using store::OutboxRepository;
using store::OutboxRow;

int listOutbox(const OutboxOptions& options) {
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failOutbox(profile.error(), Unreadable);
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failOutbox(database.error(), StoreFailure);
  OutboxRepository::Question question{options.openOnly, QString::fromStdString(options.subject),
                                      QString::fromStdString(options.customer), QString::fromStdString(options.account),
                                      options.limit};
  const auto rows = operations::outbox::readAndWait<QVector<OutboxRow>>(
      **database, [&](QSqlDatabase& connection) { return OutboxRepository::list(connection, question); });
  if (!rows) return failOutbox(rows.error());
  const operations::RulesContext rules{profile->rules, profile->provider, profile->live()};
  QJsonArray list;
  for (const OutboxRow& row : *rows) {
    if (!options.json) std::printf("%s\n", outboxLine(row, &rules).toUtf8().constData());
    list.append(outboxJson(row));
  }
  if (options.json) std::printf("%s\n", QJsonDocument(list).toJson(QJsonDocument::Compact).constData());
  return Ok;
}

int showOutbox(const OutboxOptions& options) {
  const auto database = openDatabase(options.where.database, true);
  if (!database) return failOutbox(database.error(), StoreFailure);
  const auto row = operations::outbox::readAndWait<std::optional<OutboxRow>>(**database, [&](QSqlDatabase& connection) {
    return OutboxRepository::find(connection, QString::fromStdString(options.operation));
  });
  if (!row) return failOutbox(row.error());
  if (!*row) {
    std::fprintf(stderr, "billingctl outbox: There is no change %s\n", options.operation.c_str());
    return Negative;
  }
  tellCall(**row, options.json);
  return Ok;
}

enum class Word { Undo, Approve, Reject };

// Live mode opens for this one word, with its reason; taking back is always allowed.
Result<operations::Actor> mayNow(store::Database& database, const OutboxOptions& options,
                                 const workspace::Profile& profile, Word word) {
  return word == Word::Undo ? whoActs(database) : whoSaysSo(database, profile, options.unlock);
}

int sayWord(const OutboxOptions& options, Word word) {
  const SystemClock clock;
  const auto profile = readWorkspace(options.where.workspace);
  if (!profile) return failOutbox(profile.error(), Unreadable);
  const auto database = openDatabase(options.where.database, false);
  if (!database) return failOutbox(database.error(), StoreFailure);
  const auto actor = mayNow(**database, options, *profile, word);
  if (!actor) return failOutbox(actor.error());
  const QString operation = QString::fromStdString(options.operation), note = QString::fromStdString(options.note);
  Result<OutboxRow> row = OutboxRow{};
  const auto written = operations::outbox::writeAndWait(**database, [&](store::WriteContext& context) -> Result<void> {
    row = word == Word::Undo
              ? operations::withdrawOrder(context, operation, *actor, clock.now())
              : operations::decideOrder(context, operation, word == Word::Approve, note, *actor, clock.now());
    if (!row) return failure(row.error());
    return {};
  });
  if (!written) return failOutbox(written.error());
  tellCall(*row, options.json);
  return Ok;
}

CLI::App* outboxCommand(CLI::App& outbox, const char* name, const char* description,
                        const std::shared_ptr<OutboxOptions>& options) {
  CLI::App* command = outbox.add_subcommand(name, description);
  addWorkspaceOptions(*command, options->where);
  command->add_flag("--json", options->json, "Print JSON");
  return command;
}

CLI::App* ofOne(CLI::App* command, const std::shared_ptr<OutboxOptions>& options) {
  command->add_option("operation", options->operation, "The change: op_...")->required();
  return command;
}

void addPace(CLI::App* command, const std::shared_ptr<OutboxOptions>& options) {
  addProviderOptions(*command, options->provider);
  command->add_option("--ask-after", options->askAfter,
                      "MS,MS,...: after how many milliseconds an unconfirmed change is asked for, and again");
  command
      ->add_option("--not-done-after", options->notDoneAfterMs,
                   "MS since it left: what cannot be seen by then, asked at least twice, was not done")
      ->check(CLI::Range(0, 86'400'000));
}

void addReading(CLI::App& outbox, const std::shared_ptr<OutboxOptions>& options, int& exitCode) {
  CLI::App* list = outboxCommand(outbox, "list", "The newest first", options);
  list->add_flag("--open", options->openOnly, "Only those that are not over");
  list->add_option("--subject", options->subject, "Of this object");
  list->add_option("--customer", options->customer, "Of this customer");
  list->add_option("--account", options->account, "Of this account");
  list->add_option("--limit", options->limit, "At most so many")->check(CLI::Range(1, 100'000));
  list->callback([options, &exitCode] { exitCode = listOutbox(*options); });
  CLI::App* show = ofOne(outboxCommand(outbox, "show", "All of one", options), options);
  show->callback([options, &exitCode] { exitCode = showOutbox(*options); });
}

void addWords(CLI::App& outbox, const std::shared_ptr<OutboxOptions>& options, int& exitCode) {
  CLI::App* undo =
      ofOne(outboxCommand(outbox, "undo", "Take one back that still waits: it never left", options), options);
  undo->callback([options, &exitCode] { exitCode = sayWord(*options, Word::Undo); });
  for (const auto& [name, word, description] :
       {std::tuple{"approve", Word::Approve, "Agree to what somebody else has asked for"},
        std::tuple{"reject", Word::Reject, "Do not agree to it"}}) {
    CLI::App* command = ofOne(outboxCommand(outbox, name, description, options), options);
    command->add_option("--note", options->note, "What is to be remembered of it");
    command->add_option("--unlock,--live", options->unlock, "REASON for which live mode is opened for this one word");
    command->callback([options, word = word, &exitCode] { exitCode = sayWord(*options, word); });
  }
}

void addWorking(CLI::App& outbox, const std::shared_ptr<OutboxOptions>& options, int& exitCode) {
  CLI::App* run =
      outboxCommand(outbox, "run", "Send what is due, ask for what is unconfirmed; a line for each stage", options);
  addPace(run, options);
  run->add_option("--wait", options->waitSeconds, "Also for what falls due within so many seconds")
      ->check(CLI::Range(0, 86'400));
  run->callback([options, &exitCode] { exitCode = runOutbox(*options); });
  CLI::App* settle =
      ofOne(outboxCommand(outbox, "settle", "Ask now what became of one that is unconfirmed", options), options);
  addPace(settle, options);
  settle->callback([options, &exitCode] { exitCode = settleOutbox(*options); });
  CLI::App* close = ofOne(
      outboxCommand(outbox, "close", "Say by hand what became of one that the provider refuses to tell of", options),
      options);
  addPace(close, options);
  close->add_option("--as", options->closeAs, "done or not-done: what you found out")
      ->required()
      ->check(CLI::IsMember({"done", "not-done"}));
  close->add_option("--reason", options->note, "How you know, for the audit log")->required();
  close->add_option("--unlock", options->unlock, "REASON for which live mode is opened for this one word");
  close->callback([options, &exitCode] { exitCode = closeOutbox(*options); });
  CLI::App* submit = outboxCommand(outbox, "submit", "Ask for changes, test mode only", options);
  addProviderOptions(*submit, options->provider);
  submit->add_option("--orders", options->orders, "FILE with one order as JSON in each line; - for standard input")
      ->required();
  submit->add_option("--undo-ms", options->undoMs, "How long they wait in sight, instead of what the workspace says")
      ->check(CLI::Range(0, 600'000));
  submit->callback([options, &exitCode] { exitCode = submitOutbox(*options); });
}

}  // namespace

void addOutboxCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<OutboxOptions>();
  CLI::App* outbox =
      root.add_subcommand("outbox", "Changes by hand on their way: list, undo, send, settle, close, approve");
  outbox->require_subcommand(1);
  addReading(*outbox, options, exitCode);
  addWords(*outbox, options, exitCode);
  addWorking(*outbox, options, exitCode);
  outbox->footer(
      "A change waits some seconds in sight, leaves once, and is never sent again: without an answer it is "
      "unconfirmed,\nuntil asking shows what became of it. Where the provider refuses to say (no such object, not "
      "allowed) an "
      "admin\ncloses it: it is asked for once more, and nothing is sent. `run` begins with what a killed program had "
      "left behind.\n"
      "Exit code 0: done; 1: the answer is no (settle: still unconfirmed; submit: some were refused); 3: no key, or no "
      "such workspace;\n4: the database; 5: nobody answers; 130: interrupted.");
}

}  // namespace billing::ctl
