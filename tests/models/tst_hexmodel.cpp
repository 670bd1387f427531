#include <QAbstractItemModelTester>
#include <QTest>

#include "models/hexmodel.h"

using namespace billing::models;

class HexModelTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void bytes_are_shown_sixteen_a_row() {
    HexModel model;
    QAbstractItemModelTester tester(&model, QAbstractItemModelTester::FailureReportingMode::QtTest);
    model.setBytes(QByteArray("{\"a\":1}\0\x7f\xff 0123456", 18));
    QCOMPARE(model.rowCount(), 2);
    QCOMPARE(model.index(0, HexModel::OffsetColumn).data().toString(), QStringLiteral("00000000"));
    QCOMPARE(model.index(0, HexModel::HexColumn).data().toString(),
             QStringLiteral("7b 22 61 22 3a 31 7d 00  7f ff 20 30 31 32 33 34"));
    QCOMPARE(model.index(0, HexModel::AsciiColumn).data().toString(), QStringLiteral("{\"a\":1}... 01234"));
    QCOMPARE(model.index(1, HexModel::OffsetColumn).data().toString(), QStringLiteral("00000010"));
    QCOMPARE(model.index(1, HexModel::HexColumn).data().toString(), QStringLiteral("35 36"));
  }

  void a_mebibyte_is_worded_row_by_row() {
    HexModel model;
    model.setBytes(QByteArray(1024 * 1024, 'x'));
    QCOMPARE(model.rowCount(), 65'536);
    QCOMPARE(model.index(65'535, HexModel::OffsetColumn).data().toString(), QStringLiteral("000ffff0"));
    model.setBytes({});
    QCOMPARE(model.rowCount(), 0);
  }
};

QTEST_GUILESS_MAIN(HexModelTest)
#include "tst_hexmodel.moc"
