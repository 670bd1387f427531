// Every request to Dodo Payments against a mock that nobody here wrote: Prism with the provider's own API description
// 1.86.0, closed so that unknown keys in a body are refused. What is newer than that description is listed as such.
#include <QDir>
#include <QProcess>
#include <QRegularExpression>
#include <QTcpServer>
#include <QtTest>

#include "http/client.h"
#include "providers/dodo/answers.h"
#include "providers/transport.h"
#include "support/edits.h"
#include "support/quotes.h"

using namespace billing;
using namespace billing::providers;
using test::EditKind;
namespace request = billing::providers::dodo::request;

namespace {

constexpr int kPrismStartsMs = 90'000;

QString sharedFile(const QString& name) {
  const QString given = qEnvironmentVariable("BILLING_SHARED");
  const QString root = given.isEmpty() ? QStringLiteral(BILLING_SOURCE_DIR "/../shared") : given;
  return root + u'/' + name;
}

quint16 freePort() {
  QTcpServer server;
  return server.listen(QHostAddress::LocalHost, 0) ? server.serverPort() : quint16(0);
}

PlanChange change() {
  PlanChange wanted;
  wanted.subscription = "sub_1";
  wanted.product = "pdt_max";
  wanted.quantity = 2;
  wanted.metadata["by"] = "ada";
  return wanted;
}

CheckoutOrder order() {
  CheckoutOrder wanted;
  wanted.product = "pdt_pro";
  wanted.email = "ada@example.com";
  wanted.name = "Ada";
  wanted.trialDays = 7;
  wanted.successUrl = "https://shop.example/done";
  wanted.discountCode = "TEN";
  wanted.metadata["team"] = "7";
  return wanted;
}

PageRequest filtered(const char* status) {
  return {"2", 50, Instant::fromSeconds(1772323200), "cus_1", "sub_1", {}, status};
}

NewSubscription subscription() {
  return {"cus_1", "pdt_pro", 2, 7, "pm_1", "DE", {{"team", "7"}}};
}

WebhookEndpoint endpoint() {
  return {"ep_1", "https://a.example/hook", "ours", {"payment.succeeded", "refund.failed"}, true, {}};
}

CreditAmount credit() {
  return {"cus_1", "cent_1", "7.5", {}, true, Instant::fromSeconds(1790000000), "sorry", "key-1"};
}

NewPrice newPrice(bool recurring) {
  NewPrice wanted;
  wanted.name = "Team";
  wanted.amount = {4500, *Currency::fromCode("EUR")};
  if (recurring) wanted.interval = BillingInterval{IntervalUnit::Year, 1};
  wanted.operation = "op_1";
  return wanted;
}

ApiRequest edited(EditKind kind) {
  return *request::edit(test::edit("sub_1", kind, Instant::fromSeconds(1790000000)));
}

// What the description of 1.86.0 knows.
std::vector<ApiRequest> knownRequests() {
  dodo::Standing standing;
  standing.addons = {{"adn_1", 2}};
  standing.metadata = {{"team", "\"7\""}};
  return {*request::products({}),
          *request::products({"archived:0", 10, {}, {}, {}, {}, {}}),
          *request::customers({}),
          *request::subscriptions(filtered("active")),
          *request::payments(filtered("succeeded")),
          *request::refunds(filtered("succeeded")),
          *request::disputes(filtered("dispute_won")),
          request::customer("cus_1"),
          request::createCustomer({"Ada", "ada@example.com", {{"team", "7"}}}),
          request::paymentMethods("cus_1"),
          request::subscription("sub_1"),
          request::createSubscription(subscription()),
          edited(EditKind::CancelAtPeriodEnd),
          edited(EditKind::UndoCancel),
          edited(EditKind::CancelNow),
          edited(EditKind::Resume),
          edited(EditKind::MoveRenewal),
          *request::changePlan(change(), standing),
          *request::previewChange(change(), {}),
          request::product("pdt_1"),
          request::createProduct(newPrice(true), {}),
          request::createProduct(newPrice(false), {}),
          request::archiveProduct("pdt_1"),
          request::createCheckout(order()),
          request::checkout("cks_1"),
          request::createPortal("cus_1", "https://shop.example/"),
          request::payment("pay_1"),
          request::lineItems("pay_1"),
          request::refund({"pay_1", {}, "asked", "key-1"}, {}),
          request::refund({"pay_1", 5, {}, {}}, {{"pdt_pro", 5}}),
          request::creditBalances("cus_1"),
          request::changeCredits(credit()),
          request::endpoints("it_1"),
          request::endpointSecret("ep_1"),
          request::registerEndpoint(endpoint()),
          request::updateEndpoint(endpoint())};
}

// What came after 1.86.0 (all in the SDK 2.52.0), and so is refused by it.
std::vector<ApiRequest> newerRequests() {
  PlanChange unbilled = change();
  unbilled.charge = ChangeCharge::None;
  PlanChange later = change();
  later.atPeriodEnd = true;
  CheckoutOrder cancellable = order();
  cancellable.cancelUrl = "https://shop.example/";
  return {edited(EditKind::Pause), *request::changePlan(unbilled, {}), *request::changePlan(later, {}),
          request::createCheckout(cancellable)};
}

// The description calls decimals texts, and "string" is its sample of a text.
std::string withDecimals(const std::string& body) {
  static const QRegularExpression decimal(
      QStringLiteral("\"(credits_amount|remaining_balance|overage_balance|price_per_unit)\":\"string\""));
  return QString::fromStdString(body).replace(decimal, QStringLiteral("\"\\1\":\"1.5\"")).toStdString();
}

}  // namespace

class PrismTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void initTestCase() {
    const QString program = QStringLiteral(BILLING_SOURCE_DIR "/tests/conformance/node_modules/.bin/prism");
    const QString description = sharedFile(QStringLiteral("data/dodo/dodo-openapi-1.86.0.closed.json"));
    if (!QFile::exists(description)) QSKIP("Dodo's API description is not here");
    if (!QFile::exists(program)) QSKIP("Prism is not installed: run npm ci in tests/conformance");
    const quint16 port = freePort();
    prism_.setProcessChannelMode(QProcess::MergedChannels);
    prism_.start(program, {QStringLiteral("mock"), QStringLiteral("-h"), QStringLiteral("127.0.0.1"),
                           QStringLiteral("-p"), QString::number(port), description});
    QVERIFY(prism_.waitForStarted());
    QByteArray heard;
    QElapsedTimer waited;
    waited.start();
    while (!heard.contains("is listening") && waited.elapsed() < kPrismStartsMs) {
      if (!prism_.waitForReadyRead(kPrismStartsMs)) break;
      heard += prism_.readAll();
    }
    QVERIFY2(heard.contains("is listening"), heard.constData());
    client_ = http::makeNetworkClient();
    TransportLimits once;
    once.attempts = 1;
    const std::string base = "http://127.0.0.1:" + std::to_string(port);
    transport_ = makeTransport(*client_, dodoHabits(base, false, "any"), once, clock_);
  }

  void cleanupTestCase() {
    prism_.terminate();
    if (!prism_.waitForFinished(5000)) prism_.kill();
    prism_.waitForFinished(5000);
  }

  // Prism writes about each call; nobody may keep it waiting with a full pipe.
  void cleanup() { prism_.readAll(); }

  void every_request_that_the_description_knows_is_accepted() {
    if (!transport_) QSKIP("No Prism");
    QStringList refused;
    for (const ApiRequest& each : knownRequests()) {
      const auto answer = transport_->send(each, cancel_);
      prism_.waitForReadyRead(0);
      prism_.readAll();
      if (!answer) refused += QString::fromStdString(each.method + ' ' + each.path + ' ' + describe(answer.error()));
    }
    QVERIFY2(refused.isEmpty(), qPrintable(refused.join(u'\n')));
  }

  void what_is_newer_than_the_description_is_refused_by_it() {
    if (!transport_) QSKIP("No Prism");
    for (const ApiRequest& each : newerRequests()) {
      const auto answer = transport_->send(each, cancel_);
      QVERIFY2(!answer && answer.error().kind == ErrorKind::InvalidInput, each.body.c_str());
    }
  }

  void a_body_with_a_key_too_many_is_refused() {
    if (!transport_) QSKIP("No Prism");
    ApiRequest tooMuch = edited(EditKind::CancelNow);
    tooMuch.body = test::json("{'status':'cancelled','mood':'sad'}");
    QVERIFY(!transport_->send(tooMuch, cancel_));
  }

  // The description takes a whole number for two of its "one of": an integer and a number. All else in it is right.
  void a_use_is_refused_for_a_whole_number_alone() {
    if (!transport_) QSKIP("No Prism");
    ApiRequest use = request::ingest({{"cus_1", "call", "use_1", 3, Instant::fromSeconds(1790000000)}});
    QVERIFY(!transport_->send(use, cancel_));
    use.body.replace(use.body.find("\"value\":3"), 9, "\"value\":3.5");
    QVERIFY(transport_->send(use, cancel_).has_value());
  }

  // Samples made up from the description: every field of it is known, and each object can be read.
  void answers_made_from_the_description_are_read_without_anything_unknown() {
    if (!transport_) QSKIP("No Prism");
    const Instant now = clock_.now();
    const auto look = [&](const ApiRequest& asked, const ObjectKind& kind, auto states, bool isList) {
      const auto answer = transport_->send(asked, cancel_);
      QVERIFY2(answer.has_value(), answer ? "" : describe(answer.error()).c_str());
      const std::string body = withDecimals(answer->body);
      std::vector<std::string_view> objects{body};
      if (isList) objects = sliceList(body, "items")->items;
      QVERIFY(!objects.empty());
      for (const auto raw : objects) {
        const auto object = provided(raw, kind, states, now);
        QVERIFY2(object.has_value(), object ? "" : describe(object.error()).c_str());
        for (const UnknownValue& unknown : object->unknown)
          qWarning("%s: %s", asked.path.c_str(), unknown.path.c_str());
        QVERIFY(object->unknown.empty());
      }
    };
    look(*request::products({}), dodo::productKind(), &BillingEvent::prices, true);
    look(*request::customers({}), dodo::customerKind(), &BillingEvent::customers, true);
    look(*request::subscriptions({}), dodo::subscriptionKind(), &BillingEvent::subscriptions, true);
    look(*request::payments({}), dodo::paymentKind(), &BillingEvent::payments, true);
    look(*request::refunds({}), dodo::refundKind(), &BillingEvent::refunds, true);
    look(request::subscription("sub_1"), dodo::subscriptionKind(), &BillingEvent::subscriptions, false);
    look(request::payment("pay_1"), dodo::paymentKind(), &BillingEvent::payments, false);
  }

 private:
  QProcess prism_;
  SystemClock clock_;
  CancelToken cancel_;
  std::unique_ptr<http::Client> client_;
  std::unique_ptr<Transport> transport_;
};

QTEST_GUILESS_MAIN(PrismTest)
#include "tst_prism.moc"
