// Checkout links are looked at before a customer does: every mistake with its fix, and sessions with the fields of H3.
#include <QTest>

#include "operations/links/linkcheck.h"
#include "operations/links/linkorder.h"
#include "operations/links/qrmatrix.h"
#include "support/playedtransport.h"
#include "support/quotes.h"
#include "workspace/shippedprofiles.h"

using namespace billing;
using namespace billing::operations;
using test::json;

namespace {

constexpr auto kGood =
    "https://test.checkout.dodopayments.com/buy/pdt_LX7r2Nq5ProfMo9Dw?quantity=1"
    "&redirect_url=https%3A%2F%2Fllmxt.example%2Fupgrade%2Fsuccess&metadata_email=ada%40shop.example";

struct System {
  explicit System(const char* id) : profile(*workspace::shippedProfile(id)) {}
  [[nodiscard]] RulesContext rules(bool live = false) const { return {profile.rules, profile.provider, live}; }
  workspace::Profile profile;
};

QByteArray codesOf(const LinkFindings& found) {
  QByteArray codes;
  for (const auto& one : found) codes += (codes.isEmpty() ? "" : " ") + QByteArray::fromStdString(one.code);
  return codes;
}

std::string changed(std::string text, const std::string& from, const std::string& to) {
  return text.replace(text.find(from), from.size(), to);
}

AdminOrder proOrder() {
  AdminOrder order;
  order.kind = OrderKind::CheckoutLink;
  order.plan = "professional";
  order.email = "ada@shop.example";
  order.name = "Ada";
  order.successUrl = "https://llmxt.example/upgrade/success?from=mail";
  order.metadata["email"] = "ada@shop.example";
  return order;
}

}  // namespace

