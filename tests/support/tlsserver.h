// A server with a certificate of its own making, which nobody vouches for. It lives in the thread of the test and is
// served by whatever event loop runs there, the client's own for instance.
#pragma once

#include <QFile>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <string>

namespace billing::tests {

struct SelfSigned {
  QSslCertificate certificate = QSslCertificate();  ///< for "localhost"; null when openssl is not here
  QSslKey key;
};

[[nodiscard]] inline SelfSigned makeSelfSigned() {
  SelfSigned none;
  const QTemporaryDir folder;
  const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
  if (openssl.isEmpty() || !QSslSocket::supportsSsl()) return none;
  QProcess making;
  making.setWorkingDirectory(folder.path());
  making.start(openssl, QStringLiteral("req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout key.pem "
                                       "-out cert.pem -days 2 -subj /CN=localhost -addext "
                                       "subjectAltName=DNS:localhost")
                            .split(u' '));
  QFile key(folder.filePath(QStringLiteral("key.pem")));
  if (!making.waitForFinished() || !key.open(QIODevice::ReadOnly)) return none;
  return {QSslCertificate::fromPath(folder.filePath(QStringLiteral("cert.pem"))).value(0), QSslKey(&key, QSsl::Ec)};
}

class TlsServer {
 public:
  explicit TlsServer(const SelfSigned& identity) {
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(identity.certificate);
    configuration.setPrivateKey(identity.key);
    configuration.setPeerVerifyMode(QSslSocket::VerifyNone);
    server_.setSslConfiguration(configuration);
    server_.listen(QHostAddress::LocalHost);
    QObject::connect(&server_, &QSslServer::pendingConnectionAvailable, &server_, [this] {
      auto* peer = server_.nextPendingConnection();
      QObject::connect(peer, &QTcpSocket::readyRead, peer, [this, peer] {
        received += peer->readAll();
        if (received.endsWith("\r\n\r\n")) peer->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\n{}");
      });
    });
  }
  [[nodiscard]] std::string base(const char* host = "localhost") const {
    return std::string("https://") + host + ':' + std::to_string(server_.serverPort());
  }
  QByteArray received;

 private:
  QSslServer server_;
};

}  // namespace billing::tests
