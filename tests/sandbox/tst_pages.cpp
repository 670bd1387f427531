// The hosted pages under buyers, clumsy and hostile: what they are told, where they are led, what is never repeated.
#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "sandbox/faces/query.h"
#include "sandbox/pages/invoicepdf.h"
#include "sandbox/pages/pages.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::sandbox;

namespace {

const Instant start = *fromIso8601("2026-01-31T12:00:00Z");
constexpr const char* good = "4242 4242 4242 4242";

Currency usd() {
  return *Currency::fromCode("USD");
}

// A ledger with two plans, a customer and an open checkout, and its pages.
struct Shop {
  explicit Shop(Provider home = Provider::Stripe) {
    addPlan("price_pro", "Pro & <b>more</b>", 999, home);
    addPlan("price_max", "Max", 2999, home);
    Checkout checkout;
    checkout.id = "cs_1";
    checkout.home = home;
    checkout.cart = {{"prod_price_pro", "price_pro", 1, 999, 0, 0}};
    checkout.currency = usd();
    checkout.totalMinor = checkout.subtotalMinor = 999;
    checkout.successUrl = "https://shop.example/done?session={CHECKOUT_SESSION_ID}";
    checkout.cancelUrl = "https://shop.example/back";
    checkout.created = start;
    checkout.expires = {start.ms + 86'400'000};
    ledger->checkouts.add(checkout);
  }

  void addPlan(const std::string& id, const std::string& name, std::int64_t minor, Provider home) {
    Product product;
    product.id = "prod_" + id;
    product.name = name;
    product.home = home;
    product.defaultPrice = id;
    ledger->products.add(product);
    Price price;
    price.id = id;
    price.product = product.id;
    price.home = home;
    price.unit = {minor, usd()};
    price.interval = BillingInterval{IntervalUnit::Month, 1};
    ledger->prices.add(price);
  }

  CallAnswer get(const std::string& path, const std::string& query = {}) {
    return pages.answer({"GET", path, query, {}, {}, "http://127.0.0.1:4010"});
  }
  CallAnswer postRaw(const std::string& path, const std::string& body) {
    return pages.answer({"POST", path, {}, {}, body, "http://127.0.0.1:4010"});
  }
  /// With the proof that the page's own form carries.
  CallAnswer post(const std::string& path, const QueryPairs& fields, const std::string& query = {}) {
    static const QRegularExpression proof(QStringLiteral("name=\"form\" value=\"([0-9a-f]+)\""));
    const auto found = proof.match(QString::fromStdString(get(path, query).body));
    std::string body = "form=" + found.captured(1).toStdString();
    for (const auto& [name, value] : fields) body += "&" + name + "=" + percentEncoded(value);
    return postRaw(path, body);
  }
  CallAnswer pay(const std::string& number, const std::string& expiry = "12/34", const std::string& cvc = "123") {
    return post("/pay/cs_1", {{"action", "pay"},
                              {"email", "ada@example.com"},
                              {"name", "Ada"},
                              {"card-number", number},
                              {"card-expiry", expiry},
                              {"card-cvc", cvc}});
  }
  /// Bought with a good card; the portal of the customer is open.
  std::string subscribed() {
    pay(good);
    const Subscription& subscription = *ledger->subscriptions.all().front();
    PortalSession session;
    session.id = "bps_1";
    session.home = subscription.home;
    session.customer = subscription.customer;
    session.returnUrl = "https://shop.example/account";
    ledger->portals.add(session);
    return subscription.id;
  }
  Checkout& checkout() { return *ledger->checkouts.find("cs_1"); }
  Subscription& subscription() { return *ledger->subscriptions.all().front(); }

  ManualClock clock{start};
  std::unique_ptr<Ledger> ledger = std::move(*Ledger::open({}));
  Engine engine{*ledger, clock, [](const Happening&) {}};
  Pages pages{engine};
};

std::string locationOf(const CallAnswer& answer) {
  for (const auto& field : answer.fields)
    if (field.name == "Location") return field.value;
  return {};
}

bool has(const CallAnswer& answer, std::string_view text) {
  return answer.body.find(text) != std::string::npos;
}

int countOf(const std::string& text, const std::string& part) {
  return static_cast<int>(QString::fromStdString(text).count(QString::fromStdString(part)));
}

// As a reader gets it; nullopt where there is no pdftotext.
std::optional<QString> readPdf(const std::string& bytes) {
  const QString program = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
  if (program.isEmpty()) return std::nullopt;
  QProcess reader;
  reader.start(program, {QStringLiteral("-layout"), QStringLiteral("-"), QStringLiteral("-")});
  reader.write(bytes.data(), static_cast<qint64>(bytes.size()));
  reader.closeWriteChannel();
  if (!reader.waitForFinished() || reader.exitCode() != 0) return QString();
  return QString::fromUtf8(reader.readAllStandardOutput());
}

}  // namespace

class TestPages : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void what_is_bought_is_shown_escaped_with_its_price_and_the_way_back() {
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

