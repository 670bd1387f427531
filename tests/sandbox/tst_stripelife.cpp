// A subscription's life in Stripe's words: changes and what they cost, ends, pauses, schedules, failing cards, invoices
// by hand, time that is moved.
#include <QTest>

#include "sandbox/stripecalls.h"

namespace {

using namespace billing;
using namespace billing::sandbox;
using billing::sandbox::tests::Answered;
using billing::sandbox::tests::StripeBench;

std::string seconds(const char* text) {
  return std::to_string(fromIso8601(text)->seconds());
}

// A customer on a clock of their own, with a monthly subscription of 10.00.
struct Life {
  explicit Life(const char* from, const std::string& card = "pm_card_visa", const std::string& more = {})
      : clock(bench.made("/v1/test_helpers/test_clocks", "frozen_time=" + seconds(from))),
        small(bench.price(1000)),
        large(bench.price(3100)),
        customer(bench.customer(card, "&test_clock=" + clock)),
        begun(bench.subscribe(customer, small, more)) {}

  Answered now() { return bench.get("/v1/subscriptions/" + id() + "?expand[]=latest_invoice"); }
  Answered update(const std::string& body) { return bench.post("/v1/subscriptions/" + id(), body); }
  Answered preview(const std::string& details) {
    return bench.post("/v1/invoices/create_preview", "subscription=" + id() + details);
  }
  Answered to(const char* when) {
    return bench.post("/v1/test_helpers/test_clocks/" + clock + "/advance", "frozen_time=" + seconds(when));
  }
  [[nodiscard]] std::string id() const { return begun.text("id"); }
  [[nodiscard]] std::string item() const { return begun.text("items.data.0.id"); }
  /// items[0] with another price.
  [[nodiscard]] std::string larger(const std::string& prefix = "items") const {
    return "&" + prefix + "[0][id]=" + item() + "&" + prefix + "[0][price]=" + large;
  }

  StripeBench bench{"2026-01-01T00:00:00Z"};
  std::string clock, small, large, customer;
  Answered begun;
};

std::vector<qint64> amountsOf(const QJsonValue& invoice) {
  std::vector<qint64> amounts{Answered::within(invoice, "total").toInteger()};
  for (const auto& line : Answered::within(invoice, "lines.data").toArray())
    amounts.push_back(Answered::within(line, "amount").toInteger());
  return amounts;
}

}  // namespace

