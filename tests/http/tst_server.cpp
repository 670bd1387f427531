// The server under good and bad clients: order of answers, connections kept and closed, deadlines, limits, vanishing
// clients.
#include <QTest>

#include <atomic>
#include <mutex>
#include <thread>

#include "http/server.h"
#include "support/rawclient.h"

using namespace billing;
using namespace billing::http;
using tests::RawClient;
using tests::RawResponse;

namespace {

constexpr int closeSoonMs = 15000;

// Answers POST /echo with the body, and /held when the test says so.
class EchoHandler final : public Handler {
 public:
  std::optional<Answer> onHead(const Head& head, const std::string& path) override {
    if (path == "/any") return std::nullopt;
    if (path != "/echo" && path != "/held") return Answer{404, "none", {}};
    if (head.method != "POST") return Answer{405, "no", {{"Allow", "POST"}}};
    return std::nullopt;
  }
  void onRequest(Request request, Reply reply) override {
    ++requests;
    if (request.path == "/any") return reply.send({303, "moved", {{"Location", "/else"}}, htmlContent});
    if (request.path == "/echo") return reply.send({200, request.body, {}});
    const std::scoped_lock lock(mutex_);
    held_.push_back(std::move(reply));
  }
  void onRefused(const Refusal& refusal, const Head&, const std::string&) override {
    const std::scoped_lock lock(mutex_);
    refusals_.push_back(std::string(refusal.code));
  }
  void onConnections(int count) override { connections = count; }

  std::vector<Reply> takeHeld() {
    const std::scoped_lock lock(mutex_);
    return std::exchange(held_, {});
  }
  std::size_t held() {
    const std::scoped_lock lock(mutex_);
    return held_.size();
  }
  bool refused(const std::string& code) {
    const std::scoped_lock lock(mutex_);
    return std::find(refusals_.begin(), refusals_.end(), code) != refusals_.end();
  }

  std::atomic<int> requests{0}, connections{0};

 private:
  std::mutex mutex_;
  std::vector<Reply> held_;
  std::vector<std::string> refusals_;
};

std::string post(const std::string& path, const std::string& body, const std::string& more = {}) {
  return "POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + std::to_string(body.size()) + "\r\n" +
         more + "\r\n" + body;
}

Limits shortLimits() {
  Limits limits;
  limits.headerDeadlineMs = limits.bodyDeadlineMs = limits.idleDeadlineMs = 300;
  return limits;
}

struct Running {
  explicit Running(const Limits& limits = {}) : server(limits, handler) { port = server.start(0).value_or(0); }
  EchoHandler handler;
  Server server;
  std::uint16_t port = 0;
};

}  // namespace

