// `billingctl connect` as scripts see it, against a provider that answers what the test says.
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>
#include <atomic>
#include <mutex>

#include "support/billingctl.h"
#include "support/rawserver.h"

using namespace billing::tests;

namespace {

struct Ran {
  int code = -1;
  QByteArray out, err;
};

const QByteArray kKey = QByteArray("a-key-of-the-") + "tests-4711";

// A business of Dodo Payments with an endpoint or none; knows one key.
class Business {
 public:
  std::atomic<int> writes = 0;
  [[nodiscard]] QString base() const { return QString::fromStdString(server_.base()); }

 private:
  QByteArray endpoint;  // its address; empty: none
  bool serve(RawPeer& peer) {
    const std::string request = peer.readRequest();
    if (request.empty()) return false;
    const std::scoped_lock lock(mutex_);
    if (fieldOf(request, "Authorization") != "Bearer " + kKey.toStdString())
      return peer.answer(401, R"({"code":"UNAUTHORIZED","message":"no such key"})"), true;
    if (!request.starts_with("GET")) ++writes;
    if (request.starts_with("POST /webhooks")) {
      endpoint = "https://shop.example.com/webhooks/dodo";
      return peer.answer(200, hook()), true;
    }
    if (request.find("/secret") < request.find(" HTTP"))
      return peer.answer(200, "{\"secret\":\"whsec" + std::string("_") + "TWFkZVVwU2VjcmV0T2ZBVGVzdE1hZGVVcA==\"}"),
             true;
    if (request.starts_with("GET /webhooks"))
      return peer.answer(200, "{\"data\":[" + (endpoint.isEmpty() ? std::string() : hook()) +
                                  "],\"done\":true,\"iterator\":null}"),
             true;
    return peer.answer(200, R"({"items":[]})"), true;
  }
  [[nodiscard]] std::string hook() const {
    return "{\"id\":\"ep_made_up\",\"url\":\"" + endpoint.toStdString() +
           "\",\"created_at\":\"2026-01-01T00:00:00Z\",\"updated_at\":\"2026-01-01T00:00:00Z\",\"description\":\"\","
           "\"metadata\":{},"
           "\"disabled\":false}";
  }
  std::mutex mutex_;
  RawServer server_{[this](RawPeer& peer) { return serve(peer); }};
};

}  // namespace

class ConnectCommandTest : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;

  QString write(const char* name, const QByteArray& text) {
    QFile file(folder_.filePath(QLatin1String(name)));
    if (!file.open(QIODevice::WriteOnly) || file.write(text) != text.size()) return {};
    return file.fileName();
  }
  Ran connectTo(const QString& base, QStringList more, const QByteArray& key = kKey) {
    QProcess process;
    more << QStringLiteral("--workspace")
         << write("shop.toml",
                  "name = \"Shop\"\nmode = \"test\"\nprovider = \"dodo\"\n"
                  "[[listener.route]]\npath = \"/webhooks/dodo\"\n"
                  "scheme = \"standard-webhooks\"\nsecret = \"dodo\"\n")
         << QStringLiteral("--key-file") << write("key", key + "\n") << QStringLiteral("--base") << base;
    process.start(billing::test::billingctl(), QStringList{QStringLiteral("connect")} + more);
    if (!process.waitForFinished(30'000)) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
  }

 private Q_SLOTS:
  void a_key_is_tried_by_reading_and_never_told_again() {
    Business business;
    const Ran ran = connectTo(business.base(), {QStringLiteral("--json")});
    QVERIFY2(ran.code == 0, (ran.out + ran.err).constData());
    const auto told = QJsonDocument::fromJson(ran.out).object();
    QVERIFY(told[u"accepted"].toBool() && told[u"can"].toString().contains(QLatin1String("can read")));
    QCOMPARE(business.writes.load(), 0);
    QVERIFY(!ran.out.contains(kKey) && !ran.err.contains(kKey));
  }

  void a_wrong_key_a_strange_one_and_nobody_there_are_told_apart() {
    Business business;
    const Ran wrong = connectTo(business.base(), {}, "another-key-entirely");
    QCOMPARE(wrong.code, 1);
    QVERIFY2(wrong.out.contains("refused") && wrong.out.contains("no such key"), wrong.out.constData());
    QVERIFY(connectTo(business.base(), {}, "sk_" + QByteArray("test_MadeUp12345")).out.contains("Stripe"));
    const Ran nobody = connectTo(QStringLiteral("http://127.0.0.1:%1").arg(closedPort()), {});
    QCOMPARE(nobody.code, 5);
    QCOMPARE(connectTo(business.base(), {}, "").code, 3);
  }

  void an_endpoint_is_registered_once_and_its_secret_kept_in_a_file_of_its_owner() {
    Business business;
    const QString url = QStringLiteral("https://shop.example.com/webhooks/dodo");
    QCOMPARE(connectTo(business.base(), {QStringLiteral("--endpoint"), url}).code, 1);
    QCOMPARE(business.writes.load(), 0);
    const QStringList registers{QStringLiteral("--endpoint"), url, QStringLiteral("--register")};
    QCOMPARE(connectTo(business.base(), registers).code, 2);  // where should the secret go?
    const QString file = folder_.filePath(QStringLiteral("secret"));
    const Ran made = connectTo(business.base(), registers + QStringList{QStringLiteral("--secret-file"), file});
    QVERIFY2(made.code == 0, (made.out + made.err).constData());
    QCOMPARE(business.writes.load(), 1);
    QVERIFY(QFile(file).permissions() == (QFile::ReadOwner | QFile::WriteOwner | QFile::ReadUser | QFile::WriteUser));
    QVERIFY(!made.out.contains("whsec"));
    QCOMPARE(connectTo(business.base(), {QStringLiteral("--endpoint"), url}).code, 0);
  }
};

QTEST_GUILESS_MAIN(ConnectCommandTest)
#include "tst_connectcommand.moc"
