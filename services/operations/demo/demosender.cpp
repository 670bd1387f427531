#include "operations/demo/demosender.h"

#include <QHostAddress>

namespace billing::operations {
namespace {

constexpr int kPatienceMs = 60'000;

tl::unexpected<Error> broken(const QTcpSocket& socket) {
  return failure(ErrorKind::Unavailable, "demo_connection", "The listener of the demo does not answer",
                 socket.errorString().toStdString());
}

// One answer's bytes: its head, and as much body as Content-Length says.
struct Answer {
  int status = 0;
  bool closes = false;
  qsizetype bytes = 0;
  QByteArray body;
};

std::optional<Answer> whole(const QByteArray& received) {
  const qsizetype end = received.indexOf("\r\n\r\n");
  if (end < 0) return std::nullopt;
  Answer answer;
  qsizetype length = 0;
  const QList<QByteArray> lines = received.left(end).split('\n');
  answer.status = lines.front().mid(9, 3).toInt();
  for (const QByteArray& line : lines) {
    const QByteArray lower = line.trimmed().toLower();
    if (lower.startsWith("content-length:")) length = lower.mid(15).trimmed().toLongLong();
    if (lower == "connection: close") answer.closes = true;
  }
  answer.bytes = end + 4 + length;
  if (received.size() < answer.bytes) return std::nullopt;
  answer.body = received.mid(end + 4, length);
  return answer;
}

}  // namespace

DemoSender::DemoSender(std::uint16_t port) : port_(port) {
  for (auto& socket : sockets_) socket = std::make_unique<QTcpSocket>();
}

DemoSender::~DemoSender() = default;

Result<void> DemoSender::send(std::vector<Lane> lanes, const std::function<Result<void>()>& beforeAfterAll) {
  while (true) {
    std::vector<std::pair<QTcpSocket*, WireRequest>> sent;
    for (Lane& lane : lanes) {
      if (lane.empty() || sent.size() == connections) continue;
      QTcpSocket& socket = *sockets_[sent.size()];
      if (lane.front().afterAll) {
        if (!sent.empty()) continue;
        if (auto ready = beforeAfterAll(); !ready) return ready;
      }
      sent.emplace_back(&socket, std::move(lane.front()));
      lane.pop_front();
      if (auto posted = post(socket, sent.back().second); !posted) return posted;
      if (sent.back().second.afterAll) break;
    }
    if (sent.empty()) return {};
    for (const auto& [socket, request] : sent) {
      if (auto good = answered(*socket, request); !good) return good;
    }
  }
}

Result<void> DemoSender::post(QTcpSocket& socket, const WireRequest& request) {
  if (socket.state() != QAbstractSocket::ConnectedState) {
    socket.abort();
    socket.connectToHost(QHostAddress(QHostAddress::LocalHost), port_);
    if (!socket.waitForConnected(kPatienceMs)) return broken(socket);
    socket.setSocketOption(QAbstractSocket::LowDelayOption, 1);
  }
  const QByteArray bytes = QByteArray::fromStdString(request.bytes);
  if (socket.write(bytes) != bytes.size() || !socket.flush()) return broken(socket);
  return {};
}

Result<void> DemoSender::answered(QTcpSocket& socket, const WireRequest& request) {
  QByteArray received;
  std::optional<Answer> answer;
  while (!(answer = whole(received))) {
    if (socket.bytesAvailable() == 0 && !socket.waitForReadyRead(kPatienceMs)) return broken(socket);
    received += socket.readAll();
  }
  if (answer->closes) socket.abort();
  const bool accepted = answer->status >= 200 && answer->status < 300;
  if (accepted == request.accepted) return {};
  const bool storeFailed = answer->status == 503;
  return failure(storeFailed ? ErrorKind::Unavailable : ErrorKind::Internal, "demo_refused",
                 "A delivery of the demo got an unexpected answer",
                 std::to_string(answer->status) + ' ' + answer->body.toStdString());
}

}  // namespace billing::operations
