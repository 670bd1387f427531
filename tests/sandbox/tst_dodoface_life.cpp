// A subscription's life: renewals, pauses, cancellations, changes of plan.
#include "sandbox/tst_dodoface.h"

namespace billing::sandbox::facetest {

void TestDodoFace::a_renewal_is_told_and_a_failed_one_puts_it_on_hold_until_another_card_pays() {
  Subscribed shop;
  shop.dodo.days(28);
  QCOMPARE(shop.dodo.told(), (QStringList{"payment.succeeded"_L1, "subscription.renewed"_L1}));
  QCOMPARE(shop.now().text("next_billing_date"), "2026-03-31T10:00:00Z"_L1);

  const QString bad = shop.dodo.card(shop.customer, "4000000000000341");
  const QString body = "{'type':'existing','payment_method_id':'%1'}"_L1;
  QCOMPARE(shop.dodo.post(shop.path("/update-payment-method"), QString(body).arg(bad)).status, 200);
  QCOMPARE(shop.dodo.told(), QStringList{"subscription.update_payment_method"_L1});
  shop.dodo.days(31);
  QCOMPARE(shop.dodo.told(), (QStringList{"payment.failed"_L1, "subscription.on_hold"_L1}));
  QCOMPARE(shop.now().text("status"), "on_hold"_L1);

  const auto paid = shop.dodo.post(shop.path("/update-payment-method"), QString(body).arg(shop.card));
  QVERIFY(!paid.text("payment_id").isEmpty());
  QCOMPARE(shop.now().text("status"), "active"_L1);
  QVERIFY(shop.dodo.told().contains("payment.succeeded"_L1));
}

void TestDodoFace::with_dunning_a_failed_renewal_is_past_due() {
  Subscribed shop;
  shop.dodo.ledger->dodoDunning = true;
  const QString bad = shop.dodo.card(shop.customer, "4000000000000341");
  shop.dodo.post(shop.path("/update-payment-method"),
                 QStringLiteral("{'type':'existing','payment_method_id':'%1'}").arg(bad));
  static_cast<void>(shop.dodo.told());
  shop.dodo.days(28);
  const QStringList told = shop.dodo.told();
  QVERIFY2(told.contains("subscription.past_due"_L1) && told.contains("dunning.started"_L1),
           qPrintable(told.join(u' ')));
  QCOMPARE(shop.now().text("status"), "past_due"_L1);
  for (const Event& event : shop.dodo.events)
    if (event.type == "dunning.started")
      QCOMPARE(shop.dodo.delivered(event)["data"_L1].toObject()["trigger_state"_L1].toString(), "past_due"_L1);
}

void TestDodoFace::pausing_is_sent_alone() {
  Subscribed shop;
  const auto refused = [&](const char* body) { return shop.dodo.patch(shop.path(), QLatin1String(body)); };
  QCOMPARE(refused("{'pause':true}").status, 422);
  QCOMPARE(refused("{'pause':false}").status, 422);
  QCOMPARE(refused("{'status':'paused','metadata':{}}").status, 422);
  QVERIFY(refused("{'status':'paused','tax_id':null}").message().contains("combined"_L1));
  QCOMPARE(refused("{'status':'on_hold'}").code(), "UNSUPPORTED_ACTION"_L1);
  QCOMPARE(shop.now().text("status"), "active"_L1);

  QCOMPARE(refused("{'status':'paused'}").text("status"), "paused"_L1);
  QVERIFY(!shop.now().json["paused_at"_L1].isNull());
  QCOMPARE(refused("{'status':'active'}").text("status"), "active"_L1);
  QCOMPARE(shop.dodo.told(), (QStringList{"subscription.paused"_L1, "subscription.unpaused"_L1}));
}

void TestDodoFace::a_cancellation_can_wait_and_be_taken_back() {
  Subscribed shop;
  const auto yes =
      shop.dodo.patch(shop.path(), "{'cancel_at_next_billing_date':true,'cancellation_feedback':'unused'}"_L1);
  QVERIFY(yes.json["cancel_at_next_billing_date"_L1].toBool());
  QCOMPARE(yes.text("cancellation_feedback"), "unused"_L1);
  QCOMPARE(shop.dodo.post(shop.path("/change-plan"), Subscribed::change(shop.dodo.product(2000))).code(),
           "PLAN_CHANGE_NOT_ALLOWED_FOR_SCHEDULED_CANCELLATION"_L1);
  QVERIFY(!shop.dodo.patch(shop.path(), "{'cancel_at_next_billing_date':false}"_L1)
               .json["cancel_at_next_billing_date"_L1]
               .toBool());
  QCOMPARE(shop.dodo.told(), (QStringList{"subscription.updated"_L1, "subscription.updated"_L1}));
  shop.dodo.patch(shop.path(), "{'cancel_at_next_billing_date':true}"_L1);
  shop.dodo.days(28);
  QVERIFY(shop.dodo.told().contains("subscription.cancelled"_L1));
  QCOMPARE(shop.now().text("status"), "cancelled"_L1);
}

void TestDodoFace::what_has_ended_refuses_with_its_code() {
  Subscribed shop;
  QCOMPARE(shop.dodo.patch(shop.path(), "{'status':'cancelled'}"_L1).text("status"), "cancelled"_L1);
  QCOMPARE(shop.dodo.told(), QStringList{"subscription.cancelled"_L1});
  QCOMPARE(shop.dodo.patch(shop.path(), "{'status':'cancelled'}"_L1).code(), "SUBSCRIPTION_INACTIVE"_L1);
  QCOMPARE(shop.dodo.patch(shop.path(), "{'status':'active'}"_L1).code(), "SUBSCRIPTION_INACTIVE"_L1);
  QCOMPARE(shop.dodo.post(shop.path("/change-plan"), Subscribed::change(shop.plan)).code(),
           "INACTIVE_SUBSCRIPTION_PLAN_CHANGE_NOT_SUPPORTED"_L1);
  QCOMPARE(shop.dodo.post(shop.path("/charge"), "{'product_price':100}"_L1).code(), "SUBSCRIPTION_NOT_ON_DEMAND"_L1);
}

void TestDodoFace::a_plan_change_costs_what_its_preview_said() {
  Subscribed shop;
  const QString bigger = shop.dodo.product(3000);
  shop.dodo.days(14);  // half of the 28 days
  const auto preview = shop.dodo.post(shop.path("/change-plan/preview"), Subscribed::change(bigger));
  const QJsonObject charge = preview.json["immediate_charge"_L1].toObject();
  QCOMPARE(charge["summary"_L1].toObject()["total_amount"_L1].toInteger(), 1000);
  QCOMPARE(charge["line_items"_L1].toArray().size(), 2);
  QCOMPARE(charge["line_items"_L1].toArray()[0].toObject()["proration_factor"_L1].toDouble(), -0.5);
  QCOMPARE(preview.json["new_plan"_L1].toObject()["recurring_pre_tax_amount"_L1].toInteger(), 3000);
  QCOMPARE(shop.now().number("recurring_pre_tax_amount"), 1000);

  const auto changed = shop.dodo.post(shop.path("/change-plan"), Subscribed::change(bigger));
  QCOMPARE(changed.status, 200);
  QCOMPARE(shop.dodo.get("/payments/"_L1 + changed.text("payment_id")).number("total_amount"), 1000);
  QCOMPARE(shop.now().text("product_id"), bigger);
  const QStringList told = shop.dodo.told();
  QVERIFY2(told.contains("payment.succeeded"_L1) && told.contains("subscription.plan_changed"_L1),
           qPrintable(told.join(u' ')));
}

void TestDodoFace::a_change_for_later_is_shown_conflicts_with_another_and_can_be_taken_back() {
  Subscribed shop;
  const QString bigger = shop.dodo.product(3000);
  const QString later = Subscribed::change(bigger, "do_not_bill", ",'effective_at':'next_billing_date'");
  QCOMPARE(shop.dodo.post(shop.path("/change-plan"), later).status, 200);
  QCOMPARE(shop.now().json["scheduled_change"_L1].toObject()["product_id"_L1].toString(), bigger);
  QCOMPARE(shop.dodo.post(shop.path("/change-plan"), later).status, 409);
  QCOMPARE(shop.dodo.post(shop.path("/change-plan"), later).code(), "PREVIOUS_PAYMENT_PENDING"_L1);
  QCOMPARE(shop.dodo.send("DELETE", shop.path("/change-plan/scheduled")).status, 200);
  QCOMPARE(shop.dodo.send("DELETE", shop.path("/change-plan/scheduled")).status, 404);
  QVERIFY(shop.now().json["scheduled_change"_L1].isNull());
  QCOMPARE(shop.dodo.post(shop.path("/change-plan"), later).status, 200);
  shop.dodo.days(28);
  QCOMPARE(shop.now().text("product_id"), bigger);
}

void TestDodoFace::a_change_that_must_be_paid_keeps_the_old_plan_when_it_is_not() {
  Subscribed shop;
  const QString bad = shop.dodo.card(shop.customer, "4000000000000341");
  shop.dodo.post(shop.path("/update-payment-method"),
                 QStringLiteral("{'type':'existing','payment_method_id':'%1'}").arg(bad));
  const QString bigger = shop.dodo.product(3000);
  const auto tried =
      shop.dodo.post(shop.path("/change-plan"),
                     Subscribed::change(bigger, "full_immediately", ",'on_payment_failure':'prevent_change'"));
  QCOMPARE(tried.status, 200);
  QCOMPARE(shop.dodo.get(QStringLiteral("/payments/") + tried.text("payment_id")).text("status"), "failed"_L1);
  QCOMPARE(shop.now().text("product_id"), shop.plan);
  QCOMPARE(shop.now().text("status"), "active"_L1);
  QCOMPARE(shop.dodo.post(shop.path("/change-plan"), Subscribed::change(bigger, "full_immediately")).status, 200);
  QCOMPARE(shop.now().text("product_id"), bigger);
  QCOMPARE(shop.now().text("status"), "on_hold"_L1);
}

void TestDodoFace::addons_are_billed_and_go_when_a_change_does_not_name_them() {
  DodoCaller dodo;
  const QString customer = dodo.customer();
  const QString card = dodo.card(customer);
  const QString plan = dodo.product(1000);
  const QString addon =
      dodo.post("/addons"_L1, "{'name':'Seats','currency':'USD','price':250,'tax_category':'saas'}"_L1).text("id");
  QCOMPARE(dodo.get("/products"_L1).items().size(), 1);
  QCOMPARE(dodo.get("/addons"_L1).items().size(), 1);
  const QByteArray more = QStringLiteral(",'addons':[{'addon_id':'%1','quantity':2}]").arg(addon).toLatin1();
  const QString path = "/subscriptions/"_L1 + dodo.subscription(customer, plan, card, more);
  QCOMPARE(dodo.get(path).number("recurring_pre_tax_amount"), 1500);
  QCOMPARE(dodo.get(path).json["addons"_L1].toArray()[0].toObject()["quantity"_L1].toInteger(), 2);
  QCOMPARE(dodo.get("/payments"_L1).items()[0].toObject()["total_amount"_L1].toInteger(), 1500);
  QCOMPARE(dodo.post(path + "/change-plan"_L1, Subscribed::change(plan)).status, 200);
  QCOMPARE(dodo.get(path).json["addons"_L1].toArray().size(), 0);
}

void TestDodoFace::on_demand_is_charged_when_asked() {
  DodoCaller dodo;
  const QString customer = dodo.customer();
  const QString path = "/subscriptions/"_L1 + dodo.subscription(customer, dodo.product(0), dodo.card(customer),
                                                                ",'on_demand':{'mandate_only':true}");
  QVERIFY(dodo.get(path).json["on_demand"_L1].toBool());
  const auto charged = dodo.post(path + "/charge"_L1, "{'product_price':777}"_L1);
  QCOMPARE(charged.status, 200);
  QCOMPARE(dodo.get("/payments/"_L1 + charged.text("payment_id")).number("total_amount"), 777);
  QCOMPARE(dodo.post(path + "/charge"_L1, "{'product_price':0}"_L1).code(), "REQUEST_AMOUNT_BELOW_MINIMUM"_L1);
  QCOMPARE(dodo.post(path + "/change-plan"_L1, Subscribed::change(dodo.product(1000))).code(),
           "ON_DEMAND_PLAN_CHANGE_NOT_SUPPORTED"_L1);
}

}  // namespace billing::sandbox::facetest
