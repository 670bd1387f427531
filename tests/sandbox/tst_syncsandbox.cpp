// Reading from a provider over HTTP, with the sandbox in its place: everything is there, nothing flaps, and what
// happened while nobody listened is found.
#include <QRegularExpression>
#include <QTest>

#include "http/client.h"
#include "operations/sync/syncrun.h"
#include "providers/request/querytext.h"
#include "sandbox/sandbox.h"
#include "support/edits.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"
#include "webhooks/processor.h"

using namespace billing;
using namespace billing::providers;
using operations::SyncKind;
using operations::SyncReport;
using test::column;
using test::single;

namespace {

const Instant kOpening = *fromIso8601("2026-01-10T12:00:00Z");
constexpr std::int64_t kDay = 86'400'000;

sandbox::SandboxOptions oneProduct(Provider provider) {
  sandbox::SandboxOptions options;
  sandbox::SeedProduct product;
  product.provider = provider;
  product.id = provider == Provider::Dodo ? "pdt_pro" : "price_pro";
  product.name = "Pro";
  product.amountMinor = 1000;
  product.currency = "USD";
  product.interval = "month";
  options.products = {product};
  return options;
}

// A shop at the sandbox, and a workspace that no event is delivered to.
struct DeafWorkspace {
  explicit DeafWorkspace(Provider provider) : home(provider), box(oneProduct(provider), db.clock) {
    const auto started = box.start();
    if (!started) qFatal("%s", describe(started.error()).c_str());
    const std::string base = "http://127.0.0.1:" + std::to_string(*started);
    Habits habits = provider == Provider::Dodo ? dodoHabits(base, false, "test")
                                               : stripeHabits(base, "sk_" + std::string("test_sandbox"));
    api = makeProvider(provider, makeTransport(*client, std::move(habits), {}, db.clock), db.clock);
  }
  ~DeafWorkspace() { box.stop(); }

  std::string customer(int number) {
    const std::string name = "c" + std::to_string(number);
    const auto made = api->createCustomer({name, name + "@example.com", {}}, name, cancel);
    if (!made) qFatal("%s", describe(made.error()).c_str());
    return made->state.externalId;
  }
  http::Exchange page(const std::string& method, const std::string& url, const std::string& body = {}) {
    http::ClientRequest request;
    request.method = method;
    request.url = url;
    if (!body.empty()) request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = body;
    return client->exchange(request, {});
  }
  void pay(const std::string& url) {
    static const QRegularExpression proof(QStringLiteral("name=\"form\" value=\"([0-9a-f]+)\""));
    const auto shown = page("GET", url);
    const auto found = proof.match(QString::fromStdString(shown.answer ? shown.answer->body : std::string()));
    QueryText form;
    form.add("form", found.captured(1).toStdString()).add("action", "pay").add("email", "ada@example.com");
    form.add("name", "Ada").add("card-number", "4242424242424242").add("card-expiry", "12/34").add("card-cvc", "123");
    const auto paid = page("POST", url, form.str());
    if (!paid.answer || paid.answer->status != 303) qFatal("the page did not take the card");
  }
  // The subscription that was bought at the hosted page.
  std::string buy(int number) {
    CheckoutOrder order;
    order.product = home == Provider::Dodo ? "pdt_pro" : "price_pro";
    order.customer = customer(number);
    order.successUrl = "https://shop.example/done";
    const auto link = api->createCheckout(order, cancel);
    if (!link) qFatal("%s", describe(link.error()).c_str());
    pay(link->url);
    const auto done = api->checkout(link->id, cancel);
    if (!done) qFatal("%s", describe(done.error()).c_str());
    return done->subscription;
  }
  void forward(int days) {
    db.clock.advance(days * kDay);
    const auto moved = box.advanceTo(db.clock.now());
    if (!moved) qFatal("%s", describe(moved.error()).c_str());
  }

