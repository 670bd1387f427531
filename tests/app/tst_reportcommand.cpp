// `billingctl report` as scripts see it: figures with their formula and their rows, tables, exit codes, a choice on
// record; beside a console that has the database open.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include "support/billingctl.h"
#include "support/financebooks.h"

using namespace billing;
using namespace billing::test;

namespace {

struct Ran {
  int code = -1;
  QByteArray out, err;
  [[nodiscard]] QJsonArray list() const { return QJsonDocument::fromJson(out).array(); }
  [[nodiscard]] QJsonObject object() const { return QJsonDocument::fromJson(out).object(); }
};

Ran report(const QString& database, const char* words) {
  QProcess process;
  process.start(billing::test::billingctl(), QStringList{QStringLiteral("report")} +
                                                 QString::fromLatin1(words).split(u' ') +
                                                 QStringList{QStringLiteral("--database"), database});
  if (!process.waitForFinished(30'000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

}  // namespace

class ReportCommandTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void every_figure_comes_with_its_formula_and_definition() {
    const Ran told = report(file(), "metrics --period 2026-02..2026-04");
    QCOMPARE(told.code, 0);
    QVERIFY2(told.out.contains("mrr [USD]: "), told.out);
    QVERIFY(told.out.contains("= (churn + contraction) / MRR at the start"));
    QVERIFY(told.out.contains("paused=exclude, version 1: Paused subscriptions do not count"));
    const auto figures = report(file(), "metrics --period 2026-02..2026-04 --currency eur --json").list();
    QVERIFY(figures.size() > 25);
    for (const auto& figure : figures)
      QVERIFY(figure[u"currency"].toString().isEmpty() || figure[u"currency"].toString() == u"EUR");
  }

  void a_number_opens_its_rows_which_sum_to_it() {
    const QJsonObject found = report(file(), "metrics --rows mrr --currency USD --period 2026-04 --json").object();
    qint64 sum = 0;
    for (const auto& row : found[u"rows"].toArray()) sum += row[u"part"].toInteger();
    QVERIFY(sum > 0);
    QCOMPARE(found[u"sum"].toInteger(), sum);
    QCOMPARE(found[u"figure"][u"value"].toInteger(), sum);
    const Ran text = report(file(), "metrics --rows net_retention --currency USD --period 2026-04");
    QVERIFY(text.out.contains("numerator") && text.out.contains(" rows\n"));
  }

  void tables_are_told_as_text_and_as_json_data() {
    QTest::addColumn<QByteArray>("table");
    QTest::addColumn<QByteArray>("head");
    QTest::newRow("months") << QByteArray("months") << QByteArray("customers");
    QTest::newRow("movements") << QByteArray("movements") << QByteArray("reactivation");
    QTest::newRow("owed") << QByteArray("owed") << QByteArray("days overdue");
    QTest::newRow("cohorts") << QByteArray("cohorts") << QByteArray("size");
    QTest::newRow("revenue") << QByteArray("revenue") << QByteArray("deferred at its end");
    QTest::newRow("credits") << QByteArray("credits") << QByteArray("outstanding at its end");
    QTest::newRow("definitions") << QByteArray("definitions") << QByteArray("* exclude");
  }
  void tables_are_told_as_text_and_as_json() {
    QFETCH(QByteArray, table);
    QFETCH(QByteArray, head);
    const QByteArray words = table + " --period 2026-01..2026-06 --zone Europe/Berlin";
    const Ran text = report(file(), words.constData());
    QVERIFY2(text.code == 0 && text.out.contains(head), text.out + text.err);
    const Ran json = report(file(), (words + " --json").constData());
    QVERIFY2(json.code == 0 && !QJsonDocument::fromJson(json.out).isNull(), json.out + json.err);
  }

  void both_ways_of_counting_are_told_side_by_side() {
    const auto sides = report(file(), "definitions --compare net_churn --period 2026-03 --json").list();
    QCOMPARE(sides.size(), 2);
    QCOMPARE(sides[1][u"choice"].toString(), QStringLiteral("with_return"));
  }

  void what_cannot_be_understood_is_refused_data() {
    QTest::addColumn<QByteArray>("words");
    QTest::addColumn<int>("code");
    QTest::addColumn<QByteArray>("says");
    QTest::newRow("period") << QByteArray("months --period 2026-13") << 2 << QByteArray("is no period");
    QTest::newRow("zone") << QByteArray("months --period 2026-01 --zone Nowhere") << 2 << QByteArray("zone");
    QTest::newRow("metric") << QByteArray("metrics --rows joy --currency USD") << 2 << QByteArray("no metric");
    QTest::newRow("currency") << QByteArray("metrics --rows mrr") << 2 << QByteArray("--currency");
    QTest::newRow("workspace") << QByteArray("months --workspace nowhere") << 3 << QByteArray("report:");
    QTest::newRow("term") << QByteArray("definitions --compare joy --period 2026-01") << 2
                          << QByteArray("nothing to choose");
  }
  void what_cannot_be_understood_is_refused() {
    QFETCH(QByteArray, words);
    QFETCH(int, code);
    QFETCH(QByteArray, says);
    const Ran told = report(file(), words.constData());
    QVERIFY2(told.code == code && told.err.contains(says), told.err + told.out);
    QCOMPARE(report(QStringLiteral("/nowhere.sqlite"), "months").code, 3);
  }

  void another_definition_is_chosen_on_record() {
    Books own;
    own.db.database.reset();
    const QString path = own.db.config.file;
    const char* words = "choose net_churn with_return --workspace persistq --reason month-end";
    QCOMPARE(report(path, "choose net_churn sometimes --workspace persistq --reason x").code, 2);
    const Ran chosen = report(path, words);
    QVERIFY2(chosen.code == 0, chosen.err);
    QVERIFY(report(path, "definitions").out.contains("* with_return"));
    QProcess audit;
    audit.start(billing::test::billingctl(),
                {QStringLiteral("audit"), QStringLiteral("list"), QStringLiteral("--database"), path});
    QVERIFY(audit.waitForFinished(30'000));
    QVERIFY(audit.readAllStandardOutput().contains("definition.chosen"));
  }

 private:
  static QString file() {
    static Books books;  // stays open: the command reads beside it
    return books.db.config.file;
  }
};

QTEST_GUILESS_MAIN(ReportCommandTest)
#include "tst_reportcommand.moc"
