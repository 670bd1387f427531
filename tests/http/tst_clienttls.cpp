// What is sent with a key goes only to those whose certificate proves who they are.
#include <QFile>
#include <QProcess>
#include <QSslConfiguration>
#include <QSslKey>
#include <QSslServer>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "http/client.h"

using namespace billing;
using http::Stage;

namespace {

// A server with a certificate of its own making; runs inside the client's own event loop.
class TlsServer {
 public:
  TlsServer(const QSslCertificate& certificate, const QSslKey& key) {
    auto configuration = QSslConfiguration::defaultConfiguration();
    configuration.setLocalCertificate(certificate);
    configuration.setPrivateKey(key);
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
  [[nodiscard]] std::string base(const char* host) const {
    return std::string("https://") + host + ':' + std::to_string(server_.serverPort());
  }
  QByteArray received;

 private:
  QSslServer server_;
};

http::Exchange called(const std::string& url) {
  http::ClientRequest request;
  request.url = url;
  request.fields = {{"Authorization", "Bearer k"}};
  request.connectTimeoutMs = request.answerTimeoutMs = 5000;
  return http::makeNetworkClient()->exchange(request, {});
}

}  // namespace

class TestClientTls : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void initTestCase() {
    const QString openssl = QStandardPaths::findExecutable(QStringLiteral("openssl"));
    if (openssl.isEmpty() || !QSslSocket::supportsSsl()) QSKIP("openssl is not here");
    QProcess making;
    making.setWorkingDirectory(folder_.path());
    making.start(openssl, {QStringLiteral("req"), QStringLiteral("-x509"), QStringLiteral("-newkey"),
                           QStringLiteral("ec"), QStringLiteral("-pkeyopt"), QStringLiteral("ec_paramgen_curve:P-256"),
                           QStringLiteral("-nodes"), QStringLiteral("-keyout"), QStringLiteral("key.pem"),
                           QStringLiteral("-out"), QStringLiteral("cert.pem"), QStringLiteral("-days"),
                           QStringLiteral("2"), QStringLiteral("-subj"), QStringLiteral("/CN=localhost"),
                           QStringLiteral("-addext"), QStringLiteral("subjectAltName=DNS:localhost")});
    QVERIFY(making.waitForFinished() && making.exitCode() == 0);
    certificate_ = QSslCertificate::fromPath(folder_.filePath(QStringLiteral("cert.pem"))).value(0);
    QFile key(folder_.filePath(QStringLiteral("key.pem")));
    QVERIFY(key.open(QIODevice::ReadOnly));
    key_ = QSslKey(&key, QSsl::Ec);
    QVERIFY(!certificate_.isNull() && !key_.isNull());
  }

  void a_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_sent() {
    TlsServer server(certificate_, key_);
    const auto exchange = called(server.base("localhost"));
    QVERIFY(exchange.error && exchange.reached == Stage::Connect);
    QCOMPARE(exchange.error->code, std::string("tls_refused"));
    QVERIFY(!exchange.error->reason.empty() && !exchange.error->hint.empty());
    QCOMPARE(server.received, QByteArray());
  }

  void a_certificate_for_another_name_is_refused_even_when_its_maker_is_trusted() {
    const Trust trust(certificate_);
    TlsServer server(certificate_, key_);
    QVERIFY(!called(server.base("localhost")).error);
    QVERIFY(server.received.contains("Bearer k"));
    server.received.clear();
    const auto exchange = called(server.base("127.0.0.1"));
    QCOMPARE(exchange.error->code, std::string("tls_refused"));
    QCOMPARE(server.received, QByteArray());
  }

  void a_server_without_encryption_is_refused() {
    QTcpServer plain;
    QVERIFY(plain.listen(QHostAddress::LocalHost));
    connect(&plain, &QTcpServer::newConnection, this,
            [&] { plain.nextPendingConnection()->write("HTTP/1.1 400 Bad\r\n\r\n"); });
    const auto exchange = called("https://localhost:" + std::to_string(plain.serverPort()));
    QVERIFY(exchange.error && exchange.reached == Stage::Connect);
    QCOMPARE(exchange.error->code, std::string("tls_refused"));
  }

 private:
  // While it lives, this maker of certificates is believed.
  struct Trust {
    explicit Trust(const QSslCertificate& maker) : before(QSslConfiguration::defaultConfiguration()) {
      auto configuration = before;
      configuration.addCaCertificate(maker);
      QSslConfiguration::setDefaultConfiguration(configuration);
    }
    ~Trust() { QSslConfiguration::setDefaultConfiguration(before); }
    Trust(const Trust&) = delete;
    Trust& operator=(const Trust&) = delete;
    QSslConfiguration before;
  };

  QTemporaryDir folder_;
  QSslCertificate certificate_;
  QSslKey key_;
};

QTEST_GUILESS_MAIN(TestClientTls)
#include "tst_clienttls.moc"
