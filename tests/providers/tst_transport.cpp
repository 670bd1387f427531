// What is repeated and what never is, how long is waited, and what a provider's refusals become.
#include <QTest>

#include "providers/calls/serverdate.h"
#include "providers/transport.h"
#include "support/scriptedclient.h"

using namespace billing;
using namespace billing::providers;
using http::Stage;
using tests::answered;
using tests::broken;
using Waits = std::vector<std::int64_t>;

namespace {

// 2026-03-01T12:00:00Z
constexpr Instant kNow{1772366400000};
const std::string kKey = "sk_" + std::string("test_abcdefghijklmnop1234");

ApiRequest read() {
  ApiRequest request;
  request.path = "/v1/customers/cus_made_up";
  request.what = "read the customer";
  return request;
}

ApiRequest write(std::string key = {}) {
  ApiRequest request;
  request.method = "POST";
  request.path = "/refunds";
  request.body = "a=b";
  request.contentType = "application/x-www-form-urlencoded";
  request.idempotencyKey = std::move(key);
  request.what = "refund pay_made_up";
  return request;
}

// A transport over a scripted client, with its own time.
struct Desk {
  explicit Desk(Habits habits, TransportLimits limits = {})
      : transport(makeTransport(client, std::move(habits), limits, clock, &patience)) {}
  static Habits dodo() { return dodoHabits({}, false, kKey); }
  static Habits stripe() { return stripeHabits({}, kKey); }

  Result<ApiAnswer> send(const ApiRequest& request, std::deque<http::Exchange> script) {
    client.script = std::move(script);
    client.seen.clear();
    patience.waits.clear();
    return transport->send(request, {});
  }
  [[nodiscard]] int calls() const { return static_cast<int>(client.seen.size()); }

  ManualClock clock{kNow};
  tests::NotedPatience patience{clock};
  tests::ScriptedClient client;
  std::unique_ptr<Transport> transport;
};

std::string fieldOf(const http::ClientRequest& request, std::string_view name) {
  for (const auto& field : request.fields)
    if (field.name == name) return field.value;
  return {};
}

}  // namespace

Q_DECLARE_METATYPE(http::Exchange)

