// How subscriptions begin: trials, first payments that fail or wait, discounts, tax, checkouts.
#include <QCoreApplication>
#include <QDir>
#include <QFile>
#include <QTest>

#include "shop.h"

using namespace billing;
using namespace billing::sandbox;
using namespace billing::sandbox::test;

namespace {

template <class T>
bool failsWith(const Result<T>& result, const char* code) {
  if (result || result.error().code != code) qWarning("got %s", result ? "success" : result.error().code.c_str());
  return !result && result.error().code == code;
}

std::string coupon(Shop& shop, std::int64_t basisPoints, std::int64_t cycles) {
  Discount discount;
  discount.id = shop.ledger->newId("coupon");
  discount.code = "SAVE";
  discount.home = shop.home;
  discount.basisPoints = basisPoints;
  discount.cycles = cycles;
  return shop.ledger->discounts.add(discount).id;
}

Checkout& checkout(Shop& shop, const std::string& price, const char* mode = "subscription") {
  Checkout made;
  made.id = shop.ledger->newId("cs_");
  made.home = shop.home;
  made.mode = mode;
  made.email = "ada@example.test";
  made.name = "Ada";
  made.cart = {{"", price, 2, 0, 0, 0}};
  made.created = shop.engine.now();
  made.expires = Instant{made.created.ms + 86400000};
  return shop.ledger->checkouts.add(made);
}

}  // namespace

