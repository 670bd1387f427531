// How many deliveries a second the inbox puts on disk, beside a bare loop of SQLite with the same body, in turns.
//   store_inbox_benchmark [EVENTS [ROUNDS]]     one line for each round: inbox, bare loop, ratio
#include <QCoreApplication>
#include <QTemporaryDir>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <semaphore>

#include "bareloop.h"
#include "store/database.h"

namespace {

using namespace billing;

constexpr int inFlight = 64;  // as many as connections that wait for their answers

store::IncomingEvent delivery(int number, const std::string& body) {
  store::IncomingEvent event;
  event.provider = "dodo";
  event.eventId = "msg_" + std::to_string(static_cast<unsigned>(number) * 2654435761U) + "_" + std::to_string(number);
  event.route = "/webhooks/dodo";
  event.type = "payment.succeeded";
  event.receivedAt = {1'770'000'000'000 + number};
  event.occurredAt = event.receivedAt;
  event.accepted = true;
  event.remote = "127.0.0.1:50000";
  event.secretLabel = "whsec_…A1b2";
  event.headers =
      R"([["Host","127.0.0.1:4242"],["Content-Type","application/json"],["Content-Length","1500"],["webhook-id",")" +
      event.eventId + R"("],["webhook-timestamp","1770000000"],["webhook-signature",")" + std::string(48, 's') + "\"]]";
  event.body = body;
  return event;
}

// A closed loop: the next delivery comes when one of the 64 before it is answered.
double inbox(const QString& file, int events, const std::string& body) {
  const SystemClock clock;
  store::DatabaseConfig config;
  config.file = file;
  auto database = store::Database::open(config, clock);
  if (!database) {
    std::fprintf(stderr, "%s\n", describe(database.error()).c_str());
    std::exit(1);
  }
  std::counting_semaphore<inFlight> places(inFlight);
  std::atomic<int> refused{0};
  const auto start = std::chrono::steady_clock::now();
  for (int i = 0; i < events; ++i) {
    places.acquire();
    (*database)->inbox().put(delivery(i, body), [&](const Result<store::InboxReceipt>& receipt) {
      if (!receipt) ++refused;
      places.release();
    });
  }
  for (int i = 0; i < inFlight; ++i) places.acquire();
  const std::chrono::duration<double> seconds = std::chrono::steady_clock::now() - start;
  if (refused != 0) std::fprintf(stderr, "%d deliveries were refused\n", refused.load());
  return seconds.count();
}

}  // namespace

int main(int argc, char** argv) {
  const QCoreApplication application(argc, argv);
  const int events = argc > 1 ? std::max(1, std::atoi(argv[1])) : 100'000;
  const int rounds = argc > 2 ? std::max(1, std::atoi(argv[2])) : 3;
  const std::string body(1500, 'x');
  for (int round = 0; round < rounds; ++round) {
    const QTemporaryDir folder;
    const double bare =
        events / billing::benchmark::bareLoop(folder.filePath(QStringLiteral("bare.sqlite")).toStdString(), events,
                                              inFlight, body);
    const double ours = events / inbox(folder.filePath(QStringLiteral("inbox.sqlite")), events, body);
    std::printf("inbox %.0f events/s, bare loop of %d-event commits %.0f events/s, ratio %.2f\n", ours, inFlight, bare,
                ours / bare);
    std::fflush(stdout);
  }
}
