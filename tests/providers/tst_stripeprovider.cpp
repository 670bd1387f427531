#include <QtTest>

#include "providers/stripe/answers.h"
#include "support/edits.h"
#include "support/playedtransport.h"
#include "support/quotes.h"

using namespace billing;
using namespace billing::providers;
using test::codeOf;
using test::edit;
using test::EditKind;
using test::json;

namespace {

struct Stage : test::PlayedProvider {
  Stage() : PlayedProvider(Provider::Stripe) { played->base = "https://api.stripe.com"; }
};

std::string listOf(const std::vector<std::string>& items, bool more = false) {
  std::string body = json("{'object':'list','data':[");
  for (std::size_t i = 0; i < items.size(); ++i) body += (i == 0 ? "" : ",") + items[i];
  return body + json(more ? "],'has_more':true}" : "],'has_more':false}");
}

std::string customerJson(const std::string& id) {
  return json("{'id':'" + id +
              "','object':'customer','created':1767225600,'name':'Ada','email':null,'livemode':false}");
}

std::string itemJson(const std::string& more = ",'quantity':2") {
  return json(
      "{'id':'si_1','object':'subscription_item','current_period_start':1772323200,'current_period_end':1775001600,"
      "'price':{'id':'price_pro','object':'price','currency':'eur','unit_amount':1200,"
      "'recurring':{'interval':'month','interval_count':1,'usage_type':'licensed'}}" +
      more + "}");
}

std::string subscriptionJson(const std::string& more = {}, const std::string& item = itemJson()) {
  return json(
             "{'id':'sub_1','object':'subscription','status':'active','currency':'eur','customer':'cus_1',"
             "'created':1767225600,'cancel_at_period_end':false" +
             more + ",'items':{'object':'list','data':[") +
         item + "]}}";
}

PlanChange change(ChangeCharge charge = ChangeCharge::Prorated) {
  PlanChange wanted;
  wanted.subscription = "sub_1";
  wanted.product = "price_max";
  wanted.quantity = 3;
  wanted.charge = charge;
  wanted.idempotencyKey = "key-1";
  return wanted;
}

std::string prorationLine(int amount, const std::string& more = {}) {
  return json("{'id':'il_1','object':'line_item','amount':" + std::to_string(amount) +
              ",'currency':'eur','description':'Proration','period':{'start':1773144000,'end':1775001600},"
              "'parent':{'type':'subscription_item_details','subscription_item_details':{'proration':true}}" +
              more + "}");
}

std::string renewalLine(int amount) {
  return json("{'id':'il_2','object':'line_item','amount':" + std::to_string(amount) +
              ",'currency':'eur','description':'Max','period':{'start':1775001600,'end':1777593600},"
              "'parent':{'type':'subscription_item_details','subscription_item_details':{'proration':false}}}");
}

std::string previewJson(int due, const std::vector<std::string>& lines, const std::string& more = {}) {
  return json("{'object':'invoice','currency':'eur','amount_due':" + std::to_string(due) +
              ",'period_end':1775001600,'parent':{'subscription_details':"
              "{'subscription':'sub_1','subscription_proration_date':1773144000}}" +
              more + ",'lines':") +
         listOf(lines) + "}";
}

}  // namespace

const std::string kReadSubscription =
    "GET "
    "/v1/subscriptions/sub_1?expand[0]=customer&expand[1]=discounts.promotion_code&expand[2]=discounts.source.coupon";

class StripeProviderTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void pages_go_on_after_the_last_id_while_there_are_more() {
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

  void a_list_that_claims_more_and_gives_nothing_ends() {
    Stage stage;
    stage.played->then(listOf({}, true)).then(listOf({json("{'id':7}")}, true));
    QVERIFY(stage.api->customers({}, stage.cancel)->next.empty());
    QCOMPARE(codeOf(stage.api->customers({}, stage.cancel)), std::string("bad_answer"));
  }

