// `billingctl link`, `catalogue`, `rehearse` and `bulk` as scripts see them, without a provider.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "support/billingctl.h"
#include "support/testdatabase.h"
#include "workspace/shippedprofiles.h"

using namespace billing;

namespace {

struct Ran {
  int code = -1;
  QByteArray out, err;
  [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

Ran ctl(const QStringList& words) {
  QProcess process;
  process.start(billing::test::billingctl(), words);
  if (!process.waitForFinished(30'000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList words(const char* line) {
  return QString::fromUtf8(line).split(u' ');
}

QStringList codesOf(const Ran& ran) {
  QStringList codes;
  for (const auto& one : ran.json()[u"findings"].toArray()) codes.append(one.toObject()[u"code"].toString());
  return codes;
}

}  // namespace

class BulkCommandTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

 private Q_SLOTS:
  void a_link_is_built_and_passes_its_own_check() {
    const Ran built =
        ctl(words("link build --workspace llmxt --plan professional --return-url "
                  "https://llmxt.example/upgrade/success --metadata email=ada@shop.example --json"));
    QVERIFY2(built.code == 0, (built.out + built.err).constData());
    const QString url = built.json()[u"url"].toString();
    QVERIFY(url.contains(QStringLiteral("metadata_email=ada%40shop.example")));
    QCOMPARE(ctl({QStringLiteral("link"), QStringLiteral("check"), url, QStringLiteral("--workspace"),
                  QStringLiteral("llmxt")})
                 .code,
             0);
    const Ran other = ctl({QStringLiteral("link"), QStringLiteral("check"), url, QStringLiteral("--workspace"),
                           QStringLiteral("persistq"), QStringLiteral("--json")});
    QCOMPARE(other.code, 1);
    QCOMPARE(codesOf(other), (QStringList{QStringLiteral("unknown_product"), QStringLiteral("metadata_missing")}));
    QVERIFY(ctl({QStringLiteral("link"), QStringLiteral("check"), url, QStringLiteral("--workspace"),
                 QStringLiteral("llmxt"), QStringLiteral("--qr")})
                .out.contains("\xe2\x96\x88"));
    QCOMPARE(ctl(words("link build --workspace llmxt --plan nosuch")).code, 1);
  }

  void a_plan_is_edited_only_with_the_word() {
    const QString file = folder_.filePath(QStringLiteral("shop.toml"));
    QFile target(file);
    QVERIFY(target.open(QIODevice::WriteOnly));
    target.write(QByteArray::fromStdString(*workspace::shippedProfileText("persistq")));
    target.close();
    test::TestDatabase database;
    const QString held = database.config.file;
    database.database.reset();
    const QStringList edit{QStringLiteral("catalogue"),   QStringLiteral("edit"),
                           QStringLiteral("--workspace"), file,
                           QStringLiteral("--database"),  held,
                           QStringLiteral("--plan"),      QStringLiteral("pro"),
                           QStringLiteral("--name"),      QStringLiteral("Pro 2027"),
                           QStringLiteral("--reason"),    QStringLiteral("new year")};
    const Ran looked = ctl(edit);
    QVERIFY2(looked.code == 0 && looked.out.contains("+name = \"Pro 2027\""), (looked.out + looked.err).constData());
    QVERIFY(target.open(QIODevice::ReadOnly) && !target.readAll().contains("2027"));
    target.close();
    const Ran wrote = ctl(edit + QStringList{QStringLiteral("--write")});
    QVERIFY2(wrote.code == 0, (wrote.out + wrote.err).constData());
    QVERIFY(target.open(QIODevice::ReadOnly) && target.readAll().contains("Pro 2027"));
    database.reopen();
    QCOMPARE(test::single(*database, QStringLiteral("SELECT action FROM audit_entries")).toString(),
             QStringLiteral("plan.edited"));
  }

  void a_rehearsal_reads_beside_the_program_that_has_the_database_open() {
    test::TestDatabase database;  // open here all the while
    const Ran ran =
        ctl({QStringLiteral("rehearse"), QStringLiteral("downgrade"), QStringLiteral("--workspace"),
             QStringLiteral("adminer"), QStringLiteral("--database"), database.config.file, QStringLiteral("--json")});
    QVERIFY2(ran.code == 0, (ran.out + ran.err).constData());
    QVERIFY(ran.json()[u"hit"].toInt() == 0 && ran.json()[u"title"].toString().contains(QStringLiteral("T02:00:00Z")));
    QCOMPARE(test::single(*database, QStringLiteral("SELECT COUNT(*) FROM job_runs")).toInt(), 0);
    const Ran none = ctl({QStringLiteral("bulk"), QStringLiteral("show"), QStringLiteral("7"),
                          QStringLiteral("--database"), database.config.file});
    QVERIFY(none.code == 1 && none.err.contains("no bulk run 7"));
  }
};

QTEST_GUILESS_MAIN(BulkCommandTest)
#include "tst_bulkcommand.moc"
