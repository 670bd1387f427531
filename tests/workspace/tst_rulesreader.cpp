// What each table of a workspace file means, and that every mistake in it is told with its line.
#include <QTest>

#include "workspace/profile.h"

using namespace billing;
using namespace billing::workspace;

namespace {

BillingRules rulesOf(const std::string& tables) {
  const auto profile = parseProfile("name = \"W\"\n" + tables, "w.toml");
  if (!profile) qFatal("%s", describe(profile.error()).c_str());
  return profile->rules;
}

Money dollars(std::int64_t cents) {
  return {cents, *Currency::fromCode("USD")};
}

}  // namespace

class TestRulesReader : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_file_without_rules_sells_nothing() {
    const auto rules = rulesOf("");
    QVERIFY(rules.plans.empty() && !rules.credits.enabled && rules.quotas.empty());
    QVERIFY(rules == BillingRules());
  }

  void plans_keep_their_order_prices_and_ids() {
    const auto rules = rulesOf(R"(
[[plan]]
key = "free"
name = "Free"
[[plan]]
key = "pro"
features = ["Export", "Audit log"]
limits = { api_calls = 5000, memories = "unlimited" }
credits = "250.5"
[[plan.price]]
interval = "year"
count = 2
amount = "120.5"
currency = "USD"
test = "pdt_a"
live = "pdt_b"
[[plan.price]]
interval = "week"
amount = "500"
currency = "JPY"
)");
    QCOMPARE(rules.plans.size(), std::size_t{2});
    const auto& pro = rules.plans[1];
    QCOMPARE(rules.plans[0].rank, 0);
    QCOMPARE(pro.rank, 1);
    QCOMPARE(pro.name, std::string("pro"));
    QCOMPARE(pro.features.size(), std::size_t{2});
    QCOMPARE(pro.limits.at("api_calls").value(), 5000);
    QVERIFY(!pro.limits.at("memories"));
    QCOMPARE(pro.allowanceTenths, 2505);
    QVERIFY(pro.prices[0].amount == dollars(12050));
    QVERIFY((pro.prices[0].interval == BillingInterval{IntervalUnit::Year, 2}));
    QCOMPARE(pro.prices[0].productId(false), std::string("pdt_a"));
    QCOMPARE(pro.prices[0].productId(true), std::string("pdt_b"));
    QCOMPARE(pro.prices[1].amount.minor, 500);  // yen have no decimals
  }

  void quotas_say_when_to_warn_refuse_or_let_go_on() {
    const auto rules = rulesOf(R"(
[quota]
exceeded_status = 429
on_error = "allow"
period = "billing_period"
hint = "Upgrade"
[[quota.rule]]
key = "api_calls"
name = "API calls"
unit = "calls"
mode = "soft"
warn_percent = 75
buffer_percent = 10
[[quota.rule]]
key = "memories"
lasting = true
)");
    QCOMPARE(rules.exceededStatus, 429);
    QVERIFY(rules.quotaOnError == OnError::Allow);
    QVERIFY(rules.usagePeriod == UsagePeriod::BillingPeriod);
    QCOMPARE(rules.exceededHint, std::string("Upgrade"));
    const QuotaRule calls{"api_calls", "API calls", "calls", QuotaMode::Soft, 75, 10, false};
    QVERIFY(rules.quotas.at(0) == calls);
    QCOMPARE(rules.quotas.at(1).warnPercent, 80);
    QVERIFY(rules.quotas.at(1).lasting && rules.quotas.at(1).mode == QuotaMode::Hard);
  }

  void actions_check_count_and_cost() {
    const auto rules = rulesOf(
        "[[action]]\nkey = \"image.medium\"\nchecks = [\"a\", \"b\"]\ncounts = [\"a\"]\n"
        "cost = \"2.5\"\n");
    const ActionRule medium{"image.medium", {"a", "b"}, {"a"}, 25};
    QVERIFY(rules.actions.at(0) == medium);
  }

  void credits_have_packs_and_a_top_up() {
    const auto credits = rulesOf(R"(
[credits]
model = "per_tier"
starting = "3"
metadata_key = "credits"
most_per_payment = 1000
[[credits.pack]]
key = "small"
name = "Small"
credits = "10"
amount = "4.99"
currency = "USD"
test = "pdt_a"
live = "pdt_b"
[credits.top_up]
below = "50"
credits = "500"
amount = "20.00"
currency = "USD"
monthly_cap = 5
)")
                             .credits;
    QVERIFY(credits.enabled && credits.model == AllowanceModel::PerTier);
    QCOMPARE(credits.startingTenths, 30);
    QCOMPARE(credits.metadataCreditsKey, std::string("credits"));
    QCOMPARE(credits.mostCreditsOfAPayment, 1000);
    const CreditPack small{"small", "Small", 100, dollars(499), "pdt_a", "pdt_b"};
    QVERIFY(credits.packs.at(0) == small);
    const TopUpRule topUp{true, 500, 5000, dollars(2000), 5};
    QVERIFY(credits.topUp == topUp);
  }

  void accounts_unknown_products_and_own_event_names() {
    const auto rules = rulesOf(R"(
[account]
kind = "organisation"
metadata_key = "org_id"
[unknown_product]
answer = "default"
plan = "professional"
[events.aliases]
"subscription.canceled" = "subscription.cancelled"
)");
    QVERIFY(rules.accountKind == AccountKind::Organisation);
    QCOMPARE(rules.metadataAccountKey, std::string("org_id"));
    QVERIFY(rules.unknownProduct == UnknownProduct::UseDefault);
    QCOMPARE(rules.unknownProductPlan, std::string("professional"));
    QCOMPARE(rules.eventAliases.at("subscription.canceled"), std::string("subscription.cancelled"));
  }

  void trial_grace_downgrade_and_entitlements() {
    const auto rules = rulesOf(R"(
[trial]
days = 7
plan = "starter"
needs_card = true
[grace]
days = 5
[downgrade]
when = "nightly"
at = "23:45"
enabled = false
[entitlements]
on_error = "allow"
allow_unverified = true
token_minutes = 15
valid_days = 365
)");
    QVERIFY(rules.trialDays == 7 && rules.trialPlan == "starter" && rules.trialNeedsCard);
    QCOMPARE(rules.graceDays, 5);
    QVERIFY(rules.downgrade == DowngradeWhen::Nightly && !rules.downgradeEnabled);
    QCOMPARE(rules.nightlyMinuteUtc, 23 * 60 + 45);
    const EntitlementRules entitlements{true, OnError::Allow, true, 15, 365};
    QVERIFY(rules.entitlements == entitlements);
  }

  void the_api_and_the_head_of_the_file() {
    const auto profile = parseProfile(
        "name = \"W\"\ndescription = \"One line\"\napi_base = \"https://x.example\"\n"
        "[api]\nrequests_per_minute = 60\ntoken = \"front\"\nsuccess_url = \"/done\"\n",
        "w.toml");
    QVERIFY(profile.has_value());
    QCOMPARE(profile->description, std::string("One line"));
    QCOMPARE(profile->apiBase, std::string("https://x.example"));
    QVERIFY(profile->api.enabled && profile->api.requestsPerMinute == 60);
    QCOMPARE(profile->api.tokenSecret, std::string("front"));
    QCOMPARE(profile->api.successUrl, std::string("/done"));
  }

  void every_mistake_has_its_line_and_a_way_out_data() {
    QTest::addColumn<QByteArray>("tables");  // begins at line 2
    QTest::addColumn<int>("line");
    QTest::addColumn<QByteArray>("words");
    const auto row = [](const char* tables, int line, const char* words) {
      QTest::newRow(words) << QByteArray(tables) << line << QByteArray(words);
    };
    row("[[plan]]\nname = \"Pro\"\n", 2, "key is missing");
    row("[[plan]]\nkey = \"\"\n", 3, "key is empty");
    row("[[plan]]\nkey = \"a\"\n[[plan]]\nkey = \"a\"\n", 5, "two plans with the key “a”");
    row("[[plan]]\nkey = \"a\"\nlimts = {}\n", 4, "“limts” is not a setting here");
    row("[[plan]]\nkey = \"a\"\nlimits = { calls = -1 }\n", 4, "calls is a whole number");
    row("[[plan]]\nkey = \"a\"\nlimits = { calls = \"none\" }\n", 4, "a whole number or \"unlimited\"");
    row("[[plan]]\nkey = \"a\"\nlimits = { calls = 1.5 }\n", 4, "calls is a whole number from 0");
    row("[[plan]]\nkey = \"a\"\nfeatures = \"x\"\n", 4, "features is a list of texts");
    row("[[plan]]\nkey = \"a\"\nfeatures = [1]\n", 4, "is a list of texts");
    row("[[plan]]\nkey = \"a\"\ncredits = \"2.55\"\n", 4, "credits with at most one decimal");
    row("[[plan]]\nkey = \"a\"\ncredits = \"-1\"\n", 4, "credits is a number of credits");
    row("[[plan]]\nkey = \"a\"\ncredits = 250\n", 4, "credits is a text in quotes");
    row("[plan]\nkey = \"a\"\n", 2, "plan is a list of tables");
    row("[[plan]]\nkey = \"a\"\n[[plan.price]]\namount = \"5\"\n", 4, "currency is missing");
    row("[[plan]]\nkey = \"a\"\n[[plan.price]]\namount = \"5\"\ncurrency = \"dollar\"\n", 6, "three letters");
    row("[[plan]]\nkey = \"a\"\n[[plan.price]]\ncurrency = \"USD\"\n", 4, "amount is missing");
    row("[[plan]]\nkey = \"a\"\n[[plan.price]]\ncurrency = \"USD\"\namount = 5.00\n", 6, "amount is a text in quotes");
    row("[[plan]]\nkey = \"a\"\n[[plan.price]]\ncurrency = \"JPY\"\namount = \"5.00\"\n", 6, "not an amount of JPY");
    row("[[plan]]\nkey = \"a\"\n[[plan.price]]\ncurrency = \"USD\"\namount = \"-5\"\n", 6, "amount is negative");
    row("[[plan]]\nkey = \"a\"\n[[plan.price]]\ninterval = \"monthly\"\namount = \"5\"\ncurrency = \"USD\"\n", 5,
        "interval is \"day\" or \"week\"");
    row("[quota]\nexceeded_status = 403\n", 3, "exceeded_status is 402 or 429");
    row("[quota]\non_error = \"open\"\n", 3, "on_error is \"deny\" or \"allow\"");
    row("[quota]\nperiod = \"month\"\n", 3, "period is \"calendar_month\"");
    row("[[quota.rule]]\nkey = \"a\"\n[[quota.rule]]\nkey = \"a\"\n", 5, "two quotas with the key “a”");
    row("[[quota.rule]]\nkey = \"a\"\nwarn_percent = 0\n", 4, "warn_percent is a whole number from 1 to 100");
    row("[[quota.rule]]\nkey = \"a\"\nlasting = \"yes\"\n", 4, "lasting is true or false");
    row("[[action]]\ncost = \"1\"\n", 2, "key is missing");
    row("[[action]]\nkey = \"a\"\ncost = \"one\"\n", 4, "cost is a number of credits");
    row("[credits]\nmodel = \"tiers\"\n", 3, "model is \"pooled\" or \"per_tier\"");
    row("[credits]\nmost_per_payment = 0\n", 3, "most_per_payment is a whole number");
    row("[[credits.pack]]\nkey = \"a\"\namount = \"1\"\ncurrency = \"USD\"\n", 2, "more than 0 credits");
    row("[trial]\ndays = -7\n", 3, "days is a whole number");
    row("[downgrade]\nwhen = \"later\"\n", 3, "when is \"event\" or \"nightly\" or \"after_grace\"");
    row("[downgrade]\nat = \"2:00\"\n", 3, "at is a time of day in UTC");
    row("[downgrade]\nat = \"24:00\"\n", 3, "time of day");
    row("[unknown_product]\nanswer = \"default\"\n", 2, "plan is missing");
    row("[entitlements]\ntoken_minutes = 0\n", 3, "token_minutes is a whole number");
    row("[events.aliases]\n\"a.b\" = 7\n", 3, "a.b is a text in quotes");
    row("[api]\nrequests_per_minute = 0\n", 3, "requests_per_minute is");
    row("quota = 7\n", 2, "quota is a table");
  }
  void every_mistake_has_its_line_and_a_way_out() {
    QFETCH(QByteArray, tables);
    QFETCH(int, line);
    QFETCH(QByteArray, words);
    const auto profile = parseProfile("name = \"W\"\n" + tables.toStdString(), "w.toml");
    QVERIFY(!profile.has_value());
    const auto message = QByteArray::fromStdString(profile.error().message);
    QVERIFY2(message.startsWith("w.toml:" + QByteArray::number(line) + ": "), message.constData());
    QVERIFY2(message.contains(words), message.constData());
    QVERIFY(!profile.error().hint.empty());
  }

  void a_typo_is_answered_with_the_word_that_was_meant() {
    const auto profile = parseProfile("name = \"W\"\n[trial]\ndyas = 7\n", "w.toml");
    QCOMPARE(profile.error().hint, std::string("Write days"));
    const auto strange = parseProfile("name = \"W\"\n[grace]\nwhatever = 7\n", "w.toml");
    QVERIFY(strange.error().hint.find("days") != std::string::npos);
  }

  void the_number_of_further_mistakes_is_told() {
    const auto profile = parseProfile("name = \"W\"\nmode = \"x\"\n[trial]\ndays = 1.5\n", "w.toml");
    QCOMPARE(profile.error().reason, std::string("and 1 mistake more"));
  }
};

QTEST_GUILESS_MAIN(TestRulesReader)
#include "tst_rulesreader.moc"
