// A database opened for reading only, beside the program that works on it.
#include <QProcess>
#include <QStandardPaths>
#include <QTest>

#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

class ReadOnlyTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void it_reads_what_the_other_one_writes() {
    TestDatabase worker;
    DatabaseConfig config = worker.config;
    config.readOnly = true;
    const auto reader = Database::open(config, worker.clock);
    VERIFY_RESULT(reader);
    VERIFY_RESULT(put(*worker, delivery("evt_1")));
    QCOMPARE(single(**reader, QStringLiteral("SELECT count(*) FROM webhook_events")).toInt(), 1);
  }

  void it_refuses_every_change() {
    TestDatabase worker;
    DatabaseConfig config = worker.config;
    config.readOnly = true;
    const auto reader = Database::open(config, worker.clock);
    VERIFY_RESULT(reader);
    const auto stored = put(**reader, delivery("evt_1"));
    QVERIFY(!stored && stored.error().kind == ErrorKind::ReadOnly);
    const auto written = write(**reader, [](WriteContext&) -> Result<void> { return {}; });
    QVERIFY(!written && written.error().kind == ErrorKind::ReadOnly);
    QCOMPARE(single(*worker, QStringLiteral("SELECT count(*) FROM webhook_events")).toInt(), 0);
  }

  void it_neither_makes_nor_upgrades_a_database() {
    TestDatabase worker;
    VERIFY_RESULT(run(*worker, QStringLiteral("DELETE FROM schema_migrations")));
    worker.database.reset();
    DatabaseConfig config = worker.config;
    config.readOnly = true;
    const auto older = Database::open(config, worker.clock);
    QVERIFY(!older);
    QCOMPARE(older.error().code, std::string("older_schema"));
    config.file = worker.folder.filePath(QStringLiteral("absent.sqlite"));
    const auto absent = Database::open(config, worker.clock);
    QVERIFY(!absent && absent.error().kind == ErrorKind::NotFound);
    QVERIFY(!QFile::exists(config.file));
  }

  // Whoever closes the last connection removes the log; SQLite knows by its locks that ours is still there.
  void another_program_that_looks_into_the_database_takes_nothing_away() {
    const QString sqlite = QStandardPaths::findExecutable(QStringLiteral("sqlite3"));
    if (sqlite.isEmpty()) QSKIP("the program sqlite3 is not installed");
    TestDatabase worker;
    QCOMPARE(single(*worker, QStringLiteral("SELECT count(*) FROM webhook_events")).toInt(), 0);  // opens a reader
    const auto counted = [&] {
      QProcess other;
      other.start(sqlite, {worker.config.file, QStringLiteral("SELECT count(*) FROM webhook_events")});
      return other.waitForFinished() ? other.readAllStandardOutput().trimmed().toInt() : -1;
    };
    for (int i = 1; i <= 3; ++i) {
      VERIFY_RESULT(put(*worker, delivery("evt_" + std::to_string(i))));
      QCOMPARE(counted(), i);
    }
  }
};

QTEST_GUILESS_MAIN(ReadOnlyTest)
#include "tst_readonly.moc"
