#include <QtTest>
#include <set>

#include "providers/dodo/answers.h"
#include "support/playedtransport.h"
#include "support/quotes.h"

using namespace billing;
using namespace billing::providers;
using test::codeOf;
using test::json;

namespace {

struct Stage : test::PlayedProvider {
  Stage() : PlayedProvider(Provider::Dodo) {}
};

std::string listOf(const std::vector<std::string>& items) {
  std::string body = json("{'items':[");
  for (std::size_t i = 0; i < items.size(); ++i) body += (i == 0 ? "" : ",") + items[i];
  return body + "]}";
}

std::string customerJson(const std::string& id) {
  return json("{'customer_id':'") + id +
         json(
             "','business_id':'bus_1','name':'Ada "
             "GmbH','email':'ada@example.com','created_at':'2026-01-10T08:00:00Z'}");
}

std::string subscriptionJson(const std::string& status = "active", const std::string& more = {}) {
  return json("{'subscription_id':'sub_1','product_id':'pdt_pro','status':'") + status +
         json(
             "','recurring_pre_tax_amount':3600,'currency':'EUR','quantity':3,'payment_frequency_count':1,"
             "'payment_frequency_interval':'Month','created_at':'2026-01-10T08:00:00Z',"
             "'previous_billing_date':'2026-03-10T08:00:00Z','next_billing_date':'2026-04-10T08:00:00Z',"
             "'cancel_at_next_billing_date':false,'trial_period_days':0,'metadata':{},"
             "'customer':{'customer_id':'cus_1','name':'Ada GmbH','email':'ada@example.com'}") +
         more + "}";
}

std::string paymentJson(const std::string& id, const std::string& more = {}) {
  return json("{'payment_id':'") + id +
         json(
             "','status':'succeeded','total_amount':1428,'currency':'EUR','subscription_id':'sub_1',"
             "'created_at':'2026-03-10T08:00:01Z','metadata':{},'customer':{'customer_id':'cus_1','name':'A','email':'"
             "a@b.c'}") +
         more + "}";
}

std::string refundJson(const std::string& status) {
  return json("{'refund_id':'ref_1','payment_id':'pay_1','status':'") + status +
         json("','amount':500,'currency':'EUR','is_partial':true,'created_at':'2026-03-10T12:00:00Z','metadata':{}}");
}

PlanChange change(ChangeCharge charge = ChangeCharge::Prorated) {
  PlanChange wanted;
  wanted.subscription = "sub_1";
  wanted.product = "pdt_max";
  wanted.quantity = 2;
  wanted.charge = charge;
  return wanted;
}

}  // namespace

class DodoProviderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pages_count_from_zero_and_stop_at_a_short_or_empty_one() {
    for (const int left : {0, 50}) {
      Stage stage;
      const std::vector<std::string> full(100, customerJson("cus_1"));
      stage.played->then(listOf(full))
          .then(listOf(full))
          .then(listOf(std::vector<std::string>(static_cast<std::size_t>(left), customerJson("cus_2"))));
      PageRequest page;
      std::size_t seen = 0;
      do {
        const auto read = stage.api->customers(page, stage.cancel);
        QVERIFY(read.has_value());
        seen += read->items.size();
        page.cursor = read->next;
      } while (!page.cursor.empty());
      QCOMPARE(seen, std::size_t(200 + left));
      QCOMPARE(stage.played->sent.size(), std::size_t(3));
      QCOMPARE(stage.played->line(0), std::string("GET /customers?page_number=0&page_size=100"));
      QCOMPARE(stage.played->line(2), std::string("GET /customers?page_number=2&page_size=100"));
    }
  }

  void filters_have_dodos_names_data() {
    QTest::addColumn<int>("list");
    QTest::addColumn<QString>("sent");
    const char* since = "created_at_gte=2026-03-01T00%3A00%3A00Z";
    QTest::newRow("subscriptions") << 0
                                   << QStringLiteral(
                                          "/subscriptions?page_number=3&page_size=20&customer_id=cus_1"
                                          "&status=active&%1")
                                          .arg(QLatin1String(since));
    QTest::newRow("payments") << 1
                              << QStringLiteral(
                                     "/payments?page_number=3&page_size=20&customer_id=cus_1"
                                     "&subscription_id=sub_1&status=active&%1")
                                     .arg(QLatin1String(since));
    QTest::newRow("refunds") << 2
                             << QStringLiteral(
                                    "/refunds?page_number=3&page_size=20&customer_id=cus_1"
                                    "&subscription_id=sub_1&status=active&%1")
                                    .arg(QLatin1String(since));
    QTest::newRow("disputes") << 3
                              << QStringLiteral(
                                     "/disputes?page_number=3&page_size=20&customer_id=cus_1"
                                     "&dispute_status=active&%1")
                                     .arg(QLatin1String(since));
  }
  void filters_have_dodos_names() {
    QFETCH(int, list);
    QFETCH(QString, sent);
    Stage stage;
    stage.played->then(listOf({}));
    PageRequest page{"3", 20, Instant::fromSeconds(1772323200), "cus_1", "sub_1", {}, "active"};
    if (list == 0) QVERIFY(stage.api->subscriptions(page, stage.cancel).has_value());
    if (list == 1) QVERIFY(stage.api->payments(page, stage.cancel).has_value());
    if (list == 2) QVERIFY(stage.api->refunds(page, stage.cancel).has_value());
    if (list == 3) QVERIFY(stage.api->disputes(page, stage.cancel).has_value());
    QCOMPARE(QString::fromStdString(stage.played->line(0)), QStringLiteral("GET ") + sent);
  }

  void a_cursor_that_is_no_page_number_is_refused() {
    Stage stage;
    for (const char* cursor : {"-1", "1x", "999999999999999999999", "archived:"}) {
      PageRequest page;
      page.cursor = cursor;
      QCOMPARE(codeOf(stage.api->customers(page, stage.cancel)), std::string("bad_cursor"));
    }
    QVERIFY(stage.played->sent.empty());
  }

  void the_catalogue_tells_the_archived_products_after_the_others() {
    Stage stage;
    const std::string monthly = json(
        "{'product_id':'pdt_pro','name':'Pro','is_recurring':true,'price':1200,'currency':'EUR','price_detail':"
        "{'type':'recurring_price','price':1200,'currency':'EUR','payment_frequency_count':3,"
        "'payment_frequency_interval':'Month','subscription_period_count':10,'subscription_period_interval':'Year'}}");
    const std::string once =
        json("{'product_id':'pdt_pack','name':null,'is_recurring':false,'price':500,'currency':'JPY'}");
    stage.played->then(listOf({monthly})).then(listOf({once}));
    const auto sold = stage.api->catalogue({}, stage.cancel);
    QVERIFY(sold.has_value());
    QCOMPARE(sold->next, std::string("archived:0"));
    QVERIFY(sold->items.at(0).state.active &&
            sold->items.at(0).state.interval == BillingInterval(IntervalUnit::Month, 3));
    QCOMPARE(sold->items.at(0).state.amount.minor, 1200);
    PageRequest after;
    after.cursor = sold->next;
    const auto archived = stage.api->catalogue(after, stage.cancel);
    QVERIFY(archived && archived->next.empty() && !archived->items.at(0).state.active);
    QVERIFY(!archived->items.at(0).facts.prices.at(0).active && !archived->items.at(0).state.interval);
    QCOMPARE(stage.played->line(1), std::string("GET /products?page_number=0&page_size=100&archived=true"));
  }

  void one_object_that_cannot_be_read_spoils_no_other() {
    Stage stage;
    stage.played->then(listOf({customerJson("cus_1"), json("{'customer_id':'cus_2','created_at':7}"),
                               json("{'customer_id':'cus_3','name':1e999}"), customerJson("cus_4")}));
    const auto page = stage.api->customers({}, stage.cancel);
    QVERIFY(page.has_value());
    QCOMPARE(page->items.size(), std::size_t(2));
    QCOMPARE(page->unreadable.size(), std::size_t(2));
    QCOMPARE(page->unreadable[0].id, std::string("cus_2"));
    QCOMPARE(page->unreadable[0].error.code, std::string("bad_answer"));
    QVERIFY(page->unreadable[0].error.reason.starts_with("created_at "));
  }

  void an_object_keeps_its_bytes_and_tells_what_is_not_known_of_it() {
    Stage stage;
    const std::string raw = json(
        "{ 'subscription_id' : 'sub_1','status':'hibernating', 'currency':'EUR',"
        "\n \"recurring_pre_tax_amount\":100,\"payment_frequency_interval\":\"Fortnight\","
        "'customer':{'customer_id':'cus_1','nickname':'Ada'},'mood':{'a':[1,2]}}");
    stage.played->then("{\"items\":[" + raw + "]}");
    const auto page = stage.api->subscriptions({}, stage.cancel);
    QVERIFY(page && page->items.size() == 1);
    const auto& read = page->items[0];
    QCOMPARE(read.raw, raw);
    QVERIFY(read.state.status == SubscriptionStatus::Unknown);
    QCOMPARE(read.state.providerStatus, std::string("hibernating"));
    QVERIFY(!read.state.interval);
    const std::vector<UnknownValue> unknown{{"status", "hibernating"},
                                            {"payment_frequency_interval", "Fortnight"},
                                            {"customer.nickname", "Ada"},
                                            {"mood", json("{'a':[1,2]}")}};
    QVERIFY(read.unknown == unknown);
  }

  void a_trial_counts_as_one_until_it_has_ended() {
    Stage stage;
    const std::string trial = json(
        "{'subscription_id':'sub_1','status':'active','currency':'EUR',"
        "'recurring_pre_tax_amount':1,'trial_period_days':14,'created_at':'2026-03-01T00:00:00Z'}");
    stage.played->then(trial).then(trial);
    QVERIFY(stage.api->subscription("sub_1", stage.cancel)->state.status == SubscriptionStatus::Trialing);
    stage.clock.advance(7LL * 86'400'000);
    QVERIFY(stage.api->subscription("sub_1", stage.cancel)->state.status == SubscriptionStatus::Active);
  }

  void a_payment_without_a_status_is_under_way_and_an_invoice_was_paid_with_its_payment() {
    Stage stage;
    stage.played->then(listOf({paymentJson("pay_1", json(",'invoice_id':'inv_1','invoice_url':'https://x/inv_1.pdf'")),
                               paymentJson("pay_2")}));
    const auto invoices = stage.api->invoices({}, stage.cancel);
    QVERIFY(invoices && invoices->items.size() == 1);
    QCOMPARE(invoices->items[0].state.externalId, std::string("inv_1"));
    QCOMPARE(toIso8601(*invoices->items[0].state.paidAt), std::string("2026-03-10T08:00:01Z"));
    QCOMPARE(invoices->items[0].facts.payments.size(), std::size_t(1));
    stage.played->then(json("{'payment_id':'pay_3','status':null,'total_amount':1,'currency':'EUR'}"));
    QCOMPARE(stage.api->payment("pay_3", stage.cancel)->state.status, std::string("processing"));
  }

  void a_change_sends_the_addons_again_and_reads_the_subscription_afterwards() {
    Stage stage;
    stage.played->then(subscriptionJson("active", json(",'addons':[{'addon_id':'adn_1','quantity':2}]")))
        .then("")
        .then(subscriptionJson());
    PlanChange wanted = change(ChangeCharge::Difference);
    wanted.atPeriodEnd = true;
    wanted.metadata["reason"] = "asked";
    QVERIFY(stage.api->changePlan(wanted, stage.cancel).has_value());
    QCOMPARE(stage.played->line(1), std::string("POST /subscriptions/sub_1/change-plan"));
    QCOMPARE(stage.played->body(1),
             (json("{'product_id':'pdt_max','quantity':2,'proration_billing_mode':'difference_immediately',"
                   "'addons':[{'addon_id':'adn_1','quantity':2}],'effective_at':'next_billing_date',"
                   "'on_payment_failure':'prevent_change','metadata':{'reason':'asked'}}")));
    QVERIFY(!stage.played->sent[1].safeToRepeat);
    QCOMPARE(stage.played->line(2), std::string("GET /subscriptions/sub_1"));
  }

  void each_way_to_charge_has_its_word_or_is_refused_unsent() {
    const std::vector<std::pair<ChangeCharge, std::string>> ways{{ChangeCharge::Prorated, "prorated_immediately"},
                                                                 {ChangeCharge::Full, "full_immediately"},
                                                                 {ChangeCharge::None, "do_not_bill"}};
    for (const auto& [charge, word] : ways) {
      Stage stage;
      stage.played->then(subscriptionJson()).then("").then(subscriptionJson());
      PlanChange wanted = change(charge);
      wanted.keepOldPlanWhenChargeFails = false;
      QVERIFY(stage.api->changePlan(wanted, stage.cancel).has_value());
      QCOMPARE(stage.played->body(1), json("{'product_id':'pdt_max','quantity':2,'proration_billing_mode':'") + word +
                                          json("','on_payment_failure':'apply_change'}"));
    }
    Stage stage;
    QCOMPARE(codeOf(stage.api->changePlan(change(ChangeCharge::NextInvoice), stage.cancel)),
             std::string("mode_not_offered"));
    QVERIFY(stage.played->sent.empty());
  }

  void a_pending_change_stays_a_conflict_and_is_not_sent_again() {
    Stage stage;
    stage.played->then(subscriptionJson()).thenError(ErrorKind::Conflict, "PREVIOUS_PAYMENT_PENDING");
    const auto result = stage.api->changePlan(change(), stage.cancel);
    QVERIFY(!result && result.error().kind == ErrorKind::Conflict);
    QCOMPARE(stage.played->sent.size(), std::size_t(2));
  }

  void a_write_without_an_answer_stays_unconfirmed_and_is_never_sent_again() {
    Stage stage;
    stage.played->then(subscriptionJson()).thenError(ErrorKind::Timeout, kUnconfirmed);
    QCOMPARE(codeOf(stage.api->changePlan(change(), stage.cancel)), std::string(kUnconfirmed));
    QCOMPARE(stage.played->sent.size(), std::size_t(2));

    Stage refund;
    refund.played->thenError(ErrorKind::Timeout, kUnconfirmed);
    QCOMPARE(codeOf(refund.api->refund({"pay_1", {}, {}, {}}, refund.cancel)), std::string(kUnconfirmed));
    QCOMPARE(refund.played->sent.size(), std::size_t(1));
  }

  void an_accepted_write_whose_outcome_cannot_be_read_is_unconfirmed_too() {
    Stage stage;
    stage.played->then(subscriptionJson()).then("").thenError(ErrorKind::Unavailable, "http_503");
    const auto result = stage.api->changePlan(change(), stage.cancel);
    QVERIFY(!result && isUnconfirmed(result.error()));
    QCOMPARE(stage.played->sent.size(), std::size_t(3));

    Stage refund;
    refund.played->then("<html>");
    const auto refunded = refund.api->refund({"pay_1", {}, {}, {}}, refund.cancel);
    QVERIFY(!refunded && isUnconfirmed(refunded.error()));
    QCOMPARE(refunded.error().requestId, std::string("req_1"));
  }

  void a_preview_tells_what_is_due_now_by_lines() {
    Stage stage;
    stage.played->then(subscriptionJson())
        .then(
            json(
                "{'immediate_charge':{'effective_at':'2026-03-10T12:00:00Z','line_items':["
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

  void a_partial_refund_is_spread_over_the_lines_of_the_payment() {
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

  void amounts_that_cannot_be_are_refused_before_anything_is_sent() {
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

  // One by one: within the payment they come without their metadata, where our mark is.
  void refunds_of_one_payment_are_found_in_the_payment_and_read_whole() {
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

  void a_subscription_is_made_with_the_customers_own_country_and_card() {
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

  void a_checkout_and_a_portal_are_addresses() {
    Stage stage;
    stage.played->then(json("{'session_id':'cks_1','checkout_url':'https://test.example/cks_1'}"))
        .then(json(
            "{'id':'cks_1','created_at':'2026-03-10T12:00:00Z','payment_id':'pay_1','payment_status':'succeeded'}"))
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

  void an_invoice_is_bytes_of_a_pdf_or_nothing() {
    Stage stage;
    const std::string pdf("%PDF-1.7\n\0\xff", 11);
    stage.played->then(pdf).then("<html>sorry</html>");
    QCOMPARE(*stage.api->invoicePdf("pay_1", stage.cancel), pdf);
    QCOMPARE(stage.played->sent[0].accept, std::string("application/pdf"));
    QCOMPARE(codeOf(stage.api->invoicePdf("pay_1", stage.cancel)), std::string("bad_answer"));
  }

  void uses_go_out_in_thousands_and_each_of_them_once() {
    Stage stage;
    stage.played->then(json("{'ingested_count':1000}")).then(json("{'ingested_count':1}"));
    std::vector<UsageReport> reports;
    for (int i = 0; i < 1001; ++i)
      reports.push_back({"cus_1", "call", "use_" + std::to_string(i), 2, stage.clock.now()});
    reports.push_back(reports.front());
    QVERIFY(stage.api->reportUsage(reports, stage.cancel).has_value());
    QCOMPARE(stage.played->sent.size(), std::size_t(2));
    QVERIFY(stage.played->sent[0].safeToRepeat);
    QCOMPARE(stage.played->body(1), (json("{'events':[{'event_id':'use_1000','customer_id':'cus_1','event_name':'call',"
                                          "'timestamp':'2026-03-10T12:00:00Z','metadata':{'value':2}}]}")));
  }

  void credits_are_decimals_as_text_or_number() {
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

  void a_key_that_has_been_seen_means_that_the_credits_are_there() {
    Stage stage;
    CreditAmount amount{"cus_1", "cent_1", "5", {}, true, {}, {}, "k1"};
    stage.played->thenError(ErrorKind::Conflict, "http_409").thenError(ErrorKind::Conflict, "http_409");
    QVERIFY(stage.api->changeCredits(amount, stage.cancel).has_value());
    amount.idempotencyKey.clear();
    QVERIFY(!stage.api->changeCredits(amount, stage.cancel));
  }

  void endpoints_are_listed_by_cursor_and_their_secret_is_read() {
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

  void a_keys_abilities_are_found_by_asking_for_one_of_each() {
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

  void ids_cannot_reach_another_path() {
    Stage stage;
    stage.played->then(customerJson("cus_1"));
    QVERIFY(stage.api->customer("../products?x=1#y", stage.cancel).has_value());
    QCOMPARE(stage.played->line(0), std::string("GET /customers/..%2Fproducts%3Fx%3D1%23y"));
  }
};

QTEST_GUILESS_MAIN(DodoProviderTest)
#include "tst_dodoprovider.moc"
