// The provider of the open workspace: which key is kept, whom it is used with, and what the sandbox stands in for.
#include <QTest>
#include <atomic>

#include "app/console/liveproviderdesk.h"
#include "support/rawserver.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using console::LiveProviderDesk;
using console::WorkspaceSecrets;
using tests::RawPeer;
using tests::RawServer;

namespace {

const QString kGood = QStringLiteral("a-key-of-this-") + QStringLiteral("test-4711");

// Dodo Payments, as far as connecting goes: one good key, one endpoint at most.
class Business {
 public:
  std::atomic<int> calls = 0, writes = 0;
  [[nodiscard]] std::string base() const { return server_.base(); }

 private:
  bool serve(RawPeer& peer) {
    const std::string request = peer.readRequest();
    if (request.empty()) return false;
    ++calls;
    if (!request.starts_with("GET")) ++writes;
    if (tests::fieldOf(request, "Authorization") != "Bearer " + kGood.toStdString())
      peer.answer(401, R"({"code":"UNAUTHORIZED","message":"no such key"})");
    else if (request.find("/secret HTTP") != std::string::npos)
      peer.answer(200, "{\"secret\":\"" + secret() + "\"}");
    else if (request.starts_with("POST /webhooks"))
      peer.answer(200, hook());
    else if (request.starts_with("GET /webhooks"))
      peer.answer(200, "{\"data\":[" + (writes > 0 ? hook() : std::string()) + "],\"done\":true,\"iterator\":null}");
    else
      peer.answer(200, R"({"items":[]})");
    return true;
  }
  static std::string hook() {
    return R"({"id":"ep_made_up","url":"https://shop.example.com/dodo","created_at":"2026-01-01T00:00:00Z",)"
           R"("updated_at":"2026-01-01T00:00:00Z","description":"","metadata":{},"disabled":false})";
  }

 public:
  static std::string secret() { return std::string("whsec") + "_TWFkZVVwU2VjcmV0T2ZBVGVzdE1hZGVVcA=="; }

 private:
  RawServer server_{[this](RawPeer& peer) { return serve(peer); }};
};

// Another workspace, of live mode.
class OneOther final : public ui::WorkspaceControl {
 public:
  QFuture<Result<QVector<ui::WorkspaceChoice>>> choices() override {
    ui::WorkspaceChoice other;
    other.id = QStringLiteral("/home/ada/other.toml");
    other.live = true;
    return QtFuture::makeReadyFuture(Result<QVector<ui::WorkspaceChoice>>(QVector<ui::WorkspaceChoice>{other}));
  }
  QFuture<Result<void>> open(const QString&, bool) override { return QtFuture::makeReadyFuture(Result<void>()); }
  QFuture<Result<ui::ImportPreview>> previewImport(const ui::ImportRequest&) override {
    return QtFuture::makeReadyFuture(Result<ui::ImportPreview>());
  }
  QFuture<Result<QString>> saveImport(const ui::ImportPreview&, const QString& file) override {
    return QtFuture::makeReadyFuture(Result<QString>(file));
  }
};

struct Shop {
  explicit Shop(const std::string& base, Provider provider = Provider::Dodo) {
    profile.id = "shop";
    profile.provider = provider;
    profile.apiBase = base;
    profile.routes = {{"/dodo", workspace::SignatureScheme::StandardWebhooks, "", Provider::Dodo, 400, 300, "dodo"}};
    loaded = secrets.load(ring).result().has_value();
    desk = std::make_unique<LiveProviderDesk>(
        LiveProviderDesk::Parts{profile, secrets, *database, database.clock, nullptr, {}});
  }
  [[nodiscard]] std::optional<std::string> kept(const char* entry) const {
    return ring->read(QLatin1String(entry)).result().value_or(std::nullopt);
  }