class TestLinks : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void a_static_link_is_taken_apart_data() {
    QTest::addColumn<QByteArray>("from");
    QTest::addColumn<QByteArray>("to");
    QTest::addColumn<QByteArray>("codes");
    const auto row = [](const char* name, const char* from, const char* to, const char* codes) {
      QTest::newRow(name) << QByteArray(from) << QByteArray(to) << QByteArray(codes);
    };
    row("nothing wrong", "https", "https", "");
    row("no link", "https://test.checkout.dodopayments.com", "checkout", "not_a_link");
    row("not encrypted", "https://test", "http://test", "not_https");
    row("live host in test mode", "https://test.", "https://", "wrong_mode_host");
    row("unknown host", "dodopayments", "dodopayment", "unknown_host");
    row("of Stripe", "test.checkout.dodopayments.com/buy/", "buy.stripe.com/test_", "other_provider");
    row("a session", "/buy/", "/session/", "session_link");
    row("no product", "/buy/pdt_LX7r2Nq5ProfMo9Dw", "/", "no_product");
    row("placeholder", "pdt_LX7r2Nq5ProfMo9Dw", "pdt_pro_monthly", "placeholder_product");
    row("unknown product becomes a plan", "LX7r2Nq5ProfMo9Dw", "ZZ7r2Nq5Other9DwQ", "unknown_product");
    row("of another kind", "pdt_LX7r2Nq5ProfMo9Dw", "sub_LX7r2Nq5ProfMo9Dw", "product_id_pattern");
    row("no quantity", "quantity=1&", "", "quantity_missing");
    row("quantity is no number", "quantity=1", "quantity=one", "bad_quantity");
    row("quantity 0", "quantity=1", "quantity=0", "bad_quantity");
    row("a plan twice", "quantity=1", "quantity=2", "quantity_of_plan");
    row("no way back", "redirect_url=https%3A%2F%2Fllmxt.example%2Fupgrade%2Fsuccess&", "", "redirect_missing");
    row("way back not encoded", "https%3A%2F%2Fllmxt.example%2Fupgrade%2Fsuccess", "https://llmxt.example/a",
        "redirect_not_encoded");
    row("way back encoded twice", "https%3A%2F%2F", "https%253A%252F%252F", "redirect_encoded_twice");
    row("way back not https", "https%3A%2F%2Fllm", "http%3A%2F%2Fllm", "redirect_not_https");
    row("way back to this machine", "https%3A%2F%2Fllmxt.example", "http%3A%2F%2Flocalhost%3A3000", "");
    row("way back to nowhere", "https%3A%2F%2Fllmxt.example%2F", "upgrade", "redirect_invalid");
    row("whose payment", "&metadata_email=ada%40shop.example", "", "metadata_missing");
    row("e-mail instead", "metadata_email", "email", "metadata_missing");
    row("empty metadata", "ada%40shop.example", "", "metadata_empty");
    row("no e-mail", "ada%40shop.example", "ada", "metadata_not_email");
    row("a template", "ada%40shop.example", "%7Bemail%7D", "metadata_template");
    row("as the team writes it", "metadata_email", "metadata[email]", "metadata_brackets");
    row("misspelt", "redirect_url", "redirectUrl", "redirect_missing unknown_parameter");
    row("twice", "quantity=1", "quantity=1&quantity=1", "parameter_twice");
  }
  void a_static_link_is_taken_apart() {
    QFETCH(QByteArray, from);
    QFETCH(QByteArray, to);
    const System llmxt("llmxt");
    const auto found = checkLink(changed(kGood, from.toStdString(), to.toStdString()), llmxt.rules());
    QTEST(codesOf(found), "codes");
    for (const auto& one : found) QVERIFY2(!one.fix.empty() && !one.what.empty(), one.code.c_str());
  }

  void the_end_of_a_way_back_that_is_not_encoded_is_lost_and_that_is_an_error() {
    const System llmxt("llmxt");
    const auto found = checkLink(
        changed(kGood, "https%3A%2F%2Fllmxt.example%2Fupgrade%2Fsuccess", "https://llmxt.example/back?paid=1"),
        llmxt.rules());
    QCOMPARE(codesOf(found), QByteArray("redirect_not_encoded"));
    QVERIFY(hasErrors(found));
    QCOMPARE(found.front().fix, std::string("Write redirect_url=https%3A%2F%2Fllmxt.example%2Fback%3Fpaid%3D1"));
  }

  void test_and_live_are_told_apart_by_host_product_and_way_back() {
    const System llmxt("llmxt");
    const auto found = checkLink(kGood, llmxt.rules(true));
    QCOMPARE(codesOf(found), QByteArray("wrong_mode_host product_of_other_mode"));
    const std::string key = "sk_" + std::string("test_MadeUp");
    QVERIFY(codesOf(checkLink(kGood + ("&x=" + key), llmxt.rules())).contains("secret_in_link"));
  }

  void a_payment_link_of_stripe_carries_no_metadata() {
    const System pixell("pixell");
    QVERIFY(pixell.profile.provider == Provider::Stripe);
    QCOMPARE(codesOf(checkLink("https://buy.stripe.com/test_abc123?client_reference_id=org_1", pixell.rules())),
             QByteArray());
    QVERIFY(codesOf(checkLink("https://buy.stripe.com/abc123?metadata[org]=1", pixell.rules()))
                .startsWith("wrong_mode_host metadata_ignored"));
  }

  void what_is_built_passes_the_check() {
    const System llmxt("llmxt");
    const auto order = withProduct(proOrder(), llmxt.rules());
    QVERIFY(order.has_value());
    const auto link = buildStaticLink(*order, llmxt.rules(), MetadataForm::Brackets);
    QVERIFY2(link.has_value(), link ? "" : describe(link.error()).c_str());
    QCOMPARE(*link, std::string("https://test.checkout.dodopayments.com/buy/pdt_LX7r2Nq5ProfMo9Dw?quantity=1"
                                "&redirect_url=https%3A%2F%2Fllmxt.example%2Fupgrade%2Fsuccess%3Ffrom%3Dmail"
                                "&email=ada%40shop.example&fullName=Ada&metadata[email]=ada%40shop.example"));
    const auto plain = buildStaticLink(*order, llmxt.rules(), MetadataForm::Underscore);
    QVERIFY(plain && checkLink(*plain, llmxt.rules()).empty());
    auto broken = *order;
    broken.quantity = 0;
    QCOMPARE(test::codeOf(buildStaticLink(broken, llmxt.rules(), MetadataForm::Underscore)),
             std::string("bad_quantity"));
  }

  void credits_need_their_number_in_the_metadata() {
    const System price("howmuchshouldiprice");
    AdminOrder order;
    order.kind = OrderKind::CheckoutLink;
    order.product = price.profile.rules.credits.packs.front().testProductId;
    order.successUrl = "https://price.example/dashboard?payment=success";
    order.metadata[price.profile.rules.metadataAccountKey] = "7d1c";
    const auto& key = price.profile.rules.credits.metadataCreditsKey;
    QCOMPARE(codesOf(checkSession(order, price.rules())), QByteArray("metadata_credits_missing"));
    order.metadata[key] = "-3";
    QCOMPARE(codesOf(checkSession(order, price.rules())), QByteArray("metadata_credits_bad"));
    order.metadata[key] = "25";
    QCOMPARE(codesOf(checkSession(order, price.rules())), QByteArray());
    QVERIFY(!withProduct(order, price.rules())->recurring);
  }

  void a_session_says_all_that_was_asked_for_at_both_providers() {
    System llmxt("llmxt");
    AdminOrder order = *withProduct(proOrder(), llmxt.rules());
    order.allowDiscountCodes = true;
    order.trialDays = 7;
    test::PlayedProvider dodo(Provider::Dodo);
    dodo.played->then(json("{'session_id':'cks_1','checkout_url':'https://test.example/cks_1'}"));
    const auto made = makeLink(*dodo.api, order, llmxt.rules(), "op_1", {});
    QVERIFY2(made.has_value(), made ? "" : describe(made.error()).c_str());
    QCOMPARE(made->url, std::string("https://test.example/cks_1"));
    QCOMPARE(dodo.played->body(0),
             json("{'product_cart':[{'product_id':'pdt_LX7r2Nq5ProfMo9Dw','quantity':1}],"
                  "'customer':{'email':'ada@shop.example','name':'Ada'},"
                  "'return_url':'https://llmxt.example/upgrade/success?from=mail',"
                  "'feature_flags':{'allow_discount_code':true},'subscription_data':{'trial_period_days':7},"
                  "'metadata':{'billing_console':'op_1','email':'ada@shop.example'}}"));
    System pixell("pixell");
    order.plan = "starter";
    order.product.clear();
    order = *withProduct(order, pixell.rules());
    order.metadata = {{pixell.profile.rules.metadataAccountKey, "org_1"}};
    test::PlayedProvider stripe(Provider::Stripe);
    stripe.played->then(
        json("{'id':'cs_1','url':'https://checkout.stripe.com/c','status':'open','subscription':null,"
             "'payment_intent':null}"));
    QCOMPARE(makeLink(*stripe.api, order, pixell.rules(), "op_2", {})->id, std::string("cs_1"));
    const auto body = QByteArray::fromStdString(stripe.played->body(0));
    for (const auto* part :
         {"allow_promotion_codes=true", "subscription_data[trial_period_days]=7", "mode=subscription", "metadata[",
          "customer_email=ada%40shop.example", "success_url=https%3A%2F%2Fllmxt.example"})
      QVERIFY2(body.contains(part), part);
    QCOMPARE(stripe.played->sent[0].idempotencyKey, std::string("op_2"));
  }

  void nobody_is_asked_for_a_session_that_cannot_be_right() {
    const System llmxt("llmxt");
    test::PlayedProvider dodo(Provider::Dodo);
    AdminOrder order = *withProduct(proOrder(), llmxt.rules());
    order.metadata.clear();
    order.email.clear();
    order.name.clear();
    QCOMPARE(test::codeOf(makeLink(*dodo.api, order, llmxt.rules(), "op_1", {})), std::string("metadata_missing"));
    order.kind = OrderKind::PortalLink;
    QCOMPARE(test::codeOf(makeLink(*dodo.api, order, llmxt.rules(), "op_1", {})), std::string("customer_missing"));
    QVERIFY(dodo.played->sent.empty());
    order.product.clear();
    order.plan = "nosuch";
    QCOMPARE(test::codeOf(withProduct(order, llmxt.rules())), std::string("unknown_plan"));
  }

  void a_qr_code_has_its_finders_and_a_quiet_zone() {
    const auto matrix = qrMatrixOf(kGood);
    QVERIFY(matrix && (matrix->size - 17) % 4 == 0);
    for (const auto& [row, column] :
         {std::pair(0, 0), std::pair(0, matrix->size - 7), std::pair(matrix->size - 7, 0)}) {
      QVERIFY(matrix->at(row, column) && matrix->at(row + 6, column + 6) && matrix->at(row + 3, column + 3));
      QVERIFY(!matrix->at(row + 1, column + 1) && !matrix->at(row + 5, column + 5));
    }
    const auto lines = QString::fromStdString(qrText(*matrix)).split(u'\n', Qt::SkipEmptyParts);
    QCOMPARE(lines.size(), (matrix->size + 9) / 2);
    QCOMPARE(lines.front(), QString(matrix->size + 8, QChar(0x2588)));
    QCOMPARE(test::codeOf(qrMatrixOf(std::string(4000, 'x'))), std::string("too_long_for_qr"));
  }
};

QTEST_GUILESS_MAIN(TestLinks)
#include "tst_links.moc"