  SyncReport sync(SyncKind kind = SyncKind::Full) {
    db.clock.advance(5'000);
    const auto report = operations::runSync({*db, *api, db.clock}, kind, {}, cancel);
    if (!report) qFatal("%s", describe(report.error()).c_str());
    if (report->error) qFatal("%s", describe(*report->error).c_str());
    return *report;
  }
  int count(const char* what) {
    return single(*db, QStringLiteral("SELECT COUNT(*) FROM %1").arg(QLatin1String(what))).toInt();
  }
  QString status(const std::string& subscription) {
    return single(*db, QStringLiteral("SELECT status FROM subscriptions WHERE external_id = ?"),
                  {QString::fromStdString(subscription)})
        .toString();
  }

  Provider home;
  test::TestDatabase db{kOpening};
  sandbox::Sandbox box;
  CancelToken cancel;
  std::unique_ptr<http::Client> client = http::makeNetworkClient();
  std::unique_ptr<BillingProvider> api;
};

void eachProvider() {
  QTest::addColumn<bool>("stripe");
  QTest::newRow("Dodo") << false;
  QTest::newRow("Stripe") << true;
}
Provider providerOf(bool stripe) {
  return stripe ? Provider::Stripe : Provider::Dodo;
}

}  // namespace

class TestSyncSandbox : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everything_is_read_and_reading_it_again_changes_nothing_data() { eachProvider(); }
  void everything_is_read_and_reading_it_again_changes_nothing() {
    QFETCH(bool, stripe);
    DeafWorkspace shop(providerOf(stripe));
    for (int i = 0; i < 3; ++i) shop.buy(i);
    for (int i = 3; i < 120; ++i) shop.customer(i);  // more than a page
    const SyncReport first = shop.sync();
    QCOMPARE(first.unreadable, 0);
    const QVariantList words =
        column(*shop.db, QStringLiteral("SELECT DISTINCT entity || ' ' || path || ' = ' || value FROM unknown_values"));
    QVERIFY2(words.isEmpty(), qPrintable(words.value(0).toString()));
    QCOMPARE(shop.count("customers"), 120);
    QCOMPARE(shop.count("subscriptions WHERE status = 'active' AND mrr_minor = 1000"), 3);
    QCOMPARE(shop.count("payments WHERE status = 'succeeded'"), 3);
    QCOMPARE(shop.count("invoices WHERE status = 'paid'"), 3);
    QCOMPARE(shop.count("prices"), 1);
    for (const SyncKind kind : {SyncKind::Full, SyncKind::Incremental, SyncKind::Full}) {
      const SyncReport again = shop.sync(kind);
      QCOMPARE(again.created, 0);
      QCOMPARE(again.updated, 0);
      QCOMPARE(again.notSeen, 0);
    }
  }

  void what_happened_while_nobody_listened_is_found_data() { eachProvider(); }
  void what_happened_while_nobody_listened_is_found() {
    QFETCH(bool, stripe);
    DeafWorkspace shop(providerOf(stripe));
    const std::string renewed = shop.buy(0), cancelled = shop.buy(1);
    shop.sync();
    VERIFY_RESULT(shop.api->edit(test::edit(cancelled, test::EditKind::CancelNow), shop.cancel));
    shop.forward(32);
    const std::string fresh = shop.buy(3);
    const SyncReport report = shop.sync(SyncKind::Incremental);
    QVERIFY(report.kind == SyncKind::Incremental);
    QCOMPARE(shop.status(renewed), QStringLiteral("active"));
    QCOMPARE(shop.status(cancelled), QStringLiteral("cancelled"));
    QCOMPARE(shop.status(fresh), QStringLiteral("active"));
    QCOMPARE(shop.count("subscriptions WHERE period_end > 1770854400000 AND status = 'active'"), 2);
  }

  void events_that_were_missed_are_fetched_and_none_is_dead() {
    DeafWorkspace shop(Provider::Stripe);
    const std::string renewed = shop.buy(0), cancelled = shop.buy(1);
    shop.sync();
    VERIFY_RESULT(shop.api->edit(test::edit(cancelled, test::EditKind::CancelNow), shop.cancel));
    shop.forward(20);
    const SyncReport report = shop.sync(SyncKind::MissedEvents);
    QVERIFY(report.kind == SyncKind::MissedEvents);
    QVERIFY(report.missedEvents > 0);
    webhooks::Processor processor(*shop.db, shop.db.clock);
    processor.start();
    VERIFY_RESULT(processor.drain());
    const QVariantList dead = column(*shop.db, QStringLiteral("SELECT type || ': ' || error FROM webhook_events WHERE "
                                                              "state IN ('dead', 'pending')"));
    QVERIFY2(dead.isEmpty(), qPrintable(dead.value(0).toString()));
    QCOMPARE(shop.status(cancelled), QStringLiteral("cancelled"));
    QCOMPARE(shop.sync(SyncKind::MissedEvents).missedEvents, 0);
    // What the events told is what the objects say.
    QCOMPARE(shop.sync().created, 0);
  }

  void a_provider_whose_clock_is_ahead_is_believed_data() { eachProvider(); }
  void a_provider_whose_clock_is_ahead_is_believed() {
    QFETCH(bool, stripe);
    DeafWorkspace shop(providerOf(stripe));
    const std::string subscription = shop.buy(0);
    shop.sync();
    // Only the sandbox moves: what it says from now on is of a month that we have not reached.
    VERIFY_RESULT(shop.box.advanceTo(Instant{shop.db.clock.now().ms + 20 * kDay}));
    VERIFY_RESULT(shop.api->edit(test::edit(subscription, test::EditKind::CancelAtPeriodEnd), shop.cancel));
    shop.sync(SyncKind::Incremental);
    VERIFY_RESULT(shop.api->edit(test::edit(subscription, test::EditKind::UndoCancel), shop.cancel));
    shop.sync(SyncKind::Incremental);
    QCOMPARE(shop.count("subscriptions WHERE cancel_at_period_end = 1"), 0);
    QVERIFY(shop.count("subscriptions WHERE object_time > 1769000000000") == 1);
  }
};

QTEST_GUILESS_MAIN(TestSyncSandbox)
#include "tst_syncsandbox.moc"
