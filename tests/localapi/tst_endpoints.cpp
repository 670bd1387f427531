// The paths, bodies and statuses that the five systems document, asked of a real listener.
#include <QJsonArray>
#include <QTest>
#include <thread>

#include "localapi/servedworkspace.h"

using namespace billing;
using tests::RawResponse;
using tests::ServedWorkspace;

namespace {

QJsonObject subscriptionOf(const ServedWorkspace& served, const std::string& account) {
  return ServedWorkspace::json(served.ask("GET", "/api/billing/subscription?account=" + account));
}

std::string openedCheckout(const ServedWorkspace& served, const std::string& plan, const std::string& account) {
  return ServedWorkspace::pathIn(
      served.ask("POST", "/api/billing/checkout", "{\"planId\":\"" + plan + "\",\"userId\":\"" + account + "\"}"),
      "url");
}

void setLimit(workspace::Profile& profile, const char* plan, const char* quota, std::int64_t limit) {
  for (Plan& one : profile.rules.plans)
    if (one.key == plan) one.limits[quota] = limit;
}

int rowsOf(ServedWorkspace& served, const char* sql) {
  return test::single(*served.database, QString::fromLatin1(sql)).toInt();
}

}  // namespace

class TestEndpoints : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_checkout_that_is_paid_fills_plan_and_ids() {
    for (const char* id : {"persistq", "pixell"}) {
      ServedWorkspace served(id);
      served.signUp("u_1");
      const std::string path = openedCheckout(served, "starter", "u_1");
      QVERIFY2(path.starts_with("/checkout/cks_"), path.c_str());
      const auto paid = served.ask("POST", path, "action=pay&card=4242");
      QCOMPARE(paid.status, 303);
      QCOMPARE(paid.field("Location"), served.profile.api.successUrl);
      const auto card = subscriptionOf(served, "u_1");
      QCOMPARE(card.value(u"planId").toString(), QStringLiteral("starter"));
      QCOMPARE(card.value(u"status").toString(), QStringLiteral("active"));
      QCOMPARE(card.value(u"interval").toString(), QStringLiteral("monthly"));
      QVERIFY(card.value(u"billingCustomerId").toString().startsWith(QLatin1String("cus_")));
      QVERIFY(card.value(u"billingSubscriptionId").toString().startsWith(QLatin1String("sub_")));
      QCOMPARE(rowsOf(served, "SELECT COUNT(*) FROM webhook_events WHERE state = 'dead'"), 0);
    }
  }

  void a_form_sent_twice_at_once_buys_once() {
    ServedWorkspace served("persistq");
    served.signUp("u_1");
    const std::string path = openedCheckout(served, "pro", "u_1");
    std::vector<std::thread> browsers;
    std::atomic<int> redirected = 0;
    for (int i = 0; i < 4; ++i)
      browsers.emplace_back(
          [&] { redirected += served.ask("POST", path, "action=pay&card=4242").status == 303 ? 1 : 0; });
    for (auto& browser : browsers) browser.join();
    QCOMPARE(redirected.load(), 4);
    QCOMPARE(rowsOf(served, "SELECT COUNT(*) FROM subscriptions"), 1);
    QCOMPARE(rowsOf(served, "SELECT COUNT(*) FROM payments"), 1);
  }

  void declined_and_cancelled_checkouts_change_nothing_and_say_so() {
    ServedWorkspace served("persistq");
    served.signUp("u_1");
    const auto declined = served.ask("POST", openedCheckout(served, "pro", "u_1"), "action=pay&card=0002");
    QCOMPARE(declined.field("Location"), std::string("http://localhost:3000/dashboard/billing?success=false"));
    const std::string path = openedCheckout(served, "pro", "u_1");
    QCOMPARE(served.ask("POST", path, "action=cancel").status, 303);
    QVERIFY(served.ask("GET", path).body.find("cancelled") != std::string::npos);
    served.ask("POST", path, "action=pay&card=4242");
    QCOMPARE(subscriptionOf(served, "u_1").value(u"planId").toString(), QStringLiteral("free"));
    QCOMPARE(rowsOf(served, "SELECT COUNT(*) FROM payments WHERE status = 'failed'"), 1);
  }

  void a_page_without_its_session_or_button_is_a_readable_refusal() {
    ServedWorkspace served("persistq");
    served.signUp("u_1");
    QCOMPARE(served.ask("GET", "/checkout/cks_none").status, 404);
    QCOMPARE(served.ask("GET", "/portal/none").status, 403);
    const std::string path = openedCheckout(served, "pro", "u_1");
    QCOMPARE(served.ask("POST", path, "action=explode").status, 400);
    QCOMPARE(served.ask("POST", path, "action=pay&card=1234").status, 400);
    QCOMPARE(served.ask("GET", path).status, 200);
  }

  void changing_cancelling_and_keeping_a_subscription() {
    ServedWorkspace served("persistq");
    served.signUp("u_1");
    const std::string change = R"({"planId":"premium","interval":"yearly","userId":"u_1"})";
    QCOMPARE(ServedWorkspace::code(served.ask("POST", "/api/billing/subscription", change)),
             QStringLiteral("no_subscription"));
    served.ask("POST", openedCheckout(served, "starter", "u_1"), "action=pay&card=4242");
    const auto changed = ServedWorkspace::json(served.ask("POST", "/api/billing/subscription", change));
    QCOMPARE(changed.value(u"planId").toString(), QStringLiteral("premium"));
    QCOMPARE(changed.value(u"interval").toString(), QStringLiteral("yearly"));
    served.database.clock.advance(1000);
    const auto cancelled =
        ServedWorkspace::json(served.ask("DELETE", "/api/billing/subscription", {}, "X-Account-Id: u_1\r\n"));
    QCOMPARE(cancelled.value(u"cancelAtPeriodEnd").toBool(), true);
    QCOMPARE(cancelled.value(u"planId").toString(), QStringLiteral("premium"));
    served.database.clock.advance(1000);
    const std::string portal = ServedWorkspace::pathIn(served.ask("GET", "/api/billing/portal?account=u_1"), "url");
    QVERIFY(served.ask("GET", portal).body.find("Keep the subscription") != std::string::npos);
    QCOMPARE(served.ask("POST", portal, "action=keep").status, 303);
    QCOMPARE(subscriptionOf(served, "u_1").value(u"cancelAtPeriodEnd").toBool(), false);
    QCOMPARE(served.ask("POST", portal, "action=card&card=4242").status, 303);
    QCOMPARE(served.ask("POST", portal, "action=steal").status, 400);
  }

  void over_the_quota_each_profile_answers_its_own_status() {
    for (const auto& [id, status, quota, action] :
         {std::tuple{"persistq", 429, "api_calls", "memory.search"}, {"adminer", 402, "queries", "query.run"}}) {
      ServedWorkspace served(id, [quota](workspace::Profile& profile) { setLimit(profile, "free", quota, 2); });
      served.signUp("u_1");
      const std::string body = std::string("{\"account\":\"u_1\",\"action\":\"") + action + "\"}";
      QCOMPARE(served.ask("POST", "/api/usage", body).status, 200);
      QCOMPARE(served.ask("POST", "/api/usage", body).status, 200);
      const auto full = served.ask("POST", "/api/usage", body);
      QCOMPARE(full.status, status);
      const auto told = ServedWorkspace::json(full);
      QCOMPARE(told.value(u"usage").toArray().at(0).toObject().value(u"used").toInt(), 2);
      QVERIFY(!told.value(u"upgrade").toObject().value(u"hint").toString().isEmpty());
      QCOMPARE(told.value(u"upgrade").toObject().value(u"plans").toArray().size(),
               static_cast<qsizetype>(served.profile.rules.plans.size() - 1));
      QCOMPARE(full.field("Retry-After").empty(), status != 429);
    }
  }

  void checking_only_counts_nothing() {
    ServedWorkspace served("persistq");
    served.signUp("u_1");
    const std::string check = R"({"account":"u_1","action":"memory.create","check_only":true})";
    QCOMPARE(served.ask("POST", "/api/usage", check).status, 200);
    const auto usage = ServedWorkspace::json(served.ask("GET", "/api/usage?account=u_1")).value(u"usage").toArray();
    QCOMPARE(usage.size(), 2);
    for (const auto& figure : usage) QCOMPARE(figure.toObject().value(u"used").toInt(), 0);
  }

  void a_broken_store_lets_usage_in_only_where_the_profile_says_so() {
    for (const bool open : {true, false}) {
      ServedWorkspace served("persistq", [open](workspace::Profile& profile) {
        profile.rules.quotaOnError = open ? OnError::Allow : OnError::Deny;
      });
      served.signUp("u_1");
      QVERIFY(test::run(*served.database, QStringLiteral("ALTER TABLE usage_records RENAME TO gone")));
      const auto answer = served.ask("POST", "/api/usage", R"({"account":"u_1","action":"memory.search"})");
      QCOMPARE(answer.status, open ? 200 : 503);
      QTRY_COMPARE(rowsOf(served, "SELECT COUNT(*) FROM let_through"), open ? 1 : 0);
    }
  }

  void an_upgrade_answers_with_an_address_or_the_providers_trouble() {
    ServedWorkspace served("adminer", [](workspace::Profile& profile) {
      profile.rules.plans.back().prices.front().testProductId = "prod_enterprise_placeholder";
    });
    served.signUp("org_1");
    const auto good = served.ask("POST", "/api/billing/upgrade", R"({"plan":"pro","customer_id":"org_1"})");
    QVERIFY(ServedWorkspace::pathIn(good, "checkout_url").starts_with("/checkout/"));
    const auto bad = served.ask("POST", "/api/billing/upgrade", R"({"plan":"enterprise","customer_id":"org_1"})");
    QCOMPARE(bad.status, 502);
    QCOMPARE(ServedWorkspace::code(bad), QStringLiteral("no_product_id"));
    QVERIFY(!ServedWorkspace::json(bad).value(u"error").toObject().value(u"details").toString().isEmpty());
    served.ask("POST", ServedWorkspace::pathIn(good, "checkout_url"), "action=pay&card=4242");
    const QString customer = subscriptionOf(served, "org_1").value(u"billingCustomerId").toString();
    QVERIFY(!customer.isEmpty());
    QCOMPARE(served
                 .ask("POST", "/api/billing/upgrade",
                      "{\"plan\":\"pro\",\"customer_id\":\"" + customer.toStdString() + "\"}")
                 .status,
             200);
    QCOMPARE(rowsOf(served, "SELECT COUNT(*) FROM accounts"), 1);
  }

  void credits_are_bought_and_told_exactly() {
    ServedWorkspace served("howmuchshouldiprice");
    served.signUp("p_1");
    const auto opened =
        served.ask("POST", "/api/payments/create-checkout", R"({"credits":25,"userId":"p_1","name":"Ada"})");
    const std::string path = ServedWorkspace::pathIn(opened, "checkoutUrl");
    QCOMPARE(served.ask("POST", path, "action=pay&card=4242&discount=WRONG").status, 400);
    QCOMPARE(served.ask("POST", path, "action=pay&card=4242&discount=TEST50").status, 303);
    QCOMPARE(served.ask("GET", "/api/credits?account=p_1").body, std::string("{\"account\":\"p_1\",\"credits\":28}\n"));
    QCOMPARE(rowsOf(served, "SELECT amount_minor FROM payments"), 500);
    for (const char* bad : {"0", "-1", "2.5", "\"25\"", "26", "1e30", "null"})
      QCOMPARE(
          served.ask("POST", "/api/payments/create-checkout", R"({"userId":"p_1","credits":)" + std::string(bad) + "}")
              .status,
          400);
  }

  void a_top_up_is_the_profiles_own_pack() {
    ServedWorkspace served("pixell");
    served.signUp("org_1");
    const auto opened = served.ask("POST", "/api/credits/top-up", R"({"org":"org_1"})");
    served.ask("POST", ServedWorkspace::pathIn(opened, "checkoutUrl"), "action=pay&card=4242");
    QCOMPARE(ServedWorkspace::json(served.ask("GET", "/api/credits?org=org_1")).value(u"credits").toInt(), 500);
    QCOMPARE(ServedWorkspace::json(served.ask("GET", "/api/subscription?org=org_1")).value(u"planId").toString(),
             QStringLiteral("free"));
  }

  void credits_that_run_low_are_topped_up_by_themselves() {
    ServedWorkspace served("pixell", [](workspace::Profile& profile) { setLimit(profile, "starter", "images_xl", 0); });
    served.signUp("org_1");
    served.ask("POST", openedCheckout(served, "starter", "org_1"), "action=pay&card=4242");
    const auto opened = served.ask("POST", "/api/credits/top-up", R"({"org":"org_1"})");
    served.ask("POST", ServedWorkspace::pathIn(opened, "checkoutUrl"), "action=pay&card=4242");
    const auto used = served.ask("POST", "/api/usage", R"({"org":"org_1","action":"image.xl","units":31})");
    QCOMPARE(ServedWorkspace::json(used).value(u"credits").toInt(), 35);
    QTRY_COMPARE(ServedWorkspace::json(served.ask("GET", "/api/credits?org=org_1")).value(u"credits").toInt(), 535);
    QCOMPARE(rowsOf(served, "SELECT COUNT(*) FROM credit_purchases WHERE kind = 'automatic' AND status = 'credited'"),
             1);
  }

  void a_trial_begins_once() {
    ServedWorkspace served("pixell");
    const std::string body = R"({"org":"org_1","trial":true})";
    QCOMPARE(ServedWorkspace::json(served.ask("POST", "/api/accounts", body)).value(u"planId").toString(),
             QStringLiteral("starter"));
    QCOMPARE(ServedWorkspace::code(served.ask("POST", "/api/accounts", body)), QStringLiteral("trial_used"));
    ServedWorkspace without("persistq");
    QCOMPARE(ServedWorkspace::code(without.ask("POST", "/api/accounts", R"({"userId":"u","trial":true})")),
             QStringLiteral("no_trial"));
  }

  void access_by_payment_is_served_only_where_there_is_some() {
    ServedWorkspace llmxt("llmxt");
    const auto none = llmxt.ask("GET", "/api/entitlement?email=ada@example.com");
    QCOMPARE(ServedWorkspace::json(none).value(u"entitled").toBool(), false);
    QCOMPARE(llmxt.ask("GET", "/api/entitlement?email=ada").status, 400);
    QCOMPARE(llmxt.ask("POST", "/api/entitlement/token", R"({"email":"ada@example.com"})").status, 404);
    QCOMPARE(llmxt.ask("POST", "/api/entitlement/redeem", R"({"token":"made-up"})").status, 401);
    QCOMPARE(llmxt.ask("POST", "/api/entitlement/redeem", "{}").status, 400);
    ServedWorkspace persistq("persistq");
    QCOMPARE(persistq.ask("GET", "/api/entitlement?email=ada@example.com").status, 404);
  }

  void in_live_mode_no_test_checkout_is_opened() {
    ServedWorkspace served("persistq", [](workspace::Profile& profile) { profile.mode = workspace::Mode::Live; });
    served.signUp("u_1");
    const auto answer = served.ask("POST", "/api/billing/checkout", R"({"planId":"pro","userId":"u_1"})");
    QCOMPARE(answer.status, 502);
    QCOMPARE(ServedWorkspace::code(answer), QStringLiteral("no_live_checkout"));
    QCOMPARE(served.ask("DELETE", "/api/billing/subscription?account=u_1").status, 502);
  }

  void metrics_tell_the_business_only_with_the_token() {
    ServedWorkspace served("persistq");
    served.signUp("u_1");
    const auto open = served.ask("GET", "/metrics", {}, "Authorization: none\r\n");
    QCOMPARE(open.status, 200);
    QCOMPARE(open.field("Content-Type"), std::string("text/plain; version=0.0.4; charset=utf-8"));
    QVERIFY(open.body.find("billing_dead_letters 0") != std::string::npos);
    QVERIFY(open.body.find(R"(billing_http_requests_total{method="POST",route="/api/accounts",status="200"} 1)") !=
            std::string::npos);
    QVERIFY(open.body.find("billing_accounts") == std::string::npos);
    QVERIFY(served.ask("GET", "/metrics").body.find(R"(billing_accounts{plan="free"} 1)") != std::string::npos);
    QVERIFY(served.api->serviceLevel().requests >= 2);
  }

  void health_fails_when_the_store_does() {
    ServedWorkspace served("adminer");
    const auto healthy = served.ask("GET", "/api/consolidated?action=health", {}, "Authorization: none\r\n");
    QCOMPARE(healthy.status, 200);
    QCOMPARE(ServedWorkspace::json(healthy).value(u"status").toString(), QStringLiteral("healthy"));
    QVERIFY(test::run(*served.database, QStringLiteral("ALTER TABLE let_through RENAME TO gone")));
    QCOMPARE(served.ask("GET", "/api/consolidated?action=health").status, 503);
  }
};

QTEST_GUILESS_MAIN(TestEndpoints)
#include "tst_endpoints.moc"
