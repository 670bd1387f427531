// What the writer promises: nobody suffers for another, nothing is told before it is on disk, background work gives
// way.
#include <QElapsedTimer>
#include <QTest>
#include <array>
#include <atomic>
#include <semaphore>
#include <stdexcept>
#include <thread>

#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

// Holds the writer inside a command until it is opened, so that what is pushed meanwhile forms one group.
class Gate {
 public:
  explicit Gate(Database& database) {
    database.write(
        [this](WriteContext&) -> Result<void> {
          inside_.release();
          open_.acquire();
          return {};
        },
        {});
    inside_.acquire();
  }
  void open() { open_.release(); }

 private:
  std::binary_semaphore inside_{0}, open_{0};
};

Result<void> addCustomer(WriteContext& context, const char* id) {
  auto added = execute(context.database(),
                       QStringLiteral("INSERT INTO customers (provider, external_id, object_time, updated_at) "
                                      "VALUES ('dodo', ?, 0, 0)"),
                       {QString::fromLatin1(id)});
  if (added) context.changed(Entity::Customer, 1, ChangeKind::Inserted);
  return added;
}

Result<void> nothing(WriteContext&) {
  return {};
}

const QString customerCount = QStringLiteral("SELECT COUNT(*) FROM customers");

}  // namespace

class TestWriteQueue : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_refused_change_takes_no_other_of_its_group_with_it();
  void a_change_that_throws_is_refused_and_the_writer_lives_on();
  void a_refused_change_leaves_nothing_behind();
  void deliveries_go_before_background_work();
  void background_work_gets_its_turn_while_deliveries_never_pause();
  void background_work_is_told_that_deliveries_wait();
  void everything_that_waits_is_done_before_the_database_closes();
  void changes_are_told_after_the_commit_and_only_then();
  void many_changes_wake_a_subscriber_once();
  void an_ended_subscription_is_not_called();
};

void TestWriteQueue::a_refused_change_takes_no_other_of_its_group_with_it() {
  TestDatabase db;
  Gate gate(*db);
  std::array<std::promise<Result<void>>, 4> outcomes;
  const char* ids[] = {"a", "b", "a", "c"};
  for (int i = 0; i < 4; ++i)
    db->write([id = ids[i]](WriteContext& context) { return addCustomer(context, id); },
              [&outcomes, i](Result<void> outcome) { outcomes[i].set_value(std::move(outcome)); });
  std::promise<Result<InboxReceipt>> delivered;
  db->inbox().put(delivery("msg_1"), [&](Result<InboxReceipt> receipt) { delivered.set_value(std::move(receipt)); });
  gate.open();
  for (int i = 0; i < 4; ++i) QCOMPARE(outcomes[i].get_future().get().has_value(), i != 2);
  QVERIFY(delivered.get_future().get());
  QCOMPARE(single(*db, customerCount).toInt(), 3);
}

void TestWriteQueue::a_change_that_throws_is_refused_and_the_writer_lives_on() {
  TestDatabase db;
  const auto outcome = write(*db, [](WriteContext& context) -> Result<void> {
    std::ignore = addCustomer(context, "a");
    throw std::runtime_error("surprise");
  });
  QVERIFY(!outcome && outcome.error().reason == "surprise");
  QCOMPARE(single(*db, customerCount).toInt(), 0);
  VERIFY_RESULT(write(*db, [](WriteContext& context) { return addCustomer(context, "b"); }));
}

void TestWriteQueue::a_refused_change_leaves_nothing_behind() {
  TestDatabase db;
  const auto outcome = write(*db, [](WriteContext& context) -> Result<void> {
    if (auto added = addCustomer(context, "a"); !added) return added;
    return failure(ErrorKind::Conflict, "no", "Not like this");
  });
  QVERIFY(!outcome && outcome.error().code == "no");
  QCOMPARE(single(*db, customerCount).toInt(), 0);
}

void TestWriteQueue::deliveries_go_before_background_work() {
  // A machine that stands still for a while gives the background its turn: several tries.
  bool before = false;
  for (int attempt = 0; attempt < 5 && !before; ++attempt) {
    TestDatabase db;
    Gate gate(*db);
    std::atomic<int> delivered{0};
    std::promise<int> atBackground;
    db->write(&nothing, [&](const Result<void>&) { atBackground.set_value(delivered); }, Priority::Background);
    for (int i = 0; i < 50; ++i)
      db->inbox().put(delivery("msg_" + std::to_string(i)), [&](const Result<InboxReceipt>&) { ++delivered; });
    gate.open();
    before = atBackground.get_future().get() == 50;
  }
  QVERIFY(before);
}

