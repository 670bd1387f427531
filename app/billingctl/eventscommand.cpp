// billingctl events: list, show and replay what was delivered.
#include <QJsonDocument>
#include <cstdio>
#include <memory>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/eventsreplay.h"
#include "app/billingctl/eventstelling.h"

namespace billing::ctl {
namespace {

int failEvents(const Error& error) {
  std::fprintf(stderr, "billingctl events: %s\n", describe(error).c_str());
  return exitCodeOfStore(error);
}

// Reading works beside a console that has the database open.
template <class Ask, class Tell>
int answer(const EventsOptions& options, Ask ask, Tell tell) {
  auto config = databaseConfig(options.database);
  if (!config) return failEvents(config.error());
  config->readers = 1;
  config->readOnly = true;
  const auto database = store::Database::open(*config, SystemClock());
  if (!database) return failEvents(database.error());
  EventsReading reading(**database);
  const auto found = ask(reading);
  if (!found) return failEvents(found.error());
  tell(*found);
  return Ok;
}

int listEvents(const EventsOptions& options) {
  return answer(
      options, [&](EventsReading& reading) { return reading.list(options); },
      [&](const QVector<store::WebhookEventRow>& rows) { tellList(rows, options.json); });
}

int showEvent(const EventsOptions& options) {
  const auto tell = [&](const store::WebhookEventDetail& event) {
    if (options.json) {
      std::printf("%s\n", QJsonDocument(eventJson(event)).toJson(QJsonDocument::Compact).constData());
    } else if (options.body) {
      tellBody(event);
    } else if (options.headers) {
      tellHeaders(event);
    } else {
      tellEvent(event);
    }
  };
  return answer(options, [&](EventsReading& reading) { return reading.find(options.event); }, tell);
}

int replay(const EventsOptions& options) {
  if (options.events.empty() && !options.allDead) throw CLI::RequiredError("An event, or --all-dead");
  if (!options.url.empty() && options.secretFile.empty()) throw CLI::RequiredError("--secret-file with --url");
  return replayEvents(options);
}

CLI::App* addSubcommand(CLI::App& events, const char* name, const char* description, EventsOptions& options) {
  CLI::App* command = events.add_subcommand(name, description);
  command->add_option("--database", options.database, kDatabaseHelp)->required();
  return command;
}

void addList(CLI::App& events, const std::shared_ptr<EventsOptions>& options, int& exitCode) {
  CLI::App* command = addSubcommand(events, "list", "The newest events first", *options);
  command->add_option("--state", options->state, "Only those in this state")
      ->check(CLI::IsMember({"rejected", "pending", "applied", "stale", "unchanged", "unhandled", "dead"}));
  command->add_option("--type", options->type, "Only those of this type, in the provider's word");
  command->add_option("--provider", options->provider, "Only those of dodo or stripe")
      ->check(CLI::IsMember({"dodo", "stripe"}));
  command->add_option("--since", options->since, "Only those received then or later, ISO 8601");
  command->add_option("--text", options->text, "Only those with this in type, ids or customer");
  command->add_option("--limit", options->limit, "At most so many")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  command->add_flag("--json", options->json, "Print one JSON array");
  command->callback([options, &exitCode] { exitCode = listEvents(*options); });
}

void addShow(CLI::App& events, const std::shared_ptr<EventsOptions>& options, int& exitCode) {
  CLI::App* command = addSubcommand(events, "show", "Everything about one event", *options);
  command->add_option("event", options->event, "Its number in the list, or its event id")->required();
  auto* body = command->add_flag("--body", options->body, "Only the body of the newest delivery, byte for byte");
  auto* headers = command->add_flag("--headers", options->headers, "Only the headers of the newest delivery");
  auto* json = command->add_flag("--json", options->json, "Print one JSON object");
  body->excludes(headers)->excludes(json);
  headers->excludes(json);
  command->callback([options, &exitCode] { exitCode = showEvent(*options); });
}

void addReplay(CLI::App& events, const std::shared_ptr<EventsOptions>& options, int& exitCode) {
  CLI::App* command = addSubcommand(events, "replay", "Send events again, or apply dead ones again", *options);
  command->add_option("event", options->events, "Numbers or event ids; sent in the order of their arrival");
  command->add_flag("--all-dead", options->allDead, "All dead events");
  command->add_option("--url", options->url, "Send the stored bytes there, freshly signed; loopback only");
  command->add_option("--secret-file", options->secretFile, "FILE with the signing secret, for --url");
  addHandOptions(*command, options->hand);
  command->add_option("--scheme", options->scheme,
                      "standard-webhooks, svix, stripe, github or hmac-header:NAME; else as the provider does");
  command->add_flag("--json", options->json, "Print one JSON object for each event");
  command->footer(
      "With --url the events keep their ids: our own listener answers 200 as a duplicate, counts one attempt more and "
      "applies\n"
      "nothing twice; another endpoint gets them as from the provider. Works while a console has the database open.\n"
      "Without --url dead and unhandled events are applied again here; for that nobody else may have the database "
      "open.\n"
      "Exit code 1: some were refused, stayed dead, or were not dead.");
  command->callback([options, &exitCode] { exitCode = replay(*options); });
}

}  // namespace

void addEventsCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<EventsOptions>();
  CLI::App* events = root.add_subcommand("events", "List, show and replay what was delivered");
  events->require_subcommand(1);
  addList(*events, options, exitCode);
  addShow(*events, options, exitCode);
  addReplay(*events, options, exitCode);
}

}  // namespace billing::ctl
