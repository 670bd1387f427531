// billingctl fire: sends signed events to a listener on this machine.
#include <QCoreApplication>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>
#include <memory>

#include "app/billingctl/commands.h"
#include "app/billingctl/firejob.h"
#include "app/billingctl/firetelling.h"
#include "operations/firepreparation.h"

namespace billing::ctl {
namespace {

int refuseFire(const Error& error) {
  std::fprintf(stderr, "billingctl fire: %s\n", describe(error).c_str());
  switch (error.kind) {
    case ErrorKind::NotFound:
      return error.code == "unknown_event_type" ? Usage : Unreadable;
    case ErrorKind::Unavailable:
    case ErrorKind::Timeout:
      return NetworkFailure;
    default:
      return Usage;
  }
}

// One shot after the other; the application's event loop runs until the last is over.
class FireSeries : public QObject {
 public:
  FireSeries(const FireJob& job, const FireOptions& options) : job_(job), options_(options), fire_(clock_) {}

  int run() {
    QMetaObject::invokeMethod(this, [this] { next(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
  }

 private:
  void next() {
    if (fired_ == options_.count) return QCoreApplication::exit(refused_ == 0 ? Ok : Negative);
    const auto request = job_.shot(fired_++);
    if (!request) return QCoreApplication::exit(refuseFire(request.error()));
    const QByteArray eventId = request->eventId;
    fire_.run(*request).then(
        this, [this, eventId](const Result<operations::FireOutcome>& outcome) { over(eventId, outcome); });
  }

  void over(const QByteArray& eventId, const Result<operations::FireOutcome>& outcome) {
    if (!outcome) return QCoreApplication::exit(refuseFire(outcome.error()));
    tellExchange(eventId, *outcome, options_.json);
    if (outcome->status < 200 || outcome->status > 299) ++refused_;
    next();
  }

  const FireJob& job_;
  const FireOptions& options_;
  SystemClock clock_;
  operations::FireEvent fire_;
  int fired_ = 0;
  int refused_ = 0;
};

int withoutSending(const FireJob& job, const FireOptions& options) {
  const Instant now = SystemClock().now();
  for (int i = 0; i < options.count; ++i) {
    const auto request = job.shot(i);
    if (!request) return refuseFire(request.error());
    const auto prepared = operations::prepareFire(*request, now);
    if (!prepared) return refuseFire(prepared.error());
    if (options.curl || options.selfSigning)
      std::printf("%s", operations::asCurl(*request, now, options.selfSigning).toUtf8().constData());
    else
      tellDryRun(*request, {prepared->headers, prepared->body, 0, {}, {}, 0, 0}, options.json);
  }
  return Ok;
}

int listTypes(const FireOptions& options) {
  QJsonArray list;
  for (const auto& type : webhooks::eventTypes(providerOf(options))) {
    if (!options.json) std::printf("%-52s %s\n", type.name.c_str(), type.summary.c_str());
    list.append(QJsonObject{{QStringLiteral("type"), QString::fromStdString(type.name)},
                            {QStringLiteral("group"), QString::fromStdString(type.group)},
                            {QStringLiteral("payload"), QString::fromStdString(type.payload)},
                            {QStringLiteral("summary"), QString::fromStdString(type.summary)}});
  }
  if (options.json) std::printf("%s\n", QJsonDocument(list).toJson(QJsonDocument::Compact).constData());
  return Ok;
}

int fire(const FireOptions& options) {
  if (options.listTypes) return listTypes(options);
  if (options.type.empty() == options.body.empty()) throw CLI::RequiredError("Either --type or --body");
  if (!options.unsignedOnly && options.secretFile.empty()) throw CLI::RequiredError("--secret-file or --unsigned");
  const auto job = FireJob::prepare(options);
  if (!job) return refuseFire(job.error());
  if (options.dryRun || options.curl || options.selfSigning) return withoutSending(*job, options);
  return FireSeries(*job, options).run();
}

std::string knownKeys() {
  std::string keys;
  for (const std::string& key : webhooks::composeKeys()) keys += " " + key;
  return keys;
}

void addContentOptions(CLI::App& command, FireOptions& options) {
  command.add_option("--type", options.type, "Compose an event of this type; see --list-types");
  command.add_option("--provider", options.provider, "Whose types: dodo or stripe; else as the scheme says")
      ->check(CLI::IsMember({"dodo", "stripe"}));
  command.add_option("--set", options.values, "KEY=VALUE for the composed event; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--at", options.at, "When the event happened, ISO 8601; else now");
  command.add_option("--seed", options.seed, "Makes invented ids the same each time; 0: random")->capture_default_str();
  command.add_option("--body", options.body, "FILE to send as it is instead of a composed event; - is standard input");
  command.add_option("--event-id", options.eventId, "Id of the event; else a new one for each");
}

void addSendingOptions(CLI::App& command, FireOptions& options) {
  command.add_option("--url", options.url, "Where to; http on 127.0.0.1, [::1] or localhost only")
      ->capture_default_str();
  command.add_option("--scheme", options.scheme,
                     "standard-webhooks, svix, stripe, github or hmac-header:NAME; else as the provider does");
  command.add_option("--secret-file", options.secretFile,
                     "FILE with the signing secret; the first that has not expired signs");
  command.add_flag("--unsigned", options.unsignedOnly, "Send without a signature");
  command.add_option("-H,--header", options.headers, "A further header, \"Name: value\"; may be repeated")
      ->allow_extra_args(false);
  command.add_option("--count", options.count, "How many, one after the other")
      ->check(CLI::Range(1, 1'000'000))
      ->capture_default_str();
  command.add_flag("--dry-run", options.dryRun, "Print the signed request, send nothing");
  command.add_flag("--curl", options.curl, "Print a curl command with the signature, send nothing");
  command.add_flag("--curl-self-signing", options.selfSigning,
                   "Print a script that signs with $WEBHOOK_SECRET each time it runs, send nothing");
}

}  // namespace

void addFireCommand(CLI::App& root, int& exitCode) {
  auto options = std::make_shared<FireOptions>();
  CLI::App* command = root.add_subcommand("fire", "Compose, sign and send events to a listener on this machine");
  addContentOptions(*command, *options);
  addSendingOptions(*command, *options);
  command->add_flag("--list-types", options->listTypes, "Print the event types of the provider");
  command->add_flag("--json", options->json, "Print one JSON object for each event");
  command->footer(
      "Exit code 0: every event was answered with 2xx; 1: some were not; 5: nobody answers.\nKeys for --set:" +
      knownKeys());
  command->callback([options, &exitCode] { exitCode = fire(*options); });
}

}  // namespace billing::ctl
