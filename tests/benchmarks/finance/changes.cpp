#include "changes.h"

#include <QFile>
#include <algorithm>
#include <array>
#include <memory>
#include <random>
#include <vector>

#include "domain/civildate.h"
#include "metrics/customerbook.h"
#include "metrics/zonemonths.h"
#include "store/connection.h"
#include "store/database.h"
#include "store/mrrrebuild.h"
#include "store/sqlquery.h"

namespace billing::bench {
namespace {

using namespace store;

constexpr std::array kCurrencies{"USD", "EUR", "JPY"};
constexpr std::int64_t kMonthMs = 2'629'800'000;

struct Change {
  std::int64_t at = 0, parts = 0;
  int subscription = 0;
};

// Nine customers have ten subscriptions between them.
int customerOf(int subscription) {
  return subscription * 9 / 10;
}
const char* currencyOf(int subscription) {
  return kCurrencies.at(static_cast<std::size_t>(customerOf(subscription) % 10 < 6   ? 0
                                                 : customerOf(subscription) % 10 < 9 ? 1
                                                                                     : 2));
}
QString subscriptionName(int number) {
  return QStringLiteral("sub_%1").arg(number * 7919LL % 1'000'000'007LL, 14, 36, QLatin1Char('0'));
}
QString customerName(int number) {
  return QStringLiteral("cus_%1").arg(number * 104'729LL % 1'000'000'007LL, 14, 36, QLatin1Char('0'));
}

// Begins, and then changes its price, ends or comes back: three changes on average.
std::vector<Change> changesOf(int subscriptions) {
  std::mt19937_64 random(6);
  const auto below = [&](std::uint64_t n) { return static_cast<std::int64_t>(random() % n); };
  const std::int64_t begin = utcMidnight({2024, 11, 1}).ms;
  std::vector<Change> changes;
  changes.reserve(static_cast<std::size_t>(subscriptions) * 3);
  for (int i = 0; i < subscriptions; ++i) {
    std::int64_t at = begin + below(24 * kMonthMs);
    std::int64_t minor = 500 * (1 + below(40));
    for (std::int64_t n = 1 + below(7); n > 0 && at < begin + 24 * kMonthMs; --n) {
      changes.push_back({at, minor * kMrrParts / (below(4) == 0 ? 12 : 1), i});
      at += 1 + below(6 * kMonthMs);
      minor = minor != 0 && below(4) == 0 ? 0 : 500 * (1 + below(40));
    }
  }
  std::ranges::sort(changes, {}, [](const Change& one) { return std::tie(one.at, one.subscription); });
  return changes;
}

Result<void> insertChanges(QSqlDatabase& database, const std::vector<Change>& changes, QFile& csv) {
  QSqlQuery insert(database);
  if (!insert.prepare(QStringLiteral("INSERT INTO mrr_changes (provider, subscription_external_id, "
                                     "customer_external_id, at, currency, parts, cause) VALUES ('stripe', ?, ?, ?, ?, "
                                     "?, 'event')")))
    return failure(ErrorKind::Internal, "bench", "prepare");
  csv.write("provider,subscription_external_id,customer_external_id,at,currency,parts\n");
  for (const Change& one : changes) {
    const QString subscription = subscriptionName(one.subscription),
                  customer = customerName(customerOf(one.subscription));
    const QString currency = QLatin1String(currencyOf(one.subscription));
    insert.bindValue(0, subscription);
    insert.bindValue(1, customer);
    insert.bindValue(2, qlonglong(one.at));
    insert.bindValue(3, currency);
    insert.bindValue(4, qlonglong(one.parts));
    if (!insert.exec()) return failure(ErrorKind::Internal, "bench", "insert");
    csv.write(QStringLiteral("stripe,%1,%2,%3,%4,%5\n")
                  .arg(subscription, customer)
                  .arg(one.at)
                  .arg(currency)
                  .arg(one.parts)
                  .toUtf8());
  }
  return {};
}

// As the transactions of two years would have left them.
class Movements {
 public:
  explicit Movements(QSqlDatabase& database) : insert_(database) {
    insert_.prepare(
        QStringLiteral("INSERT INTO mrr_movements (provider, customer_external_id, "
                       "subscription_external_id, currency, month, at, kind, delta) VALUES ('stripe', ?, "
                       "?, ?, ?, ?, ?, ?)"));
  }
  Result<void> write(std::vector<Change> changes) {
    std::ranges::stable_sort(changes, {}, [](const Change& one) { return customerOf(one.subscription); });
    CustomerBook book({});
    int customer = -1;
    const auto keep = [&](const BookedMovement& moved) { add(customer, moved); };
    for (const Change& one : changes) {
      if (customerOf(one.subscription) != customer) {
        book.finish(keep);
        book.clear();
        customer = customerOf(one.subscription);
      }
      book.step(one.at, static_cast<std::uint32_t>(one.subscription), 0, one.parts, keep);
    }
    book.finish(keep);
    if (!good_) return failure(ErrorKind::Internal, "bench", "insert");
    return {};
  }

 private:
  void add(int customer, const BookedMovement& moved) {
    const auto subscription = static_cast<int>(moved.subscription);
    insert_.bindValue(0, customerName(customer));
    insert_.bindValue(1, subscriptionName(subscription));
    insert_.bindValue(2, QLatin1String(currencyOf(subscription)));
    insert_.bindValue(3, months_.monthOf({moved.at}));
    insert_.bindValue(4, qlonglong(moved.at));
    insert_.bindValue(5, QLatin1String(toString(moved.kind).data()));
    insert_.bindValue(6, qlonglong(moved.delta));
    good_ = insert_.exec() && good_;
  }
  QSqlQuery insert_;
  ZoneMonths months_ = ZoneMonths::of("UTC").value();
  bool good_ = true;
};

}  // namespace

Result<void> makeChanges(const QString& file, const QString& csv, int subscriptions) {
  DatabaseConfig config;
  config.file = file;
  if (auto made = Database::open(config, SystemClock()); !made) return failure(made.error());
  auto connection = Connection::open(config, ConnectionRole::Writer);
  if (!connection) return failure(connection.error());
  QSqlDatabase& database = (*connection)->database();
  QFile out(csv);
  if (!out.open(QIODevice::WriteOnly)) return failure(ErrorKind::Internal, "bench", "csv");
  const std::vector<Change> changes = changesOf(subscriptions);
  auto done = execute(database, QStringLiteral("BEGIN"));
  if (done) done = insertChanges(database, changes, out);
  if (done) done = Movements(database).write(changes);
  for (const char* sql :
       {"INSERT INTO mrr_months (currency, month, kind, delta, movements) SELECT currency, month, kind, "
        "SUM(delta), COUNT(*) FROM mrr_movements GROUP BY currency, month, kind",
        "INSERT INTO mrr_state (one, definition, zone, built_at) VALUES (1, '', 'UTC', 1)",
        // For the window functions only: the program has no use for it.
        "CREATE INDEX bench_subscription ON mrr_changes (provider, subscription_external_id, at, "
        "customer_external_id, currency, parts)",
        "COMMIT", "ANALYZE", "PRAGMA wal_checkpoint(TRUNCATE)"})
    if (done) done = execute(database, QLatin1String(sql));
  std::fprintf(stderr, "%zu changes of %d subscriptions\n", changes.size(), subscriptions);
  return done;
}

}  // namespace billing::bench
