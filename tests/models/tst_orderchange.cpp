// One order becomes another: the same rows at the end, whichever way the change is told.
#include <QRandomGenerator>
#include <QTest>
#include <set>

#include "models/orderchange.h"

using namespace billing;
using namespace billing::models;

namespace {

// Does what the model does, without signals.
store::IdVector follow(const store::IdVector& before, const store::IdVector& after, const OrderChange& change) {
  if (change.reordered) {
    ShownOrder order;
    order.assign(before + change.added, false);
    std::multiset<quint32> middle(order.ids().begin(), order.ids().end());
    const store::IdVector laidOut = after + change.gone;
    return middle == std::multiset<quint32>(laidOut.begin(), laidOut.end()) ? after : store::IdVector();
  }
  ShownOrder order;
  order.assign(before, false);
  for (auto range = change.removed.crbegin(); range != change.removed.crend(); ++range) order.remove(*range);
  for (const RowRange& range : change.inserted) order.insert(range.first, after.mid(range.first, range.count));
  return order.ids();
}

}  // namespace

class OrderChangeTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void any_order_becomes_any_other() {
    QRandomGenerator random(7);
    for (int round = 0; round < 2000; ++round) {
      store::IdVector pool, before, after;
      for (quint32 id = 1; id <= 40; ++id) pool.push_back(id);
      for (const quint32 id : pool)
        if (random.bounded(3)) before.push_back(id);
      for (const quint32 id : pool)
        if (random.bounded(3)) after.push_back(id);
      if (round % 3 == 0) std::shuffle(after.begin(), after.end(), random);
      QCOMPARE(follow(before, after, compareOrders(before, after)), after);
    }
  }

  void a_tail_that_follows_the_first_page_is_one_insert() {
    const OrderChange change = compareOrders({9, 8}, {9, 8, 7, 6});
    QVERIFY(!change.reordered);
    QCOMPARE(change.inserted, (QVector<RowRange>{{2, 2}}));
    QVERIFY(change.removed.isEmpty());
  }

  void many_pieces_of_a_long_list_become_three_steps() {
    store::IdVector before, after;
    for (quint32 id = 1; id < 200'000; ++id) {
      before.push_back(id);
      if (id % 2) after.push_back(id);
    }
    const OrderChange change = compareOrders(before, after);
    QVERIFY(change.reordered);
    QCOMPARE(change.gone.size(), before.size() - after.size());
    QVERIFY(change.added.isEmpty());
  }

  void a_page_is_put_in_front() {
    const FrontedOrder fronted = putInFront({3, 9}, {1, 2, 3, 4});
    QCOMPARE(fronted.ids, (store::IdVector{3, 9, 1, 2, 4}));
    QCOMPARE(fronted.added, store::IdVector{9});
    QVERIFY(putInFront({3, 1}, {1, 2, 3}).added.isEmpty());
  }

  void rows_are_found_in_an_order() {
    QCOMPARE(rowsInOrder({7, 1, 99}, {5, 7, 1}), (QVector<int>{1, 2, -1}));
    QCOMPARE(rowsInOrder({}, {5}), QVector<int>());
  }

  void new_ids_find_their_places_in_a_newest_first_order() {
    ShownOrder order;
    order.assign({9, 7, 3}, true);
    QVERIFY(order.isNewestFirst());
    const auto runs = order.placesFor({5, 12, 8, 4, 1, 11});
    QCOMPARE(runs.size(), 4);
    QCOMPARE(runs.at(0).ids, (store::IdVector{12, 11}));
    QCOMPARE(runs.at(0).row, 0);
    QCOMPARE(runs.at(2).ids, (store::IdVector{5, 4}));
    QCOMPARE(runs.at(2).row, 2);
    QCOMPARE(runs.at(3).row, 3);
  }

  void an_order_is_only_believed_newest_first_when_it_is() {
    ShownOrder order;
    order.assign({1, 2}, true);
    QVERIFY(!order.isNewestFirst());
    QCOMPARE(order.rowOf(2), 1);
  }

  void rows_become_ranges() { QCOMPARE(rangesOf({5, 3, 4, 9, 9}), (QVector<RowRange>{{3, 3}, {9, 1}})); }
};

QTEST_GUILESS_MAIN(OrderChangeTest)
#include "tst_orderchange.moc"
