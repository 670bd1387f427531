// The window's share of work while changes pour in: how long does the GUI thread stay in one event, and how soon is a
// row there?
//   models_flood_benchmark [--rows N] [--rate N] [--seconds N] [--sort FIELD] [--held]
#include <QTemporaryDir>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <thread>

#include "bigdatabase.h"
#include "measuring.h"
#include "models/modelupdater.h"
#include "models/webhookeventmodel.h"
#include "operations/sqlqueries.h"
#include "store/sqlquery.h"

using namespace billing;
using namespace billing::benchmark;

namespace {

// Time in events of widgets (painting) and of everything else (the models).
class Watch : public QApplication {
 public:
  using QApplication::QApplication;
  bool notify(QObject* receiver, QEvent* event) override {
    if (depth_ > 0) return QApplication::notify(receiver, event);
    ++depth_;
    std::vector<double>& samples = receiver->isWidgetType() ? painting : merging;  // the receiver may die of the event
    QElapsedTimer took;
    took.start();
    const bool result = QApplication::notify(receiver, event);
    samples.push_back(ms(took));
    --depth_;
    return result;
  }
  std::vector<double> painting, merging;

 private:
  int depth_ = 0;
};

qint64 nowNs() {
  return std::chrono::steady_clock::now().time_since_epoch() / std::chrono::nanoseconds(1);
}

void say(const char* name, const std::vector<double>& samples) {
  double sum = 0;
  for (const double sample : samples) sum += sample;
  std::printf("%-30s %8zu %10.2f %10.2f %10.2f %10.0f\n", name, samples.size(), quantile(samples, 0.5),
              quantile(samples, 0.99), samples.empty() ? 0 : *std::max_element(samples.begin(), samples.end()), sum);
}

// A new event, and the processor's change of it, as the inbox and the processor would write them.
Result<void> addEvents(store::WriteContext& context, qint64 first, int count) {
  auto done = store::execute(
      context.database(),
      QStringLiteral(
          "WITH RECURSIVE n(i) AS (SELECT %1 UNION ALL SELECT i + 1 FROM n WHERE i < %2) INSERT INTO webhook_events "
          "(id, provider, event_id, route, type, subject, received_at, verdict, state, http_status, processed_at) "
          "SELECT i, 'dodo', 'evt_' || i, '/webhooks/dodo', 'payment.succeeded', 'sub_1', 1, 'ok', 'applied', 200, 2 "
          "FROM n")
          .arg(first)
          .arg(first + count - 1));
  for (qint64 id = first; id < first + count; ++id)
    context.changed(store::Entity::WebhookEvent, id, store::ChangeKind::Inserted);
  for (qint64 id = first; id < first + count; ++id)
    context.changed(store::Entity::WebhookEvent, id, store::ChangeKind::Updated);
  return done;
}

// One event at a time, 20 ms apart: from the commit until its values are in the model.
std::vector<double> idleLatency(store::Database& database, models::WebhookEventModel& model, qint64& next) {
  std::vector<double> latency;
  for (int i = 0; i < 200; ++i) {
    const qint64 id = next++;
    std::atomic<qint64> committed = 0;
    database.write([id](store::WriteContext& context) { return addEvents(context, id, 1); },
                   [&](const Result<void>&) { committed = nowNs(); });
    waitFor([&] { return model.idAt(0) == id && model.rowAt(0) != nullptr; });
    const qint64 shown = nowNs();
    waitFor([&] { return committed != 0; });  // told after the change feed, so it may come last
    latency.push_back(static_cast<double>(std::max<qint64>(0, shown - committed)) / 1e6);
    QElapsedTimer pause;
    pause.start();
    waitFor([&] { return pause.elapsed() > 80; });
  }
  return latency;
}

}  // namespace

int main(int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");
  Watch app(argc, argv);
  const QStringList arguments = app.arguments();
  const auto option = [&](const char* name, int value) {
    const qsizetype at = arguments.indexOf(QLatin1String(name));
    return at < 0 ? value : arguments.value(at + 1).toInt();
  };
  const int rows = option("--rows", 1'000'000), rate = option("--rate", 5000), seconds = option("--seconds", 10);
  QTemporaryDir folder;
  SystemClock clock;
  const auto database = openDatabase(folder.filePath(QStringLiteral("big.sqlite")), clock);
  fill(*database, rows);
  operations::SqlQueries queries(*database);
  models::WebhookEventModel model(queries.webhookEvents(), {&clock, QTimeZone::utc(), QLocale()});
  models::ModelUpdater updater(database->changes());
  updater.add(&model, store::Entity::WebhookEvent);
  QTableView view;
  open(view);
  view.setModel(&model);
  model.reload();
  waitFor([&] { return !model.isLoading(); });
  if (const qsizetype sort = arguments.indexOf(QStringLiteral("--sort")); sort >= 0)
    model.sort(model.columnOf(arguments.value(sort + 1).toLatin1()), Qt::DescendingOrder);
  waitFor([&] { return !model.isLoading(); });

  qint64 next = rows + 1;
  std::printf("%-30s %8s %10s %10s %10s %10s   ms\n", "", "events", "p50", "p99", "longest", "sum");
  if (!arguments.contains(QStringLiteral("--sort"))) say("commit to row, idle", idleLatency(*database, model, next));
  model.setHoldArrivals(arguments.contains(QStringLiteral("--held")));
  app.painting.clear();
  app.merging.clear();
  std::atomic<bool> stop = false;
  std::thread writer([&] {
    const int bundle = rate / 100;
    for (auto due = std::chrono::steady_clock::now(); !stop; due += std::chrono::milliseconds(10), next += bundle) {
      database->write(
          [first = next, bundle](store::WriteContext& context) { return addEvents(context, first, bundle); },
          [](const Result<void>&) {});
      std::this_thread::sleep_until(due + std::chrono::milliseconds(10));
    }
  });
  QElapsedTimer ran;
  ran.start();
  waitFor([&] { return ran.elapsed() > seconds * 1000; }, seconds * 2000);
  stop = true;
  writer.join();
  say("models, in one event", app.merging);
  say("widgets, in one event", app.painting);
  waitFor([&] { return model.rowCount() + model.pendingArrivalCount() == next - 1; }, 5000);
  std::printf("rows %d, waiting %d, committed %lld, memory %.0f MB\n", model.rowCount(), model.pendingArrivalCount(),
              static_cast<long long>(next - 1), residentMb());
  return 0;
}