class TestServer : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void silence_about_the_body_means_none_where_the_method_allows_it() {
    Running running;
    RawClient client(running.port);
    for (const char* method : {"GET", "DELETE"}) {
      client.send(std::string(method) + " /any HTTP/1.1\r\nHost: localhost\r\n\r\n");
      const RawResponse response = client.response();
      QCOMPARE(response.status, 303);
      QCOMPARE(response.field("Location"), std::string("/else"));
      QCOMPARE(response.field("Content-Type"), std::string("text/html; charset=utf-8"));
      QCOMPARE(response.body, std::string("moved"));
    }
    client.send("HEAD /any HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(client.response(15000, false).field("Content-Length"), std::string("5"));
    client.send("POST /any HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(client.response().status, 411);
  }

  void pipelined_requests_are_answered_in_order() {
    Running running;
    RawClient client(running.port);
    std::string all;
    for (int i = 0; i < 50; ++i) all += post("/echo", "body " + std::to_string(i));
    QVERIFY(client.send(all));
    for (int i = 0; i < 50; ++i) QCOMPARE(client.response().body, "body " + std::to_string(i));
  }

  void a_request_is_understood_however_it_is_cut() {
    Running running;
    const std::string request =
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhello\r\n6;x=y\r\n "
        "world\r\n0\r\n\r\n";
    RawClient client(running.port);
    for (std::size_t cut = 1; cut < request.size(); ++cut) {
      QVERIFY(client.send(request.substr(0, cut)));
      QVERIFY(client.send(request.substr(cut)));
      QCOMPARE(client.response().body, std::string("hello world"));
    }
    RawClient slow(running.port);
    for (const char c : request) QVERIFY(slow.send({&c, 1}));
    QCOMPARE(slow.response().body, std::string("hello world"));
  }

  void a_connection_is_kept_unless_somebody_wants_it_closed() {
    Running running;
    RawClient client(running.port);
    QVERIFY(client.send(post("/echo", "1")));
    QCOMPARE(client.response().status, 200);
    QVERIFY(client.send(post("/nowhere", "")));
    QCOMPARE(client.response().status, 404);
    QVERIFY(client.send(post("/echo", "2", "Connection: close\r\n")));
    const RawResponse last = client.response();
    QCOMPARE(last.body, std::string("2"));
    QCOMPARE(last.field("connection"), std::string("close"));
    QVERIFY(client.closes(closeSoonMs));
  }

  void both_loopback_addresses_answer() {
    Running running;
    RawClient client(running.port, true);
    if (!client.connected()) QSKIP("this machine has no IPv6 loopback");
    QVERIFY(client.send(post("/echo", "six")));
    QCOMPARE(client.response().body, std::string("six"));
  }

  void a_large_body_arrives_whole() {
    Running running;
    RawClient client(running.port);
    std::string body(1024 * 1024, 'x');
    body[12345] = '\0';
    QVERIFY(client.send(post("/echo", body)));
    QVERIFY(client.response().body == body);
    QVERIFY(client.send(post("/echo", body + "y")));
    QCOMPARE(client.response().status, 413);
  }

  void expect_continue_is_answered_before_the_body() {
    Running running;
    RawClient client(running.port);
    const std::string request = post("/echo", "later", "Expect: 100-continue\r\n");
    QVERIFY(client.send(request.substr(0, request.size() - 5)));
    QCOMPARE(client.response().status, 100);
    QVERIFY(client.send("later"));
    QCOMPARE(client.response().body, std::string("later"));
    QVERIFY(client.send(
        "POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2000000\r\nExpect: 100-continue\r\n\r\n"));
    QCOMPARE(client.response().status, 413);
    QVERIFY(client.closes(closeSoonMs));
  }

  void deadlines_are_absolute_data() {
    QTest::addColumn<QByteArray>("head");
    QTest::addColumn<QByteArray>("drip");
    QTest::addColumn<int>("status");
    QTest::newRow("idle") << QByteArray() << QByteArray() << 0;
    QTest::newRow("half a head") << QByteArray("POST /echo HTTP/1.1\r\n") << QByteArray() << 408;
    QTest::newRow("head drips") << QByteArray("POST /echo HTTP/1.1\r\nX: ") << QByteArray("a") << 408;
    QTest::newRow("half a body") << QByteArray("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n")
                                 << QByteArray() << 408;
    QTest::newRow("body drips") << QByteArray("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\n")
                                << QByteArray("a") << 408;
  }

  void deadlines_are_absolute() {
    QFETCH(QByteArray, head);
    QFETCH(QByteArray, drip);
    QFETCH(int, status);
    Running running(shortLimits());
    RawClient client(running.port);
    QElapsedTimer timer;
    timer.start();
    client.send(head.toStdString());
    RawResponse response;
    while (timer.elapsed() < closeSoonMs && response.status == 0) {
      if (!drip.isEmpty()) client.send(drip.toStdString());
      if (client.closes(20)) break;
      response = client.response(1);
    }
    if (response.status == 0) response = client.response(1);
    QCOMPARE(response.status, status);
    QVERIFY(client.closes(closeSoonMs));
    QVERIFY(timer.elapsed() < 10000);
  }

  void one_connection_too_many_is_told_so() {
    Limits limits;
    limits.maxConnections = 3;
    Running running(limits);
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 3; ++i) clients.push_back(std::make_unique<RawClient>(running.port));
    QTRY_COMPARE(running.handler.connections.load(), 3);
    RawClient extra(running.port);
    const RawResponse response = extra.response();
    QCOMPARE(response.status, 503);
    QVERIFY(!response.field("Retry-After").empty());
    QVERIFY(extra.closes(closeSoonMs));
    clients.clear();
    QTRY_COMPARE(running.handler.connections.load(), 0);
    RawClient again(running.port);
    QVERIFY(again.send(post("/echo", "room")));
    QCOMPARE(again.response().body, std::string("room"));
  }

