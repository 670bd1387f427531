#include "bigworkspace.h"

#include <future>

#include "store/sqlquery.h"

namespace billing::benchmark {
namespace {

// n counts; (n * 2654435761) % x scatters without chance, so that every run measures the same rows.
constexpr auto numbers = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c WHERE n < %1) ";
constexpr auto customers =
    "INSERT INTO customers (provider, external_id, name, email, created_at, object_time, updated_at) %1 SELECT 'dodo', "
    "'cus_' || n, CASE n % 7 WHEN 0 THEN 'Ada' WHEN 1 THEN 'Bob' WHEN 2 THEN 'Jan' WHEN 3 THEN 'Mia' WHEN 4 THEN 'Zoë' "
    "WHEN 5 "
    "THEN 'Ivo' ELSE 'Ute' END || CASE n % 59 WHEN 0 THEN ' Kowalski' WHEN 1 THEN ' Müller' WHEN 2 THEN ' Smith' WHEN "
    "3 THEN "
    "' Novak' ELSE ' Rossi' END || (n % 9973), 'mail' || n || '@example.org', 1600000000000 + (n * 2654435761) % "
    "100000000000, 0, 0 "
    "FROM c";
constexpr auto subscriptions =
    "INSERT INTO subscriptions (provider, external_id, customer_external_id, product_id, product_name, status, "
    "amount_minor, "
    "currency, interval_unit, mrr_minor, created_at, period_end, object_time, updated_at) %1 SELECT 'dodo', 'sub_' || "
    "n, 'cus_' "
    "|| (1 + (n * 2654435761) % %2), 'prod_' || (n % 12), 'Plan ' || (n % 12), CASE n % 10 WHEN 0 THEN 'past_due' WHEN "
    "1 THEN "
    "'cancelled' ELSE 'active' END, 900 * (1 + n % 31), 'EUR', 'month', 900 * (1 + n % 31), 1600000000000 + (n * "
    "2654435761) % "
    "100000000000, 1770000000000 + (n * 2654435761) % 3000000000, 0, 0 FROM c";
constexpr auto events =
    "INSERT INTO webhook_events (provider, event_id, route, type, subject, customer_external_id, received_at, verdict, "
    "state, "
    "http_status) %1 SELECT 'dodo', 'msg_' || ((n * 2654435761) % 1000000007) || '_' || n, '/webhooks/dodo', CASE n % "
    "5 WHEN 0 THEN "
    "'payment.failed' WHEN 1 THEN 'subscription.active' WHEN 2 THEN 'invoice.paid' ELSE 'payment.succeeded' END, "
    "'sub_' || n, "
    "'cus_' || n, 1700000000000 + n * 1000, 'ok', CASE n % 100 WHEN 0 THEN 'dead' ELSE 'applied' END, 200 FROM c";

}  // namespace

Result<void> fill(store::Database& database, int rows) {
  std::promise<Result<void>> promise;
  const QString count = QString::fromLatin1(numbers).arg(rows);
  database.write(
      [&](store::WriteContext& context) -> Result<void> {
        for (const char* sql : {customers, subscriptions, events}) {
          QString text = QString::fromUtf8(sql);
          text.replace(QStringLiteral("%1"), count).replace(QStringLiteral("%2"), QString::number(rows));
          if (auto done = store::execute(context.database(), text); !done) return done;
        }
        return {};
      },
      [&](Result<void> outcome) { promise.set_value(std::move(outcome)); });
  return promise.get_future().get();
}

}  // namespace billing::benchmark
