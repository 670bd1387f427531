// Changes by hand from the preview to the books, over HTTP, with the sandbox as either provider: what was previewed is
// what is charged, once, whatever becomes of the answer.
#include <QJsonDocument>
#include <QJsonObject>
#include <QRegularExpression>
#include <QTest>

#include "http/client.h"
#include "operations/admin/outbox.h"
#include "operations/admin/previewer.h"
#include "providers/request/querytext.h"
#include "sandbox/sandbox.h"
#include "store/repositories/outboxrepository.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::providers;
using store::OutboxRow;

namespace {

const Instant kNoon = *fromIso8601("2026-01-10T12:00:00Z");
constexpr std::int64_t kDay = 86'400'000;

class NoPatience final : public Patience {
 public:
  bool wait(std::int64_t, const CancelToken& cancel) override { return !cancel.cancelled(); }
};

sandbox::SandboxOptions outboxShop(Provider provider) {
  sandbox::SandboxOptions options;
  for (const auto& [name, minor] : {std::pair{"pro", 1000}, {"max", 3000}}) {
    sandbox::SeedProduct product;
    product.provider = provider;
    product.id = product.name = (provider == Provider::Dodo ? "pdt_" : "price_") + std::string(name);
    product.amountMinor = minor;
    product.currency = "USD";
    product.interval = "month";
    options.products.push_back(product);
  }
  return options;
}

struct Shop {
  explicit Shop(Provider provider) : home(provider), db(kNoon), box(outboxShop(provider), db.clock) {
    const auto port = box.start();
    if (!port) qFatal("%s", describe(port.error()).c_str());
    base = "http://127.0.0.1:" + std::to_string(*port);
    Habits habits = provider == Provider::Dodo ? dodoHabits(base, false, "test")
                                               : stripeHabits(base, "sk_" + std::string("test_outbox"));
    api = makeProvider(provider, makeTransport(*client, std::move(habits), {}, db.clock, &patience), db.clock);
    subscribe();
    forward(15);
  }
  ~Shop() { box.stop(); }

  http::ClientAnswer ask(const char* method, const std::string& url, const std::string& body = {}) {
    http::ClientRequest request;
    request.method = method;
    request.url = url.starts_with("http") ? url : base + url;
    if (!body.empty()) request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}, {"Origin", base}};
    request.body = body;
    return client->exchange(request, {}).answer.value_or(http::ClientAnswer{});
  }
  void subscribe() {
    const auto made = api->createCustomer({"Ada", "ada@example.com", {}}, "customer", {});
    CheckoutOrder order;
    order.product = product("pro");
    order.customer = made ? made->state.externalId : std::string();
    order.successUrl = "https://shop.example/done";
    const auto link = api->createCheckout(order, {});
    if (!link) qFatal("%s", describe(link.error()).c_str());
    static const QRegularExpression proof(QStringLiteral("name=\"form\" value=\"([0-9a-f]+)\""));
    QueryText form;
    form.add("form", proof.match(QString::fromStdString(ask("GET", link->url).body)).captured(1).toStdString());
    form.add("action", "pay").add("email", "ada@example.com").add("name", "Ada");
    form.add("card-number", "4242424242424242").add("card-expiry", "12/34").add("card-cvc", "123");
    ask("POST", link->url, form.str());
    const auto paid = api->checkout(link->id, {});
    subscription = paid ? paid->subscription : std::string();
    payment = paid ? paid->payment : std::string();
  }
  void forward(int days) {
    db.clock.advance(days * kDay);
    if (const auto moved = box.advanceTo(db.clock.now()); !moved) qFatal("%s", describe(moved.error()).c_str());
  }
  void spoil(const char* stage) {
    ask("POST", "/sandbox/faults",
        "{\"stage\":\"" + std::string(stage) + "\",\"method\":\"POST\",\"path\":\"" +
            (home == Provider::Dodo ? "/subscriptions" : "/v1/subscriptions") + "\"}");
  }
  [[nodiscard]] QJsonObject control(const char* path) {
    return QJsonDocument::fromJson(QByteArray::fromStdString(ask("GET", path).body)).object();
  }
  [[nodiscard]] qint64 charged() { return control("/sandbox/charges")[u"sum"][u"USD"].toInteger(); }
  [[nodiscard]] int arrived(const OutboxRow& row) {
    return control("/sandbox/writes")[u"operations"][row.operation].toInt();
  }
  [[nodiscard]] std::string product(const char* name) const {
    return (home == Provider::Dodo ? "pdt_" : "price_") + std::string(name);
  }

  [[nodiscard]] AdminOrder toMax() const {
    AdminOrder order;
    order.subject = subscription;
    order.product = product("max");
    order.reason = "asked for by phone";
    return order;
  }
  [[nodiscard]] Result<OrderPreview> preview(const AdminOrder& order) {
    return Previewer({*db, {rules, home, false}, db.clock, [this] { return api; }, {}}).preview(order, {});
  }
  OutboxRow submitted(const AdminOrder& order) {
    auto seen = preview(order);
    if (!seen) qFatal("%s", describe(seen.error()).c_str());
    seen->undoMs = 0;
    const Submission asked{order, *seen, {QStringLiteral("ada"), Role::Admin, true}, std::nullopt};
    OutboxRow row;
    const auto kept = test::write(*db, [&](store::WriteContext& context) {
      return submitOrder(context, {rules, home, false}, asked, db.clock.now()).map([&](const OutboxRow& r) {
        row = r;
      });
    });
    if (!kept) qFatal("%s", describe(kept.error()).c_str());
    return row;
  }
  OutboxRow worked(const OutboxRow& row) {
    OutboxWorker::Parts parts{*db, {rules, home, false}, db.clock, [this] { return api; }, {}};
    parts.askAfterMs = {0};
    const auto step = OutboxWorker(std::move(parts)).step({});
    if (!step) qFatal("%s", describe(step.error()).c_str());
    const auto now = db->read<std::optional<OutboxRow>>([&](QSqlDatabase& connection) {
                         return store::OutboxRepository::find(connection, row.operation);
                       }).result();
    return now ? now->value_or(OutboxRow{}) : OutboxRow{};
  }

  const Provider home;
  NoPatience patience;
  BillingRules rules;
  test::TestDatabase db;
  sandbox::Sandbox box;
  std::unique_ptr<http::Client> client = http::makeNetworkClient();
  std::shared_ptr<BillingProvider> api;
  std::string base, subscription, payment;
};

