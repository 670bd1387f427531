// Lists, objects and changes of subscriptions.
#include "providers/tst_dodoprovider.h"

namespace billing::providers::dodotest {

void DodoProviderTest::pages_count_from_zero_and_stop_at_a_short_or_empty_one() {
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

void DodoProviderTest::filters_have_dodos_names_data() {
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

void DodoProviderTest::filters_have_dodos_names() {
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

void DodoProviderTest::a_cursor_that_is_no_page_number_is_refused() {
  Stage stage;
  for (const char* cursor : {"-1", "1x", "999999999999999999999", "archived:"}) {
    PageRequest page;
    page.cursor = cursor;
    QCOMPARE(codeOf(stage.api->customers(page, stage.cancel)), std::string("bad_cursor"));
  }
  QVERIFY(stage.played->sent.empty());
}

void DodoProviderTest::the_catalogue_tells_the_archived_products_after_the_others() {
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

void DodoProviderTest::one_object_that_cannot_be_read_spoils_no_other() {
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

void DodoProviderTest::an_object_keeps_its_bytes_and_tells_what_is_not_known_of_it() {
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

void DodoProviderTest::a_trial_counts_as_one_until_it_has_ended() {
  Stage stage;
  const std::string trial = json(
      "{'subscription_id':'sub_1','status':'active','currency':'EUR',"
      "'recurring_pre_tax_amount':1,'trial_period_days':14,'created_at':'2026-03-01T00:00:00Z'}");
  stage.played->then(trial).then(trial);
  QVERIFY(stage.api->subscription("sub_1", stage.cancel)->state.status == SubscriptionStatus::Trialing);
  stage.clock.advance(7LL * 86'400'000);
  QVERIFY(stage.api->subscription("sub_1", stage.cancel)->state.status == SubscriptionStatus::Active);
}

void DodoProviderTest::a_payment_without_a_status_is_under_way_and_an_invoice_was_paid_with_its_payment() {
  Stage stage;
  stage.played->then(listOf(
      {paymentJson("pay_1", json(",'invoice_id':'inv_1','invoice_url':'https://x/inv_1.pdf'")), paymentJson("pay_2")}));
  const auto invoices = stage.api->invoices({}, stage.cancel);
  QVERIFY(invoices && invoices->items.size() == 1);
  QCOMPARE(invoices->items[0].state.externalId, std::string("inv_1"));
  QCOMPARE(toIso8601(*invoices->items[0].state.paidAt), std::string("2026-03-10T08:00:01Z"));
  QCOMPARE(invoices->items[0].facts.payments.size(), std::size_t(1));
  stage.played->then(json("{'payment_id':'pay_3','status':null,'total_amount':1,'currency':'EUR'}"));
  QCOMPARE(stage.api->payment("pay_3", stage.cancel)->state.status, std::string("processing"));
}

void DodoProviderTest::a_change_sends_the_addons_again_and_reads_the_subscription_afterwards() {
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

void DodoProviderTest::each_way_to_charge_has_its_word_or_is_refused_unsent() {
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

void DodoProviderTest::a_pending_change_stays_a_conflict_and_is_not_sent_again() {
  Stage stage;
  stage.played->then(subscriptionJson()).thenError(ErrorKind::Conflict, "PREVIOUS_PAYMENT_PENDING");
  const auto result = stage.api->changePlan(change(), stage.cancel);
  QVERIFY(!result && result.error().kind == ErrorKind::Conflict);
  QCOMPARE(stage.played->sent.size(), std::size_t(2));
}

void DodoProviderTest::a_write_without_an_answer_stays_unconfirmed_and_is_never_sent_again() {
  Stage stage;
  stage.played->then(subscriptionJson()).thenError(ErrorKind::Timeout, kUnconfirmed);
  QCOMPARE(codeOf(stage.api->changePlan(change(), stage.cancel)), std::string(kUnconfirmed));
  QCOMPARE(stage.played->sent.size(), std::size_t(2));

  Stage refund;
  refund.played->thenError(ErrorKind::Timeout, kUnconfirmed);
  QCOMPARE(codeOf(refund.api->refund({"pay_1", {}, {}, {}}, refund.cancel)), std::string(kUnconfirmed));
  QCOMPARE(refund.played->sent.size(), std::size_t(1));
}

void DodoProviderTest::an_accepted_write_whose_outcome_cannot_be_read_is_unconfirmed_too() {
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

}  // namespace billing::providers::dodotest

QTEST_GUILESS_MAIN(billing::providers::dodotest::DodoProviderTest)
