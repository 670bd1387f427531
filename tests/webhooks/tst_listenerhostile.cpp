// What a hostile or clumsy client can send to the listener, row by row, and what it is told. After every row a good
// delivery still gets through, and nothing but good deliveries has been stored as accepted.
#include <QTest>

#include "support/memoryinbox.h"
#include "support/rawclient.h"
#include "support/signedrequest.h"
#include "webhooks/listener.h"

using namespace billing;
using namespace billing::webhooks;
using tests::RawClient;

namespace {

enum Ending { Kept, Closed };

const std::string line = "POST /hook HTTP/1.1\r\n";
const std::string host = "Host: localhost\r\n";
const std::string five = "Content-Length: 5\r\n\r\nhello";

QByteArray chunked(const QByteArray& chunks) {
  return QByteArray("POST /hook HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n") + chunks;
}

QByteArray withFields(const std::string& fields) {
  return QByteArray::fromStdString(line + host + fields);
}

}  // namespace

class TestListenerHostile : public QObject {
  Q_OBJECT

  ManualClock clock_{Instant{1'760'000'000'000}};
  tests::MemoryInbox inbox_;
  workspace::WebhookRoute route_;
  workspace::Secret secret_{"test", workspace::generateSecret(), {}};
  std::unique_ptr<Listener> listener_;
  std::uint16_t port_ = 0;
  int sent_ = 0;

  std::string goodRequest() {
    const std::string body = R"({"type":"subscription.active","data":{}})";
    return tests::signedRequest(route_, secret_, clock_.now(), "msg_" + std::to_string(++sent_), body);
  }

 private Q_SLOTS:
  void initTestCase() {
    route_.path = "/hook";
    ListenerConfig config;
    config.headerDeadlineMs = config.bodyDeadlineMs = config.idleDeadlineMs = 700;
    config.routes = {{route_, {secret_}}};
    listener_ = std::make_unique<Listener>(config, inbox_, clock_);
    const auto port = listener_->start();
    QVERIFY(port.has_value());
    port_ = *port;
  }

  void each_row_gets_its_answer_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");  // 0: closed without a word
    QTest::addColumn<int>("ending");
    const auto row = [](const char* name, QByteArray bytes, int status, Ending ending = Closed) {
      QTest::newRow(name) << bytes << status << static_cast<int>(ending);
    };
    const auto text = [](const std::string& bytes) { return QByteArray::fromStdString(bytes); };
    const std::string port = std::to_string(port_);

