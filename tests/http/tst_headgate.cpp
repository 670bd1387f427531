// The doorman for request heads: what it lets through, what it refuses, and that it does not matter how the bytes are
// cut.
#include <QTest>

#include "http/headgate.h"

using namespace billing::http;

namespace {

struct Outcome {
  HeadGate::State state = HeadGate::State::NeedMore;
  int status = 0;
  std::size_t used = 0;
  Head head;
};

Outcome feed(std::string_view bytes, std::size_t cut) {
  HeadGate gate{Limits{}};
  Outcome outcome;
  for (const std::string_view part : {bytes.substr(0, cut), bytes.substr(cut)}) {
    std::size_t used = 0;
    if (outcome.state == HeadGate::State::NeedMore) outcome.state = gate.feed(part, used);
    outcome.used += used;
  }
  outcome.status = outcome.state == HeadGate::State::Refused ? gate.refusal().status : 0;
  outcome.head = gate.takeHead();
  return outcome;
}

const std::string good = "POST /hook?a=1 HTTP/1.1\r\nHost: localhost\r\nwebhook-id:\tmsg_1 \r\nX-Empty:\r\n\r\n";

}  // namespace

class TestHeadGate : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_good_head_is_read_the_same_wherever_it_is_cut() {
    for (std::size_t cut = 0; cut <= good.size(); ++cut) {
      const Outcome outcome = feed(good + "BODY", cut);
      QCOMPARE(outcome.state, HeadGate::State::Complete);
      QCOMPARE(outcome.used, good.size());
      QCOMPARE(outcome.head.method, std::string("POST"));
      QCOMPARE(outcome.head.target, std::string("/hook?a=1"));
      QCOMPARE(outcome.head.minor, 1);
      QCOMPARE(outcome.head.fields.size(), std::size_t{3});
      QCOMPARE(outcome.head.fields[1].name, std::string("webhook-id"));
      QCOMPARE(outcome.head.fields[1].value, std::string("msg_1"));
      QCOMPARE(outcome.head.fields[2].value, std::string());
    }
  }

  void every_shorter_piece_of_a_good_head_needs_more() {
    for (std::size_t length = 0; length < good.size(); ++length)
      QCOMPARE(feed(good.substr(0, length), 0).state, HeadGate::State::NeedMore);
  }

  void impossible_bytes_are_refused_wherever_they_are_cut_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    QTest::addColumn<int>("at");  // how many bytes are needed to know
    const auto row = [](const char* name, QByteArray bytes, int status, int at) {
      QTest::newRow(name) << bytes << status << at;
    };
    row("TLS hello", QByteArray("\x16\x03\x01\x02\x00", 5), 400, 1);
    row("NUL first", QByteArray("\0", 1), 400, 1);
    row("space first", " GET / HTTP/1.1\r\n", 400, 1);
    row("second empty line", "\r\n\r\nGET / HTTP/1.1\r\n", 400, 3);
    row("HTTP/0.9", "GET /hook\r\n", 400, 10);
    row("target is a word", "POST hook HTTP/1.1\r\n", 400, 10);
    row("two spaces", "POST  /hook HTTP/1.1\r\n", 400, 6);
    row("https target", "GET https://localhost/ HTTP/1.1\r\n", 400, 23);
    row("not HTTP", "POST /hook HTTX/1.1\r\n", 400, 15);
    row("lower case http", "POST /hook http/1.1\r\n", 400, 12);
    row("two-digit version", "POST /hook HTTP/1.10\r\n", 400, 20);
    row("HTTP/9.9", "POST /hook HTTP/9.9\r\n", 505, 20);
    row("HTTP/2 preface", "PRI * HTTP/2.0\r\n", 505, 15);
    row("LF only", "POST /hook HTTP/1.1\nHost: a\n\n", 400, 20);
    row("CR without LF", "POST /hook HTTP/1.1\rX", 400, 21);
    row("obs-fold", "POST /hook HTTP/1.1\r\nA: b\r\n c\r\n\r\n", 400, 28);
    row("space before colon", "POST /hook HTTP/1.1\r\nHost : a\r\n\r\n", 400, 26);
    row("no colon", "POST /hook HTTP/1.1\r\nHost\r\n", 400, 26);
    row("empty name", "POST /hook HTTP/1.1\r\n: a\r\n", 400, 22);
    row("NUL in value", QByteArray("POST /hook HTTP/1.1\r\nA: b\0c\r\n\r\n", 32), 400, 26);
    row("CR in value", "POST /hook HTTP/1.1\r\nA: b\rc\r\n\r\n", 400, 27);
    row("LF in value", "POST /hook HTTP/1.1\r\nA: b\nB: c\r\n\r\n", 400, 26);
    row("unknown long method", QByteArray(40, 'A'), 501, 33);
  }

  void impossible_bytes_are_refused_wherever_they_are_cut() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QFETCH(int, at);
    const std::string text = bytes.toStdString();
    for (std::size_t cut = 0; cut <= text.size(); ++cut) QCOMPARE(feed(text, cut).status, status);
    QCOMPARE(feed(text.substr(0, static_cast<std::size_t>(at)), 0).status, status);
    QCOMPARE(feed(text.substr(0, static_cast<std::size_t>(at) - 1), 0).state, HeadGate::State::NeedMore);
  }

  void sizes_have_limits_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const QByteArray line("POST /hook HTTP/1.1\r\n");
    QTest::newRow("64 kB target") << QByteArray("GET /" + QByteArray(65536, 'a')) << 414;
    QTest::newRow("32 kB header") << QByteArray(line + "X: " + QByteArray(32768, 'a')) << 431;
    QTest::newRow("32 kB name") << QByteArray(line + QByteArray(32768, 'a')) << 431;
    QTest::newRow("endless padding") << QByteArray(line + "X:" + QByteArray(32768, ' ')) << 431;
    QTest::newRow("101 fields") << QByteArray(line + QByteArray("A: b\r\n").repeated(101)) << 431;
    QTest::newRow("100 fields") << QByteArray(line + QByteArray("A: b\r\n").repeated(100) + "\r\n") << 0;
  }

  void sizes_have_limits() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    QCOMPARE(feed(bytes.toStdString(), 100).status, status);
  }
};

QTEST_GUILESS_MAIN(TestHeadGate)
#include "tst_headgate.moc"
