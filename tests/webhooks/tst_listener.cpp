// The listener between sender and store: what is answered when, and what its status tells.
#include <QTest>

#include "support/memoryinbox.h"
#include "support/rawclient.h"
#include "support/signedrequest.h"
#include "webhooks/listener.h"

using namespace billing;
using namespace billing::webhooks;
using tests::RawClient;
using tests::RawResponse;

namespace {

const std::string body = R"({"type":"subscription.active","timestamp":"2025-10-09T08:53:20Z","data":{}})";

bool contains(const std::string& text, const std::string& part) {
  return text.find(part) != std::string::npos;
}

// Owns /api and tells what it was asked.
class EchoEndpoint final : public LocalEndpoint {
 public:
  bool owns(const std::string& path) const override { return path.starts_with("/api/"); }
  std::optional<http::Answer> onHead(const http::Head& head, const std::string&) override {
    if (head.method == "OPTIONS") return http::Answer{405, "no", {}};
    return std::nullopt;
  }
  void onRequest(http::Request request, http::Reply reply, const std::function<ListenerStatus()>& status) override {
    const auto accepted = status().accepted;
    reply.later([text = request.head.method + " " + request.path + " " + request.body, accepted] {
      return http::Answer{200, text + " " + std::to_string(accepted), {}, http::htmlContent};
    });
  }
};

}  // namespace

class TestListener : public QObject {
  Q_OBJECT

  ManualClock clock_{Instant{1'760'000'000'000}};
  workspace::WebhookRoute route_;
  workspace::Secret secret_{"test", workspace::generateSecret(), {}};
  std::unique_ptr<tests::MemoryInbox> inbox_;
  std::unique_ptr<Listener> listener_;
  std::uint16_t port_ = 0;

  ListenerConfig config() const {
    ListenerConfig config;
    config.routes = {{route_, {secret_}}};
    return config;
  }

  std::string request(const std::string& id, const std::string& text = body) {
    return tests::signedRequest(route_, secret_, clock_.now(), id, text);
  }

  RawResponse deliver(const std::string& bytes) {
    RawClient client(port_);
    client.send(bytes);
    return client.response();
  }

  RawResponse health() { return deliver("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n"); }

 private Q_SLOTS:
  void init() {
    route_ = {};
    route_.path = "/hook";
    clock_.set(Instant{1'760'000'000'000});
    inbox_ = std::make_unique<tests::MemoryInbox>();
    listener_ = std::make_unique<Listener>(config(), *inbox_, clock_);
    port_ = listener_->start().value_or(0);
    QVERIFY(port_ != 0);
  }
  void cleanup() {
    listener_.reset();
    inbox_.reset();
  }

  void a_delivery_is_acknowledged_only_after_its_commit() {
    inbox_->hold();
    RawClient client(port_);
    QVERIFY(client.send(request("msg_1")));
    QTRY_COMPARE(inbox_->waiting(), std::size_t{1});
    QCOMPARE(client.response(50).status, 0);
    inbox_->release();
    const RawResponse response = client.response();
    QCOMPARE(response.status, 200);
    QCOMPARE(response.body, std::string("{\"received\":true,\"duplicate\":false,\"event\":\"msg_1\"}\n"));
    const auto event = inbox_->stored().at(0);
    QCOMPARE(event.body, body);
    QCOMPARE(event.type, std::string("subscription.active"));
    QCOMPARE(event.secretLabel, std::string("test"));
    QCOMPARE(event.receivedAt, clock_.now());
    QVERIFY(event.remote.starts_with("127.0.0.1:"));
    QVERIFY(contains(event.headers, "[\"webhook-id\",\"msg_1\"]"));
  }

