// The sandbox speaks Dodo's API as Dodo does: who may ask, what is refused and in which words, pages, and what its
// webhooks tell. Sources: facts of SDK 2.52.0, specification 1.86.0.
#include <QTest>

#include "sandbox/dodocaller.h"
#include "sandbox/faces/pdfmaker.h"
#include "sandbox/faces/query.h"
#include "sandbox/faces/router.h"

using namespace billing;
using namespace billing::sandbox;

namespace {

QString field(const CallAnswer& answer, const char* name) {
  for (const auto& one : answer.fields)
    if (http::equalsIgnoringCase(one.name, name)) return QString::fromStdString(one.value);
  return {};
}

// A customer with a card, on the plan of 10 dollars a month.
struct Subscribed {
  DodoCaller dodo;
  QString customer = dodo.customer();
  QString card = dodo.card(customer);
  QString plan = dodo.product(1000);
  QString id = dodo.subscription(customer, plan, card);
  Subscribed() { static_cast<void>(dodo.told()); }

  QString path(const char* rest = "") const { return "/subscriptions/"_L1 + id + QLatin1String(rest); }
  Answered now() { return dodo.get(path()); }
  QString payment() {
    return dodo.get("/payments?subscription_id="_L1 + id).items().first().toObject()["payment_id"_L1].toString();
  }
  static QString change(const QString& product, const char* mode = "prorated_immediately", const char* more = "") {
    return QStringLiteral("{'product_id':'%1','quantity':1,'proration_billing_mode':'%2'%3}")
        .arg(product, QLatin1String(mode), QLatin1String(more));
  }
};

}  // namespace

class TestDodoFace : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void the_router_prefers_fixed_parts_and_decodes_the_others() {
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

  void queries_know_both_spellings_of_a_space() {
    const auto pairs = queryPairs("a=x+y&b=x%20y&c&d=%zz&=e&a=2");
    QCOMPARE(queryValue(pairs, "a").value_or(""), std::string("x y"));
    QCOMPARE(queryValue(pairs, "b").value_or(""), std::string("x y"));
    QCOMPARE(queryValue(pairs, "c").value_or("-"), std::string());
    QCOMPARE(queryValue(pairs, "d").value_or(""), std::string("%zz"));
    QVERIFY(!queryValue(pairs, "z"));
    QCOMPARE(percentEncoded("a b/\xc3\xa4"), std::string("a%20b%2F%C3%A4"));
  }