void TestWriteQueue::background_work_gets_its_turn_while_deliveries_never_pause() {
  TestDatabase db;
  std::atomic<bool> stop{false};
  std::counting_semaphore<32> places(32);
  std::thread sender([&] {
    for (int i = 0; !stop; ++i) {
      places.acquire();
      db->inbox().put(delivery("msg_" + std::to_string(i)), [&](const Result<InboxReceipt>&) { places.release(); });
    }
    for (int i = 0; i < 32; ++i) places.acquire();
  });
  QElapsedTimer timer;
  timer.start();
  bool all = true;
  for (int i = 0; i < 3; ++i) all = write(*db, &nothing, Priority::Background).has_value() && all;
  const qint64 tookMs = timer.elapsed();
  stop = true;
  sender.join();
  QVERIFY(all);
  QVERIFY2(tookMs < 20'000, qPrintable(QString::number(tookMs)));
}

void TestWriteQueue::background_work_is_told_that_deliveries_wait() {
  TestDatabase db;
  std::binary_semaphore inside{0}, go{0};
  std::promise<std::pair<bool, bool>> told;
  db->write(
      [&](WriteContext& context) -> Result<void> {
        const bool before = context.deliveriesWait();
        inside.release();
        go.acquire();
        told.set_value({before, context.deliveriesWait()});
        return {};
      },
      {}, Priority::Background);
  inside.acquire();
  db->inbox().put(delivery("msg_1"), [](const Result<InboxReceipt>&) {});
  go.release();
  const auto [before, after] = told.get_future().get();
  QVERIFY(!before && after);
}

void TestWriteQueue::everything_that_waits_is_done_before_the_database_closes() {
  TestDatabase db;
  std::atomic<int> answered{0};
  Gate gate(*db);
  for (int i = 0; i < 600; ++i)
    db->inbox().put(delivery("msg_" + std::to_string(i)),
                    [&](const Result<InboxReceipt>& receipt) { answered += receipt ? 1 : 0; });
  for (int i = 0; i < 3; ++i) db->write(&nothing, [&](const Result<void>&) { ++answered; }, Priority::Background);
  gate.open();
  db.database.reset();
  QCOMPARE(answered.load(), 603);
  db.reopen();
  QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_events")).toInt(), 600);
}

void TestWriteQueue::changes_are_told_after_the_commit_and_only_then() {
  TestDatabase db;
  std::atomic<int> seenAtWake{-1};
  auto subscription = db->changes().subscribe([&] { seenAtWake = single(*db, customerCount).toInt(); });
  QVERIFY(!write(*db, [](WriteContext& context) -> Result<void> {
    std::ignore = addCustomer(context, "a");
    return failure(ErrorKind::Conflict, "no", "Not like this");
  }));
  QCOMPARE(seenAtWake.load(), -1);
  VERIFY_RESULT(write(*db, [](WriteContext& context) { return addCustomer(context, "b"); }));
  QTRY_COMPARE(seenAtWake.load(), 1);
  QCOMPARE(subscription->take().size(), std::size_t(1));
}

void TestWriteQueue::many_changes_wake_a_subscriber_once() {
  TestDatabase db;
  std::atomic<int> wakes{0};
  auto subscription = db->changes().subscribe([&] { ++wakes; });
  for (int i = 0; i < 20; ++i) QVERIFY(put(*db, delivery("msg_" + std::to_string(i))));
  VERIFY_RESULT(write(*db, &nothing));  // behind all of them
  QCOMPARE(wakes.load(), 1);
  const auto changes = subscription->take();
  QCOMPARE(changes.size(), std::size_t(20));
  for (std::size_t i = 1; i < changes.size(); ++i) QVERIFY(changes[i].row > changes[i - 1].row);
  QVERIFY(put(*db, delivery("one more")));
  QTRY_COMPARE(wakes.load(), 2);
  QVERIFY(subscription->take().size() == 1 && subscription->take().empty());
}

void TestWriteQueue::an_ended_subscription_is_not_called() {
  TestDatabase db;
  std::atomic<int> wakes{0};
  auto subscription = db->changes().subscribe([&] { ++wakes; });
  subscription.reset();
  QVERIFY(put(*db, delivery("msg_1")));
  VERIFY_RESULT(write(*db, &nothing));
  QCOMPARE(wakes.load(), 0);
}

QTEST_GUILESS_MAIN(TestWriteQueue)
#include "tst_writequeue.moc"
