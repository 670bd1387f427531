// The sandbox as a server: who answers what, what survives, how it fails on order.
#include <QDir>
#include <QFile>
#include <QTemporaryDir>
#include <QTest>
#include <algorithm>
#include <thread>

#include "http/client.h"
#include "sandbox/sandbox.h"
#include "sandbox/workspaceseeds.h"
#include "support/rawclient.h"
#include "support/verifyresult.h"
#include "workspace/shippedprofiles.h"

using namespace billing;
using namespace billing::sandbox;

namespace {

const Instant start = *fromIso8601("2026-01-31T12:00:00Z");
const std::string testKey = "sk_" + std::string("test_sandbox");

const std::string ada = R"({"email":"ada@example.com","name":"Ada"})";

struct Running {
  explicit Running(SandboxOptions options = {}) : box(std::move(options), clock) {
    const auto started = box.start();
    if (started) port = *started;
  }
  http::Exchange call(const std::string& method, const std::string& path, const std::string& body = {}) {
    http::ClientRequest request;
    request.method = method;
    request.url = "http://127.0.0.1:" + std::to_string(port) + path;
    const bool form = path.starts_with("/v1/");  // Stripe's way
    request.fields = {{"Authorization", "Bearer " + (form ? testKey : std::string("dodo"))}};
    if (method == "POST")
      request.fields.push_back({"Content-Type", form ? "application/x-www-form-urlencoded" : "application/json"});
    request.body = body;
    return client->exchange(request, {});
  }
  std::string text(const std::string& method, const std::string& path, const std::string& body = {}) {
    const auto exchange = call(method, path, body);
    return exchange.answer ? exchange.answer->body : std::string();
  }
  int status(const std::string& method, const std::string& path, const std::string& body = {}) {
    const auto exchange = call(method, path, body);
    return exchange.answer ? exchange.answer->status : 0;
  }
  bool says(const std::string& path, const std::string& part) {
    return text("GET", path).find(part) != std::string::npos;
  }

  ManualClock clock{start};
  Sandbox box;
  std::uint16_t port = 0;
  std::unique_ptr<http::Client> client = http::makeNetworkClient();
};

SandboxOptions selling() {
  SandboxOptions options;
  SeedProduct plan;
  plan.provider = Provider::Stripe;
  plan.id = "price_seed";
  plan.name = "Pro";
  plan.amountMinor = 999;
  plan.currency = "USD";
  plan.interval = "month";
  options.products = {plan};
  plan.provider = Provider::Dodo;
  plan.id = "pdt_seed";
  options.products.push_back(plan);
  return options;
}

}  // namespace

