// The .env files of the five systems become workspaces; no secret ever leaves the import but through its own door.
#include <QRegularExpression>
#include <QTest>
#include <algorithm>

#include "workspace/import/envimport.h"
#include "workspace/import/secretmask.h"
#include "workspace/shippedprofiles.h"

using namespace billing;
using namespace billing::workspace;

namespace {

constexpr auto webhookSecret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
constexpr auto stripeKey =
    "sk_"
    "test_51RkT4vPxLs7dQm2aB3cD4eF5gH6";

EnvImport import(const std::string& env, const char* workspace = "persistq") {
  auto result = importEnv(env, "x.env", *shippedProfileText(workspace), "w.toml");
  if (!result) qFatal("%s", describe(result.error()).c_str());
  return *result;
}

Profile profileOf(const EnvImport& import) {
  auto profile = parseProfile(import.profileText, "w.toml");
  if (!profile) qFatal("%s", describe(profile.error()).c_str());
  return *profile;
}

const Finding* find(const EnvImport& import, const std::string& code) {
  const auto found = std::ranges::find(import.findings, code, &Finding::code);
  return found == import.findings.end() ? nullptr : &*found;
}

const ImportedVariable* variable(const EnvImport& import, const std::string& name) {
  const auto found = std::ranges::find(import.variables, name, &ImportedVariable::name);
  return found == import.variables.end() ? nullptr : &*found;
}

// Everything but the texts of the secrets themselves.
std::string everythingTold(const EnvImport& import) {
  std::string all = import.profileText;
  for (const auto& one : import.variables) all += "\n" + one.name + " " + one.becomes + " " + one.shown;
  for (const auto& secret : import.secrets) all += "\n" + secret.name + " " + secret.variable;
  for (const auto& finding : import.findings) all += "\n" + finding.what + " " + finding.fix;
  return all;
}

}  // namespace

