// A call arrives once or not at all, is never repeated or redirected by the client itself, and always tells how far it
// came.
#include <QElapsedTimer>
#include <QNetworkProxy>
#include <QTest>
#include <atomic>
#include <thread>

#include "http/client.h"
#include "support/deafport.h"
#include "support/rawserver.h"

using namespace billing;
using http::Stage;
using tests::RawPeer;
using tests::RawServer;
using namespace std::string_literals;

namespace {

http::ClientRequest get(const std::string& url) {
  http::ClientRequest request;
  request.url = url;
  request.connectTimeoutMs = 5000;
  request.answerTimeoutMs = 5000;
  return request;
}

http::ClientRequest post(const std::string& url, std::string body = R"({"amount":1900})") {
  auto request = get(url);
  request.method = "POST";
  request.body = std::move(body);
  return request;
}

http::Exchange exchanged(const http::ClientRequest& request, const CancelToken& cancel = {}) {
  return http::makeNetworkClient()->exchange(request, cancel);
}

QByteArray codeOf(const http::Exchange& exchange) {
  return exchange.error ? QByteArray::fromStdString(exchange.error->code) : QByteArray();
}

// Sends these bytes as the answer to whatever came, then closes.
RawServer::Behaviour saying(std::string bytes) {
  return [bytes = std::move(bytes)](RawPeer& peer) {
    if (!peer.readRequest().empty()) peer.send(bytes);
    return false;
  };
}

// A call that is cancelled in its middle; a second where it ends otherwise.
qint64 msFromCancelToEnd(std::uint16_t port) {
  CancelToken cancel;
  QElapsedTimer sinceCancel;
  std::thread other([&] {
    std::this_thread::sleep_for(std::chrono::milliseconds(60));
    sinceCancel.start();
    cancel.cancel();
  });
  const auto exchange = exchanged(get("http://127.0.0.1:" + std::to_string(port)), cancel);
  other.join();
  return codeOf(exchange) == "cancelled" ? sinceCancel.elapsed() : 1000;
}

struct Outcome {
  Stage stage;
  const char* code;
  const char* body;
};

}  // namespace

Q_DECLARE_METATYPE(Outcome)

