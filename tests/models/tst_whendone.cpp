// An answer finds its asker or nobody.
#include <QPromise>
#include <QTest>
#include <thread>

#include "support/whendone.h"

class WhenDoneTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void an_answer_from_another_thread_comes_on_the_askers() {
    QPromise<int> promise;
    promise.start();
    int answer = 0;
    QThread* thread = nullptr;
    billing::whenDone(promise.future(), this, [&](int value) {
      answer = value;
      thread = QThread::currentThread();
    });
    std::thread worker([&] {
      promise.addResult(7);
      promise.finish();
    });
    worker.join();
    QCOMPARE(answer, 0);
    QTRY_COMPARE(answer, 7);
    QCOMPARE(thread, QThread::currentThread());
  }

  void an_answer_that_is_there_already_does_not_come_inside_the_call() {
    QPromise<void> promise;
    promise.start();
    promise.finish();
    bool done = false;
    billing::whenDone(promise.future(), this, [&] { done = true; });
    QVERIFY(!done);
    QTRY_VERIFY(done);
  }

  void nobody_hears_an_answer_after_the_asker_died() {
    QPromise<int> promise;
    promise.start();
    bool heard = false;
    {
      QObject asker;
      billing::whenDone(promise.future(), &asker, [&](int) { heard = true; });
    }
    promise.addResult(1);
    promise.finish();
    QCoreApplication::processEvents();
    QVERIFY(!heard);
  }

  void a_promise_that_is_dropped_is_no_answer() {
    bool heard = false;
    {
      QPromise<int> promise;
      promise.start();
      billing::whenDone(promise.future(), this, [&](int) { heard = true; });
    }
    QCoreApplication::processEvents();
    QVERIFY(!heard);
  }
};

QTEST_GUILESS_MAIN(WhenDoneTest)
#include "tst_whendone.moc"