  workspace::Profile profile;
  test::TestDatabase database;
  std::shared_ptr<workspace::SessionKeyRing> ring = std::make_shared<workspace::SessionKeyRing>();
  WorkspaceSecrets secrets{profile, database.clock};
  bool loaded = false;
  std::unique_ptr<LiveProviderDesk> desk;
};

template <class T>
T answerOf(QFuture<T> future) {
  while (!future.isFinished()) QCoreApplication::processEvents(QEventLoop::WaitForMoreEvents, 50);
  return future.result();
}

}  // namespace

class ProviderDeskTest : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void without_a_key_it_says_what_to_do() {
    Business business;
    Shop shop(business.base());
    QVERIFY(!shop.desk->connection().connected && !shop.desk->connection().problem.isEmpty());
    const auto checked = answerOf(shop.desk->checkEndpoint(QStringLiteral("https://shop.example.com/dodo"), {}));
    QVERIFY(!checked && checked.error().code == "not_connected" && !checked.error().hint.empty());
    QVERIFY(shop.desk->source()() == nullptr);
    QCOMPARE(business.calls.load(), 0);
  }

  void a_key_is_kept_once_the_provider_has_taken_it() {
    Business business;
    Shop shop(business.base());
    const auto refused = answerOf(shop.desk->keepKey(QStringLiteral("a-key-that-nobody-knows")));
    QVERIFY(!refused && refused.error().kind == ErrorKind::Unauthorized);
    QVERIFY(!shop.kept("shop/dodo.api_key"));
    VERIFY_RESULT(answerOf(shop.desk->keepKey(QLatin1Char(' ') + kGood)));
    QCOMPARE(shop.kept("shop/dodo.api_key").value_or(""), kGood.toStdString());
    const auto state = shop.desk->connection();
    QVERIFY(state.connected && !state.sandbox && state.keyHint == QStringLiteral("…4711"));
    QVERIFY(shop.desk->source()() != nullptr);
    QCOMPARE(business.writes.load(), 0);
  }

  void a_key_of_the_other_mode_is_forbidden_and_never_sent_anywhere() {
    Business business;
    Shop shop(business.base(), Provider::Stripe);
    const auto refused = answerOf(shop.desk->keepKey(QStringLiteral("sk_") + QStringLiteral("live_MadeUp0123456789")));
    QVERIFY(!refused && refused.error().kind == ErrorKind::Forbidden);
    QCOMPARE(refused.error().code, std::string("wrong_mode"));
    QCOMPARE(business.calls.load(), 0);
  }

  void a_key_of_the_other_mode_that_lies_in_the_key_ring_is_used_for_nothing() {
    Business business;
    Shop shop(business.base(), Provider::Stripe);
    const std::string key = "sk_" + std::string("live_MadeUp0123456789");
    VERIFY_RESULT(shop.secrets.keepProviderKey(key).result());
    shop.desk->refresh();
    const auto state = shop.desk->connection();
    QVERIFY(!state.connected);
    QVERIFY2(state.problem.contains(QStringLiteral("live key of Stripe")), qPrintable(state.problem));
    QVERIFY(shop.desk->source()() == nullptr);
    const auto checked = answerOf(shop.desk->checkEndpoint(QStringLiteral("https://shop.example.com/stripe"), {}));
    QVERIFY(!checked && checked.error().code == "not_connected");
    QVERIFY(checked.error().hint.find("test key") != std::string::npos);
    QCOMPARE(business.calls.load(), 0);
  }

  void a_key_that_a_workspace_of_the_other_mode_holds_is_not_shared() {
    Business business;
    Shop shop(business.base());
    OneOther others;
    shop.desk->useCatalogue(&others);
    VERIFY_RESULT(shop.ring->write(QStringLiteral("other/dodo.api_key"), kGood.toStdString()).result());
    const auto refused = answerOf(shop.desk->keepKey(kGood));
    QVERIFY(!refused && refused.error().code == "key_in_use");
    QVERIFY(!shop.kept("shop/dodo.api_key") && !shop.desk->connection().connected);
  }

  void a_registered_endpoints_secret_is_accepted_at_once() {
    Business business;
    Shop shop(business.base());
    VERIFY_RESULT(answerOf(shop.desk->keepKey(kGood)));
    const QString url = QStringLiteral("https://shop.example.com/dodo");
    const auto made = answerOf(shop.desk->registerEndpoint(url, {}));
    VERIFY_RESULT(made);
    QVERIFY(made->registered && made->missingTypes.isEmpty());
    QCOMPARE(shop.secrets.of(shop.profile.routes[0]).at(0).text, Business::secret());
    QCOMPARE(shop.kept("shop/dodo").value_or(""), Business::secret());
    const auto held = shop.secrets.of(shop.profile.routes[0]).size();
    VERIFY_RESULT(answerOf(shop.desk->registerEndpoint(url, {})));
    QCOMPARE(business.writes.load(), 1);  // the second time there was nothing to do
    QCOMPARE(shop.secrets.of(shop.profile.routes[0]).size(), held);
  }

  void an_address_out_of_reach_is_refused_before_anybody_is_asked() {
    Shop shop({});
    const auto refused = answerOf(shop.desk->registerEndpoint(QStringLiteral("http://127.0.0.1:4242/dodo"), {}));
    QVERIFY(!refused && refused.error().code == "bad_endpoint_url");
  }

  void what_was_missed_is_read_when_a_workspace_that_was_read_before_is_opened_again() {
    Business business;
    Shop shop(business.base());
    VERIFY_RESULT(answerOf(shop.desk->keepKey(kGood)));
    QCOMPARE(shop.desk->sync().lastDone, qint64{0});
    QVERIFY(!shop.desk->sync().running);  // nobody has asked for anything yet
    shop.desk->startSync(true);
    QTRY_VERIFY(!shop.desk->sync().running && shop.desk->sync().lastDone > 0);
    const int before = business.calls;
    const LiveProviderDesk again({shop.profile, shop.secrets, *shop.database, shop.database.clock, nullptr, {}});
    QTRY_VERIFY(again.sync().running || business.calls > before);
    QTRY_VERIFY(!again.sync().running && business.calls > before);
    QVERIFY2(again.sync().lastError.isEmpty(), qPrintable(again.sync().lastError));
  }

  void the_sandbox_stands_in_where_the_profile_says_so() {
    Business business;
    Shop shop("sandbox");
    QVERIFY(shop.desk->connection().sandbox && !shop.desk->connection().connected);
    shop.desk->useSandbox(
        {[&] { return business.base(); }, [] { return kGood.toStdString(); }, [] { return Instant{42}; },
         [] { return QString(); },
         [](int months, int days) { return QtFuture::makeReadyFuture(Result<qint64>(months * 100 + days)); }});
    const auto state = shop.desk->connection();
    QVERIFY(state.connected && state.sandboxTime == 42 && state.keyHint.isEmpty());
    QCOMPARE(answerOf(shop.desk->advanceSandbox(1, 2)).value_or(0), qint64{102});
    QVERIFY(!answerOf(shop.desk->keepKey(kGood)));
    QVERIFY(answerOf(shop.desk->checkEndpoint(QStringLiteral("http://127.0.0.1:1/dodo"), {})));
    Shop real({});
    QCOMPARE(answerOf(real.desk->advanceSandbox(1, 0)).error().code, std::string("no_sandbox"));
  }

  void a_desk_that_goes_waits_for_nobody_longer_than_it_must() {
    std::atomic<bool> asked = false;
    RawServer silent([&](RawPeer& peer) { return peer.readRequest(), asked = true, peer.untilClosed(), false; });
    auto shop = std::make_unique<Shop>(silent.base());
    CancelToken cancel;
    const auto trying = shop->desk->tryKey(kGood, cancel);
    while (!asked) std::this_thread::yield();
    cancel.cancel();
    shop.reset();
    QVERIFY(trying.isFinished() && trying.result().error().kind == ErrorKind::Cancelled);
  }
};

QTEST_GUILESS_MAIN(ProviderDeskTest)
#include "tst_providerdesk.moc"
