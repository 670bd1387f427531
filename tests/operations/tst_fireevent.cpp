// A fired event arrives byte for byte, signed, once, on this machine only; and both curl forms do the same from a
// shell.
#include <QProcess>
#include <QSignalSpy>
#include <QTest>

#include "operations/fireevent.h"
#include "operations/tinyserver.h"

using namespace billing;
using operations::FireEvent;
using operations::FireOutcome;
using operations::FireRequest;
using tests::TinyServer;
using workspace::SignatureScheme;

namespace {

FireRequest requestTo(const QUrl& url, SignatureScheme scheme = SignatureScheme::StandardWebhooks) {
  FireRequest request;
  request.url = url;
  request.route.scheme = scheme;
  request.secret = {"test", workspace::generateSecret(), {}};
  request.eventId = "msg_1";
  request.body = "{\"type\":\"x\"}";
  return request;
}

webhooks::Verification verifiedAt(const TinyServer& server, const FireRequest& request, Instant now) {
  const QByteArray body = server.body();
  return webhooks::verify(request.route, {request.secret}, server.headers(), body.toStdString(), now);
}

QByteArray hostileBody() {
  return QByteArray(
      "{\"a\":\"'; touch /tmp/pwned; echo '$(id)`id`\\\\\\n%s%d!!\",\"b\":\"Zo\xc3\xab @file\"}\n\nEND_OF_EVENT\n");
}

}  // namespace

class FireEventTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_fired_event_arrives_as_told_data() { schemes(); }
  void a_fired_event_arrives_as_told() {
    QFETCH(SignatureScheme, scheme);
    TinyServer server;
    FireRequest request = requestTo(server.url(QStringLiteral("/hook?a=%20b")), scheme);
    request.body = hostileBody() + QByteArray(3, '\0') + "\xff\xfe";
    const auto outcome = fired(request);
    QVERIFY2(outcome.has_value(), outcome ? "" : describe(outcome.error()).c_str());
    QCOMPARE(server.body(), request.body);
    QVERIFY(server.head().startsWith("POST /hook?a=%20b HTTP/1.1\r\n"));
    QVERIFY(verifiedAt(server, request, clock_.now()).ok());
    QCOMPARE(outcome->status, 200);
    QCOMPARE(outcome->responseBody, QByteArray("ok"));
    QVERIFY(outcome->responseHeaders.contains({"X-Answer", "yes"}));
    QVERIFY(outcome->totalMs >= outcome->connectMs);
    QCOMPARE(outcome->requestBody, request.body);
    const auto arrived = server.headers();
    QCOMPARE(static_cast<qsizetype>(arrived.size()), outcome->requestHeaders.size());
    for (const auto& [name, value] : outcome->requestHeaders)
      QVERIFY2(std::ranges::any_of(
                   arrived,
                   [&](const auto& one) { return one.name == name.toStdString() && one.value == value.toStdString(); }),
               name.constData());
  }

  void a_body_of_a_mebibyte_and_an_empty_one_arrive_whole() {
    for (const qsizetype size : {qsizetype{0}, qsizetype{1} << 20}) {
      TinyServer server;
      FireRequest request = requestTo(server.url());
      request.body = QByteArray(size, 'b');
      QVERIFY(fired(request).has_value());
      QCOMPARE(server.body().size(), size);
    }
  }

  void an_unsigned_event_has_no_signature() {
    TinyServer server;
    FireRequest request = requestTo(server.url());
    request.sign = false;
    QVERIFY(fired(request).has_value());
    QVERIFY(!server.head().toLower().contains("webhook-"));
  }

  void extra_headers_win_over_made_ones() {
    TinyServer server;
    FireRequest request = requestTo(server.url());
    request.extraHeaders = {{"webhook-timestamp", "1"}, {"X-More", "yes"}};
    QVERIFY(fired(request).has_value());
    QVERIFY(server.head().contains("webhook-timestamp: 1\r\n") && server.head().contains("X-More: yes"));
  }

  void an_answer_that_refuses_is_an_outcome_and_a_redirect_is_not_followed() {
    TinyServer other;
    TinyServer server;
    server.answer = "HTTP/1.1 307 Temporary\r\nLocation: " + other.url().toEncoded() + "\r\nContent-Length: 0\r\n\r\n";
    auto outcome = fired(requestTo(server.url()));
    QVERIFY(outcome && outcome->status == 307);
    QCOMPARE(other.connections, 0);
    server.answer = "HTTP/1.1 401 No\r\nWWW-Authenticate: Basic realm=\"x\"\r\nContent-Length: 3\r\n\r\nbad";
    outcome = fired(requestTo(server.url()));
    QVERIFY(outcome && outcome->status == 401);
    QCOMPARE(outcome->responseBody, QByteArray("bad"));
  }

  void other_hosts_are_forbidden_data() {
    QTest::addColumn<QString>("url");
    for (const char* url :
         {"http://example.com/", "https://127.0.0.1/", "http://127.0.0.1.example.com/", "http://127.0.0.1@example.com/",
          "http://user:pw@127.0.0.1/", "http://[::2]/", "http://0.0.0.0:80/", "ftp://localhost/", "http://192.168.1.1/",
          "", "http://localhost.evil.example/", "http://127.0.0.1:0/"})
      QTest::newRow(url) << QString::fromLatin1(url);
  }
  void other_hosts_are_forbidden() {
    QFETCH(QString, url);
    const auto outcome = fired(requestTo(QUrl(url)));
    QVERIFY(!outcome && outcome.error().kind == ErrorKind::Forbidden);
  }

  void localhost_and_ipv6_are_this_machine() {
    TinyServer server;
    QVERIFY(fired(requestTo(QUrl(QStringLiteral("http://localhost:%1/").arg(server.serverPort())))).has_value());
    QVERIFY(server.head().contains(QByteArray("Host: localhost:" + QByteArray::number(server.serverPort()))));
    TinyServer six(QHostAddress::LocalHostIPv6);
    if (!six.isListening()) QSKIP("This machine has no IPv6 loopback");
    QVERIFY(fired(requestTo(QUrl(QStringLiteral("http://[::1]:%1/").arg(six.serverPort())))).has_value());
  }

  void nobody_listening_is_told_as_such() {
    quint16 port = 0;
    {
      TinyServer server;
      port = server.serverPort();
    }
    const auto outcome = fired(requestTo(QUrl(QStringLiteral("http://127.0.0.1:%1/").arg(port))));
    QVERIFY(!outcome && outcome.error().kind == ErrorKind::Unavailable);
    QCOMPARE(outcome.error().code, std::string("nobody_listens"));
  }

  void a_connection_closed_without_answer_is_not_tried_again() {
    TinyServer server;
    server.hangsUp = true;
    const auto outcome = fired(requestTo(server.url()));
    QVERIFY(!outcome && outcome.error().code == "connection_closed");
    QCOMPARE(server.requests.size(), 1);
  }

  void leaving_while_an_answer_is_awaited_ends_the_promise() {
    TinyServer server;
    server.silent = true;
    QFuture<Result<FireOutcome>> future;
    {
      FireEvent fire(clock_);
      future = fire.run(requestTo(server.url()));
      QTRY_COMPARE(server.requests.size(), 1);
      QVERIFY(!future.isFinished());
    }
    QVERIFY(future.isFinished() && future.isCanceled());
  }

  void a_secret_that_does_not_fit_and_a_header_that_breaks_out_are_refused() {
    TinyServer server;
    FireRequest request = requestTo(server.url());
    request.secret.text = "whsec_";
    QCOMPARE(fired(request).error().code, std::string("invalid_secret"));
    request = requestTo(server.url());
    request.extraHeaders = {{"X-A", "1\r\nX-B: 2"}};
    QCOMPARE(fired(request).error().code, std::string("bad_header"));
    QCOMPARE(server.connections, 0);
  }

  void curl_sends_what_would_have_been_fired_data() { schemes(); }
  void curl_sends_what_would_have_been_fired() {
    QFETCH(SignatureScheme, scheme);
    for (const QByteArray& body : {hostileBody(), QByteArray("a\0b\tc\r\n\xff", 8), QByteArray("@/etc/passwd"),
                                   QByteArray(), QByteArray(300'000, 'x')}) {
      TinyServer server;
      FireRequest request = requestTo(server.url(QStringLiteral("/a'b?c={1,2}")), scheme);
      request.body = body;
      request.extraHeaders = {{"X-Quote", "it's $HOME `id`"}};
      const QString command = operations::asCurl(request, SystemClock().now(), false);
      QVERIFY(!command.contains(QString::fromStdString(request.secret.text).mid(6)));
      QCOMPARE(shell(command, {}), 0);
      QCOMPARE(server.body(), body);
      QVERIFY(server.head().contains("X-Quote: it's $HOME `id`"));
      QVERIFY(verifiedAt(server, request, SystemClock().now()).ok());
    }
  }

  void curl_signs_itself_with_the_secret_of_the_environment_data() { schemes(); }
  void curl_signs_itself_with_the_secret_of_the_environment() {
    QFETCH(SignatureScheme, scheme);
    for (const QByteArray& body : {hostileBody(), QByteArray("a\0b\tc\r\n\xff", 8), QByteArray()}) {
      TinyServer server;
      FireRequest request = requestTo(server.url(), scheme);
      request.body = body;
      request.eventId = "msg_'$(id)";
      const QString script = operations::asCurl(request, Instant{0}, true);
      QVERIFY(!script.contains(QString::fromStdString(request.secret.text).mid(6)));
      QCOMPARE(shell(script, request.secret.text + "\n"), 0);
      QCOMPARE(server.body(), body);
      QVERIFY2(verifiedAt(server, request, SystemClock().now()).ok(),
               verifiedAt(server, request, SystemClock().now()).detail.c_str());
    }
    QVERIFY(shell(operations::asCurl(requestTo(TinyServer().url(), scheme), Instant{0}, true), {}) != 0);
  }

  void a_secret_that_is_a_text_a_long_one_and_an_ed25519_key_sign_in_the_shell_too() {
    std::string seed(64, '\x07');
    for (const workspace::Secret& secret :
         {workspace::Secret{"raw", "it's a $plain text", {}, true},
          workspace::Secret{"long", "whsec_" + QByteArray(90, 'k').toBase64().toStdString(), {}},
          workspace::Secret{
              "unpadded", "whsec_" + QByteArray(32, 'k').toBase64(QByteArray::OmitTrailingEquals).toStdString(), {}},
          workspace::Secret{"ed25519", "whsk_" + QByteArray::fromStdString(seed).toBase64().toStdString(), {}}}) {
      TinyServer server;
      FireRequest request = requestTo(server.url());
      request.secret = secret;
      QCOMPARE(shell(operations::asCurl(request, Instant{0}, true), secret.text), 0);
      QVERIFY2(verifiedAt(server, request, SystemClock().now()).ok(), secret.label.c_str());
    }
  }

 private:
  static void schemes() {
    QTest::addColumn<SignatureScheme>("scheme");
    for (const auto scheme : {SignatureScheme::StandardWebhooks, SignatureScheme::Svix, SignatureScheme::Stripe,
                              SignatureScheme::HmacHeader})
      QTest::newRow(std::string(workspace::toString(scheme)).c_str()) << scheme;
  }

  Result<FireOutcome> fired(const FireRequest& request) {
    FireEvent fire(clock_);
    auto future = fire.run(request);
    if (!QTest::qWaitFor([&] { return future.isFinished(); }, 20'000))
      return failure(ErrorKind::Timeout, "test", "not finished");
    return future.result();
  }

  static int shell(const QString& command, const std::string& secret) {
    QProcess process;
    auto environment = QProcessEnvironment::systemEnvironment();
    if (!secret.empty()) environment.insert(QStringLiteral("WEBHOOK_SECRET"), QString::fromStdString(secret));
    process.setProcessEnvironment(environment);
    QSignalSpy finished(&process, &QProcess::finished);
    process.start(QStringLiteral("bash"), {QStringLiteral("-s")});
    process.write(command.toUtf8());
    process.closeWriteChannel();
    if (!finished.wait(30'000)) return -1;
    if (process.exitCode() != 0) qInfo("%s", process.readAllStandardError().constData());
    return process.exitCode();
  }

  ManualClock clock_{*fromIso8601("2026-03-01T12:00:00Z")};
};

QTEST_GUILESS_MAIN(FireEventTest)
#include "tst_fireevent.moc"
