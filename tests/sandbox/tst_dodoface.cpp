// Who may ask, what is refused and in which words, pages, products, and how one buys.
#include "sandbox/tst_dodoface.h"

namespace billing::sandbox::facetest {

void TestDodoFace::the_router_prefers_fixed_parts_and_decodes_the_others() {
  Router router;
  const auto says = [](const char* word) {
    return [word](const Call&, const Params& params) { return CallAnswer{200, word + params["id"], {}, {}}; };
  };
  router.add("GET", "/checkouts/{id}", says("one "));
  router.add("POST", "/checkouts/preview", says("preview"));
  router.add("GET", "/checkouts/preview/{id}", says("deep "));
  const auto ask = [&](const char* method, const char* path) {
    const auto match = router.match(method, path);
    return match.handler == nullptr ? "none " + std::to_string(match.allowed.size())
                                    : (*match.handler)({}, match.params).body;
  };
  QCOMPARE(ask("GET", "/checkouts/a%20b+c"), std::string("one a b+c"));
  QCOMPARE(ask("POST", "/checkouts/preview"), std::string("preview"));
  QCOMPARE(ask("GET", "/checkouts/preview/x/"), std::string("deep x"));
  QCOMPARE(ask("POST", "/checkouts/x"), std::string("none 1"));
  QCOMPARE(ask("GET", "/other"), std::string("none 0"));
}

void TestDodoFace::queries_know_both_spellings_of_a_space() {
  const auto pairs = queryPairs("a=x+y&b=x%20y&c&d=%zz&=e&a=2");
  QCOMPARE(queryValue(pairs, "a").value_or(""), std::string("x y"));
  QCOMPARE(queryValue(pairs, "b").value_or(""), std::string("x y"));
  QCOMPARE(queryValue(pairs, "c").value_or("-"), std::string());
  QCOMPARE(queryValue(pairs, "d").value_or(""), std::string("%zz"));
  QVERIFY(!queryValue(pairs, "z"));
  QCOMPARE(percentEncoded("a b/\xc3\xa4"), std::string("a%20b%2F%C3%A4"));
}

void TestDodoFace::only_a_test_key_of_dodos_is_let_in() {
  const std::string others = std::string("sk_") + "test_invented";
  DodoCaller dodo(FaceOptions{{{"only_reads", "read_only"}, {"gone", "revoked"}}, {}});
  for (const char* key : {static_cast<const char*>(nullptr), "", "gone", others.c_str(), "some_live_key"}) {
    const auto refused = dodo.send("GET", "/products"_L1, {}, key);
    QCOMPARE(refused.status, 401);
    QCOMPARE(refused.code(), "UNAUTHORIZED"_L1);
  }
  QCOMPARE(dodo.send("GET", "/products"_L1, {}, "only_reads").status, 200);
  const auto write = dodo.send("POST", "/customers"_L1, "{'email':'a@b','name':'A'}"_L1, "only_reads");
  QCOMPARE(write.status, 403);
  QVERIFY(write.message().contains("read"_L1));
  QCOMPARE(dodo.send("POST", "/licenses/validate"_L1, "{'license_key':'x'}"_L1, nullptr).status, 200);
}

void TestDodoFace::every_answer_carries_its_id_and_the_limits() {
  DodoCaller dodo;
  const auto first = dodo.get("/products"_L1);
  const auto second = dodo.get("/nothing"_L1);
  QVERIFY(!field(first.raw, "x-request-id").isEmpty());
  QVERIFY(field(first.raw, "x-request-id") != field(second.raw, "x-request-id"));
  QCOMPARE(field(first.raw, "X-RateLimit-Limit"), "1000"_L1);
  QCOMPARE(field(second.raw, "X-RateLimit-Remaining"), "998"_L1);
  QVERIFY(field(first.raw, "X-RateLimit-Reset").toLongLong() > dodo.engine.now().seconds());
}

void TestDodoFace::what_cannot_be_read_is_refused_by_name_data() {
  QTest::addColumn<QString>("method");
  QTest::addColumn<QString>("target");
  QTest::addColumn<QString>("body");
  QTest::addColumn<int>("status");
  QTest::addColumn<QString>("code");
  QTest::addColumn<QString>("says");
  const auto row = [](const char* name, const char* method, const char* target, const char* body, int status,
                      const char* code, const char* says) {
    QTest::newRow(name) << QString::fromLatin1(method) << QString::fromLatin1(target) << QString::fromLatin1(body)
                        << status << QString::fromLatin1(code) << QString::fromLatin1(says);
  };
  row("no JSON", "POST", "/customers", "{", 400, "INVALID_REQUEST_BODY", "JSON");
  row("a list", "POST", "/customers", "[]", 400, "INVALID_REQUEST_BODY", "JSON");
  row("missing", "POST", "/customers", "{'email':'a@b'}", 422, "INVALID_REQUEST_BODY", "missing field `name`");
  row("null is missing", "POST", "/customers", "{'email':'a@b','name':null}", 422, "INVALID_REQUEST_BODY", "`name`");
  row("wrong type", "POST", "/customers", "{'email':1,'name':'A'}", 422, "INVALID_REQUEST_BODY",
      "email: invalid type: number, expected a string");
  row("wrong word", "POST", "/discounts", "{'amount':1,'type':'half'}", 422, "INVALID_REQUEST_BODY",
      "type: unknown variant `half`, expected one of `flat`, `percentage`");
  row("inside", "POST", "/products",
      "{'name':'A','tax_category':'saas','price':{'type':'one_time_price','currency':'XYZ'}}", 422,
      "INVALID_REQUEST_BODY", "price.currency: unknown variant `XYZ`");
  row("of its kind", "POST", "/products",
      "{'name':'A','tax_category':'saas','price':{'type':'recurring_price','currency':'USD','price':1}}", 422,
      "INVALID_REQUEST_BODY", "missing field `payment_frequency_count`");
  row("in a list", "POST", "/events/ingest", "{'events':[{'event_id':'e','customer_id':'c'}]}", 422,
      "INVALID_REQUEST_BODY", "events[0]: missing field `event_name`");
  row("a fraction", "POST", "/customers/c/wallets/ledger-entries",
      "{'amount':1.5,'currency':'USD','entry_type':'credit'}", 422, "INVALID_REQUEST_BODY", "amount: invalid type");
  row("metadata", "POST", "/customers", "{'email':'a@b','name':'A','metadata':{'k':{}}}", 422, "INVALID_REQUEST_BODY",
      "metadata.k");
  row("page size", "GET", "/customers?page_size=101", "", 422, "INVALID_QUERY_PARAMS", "page_size");
  row("page number", "GET", "/customers?page_number=-1", "", 422, "INVALID_QUERY_PARAMS", "page_number");
  row("filter", "GET", "/subscriptions?status=canceled", "", 422, "INVALID_QUERY_PARAMS", "unknown variant `canceled`");
  row("time", "GET", "/payments?created_at_gte=yesterday", "", 422, "INVALID_QUERY_PARAMS", "created_at_gte");
  row("no such path", "GET", "/v1/customers", "", 404, "NOT_FOUND", "/v1/customers");
  row("no such method", "DELETE", "/refunds", "", 405, "UNSUPPORTED_ACTION", "GET, POST");
  row("no such customer", "GET", "/customers/cus_none", "", 404, "NOT_FOUND", "cus_none");
  row("no such payment", "POST", "/refunds", "{'payment_id':'pay_none'}", 404, "NOT_FOUND", "pay_none");
  row("licence", "POST", "/licenses/activate", "{'license_key':'k','name':'n'}", 404, "LICENSE_KEY_NOT_FOUND",
      "not found");
  row("brand", "PATCH", "/brands/x", "{}", 403, "UNABLE_TO_EDIT_PRIMARY_BRAND", "Primary brand");
  row("no events", "POST", "/events/ingest", "{'events':[]}", 400, "INVALID_REQUEST_PARAMETERS", "1 to 1000");
}

void TestDodoFace::what_cannot_be_read_is_refused_by_name() {
  QFETCH(QString, method);
  QFETCH(QString, target);
  QFETCH(QString, body);
  DodoCaller dodo;
  const auto refused = dodo.send(method.toLatin1().constData(), target, body);
  QTEST(refused.status, "status");
  QTEST(refused.code(), "code");
  QFETCH(QString, says);
  QVERIFY2(refused.message().contains(says), qPrintable(refused.message()));
}

void TestDodoFace::fields_that_nobody_knows_are_passed_over() {
  DodoCaller dodo;
  const auto made =
      dodo.post("/customers"_L1, "{'email':'a@b.example','name':'A','later':[1],'metadata':{'n':1,'b':true}}"_L1);
  QCOMPARE(made.status, 200);
  QCOMPARE(made.json["metadata"_L1].toObject()["n"_L1].toString(), "1"_L1);
  QCOMPARE(made.json["metadata"_L1].toObject()["b"_L1].toString(), "true"_L1);
}

void TestDodoFace::pages_count_from_zero_newest_first_and_end_short() {
  DodoCaller dodo;
  QStringList made;
  for (int i = 0; i < 25; ++i) made.prepend(dodo.customer(QByteArray("p" + QByteArray::number(i) + "@example.com")));
  QStringList read;
  const auto take = [&](const char* query) {
    const auto rows = dodo.get("/customers"_L1 + QLatin1String(query)).items();
    for (const auto& row : rows) read << row.toObject()["customer_id"_L1].toString();
    return rows.size();
  };
  QCOMPARE(take(""), 10);
  QCOMPARE(take("?page_number=1"), 10);
  QCOMPARE(take("?page_number=2"), 5);
  QCOMPARE(take("?page_number=3"), 0);
  QCOMPARE(read, made);
  QCOMPARE(dodo.get("/customers?page_size=100"_L1).items().size(), 25);
  QCOMPARE(dodo.get("/customers?email=p3%40example.com"_L1).items().size(), 1);
  QCOMPARE(dodo.get("/customers?created_at_gte=2026-02-01T00%3A00%3A00Z"_L1).items().size(), 0);
  QCOMPARE(dodo.get("/customers?created_at_lte=2026-01-31T10%3A00%3A00Z&page_size=100"_L1).items().size(), 25);
}

void TestDodoFace::a_product_changes_its_price_for_the_next_buyers_only() {
  Subscribed shop;
  QCOMPARE(shop.dodo
               .patch("/products/"_L1 + shop.plan,
                      "{'price':{'type':'recurring_price','currency':'USD','price':1500,"
                      "'payment_frequency_count':1,'payment_frequency_interval':'Month',"
                      "'subscription_period_count':1,'subscription_period_interval':'Year'}}"_L1)
               .status,
           200);
  QCOMPARE(shop.dodo.get("/products/"_L1 + shop.plan).json["price"_L1].toObject()["price"_L1].toInteger(), 1500);
  QCOMPARE(shop.now().number("recurring_pre_tax_amount"), 1000);
  QCOMPARE(shop.now().text("product_id"), shop.plan);
}

void TestDodoFace::an_archived_product_is_listed_apart_and_not_sold() {
  Subscribed shop;
  QCOMPARE(shop.dodo.send("DELETE", "/products/"_L1 + shop.plan).status, 200);
  QCOMPARE(shop.dodo.send("DELETE", "/products/"_L1 + shop.plan).code(), "PRODUCT_IS_DELETED"_L1);
  QCOMPARE(shop.dodo.get("/products"_L1).items().size(), 0);
  QCOMPARE(shop.dodo.get("/products?archived=true"_L1).items().size(), 1);
  QCOMPARE(shop.dodo.post("/subscriptions"_L1, DodoCaller::order(shop.customer, shop.plan, shop.card)).code(),
           "PRODUCT_IS_DELETED"_L1);
  QCOMPARE(shop.dodo.post("/products/"_L1 + shop.plan + "/unarchive"_L1).status, 200);
  QCOMPARE(shop.dodo.get("/products?recurring=true"_L1).items().size(), 1);
  QCOMPARE(shop.dodo.get("/products?recurring=false"_L1).items().size(), 0);
}

void TestDodoFace::a_paid_checkout_tells_of_the_payment_and_the_subscription() {
  DodoCaller dodo;
  const QString plan = dodo.product(1000);
  const auto session = dodo.post(
      "/checkouts"_L1, QStringLiteral("{'product_cart':[{'product_id':'%1','quantity':1}],"
                                      "'customer':{'email':'eve@example.com','name':'Eve'},'metadata':{'user':'7'}}")
                           .arg(plan));
  QCOMPARE(session.status, 200);
  QCOMPARE(session.text("checkout_url"), "http://127.0.0.1:4010/pay/"_L1 + session.text("session_id"));
  const QString path = "/checkouts/"_L1 + session.text("session_id");
  QVERIFY(dodo.get(path).json["payment_status"_L1].isNull());
  static_cast<void>(dodo.told());

  QVERIFY(dodo.engine.completeCheckout(session.text("session_id").toStdString(), "4242424242424242"));
  const QStringList told = dodo.told();
  QCOMPARE(told, (QStringList{"payment.succeeded"_L1, "subscription.active"_L1}));
  QCOMPARE(dodo.get(path).text("payment_status"), "succeeded"_L1);
  QCOMPARE(dodo.get(path).text("customer_email"), "eve@example.com"_L1);
  const auto row = dodo.get("/subscriptions"_L1).items().first().toObject();
  QCOMPARE(row["status"_L1].toString(), "active"_L1);
  QCOMPARE(row["metadata"_L1].toObject()["user"_L1].toString(), "7"_L1);
  QCOMPARE(row["next_billing_date"_L1].toString(), "2026-02-28T10:00:00Z"_L1);
}

void TestDodoFace::a_declined_checkout_stays_open_for_another_card() {
  DodoCaller dodo;
  const QString plan = dodo.product(1000);
  const auto session = dodo.post("/checkouts"_L1, QStringLiteral("{'product_cart':[{'product_id':'%1','quantity':1}],"
                                                                 "'customer':{'email':'e@example.com'}}")
                                                      .arg(plan));
  const std::string id = session.text("session_id").toStdString();
  static_cast<void>(dodo.engine.completeCheckout(id, "4000000000000002"));
  QVERIFY(dodo.told().contains("payment.failed"_L1));
  QCOMPARE(dodo.get("/checkouts/"_L1 + session.text("session_id")).text("payment_status"), "failed"_L1);
  QVERIFY(dodo.engine.completeCheckout(id, "4242424242424242"));
  QCOMPARE(dodo.get("/checkouts/"_L1 + session.text("session_id")).text("payment_status"), "succeeded"_L1);
}

void TestDodoFace::a_session_says_what_is_wrong_with_it_and_what_it_would_cost() {
  DodoCaller dodo;
  const QString plan = dodo.product(1000, "Year", ",'trial_period_days':14");
  QCOMPARE(dodo.post("/checkouts"_L1, "{'product_cart':[]}"_L1).code(), "PRODUCT_CART_EMPTY"_L1);
  const QString cart = QStringLiteral("{'product_cart':[{'product_id':'%1','quantity':%2}]%3}");
  QCOMPARE(dodo.post("/checkouts"_L1, cart.arg(plan, "0"_L1, QString())).code(), "INVALID_QUANTITY"_L1);
  QCOMPARE(dodo.post("/checkouts"_L1, cart.arg("pdt_none"_L1, "1"_L1, QString())).status, 404);
  QCOMPARE(dodo.post("/checkouts"_L1, cart.arg(plan, "1"_L1, ",'discount_code':'NONE'"_L1)).code(),
           "INVALID_DISCOUNT_CODE"_L1);
  const auto preview = dodo.post("/checkouts/preview"_L1, cart.arg(plan, "2"_L1, QString()));
  QCOMPARE(preview.number("total_price"), 0);
  QCOMPARE(preview.number("trial_period_days"), 14);
  QCOMPARE(preview.json["recurring_breakup"_L1].toObject()["total_amount"_L1].toInteger(), 2000);
  QCOMPARE(preview.text("next_billing_date"), "2026-02-14T10:00:00Z"_L1);
}

void TestDodoFace::a_subscription_without_a_card_waits_on_a_page() {
  DodoCaller dodo;
  const QString customer = dodo.customer();
  const auto made = dodo.post("/subscriptions"_L1, DodoCaller::order(customer, dodo.product(1000), {},
                                                                     ",'payment_link':true,'return_url':'http://x'"));
  QCOMPARE(made.status, 200);
  const QString path = "/subscriptions/"_L1 + made.text("subscription_id");
  QCOMPARE(dodo.get(path).text("status"), "pending"_L1);
  QVERIFY(made.text("payment_link").contains("/pay/cks_"_L1));
  QCOMPARE(dodo.get("/payments/"_L1 + made.text("payment_id")).text("payment_link"), made.text("payment_link"));
  QVERIFY(dodo.engine.completeCheckout(made.text("payment_link").section(u'/', -1).toStdString(), "4242424242424242"));
  QCOMPARE(dodo.get(path).text("status"), "active"_L1);
  QCOMPARE(dodo.get("/payments/"_L1 + made.text("payment_id")).text("status"), "succeeded"_L1);
}

void TestDodoFace::a_trial_may_begin_without_a_card() {
  DodoCaller dodo;
  const QString plan = dodo.product(1000, "Month", ",'trial_period_days':7,'trial_payment_method_optional':true");
  const auto made = dodo.post("/subscriptions"_L1, DodoCaller::order(dodo.customer(), plan, {}));
  const QString path = "/subscriptions/"_L1 + made.text("subscription_id");
  QVERIFY(!made.json["payment_method_required"_L1].toBool(true));
  QCOMPARE(dodo.get(path).text("status"), "active"_L1);
  QCOMPARE(dodo.get(path).number("trial_period_days"), 7);
  QVERIFY(!dodo.get(path).json["has_payment_method"_L1].toBool(true));
  dodo.days(8);
  QCOMPARE(dodo.get(path).text("status"), "on_hold"_L1);
}

void TestDodoFace::pages_of_a_long_list_cost_the_same_wherever_they_are() {
  Subscribed shop;
  const Subscription one = *shop.dodo.ledger->subscriptions.all().front();
  for (int i = 0; i < 999; ++i) {
    Subscription copy = one;
    copy.id = "sub_copy" + std::to_string(i);
    shop.dodo.ledger->subscriptions.add(std::move(copy));
  }
  const auto last = shop.dodo.get("/subscriptions?page_size=100&page_number=9"_L1).items();
  QCOMPARE(last.size(), 100);
  QCOMPARE(last.last().toObject()["subscription_id"_L1].toString(), shop.id);
  QCOMPARE(shop.dodo.get("/subscriptions?page_size=100&page_number=10"_L1).items().size(), 0);
  QCOMPARE(shop.dodo.get("/subscriptions?page_size=100&page_number=1&status=active"_L1).items().size(), 100);
  QCOMPARE(shop.dodo.get("/subscriptions?page_size=100&page_number=9&status=active"_L1).items(), last);
}

}  // namespace billing::sandbox::facetest

QTEST_GUILESS_MAIN(billing::sandbox::facetest::TestDodoFace)