class TestClient : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_request_arrives_as_it_was_written_and_its_answer_comes_back_whole() {
    std::string seen;
    auto server = std::make_unique<RawServer>([&](RawPeer& peer) {
      seen = peer.readRequest();
      peer.answer(201, "caf\xc3\xa9", "Request-Id: req_1\r\nSet-Cookie: a=b\r\n");
      return false;
    });
    const auto port = server->port();
    auto request = post(server->base() + "/v1/x?created[gte]=1&q=%20%2F#part");
    request.fields = {{"Authorization", "Bearer k"}};
    const auto exchange = exchanged(request);
    server.reset();  // its threads are done with what they have seen
    QVERIFY(!exchange.error && exchange.reached == Stage::Done);
    QCOMPARE(exchange.answer->status, 201);
    QCOMPARE(exchange.answer->body, "caf\xc3\xa9"s);
    QCOMPARE(exchange.answer->field("request-ID"), "req_1"s);
    QVERIFY(seen.starts_with("POST /v1/x?created[gte]=1&q=%20%2F HTTP/1.1\r\n"));
    QCOMPARE(tests::fieldOf(seen, "Host"), "127.0.0.1:" + std::to_string(port));
    QCOMPARE(tests::fieldOf(seen, "Authorization"), "Bearer k"s);
    QVERIFY(seen.ends_with("\r\n\r\n{\"amount\":1900}"));
  }

  // QNetworkAccessManager fails this one: it sends such a request again by itself.
  void a_write_whose_connection_dies_after_sending_reaches_the_server_exactly_once_data() {
    QTest::addColumn<bool>("afterRead");
    QTest::addColumn<bool>("reset");
    for (const bool afterRead : {false, true})
      for (const bool reset : {false, true})
        QTest::addRow("%s, %s", afterRead ? "after a read" : "first", reset ? "reset" : "closed") << afterRead << reset;
  }
  void a_write_whose_connection_dies_after_sending_reaches_the_server_exactly_once() {
    QFETCH(bool, afterRead);
    QFETCH(bool, reset);
    std::atomic<int> writes = 0;
    RawServer server([&](RawPeer& peer) {
      const auto request = peer.readRequest();
      if (request.starts_with("GET")) peer.answer(200, "{}");
      if (!request.starts_with("POST")) return request.starts_with("GET");
      ++writes;
      if (reset) peer.reset();
      return false;
    });
    if (afterRead) QVERIFY(!exchanged(get(server.base())).error);
    const auto exchange = exchanged(post(server.base()));
    QCOMPARE(codeOf(exchange), QByteArray("connection_lost"));
    QVERIFY(exchange.reached == Stage::Wait);
    QCOMPARE(writes.load(), 1);
  }

  void reads_share_a_connection_and_a_write_has_one_of_its_own() {
    RawServer server([](RawPeer& peer) {
      const auto request = peer.readRequest();
      if (!request.empty()) peer.answer(200, request.substr(0, request.find(' ')));
      return !request.empty();
    });
    for (int i = 0; i < 5; ++i) QCOMPARE(exchanged(get(server.base())).answer->body, "GET"s);
    QCOMPARE(server.connections(), 1);
    QCOMPARE(exchanged(post(server.base())).answer->body, "POST"s);
    QCOMPARE(server.connections(), 2);
  }

  void a_kept_connection_that_the_server_has_closed_is_not_used_again() {
    RawServer server([](RawPeer& peer) {
      if (!peer.readRequest().empty()) peer.answer(200, "{}");
      return false;
    });
    for (int i = 0; i < 20; ++i) {
      QVERIFY(!exchanged(get(server.base())).error);
      while (server.ended() <= i) std::this_thread::yield();
    }
    QCOMPARE(server.connections(), 20);
  }

  void answers_of_every_framing_are_read_and_cut_ones_are_told_data() {
    QTest::addColumn<std::string>("bytes");
    QTest::addColumn<Outcome>("wanted");
    const auto row = [](const char* name, std::string bytes, Outcome wanted) {
      QTest::newRow(name) << std::move(bytes) << wanted;
    };
    const std::string ok = "HTTP/1.1 200 OK\r\n";
    row("length", ok + "Content-Length: 2\r\n\r\n{}", {Stage::Done, "", "{}"});
    row("more than the length", ok + "Content-Length: 2\r\n\r\n{}trailing", {Stage::Done, "", "{}"});
    row("less than the length", ok + "Content-Length: 9\r\n\r\n{}", {Stage::Body, "connection_lost", "{}"});
    row("no such length", ok + "Content-Length: -1\r\n\r\n{}", {Stage::Body, "connection_lost", ""});
    row("until the end", ok + "\r\nall of it", {Stage::Done, "", "all of it"});
    row("old", "HTTP/1.0 200 OK\r\n\r\nold", {Stage::Done, "", "old"});
    row("chunks", ok + "Transfer-Encoding: chunked\r\n\r\n2;a=b\r\n{\"\r\n5\r\na\":1}\r\n0\r\nX: y\r\n\r\n",
        {Stage::Done, "", "{\"a\":1}"});
    row("chunks cut", ok + "Transfer-Encoding: chunked\r\n\r\n2\r\n{}\r\n5\r\na",
        {Stage::Body, "connection_lost", "{}a"});
    row("chunk without a size", ok + "Transfer-Encoding: chunked\r\n\r\nzz\r\n", {Stage::Body, "connection_lost", ""});
    row("announced", "HTTP/1.1 103 Early\r\nLink: x\r\n\r\n" + ok + "Content-Length: 1\r\n\r\n1",
        {Stage::Done, "", "1"});
    row("nothing to read", "HTTP/1.1 204 None\r\n\r\n", {Stage::Done, "", ""});
    row("header cut", "HTTP/1.1 200 OK\r\nContent-", {Stage::Wait, "connection_lost", ""});
    row("not HTTP", "220 mail.example.com ESMTP\r\n", {Stage::Wait, "connection_lost", ""});
    row("nothing", "", {Stage::Wait, "connection_lost", ""});
  }
  void answers_of_every_framing_are_read_and_cut_ones_are_told() {
    QFETCH(std::string, bytes);
    QFETCH(Outcome, wanted);
    RawServer server(saying(bytes));
    const auto exchange = exchanged(get(server.base()));
    QCOMPARE(codeOf(exchange), QByteArray(wanted.code));
    QVERIFY(exchange.reached == wanted.stage);
    QCOMPARE(exchange.answer ? exchange.answer->body : std::string(), std::string(wanted.body));
    QVERIFY(exchange.error || exchange.answer->status / 100 == 2);
  }

  void without_a_listener_or_a_name_nothing_is_sent() {
    const auto refused = exchanged(get("http://127.0.0.1:" + std::to_string(tests::closedPort())));
    QCOMPARE(codeOf(refused), QByteArray("cannot_connect"));
    QVERIFY(refused.reached == Stage::Connect && !refused.error->hint.empty());
    const auto nameless = exchanged(get("https://nobody.invalid/x"));
    QCOMPARE(codeOf(nameless), QByteArray("cannot_resolve"));
    QVERIFY(nameless.reached == Stage::Connect);
  }

  void what_is_no_address_or_no_field_is_refused_before_anything_is_sent_data() {
    QTest::addColumn<std::string>("url");
    for (const char* url : {"ftp://127.0.0.1/", "127.0.0.1:80/x", "http:///x", "http://127.0.0.1/a b", "",
                            "http://me:pw@127.0.0.1/", "http://127.0.0.1:99999/"})
      QTest::newRow(url) << std::string(url);
  }
  void what_is_no_address_or_no_field_is_refused_before_anything_is_sent() {
    QFETCH(std::string, url);
    QCOMPARE(codeOf(exchanged(get(url))), QByteArray("bad_url"));
    auto injected = get("http://127.0.0.1:1/");
    injected.fields = {{"Authorization", "Bearer k\r\nX-Other: 1"}};
    QCOMPARE(codeOf(exchanged(injected)), QByteArray("bad_field"));
  }

  void a_key_leaves_this_machine_encrypted_or_not_at_all() {
    for (const char* name : {"Authorization", "cookie", "X-Api-Key"}) {
      auto request = get("http://nobody.invalid/v1/x");
      request.fields = {{name, "Bearer k"}};
      const auto plain = exchanged(request);
      QCOMPARE(codeOf(plain), QByteArray("bad_url"));
      QVERIFY(plain.reached == Stage::Connect && plain.error->kind == ErrorKind::InvalidInput);
      QVERIFY(plain.error->hint.find("https") != std::string::npos);
      request.url = "https://nobody.invalid/v1/x";
      QCOMPARE(codeOf(exchanged(request)), QByteArray("cannot_resolve"));
      request.url = "http://localhost:" + std::to_string(tests::closedPort());
      QCOMPARE(codeOf(exchanged(request)), QByteArray("cannot_connect"));
    }
    QCOMPARE(codeOf(exchanged(get("http://nobody.invalid/"))), QByteArray("cannot_resolve"));
  }

  void a_connection_that_dies_in_the_middle_of_a_large_body_is_told_as_sending() {
    RawServer server([](RawPeer& peer) {
      if (!peer.readHead().empty()) peer.reset();
      return false;
    });
    const auto exchange = exchanged(post(server.base(), std::string(std::size_t{32} << 20U, 'x')));
    QCOMPARE(codeOf(exchange), QByteArray("connection_lost"));
    QVERIFY(exchange.reached == Stage::Send);
    QCOMPARE(server.connections(), 1);
  }

  void an_early_answer_to_a_large_body_is_an_answer() {
    RawServer server([](RawPeer& peer) {
      if (!peer.readHead().empty()) peer.answer(413, "too much");
      peer.untilClosed();
      return false;
    });
    const auto exchange = exchanged(post(server.base(), std::string(std::size_t{32} << 20U, 'x')));
    QVERIFY(exchange.answer && exchange.answer->status == 413 && exchange.reached == Stage::Done);
  }

  void a_server_that_never_connects_answers_or_ends_runs_into_its_time_limit() {
    tests::DeafPort deaf;
    auto request = get("http://127.0.0.1:" + std::to_string(deaf.port()));
    request.connectTimeoutMs = request.answerTimeoutMs = 150;
    auto exchange = exchanged(request);
    QCOMPARE(codeOf(exchange), QByteArray("connect_timeout"));
    QVERIFY(exchange.reached == Stage::Connect);

    RawServer silent([](RawPeer& peer) { return peer.readRequest(), peer.untilClosed(), false; });
    request.url = silent.base();
    exchange = exchanged(request);
    QCOMPARE(codeOf(exchange), QByteArray("answer_timeout"));
    QVERIFY(exchange.reached == Stage::Wait && exchange.error->kind == ErrorKind::Timeout);

    RawServer stuck([](RawPeer& peer) {
      if (!peer.readRequest().empty()) peer.send("HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf");
      return peer.untilClosed(), false;
    });
    request.url = stuck.base();
    exchange = exchanged(request);
    QCOMPARE(codeOf(exchange), QByteArray("answer_timeout"));
    QVERIFY(exchange.reached == Stage::Body && exchange.answer->body == "half");
  }

  void cancelling_ends_a_call_within_a_tenth_of_a_second_at_every_stage() {
    tests::DeafPort deaf;
    RawServer silent([](RawPeer& peer) { return peer.readRequest(), peer.untilClosed(), false; });
    for (const auto port : {deaf.port(), silent.port()}) {
      qint64 best = 1000;  // of three: the machine may be busy with something else
      for (int attempt = 0; attempt < 3 && best > 100; ++attempt) best = std::min(best, msFromCancelToEnd(port));
      QVERIFY2(best <= 100, qPrintable(QString::number(best)));
    }
    CancelToken before;
    before.cancel();
    QCOMPARE(codeOf(exchanged(get(silent.base()), before)), QByteArray("cancelled"));
  }

  void a_redirect_is_an_answer_and_nobody_goes_there() {
    RawServer other([](RawPeer&) { return false; });
    RawServer server(saying("HTTP/1.1 302 Found\r\nLocation: " + other.base() + "/\r\nContent-Length: 0\r\n\r\n"));
    const auto exchange = exchanged(get(server.base()));
    QCOMPARE(exchange.answer->status, 302);
    QCOMPARE(exchange.answer->field("Location"), other.base() + "/");
    QCOMPARE(other.connections(), 0);
  }

  void an_answer_beyond_the_limit_is_cut_off_however_it_is_framed() {
    const std::string large(5000, 'x');
    for (const auto& framing : {"Content-Length: 5000\r\n\r\n" + large, "\r\n" + large,
                                "Transfer-Encoding: chunked\r\n\r\n1388\r\n" + large + "\r\n0\r\n\r\n"}) {
      RawServer server(saying("HTTP/1.1 200 OK\r\n" + framing));
      auto request = get(server.base());
      request.answerLimit = 4096;
      const auto exchange = exchanged(request);
      QCOMPARE(codeOf(exchange), QByteArray("answer_too_large"));
      QVERIFY(exchange.reached == Stage::Body);
    }
  }

  void loopback_is_reached_whatever_proxy_is_set() {
    RawServer server(saying("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n"));
    QNetworkProxy::setApplicationProxy({QNetworkProxy::HttpProxy, QStringLiteral("127.0.0.1"), tests::closedPort()});
    const auto exchange = exchanged(get(server.base()));
    QNetworkProxy::setApplicationProxy({QNetworkProxy::NoProxy});
    QVERIFY(!exchange.error);
  }

  void many_threads_call_through_one_client() {
    RawServer server([](RawPeer& peer) {
      const auto request = peer.readRequest();
      if (!request.empty()) peer.answer(200, request.substr(4, request.find(" HTTP") - 4));
      return !request.empty();
    });
    const auto client = http::makeNetworkClient();
    std::atomic<int> right = 0;
    std::vector<std::thread> threads;
    for (int thread = 0; thread < 6; ++thread)
      threads.emplace_back([&, thread] {
        for (int call = 0; call < 40; ++call) {
          const auto path = "/" + std::to_string(thread) + "/" + std::to_string(call);
          const auto exchange = client->exchange(get(server.base() + path), {});
          right += exchange.answer && exchange.answer->body == path ? 1 : 0;
        }
      });
    for (auto& thread : threads) thread.join();
    QCOMPARE(right.load(), 240);
    QCOMPARE(server.connections(), 6);
  }
};

QTEST_GUILESS_MAIN(TestClient)
#include "tst_client.moc"
