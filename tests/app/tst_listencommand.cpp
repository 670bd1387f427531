// `billingctl listen` as scripts use it: the port on the first line, a clean end, and exit codes that say what was
// wrong.
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <csignal>

#include "support/billingctl.h"
#include "support/rawclient.h"
#include "support/signedrequest.h"

using namespace billing;
using tests::RawClient;

class TestListenCommand : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  workspace::Secret secret_{"file", workspace::generateSecret(), {}};

  QString path(const char* name) const { return folder_.filePath(QLatin1String(name)); }
  void write(const char* name, const std::string& text) const {
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(QByteArray::fromStdString(text));
  }
  QStringList good() const {
    return {QStringLiteral("listen"),
            QStringLiteral("--port"),
            QStringLiteral("0"),
            QStringLiteral("--print-port"),
            QStringLiteral("--route"),
            QStringLiteral("/hook=standard-webhooks"),
            QStringLiteral("--database"),
            path("events.sqlite"),
            QStringLiteral("--route"),
            QStringLiteral("/stripe=stripe"),
            QStringLiteral("--secret-file"),
            path("secret"),
            QStringLiteral("--secret-file"),
            QStringLiteral("/stripe=") + path("other")};
  }
  static void start(QProcess& process, const QStringList& arguments) { process.start(test::billingctl(), arguments); }
  static int exitCode(const QStringList& arguments, QByteArray* told = nullptr) {
    QProcess process;
    start(process, arguments);
    if (!process.waitForFinished(20000)) return -1;
    if (told != nullptr) *told = process.readAllStandardError();
    return process.exitCode();
  }
  static QByteArray line(QProcess& process) {
    while (!process.canReadLine() && process.waitForReadyRead(20000)) {
    }
    return process.readLine().trimmed();
  }

  std::string delivery(const std::string& id) const {
    workspace::WebhookRoute route;
    route.path = "/hook";
    return tests::signedRequest(route, secret_, SystemClock().now(), id, R"({"type":"a.b","data":{}})");
  }

 private Q_SLOTS:
  void initTestCase() {
    write("secret", "# for the test\n" + secret_.text + " label=file\n");
    write("other", workspace::generateSecret() + "\n");
  }

  void the_port_comes_first_and_sigterm_ends_cleanly() {
    QProcess process;
    start(process, good());
    const auto port = line(process).toUShort();
    QVERIFY(port > 0);
    RawClient client(port);
    QVERIFY(client.send(delivery("msg_1")));
    QCOMPARE(client.response().status, 200);
    process.terminate();
    QVERIFY(process.waitForFinished(10000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
    QVERIFY(process.readAllStandardOutput().isEmpty());
  }

  void each_delivery_is_one_line_of_json_when_asked() {
    QProcess process;
    start(process, good() << QStringLiteral("--json"));
    RawClient client(line(process).toUShort());
    QVERIFY(client.send(delivery("msg_json")));
    QCOMPARE(client.response().status, 200);
    const auto told = QJsonDocument::fromJson(line(process)).object();
    QCOMPARE(told.value(u"outcome").toString(), QStringLiteral("stored"));
    QCOMPARE(told.value(u"event").toString(), QStringLiteral("msg_json"));
    QCOMPARE(told.value(u"type").toString(), QStringLiteral("a.b"));
    QCOMPARE(told.value(u"status").toInt(), 200);
    ::kill(static_cast<pid_t>(process.processId()), SIGINT);
    QVERIFY(process.waitForFinished(10000));
    QCOMPARE(process.exitCode(), 0);
  }

  void a_port_in_use_is_a_network_failure() {
    QProcess first;
    start(first, good());
    const QByteArray port = line(first);
    QStringList arguments = good();
    arguments[2] = QString::fromLatin1(port);
    arguments[7] = path("second.sqlite");
    QByteArray told;
    QCOMPARE(exitCode(arguments, &told), 5);
    QVERIFY2(told.contains("billingctl") && told.contains("is free"), told.constData());
    first.terminate();
    QVERIFY(first.waitForFinished(10000));
  }

  void a_file_that_is_no_database_is_a_store_failure() {
    write("text.sqlite", std::string(5000, 'x'));
    QStringList arguments = good();
    arguments[7] = path("text.sqlite");
    QCOMPARE(exitCode(arguments), 4);
  }

  void what_is_missing_is_told() {
    QByteArray told;
    QCOMPARE(exitCode({QStringLiteral("listen"), QStringLiteral("--port"), QStringLiteral("0")}, &told), 2);
    QVERIFY2(told.contains("--"), told.constData());
    QStringList arguments = good();
    arguments[11] = path("nowhere");
    QCOMPARE(exitCode(arguments), 3);
    arguments = good();
    arguments[5] = QStringLiteral("/hook=morse");
    QCOMPARE(exitCode(arguments, &told), 2);
    QVERIFY2(told.contains("standard-webhooks"), told.constData());
    arguments = good();
    arguments.remove(10, 2);
    QCOMPARE(exitCode(arguments, &told), 2);
    QVERIFY2(told.contains("/hook has no secret"), told.constData());
  }
};

QTEST_GUILESS_MAIN(TestListenCommand)
#include "tst_listencommand.moc"
