// `billingctl fire` and `billingctl verify` as scripts use them: output that can be read, exit codes that say what was
// wrong.
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "operations/tinyserver.h"
#include "support/billingctl.h"
#include "workspace/secretstore.h"

using namespace billing;

namespace {

struct Ran {
  int code = -1;
  QByteArray out, err;
};

// Lets events run meanwhile: the server lives in this process.
Ran ran(const QStringList& arguments, const QByteArray& input = {}) {
  QProcess process;
  process.start(test::billingctl(), arguments);
  process.write(input);
  process.closeWriteChannel();
  if (!QTest::qWaitFor([&] { return process.state() == QProcess::NotRunning; }, 30'000)) return {};
  return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
}

QStringList words(const QString& line) {
  return line.split(QLatin1Char(' '), Qt::SkipEmptyParts);
}

}  // namespace

class TestFireCommand : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  workspace::Secret secret_{"file", workspace::generateSecret(), {}};

  QString path(const char* name) const { return folder_.filePath(QLatin1String(name)); }
  void write(const char* name, const QByteArray& text) const {
    QFile file(path(name));
    QVERIFY(file.open(QIODevice::WriteOnly));
    file.write(text);
  }
  QStringList fire(const QString& more) const {
    return words(QStringLiteral("fire --secret-file ") + path("secret") + QLatin1Char(' ') + more);
  }

 private Q_SLOTS:
  void initTestCase() { write("secret", QByteArray::fromStdString(secret_.text) + "\n"); }

  void three_composed_events_arrive_signed_and_are_told_one_a_line() {
    tests::TinyServer server;
    const auto fired =
        ran(fire(QStringLiteral("--type invoice.paid --scheme stripe --count 3 --json --set customer_id=cus_x --url "))
            << server.url().toString());
    QVERIFY2(fired.code == 0, fired.err.constData());
    QCOMPARE(server.requests.size(), 3);
    workspace::WebhookRoute route;
    route.scheme = workspace::SignatureScheme::Stripe;
    QVERIFY(
        webhooks::verify(route, {secret_}, server.headers(), server.body().toStdString(), SystemClock().now()).ok());
    const auto lines = fired.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    const auto told = QJsonDocument::fromJson(lines[0]).object();
    QCOMPARE(told.value(QLatin1String("status")).toInt(), 200);
    QCOMPARE(told.value(QLatin1String("request")).toObject().value(QLatin1String("body")).toString().toUtf8(),
             server.body());
    QVERIFY(server.body().contains("\"customer\": \"cus_x\""));
    QVERIFY(server.body(0) != server.body(1));
    QVERIFY(!fired.out.contains(QByteArray::fromStdString(secret_.text).mid(6)));
  }

  void a_body_is_sent_as_it_is() {
    tests::TinyServer server;
    const QByteArray body("not json\0\xff\r\n", 12);
    const auto fired = ran(fire(QStringLiteral("--body - --event-id msg_own --url ")) << server.url().toString(), body);
    QCOMPARE(fired.code, 0);
    QCOMPARE(server.body(), body);
    QVERIFY(server.head().contains("webhook-id: msg_own"));
  }

  void exit_codes_say_what_was_wrong() {
    tests::TinyServer server;
    server.answer = "HTTP/1.1 400 No\r\nContent-Length: 0\r\n\r\n";
    const QString url = server.url().toString();
    QCOMPARE(ran(fire(QStringLiteral("--type payment.failed --url ")) << url).code, 1);
    QCOMPARE(ran(words(QStringLiteral("fire --unsigned --type payment.failed --url ")) << url).code, 1);
    QVERIFY(!server.head(1).contains("webhook-id"));
    server.close();
    QCOMPARE(ran(fire(QStringLiteral("--type payment.failed --url ")) << url).code, 5);
    QCOMPARE(ran(fire(QStringLiteral("--type payment.failed --url http://example.com/"))).code, 2);
    QCOMPARE(ran(fire(QStringLiteral("--type payment.exploded --url ")) << url).code, 2);
    QCOMPARE(ran(fire(QStringLiteral("--type payment.failed --set colour=red --url ")) << url).code, 2);
    QCOMPARE(ran(fire(QStringLiteral("--type payment.failed --body x --set a --url ")) << url).code, 2);
    QCOMPARE(ran(fire(QStringLiteral("--body /nowhere --url ")) << url).code, 3);
    QCOMPARE(ran(words(QStringLiteral("fire --type payment.failed --url ")) << url).code, 2);
    QCOMPARE(ran(words(QStringLiteral("fire --secret-file /nowhere --type payment.failed --url ")) << url).code, 3);
  }

  void the_types_of_a_provider_are_listed() {
    const auto listed = ran(words(QStringLiteral("fire --list-types --provider stripe --json")));
    QCOMPARE(listed.code, 0);
    QCOMPARE(QJsonDocument::fromJson(listed.out).array().size(), 275);
    QVERIFY(ran(words(QStringLiteral("fire --list-types"))).out.contains("subscription.on_hold"));
  }

  void a_dry_run_can_be_verified() {
    const auto dry = ran(fire(QStringLiteral("--type payment.succeeded --dry-run --json")));
    QCOMPARE(dry.code, 0);
    const auto request = QJsonDocument::fromJson(dry.out).object().value(QLatin1String("request")).toObject();
    QByteArray headers = "POST /hook HTTP/1.1\r\n";
    for (const auto& header : request.value(QLatin1String("headers")).toArray())
      headers +=
          header.toArray().at(0).toString().toUtf8() + ": " + header.toArray().at(1).toString().toUtf8() + "\r\n";
    write("headers", headers);
    write("body", request.value(QLatin1String("body")).toString().toUtf8());
    const QStringList verify =
        words(QStringLiteral("verify --json --secret-file ") + path("secret") + QStringLiteral(" --headers ") +
              path("headers") + QStringLiteral(" --body ") + path("body"));
    const auto good = ran(verify);
    QCOMPARE(good.code, 0);
    const auto told = QJsonDocument::fromJson(good.out).object();
    QCOMPARE(told.value(QLatin1String("verdict")).toString(), QStringLiteral("ok"));
    QCOMPARE(told.value(QLatin1String("payload")).toObject().value(QLatin1String("type")).toString(),
             QStringLiteral("payment.succeeded"));
    const auto old = ran(QStringList(verify) << QStringLiteral("--now") << QStringLiteral("2099-01-01T00:00:00Z"));
    QCOMPARE(old.code, 1);
    QVERIFY(old.out.contains("timestamp_too_old"));
  }

  void verify_names_the_mistake_of_the_sender() {
    write("body", "{}");
    const auto told = ran(words(QStringLiteral("verify --scheme stripe --now 2023-11-14T22:13:20Z --secret-file ") +
                                path("secret") + QStringLiteral(" --body ") + path("body"))
                          << QStringLiteral("-H") << QStringLiteral("Stripe-Signature: t=1700000000,v1=00"));
    QCOMPARE(told.code, 1);
    QVERIFY(told.out.startsWith("no_matching_signature\n"));
    QCOMPARE(ran(words(QStringLiteral("verify --body x"))).code, 2);
    QCOMPARE(
        ran(words(QStringLiteral("verify --secret-file ") + path("secret") + QStringLiteral(" --body /nowhere"))).code,
        3);
    QCOMPARE(ran(words(QStringLiteral("verify --scheme morse --secret-file ") + path("secret") +
                       QStringLiteral(" --body ") + path("body")))
                 .code,
             2);
  }

  void vectors_are_counted_and_those_that_differ_are_named() {
    const QString all = QStringLiteral(BILLING_SOURCE_DIR "/tests/webhooks/data/signature-vectors.json");
    const auto good = ran(words(QStringLiteral("verify --vectors ") + all));
    QCOMPARE(good.code, 0);
    QCOMPARE(good.out, QByteArray("130 of 130 as expected\n"));
    QFile file(all);
    QVERIFY(file.open(QIODevice::ReadOnly));
    auto cases = QJsonDocument::fromJson(file.readAll()).array();
    auto first = cases.first().toObject();
    first.insert(QLatin1String("expected"), QJsonObject{{QStringLiteral("valid"), false},
                                                        {QStringLiteral("reason"), QStringLiteral("missing_header")}});
    auto second = cases.at(1).toObject();
    second.insert(QLatin1String("scheme"), QStringLiteral("morse"));
    write("vectors", QJsonDocument(QJsonArray{first, second, cases.at(2)}).toJson());
    const auto differing = ran(words(QStringLiteral("verify --vectors ") + path("vectors")));
    QCOMPARE(differing.code, 1);
    const auto lines = differing.out.trimmed().split('\n');
    QCOMPARE(lines.size(), 3);
    QVERIFY(lines[0].startsWith(first.value(QLatin1String("id")).toString().toUtf8()));
    QCOMPARE(lines.last(), QByteArray("1 of 3 as expected"));
    QCOMPARE(ran(words(QStringLiteral("verify --vectors /nowhere"))).code, 3);
    write("broken", "{");
    QCOMPARE(ran(words(QStringLiteral("verify --vectors ") + path("broken"))).code, 3);
  }
};

QTEST_GUILESS_MAIN(TestFireCommand)
#include "tst_firecommand.moc"
