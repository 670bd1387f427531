// The secrets of an open workspace: from files, from the key ring, and replaced while deliveries arrive.
#include <QFile>
#include <QTemporaryDir>
#include <QTest>

#include "app/console/signingsecrets.h"
#include "support/redaction.h"

using namespace billing;

namespace {

workspace::Profile profileWithTwoRoutes(workspace::Mode mode = workspace::Mode::Test) {
  workspace::Profile profile;
  profile.id = "shop";
  profile.mode = mode;
  profile.routes.push_back(
      {"/dodo", workspace::SignatureScheme::StandardWebhooks, "", Provider::Dodo, 400, 300, "dodo"});
  profile.routes.push_back({"/stripe", workspace::SignatureScheme::Stripe, "", Provider::Stripe, 400, 300, "stripe"});
  return profile;
}

class TestWorkspaceSecrets : public QObject {
  Q_OBJECT

  QTemporaryDir folder_;
  ManualClock clock_{Instant::fromSeconds(1'700'000'000)};

  std::string file(const std::string& text) {
    QFile file(folder_.filePath(QStringLiteral("secret")));
    if (!file.open(QIODevice::WriteOnly) || file.write(QByteArray::fromStdString(text)) < 0) return {};
    return file.fileName().toStdString();
  }

 private Q_SLOTS:
  void a_file_for_one_route_leaves_the_other_without() {
    const auto profile = profileWithTwoRoutes();
    console::WorkspaceSecrets secrets(profile, clock_);
    QVERIFY(secrets.addFile("/dodo=" + file(workspace::generateSecret())).has_value());
    QCOMPARE(secrets.of(profile.routes[0]).size(), std::size_t{1});
    QVERIFY(secrets.of(profile.routes[1]).empty());
    QVERIFY(!secrets.complete());
  }

  void a_file_for_all_routes_makes_the_key_ring_unnecessary() {
    const auto profile = profileWithTwoRoutes();
    console::WorkspaceSecrets secrets(profile, clock_);
    QVERIFY(secrets.addFile(file(workspace::generateSecret())).has_value());
    QVERIFY(secrets.complete());
  }

  void a_test_workspace_gets_secrets_of_its_own_and_keeps_them() {
    const auto profile = profileWithTwoRoutes();
    const auto ring = std::make_shared<workspace::SessionKeyRing>();
    console::WorkspaceSecrets first(profile, clock_);
    QVERIFY(first.load(ring).result().has_value());
    console::WorkspaceSecrets again(profile, clock_);
    QVERIFY(again.load(ring).result().has_value());
    QCOMPARE(again.of(profile.routes[0]).at(0).text, first.of(profile.routes[0]).at(0).text);
    QVERIFY(first.of(profile.routes[0]).at(0).text != first.of(profile.routes[1]).at(0).text);
  }

  void a_live_workspace_never_invents_a_secret() {
    const auto profile = profileWithTwoRoutes(workspace::Mode::Live);
    console::WorkspaceSecrets secrets(profile, clock_);
    QVERIFY(secrets.load(std::make_shared<workspace::SessionKeyRing>()).result().has_value());
    QVERIFY(secrets.of(profile.routes[0]).empty());
  }

  void a_replaced_secret_is_preferred_and_the_old_one_ends_after_a_day() {
    const auto profile = profileWithTwoRoutes();
    const auto& route = profile.routes[0];
    const auto ring = std::make_shared<workspace::SessionKeyRing>();
    console::WorkspaceSecrets secrets(profile, clock_);
    QVERIFY(secrets.load(ring).result().has_value());
    int announced = 0;
    secrets.onReplaced([&] { ++announced; });
    const auto fresh = workspace::generateSecret();
    QVERIFY(secrets.replace(route, QString::fromStdString(fresh)).result().has_value());
    QCOMPARE(announced, 1);
    QCOMPARE(secrets.of(route).size(), std::size_t{2});
    QCOMPARE(secrets.of(route).at(0).text, fresh);
    QCOMPARE(**ring->read(QStringLiteral("shop/dodo")).result(), fresh);
    clock_.advance(24 * 3600 * 1000 + 1);
    QCOMPARE(secrets.of(route).size(), std::size_t{1});
  }

  void what_is_no_secret_of_the_scheme_is_refused_with_a_hint() {
    const auto profile = profileWithTwoRoutes();
    console::WorkspaceSecrets secrets(profile, clock_);
    QVERIFY(secrets.load(std::make_shared<workspace::SessionKeyRing>()).result().has_value());
    const auto before = secrets.of(profile.routes[0]).at(0).text;
    const auto refused = secrets.replace(profile.routes[0], QStringLiteral("v1,whsec_abc")).result();
    QVERIFY(!refused.has_value());
    QVERIFY(!refused.error().hint.empty() || !refused.error().reason.empty());
    QCOMPARE(secrets.of(profile.routes[0]).at(0).text, before);
  }

  void the_local_api_gets_a_token_of_its_own_or_the_one_from_a_file() {
    auto profile = profileWithTwoRoutes();
    profile.api.enabled = true;
    console::WorkspaceSecrets made(profile, clock_);
    QVERIFY(made.load(std::make_shared<workspace::SessionKeyRing>()).result().has_value());
    QCOMPARE(made.apiTokens().size(), std::size_t{1});
    QVERIFY(made.apiTokens().at(0).text.starts_with("api_"));
    const std::string text = "a-token-of-the-team-0123456789";
    console::WorkspaceSecrets given(profile, clock_);
    QVERIFY(given.addFile("api=" + file(text)).has_value());
    QCOMPARE(given.apiTokens().at(0).text, text);
    QVERIFY2(!given.complete(), "the routes have none yet");
  }

  void a_providers_key_is_asked_for_and_never_made_up() {
    const auto profile = profileWithTwoRoutes();
    const auto ring = std::make_shared<workspace::SessionKeyRing>();
    QVERIFY(ring->write(QStringLiteral("shop/dodo.api_key"), "sk_test_1234567890").result().has_value());
    console::WorkspaceSecrets with(profile, clock_);
    QVERIFY(with.load(ring).result().has_value());
    const auto holds = [](const console::WorkspaceSecrets& secrets) {
      const auto known = secrets.known();
      return std::any_of(known.begin(), known.end(), [](const auto& s) { return s.name == "dodo.api_key"; });
    };
    QVERIFY(holds(with));
    console::WorkspaceSecrets without(profile, clock_);
    QVERIFY(without.load(std::make_shared<workspace::SessionKeyRing>()).result().has_value());
    QVERIFY(!holds(without));
    QVERIFY2(!without.keptForGood(), "what lasts for the session proves nothing missing");
  }

  void labels_tell_secrets_apart_without_telling_them() {
    const auto profile = profileWithTwoRoutes();
    console::WorkspaceSecrets secrets(profile, clock_);
    QVERIFY(secrets.load(std::make_shared<workspace::SessionKeyRing>()).result().has_value());
    const auto label = secrets.labels(profile.routes[0]).value(0);
    const auto found = secrets.secret(profile.routes[0], label);
    QVERIFY(found.has_value());
    QVERIFY(!label.contains(QString::fromStdString(found->text.substr(6, 12))));
    QVERIFY(!secrets.secret(profile.routes[0], QStringLiteral("no such label")).has_value());
  }
};

}  // namespace

QTEST_GUILESS_MAIN(TestWorkspaceSecrets)
#include "tst_workspacesecrets.moc"
