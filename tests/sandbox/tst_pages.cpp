// The page of a checkout.
#include "sandbox/tst_pages.h"

namespace billing::sandbox::pagestest {

void TestPages::what_is_bought_is_shown_escaped_with_its_price_and_the_way_back() {
  Shop shop;
  const CallAnswer page = shop.get("/pay/cs_1");
  QCOMPARE(page.status, 200);
  QVERIFY(has(page, "Pro &amp; &lt;b&gt;more&lt;/b&gt;"));
  QVERIFY(!has(page, "<b>more"));
  QVERIFY(has(page, "$9.99 USD every month"));
  QVERIFY(has(page, "Pay $9.99 USD"));
  QVERIFY(has(page, "no money moves"));
  QVERIFY(has(page, "href=\"https://shop.example/back\""));
}

void TestPages::every_page_can_be_read_by_everybody() {
  Shop shop;
  shop.checkout().allowsCodes = true;
  const std::string subscription = shop.subscribed();
  Shop open;
  open.checkout().allowsCodes = true;
  const std::vector<CallAnswer> pages{open.get("/pay/cs_1"),
                                      open.pay("1"),
                                      shop.get("/pay/cs_1"),
                                      shop.get("/portal/bps_1"),
                                      shop.get("/portal/bps_1", "change=" + subscription),
                                      shop.get("/portal/bps_1", "change=" + subscription + "&to=price_max"),
                                      shop.get("/portal/bps_1", "card=" + subscription),
                                      shop.get("/portal/bps_1", "cancel=" + subscription),
                                      shop.get("/invoice/" + shop.ledger->invoices.all().front()->id),
                                      shop.get("/pay/none")};
  for (const CallAnswer& page : pages) {
    QCOMPARE(countOf(page.body, "<h1>"), 1);
    QCOMPARE(countOf(page.body, "<main id=\"main\">"), 1);
    QVERIFY(has(page, "<html lang=\"en\">"));
    QVERIFY(!has(page, "<script"));
    const int shown =
        countOf(page.body, "<input") - countOf(page.body, "type=\"hidden\"") + countOf(page.body, "<select");
    QCOMPARE(countOf(page.body, "<label for="), shown);
  }
}

void TestPages::what_is_wrong_is_told_at_its_field_in_words() {
  Shop shop;
  const CallAnswer page = shop.post("/pay/cs_1", {{"action", "pay"}, {"email", "ada"}, {"card-expiry", "12/25"}});
  QCOMPARE(page.status, 422);
  for (const char* id : {"email", "name", "card-number", "card-expiry", "card-cvc"}) {
    QVERIFY2(has(page, std::string("id=\"") + id + "-error\""), id);
    QVERIFY2(has(page, std::string("href=\"#") + id + "\""), id);
  }
  QVERIFY(has(page, "This card has expired"));
  QVERIFY(has(page, "value=\"ada\""));
  QVERIFY(has(page, "<title>Error: Checkout</title>"));
  QVERIFY(shop.checkout().status == "open");
}

void TestPages::no_number_of_a_card_is_ever_shown_again() {
  Shop shop;
  const CallAnswer page = shop.pay("4000 0000 0000 0002");
  QVERIFY(!has(page, "value=\"4000"));
  QVERIFY(!has(page, "value=\"123\""));
}

void TestPages::only_test_cards_are_taken() {
  Shop shop;
  const CallAnswer page = shop.pay("4929 4205 7359 5709");
  QCOMPARE(page.status, 422);
  QVERIFY(has(page, "not a test card"));
}

void TestPages::a_card_that_pays_leads_to_the_shop_with_its_session() {
  Shop shop;
  const CallAnswer paid = shop.pay(good);
  QCOMPARE(paid.status, 303);
  QCOMPARE(locationOf(paid), std::string("https://shop.example/done?session=cs_1"));
  QVERIFY(shop.checkout().status == "complete");
  QVERIFY(shop.subscription().status == SubscriptionStatus::Active);
  QVERIFY(has(shop.get("/pay/cs_1"), "Thank you"));
}

void TestPages::a_card_expires_when_the_buyer_said() {
  Shop shop;
  shop.pay(good, "3/29");
  const PaymentMethod& card = *shop.ledger->paymentMethods.find(shop.subscription().paymentMethod);
  QVERIFY(card.expMonth == 3 && card.expYear == 2029);
}

void TestPages::after_the_bank_who_has_no_web_page_to_go_back_to_is_told_how_it_ended() {
  for (const char* action : {"authenticate", "fail"}) {
    Shop shop;
    Payment payment;
    payment.id = "pi_app";
    payment.status = "requires_action";
    payment.amount = {500, usd()};
    shop.pay("4000002500003155");  // its card asks the bank
    payment.paymentMethod = shop.ledger->payments.all().front()->paymentMethod;
    shop.ledger->payments.add(payment);
    Plain extras;
    extras.id = "extras:" + payment.id;
    extras.body = R"({"return_url":"myapp://back"})";
    shop.ledger->plain.add(extras);
    const CallAnswer ended = shop.post("/bank/pi_app", {{"action", action}});
    QCOMPARE(ended.status, 200);
    QVERIFY(has(ended, *action == 'a' ? "The payment is confirmed." : "The payment was not confirmed."));
    QVERIFY(locationOf(ended).empty());
  }
}

void TestPages::paying_twice_charges_once() {
  Shop shop;
  const std::string proof = [&] {
    const std::string body = shop.get("/pay/cs_1").body;
    const auto at = body.find("name=\"form\" value=\"") + 19;
    return body.substr(at, body.find('"', at) - at);
  }();
  const std::string form =
      "form=" + proof +
      "&action=pay&email=ada%40example.com&name=Ada&card-number=4242424242424242&card-expiry=12%2F34"
      "&card-cvc=123";
  QCOMPARE(shop.postRaw("/pay/cs_1", form).status, 303);
  QCOMPARE(shop.postRaw("/pay/cs_1", form).status, 303);
  QCOMPARE(shop.ledger->charges.size(), std::size_t{1});
  QCOMPARE(shop.ledger->subscriptions.size(), std::size_t{1});
}

void TestPages::a_declined_card_leaves_the_checkout_open_and_says_why() {
  Shop shop;
  const CallAnswer declined = shop.pay("4000000000009995");
  QCOMPARE(declined.status, 422);
  QVERIFY(has(declined, "insufficient funds"));
  QVERIFY(shop.checkout().status == "open");
  QCOMPARE(shop.pay(good).status, 303);
  QVERIFY(shop.checkout().status == "complete");
}

void TestPages::the_bank_is_asked_and_its_answer_counts() {
  Shop shop;
  const CallAnswer asked = shop.pay("4000002500003155");
  QCOMPARE(asked.status, 303);
  QCOMPARE(locationOf(asked), std::string("http://127.0.0.1:4010/pay/cs_1"));
  QVERIFY(has(shop.get("/pay/cs_1"), "Complete authentication"));
  const CallAnswer refused = shop.post("/pay/cs_1", {{"action", "fail"}});
  QCOMPARE(refused.status, 422);
  QVERIFY(shop.checkout().status == "open");
  QCOMPARE(shop.pay("4000002500003155").status, 303);
  const CallAnswer done = shop.post("/pay/cs_1", {{"action", "authenticate"}});
  QCOMPARE(locationOf(done), std::string("https://shop.example/done?session=cs_1"));
  QVERIFY(shop.subscription().status == SubscriptionStatus::Active);
}

void TestPages::dodo_is_told_the_subscription_and_its_status() {
  Shop shop(Provider::Dodo);
  shop.checkout().successUrl = "https://shop.example/done#top";
  const std::string to = locationOf(shop.pay(good));
  QCOMPARE(to, "https://shop.example/done?subscription_id=" + shop.subscription().id + "&status=active#top");
}

void TestPages::nobody_is_led_to_anything_but_a_web_page() {
  Shop shop;
  shop.checkout().cancelUrl = "javascript:alert(1)";
  QVERIFY(!has(shop.get("/pay/cs_1"), "javascript:"));
  shop.checkout().successUrl = "data:text/html,x";
  QCOMPARE(locationOf(shop.pay(good)), std::string("http://127.0.0.1:4010/pay/cs_1"));
  Shop lines;
  lines.checkout().successUrl = "https://shop.example/\r\nSet-Cookie: a=b";
  QVERIFY(locationOf(lines.pay(good)).find('\n') == std::string::npos);
}

void TestPages::a_form_of_somebody_else_is_refused() {
  Shop shop, other;
  QCOMPARE(shop.postRaw("/pay/cs_1", "action=pay").status, 403);
  QCOMPARE(shop.postRaw("/pay/cs_1", "action=pay&form=00").status, 403);
  QVERIFY(shop.checkout().status == "open");
}

void TestPages::a_code_takes_its_part_off_and_can_be_removed() {
  Shop shop;
  shop.checkout().allowsCodes = true;
  Discount half;
  half.id = "half";
  half.home = Provider::Stripe;
  half.basisPoints = 5000;
  shop.ledger->discounts.add(half);
  PromotionCode code;
  code.id = "promo_1";
  code.coupon = half.id;
  code.code = "HALF";
  shop.ledger->promotionCodes.add(code);
  QVERIFY(has(shop.post("/pay/cs_1", {{"action", "apply"}, {"discount-code", "NONE"}}), "not known"));
  QCOMPARE(shop.post("/pay/cs_1", {{"action", "apply"}, {"discount-code", "half"}}).status, 303);
  QVERIFY(has(shop.get("/pay/cs_1"), "Pay $4.99 USD") || has(shop.get("/pay/cs_1"), "Pay $5.00 USD"));
  QCOMPARE(shop.post("/pay/cs_1", {{"action", "remove"}}).status, 303);
  QVERIFY(has(shop.get("/pay/cs_1"), "Pay $9.99 USD"));
}

void TestPages::an_old_checkout_sells_nothing() {
  Shop shop;
  shop.clock.advance(2 * 86'400'000LL);
  QCOMPARE(shop.get("/pay/cs_1").status, 410);
  QCOMPARE(shop.get("/pay/unknown").status, 404);
  QCOMPARE(shop.get("/portal/unknown").status, 404);
  QCOMPARE(shop.get("/invoice/unknown/pdf").status, 404);
}

}  // namespace billing::sandbox::pagestest

QTEST_APPLESS_MAIN(billing::sandbox::pagestest::TestPages)
