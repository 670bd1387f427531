// A server for one test: keeps what it received, byte for byte, and answers what it was told.
#pragma once

#include <QTcpServer>
#include <QTcpSocket>

#include "webhooks/signature.h"

namespace billing::tests {

class TinyServer : public QTcpServer {
 public:
  QByteArray answer = "HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-Answer: yes\r\n\r\nok";
  bool silent = false;   ///< never answers
  bool hangsUp = false;  ///< closes instead of answering
  int connections = 0;
  QList<QByteArray> requests;

  explicit TinyServer(const QHostAddress& address = QHostAddress::LocalHost) {
    listen(address, 0);
    connect(this, &QTcpServer::newConnection, this, [this] {
      ++connections;
      QTcpSocket* const socket = nextPendingConnection();
      connect(socket, &QTcpSocket::readyRead, socket, [this, socket, received = QByteArray()]() mutable {
        received += socket->readAll();
        if (!complete(received)) return;
        requests.append(std::exchange(received, {}));
        if (silent) return;
        if (!hangsUp) socket->write(answer);
        socket->disconnectFromHost();
      });
    });
  }

  QUrl url(const QString& path = QStringLiteral("/hook")) const {
    return QUrl(QStringLiteral("http://127.0.0.1:%1%2").arg(serverPort()).arg(path));
  }
  QByteArray head(int i = 0) const { return requests.value(i).left(requests.value(i).indexOf("\r\n\r\n")); }
  QByteArray body(int i = 0) const { return requests.value(i).mid(requests.value(i).indexOf("\r\n\r\n") + 4); }
  webhooks::Headers headers(int i = 0) const {
    webhooks::Headers found;
    for (const QByteArray& line : head(i).split('\n').mid(1)) {
      const auto colon = line.indexOf(':');
      found.push_back({line.left(colon).trimmed().toStdString(), line.mid(colon + 1).trimmed().toStdString()});
    }
    return found;
  }

 private:
  static bool complete(const QByteArray& received) {
    const auto end = received.indexOf("\r\n\r\n");
    if (end < 0) return false;
    const auto at = received.toLower().indexOf("content-length:");
    const auto length =
        at < 0 || at > end ? 0 : received.mid(at + 15, received.indexOf('\r', at) - at - 15).trimmed().toLongLong();
    return received.size() >= end + 4 + length;
  }
};

}  // namespace billing::tests