  void a_thousand_clients_are_served_or_turned_away() {
    Running running;
    int served = 0, turnedAway = 0;
    std::vector<std::unique_ptr<RawClient>> clients;
    for (int i = 0; i < 1000; ++i) clients.push_back(std::make_unique<RawClient>(running.port));
    for (auto& client : clients) client->send(post("/echo", "x"));
    for (auto& client : clients) {
      const int status = client->response(15000).status;
      served += status == 200;
      turnedAway += status == 503 || status == 0;
      if (status == 0) QVERIFY(client->closes(1));
    }
    QCOMPARE(served, 256);
    QCOMPARE(turnedAway, 744);
  }

  void a_client_that_dies_in_its_body_leaves_a_note_and_no_request() {
    Running running;
    RawClient client(running.port);
    QVERIFY(client.send("POST /echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 500\r\n\r\nabc"));
    client.vanish();
    QTRY_VERIFY(running.handler.refused("aborted"));
    QCOMPARE(running.handler.requests.load(), 0);
  }

  void clients_that_vanish_before_their_answer_do_no_harm() {
    Running running;
    for (int round = 0; round < 20; ++round) {
      std::vector<std::unique_ptr<RawClient>> clients;
      for (int i = 0; i < 16; ++i) {
        clients.push_back(std::make_unique<RawClient>(running.port));
        QVERIFY(clients.back()->send(post("/held", "x")));
      }
      QTRY_COMPARE(running.handler.held(), std::size_t{16});
      for (auto& client : clients) client->vanish();
      std::thread writer([&] {
        for (const Reply& reply : running.handler.takeHeld()) reply.later([] { return Answer{200, "late", {}}; });
      });
      writer.join();
    }
    RawClient client(running.port);
    QVERIFY(client.send(post("/echo", "alive")));
    QCOMPARE(client.response().body, std::string("alive"));
    client.close();
    QTRY_COMPARE(running.handler.connections.load(), 0);
  }

  void only_the_first_answer_counts() {
    Running running;
    RawClient client(running.port);
    QVERIFY(client.send(post("/held", "x")));
    QTRY_COMPARE(running.handler.held(), std::size_t{1});
    const Reply reply = running.handler.takeHeld().front();
    reply.later([] { return Answer{200, "first", {}}; });
    reply.later([] { return Answer{200, "second", {}}; });
    QCOMPARE(client.response().body, std::string("first"));
    QVERIFY(client.send(post("/echo", "next")));
    QCOMPARE(client.response().body, std::string("next"));
  }

  void an_answer_can_be_broken_off_in_the_middle_or_before_it_begins() {
    Running running;
    for (const std::string& bytes : {std::string(), std::string("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nhal")}) {
      RawClient client(running.port);
      QVERIFY(client.send(post("/held", "x")));
      QTRY_COMPARE(running.handler.held(), std::size_t{1});
      running.handler.takeHeld().front().breakOff(bytes);
      QVERIFY(client.closes(closeSoonMs));
      QCOMPARE(client.response(100).status, 0);
    }
  }

  void an_answer_that_does_not_come_is_a_503() {
    Limits limits;
    limits.answerDeadlineMs = 100;
    Running running(limits);
    RawClient client(running.port);
    QVERIFY(client.send(post("/held", "x")));
    const RawResponse response = client.response();
    QCOMPARE(response.status, 503);
    QVERIFY(client.closes(closeSoonMs));
  }

  void stopping_lets_a_running_request_finish() {
    auto running = std::make_unique<Running>();
    RawClient idle(running->port), client(running->port);
    QVERIFY(client.send(post("/held", "x")));
    QTRY_COMPARE(running->handler.held(), std::size_t{1});
    const Reply reply = running->handler.takeHeld().front();
    std::thread stopper([&] { running->server.stop(5000); });
    QVERIFY(idle.closes(closeSoonMs));
    reply.later([] { return Answer{200, "done", {}}; });
    QCOMPARE(client.response().body, std::string("done"));
    client.close();
    stopper.join();
    running.reset();
    reply.later([] { return Answer{}; });
  }

  void a_port_in_use_is_told_with_its_holder_and_the_next_free_one() {
    Running first;
    EchoHandler handler;
    Server second(Limits{}, handler);
    const auto result = second.start(first.port);
    QVERIFY(!result.has_value());
    QCOMPARE(result.error().kind, ErrorKind::Busy);
    QCOMPARE(result.error().code, std::string("port_in_use"));
    QVERIFY(result.error().reason.find("tst_server") != std::string::npos);
    QVERIFY(result.error().hint.find("Port ") == 0);
  }
};

QTEST_GUILESS_MAIN(TestServer)
#include "tst_server.moc"