class TestTransport : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_request_carries_what_the_provider_wants_and_its_answer_what_it_told() {
    Desk stripe(Desk::stripe());
    auto request = read();
    request.query = "limit=3";
    const auto answer = stripe.send(request, {answered(200, "{}", {{"Request-Id", "req_1"}, {"Date", "x"}})});
    QVERIFY(answer && answer->requestId == "req_1" && answer->date == "x");
    const auto& sent = stripe.client.seen.at(0);
    QCOMPARE(sent.url, std::string("https://api.stripe.com/v1/customers/cus_made_up?limit=3"));
    QCOMPARE(fieldOf(sent, "Authorization"), "Bearer " + kKey);
    QCOMPARE(fieldOf(sent, "Stripe-Version"), std::string("2026-10-28.endive"));
    QCOMPARE(fieldOf(sent, "Accept"), std::string("application/json"));
    QCOMPARE(dodoHabits({}, true, kKey).base, std::string("https://live.dodopayments.com"));
    QCOMPARE(dodoHabits({}, false, kKey).base, std::string("https://test.dodopayments.com"));
  }

  void another_host_never_sees_the_key() {
    Desk stripe(Desk::stripe());
    auto request = read();
    request.url = "https://files.example.com/invoice.pdf";
    QVERIFY(stripe.send(request, {answered(200)}));
    QCOMPARE(stripe.client.seen.at(0).url, request.url);
    QCOMPARE(fieldOf(stripe.client.seen.at(0), "Authorization"), std::string());
    auto wild = read();
    wild.path = "@example.com/x";
    QCOMPARE(stripe.send(wild, {answered(200)}).error().code, std::string("bad_path"));
    QCOMPARE(stripe.calls(), 0);
    const auto redirected = stripe.send(read(), {answered(302, "", {{"Location", "https://example.com"}})});
    QVERIFY(redirected.error().kind == ErrorKind::Unavailable && stripe.calls() == 1);
  }

  void a_post_to_stripe_always_has_a_key_and_keeps_it_over_its_repetitions() {
    Desk stripe(Desk::stripe());
    QVERIFY(stripe.send(write("mine"), {broken(Stage::Wait), answered(500), answered(200)}));
    QCOMPARE(stripe.calls(), 3);
    for (const auto& sent : stripe.client.seen) QCOMPARE(fieldOf(sent, "Idempotency-Key"), std::string("mine"));
    QVERIFY(stripe.send(write(), {broken(Stage::Body), answered(200)}));
    const auto made = fieldOf(stripe.client.seen.at(0), "Idempotency-Key");
    QVERIFY(made.size() == 36 && made == fieldOf(stripe.client.seen.at(1), "Idempotency-Key"));
    QVERIFY(stripe.send(write(), {answered(200)}));
    QVERIFY(fieldOf(stripe.client.seen.at(0), "Idempotency-Key") != made);
  }

  void a_write_to_dodo_is_repeated_only_while_nothing_has_left() {
    Desk dodo(Desk::dodo());
    QVERIFY(dodo.send(write("ignored"), {broken(Stage::Connect, "cannot_connect"), answered(429), answered(200)}));
    QCOMPARE(fieldOf(dodo.client.seen.at(0), "Idempotency-Key"), std::string());
    for (const auto& outcome : {broken(Stage::Send), broken(Stage::Wait, "answer_timeout", ErrorKind::Timeout),
                                broken(Stage::Body), answered(500), answered(503), answered(200, "<html>")}) {
      const auto answer = dodo.send(write("ignored"), {outcome, answered(200)});
      QVERIFY(!answer && isUnconfirmed(answer.error()) && !answer.error().hint.empty());
      QCOMPARE(dodo.calls(), 1);
    }
    auto harmless = write();
    harmless.safeToRepeat = true;
    QVERIFY(dodo.send(harmless, {broken(Stage::Wait), answered(200)}));
  }

  void a_write_that_may_have_been_done_stays_so_whatever_later_attempts_say() {
    Desk stripe(Desk::stripe());
    auto answer = stripe.send(write("k"), {broken(Stage::Wait), broken(Stage::Connect, "cannot_connect")});
    QVERIFY(isUnconfirmed(answer.error()) && stripe.calls() == 3);
    Desk dodo(Desk::dodo());
    auto harmless = write();
    harmless.safeToRepeat = true;
    answer = dodo.send(harmless, {broken(Stage::Wait), answered(404)});
    QVERIFY(isUnconfirmed(answer.error()));  // gone by the first attempt?
    dodo.patience.cancelled = true;
    QVERIFY(isUnconfirmed(dodo.send(harmless, {broken(Stage::Wait)}).error()));
    QCOMPARE(dodo.send(read(), {broken(Stage::Wait)}).error().code, std::string("cancelled"));
  }

  // Told as refused, a charge that was done would be made again by hand.
  void after_a_lost_attempt_only_an_answer_about_it_is_a_refusal_data() {
    QTest::addColumn<http::Exchange>("later");
    QTest::addColumn<bool>("settled");  // with a key that the provider honours
    const http::Fields told = {{"Request-Id", "req_1"}};
    const http::Fields final = {{"Request-Id", "req_1"}, {"Stripe-Should-Retry", "false"}};
    const http::Fields replayed = {{"Request-Id", "req_2"}, {"Idempotent-Replayed", "true"}};
    for (const int status : {400, 401, 403, 409, 422, 429})
      QTest::addRow("%d", status) << answered(status, "{}", final) << false;
    QTest::newRow("429, as a rule") << answered(429, "{}", told) << false;
    QTest::newRow("redirect") << answered(302, "", replayed) << false;
    QTest::newRow("404 of a proxy") << answered(404, "<html>") << false;
    QTest::newRow("cancelled in connect") << broken(Stage::Connect, "cancelled", ErrorKind::Cancelled) << false;
    QTest::newRow("tls refused") << broken(Stage::Connect, "tls_refused") << false;
    for (const int status : {402, 404}) QTest::addRow("%d", status) << answered(status, "{}", told) << true;
    for (const int status : {400, 402, 403, 404})
      QTest::addRow("%d, replayed", status) << answered(status, "{}", replayed) << true;
  }
  void after_a_lost_attempt_only_an_answer_about_it_is_a_refusal() {
    QFETCH(http::Exchange, later);
    QFETCH(bool, settled);
    for (const auto& lost : {broken(Stage::Send), broken(Stage::Wait), answered(500)}) {
      Desk stripe(Desk::stripe());
      const auto told = stripe.send(write("k"), {lost, later});
      QVERIFY(!told && stripe.calls() >= 2);
      QCOMPARE(isUnconfirmed(told.error()), !settled);
      Desk dodo(Desk::dodo());
      auto harmless = write("ignored");
      QVERIFY(isUnconfirmed(dodo.send(harmless, {lost, later}).error()) && dodo.calls() == 1);
      harmless.safeToRepeat = true;
      QVERIFY(isUnconfirmed(dodo.send(harmless, {lost, later}).error()) && dodo.calls() >= 2);
    }
  }

  void a_conflict_is_final_at_dodo_and_a_running_twin_at_stripe() {
    Desk dodo(Desk::dodo());
    auto answer = dodo.send(write(), {answered(409, R"({"code":"CONFLICT","message":"pending change"})")});
    QVERIFY(answer.error().kind == ErrorKind::Conflict && dodo.calls() == 1);
    Desk stripe(Desk::stripe());
    QVERIFY(stripe.send(write("k"), {answered(409), answered(200)}));
    QVERIFY(!stripe.send(read(), {answered(409), answered(200)}) && stripe.calls() == 1);
  }

  void the_providers_own_advice_is_followed_where_it_is_harmless() {
    Desk stripe(Desk::stripe());
    const http::Fields no = {{"stripe-should-retry", "false"}}, yes = {{"Stripe-Should-Retry", "true"}};
    QVERIFY(!stripe.send(read(), {answered(503, "{}", no), answered(200)}) && stripe.calls() == 1);
    QVERIFY(stripe.send(write("k"), {answered(400, "{}", yes), answered(200)}));
    Desk dodo(Desk::dodo());
    QVERIFY(!dodo.send(write(), {answered(500, "{}", {{"X-Should-Retry", "true"}}), answered(200)}));
    QCOMPARE(dodo.calls(), 1);
  }

  void waits_are_those_that_the_provider_asks_for_data() {
    QTest::addColumn<std::string>("name");
    QTest::addColumn<std::string>("value");
    QTest::addColumn<qint64>("wanted");
    QTest::newRow("seconds") << std::string("Retry-After") << std::string("7") << qint64(7000);
    QTest::newRow("none") << std::string("retry-after") << std::string("0") << qint64(0);
    QTest::newRow("milliseconds") << std::string("retry-after-ms") << std::string("350") << qint64(350);
    QTest::newRow("date") << std::string("Retry-After") << std::string("Sun, 01 Mar 2026 12:00:09 GMT") << qint64(9000);
    QTest::newRow("past") << std::string("Retry-After") << std::string("Sun, 01 Mar 2026 11:00:00 GMT") << qint64(0);
    QTest::newRow("reset") << std::string("X-RateLimit-Reset") << std::string("4") << qint64(4000);
    QTest::newRow("reset at") << std::string("X-RateLimit-Reset") << std::string("1772366405") << qint64(5000);
  }
  void waits_are_those_that_the_provider_asks_for() {
    QFETCH(std::string, name);
    QFETCH(std::string, value);
    QFETCH(qint64, wanted);
    Desk dodo(Desk::dodo());
    const http::Fields fields = {{name, value}, {"X-RateLimit-Remaining", "0"}};
    QVERIFY(dodo.send(write(), {answered(429, "", fields), answered(200)}));
    QCOMPARE(dodo.patience.waits.at(0), wanted);
    QCOMPARE(dodo.clock.now().ms, kNow.ms + wanted);  // once, not twice
  }

  void without_a_wish_the_waits_double_with_some_chance() {
    Desk dodo(Desk::dodo(), {.attempts = 8, .longestWaitMs = 30000});
    QVERIFY(!dodo.send(read(), {answered(500)}));
    std::int64_t full = 500;
    QCOMPARE(dodo.patience.waits.size(), std::size_t{7});
    for (const auto wait : dodo.patience.waits) {
      QVERIFY(wait <= full && wait >= full * 3 / 4);
      full = std::min<std::int64_t>(8000, full * 2);
    }
  }

  void a_wait_beyond_patience_is_an_error_that_says_when() {
    Desk stripe(Desk::stripe());
    const auto answer = stripe.send(read(), {answered(429, "{}", {{"Retry-After", "120"}})});
    QVERIFY(answer.error().kind == ErrorKind::Busy && stripe.calls() == 1 && stripe.patience.waits.empty());
    QVERIFY(answer.error().hint.find("120 s, at 2026-03-01T12:02:00Z") != std::string::npos);
  }

  void a_used_up_limit_is_waited_for_before_the_next_call() {
    Desk dodo(Desk::dodo());
    const http::Fields spent = {{"X-RateLimit-Remaining", "0"}, {"X-RateLimit-Reset", "2"}};
    QVERIFY(dodo.send(read(), {answered(200, "{}", spent)}));
    QVERIFY(dodo.patience.waits.empty());
    QVERIFY(dodo.send(read(), {answered(200)}));
    QCOMPARE(dodo.patience.waits, Waits{2000});
    QVERIFY(dodo.send(read(), {answered(200)}));
    QVERIFY(dodo.patience.waits.empty());
  }

  void the_key_is_in_no_error_whatever_the_provider_quotes() {
    const std::string other = "dk" + std::string("_odd.key-without-prefix");
    for (const auto& key : {kKey, other}) {
      Desk dodo(dodoHabits({}, false, key));
      const auto body = "{\"code\":\"" + key + "\",\"message\":\"no such key: " + key + "\"}";
      for (const auto& outcome :
           {answered(401, body, {{"X-Request-Id", key}}), answered(401, key), answered(200, key)}) {
        const auto error = dodo.send(read(), {outcome}).error();
        QVERIFY2(describe(error).find(key) == std::string::npos, describe(error).c_str());
        QVERIFY(error.code.find(key) == std::string::npos);
      }
    }
  }

  void refusals_become_errors_that_say_what_to_do_next_data() {
    QTest::addColumn<bool>("stripe");
    QTest::addColumn<int>("status");
    QTest::addColumn<std::string>("body");
    QTest::addColumn<int>("kind");
    QTest::addColumn<std::string>("code");
    QTest::addColumn<std::string>("reason");
    const auto row = [](const char* name, bool stripe, int status, std::string body, ErrorKind kind, std::string code,
                        std::string reason) {
      QTest::newRow(name) << stripe << status << std::move(body) << static_cast<int>(kind) << std::move(code)
                          << std::move(reason);
    };
    row("stripe 400", true, 400,
        R"({"error":{"type":"invalid_request_error","code":"parameter_missing","param":"items[0][price]","message":"Missing."}})",
        ErrorKind::InvalidInput, "parameter_missing", "items[0][price]: Missing.");
    row("stripe 401", true, 401, R"({"error":{"type":"invalid_request_error","message":"Invalid API Key provided"}})",
        ErrorKind::Unauthorized, "invalid_request_error", "Invalid API Key provided");
    row("stripe 402", true, 402,
        R"({"error":{"type":"card_error","code":"card_declined","decline_code":"insufficient_funds","message":"Declined."}})",
        ErrorKind::Conflict, "card_declined", "Declined. (insufficient_funds)");
    row("stripe 403", true, 403, R"({"error":{"message":"needs rak_customer_read"}})", ErrorKind::Forbidden, "http_403",
        "needs rak_customer_read");
    row("stripe 404", true, 404, R"({"error":{"code":"resource_missing","param":"id","message":"No such customer"}})",
        ErrorKind::NotFound, "resource_missing", "id: No such customer");
    row("stripe 422", true, 422, R"({"error":{"param":"amount","message":"amount must be positive"}})",
        ErrorKind::InvalidInput, "http_422", "amount must be positive");
    row("stripe 500 html", true, 500, "<h1>oops</h1>", ErrorKind::Unavailable, "http_500",
        "the answer cannot be read: <h1>oops</h1>");
    row("dodo 400", false, 400, R"({"code":"INVALID_REQUEST_PARAMETERS","message":"bad page"})",
        ErrorKind::InvalidInput, "INVALID_REQUEST_PARAMETERS", "bad page");
    row("dodo 401", false, 401, "", ErrorKind::Unauthorized, "http_401", "no reason was given");
    row("dodo 403", false, 403, R"({"code":"FORBIDDEN","message":"read only key"})", ErrorKind::Forbidden, "FORBIDDEN",
        "read only key");
    row("dodo 404", false, 404, R"({"code":"NOT_FOUND","message":"gone"})", ErrorKind::NotFound, "NOT_FOUND", "gone");
    row("dodo 409", false, 409, R"({"code":"CONFLICT","message":"pending"})", ErrorKind::Conflict, "CONFLICT",
        "pending");
    row("dodo 422 plain", false, 422,
        "Failed to deserialize the JSON body into the target type: missing field `product_id` at line 1",
        ErrorKind::InvalidInput, "http_422",
        "product_id: the answer cannot be read: Failed to deserialize the JSON body into the target type: missing "
        "field `product_id` at line 1");
    row("dodo 422", false, 422, R"({"code":"INVALID_REQUEST_BODY","message":"target type: quantity: invalid value"})",
        ErrorKind::InvalidInput, "INVALID_REQUEST_BODY", "quantity: target type: quantity: invalid value");
    row("dodo 429", false, 429, R"({"code":"TOO_MANY_REQUESTS","message":"slow down"})", ErrorKind::Busy,
        "TOO_MANY_REQUESTS", "slow down");
    row("dodo 503", false, 503, "[", ErrorKind::Unavailable, "http_503", "the answer cannot be read: [");
  }
  void refusals_become_errors_that_say_what_to_do_next() {
    QFETCH(bool, stripe);
    QFETCH(int, status);
    QFETCH(std::string, body);
    QFETCH(int, kind);
    QFETCH(std::string, code);
    QFETCH(std::string, reason);
    Desk desk(stripe ? Desk::stripe() : Desk::dodo(), {.attempts = 1, .longestWaitMs = 1});
    const http::Fields fields = {{stripe ? "Request-Id" : "X-Request-Id", "req_7"}};
    const auto error = desk.send(read(), {answered(status, body, fields)}).error();
    QCOMPARE(static_cast<int>(error.kind), kind);
    QCOMPARE(error.code, code);
    QCOMPARE(error.reason, reason);
    QVERIFY(!error.hint.empty() && error.requestId == "req_7");
    QVERIFY(error.message.starts_with("Could not read the customer ("));
    QCOMPARE(error.retryable, status == 429 || status >= 500);
  }

  void a_description_ends_each_sentence_once() {
    Error error{ErrorKind::Conflict, "c", "Could not pay.", "Your card was declined.", "Ask for another", false, {}};
    QCOMPARE(describe(error), std::string("Could not pay: Your card was declined. Ask for another"));
    error.reason.clear();
    QCOMPARE(describe(error), std::string("Could not pay. Ask for another"));
    error.message = "Could not pay";
    QCOMPARE(describe(error), std::string("Could not pay. Ask for another"));
  }

  void a_clock_off_by_hours_is_seen_in_the_servers_date() {
    QCOMPARE(clockSkewMs("Sun, 01 Mar 2026 15:00:00 GMT", kNow).value(), std::int64_t{3} * 3600 * 1000);
    QCOMPARE(clockSkewMs("Sun, 01 Mar 2026 11:59:59 GMT", kNow).value(), std::int64_t{-1000});
    for (const char* odd : {"", "yesterday", "2026-03-01T12:00:00Z", "Mon, 31 Feb 2026 00:00:00 GMT"})
      QVERIFY(!clockSkewMs(odd, kNow));
  }
};

QTEST_GUILESS_MAIN(TestTransport)
#include "tst_transport.moc"
