// Which host names, origins and statements about the body are accepted.
#include <QTest>

#include "http/requestpolicy.h"

using namespace billing::http;

namespace {

constexpr std::uint16_t port = 4242;

Head headWith(Fields fields, int minor = 1, std::string target = "/hook") {
  return {"POST", std::move(target), 1, minor, std::move(fields)};
}

int originStatus(const Head& head) {
  const auto refusal = judgeOrigin(head, port);
  return refusal ? refusal->status : 0;
}

}  // namespace

class TestRequestPolicy : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void only_the_loopback_with_our_port_is_our_host() {
    for (const char* good : {"127.0.0.1:4242", "localhost:4242", "LocalHost:4242", "[::1]:4242", "127.0.0.1", "[::1]"})
      QCOMPARE(originStatus(headWith({{"Host", good}})), 0);
    for (const char* bad : {"evil.example:4242", "127.0.0.1:80", "localhost.evil.example:4242", "[::1", "127.0.0.1:",
                            "", "127.0.0.1:4242:1", "localhost:04242", "127.0.0.2:4242", "user@localhost:4242"})
      QCOMPARE(originStatus(headWith({{"Host", bad}})), 421);
    QCOMPARE(originStatus(headWith({})), 400);
    QCOMPARE(originStatus(headWith({}, 0)), 0);
    QCOMPARE(originStatus(headWith({{"Host", "localhost:4242"}, {"host", "localhost:4242"}})), 400);
  }

  void an_absolute_target_must_name_us_too() {
    const Fields host{{"Host", "localhost:4242"}};
    QCOMPARE(originStatus(headWith(host, 1, "http://127.0.0.1:4242/hook")), 0);
    QCOMPARE(originStatus(headWith(host, 1, "http://evil.example/hook")), 421);
    QCOMPARE(originStatus(headWith(host, 1, "http://localhost:4242@evil.example/")), 421);
    QCOMPARE(pathOf("http://127.0.0.1:4242/hook?x=/y"), std::string("/hook"));
    QCOMPARE(pathOf("http://127.0.0.1:4242"), std::string("/"));
    QCOMPARE(pathOf("http://127.0.0.1:4242?x=/y"), std::string("/"));
    QCOMPARE(pathOf("/hook?x=http://a/b"), std::string("/hook"));
  }

  void pages_of_other_sites_are_refused() {
    const auto with = [](Field field) { return headWith({{"Host", "localhost:4242"}, std::move(field)}); };
    QCOMPARE(originStatus(with({"Origin", "https://evil.example"})), 403);
    QCOMPARE(originStatus(with({"Origin", "null"})), 403);
    QCOMPARE(originStatus(with({"Origin", "http://localhost:3000"})), 403);
    QCOMPARE(originStatus(with({"Origin", "http://localhost:4242"})), 0);
    QCOMPARE(originStatus(with({"Sec-Fetch-Site", "cross-site"})), 403);
    QCOMPARE(originStatus(with({"Sec-Fetch-Site", "same-site"})), 403);
    QCOMPARE(originStatus(with({"Sec-Fetch-Site", "same-origin"})), 0);
  }

  void a_person_may_follow_a_link_to_a_page_here() {
    const auto with = [](const char* method, const char* mode, const char* destination) {
      Head head = headWith({{"Host", "localhost:4242"},
                            {"Sec-Fetch-Site", "cross-site"},
                            {"Sec-Fetch-Mode", mode},
                            {"Sec-Fetch-Dest", destination}});
      head.method = method;
      return originStatus(head);
    };
    QCOMPARE(with("GET", "navigate", "document"), 0);
    QCOMPARE(with("POST", "navigate", "document"), 403);
    QCOMPARE(with("GET", "navigate", "iframe"), 403);
    QCOMPARE(with("GET", "no-cors", "document"), 403);
  }

  void statements_about_the_body_data() {
    QTest::addColumn<QByteArray>("lengths");    // Content-Length fields, '|' between them
    QTest::addColumn<QByteArray>("encodings");  // Transfer-Encoding fields
    QTest::addColumn<int>("status");
    const auto row = [](const char* lengths, const char* encodings, int status) {
      QTest::addRow("%s / %s", lengths, encodings) << QByteArray(lengths) << QByteArray(encodings) << status;
    };
    row("5", "", 0);
    row("0", "", 0);
    row("1000", "", 0);
    row("1001", "", 413);
    row("2147483648", "", 413);
    row("18446744073709551618", "", 400);
    for (const char* bad : {"-1", "+2", "0x2", "2.0", "2 2", "2,2", "two", "5|6", "5|5", "5 "}) row(bad, "", 400);
    row("", "chunked", 0);
    row("", "Chunked", 0);
    row("", "foo", 501);
    row("", "xchunked", 501);
    row("", "gzip, chunked", 501);
    row("", "chunked, gzip", 400);
    row("", "chunked, chunked", 400);
    row("", "chunked|chunked", 400);
    row("", ",chunked", 400);
    row("5", "chunked", 400);
    row("5", "foo", 400);
  }

  void statements_about_the_body() {
    QFETCH(QByteArray, lengths);
    QFETCH(QByteArray, encodings);
    QFETCH(int, status);
    Fields fields;
    if (!lengths.isEmpty())
      for (const auto& value : lengths.split('|')) fields.push_back({"Content-Length", value.toStdString()});
    if (!encodings.isEmpty())
      for (const auto& value : encodings.split('|')) fields.push_back({"transfer-encoding", value.toStdString()});
    Framing framing;
    const auto refusal = judgeFraming(headWith(fields), 1000, framing);
    QCOMPARE(refusal ? refusal->status : 0, status);
    if (status == 0) QVERIFY(framing.announced);
  }

  void old_http_has_neither_chunks_nor_expectations_nor_keep_alive() {
    Framing framing;
    QCOMPARE(judgeFraming(headWith({{"Transfer-Encoding", "chunked"}}, 0), 1000, framing)->status, 400);
    framing = {};
    QVERIFY(!judgeFraming(headWith({{"Content-Length", "5"}, {"Expect", "100-continue"}}, 0), 1000, framing));
    QVERIFY(!framing.expectContinue);
    QVERIFY(!framing.keepAlive);
  }

  void expectations_other_than_100_continue_cannot_be_met() {
    Framing framing;
    QCOMPARE(judgeFraming(headWith({{"Content-Length", "5"}, {"Expect", "a-pony"}}), 1000, framing)->status, 417);
    framing = {};
    QVERIFY(!judgeFraming(headWith({{"Content-Length", "5"}, {"Expect", "100-Continue"}}), 1000, framing));
    QVERIFY(framing.expectContinue);
  }
};

QTEST_GUILESS_MAIN(TestRequestPolicy)
#include "tst_requestpolicy.moc"
