// `billingctl sync` and `billingctl reconcile` as scripts see them: output, progress and exit codes, against a provider
// that answers what the test says.
#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QTemporaryDir>
#include <QTest>

#include "support/billingctl.h"
#include "support/rawserver.h"
#include "support/testdatabase.h"

using namespace billing::tests;

namespace {

struct Ran {
  int code = -1;
  QByteArray out, err;
  [[nodiscard]] QJsonObject json() const { return QJsonDocument::fromJson(out).object(); }
};

const QByteArray kSyncKey = QByteArray("a-key-of-the-") + "tests-4711";

// A business of Dodo Payments with customers and nothing else; knows one key.
class Business {
 public:
  std::string customers = R"({"customer_id":"cus_1","business_id":"bus_1","email":"ada@example.com","name":"Ada",)"
                          R"("created_at":"2026-01-01T00:00:00Z","metadata":{}})";
  [[nodiscard]] QString base() const { return QString::fromStdString(server_.base()); }

 private:
  bool serve(RawPeer& peer) {
    const std::string request = peer.readRequest();
    if (request.empty()) return false;
    if (fieldOf(request, "Authorization") != "Bearer " + kSyncKey.toStdString())
      return peer.answer(401, R"({"code":"UNAUTHORIZED","message":"no such key"})"), true;
    const bool list = request.starts_with("GET /customers?") && request.find("page_number=0") < request.find(" HTTP");
    if (request.starts_with("GET /customers/cus_1 ")) return peer.answer(200, customers), true;
    return peer.answer(200, R"({"items":[)" + (list ? customers : std::string()) + "]}"), true;
  }
  RawServer server_{[this](RawPeer& peer) { return serve(peer); }};
};

}  // namespace

class SyncCommandTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    folder_ = std::make_unique<QTemporaryDir>();
    QFile key(folder_->filePath(QStringLiteral("key")));
    QVERIFY(key.open(QIODevice::WriteOnly));
    key.write(kSyncKey + "\n");
  }

  void a_first_run_makes_the_database_and_reads_everything() {
    Business business;
    const Ran first = sync(business.base());
    QVERIFY2(first.code == 0, first.err.constData());
    QCOMPARE(first.json()[u"state"].toString(), QStringLiteral("done"));
    QCOMPARE(first.json()[u"kind"].toString(), QStringLiteral("full"));
    QCOMPARE(first.json()[u"created"].toInt(), 1);
    QVERIFY(!first.json()[u"note"].toString().isEmpty());
    QVERIFY(first.err.contains("customers: 1"));
    const Ran second = sync(business.base());
    QCOMPARE(second.json()[u"kind"].toString(), QStringLiteral("incremental"));
    QCOMPARE(second.json()[u"created"].toInt(), 0);
    const Ran told = sync(business.base(), {QStringLiteral("--full")}, false);
    QVERIFY2(told.out.startsWith("full sync done: 1 read, 0 new, 0 changed, 1 unchanged"), told.out.constData());
  }

  void what_goes_wrong_is_told_by_the_exit_code_and_never_with_the_key() {
    Business business;
    business.customers += R"(,{"customer_id":7})";
    const Ran unreadable = sync(business.base());
    QCOMPARE(unreadable.code, 1);
    QCOMPARE(unreadable.json()[u"unreadable"].toInt(), 1);
    QCOMPARE(unreadable.json()[u"created"].toInt(), 1);
    QFile key(folder_->filePath(QStringLiteral("key")));
    QVERIFY(key.open(QIODevice::WriteOnly));
    key.write("another-key-4712");
    key.close();
    const Ran refused = sync(business.base());
    QCOMPARE(refused.code, 1);
    QCOMPARE(refused.json()[u"error"][u"code"].toString(), QStringLiteral("UNAUTHORIZED"));
    QVERIFY(!(refused.out + refused.err).contains("4712"));
    QCOMPARE(sync(QStringLiteral("http://127.0.0.1:1")).code, 5);
  }

  void a_key_of_the_other_mode_or_of_another_provider_is_refused_before_any_call() {
    QFile key(folder_->filePath(QStringLiteral("key")));
    const auto with = [&](const QByteArray& text) {
      QVERIFY(key.open(QIODevice::WriteOnly | QIODevice::Truncate));
      key.write(text);
      key.close();
    };
    const QString stripe = QStringLiteral("pixell");
    // Nobody listens there: had anybody been called, the exit code were 5.
    const QString nowhere = QStringLiteral("http://127.0.0.1:1");
    with(QByteArray("sk_") + "live_MadeUp0123456789");
    const Ran live = sync(nowhere, {}, true, stripe);
    QCOMPARE(live.code, 1);
    QVERIFY2(live.err.contains("live key of Stripe") && live.err.contains("test key"), live.err.constData());
    QVERIFY(!live.err.contains("MadeUp"));
    QCOMPARE(sync(nowhere).code, 1);  // a key of Stripe for a workspace of Dodo Payments
    with(QByteArray("sk_") + "test_MadeUp0123456789");
    QCOMPARE(sync(nowhere, {}, true, stripe).code, 5);
    with(QByteArray("whsec") + "_MadeUp0123456789");
    QCOMPARE(sync(nowhere).code, 1);
  }

  void without_a_key_or_a_database_of_its_own_nothing_is_asked() {
    const QStringList nowhere{QStringLiteral("--base"), QStringLiteral("http://127.0.0.1:1")};
    const Ran none =
        run(nowhere + QStringList{QStringLiteral("--key-env"), QStringLiteral("THERE_IS_NO_SUCH_VARIABLE")});
    QCOMPARE(none.code, 3);
    QVERIFY2(none.err.contains("--key-file"), none.err.constData());
    QCOMPARE(run({QStringLiteral("--full"), QStringLiteral("--missed-events")}).code, 2);
    billing::test::TestDatabase held;
    const Ran busy = run(nowhere + QStringList{QStringLiteral("--key-file"), folder_->filePath(QStringLiteral("key"))},
                         held.config.file);
    QCOMPARE(busy.code, 4);
    QVERIFY2(busy.err.contains("pid"), busy.err.constData());
  }

  void what_differs_is_found_planned_mended_and_gone() {
    Business business;
    QCOMPARE(sync(business.base()).code, 0);
    QVERIFY2(reconcile(business.base()).out.startsWith("1 compared: nothing differs"), "");
    QCOMPARE(reconcile(business.base()).code, 0);
    business.customers.replace(business.customers.find("Ada"), 3, "Eve");
    const Ran found = reconcile(business.base(), {QStringLiteral("--json")});
    QVERIFY2(found.code == 3, found.err.constData());
    const QJsonObject drift = found.json()[u"drifts"][0].toObject();
    QCOMPARE(drift[u"field"].toString(), QStringLiteral("name"));
    QCOMPARE(drift[u"at_provider"].toString(), QStringLiteral("Eve"));
    QCOMPARE(drift[u"in_database"].toString(), QStringLiteral("Ada"));
    QCOMPARE(reconcile(business.base(), {QStringLiteral("--only"), QStringLiteral("payment")}).code, 0);
    const Ran again = reconcile(business.base(), {QStringLiteral("--json")});
    const QString id = QString::number(again.json()[u"drifts"][0][u"id"].toInt());
    const Ran plan = reconcile(business.base(), {QStringLiteral("plan")}, true);
    QVERIFY2(plan.code == 0 && plan.out.contains("before: Ada | after: Eve"), plan.err + plan.out);
    QCOMPARE(reconcile(business.base(), {QStringLiteral("repair"), id}, true).code, 2);  // without a reason
    const Ran mended = reconcile(
        business.base(), {QStringLiteral("repair"), id, QStringLiteral("--reason"), QStringLiteral("month-end")}, true);
    QVERIFY2(mended.code == 0, mended.err.constData());
    QCOMPARE(reconcile(business.base()).code, 0);
    QCOMPARE(reconcile(QStringLiteral("http://127.0.0.1:1")).code, 5);
  }

 private:
  Ran reconcile(const QString& base, const QStringList& more = {}, bool part = false) const {
    QStringList arguments = more + QStringList{QStringLiteral("--key-file"), folder_->filePath(QStringLiteral("key")),
                                               QStringLiteral("--base"), base};
    if (!part) arguments << QStringLiteral("--look-again-ms") << QStringLiteral("0");
    return run(arguments, {}, QStringLiteral("persistq"), QStringLiteral("reconcile"));
  }
  Ran run(const QStringList& arguments, const QString& database = {},
          const QString& workspace = QStringLiteral("persistq"),
          const QString& command = QStringLiteral("sync")) const {
    QProcess process;
    process.start(billing::test::billingctl(),
                  QStringList{command, QStringLiteral("--workspace"), workspace, QStringLiteral("--database"),
                              database.isEmpty() ? folder_->filePath(QStringLiteral("s.sqlite")) : database} +
                      arguments);
    if (!process.waitForFinished(30'000)) return {};
    return {process.exitCode(), process.readAllStandardOutput(), process.readAllStandardError()};
  }
  Ran sync(const QString& base, QStringList more = {}, bool json = true,
           const QString& workspace = QStringLiteral("persistq")) const {
    more << QStringLiteral("--key-file") << folder_->filePath(QStringLiteral("key")) << QStringLiteral("--base")
         << base;
    if (json) more << QStringLiteral("--json");
    return run(more, {}, workspace);
  }
  std::unique_ptr<QTemporaryDir> folder_;
};

QTEST_GUILESS_MAIN(SyncCommandTest)
#include "tst_synccommand.moc"
