// A key is tried by reading only, and never lands in the workspace of the other mode; an endpoint is completed, not
// doubled.
#include <QTest>

#include "operations/connect/endpoints.h"
#include "operations/connect/keylook.h"
#include "operations/connect/trykey.h"
#include "support/fakeprovider.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using providers::Capabilities;

namespace {

std::string stripeKey(const char* prefix) {
  return std::string(prefix) + "_51MadeUpKeyOfATest0123wxyz";
}

workspace::Profile profileOf(Provider provider, bool live = false) {
  workspace::Profile profile;
  profile.id = "shop";
  profile.name = "Shop";
  profile.provider = provider;
  profile.mode = live ? workspace::Mode::Live : workspace::Mode::Test;
  return profile;
}

// Providers that answer a trial like this; counts who was asked, by mode.
struct Answers {
  Result<Capabilities> test = Capabilities{"acct_1", std::nullopt, true, true, {}, std::nullopt};
  Result<Capabilities> live = refused();
  int askedTest = 0, askedLive = 0;
  std::string key;

  static tl::unexpected<Error> refused(ErrorKind kind = ErrorKind::Unauthorized) {
    return failure(kind, "UNAUTHORIZED", "Could not read the key's rights", "no such key", "Check the API key");
  }
  ProviderMaker maker() {
    return [this](const std::string& used, bool isLive) {
      key = used;
      (isLive ? askedLive : askedTest)++;
      auto provider = std::make_unique<test::FakeProvider>();
      const auto& answer = isLive ? live : test;
      if (answer)
        provider->able = *answer;
      else
        provider->before = [error = answer.error()](const std::string&) { return std::optional(error); };
      return provider;
    };
  }
};

bool said(const QString& text, const char* part) {
  return text.contains(QLatin1String(part));
}

}  // namespace

