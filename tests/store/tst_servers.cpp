// What only a team's server promises: the schema of the files, consoles that take turns and hear of each other, and
// connections that may break.
#include <QTest>
#include <future>
#include <thread>

#include "store/duty.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

// "table.column nullable"; what only one kind of database needs is left out.
QStringList columnsOf(Database& database) {
  const QString ofSqlite = QStringLiteral(
      "SELECT m.name || '.' || c.name || CASE WHEN c.\"notnull\" = 1 OR c.pk > 0 THEN '' ELSE ' null' END FROM "
      "sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND m.name NOT LIKE '%\\_search%' ESCAPE "
      "'\\'");
  const QString ofServers = QStringLiteral(
      "SELECT table_name || '.' || column_name || CASE WHEN is_nullable = 'NO' THEN '' ELSE ' null' END FROM "
      "information_schema.columns WHERE table_schema = %1 AND table_name NOT IN ('writer_turn', 'shared_changes')");
  const QString schema = QLatin1String(database.dialect() == Dialect::PostgreSql ? "current_schema()" : "DATABASE()");
  QStringList lines;
  for (const QVariant& line :
       column(database, database.dialect() == Dialect::Sqlite ? ofSqlite : ofServers.arg(schema)))
    lines << line.toString();
  lines.sort();
  return lines;
}

std::unique_ptr<Database> openedAgain(TestDatabase& db) {
  auto opened = Database::open(db.config, db.clock);
  if (!opened) qFatal("%s", describe(opened.error()).c_str());
  return std::move(*opened);
}

// Reads, waits a moment for the other to do the same, writes: what two consoles must not do at the same time.
Result<void> addOne(WriteContext& context) {
  qlonglong tenths = 0;
  auto read = forEachRow(context.database(), QStringLiteral("SELECT tenths FROM credit_balances"), {},
                         [&](QSqlQuery& row) { tenths = row.value(0).toLongLong(); });
  if (!read) return read;
  std::this_thread::yield();
  context.changed(Entity::Account, 1, ChangeKind::Updated);
  return execute(context.database(), QStringLiteral("UPDATE credit_balances SET tenths = ?"), {tenths + 1});
}

void addAccount(Database& database) {
  QVERIFY(run(database, QStringLiteral("INSERT INTO accounts (id, account_key, created_at, updated_at) VALUES (1, "
                                       "'u_1', 5, 5)")));
  QVERIFY(run(database, QStringLiteral("INSERT INTO credit_balances (account_id, tenths, updated_at) VALUES (1, 0, "
                                       "5)")));
}

}  // namespace

class ServersTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    if (!testServer()) QSKIP("No server: BILLING_TEST_DATABASE is not set (tests/support/databaseservers.py sets it)");
  }

  void the_schema_is_that_of_the_file() {
    TestDatabase db;
    QVERIFY2(db.database, describe(db.error).c_str());
    QTemporaryDir folder;
    DatabaseConfig file;
    file.file = folder.filePath(QStringLiteral("plain.sqlite"));
    const auto plain = Database::open(file, db.clock);
    VERIFY_RESULT(plain);
    const QStringList here = columnsOf(*db), there = columnsOf(**plain);
    for (const QString& line : there) QVERIFY2(here.contains(line), qPrintable(QStringLiteral("missing: ") + line));
    for (const QString& line : here) QVERIFY2(there.contains(line), qPrintable(QStringLiteral("too much: ") + line));
    QVERIFY(here.size() > 300);
  }

  // MySQL commits each statement of a step: killed in the middle, the step is walked from its beginning.
  void a_step_that_was_interrupted_is_walked_again() {
    TestDatabase db;
    db.database.reset();
    if (testServer()->dialect != Dialect::MySql) QSKIP("Here a step is one transaction");
    const ServerDatabase empty(*testServer());
    VERIFY_RESULT(Database::open(empty.config, db.clock));
    {
      auto connection = Connection::open(empty.config, ConnectionRole::Writer);
      VERIFY_RESULT(connection);
      QSqlDatabase& raw = (*connection)->database();
      VERIFY_RESULT(execute(raw, QStringLiteral("DELETE FROM schema_migrations WHERE number = 5")));
      VERIFY_RESULT(execute(raw, QStringLiteral("ALTER TABLE invoices DROP COLUMN line_items")));
      VERIFY_RESULT(execute(raw, QStringLiteral("DROP TABLE drifts")));
    }
    const auto again = Database::open(empty.config, db.clock);
    VERIFY_RESULT(again);
    QCOMPARE(single(**again, QStringLiteral("SELECT COUNT(*) FROM drifts")).toInt(), 0);
  }

  void consoles_that_start_at_once_make_one_schema() {
    TestDatabase db;
    db.database.reset();
    const ServerDatabase empty(*testServer());
    std::vector<std::future<Result<std::unique_ptr<Database>>>> opening;
    for (int i = 0; i < 3; ++i)
      opening.push_back(std::async(std::launch::async, [&] { return Database::open(empty.config, db.clock); }));
    for (auto& one : opening) VERIFY_RESULT(one.get());
  }

  void no_change_of_two_consoles_is_lost() {
    TestDatabase db;
    addAccount(*db);
    const auto second = openedAgain(db);
    constexpr int each = 40;
    const auto work = [](Database& database) {
      for (int i = 0; i < each; ++i)
        if (auto added = write(database, addOne); !added) qWarning("%s", describe(added.error()).c_str());
    };
    auto other = std::async(std::launch::async, [&] { work(*second); });
    work(*db);
    other.get();
    QCOMPARE(single(*db, QStringLiteral("SELECT tenths FROM credit_balances")).toInt(), 2 * each);
  }

  void a_console_hears_what_another_has_changed() {
    TestDatabase db;
    addAccount(*db);
    const auto second = openedAgain(db);
    std::promise<void> woken;
    const auto subscription = second->changes().subscribe([&] { woken.set_value(); });
    VERIFY_RESULT(write(*db, addOne));
    QVERIFY(woken.get_future().wait_for(std::chrono::seconds(10)) == std::future_status::ready);
    const auto changes = subscription->take();
    QCOMPARE(changes.size(), std::size_t{1});
    QVERIFY(changes.front().entity == Entity::Account && changes.front().row == 1);
    QVERIFY(changes.front().kind == ChangeKind::Updated);
  }

  void what_others_changed_before_our_own_change_is_told_with_it() {
    TestDatabase db;
    addAccount(*db);
    const auto second = openedAgain(db);
    const auto subscription = second->changes().subscribe([] {});
    VERIFY_RESULT(write(*db, addOne));
    VERIFY_RESULT(write(*second, addOne));
    QCOMPARE(subscription->take().size(), std::size_t{2});
  }

  void the_same_delivery_at_two_consoles_is_stored_once() {
    TestDatabase db;
    const auto second = openedAgain(db);
    const auto first = put(*db, delivery("msg_1"));
    const auto again = put(*second, delivery("msg_1"));
    QVERIFY(first && again);
    QVERIFY(again->disposition == InboxDisposition::Duplicate);
    QCOMPARE(again->eventRow, first->eventRow);
  }

  void one_console_at_a_time_has_a_duty() {
    TestDatabase db;
    auto second = openedAgain(db);
    const auto has = [](Database& database) {
      bool mine = false;
      if (!write(database, [&](WriteContext& context) {
            return takeDuty(context, QStringLiteral("outbox")).map([&](bool taken) { mine = taken; });
          }))
        qWarning("the duty could not be asked for");
      return mine;
    };
    QVERIFY(has(*db));
    QVERIFY(has(*db));
    QVERIFY(!has(*second));
    db.database.reset();
    QTRY_VERIFY(has(*second));
  }

  void a_broken_connection_is_mended_and_what_was_refused_is_told() {
    TestDatabase db;
    addAccount(*db);
    QCOMPARE(single(*db, QStringLiteral("SELECT tenths FROM credit_balances")).toInt(), 0);
    breakConnections(db);
    VERIFY_RESULT(write(*db, addOne));
    breakConnections(db);
    // A reader that was just used is trusted: one question may be answered with a typed error, the next one is
    // answered.
    const auto ask = [&] {
      return db
          ->read<int>([](QSqlDatabase& connection) -> Result<int> {
            int tenths = -1;
            auto read = forEachRow(connection, QStringLiteral("SELECT tenths FROM credit_balances"), {},
                                   [&](QSqlQuery& row) { tenths = row.value(0).toInt(); });
            if (!read) return failure(read.error());
            return tenths;
          })
          .result();
    };
    const auto first = ask();
    if (!first) QVERIFY2(first.error().kind == ErrorKind::Unavailable, describe(first.error()).c_str());
    QVERIFY(QTest::qWaitFor([&] { return ask().value_or(-1) == 1; }));  // each reader notices it by itself
  }

  void a_connection_that_breaks_in_the_middle_makes_nothing_of_it() {
    TestDatabase db;
    addAccount(*db);
    int runs = 0;
    const auto broken = write(*db, [&](WriteContext& context) -> Result<void> {
      if (auto added = addOne(context); !added) return added;
      if (++runs == 1) breakConnections(db);
      return addOne(context);
    });
    QVERIFY(!broken);
    QVERIFY2(broken.error().kind == ErrorKind::Unavailable, describe(broken.error()).c_str());
    QVERIFY(!broken.error().hint.empty());
    QCOMPARE(runs, 1);
    VERIFY_RESULT(write(*db, addOne));
    QTRY_COMPARE(single(*db, QStringLiteral("SELECT tenths FROM credit_balances")).toInt(), 1);
  }

  void what_keeps_one_out_is_told_apart() {
    TestDatabase db;
    db.database.reset();
    const auto refused = [&](const auto& change) {
      DatabaseConfig config = db.config;
      change(config);
      const auto opened = Database::open(config, db.clock);
      return opened ? std::string("opened") : opened.error().code;
    };
    QCOMPARE(refused([](DatabaseConfig& config) { config.name = QStringLiteral("nowhere"); }),
             std::string("database_missing"));
    QCOMPARE(refused([](DatabaseConfig& config) { config.port = 1; }), std::string("database_unavailable"));
    QCOMPARE(refused([](DatabaseConfig& config) {
               config.user = QStringLiteral("guarded");
               config.password = QStringLiteral("wrong");
             }),
             std::string("database_password"));
    QCOMPARE(refused([](DatabaseConfig& config) { config.tls = Tls::Require; }), std::string("database_tls_missing"));
  }

  void the_database_of_another_program_is_left_alone() {
    TestDatabase db;
    db.database.reset();
    const ServerDatabase other(*testServer());
    VERIFY_RESULT(runOnServer(other.config, QStringLiteral("CREATE TABLE photos (id INTEGER)")));
    const auto opened = Database::open(other.config, db.clock);
    QVERIFY(!opened);
    QCOMPARE(opened.error().code, std::string("not_a_workspace"));
  }

 private:
  // As a restarted server does.
  static void breakConnections(const TestDatabase& db) {
    DatabaseConfig server = *testServer();
    auto connection = Connection::open(server, ConnectionRole::Writer);
    QVERIFY(connection);
    QSqlDatabase& database = (*connection)->database();
    if (server.dialect == Dialect::PostgreSql) {
      VERIFY_RESULT(execute(
          database, QStringLiteral("SELECT COUNT(pg_terminate_backend(pid)) FROM pg_stat_activity WHERE datname = ?"),
          {db.config.name}));
      return;
    }
    QStringList ids;
    VERIFY_RESULT(forEachRow(database, QStringLiteral("SELECT id FROM information_schema.processlist WHERE db = ?"),
                             {db.config.name}, [&](QSqlQuery& row) { ids << row.value(0).toString(); }));
    for (const QString& id : ids) VERIFY_RESULT(execute(database, QStringLiteral("KILL ") + id));
  }
};

QTEST_GUILESS_MAIN(ServersTest)
#include "tst_servers.moc"
