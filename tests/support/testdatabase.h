// A database in a temporary folder, and the few blocking calls that tests need (the program itself never blocks on it).
#pragma once

#include <QTemporaryDir>
#include <QVariant>
#include <future>
#include <memory>
#include <string>

#include "store/database.h"
#include "store/sqlquery.h"
#include "support/testserver.h"

namespace billing::test {

/// A new SQLite file; `file` tells where. The folder lives as long as this. A new database of a server instead, where
/// testserver.h says so.
class TestDatabase {
 public:
  explicit TestDatabase(Instant now = {1'770'000'000'000}) : clock(now) {
    config.file = folder.filePath(QStringLiteral("test.sqlite"));
    if (const auto server = testServer()) {
      onServer = serverDatabaseForTest(*server, clock);
      config = onServer->config;
    }
    reopen();
  }
  /// Closes and opens again; the error stays in `error` when that cannot be.
  void reopen() {
    database.reset();
    auto opened = store::Database::open(config, clock);
    error = opened ? Error{} : opened.error();
    if (opened) database = std::move(*opened);
  }
  [[nodiscard]] store::Database& operator*() { return *database; }
  [[nodiscard]] store::Database* operator->() { return database.get(); }

  QTemporaryDir folder;
  std::unique_ptr<ServerDatabase> onServer;
  ManualClock clock;
  store::DatabaseConfig config;
  std::unique_ptr<store::Database> database;
  Error error;
};

/// A delivery that would be accepted.
inline store::IncomingEvent delivery(const std::string& eventId,
                                     const std::string& body = R"({"type":"payment.succeeded"})") {
  store::IncomingEvent event;
  event.provider = "dodo";
  event.eventId = eventId;
  event.route = "/webhooks/dodo";
  event.type = "payment.succeeded";
  event.receivedAt = {1'770'000'000'000};
  event.accepted = true;
  event.remote = "127.0.0.1:50000";
  event.headers = R"([["webhook-id",")" + eventId + R"("]])";
  event.body = body;
  return event;
}

inline Result<store::InboxReceipt> put(store::Database& database, store::IncomingEvent event) {
  std::promise<Result<store::InboxReceipt>> promise;
  database.inbox().put(std::move(event),
                       [&](Result<store::InboxReceipt> receipt) { promise.set_value(std::move(receipt)); });
  return promise.get_future().get();
}

inline Result<void> write(store::Database& database, store::Database::Work work,
                          store::Priority priority = store::Priority::Normal) {
  std::promise<Result<void>> promise;
  database.write(std::move(work), [&](Result<void> outcome) { promise.set_value(std::move(outcome)); }, priority);
  return promise.get_future().get();
}

/// One statement in a write of its own.
inline Result<void> run(store::Database& database, const QString& sql, const QVariantList& values = {}) {
  return write(database, [&](store::WriteContext& context) { return store::execute(context.database(), sql, values); });
}

/// First column of all rows.
inline QVariantList column(store::Database& database, const QString& sql, const QVariantList& values = {}) {
  auto future = database.read<QVariantList>([=](QSqlDatabase& connection) -> Result<QVariantList> {
    QVariantList rows;
    auto read = store::forEachRow(connection, sql, values, [&](QSqlQuery& row) { rows.append(row.value(0)); });
    if (!read) return failure(read.error());
    return rows;
  });
  const Result<QVariantList> rows = future.result();
  if (!rows) qWarning("%s", describe(rows.error()).c_str());
  return rows.value_or(QVariantList{});
}

/// First column of the first row.
inline QVariant single(store::Database& database, const QString& sql, const QVariantList& values = {}) {
  return column(database, sql, values).value(0);
}

}  // namespace billing::test