  void only_a_test_key_of_dodos_is_let_in() {
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

  void every_answer_carries_its_id_and_the_limits() {
    DodoCaller dodo;
    const auto first = dodo.get("/products"_L1);
    const auto second = dodo.get("/nothing"_L1);
    QVERIFY(!field(first.raw, "x-request-id").isEmpty());
    QVERIFY(field(first.raw, "x-request-id") != field(second.raw, "x-request-id"));
    QCOMPARE(field(first.raw, "X-RateLimit-Limit"), "1000"_L1);
    QCOMPARE(field(second.raw, "X-RateLimit-Remaining"), "998"_L1);
    QVERIFY(field(first.raw, "X-RateLimit-Reset").toLongLong() > dodo.engine.now().seconds());
  }

  void what_cannot_be_read_is_refused_by_name_data() {
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
    row("filter", "GET", "/subscriptions?status=canceled", "", 422, "INVALID_QUERY_PARAMS",
        "unknown variant `canceled`");
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
  void what_cannot_be_read_is_refused_by_name() {
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

  void fields_that_nobody_knows_are_passed_over() {
    DodoCaller dodo;
    const auto made =
        dodo.post("/customers"_L1, "{'email':'a@b.example','name':'A','later':[1],'metadata':{'n':1,'b':true}}"_L1);
    QCOMPARE(made.status, 200);
    QCOMPARE(made.json["metadata"_L1].toObject()["n"_L1].toString(), "1"_L1);
    QCOMPARE(made.json["metadata"_L1].toObject()["b"_L1].toString(), "true"_L1);
  }

  void pages_count_from_zero_newest_first_and_end_short() {
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

  void a_product_changes_its_price_for_the_next_buyers_only() {
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

  void an_archived_product_is_listed_apart_and_not_sold() {
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

  void a_paid_checkout_tells_of_the_payment_and_the_subscription() {
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

  void a_declined_checkout_stays_open_for_another_card() {
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

  void a_session_says_what_is_wrong_with_it_and_what_it_would_cost() {
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

  void a_subscription_without_a_card_waits_on_a_page() {
    DodoCaller dodo;
    const QString customer = dodo.customer();
    const auto made = dodo.post("/subscriptions"_L1, DodoCaller::order(customer, dodo.product(1000), {},
                                                                       ",'payment_link':true,'return_url':'http://x'"));
    QCOMPARE(made.status, 200);
    const QString path = "/subscriptions/"_L1 + made.text("subscription_id");
    QCOMPARE(dodo.get(path).text("status"), "pending"_L1);
    QVERIFY(made.text("payment_link").contains("/pay/cks_"_L1));
    QCOMPARE(dodo.get("/payments/"_L1 + made.text("payment_id")).text("payment_link"), made.text("payment_link"));
    QVERIFY(
        dodo.engine.completeCheckout(made.text("payment_link").section(u'/', -1).toStdString(), "4242424242424242"));
    QCOMPARE(dodo.get(path).text("status"), "active"_L1);
    QCOMPARE(dodo.get("/payments/"_L1 + made.text("payment_id")).text("status"), "succeeded"_L1);
  }

  void a_trial_may_begin_without_a_card() {
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

  void pages_of_a_long_list_cost_the_same_wherever_they_are() {
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

  void a_renewal_is_told_and_a_failed_one_puts_it_on_hold_until_another_card_pays() {
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

  void with_dunning_a_failed_renewal_is_past_due() {
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

  void pausing_is_sent_alone() {
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

  void a_cancellation_can_wait_and_be_taken_back() {
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

  void what_has_ended_refuses_with_its_code() {
    Subscribed shop;
    QCOMPARE(shop.dodo.patch(shop.path(), "{'status':'cancelled'}"_L1).text("status"), "cancelled"_L1);
    QCOMPARE(shop.dodo.told(), QStringList{"subscription.cancelled"_L1});
    QCOMPARE(shop.dodo.patch(shop.path(), "{'status':'cancelled'}"_L1).code(), "SUBSCRIPTION_INACTIVE"_L1);
    QCOMPARE(shop.dodo.patch(shop.path(), "{'status':'active'}"_L1).code(), "SUBSCRIPTION_INACTIVE"_L1);
    QCOMPARE(shop.dodo.post(shop.path("/change-plan"), Subscribed::change(shop.plan)).code(),
             "INACTIVE_SUBSCRIPTION_PLAN_CHANGE_NOT_SUPPORTED"_L1);
    QCOMPARE(shop.dodo.post(shop.path("/charge"), "{'product_price':100}"_L1).code(), "SUBSCRIPTION_NOT_ON_DEMAND"_L1);
  }

  void a_plan_change_costs_what_its_preview_said() {
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

  void a_change_for_later_is_shown_conflicts_with_another_and_can_be_taken_back() {
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

  void a_change_that_must_be_paid_keeps_the_old_plan_when_it_is_not() {
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

  void addons_are_billed_and_go_when_a_change_does_not_name_them() {
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

  void on_demand_is_charged_when_asked() {
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

  void a_payment_is_refunded_by_lines_and_never_beyond() {
    Subscribed shop;
    const QString payment = shop.payment();
    const auto lines = shop.dodo.get("/payments/"_L1 + payment + "/line-items"_L1).items();
    QCOMPARE(lines.size(), 1);
    QCOMPARE(lines[0].toObject()["refundable_amount"_L1].toInteger(), 1000);
    const QString item = lines[0].toObject()["items_id"_L1].toString();
    const auto ask = [&](const QString& items) {
      return shop.dodo.post("/refunds"_L1,
                            QStringLiteral("{'payment_id':'%1','reason':'asked'%2}").arg(payment, items));
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

  void a_refund_comes_within_30_days() {
    Subscribed shop;
    shop.dodo.patch(shop.path(), "{'cancel_at_next_billing_date':true}"_L1);
    const QString body = QStringLiteral("{'payment_id':'%1'}").arg(shop.payment());
    shop.dodo.days(31);
    QCOMPARE(shop.dodo.post("/refunds"_L1, body).code(), "REFUND_WINDOW_EXPIRED"_L1);
  }

  void one_off_payments_are_charged_or_wait_on_a_page() {
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
    QVERIFY(
        dodo.engine.completeCheckout(waits.text("payment_link").section(u'/', -1).toStdString(), "4242424242424242"));
    QCOMPARE(dodo.get("/payments?status=succeeded"_L1).items().size(), 2);
    QCOMPARE(dodo.get("/payments?product_id="_L1 + product).items().size(), 2);
    QCOMPARE(dodo.get("/payments?product_id=pdt_none"_L1).items().size(), 0);
  }

  void invoices_are_pdfs_by_payment_and_refund() {
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

  void a_disputed_payment_shows_its_dispute() {
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

  void wallets_hold_what_was_put_in_and_once_for_a_key() {
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

  void usage_counts_once_and_is_billed_with_the_period() {
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

  void events_of_another_time_are_refused() {
    DodoCaller dodo;
    const QString event = "{'events':[{'event_id':'e','customer_id':'c','event_name':'n','timestamp':'%1'}]}"_L1;
    QCOMPARE(dodo.post("/events/ingest"_L1, event.arg("2026-01-31T08:59:59Z"_L1)).status, 400);
    QCOMPARE(dodo.post("/events/ingest"_L1, event.arg("2026-01-31T10:06:00Z"_L1)).status, 400);
    QCOMPARE(dodo.post("/events/ingest"_L1, event.arg("2026-01-31T09:01:00Z"_L1)).status, 200);
  }

  void credits_are_decimals_as_text_and_tell_of_their_entries() {
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

  void a_product_brings_its_credits_with_each_paid_period() {
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

  void a_discount_takes_its_share_for_its_cycles() {
    Subscribed shop;
    const auto made =
        shop.dodo.post("/discounts"_L1, "{'amount':1250,'type':'percentage','code':'LESS','subscription_cycles':1}"_L1);
    QCOMPARE(made.number("amount"), 1250);
    QCOMPARE(shop.dodo.post("/discounts"_L1, "{'amount':1,'type':'percentage','code':'LESS'}"_L1).code(),
             "DISCOUNT_CODE_ALREADY_EXISTS"_L1);
    QCOMPARE(shop.dodo.post("/discounts"_L1, "{'amount':10001,'type':'percentage'}"_L1).code(),
             "INVALID_PERCENTAGE"_L1);
    const QString id = shop.dodo.subscription(shop.customer, shop.plan, shop.card, ",'discount_code':'LESS'");
    QCOMPARE(shop.dodo.get("/payments"_L1).items()[0].toObject()["total_amount"_L1].toInteger(), 875);
    QCOMPARE(shop.dodo.get("/discounts/code/LESS"_L1).number("times_used"), 1);
    QCOMPARE(shop.dodo.get("/subscriptions/"_L1 + id).json["discounts"_L1].toArray().size(), 1);
    QCOMPARE(shop.dodo.send("DELETE", "/discounts/"_L1 + made.text("discount_id")).status, 204);
    QCOMPARE(shop.dodo.get("/discounts/"_L1 + made.text("discount_id")).status, 404);
  }

  void webhook_endpoints_keep_their_secret_and_page_by_cursor() {
    DodoCaller dodo;
    const QString body =
        "{'url':'http://127.0.0.1:9/%1','filter_types':['payment.succeeded'],'idempotency_key':'%1'}"_L1;
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

  void the_portal_has_a_link() {
    DodoCaller dodo;
    const auto link =
        dodo.post("/customers/"_L1 + dodo.customer() + "/customer-portal/session?return_url=http%3A%2F%2Fx"_L1);
    QVERIFY(link.text("link").startsWith("http://127.0.0.1:4010/portal/"_L1));
    QCOMPARE(dodo.ledger->portals.all().front()->returnUrl, std::string("http://x"));
  }

  void a_late_delivery_tells_the_latest_state() {
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

  void what_dodo_does_not_tell_is_not_told() {
    DodoCaller dodo;
    dodo.card(dodo.customer());
    dodo.product(1000);
    QCOMPARE(dodo.told(), QStringList());
  }
};

QTEST_GUILESS_MAIN(TestDodoFace)
#include "tst_dodoface.moc"
