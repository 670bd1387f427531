// What migrations promise: one path for new and old, all or nothing, a backup first, and never an unknown schema.
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QTest>

#include "store/connection.h"
#include "store/migrations/backup.h"
#include "store/migrations/migrator.h"
#include "store/transaction.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

const MigrationFile first{1, QStringLiteral("first"),
                          "-- one\nCREATE TABLE one (id INTEGER PRIMARY KEY,\n  word TEXT);\n"};
const MigrationFile second{
    2, QStringLiteral("second"),
    "CREATE TABLE two (id INTEGER PRIMARY KEY); -- here; too\n"
    "CREATE TRIGGER copies AFTER INSERT ON one BEGIN\n  INSERT INTO two (id) VALUES (new.id);\nEND;\n"
    "CREATE INDEX words ON one (word);\n"};

// Below the level of Database: only a connection and a migrator.
struct Bench {
  QTemporaryDir folder;
  ManualClock clock{{1'770'000'000'000}};
  DatabaseConfig config;
  int backups = 0;
  Bench() { config.file = folder.filePath(QStringLiteral("bench.sqlite")); }

  Result<void> migrate(const QVector<MigrationFile>& steps) {
    auto connection = Connection::open(config, ConnectionRole::Writer);
    if (!connection) return failure(connection.error());
    return Migrator((*connection)->database(), Dialect::Sqlite, steps, clock).run([this](int) -> Result<void> {
      ++backups;
      return {};
    });
  }
  Result<void> run(const QString& sql) {
    auto connection = Connection::open(config, ConnectionRole::Writer);
    if (!connection) return failure(connection.error());
    return execute((*connection)->database(), sql);
  }
  QStringList schema() {
    QStringList lines;
    auto connection = Connection::open(config, ConnectionRole::Writer);
    if (connection)
      std::ignore = forEachRow((*connection)->database(),
                               QStringLiteral("SELECT type || name || COALESCE(sql, '') FROM sqlite_master ORDER BY 1"),
                               {}, [&](QSqlQuery& row) { lines << row.value(0).toString(); });
    return lines;
  }
};

}  // namespace

class TestMigrations : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void our_own_steps_are_in_order_and_whole();
  void statements_are_split_at_line_ends_and_triggers_stay_whole();
  void an_old_database_ends_like_a_fresh_one();
  void walking_again_changes_nothing();
  void a_step_that_is_refused_leaves_the_version_before_it();
  void a_crash_in_the_middle_leaves_the_version_before_it();
  void a_newer_schema_is_refused_and_left_alone();
  void an_edited_step_is_refused();
  void the_database_of_another_program_is_refused_and_left_alone();
  void an_upgrade_is_backed_up_first_and_a_fresh_start_is_not();
  void without_a_backup_there_is_no_upgrade();
  void the_backup_holds_what_was_there();
};

void TestMigrations::our_own_steps_are_in_order_and_whole() {
  const auto steps = loadMigrations(QStringLiteral(":/migrations/sqlite"));
  VERIFY_RESULT(steps);
  QVERIFY(!loadMigrations(QStringLiteral(":/migrations/nowhere")));
  // Every file of the folder is embedded.
  const QDir source(QStringLiteral(BILLING_SOURCE_DIR "/resources/migrations/sqlite"));
  QCOMPARE(steps->size(), source.entryList({QStringLiteral("*.sql")}).size());
}

void TestMigrations::statements_are_split_at_line_ends_and_triggers_stay_whole() {
  const QStringList statements = second.statements();
  QCOMPARE(statements.size(), 3);
  QCOMPARE(statements[0], QStringLiteral("CREATE TABLE two (id INTEGER PRIMARY KEY)"));
  QVERIFY(statements[1].endsWith(u"END;"));
}

void TestMigrations::an_old_database_ends_like_a_fresh_one() {
  Bench old, fresh;
  VERIFY_RESULT(old.migrate({first}));
  VERIFY_RESULT(old.migrate({first, second}));
  VERIFY_RESULT(fresh.migrate({first, second}));
  QCOMPARE(old.schema(), fresh.schema());
  QVERIFY(fresh.schema().join(u' ').contains(u"triggercopies"));
}

void TestMigrations::walking_again_changes_nothing() {
  Bench bench;
  VERIFY_RESULT(bench.migrate({first, second}));
  const QStringList schema = bench.schema();
  VERIFY_RESULT(bench.migrate({first, second}));
  QCOMPARE(bench.schema(), schema);
}

void TestMigrations::a_step_that_is_refused_leaves_the_version_before_it() {
  Bench bench;
  VERIFY_RESULT(bench.migrate({first}));
  const QStringList schema = bench.schema();
  const MigrationFile broken{2, QStringLiteral("broken"),
                             "CREATE TABLE two (id INTEGER);\nCREATE TABLE one (id INTEGER);\n"};
  const auto refused = bench.migrate({first, broken});
  QVERIFY(!refused);
  QVERIFY(refused.error().message.find("version 2") != std::string::npos);
  QCOMPARE(bench.schema(), schema);
  VERIFY_RESULT(bench.migrate({first, second}));
}

