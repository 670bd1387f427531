// Memory stays bounded and what is visible comes first, however long the list is.
#include "models/modelfixture.h"

using namespace billing;
using namespace billing::test;

namespace {

// Not under the model tester: it looks at more rows than a view does.
struct PlainLog {
  explicit PlainLog(quint32 rows) { source.natural = newestFirst(rows); }
  void open() {
    model.reload();
    QTRY_VERIFY(!model.isLoading());
  }
  bool isHere(int row) const { return !model.index(row, 0).data(models::LoadingRole).toBool(); }
  FakeListSource<store::WebhookEventRow> source;
  models::WebhookEventModel model{source, utcContext()};
};

}  // namespace

class RowWindowTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_jump_to_the_last_of_a_million_rows_reads_one_page() {
    PlainLog log(1'000'000);
    log.open();
    QCOMPARE(log.model.rowCount(), 1'000'000);
    QVERIFY(!log.isHere(999'999));
    QTRY_VERIFY(log.isHere(999'999));
    QTest::qWait(10);
    QCOMPARE(log.source.countAsked("rows"), 1);
    QCOMPARE(log.source.asked.back().ids.size(), 100);
  }

  void the_cache_is_bounded() {
    PlainLog log(100'000);
    log.open();
    for (int row = 0; row < 30'000; row += 100) {
      log.isHere(row);
      QTRY_VERIFY(log.isHere(row));
    }
    QVERIFY(log.model.cachedRowCount() <= 12'800);
    QVERIFY(log.model.cachedRowCount() > 10'000);
    QVERIFY(!log.isHere(0));
  }

  void rows_asked_for_in_one_turn_come_with_one_question() {
    PlainLog log(10'000);
    log.open();
    for (int row = 450; row < 550; ++row) log.isHere(row);
    QTRY_VERIFY(log.isHere(549));
    QVERIFY(log.isHere(400));
    const auto first =
        std::find_if(log.source.asked.begin(), log.source.asked.end(), [](const auto& q) { return q.what == "rows"; });
    QCOMPARE(first->ids.size(), 200);
  }

  void a_page_that_was_scrolled_past_gives_way_to_the_visible_one() {
    PlainLog log(100'000);
    log.open();
    log.source.manual = true;
    log.isHere(5000);
    QTRY_COMPARE(log.source.waiting.size(), std::size_t{1});
    const CancelToken passed = log.source.waiting.front().token;
    for (int row = 10'000; row <= 80'000; row += 10'000) log.isHere(row);
    QTRY_VERIFY(passed.cancelled());
    log.source.answerNext();
    QTRY_COMPARE(log.source.waiting.size(), std::size_t{1});
    QCOMPARE(log.source.waiting.front().ids.first(), 100'000U - 80'000U);  // what was seen last is read first
  }

  void scrolling_on_finds_the_next_page_here() {
    PlainLog log(10'000);
    log.open();
    log.isHere(0);
    log.isHere(150);
    QTRY_VERIFY(log.isHere(150));
    QTRY_COMPARE(log.source.countAsked("rows"), 2);
    QTest::qWait(5);
    QVERIFY(log.isHere(250));
  }
};

QTEST_GUILESS_MAIN(RowWindowTest)
#include "tst_rowwindow.moc"