  void every_page_can_be_read_by_everybody() {
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

  void what_is_wrong_is_told_at_its_field_in_words() {
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

  void no_number_of_a_card_is_ever_shown_again() {
    Shop shop;
    const CallAnswer page = shop.pay("4000 0000 0000 0002");
    QVERIFY(!has(page, "value=\"4000"));
    QVERIFY(!has(page, "value=\"123\""));
  }

  void only_test_cards_are_taken() {
    Shop shop;
    const CallAnswer page = shop.pay("4929 4205 7359 5709");
    QCOMPARE(page.status, 422);
    QVERIFY(has(page, "not a test card"));
  }

  void a_card_that_pays_leads_to_the_shop_with_its_session() {
    Shop shop;
    const CallAnswer paid = shop.pay(good);
    QCOMPARE(paid.status, 303);
    QCOMPARE(locationOf(paid), std::string("https://shop.example/done?session=cs_1"));
    QVERIFY(shop.checkout().status == "complete");
    QVERIFY(shop.subscription().status == SubscriptionStatus::Active);
    QVERIFY(has(shop.get("/pay/cs_1"), "Thank you"));
  }

  void a_card_expires_when_the_buyer_said() {
    Shop shop;
    shop.pay(good, "3/29");
    const PaymentMethod& card = *shop.ledger->paymentMethods.find(shop.subscription().paymentMethod);
    QVERIFY(card.expMonth == 3 && card.expYear == 2029);
  }

  void after_the_bank_who_has_no_web_page_to_go_back_to_is_told_how_it_ended() {
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

  void paying_twice_charges_once() {
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

  void a_declined_card_leaves_the_checkout_open_and_says_why() {
    Shop shop;
    const CallAnswer declined = shop.pay("4000000000009995");
    QCOMPARE(declined.status, 422);
    QVERIFY(has(declined, "insufficient funds"));
    QVERIFY(shop.checkout().status == "open");
    QCOMPARE(shop.pay(good).status, 303);
    QVERIFY(shop.checkout().status == "complete");
  }

  void the_bank_is_asked_and_its_answer_counts() {
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

  void dodo_is_told_the_subscription_and_its_status() {
    Shop shop(Provider::Dodo);
    shop.checkout().successUrl = "https://shop.example/done#top";
    const std::string to = locationOf(shop.pay(good));
    QCOMPARE(to, "https://shop.example/done?subscription_id=" + shop.subscription().id + "&status=active#top");
  }

  void nobody_is_led_to_anything_but_a_web_page() {
    Shop shop;
    shop.checkout().cancelUrl = "javascript:alert(1)";
    QVERIFY(!has(shop.get("/pay/cs_1"), "javascript:"));
    shop.checkout().successUrl = "data:text/html,x";
    QCOMPARE(locationOf(shop.pay(good)), std::string("http://127.0.0.1:4010/pay/cs_1"));
    Shop lines;
    lines.checkout().successUrl = "https://shop.example/\r\nSet-Cookie: a=b";
    QVERIFY(locationOf(lines.pay(good)).find('\n') == std::string::npos);
  }

  void a_form_of_somebody_else_is_refused() {
    Shop shop, other;
    QCOMPARE(shop.postRaw("/pay/cs_1", "action=pay").status, 403);
    QCOMPARE(shop.postRaw("/pay/cs_1", "action=pay&form=00").status, 403);
    QVERIFY(shop.checkout().status == "open");
  }

  void a_code_takes_its_part_off_and_can_be_removed() {
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

  void an_old_checkout_sells_nothing() {
    Shop shop;
    shop.clock.advance(2 * 86'400'000LL);
    QCOMPARE(shop.get("/pay/cs_1").status, 410);
    QCOMPARE(shop.get("/pay/unknown").status, 404);
    QCOMPARE(shop.get("/portal/unknown").status, 404);
    QCOMPARE(shop.get("/invoice/unknown/pdf").status, 404);
  }

  void customers_cancel_and_change_their_minds() {
    Shop shop;
    const std::string id = shop.subscribed();
    QVERIFY(has(shop.get("/portal/bps_1", "cancel=" + id), "28 February 2026"));
    const CallAnswer cancelled =
        shop.post("/portal/bps_1", {{"action", "cancel"}, {"subscription", id}}, "cancel=" + id);
    QCOMPARE(cancelled.status, 303);
    QVERIFY(shop.subscription().cancelAtPeriodEnd);
    QVERIFY(has(shop.get("/portal/bps_1", "done=cancel"), "ends at the end of the period"));
    QCOMPARE(shop.post("/portal/bps_1", {{"action", "keep"}, {"subscription", id}}).status, 303);
    QVERIFY(!shop.subscription().cancelAtPeriodEnd);
  }

  void a_change_of_plan_costs_what_its_preview_said() {
    Shop shop;
    const std::string id = shop.subscribed();
    QVERIFY(has(shop.get("/portal/bps_1", "change=" + id), "Max, $29.99 USD every month"));
    const auto preview = shop.engine.previewItems([&] {
      ItemsChange change;
      change.subscription = id;
      change.items = shop.subscription().items;
      change.items.front().price = "price_max";
      return change;
    }());
    VERIFY_RESULT(preview);
    const std::string query = "change=" + id + "&to=price_max";
    QVERIFY(has(shop.get("/portal/bps_1", query), toDisplay({preview->dueMinor, usd()}, "en_US")));
    const auto before = shop.ledger->charges.size();
    QCOMPARE(
        shop.post("/portal/bps_1", {{"action", "change"}, {"subscription", id}, {"to", "price_max"}}, query).status,
        303);
    QCOMPARE(shop.subscription().items.front().price, std::string("price_max"));
    QCOMPARE(shop.ledger->charges.size(), before + 1);
    QCOMPARE(shop.ledger->charges.all().back()->amount.minor, preview->dueMinor);
  }

  void customers_pause_where_the_provider_offers_it() {
    Shop stripe;
    stripe.subscribed();
    QVERIFY(!has(stripe.get("/portal/bps_1"), "Pause the subscription"));
    Shop dodo(Provider::Dodo);
    const std::string id = dodo.subscribed();
    QVERIFY(has(dodo.get("/portal/bps_1"), "Pause the subscription"));
    QCOMPARE(dodo.post("/portal/bps_1", {{"action", "pause"}, {"subscription", id}}).status, 303);
    QVERIFY(dodo.subscription().status == SubscriptionStatus::Paused);
    QCOMPARE(dodo.post("/portal/bps_1", {{"action", "resume"}, {"subscription", id}}).status, 303);
    QVERIFY(dodo.subscription().status == SubscriptionStatus::Active);
  }

  void another_card_is_used_from_now_on() {
    Shop shop;
    const std::string id = shop.subscribed();
    const auto update = [&](const char* number) {
      return shop.post("/portal/bps_1",
                       {{"action", "card"},
                        {"subscription", id},
                        {"card-number", number},
                        {"card-expiry", "01/30"},
                        {"card-cvc", "999"}},
                       "card=" + id);
    };
    QCOMPARE(update("12").status, 422);
    QCOMPARE(update("5555555555554444").status, 303);
    QVERIFY(has(shop.get("/portal/bps_1"), "4444"));
  }

  void nobody_sees_or_moves_what_belongs_to_others() {
    Shop shop;
    const std::string id = shop.subscribed();
    Customer stranger;
    stranger.id = "cus_other";
    stranger.email = "bo@example.com";
    shop.ledger->customers.add(stranger);
    PortalSession session;
    session.id = "bps_2";
    session.customer = stranger.id;
    shop.ledger->portals.add(session);
    QVERIFY(!has(shop.get("/portal/bps_2", "cancel=" + id), "Cancel at the end"));
    const std::string proof = FormGuard().fieldFor("/portal/bps_2");
    QCOMPARE(shop.postRaw("/portal/bps_2", "action=cancel&subscription=" + id).status, 403);
    QVERIFY(!shop.subscription().cancelAtPeriodEnd);
  }

  void an_invoice_is_printed_whole_on_as_many_pages_as_it_needs() {
    Invoice invoice;
    invoice.id = "in_1";
    invoice.number = "SB-0001";
    invoice.currency = usd();
    invoice.status = "paid";
    invoice.finalizedAt = invoice.paidAt = start;
    for (int i = 1; i <= 70; ++i) {
      InvoiceLine line;
      line.text = "Größe Ωμέγα Привет line " + std::to_string(i);
      line.amountMinor = 100;
      line.from = start;
      line.to = {start.ms + 86'400'000};
      invoice.lines.push_back(line);
    }
    invoice.subtotalMinor = 7000;
    invoice.taxMinor = 1330;
    invoice.totalMinor = invoice.dueMinor = invoice.paidMinor = 8330;
    Customer customer;
    customer.name = "Ada Ødegård";
    PrintOrder order;
    order.invoice = &invoice;
    order.customer = &customer;
    const auto ledger = Ledger::open({});
    const std::string bytes = pdfOf(printedOf(order, **ledger));
    QVERIFY(bytes.starts_with("%PDF-"));
    const auto text = readPdf(bytes);
    if (!text) QSKIP("pdftotext is not installed");
    for (const char* part : {"SB-0001", "31 January 2026", "Größe Ωμέγα Привет line 70", "Ada Ødegård", "$13.30 USD",
                             "$83.30 USD", "Page 1 of", "Sandbox: no money moves"})
      QVERIFY2(text->contains(QString::fromUtf8(part)), part);
    const int pages = static_cast<int>(text->count(QLatin1Char('\f')));
    QVERIFY(pages > 1);
    QVERIFY(text->contains(QStringLiteral("Page %1 of %1").arg(pages)));
  }

  void a_refund_has_a_receipt_of_its_own() {
    Refund refund;
    refund.id = "re_1";
    refund.payment = "pay_1";
    refund.amount = {500, usd()};
    refund.created = start;
    PrintOrder order;
    order.refund = &refund;
    const auto ledger = Ledger::open({});
    const Printed printed = printedOf(order, **ledger);
    QCOMPARE(printed.title, std::string("Refund receipt"));
    QCOMPARE(printed.sums.back().amount, std::string("$5.00 USD"));
  }
};

QTEST_APPLESS_MAIN(TestPages)
#include "tst_pages.moc"
