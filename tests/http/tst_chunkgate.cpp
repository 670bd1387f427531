// The doorman for chunked bodies.
#include <QTest>

#include "http/chunkgate.h"

using namespace billing::http;

namespace {

struct Outcome {
  ChunkGate::State state = ChunkGate::State::NeedMore;
  int status = 0;
  std::size_t used = 0;
};

Outcome feed(std::string_view bytes, std::size_t cut) {
  ChunkGate gate{1000};
  Outcome outcome;
  for (const std::string_view part : {bytes.substr(0, cut), bytes.substr(cut)}) {
    std::size_t used = 0;
    if (outcome.state == ChunkGate::State::NeedMore) outcome.state = gate.feed(part, used);
    outcome.used += used;
  }
  outcome.status = outcome.state == ChunkGate::State::Refused ? gate.refusal().status : 0;
  return outcome;
}

}  // namespace

class TestChunkGate : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_good_body_passes_wherever_it_is_cut() {
    const std::string body = "5\r\nhello\r\nA;name=value\r\n0123456789\r\n000\r\n\r\n";
    for (std::size_t cut = 0; cut <= body.size(); ++cut) {
      const Outcome outcome = feed(body + "GET /", cut);
      QCOMPARE(outcome.state, ChunkGate::State::Complete);
      QCOMPARE(outcome.used, body.size());
    }
  }

  void bad_framing_is_refused_wherever_it_is_cut_data() {
    QTest::addColumn<QByteArray>("bytes");
    QTest::addColumn<int>("status");
    const auto row = [](const char* name, QByteArray bytes, int status) { QTest::newRow(name) << bytes << status; };
    row("not hexadecimal", "zz\r\n", 400);
    row("0x", "0x5\r\nhello\r\n", 400);
    row("negative", "-5\r\n", 400);
    row("plus", "+5\r\n", 400);
    row("empty size", "\r\n", 400);
    row("space before the size", " 5\r\n", 400);
    row("space after the size", "5 \r\n", 400);
    row("64-bit wrap", "10000000000000005\r\nhello\r\n", 400);
    row("size LF only", "5\nhello\r\n", 400);
    row("data LF only", "5\r\nhello\n0\r\n\r\n", 400);
    row("extension, then LF", "5;a\nhello\r\n", 400);
    row("longer than its size", "5\r\nhello!\r\n", 400);
    row("end without CRLF", "0\r\nX\n", 431);
    row("end with LF", "0\r\n\n", 400);
    row("trailer", "0\r\nwebhook-id: x\r\n\r\n", 431);
    row("one chunk too large", "3E9\r\n", 413);
    row("largest size", "FFFFFFFFFFFFFFFF\r\n", 413);
    row("sum too large", "3E8\r\n" + QByteArray(1000, 'a') + "\r\n1\r\n", 413);
    row("extension bomb", "1;" + QByteArray(65536, 'a'), 400);
    row("extensions on every chunk", QByteArray("1;" + QByteArray(100, 'a') + "\r\nx\r\n").repeated(11), 400);
  }

  void bad_framing_is_refused_wherever_it_is_cut() {
    QFETCH(QByteArray, bytes);
    QFETCH(int, status);
    const std::string text = bytes.toStdString();
    const std::size_t step = text.size() > 5000 ? 997 : 1;
    for (std::size_t cut = 0; cut <= text.size(); cut += step) QCOMPARE(feed(text, cut).status, status);
  }
};

QTEST_GUILESS_MAIN(TestChunkGate)
#include "tst_chunkgate.moc"
