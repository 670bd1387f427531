// Lists, objects in their places, and changes of subscriptions.
#include "providers/tst_stripeprovider.h"

namespace billing::providers::stripetest {

void StripeProviderTest::pages_go_on_after_the_last_id_while_there_are_more() {
  Stage stage;
  stage.played->then(listOf({customerJson("cus_1"), customerJson("cus_2")}, true)).then(listOf({}, false));
  PageRequest page;
  page.size = 2;
  page.createdSince = Instant::fromSeconds(1767225600);
  const auto first = stage.api->customers(page, stage.cancel);
  QVERIFY(first && first->items.size() == 2);
  QCOMPARE(first->next, std::string("cus_2"));
  page.cursor = first->next;
  QVERIFY(stage.api->customers(page, stage.cancel)->next.empty());
  QCOMPARE(stage.played->line(0), std::string("GET /v1/customers?limit=2&created[gte]=1767225600"));
  QCOMPARE(stage.played->line(1),
           std::string("GET /v1/customers?limit=2&starting_after=cus_2&created[gte]=1767225600"));
}

void StripeProviderTest::a_list_that_claims_more_and_gives_nothing_ends() {
  Stage stage;
  stage.played->then(listOf({}, true)).then(listOf({json("{'id':7}")}, true));
  QVERIFY(stage.api->customers({}, stage.cancel)->next.empty());
  QCOMPARE(codeOf(stage.api->customers({}, stage.cancel)), std::string("bad_answer"));
}

void StripeProviderTest::lists_expand_what_is_read_and_ask_for_the_ended_ones_too_data() {
  QTest::addColumn<int>("list");
  QTest::addColumn<QByteArray>("sent");
  QTest::newRow("prices") << 0 << QByteArray("/v1/prices?limit=100&expand[0]=data.product");
  QTest::newRow("subscriptions") << 1
                                 << QByteArray(
                                        "/v1/subscriptions?limit=100&status=all&expand[0]=data.customer&expand[1]="
                                        "data.discounts.promotion_code&expand[2]=data.discounts.source.coupon");
  QTest::newRow("payments") << 2 << QByteArray("/v1/payment_intents?limit=100&expand[0]=data.latest_charge");
  QTest::newRow("invoices") << 3 << QByteArray("/v1/invoices?limit=100&expand[0]=data.payments");
  QTest::newRow("refunds") << 4 << QByteArray("/v1/refunds?limit=100");
  QTest::newRow("disputes") << 5 << QByteArray("/v1/disputes?limit=100&expand[0]=data.charge");
  QTest::newRow("events") << 6 << QByteArray("/v1/events?limit=100");
}

void StripeProviderTest::lists_expand_what_is_read_and_ask_for_the_ended_ones_too() {
  QFETCH(int, list);
  QFETCH(QByteArray, sent);
  Stage stage;
  stage.played->then(listOf({}));
  auto& api = *stage.api;
  if (list == 0) QVERIFY(api.catalogue({}, stage.cancel).has_value());
  if (list == 1) QVERIFY(api.subscriptions({}, stage.cancel).has_value());
  if (list == 2) QVERIFY(api.payments({}, stage.cancel).has_value());
  if (list == 3) QVERIFY(api.invoices({}, stage.cancel).has_value());
  if (list == 4) QVERIFY(api.refunds({}, stage.cancel).has_value());
  if (list == 5) QVERIFY(api.disputes({}, stage.cancel).has_value());
  if (list == 6) QVERIFY(api.events({}, stage.cancel).has_value());
  QCOMPARE(stage.played->line(0), "GET " + sent.toStdString());
}

void StripeProviderTest::a_filter_that_stripe_does_not_know_is_refused_rather_than_left_out() {
  Stage stage;
  PageRequest page;
  page.customer = "cus_1";
  QCOMPARE(codeOf(stage.api->refunds(page, stage.cancel)), std::string("filter_not_offered"));
  page = {};
  page.status = "succeeded";
  QCOMPARE(codeOf(stage.api->payments(page, stage.cancel)), std::string("filter_not_offered"));
  QVERIFY(stage.played->sent.empty());
  page = {};
  page.payment = "pi_1";
  stage.played->then(listOf({}));
  QVERIFY(stage.api->refunds(page, stage.cancel).has_value());
  QCOMPARE(stage.played->line(0), std::string("GET /v1/refunds?limit=100&payment_intent=pi_1"));
}

void StripeProviderTest::periods_are_found_on_the_items_and_in_their_old_place() {
  Stage stage;
  const std::string old = subscriptionJson(",'current_period_start':1,'current_period_end':1772323200",
                                           json("{'id':'si_1','plan':{'id':'plan_1','object':'plan','amount':500,"
                                                "'currency':'eur','interval':'year','interval_count':1}}"));
  stage.played->then(subscriptionJson()).then(old);
  QCOMPARE(stage.api->subscription("sub_1", stage.cancel)->state.periodEnd->seconds(), 1775001600);
  const auto read = stage.api->subscription("sub_1", stage.cancel);
  QCOMPARE(read->state.periodEnd->seconds(), 1772323200);
  QCOMPARE(read->state.productId, std::string("plan_1"));
  QVERIFY(read->unknown.empty());
}

void StripeProviderTest::an_invoice_finds_its_subscription_and_payments_in_both_places() {
  Stage stage;
  const std::string head =
      "{'id':'in_1','object':'invoice','status':'paid','currency':'eur','total':900,'amount_paid':900";
  stage.played->then(listOf(
      {json(head + ",'parent':{'type':'subscription_details','subscription_details':{'subscription':{'id':'sub_7',"
                   "'object':'subscription'}}},'payments':{'object':'list','data':[{'id':'inpay_1','object':'invoice_"
                   "payment',"
                   "'amount_paid':900,'status':'paid','payment':{'type':'payment_intent','payment_intent':{'id':'pi_7',"
                   "'object':'payment_intent'}}}]}}"),
       json(head + ",'subscription':'sub_8','payment_intent':'pi_8','customer':{'id':'cus_1','object':'customer',"
                   "'name':'Ada'}}")}));
  const auto page = stage.api->invoices({}, stage.cancel);
  QVERIFY(page && page->items.size() == 2 && page->unreadable.empty());
  QCOMPARE(page->items[0].state.subscriptionExternalId, std::string("sub_7"));
  QCOMPARE(page->items[0].facts.payments.at(0).externalId, std::string("pi_7"));
  QCOMPARE(page->items[1].state.subscriptionExternalId, std::string("sub_8"));
  QCOMPARE(page->items[1].facts.payments.at(0).externalId, std::string("pi_8"));
  QCOMPARE(page->items[1].state.customerExternalId, std::string("cus_1"));
  QVERIFY(page->items[0].unknown.empty() && page->items[1].unknown.empty());
}

void StripeProviderTest::unknown_words_and_fields_are_told_with_their_path() {
  Stage stage;
  const std::string raw = subscriptionJson(
      ",'mood':'sunny','pause_collection':{'behavior':'dream'},'latest_invoice':{'id':'in_1','status':'lent'}",
      itemJson(",'glow':true"));
  stage.played->then(raw);
  const auto read = stage.api->subscription("sub_1", stage.cancel);
  QVERIFY(read.has_value());
  QCOMPARE(read->raw, raw);
  const std::vector<UnknownValue> unknown{{"mood", "sunny"},
                                          {"pause_collection.behavior", "dream"},
                                          {"latest_invoice.status", "lent"},
                                          {"items.data[0].glow", "true"}};
  QVERIFY(read->unknown == unknown);
}

void StripeProviderTest::a_subscription_is_paid_with_the_customers_own_card() {
  Stage stage;
  stage.played->then(json("{'id':'cus_1','invoice_settings':{'default_payment_method':null}}"))
      .then(listOf({json("{'id':'pm_1','object':'payment_method'}")}))
      .then(subscriptionJson());
  const NewSubscription wanted{"cus_1", "price_pro", 2, 7, {}, {}, {{"team", "7"}}};
  QVERIFY(stage.api->createSubscription(wanted, "k", stage.cancel).has_value());
  QCOMPARE(stage.played->body(2),
           std::string("customer=cus_1&items[0][price]=price_pro&items[0][quantity]=2&trial_period_days=7"
                       "&default_payment_method=pm_1&metadata[team]=7"));
  QCOMPARE(stage.played->sent[2].idempotencyKey, std::string("k"));
  stage.played->then(json("{'id':'cus_1','invoice_settings':{'default_payment_method':{'id':'pm_2'}}}"))
      .then(subscriptionJson());
  QVERIFY(stage.api->createSubscription(wanted, "k", stage.cancel).has_value());
  QVERIFY(stage.played->body(4).find("default_payment_method") == std::string::npos);
}

void StripeProviderTest::a_change_names_the_item_that_it_replaces() {
  Stage stage;
  stage.played->then(subscriptionJson()).then(subscriptionJson());
  PlanChange wanted = change();
  wanted.prorationAt = Instant::fromSeconds(1773144000);
  wanted.metadata["by"] = "ada";
  QVERIFY(stage.api->changePlan(wanted, stage.cancel).has_value());
  QCOMPARE(stage.played->line(0), kReadSubscription);
  QCOMPARE(stage.played->line(1), std::string("POST /v1/subscriptions/sub_1"));
  QCOMPARE(stage.played->body(1),
           std::string("items[0][id]=si_1&items[0][price]=price_max&items[0][quantity]=3"
                       "&proration_behavior=always_invoice&proration_date=1773144000"
                       "&payment_behavior=error_if_incomplete&metadata[billing_console]=key-1&metadata[by]=ada"));
  QCOMPARE(stage.played->sent[1].idempotencyKey, std::string("key-1"));
  QVERIFY(!stage.played->sent[1].safeToRepeat);
}

void StripeProviderTest::a_metered_item_takes_no_quantity() {
  Stage stage;
  stage.played->then(subscriptionJson({}, itemJson(""))).then(subscriptionJson());
  QVERIFY(stage.api->changePlan(change(ChangeCharge::None), stage.cancel).has_value());
  QCOMPARE(stage.played->body(1), std::string("items[0][id]=si_1&items[0][price]=price_max&proration_behavior=none"
                                              "&payment_behavior=error_if_incomplete"
                                              "&metadata[billing_console]=key-1"));
}

void StripeProviderTest::ways_to_charge_that_stripe_does_not_have_are_refused_unsent() {
  for (const auto charge : {ChangeCharge::Difference, ChangeCharge::Full}) {
    Stage stage;
    QCOMPARE(codeOf(stage.api->changePlan(change(charge), stage.cancel)), std::string("mode_not_offered"));
    QCOMPARE(codeOf(stage.api->previewChange(change(charge), stage.cancel)), std::string("mode_not_offered"));
    QVERIFY(stage.played->sent.empty());
  }
}

void StripeProviderTest::a_change_at_the_periods_end_is_a_schedule_of_two_phases() {
  Stage stage;
  const std::string schedule = json(
      "{'id':'sub_sched_1','current_phase':{'start_date':10,'end_date':20},'phases':[{'start_date':1,'end_date':10,"
      "'items':[{'price':'price_old'}]},{'start_date':10,'end_date':20,'items':[{'price':{'id':'price_pro'},'"
      "quantity':2},"
      "{'price':'price_meter'}]}]}");
  stage.played->then(subscriptionJson()).then(schedule).then(schedule).then(subscriptionJson());
  PlanChange wanted = change(ChangeCharge::None);
  wanted.atPeriodEnd = true;
  QVERIFY(stage.api->changePlan(wanted, stage.cancel).has_value());
  QCOMPARE(stage.played->line(1), std::string("POST /v1/subscription_schedules"));
  QCOMPARE(stage.played->body(1), std::string("from_subscription=sub_1"));
  QCOMPARE(stage.played->line(2), std::string("POST /v1/subscription_schedules/sub_sched_1"));
  QCOMPARE(stage.played->body(2),
           std::string("end_behavior=release&phases[0][items][0][price]=price_pro&phases[0][items][0][quantity]=2"
                       "&phases[0][items][1][price]=price_meter&phases[0][start_date]=10&phases[0][end_date]=20"
                       "&phases[1][items][0][price]=price_max&phases[1][items][0][quantity]=3"
                       "&phases[1][items][1][price]=price_meter&phases[1][start_date]=20"
                       "&phases[1][proration_behavior]=none&metadata[billing_console]=key-1"));
  QVERIFY(stage.played->sent[1].idempotencyKey != stage.played->sent[2].idempotencyKey);
  QCOMPARE(stage.played->line(3), kReadSubscription);
}

void StripeProviderTest::a_schedule_whose_phases_are_refused_is_taken_back() {
  Stage stage;
  const std::string schedule = json(
      "{'id':'sub_sched_1','phases':[{'start_date':10,'end_date':20,'items':[{'price':'price_pro','quantity':2}]}]}");
  stage.played->then(subscriptionJson())
      .then(schedule)
      .thenError(ErrorKind::InvalidInput, "resource_missing")
      .then("{}");
  PlanChange wanted = change(ChangeCharge::None);
  wanted.atPeriodEnd = true;
  QCOMPARE(codeOf(stage.api->changePlan(wanted, stage.cancel)), std::string("resource_missing"));
  QCOMPARE(stage.played->line(3), std::string("POST /v1/subscription_schedules/sub_sched_1/release"));
  // Of a planned one nobody can plan another.
  stage.played->then(subscriptionJson(",'schedule':'sub_sched_9'"))
      .then(json("{'id':'sub_sched_9','phases':[{'start_date':10,'end_date':20,'items':[{'price':'price_pro','"
                 "quantity':2}]},"
                 "{'start_date':20,'items':[{'price':'price_max','quantity':1}]}]}"));
  const auto pending = stage.api->changePlan(wanted, stage.cancel);
  QVERIFY(!pending && pending.error().kind == ErrorKind::Conflict && pending.error().code == "change_pending");
}

void StripeProviderTest::a_preview_of_prorations_alone_is_what_is_charged_now() {
  Stage stage;
  stage.played->then(subscriptionJson())
      .then(previewJson(
          1190, {prorationLine(-500), prorationLine(1500, ",'taxes':[{'amount':190,'tax_behavior':'exclusive'}]")},
          ",'starting_balance':0,'ending_balance':0"));
  const auto preview = stage.api->previewChange(change(), stage.cancel);
  QVERIFY(preview.has_value());
  QCOMPARE(stage.played->line(1), std::string("POST /v1/invoices/create_preview"));
  QCOMPARE(
      stage.played->body(1),
      std::string("subscription=sub_1&subscription_details[items][0][id]=si_1&subscription_details[items][0][price]="
                  "price_max&subscription_details[items][0][quantity]=3"
                  "&subscription_details[proration_behavior]=always_invoice"));
  QVERIFY(stage.played->sent[1].safeToRepeat);
  QCOMPARE(preview->dueNow.minor, 1190);
  QCOMPARE(preview->taxMinor, 190);
  QCOMPARE(preview->prorationAt->seconds(), 1773144000);
  QVERIFY(!preview->nextInvoice && preview->lines.size() == 2 && preview->lines[0].proration);
}

void StripeProviderTest::a_preview_that_shows_the_renewal_too_is_split() {
  Stage stage;
  const auto mixed = previewJson(4600, {prorationLine(1000), renewalLine(3600)});
  stage.played->then(subscriptionJson()).then(mixed).then(subscriptionJson()).then(mixed);
  const auto now = stage.api->previewChange(change(), stage.cancel);
  QCOMPARE(now->dueNow.minor, 1000);
  QCOMPARE(now->nextInvoice->minor, 3600);
  QCOMPARE(now->nextInvoiceAt->seconds(), 1775001600);
  const auto later = stage.api->previewChange(change(ChangeCharge::NextInvoice), stage.cancel);
  QCOMPARE(later->dueNow.minor, 0);
  QCOMPARE(later->nextInvoice->minor, 4600);
}

void StripeProviderTest::a_downgrade_leaves_credit_and_charges_nothing() {
  Stage stage;
  stage.played->then(subscriptionJson())
      .then(previewJson(0, {prorationLine(-900)}, ",'starting_balance':-100,'ending_balance':-1000"));
  const auto preview = stage.api->previewChange(change(), stage.cancel);
  QCOMPARE(preview->dueNow.minor, 0);
  QCOMPARE(preview->creditMinor, -900);
}

}  // namespace billing::providers::stripetest

QTEST_GUILESS_MAIN(billing::providers::stripetest::StripeProviderTest)