void TestMigrations::a_crash_in_the_middle_leaves_the_version_before_it() {
  Bench bench;
  VERIFY_RESULT(bench.migrate({first}));
  const QStringList schema = bench.schema();
  const pid_t child = ::fork();
  if (child == 0) {
    auto connection = Connection::open(bench.config, ConnectionRole::Writer);
    auto transaction = Transaction::begin((*connection)->database(), Dialect::Sqlite);
    std::ignore = execute((*connection)->database(), second.statements().at(0));
    ::_exit(transaction ? 7 : 8);
  }
  int status = 0;
  QCOMPARE(::waitpid(child, &status, 0), child);
  QVERIFY(WIFEXITED(status) && WEXITSTATUS(status) == 7);
  QCOMPARE(bench.schema(), schema);
  VERIFY_RESULT(bench.migrate({first, second}));
}

void TestMigrations::a_newer_schema_is_refused_and_left_alone() {
  TestDatabase db;
  VERIFY_RESULT(run(*db, QStringLiteral("INSERT INTO schema_migrations VALUES (9999, 'future', 'x', 0)")));
  db.reopen();
  QVERIFY(!db.database);
  QVERIFY(db.error.kind == ErrorKind::NewerSchema);
  QVERIFY(db.error.reason.find("9999") != std::string::npos && !db.error.hint.empty());
  QCOMPARE(QDir(db.folder.path()).entryList({QStringLiteral("*.backup")}).size(), 0);
}

void TestMigrations::an_edited_step_is_refused() {
  Bench bench;
  VERIFY_RESULT(bench.migrate({first}));
  MigrationFile edited = first;
  edited.sql += "-- a late idea\n";
  const auto refused = bench.migrate({edited});
  QVERIFY(!refused && refused.error().kind == ErrorKind::Corrupt && refused.error().code == "schema_changed");
}

void TestMigrations::the_database_of_another_program_is_refused_and_left_alone() {
  Bench bench;
  VERIFY_RESULT(bench.run(QStringLiteral("CREATE TABLE photos (id INTEGER)")));
  const auto refused = bench.migrate({first});
  QVERIFY(!refused && refused.error().kind == ErrorKind::InvalidInput);
  QCOMPARE(bench.schema().size(), 1);
}

void TestMigrations::an_upgrade_is_backed_up_first_and_a_fresh_start_is_not() {
  Bench bench;
  VERIFY_RESULT(bench.migrate({first}));
  QCOMPARE(bench.backups, 0);
  VERIFY_RESULT(bench.migrate({first, second}));
  QCOMPARE(bench.backups, 1);
  VERIFY_RESULT(bench.migrate({first, second}));
  QCOMPARE(bench.backups, 1);
}

void TestMigrations::without_a_backup_there_is_no_upgrade() {
  Bench bench;
  VERIFY_RESULT(bench.migrate({first}));
  const QStringList schema = bench.schema();
  auto connection = Connection::open(bench.config, ConnectionRole::Writer);
  VERIFY_RESULT(connection);
  Migrator migrator((*connection)->database(), Dialect::Sqlite, {first, second}, bench.clock);
  const auto refused = migrator.run(
      [](int) -> Result<void> { return failure(ErrorKind::Full, "database_full", "No space for the backup"); });
  QVERIFY(!refused && refused.error().kind == ErrorKind::Full);
  QCOMPARE(bench.schema(), schema);
}

void TestMigrations::the_backup_holds_what_was_there() {
  Bench bench;
  VERIFY_RESULT(bench.migrate({first}));
  auto connection = Connection::open(bench.config, ConnectionRole::Writer);
  VERIFY_RESULT(connection);
  VERIFY_RESULT(execute((*connection)->database(), QStringLiteral("INSERT INTO one (word) VALUES ('kept')")));
  const auto path = backUpSqlite((*connection)->database(), bench.config.file, 1, bench.clock.now());
  VERIFY_RESULT(path);
  QVERIFY(path->endsWith(u"bench.sqlite.v1-20260202T024000Z.backup"));
  DatabaseConfig copy;
  copy.file = *path;
  auto opened = Connection::open(copy, ConnectionRole::Writer);
  VERIFY_RESULT(opened);
  QString word;
  VERIFY_RESULT(forEachRow((*opened)->database(), QStringLiteral("SELECT word FROM one"), {},
                           [&](QSqlQuery& row) { word = row.value(0).toString(); }));
  QCOMPARE(word, QStringLiteral("kept"));
}

QTEST_GUILESS_MAIN(TestMigrations)
#include "tst_migrations.moc"
