// The five systems as shipped workspaces: what their set-up documents say, field by field (facts P, A, L, H, X).
#include <QRegularExpression>
#include <QTest>
#include <set>

#include "workspace/shippedprofiles.h"

using namespace billing;
using namespace billing::workspace;

namespace {

Profile shipped(const char* id) {
  auto profile = shippedProfile(id);
  if (!profile) qFatal("%s", describe(profile.error()).c_str());
  return *profile;
}

std::vector<std::string> planKeys(const Profile& profile) {
  std::vector<std::string> keys;
  for (const auto& plan : profile.rules.plans) keys.push_back(plan.key);
  return keys;
}

std::vector<std::int64_t> cents(const Plan& plan) {
  std::vector<std::int64_t> all;
  for (const auto& price : plan.prices) all.push_back(price.amount.minor);
  return all;
}

using Words = std::vector<std::string>;
using Amounts = std::vector<std::int64_t>;

}  // namespace

class TestShippedProfiles : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_newcomer_is_offered_the_five_systems_and_the_demo() {
    Words ids;
    for (const auto& profile : shippedProfiles()) {
      ids.push_back(profile.id);
      QVERIFY(!profile.name.empty() && !profile.description.empty());
    }
    QVERIFY((ids == Words{"persistq", "adminer", "llmxt", "howmuchshouldiprice", "pixell", "demo"}));
    QVERIFY(shippedProfile("blank").has_value());
  }

  void an_unknown_workspace_is_answered_with_those_there_are() {
    for (const auto* id : {"nobody", "../migrations/sqlite/0001_initial", ""}) {
      const auto none = shippedProfile(id);
      QCOMPARE(none.error().code, std::string("unknown_workspace"));
      QVERIFY(none.error().hint.find("persistq") != std::string::npos);
    }
  }

  void they_are_test_workspaces_with_demo_data_and_no_live_ids() {
    std::set<std::string> productIds;
    std::set<int> ports;
    for (const auto* id : {"persistq", "adminer", "llmxt", "howmuchshouldiprice", "pixell"}) {
      const auto profile = shipped(id);
      QVERIFY(profile.demo && !profile.live() && profile.api.enabled && profile.routes.size() == 1);
      QVERIFY2(ports.insert(profile.port).second, "two of them can run side by side");
      for (const auto& plan : profile.rules.plans)
        for (const auto& price : plan.prices) {
          QVERIFY2(productIds.insert(price.testProductId).second, price.testProductId.c_str());
          QVERIFY(price.liveProductId.empty());
        }
      for (const auto& pack : profile.rules.credits.packs) QVERIFY(productIds.insert(pack.testProductId).second);
    }
    QCOMPARE(productIds.size(), std::size_t{6 + 3 + 2 + 3 + 4});
  }

  void no_secret_is_written_into_them() {
    static const QRegularExpression secret(QStringLiteral("whsec_|whsk_|[sr]k_(test|live)_|[0-9a-f]{32}"));
    for (const auto& profile : shippedProfiles())
      QVERIFY(!QString::fromStdString(*shippedProfileText(profile.id)).contains(secret));
  }

  // Its comments are the reference of the format.
  void the_blank_workspace_explains_settings_that_are_understood() {
    static const QRegularExpression setting(QStringLiteral("^# (\\[|[a-z_]+ = |\"[a-z.]+\" = )"));
    QString text;
    const auto blank = QString::fromStdString(*shippedProfileText("blank"));
    for (const auto& line : blank.split(u'\n')) {
      const bool isOther = line.startsWith(QLatin1String("# header")) || line.startsWith(QLatin1String("# database"));
      const bool isSetting = line.contains(setting) && !isOther;
      text += (isSetting ? line.mid(2) : line) + u'\n';
    }
    const auto profile = parseProfile(text.toStdString(), "blank.toml");
    QVERIFY2(profile.has_value(), profile ? "" : profile.error().message.c_str());
    const auto& rules = profile->rules;
    QVERIFY(rules.plans.size() == 2 && rules.credits.topUp.monthlyCap == 5 && rules.entitlements.validDays == 365);
  }

  // P1, P4 to P6, P14 to P16, P20, P21, P30, P33
  void persistq_is_as_its_team_describes_it() {
    const auto profile = shipped("persistq");
    const auto& rules = profile.rules;
    QVERIFY(profile.provider == Provider::Dodo && rules.accountKind == AccountKind::User);
    QVERIFY((planKeys(profile) == Words{"free", "starter", "pro", "premium"}));
    QVERIFY((cents(rules.plans[1]) == Amounts{500, 5000}));
    QVERIFY((cents(rules.plans[2]) == Amounts{1200, 12000}));
    QVERIFY((cents(rules.plans[3]) == Amounts{2900, 29000}));
    QVERIFY(rules.exceededStatus == 429 && rules.quotaOnError == OnError::Allow);
    QVERIFY((rules.actions[0].checks == Words{"api_calls", "memories"}));
    QVERIFY((rules.actions[1].checks == Words{"api_calls"}));
    QCOMPARE(rules.quotas[0].warnPercent, 80);
    QVERIFY(rules.downgrade == DowngradeWhen::Event && rules.usagePeriod == UsagePeriod::CalendarMonth);
    QCOMPARE(rules.eventAliases.at("subscription.canceled"), std::string("subscription.cancelled"));
    QCOMPARE(rules.eventAliases.at("subscription.created"), std::string("subscription.active"));
    QCOMPARE(profile.routes[0].path, std::string("/api/webhooks/billing/dodo"));
    QVERIFY(profile.routes[0].scheme == SignatureScheme::StandardWebhooks);
    QVERIFY(profile.api.successUrl.ends_with("/dashboard/billing?success=true"));
  }

  // A2 to A4, A6, A7, A9 to A11
  void adminer_is_as_its_team_describes_it() {
    const auto profile = shipped("adminer");
    const auto& rules = profile.rules;
    QVERIFY((planKeys(profile) == Words{"free", "pro", "enterprise"}));
    for (const auto& plan : rules.plans) QVERIFY(plan.prices.at(0).testProductId.starts_with("prod_" + plan.key + "_"));
    QVERIFY(rules.accountKind == AccountKind::Organisation);
    QVERIFY(rules.exceededStatus == 402 && !rules.exceededHint.empty());
    QVERIFY(rules.downgrade == DowngradeWhen::Nightly && rules.nightlyMinuteUtc == 120 && rules.downgradeEnabled);
    QCOMPARE(rules.eventAliases.at("subscription.activated"), std::string("subscription.active"));
    const auto& route = profile.routes[0];
    QCOMPARE(route.path, std::string("/api/dodo/webhook"));
    QVERIFY(route.scheme == SignatureScheme::HmacHeader && route.headerName == "X-Dodo-Signature");
    QCOMPARE(route.badSignatureStatus, 400);
  }

  // L2, L9, L11 to L15
  void llmxt_is_as_its_team_describes_it() {
    const auto profile = shipped("llmxt");
    const auto& rules = profile.rules;
    QVERIFY((planKeys(profile) == Words{"free", "professional", "enterprise"}));
    QVERIFY(rules.accountKind == AccountKind::Email && rules.metadataAccountKey == "email");
    QVERIFY(rules.unknownProduct == UnknownProduct::UseDefault && rules.unknownProductPlan == "professional");
    const EntitlementRules expected{true, OnError::Allow, false, 10, std::nullopt};
    QVERIFY(rules.entitlements == expected);
    QCOMPARE(profile.routes[0].path, std::string("/api/webhooks/dodo"));
    QCOMPARE(profile.routes[0].badSignatureStatus, 401);
  }

  // H1 to H5, H9
  void howmuchshouldiprice_is_as_its_team_describes_it() {
    const auto profile = shipped("howmuchshouldiprice");
    const auto& credits = profile.rules.credits;
    QVERIFY(profile.rules.plans.empty() && credits.enabled);
    QVERIFY(profile.rules.accountKind == AccountKind::Profile && profile.rules.metadataAccountKey == "userId");
    QCOMPARE(credits.startingTenths, 30);
    QCOMPARE(credits.metadataCreditsKey, std::string("credits"));
    QCOMPARE(profile.routes[0].path, std::string("/api/payments/webhook"));
    QVERIFY(profile.api.successUrl.ends_with("/dashboard?payment=success"));
  }

  // X2 to X5, X7, X8, X19, X20
  void pixell_is_as_its_team_describes_it() {
    const auto profile = shipped("pixell");
    const auto& rules = profile.rules;
    QVERIFY(profile.provider == Provider::Stripe && profile.port == 3003);
    QVERIFY((planKeys(profile) == Words{"free", "starter", "pro", "max"}));
    QVERIFY(cents(rules.plans[0]).empty());
    QVERIFY(cents(rules.plans[1]) == Amounts{999} && cents(rules.plans[2]) == Amounts{9900} &&
            cents(rules.plans[3]) == Amounts{49999});
    const std::vector<Amounts> allowances{
        {10, 4, 2, 1}, {250, 100, 50, 15}, {2500, 1000, 500, 160}, {12500, 5000, 2500, 800}};
    const Amounts costs{10, 25, 50, 150};
    for (std::size_t tier = 0; tier < 4; ++tier) {
      QVERIFY(rules.quotas[tier].mode == QuotaMode::TopUp);
      QCOMPARE(rules.actions[tier].costTenths, costs[tier]);
      for (std::size_t plan = 0; plan < 4; ++plan)
        QCOMPARE(rules.plans[plan].limits.at(rules.quotas[tier].key).value(), allowances[plan][tier]);
    }
    QVERIFY(rules.trialDays == 7 && !rules.trialNeedsCard && rules.graceDays == 7);
    QVERIFY(rules.downgrade == DowngradeWhen::AfterGrace);
    QVERIFY(rules.credits.topUp.enabled && rules.credits.topUp.tenths == 5000);
    QCOMPARE(rules.credits.topUp.price.minor, 2000);
    QCOMPARE(profile.routes[0].path, std::string("/api/webhooks/stripe"));
    QVERIFY(profile.routes[0].scheme == SignatureScheme::Stripe);
  }
};

QTEST_GUILESS_MAIN(TestShippedProfiles)
#include "tst_shippedprofiles.moc"
