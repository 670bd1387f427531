// Writes that may charge, payments, checkouts, credits, endpoints, and what a key may.
#include "providers/tst_stripeprovider.h"

namespace billing::providers::stripetest {

void StripeProviderTest::every_post_has_a_key_of_its_own_unless_one_is_given() {
  Stage stage;
  stage.played->then(customerJson("cus_1")).then(customerJson("cus_1")).then(customerJson("cus_1"));
  const NewCustomer ada{"Ada", "ada@example.com", {{"team", "7"}}};
  for (const char* key : {"mine", "", ""}) QVERIFY(stage.api->createCustomer(ada, key, stage.cancel).has_value());
  QCOMPARE(stage.played->body(0), std::string("name=Ada&email=ada%40example.com&metadata[team]=7"));
  QCOMPARE(stage.played->sent[0].idempotencyKey, std::string("mine"));
  QVERIFY(!stage.played->sent[1].idempotencyKey.empty());
  QVERIFY(stage.played->sent[1].idempotencyKey != stage.played->sent[2].idempotencyKey);
}

void StripeProviderTest::a_write_without_an_answer_stays_unconfirmed_and_is_never_sent_again() {
  Stage stage;
  stage.played->thenError(ErrorKind::Timeout, kUnconfirmed).then("not json");
  QCOMPARE(codeOf(stage.api->edit(edit("sub_1", EditKind::CancelNow), stage.cancel)), std::string(kUnconfirmed));
  QCOMPARE(codeOf(stage.api->edit(edit("sub_1", EditKind::CancelNow), stage.cancel)), std::string(kUnconfirmed));
  QCOMPARE(stage.played->sent.size(), std::size_t(2));
}

void StripeProviderTest::refunds_go_to_the_intent_or_the_charge_and_never_beyond_what_is_left() {
  Stage stage;
  const std::string refund = json("{'id':'re_1','object':'refund','status':'succeeded','amount':300,'currency':'eur'}");
  stage.played
      ->then(json("{'id':'pi_1','amount':1000,'amount_received':1000,'latest_charge':{'id':'ch_1','amount':1000,"
                  "'amount_captured':1000,'amount_refunded':600}}"))
      .then(refund);
  QVERIFY(stage.api->refund({"pi_1", 300, "duplicate", "k"}, stage.cancel).has_value());
  QCOMPARE(stage.played->line(0), std::string("GET /v1/payment_intents/pi_1?expand[0]=latest_charge"));
  QCOMPARE(stage.played->body(1),
           std::string("payment_intent=pi_1&amount=300&reason=duplicate&metadata[billing_console]=k"));
  stage.played->then(refund);
  QVERIFY(stage.api->refund({"ch_1", {}, "was late", "k2"}, stage.cancel).has_value());
  QCOMPARE(stage.played->body(2), std::string("charge=ch_1&metadata[billing_console]=k2&metadata[reason]=was%20late"));
  stage.played->then(
      json("{'id':'pi_1','amount_received':1000,'latest_charge':{'id':'ch_1','amount':1000,'amount_refunded':600}}"));
  QCOMPARE(codeOf(stage.api->refund({"pi_1", 401, {}, {}}, stage.cancel)), std::string("refund_exceeds"));
  for (const std::int64_t amount : {0LL, -5LL, 100'000'000LL})
    QVERIFY(codeOf(stage.api->refund({"pi_1", amount, {}, {}}, stage.cancel)).starts_with("amount_"));
  QCOMPARE(stage.played->sent.size(), std::size_t(4));
}

void StripeProviderTest::a_payment_learns_its_invoice_from_the_invoice_payments() {
  Stage stage;
  stage.played
      ->then(json("{'id':'pi_1','object':'payment_intent','status':'succeeded','amount':900,'currency':'eur',"
                  "'latest_charge':{'id':'ch_1','payment_method_details':{'type':'card','card':{'brand':'visa',"
                  "'last4':'4242'}}}}"))
      .then(listOf({json(
          "{'id':'inpay_1','invoice':{'id':'in_1','parent':{'subscription_details':{'subscription':'sub_1'}}}}")}));
  const auto payment = stage.api->payment("pi_1", stage.cancel);
  QVERIFY(payment.has_value());
  QCOMPARE(payment->state.invoiceExternalId, std::string("in_1"));
  QCOMPARE(payment->facts.payments.at(0).subscriptionExternalId, std::string("sub_1"));
  QCOMPARE(*payment->state.method, std::string("card visa 4242"));
  QCOMPARE(stage.played->line(1), std::string("GET /v1/invoice_payments?payment[type]=payment_intent"
                                              "&payment[payment_intent]=pi_1&limit=1&expand[0]=data.invoice"));
}

void StripeProviderTest::payments_of_a_subscription_are_found_by_its_invoices() {
  Stage stage;
  stage.played
      ->then(listOf({json("{'id':'in_1','object':'invoice','status':'paid','currency':'eur','total':900,"
                          "'payments':{'data':[{'payment':{'payment_intent':'pi_1'},'amount_paid':900}]}}")},
                    true))
      .then(json("{'id':'pi_1','object':'payment_intent','status':'succeeded','amount':900,'currency':'eur'}"))
      .then(listOf({}));
  PageRequest page;
  page.subscription = "sub_1";
  const auto payments = stage.api->payments(page, stage.cancel);
  QVERIFY(payments && payments->items.size() == 1);
  QCOMPARE(payments->next, std::string("in_1"));
  QCOMPARE(stage.played->line(0), std::string("GET /v1/invoices?limit=100&subscription=sub_1&expand[0]=data.payments"));
}

void StripeProviderTest::the_pdf_is_fetched_from_stripes_hosts_only_and_without_the_key_data() {
  QTest::addColumn<QByteArray>("base");
  QTest::addColumn<QByteArray>("url");
  QTest::addColumn<bool>("fetched");
  const auto row = [](const char* base, const char* url, bool fetched) {
    QTest::newRow(url) << QByteArray(base) << QByteArray(url) << fetched;
  };
  row("https://api.stripe.com", "https://pay.stripe.com/invoice/acct_1/test_x/pdf?s=ap", true);
  row("https://api.stripe.com", "https://files.stripe.com/a.pdf", true);
  row("https://api.stripe.com", "http://pay.stripe.com/a.pdf", false);
  row("https://api.stripe.com", "https://evil.example/pay.stripe.com", false);
  row("https://api.stripe.com", "https://notstripe.com/a", false);
  row("https://api.stripe.com", "https://pay.stripe.com@evil.example/a", false);
  row("https://api.stripe.com", "https://evil.example\\.stripe.com/a", false);
  row("https://api.stripe.com", "http://127.0.0.1:4010/invoice/in_1/pdf", false);
  row("http://127.0.0.1:4010", "http://127.0.0.1:4010/invoice/in_1/pdf", true);
  row("http://127.0.0.1:4010", "http://127.0.0.1:4011/invoice/in_1/pdf", false);
  row("http://127.0.0.1:4010", "https://pay.stripe.com/x", false);
  row("https://api.stripe.com", "file:///etc/passwd", false);
}

void StripeProviderTest::the_pdf_is_fetched_from_stripes_hosts_only_and_without_the_key() {
  QFETCH(QByteArray, base);
  QFETCH(QByteArray, url);
  QFETCH(bool, fetched);
  Stage stage;
  stage.played->base = base.toStdString();
  stage.played
      ->then("{\"id\":\"in_1\",\"invoice_pdf\":\"" +
             QString::fromLatin1(url).replace(u'\\', QStringLiteral("\\\\")).toStdString() + "\"}")
      .then("%PDF-1.4");
  const auto pdf = stage.api->invoicePdf("in_1", stage.cancel);
  QCOMPARE(pdf.has_value(), fetched);
  QCOMPARE(stage.played->sent.size(), std::size_t(fetched ? 2 : 1));
  if (fetched) QCOMPARE(stage.played->sent[1].url, url.toStdString());
  if (!fetched) QCOMPARE(pdf.error().code, std::string("foreign_host"));
}

void StripeProviderTest::a_draft_has_no_pdf() {
  Stage stage;
  stage.played->then(json("{'id':'in_1','invoice_pdf':null}"));
  QCOMPARE(codeOf(stage.api->invoicePdf("in_1", stage.cancel)), std::string("no_pdf"));
}

void StripeProviderTest::a_checkout_is_a_session_with_the_promotion_code_behind_what_was_typed() {
  Stage stage;
  stage.played->then(listOf({json("{'id':'promo_1'}")}))
      .then(json("{'id':'cs_1','url':'https://checkout.stripe.com/"
                 "c','status':'open','subscription':null,'payment_intent':null}"));
  CheckoutOrder order;
  order.product = "price_pro";
  order.email = "ada@example.com";
  order.trialDays = 14;
  order.successUrl = "https://shop.example/ok";
  order.discountCode = "TEN";
  order.metadata["team"] = "7";
  QCOMPARE(stage.api->createCheckout(order, stage.cancel)->id, std::string("cs_1"));
  QCOMPARE(stage.played->line(0), std::string("GET /v1/promotion_codes?code=TEN&active=true&limit=1"));
  QCOMPARE(stage.played->body(1),
           std::string("mode=subscription&subscription_data[metadata][team]=7&subscription_data[trial_period_days]=14"
                       "&line_items[0][price]=price_pro&line_items[0][quantity]=1"
                       "&success_url=https%3A%2F%2Fshop.example%2Fok&customer_email=ada%40example.com"
                       "&discounts[0][promotion_code]=promo_1&metadata[team]=7"));
  stage.played->then(
      json("{'id':'cs_1','status':'complete','url':null,'subscription':{'id':'sub_1'},'payment_intent':'pi_1'}"));
  const auto done = stage.api->checkout("cs_1", stage.cancel);
  QVERIFY(done && done->status == "complete" && done->subscription == "sub_1" && done->payment == "pi_1");
}

void StripeProviderTest::uses_are_meter_events_with_their_id() {
  Stage stage;
  stage.played->then("{}");
  QVERIFY(stage.api->reportUsage({{"cus_1", "api_calls", "use_1", 5, stage.clock.now()}}, stage.cancel).has_value());
  QCOMPARE(stage.played->body(0),
           std::string("event_name=api_calls&payload[stripe_customer_id]=cus_1&payload[value]=5&identifier=use_1"
                       "&timestamp=1773144000"));
  QCOMPARE(stage.played->sent[0].idempotencyKey, std::string("usage-use_1"));
}

void StripeProviderTest::credits_are_money_with_a_balance_and_grants() {
  Stage stage;
  stage.played
      ->then(json("{'object':'billing.credit_balance_summary','balances':[{'available_balance':{'type':'monetary',"
                  "'monetary':{'currency':'eur','value':1250}}}]}"))
      .then(listOf({json("{'id':'credgr_1','amount':{'monetary':{'currency':'eur','value':2000}},'voided_at':null}"),
                    json("{'id':'credgr_2','amount':{'monetary':{'currency':'eur','value':900}},'voided_at':5}")}));
  const auto credits = stage.api->creditBalances("cus_1", stage.cancel);
  QVERIFY(credits && credits->size() == 1);
  QCOMPARE(*credits->at(0).remainingMilli, 12500);
  QCOMPARE(*credits->at(0).grantedMilli, 20000);
  CreditAmount amount{"cus_1", {}, "7.5", *Currency::fromCode("eur"), true, {}, "Sorry", "k"};
  stage.played->then("{}");
  QVERIFY(stage.api->changeCredits(amount, stage.cancel).has_value());
  QCOMPARE(stage.played->body(2), std::string("customer=cus_1&name=Sorry&category=promotional&amount[type]=monetary"
                                              "&amount[monetary][currency]=eur&amount[monetary][value]=750"
                                              "&applicability_config[scope][price_type]=metered"));
  amount.add = false;
  QCOMPARE(codeOf(stage.api->changeCredits(amount, stage.cancel)), std::string("not_offered"));
}

void StripeProviderTest::endpoints_tell_their_secret_once() {
  Stage stage;
  const std::string endpoint = json(
      "{'id':'we_1','url':'https://a.example/h','enabled_events':['*'],'status':'enabled',"
      "'api_version':'2026-10-28.endive','description':null,'secret':'s3cret'}");
  stage.played->then(listOf({endpoint})).then(endpoint).then(endpoint);
  const auto all = stage.api->webhookEndpoints(stage.cancel);
  QVERIFY(all && all->size() == 1 && all->at(0).types.empty() && all->at(0).enabled);
  WebhookEndpoint wanted;
  wanted.url = "https://a.example/h";
  QCOMPARE(stage.api->registerEndpoint(wanted, stage.cancel)->secret, std::string("s3cret"));
  QCOMPARE(stage.played->body(1), std::string("url=https%3A%2F%2Fa.example%2Fh&enabled_events[0]=%2A"));
  wanted.id = "we_1";
  wanted.enabled = false;
  QVERIFY(stage.api->updateEndpoint(wanted, stage.cancel).has_value());
  QVERIFY(stage.played->body(2).ends_with("&disabled=true"));
  QCOMPARE(codeOf(stage.api->endpointSecret("we_1", stage.cancel)), std::string("not_offered"));
}

void StripeProviderTest::events_keep_their_bytes() {
  Stage stage;
  const std::string event =
      json("{'id':'evt_1', 'object':'event','type':'invoice.paid','created':1773144000,'data':{'object':{}}}");
  stage.played->then(listOf({event, json("{'id':'evt_2','type':7}")}, true));
  const auto page = stage.api->events({}, stage.cancel);
  QVERIFY(page && page->items.size() == 1 && page->unreadable.size() == 1);
  QCOMPARE(page->items[0].body, event);
  QCOMPARE(page->items[0].createdAt.seconds(), 1773144000);
  QCOMPARE(page->next, std::string("evt_2"));
}

void StripeProviderTest::only_the_payouts_own_line_is_left_out_of_its_items() {
  Stage stage;
  std::string lines;
  for (const char* type : {"payout", "payout_minimum_balance_hold", "payout_failure", "payout_cancel", "charge"})
    lines += std::string(lines.empty() ? "" : ",") + "{'id':'txn_1','type':'" + type +
             "','amount':-100,'net':-100,'fee':0,'currency':'usd','created':1770000000,'source':'po_1'}";
  stage.played->then(json("{'has_more':false,'data':[" + lines + "]}"));
  Payout payout;
  payout.id = "po_1";
  const auto page = stage.api->payoutItems(payout, {}, stage.cancel);
  QVERIFY(page.has_value() && page->unreadable.empty());
  QCOMPARE(page->items.size(), std::size_t(4));
  QCOMPARE(page->items.front().kind, std::string("adjustment"));
}

void StripeProviderTest::a_keys_abilities_are_found_by_asking_for_one_of_each() {
  Stage stage;
  stage.played->date = "Tue, 10 Mar 2026 12:00:00 GMT";
  stage.played->then(json("{'id':'acct_1','settings':{'dashboard':{'display_name':'Ada GmbH'}}}"))
      .thenError(ErrorKind::Forbidden, "more_permissions_required");
  for (int i = 0; i < 8; ++i) stage.played->then(listOf({customerJson("cus_1")}));
  stage.played->thenError(ErrorKind::Forbidden, "more_permissions_required");
  const auto found = stage.api->capabilities(stage.cancel);
  QVERIFY(found.has_value());
  QCOMPARE(found->account, std::string("Ada GmbH (acct_1)"));
  QVERIFY(found->live == false && found->canRead && !found->canWrite);
  QVERIFY(found->missing == std::vector<std::string>{"events: 403"});
  QVERIFY(std::abs(*found->clockSkewMs) <= 1000);
  for (const auto& request : stage.played->sent) QCOMPARE(request.method, std::string("GET"));
}

}  // namespace billing::providers::stripetest
