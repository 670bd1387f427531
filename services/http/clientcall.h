// One call: one request on one connection, never a second time. Runs a small event loop of its own until the answer is
// complete, something failed, time is up or the asker has withdrawn.
//
// Why not QNetworkAccessManager: when a connection ends after the request was sent and before an answer came, it sends
// the request again by itself, a POST too, on kept and on fresh connections, with "Connection: close" too (measured
// with Qt 6.4.2 against a server that counts: two arrivals in all eight combinations). A charge must not be sent twice
// by anybody but those who know that it is safe; and QNetworkReply does not tell how far a request had come.
#pragma once

#include <QElapsedTimer>
#include <QEventLoop>
#include <QTimer>
#include <memory>

#include "http/answerreader.h"
#include "http/client.h"
#include "http/clientsocket.h"

namespace billing::http {

class ClientCall {
 public:
  ClientCall(const ClientRequest& request, ClientAddress address, const CancelToken& cancel);
  /// Once.
  [[nodiscard]] Exchange run();

 private:
  void watch();
  void begin();
  void sendRequest();
  void written();
  void read();
  void ended();
  void tick();
  void finish();
  void fail(ErrorKind kind, const char* code, const std::string& message, const std::string& hint,
            const std::string& reason = {});
  void failed(QAbstractSocket::SocketError error);
  void connectFailed(QAbstractSocket::SocketError error);
  void tooLate();
  [[nodiscard]] std::string requestText() const;
  [[nodiscard]] bool mayUseIdle() const;

  const ClientRequest& request_;
  const ClientAddress address_;
  const CancelToken& cancel_;
  std::unique_ptr<QSslSocket> socket_;
  AnswerReader reader_;
  QEventLoop loop_;
  QTimer ticker_;
  QElapsedTimer since_;  ///< since the beginning, and since the first byte was sent
  Stage stage_ = Stage::Connect;
  bool over_ = false;
  Exchange exchange_;
  QString tlsProblem_;
};

}  // namespace billing::http
