// The customer's portal, and what is printed.
#include "sandbox/tst_pages.h"

namespace billing::sandbox::pagestest {

void TestPages::customers_cancel_and_change_their_minds() {
  Shop shop;
  const std::string id = shop.subscribed();
  QVERIFY(has(shop.get("/portal/bps_1", "cancel=" + id), "28 February 2026"));
  const CallAnswer cancelled = shop.post("/portal/bps_1", {{"action", "cancel"}, {"subscription", id}}, "cancel=" + id);
  QCOMPARE(cancelled.status, 303);
  QVERIFY(shop.subscription().cancelAtPeriodEnd);
  QVERIFY(has(shop.get("/portal/bps_1", "done=cancel"), "ends at the end of the period"));
  QCOMPARE(shop.post("/portal/bps_1", {{"action", "keep"}, {"subscription", id}}).status, 303);
  QVERIFY(!shop.subscription().cancelAtPeriodEnd);
}

void TestPages::a_change_of_plan_costs_what_its_preview_said() {
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
  QCOMPARE(shop.post("/portal/bps_1", {{"action", "change"}, {"subscription", id}, {"to", "price_max"}}, query).status,
           303);
  QCOMPARE(shop.subscription().items.front().price, std::string("price_max"));
  QCOMPARE(shop.ledger->charges.size(), before + 1);
  QCOMPARE(shop.ledger->charges.all().back()->amount.minor, preview->dueMinor);
}

void TestPages::customers_pause_where_the_provider_offers_it() {
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

void TestPages::another_card_is_used_from_now_on() {
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

void TestPages::nobody_sees_or_moves_what_belongs_to_others() {
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

void TestPages::an_invoice_is_printed_whole_on_as_many_pages_as_it_needs() {
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

void TestPages::a_refund_has_a_receipt_of_its_own() {
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

}  // namespace billing::sandbox::pagestest
