// What readers promise: committed data only, no writing, and an end as soon as nobody wants the answer.
#include <QElapsedTimer>
#include <QTest>
#include <semaphore>

#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

// Counts for hours unless it is interrupted.
Result<int> countForHours(QSqlDatabase& database) {
  int last = 0;
  auto read = forEachRow(database,
                         QStringLiteral("WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) "
                                        "SELECT i FROM n WHERE i % 1000000007 = 0"),
                         {}, [&](QSqlQuery& row) { last = row.value(0).toInt(); });
  if (!read) return failure(read.error());
  return last;
}

// A statement that begins just after an interrupt is not stopped by it: withdrawn until the answer is there.
template <class T>
bool withdraw(const QFuture<Result<T>>& future, const CancelToken& cancel) {
  QElapsedTimer timer;
  timer.start();
  while (!future.isFinished() && timer.elapsed() < 10'000) {
    cancel.cancel();
    QTest::qWait(2);
  }
  return future.isFinished() && !future.result() && future.result().error().kind == ErrorKind::Cancelled;
}

}  // namespace

class TestReaderPool : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_withdrawn_question_ends_at_once();
  void a_question_withdrawn_before_its_turn_is_never_run();
  void closing_the_database_interrupts_what_runs();
  void readers_see_committed_data_only();
  void readers_cannot_write();
  void a_slow_question_does_not_hold_up_the_writer();
  void an_interrupted_connection_answers_the_next_question();
};

void TestReaderPool::a_withdrawn_question_ends_at_once() {
  TestDatabase db;
  std::binary_semaphore running{0};
  const CancelToken cancel;
  auto future = db->read<int>(
      [&](QSqlDatabase& database) {
        running.release();
        return countForHours(database);
      },
      cancel);
  running.acquire();
  QVERIFY(withdraw(future, cancel));
}

void TestReaderPool::a_question_withdrawn_before_its_turn_is_never_run() {
  TestDatabase db;
  const CancelToken cancel;
  cancel.cancel();
  bool ran = false;
  auto future = db->read<int>(
      [&](QSqlDatabase&) -> Result<int> {
        ran = true;
        return 1;
      },
      cancel);
  QVERIFY(future.result().error().kind == ErrorKind::Cancelled);
  QVERIFY(!ran);
}

void TestReaderPool::closing_the_database_interrupts_what_runs() {
  TestDatabase db;
  std::binary_semaphore running{0};
  auto slow = db->read<int>([&](QSqlDatabase& database) {
    running.release();
    return countForHours(database);
  });
  auto waiting = db->read<int>([](QSqlDatabase& database) { return countForHours(database); });
  running.acquire();
  db.database.reset();
  QVERIFY(slow.result().error().kind == ErrorKind::Cancelled);
  QVERIFY(waiting.result().error().kind == ErrorKind::Cancelled);
}

void TestReaderPool::readers_see_committed_data_only() {
  TestDatabase db;
  const QString count = QStringLiteral("SELECT COUNT(*) FROM customers");
  int during = -1;
  VERIFY_RESULT(write(*db, [&](WriteContext& context) {
    auto added = execute(context.database(),
                         QStringLiteral("INSERT INTO customers (provider, external_id, object_time, updated_at) "
                                        "VALUES ('dodo', 'a', 0, 0)"));
    during = single(*db, count).toInt();
    return added;
  }));
  QCOMPARE(during, 0);
  QCOMPARE(single(*db, count).toInt(), 1);
}

void TestReaderPool::readers_cannot_write() {
  TestDatabase db;
  auto future = db->read<bool>([](QSqlDatabase& database) {
    return execute(database, QStringLiteral("DELETE FROM customers")).map([] { return true; });
  });
  QVERIFY(!future.result() && future.result().error().kind == ErrorKind::ReadOnly);
}

void TestReaderPool::a_slow_question_does_not_hold_up_the_writer() {
  TestDatabase db;
  const CancelToken cancel;
  std::binary_semaphore running{0};
  auto slow = db->read<int>(
      [&](QSqlDatabase& database) {
        running.release();
        return countForHours(database);
      },
      cancel);
  running.acquire();
  QVERIFY(put(*db, delivery("msg_1")));
  QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_events")).toInt(), 1);
  QVERIFY(withdraw(slow, cancel));
}

void TestReaderPool::an_interrupted_connection_answers_the_next_question() {
  TestDatabase db;
  db.config.readers = 1;
  db.reopen();
  for (int i = 0; i < 3; ++i) {
    const CancelToken cancel;
    auto slow = db->read<int>([](QSqlDatabase& database) { return countForHours(database); }, cancel);
    QVERIFY(withdraw(slow, cancel));
    QCOMPARE(single(*db, QStringLiteral("SELECT 40 + 2")).toInt(), 42);
  }
}

QTEST_GUILESS_MAIN(TestReaderPool)
#include "tst_readerpool.moc"