class TestEnvImport : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  // P1, P22, P23
  void persistq_is_imported_with_its_keys() {
    const auto result =
        import(std::string("BILLING_PROVIDER=dodo\nDODO_MODE=live\nDODO_API_KEY=dk_a8Fj2LkQ9xWm4ZrT\n"
                           "DODO_WEBHOOK_SECRET=") +
               webhookSecret + "\nNEXT_PUBLIC_APP_URL=https://persistq.example/\nNODE_ENV=production\n");
    const auto profile = profileOf(result);
    QVERIFY(profile.live() && profile.provider == Provider::Dodo);
    QCOMPARE(profile.api.successUrl, std::string("https://persistq.example/dashboard/billing?success=true"));
    QCOMPARE(result.secrets.size(), std::size_t{2});
    QCOMPARE(result.secrets[0].name, std::string("dodo.api_key"));
    QVERIFY(!result.secrets[0].signsWebhooks);
    QCOMPARE(result.secrets[1].name, std::string("dodo"));
    QCOMPARE(result.secrets[1].text, std::string(webhookSecret));
    QVERIFY(result.secrets[1].signsWebhooks);
    QCOMPARE(variable(result, "DODO_WEBHOOK_SECRET")->shown, std::string("whsec_…LaSw, 38 characters"));
    QVERIFY(result.profileText.find("# calls") == std::string::npos);
    QVERIFY2(result.profileText.find("# BILLING_PROVIDER; nothing else changes with it") != std::string::npos,
             "comments are kept");
    QVERIFY(find(result, "missing_secret") == nullptr);
  }

  // A11, A21
  void adminer_is_imported_with_its_switch_and_address() {
    const auto result =
        import("BILLING_AUTODOWNGRADE_ENABLED=false\nDODO_API_BASE=https://api.dodopayments.com\n", "adminer");
    const auto profile = profileOf(result);
    QVERIFY(!profile.rules.downgradeEnabled);
    QCOMPARE(profile.apiBase, std::string("https://api.dodopayments.com"));
    QVERIFY(find(result, "unknown_api_base") != nullptr);
    QVERIFY(find(result, "downgrade_disabled") != nullptr);
  }

  void whoever_brings_a_key_or_sells_for_real_leaves_the_sandbox() {
    QCOMPARE(profileOf(import("BILLING_TRIAL_DAYS=3\n", "pixell")).apiBase, std::string("sandbox"));
    const std::string key = std::string("STRIPE_SECRET_KEY=") + stripeKey + "\n";
    QCOMPARE(profileOf(import(key, "pixell")).apiBase, std::string("https://api.stripe.com"));
    QCOMPARE(profileOf(import("DODO_MODE=live\n", "persistq")).apiBase, std::string("https://live.dodopayments.com"));
  }

  // A13
  void a_disabled_secret_is_answered_with_the_better_switch() {
    const auto result = import("DODO_WEBHOOK_SECRET=disabled\n", "adminer");
    QVERIFY(result.secrets.empty());
    const auto* finding = find(result, "processing_disabled");
    QVERIFY(finding != nullptr && finding->fix.find("Pause processing") != std::string::npos);
  }

  // L8 to L10
  void llmxt_is_imported_with_its_switches() {
    const auto result = import(
        "ENTITLEMENT_ALLOW_UNVERIFIED=true\nREQUIRE_HMAC_SIGNATURE=true\nDODO_MODE=live\n"
        "HMAC_SECRET=6f1ed002ab5595859014ebf0951522d96f1ed002ab5595859014ebf0951522d9\n",
        "llmxt");
    QVERIFY(profileOf(result).rules.entitlements.allowUnverified);
    QCOMPARE(result.secrets.at(0).name, std::string("hmac"));
    QVERIFY(find(result, "allow_unverified")->severity == Severity::Error);
    QVERIFY(find(result, "weak_secret") == nullptr);
    QVERIFY(find(import("REQUIRE_HMAC_SIGNATURE=false\n", "llmxt"), "env_value_refused") != nullptr);
    QVERIFY(find(import("HMAC_SECRET=hunter2hunter2\n", "llmxt"), "weak_secret") != nullptr);
  }

  // X4, X19, X26
  void pixell_is_imported_with_its_price_ids() {
    const auto result =
        import(std::string("BILLING_TRIAL_DAYS=14\nSTRIPE_SECRET_KEY=") + stripeKey +
                   "\nSTRIPE_PUBLISHABLE_KEY=pk_test_51RkT4vPxLs7dQm2\nSTRIPE_WEBHOOK_SECRET=" + webhookSecret +
                   "\nSTRIPE_PRICE_STARTER=price_1AAAAvPxLs7dQm2starter1\n"
                   "STRIPE_PRICE_ID_PRO=price_1BBBBvPxLs7dQm2pro11111\n"
                   "NEXT_PUBLIC_STRIPE_MAX_PRICE_ID=price_1CCCCvPxLs7dQm2max11111\n"
                   "STRIPE_PRICE_CREDITS_500=price_1DDDDvPxLs7dQm2cr500111\n",
               "pixell");
    const auto profile = profileOf(result);
    QCOMPARE(profile.rules.trialDays, 14);
    QCOMPARE(profile.rules.plans[1].prices[0].testProductId, std::string("price_1AAAAvPxLs7dQm2starter1"));
    QCOMPARE(profile.rules.plans[2].prices[0].testProductId, std::string("price_1BBBBvPxLs7dQm2pro11111"));
    QCOMPARE(profile.rules.plans[3].prices[0].testProductId, std::string("price_1CCCCvPxLs7dQm2max11111"));
    QCOMPARE(profile.rules.credits.packs[0].testProductId, std::string("price_1DDDDvPxLs7dQm2cr500111"));
    QCOMPARE(result.secrets.size(), std::size_t{2});
    QCOMPARE(result.secrets[1].name, std::string("stripe"));
    QVERIFY(!profile.live());
    QVERIFY(find(result, "key_of_other_mode") == nullptr);
  }

  void a_live_key_makes_a_live_workspace_and_fills_the_live_ids() {
    const auto result = import(
        "STRIPE_PRICE_STARTER=price_1AAAAvPxLs7dQm2starter1\n"
        "STRIPE_SECRET_KEY=sk"
        "_live_"
        "51RkT4vPxLs7dQm2aB3cD4eF5gH6\n",
        "pixell");
    const auto profile = profileOf(result);
    QVERIFY(profile.live());
    QCOMPARE(profile.rules.plans[1].prices[0].liveProductId, std::string("price_1AAAAvPxLs7dQm2starter1"));
    QVERIFY(profile.rules.plans[1].prices[0].testProductId.starts_with("price_1RkT4v"));
  }

  void yearly_and_monthly_products_find_their_price() {
    const auto profile =
        profileOf(import("DODO_PRODUCT_PRO_MONTHLY=pdt_AAq8w2Yx6Str4Kd9\n"
                         "DODO_PRODUCT_PRO_YEARLY=pdt_BBq8w2Yx6Str4Kd9\n"
                         "DODO_LIVE_PRODUCT_STARTER=pdt_CCq8w2Yx6Str4Kd9\n"));
    QCOMPARE(profile.rules.plans[2].prices[0].testProductId, std::string("pdt_AAq8w2Yx6Str4Kd9"));
    QCOMPARE(profile.rules.plans[2].prices[1].testProductId, std::string("pdt_BBq8w2Yx6Str4Kd9"));
    QCOMPARE(profile.rules.plans[1].prices[0].liveProductId, std::string("pdt_CCq8w2Yx6Str4Kd9"));
  }

  void what_is_missing_is_told() {
    const auto result = import("NODE_ENV=production\n");
    QVERIFY(find(result, "missing_secret") != nullptr);
    QVERIFY(find(result, "production_in_test_mode") != nullptr);
  }

  void values_that_cannot_be_taken_change_nothing_data() {
    QTest::addColumn<QByteArray>("line");
    QTest::addColumn<QByteArray>("code");
    const auto row = [](const char* line, const char* code) {
      QTest::newRow(line) << QByteArray(line) << QByteArray(code);
    };
    row("BILLING_PROVIDER=hidden1secret", "env_value_refused");
    row("DODO_MODE=hidden1secret", "env_value_refused");
    row("BILLING_TRIAL_DAYS=7 days hidden1secret", "env_value_refused");
    row("BILLING_TRIAL_DAYS=-1", "env_value_refused");
    row("BILLING_TRIAL_DAYS=99999999999", "env_value_refused");
    row("BILLING_AUTODOWNGRADE_ENABLED=hidden1secret", "env_value_refused");
    row("NEXT_PUBLIC_APP_URL=hidden1secret", "env_value_refused");
    row("NEXT_PUBLIC_APP_URL=https://user:hidden1secret@shop.example", "env_value_refused");
    row("DODO_API_BASE=ftp://hidden1secret", "env_value_refused");
    row("DODO_PRODUCT_PRO=whsec_hidden1secret", "env_product_refused");
    row("DODO_PRODUCT_PRO=pdt_hidden1secret\\\"\\nmode = 1", "env_product_refused");
    row("DODO_PRODUCT_GOLD=pdt_AAq8w2Yx6Str4Kd9", "env_product_refused");
    row("DODO_WEBHOOK_SECRET=", "secret_empty");
    row("DODO_WEBHOOK_SECRET=\"hidden1secret and more\"", "secret_with_space");
    row("DODO_WEBHOOK_SECRET=\"hidden1secret\nhidden1secret\"", "secret_with_space");
    row("DODO_WEBHOOK_SECRET=v1,whsec_hidden1secret", "secret_with_version");
    row("DODO_WEBHOOK_SECRET=whsec_...", "placeholder_secret");
    row("DODO_API_KEY=your_hidden1secret", "placeholder_secret");
    row("CLERK_SECRET_KEY=hidden1secret", "env_unknown");
    row("DATABASE_URL=postgres://user:hidden1secret@db/x", "env_unknown");
    row("DODO_WEBHOOK_SECRET=\"hidden1secret", "env_quote_open");
  }
  void values_that_cannot_be_taken_change_nothing() {
    QFETCH(QByteArray, line);
    QFETCH(QByteArray, code);
    const auto result = import(line.toStdString() + "\n");
    QVERIFY2(find(result, code.toStdString()) != nullptr, everythingTold(result).c_str());
    QCOMPARE(QByteArray::fromStdString(result.profileText), QByteArray::fromStdString(*shippedProfileText("persistq")));
    QVERIFY(result.secrets.empty());
    QVERIFY(everythingTold(result).find("hidden1secret") == std::string::npos);
  }

  void no_secret_is_told_whatever_variable_it_stands_in() {
    const std::string secrets[]{webhookSecret, stripeKey, "6f1ed002ab5595859014ebf0951522d96f1ed002ab559585",
                                "correct_horse_battery_staple_1", "dk_a8Fj2LkQ9xWm4ZrTq"};
    for (const auto& secret : secrets) {
      std::string env;
      for (const auto* name :
           {"BILLING_PROVIDER", "DODO_MODE", "DODO_API_KEY", "DODO_WEBHOOK_SECRET", "DODO_API_BASE", "NODE_ENV",
            "NEXT_PUBLIC_APP_URL", "STRIPE_SECRET_KEY", "STRIPE_WEBHOOK_SECRET", "STRIPE_PUBLISHABLE_KEY",
            "BILLING_TRIAL_DAYS", "BILLING_AUTODOWNGRADE_ENABLED", "ENTITLEMENT_ALLOW_UNVERIFIED",
            "REQUIRE_HMAC_SIGNATURE", "HMAC_SECRET", "DODO_PRODUCT_PRO", "STRIPE_PRICE_MAX", "SOMETHING_ELSE"})
        env += std::string(name) + "=" + secret + "\n";
      env += secret + "\n" + secret + "=\n";
      const auto told = everythingTold(import(env));
      // Neither the secret nor any part of its middle.
      for (std::size_t from = 8; from + 8 <= secret.size() - 4; ++from)
        QVERIFY2(told.find(secret.substr(from, 8)) == std::string::npos, told.c_str());
    }
  }

  void a_base_that_cannot_be_read_is_refused() {
    const auto refused = importEnv("A_B=1\n", "x.env", "name = \n", "w.toml");
    QCOMPARE(refused.error().code, std::string("bad_profile"));
  }

  void a_setting_that_cannot_be_merged_is_told() {
    const auto result = importEnv("BILLING_TRIAL_DAYS=7\n", "x.env", "name = \"W\"\ntrial = { days = 3 }\n", "w.toml");
    QVERIFY(find(*result, "env_not_merged") != nullptr);
    QCOMPARE(profileOf(*result).rules.trialDays, 3);
  }

  void masks_show_a_known_prefix_and_the_end_of_a_long_secret() {
    QCOMPARE(maskedSecret(webhookSecret), std::string("whsec_…LaSw, 38 characters"));
    QCOMPARE(maskedSecret("sk_test_short"), std::string("sk_test_…, 13 characters"));
    QCOMPARE(maskedSecret("my_dog_is_called_rex"), std::string("…_rex, 20 characters"));
    QCOMPARE(maskedSecret("hunter2"), std::string("…, 7 characters"));
  }
};

QTEST_GUILESS_MAIN(TestEnvImport)
#include "tst_envimport.moc"
