// The hosted pages under buyers, clumsy and hostile: what they are told, where they are led, what is never repeated.
#pragma once

#include <QProcess>
#include <QRegularExpression>
#include <QStandardPaths>
#include <QTemporaryDir>
#include <QTest>

#include "sandbox/faces/query.h"
#include "sandbox/pages/invoicepdf.h"
#include "sandbox/pages/pages.h"
#include "support/verifyresult.h"

namespace billing::sandbox::pagestest {

const Instant start = *fromIso8601("2026-01-31T12:00:00Z");
constexpr const char* good = "4242 4242 4242 4242";

inline Currency usd() {
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

inline std::string locationOf(const CallAnswer& answer) {
  for (const auto& field : answer.fields)
    if (field.name == "Location") return field.value;
  return {};
}

inline bool has(const CallAnswer& answer, std::string_view text) {
  return answer.body.find(text) != std::string::npos;
}

inline int countOf(const std::string& text, const std::string& part) {
  return static_cast<int>(QString::fromStdString(text).count(QString::fromStdString(part)));
}

// As a reader gets it; nullopt where there is no pdftotext.
inline std::optional<QString> readPdf(const std::string& bytes) {
  const QString program = QStandardPaths::findExecutable(QStringLiteral("pdftotext"));
  if (program.isEmpty()) return std::nullopt;
  QProcess reader;
  reader.start(program, {QStringLiteral("-layout"), QStringLiteral("-"), QStringLiteral("-")});
  reader.write(bytes.data(), static_cast<qint64>(bytes.size()));
  reader.closeWriteChannel();
  if (!reader.waitForFinished() || reader.exitCode() != 0) return QString();
  return QString::fromUtf8(reader.readAllStandardOutput());
}

class TestPages : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void what_is_bought_is_shown_escaped_with_its_price_and_the_way_back();
  void every_page_can_be_read_by_everybody();
  void what_is_wrong_is_told_at_its_field_in_words();
  void no_number_of_a_card_is_ever_shown_again();
  void only_test_cards_are_taken();
  void a_card_that_pays_leads_to_the_shop_with_its_session();
  void a_card_expires_when_the_buyer_said();
  void after_the_bank_who_has_no_web_page_to_go_back_to_is_told_how_it_ended();
  void paying_twice_charges_once();
  void a_declined_card_leaves_the_checkout_open_and_says_why();
  void the_bank_is_asked_and_its_answer_counts();
  void dodo_is_told_the_subscription_and_its_status();
  void nobody_is_led_to_anything_but_a_web_page();
  void a_form_of_somebody_else_is_refused();
  void a_code_takes_its_part_off_and_can_be_removed();
  void an_old_checkout_sells_nothing();
  void customers_cancel_and_change_their_minds();
  void a_change_of_plan_costs_what_its_preview_said();
  void customers_pause_where_the_provider_offers_it();
  void another_card_is_used_from_now_on();
  void nobody_sees_or_moves_what_belongs_to_others();
  void an_invoice_is_printed_whole_on_as_many_pages_as_it_needs();
  void a_refund_has_a_receipt_of_its_own();
};

}  // namespace billing::sandbox::pagestest
