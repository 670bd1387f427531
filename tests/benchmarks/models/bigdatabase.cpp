#include "bigdatabase.h"

#include <future>

#include "store/sqlquery.h"

namespace billing::benchmark {
namespace {

void run(store::Database& database, const QString& sql) {
  std::promise<Result<void>> promise;
  database.write([&](store::WriteContext& context) { return store::execute(context.database(), sql); },
                 [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  if (const Result<void> outcome = promise.get_future().get(); !outcome)
    qFatal("%s", describe(outcome.error()).c_str());
}

const char* const numbers = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %1) ";

}  // namespace

std::unique_ptr<store::Database> openDatabase(const QString& file, const Clock& clock) {
  store::DatabaseConfig config;
  config.file = file;
  auto opened = store::Database::open(config, clock);
  if (!opened) qFatal("%s", describe(opened.error()).c_str());
  return std::move(*opened);
}

void fill(store::Database& database, int rows) {
  const QString start = QString::fromLatin1(numbers);
  run(database,
      start.arg(rows / 10) +
          QStringLiteral("INSERT OR IGNORE INTO customers (id, provider, external_id, name, email, created_at, "
                         "object_time, updated_at) SELECT i, 'dodo', 'cus_' || i, 'Customer ' || i, 'c' || i || "
                         "'@example.com', 1700000000000 + i * 1000, 1, 1 FROM n"));
  run(database, start.arg(rows) + QStringLiteral("INSERT OR IGNORE INTO subscriptions (id, provider, external_id, "
                                                 "customer_external_id, product_id, product_name, "
                                                 "status, provider_status, amount_minor, currency, interval_unit, "
                                                 "mrr_minor, created_at, period_end, object_time, "
                                                 "updated_at) SELECT i, 'dodo', 'sub_' || (i * 7919 % 1000003), 'cus_' "
                                                 "|| (i % 100000), 'prod_' || (i % 40), "
                                                 "'Plan ' || (i % 40), CASE i % 7 WHEN 0 THEN 'past_due' WHEN 1 THEN "
                                                 "'cancelled' ELSE 'active' END, 'active', "
                                                 "i * 37 % 100000, 'USD', 'month', i * 37 % 100000, 1700000000000 + i "
                                                 "* 1000, 1800000000000 + (i * 7919 % 1000003), "
                                                 "1, 1 FROM n"));
  run(database,
      start.arg(rows) +
          QStringLiteral(
              "INSERT OR IGNORE INTO webhook_events (id, provider, event_id, route, type, subject, received_at, "
              "verdict, state, http_status, processed_at) SELECT i, 'dodo', 'evt_' || i, '/webhooks/dodo', "
              "'payment.succeeded', 'sub_' || (i % 100000), 1700000000000 + i * 1000, 'ok', 'applied', 200, "
              "1700000000012 + i * 1000 FROM n"));
}

}  // namespace billing::benchmark
