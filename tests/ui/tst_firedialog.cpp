// The fire dialog: what it composes, what it says of a broken body, what leaves the machine and what comes back.
#include <QCheckBox>
#include <QClipboard>
#include <QComboBox>
#include <QGuiApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTcpServer>
#include <QTcpSocket>
#include <QTest>
#include <QTreeWidget>

#include "support/windowfixture.h"
#include "ui/dialogs/eventtypepicker.h"
#include "ui/dialogs/firedialog.h"
#include "ui/dialogs/fireresult.h"
#include "ui/presenters/fireseeds.h"
#include "ui/widgets/jsonedit.h"
#include "webhooks/signature.h"

using namespace billing;
using namespace billing::ui;

namespace {

/// Answers each request with 200 and keeps its bytes.
class Echo : public QTcpServer {
 public:
  Echo() {
    listen(QHostAddress::LocalHost);
    connect(this, &QTcpServer::newConnection, this, [this] {
      QTcpSocket* socket = nextPendingConnection();
      connect(socket, &QTcpSocket::readyRead, this, [this, socket] {
        received_ += socket->readAll();
        const qsizetype head = received_.indexOf("\r\n\r\n");
        const qsizetype length = received_.mid(received_.toLower().indexOf("content-length:") + 15)
                                     .trimmed()
                                     .split('\r')
                                     .value(0)
                                     .toLongLong();
        if (head < 0 || received_.size() < head + 4 + length) return;
        requests << received_;
        received_.clear();
        socket->write("HTTP/1.1 200 OK\r\nContent-Length: 2\r\nConnection: close\r\n\r\nok");
        socket->disconnectFromHost();
      });
    });
  }
  [[nodiscard]] QString url() const { return QStringLiteral("http://127.0.0.1:%1/webhooks/dodo").arg(serverPort()); }
  QList<QByteArray> requests;

 private:
  QByteArray received_;
};

webhooks::Headers headersOf(const QByteArray& request) {
  webhooks::Headers headers;
  for (const QByteArray& line : request.left(request.indexOf("\r\n\r\n")).split('\n').mid(1)) {
    const qsizetype colon = line.indexOf(':');
    if (colon > 0)
      headers.push_back(
          {line.left(colon).trimmed().toLower().toStdString(), line.mid(colon + 1).trimmed().toStdString()});
  }
  return headers;
}

}  // namespace

class FireDialogTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void init();
  void cleanup() { fixture_.reset(); }
  void it_composes_with_the_ids_of_the_row();
  void a_broken_body_is_named_and_can_be_sent_all_the_same();
  void the_types_are_found_by_typing();
  void what_is_sent_verifies_and_shows_its_answer();
  void a_wrong_secret_does_not_verify();
  void unsigned_sends_no_signature();
  void each_send_has_a_new_id_unless_told_otherwise();
  void nobody_listening_is_said_plainly();
  void the_curl_command_never_holds_the_secret();
  void only_this_machine_is_fired_at();

 private:
  FireDialog& dialog() { return *fixture_->window->fireDialog(); }
  template <class T>
  T* find(const char* name) {
    return dialog().findChild<T*>(QLatin1String(name));
  }
  void sendAndWait() {
    QSignalSpy done(&dialog(), &FireDialog::finishedSending);
    dialog().send();
    QVERIFY(done.wait(5000));
  }
  [[nodiscard]] webhooks::Verification verified(const QByteArray& request) {
    const auto secret = fixture_->secrets.secret({}, {});
    const QByteArray body = request.mid(request.indexOf("\r\n\r\n") + 4);
    return webhooks::verify(workspace::WebhookRoute{}, {*secret}, headersOf(request), body.toStdString(),
                            Instant{test::kFakeNow});
  }
  std::unique_ptr<test::WindowFixture> fixture_;
};

void FireDialogTest::init() {
  fixture_ = std::make_unique<test::WindowFixture>();
  FireSeed seed = seedFor(test::fakeSubscription(3));
  seed.type = QStringLiteral("subscription.on_hold");
  fixture_->window->show();
  fixture_->window->openFireDialog(seed);
}

void FireDialogTest::it_composes_with_the_ids_of_the_row() {
  const QJsonObject data =
      QJsonDocument::fromJson(dialog().editor().bytes()).object().value(QStringLiteral("data")).toObject();
  QCOMPARE(data.value(QStringLiteral("subscription_id")).toString(), test::fakeSubscription(3).externalId);
  QCOMPARE(find<EventTypePicker>("")->current(), QStringLiteral("subscription.on_hold"));
  QVERIFY(find<QLabel>("fireAbout")->text().contains(QStringLiteral("Delta Print & Copy")));
  QCOMPARE(dialog().problem(), QStringLiteral("valid JSON"));
}

