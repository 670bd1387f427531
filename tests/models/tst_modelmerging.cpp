// Changes come in row by row: nothing jumps, nothing is lost, and a flood is taken in portions.
#include <QElapsedTimer>
#include <QItemSelectionModel>

#include "models/modelfixture.h"

using namespace billing;
using namespace billing::test;

class ModelMergingTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_new_row_comes_in_at_the_top_with_its_values() {
    EventLog log(300);
    log.open();
    QSignalSpy inserted(&log.model, &QAbstractItemModel::rowsInserted);
    log.arrive(301);
    QTRY_COMPARE(log.model.rowCount(), 301);
    QCOMPARE(log.textAt(0), QStringLiteral("payment.succeeded 301"));  // without a turn as "loading"
    QCOMPARE(inserted.size(), 1);
    QTRY_COMPARE(log.model.totalCount(), 301);
  }

  void an_insert_at_the_top_keeps_selection_and_persistent_indexes() {
    EventLog log(300);
    log.open();
    QItemSelectionModel selection(&log.model);
    selection.select(log.model.index(5, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    const QPersistentModelIndex kept = log.model.index(7, 2);
    log.source.natural = newestFirst(303);
    log.model.mergeChanges({301, 302, 303}, {});
    QTRY_COMPARE(log.model.rowCount(), 303);
    QVERIFY(selection.isRowSelected(8));
    QCOMPARE(kept.row(), 10);
    QCOMPARE(log.model.idAt(kept.row()), 293);
  }

  void a_changed_row_is_told_and_read_again_while_the_old_values_stay() {
    EventLog log(300);
    log.open();
    QVERIFY(!log.textAt(0).isEmpty());
    QTest::qWait(20);  // what the model tester looked at has come
    auto row = log.source.make(290);
    row.type = QStringLiteral("refund.succeeded");
    log.source.changed.insert(290, row);
    QSignalSpy changed(&log.model, &QAbstractItemModel::dataChanged);
    log.model.mergeChanges({}, {290});
    QCOMPARE(log.textAt(10), QStringLiteral("payment.succeeded 290"));
    QTRY_COMPARE(log.textAt(10), QStringLiteral("refund.succeeded"));
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 10);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 10);
  }

  void a_changed_row_that_nobody_looks_at_is_not_read() {
    EventLog log(100'000);
    log.open();
    QVERIFY(!log.textAt(0).isEmpty());
    const int asked = log.source.countAsked("rows");
    log.model.mergeChanges({}, {5, 6, 7});
    QTest::qWait(20);
    QCOMPARE(log.source.countAsked("rows"), asked);
  }

  void a_row_that_no_longer_matches_leaves_and_one_that_matches_now_comes_in() {
    EventLog log(300);
    log.model.setQuery({QStringLiteral("even"), {}, {}, true});
    QTRY_VERIFY(!log.model.isLoading());
    QCOMPARE(log.model.rowCount(), 150);
    log.source.arrange = [](const store::ListQuery&, const store::IdVector& ids) {
      store::IdVector result;
      for (const quint32 id : ids)
        if ((id % 2 == 0 && id != 298) || id == 297) result.push_back(id);
      return result;
    };
    log.model.mergeChanges({}, {298, 297, 1});
    QTRY_COMPARE(log.model.rowOf(298), -1);
    QCOMPARE(log.model.rowOf(297), 1);
    QCOMPARE(log.model.rowCount(), 150);
  }

  void in_another_order_a_new_row_finds_its_place_and_the_selection_stays() {
    EventLog log(300);
    log.model.sort(log.model.columnOf("type"), Qt::AscendingOrder);
    QTRY_VERIFY(!log.model.isLoading());
    QItemSelectionModel selection(&log.model);
    selection.select(log.model.index(299, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    log.source.natural = newestFirst(300);
    log.source.natural.removeOne(150);
    log.arrive(301);
    QTRY_COMPARE(log.model.rowOf(301), 299);
    QVERIFY(selection.isRowSelected(298));
    QCOMPARE(log.model.rowCount(), 300);
  }

  void arrivals_wait_while_held_and_are_counted() {
    EventLog log(300);
    log.open();
    QSignalSpy pending(&log.model, &models::WindowedModel::pendingArrivals);
    log.model.setHoldArrivals(true);
    log.arrive(301);
    log.arrive(302);
    QTRY_COMPARE(log.model.pendingArrivalCount(), 2);
    QCOMPARE(log.model.rowCount(), 300);
    log.model.showArrivals();
    QCOMPARE(log.model.rowCount(), 302);
    QCOMPARE(log.model.idAt(0), 302);
    QCOMPARE(pending.last().at(0).toInt(), 0);
    log.arrive(303);
    QTRY_COMPARE(log.model.pendingArrivalCount(), 1);
    log.model.setHoldArrivals(false);
    QCOMPARE(log.model.rowCount(), 303);
    QCOMPARE(log.model.pendingArrivalCount(), 0);
  }

  void held_changes_are_shown_in_place_and_departures_wait() {
    EventLog log(300);
    log.model.setQuery({QStringLiteral("even"), {}, {}, true});
    QTRY_VERIFY(!log.model.isLoading());
    QVERIFY(!log.textAt(0).isEmpty());
    log.model.setHoldArrivals(true);
    log.source.arrange = [](const store::ListQuery&, const store::IdVector& ids) {
      store::IdVector result;
      for (const quint32 id : ids)
        if (id % 2 == 0 && id != 298) result.push_back(id);
      return result;
    };
    auto row = log.source.make(300);
    row.type = QStringLiteral("refund.failed");
    log.source.changed.insert(300, row);
    log.model.mergeChanges({}, {298, 300});
    QTRY_COMPARE(log.textAt(0), QStringLiteral("refund.failed"));
    QCOMPARE(log.model.rowCount(), 150);
    log.model.setHoldArrivals(false);
    QCOMPARE(log.model.rowCount(), 149);
    QCOMPARE(log.model.rowOf(298), -1);
  }

  void in_another_order_held_arrivals_are_counted_and_let_in() {
    EventLog log(300);
    log.model.sort(log.model.columnOf("type"), Qt::AscendingOrder);
    QTRY_VERIFY(!log.model.isLoading());
    log.model.setHoldArrivals(true);
    log.arrive(301);
    QTRY_COMPARE(log.model.pendingArrivalCount(), 1);
    log.model.mergeChanges({}, {301});
    QTest::qWait(20);
    QCOMPARE(log.model.pendingArrivalCount(), 1);
    QCOMPARE(log.model.rowCount(), 300);
    log.model.showArrivals();
    QTRY_COMPARE(log.model.rowCount(), 301);
    QCOMPARE(log.model.pendingArrivalCount(), 0);
  }

  void a_new_question_lets_everything_in() {
    EventLog log(300);
    log.open();
    log.model.setHoldArrivals(true);
    log.arrive(302);
    QTRY_COMPARE(log.model.pendingArrivalCount(), 1);
    log.model.setQuery({QStringLiteral("even"), {}, {}, true});
    QCOMPARE(log.model.pendingArrivalCount(), 0);
    QTRY_COMPARE(log.model.rowOf(302), 0);
  }

  void a_change_that_comes_while_the_order_is_asked_for_is_not_lost() {
    EventLog log(300);
    log.source.manual = true;
    log.model.reload();
    // The reader has taken its picture before the event was committed; the answer arrives after it.
    const store::IdVector before = log.source.natural;
    log.source.arrange = [before](const store::ListQuery&, const store::IdVector& ids) {
      return ids.size() > 200 ? before : ids;
    };
    log.arrive(301);
    QTRY_VERIFY((log.source.answerAll(), log.model.rowCount() == 301));
    QCOMPARE(log.model.idAt(0), 301);
  }

  void a_merge_that_fails_is_told_and_tried_again() {
    EventLog log(300);
    log.open();
    QSignalSpy failed(&log.model, &models::WindowedModel::failed);
    log.source.failure = diskError();
    log.arrive(301);
    QTRY_VERIFY(failed.size() >= 1);
    QCOMPARE(log.model.rowCount(), 300);
    log.source.failure.reset();
    QTRY_COMPARE(log.model.rowCount(), 301);
  }

  void changes_before_the_first_question_are_part_of_its_answer() {
    EventLog log(300);
    log.arrive(301);
    log.open();
    QCOMPARE(log.model.rowCount(), 301);
  }

  void a_flood_of_50000_rows_is_taken_in_bounded_portions() {
    EventLog log(1000);
    log.open();
    log.source.natural = newestFirst(51'000);
    store::IdVector flood = newestFirst(51'000).first(50'000);
    QSignalSpy inserted(&log.model, &QAbstractItemModel::rowsInserted);
    log.model.mergeChanges(flood, flood);
    QTRY_COMPARE(log.model.rowCount(), 51'000);
    QCOMPARE(log.shownIds(), log.source.natural);
    for (const auto& signal : inserted) QVERIFY(signal.at(2).toInt() - signal.at(1).toInt() < 5000);
    // Rows nobody sees are not read: a hundred with each portion, and what the model tester looks at.
    qsizetype read = 0;
    for (const auto& question : log.source.asked)
      if (question.what == "rows") read += question.ids.size();
    QVERIFY2(read <= 300 * inserted.size(), qPrintable(QString::number(read)));
  }

  void related_changes_read_again_what_is_shown() {
    EventLog log(300);
    log.open();
    QVERIFY(!log.textAt(0).isEmpty());
    auto row = log.source.make(300);
    row.customerName = QStringLiteral("Ada GmbH");
    log.source.changed.insert(300, row);
    log.model.refreshRows();
    QTRY_COMPARE(log.textAt(0, "customer_name"), QStringLiteral("Ada GmbH"));
  }
};

QTEST_GUILESS_MAIN(ModelMergingTest)
#include "tst_modelmerging.moc"
