// `billingctl downgrade`, `top-up`, `expire` and `outbox close` as cron and people see them: output, exit codes, and
// who holds the database.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSaveFile>
#include <QtTest>

#include "support/billingctl.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::test;

namespace {

struct Ran {
  int code = -1;
  QByteArray out, err;
  [[nodiscard]] QJsonObject run() const { return QJsonDocument::fromJson(out).object()[u"run"].toObject(); }
  [[nodiscard]] QJsonArray items() const { return QJsonDocument::fromJson(out).object()[u"items"].toArray(); }
};

Ran billingctl(const QStringList& arguments) {
  QProcess process;
  process.start(test::billingctl(), arguments);
  if (!process.waitForFinished(30'000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

const QString night = QStringLiteral("2026-03-02T02:00:00Z");

// One account whose plan is due that night.
class Workspace {
 public:
  explicit Workspace(const char* mode = "test") {
    QSaveFile profile(file("shop.toml"));
    const QByteArray text =
        QByteArray("name = \"Shop\"\nmode = \"") + mode +
        "\"\nprovider = \"dodo\"\n[downgrade]\nwhen = \"nightly\"\n[[plan]]\nkey = \"free\"\nname = "
        "\"Free\"\n[[plan]]\nkey = \"pro\"\nname = \"Pro\"\n";
    if (!profile.open(QIODevice::WriteOnly) || profile.write(text) < 0 || !profile.commit()) qFatal("no profile");
    const auto added = run(*db,
                           QStringLiteral("INSERT INTO accounts (account_key, name, plan_id, billing_provider, "
                                          "billing_subscription_id, downgrade_due_at, downgrade_reason, created_at, "
                                          "updated_at) VALUES ('org_1', 'Acme', 'pro', 'dodo', 'sub_1', ?, "
                                          "'cancelled', 0, 0)"),
                           {qlonglong(fromIso8601(night.toStdString())->ms)});
    if (!added) qFatal("%s", describe(added.error()).c_str());
  }
  [[nodiscard]] QString file(const char* name) const { return db.folder.filePath(QLatin1String(name)); }
  [[nodiscard]] Ran command(const char* line) const {
    return billingctl(QString::fromLatin1(line).split(u' ') +
                      QStringList{QStringLiteral("--workspace"), file("shop.toml"), QStringLiteral("--database"),
                                  db.config.file, QStringLiteral("--at"), night});
  }
  void close() { db.database.reset(); }
  TestDatabase db;
};

}  // namespace

class JobsCommandTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_dry_run_lists_who_and_why_and_a_run_does_exactly_that_once() {
    Workspace workspace;
    workspace.close();
    const Ran dry = workspace.command("downgrade --dry-run --json");
    QVERIFY2(dry.code == 0, dry.err.constData());
    QCOMPARE(dry.items().size(), 1);
    const QJsonObject item = dry.items().at(0).toObject();
    QCOMPARE(item[u"account"].toString(), QStringLiteral("org_1"));
    QCOMPARE(item[u"what"].toString(), QStringLiteral("Pro to Free: cancelled, due since 2 Mar 2026, 02:00 UTC"));
    QCOMPARE(item[u"outcome"].toString(), QStringLiteral("would"));
    const Ran run = workspace.command("downgrade --run");
    QVERIFY2(run.code == 0, run.err.constData());
    QVERIFY2(run.out.contains("done") && run.out.contains("org_1 (Acme)") && run.out.contains("Pro to Free"),
             run.out.constData());
    const Ran again = workspace.command("downgrade --run --json");
    QCOMPARE(again.code, 0);
    QVERIFY(again.items().isEmpty());
    QCOMPARE(again.run()[u"status"].toString(), QStringLiteral("done"));
    for (const char* other : {"expire --run", "top-up --run", "top-up --dry-run"})
      QCOMPARE(workspace.command(other).code, 0);
  }

  void beside_a_console_a_dry_run_reads_and_a_run_says_who_holds_the_database() {
    const Workspace workspace;
    const Ran dry = workspace.command("downgrade --dry-run --json");
    QVERIFY2(dry.code == 0, dry.err.constData());
    QCOMPARE(dry.items().size(), 1);
    QCOMPARE(dry.run()[u"id"].toInt(), 0);  // nothing is recorded
    const Ran run = workspace.command("downgrade --run");
    QCOMPARE(run.code, 4);
    QVERIFY2(run.err.contains("pid") && run.err.contains("Jobs pane"), run.err.constData());
  }

  void a_slot_of_the_timetable_is_run_once_whoever_holds_the_database() {
    Workspace workspace;
    const Ran unsettled = workspace.command("downgrade --run --scheduled");
    QCOMPARE(unsettled.code, 4);
    workspace.close();
    const Ran first = workspace.command("downgrade --run --scheduled --json");
    QCOMPARE(first.run()[u"askedBy"].toString(), QStringLiteral("schedule"));
    const Ran second = workspace.command("downgrade --run --scheduled");
    QVERIFY(second.code == 0 && second.err.contains("done already"));
    workspace.db.reopen();
    const Ran beside = workspace.command("downgrade --run --scheduled --wait 20");
    QVERIFY2(beside.code == 0 && beside.err.contains("done already"), beside.err.constData());
  }

  void a_run_waits_for_a_database_that_is_let_go() {
    Workspace workspace;
    QTimer::singleShot(300, QCoreApplication::instance(), [&] { workspace.close(); });
    QProcess process;
    process.start(test::billingctl(), {QStringLiteral("expire"), QStringLiteral("--run"), QStringLiteral("--wait"),
                                       QStringLiteral("20"), QStringLiteral("--workspace"), workspace.file("shop.toml"),
                                       QStringLiteral("--database"), workspace.db.config.file});
    QTRY_COMPARE_WITH_TIMEOUT(process.state(), QProcess::NotRunning, 20'000);
    QCOMPARE(process.exitCode(), 0);
  }

  void a_stopped_job_says_so_to_people_and_does_not_alarm_the_timer() {
    Workspace workspace;
    workspace.close();
    const QStringList on{QStringLiteral("switch"),   QStringLiteral("on"),       QStringLiteral("stop_downgrades"),
                         QStringLiteral("--reason"), QStringLiteral("holidays"), QStringLiteral("--database"),
                         workspace.db.config.file};
    QCOMPARE(billingctl(on).code, 0);
    const Ran byHand = workspace.command("downgrade --run");
    QVERIFY(byHand.code == 1 && byHand.out.contains("holidays"));
    const Ran byTimer = workspace.command("downgrade --run --scheduled");
    QVERIFY(byTimer.code == 0 && byTimer.out.contains("holidays"));
  }

  void the_live_workspace_takes_a_second_word() {
    Workspace live("live");
    live.close();
    const Ran once = live.command("downgrade --run");
    QVERIFY(once.code == 1 && once.err.contains("--unlock"));
    QCOMPARE(live.command("downgrade --dry-run").code, 0);
    QCOMPARE(live.command("downgrade --run --unlock nightly-was-missed").code, 0);
    QCOMPARE(live.command("downgrade --run --unlock x").code, 2);
    QCOMPARE(live.command("downgrade --run --scheduled").code, 0);
  }

  void a_live_change_is_not_closed_by_what_another_server_or_account_says() {
    Workspace live("live");
    live.close();
    const QString close = QStringLiteral("outbox close op_1 --as not-done --reason looked --unlock looked");
    for (const char* other : {"--base http://127.0.0.1:1", "--key-env SOME_KEY", "--key-file -"}) {
      const Ran refused = billingctl((close + u' ' + QLatin1String(other)).split(u' ') +
                                     QStringList{QStringLiteral("--workspace"), live.file("shop.toml"),
                                                 QStringLiteral("--database"), live.db.config.file});
      QVERIFY2(refused.code == 1 && refused.err.contains("own provider"), refused.err.constData());
    }
  }

  void a_command_line_that_says_nothing_clear_does_nothing() {
    Workspace workspace;
    workspace.close();
    QCOMPARE(workspace.command("downgrade").code, 2);
    QCOMPARE(workspace.command("downgrade --run --dry-run").code, 2);
    QCOMPARE(workspace.command("downgrade --dry-run --scheduled").code, 2);
    const QStringList nowhere{QStringLiteral("expire"), QStringLiteral("--run"), QStringLiteral("--workspace"),
                              QStringLiteral("pixell"), QStringLiteral("--database")};
    const QString absent = workspace.file("absent.sqlite");
    QCOMPARE(billingctl(nowhere + QStringList{absent}).code, 3);
    QVERIFY(!QFile::exists(absent));
    QCOMPARE(billingctl({QStringLiteral("expire"), QStringLiteral("--run"), QStringLiteral("--workspace"), absent,
                         QStringLiteral("--database"), workspace.db.config.file})
                 .code,
             3);
  }
};

QTEST_GUILESS_MAIN(JobsCommandTest)
#include "tst_jobscommand.moc"