    row("no Host", text(line + five), 400);
    row("two Hosts", text(line + host + host + five), 400);
    row("DNS rebinding", text(line + "Host: evil.example:" + port + "\r\n" + five), 421);
    row("Host of another port", text(line + "Host: 127.0.0.1:1\r\n" + five), 421);
    row("absolute target of another host", text("POST http://evil.example/hook HTTP/1.1\r\n" + host + five), 421);
    row("cross-site Origin", withFields("Origin: https://evil.example\r\nContent-Type: text/plain\r\n" + five), 403);
    row("Origin null", withFields("Origin: null\r\n" + five), 403);
    row("Sec-Fetch-Site", withFields("Sec-Fetch-Site: cross-site\r\n" + five), 403);
    row("preflight", text("OPTIONS /hook HTTP/1.1\r\n" + host + "\r\n"), 405, Kept);
    row("preflight with its Origin", text("OPTIONS /hook HTTP/1.1\r\n" + host + "Origin: https://evil.example\r\n\r\n"),
        403);
    row("GET", text("GET /hook HTTP/1.1\r\n" + host + "\r\n"), 405, Kept);
    row("PUT", text("PUT /hook HTTP/1.1\r\n" + host + five), 405);
    row("wrong path", text("POST /other HTTP/1.1\r\n" + host + five), 404);
    row("path is not decoded", text("POST /%68ook HTTP/1.1\r\n" + host + five), 404);
    row("dot segments", text("POST /x/../hook HTTP/1.1\r\n" + host + five), 404);
    row("CONNECT", text("CONNECT localhost:80 HTTP/1.1\r\n" + host + "\r\n"), 405, Kept);
    row("TRACE", text("TRACE /hook HTTP/1.1\r\n" + host + "\r\n"), 405, Kept);
    row("unknown method", text("BREW /hook HTTP/1.1\r\n" + host + "\r\n"), 501);
    row("lower-case method", text("post /hook HTTP/1.1\r\n" + host + five), 501);
    row("HTTP/1.0 and chunks", text("POST /hook HTTP/1.0\r\n" + host + "Transfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        400);
    row("HTTP/9.9", text("POST /hook HTTP/9.9\r\n" + host + five), 505);
    row("HTTP/0.9", "GET /hook\r\n", 400);
    row("TLS hello", QByteArray("\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03", 11), 400);
    row("garbage", QByteArray("\xff\xfe\x00\x01garbage", 11), 400);
    row("words", "hello world\r\n\r\n", 400);
    row("Content-Length and chunked", withFields("Content-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
        400);
    row("chunked and Content-Length", withFields("Transfer-Encoding: chunked\r\nContent-Length: 5\r\n\r\n0\r\n\r\n"),
        400);
    row("two Content-Lengths", withFields("Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello"), 400);
    for (const char* length : {"-1", "+2", "0x2", "2.0", "2 2", "18446744073709551618", "", "2,2"})
      QTest::addRow("Content-Length %s", length)
          << withFields("Content-Length: " + std::string(length) + "\r\n\r\nhello") << 400 << static_cast<int>(Closed);
    row("2 GiB announced", withFields("Content-Length: 2147483648\r\n\r\n"), 413);
    row("100 GB announced", withFields("Content-Length: 100000000000\r\n\r\n"), 413);
    row("no length at all", withFields("\r\n"), 411);
    row("TE foo", withFields("Transfer-Encoding: foo\r\n\r\n"), 501);
    row("TE xchunked", withFields("Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n"), 501);
    row("TE chunked, gzip", withFields("Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"), 400);
    row("TE twice", withFields("Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"), 400);
    row("TE with a vertical tab",
        withFields("Transfer-Encoding: \x0b"
                   "chunked\r\n\r\n0\r\n\r\n"),
        400);
    row("bad chunk size", chunked("zz\r\nhello\r\n0\r\n\r\n"), 400);
    row("chunk size 0x5", chunked("0x5\r\nhello\r\n0\r\n\r\n"), 400);
    row("chunk size -5", chunked("-5\r\nhello\r\n0\r\n\r\n"), 400);
    row("chunk size wraps 64 bits", chunked("10000000000000005\r\nhello\r\n0\r\n\r\n"), 400);
    row("chunk lines end in LF", chunked("5\nhello\n0\n\n"), 400);
    row("chunk extension, then LF", chunked("5;x\nhello\r\n0\r\n\r\n"), 400);
    row("chunk extension bomb", chunked("5;" + QByteArray(65536, 'x') + "\r\nhello\r\n0\r\n\r\n"), 400);
    row("trailer", chunked("5\r\nhello\r\n0\r\nwebhook-id: msg_x\r\n\r\n"), 431);
    row("trailer bomb", chunked("0\r\n" + QByteArray("X: y\r\n").repeated(20000) + "\r\n"), 431);
    row("2 MB", withFields("Content-Length: 2000000\r\n\r\n" + std::string(2000000, 'x')), 413);
    row("2 MB in chunks", chunked(QByteArray("8000\r\n" + QByteArray(32768, 'x') + "\r\n").repeated(61) + "0\r\n\r\n"),
        413);
    row("Expect: 100-continue, too big", withFields("Content-Length: 2000000\r\nExpect: 100-continue\r\n\r\n"), 413);
    row("Expect: a pony", withFields("Expect: a-pony\r\n" + five), 417);
    row("32 kB header", withFields("X: " + std::string(32768, 'x') + "\r\n" + five), 431);
    row("2000 headers", withFields(QByteArray("X: y\r\n").repeated(2000).toStdString() + five), 431);
    row("endless headers", withFields(QByteArray("X: yyyyyyyyyyyyyyyy\r\n").repeated(50000).toStdString()), 431);
    row("one endless header", withFields("X: " + std::string(2000000, 'y')), 431);
    row("64 kB target", text("POST /" + std::string(65536, 'x') + " HTTP/1.1\r\n" + host + five), 414);
    row("space before the colon", withFields("X : y\r\n" + five), 400);
    row("NUL in a header", QByteArray("POST /hook HTTP/1.1\r\nHost: localhost\r\nX: a\0b\r\n\r\n", 48), 400);
    row("bare CR in a header", withFields("X: a\rb\r\n" + five), 400);
    row("obs-fold", withFields("X: a\r\n b\r\n" + five), 400);
    row("gzip", withFields("Content-Encoding: gzip\r\n" + five), 415);
    row("idle", "", 0);
    row("half a request line", "POST /ho", 408);
    row("half a head", text(line + host), 408);
    row("half a body", withFields("Content-Length: 500\r\n\r\nhello"), 408);
    row("half a chunk", chunked("500\r\nhello"), 408);
    row("unsigned", withFields(five), 400, Kept);
  }

  void each_row_gets_its_answer() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(int, ending);
    RawClient client(port_);
    client.send(bytes.toStdString());
    const auto response = client.response();
    QCOMPARE(response.status, status);
    QVERIFY(response.field("Access-Control-Allow-Origin").empty());
    if (status == 405) QCOMPARE(response.field("Allow"), std::string("POST"));
    if (status >= 400) QVERIFY(response.body.starts_with("{\"error\":{\"code\":"));
    if (ending == Kept) QVERIFY(client.send(goodRequest()) && client.response().status == 200);
    if (ending == Closed) QVERIFY(client.closes());

    RawClient next(port_);
    QVERIFY(next.send(goodRequest()));
    QCOMPARE(next.response().status, 200);
  }

  void only_good_deliveries_were_accepted() {
    int accepted = 0;
    for (const auto& event : inbox_.stored()) accepted += event.accepted;
    QCOMPARE(accepted, sent_);
    QCOMPARE(listener_->status().accepted, static_cast<std::uint64_t>(sent_));
  }

  void a_client_that_dies_in_its_body_leaves_a_note() {
    const auto before = listener_->status().aborted;
    const std::string request = goodRequest();
    --sent_;
    RawClient client(port_);
    QVERIFY(client.send(request.substr(0, request.size() - 3)));
    client.close();
    QTRY_COMPARE(listener_->status().aborted, before + 1);
    QCOMPARE(inbox_.stored().back().accepted, true);
    QCOMPARE(listener_->status().accepted, static_cast<std::uint64_t>(sent_));
  }

  void headers_that_drip_meet_an_absolute_deadline() {
    RawClient client(port_);
    QElapsedTimer timer;
    timer.start();
    int status = 0;
    while (status == 0 && timer.elapsed() < 12000) {
      client.send("P");
      status = client.response(50).status;
    }
    QCOMPARE(status == 408 || status == 501, true);
    QVERIFY(timer.elapsed() < 10000);
  }
};

QTEST_GUILESS_MAIN(TestListenerHostile)
#include "tst_listenerhostile.moc"