class TestStripeLife : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_subscription_begins_paid() {
    Life life("2026-01-31T00:00:00Z");
    QCOMPARE(life.begun.status, 200);
    const auto now = life.now();
    QCOMPARE(now.text("status"), "active");
    QCOMPARE(now.text("latest_invoice.status"), "paid");
    QCOMPARE(now.text("latest_invoice.billing_reason"), "subscription_create");
    QCOMPARE(now.text("latest_invoice.parent.subscription_details.subscription"), life.id());
    for (const auto* type : {"customer.subscription.created", "invoice.paid", "payment_intent.succeeded"})
      QVERIFY2(life.bench.wasTold(type), type);
  }

  void a_clock_is_moved_by_two_years_at_most() {
    Life life("2026-01-31T00:00:00Z");
    const auto far = life.to("2028-03-01T00:00:00Z");
    QCOMPARE(far.status, 400);
    QCOMPARE(far.text("error.type"), "invalid_request_error");
    QCOMPARE(far.text("error.param"), "frozen_time");
    QCOMPARE(life.to("2026-02-28T00:00:00Z").status, 200);
  }

  void a_change_costs_what_its_preview_said_data() {
    QTest::addColumn<QString>("behaviour");
    QTest::addColumn<bool>("atOnce");
    QTest::newRow("at once") << "always_invoice" << true;
    QTest::newRow("on the next invoice") << "create_prorations" << false;
    QTest::newRow("from now on") << "always_invoice&subscription_details[billing_cycle_anchor][type]=now" << true;
  }
  void a_change_costs_what_its_preview_said() {
    QFETCH(QString, behaviour);
    QFETCH(bool, atOnce);
    Life life("2026-01-31T00:00:00Z");
    life.to("2026-02-14T00:00:00Z");
    const auto when = "&proration_date=" + seconds("2026-02-14T00:00:00Z");
    const auto wanted = behaviour.toStdString();
    const auto mode = wanted.substr(0, wanted.find('&'));
    const auto preview = life.preview(life.larger("subscription_details[items]") +
                                      "&subscription_details[proration_behavior]=" + wanted +
                                      "&subscription_details[proration_date]=" + seconds("2026-02-14T00:00:00Z"));
    QCOMPARE(preview.status, 200);
    const auto anchor = wanted == mode ? "" : "&billing_cycle_anchor[type]=now";
    const auto changed = life.update("proration_behavior=" + mode + when + anchor + life.larger());
    QCOMPARE(changed.text("items.data.0.price.id"), life.large);
    if (!atOnce) life.to("2026-03-01T00:00:00Z");
    QVERIFY(amountsOf(life.now().at("latest_invoice")) == amountsOf(preview.body));
    QVERIFY(preview.number("total") > 1000);
  }

  void an_item_without_an_id_is_added() {
    Life life("2026-01-31T00:00:00Z");
    const auto added = life.update("items[0][price]=" + life.large + "&proration_behavior=none");
    QCOMPARE(added.at("items.data").toArray().size(), 2);
    QCOMPARE(life.update("items[0][price]=" + life.large).status, 400);
    const auto removed = life.update("items[0][id]=" + life.item() + "&items[0][deleted]=true&proration_behavior=none");
    QCOMPARE(removed.at("items.data").toArray().size(), 1);
    QCOMPARE(life.update("items[0][id]=" + added.text("items.data.1.id") + "&items[0][deleted]=true").status, 400);
    const auto event = life.bench.get("/v1/events?type=customer.subscription.updated&limit=1");
    QVERIFY(event.at("data.0.data.previous_attributes").toObject().contains(QStringLiteral("items")));
  }

  void an_end_can_be_taken_back_until_it_comes() {
    Life life("2026-01-31T00:00:00Z");
    QVERIFY(life.update("cancel_at_period_end=true").at("cancel_at_period_end").toBool());
    QVERIFY(life.update("cancel_at_period_end=false").at("cancel_at").isNull());
    life.update("cancel_at_period_end=true");
    life.to("2026-03-01T00:00:00Z");
    QCOMPARE(life.now().text("status"), "canceled");
    QVERIFY(life.bench.wasTold("customer.subscription.deleted"));
    QCOMPARE(life.update("metadata[a]=1").status, 404);
    QCOMPARE(life.bench.get("/v1/subscriptions?customer=" + life.customer).at("data").toArray().size(), 0);
    QCOMPARE(life.bench.get("/v1/subscriptions?status=all&customer=" + life.customer).text("data.0.id"), life.id());
  }

  void month_ends_stay_month_ends_in_leap_years_too() {
    Life life("2027-12-31T10:00:00Z");
    for (const auto* when : {"2028-02-01T00:00:00Z", "2028-03-01T00:00:00Z", "2028-05-01T00:00:00Z"}) life.to(when);
    const auto now = life.now();
    QCOMPARE(now.number("items.data.0.current_period_start"), fromIso8601("2028-04-30T10:00:00Z")->seconds());
    QCOMPARE(now.number("items.data.0.current_period_end"), fromIso8601("2028-05-31T10:00:00Z")->seconds());
    const auto invoices = life.bench.get("/v1/invoices?subscription=" + life.id());
    QCOMPARE(invoices.at("data").toArray().size(), 5);
    QCOMPARE(invoices.number("data.2.created"), fromIso8601("2028-02-29T10:00:00Z")->seconds());
  }

  void a_card_that_fails_makes_it_past_due_and_a_good_one_heals_it() {
    Life life("2026-05-10T00:00:00Z");
    const auto failing =
        life.bench.made("/v1/payment_methods/pm_card_chargeCustomerFail/attach", "customer=" + life.customer);
    life.bench.post("/v1/customers/" + life.customer, "invoice_settings[default_payment_method]=" + failing);
    life.to("2026-06-10T01:00:00Z");
    const auto behind = life.now();
    QCOMPARE(behind.text("status"), "past_due");
    QVERIFY(life.bench.wasTold("invoice.payment_failed"));
    const auto invoice = "/v1/invoices/" + behind.text("latest_invoice.id") + "/pay";
    const auto declined = life.bench.post(invoice);
    QCOMPARE(declined.status, 402);
    QCOMPARE(declined.code(), "card_declined");
    QCOMPARE(declined.text("error.decline_code"), "generic_decline");
    QVERIFY(!declined.text("error.payment_intent.id").empty());
    QCOMPARE(life.bench.post(invoice, "payment_method=pm_card_visa").text("status"), "paid");
    QCOMPARE(life.now().text("status"), "active");
  }

  void nothing_is_sold_that_cannot_be_paid() {
    StripeBench bench;
    const auto price = bench.price();
    const auto bare = bench.made("/v1/customers", "name=x");
    QCOMPARE(bench.subscribe(bare, price).code(), "resource_missing");
    QCOMPARE(bench.subscribe(bare, price, "&trial_period_days=7").text("status"), "trialing");
    QCOMPARE(bench.subscribe(bare, price, "&payment_behavior=default_incomplete").text("status"), "incomplete");
    QCOMPARE(bench.subscribe(bare, price, "&collection_method=send_invoice").code(), "parameter_missing");
    QCOMPARE(bench.subscribe(bare, price, "&collection_method=send_invoice&days_until_due=5").text("status"), "active");
    const auto poor = bench.customer("pm_card_chargeCustomerFail");
    QCOMPARE(bench.subscribe(poor, price, "&payment_behavior=error_if_incomplete").status, 402);
    QCOMPARE(bench.subscribe(poor, price).text("status"), "incomplete");
  }

  void a_trial_without_a_card_ends_as_it_was_told_to() {
    StripeBench bench;
    const auto bare = bench.made("/v1/customers", "name=x");
    const auto made = bench.subscribe(
        bare, bench.price(), "&trial_period_days=7&trial_settings[end_behavior][missing_payment_method]=pause");
    QCOMPARE(made.text("trial_settings.end_behavior.missing_payment_method"), "pause");
    QCOMPARE(bench.post("/v1/subscriptions/" + made.text("id"), "trial_end=now").text("status"), "paused");
    QVERIFY(bench.wasTold("customer.subscription.paused"));
  }

  void a_trial_ends_by_itself_as_it_was_told_to_data() {
    QTest::addColumn<QString>("behaviour");
    QTest::addColumn<QString>("status");
    QTest::newRow("pause") << "pause" << "paused";
    QTest::newRow("cancel") << "cancel" << "canceled";
    QTest::newRow("invoice") << "create_invoice" << "past_due";
  }
  void a_trial_ends_by_itself_as_it_was_told_to() {
    QFETCH(QString, behaviour);
    QFETCH(QString, status);
    Life life("2026-07-01T00:00:00Z");
    const auto bare = life.bench.made("/v1/customers", "test_clock=" + life.clock);
    const auto made = life.bench.subscribe(
        bare, life.small,
        "&trial_period_days=7&trial_settings[end_behavior][missing_payment_method]=" + behaviour.toStdString());
    life.to("2026-07-08T01:00:00Z");
    QCOMPARE(life.bench.get("/v1/subscriptions/" + made.text("id")).text("status"), status.toStdString());
    QVERIFY(life.bench.wasTold("customer.subscription.trial_will_end"));
  }

  void a_schedule_leads_through_its_phases() {
    Life life("2026-07-01T00:00:00Z");
    const auto schedule = life.bench.post("/v1/subscription_schedules", "from_subscription=" + life.id());
    QCOMPARE(schedule.text("status"), "active");
    QCOMPARE(life.now().text("schedule"), schedule.text("id"));
    const auto path = "/v1/subscription_schedules/" + schedule.text("id");
    const auto planned = life.bench.post(
        path, "phases[0][items][0][price]=" + life.small + "&phases[0][end_date]=" + seconds("2026-08-01T00:00:00Z") +
                  "&phases[1][items][0][price]=" + life.large + "&phases[1][duration][interval]=month");
    QCOMPARE(planned.at("phases").toArray().size(), 2);
    life.to("2026-08-01T01:00:00Z");
    QCOMPARE(life.now().text("items.data.0.price.id"), life.large);
    QCOMPARE(life.now().number("latest_invoice.total"), 3100);
    QCOMPARE(life.bench.get(path).number("current_phase.start_date"), fromIso8601("2026-08-01T00:00:00Z")->seconds());
    life.to("2026-09-02T00:00:00Z");
    QCOMPARE(life.bench.get(path).text("status"), "completed");
    QVERIFY(life.now().at("schedule").isNull());
    QVERIFY(life.bench.wasTold("subscription_schedule.expiring"));
    QVERIFY(life.bench.wasTold("subscription_schedule.completed"));
    QCOMPARE(life.bench.post(path + "/release").status, 400);
  }

  void a_schedule_of_the_future_begins_in_time() {
    Life life("2026-07-01T00:00:00Z");
    const auto made = life.bench.post("/v1/subscription_schedules",
                                      "customer=" + life.customer + "&start_date=" + seconds("2026-07-10T00:00:00Z") +
                                          "&end_behavior=cancel&phases[0][items][0][price]=" + life.large);
    QCOMPARE(made.text("status"), "not_started");
    life.to("2026-07-11T00:00:00Z");
    const auto begun = life.bench.get("/v1/subscription_schedules/" + made.text("id") + "?expand[]=subscription");
    QCOMPARE(begun.text("status"), "active");
    QCOMPARE(begun.text("subscription.status"), "active");
    life.to("2026-08-11T00:00:00Z");
    QCOMPARE(life.bench.get("/v1/subscriptions/" + begun.text("subscription.id")).text("status"), "canceled");
  }

  void an_invoice_is_made_by_hand() {
    StripeBench bench;
    const auto customer = bench.customer();
    const auto waiting = bench.made("/v1/invoiceitems", "customer=" + customer + "&amount=700&currency=usd");
    const auto draft = bench.post("/v1/invoices", "customer=" + customer + "&pending_invoice_items_behavior=include");
    QCOMPARE(draft.text("status"), "draft");
    QCOMPARE(draft.number("total"), 700);
    const auto path = "/v1/invoices/" + draft.text("id");
    const auto item = bench.made("/v1/invoiceitems",
                                 "customer=" + customer + "&invoice=" + draft.text("id") + "&amount=300&currency=usd");
    QCOMPARE(bench.get(path).number("total"), 1000);
    bench.call("DELETE", "/v1/invoiceitems/" + item);
    QCOMPARE(bench.get(path).number("total"), 700);
    const auto open = bench.post(path + "/finalize");
    QCOMPARE(open.text("status"), "open");
    QVERIFY(!open.text("number").empty());
    QVERIFY(open.text("invoice_pdf").starts_with("http://127.0.0.1:4010/"));
    QCOMPARE(bench.post(path + "/finalize").status, 400);
    QCOMPARE(bench.call("DELETE", "/v1/invoiceitems/" + waiting).code(), "invoice_not_editable");
    QCOMPARE(bench.post(path + "/pay").number("amount_paid"), 700);
    QCOMPARE(bench.post(path + "/void").status, 400);
    QCOMPARE(bench.get(path + "/lines").at("data").toArray().size(), 1);
    QCOMPARE(bench.get("/v1/invoice_payments?invoice=" + draft.text("id")).text("data.0.status"), "paid");
  }

  void a_change_that_cannot_be_paid_leaves_the_old_plan() {
    Life life("2026-01-31T00:00:00Z");
    life.to("2026-02-14T00:00:00Z");
    const auto failing =
        life.bench.made("/v1/payment_methods/pm_card_chargeCustomerFail/attach", "customer=" + life.customer);
    const auto before = life.now();
    const auto declined = life.update(
        "proration_behavior=always_invoice&payment_behavior=error_if_incomplete&description=new&"
        "default_payment_method=" +
        failing + life.larger());
    QCOMPARE(declined.status, 402);
    QCOMPARE(life.now().body, before.body);
    const auto tried = life.bench.get("/v1/invoices?limit=1&subscription=" + life.id());
    QCOMPARE(tried.text("data.0.status"), "void");
  }

  void what_is_refused_changes_nothing() {
    Life life("2026-01-31T00:00:00Z");
    const auto before = life.now();
    for (const auto* body : {"items[0][price]=price_none", "default_payment_method=pm_none", "trial_end=1",
                             "proration_behavior=sometimes", "cancel_at_period_end=perhaps", "items[0][id]=si_none"})
      QCOMPARE(life.update(std::string("description=changed&") + body).status, 400);
    QCOMPARE(life.now().body, before.body);
  }
};

QTEST_GUILESS_MAIN(TestStripeLife)
#include "tst_stripelife.moc"
