// `billingctl switch` and `diagnose` as scripts see them: output, exit codes, and a console beside them.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QtTest>

#include "operations/admin/people.h"
#include "support/billingctl.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::test;

namespace {

struct Ran {
  int code = -1;
  QByteArray out, err;
};

Ran billingctl(const QStringList& arguments) {
  QProcess process;
  process.start(test::billingctl(), arguments);
  if (!process.waitForFinished(30'000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList words(const char* line) {
  return QString::fromLatin1(line).split(u' ');
}

}  // namespace

class SwitchCommandTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_switch_is_turned_with_a_reason_by_whoever_holds_the_database() {
    TestDatabase db;
    const QStringList file{QStringLiteral("--database"), db.config.file};
    const QStringList on = words("switch on stop_downgrades --reason wrong-prices --by ada --json") + file;
    const Ran busy = billingctl(on);
    QCOMPARE(busy.code, 4);
    QVERIFY2(busy.err.contains("pid") && busy.err.contains("Checks pane"), busy.err.constData());
    db.database.reset();
    const Ran done = billingctl(on);
    QVERIFY2(done.code == 0, done.err.constData());
    const QJsonObject stop = QJsonDocument::fromJson(done.out).object();
    QVERIFY(stop[u"on"].toBool());
    QCOMPARE(stop[u"reason"].toString(), QStringLiteral("wrong-prices"));
    QCOMPARE(stop[u"by"].toString(), QStringLiteral("ada"));
    QCOMPARE(billingctl(words("switch off stop_downgrades") + file).code, 0);
    const Ran list = billingctl(words("switch list --json") + file);
    QCOMPARE(QJsonDocument::fromJson(list.out).array().size(), 3);
    QVERIFY(!list.out.contains("\"on\":true"));
  }

  void a_switch_without_reason_or_end_is_refused() {
    TestDatabase db;
    db.database.reset();
    const QStringList file{QStringLiteral("--database"), db.config.file};
    QCOMPARE(billingctl(words("switch on pause_processing") + file).code, 2);
    QCOMPARE(billingctl(words("switch on strange --reason x") + file).code, 2);
    const Ran endless = billingctl(words("switch on allow_unverified --reason provider-down") + file);
    QCOMPARE(endless.code, 2);
    QVERIFY2(endless.err.contains("must have an end"), endless.err.constData());
    QCOMPARE(billingctl(words("switch on allow_unverified --reason x --until 2199-01-01T00:00:00Z") + file).code, 0);
    QCOMPARE(billingctl(words("switch list --database /nowhere/at.sqlite")).code, 3);
  }

  void a_guided_check_reads_beside_a_console_and_ends_in_a_sentence() {
    const TestDatabase db;
    const QStringList where{QStringLiteral("--database"), db.config.file};
    const QStringList ask = words("diagnose paid-without-access ada@example.org --workspace llmxt --json") + where;
    const Ran missing = billingctl(ask);
    QVERIFY2(missing.code == 1, missing.err.constData());
    const QJsonObject found = QJsonDocument::fromJson(missing.out).object();
    QCOMPARE(found[u"steps"].toArray().at(0).toObject()[u"state"].toString(), QStringLiteral("failed"));
    QVERIFY(found[u"conclusion"].toString().endsWith(u'.'));
    const Ran none = billingctl(words("diagnose signature --workspace pixell") + where);
    QVERIFY2(none.code == 0, none.err.constData());
    QVERIFY(none.out.contains("No delivery failed for its signature."));
    QCOMPARE(billingctl(words("diagnose balance --workspace pixell") + where).code, 2);
    QCOMPARE(billingctl(words("diagnose token a@b.c --workspace nobody") + where).code, 3);
  }

  void people_have_roles_and_a_command_refuses_what_a_role_may_not() {
    TestDatabase db;
    db.database.reset();
    const QStringList file{QStringLiteral("--database"), db.config.file};
    const QStringList workspace = QStringList{QStringLiteral("--workspace"), QStringLiteral("persistq")} + file;
    const QString me = operations::loginName();
    const auto set = [&](const QString& name, const char* role) {
      return billingctl(words("people set --reason joined-the-team --role") + QStringList{QLatin1String(role), name} +
                        workspace);
    };
    QVERIFY(billingctl(words("people list") + file).out.contains("Nobody is listed"));
    const Ran headless = set(QStringLiteral("grace"), "finance");
    QVERIFY2(headless.code == 2 && headless.err.contains("Nobody would be left"), headless.err.constData());
    QCOMPARE(set(me, "admin").code, 0);
    QCOMPARE(set(QStringLiteral("Grace"), "admin").code, 0);
    const QJsonObject list = QJsonDocument::fromJson(billingctl(words("people list --json") + file).out).object();
    QCOMPARE(list[u"people"].toArray().size(), 2);
    QCOMPARE(list[u"me"].toString(), me);
    QVERIFY(list[u"enforced_by"].toString().contains(QStringLiteral("only guides")));
    QCOMPARE(set(me, "viewer").code, 0);
    const Ran refused = billingctl(words("switch on stop_downgrades --reason wrong-prices") + file);
    QVERIFY2(refused.code == 1 && refused.err.contains("viewer"), refused.err.constData());
    QCOMPARE(set(me, "admin").code, 1);
  }

  void the_table_of_rights_is_printed() {
    const Ran ran = billingctl(words("people roles --json"));
    QCOMPARE(ran.code, 0);
    QCOMPARE(QJsonDocument::fromJson(ran.out).array().size(),
             static_cast<qsizetype>(operations::permissionMatrix().size()));
  }

  void a_live_switch_is_turned_with_a_reason_to_unlock() {
    TestDatabase db;
    db.database.reset();
    const QString profile = db.folder.filePath(QStringLiteral("live.toml"));
    QFile text(profile);
    QVERIFY(text.open(QIODevice::WriteOnly));
    text.write("name = \"Live\"\nmode = \"live\"\n");
    text.close();
    const QStringList file{QStringLiteral("--database"), db.config.file};
    const QStringList live = QStringList{QStringLiteral("--workspace"), profile} + file;
    const Ran locked = billingctl(words("switch on stop_downgrades --reason wrong-prices") + live);
    QVERIFY2(locked.code == 1 && locked.err.contains("--unlock"), locked.err.constData());
    QCOMPARE(billingctl(words("switch on stop_downgrades --reason wrong-prices --unlock incident-12") + live).code, 0);
    // The database remembers that it is live.
    const Ran off = billingctl(words("switch off stop_downgrades") + file);
    QVERIFY2(off.code == 1 && off.err.contains("locked"), off.err.constData());
    db.reopen();
    QCOMPARE(single(*db, QStringLiteral("SELECT reason FROM audit_entries WHERE action = 'live.unlocked'")).toString(),
             QStringLiteral("incident-12"));
  }
};

QTEST_GUILESS_MAIN(SwitchCommandTest)
#include "tst_switchcommand.moc"
