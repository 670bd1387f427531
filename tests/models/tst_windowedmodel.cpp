// Questions: first rows at once, old rows until the new ones are here, the latest question wins, errors take nothing
// away.
#include <QItemSelectionModel>

#include "models/modelfixture.h"

using namespace billing;
using namespace billing::test;

class WindowedModelTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void first_rows_are_shown_before_the_order_is_known() {
    EventLog log(1000);
    log.source.manual = true;
    log.model.reload();
    QVERIFY(log.model.isLoading());
    QVERIFY(log.source.answerNext("firstPage"));
    QTRY_COMPARE(log.model.rowCount(), 100);
    QCOMPARE(log.textAt(0), QStringLiteral("payment.succeeded 1000"));
    QVERIFY(log.model.isLoading());
    QVERIFY(log.source.answerNext("ids"));
    QTRY_COMPARE(log.model.rowCount(), 1000);
    QVERIFY(!log.model.isLoading());
  }

  void an_order_that_comes_before_the_first_rows_is_not_cut_back_to_them() {
    EventLog log(1000);
    log.source.manual = true;
    log.model.reload();
    QVERIFY(log.source.answerNext("ids"));
    QTRY_COMPARE(log.model.rowCount(), 1000);
    log.source.answerAll();
    QCOMPARE(log.model.rowCount(), 1000);
  }

  void rows_that_are_not_here_yet_say_so_and_come_by_page() {
    EventLog log(1000);
    log.open();
    const QModelIndex far = log.model.index(550, log.model.columnOf("type"));
    QSignalSpy changed(&log.model, &QAbstractItemModel::dataChanged);
    QCOMPARE(far.data(models::LoadingRole).toBool(), true);
    QCOMPARE(far.data().toString(), QString());
    QCOMPARE(far.data(models::IdRole).toLongLong(), 450);
    QCOMPARE(far.data(Qt::AccessibleTextRole).toString(), QStringLiteral("Type loading"));
    QTRY_COMPARE(far.data().toString(), QStringLiteral("payment.succeeded 450"));
    QCOMPARE(far.data(models::LoadingRole).toBool(), false);
    QCOMPARE(changed.size(), 1);
    QCOMPARE(changed.at(0).at(0).toModelIndex().row(), 500);
    QCOMPARE(changed.at(0).at(1).toModelIndex().row(), 599);
  }

  void old_rows_stay_until_the_new_order_is_there() {
    EventLog log(300);
    log.open();
    log.source.manual = true;
    log.model.setQuery({QStringLiteral("even"), {}, {}, true});
    QVERIFY(log.model.isLoading());
    QCoreApplication::processEvents();
    QCOMPARE(log.model.rowCount(), 300);
    QCOMPARE(log.textAt(0), QStringLiteral("payment.succeeded 300"));
    log.source.answerAll();
    QTRY_COMPARE(log.model.rowCount(), 150);
    QCOMPARE(log.model.totalCount(), 300);
  }

  void the_latest_question_wins_and_the_outdated_one_is_withdrawn() {
    EventLog log(300);
    log.open();
    log.source.manual = true;
    log.model.setQuery({QStringLiteral("e"), {}, {}, true});
    const CancelToken outdated = log.source.waiting.front().token;
    log.model.setQuery({QString(), {}, "type", false});
    QVERIFY(outdated.cancelled());
    // The answers come in the worst order: the new ones first.
    std::rotate(log.source.waiting.begin(), log.source.waiting.begin() + 2, log.source.waiting.end());
    log.source.answerAll();
    QTRY_VERIFY(!log.model.isLoading());
    QCOMPARE(log.model.rowCount(), 300);
    QCOMPARE(log.model.idAt(0), 1);
    QVERIFY(!log.model.error());
  }

  void the_same_question_is_not_asked_twice() {
    EventLog log(10);
    log.open();
    log.model.setQuery(log.model.query());
    log.model.sort(log.model.columnOf("received_at"), Qt::DescendingOrder);
    QVERIFY(!log.model.isLoading());
    QCOMPARE(log.source.countAsked("firstPage"), 1);
  }

  void an_error_keeps_the_old_rows_and_is_told() {
    EventLog log(300);
    log.open();
    QSignalSpy failed(&log.model, &models::WindowedModel::failed);
    log.source.failure = diskError();
    log.model.sort(log.model.columnOf("type"), Qt::AscendingOrder);
    QTRY_COMPARE(failed.size(), 1);
    QVERIFY(!log.model.isLoading());
    QCOMPARE(log.model.rowCount(), 300);
    QCOMPARE(log.model.error()->code, std::string("database_corrupt"));
    log.source.failure.reset();
    log.model.reload();
    QTRY_COMPARE(log.model.idAt(0), 1);
    QVERIFY(!log.model.error());
  }

  void changes_wait_while_the_question_cannot_be_answered() {
    EventLog log(300);
    log.open();
    QSignalSpy failed(&log.model, &models::WindowedModel::failed);
    log.source.failure = diskError();
    log.model.setQuery({QStringLiteral("even"), {}, {}, true});
    log.arrive(302);
    QTRY_COMPARE(failed.size(), 1);
    log.source.failure.reset();
    QTest::qWait(20);
    QCOMPARE(log.model.rowCount(), 300);
    log.model.reload();
    QTRY_COMPARE(log.model.rowOf(302), 0);
    QCOMPARE(failed.size(), 1);
  }

  void a_row_that_cannot_be_read_is_told_once_and_read_later() {
    EventLog log(1000);
    log.open();
    QSignalSpy failed(&log.model, &models::WindowedModel::failed);
    log.source.failure = diskError();
    QVERIFY(log.textAt(700).isEmpty());
    QTRY_COMPARE(failed.size(), 1);
    log.source.failure.reset();
    QTRY_COMPARE(log.textAt(700), QStringLiteral("payment.succeeded 300"));
    QCOMPARE(failed.size(), 1);
  }

  void selection_and_current_row_follow_their_rows_through_a_sort() {
    EventLog log(300);
    log.open();
    QItemSelectionModel selection(&log.model);
    selection.setCurrentIndex(log.model.index(10, 0), QItemSelectionModel::SelectCurrent | QItemSelectionModel::Rows);
    selection.select(log.model.index(299, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    log.model.sort(log.model.columnOf("type"), Qt::AscendingOrder);
    QTRY_VERIFY(!log.model.isLoading());
    QCOMPARE(log.model.idAt(selection.currentIndex().row()), 290);
    QVERIFY(selection.isRowSelected(0));
  }

  void a_long_list_that_is_sorted_shows_the_new_top_first_and_keeps_its_selection() {
    EventLog log(60'000);
    log.open();
    QItemSelectionModel selection(&log.model);
    selection.select(log.model.index(10, 0), QItemSelectionModel::Select | QItemSelectionModel::Rows);
    log.source.manual = true;
    log.model.sort(log.model.columnOf("type"), Qt::AscendingOrder);
    QVERIFY(log.source.answerNext("firstPage"));
    QTRY_COMPARE(log.model.idAt(0), 1);
    QCOMPARE(log.model.rowCount(), 60'000);
    QVERIFY(selection.isRowSelected(110));
    log.source.answerAll();
    QTRY_VERIFY(!log.model.isLoading());
    QVERIFY(selection.isRowSelected(60'000 - 11));
    QCOMPARE(selection.selectedRows().size(), 1);
  }

  void no_question_and_no_change_resets_the_model() {
    EventLog log(300);
    QSignalSpy reset(&log.model, &QAbstractItemModel::modelReset);
    log.open();
    log.model.sort(log.model.columnOf("type"), Qt::AscendingOrder);
    QTRY_VERIFY(!log.model.isLoading());
    log.model.setQuery({QStringLiteral("even"), {}, {}, true});
    QTRY_VERIFY(!log.model.isLoading());
    log.arrive(302);
    QTRY_COMPARE(log.model.rowCount(), 151);
    QCOMPARE(reset.size(), 0);
  }

  void an_empty_list_is_complete_at_once() {
    EventLog log;
    log.open();
    QCOMPARE(log.model.rowCount(), 0);
    QCOMPARE(log.model.shownCount(), 0);
    QTRY_COMPARE(log.model.totalCount(), 0);
    QCOMPARE(log.model.idAt(0), 0);
    QCOMPARE(log.model.rowOf(1), -1);
  }
};

QTEST_GUILESS_MAIN(WindowedModelTest)
#include "tst_windowedmodel.moc"
