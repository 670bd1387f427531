// What a checkout sells, where it leads back to, and the events that the provider would send for it.
#include <QJsonDocument>
#include <QJsonObject>
#include <QTest>

#include "operations/checkouts/checkoutoffer.h"
#include "operations/checkouts/providerletters.h"
#include "operations/checkouts/returnurl.h"

using namespace billing;
using namespace billing::operations;

namespace {

const Instant kNow = *fromIso8601("2026-03-31T12:00:00Z");
const Currency kUsd = *Currency::fromCode("USD");

BillingRules rulesOfPlans() {
  BillingRules rules;
  rules.metadataAccountKey = "userId";
  rules.plans = {{"free", "Free", 0, {}, {}, 0, {}},
                 {"pro",
                  "Pro",
                  1,
                  {{{IntervalUnit::Month, 1}, {1200, kUsd}, "pdt_1w2Yx6StrMo4Kd", "pdt_2w2Yx6StrMo4Kd"},
                   {{IntervalUnit::Year, 1}, {12000, kUsd}, "pdt_pro_yearly", ""}},
                  {},
                  0,
                  {}}};
  rules.credits.enabled = true;
  rules.credits.metadataCreditsKey = "credits";
  rules.credits.packs = {{"c25", "25 credits", 250, {999, kUsd}, "pdt_25w2Yx6StrMo4K", ""}};
  return rules;
}

CheckoutRequest planRequest(const char* plan, const char* interval) {
  CheckoutRequest request;
  request.account = "u_1";
  request.plan = plan;
  request.interval = interval;
  return request;
}

std::string refusalOf(const BillingRules& rules, const CheckoutRequest& request) {
  const auto offer = offerFor({rules, Provider::Dodo, false}, request);
  return offer ? "" : offer.error().code;
}

Checkout checkoutOf(const char* plan) {
  Checkout checkout;
  checkout.externalId = "cks_1";
  checkout.account = "u_1";
  checkout.email = "ada@example.com";
  checkout.plan = plan;
  checkout.interval = *plan != '\0' ? "month" : "";
  checkout.productId = "pdt_1w2Yx6StrMo4Kd";
  checkout.creditsTenths = *plan != '\0' ? 0 : 250;
  checkout.amount = {1200, kUsd};
  checkout.metadata = {{"userId", "u_1"}, {"credits", "25"}};
  return checkout;
}

struct Told {
  QStringList types;
  QVector<QJsonObject> objects;
};
Told told(const Result<ProviderLetters>& letters, Provider provider) {
  Told all;
  if (!letters) return all;
  for (const auto& letter : *letters) {
    const auto event = QJsonDocument::fromJson(QByteArray::fromStdString(letter.body)).object();
    all.types += event.value(u"type").toString();
    const auto data = event.value(u"data").toObject();
    all.objects += provider == Provider::Dodo ? data : data.value(u"object").toObject();
  }
  return all;
}

SubscriptionState runningPro() {
  SubscriptionState state;
  state.externalId = "sub_1";
  state.customerExternalId = "cus_1";
  state.productId = "pdt_1w2Yx6StrMo4Kd";
  state.status = SubscriptionStatus::Active;
  state.amount = {1200, kUsd};
  state.interval = BillingInterval{};
  state.createdAt = state.periodStart = *fromIso8601("2026-03-01T00:00:00Z");
  state.periodEnd = *fromIso8601("2026-04-01T00:00:00Z");
  return state;
}

const TestCard& good(Provider provider) {
  return testCards(provider).front();
}

}  // namespace

class TestCheckouts : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void only_what_the_profile_sells_can_be_bought() {
    const BillingRules rules = rulesOfPlans();
    QCOMPARE(refusalOf(rules, planRequest("pro", "monthly")), std::string());
    QCOMPARE(refusalOf(rules, planRequest("gold", "monthly")), std::string("unknown_plan"));
    QCOMPARE(refusalOf(rules, planRequest("pro", "weekly")), std::string("unknown_interval"));
    QCOMPARE(refusalOf(rules, planRequest("free", "monthly")), std::string("free_plan"));
    CheckoutRequest credits;
    for (const std::int64_t bad : {0LL, -5LL, 26LL, 100'001LL, 9'223'372'036'854'775'807LL}) {
      credits.credits = bad;
      QCOMPARE(refusalOf(rules, credits), std::string("bad_credits"));
    }
    credits.credits = 25;
    QCOMPARE(refusalOf(rules, credits), std::string());
  }

