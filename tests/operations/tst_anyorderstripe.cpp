// Stripe tells of one sale in half a dozen events, and only some of them carry what the team wrote into the checkout.
// In every order they end in the same account, plan, access and credits.
#include <QtTest>
#include <algorithm>

#include "support/anyorder.h"

using namespace billing;
using namespace billing::test;

namespace {

BillingRules pixell() {
  BillingRules rules = threePlans();
  rules.accountKind = AccountKind::Organisation;
  rules.metadataAccountKey = "organization_id";
  rules.plans[2].prices[0].testProductId = "price_pro";
  rules.plans[2].allowanceTenths = 25000;
  rules.downgrade = DowngradeWhen::AfterGrace;
  rules.graceDays = 7;
  rules.usagePeriod = UsagePeriod::BillingPeriod;
  rules.credits.enabled = true;
  rules.credits.startingTenths = 30;
  rules.credits.metadataCreditsKey = "credits";
  rules.entitlements.enabled = true;
  return rules;
}

Delivery event(const char* id, const char* type, int minute, const char* object) {
  const QByteArray body = QByteArrayLiteral(R"({"id":"%1","object":"event","livemode":false,"created":)") +
                          QByteArray::number(marchFirst / 1000 + minute * 60) + R"(,"type":")" + type +
                          R"(","data":{"object":)" + object + "}}";
  return {id, body.toStdString()};
}

// A checkout of a subscription: the session alone knows the organisation.
Deliveries aSubscription() {
  return {event("customer", "customer.created", 0, R"({"id":"cus_1~","object":"customer","name":"Ada","email":"a~@b.c",
        "created":1772366400})"),
          event("session", "checkout.session.completed", 2,
                R"({"id":"cs_1~","object":"checkout.session","customer":"cus_1~",
        "subscription":"sub_1~","payment_intent":null,"mode":"subscription","payment_status":"paid","amount_total":9900,
        "currency":"usd","metadata":{"organization_id":"org_1~"}})"),
          event("subscription", "customer.subscription.created", 1, R"({"id":"sub_1~","object":"subscription",
        "customer":"cus_1~","status":"active","currency":"usd","created":1772366460,"cancel_at_period_end":false,
        "metadata":{},"items":{"data":[{"quantity":1,"current_period_start":1772366460,"current_period_end":1775044860,
        "price":{"id":"price_pro","object":"price","currency":"usd","unit_amount":9900,
        "recurring":{"interval":"month","interval_count":1}}}]}})"),
          event("invoice", "invoice.paid", 2, R"({"id":"in_1~","object":"invoice","customer":"cus_1~","status":"paid",
        "currency":"usd","total":9900,"amount_paid":9900,"amount_remaining":0,"created":1772366460,
        "parent":{"subscription_details":{"subscription":"sub_1~","metadata":{}}},
        "payments":{"data":[{"status":"paid","amount_paid":9900,"payment":{"payment_intent":"pi_1~"}}]}})"),
          event("intent", "payment_intent.succeeded", 2, R"({"id":"pi_1~","object":"payment_intent","customer":"cus_1~",
        "status":"succeeded","amount":9900,"currency":"usd","created":1772366465,"metadata":{}})")};
}

// A sale of credits to somebody whom Stripe keeps as no customer at all, and one to a customer.
Deliveries creditsSold() {
  return {event("guest", "payment_intent.succeeded", 1, R"({"id":"pi_2~","object":"payment_intent","customer":null,
        "status":"succeeded","amount":2000,"currency":"usd","created":1772366465,"metadata":{}})"),
          event("guest_session", "checkout.session.completed", 2, R"({"id":"cs_2~","object":"checkout.session",
        "customer":null,"subscription":null,"payment_intent":"pi_2~","mode":"payment","payment_status":"paid",
        "amount_total":2000,"currency":"usd","metadata":{"organization_id":"org_1~","credits":"500"}})"),
          event("intent", "payment_intent.succeeded", 3, R"({"id":"pi_3~","object":"payment_intent","customer":"cus_1~",
        "status":"succeeded","amount":2000,"currency":"usd","created":1772366575,"metadata":{}})"),
          event("charge", "charge.succeeded", 3, R"({"id":"ch_3~","object":"charge","payment_intent":"pi_3~",
        "customer":"cus_1~","status":"succeeded","captured":true,"amount":2000,"currency":"usd","created":1772366575,
        "metadata":{"organization_id":"org_2~","credits":"500"}})")};
}

std::vector<Deliveries> everyOrderOf(Deliveries deliveries) {
  std::ranges::sort(deliveries, {}, &Delivery::id);
  std::vector<Deliveries> orders;
  do orders.push_back(deliveries);
  while (std::ranges::next_permutation(deliveries, {}, &Delivery::id).found);
  return orders;
}

}  // namespace

class AnyOrderStripeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_checkout_ends_in_the_plan_of_the_organisation_that_its_session_names() {
    AnyOrder any(pixell(), Provider::Stripe);
    any.add(everyOrderOf(aSubscription()));
    const QString differs = any.difference();
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
    const QString end = any.firstEnd().join(u'\n');
    QVERIFY2(
        end.contains(QStringLiteral(R"(["account","org_1",0,"Ada","a@b.c","cus_1","sub_1","pro","month","active")")),
        qPrintable(end));
    QVERIFY2(end.contains(QStringLiteral(R"(["access","org_1","org_1","pro","pi_1")")), qPrintable(end));
  }

  void credits_go_to_the_organisation_that_any_event_of_the_payment_names() {
    AnyOrder any(pixell(), Provider::Stripe);
    any.add(everyOrderOf(creditsSold()));
    const QString differs = any.difference();
    QVERIFY2(differs.isEmpty(), qPrintable(differs));
    const QString end = any.firstEnd().join(u'\n');
    for (const char* row :
         {R"(["purchase","org_1","pi_2",5000,"credited",""])", R"(["purchase","org_2","pi_3",5000,"credited",""])"}) {
      QVERIFY2(end.contains(QLatin1String(row)), qPrintable(end));
    }
  }
};

QTEST_GUILESS_MAIN(AnyOrderStripeTest)
#include "tst_anyorderstripe.moc"