QByteArray outcomeOf(const OutboxRow& row) {
  return QByteArray(toString(row.state)) + (row.errorCode.isEmpty() ? QByteArray() : ' ' + row.errorCode.toUtf8());
}

}  // namespace

class OutboxOnSandboxTest : public QObject {
  Q_OBJECT

 private:
  static void bothProviders() {
    QTest::addColumn<int>("provider");
    QTest::newRow("Dodo Payments") << static_cast<int>(Provider::Dodo);
    QTest::newRow("Stripe") << static_cast<int>(Provider::Stripe);
  }

 private Q_SLOTS:
  void a_change_costs_what_was_previewed_data() { bothProviders(); }
  void a_change_costs_what_was_previewed() {
    QFETCH(int, provider);
    Shop shop(static_cast<Provider>(provider));
    const qint64 before = shop.charged();
    const OutboxRow row = shop.worked(shop.submitted(shop.toMax()));
    QCOMPARE(outcomeOf(row), QByteArray("done"));
    QVERIFY(row.actualMinor && *row.actualMinor > 0);
    QCOMPARE(row.actualMinor, row.previewedMinor);
    QCOMPARE(shop.charged() - before, *row.actualMinor);
    QCOMPARE(shop.arrived(row), 1);
    QVERIFY(!row.requestId.isEmpty());
    QCOMPARE(test::single(*shop.db, QStringLiteral("SELECT product_id FROM subscriptions")).toString().toStdString(),
             shop.product("max"));
  }

  void an_answer_that_is_lost_after_the_provider_acted_is_found_data() { bothProviders(); }
  void an_answer_that_is_lost_after_the_provider_acted_is_found() {
    QFETCH(int, provider);
    Shop shop(static_cast<Provider>(provider));
    const qint64 before = shop.charged();
    const OutboxRow asked = shop.submitted(shop.toMax());
    shop.spoil("drop_after");
    OutboxRow row = shop.worked(asked);
    // Stripe's key makes the transport's own repetition harmless; Dodo has none, so it is asked for.
    if (shop.home == Provider::Dodo) {
      QCOMPARE(outcomeOf(row), QByteArray("unconfirmed unconfirmed"));
      QCOMPARE(shop.arrived(row), 1);
      row = shop.worked(asked);
    }
    QCOMPARE(outcomeOf(row), QByteArray("done"));
    QCOMPARE(shop.charged() - before, row.actualMinor.value_or(-1));
    QCOMPARE(row.actualMinor, row.previewedMinor);
  }

  void a_screen_that_is_stale_sends_nothing_data() { bothProviders(); }
  void a_screen_that_is_stale_sends_nothing() {
    QFETCH(int, provider);
    Shop shop(static_cast<Provider>(provider));
    const OutboxRow asked = shop.submitted(shop.toMax());
    VERIFY_RESULT(shop.api->edit(
        {shop.subscription, SubscriptionEdit::Kind::CancelAtPeriodEnd, std::nullopt, {}, "op_somebody_else"}, {}));
    const OutboxRow row = shop.worked(asked);
    QCOMPARE(outcomeOf(row), QByteArray("refused stale"));
    QVERIFY(row.error.contains(u"cancel_at_period_end"));
    QCOMPARE(shop.arrived(row), 0);
  }

  void a_refund_is_given_back_once_data() { bothProviders(); }
  void a_refund_is_given_back_once() {
    QFETCH(int, provider);
    Shop shop(static_cast<Provider>(provider));
    PageRequest page;
    page.subscription = shop.home == Provider::Dodo ? shop.subscription : std::string();
    const auto paid = shop.api->payments(page, {});
    VERIFY_RESULT(paid);
    AdminOrder order;
    order.kind = OrderKind::Refund;
    order.subject = paid->items.front().state.externalId;
    order.reason = "a mistake";
    order.amount = Money{300, *Currency::fromCode("USD")};
    const OutboxRow row = shop.worked(shop.submitted(order));
    QCOMPARE(outcomeOf(row), QByteArray("done"));
    QCOMPARE(row.actualMinor.value_or(0), -300);
    order.amount->minor = 100'000;
    const auto tooMuch = shop.preview(order);
    QVERIFY(tooMuch && tooMuch->refusal);
  }
};

QTEST_GUILESS_MAIN(OutboxOnSandboxTest)
#include "tst_outboxonsandbox.moc"