  void a_plan_without_a_real_product_id_is_the_providers_refusal() {
    const BillingRules rules = rulesOfPlans();
    QCOMPARE(refusalOf(rules, planRequest("pro", "yearly")), std::string("no_product_id"));
    const auto live = offerFor({rules, Provider::Dodo, true}, planRequest("pro", "yearly"));
    QVERIFY(live.error().kind == ErrorKind::Unavailable);
    QVERIFY(!live.error().reason.empty() && !live.error().hint.empty());
  }

  void a_checkout_leads_back_to_web_addresses_only() {
    QVERIFY(checkedReturnUrl("http://localhost:3000/dashboard?payment=success"));
    for (const char* bad : {"", "/dashboard", "javascript:alert(1)", "http://", "http://user@host/", "ftp://host/",
                            "http://host/\r\nSet-Cookie: x=1"})
      QVERIFY2(!checkedReturnUrl(bad) || checkedReturnUrl(bad)->find_first_of("\r\n") == std::string::npos, bad);
    QVERIFY(!checkedReturnUrl("javascript:alert(1)"));
    QVERIFY(!checkedReturnUrl("http://user@host/"));
    QVERIFY(!checkedReturnUrl("http://h/" + std::string(2000, 'x')));
  }

  void the_way_back_says_how_it_ended() {
    QCOMPARE(returnUrlFor("http://a/b?success=true", "paid"), std::string("http://a/b?success=true"));
    QCOMPARE(returnUrlFor("http://a/b?success=true", "cancelled"), std::string("http://a/b?success=false"));
    QCOMPARE(returnUrlFor("http://a/b?payment=success", "failed"), std::string("http://a/b?payment=failed"));
    QCOMPARE(returnUrlFor("http://a/b?x=1", "cancelled"), std::string("http://a/b?x=1&payment=cancelled"));
  }

  void a_paid_plan_is_a_subscription_and_a_payment_with_the_sessions_metadata() {
    const BillingRules rules = rulesOfPlans();
    const auto letters = checkoutLetters({rules, Provider::Dodo, false}, checkoutOf("pro"), {}, good(Provider::Dodo),
                                         {1200, kUsd}, kNow);
    const Told all = told(letters, Provider::Dodo);
    QCOMPARE(all.types, (QStringList{QStringLiteral("subscription.active"), QStringLiteral("payment.succeeded")}));
    for (const QJsonObject& object : all.objects) {
      QCOMPARE(object.value(u"metadata").toObject().value(u"userId").toString(), QStringLiteral("u_1"));
      QCOMPARE(object.value(u"customer").toObject().value(u"email").toString(), QStringLiteral("ada@example.com"));
      QCOMPARE(object.value(u"subscription_id"), all.objects.at(0).value(u"subscription_id"));
    }
    QCOMPARE(all.objects.at(0).value(u"product_id").toString(), QStringLiteral("pdt_1w2Yx6StrMo4Kd"));
  }

  void a_form_that_is_sent_twice_is_the_same_events_twice() {
    const BillingRules rules = rulesOfPlans();
    const RulesContext context{rules, Provider::Dodo, false};
    const auto once = checkoutLetters(context, checkoutOf("pro"), {}, good(Provider::Dodo), {1200, kUsd}, kNow);
    const auto again = checkoutLetters(context, checkoutOf("pro"), {}, good(Provider::Dodo), {1200, kUsd}, kNow);
    QVERIFY(once && again);
    QCOMPARE(once->size(), again->size());
    for (std::size_t i = 0; i < once->size(); ++i) {
      QCOMPARE(once->at(i).eventId, again->at(i).eventId);
      QCOMPARE(once->at(i).body, again->at(i).body);
    }
  }

  void stripe_tells_session_subscription_payment_and_invoice_with_linked_ids() {
    const BillingRules rules = rulesOfPlans();
    const Told all = told(checkoutLetters({rules, Provider::Stripe, false}, checkoutOf("pro"), {},
                                          good(Provider::Stripe), {1200, kUsd}, kNow),
                          Provider::Stripe);
    QCOMPARE(all.types.join(u' '), QStringLiteral("checkout.session.completed customer.subscription.created "
                                                  "payment_intent.succeeded invoice.payment_succeeded"));
    const QString subscription = all.objects.at(1).value(u"id").toString();
    QCOMPARE(all.objects.at(0).value(u"subscription").toString(), subscription);
    QCOMPARE(all.objects.at(3).value(u"customer"), all.objects.at(1).value(u"customer"));
    QCOMPARE(all.objects.at(1).value(u"metadata").toObject().value(u"userId").toString(), QStringLiteral("u_1"));
  }

