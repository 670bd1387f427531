// What is sent with a key goes only to those whose certificate proves who they are.
#include <QSslConfiguration>
#include <QTest>

#include "http/client.h"
#include "support/tlsserver.h"

using namespace billing;
using http::Stage;

namespace {

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
    identity_ = tests::makeSelfSigned();
    if (identity_.certificate.isNull()) QSKIP("openssl is not here");
  }

  void a_certificate_that_nobody_vouches_for_is_refused_and_nothing_is_sent() {
    tests::TlsServer server(identity_);
    const auto exchange = called(server.base("localhost"));
    QVERIFY(exchange.error && exchange.reached == Stage::Connect);
    QCOMPARE(exchange.error->code, std::string("tls_refused"));
    QVERIFY(!exchange.error->reason.empty() && !exchange.error->hint.empty());
    QCOMPARE(server.received, QByteArray());
  }

  void a_certificate_for_another_name_is_refused_even_when_its_maker_is_trusted() {
    const Trust trust(identity_.certificate);
    tests::TlsServer server(identity_);
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

  tests::SelfSigned identity_;
};

QTEST_GUILESS_MAIN(TestClientTls)
#include "tst_clienttls.moc"
