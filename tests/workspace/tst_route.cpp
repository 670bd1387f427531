#include <QTest>

#include "workspace/route.h"

using namespace billing::workspace;

class TestRoute : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_route_names_its_path_and_scheme_data() {
    QTest::addColumn<QByteArray>("text");
    QTest::addColumn<int>("scheme");
    QTest::addColumn<QByteArray>("header");
    const auto row = [](const char* text, SignatureScheme scheme, const char* header) {
      QTest::newRow(text) << QByteArray(text) << static_cast<int>(scheme) << QByteArray(header);
    };
    row("/hook=standard-webhooks", SignatureScheme::StandardWebhooks, "X-Webhook-Signature");
    row("/hook=svix", SignatureScheme::Svix, "X-Webhook-Signature");
    row("/api/webhooks/stripe=stripe", SignatureScheme::Stripe, "X-Webhook-Signature");
    row("/a=hmac-header:X-Dodo-Signature", SignatureScheme::HmacHeader, "X-Dodo-Signature");
    row("/gh=github", SignatureScheme::HmacHeader, "X-Hub-Signature-256");
  }
  void a_route_names_its_path_and_scheme() {
    QFETCH(QByteArray, text);
    const auto route = parseRoute(text.toStdString());
    QVERIFY(route.has_value());
    QTEST(static_cast<int>(route->scheme), "scheme");
    QTEST(QByteArray::fromStdString(route->headerName), "header");
    QCOMPARE(QByteArray::fromStdString(route->path), text.left(text.indexOf('=')));
  }
  void a_stripe_route_reads_stripe_events() {
    QVERIFY(parseRoute("/s=stripe")->provider == billing::Provider::Stripe);
    QVERIFY(parseRoute("/s=svix")->provider == billing::Provider::Dodo);
  }
  void what_is_no_route_is_refused_with_a_hint_data() {
    QTest::addColumn<QByteArray>("text");
    for (const char* text : {"", "hook", "hook=stripe", "/hook", "/hook=", "/hook=md5", "/a b=stripe", "/a?x=stripe",
                             "/a=hmac-header:", "/a=hmac-header:bad name", "/a=stripe:X"})
      QTest::newRow(*text == '\0' ? "nothing" : text) << QByteArray(text);
  }
  void what_is_no_route_is_refused_with_a_hint() {
    QFETCH(QByteArray, text);
    const auto route = parseRoute(text.toStdString());
    QVERIFY(!route.has_value());
    QVERIFY(!route.error().hint.empty());
  }
};

QTEST_GUILESS_MAIN(TestRoute)
#include "tst_route.moc"