  void what_is_not_stored_is_not_acknowledged_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("code");
    QTest::newRow("full") << static_cast<int>(ErrorKind::Full) << QByteArray("store_full");
    QTest::newRow("read-only") << static_cast<int>(ErrorKind::ReadOnly) << QByteArray("store_read_only");
    QTest::newRow("busy") << static_cast<int>(ErrorKind::Busy) << QByteArray("store_busy");
    QTest::newRow("corrupt") << static_cast<int>(ErrorKind::Corrupt) << QByteArray("store_corrupt");
    QTest::newRow("other") << static_cast<int>(ErrorKind::Internal) << QByteArray("store_failed");
  }

  void what_is_not_stored_is_not_acknowledged() {
    QFETCH(int, kind);
    QFETCH(QByteArray, code);
    inbox_->failWith(Error{static_cast<ErrorKind>(kind), "x", "No room \"here\"", {}, {}, false, {}});
    const RawResponse response = deliver(request("msg_1"));
    QCOMPARE(response.status, 503);
    QVERIFY(!response.field("Retry-After").empty());
    QVERIFY(contains(response.body, "{\"code\":\"" + code.toStdString() + "\",\"message\":\"No room \\\"here\\\"\"}"));
    QCOMPARE(listener_->status().storeFailures, std::uint64_t{1});
    QCOMPARE(listener_->status().commonReason, code.toStdString());
    QCOMPARE(health().status, 503);
    inbox_->failWith(std::nullopt);
    QCOMPARE(deliver(request("msg_1")).status, 200);
    QCOMPARE(health().status, 200);
  }

  void what_is_no_webhook_goes_to_the_local_endpoint() {
    route_.path = "/api/webhooks/dodo";
    ListenerConfig with = config();
    with.local = std::make_shared<EchoEndpoint>();
    listener_ = std::make_unique<Listener>(with, *inbox_, clock_);
    port_ = listener_->start().value_or(0);
    QCOMPARE(deliver(request("msg_1")).status, 200);
    QCOMPARE(inbox_->stored().size(), std::size_t{1});
    const RawResponse answer = deliver("DELETE /api/x?y=1 HTTP/1.1\r\nHost: localhost\r\n\r\n");
    QCOMPARE(answer.body, std::string("DELETE /api/x  1"));
    QCOMPARE(answer.field("Content-Type"), std::string("text/html; charset=utf-8"));
    QCOMPARE(deliver("POST /api/x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\nhi").body,
             std::string("POST /api/x hi 1"));
    QCOMPARE(deliver("GET /api/webhooks/dodo HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 405);
    QCOMPARE(deliver("OPTIONS /api/x HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 405);
    QCOMPARE(deliver("GET /apix HTTP/1.1\r\nHost: localhost\r\n\r\n").status, 404);
    QCOMPARE(deliver("GET /api/x HTTP/1.1\r\nHost: evil.example\r\n\r\n").status, 421);
    QCOMPARE(health().status, 200);
  }

  void a_repeated_delivery_is_a_duplicate_and_a_success() {
    QCOMPARE(deliver(request("msg_1")).status, 200);
    const RawResponse again = deliver(request("msg_1"));
    QCOMPARE(again.status, 200);
    QVERIFY(contains(again.body, "\"duplicate\":true"));
    QCOMPARE(listener_->status().duplicates, std::uint64_t{1});
    QCOMPARE(listener_->status().recentFailed, 0);
  }

  void a_refused_signature_is_stored_and_told_with_its_reason() {
    const std::string late = request("msg_1");
    clock_.advance(301'000);
    const RawResponse response = deliver(late);
    QCOMPARE(response.status, 400);
    QVERIFY(contains(response.body, "\"code\":\"timestamp_too_old\""));
    const auto event = inbox_->stored().at(0);
    QVERIFY(!event.accepted);
    QCOMPARE(event.verdict, std::string("timestamp_too_old"));
    QCOMPARE(event.httpStatus, 400);
    QCOMPARE(listener_->status().commonReason, std::string("timestamp_too_old"));
    QVERIFY(!listener_->status().commonDetail.empty());

    route_.badSignatureStatus = 401;
    listener_->setRoutes(config().routes);
    QCOMPARE(deliver(late).status, 401);
  }

  void a_bad_body_with_a_good_signature_is_stored_and_refused() {
    const std::string deep(100'000, '[');
    const RawResponse response = deliver(request("msg_1", deep));
    QCOMPARE(response.status, 400);
    QVERIFY(contains(response.body, "\"code\":\"too_deep\""));
    const auto event = inbox_->stored().at(0);
    QCOMPARE(event.verdict, std::string("ok"));
    QCOMPARE(event.payload, std::string("too_deep"));
    QVERIFY(!event.accepted);
    QCOMPARE(event.body, deep);
  }

  void unknown_types_are_taken() {
    QCOMPARE(deliver(request("msg_1", "{\"type\":\"never.heard.of\",\"data\":{}}")).status, 200);
    QVERIFY(inbox_->stored().at(0).accepted);
  }

  void the_status_names_the_most_frequent_reason() {
    for (int i = 0; i < 3; ++i) deliver(request("msg_" + std::to_string(i)));
    const std::string unsignedRequest = "POST /hook HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}";
    for (int i = 0; i < 5; ++i) QCOMPARE(deliver(unsignedRequest).status, 400);
    QCOMPARE(deliver("POST /typo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 2\r\n\r\n{}").status, 404);
    const ListenerStatus status = listener_->status();
    QCOMPARE(status.recentTotal, 9);
    QCOMPARE(status.recentFailed, 6);
    QCOMPARE(status.commonReason, std::string("missing_header"));
    QCOMPARE(status.accepted, std::uint64_t{3});
    QCOMPARE(status.rejected, std::uint64_t{5});
    QCOMPARE(status.refused, std::uint64_t{1});
    QCOMPARE(status.deliveries, std::uint64_t{8});
    QCOMPARE(*status.lastDeliveryAt, clock_.now());
    for (int i = 0; i < 100; ++i) deliver(request("more_" + std::to_string(i)));
    QCOMPARE(listener_->status().recentFailed, 0);
    QCOMPARE(listener_->status().recentTotal, 100);
  }

  void a_change_of_status_is_told_once_until_it_is_read() {
    std::atomic<int> told{0};
    listener_->onStatusChanged([&] { ++told; });
    for (int i = 0; i < 5; ++i) deliver(request("msg_" + std::to_string(i)));
    QTRY_COMPARE(told.load(), 1);
    QCOMPARE(listener_->status().accepted, std::uint64_t{5});
    deliver(request("msg_6"));
    QTRY_VERIFY(told.load() >= 2);
    listener_->stop();
  }

  void the_health_page_tells_port_and_last_delivery() {
    const RawResponse before = health();
    QCOMPARE(before.status, 200);
    QVERIFY(contains(before.body, "\"last_delivery\":null"));
    deliver(request("msg_1"));
    const RawResponse after = health();
    QVERIFY(contains(after.body, "\"status\":\"ok\",\"port\":" + std::to_string(port_) + ",\"accepted\":1"));
    QVERIFY2(contains(after.body, "\"last_delivery\":\"2025-10-09T08:53:20Z\""), after.body.c_str());
    RawClient client(port_);
    client.send("HEAD /healthz HTTP/1.1\r\nHost: localhost\r\n\r\nPOST /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n");
    const RawResponse head = client.response(15000, false);
    QCOMPARE(head.status, 200);
    const RawResponse posted = client.response();
    QCOMPARE(posted.status, 405);
    QCOMPARE(posted.field("Allow"), std::string("GET, HEAD"));
  }

  void routes_change_without_closing_the_port() {
    RawClient client(port_);
    QVERIFY(client.send(request("msg_1")));
    QCOMPARE(client.response().status, 200);
    const std::string old = request("msg_2");
    secret_.text = workspace::generateSecret();
    route_.path = "/other";
    listener_->setRoutes(config().routes);
    QVERIFY(client.send(old));
    QCOMPARE(client.response().status, 404);
    client.close();
    QCOMPARE(deliver(request("msg_3")).status, 200);
  }

  void two_listeners_share_a_machine_but_not_a_port() {
    Listener second(config(), *inbox_, clock_);
    const auto port = second.start();
    QVERIFY(port.has_value() && *port != port_);
    ListenerConfig taken = config();
    taken.port = port_;
    Listener third(taken, *inbox_, clock_);
    const auto refused = third.start();
    QVERIFY(!refused.has_value());
    QCOMPARE(refused.error().code, std::string("port_in_use"));
    QVERIFY(!third.status().listening);
    QVERIFY(contains(third.status().error, "tst_listener"));
  }

  void a_stopped_listener_can_start_again() {
    listener_->stop();
    QVERIFY(!listener_->status().listening);
    RawClient client(port_);
    QVERIFY(!client.connected());
    port_ = listener_->start().value_or(0);
    QCOMPARE(deliver(request("msg_1")).status, 200);
  }

  void a_commit_that_comes_after_the_listener_has_gone_is_ignored() {
    inbox_->hold();
    RawClient client(port_);
    QVERIFY(client.send(request("msg_1")));
    QTRY_COMPARE(inbox_->waiting(), std::size_t{1});
    listener_.reset();
    inbox_->release();
    QCOMPARE(inbox_->stored().size(), std::size_t{1});
    QCOMPARE(client.response().status, 0);
  }
};

QTEST_GUILESS_MAIN(TestListener)
#include "tst_listener.moc"