class TestEngine : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_paid_subscription_is_active_with_invoice_payment_and_charge() {
    Shop shop;
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1200), 3);
    QVERIFY(made.status == SubscriptionStatus::Active);
    QVERIFY(made.periodEnd == at("2026-02-28T10:00:00Z"));
    const Invoice& invoice = shop.latest(made);
    QVERIFY(invoice.status == "paid" && invoice.totalMinor == 3600 && invoice.paidMinor == 3600);
    QVERIFY(shop.captured() == 3600 && shop.lastPayment().status == "succeeded");
    for (const What what : {What::SubscriptionCreated, What::SubscriptionActivated})
      QVERIFY(shop.wasTold(what, made.id));
    QVERIFY(shop.wasTold(What::InvoicePaid, invoice.id));
    QCOMPARE(brokenRule(shop), std::string());
  }

  void a_trial_costs_nothing_is_announced_three_days_before_its_end_and_then_charged() {
    for (const Provider home : {Provider::Stripe, Provider::Dodo}) {
      Shop shop(home);
      auto order = shop.order(shop.customer(), shop.price(900));
      order.trialDays = 14;
      const Subscription& made = **shop.engine.subscribe(order);
      QVERIFY(made.status == SubscriptionStatus::Trialing && shop.captured() == 0);
      QVERIFY(shop.to("2026-02-11T09:00:00Z") && !shop.wasTold(What::SubscriptionTrialWillEnd, made.id));
      QVERIFY(shop.to("2026-02-11T11:00:00Z") && shop.wasTold(What::SubscriptionTrialWillEnd, made.id));
      QVERIFY(shop.to("2026-02-14T10:00:00Z"));
      QVERIFY(made.status == SubscriptionStatus::Active && shop.captured() == 900);
      QVERIFY(made.periodEnd == at("2026-03-14T10:00:00Z"));
      QCOMPARE(brokenRule(shop), std::string());
    }
  }

  void a_declined_first_payment_leaves_it_incomplete_and_it_expires_after_23_hours() {
    Shop shop;
    const Subscription& made = shop.subscribe(shop.customer("pm_card_chargeCustomerFail"), shop.price(900));
    QVERIFY(made.status == SubscriptionStatus::Pending);
    QVERIFY(shop.lastPayment().declineCode == "generic_decline" && shop.captured() == 0);
    QVERIFY(shop.to("2026-02-01T08:59:00Z") && made.status == SubscriptionStatus::Pending);
    QVERIFY(shop.to("2026-02-01T09:00:00Z") && made.status == SubscriptionStatus::Failed);
    QVERIFY(shop.wasTold(What::SubscriptionFailed, made.id) && shop.latest(made).status == "void");
    QCOMPARE(brokenRule(shop), std::string());
  }

  void an_incomplete_subscription_is_activated_by_paying_its_invoice() {
    Shop shop;
    auto order = shop.order(shop.customer(nullptr), shop.price(900));
    order.defaultIncomplete = true;
    const Subscription& made = **shop.engine.subscribe(order);
    const auto card = shop.engine.addCard(made.customer, "pm_card_visa");
    QVERIFY(made.status == SubscriptionStatus::Pending && card);
    QVERIFY(shop.engine.confirm(shop.latest(made).payments.back(), (*card)->id));
    QVERIFY(made.status == SubscriptionStatus::Active && shop.captured() == 900);
    QVERIFY(failsWith(shop.engine.confirm(shop.latest(made).payments.back()), "payment_unexpected_state"));
  }

  void error_if_incomplete_makes_nothing_when_the_card_declines() {
    Shop shop;
    auto order = shop.order(shop.customer("pm_card_chargeCustomerFail"), shop.price(900));
    order.errorWhenDeclined = true;
    QVERIFY(failsWith(shop.engine.subscribe(order), "card_declined"));
    QVERIFY(shop.ledger->subscriptions.size() == 0U && shop.ledger->invoices.size() == 0U);
    order.customer = shop.customer("pm_card_threeDSecure2Required");
    QVERIFY(failsWith(shop.engine.subscribe(order), "payment_action_required"));
    order.customer = shop.customer(nullptr);
    QVERIFY(failsWith(shop.engine.subscribe(order), "no_payment_method"));
  }

  void orders_that_cannot_be_are_refused_by_name() {
    Shop shop;
    const std::string price = shop.price(900);
    auto order = shop.order("cus_none", price);
    QVERIFY(failsWith(shop.engine.subscribe(order), "not_found"));
    order.customer = shop.customer();
    order.items.clear();
    QVERIFY(failsWith(shop.engine.subscribe(order), "no_items"));
    order.items = {{"", price, -1, {}}};
    QVERIFY(failsWith(shop.engine.subscribe(order), "bad_quantity"));
    order.items = {{"", price, 1, {}}, {"", shop.price(900, {IntervalUnit::Year, 1}), 1, {}}};
    QVERIFY(failsWith(shop.engine.subscribe(order), "mixed_intervals"));
    order.items = {{"", price, 1, {}}};
    order.trialEnd = at("2026-01-01T00:00:00Z");
    QVERIFY(failsWith(shop.engine.subscribe(order), "in_past"));
    order.trialEnd.reset();
    order.currency = *Currency::fromCode("EUR");
    QVERIFY(failsWith(shop.engine.subscribe(order), "currency_mismatch"));
    order.currency = {};
    order.discounts = {"NOSUCH"};
    QVERIFY(failsWith(shop.engine.subscribe(order), "not_found"));
    order.discounts.clear();
    shop.ledger->prices.find(price)->active = false;
    QVERIFY(failsWith(shop.engine.subscribe(order), "price_inactive"));
    shop.ledger->prices.find(price)->active = true;
    shop.ledger->prices.find(price)->interval.reset();
    QVERIFY(failsWith(shop.engine.subscribe(order), "price_not_recurring"));
    shop.ledger->customers.find(order.customer)->deleted = true;
    QVERIFY(failsWith(shop.engine.subscribe(order), "customer_deleted"));
    QVERIFY(shop.ledger->subscriptions.size() == 0U);
  }

  void a_free_plan_begins_without_a_card() {
    for (const Provider home : {Provider::Stripe, Provider::Dodo}) {
      Shop shop(home);
      QVERIFY(shop.subscribe(shop.customer(nullptr), shop.price(0)).status == SubscriptionStatus::Active);
      QVERIFY(shop.ledger->charges.size() == 0U);
    }
  }

  void on_demand_charges_only_when_asked_to() {
    Shop shop(Provider::Dodo);
    auto order = shop.order(shop.customer(), shop.price(900));
    order.onDemand = true;
    const Subscription& made = **shop.engine.subscribe(order);
    QVERIFY(made.status == SubscriptionStatus::Active && shop.captured() == 0);
    const auto payment = shop.engine.chargeOnDemand(made.id, {4321, usd()}, "March");
    QVERIFY(payment && (*payment)->status == "succeeded" && shop.captured() == 4321);
    QVERIFY(shop.to("2026-06-30T00:00:00Z") && shop.captured() == 4321);
    QVERIFY(failsWith(shop.engine.chargeOnDemand(made.id, {0, usd()}, ""), "bad_amount"));
    QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4000000000000341"))->id));
    QVERIFY((*shop.engine.chargeOnDemand(made.id, {100, usd()}, ""))->declineCode == "generic_decline");
    QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4000000000003220"))->id));
    QVERIFY((*shop.engine.chargeOnDemand(made.id, {100, usd()}, ""))->status == "requires_action");
    QVERIFY(failsWith(shop.engine.chargeOnDemand(made.id, {100, usd()}, ""), "previous_payment_pending"));
    QVERIFY(shop.engine.authenticate(shop.lastPayment().id, true) && shop.captured() == 4421);
    QVERIFY(shop.engine.cancelAtPeriodEnd(made.id, true));
    QVERIFY(failsWith(shop.engine.chargeOnDemand(made.id, {1, usd()}, ""), "scheduled_cancellation"));
    const Subscription& fixed = shop.subscribe(shop.customer(), shop.price(900));
    QVERIFY(failsWith(shop.engine.chargeOnDemand(fixed.id, {1, usd()}, ""), "not_on_demand"));
    QCOMPARE(brokenRule(shop), std::string());
  }

  void a_coupon_for_ever_once_and_for_some_months() {
    struct Case {
      std::int64_t cycles, charged;
    };
    for (const Case& each : {Case{-1, 4 * 750}, Case{1, 750 + 3 * 1000}, Case{3, 3 * 750 + 1000}}) {
      for (const Provider home : {Provider::Stripe, Provider::Dodo}) {
        Shop shop(home, "2026-01-15T10:00:00Z");
        auto order = shop.order(shop.customer(), shop.price(1000));
        order.discounts = {coupon(shop, 2500, each.cycles)};
        QVERIFY(shop.engine.subscribe(order));
        QVERIFY(shop.to("2026-04-20T00:00:00Z"));
        QVERIFY(shop.captured() == each.charged);
        QCOMPARE(brokenRule(shop), std::string());
      }
    }
  }

  void a_fixed_discount_never_goes_below_zero_and_codes_have_limits() {
    Shop shop;
    const std::string id = coupon(shop, 0, -1);
    Discount& discount = *shop.ledger->discounts.find(id);
    discount.amountOff = Money{5000, usd()};
    discount.most = 1;
    auto order = shop.order(shop.customer(), shop.price(1000));
    order.discounts = {"SAVE"};
    QVERIFY(shop.engine.subscribe(order) && shop.captured() == 0);
    QVERIFY(failsWith(shop.engine.subscribe(order), "discount_used_up"));
    discount.most.reset();
    discount.expiresAt = at("2026-01-01T00:00:00Z");
    QVERIFY(failsWith(shop.engine.subscribe(order), "discount_expired"));
    discount.deleted = true;
    order.discounts = {id};
    QVERIFY(failsWith(shop.engine.subscribe(order), "discount_inactive"));
  }

  void only_dodo_customers_in_germany_pay_tax() {
    Shop dodo(Provider::Dodo);
    const Subscription& taxed = dodo.subscribe(dodo.customer("4242424242424242", "DE"), dodo.price(1000));
    QVERIFY(dodo.latest(taxed).taxMinor == 190 && dodo.latest(taxed).totalMinor == 1190);
    const std::string inclusive = dodo.price(1190);
    dodo.ledger->prices.find(inclusive)->taxInclusive = true;
    const Subscription& within = dodo.subscribe(dodo.customer("4242424242424242", "DE"), inclusive);
    QVERIFY(dodo.latest(within).taxMinor == 190 && dodo.latest(within).totalMinor == 1190);
    Shop stripe;
    QVERIFY(stripe.latest(stripe.subscribe(stripe.customer("pm_card_visa", "DE"), stripe.price(1000))).taxMinor == 0);
    QCOMPARE(brokenRule(dodo), std::string());
  }

  void a_checkout_makes_customer_subscription_and_card() {
    for (const Provider home : {Provider::Stripe, Provider::Dodo}) {
      Shop shop(home);
      Checkout& session = checkout(shop, shop.price(900));
      QVERIFY(shop.engine.completeCheckout(session.id, "4000 0000 0000 0002") && session.status == "open");
      QVERIFY(shop.ledger->payments.find(session.payment)->declineCode == "generic_decline");
      QVERIFY(shop.engine.completeCheckout(session.id, "4242 4242 4242 4242") && session.status == "complete");
      const Subscription& made = *shop.ledger->subscriptions.find(session.subscription);
      QVERIFY(made.status == SubscriptionStatus::Active && !made.paymentMethod.empty() && shop.captured() == 1800);
      QVERIFY(shop.wasTold(What::CheckoutCompleted, session.id));
      QVERIFY(shop.ledger->customers.find(session.customer)->email == "ada@example.test");
      QVERIFY(failsWith(shop.engine.completeCheckout(session.id, "4242424242424242"), "checkout_not_open"));
      QVERIFY(shop.to("2026-03-01T00:00:00Z") && shop.captured() == 3600);
      QCOMPARE(brokenRule(shop), std::string());
    }
  }

  void a_checkout_waits_for_authentication_and_expires_after_a_day() {
    Shop shop;
    Checkout& session = checkout(shop, shop.price(900));
    QVERIFY(shop.engine.completeCheckout(session.id, "4000002500003155"));
    QVERIFY(session.status == "open" && shop.ledger->payments.find(session.payment)->status == "requires_action");
    QVERIFY(shop.engine.authenticate(session.payment, true) && session.status == "complete");
    // Its holder has authenticated: renewals pass.
    QVERIFY(shop.to("2026-03-01T00:00:00Z") && shop.captured() == 3600);
    Checkout& late = checkout(shop, shop.price(900));
    QVERIFY(shop.to("2026-03-02T00:00:00Z") && late.status == "expired");
    QVERIFY(failsWith(shop.engine.completeCheckout(late.id, "4242424242424242"), "checkout_expired"));
    QVERIFY(failsWith(shop.engine.completeCheckout("cs_none", "4242424242424242"), "not_found"));
  }

  void a_one_off_checkout_and_one_that_only_leaves_a_card() {
    Shop shop(Provider::Dodo);
    const std::string price = shop.price(2500);
    shop.ledger->prices.find(price)->interval.reset();
    Checkout& once = checkout(shop, price, "payment");
    once.codes = {coupon(shop, 1000, -1)};
    QVERIFY(shop.engine.previewCheckout(once)->totalMinor == 4500);
    QVERIFY(shop.engine.completeCheckout(once.id, "4242424242424242") && shop.captured() == 4500);
    const Subscription& made = shop.subscribe(shop.customer("pm_card_chargeCustomerFail"), shop.price(700));
    Checkout& card = checkout(shop, price, "setup");
    card.cart.clear();
    card.customer = made.customer;
    card.changesSubscription = made.id;
    QVERIFY(failsWith(shop.engine.completeCheckout(card.id, "4000000000000002"), "card_declined"));
    QVERIFY(shop.engine.completeCheckout(card.id, "4242424242424242") && card.status == "complete");
    QCOMPARE(brokenRule(shop), std::string());
  }

  void a_bought_once_item_is_on_the_first_invoice_only() {
    Shop shop;
    const std::string setup = shop.price(5000);
    shop.ledger->prices.find(setup)->interval.reset();
    Checkout& session = checkout(shop, shop.price(900));
    session.cart.push_back({"", setup, 1, 0, 0, 0});
    QVERIFY(shop.engine.completeCheckout(session.id, "4242424242424242") && shop.captured() == 6800);
    QVERIFY(shop.to("2026-03-01T00:00:00Z") && shop.captured() == 8600);
  }

  void a_first_period_up_to_an_anchor_is_prorated() {
    Shop shop(Provider::Stripe, "2026-01-16T12:00:00Z");
    auto order = shop.order(shop.customer(), shop.price(3100));
    order.anchor = at("2026-02-01T00:00:00Z");
    const Subscription& made = **shop.engine.subscribe(order);
    QVERIFY(shop.captured() == 1550 && made.periodEnd == *order.anchor);
    QVERIFY(shop.to("2026-02-02T00:00:00Z") && shop.captured() == 4650);
  }

  void a_restart_goes_on_where_it_stopped();
};

void TestEngine::a_restart_goes_on_where_it_stopped() {
  const auto path =
      QDir::tempPath() + QStringLiteral("/tst_engine_restart_%1.db").arg(QCoreApplication::applicationPid());
  QFile::remove(path);
  std::string id;
  {
    Shop shop(Provider::Stripe, "2026-01-31T10:00:00Z", path.toStdString());
    id = shop.subscribe(shop.customer(), shop.price(1000)).id;
    QVERIFY(shop.to("2026-02-28T10:00:00Z") && shop.ledger->save());
  }
  Shop again(Provider::Stripe, "2026-01-31T10:00:00Z", path.toStdString());
  QVERIFY(again.engine.now() == at("2026-02-28T10:00:00Z"));
  QVERIFY(again.to("2026-03-31T10:00:00Z") && again.captured() == 3000);
  QVERIFY(again.ledger->subscriptions.find(id)->periodEnd == at("2026-04-30T10:00:00Z"));
  QCOMPARE(brokenRule(again), std::string());
  QFile::remove(path);
}

QTEST_GUILESS_MAIN(TestEngine)
#include "tst_engine.moc"