class TestConnect : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_good_key_is_told_with_what_it_can_do() {
    Answers answers;
    answers.test->missing = {"disputes: 403"};
    const auto profile = profileOf(Provider::Stripe);
    auto trial = tryKey(profile, "  " + stripeKey("sk_test") + "\n", answers.maker(), {});
    VERIFY_RESULT(trial);
    QVERIFY(trial->accepted && !trial->live && trial->clockWarning.isEmpty() && trial->problem.isEmpty());
    QCOMPARE(trial->writing, QStringLiteral("can read and write"));
    QCOMPARE(trial->missing, QStringList{QStringLiteral("disputes: 403")});
    QCOMPARE(answers.key, stripeKey("sk_test"));
    answers.test->canWrite = false;
    QCOMPARE(tryKey(profile, stripeKey("rk_test"), answers.maker(), {})->writing, QStringLiteral("can read only"));
    answers.test->canWrite.reset();
    QVERIFY(said(tryKey(profile, stripeKey("rk_test"), answers.maker(), {})->writing, "cannot be told"));
    answers.test->canRead = false;
    const auto blind = tryKey(profile, stripeKey("rk_test"), answers.maker(), {});
    QVERIFY(!blind->accepted && !blind->problem.isEmpty() && !blind->hint.isEmpty());
  }

  void what_cannot_be_a_key_is_refused_before_anybody_is_asked_data() {
    QTest::addColumn<int>("provider");
    QTest::addColumn<std::string>("pasted");
    const auto row = [](const char* name, Provider provider, std::string pasted) {
      QTest::newRow(name) << static_cast<int>(provider) << std::move(pasted);
    };
    row("nothing", Provider::Dodo, "  ");
    row("two lines", Provider::Dodo, "abc\ndef");
    row("a webhook secret", Provider::Dodo, "whsec" + std::string("_abcdef"));
    row("a publishable key", Provider::Stripe, "pk" + std::string("_test_abc"));
    row("an address", Provider::Stripe, "https://dashboard.example.com");
    row("Stripe's at Dodo", Provider::Dodo, stripeKey("sk_test"));
    row("Dodo's at Stripe", Provider::Stripe, "abcdefghijklmnop.qrstuvwxyz");
    row("live at test", Provider::Stripe, stripeKey("sk_live"));
    row("restricted live at test", Provider::Stripe, stripeKey("rk_live"));
  }
  void what_cannot_be_a_key_is_refused_before_anybody_is_asked() {
    QFETCH(int, provider);
    QFETCH(std::string, pasted);
    Answers answers;
    const auto trial = tryKey(profileOf(static_cast<Provider>(provider)), pasted, answers.maker(), {});
    VERIFY_RESULT(trial);
    QVERIFY(!trial->accepted && !trial->problem.isEmpty() && !trial->hint.isEmpty());
    QVERIFY(pasted.size() < 5 || !trial->problem.contains(QString::fromStdString(pasted)));
    QCOMPARE(answers.askedTest + answers.askedLive, 0);
  }

  void a_stripe_test_key_has_no_place_in_a_live_workspace() {
    Answers answers;
    const auto trial = tryKey(profileOf(Provider::Stripe, true), stripeKey("sk_test"), answers.maker(), {});
    QVERIFY(!trial->accepted && said(trial->problem, "test key") && said(trial->problem, "live mode"));
    QCOMPARE(answers.askedLive, 0);
  }

  void a_dodo_key_shows_its_mode_by_the_host_that_accepts_it() {
    Answers answers;
    answers.test = Answers::refused();
    answers.live = Capabilities{"Shop", true, true, true, {}, std::nullopt};
    auto trial = tryKey(profileOf(Provider::Dodo), "a-key-of-dodo-payments", answers.maker(), {});
    QVERIFY(!trial->accepted && trial->live && said(trial->problem, "live key"));
    QCOMPARE(answers.askedLive, 1);
    answers.live = Answers::refused();
    trial = tryKey(profileOf(Provider::Dodo), "a-key-of-dodo-payments", answers.maker(), {});
    QVERIFY(!trial->accepted && said(trial->problem, "no such key") && said(trial->hint, "Check the API key"));
    auto elsewhere = profileOf(Provider::Dodo);
    elsewhere.apiBase = "http://127.0.0.1:4010";
    QVERIFY(!tryKey(elsewhere, "a-key-of-dodo-payments", answers.maker(), {})->accepted);
    QCOMPARE(answers.askedLive, 2);  // an address of one's own has no other mode
  }

  void a_provider_that_cannot_be_asked_is_an_error_and_not_a_bad_key() {
    Answers answers;
    answers.test = Answers::refused(ErrorKind::Timeout);
    const auto trial = tryKey(profileOf(Provider::Dodo), "a-key-of-dodo-payments", answers.maker(), {});
    QVERIFY(!trial && trial.error().kind == ErrorKind::Timeout);
  }

  void a_clock_off_by_hours_is_warned_of() {
    Answers answers;
    answers.test->clockSkewMs = 3 * 3600'000;
    const auto profile = profileOf(Provider::Stripe);
    QVERIFY(said(tryKey(profile, stripeKey("sk_test"), answers.maker(), {})->clockWarning, "is 3 h slow"));
    answers.test->clockSkewMs = -90'000;
    QVERIFY(said(tryKey(profile, stripeKey("sk_test"), answers.maker(), {})->clockWarning, "is 90 s fast"));
    answers.test->clockSkewMs = -1999;
    QVERIFY(tryKey(profile, stripeKey("sk_test"), answers.maker(), {})->clockWarning.isEmpty());
  }

  void a_hint_tells_keys_apart_and_keeps_them_secret() {
    QCOMPARE(keyHint(stripeKey("sk_live")), std::string("sk_live_…wxyz"));
    QCOMPARE(keyHint("short"), std::string("…"));
    QCOMPARE(keyHint("a-key-of-dodo-payments"), std::string("…ents"));
  }

  void the_types_that_are_needed_are_those_that_change_billing() {
    auto profile = profileOf(Provider::Dodo);
    auto needed = neededEventTypes(profile);
    const auto has = [&](const char* type) { return std::ranges::find(needed, type) != needed.end(); };
    QVERIFY(has("subscription.renewed") && has("payment.failed") && has("dispute.lost") && has("refund.succeeded"));
    QVERIFY(!has("credit.added") && !has("payout.success"));
    profile.rules.credits.enabled = true;
    needed = neededEventTypes(profile);
    QVERIFY(has("credit.added"));
    needed = neededEventTypes(profileOf(Provider::Stripe));
    QVERIFY(has("customer.subscription.updated") && has("invoice.paid") && has("charge.dispute.created"));
    QVERIFY(!has("coupon.created") && !has("billing.credit_grant.created"));
  }

  void an_address_that_the_provider_cannot_reach_is_refused_data() {
    QTest::addColumn<std::string>("url");
    QTest::addColumn<bool>("good");
    for (const char* url : {"http://127.0.0.1:4242/webhooks/dodo", "https://localhost/x", "https://192.168.1.7/x",
                            "https://10.1.2.3/x", "https://[::1]/x", "http://shop.example.com/x", "shop.example.com",
                            "ftp://shop.example.com", "", "https://me:pw@shop.example.com/x", "https://nas.local/x"})
      QTest::newRow(url) << std::string(url) << false;
    QTest::newRow("good") << std::string("https://shop.example.com/webhooks/dodo") << true;
  }
  void an_address_that_the_provider_cannot_reach_is_refused() {
    QFETCH(std::string, url);
    QFETCH(bool, good);
    const auto checked = checkEndpointUrl(url, false);
    QCOMPARE(checked.has_value(), good);
    QVERIFY(good || !checked.error().hint.empty());
    QVERIFY(checkEndpointUrl("http://127.0.0.1:4242/webhooks/dodo", true));
  }

  void registering_makes_one_endpoint_and_tells_its_secret() {
    for (const auto kind : {Provider::Dodo, Provider::Stripe}) {
      test::FakeProvider provider(kind);
      const auto profile = profileOf(kind);
      const std::string url = "https://shop.example.com/webhooks";
      QVERIFY(!checkEndpoint(provider, profile, url, {})->registered);
      const auto made = operations::registerEndpoint(provider, profile, url, {});
      VERIFY_RESULT(made);
      QVERIFY(made->state.registered && made->state.missingTypes.isEmpty() && !made->secret.empty());
      const auto found = checkEndpoint(provider, profile, "https://SHOP.example.com:443/webhooks/", {});
      QVERIFY(found->registered && found->missingTypes.isEmpty() && found->note.isEmpty());
      const auto again = operations::registerEndpoint(provider, profile, url, {});
      QCOMPARE(provider.endpoints.size(), std::size_t{1});
      QCOMPARE(again->secret.empty(), kind == Provider::Stripe);  // which tells it once
      QCOMPARE(again->state.note.isEmpty(), kind == Provider::Dodo);
    }
  }

  void an_endpoint_that_is_there_is_completed_and_keeps_what_it_sends() {
    test::FakeProvider provider(Provider::Stripe);
    const auto profile = profileOf(Provider::Stripe);
    const std::string url = "https://shop.example.com/hook";
    provider.endpoints = {{"we_1", url, "ours", {"coupon.created", "invoice.paid"}, false, "2020-08-27"}};
    const auto before = checkEndpoint(provider, profile, url, {});
    QVERIFY(before->registered && before->missingTypes.contains(QLatin1String("customer.subscription.updated")));
    QVERIFY(said(before->note, "switched off"));
    const auto after = operations::registerEndpoint(provider, profile, url, {});
    VERIFY_RESULT(after);
    QVERIFY(after->state.missingTypes.isEmpty() && provider.endpoints.at(0).enabled);
    QVERIFY(std::ranges::find(provider.endpoints[0].types, "coupon.created") != provider.endpoints[0].types.end());
    provider.endpoints[0].types = {"*"};
    provider.endpoints[0].apiVersion = "v9";
    const auto odd = checkEndpoint(provider, profile, url, {});
    QVERIFY(odd->missingTypes.isEmpty() && said(odd->note, "v9"));
  }

  void an_old_tunnel_with_the_same_path_is_pointed_out() {
    test::FakeProvider provider(Provider::Dodo);
    provider.endpoints = {{"ep_1", "https://old.example.com/webhooks/dodo", "", {}, true, ""}};
    const auto state = checkEndpoint(provider, profileOf(Provider::Dodo), "https://new.example.com/webhooks/dodo", {});
    QVERIFY(!state->registered && said(state->note, "https://old.example.com/webhooks/dodo"));
  }

  void a_registration_without_an_answer_is_looked_up_and_not_repeated() {
    test::FakeProvider provider(Provider::Dodo);
    const auto profile = profileOf(Provider::Dodo);
    const std::string url = "https://shop.example.com/hook";
    int registrations = 0;
    bool arrived = true;
    provider.before = [&](const std::string& call) -> std::optional<Error> {
      if (!call.starts_with("registerEndpoint")) return std::nullopt;
      ++registrations;
      if (arrived) provider.endpoints = {{"ep_1", url, "", {}, true, ""}};
      return Error{ErrorKind::Timeout, providers::kUnconfirmed, "Nobody knows", {}, "Read", false, {}};
    };
    const auto found = operations::registerEndpoint(provider, profile, url, {});
    VERIFY_RESULT(found);
    QVERIFY(found->state.registered && !found->secret.empty() && registrations == 1);
    provider.endpoints.clear();
    arrived = false;
    const auto lost = operations::registerEndpoint(provider, profile, url, {});
    QVERIFY(!lost && providers::isUnconfirmed(lost.error()) && registrations == 2);
  }
};

QTEST_GUILESS_MAIN(TestConnect)
#include "tst_connect.moc"
