// `billingctl serve` as scripts use it: the port on the first line, the API behind its token, a clean end, and exit
// codes that say what was wrong.
#include <QFile>
#include <QProcess>
#include <QRegularExpression>
#include <QTemporaryDir>
#include <QTest>

#include "support/billingctl.h"
#include "support/rawclient.h"
#include "support/signedrequest.h"

using namespace billing;
using tests::RawClient;

class TestServeCommand : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  workspace::Secret secret_{"file", workspace::generateSecret(), {}};

  QString path(const char* name) const { return folder_.filePath(QLatin1String(name)); }
  void write(const char* name, const std::string& text) const {
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly | QIODevice::Truncate));
    file.write(QByteArray::fromStdString(text));
  }
  QStringList good(const QStringList& more = {}) const {
    return QStringList{QStringLiteral("serve"),
                       QStringLiteral("--workspace"),
                       QStringLiteral("persistq"),
                       QStringLiteral("--database"),
                       path("served.sqlite"),
                       QStringLiteral("--port"),
                       QStringLiteral("0"),
                       QStringLiteral("--print-port"),
                       QStringLiteral("--secret-file"),
                       QStringLiteral("api=") + path("api"),
                       QStringLiteral("--secret-file"),
                       path("signing")} +
           more;
  }
  static void start(QProcess& process, const QStringList& arguments) { process.start(test::billingctl(), arguments); }
  static int exitCode(const QStringList& arguments, QByteArray* told = nullptr) {
    QProcess process;
    start(process, arguments);
    if (!process.waitForFinished(20000)) return -1;
    if (told != nullptr) *told = process.readAllStandardError();
    return process.exitCode();
  }
  static quint16 portOf(QProcess& process) {
    while (!process.canReadLine() && process.waitForReadyRead(20000)) {
    }
    return process.readLine().trimmed().toUShort();
  }
  static void end(QProcess& process) {
    process.terminate();
    QVERIFY(process.waitForFinished(10000));
    QCOMPARE(process.exitStatus(), QProcess::NormalExit);
    QCOMPARE(process.exitCode(), 0);
  }
  static tests::RawResponse ask(quint16 port, const std::string& path, const std::string& token) {
    RawClient client(port);
    client.send("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer " + token + "\r\n\r\n");
    return client.response();
  }
  static tests::RawResponse post(quint16 port, const std::string& path, const std::string& body, const char* type) {
    RawClient client(port);
    client.send("POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(port) +
                "\r\nAuthorization: Bearer tok_serve_1\r\nContent-Type: " + type +
                "\r\nContent-Length: " + std::to_string(body.size()) + "\r\n\r\n" + body);
    return client.response();
  }

 private Q_SLOTS:
  void initTestCase() {
    write("api", "tok_serve_1\ntok_serve_2\n");
    write("signing", secret_.text + "\n");
    write("clock", "2026-03-10T12:00:00Z\n");
  }

  void webhooks_and_the_api_are_served_on_one_port() {
    QProcess process;
    start(process, good());
    const quint16 port = portOf(process);
    QVERIFY(port > 0);
    workspace::WebhookRoute route;
    route.path = "/api/webhooks/billing/dodo";
    RawClient client(port);
    QVERIFY(
        client.send(tests::signedRequest(route, secret_, SystemClock().now(), "msg_1", R"({"type":"a.b","data":{}})")));
    QCOMPARE(client.response().status, 200);
    QCOMPARE(ask(port, "/api/usage?account=nobody", "tok_serve_2").status, 404);
    QCOMPARE(ask(port, "/api/usage?account=nobody", secret_.text).status, 401);
    QVERIFY(ask(port, "/metrics", "x").body.find("billing_webhooks_total{outcome=\"accepted\"} 1") !=
            std::string::npos);
    end(process);
    QVERIFY(!process.readAllStandardError().contains("tok_serve"));
  }

  void the_clock_goes_by_the_file() {
    QProcess process;
    start(process, good({QStringLiteral("--clock-file"), path("clock")}));
    const quint16 port = portOf(process);
    const char* health = "/api/consolidated?action=health";
    QVERIFY(ask(port, health, "x").body.find("\"time\":\"2026-03-10T12:00:0") != std::string::npos);
    write("clock", "2026-04-01T00:00:00Z\n");
    QVERIFY(ask(port, health, "x").body.find("\"time\":\"2026-04-01T00:00:0") != std::string::npos);
    end(process);
  }

  void what_is_bought_on_the_sandboxs_page_arrives_as_a_webhook() {
    QProcess process;
    start(process, good());
    const quint16 port = portOf(process);
    const std::string order =
        R"({"userId":"user_ada","email":"ada@example.com","name":"Ada","planId":"starter","interval":"monthly"})";
    const QString opened = QString::fromStdString(post(port, "/api/billing/checkout", order, "application/json").body);
    const auto address = QRegularExpression(QStringLiteral("http://127.0.0.1:(\\d+)(/pay/[^\"]+)")).match(opened);
    QVERIFY2(address.hasMatch(), qPrintable(opened));
    const auto sandbox = address.captured(1).toUShort();
    QVERIFY(sandbox != port);
    const std::string page = address.captured(2).toStdString();
    const QString form = QString::fromStdString(ask(sandbox, page, "x").body);
    const auto proof = QRegularExpression(QStringLiteral("name=\"form\" value=\"([0-9a-f]+)\"")).match(form);
    const std::string paid =
        "action=pay&email=ada%40example.com&name=Ada&card-number=4242424242424242&card-expiry=12%2F39"
        "&card-cvc=123&form=" +
        proof.captured(1).toStdString();
    const auto done = post(sandbox, page, paid, "application/x-www-form-urlencoded");
    QCOMPARE(done.status, 303);
    QVERIFY2(done.field("Location").find("subscription_id=") != std::string::npos, done.body.c_str());
    QTRY_VERIFY_WITH_TIMEOUT(
        ask(port, "/api/billing/subscription?userId=user_ada", "tok_serve_1").body.find("\"planId\":\"starter\"") !=
            std::string::npos,
        20000);
    end(process);
  }

  void the_sandbox_alone_ends_cleanly_and_says_what_is_wrong() {
    QProcess process;
    start(process, {QStringLiteral("sandbox"), QStringLiteral("--port"), QStringLiteral("0"),
                    QStringLiteral("--print-port"), QStringLiteral("--workspace"), QStringLiteral("pixell")});
    const quint16 port = portOf(process);
    QVERIFY(ask(port, "/sandbox", "x").body.find("\"products\":4") != std::string::npos);
    QCOMPARE(exitCode({QStringLiteral("sandbox"), QStringLiteral("--port"), QString::number(port)}), 5);
    QCOMPARE(exitCode({QStringLiteral("sandbox"), QStringLiteral("--secret-file"), path("nothing")}), 3);
    QCOMPARE(exitCode({QStringLiteral("sandbox"), QStringLiteral("--faster"), QStringLiteral("0")}), 2);
    end(process);
  }

  void events_that_nobody_could_sign_are_refused_at_the_start() {
    QByteArray told;
    const QStringList deliver{QStringLiteral("sandbox"), QStringLiteral("--port"), QStringLiteral("0"),
                              QStringLiteral("--deliver-to"), QStringLiteral("http://127.0.0.1:1/hook")};
    QCOMPARE(exitCode(deliver, &told), 2);
    QVERIFY2(told.contains("--secret-file FILE"), told.constData());
    write("odd", "no-standard-webhooks-secret\n");
    QCOMPARE(exitCode(deliver + QStringList{QStringLiteral("--secret-file"), path("odd")}, &told), 2);
    QVERIFY2(told.contains("label=stripe") && !told.contains("no-standard"), told.constData());
    QProcess process;
    write("odd", "no-standard-webhooks-secret label=stripe\n");
    start(process, deliver + QStringList{QStringLiteral("--secret-file"), path("odd"), QStringLiteral("--print-port")});
    QVERIFY(portOf(process) > 0);
    end(process);
  }

  void what_is_missing_or_wrong_is_told() {
    QByteArray told;
    QStringList arguments = good();
    arguments.remove(8, 2);
    arguments.last() = QStringLiteral("dodo=") + arguments.last();
    QCOMPARE(exitCode(arguments, &told), 2);
    QVERIFY2(told.contains("--secret-file api=FILE"), told.constData());
    arguments = good();
    arguments[2] = QStringLiteral("nowhere");
    QCOMPARE(exitCode(arguments), 3);
    QCOMPARE(exitCode(good({QStringLiteral("--secret-file"), QStringLiteral("stripe=") + path("api")}), &told), 2);
    QVERIFY2(told.contains("stripe"), told.constData());
    write("noclock", "soon\n");
    QCOMPARE(exitCode(good({QStringLiteral("--clock-file"), path("noclock")}), &told), 2);
    write("notdatabase", std::string(5000, 'x'));
    arguments = good();
    arguments[4] = path("notdatabase");
    QCOMPARE(exitCode(arguments), 4);
  }

  void a_port_in_use_is_a_network_failure() {
    QProcess first;
    start(first, good());
    const quint16 port = portOf(first);
    QStringList arguments = good();
    arguments[4] = path("second.sqlite");
    arguments[6] = QString::number(port);
    QCOMPARE(exitCode(arguments), 5);
    end(first);
  }
};

QTEST_GUILESS_MAIN(TestServeCommand)
#include "tst_servecommand.moc"