void FireDialogTest::a_broken_body_is_named_and_can_be_sent_all_the_same() {
  Echo echo;
  find<QComboBox>("fireUrl")->setCurrentText(echo.url());
  dialog().editor().setBytes("{\"type\": \"x\", \"type\": \"y\"}");
  QTRY_VERIFY(dialog().problem() != QStringLiteral("valid JSON"));
  QVERIFY2(dialog().problem().contains(QStringLiteral("it can be sent")), qPrintable(dialog().problem()));
  sendAndWait();
  QCOMPARE(echo.requests.size(), 1);
  QVERIFY(echo.requests.first().endsWith("{\"type\": \"x\", \"type\": \"y\"}"));
}

void FireDialogTest::the_types_are_found_by_typing() {
  QTest::keyClicks(find<QLineEdit>("typeSearch"), QStringLiteral("refund.s"));
  QTest::keyClick(find<QLineEdit>("typeSearch"), Qt::Key_Return);
  QVERIFY(dialog().editor().bytes().contains("refund.succeeded"));
}

void FireDialogTest::what_is_sent_verifies_and_shows_its_answer() {
  Echo echo;
  find<QComboBox>("fireUrl")->setCurrentText(echo.url());
  sendAndWait();
  QCOMPARE(echo.requests.size(), 1);
  QVERIFY2(verified(echo.requests.first()).ok(), verified(echo.requests.first()).detail.c_str());
  QVERIFY(dialog().result().headline().startsWith(QStringLiteral("200 in ")));
  QVERIFY(find<QPlainTextEdit>("fireResponse")->toPlainText().contains(QStringLiteral("ok")));
  QVERIFY(find<QPlainTextEdit>("fireRequest")
              ->toPlainText()
              .contains(QStringLiteral("webhook-signature"), Qt::CaseInsensitive));
  QCOMPARE(find<QTreeWidget>("fireHistory")->topLevelItemCount(), 1);
}

void FireDialogTest::a_wrong_secret_does_not_verify() {
  Echo echo;
  find<QComboBox>("fireUrl")->setCurrentText(echo.url());
  auto* signing = find<QComboBox>("fireSigning");
  signing->setCurrentIndex(signing->findText(QStringLiteral("a wrong secret")));
  sendAndWait();
  QVERIFY(verified(echo.requests.first()).verdict == webhooks::Verdict::NoMatchingSignature);
}

void FireDialogTest::unsigned_sends_no_signature() {
  Echo echo;
  find<QComboBox>("fireUrl")->setCurrentText(echo.url());
  auto* signing = find<QComboBox>("fireSigning");
  signing->setCurrentIndex(signing->findText(QStringLiteral("no signature")));
  sendAndWait();
  QVERIFY(!echo.requests.first().toLower().contains("webhook-signature"));
}

void FireDialogTest::each_send_has_a_new_id_unless_told_otherwise() {
  Echo echo;
  find<QComboBox>("fireUrl")->setCurrentText(echo.url());
  sendAndWait();
  sendAndWait();
  find<QCheckBox>("fireRenew")->setChecked(false);
  sendAndWait();
  sendAndWait();
  QStringList ids;
  for (const QByteArray& request : echo.requests)
    for (const webhooks::Header& header : headersOf(request))
      if (header.name == "webhook-id") ids << QString::fromStdString(header.value);
  QCOMPARE(ids.size(), 4);
  QVERIFY(ids.at(0) != ids.at(1));
  QCOMPARE(ids.at(2), ids.at(3));
}

void FireDialogTest::nobody_listening_is_said_plainly() {
  QTcpServer closed;
  closed.listen(QHostAddress::LocalHost);
  const quint16 port = closed.serverPort();
  closed.close();
  find<QComboBox>("fireUrl")->setCurrentText(QStringLiteral("http://127.0.0.1:%1/x").arg(port));
  sendAndWait();
  QVERIFY2(!dialog().result().headline().isEmpty() && !dialog().result().headline().startsWith(QStringLiteral("200")),
           qPrintable(dialog().result().headline()));
  QVERIFY(find<QPlainTextEdit>("fireResponse")->toPlainText().contains(QStringLiteral("Code:")));
}

void FireDialogTest::the_curl_command_never_holds_the_secret() {
  for (QAction* action : find<QPushButton>("fireCurl")->menu()->actions()) {
    action->trigger();
    const QString command = QGuiApplication::clipboard()->text();
    QVERIFY(command.contains(QStringLiteral("curl")));
    QVERIFY(!command.contains(QString::fromStdString(fixture_->secrets.secret({}, {})->text).mid(6, 16)));
  }
}

void FireDialogTest::only_this_machine_is_fired_at() {
  find<QComboBox>("fireUrl")->setCurrentText(QStringLiteral("http://192.0.2.1/webhooks/dodo"));
  sendAndWait();
  QVERIFY2(!dialog().result().headline().startsWith(QStringLiteral("2")), qPrintable(dialog().result().headline()));
}

QTEST_MAIN(FireDialogTest)
#include "tst_firedialog.moc"
