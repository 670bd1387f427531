// A body as a tree: every digit as written, every key reachable, hostile texts refused with their place.
#include <QAbstractItemModelTester>
#include <QTest>

#include "models/jsontreemodel.h"

using namespace billing::models;

namespace {

// Readable in C++: ' stands for ".
QByteArray json(const char* text) {
  return QByteArray(text).replace('\'', '"');
}

}  // namespace

class JsonTreeModelTest : public QObject {
  Q_OBJECT
  static QString value(const JsonTreeModel& model, int row, const QModelIndex& parent = {}) {
    return model.index(row, JsonTreeModel::ValueColumn, parent).data().toString();
  }
 private Q_SLOTS:
  void a_body_is_shown_as_a_tree() {
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(model.setJson(
        json("{'type':'payment.succeeded','data':{'items':[{'price':'p1'},{'price':'p2'}],'paid':true,'note':null}}")));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("type"));
    QCOMPARE(value(model, 0), QStringLiteral("payment.succeeded"));
    const QModelIndex data = model.index(1, 0);
    QCOMPARE(value(model, 1), QStringLiteral("3 fields"));
    const QModelIndex items = model.index(0, 0, data);
    QCOMPARE(value(model, 0, data), QStringLiteral("2 items"));
    const QModelIndex price = model.index(0, 0, model.index(1, 0, items));
    QCOMPARE(price.data(JsonTreeModel::PathRole).toString(), QStringLiteral("data.items[1].price"));
    QCOMPARE(model.index(1, 2, data).data().toString(), QStringLiteral("boolean"));
    QCOMPARE(value(model, 2, data), QStringLiteral("null"));
    QCOMPARE(items.data(JsonTreeModel::JsonRole).toByteArray(), json("[{'price':'p1'},{'price':'p2'}]"));
    QCOMPARE(price.data(Qt::AccessibleTextRole).toString(), QStringLiteral("price p2, string"));
  }

  void numbers_keep_every_digit() {
    JsonTreeModel model;
    QVERIFY(model.setJson("[9007199254740993, 1.10, -0.0, 1e300, 12345678901234567890123]"));
    QCOMPARE(value(model, 0), QStringLiteral("9007199254740993"));
    QCOMPARE(value(model, 1), QStringLiteral("1.10"));
    QCOMPARE(value(model, 2), QStringLiteral("-0.0"));
    QCOMPARE(value(model, 4), QStringLiteral("12345678901234567890123"));
  }

  void strings_are_shown_without_their_escapes() {
    JsonTreeModel model;
    QVERIFY(model.setJson(json("{'a\\'b' : 'x\\\\\\'\\u00e9\\n}]', 'ä': '[{'}")));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, 0).data().toString(), QStringLiteral("a\"b"));
    QCOMPARE(value(model, 0), QStringLiteral("x\\\"é\n}]"));
    QCOMPARE(model.index(1, 0).data().toString(), QStringLiteral("ä"));
    QCOMPARE(value(model, 1), QStringLiteral("[{"));
  }

  void what_is_not_json_is_refused_with_its_place() {
    JsonTreeModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    QVERIFY(model.setJson("{\"a\":1}"));
    QVERIFY(!model.setJson("{\"a\":"));
    QCOMPARE(model.rowCount(), 0);
    QVERIFY2(model.errorText().contains(QStringLiteral("at byte")), qPrintable(model.errorText()));
    QVERIFY(!model.setJson(QByteArray(100'000, '[') + QByteArray(100'000, ']')));
    QCOMPARE(model.errorText(), QStringLiteral("nested more than 512 deep"));
    QVERIFY(!model.setJson("{\"a\":\"\xff\"}"));
    QVERIFY(!model.setJson({}));
  }

  void every_prefix_of_a_body_is_survived() {
    const QByteArray body = json(" {'a' : [1, -2.5e3, 'x\\'', {'b':null}, []], 'c':{}, 'd':true} ");
    JsonTreeModel model;
    for (qsizetype size = 0; size <= body.size(); ++size) model.setJson(body.first(size));
    QCOMPARE(model.rowCount(), 3);
    QCOMPARE(model.rowCount(model.index(0, 0)), 5);
  }

  void keys_and_values_are_found() {
    JsonTreeModel model;
    QVERIFY(model.setJson(json("{'a':{'customer_id':'cus_1'},'b':{'id':'CUS_2'}}")));
    const QModelIndex first = model.find(QStringLiteral("cus_"));
    QCOMPARE(first.data(JsonTreeModel::PathRole).toString(), QStringLiteral("a.customer_id"));
    const QModelIndex second = model.find(QStringLiteral("cus_"), first);
    QCOMPARE(second.data(JsonTreeModel::PathRole).toString(), QStringLiteral("b.id"));
    QCOMPARE(model.find(QStringLiteral("cus_"), second), first);
    QVERIFY(!model.find(QStringLiteral("nowhere")).isValid());
    QVERIFY(!JsonTreeModel().find(QStringLiteral("x")).isValid());
  }
};

QTEST_GUILESS_MAIN(JsonTreeModelTest)
#include "tst_jsontreemodel.moc"
