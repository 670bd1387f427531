// Previews, refunds, checkouts, credits, endpoints, and what a key may.
#include "providers/tst_dodoprovider.h"

namespace billing::providers::dodotest {

void DodoProviderTest::a_preview_tells_what_is_due_now_by_lines() {
  Stage stage;
  stage.played->then(subscriptionJson())
      .then(
          json("{'immediate_charge':{'effective_at':'2026-03-10T12:00:00Z','line_items':["
               "{'id':'a','type':'subscription','product_id':'pdt_max','name':'Max','unit_price':3000,'quantity':2,"
               "'proration_factor':0.5161290322580645,'currency':'EUR','tax_inclusive':false,'tax':588,'tax_rate':19},"
               "{'id':'b','type':'meter','name':'Calls','subtotal':250,'currency':'EUR','tax':0}],"
               "'summary':{'currency':'EUR','customer_credits':100,'settlement_amount':3835,'settlement_currency':'"
               "EUR',"
               "'total_amount':3835,'tax':588}},'new_plan':") +
          subscriptionJson() + "}");
  const auto preview = stage.api->previewChange(change(), stage.cancel);
  QVERIFY(preview.has_value());
  QCOMPARE(stage.played->line(1), std::string("POST /subscriptions/sub_1/change-plan/preview"));
  QVERIFY(stage.played->sent[1].safeToRepeat);
  QVERIFY(preview->dueNow == Money(3835, *Currency::fromCode("EUR")));
  QCOMPARE(preview->taxMinor, 588);
  QCOMPARE(preview->creditMinor, 100);
  QCOMPARE(preview->lines.at(0).amountMinor, 3097);  // 6000 * 16/31
  QCOMPARE(preview->lines.at(1).amountMinor, 250);
  QVERIFY(preview->nextInvoice == Money(3600, *Currency::fromCode("EUR")));
}

void DodoProviderTest::a_partial_refund_is_spread_over_the_lines_of_the_payment() {
  Stage stage;
  stage.played
      ->then(json("{'currency':'EUR','items':[{'items_id':'pdt_pro','amount':400,'tax':0,'refundable_amount':400},"
                  "{'items_id':'adn_1','amount':900,'tax':0,'refundable_amount':300}]}"))
      .then(refundJson("review"));
  const auto refund = stage.api->refund({"pay_1", 500, "too slow", "key-1"}, stage.cancel);
  QVERIFY(refund.has_value());
  QCOMPARE(refund->state.status, std::string("pending"));
  QCOMPARE(stage.played->line(0), std::string("GET /payments/pay_1/line-items"));
  QCOMPARE(stage.played->body(1), (json("{'payment_id':'pay_1','reason':'too slow','items':["
                                        "{'item_id':'pdt_pro','amount':400,'tax_inclusive':true},"
                                        "{'item_id':'adn_1','amount':100,'tax_inclusive':true}],"
                                        "'metadata':{'billing_console':'key-1'}}")));
}

void DodoProviderTest::amounts_that_cannot_be_are_refused_before_anything_is_sent() {
  Stage stage;
  const auto refund = [&](std::int64_t amount) {
    return codeOf(stage.api->refund({"pay_1", amount, {}, {}}, stage.cancel));
  };
  QCOMPARE(refund(0), std::string("amount_not_positive"));
  QCOMPARE(refund(-1), std::string("amount_not_positive"));
  QCOMPARE(refund(2'147'483'648), std::string("amount_too_large"));
  PlanChange none = change();
  none.quantity = 0;
  QCOMPARE(codeOf(stage.api->changePlan(none, stage.cancel)), std::string("quantity_not_positive"));
  for (const char* amount : {"0", "-1", "0.000", "abc", ""}) {
    const CreditAmount credit{"cus_1", "cent_1", amount, {}, true, {}, {}, {}};
    QVERIFY2(!stage.api->changeCredits(credit, stage.cancel), amount);
  }
  QCOMPARE(codeOf(stage.api->reportUsage({{"cus_1", "call", "use_1", -1, {}}}, stage.cancel)),
           std::string("value_negative"));
  QVERIFY(stage.played->sent.empty());
  stage.played->then(json("{'currency':'EUR','items':[{'items_id':'pdt_pro','amount':99,'refundable_amount':99}]}"));
  QCOMPARE(refund(100), std::string("refund_exceeds"));
  QCOMPARE(stage.played->sent.size(), std::size_t(1));
}

void DodoProviderTest::refunds_of_one_payment_are_found_in_the_payment_and_read_whole() {
  Stage stage;
  stage.played->then(paymentJson("pay_1", json(",'refunds':[") + refundJson("succeeded") + "]"))
      .then(refundJson("succeeded"));
  PageRequest page;
  page.payment = "pay_1";
  const auto refunds = stage.api->refunds(page, stage.cancel);
  QVERIFY(refunds && refunds->items.size() == 1 && refunds->next.empty());
  QCOMPARE(refunds->items[0].state.externalId, std::string("ref_1"));
  QCOMPARE(stage.played->line(0), std::string("GET /payments/pay_1"));
  QCOMPARE(stage.played->line(1), std::string("GET /refunds/ref_1"));
}

void DodoProviderTest::a_subscription_is_made_with_the_customers_own_country_and_card() {
  Stage stage;
  stage.played->then(json("{'items':[{'billing':{'country':'DE'}}]}"))
      .then(json("{'items':[{'payment_method_id':'pm_1','recurring_enabled':true}]}"))
      .then(json("{'subscription_id':'sub_9','payment_id':'pay_9'}"))
      .then(subscriptionJson());
  NewSubscription wanted;
  wanted.customer = "cus_1";
  wanted.product = "pdt_pro";
  QVERIFY(stage.api->createSubscription(wanted, {}, stage.cancel).has_value());
  QCOMPARE(stage.played->body(2), (json("{'customer':{'customer_id':'cus_1'},'product_id':'pdt_pro',"
                                        "'quantity':1,'billing':{'country':'DE'},'payment_method_id':'pm_1'}")));
  QCOMPARE(stage.played->line(3), std::string("GET /subscriptions/sub_9"));
  stage.played->then(listOf({}));
  QCOMPARE(codeOf(stage.api->createSubscription(wanted, {}, stage.cancel)), std::string("country_missing"));
}

void DodoProviderTest::a_checkout_and_a_portal_are_addresses() {
  Stage stage;
  stage.played->then(json("{'session_id':'cks_1','checkout_url':'https://test.example/cks_1'}"))
      .then(
          json("{'id':'cks_1','created_at':'2026-03-10T12:00:00Z','payment_id':'pay_1','payment_status':'succeeded'}"))
      .then(paymentJson("pay_1"))
      .then(json("{'link':'https://test.example/portal'}"));
  CheckoutOrder order;
  order.product = "pdt_pro";
  order.email = "ada@example.com";
  order.name = "Ada";
  order.trialDays = 7;
  order.successUrl = "https://shop.example/done";
  order.discountCode = "TEN";
  QCOMPARE(stage.api->createCheckout(order, stage.cancel)->url, std::string("https://test.example/cks_1"));
  QCOMPARE(stage.played->body(0),
           (json("{'product_cart':[{'product_id':'pdt_pro','quantity':1}],"
                 "'customer':{'email':'ada@example.com','name':'Ada'},'return_url':'https://shop.example/done',"
                 "'discount_code':'TEN','subscription_data':{'trial_period_days':7}}")));
  const auto paid = stage.api->checkout("cks_1", stage.cancel);
  QVERIFY(paid && paid->status == "succeeded" && paid->subscription == "sub_1");
  QCOMPARE(*stage.api->createPortal("cus_1", "https://shop.example/a b", stage.cancel),
           std::string("https://test.example/portal"));
  QCOMPARE(stage.played->line(3), std::string("POST /customers/cus_1/customer-portal/session?send_email=false"
                                              "&return_url=https%3A%2F%2Fshop.example%2Fa%20b"));
}

void DodoProviderTest::an_invoice_is_bytes_of_a_pdf_or_nothing() {
  Stage stage;
  const std::string pdf("%PDF-1.7\n\0\xff", 11);
  stage.played->then(pdf).then("<html>sorry</html>");
  QCOMPARE(*stage.api->invoicePdf("pay_1", stage.cancel), pdf);
  QCOMPARE(stage.played->sent[0].accept, std::string("application/pdf"));
  QCOMPARE(codeOf(stage.api->invoicePdf("pay_1", stage.cancel)), std::string("bad_answer"));
}

void DodoProviderTest::uses_go_out_in_thousands_and_each_of_them_once() {
  Stage stage;
  stage.played->then(json("{'ingested_count':1000}")).then(json("{'ingested_count':1}"));
  std::vector<UsageReport> reports;
  for (int i = 0; i < 1001; ++i) reports.push_back({"cus_1", "call", "use_" + std::to_string(i), 2, stage.clock.now()});
  reports.push_back(reports.front());
  QVERIFY(stage.api->reportUsage(reports, stage.cancel).has_value());
  QCOMPARE(stage.played->sent.size(), std::size_t(2));
  QVERIFY(stage.played->sent[0].safeToRepeat);
  QCOMPARE(stage.played->body(1), (json("{'events':[{'event_id':'use_1000','customer_id':'cus_1','event_name':'call',"
                                        "'timestamp':'2026-03-10T12:00:00Z','metadata':{'value':2}}]}")));
}

void DodoProviderTest::credits_are_decimals_as_text_or_number() {
  Stage stage;
  stage.played->then(json(
      "{'items':[{'credit_entitlement_id':'cent_1','name':'Exports','unit':'export','balance':'12.5','overage':'0'},"
      "{'credit_entitlement_id':'cent_2','name':'Calls','unit':'call','balance':0,'overage':1.25}]}"));
  const auto credits = stage.api->creditBalances("cus_1", stage.cancel);
  QVERIFY(credits && credits->size() == 2);
  QCOMPARE(*credits->at(0).remainingMilli, 12500);
  QCOMPARE(*credits->at(1).remainingMilli, -1250);
  stage.played->then("{}");
  QVERIFY(
      stage.api->changeCredits({"cus_1", "cent_1", "7.5", {}, false, {}, "mistake", "k1"}, stage.cancel).has_value());
  QCOMPARE(stage.played->line(1), std::string("POST /credit-entitlements/cent_1/balances/cus_1/ledger-entries"));
  QCOMPARE(stage.played->body(1),
           (json("{'amount':'7.5','entry_type':'debit','reason':'mistake','idempotency_key':'k1'}")));
  QVERIFY(stage.played->sent[1].safeToRepeat);
}

void DodoProviderTest::a_key_that_has_been_seen_means_that_the_credits_are_there() {
  Stage stage;
  CreditAmount amount{"cus_1", "cent_1", "5", {}, true, {}, {}, "k1"};
  stage.played->thenError(ErrorKind::Conflict, "http_409").thenError(ErrorKind::Conflict, "http_409");
  QVERIFY(stage.api->changeCredits(amount, stage.cancel).has_value());
  amount.idempotencyKey.clear();
  QVERIFY(!stage.api->changeCredits(amount, stage.cancel));
}

void DodoProviderTest::endpoints_are_listed_by_cursor_and_their_secret_is_read() {
  Stage stage;
  const std::string one =
      json("{'id':'ep_1','url':'https://a.example/h','description':'d','filter_types':null,'disabled':false}");
  stage.played->then(json("{'data':[") + one + json("],'iterator':'it 2','done':false}"))
      .then(json("{'data':[{'id':'ep_2','url':'https://"
                 "b.example','description':'','filter_types':['payment.failed'],'disabled':true}],'done':true,'"
                 "iterator':'x'}"))
      .then(one)
      .then(json("{'secret':'s3cret'}"))
      .then(one);
  const auto all = stage.api->webhookEndpoints(stage.cancel);
  QVERIFY(all && all->size() == 2);
  QVERIFY(all->at(0).enabled && all->at(0).types.empty() && !all->at(1).enabled);
  QCOMPARE(stage.played->line(1), std::string("GET /webhooks?limit=100&iterator=it%202"));
  WebhookEndpoint wanted;
  wanted.url = "https://a.example/h";
  wanted.types = {"payment.succeeded"};
  const auto made = stage.api->registerEndpoint(wanted, stage.cancel);
  QVERIFY(made && made->secret == "s3cret");
  QCOMPARE(stage.played->body(2), (json("{'url':'https://a.example/h','filter_types':['payment.succeeded']}")));
  QCOMPARE(stage.played->line(3), std::string("GET /webhooks/ep_1/secret"));
  wanted.id = "ep_1";
  wanted.types.clear();
  QVERIFY(stage.api->updateEndpoint(wanted, stage.cancel).has_value());
  QCOMPARE(stage.played->body(4), (json("{'url':'https://a.example/h','filter_types':null,'disabled':false}")));
  QCOMPARE(codeOf(stage.api->events({}, stage.cancel)), std::string("not_offered"));
}

void DodoProviderTest::a_keys_abilities_are_found_by_asking_for_one_of_each() {
  Stage stage;
  stage.played->base = "https://live.dodopayments.com";
  stage.played->date = "Tue, 10 Mar 2026 15:00:00 GMT";
  stage.played->then(listOf({json("{'product_id':'pdt_1','business_id':'bus_7'}")})).then(listOf({}));
  stage.played->thenError(ErrorKind::Forbidden, "http_403").then(listOf({})).then(listOf({}));
  stage.played->thenError(ErrorKind::NotFound, "http_404").then(json("{'data':[],'done':true}"));
  const auto found = stage.api->capabilities(stage.cancel);
  QVERIFY(found.has_value());
  QVERIFY(found->canRead && !found->canWrite && found->live == true);
  QCOMPARE(found->account, std::string("bus_7"));
  QVERIFY(found->missing == (std::vector<std::string>{"subscriptions: 403", "disputes: 404"}));
  QCOMPARE(*found->clockSkewMs, 3LL * 3'600'000);
  for (const auto& request : stage.played->sent) QCOMPARE(request.method, std::string("GET"));
  stage.played->thenError(ErrorKind::Unauthorized, "UNAUTHORIZED");
  QCOMPARE(codeOf(stage.api->capabilities(stage.cancel)), std::string("UNAUTHORIZED"));
}

void DodoProviderTest::ids_cannot_reach_another_path() {
  Stage stage;
  stage.played->then(customerJson("cus_1"));
  QVERIFY(stage.api->customer("../products?x=1#y", stage.cancel).has_value());
  QCOMPARE(stage.played->line(0), std::string("GET /customers/..%2Fproducts%3Fx%3D1%23y"));
}

}  // namespace billing::providers::dodotest
