// `billingctl events` and `demo` as scripts see them: output, exit codes, and a console beside them.
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSaveFile>
#include <QtTest>

#include "support/billingctl.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"
#include "webhooks/composer.h"
#include "webhooks/listener.h"
#include "webhooks/processor.h"
#include "webhooks/wakinginbox.h"

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

std::string paymentBody(const std::string& id) {
  const auto composed =
      webhooks::compose(Provider::Dodo, "payment.succeeded", {{"payment_id", id}}, {1'772'366'400'000}, 3);
  return composed ? composed->body : std::string();
}

// Three events: applied, dead, unhandled.
class Workspace {
 public:
  Workspace() {
    keep("evt_good", paymentBody("pay_1"));
    keep("evt_dead", R"({"type":"payment.succeeded","timestamp":"2026-03-01T12:00:00Z","data":{}})");
    keep("evt_new", R"({"type":"payment.reversed","timestamp":"2026-03-01T12:00:00Z","data":{}})");
    webhooks::Processor processor(*db, db.clock);
    processor.start();
    if (const auto drained = processor.drain(); !drained) qFatal("%s", describe(drained.error()).c_str());
  }
  void close() { db.database.reset(); }
  QStringList events(const QStringList& more) const {
    return QStringList{QStringLiteral("events")} + more + QStringList{QStringLiteral("--database"), db.config.file};
  }
  TestDatabase db;

 private:
  void keep(const std::string& id, const std::string& body) {
    if (const auto receipt = put(*db, delivery(id, body)); !receipt) qFatal("%s", describe(receipt.error()).c_str());
  }
};

QString words(const char* text) {
  return QString::fromLatin1(text);
}

}  // namespace

class EventsCommandTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void events_are_listed_beside_a_console_that_holds_the_lock() {
    const Workspace workspace;
    const Ran all = billingctl(workspace.events({words("list"), words("--json")}));
    QVERIFY2(all.code == 0, all.err.constData());
    const QJsonArray list = QJsonDocument::fromJson(all.out).array();
    QCOMPARE(list.size(), 3);
    QCOMPARE(list[0][u"eventId"].toString(), words("evt_new"));  // newest first
    QCOMPARE(list[0][u"state"].toString(), words("unhandled"));
    const Ran dead = billingctl(workspace.events({words("list"), words("--state"), words("dead")}));
    QVERIFY(dead.out.contains("payment.succeeded") && !dead.out.contains("payment.reversed"));
    QCOMPARE(billingctl(workspace.events({words("list"), words("--since"), words("soon")})).code, 2);
    QCOMPARE(billingctl(workspace.events({words("list"), words("--state"), words("strange")})).code, 2);
  }

  void an_event_is_shown_by_its_number_or_id() {
    const Workspace workspace;
    const Ran body = billingctl(workspace.events({words("show"), words("evt_good"), words("--body")}));
    QCOMPARE(body.out, QByteArray::fromStdString(paymentBody("pay_1")));
    const Ran one = billingctl(workspace.events({words("show"), words("1"), words("--json")}));
    const QJsonObject event = QJsonDocument::fromJson(one.out).object();
    QCOMPARE(event[u"eventId"].toString(), words("evt_good"));
    QCOMPARE(event[u"deliveries"].toArray().size(), 1);
    QVERIFY(!event[u"effects"].toArray().isEmpty());
    const Ran text = billingctl(workspace.events({words("show"), words("2")}));
    QVERIFY2(text.out.contains("data.payment_id is missing"), text.out.constData());
    const Ran none = billingctl(workspace.events({words("show"), words("evt_nobody")}));
    QCOMPARE(none.code, 1);
    QVERIFY(none.out.isEmpty() && none.err.contains("no event"));
  }

  void a_missing_database_is_not_made() {
    const Workspace workspace;
    const QString file = workspace.db.folder.filePath(words("absent.sqlite"));
    const Ran ran = billingctl({words("events"), words("list"), words("--database"), file});
    QCOMPARE(ran.code, 3);
    QVERIFY(!QFile::exists(file));
  }

  void dead_events_are_applied_again_only_by_who_holds_the_database() {
    Workspace workspace;
    const QStringList replay = workspace.events({words("replay"), words("evt_dead")});
    const Ran busy = billingctl(replay);
    QCOMPARE(busy.code, 4);
    QVERIFY2(busy.err.contains("--url"), busy.err.constData());
    workspace.close();
    const Ran still = billingctl(replay);
    QCOMPARE(still.code, 1);
    QVERIFY2(still.out.contains("dead") && still.out.contains("data.payment_id is missing"), still.out.constData());
    const Ran applied = billingctl(workspace.events({words("replay"), words("evt_good")}));
    QCOMPARE(applied.code, 1);
    QVERIFY(applied.out.contains("not tried again"));
  }

  void stored_bytes_are_sent_again_under_their_id() {
    Workspace workspace;
    const std::string secret = workspace::generateSecret();
    QSaveFile file(workspace.db.folder.filePath(words("secret")));
    QVERIFY(file.open(QIODevice::WriteOnly) && file.write(QByteArray::fromStdString(secret)) > 0 && file.commit());
    const SystemClock clock;
    webhooks::ListenerRoute route;
    route.secrets = {{"test", secret, {}}};
    webhooks::Listener listener({0, {route}}, workspace.db->inbox(), clock);
    const auto port = listener.start();
    VERIFY_RESULT(port);
    const QString url = QStringLiteral("http://127.0.0.1:%1/webhooks/dodo").arg(*port);
    const QStringList replay =
        workspace.events({words("replay"), words("evt_good"), words("evt_new"), words("--url"), url,
                          words("--secret-file"), workspace.db.folder.filePath(words("secret"))});
    const Ran sent = billingctl(replay);
    QVERIFY2(sent.code == 0, sent.err.constData());
    QCOMPARE(sent.out.count("answered 200"), 2);
    QCOMPARE(single(*workspace.db, words("SELECT attempts FROM webhook_events WHERE event_id = 'evt_good'")).toInt(),
             2);
    QCOMPARE(
        single(*workspace.db, words("SELECT body_changed FROM webhook_events WHERE event_id = 'evt_good'")).toInt(), 0);
    listener.stop();
    QCOMPARE(billingctl(replay).code, 5);
  }

  void a_demo_is_made_once() {
    const Workspace workspace;
    const QString file = workspace.db.folder.filePath(words("demo.sqlite"));
    const QStringList demo{words("demo"),        words("--database"), file,
                           words("--customers"), words("14"),         words("--months"),
                           words("1"),           words("--json"),     words("--quiet")};
    const Ran made = billingctl(demo);
    QVERIFY2(made.code == 0, made.err.constData());
    QVERIFY(QJsonDocument::fromJson(made.out).object()[u"events"].toInt() > 20);
    const Ran again = billingctl(demo);
    QCOMPARE(again.code, 1);
    QVERIFY(again.err.contains("already holds events"));
  }
};

QTEST_GUILESS_MAIN(EventsCommandTest)
#include "tst_eventscommand.moc"
