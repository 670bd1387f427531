// How long lists take: the first page, the whole order, and words typed into the search field.
//   lists_benchmark [ROWS [FILE]]     rows of each list (default 1,000,000); FILE is kept and used again
#include <QCoreApplication>
#include <QElapsedTimer>
#include <QTemporaryDir>
#include <cstdio>

#include "bigworkspace.h"
#include "operations/sqlqueries.h"

namespace {

using namespace billing;
using store::ListQuery;

template <class Ask>
double medianMs(Ask ask) {
  std::vector<double> times;
  for (int i = 0; i < 3; ++i) {
    QElapsedTimer timer;
    timer.start();
    const auto answer = ask();
    if (!answer) std::fprintf(stderr, "%s\n", describe(answer.error()).c_str());
    times.push_back(static_cast<double>(timer.nsecsElapsed()) / 1e6);
  }
  std::ranges::sort(times);
  return times[1];
}

template <class Row>
void measure(const char* what, operations::ListSource<Row>& list, const ListQuery& query) {
  qsizetype count = 0;
  const double page = medianMs([&] { return list.firstPage(query, 100, {}).result(); });
  const double all = medianMs([&] {
    auto ids = list.ids(query, {}).result();
    if (ids) count = ids->size();
    return ids;
  });
  std::printf("%-46s first page %8.1f ms   order %8.1f ms   %lld rows\n", what, page, all,
              static_cast<long long>(count));
  std::fflush(stdout);
}

void measureAll(operations::SqlQueries& queries) {
  measure("subscriptions, newest first", queries.subscriptions(), {});
  for (const char* field : {"mrr", "amount", "renews_at", "status", "plan", "customer", "updated_at"})
    measure(qPrintable(QStringLiteral("subscriptions by %1").arg(QLatin1String(field))), queries.subscriptions(),
            {{}, {}, field, true});
  for (const char* text : {"ko", "kow", "kowalski99", "plan 7", "sub_99999"})
    measure(qPrintable(QStringLiteral("subscriptions with \"%1\"").arg(QLatin1String(text))), queries.subscriptions(),
            {QLatin1String(text), {}, {}, true});
  measure("subscriptions past due", queries.subscriptions(),
          {{}, {{"status", store::FilterOp::Is, {QStringLiteral("past_due")}}}, {}, true});
  measure("customers, newest first", queries.customers(), {});
  for (const char* field : {"name", "email", "mrr", "status"})
    measure(qPrintable(QStringLiteral("customers by %1").arg(QLatin1String(field))), queries.customers(),
            {{}, {}, field, false});
  for (const char* text : {"k", "kow", "kowalski99"})
    measure(qPrintable(QStringLiteral("customers with \"%1\"").arg(QLatin1String(text))), queries.customers(),
            {QLatin1String(text), {}, {}, true});
  measure("webhook events, newest first", queries.webhookEvents(), {});
  for (const char* field : {"type", "state", "subject", "occurred_at"})
    measure(qPrintable(QStringLiteral("webhook events by %1").arg(QLatin1String(field))), queries.webhookEvents(),
            {{}, {}, field, true});
  measure("webhook events, dead", queries.webhookEvents(),
          {{}, {{"state", store::FilterOp::Is, {QStringLiteral("dead")}}}, {}, true});
  for (const char* text : {"failed", "kowalski99", "msg_5"})
    measure(qPrintable(QStringLiteral("webhook events with \"%1\"").arg(QLatin1String(text))), queries.webhookEvents(),
            {QLatin1String(text), {}, {}, true});
}

}  // namespace

int main(int argc, char** argv) {
  const QCoreApplication application(argc, argv);
  const int rows = argc > 1 ? std::max(1, std::atoi(argv[1])) : 1'000'000;
  const QTemporaryDir folder;
  store::DatabaseConfig config;
  config.file = argc > 2 ? QString::fromLocal8Bit(argv[2]) : folder.filePath(QStringLiteral("big.sqlite"));
  const SystemClock clock;
  auto database = store::Database::open(config, clock);
  if (!database) {
    std::fprintf(stderr, "%s\n", describe(database.error()).c_str());
    return 1;
  }
  operations::SqlQueries queries(**database);
  if (queries.customers().total({}).result().value_or(0) == 0)
    if (auto filled = benchmark::fill(**database, rows); !filled) {
      std::fprintf(stderr, "%s\n", describe(filled.error()).c_str());
      return 1;
    }
  measureAll(queries);
  std::printf("overview %.1f ms, badges %.1f ms\n",
              medianMs([&] { return queries.overview(1'770'000'000'000, {}).result(); }),
              medianMs([&] { return queries.badges({}).result(); }));
}
