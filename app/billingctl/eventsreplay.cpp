#include "app/billingctl/eventsreplay.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <cstdio>

#include "app/billingctl/commands.h"
#include "app/billingctl/databaseoption.h"
#include "app/billingctl/eventsreading.h"
#include "app/billingctl/eventstelling.h"
#include "operations/audited.h"
#include "operations/deadletters.h"
#include "operations/replay.h"
#include "support/whendone.h"
#include "webhooks/processor.h"

namespace billing::ctl {
namespace {

int failReplay(const Error& error, int code) {
  std::fprintf(stderr, "billingctl events replay: %s\n", describe(error).c_str());
  return code;
}

void tellLine(const QJsonObject& object, const QString& text, bool json) {
  const QByteArray line = json ? QJsonDocument(object).toJson(QJsonDocument::Compact) : text.toUtf8();
  std::printf("%s\n", line.constData());
  std::fflush(stdout);
}

// What was asked for, oldest first: the order in which the events arrived.
Result<QVector<store::WebhookEventDetail>> chosenEvents(EventsReading& reading, const EventsOptions& options) {
  QVector<store::WebhookEventDetail> events;
  for (const std::string& name : options.events) {
    auto event = reading.find(name);
    if (!event) return failure(event.error());
    events.append(std::move(*event));
  }
  if (options.allDead) {
    const auto rows = reading.dead();
    if (!rows) return failure(rows.error());
    for (const qint64 row : *rows) {
      auto event = reading.detail(row);
      if (!event) return failure(event.error());
      events.append(std::move(*event));
    }
  }
  std::ranges::sort(events, {}, [](const store::WebhookEventDetail& event) { return event.row.id; });
  const auto twice =
      std::ranges::unique(events, {}, [](const store::WebhookEventDetail& event) { return event.row.id; });
  events.erase(twice.begin(), twice.end());
  return events;
}

// One request after the other; the application's event loop runs until the last is answered.
class ReplaySeries : public QObject {
 public:
  ReplaySeries(QVector<store::WebhookEventDetail> events, workspace::Secret secret, const EventsOptions& options)
      : events_(std::move(events)), secret_(std::move(secret)), options_(options), fire_(clock_) {}

  int run() {
    QMetaObject::invokeMethod(this, [this] { next(); }, Qt::QueuedConnection);
    return QCoreApplication::exec();
  }

 private:
  void next() {
    if (at_ == events_.size()) return QCoreApplication::exit(refused_ == 0 ? Ok : Negative);
    const store::WebhookEventDetail& event = events_.at(at_++);
    const auto request = operations::replayRequest(event, target(event));
    if (!request) {
      ++refused_;
      failReplay(request.error(), Negative);
      return next();
    }
    whenDone(fire_.run(*request), this,
             [this, &event](const Result<operations::FireOutcome>& outcome) { over(event.row, outcome); });
  }

  operations::ReplayTarget target(const store::WebhookEventDetail& event) const {
    const bool stripe = event.row.provider == u"stripe";
    const std::string scheme = !options_.scheme.empty() ? options_.scheme : stripe ? "stripe" : "standard-webhooks";
    operations::ReplayTarget made;
    made.url = QUrl(QString::fromStdString(options_.url), QUrl::StrictMode);
    if (auto route = workspace::parseRoute("/=" + scheme)) made.route = std::move(*route);
    made.secret = secret_;
    return made;
  }

  void over(const store::WebhookEventRow& row, const Result<operations::FireOutcome>& outcome) {
    if (!outcome) {
      const bool network = outcome.error().kind == ErrorKind::Unavailable || outcome.error().kind == ErrorKind::Timeout;
      return QCoreApplication::exit(failReplay(outcome.error(), network ? NetworkFailure : Usage));
    }
    if (outcome->status < 200 || outcome->status > 299) ++refused_;
    tellLine({{QStringLiteral("id"), row.id},
              {QStringLiteral("eventId"), row.eventId},
              {QStringLiteral("status"), outcome->status},
              {QStringLiteral("totalMs"), outcome->totalMs}},
             QStringLiteral("%1  %2  answered %3 in %4 ms")
                 .arg(row.id)
                 .arg(row.eventId)
                 .arg(outcome->status)
                 .arg(outcome->totalMs),
             options_.json);
    next();
  }

