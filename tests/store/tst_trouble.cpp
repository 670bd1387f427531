// When the disk is full, the file is read-only or damaged, or somebody else has it: a clear word, and nothing that was
// acknowledged is lost.
#include <sys/mount.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QDir>
#include <QFile>
#include <QTest>
#include <csignal>

#include "store/filelock.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

// Root may do everything: for a while we are nobody.
class Nobody {
 public:
  Nobody() : root_(::geteuid() == 0) {
    if (root_ && ::seteuid(65534) != 0) qFatal("cannot become nobody");
  }
  ~Nobody() {
    if (root_ && ::seteuid(0) != 0) qFatal("cannot become root again");
  }

 private:
  bool root_;
};

QByteArray contentOf(const QString& path) {
  QFile file(path);
  return file.open(QIODevice::ReadOnly) ? file.readAll() : QByteArray();
}

void writeAt(const QString& path, qint64 offset, const QByteArray& bytes) {
  QFile file(path);
  QVERIFY(file.open(QIODevice::ReadWrite) && file.seek(offset) && file.write(bytes) == bytes.size());
}

// Puts until one is refused; gives how many were acknowledged.
int putUntilRefused(Database& database, Error& error) {
  for (int i = 0; i < 5000; ++i) {
    const auto receipt = put(database, delivery("big_" + std::to_string(i), std::string(20'000, 'x')));
    if (receipt) continue;
    error = receipt.error();
    return i;
  }
  return -1;
}

bool forPeople(const Error& error) {
  return !error.message.empty() && !error.reason.empty() && !error.hint.empty();
}

const QString eventCount = QStringLiteral("SELECT COUNT(*) FROM webhook_events");
const QFile::Permissions everybodyReads = QFile::ReadOwner | QFile::ReadGroup | QFile::ReadOther;

}  // namespace

class TestTrouble : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_full_database_says_so_keeps_what_it_has_and_recovers();
  void a_full_disk_says_so_and_keeps_what_it_has();
  void a_limit_on_file_sizes_is_told_as_full();
  void a_read_only_file_is_told_at_the_start();
  void a_read_only_folder_is_told_at_the_start();
  void a_text_file_is_not_a_database();
  void a_damaged_first_page_is_told_with_a_hint_to_the_backup();
  void a_truncated_database_is_told();
  void damage_after_a_crash_is_found_at_the_start();
  void a_folder_in_place_of_the_file_is_told();
  void an_empty_file_is_a_fresh_start();
  void a_missing_folder_is_made();
  void a_second_opener_is_told_who_was_first();
  void two_names_of_one_file_meet_at_one_lock();
  void a_killed_holder_leaves_no_lock_behind();
  void after_a_crash_everything_acknowledged_is_there();
  void idle_time_empties_the_write_ahead_log();
};

void TestTrouble::a_full_database_says_so_keeps_what_it_has_and_recovers() {
  TestDatabase db;
  VERIFY_RESULT(run(*db, QStringLiteral("PRAGMA max_page_count = 320")));
  Error error;
  const int acknowledged = putUntilRefused(*db, error);
  QVERIFY(acknowledged > 5);
  QVERIFY2(error.kind == ErrorKind::Full && forPeople(error), describe(error).c_str());
  QCOMPARE(single(*db, eventCount).toInt(), acknowledged);
  VERIFY_RESULT(run(*db, QStringLiteral("PRAGMA max_page_count = 100000")));
  VERIFY_RESULT(put(*db, delivery("after")));
}

void TestTrouble::a_full_disk_says_so_and_keeps_what_it_has() {
  const QTemporaryDir mount;
  const QByteArray at = QFile::encodeName(mount.path());
  if (::mount("tmpfs", at.constData(), "tmpfs", 0, "size=3m") != 0) QSKIP("no permission to mount a small file system");
  int acknowledged = 0;
  int kept = 0;
  Error error;
  {
    TestDatabase db;
    db.config.file = mount.filePath(QStringLiteral("small.sqlite"));
    db.reopen();
    acknowledged = putUntilRefused(*db, error);
    db.reopen();
    if (db.database) kept = single(*db, eventCount).toInt();
  }
  ::umount(at.constData());
  QVERIFY(acknowledged > 5);
  QVERIFY2(error.kind == ErrorKind::Full && forPeople(error), describe(error).c_str());
  QCOMPARE(kept, acknowledged);
}

void TestTrouble::a_limit_on_file_sizes_is_told_as_full() {
  TestDatabase db;
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  ::getrlimit(RLIMIT_FSIZE, &before);
  const rlimit small{2'000'000, before.rlim_max};
  ::setrlimit(RLIMIT_FSIZE, &small);
  Error error;
  const int acknowledged = putUntilRefused(*db, error);
  ::setrlimit(RLIMIT_FSIZE, &before);
  QVERIFY2(error.kind == ErrorKind::Full, describe(error).c_str());
  QCOMPARE(single(*db, eventCount).toInt(), acknowledged);
  VERIFY_RESULT(put(*db, delivery("after")));
}

void TestTrouble::a_read_only_file_is_told_at_the_start() {
  TestDatabase db;
  QVERIFY(put(*db, delivery("msg_1")));
  db.database.reset();
  QFile::setPermissions(db.folder.path(), QFile::Permissions(0x7777));
  QFile::setPermissions(db.config.file, everybodyReads);
  QFile::remove(db.config.file + QStringLiteral(".lock"));
  const QByteArray before = contentOf(db.config.file);
  {
    const Nobody nobody;
    db.reopen();
  }
  QVERIFY(!db.database);
  QVERIFY2(db.error.kind == ErrorKind::ReadOnly && forPeople(db.error), describe(db.error).c_str());
  QCOMPARE(contentOf(db.config.file), before);
}

void TestTrouble::a_read_only_folder_is_told_at_the_start() {
  TestDatabase db;
  db.database.reset();
  QFile::remove(db.config.file + QStringLiteral(".lock"));
  QFile::setPermissions(db.config.file, everybodyReads | QFile::WriteOther);
  QFile::setPermissions(db.folder.path(), everybodyReads | QFile::ExeOwner | QFile::ExeOther);
  {
    const Nobody nobody;
    db.reopen();
  }
  QFile::setPermissions(db.folder.path(), QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner);
  QVERIFY(!db.database);
  QVERIFY2(db.error.kind == ErrorKind::ReadOnly && forPeople(db.error), describe(db.error).c_str());
}

void TestTrouble::a_text_file_is_not_a_database() {
  TestDatabase db;
  db.database.reset();
  QFile(db.config.file).remove();
  writeAt(db.config.file, 0, "Dear diary, today nobody paid.\n");
  db.reopen();
  QVERIFY2(db.error.kind == ErrorKind::Corrupt && forPeople(db.error), describe(db.error).c_str());
  QCOMPARE(contentOf(db.config.file), QByteArray("Dear diary, today nobody paid.\n"));
}

void TestTrouble::a_damaged_first_page_is_told_with_a_hint_to_the_backup() {
  TestDatabase db;
  db.database.reset();
  writeAt(db.config.file, 100, QByteArray(600, '\xff'));
  db.reopen();
  QVERIFY2(db.error.kind == ErrorKind::Corrupt && db.error.hint.find(".backup") != std::string::npos,
           describe(db.error).c_str());
}

void TestTrouble::a_truncated_database_is_told() {
  TestDatabase db;
  db.database.reset();
  QVERIFY(QFile::resize(db.config.file, 5000));
  db.reopen();
  QVERIFY2(!db.database && db.error.kind == ErrorKind::Corrupt, describe(db.error).c_str());
}

void TestTrouble::damage_after_a_crash_is_found_at_the_start() {
  TestDatabase db;
  for (int i = 0; i < 50; ++i) QVERIFY(put(*db, delivery("msg_" + std::to_string(i))));
  db.database.reset();
  // A page in the middle; and a log that tells of an unclean end.
  writeAt(db.config.file, 4096 * 3, QByteArray(4096, '\x5a'));
  writeAt(db.config.file + QStringLiteral("-wal"), 0, "left over");
  db.reopen();
  QVERIFY2(!db.database && db.error.kind == ErrorKind::Corrupt, describe(db.error).c_str());
}

void TestTrouble::a_folder_in_place_of_the_file_is_told() {
  TestDatabase db;
  db.config.file = db.folder.filePath(QStringLiteral("folder"));
  QVERIFY(QDir().mkpath(db.config.file));
  db.reopen();
  QVERIFY2(!db.database && forPeople(db.error), describe(db.error).c_str());
}

void TestTrouble::an_empty_file_is_a_fresh_start() {
  TestDatabase db;
  db.config.file = db.folder.filePath(QStringLiteral("empty.sqlite"));
  writeAt(db.config.file, 0, "");
  db.reopen();
  QVERIFY2(db.database, describe(db.error).c_str());
}

void TestTrouble::a_missing_folder_is_made() {
  TestDatabase db;
  db.config.file = db.folder.filePath(QStringLiteral("a/b/c/new.sqlite"));
  db.reopen();
  QVERIFY2(db.database, describe(db.error).c_str());
  QVERIFY(db->description().endsWith(u"a/b/c/new.sqlite"));
}

void TestTrouble::a_second_opener_is_told_who_was_first() {
  TestDatabase db;
  auto second = Database::open(db.config, db.clock);
  QVERIFY(!second && second.error().kind == ErrorKind::Busy && forPeople(second.error()));
  const std::string& reason = second.error().reason;
  QVERIFY2(reason.find(std::to_string(::getpid())) != std::string::npos, reason.c_str());
  QVERIFY2(reason.find("store_trouble") != std::string::npos, reason.c_str());
  QVERIFY2(reason.find(QSysInfo::machineHostName().toStdString()) != std::string::npos, reason.c_str());
  db.database.reset();
  second = Database::open(db.config, db.clock);
  VERIFY_RESULT(second);
}

void TestTrouble::two_names_of_one_file_meet_at_one_lock() {
  TestDatabase db;
  DatabaseConfig other = db.config;
  other.file = db.folder.filePath(QStringLiteral("link.sqlite"));
  QVERIFY(QFile::link(db.config.file, other.file));
  const auto second = Database::open(other, db.clock);
  QVERIFY(!second && second.error().kind == ErrorKind::Busy);
}

void TestTrouble::a_killed_holder_leaves_no_lock_behind() {
  const QTemporaryDir folder;
  const QString file = folder.filePath(QStringLiteral("held.sqlite"));
  const pid_t child = ::fork();
  if (child == 0) {
    const auto lock = FileLock::take(file);
    ::raise(lock ? SIGKILL : SIGTERM);
  }
  int status = 0;
  QCOMPARE(::waitpid(child, &status, 0), child);
  QCOMPARE(WTERMSIG(status), SIGKILL);
  VERIFY_RESULT(FileLock::take(file));
}

void TestTrouble::after_a_crash_everything_acknowledged_is_there() {
  TestDatabase db, copy;
  for (int i = 0; i < 200; ++i) QVERIFY(put(*db, delivery("msg_" + std::to_string(i))));
  // What a killed process leaves: file and log as they are now.
  copy.database.reset();
  for (const char* suffix : {"", "-wal"}) {
    QFile::remove(copy.config.file + QLatin1String(suffix));
    QVERIFY(QFile::copy(db.config.file + QLatin1String(suffix), copy.config.file + QLatin1String(suffix)));
  }
  copy.reopen();
  QVERIFY2(copy.database, describe(copy.error).c_str());
  QCOMPARE(single(*copy, eventCount).toInt(), 200);
}

void TestTrouble::idle_time_empties_the_write_ahead_log() {
  TestDatabase db;
  QVERIFY(put(*db, delivery("msg_1")));
  QTRY_COMPARE(QFileInfo(db.config.file + QStringLiteral("-wal")).size(), 0);
  QVERIFY(put(*db, delivery("msg_2")));
  QCOMPARE(single(*db, eventCount).toInt(), 2);
}

QTEST_GUILESS_MAIN(TestTrouble)
#include "tst_trouble.moc"
