// Payments, refunds, credits, discounts, endpoints and what the webhooks tell.
#include "sandbox/tst_dodoface.h"

namespace billing::sandbox::facetest {

void TestDodoFace::a_payment_is_refunded_by_lines_and_never_beyond() {
  Subscribed shop;
  const QString payment = shop.payment();
  const auto lines = shop.dodo.get("/payments/"_L1 + payment + "/line-items"_L1).items();
  QCOMPARE(lines.size(), 1);
  QCOMPARE(lines[0].toObject()["refundable_amount"_L1].toInteger(), 1000);
  const QString item = lines[0].toObject()["items_id"_L1].toString();
  const auto ask = [&](const QString& items) {
    return shop.dodo.post("/refunds"_L1, QStringLiteral("{'payment_id':'%1','reason':'asked'%2}").arg(payment, items));
  };
  const auto of = [&](const char* amount) {
    return QStringLiteral(",'items':[{'item_id':'%1','amount':%2}]").arg(item, QLatin1String(amount));
  };
  QCOMPARE(ask(of("1001")).code(), "LINE_ITEM_REFUND_AMOUNT_TOO_HIGH"_L1);
  QCOMPARE(ask(of("0")).code(), "LINE_ITEM_REFUND_AMOUNT_TOO_LOW"_L1);
  QCOMPARE(ask(",'items':[{'item_id':'itm_none'}]"_L1).code(), "LINE_ITEM_NOT_FOUND"_L1);
  const auto part = ask(of("400"));
  QCOMPARE(part.number("amount"), 400);
  QVERIFY(part.json["is_partial"_L1].toBool());
  QCOMPARE(shop.dodo.get("/payments/"_L1 + payment).text("refund_status"), "partial"_L1);
  QCOMPARE(ask(of("601")).code(), "LINE_ITEM_REFUND_AMOUNT_TOO_HIGH"_L1);
  QCOMPARE(ask({}).number("amount"), 600);
  QCOMPARE(ask({}).code(), "PAYMENT_ALREADY_REFUNDED"_L1);
  QCOMPARE(shop.dodo.get("/payments/"_L1 + payment).text("refund_status"), "full"_L1);
  QCOMPARE(shop.dodo.told(), (QStringList{"refund.succeeded"_L1, "refund.succeeded"_L1}));
  QCOMPARE(shop.dodo.get("/refunds?subscription_id="_L1 + shop.id).items().size(), 2);
  QCOMPARE(shop.dodo.get("/refunds?subscription_id=sub_none"_L1).items().size(), 0);
}

void TestDodoFace::a_refund_comes_within_30_days() {
  Subscribed shop;
  shop.dodo.patch(shop.path(), "{'cancel_at_next_billing_date':true}"_L1);
  const QString body = QStringLiteral("{'payment_id':'%1'}").arg(shop.payment());
  shop.dodo.days(31);
  QCOMPARE(shop.dodo.post("/refunds"_L1, body).code(), "REFUND_WINDOW_EXPIRED"_L1);
}

void TestDodoFace::one_off_payments_are_charged_or_wait_on_a_page() {
  DodoCaller dodo;
  const QString customer = dodo.customer();
  const QString card = dodo.card(customer);
  const QString product = dodo.oneOff(500);
  const QString body = QStringLiteral(
      "{'billing':{'country':'DE','city':'Ulm'},'customer':{'customer_id':'%1'},"
      "'product_cart':[{'product_id':'%2','quantity':2}]%3}");
  const auto paid = dodo.post("/payments"_L1, body.arg(customer, product, ",'payment_method_id':'%1'"_L1).arg(card));
  QCOMPARE(paid.number("total_amount"), 1000);
  const auto payment = dodo.get("/payments/"_L1 + paid.text("payment_id"));
  QCOMPARE(payment.text("status"), "succeeded"_L1);
  QCOMPARE(payment.text("card_last_four"), "4242"_L1);
  QCOMPARE(payment.json["billing"_L1].toObject()["city"_L1].toString(), "Ulm"_L1);
  QVERIFY(payment.text("invoice_id").startsWith("inv_"_L1));
  const auto waits = dodo.post("/payments"_L1, body.arg(customer, product, ",'payment_link':true"_L1));
  QVERIFY(dodo.engine.completeCheckout(waits.text("payment_link").section(u'/', -1).toStdString(), "4242424242424242"));
  QCOMPARE(dodo.get("/payments?status=succeeded"_L1).items().size(), 2);
  QCOMPARE(dodo.get("/payments?product_id="_L1 + product).items().size(), 2);
  QCOMPARE(dodo.get("/payments?product_id=pdt_none"_L1).items().size(), 0);
}

void TestDodoFace::invoices_are_pdfs_by_payment_and_refund() {
  FaceOptions options;
  options.pdf = [](const PrintOrder& order) {
    return "%PDF of " + order.payment->id + (order.refund == nullptr ? "" : " refunded");
  };
  DodoCaller plain;
  DodoCaller drawn(options);
  for (DodoCaller* dodo : {&plain, &drawn}) {
    const QString customer = dodo->customer();
    dodo->subscription(customer, dodo->product(1000), dodo->card(customer));
    const QString payment = dodo->get("/payments"_L1).items()[0].toObject()["payment_id"_L1].toString();
    const QString refund =
        dodo->post("/refunds"_L1, QStringLiteral("{'payment_id':'%1'}").arg(payment)).text("refund_id");
    for (const QString& path : {"/invoices/payments/"_L1 + payment, "/invoices/refunds/"_L1 + refund}) {
      const auto pdf = dodo->get(path);
      QCOMPARE(pdf.status, 200);
      QCOMPARE(pdf.raw.contentType, std::string("application/pdf"));
      QVERIFY(pdf.raw.body.starts_with("%PDF"));
    }
    QCOMPARE(dodo->get("/invoices/payouts/x"_L1).status, 404);
  }
}

void TestDodoFace::a_disputed_payment_shows_its_dispute() {
  DodoCaller dodo;
  const QString customer = dodo.customer();
  dodo.subscription(customer, dodo.product(1000), dodo.card(customer, "4000000000000259"));
  QVERIFY(dodo.told().contains("dispute.opened"_L1));
  const QJsonObject row = dodo.get("/disputes"_L1).items()[0].toObject();
  QCOMPARE(row["amount"_L1].toString(), "1000"_L1);
  const QString id = row["dispute_id"_L1].toString();
  QCOMPARE(dodo.get("/payments/"_L1 + row["payment_id"_L1].toString()).json["disputes"_L1].toArray().size(), 1);
  QVERIFY(dodo.engine.closeDispute(id.toStdString(), true));
  QCOMPARE(dodo.told(), QStringList{"dispute.won"_L1});
  QCOMPARE(dodo.get("/disputes/"_L1 + id).text("dispute_status"), "dispute_won"_L1);
}

void TestDodoFace::wallets_hold_what_was_put_in_and_once_for_a_key() {
  DodoCaller dodo;
  const QString path = "/customers/"_L1 + dodo.customer() + "/wallets"_L1;
  const auto put = [&](const char* body) { return dodo.post(path + "/ledger-entries"_L1, QLatin1String(body)); };
  QCOMPARE(put("{'amount':500,'currency':'USD','entry_type':'credit','idempotency_key':'k'}").number("balance"), 500);
  QCOMPARE(put("{'amount':500,'currency':'USD','entry_type':'credit','idempotency_key':'k'}").number("balance"), 500);
  QCOMPARE(put("{'amount':501,'currency':'USD','entry_type':'debit'}").code(), "INSUFFICIENT_WALLET_FUNDS"_L1);
  QCOMPARE(put("{'amount':200,'currency':'USD','entry_type':'debit'}").number("balance"), 300);
  QCOMPARE(dodo.get(path).number("total_balance_usd"), 300);
  QCOMPARE(dodo.get(path + "/ledger-entries"_L1).items().size(), 2);
}

void TestDodoFace::usage_counts_once_and_is_billed_with_the_period() {
  DodoCaller dodo;
  const QString customer = dodo.customer();
  const QString meter = dodo.post("/meters"_L1,
                                  "{'name':'Calls','event_name':'call','measurement_unit':'call',"
                                  "'aggregation':{'type':'sum','key':'n'}}"_L1)
                            .text("id");
  const auto product = dodo.post(
      "/products"_L1, QStringLiteral("{'name':'Metered','tax_category':'saas','price':{'type':'usage_based_price',"
                                     "'currency':'USD','fixed_price':500,'payment_frequency_count':1,"
                                     "'payment_frequency_interval':'Month','subscription_period_count':1,"
                                     "'subscription_period_interval':'Year','meters':[{'meter_id':'%1',"
                                     "'price_per_unit':'0.02','free_threshold':10}]}}")
                          .arg(meter));
  const QString path =
      "/subscriptions/"_L1 + dodo.subscription(customer, product.text("product_id"), dodo.card(customer));
  const QString event = "{'event_id':'%1','customer_id':'%2','event_name':'call','metadata':{'n':%3}}"_L1;
  const QString two = event.arg("e1"_L1, customer, "40"_L1) + u',' + event.arg("e2"_L1, customer, "20"_L1);
  QCOMPARE(dodo.post("/events/ingest"_L1, "{'events':["_L1 + two + "]}"_L1).number("ingested_count"), 2);
  QCOMPARE(dodo.post("/events/ingest"_L1, "{'events':["_L1 + two + "]}"_L1).number("ingested_count"), 0);
  QCOMPARE(dodo.post("/events/ingest"_L1, "{'events':["_L1 + event.arg("e3"_L1, customer, "1"_L1) + u',' +
                                              event.arg("e3"_L1, customer, "1"_L1) + "]}"_L1)
               .status,
           400);
  QCOMPARE(dodo.get("/events/e3"_L1).status, 404);
  const QJsonObject used =
      dodo.get(path + "/usage-history"_L1).items()[0].toObject()["meters"_L1].toArray()[0].toObject();
  QCOMPARE(used["consumed_units"_L1].toString(), "60"_L1);
  QCOMPARE(used["chargeable_units"_L1].toString(), "50"_L1);
  QCOMPARE(used["total_price"_L1].toInteger(), 100);
  dodo.days(28);
  QCOMPARE(dodo.get("/payments"_L1).items()[0].toObject()["total_amount"_L1].toInteger(), 600);
  QCOMPARE(dodo.get(path + "/usage-history"_L1).items().size(), 2);
}

void TestDodoFace::events_of_another_time_are_refused() {
  DodoCaller dodo;
  const QString event = "{'events':[{'event_id':'e','customer_id':'c','event_name':'n','timestamp':'%1'}]}"_L1;
  QCOMPARE(dodo.post("/events/ingest"_L1, event.arg("2026-01-31T08:59:59Z"_L1)).status, 400);
  QCOMPARE(dodo.post("/events/ingest"_L1, event.arg("2026-01-31T10:06:00Z"_L1)).status, 400);
  QCOMPARE(dodo.post("/events/ingest"_L1, event.arg("2026-01-31T09:01:00Z"_L1)).status, 200);
}

void TestDodoFace::credits_are_decimals_as_text_and_tell_of_their_entries() {
  DodoCaller dodo;
  const QString customer = dodo.customer();
  const QString kind = dodo.post("/credit-entitlements"_L1,
                                 "{'name':'Tokens','unit':'token','precision':2,"
                                 "'overage_enabled':false,'rollover_enabled':false}"_L1)
                           .text("id");
  const QString path = "/credit-entitlements/"_L1 + kind + "/balances/"_L1 + customer;
  QCOMPARE(dodo.get(path).status, 404);
  const auto put = [&](const char* body) { return dodo.post(path + "/ledger-entries"_L1, QLatin1String(body)); };
  QCOMPARE(
      put("{'amount':'10.5','entry_type':'credit','idempotency_key':'k','expires_at':'2026-02-10T00:00:00Z'}").status,
      201);
  QCOMPARE(put("{'amount':'10.5','entry_type':'credit','idempotency_key':'k'}").status, 409);
  const auto debit = put("{'amount':'0.25','entry_type':'debit','reason':'used'}");
  QCOMPARE(debit.text("balance_before"), "10.5"_L1);
  QCOMPARE(debit.text("balance_after"), "10.25"_L1);
  QCOMPARE(put("{'amount':'11','entry_type':'debit'}").status, 400);
  QCOMPARE(put("{'amount':11,'entry_type':'debit'}").status, 422);
  QCOMPARE(dodo.told(), (QStringList{"credit.added"_L1, "credit.deducted"_L1}));
  const QJsonObject body = dodo.delivered(dodo.events.back());
  QCOMPARE(body["data"_L1].toObject()["payload_type"_L1].toString(), "CreditLedgerEntry"_L1);
  QCOMPARE(body["data"_L1].toObject()["balance_after"_L1].toString(), "10.25"_L1);
  dodo.days(11);
  QCOMPARE(dodo.told(), QStringList{"credit.expired"_L1});
  QCOMPARE(dodo.get(path).text("balance"), "0"_L1);
  QCOMPARE(dodo.get(path + "/ledger"_L1).items().size(), 3);
  QCOMPARE(dodo.get(path + "/grants?status=expired"_L1).items().size(), 1);
  QCOMPARE(dodo.get("/customers/"_L1 + customer + "/credit-entitlements"_L1).items().size(), 1);
}

void TestDodoFace::a_product_brings_its_credits_with_each_paid_period() {
  DodoCaller dodo;
  const QString customer = dodo.customer();
  const QString kind = dodo.post("/credit-entitlements"_L1,
                                 "{'name':'Tokens','unit':'token','precision':0,"
                                 "'overage_enabled':false,'rollover_enabled':false}"_L1)
                           .text("id");
  const QByteArray offer = QStringLiteral(
                               "{'credit_entitlements':[{'credit_entitlement_id':'%1','credits_amount':'100',"
                               "'expires_after_days':28,'low_balance_threshold_percent':20}]}")
                               .arg(kind)
                               .toLatin1();
  const QString plan = dodo.product(1000);
  QCOMPARE(dodo.patch("/products/"_L1 + plan, QString::fromLatin1(offer)).status, 200);
  const QString id = dodo.subscription(customer, plan, dodo.card(customer));
  static_cast<void>(dodo.told());
  QCOMPARE(dodo.told(), QStringList());  // told while the first was spoken of
  const auto left = [&] {
    return dodo.get("/subscriptions/"_L1 + id)
        .json["credit_entitlement_cart"_L1]
        .toArray()[0]
        .toObject()["remaining_balance"_L1]
        .toString();
  };
  QCOMPARE(left(), "100"_L1);
  const QString ledger = "/credit-entitlements/"_L1 + kind + "/balances/"_L1 + customer;
  QCOMPARE(dodo.get(ledger + "/grants"_L1).items()[0].toObject()["source_id"_L1].toString(), id);
  dodo.post(ledger + "/ledger-entries"_L1, "{'amount':'81','entry_type':'debit'}"_L1);
  QCOMPARE(dodo.told(), (QStringList{"credit.deducted"_L1, "credit.balance_low"_L1}));
  const QJsonObject low = dodo.delivered(dodo.events.back())["data"_L1].toObject();
  QCOMPARE(low["threshold_amount"_L1].toString(), "20"_L1);
  QCOMPARE(low["subscription_id"_L1].toString(), id);
  dodo.days(28);
  QVERIFY(dodo.told().contains("credit.added"_L1));
  QCOMPARE(left(), "100"_L1);
  QCOMPARE(dodo.patch("/products/"_L1 + plan,
                      "{'credit_entitlements':[{'credit_entitlement_id':'cent_none','credits_amount':'1'}]}"_L1)
               .status,
           404);
}

void TestDodoFace::a_discount_takes_its_share_for_its_cycles() {
  Subscribed shop;
  const auto made =
      shop.dodo.post("/discounts"_L1, "{'amount':1250,'type':'percentage','code':'LESS','subscription_cycles':1}"_L1);
  QCOMPARE(made.number("amount"), 1250);
  QCOMPARE(shop.dodo.post("/discounts"_L1, "{'amount':1,'type':'percentage','code':'LESS'}"_L1).code(),
           "DISCOUNT_CODE_ALREADY_EXISTS"_L1);
  QCOMPARE(shop.dodo.post("/discounts"_L1, "{'amount':10001,'type':'percentage'}"_L1).code(), "INVALID_PERCENTAGE"_L1);
  const QString id = shop.dodo.subscription(shop.customer, shop.plan, shop.card, ",'discount_code':'LESS'");
  QCOMPARE(shop.dodo.get("/payments"_L1).items()[0].toObject()["total_amount"_L1].toInteger(), 875);
  QCOMPARE(shop.dodo.get("/discounts/code/LESS"_L1).number("times_used"), 1);
  QCOMPARE(shop.dodo.get("/subscriptions/"_L1 + id).json["discounts"_L1].toArray().size(), 1);
  QCOMPARE(shop.dodo.send("DELETE", "/discounts/"_L1 + made.text("discount_id")).status, 204);
  QCOMPARE(shop.dodo.get("/discounts/"_L1 + made.text("discount_id")).status, 404);
}

void TestDodoFace::webhook_endpoints_keep_their_secret_and_page_by_cursor() {
  DodoCaller dodo;
  const QString body = "{'url':'http://127.0.0.1:9/%1','filter_types':['payment.succeeded'],'idempotency_key':'%1'}"_L1;
  QStringList ids;
  for (const char* name : {"a", "b", "c"}) ids << dodo.post("/webhooks"_L1, body.arg(QLatin1String(name))).text("id");
  QCOMPARE(dodo.post("/webhooks"_L1, body.arg("a"_L1)).text("id"), ids[0]);
  QCOMPARE(dodo.post("/webhooks"_L1, "{'url':'http://x','filter_types':['payment.success']}"_L1).status, 422);
  QCOMPARE(dodo.post("/webhooks"_L1, "{'url':'nowhere'}"_L1).status, 422);
  const QString secret = dodo.get("/webhooks/"_L1 + ids[0] + "/secret"_L1).text("secret");
  QVERIFY(secret.startsWith("whsec_"_L1));
  QCOMPARE(QByteArray::fromBase64(secret.mid(6).toLatin1()).size(), 32);
  const auto page = dodo.get("/webhooks?limit=2"_L1);
  QCOMPARE(page.json["data"_L1].toArray().size(), 2);
  QVERIFY(!page.json["done"_L1].toBool());
  const auto rest = dodo.get("/webhooks?limit=2&iterator="_L1 + page.text("iterator"));
  QCOMPARE(rest.json["data"_L1].toArray().size(), 1);
  QVERIFY(rest.json["done"_L1].toBool());
  QCOMPARE(dodo.patch("/webhooks/"_L1 + ids[0], "{'disabled':true}"_L1).json["disabled"_L1].toBool(), true);
  QCOMPARE(dodo.patch("/webhooks/"_L1 + ids[0] + "/headers"_L1, "{'headers':{'X-A':'1'}}"_L1).status, 200);
  QCOMPARE(dodo.get("/webhooks/"_L1 + ids[0] + "/headers"_L1).json["headers"_L1].toObject()["X-A"_L1].toString(),
           "1"_L1);
  QCOMPARE(dodo.send("DELETE", "/webhooks/"_L1 + ids[0]).status, 200);
  QCOMPARE(dodo.get("/webhooks/"_L1 + ids[0]).status, 404);
}

void TestDodoFace::the_portal_has_a_link() {
  DodoCaller dodo;
  const auto link =
      dodo.post("/customers/"_L1 + dodo.customer() + "/customer-portal/session?return_url=http%3A%2F%2Fx"_L1);
  QVERIFY(link.text("link").startsWith("http://127.0.0.1:4010/portal/"_L1));
  QCOMPARE(dodo.ledger->portals.all().front()->returnUrl, std::string("http://x"));
}

void TestDodoFace::a_late_delivery_tells_the_latest_state() {
  Subscribed shop;
  shop.dodo.patch(shop.path(), "{'metadata':{'step':'1'}}"_L1);
  QCOMPARE(shop.dodo.told(), QStringList{"subscription.updated"_L1});
  const Event event = shop.dodo.events.back();
  const auto step = [&] {
    return shop.dodo.delivered(event)["data"_L1].toObject()["metadata"_L1].toObject()["step"_L1].toString();
  };
  QCOMPARE(step(), "1"_L1);
  shop.dodo.patch(shop.path(), "{'metadata':{'step':'2'}}"_L1);
  QCOMPARE(step(), "2"_L1);
  const QJsonObject body = shop.dodo.delivered(event);
  QCOMPARE(body["type"_L1].toString(), "subscription.updated"_L1);
  QCOMPARE(body["timestamp"_L1].toString(), "2026-01-31T10:00:00Z"_L1);
  QCOMPARE(body["data"_L1].toObject()["payload_type"_L1].toString(), "Subscription"_L1);
  QVERIFY(!body["business_id"_L1].toString().isEmpty());
}

void TestDodoFace::what_dodo_does_not_tell_is_not_told() {
  DodoCaller dodo;
  dodo.card(dodo.customer());
  dodo.product(1000);
  QCOMPARE(dodo.told(), QStringList());
}

}  // namespace billing::sandbox::facetest
