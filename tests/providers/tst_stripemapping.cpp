#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QtTest>
#include <algorithm>

#include "domain/fieldtext.h"
#include "domain/furtherlines.h"
#include "providers/mappingerrors.h"
#include "providers/stripe/eventmapping.h"

using namespace billing;

namespace {

QJsonObject parsed(const char* text) {
  return QJsonDocument::fromJson(text).object();
}

Result<BillingEvent> map(const char* type, const QJsonObject& object, const QJsonObject& previous = {}) {
  const QJsonObject event{{QStringLiteral("id"), QStringLiteral("evt_1")},
                          {QStringLiteral("object"), QStringLiteral("event")},
                          {QStringLiteral("type"), QLatin1String(type)},
                          {QStringLiteral("created"), 1772366400},
                          {QStringLiteral("livemode"), false},
                          {QStringLiteral("data"), QJsonObject{{QStringLiteral("object"), object},
                                                               {QStringLiteral("previous_attributes"), previous}}}};
  return providers::stripe::mapEvent("evt_1", QJsonDocument(event).toJson().toStdString());
}

QJsonObject price(const char* id, int minor, const char* interval) {
  QJsonObject made = parsed(R"({"object":"price","active":true,"currency":"usd","product":"prod_1","nickname":"Pro"})");
  made[u"id"] = QLatin1String(id);
  made[u"unit_amount"] = minor;
  made[u"recurring"] = QJsonObject{{QStringLiteral("interval"), QLatin1String(interval)},
                                   {QStringLiteral("interval_count"), 1},
                                   {QStringLiteral("usage_type"), QStringLiteral("licensed")}};
  return made;
}

QJsonObject item(const QJsonObject& itsPrice, int quantity) {
  return {{QStringLiteral("price"), itsPrice}, {QStringLiteral("quantity"), quantity}};
}

QJsonObject subscription(const QJsonArray& items) {
  QJsonObject made = parsed(
      R"({"id":"sub_1","object":"subscription","customer":"cus_1","status":"active","currency":"usd","created":1770000000,
    "cancel_at":null,"cancel_at_period_end":false,"canceled_at":null,"ended_at":null,"trial_end":null})");
  made[u"items"] = QJsonObject{{QStringLiteral("object"), QStringLiteral("list")}, {QStringLiteral("data"), items}};
  return made;
}

QJsonObject invoice() {
  return parsed(
      R"({"id":"in_1","object":"invoice","number":"A-0001","customer":"cus_1","customer_name":"Old Name","customer_email":"old@example.com",
    "status":"paid","currency":"usd","total":1428,"amount_paid":1428,"amount_remaining":0,"created":1772366000,"due_date":null,
    "status_transitions":{"finalized_at":1772366100,"paid_at":1772366400},"invoice_pdf":"https://example.com/in_1.pdf"})");
}

using Metadata = std::vector<std::pair<std::string, std::string>>;

Metadata sorted(Metadata metadata) {
  std::ranges::sort(metadata);
  return metadata;
}

std::string code(const Result<BillingEvent>& result) {
  return result ? std::string() : result.error().code;
}

}  // namespace

class StripeMappingTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void discounts_and_payment_methods_are_told_or_left_alone_data() {
    QTest::addColumn<QByteArray>("sent");
    QTest::addColumn<QString>("discount");
    QTest::addColumn<int>("method");
    const auto row = [](const char* name, const char* sent, const char* discount, int method) {
      QTest::newRow(name) << QByteArray(sent) << QString::fromUtf8(discount) << method;
    };
    row("nothing", "{}", "not told", -1);
    row("none", R"({"discounts":[],"default_payment_method":null})", "", -1);
    row("an id", R"({"discounts":["di_1"],"default_payment_method":"pm_1"})", "of unknown size", 1);
    row("in full",
        R"({"discounts":[{"id":"di_1","end":1780000000,"source":{"coupon":{"id":"half","name":"Half","percent_off":12.5,
           "duration":"repeating"}}}]})",
        "Half 12.50 % repeating until 2026-05-28T20:26:40Z", -1);
    row("as before clover",
        R"({"discount":{"coupon":{"id":"c","amount_off":500,"currency":"usd","duration":"once"},
           "promotion_code":{"code":"WELCOME"}}})",
        "WELCOME 5.00 off once", -1);
    row("of another currency",
        R"({"discounts":[{"source":{"coupon":{"id":"c","amount_off":500,"currency":"eur","duration":"once"}}}]})",
        "c of unknown size", -1);
    row("the customer has one",
        R"({"default_payment_method":null,"customer":{"id":"cus_1","invoice_settings":{"default_payment_method":"pm_2"}}})",
        "not told", 1);
    row("nobody has one",
        R"({"default_payment_method":null,"customer":{"id":"cus_1","invoice_settings":{"default_payment_method":null}}})",
        "not told", 0);
  }
  void discounts_and_payment_methods_are_told_or_left_alone() {
    QFETCH(QByteArray, sent);
    QFETCH(QString, discount);
    QFETCH(int, method);
    QJsonObject object = subscription({item(price("price_1", 1200, "month"), 1)});
    const QJsonObject more = parsed(sent.constData());
    for (auto it = more.begin(); it != more.end(); ++it) object[it.key()] = it.value();
    const auto event = map("customer.subscription.updated", object);
    QVERIFY2(event, event ? "" : describe(event.error()).c_str());
    const SubscriptionState& state = event->subscriptions.front();
    QCOMPARE(state.discount ? QString::fromStdString(fieldText(*state.discount)) : QStringLiteral("not told"),
             discount);
    QCOMPARE(state.hasPaymentMethod ? int(*state.hasPaymentMethod) : -1, method);
  }

  void periods_are_found_in_the_old_and_the_new_place() {
    QJsonObject oldShape = subscription({item(price("price_1", 1200, "month"), 1)});
    oldShape[u"current_period_start"] = 1772000000;
    oldShape[u"current_period_end"] = 1774000000;
    QJsonObject newItem = item(price("price_1", 1200, "month"), 1);
    newItem[u"current_period_start"] = 1772000000;
    newItem[u"current_period_end"] = 1774000000;
    for (const QJsonObject& shape : {oldShape, subscription({newItem})}) {
      const auto event = map("customer.subscription.updated", shape);
      QVERIFY2(event, event ? "" : describe(event.error()).c_str());
      QCOMPARE(event->subscriptions.at(0).periodStart->seconds(), 1772000000);
      QCOMPARE(event->subscriptions.at(0).periodEnd->seconds(), 1774000000);
      QCOMPARE(event->subscriptions.at(0).productId, std::string("price_1"));
      QCOMPARE(*event->subscriptions.at(0).productName, std::string("Pro"));
    }
  }

  void metadata_is_read_of_payments_subscriptions_and_sessions() {
    const QJsonObject metadata = parsed(R"({"orgId":"org_1","credits":500,"beta":true,"nested":{"a":"b"}})");
    const Metadata expected{{"credits", "500"}, {"orgId", "org_1"}};
    const auto with = [&](QJsonObject object) {
      object[u"metadata"] = metadata;
      return object;
    };
    const auto intent =
        parsed(R"({"id":"pi_1","status":"succeeded","amount":2000,"currency":"usd","customer":"cus_1"})");
    QCOMPARE(sorted(map("payment_intent.succeeded", with(intent))->metadata), expected);
    const auto charge =
        parsed(R"({"id":"ch_1","status":"succeeded","amount":2000,"currency":"usd","customer":"cus_1"})");
    QCOMPARE(sorted(map("charge.succeeded", with(charge))->metadata), expected);
    const auto plan = subscription({item(price("price_1", 1200, "month"), 1)});
    QCOMPARE(sorted(map("customer.subscription.updated", with(plan))->metadata), expected);
    const auto session = parsed(R"({"id":"cs_1","customer":"cus_1","payment_intent":"pi_1","payment_status":"paid",
      "amount_total":2000,"currency":"usd","client_reference_id":"ref_1"})");
    QCOMPARE(sorted(map("checkout.session.completed", with(session))->metadata),
             (Metadata{{"client_reference_id", "ref_1"}, {"credits", "500"}, {"orgId", "org_1"}}));
  }

  void a_session_tells_of_its_payment_at_second_hand() {
    const auto session = parsed(R"({"id":"cs_1","customer":"cus_1","payment_intent":"pi_1","payment_status":"paid",
      "amount_total":2000,"currency":"usd","subscription":null})");
    const auto event = map("checkout.session.completed", session);
    QVERIFY2(event, event ? "" : describe(event.error()).c_str());
    QCOMPARE(event->payments.size(), std::size_t{1});
    QVERIFY(event->payments[0].snapshot == Snapshot::Hint);
    QCOMPARE(event->payments[0].externalId, std::string("pi_1"));
    QCOMPARE(event->payments[0].status, std::string("succeeded"));
    QCOMPARE(event->payments[0].amount.minor, 2000);
    auto ofSubscription = session;
    ofSubscription[u"payment_intent"] = QJsonValue::Null;
    ofSubscription[u"subscription"] = QStringLiteral("sub_1");
    QVERIFY(map("checkout.session.completed", ofSubscription)->payments.empty());
  }

  void an_invoice_has_its_subscriptions_metadata_and_prices_in_any_shape() {
    const QJsonObject details{{QStringLiteral("metadata"), parsed(R"({"orgId":"org_1"})")}};
    QJsonObject oldest = invoice();
    oldest[u"lines"] = parsed(R"({"object":"list","data":[{"id":"il_1","subscription":"sub_1","plan":{"id":"plan_1"},
      "metadata":{"orgId":"org_1"}}]})");
    QJsonObject before = invoice();
    before[u"subscription_details"] = details;
    before[u"lines"] = parsed(R"({"object":"list","data":[{"id":"il_1","price":{"id":"plan_1"}}]})");
    QJsonObject now = invoice();
    now[u"parent"] = QJsonObject{{QStringLiteral("subscription_details"), details}};
    now[u"lines"] =
        parsed(R"({"object":"list","data":[{"id":"il_1","pricing":{"price_details":{"price":"plan_1"}}}]})");
    for (const QJsonObject& shape : {oldest, before, now}) {
      const auto event = map("invoice.paid", shape);
      QVERIFY2(event, event ? "" : describe(event.error()).c_str());
      QCOMPARE(event->metadata, (Metadata{{"orgId", "org_1"}}));
      QCOMPARE(event->productIds, std::vector<std::string>{"plan_1"});
    }
    now[u"metadata"] = parsed(R"({"orgId":"org_2"})");
    QCOMPARE(map("invoice.paid", now)->metadata, (Metadata{{"orgId", "org_2"}}));
  }

  void items_add_up_in_the_interval_of_the_first() {
    const auto event =
        map("customer.subscription.created",
            subscription({item(price("price_1", 1200, "month"), 3), item(price("price_2", 12000, "year"), 1)}));
    QCOMPARE(event->subscriptions.at(0).amount.minor, 3600 + 1000);
    QCOMPARE(event->subscriptions.at(0).quantity, 3);
    QCOMPARE(event->prices.size(), std::size_t{2});
    QCOMPARE(event->prices.at(1).amount.minor, 12000);
  }

  void metered_and_tiered_prices_have_no_fixed_part() {
    QJsonObject metered = price("price_2", 5, "month");
    metered[u"recurring"] = parsed(R"({"interval":"month","interval_count":1,"usage_type":"metered"})");
    QJsonObject tiered = price("price_3", 0, "month");
    tiered[u"unit_amount"] = QJsonValue::Null;
    const auto event = map("customer.subscription.created",
                           subscription({item(price("price_1", 1200, "month"), 1), item(metered, 1), item(tiered, 1)}));
    QCOMPARE(event->subscriptions.at(0).amount.minor, 1200);
    QJsonObject half = price("price_4", 0, "month");
    half[u"unit_amount"] = QJsonValue::Null;
    half[u"unit_amount_decimal"] = QStringLiteral("0.5");
    QCOMPARE(map("customer.subscription.created", subscription({item(half, 1001)}))->subscriptions.at(0).amount.minor,
             501);
  }

  void old_plans_are_read_where_there_is_no_price() {
    QJsonObject old;
    old[u"plan"] = parsed(
        R"({"id":"plan_1","object":"plan","amount":2500,"currency":"usd","interval":"year","interval_count":1,"product":"prod_1","active":true})");
    old[u"quantity"] = 2;
    const auto event = map("customer.subscription.updated", subscription({old}));
    QVERIFY2(event, event ? "" : describe(event.error()).c_str());
    QCOMPARE(event->subscriptions.at(0).amount.minor, 5000);
    QVERIFY(*event->subscriptions.at(0).interval == (BillingInterval{IntervalUnit::Year, 1}));
  }

  void what_had_another_value_before_is_told_as_changed() {
    const auto event = map("customer.subscription.updated", subscription({item(price("price_1", 1000, "month"), 1)}),
                           parsed(R"({"cancel_at_period_end":true,"trial_end":null,"of_tomorrow":1})"));
    QVERIFY(event);
    const std::vector<std::string> wanted{"cancel_at_period_end", "cancel_at", "trial_end"};
    QVERIFY(event->changedFields == wanted);
    const auto invoice =
        map("invoice.updated",
            parsed(R"({"id":"in_1","object":"invoice","customer":"cus_1","status":"open","currency":"usd",)"
                   R"("total":5,"amount_paid":0,"amount_remaining":5,"created":1770000000})"),
            parsed(R"({"status":"draft"})"));
    QVERIFY(invoice && invoice->changedFields.empty());
  }

  void a_cancellation_asked_for_is_not_yet_one() {
    QJsonObject leaving = subscription({item(price("price_1", 1200, "month"), 1)});
    leaving[u"cancel_at_period_end"] = true;
    leaving[u"canceled_at"] = 1772000000;
    leaving[u"current_period_end"] = 1774000000;
    const auto event = map("customer.subscription.updated", leaving);
    QVERIFY(!event->subscriptions.at(0).cancelledAt);
    QCOMPARE(event->subscriptions.at(0).cancelAt->seconds(), 1774000000);
    leaving[u"status"] = QStringLiteral("canceled");
    leaving[u"ended_at"] = 1774000000;
    const auto ended = map("customer.subscription.deleted", leaving);
    QCOMPARE(toString(ended->subscriptions.at(0).status), std::string_view("cancelled"));
    QCOMPARE(ended->subscriptions.at(0).cancelledAt->seconds(), 1774000000);
  }

  void lines_are_net_of_tax_and_discounts_in_either_shape() {
    QJsonObject now = invoice();
    now[u"total_excluding_tax"] = 1200;
    now[u"lines"] = parsed(
        R"({"object":"list","has_more":false,"data":[{"id":"il_1","amount":1300,"description":"2 × Pro","quantity":2,
        "discount_amounts":[{"amount":100,"discount":"di_1"}],"period":{"start":1770000000,"end":1772419200},
        "parent":{"type":"subscription_item_details","subscription_item_details":{"proration":true}},
        "pricing":{"price_details":{"price":"price_1"}},
        "taxes":[{"amount":228,"tax_behavior":"exclusive","tax_rate_details":{"tax_rate":"txr_1"}}]}]})");
    QJsonObject before = now;
    before[u"tax"] = 228;
    before[u"lines"] = parsed(
        R"({"object":"list","has_more":false,"data":[{"id":"il_1","amount":1528,"description":"2 × Pro","quantity":2,
        "discount_amounts":[{"amount":100,"discount":"di_1"}],"period":{"start":1770000000,"end":1772419200},
        "proration":true,"price":{"id":"price_1"},"tax_amounts":[{"amount":228,"inclusive":true,"tax_rate":"txr_1"}],
        "tax_rates":[{"id":"txr_1","percentage":19.0}]}]})");
    for (const bool old : {false, true}) {
      const auto event = map("invoice.paid", old ? before : now);
      QVERIFY2(event, event ? "" : describe(event.error()).c_str());
      const InvoiceState& state = event->invoices.at(0);
      QVERIFY(state.taxMinor == std::optional<std::int64_t>(228));
      QCOMPARE(state.lines.size(), std::size_t(1));
      const InvoiceLine& line = state.lines.front();
      QCOMPARE(line.amountMinor, 1200);
      QVERIFY(line.taxMinor == std::optional<std::int64_t>(228));
      QCOMPARE(line.taxPercent.value_or(""), std::string(old ? "19" : ""));
      QVERIFY(line.proration && line.quantity == 2 && line.productId == "price_1");
      QCOMPARE(line.periodStart->seconds(), 1770000000);
      QCOMPARE(line.periodEnd->seconds(), 1772419200);
    }
  }

  void amounts_whose_sum_leaves_64_bits_are_refused() {
    QJsonObject huge = invoice();
    for (const char* data : {R"({"amount":5,"taxes":[{"amount":9000000000000000000},{"amount":9000000000000000000}]})",
                             R"({"amount":9000000000000000000},{"amount":9000000000000000000})"}) {
      huge[u"lines"] = parsed((QByteArray(R"({"data":[)") + data + "]}").constData());
      QCOMPARE(code(map("invoice.paid", huge)), std::string("malformed_event"));
    }
  }

  void a_first_page_of_lines_is_not_taken_for_all_of_them() {
    QJsonObject many = invoice();
    many[u"total_excluding_tax"] = 1200;
    many[u"lines"] = parsed(R"({"object":"list","has_more":true,"data":[{"id":"il_1","amount":500,"description":"One",
      "taxes":[{"amount":95,"tax_behavior":"exclusive"}]}]})");
    const auto event = map("invoice.paid", many);
    const auto& lines = event->invoices.at(0).lines;
    QCOMPARE(lines.size(), std::size_t(2));
    QVERIFY(!areFurtherLines(lines[0]) && areFurtherLines(lines[1]));
    QCOMPARE(lines[1].amountMinor, 700);
    QVERIFY(lines[1].taxMinor == std::optional<std::int64_t>(133));
  }

  void a_negative_invoice_is_a_credit() {
    QJsonObject credit = invoice();
    for (const char16_t* key : {u"total", u"total_excluding_tax"}) credit[key] = -500;
    credit[u"amount_paid"] = 0;
    credit[u"lines"] = parsed(R"({"data":[{"id":"il_1","amount":-500,"description":"Unused time","taxes":[]}]})");
    const auto event = map("invoice.finalized", credit);
    QCOMPARE(event->invoices.at(0).total.minor, -500);
    QCOMPARE(event->invoices.at(0).lines.at(0).amountMinor, -500);
    QVERIFY(event->invoices.at(0).taxMinor == std::optional<std::int64_t>(0));
  }

  void an_invoice_names_its_subscription_and_payment_in_either_shape() {
    QJsonObject oldShape = invoice();
    oldShape[u"subscription"] = QStringLiteral("sub_1");
    oldShape[u"payment_intent"] = QStringLiteral("pi_1");
    oldShape[u"charge"] = QStringLiteral("ch_1");
    QJsonObject newShape = invoice();
    newShape[u"parent"] =
        parsed(R"({"type":"subscription_details","subscription_details":{"subscription":{"id":"sub_1"}}})");
    newShape[u"payments"] =
        parsed(R"({"object":"list","data":[{"id":"inpay_1","status":"paid","amount_paid":1428,"amount_requested":1428,
      "payment":{"type":"payment_intent","payment_intent":"pi_1"}}]})");
    for (const QJsonObject& shape : {oldShape, newShape}) {
      const auto event = map("invoice.paid", shape);
      QVERIFY2(event, event ? "" : describe(event.error()).c_str());
      QCOMPARE(event->subject, std::string("sub_1"));
      QCOMPARE(event->invoices.at(0).subscriptionExternalId, std::string("sub_1"));
      QCOMPARE(event->payments.size(), std::size_t{1});
      QCOMPARE(event->payments.at(0).externalId, std::string("pi_1"));
      QCOMPARE(event->payments.at(0).status, std::string("succeeded"));
      QVERIFY(event->payments.at(0).snapshot == Snapshot::Hint);
      QVERIFY(event->customers.at(0).snapshot == Snapshot::Hint);
    }
  }

  void a_charge_and_its_intent_are_one_payment() {
    const QJsonObject charge = parsed(
        R"({"id":"ch_1","object":"charge","payment_intent":"pi_1","customer":{"id":"cus_1","name":"Ada","email":"a@example.com"},
      "status":"succeeded","captured":true,"amount":1428,"currency":"usd","created":1772366390,"failure_code":null,"failure_message":null,
      "payment_method_details":{"type":"card","card":{"brand":"visa","last4":"4242"}}})");
    const auto byCharge = map("charge.succeeded", charge);
    QCOMPARE(byCharge->payments.at(0).externalId, std::string("pi_1"));
    QCOMPARE(*byCharge->payments.at(0).method, std::string("card visa 4242"));
    QCOMPARE(*byCharge->customers.at(0).name, std::string("Ada"));
    QJsonObject intent = parsed(
        R"({"id":"pi_1","object":"payment_intent","customer":"cus_1","status":"requires_payment_method","amount":1428,
      "currency":"usd","created":1772366390,"last_payment_error":{"code":"card_declined","decline_code":"insufficient_funds","message":"Declined."}})");
    const auto failed = map("payment_intent.payment_failed", intent);
    QCOMPARE(failed->payments.at(0).externalId, std::string("pi_1"));
    QCOMPARE(failed->payments.at(0).status, std::string("failed"));
    QCOMPARE(*failed->payments.at(0).failureCode, std::string("insufficient_funds"));
    intent[u"last_payment_error"] = QJsonValue::Null;
    QCOMPARE(map("payment_intent.created", intent)->payments.at(0).status, std::string("processing"));
  }

  void refunds_and_disputes_point_at_the_payment() {
    const QJsonObject refund =
        parsed(R"({"id":"re_1","object":"refund","amount":400,"currency":"usd","payment_intent":"pi_1","charge":"ch_1",
      "status":"succeeded","reason":"requested_by_customer","created":1772366390})");
    const auto event = map("refund.created", refund);
    QCOMPARE(event->refunds.at(0).paymentExternalId, std::string("pi_1"));
    QCOMPARE(toString(event->kind), std::string_view("refund.succeeded"));
    const QJsonObject dispute = parsed(
        R"({"id":"dp_1","object":"dispute","amount":400,"currency":"usd","payment_intent":null,"charge":{"id":"ch_1","customer":"cus_1"},
      "status":"needs_response","reason":"fraudulent","created":1772366390})");
    const auto opened = map("charge.dispute.created", dispute);
    QCOMPARE(opened->disputes.at(0).paymentExternalId, std::string("ch_1"));
    QCOMPARE(opened->customerExternalId, std::string("cus_1"));
    QVERIFY(opened->disputes.at(0).open);
  }

  void a_customer_may_clear_its_name() {
    const QJsonObject customer =
        parsed(R"({"id":"cus_1","object":"customer","name":null,"email":"a@example.com","created":1770000000})");
    const auto event = map("customer.updated", customer);
    QCOMPARE(*event->customers.at(0).name, std::string());
    QVERIFY(!event->customers.at(0).deleted);
    QVERIFY(map("customer.deleted", customer)->customers.at(0).deleted);
  }

  void credit_grants_count_in_their_currency() {
    const QJsonObject grant =
        parsed(R"({"id":"credgr_1","object":"billing.credit_grant","customer":"cus_1","name":"Welcome",
      "amount":{"type":"monetary","monetary":{"currency":"usd","value":2550}},"created":1772366390,"voided_at":null})");
    const auto event = map("billing.credit_grant.created", grant);
    QCOMPARE(event->usage.at(0).unit, std::string("USD"));
    QCOMPARE(*event->usage.at(0).grantedMilli, 25500);
  }

  void types_without_a_meaning_for_billing_are_unknown() {
    QCOMPARE(code(map("issuing_card.created", parsed(R"({"id":"ic_1"})"))), std::string(providers::kUnknownEventType));
    QVERIFY(map("payout.paid", parsed(R"({"id":"po_1"})")));
    QVERIFY(map("invoice.upcoming", parsed(R"({"object":"invoice","customer":"cus_1"})")));
  }

  void the_provider_s_own_fixtures_are_read() {
    QFile file(QStringLiteral(BILLING_SOURCE_DIR "/../shared/data/stripe/stripe-fixtures3-2026-08.json"));
    if (!file.open(QIODevice::ReadOnly)) QSKIP("../shared/data/stripe/stripe-fixtures3-2026-08.json is not here");
    const QJsonObject resources = QJsonDocument::fromJson(file.readAll()).object()[u"resources"].toObject();
    const QVector<QPair<const char*, const char*>> events{{"customer", "customer.created"},
                                                          {"subscription", "customer.subscription.updated"},
                                                          {"invoice", "invoice.paid"},
                                                          {"charge", "charge.succeeded"},
                                                          {"refund", "refund.created"},
                                                          {"payment_intent", "payment_intent.succeeded"},
                                                          {"price", "price.created"},
                                                          {"product", "product.created"},
                                                          {"dispute", "charge.dispute.created"},
                                                          {"checkout.session", "checkout.session.completed"},
                                                          {"credit_note", "credit_note.created"},
                                                          {"plan", "plan.created"}};
    for (const auto& [resource, type] : events) {
      const QJsonObject object = resources[QLatin1String(resource)].toObject();
      QVERIFY2(!object.isEmpty(), resource);
      const auto event = map(type, object);
      QVERIFY2(event, qPrintable(QLatin1String(type) + QStringLiteral(": ") +
                                 QString::fromStdString(event ? "" : describe(event.error()))));
      QVERIFY2(!event->subject.empty(), type);
    }
  }

  void numbers_that_are_not_whole_are_refused() {
    QJsonObject odd = invoice();
    odd[u"total"] = 14.28;
    const auto event = map("invoice.updated", odd);
    QCOMPARE(code(event), std::string("malformed_event"));
    QCOMPARE(event.error().reason,
             std::string("data.object.total is 14.28, expected a whole number of at most 64 bits"));
  }
};

QTEST_APPLESS_MAIN(StripeMappingTest)
#include "tst_stripemapping.moc"
