// The local API under requests that nobody should send: refused early, with a reason, and the server goes on.
#include <QTest>

#include "localapi/servedworkspace.h"

using namespace billing;
using tests::RawResponse;
using tests::ServedWorkspace;

class TestHostileRequests : public QObject {
  Q_OBJECT

  std::unique_ptr<ServedWorkspace> served_;

 private Q_SLOTS:
  void initTestCase() {
    served_ = std::make_unique<ServedWorkspace>("persistq");
    QVERIFY(served_->port != 0);
    served_->signUp("u_1");
  }

  void refused_data() {
    QTest::addColumn<QByteArray>("method");
    QTest::addColumn<QByteArray>("path");
    QTest::addColumn<QByteArray>("body");
    QTest::addColumn<QByteArray>("headers");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("code");
    const auto row = [](const char* name, const char* method, const char* path, const std::string& body,
                        const char* headers, int status, const char* code) {
      QTest::newRow(name) << QByteArray(method) << QByteArray(path) << QByteArray::fromStdString(body)
                          << QByteArray(headers) << status << QString::fromLatin1(code);
    };
    const char* usage = "/api/usage";
    row("empty body", "POST", usage, "", "", 400, "empty");
    row("no JSON", "POST", usage, "{", "", 400, "not_json");
    row("an array", "POST", usage, "[]", "", 400, "not_an_object");
    row("deep JSON", "POST", usage, std::string(60'000, '['), "", 400, "too_deep");
    row("duplicate keys", "POST", usage, R"({"account":"u_1","account":"u_2","action":"x"})", "", 400,
        "duplicate_keys");
    row("not UTF-8", "POST", usage, "{\"a\":\"\xff\"}", "", 400, "not_utf8");
    row("huge number", "POST", usage, R"({"account":"u_1","action":"memory.search","units":1e30})", "", 400,
        "bad_field");
    row("fraction", "POST", usage, R"({"account":"u_1","action":"memory.search","units":1.5})", "", 400, "bad_field");
    row("account is a number", "POST", usage, R"({"account":1,"action":"memory.search"})", "", 400, "bad_field");
    row("two accounts", "POST", usage, R"({"account":"u_1","userId":"u_2","action":"memory.search"})", "", 400,
        "account_ambiguous");
    row("no account", "POST", usage, R"({"action":"memory.search"})", "", 400, "account_missing");
    row("unknown account", "POST", usage, R"({"account":"nobody","action":"memory.search"})", "", 404,
        "unknown_account");
    row("unknown action", "POST", usage, R"({"account":"u_1","action":"fly"})", "", 400, "unknown_action");
    row("no units", "POST", usage, R"({"account":"u_1","action":"memory.search","units":0})", "", 400, "bad_units");
    row("too large", "POST", usage, std::string(65'537, ' '), "", 413, "body_too_large");
    row("a form", "POST", usage, "a=b", "Content-Type: application/x-www-form-urlencoded\r\n", 415, "not_json");
    row("text", "POST", usage, "{}", "Content-Type: text/plain\r\n", 415, "not_json");
    row("packed", "POST", usage, "{}", "Content-Type: application/json\r\nContent-Encoding: gzip\r\n", 415,
        "unsupported_encoding");
    row("wrong method", "DELETE", usage, "", "", 405, "method_not_allowed");
    row("options", "OPTIONS", usage, "", "", 405, "method_not_allowed");
    row("trace", "TRACE", "/metrics", "", "", 405, "method_not_allowed");
    row("put", "PUT", usage, "", "Content-Length: 0\r\n", 405, "method_not_allowed");
    row("unknown path", "GET", "/api/nothing", "", "", 404, "not_found");
    row("path with a slash too much", "GET", "/api//usage", "", "", 404, "not_found");
    row("bad query", "GET", "/api/usage?account=%zz", "", "", 400, "bad_encoding");
    row("repeated parameter", "GET", "/api/usage?account=a&account=b", "", "", 400, "repeated_parameter");
    row("line break in the account", "GET", "/api/usage?account=a%0d%0aX:1", "", "", 400, "bad_encoding");
    row("SQL in the account", "GET", "/api/usage?account=%27%3B%20DROP%20TABLE%20accounts%3B--", "", "", 404,
        "unknown_account");
    row("no token", "GET", "/api/usage?account=u_1", "", "Authorization:\r\n", 401, "token_wrong");
    row("wrong token", "GET", "/api/usage?account=u_1", "", "Authorization: Bearer x\r\n", 401, "token_wrong");
    row("account that is not UTF-8", "GET", usage, "", "X-Account-Id: \xff\r\n", 400, "bad_field");
    row("wrong method without a token", "PUT", usage, "", "Content-Length: 0\r\nAuthorization: Bearer x\r\n", 401,
        "token_wrong");
    row("misspelled webhook", "POST", "/api/webhooks/billing/dode", "{}", "", 404, "unknown_path");
    row("foreign host", "GET", "/api/usage?account=u_1", "", "Host: evil.example\r\n", 400, "invalid_host");
    row("page of another site", "POST", usage, "{}", "Origin: https://evil.example\r\n", 403, "cross_site");
    row("other action", "GET", "/api/consolidated?action=drop", "", "", 400, "unknown_action");
  }
  void refused() {
    QFETCH(QByteArray, method);
    QFETCH(QByteArray, path);
    QFETCH(QByteArray, body);
    QFETCH(QByteArray, headers);
    QFETCH(int, status);
    QFETCH(QString, code);
    const RawResponse response =
        served_->ask(method.toStdString(), path.toStdString(), body.toStdString(), headers.toStdString());
    QCOMPARE(response.status, status);
    QCOMPARE(ServedWorkspace::code(response), code);
    if (status == 401) QVERIFY(response.field("WWW-Authenticate").starts_with("Bearer"));
    QCOMPARE(served_->ask("GET", "/api/usage?account=u_1").status, 200);
  }

  void the_field_that_is_wrong_is_named() {
    const auto response = served_->ask("POST", "/api/billing/checkout", R"({"planId":5,"userId":"u_1"})");
    QCOMPARE(response.status, 400);
    QVERIFY(response.body.find("planId") != std::string::npos);
  }

  void request_ids_come_back_when_they_are_harmless() {
    QCOMPARE(served_->ask("GET", "/api/usage?account=u_1", {}, "X-Request-Id: my-id_1\r\n").field("X-Request-Id"),
             std::string("my-id_1"));
    const auto made = served_->ask("GET", "/api/usage?account=u_1", {}, "X-Request-Id: a b\r\n").field("X-Request-Id");
    QVERIFY(made.starts_with("req_"));
    QVERIFY(served_->ask("PUT", "/api/usage", {}, "Content-Length: 0\r\n").field("X-Request-Id").starts_with("req_"));
  }

  void pages_take_no_markup_from_outside() {
    served_->ask("POST", "/api/accounts", R"({"account":"<script>alert(1)</script>","name":"<img src=x>"})");
    const auto opened =
        served_->ask("POST", "/api/billing/checkout", R"({"planId":"pro","userId":"<script>alert(1)</script>"})");
    const auto page = served_->ask("GET", ServedWorkspace::pathIn(opened, "url"));
    QCOMPARE(page.status, 200);
    QVERIFY(page.body.find("<script") == std::string::npos);
    QVERIFY(page.body.find("&lt;script&gt;") != std::string::npos);
    QVERIFY(page.field("Content-Security-Policy").find("default-src 'none'") != std::string::npos);
    QCOMPARE(page.field("X-Frame-Options"), std::string("DENY"));
  }

  void return_addresses_cannot_split_the_answer() {
    for (const char* url : {"javascript:alert(1)", "//evil", "http://a@b/", "data:text/html,x"})
      QCOMPARE(ServedWorkspace::code(
                   served_->ask("POST", "/api/billing/checkout",
                                "{\"planId\":\"pro\",\"userId\":\"u_1\",\"returnUrl\":\"" + std::string(url) + "\"}")),
               QStringLiteral("bad_return_url"));
  }

  void a_burst_beyond_the_rate_is_told_when_to_come_again() {
    ServedWorkspace slow("persistq", [](workspace::Profile& profile) { profile.api.requestsPerMinute = 3; });
    for (int i = 0; i < 3; ++i) QVERIFY(slow.ask("GET", "/api/consolidated?action=health").status == 200);
    const auto response = slow.ask("GET", "/api/consolidated?action=health");
    QCOMPARE(response.status, 429);
    QVERIFY(QByteArray::fromStdString(response.field("Retry-After")).toInt() >= 1);
  }

  void guessing_tokens_is_slowed_down() {
    ServedWorkspace fresh("persistq");
    int refused = 0;
    for (int i = 0; i < 70; ++i)
      refused += fresh.ask("GET", "/api/usage", {}, "Authorization: Bearer guess\r\n").status == 429 ? 1 : 0;
    QVERIFY(refused >= 8);
    QCOMPARE(fresh.ask("GET", "/api/consolidated?action=health").status, 200);
  }
};

QTEST_GUILESS_MAIN(TestHostileRequests)
#include "tst_hostilerequests.moc"