  void bought_credits_are_one_payment_without_subscription() {
    const BillingRules rules = rulesOfPlans();
    const Told dodo = told(
        checkoutLetters({rules, Provider::Dodo, false}, checkoutOf(""), {}, good(Provider::Dodo), {600, kUsd}, kNow),
        Provider::Dodo);
    QCOMPARE(dodo.types, QStringList{QStringLiteral("payment.succeeded")});
    QVERIFY(dodo.objects.at(0).value(u"subscription_id").isNull());
    QCOMPARE(dodo.objects.at(0).value(u"total_amount").toInt(), 600);
    QCOMPARE(dodo.objects.at(0).value(u"metadata").toObject().value(u"credits").toString(), QStringLiteral("25"));
  }

  void credits_bought_at_stripe_are_a_session_and_a_payment() {
    const BillingRules rules = rulesOfPlans();
    const Told all = told(checkoutLetters({rules, Provider::Stripe, false}, checkoutOf(""), {}, good(Provider::Stripe),
                                          {2000, kUsd}, kNow),
                          Provider::Stripe);
    QCOMPARE(all.types,
             (QStringList{QStringLiteral("checkout.session.completed"), QStringLiteral("payment_intent.succeeded")}));
    QCOMPARE(all.objects.at(0).value(u"payment_intent"), all.objects.at(1).value(u"id"));
    QCOMPARE(all.objects.at(0).value(u"mode").toString(), QStringLiteral("payment"));
  }

  void a_declining_card_is_a_failed_payment_and_nothing_else() {
    const BillingRules rules = rulesOfPlans();
    for (const Provider provider : {Provider::Dodo, Provider::Stripe})
      for (const TestCard& card : testCards(provider)) {
        if (card.pays()) continue;
        const Told all =
            told(checkoutLetters({rules, provider, false}, checkoutOf("pro"), {}, card, {1200, kUsd}, kNow), provider);
        QCOMPARE(all.types.size(), 1);
        QVERIFY2(all.types.at(0).endsWith(QLatin1String("failed")), qPrintable(all.types.at(0)));
      }
    QVERIFY(!testCard(Provider::Dodo, "0119")->pays());
    QVERIFY(testCard(Provider::Dodo, "9995") == nullptr);
  }

  void a_checkout_beside_a_running_subscription_changes_it() {
    const BillingRules rules = rulesOfPlans();
    Buyer buyer{{"u_1", "Ada", "ada@example.com", "pro", "active", "cus_1", "sub_1"}, runningPro()};
    const Told all = told(checkoutLetters({rules, Provider::Dodo, false}, checkoutOf("pro"), buyer,
                                          good(Provider::Dodo), {1200, kUsd}, kNow),
                          Provider::Dodo);
    QCOMPARE(all.types.at(0), QStringLiteral("subscription.plan_changed"));
    QCOMPARE(all.objects.at(0).value(u"subscription_id").toString(), QStringLiteral("sub_1"));
    QCOMPARE(all.objects.at(1).value(u"customer").toObject().value(u"customer_id").toString(), QStringLiteral("cus_1"));
  }

  void changes_of_a_subscription_keep_what_they_do_not_change() {
    const BillingRules rules = rulesOfPlans();
    const RulesContext dodo{rules, Provider::Dodo, false};
    const Buyer buyer{{"u_1", "Ada", "ada@example.com", "pro", "active", "cus_1", "sub_1"}, runningPro()};
    const auto cancel = told(cancellationLetters(dodo, buyer, true, kNow), Provider::Dodo).objects.value(0);
    QVERIFY(cancel.value(u"cancel_at_next_billing_date").toBool());
    QCOMPARE(cancel.value(u"next_billing_date").toString(), QStringLiteral("2026-04-01T00:00:00Z"));
    QCOMPARE(cancel.value(u"status").toString(), QStringLiteral("active"));
    QCOMPARE(cancel.value(u"metadata").toObject().value(u"userId").toString(), QStringLiteral("u_1"));
    const CheckoutOffer yearly{"pro", "year", "pdt_9", 0, {12000, kUsd}};
    const auto changed = told(planChangeLetters(dodo, buyer, yearly, kNow), Provider::Dodo).objects.value(0);
    QCOMPARE(changed.value(u"product_id").toString(), QStringLiteral("pdt_9"));
    QCOMPARE(changed.value(u"payment_frequency_interval").toString(), QStringLiteral("Year"));
    QCOMPARE(told(cardLetters(dodo, buyer, good(Provider::Dodo), kNow), Provider::Dodo).types.value(0),
             QStringLiteral("subscription.update_payment_method"));
  }
};

QTEST_GUILESS_MAIN(TestCheckouts)
#include "tst_checkouts.moc"
