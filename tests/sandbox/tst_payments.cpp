// Payments: every published test card, authentication, capture, refunds, disputes, invoices paid and not.
#include <QTest>

#include "sandbox/engine/testcards.h"
#include "shop.h"

using namespace billing;
using namespace billing::sandbox;
using namespace billing::sandbox::test;

namespace {

template <class T>
bool paymentFails(const Result<T>& result, const char* code) {
  if (result || result.error().code != code) qWarning("got %s", result ? "success" : result.error().code.c_str());
  return !result && result.error().code == code;
}

Payment& payment(Shop& shop, std::int64_t minor = 2000, bool byHand = false) {
  Payment made;
  made.id = shop.ledger->newId("pi_");
  made.home = shop.home;
  made.amount = {minor, usd()};
  made.captureByHand = byHand;
  made.created = shop.engine.now();
  return shop.ledger->payments.add(made);
}

Payment& paid(Shop& shop, std::int64_t minor = 2000) {
  Payment& made = payment(shop, minor);
  if (!shop.engine.confirm(made.id, (*shop.engine.addCard("", "pm_card_visa"))->id)) qFatal("not paid");
  return made;
}

}  // namespace

class TestPayments : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void every_test_card_behaves_as_published_data() {
    QTest::addColumn<QString>("card");
    QTest::addColumn<QString>("status");
    QTest::addColumn<QString>("code");
    QTest::addColumn<QString>("decline");
    QTest::addColumn<bool>("attaches");
    const auto row = [](const char* card, const char* status, const char* code, const char* decline, bool attaches) {
      QTest::newRow(card) << QString::fromLatin1(card) << QString::fromLatin1(status) << QString::fromLatin1(code)
                          << QString::fromLatin1(decline) << attaches;
    };
    const char* again = "requires_payment_method";
    for (const char* card : {"4242424242424242", "4242 4242 4242 4242", "5555555555554444", "4576238912771450",
                             "5409162669381034", "pm_card_visa", "tok_visa", "pm_card_bypassPending"})
      row(card, "succeeded", "", "", true);
    for (const char* card : {"4000000000000002", "4706131211212123", "5105105105105100", "pm_card_visa_chargeDeclined",
                             "pm_card_chargeDeclined", "tok_chargeDeclined"})
      row(card, again, "card_declined", "generic_decline", false);
    for (const char* card : {"4000000000000341", "pm_card_chargeCustomerFail", "tok_chargeCustomerFail"})
      row(card, again, "card_declined", "generic_decline", true);
    row("4000000000009995", again, "card_declined", "insufficient_funds", false);
    row("4000000000009987", again, "card_declined", "lost_card", false);
    row("4000000000009979", again, "card_declined", "stolen_card", false);
    row("4000000000000069", again, "expired_card", "expired_card", false);
    row("4000000000000127", again, "incorrect_cvc", "incorrect_cvc", false);
    row("4000000000000119", again, "processing_error", "processing_error", false);
    for (const char* card :
         {"4000002500003155", "4000002760003184", "4000000000003220", "4000000000003063",
          "pm_card_authenticationRequired", "pm_card_threeDSecure2Required", "4000008260003178", "4000008400001629"})
      row(card, "requires_action", "", "", true);
    for (const char* card : {"4000000000000259", "pm_card_createDispute"}) row(card, "succeeded", "", "", true);
  }

  void every_test_card_behaves_as_published() {
    QFETCH(const QString, card);
    QFETCH(const QString, status);
    QFETCH(const QString, code);
    QFETCH(const QString, decline);
    QFETCH(const bool, attaches);
    Shop shop;
    const auto method = shop.engine.addCard("", card.toStdString());
    QVERIFY(method);
    Payment& made = payment(shop);
    QVERIFY(shop.engine.confirm(made.id, (*method)->id));
    QCOMPARE(made.status, status.toStdString());
    QCOMPARE(made.errorCode, code.toStdString());
    QCOMPARE(made.declineCode, decline.toStdString());
    QCOMPARE(made.errorMessage.empty(), code.isEmpty());
    const std::string customer = shop.customer(nullptr);
    QCOMPARE(shop.engine.addCard(customer, card.toStdString()).has_value(), attaches);
    QCOMPARE(!shop.ledger->customers.find(customer)->paymentMethod.empty(), attaches);
    QCOMPARE(shop.ledger->disputes.size(), card.contains(u"259") || card.contains(u"Dispute") ? std::size_t{1} : 0);
    QCOMPARE(brokenRule(shop), std::string());
  }

  void cards_that_nobody_published_are_refused() {
    Shop shop;
    QVERIFY(paymentFails(shop.engine.addCard("", "4111111111111111"), "unknown_card"));
    QVERIFY(paymentFails(shop.engine.addCard("cus_none", "4242424242424242"), "not_found"));
    QVERIFY(paymentFails(shop.engine.addCard(shop.customer(nullptr), "4000000000009995"), "card_declined"));
  }

  void authentication_succeeds_fails_or_is_followed_by_a_decline() {
    Shop shop;
    Payment& good = payment(shop);
    QVERIFY(shop.engine.confirm(good.id, (*shop.engine.addCard("", "4000000000003220"))->id));
    QVERIFY(shop.engine.authenticate(good.id, true) && good.status == "succeeded");
    QVERIFY(paymentFails(shop.engine.authenticate(good.id, true), "payment_unexpected_state"));
    Payment& refused = payment(shop);
    QVERIFY(shop.engine.confirm(refused.id, (*shop.engine.addCard("", "4000000000003220"))->id));
    QVERIFY(shop.engine.authenticate(refused.id, false) && refused.status == "requires_payment_method");
    QVERIFY(refused.errorCode == "payment_intent_authentication_failure");
    Payment& declined = payment(shop);
    QVERIFY(shop.engine.confirm(declined.id, (*shop.engine.addCard("", "4000008400001629"))->id));
    QVERIFY(shop.engine.authenticate(declined.id, true) && declined.declineCode == "generic_decline");
    Payment& away = payment(shop);
    away.offSession = true;
    QVERIFY(shop.engine.confirm(away.id, (*shop.engine.addCard("", "4000000000003220"))->id));
    QVERIFY(away.errorCode == "authentication_required");
    QVERIFY(shop.captured() == 2000);
  }

  void captured_later_wholly_or_in_part_or_never() {
    Shop shop;
    const std::string card = (*shop.engine.addCard("", "pm_card_visa"))->id;
    Payment& made = payment(shop, 2000, true);
    QVERIFY(shop.engine.confirm(made.id, card) && made.status == "requires_capture" && shop.captured() == 0);
    QVERIFY(paymentFails(shop.engine.capture(made.id, 2001), "capture_exceeds"));
    QVERIFY(paymentFails(shop.engine.refund(made.id, {}, "", {}), "not_refundable"));
    QVERIFY(shop.engine.capture(made.id, 1500) && made.status == "succeeded" && shop.captured() == 1500);
    QVERIFY(paymentFails(shop.engine.capture(made.id, {}), "payment_unexpected_state"));
    QVERIFY(paymentFails(shop.engine.cancelPayment(made.id, ""), "payment_unexpected_state"));
    Payment& never = payment(shop, 2000, true);
    QVERIFY(shop.engine.confirm(never.id, card) && shop.engine.cancelPayment(never.id, "requested_by_customer"));
    QVERIFY(never.status == "canceled" && shop.captured() == 1500);
    QVERIFY(paymentFails(shop.engine.confirm(payment(shop).id), "no_payment_method"));
    QVERIFY(paymentFails(shop.engine.confirm(payment(shop).id, "pm_none"), "not_found"));
    QVERIFY(paymentFails(shop.engine.confirm("pi_none"), "not_found"));
    QCOMPARE(brokenRule(shop), std::string());
  }

  void refunded_wholly_in_parts_and_never_beyond() {
    Shop shop;
    Payment& whole = paid(shop);
    QVERIFY(shop.engine.refund(whole.id, {}, "requested_by_customer", {}));
    QVERIFY(!shop.ledger->refunds.all().back()->partial && shop.captured() == 0);
    QVERIFY(paymentFails(shop.engine.refund(whole.id, {}, "", {}), "already_refunded"));
    Payment& parts = paid(shop);
    QVERIFY(shop.engine.refund(parts.id, 500, "", {}) && shop.ledger->refunds.all().back()->partial);
    QVERIFY(paymentFails(shop.engine.refund(parts.id, 1501, "", {}), "refund_exceeds"));
    QVERIFY(paymentFails(shop.engine.refund(parts.id, 0, "", {}), "bad_amount"));
    QVERIFY(paymentFails(shop.engine.refund("pay_none", 1, "", {}), "not_found"));
    QVERIFY(shop.engine.refund(parts.id, {}, "", {}) && parts.refundedMinor == 2000 && shop.captured() == 0);
    QVERIFY(shop.wasTold(What::RefundSucceeded, shop.ledger->refunds.all().back()->id));
    QCOMPARE(brokenRule(shop), std::string());
  }

  void disputes_open_close_and_take_the_money() {
    Shop shop;
    Payment& made = paid(shop);
    const auto dispute = shop.engine.openDispute(made.id);
    QVERIFY(dispute && (*dispute)->amount.minor == 2000);
    QVERIFY(paymentFails(shop.engine.openDispute(made.id), "already_disputed"));
    QVERIFY(paymentFails(shop.engine.openDispute(payment(shop).id), "not_disputable"));
    QVERIFY(shop.engine.closeDispute((*dispute)->id, false) && (*dispute)->status == "lost");
    QVERIFY(paymentFails(shop.engine.closeDispute((*dispute)->id, true), "dispute_closed"));
    QVERIFY(paymentFails(shop.engine.refund(made.id, {}, "", {}), "charge_disputed"));
    Payment& other = paid(shop);
    QVERIFY(shop.engine.closeDispute((*shop.engine.openDispute(other.id))->id, true));
    QVERIFY(shop.engine.refund(other.id, {}, "", {}));
  }

  void invoices_are_paid_voided_written_off_or_paid_elsewhere() {
    Shop shop;
    Invoice draft;
    draft.customer = shop.customer();
    draft.currency = usd();
    draft.lines.resize(1);
    draft.lines[0].amountMinor = 800;
    const auto invoice = [&] { return (*shop.engine.makeInvoice(draft, false))->id; };
    const std::string normal = invoice();
    QVERIFY(paymentFails(shop.engine.voidInvoice(normal), "invoice_not_open"));
    QVERIFY(shop.engine.finalize(normal) && paymentFails(shop.engine.finalize(normal), "invoice_not_draft"));
    QVERIFY(shop.engine.pay(normal) && shop.captured() == 800);
    QVERIFY(paymentFails(shop.engine.pay(normal), "invoice_not_open"));
    const std::string elsewhere = invoice();
    QVERIFY(shop.engine.finalize(elsewhere));
    const std::string given = shop.ledger->invoices.find(elsewhere)->payments.back();
    QVERIFY(shop.engine.pay(elsewhere, "", true) && shop.captured() == 800);
    QVERIFY(shop.ledger->payments.find(given)->status == "canceled");
    const std::string dropped = invoice();
    QVERIFY(shop.engine.finalize(dropped) && shop.engine.voidInvoice(dropped));
    QVERIFY(paymentFails(shop.engine.markUncollectible(dropped), "invoice_not_open"));
    const std::string lost = invoice();
    QVERIFY(shop.engine.finalize(lost) && shop.engine.markUncollectible(lost));
    QVERIFY(shop.engine.pay(lost) && shop.captured() == 1600);  // late, but paid
    const std::string declined = invoice();
    const std::string bad = (*shop.engine.addCard("", "4000000000009995"))->id;
    const auto refused = shop.engine.pay(declined, bad);
    QVERIFY(paymentFails(refused, "card_declined") && refused.error().reason == "insufficient_funds");
    QVERIFY(paymentFails(shop.engine.pay(declined, "pm_none"), "not_found"));
    QVERIFY(paymentFails(shop.engine.pay(declined, (*shop.engine.addCard("", "4000000000003220"))->id),
                         "payment_action_required"));
    draft.customer = shop.customer(nullptr);
    QVERIFY(paymentFails(shop.engine.pay(invoice()), "no_payment_method"));
    draft.customer = "cus_none";
    QVERIFY(paymentFails(shop.engine.makeInvoice(draft, false), "not_found"));
  }

  void a_void_invoice_gives_the_credit_back() {
    Shop shop;
    Invoice draft;
    draft.customer = shop.customer();
    draft.currency = usd();
    draft.lines.resize(1);
    draft.lines[0].amountMinor = -300;
    QVERIFY(shop.engine.finalize((*shop.engine.makeInvoice(draft, false))->id) && shop.credit(draft.customer) == 300);
    draft.lines[0].amountMinor = 1000;
    const Invoice& made = **shop.engine.makeInvoice(draft, false);
    QVERIFY(shop.engine.finalize(made.id) && made.dueMinor == 700 && shop.credit(draft.customer) == 0);
    QVERIFY(shop.engine.voidInvoice(made.id) && shop.credit(draft.customer) == 300);
  }
};

QTEST_GUILESS_MAIN(TestPayments)
#include "tst_payments.moc"