  void lists_expand_what_is_read_and_ask_for_the_ended_ones_too_data() {
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
  void lists_expand_what_is_read_and_ask_for_the_ended_ones_too() {
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

  void a_filter_that_stripe_does_not_know_is_refused_rather_than_left_out() {
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

  void periods_are_found_on_the_items_and_in_their_old_place() {
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

  void an_invoice_finds_its_subscription_and_payments_in_both_places() {
    Stage stage;
    const std::string head =
        "{'id':'in_1','object':'invoice','status':'paid','currency':'eur','total':900,'amount_paid':900";
    stage.played->then(listOf(
        {json(head +
              ",'parent':{'type':'subscription_details','subscription_details':{'subscription':{'id':'sub_7',"
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

  void unknown_words_and_fields_are_told_with_their_path() {
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

  void a_subscription_is_paid_with_the_customers_own_card() {
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

  void a_change_names_the_item_that_it_replaces() {
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

  void a_metered_item_takes_no_quantity() {
    Stage stage;
    stage.played->then(subscriptionJson({}, itemJson(""))).then(subscriptionJson());
    QVERIFY(stage.api->changePlan(change(ChangeCharge::None), stage.cancel).has_value());
    QCOMPARE(stage.played->body(1), std::string("items[0][id]=si_1&items[0][price]=price_max&proration_behavior=none"
                                                "&payment_behavior=error_if_incomplete"
                                                "&metadata[billing_console]=key-1"));
  }

  void ways_to_charge_that_stripe_does_not_have_are_refused_unsent() {
    for (const auto charge : {ChangeCharge::Difference, ChangeCharge::Full}) {
      Stage stage;
      QCOMPARE(codeOf(stage.api->changePlan(change(charge), stage.cancel)), std::string("mode_not_offered"));
      QCOMPARE(codeOf(stage.api->previewChange(change(charge), stage.cancel)), std::string("mode_not_offered"));
      QVERIFY(stage.played->sent.empty());
    }
  }

  void a_change_at_the_periods_end_is_a_schedule_of_two_phases() {
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

  void a_schedule_whose_phases_are_refused_is_taken_back() {
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

  void a_preview_of_prorations_alone_is_what_is_charged_now() {
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

  void a_preview_that_shows_the_renewal_too_is_split() {
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

  void a_downgrade_leaves_credit_and_charges_nothing() {
    Stage stage;
    stage.played->then(subscriptionJson())
        .then(previewJson(0, {prorationLine(-900)}, ",'starting_balance':-100,'ending_balance':-1000"));
    const auto preview = stage.api->previewChange(change(), stage.cancel);
    QCOMPARE(preview->dueNow.minor, 0);
    QCOMPARE(preview->creditMinor, -900);
  }

  void every_post_has_a_key_of_its_own_unless_one_is_given() {
    Stage stage;
    stage.played->then(customerJson("cus_1")).then(customerJson("cus_1")).then(customerJson("cus_1"));
    const NewCustomer ada{"Ada", "ada@example.com", {{"team", "7"}}};
    for (const char* key : {"mine", "", ""}) QVERIFY(stage.api->createCustomer(ada, key, stage.cancel).has_value());
    QCOMPARE(stage.played->body(0), std::string("name=Ada&email=ada%40example.com&metadata[team]=7"));
    QCOMPARE(stage.played->sent[0].idempotencyKey, std::string("mine"));
    QVERIFY(!stage.played->sent[1].idempotencyKey.empty());
    QVERIFY(stage.played->sent[1].idempotencyKey != stage.played->sent[2].idempotencyKey);
  }

  void a_write_without_an_answer_stays_unconfirmed_and_is_never_sent_again() {
    Stage stage;
    stage.played->thenError(ErrorKind::Timeout, kUnconfirmed).then("not json");
    QCOMPARE(codeOf(stage.api->edit(edit("sub_1", EditKind::CancelNow), stage.cancel)), std::string(kUnconfirmed));
    QCOMPARE(codeOf(stage.api->edit(edit("sub_1", EditKind::CancelNow), stage.cancel)), std::string(kUnconfirmed));
    QCOMPARE(stage.played->sent.size(), std::size_t(2));
  }

  void refunds_go_to_the_intent_or_the_charge_and_never_beyond_what_is_left() {
    Stage stage;
    const std::string refund =
        json("{'id':'re_1','object':'refund','status':'succeeded','amount':300,'currency':'eur'}");
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
    QCOMPARE(stage.played->body(2),
             std::string("charge=ch_1&metadata[billing_console]=k2&metadata[reason]=was%20late"));
    stage.played->then(
        json("{'id':'pi_1','amount_received':1000,'latest_charge':{'id':'ch_1','amount':1000,'amount_refunded':600}}"));
    QCOMPARE(codeOf(stage.api->refund({"pi_1", 401, {}, {}}, stage.cancel)), std::string("refund_exceeds"));
    for (const std::int64_t amount : {0LL, -5LL, 100'000'000LL})
      QVERIFY(codeOf(stage.api->refund({"pi_1", amount, {}, {}}, stage.cancel)).starts_with("amount_"));
    QCOMPARE(stage.played->sent.size(), std::size_t(4));
  }

  void a_payment_learns_its_invoice_from_the_invoice_payments() {
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

  void payments_of_a_subscription_are_found_by_its_invoices() {
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
    QCOMPARE(stage.played->line(0),
             std::string("GET /v1/invoices?limit=100&subscription=sub_1&expand[0]=data.payments"));
  }

  void the_pdf_is_fetched_from_stripes_hosts_only_and_without_the_key_data() {
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
  void the_pdf_is_fetched_from_stripes_hosts_only_and_without_the_key() {
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

  void a_draft_has_no_pdf() {
    Stage stage;
    stage.played->then(json("{'id':'in_1','invoice_pdf':null}"));
    QCOMPARE(codeOf(stage.api->invoicePdf("in_1", stage.cancel)), std::string("no_pdf"));
  }

  void a_checkout_is_a_session_with_the_promotion_code_behind_what_was_typed() {
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

  void uses_are_meter_events_with_their_id() {
    Stage stage;
    stage.played->then("{}");
    QVERIFY(stage.api->reportUsage({{"cus_1", "api_calls", "use_1", 5, stage.clock.now()}}, stage.cancel).has_value());
    QCOMPARE(stage.played->body(0),
             std::string("event_name=api_calls&payload[stripe_customer_id]=cus_1&payload[value]=5&identifier=use_1"
                         "&timestamp=1773144000"));
    QCOMPARE(stage.played->sent[0].idempotencyKey, std::string("usage-use_1"));
  }

  void credits_are_money_with_a_balance_and_grants() {
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

  void endpoints_tell_their_secret_once() {
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

  void events_keep_their_bytes() {
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

  void a_keys_abilities_are_found_by_asking_for_one_of_each() {
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
};

QTEST_GUILESS_MAIN(StripeProviderTest)
#include "tst_stripeprovider.moc"
