// Payments, disputes, checkout, credits and usage through the Stripe face, as Stripe documents them.
#include <QRegularExpression>
#include <QTest>
#include <algorithm>

#include "sandbox/pages/pages.h"
#include "stripebench.h"

namespace {

using billing::sandbox::test::Got;
using billing::sandbox::test::StripeBench;

std::string card(const char* number) {
  return std::string("payment_method_data[type]=card&payment_method_data[card][number]=") + number;
}

Got pay(StripeBench& bench, const char* number, const std::string& more = {}) {
  return bench.post("/v1/payment_intents", "amount=2000&currency=usd&confirm=true&" + card(number) + more);
}

std::string monthlyPrice(StripeBench& bench, const std::string& more = "&unit_amount=1500") {
  const auto product = bench.post("/v1/products", "name=Pro").id();
  return bench.post("/v1/prices", "product=" + product + "&currency=usd&recurring[interval]=month" + more).id();
}

std::string payingCustomer(StripeBench& bench) {
  return bench
      .post("/v1/customers",
            "email=ada@example.com&payment_method=pm_card_visa&"
            "invoice_settings[default_payment_method]=pm_card_visa")
      .id();
}

}  // namespace

class StripeMoreTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  // facts/providers.md 2.5
  void aTestCardPaysOrIsDeclinedAsPublished_data() {
    QTest::addColumn<QString>("number");
    QTest::addColumn<int>("status");
    QTest::addColumn<QString>("word");  // the intent's status, or code and decline code
    const auto row = [](const char* name, const char* number, int status, const char* word) {
      QTest::newRow(name) << QString::fromLatin1(number) << status << QString::fromLatin1(word);
    };
    row("pays", "4242424242424242", 200, "succeeded");
    row("generic decline", "4000000000000002", 402, "card_declined generic_decline");
    row("insufficient funds", "4000000000009995", 402, "card_declined insufficient_funds");
    row("lost", "4000000000009987", 402, "card_declined lost_card");
    row("stolen", "4000000000009979", 402, "card_declined stolen_card");
    row("expired", "4000000000000069", 402, "expired_card expired_card");
    row("wrong CVC", "4000000000000127", 402, "incorrect_cvc incorrect_cvc");
    row("processing error", "4000000000000119", 402, "processing_error processing_error");
    row("declined when charged", "4000000000000341", 402, "card_declined generic_decline");
    row("3-D Secure", "4000002500003155", 200, "requires_action");
    row("3-D Secure 2", "4000000000003220", 200, "requires_action");
    row("3-D Secure, then declined", "4000008400001629", 200, "requires_action");
    row("disputed", "4000000000000259", 200, "succeeded");
  }
  void aTestCardPaysOrIsDeclinedAsPublished() {
    QFETCH(QString, number);
    QFETCH(int, status);
    QFETCH(QString, word);
    StripeBench bench;
    const Got got = pay(bench, number.toLatin1().constData());
    QCOMPARE(got.status, status);
    if (status == 200) {
      QCOMPARE(got.at("status"), word);
      return;
    }
    QCOMPARE(got.at("error.type"), QStringLiteral("card_error"));
    QCOMPARE(got.at("error.code") + u' ' + got.at("error.decline_code"), word);
    QCOMPARE(got.at("error.payment_intent.status"), QStringLiteral("requires_payment_method"));
    QCOMPARE(got.at("error.payment_intent.last_payment_error.code"), got.at("error.code"));
    QVERIFY(got.at("error.charge").startsWith(QLatin1String("ch_")));
  }

  void threeDSecureWaitsForTheCustomerAndEndsAsTheyDo() {
    StripeBench bench;
    const Got asked = pay(bench, "4000002760003184", "&return_url=https://example.com/back");
    QCOMPARE(asked.at("next_action.type"), QStringLiteral("redirect_to_url"));
    QCOMPARE(asked.at("next_action.redirect_to_url.return_url"), QStringLiteral("https://example.com/back"));
    QVERIFY(asked.at("next_action.redirect_to_url.url").startsWith(QLatin1String("http://127.0.0.1:4010/")));
    const auto path = "/v1/test_helpers/payment_intents/" + asked.id() + "/authenticate";
    const Got done = bench.post(path, "success=true");
    QCOMPARE(done.at("status"), QStringLiteral("succeeded"));
    QCOMPARE(done.at("next_action"), QStringLiteral("null"));

    const Got second = pay(bench, "4000002760003184");
    QCOMPARE(second.at("next_action.type"), QStringLiteral("use_stripe_sdk"));
    const Got failed = bench.post("/v1/test_helpers/payment_intents/" + second.id() + "/authenticate", "success=false");
    QCOMPARE(failed.at("status"), QStringLiteral("requires_payment_method"));
    QCOMPARE(failed.at("last_payment_error.code"), QStringLiteral("payment_intent_authentication_failure"));

    const Got third = pay(bench, "4000008400001629");
    const Got declined = bench.post("/v1/test_helpers/payment_intents/" + third.id() + "/authenticate");
    QCOMPARE(declined.at("last_payment_error.code"), QStringLiteral("card_declined"));
  }

  // Where next_action leads, a page asks; its buttons do what the customer did.
  void theBanksPageConfirmsThePaymentAndLeadsBackToTheShop() {
    StripeBench bench;
    const Got asked = pay(bench, "4000002760003184", "&return_url=https://example.com/back?a=1");
    billing::sandbox::Pages pages(bench.engine);
    billing::sandbox::Call call;
    call.method = "GET";
    call.path = "/bank/" + asked.id();
    QVERIFY(asked.at("next_action.redirect_to_url.url").endsWith(QString::fromStdString(call.path)));
    QVERIFY(billing::sandbox::Pages::owns(call.path));
    const auto page = pages.answer(call);
    const QRegularExpression proof(QStringLiteral("name=\"form\" value=\"([^\"]+)\""));
    const auto found = proof.match(QString::fromStdString(page.body));
    QVERIFY2(found.hasMatch(), page.body.c_str());
    call.method = "POST";
    call.body = "action=authenticate&form=" + found.captured(1).toStdString();
    const auto done = pages.answer(call);
    QCOMPARE(done.status, 303);
    QCOMPARE(bench.get("/v1/payment_intents/" + asked.id()).at("status"), QStringLiteral("succeeded"));
    const auto to = std::find_if(done.fields.begin(), done.fields.end(),
                                 [](const auto& field) { return field.name == "Location"; });
    QVERIFY(to != done.fields.end());
    QVERIFY2(to->value.starts_with("https://example.com/back?a=1&payment_intent=pi_"), to->value.c_str());
    QVERIFY(to->value.ends_with("redirect_status=succeeded"));
  }

  void offSessionNobodyCanAuthenticate() {
    StripeBench bench;
    const Got got = pay(bench, "4000002760003184", "&off_session=true");
    QCOMPARE(got.status, 402);
    QCOMPARE(got.at("error.code"), QStringLiteral("authentication_required"));
  }

  void manualCaptureHoldsTheMoneyAndTakesAPartOfIt() {
    StripeBench bench;
    const Got held = pay(bench, "4242424242424242", "&capture_method=manual");
    QCOMPARE(held.at("status"), QStringLiteral("requires_capture"));
    QCOMPARE(held.at("amount_capturable"), QStringLiteral("2000"));
    const Got tooMuch = bench.post("/v1/payment_intents/" + held.id() + "/capture", "amount_to_capture=2001");
    QCOMPARE(tooMuch.at("error.code"), QStringLiteral("amount_too_large"));
    const Got taken = bench.post("/v1/payment_intents/" + held.id() + "/capture", "amount_to_capture=1500");
    QCOMPARE(taken.at("status"), QStringLiteral("succeeded"));
    QCOMPARE(taken.at("amount_received"), QStringLiteral("1500"));
    QCOMPARE(taken.at("amount_capturable"), QStringLiteral("0"));
  }

  void whatIsOverCannotBeConfirmedOrCancelled() {
    StripeBench bench;
    const Got paid = pay(bench, "4242424242424242");
    for (const char* verb : {"/confirm", "/cancel", "/capture"}) {
      const Got got = bench.post("/v1/payment_intents/" + paid.id() + verb);
      QCOMPARE(got.status, 400);
      QCOMPARE(got.at("error.code"), QStringLiteral("payment_intent_unexpected_state"));
    }
    const Got open = bench.post("/v1/payment_intents", "amount=2000&currency=usd");
    const Got off = bench.post("/v1/payment_intents/" + open.id() + "/cancel", "cancellation_reason=duplicate");
    QCOMPARE(off.at("status"), QStringLiteral("canceled"));
    QCOMPARE(off.at("cancellation_reason"), QStringLiteral("duplicate"));
  }

  void aMissingOrBadAmountNamesItsParameter() {
    StripeBench bench;
    QCOMPARE(bench.post("/v1/payment_intents", "currency=usd").at("error.param"), QStringLiteral("amount"));
    QCOMPARE(bench.post("/v1/payment_intents", "amount=2000").at("error.param"), QStringLiteral("currency"));
    QCOMPARE(bench.post("/v1/payment_intents", "amount=49&currency=usd").at("error.code"),
             QStringLiteral("amount_too_small"));
    QCOMPARE(bench.post("/v1/payment_intents", "amount=abc&currency=usd").at("error.code"),
             QStringLiteral("parameter_invalid_integer"));
  }

  void refundsGoBackInPartsAndNeverMoreThanWasPaid() {
    StripeBench bench;
    const Got paid = pay(bench, "4242424242424242");
    bench.told();
    const Got part = bench.post("/v1/refunds", "amount=500&payment_intent=" + paid.id());
    QCOMPARE(part.at("status"), QStringLiteral("succeeded"));
    QCOMPARE(bench.told(), QStringLiteral("refund.created charge.refunded"));
    const Got tooMuch = bench.post("/v1/refunds", "amount=1501&payment_intent=" + paid.id());
    QCOMPARE(tooMuch.at("error.message"),
             QStringLiteral("Refund amount (15.01 usd) is greater than unrefunded amount on charge (15.00 usd)"));
    const Got rest = bench.post("/v1/refunds", "charge=" + paid.at("latest_charge").toStdString());
    QCOMPARE(rest.at("amount"), QStringLiteral("1500"));
    const Got again = bench.post("/v1/refunds", "payment_intent=" + paid.id());
    QCOMPARE(again.at("error.code"), QStringLiteral("charge_already_refunded"));
    const Got charge = bench.get("/v1/charges/" + paid.at("latest_charge").toStdString());
    QCOMPARE(charge.at("refunded"), QStringLiteral("true"));
    QCOMPARE(charge.at("amount_refunded"), QStringLiteral("2000"));
  }

  void theDisputeCardIsDisputedAndTheMagicEvidenceDecides_data() {
    QTest::addColumn<QString>("evidence");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("last");
    QTest::newRow("won") << "winning_evidence" << "won" << "charge.dispute.funds_reinstated";
    QTest::newRow("lost") << "losing_evidence" << "lost" << "charge.dispute.closed";
    QTest::newRow("not yet") << "a long story" << "under_review" << "charge.dispute.updated";
  }
  void theDisputeCardIsDisputedAndTheMagicEvidenceDecides() {
    QFETCH(QString, evidence);
    QFETCH(QString, status);
    QFETCH(QString, last);
    StripeBench bench;
    const Got paid = pay(bench, "4000000000000259");
    QVERIFY(bench.told().endsWith(QStringLiteral("charge.dispute.funds_withdrawn")));
    const Got listed = bench.get("/v1/disputes", "payment_intent=" + paid.id());
    QCOMPARE(listed.at("data.0.status"), QStringLiteral("needs_response"));
    const auto path = "/v1/disputes/" + listed.at("data.0.id").toStdString();
    const Got answered =
        bench.post(path, "evidence[uncategorized_text]=" + evidence.toStdString() + "&evidence[customer_name]=Ada");
    QCOMPARE(answered.at("status"), status);
    QCOMPARE(answered.at("evidence.customer_name"), QStringLiteral("Ada"));
    QVERIFY(bench.told().endsWith(last));
  }

  void aPaymentIsToldInStripesOrder() {
    StripeBench bench;
    (void)pay(bench, "4242424242424242");
    QCOMPARE(bench.told(), QStringLiteral("payment_intent.created charge.succeeded payment_intent.succeeded"));
    (void)pay(bench, "4000000000000002");
    QCOMPARE(bench.told(), QStringLiteral("payment_intent.created charge.failed payment_intent.payment_failed"));
    (void)pay(bench, "4000002760003184");
    QCOMPARE(bench.told(), QStringLiteral("payment_intent.created payment_intent.requires_action"));
  }

  void aSetupIntentKeepsTheCardForItsCustomerWithoutACharge() {
    StripeBench bench;
    const auto customer = bench.post("/v1/customers", "email=ada@example.com").id();
    bench.told();
    const Got kept = bench.post("/v1/setup_intents", "confirm=true&payment_method=pm_card_visa&customer=" + customer);
    QCOMPARE(kept.at("status"), QStringLiteral("succeeded"));
    QCOMPARE(bench.told(), QStringLiteral("setup_intent.created payment_method.attached setup_intent.succeeded"));
    const Got declined = bench.post("/v1/setup_intents", "confirm=true&payment_method=pm_card_chargeDeclined");
    QCOMPARE(declined.status, 402);
    QCOMPARE(declined.at("error.setup_intent.status"), QStringLiteral("requires_payment_method"));
    QCOMPARE(bench.ledger->charges.size(), std::size_t{0});
  }

  void aCheckoutIsPaidOnItsPageAndMakesTheSubscription() {
    StripeBench bench;
    const auto price = monthlyPrice(bench);
    const Got session =
        bench.post("/v1/checkout/sessions",
                   "mode=subscription&success_url=https://example.com/ok&customer_email=ada@example.com&"
                   "line_items[0][quantity]=2&line_items[0][price]=" +
                       price + "&subscription_data[metadata][plan]=pro");
    QCOMPARE(session.at("url"), QString::fromStdString("http://127.0.0.1:4010/pay/" + session.id()));
    QCOMPARE(session.at("amount_total"), QStringLiteral("3000"));
    QCOMPARE(session.at("payment_status"), QStringLiteral("unpaid"));
    const Got refused = bench.post("/v1/payment_pages/" + session.id() + "/confirm",
                                   "expected_amount=3000&" + card("4000000000000002"));
    QCOMPARE(refused.status, 402);
    QCOMPARE(bench.get("/v1/checkout/sessions/" + session.id()).at("status"), QStringLiteral("open"));
    const Got paid = bench.post("/v1/payment_pages/" + session.id() + "/confirm", card("4242424242424242"));
    QCOMPARE(paid.status, 200);
    const Got done = bench.get("/v1/checkout/sessions/" + session.id(), "expand[]=subscription&expand[]=line_items");
    QCOMPARE(done.at("status"), QStringLiteral("complete"));
    QCOMPARE(done.at("payment_status"), QStringLiteral("paid"));
    QCOMPARE(done.at("url"), QStringLiteral("null"));
    QCOMPARE(done.at("subscription.status"), QStringLiteral("active"));
    QCOMPARE(done.at("subscription.metadata.plan"), QStringLiteral("pro"));
    QCOMPARE(done.at("customer_details.email"), QStringLiteral("ada@example.com"));
    QCOMPARE(done.at("line_items.data.0.price.id"), QString::fromStdString(price));
    QVERIFY(bench.told().contains(QStringLiteral("checkout.session.completed")));
  }

  void aSetupCheckoutKeepsTheCardAndItsIntentSucceeds() {
    StripeBench bench;
    const auto customer = bench.post("/v1/customers", "email=ada@example.com").id();
    const Got session = bench.post("/v1/checkout/sessions", "mode=setup&currency=usd&customer=" + customer);
    QCOMPARE(session.at("payment_status"), QStringLiteral("no_payment_required"));
    (void)bench.post("/v1/payment_pages/" + session.id() + "/confirm", card("4242424242424242"));
    const Got done = bench.get("/v1/checkout/sessions/" + session.id(), "expand[]=setup_intent");
    QCOMPARE(done.at("status"), QStringLiteral("complete"));
    QCOMPARE(done.at("setup_intent.status"), QStringLiteral("succeeded"));
    const Got cards = bench.get("/v1/customers/" + customer + "/payment_methods");
    QCOMPARE(cards.at("data.0.id"), done.at("setup_intent.payment_method"));
  }

  void aCheckoutSaysWhatItsModeCannotDo() {
    StripeBench bench;
    const auto price = monthlyPrice(bench);
    const Got got =
        bench.post("/v1/checkout/sessions", "mode=payment&line_items[0][quantity]=1&line_items[0][price]=" + price);
    QCOMPARE(got.status, 400);
    const Got made = bench.post("/v1/checkout/sessions",
                                "mode=payment&line_items[0][price_data][currency]=eur&"
                                "line_items[0][price_data][product_data][name]=Credits&"
                                "line_items[0][price_data][unit_amount]=2000&line_items[0][quantity]=1");
    QCOMPARE(made.at("currency"), QStringLiteral("eur"));
    QCOMPARE(bench.post("/v1/checkout/sessions/" + made.id() + "/expire").at("status"), QStringLiteral("expired"));
    QCOMPARE(bench.post("/v1/checkout/sessions/" + made.id() + "/expire").status, 400);
  }

  void aPromotionCodeTakesItsCouponOffTheCheckout() {
    StripeBench bench;
    const auto coupon = bench.post("/v1/coupons", "percent_off=12.5&duration=once").id();
    const auto code =
        bench.post("/v1/promotion_codes", "promotion[type]=coupon&code=SPRING&promotion[coupon]=" + coupon).id();
    const Got session =
        bench.post("/v1/checkout/sessions", "mode=subscription&line_items[0][quantity]=1&line_items[0][price]=" +
                                                monthlyPrice(bench) + "&discounts[0][promotion_code]=" + code);
    QCOMPARE(session.at("total_details.amount_discount"), QStringLiteral("188"));  // 187.5, half away from zero
    QCOMPARE(session.at("discounts.0.coupon"), QString::fromStdString(coupon));
    QCOMPARE(bench.get("/v1/promotion_codes", "code=spring").at("data.0.id"), QString::fromStdString(code));
    QCOMPARE(bench.post("/v1/coupons", "percent_off=100.5").status, 400);
    QCOMPARE(bench.call("DELETE", "/v1/coupons/" + coupon).at("deleted"), QStringLiteral("true"));
    QCOMPARE(bench.get("/v1/coupons/" + coupon).status, 404);
  }

  // Usage of January is on February's invoice.
  void usageIsSummedUpAndChargedAtTheRenewal() {
    StripeBench bench;
    const auto meter =
        bench.post("/v1/billing/meters", "display_name=Calls&event_name=api_call&default_aggregation[formula]=sum")
            .id();
    const auto price = monthlyPrice(bench, "&unit_amount=3&recurring[usage_type]=metered&recurring[meter]=" + meter);
    const auto customer = payingCustomer(bench);
    const Got subscription = bench.post("/v1/subscriptions", "customer=" + customer + "&items[0][price]=" + price);
    QCOMPARE(subscription.at("status"), QStringLiteral("active"));
    const auto use = [&](const char* value, const char* id) {
      return bench.post("/v1/billing/meter_events", "event_name=api_call&payload[stripe_customer_id]=" + customer +
                                                        "&payload[value]=" + value + "&identifier=" + id);
    };
    QCOMPARE(use("40", "a").at("object"), QStringLiteral("billing.meter_event"));
    QCOMPARE(use("2", "b").status, 200);
    QCOMPARE(use("2", "b").status, 400);  // the same identifier within a day
    QCOMPARE(use("100", "c").status, 200);
    QCOMPARE(bench.post("/v1/billing/meter_event_adjustments", "event_name=api_call&type=cancel&cancel[identifier]=c")
                 .status,
             200);
    const auto day = billing::fromIso8601("2027-01-15T00:00:00Z")->seconds();
    const Got summary = bench.get(
        "/v1/billing/meters/" + meter + "/event_summaries",
        "customer=" + customer + "&start_time=" + std::to_string(day) + "&end_time=" + std::to_string(day + 86400));
    QCOMPARE(summary.at("data.0.aggregated_value"), QStringLiteral("42"));
    QVERIFY(bench.engine.advance(*billing::fromIso8601("2027-02-15T12:00:00Z")));
    const Got invoices = bench.get("/v1/invoices", "customer=" + customer);
    QCOMPARE(invoices.at("data.0.billing_reason"), QStringLiteral("subscription_cycle"));
    QCOMPARE(invoices.at("data.0.total"), QStringLiteral("126"));
    QCOMPARE(invoices.at("data.0.status"), QStringLiteral("paid"));
  }

  void anEventThatNoMeterCountsOrThatIsTooOldIsRefused() {
    StripeBench bench;
    (void)bench.post("/v1/billing/meters", "display_name=Calls&event_name=api_call&default_aggregation[formula]=count");
    const auto customer = payingCustomer(bench);
    const auto payload = "&payload[stripe_customer_id]=" + customer;
    QCOMPARE(bench.post("/v1/billing/meter_events", "event_name=other" + payload).at("error.param"),
             QStringLiteral("event_name"));
    const auto now = bench.engine.now().seconds();
    for (const auto at : {now - 36 * 86400, now + 301})
      QCOMPARE(
          bench.post("/v1/billing/meter_events", "event_name=api_call" + payload + "&timestamp=" + std::to_string(at))
              .at("error.param"),
          QStringLiteral("timestamp"));
    QCOMPARE(bench.post("/v1/billing/meters", "display_name=Again&event_name=api_call&default_aggregation[formula]=sum")
                 .status,
             400);
  }

  void aCreditNoteLessensAnOpenInvoiceAndSettlesIt() {
    StripeBench bench;
    const auto customer = bench.post("/v1/customers", "email=ada@example.com").id();
    (void)bench.post("/v1/invoiceitems", "amount=2000&currency=usd&customer=" + customer);
    const auto invoice = bench.post("/v1/invoices", "pending_invoice_items_behavior=include&customer=" + customer).id();
    QCOMPARE(bench.post("/v1/credit_notes", "amount=100&invoice=" + invoice).status, 400);  // still a draft
    (void)bench.post("/v1/invoices/" + invoice + "/finalize");
    bench.told();
    const Got note = bench.post("/v1/credit_notes",
                                "lines[0][type]=custom_line_item&lines[0][unit_amount]=1000&lines[0][quantity]=1&"
                                "lines[0][description]=Sorry&invoice=" +
                                    invoice);
    QCOMPARE(note.at("pre_payment_amount"), QStringLiteral("1000"));
    QVERIFY(bench.told().startsWith(QStringLiteral("credit_note.created")));
    QCOMPARE(bench.get("/v1/invoices/" + invoice).at("amount_remaining"), QStringLiteral("1000"));
    QCOMPARE(bench.post("/v1/credit_notes/" + note.id() + "/void").at("status"), QStringLiteral("void"));
    QCOMPARE(bench.get("/v1/invoices/" + invoice).at("amount_remaining"), QStringLiteral("2000"));
    (void)bench.post("/v1/credit_notes", "amount=2000&invoice=" + invoice);
    QCOMPARE(bench.get("/v1/invoices/" + invoice).at("status"), QStringLiteral("paid"));
  }

  void creditGrantsCountUntilTheyExpireOrAreVoided() {
    StripeBench bench;
    const auto customer = payingCustomer(bench);
    const auto grant = [&](const char* value) {
      return bench.post("/v1/billing/credit_grants",
                        "name=Gift&category=promotional&amount[type]=monetary&amount[monetary][currency]=usd&"
                        "applicability_config[scope][price_type]=metered&amount[monetary][value]=" +
                            std::string(value) + "&customer=" + customer);
    };
    const auto first = grant("1000").id();
    const auto second = grant("500").id();
    const auto balance = [&] {
      return bench.get("/v1/billing/credit_balance_summary", "filter[type]=applicability_scope&customer=" + customer)
          .at("balances.0.available_balance.monetary.value");
    };
    QCOMPARE(balance(), QStringLiteral("1500"));
    QVERIFY(bench.post("/v1/billing/credit_grants/" + first + "/void").at("voided_at") != QStringLiteral("null"));
    QCOMPARE(balance(), QStringLiteral("500"));
    (void)bench.post("/v1/billing/credit_grants/" + second + "/expire");
    QCOMPARE(bench.get("/v1/billing/credit_balance_transactions", "customer=" + customer).at("data.0.debit.type"),
             QStringLiteral("credits_expired"));
  }

  void anAcceptedQuoteIsASubscription() {
    StripeBench bench;
    const auto customer = payingCustomer(bench);
    const Got quote =
        bench.post("/v1/quotes",
                   "line_items[0][quantity]=10&line_items[0][price]=" + monthlyPrice(bench) + "&customer=" + customer);
    QCOMPARE(quote.at("amount_total"), QStringLiteral("15000"));
    QCOMPARE(bench.post("/v1/quotes/" + quote.id() + "/accept").status, 400);  // not finalised
    QCOMPARE(bench.post("/v1/quotes/" + quote.id() + "/finalize").at("status"), QStringLiteral("open"));
    bench.told();
    const Got accepted = bench.post("/v1/quotes/" + quote.id() + "/accept");
    QCOMPARE(accepted.at("status"), QStringLiteral("accepted"));
    QCOMPARE(bench.get("/v1/subscriptions/" + accepted.at("subscription").toStdString()).at("status"),
             QStringLiteral("active"));
    QVERIFY(bench.told().endsWith(QStringLiteral("quote.accepted")));
  }

  void thePortalOpensForACustomerWithTheDefaultConfiguration() {
    StripeBench bench;
    const auto customer = payingCustomer(bench);
    const Got session =
        bench.post("/v1/billing_portal/sessions", "return_url=https://example.com&customer=" + customer);
    QCOMPARE(session.at("url"), QString::fromStdString("http://127.0.0.1:4010/portal/" + session.id()));
    const Got configuration =
        bench.get("/v1/billing_portal/configurations/" + session.at("configuration").toStdString());
    QCOMPARE(configuration.at("is_default"), QStringLiteral("true"));
    QCOMPARE(bench.post("/v1/billing_portal/sessions").at("error.param"), QStringLiteral("customer"));
  }
};

QTEST_GUILESS_MAIN(StripeMoreTest)
#include "tst_stripemore.moc"