class TestSandboxServer : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void each_dialect_answers_its_own_paths() {
    Running running(selling());
    QVERIFY(running.says("/products/pdt_seed", "\"product_id\""));
    QVERIFY(running.says("/v1/nothing/here", "invalid_request_error"));
    QCOMPARE(running.status("GET", "/sandbox/nothing"), 404);
    QCOMPARE(running.status("GET", "/pay/nothing"), 404);
  }

  void what_was_done_is_there_after_a_restart_and_seeds_are_not_planted_twice() {
    QTemporaryDir folder;
    SandboxOptions options = selling();
    options.file = folder.filePath(QStringLiteral("box")).toStdString();
    std::string first;
    {
      Running running(options);
      QCOMPARE(running.status("POST", "/customers", ada), 200);
      first = running.text("GET", "/products/pdt_seed");
    }
    Running again(options);
    QVERIFY(again.says("/customers", "ada@example.com"));
    QVERIFY(again.says("/sandbox", "\"products\":2"));
    QCOMPARE(again.text("GET", "/products/pdt_seed"), first);
  }

  void the_secret_given_at_the_start_is_never_on_disk() {
    QTemporaryDir folder;
    SandboxOptions options;
    options.file = folder.filePath(QStringLiteral("box")).toStdString();
    options.deliverTo = "http://127.0.0.1:1/hook";
    options.dodoSecret = "whsec" + std::string("_TWFkZVVwU2VjcmV0T2ZBVGVzdE1hZGVVcA==");
    options.stripeSecret = "whsec" + std::string("_GivenAtTheStart");
    const auto written = [&] {
      QByteArray all;
      for (const QString& name : QDir(folder.path()).entryList(QDir::Files))
        if (QFile file(folder.filePath(name)); file.open(QIODevice::ReadOnly)) all += file.readAll();
      return all;
    };
    {
      Running running(options);
      QCOMPARE(running.status("POST", "/customers", ada), 200);
      QVERIFY(written().contains("ada@example.com") && !written().contains("GivenAtTheStart"));
    }
    const Running again(options);
    QVERIFY(!written().contains("GivenAtTheStart") && !written().contains("TWFkZVVw"));
  }

  void the_clock_moves_forward_by_months_and_keeps_to_their_ends() {
    Running running;
    QCOMPARE(running.status("POST", "/sandbox/clock", R"({"months":1})"), 200);
    // Every answer is dated by the sandbox's clock, once: that is how a client learns what time it is there.
    const auto dated = running.call("GET", "/sandbox");
    QCOMPARE(dated.answer->field("Date"), std::string("Sat, 28 Feb 2026 12:00:00 GMT"));
    QCOMPARE(std::ranges::count(dated.answer->fields, std::string("Date"), &http::Field::name), 1);
    QVERIFY(running.says("/sandbox", "\"time\":\"2026-02-28T12:00:00Z\""));
    QCOMPARE(running.status("POST", "/sandbox/clock", R"({"to":"2026-01-01T00:00:00Z"})"), 400);
    for (const char* wrong : {"{}", "[]", R"({"days":-1})", R"({"to":"soon"})", R"({"months":999999999})"})
      QCOMPARE(running.status("POST", "/sandbox/clock", wrong), 400);
    for (const char* tooFar :
         {R"({"to":"2036-12-31T00:00:00Z"})", R"({"months":121})", R"({"days":3661})", R"({"months":120,"days":3000})"})
      QVERIFY2(running.text("POST", "/sandbox/clock", tooFar).find("bad_time") != std::string::npos, tooFar);
    for (const char* odd : {R"({"to":"2026-03-02T00:00:00Z","days":1})", R"({"months":"1"})", R"({"days":1.5})"})
      QCOMPARE(running.status("POST", "/sandbox/clock", odd), 400);
    QVERIFY(running.says("/sandbox", "\"time\":\"2026-02-28T12:00:00Z\""));
    const auto moved = running.box.advanceTo(*fromIso8601("2026-03-05T00:00:00Z"));
    VERIFY_RESULT(moved);
    QVERIFY(running.box.status().now >= *fromIso8601("2026-03-05T00:00:00Z"));
  }

  void deliveries_are_repeated_a_hundred_times_at_most() {
    Running running;
    for (const char* wrong : {R"({"duplicate":101})", R"({"duplicate":-1})", R"({"duplicate":"2"})"})
      QCOMPARE(running.status("POST", "/sandbox/deliveries", wrong), 400);
    QVERIFY(running.says("/sandbox/deliveries", "\"duplicate\":0"));
    QCOMPARE(running.status("POST", "/sandbox/deliveries", R"({"duplicate":100})"), 200);
    QVERIFY(running.says("/sandbox/deliveries", "\"duplicate\":100"));
  }

  void failures_come_as_ordered_and_say_whether_something_was_done_data() {
    QTest::addColumn<QByteArray>("fault");
    QTest::addColumn<int>("stage");
    QTest::addColumn<int>("status");
    QTest::addColumn<bool>("acted");
    using http::Stage;
    const auto row = [](const char* fault, Stage stage, int status, bool acted) {
      QTest::newRow(fault) << QByteArray(fault) << static_cast<int>(stage) << status << acted;
    };
    row(R"({"stage":"drop_before"})", Stage::Wait, 0, false);
    row(R"({"stage":"drop_after"})", Stage::Wait, 0, true);
    row(R"({"stage":"half_body"})", Stage::Body, 200, true);
    row(R"({"stage":"garbage"})", Stage::Done, 200, true);
    row(R"({"stage":"500"})", Stage::Done, 500, false);
    row(R"({"stage":"503"})", Stage::Done, 503, false);
    row(R"({"stage":"429","retry_after":7})", Stage::Done, 429, false);
    row(R"({"stage":"slow","ms":30})", Stage::Done, 200, true);
  }
  void failures_come_as_ordered_and_say_whether_something_was_done() {
    QFETCH(QByteArray, fault);
    QFETCH(int, stage);
    QFETCH(int, status);
    QFETCH(bool, acted);
    Running running;
    QCOMPARE(running.status("POST", "/sandbox/faults", fault.toStdString()), 200);
    QVERIFY(running.says("/sandbox", "\"faults\":1"));
    const auto exchange = running.call("POST", "/customers", ada);
    QCOMPARE(static_cast<int>(exchange.reached), stage);
    QCOMPARE(exchange.answer ? exchange.answer->status : 0, status);
    if (status == 429) QCOMPARE(exchange.answer->field("retry-after"), std::string("7"));
    QVERIFY(running.says("/sandbox", acted ? "\"customers\":1" : "\"customers\":0"));
    QCOMPARE(running.status("POST", "/customers", ada), 200);
  }

  void a_failure_can_wait_for_its_call() {
    Running running;
    running.text("POST", "/sandbox/faults", R"({"stage":"500","method":"POST","path":"/cust","times":2})");
    QCOMPARE(running.status("GET", "/customers"), 200);
    QCOMPARE(running.status("POST", "/customers", ada), 500);
    QCOMPARE(running.status("POST", "/customers", ada), 500);
    QCOMPARE(running.status("POST", "/customers", ada), 200);
    QCOMPARE(running.status("POST", "/sandbox/faults", R"({"stage":"fire"})"), 400);
    QCOMPARE(running.status("DELETE", "/sandbox/faults"), 200);
  }

  void a_post_that_tells_no_length_has_no_body() {
    Running running;
    tests::RawClient client(running.port);
    const std::string host = "Host: 127.0.0.1:" + std::to_string(running.port) + "\r\n";
    // On one connection: nothing of the second is taken for the body of the first.
    client.send("POST /v1/customers HTTP/1.1\r\n" + host + "Authorization: Bearer " + testKey + "\r\n\r\n");
    QCOMPARE(client.response().status, 200);
    client.send("PUT /sandbox/clock HTTP/1.1\r\n" + host + "\r\nGET /sandbox HTTP/1.1\r\n" + host + "\r\n");
    QVERIFY(client.response().status != 411);
    const auto told = client.response();
    QVERIFY2(told.body.find("\"customers\":1") != std::string::npos, told.body.c_str());
  }

  void pages_of_other_sites_and_other_hosts_are_not_served() {
    Running running;
    tests::RawClient client(running.port);
    client.send("POST /sandbox/clock HTTP/1.1\r\nHost: 127.0.0.1:" + std::to_string(running.port) +
                "\r\nOrigin: https://evil.example\r\nContent-Length: 12\r\n\r\n{\"months\":1}");
    QCOMPARE(client.response().status, 403);
    tests::RawClient other(running.port);
    other.send("GET /sandbox HTTP/1.1\r\nHost: evil.example\r\n\r\n");
    QCOMPARE(other.response().status, 421);
  }

  void charges_are_counted_where_money_would_have_moved() {
    Running running;
    QVERIFY(running.says("/sandbox/charges", "\"count\":0"));
    running.text(
        "POST", "/v1/payment_intents",
        "amount=500&currency=usd&confirm=true&payment_method=pm_card_visa&return_url=https%3A%2F%2Fshop.example");
    QVERIFY(running.says("/sandbox/charges", "\"sum\":{\"USD\":500}"));
    running.text("POST", "/v1/payment_intents",
                 "amount=500&currency=usd&confirm=true&payment_method=pm_card_visa_chargeDeclined");
    QVERIFY(running.says("/sandbox/charges", "\"count\":1"));
  }

  void a_workspace_finds_its_plans_and_packs() {
    const auto profile = workspace::shippedProfile("pixell");
    VERIFY_RESULT(profile);
    const auto seeds = seedsOf(*profile);
    QVERIFY(seeds.size() >= 4);
    const auto pack = std::ranges::find_if(seeds, [](const auto& seed) { return seed.interval.empty(); });
    QVERIFY(pack != seeds.end());
    QCOMPARE(pack->amountMinor, 2000);
    SandboxOptions options;
    options.products = seeds;
    Running running(options);
    QVERIFY(running.says("/sandbox", "\"products\":" + std::to_string(seeds.size())));
  }

  void two_cannot_have_one_port() {
    Running running;
    SandboxOptions options;
    options.port = running.port;
    Sandbox second(options, running.clock);
    const auto started = second.start();
    QVERIFY(!started);
    QCOMPARE(started.error().code, std::string("port_in_use"));
  }

  void it_may_be_started_stopped_and_moved_from_many_threads() {
    const ManualClock clock(start);
    Sandbox box({}, clock);
    std::vector<std::thread> threads;
    std::atomic<int> odd = 0;
    for (int i = 0; i < 4; ++i)
      threads.emplace_back([&, i] {
        for (int n = 0; n < 8; ++n) {
          if (i == 0 && !box.start()) ++odd;
          if (i == 1) box.stop();
          if (const auto moved = box.advanceTo({start.ms + 1000});
              !moved && moved.error().code != "sandbox_stopped" && moved.error().code != "clock_moves_forward_only")
            ++odd;
        }
      });
    for (auto& thread : threads) thread.join();
    QCOMPARE(odd.load(), 0);
    box.stop();
    QVERIFY(!box.status().running && !box.advanceTo({start.ms + 2000}));
    VERIFY_RESULT(box.start());
    VERIFY_RESULT(box.advanceTo({start.ms + 3000}));
  }

  void stopping_while_calls_run_loses_nothing_that_was_answered() {
    QTemporaryDir folder;
    SandboxOptions options;
    options.file = folder.filePath(QStringLiteral("box")).toStdString();
    int answered = 0;
    {
      Running running(options);
      for (int i = 0; i < 50; ++i) answered += running.status("POST", "/customers", ada) == 200 ? 1 : 0;
      running.box.stop();
      QCOMPARE(running.status("GET", "/sandbox"), 0);
    }
    Running again(options);
    QVERIFY(again.says("/sandbox", "\"customers\":" + std::to_string(answered)));
  }
};

QTEST_GUILESS_MAIN(TestSandboxServer)
#include "tst_sandboxserver.moc"