  const QVector<store::WebhookEventDetail> events_;
  const workspace::Secret secret_;
  const EventsOptions& options_;
  const SystemClock clock_;
  operations::FireEvent fire_;
  qsizetype at_ = 0;
  int refused_ = 0;
};

Result<workspace::Secret> firstSecret(const std::string& file) {
  const auto secrets = workspace::readSecretFile(file);
  if (!secrets) return failure(secrets.error());
  for (const auto& secret : *secrets)
    if (!secret.expiresAt || *secret.expiresAt >= SystemClock().now()) return secret;
  return failure(ErrorKind::InvalidInput, "secrets_expired", "All secrets in " + file + " have expired");
}

Result<std::unique_ptr<store::Database>> openFor(const EventsOptions& options, bool readOnly) {
  auto config = databaseConfig(options.database);
  if (!config) return failure(config.error());
  config->readers = 1;
  config->readOnly = readOnly;
  return store::Database::open(*config, SystemClock());
}

int sendAgain(const EventsOptions& options) {
  if (!options.scheme.empty())
    if (const auto route = workspace::parseRoute("/=" + options.scheme); !route)
      return failReplay(route.error(), Usage);
  const auto secret = firstSecret(options.secretFile);
  if (!secret) return failReplay(secret.error(), Unreadable);
  const auto database = openFor(options, true);
  if (!database) return failReplay(database.error(), exitCodeOfStore(database.error()));
  EventsReading reading(**database);
  auto events = chosenEvents(reading, options);
  if (!events) return failReplay(events.error(), exitCodeOfStore(events.error()));
  return ReplaySeries(std::move(*events), *secret, options).run();
}

int applyAgain(const EventsOptions& options) {
  const SystemClock clock;
  auto database = openFor(options, false);
  if (!database) {
    Error error = database.error();
    if (error.kind == ErrorKind::Busy)
      error.hint = "Retry in the console that has it open, or replay to its listener with --url";
    return failReplay(error, exitCodeOfStore(error));
  }
  EventsReading reading(**database);
  const auto events = chosenEvents(reading, options);
  if (!events) return failReplay(events.error(), exitCodeOfStore(events.error()));
  QVector<qint64> rows;
  for (const auto& event : *events) rows.append(event.row.id);
  const auto actor = takeHand(**database, options.hand, operations::Deed::ReplayEvents, false);
  if (!actor) return failReplay(actor.error(), exitCodeOfHand(actor.error()));
  const auto retried =
      operations::retryEvents(**database, rows, operations::handOf(*actor, false), clock.now()).result();
  if (!retried) return failReplay(retried.error(), StoreFailure);
  webhooks::Processor processor(**database, clock);
  processor.start();
  if (auto drained = processor.drain(); !drained) return failReplay(drained.error(), StoreFailure);

  bool allGood = true;
  for (const auto& event : *events) {
    const auto now = reading.detail(event.row.id);
    if (!now) return failReplay(now.error(), exitCodeOfStore(now.error()));
    const bool retriable = event.row.state == u"dead" || event.row.state == u"unhandled";
    allGood = allGood && retriable && now->row.state != u"dead" && now->row.state != u"unhandled";
    const QString came = now->row.error.isEmpty() ? now->row.effectSummary : now->row.error;
    const QString text = retriable ? came : QStringLiteral("not tried again: only dead and unhandled events are");
    tellLine(eventJson(now->row),
             QStringLiteral("%1  %2  %3  %4").arg(QString::number(now->row.id), now->row.eventId, now->row.state, text),
             options.json);
  }
  return allGood ? Ok : Negative;
}

}  // namespace

int replayEvents(const EventsOptions& options) {
  return options.url.empty() ? applyAgain(options) : sendAgain(options);
}

}  // namespace billing::ctl
