// What a preview says is what is then charged: on the real sandbox, in both dialects, over HTTP.
#include <QRegularExpression>
#include <QTest>

#include "http/client.h"
#include "operations/admin/changeestimate.h"
#include "operations/admin/comparison.h"
#include "operations/admin/previewer.h"
#include "providers/request/querytext.h"
#include "sandbox/sandbox.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::providers;

namespace {

const Instant kStart = *fromIso8601("2026-01-10T12:00:00Z");
constexpr std::int64_t kDayMs = 86'400'000;

class NoPatience final : public Patience {
 public:
  bool wait(std::int64_t, const CancelToken& cancel) override { return !cancel.cancelled(); }
};

std::string priceId(Provider provider, const char* name) {
  return (provider == Provider::Dodo ? "pdt_" : "price_") + std::string(name);
}

sandbox::SandboxOptions shopOf(Provider provider) {
  sandbox::SandboxOptions options;
  for (const auto& [name, minor] : {std::pair("pro", 1'000), std::pair("max", 3'000)})
    options.products.push_back({provider, priceId(provider, name), name, minor, "USD", "month", 1, 0});
  options.products.push_back({provider, priceId(provider, "year"), "year", 12'000, "USD", "year", 1, 0});
  return options;
}

BillingRules plansOf(Provider provider) {
  const Currency usd = *Currency::fromCode("USD");
  BillingRules rules;
  rules.plans = {{"free", "Free", 0, {}, {}, 0, {}},
                 {"pro", "Pro", 1, {{{}, {1'000, usd}, priceId(provider, "pro"), ""}}, {}, 0, {}},
                 {"max", "Max", 2, {{{}, {3'000, usd}, priceId(provider, "max"), ""}}, {}, 0, {}}};
  rules.plans[1].prices.push_back({{IntervalUnit::Year, 1}, {12'000, usd}, priceId(provider, "year"), ""});
  return rules;
}

/// A workspace on a sandbox of its own, with one subscription to "pro" that was bought at the hosted page.
class Shop {
 public:
  explicit Shop(Provider provider, int trialDays = 0) : home(provider), rules(plansOf(provider)) {
    const auto port = box.start();
    if (!port) qFatal("%s", describe(port.error()).c_str());
    const std::string base = "http://127.0.0.1:" + std::to_string(*port);
    Habits habits = home == Provider::Dodo ? dodoHabits(base, false, "test")
                                           : stripeHabits(base, "sk_" + std::string("test_sandbox"));
    api = makeProvider(home, makeTransport(*client, std::move(habits), {}, db.clock, &patience), db.clock);
    subscription = subscribe(trialDays);
  }
  ~Shop() { box.stop(); }

  void forward(int days) {
    db.clock.advance(days * kDayMs);
    VERIFY_RESULT(box.advanceTo(db.clock.now()));
  }
  [[nodiscard]] Previewer previewer() {
    return Previewer({*db, {rules, home, false}, db.clock, [this] { return api; }});
  }
  [[nodiscard]] AdminOrder order(OrderKind kind) const {
    AdminOrder asked;
    asked.kind = kind;
    asked.subject = subscription;
    return asked;
  }
  [[nodiscard]] AdminOrder change(ChangeCharge charge, const char* plan = "max") const {
    AdminOrder asked = order(OrderKind::ChangePlan);
    asked.product = priceId(home, plan);
    asked.charge = charge;
    return asked;
  }
  Result<Provided<SubscriptionState>> carryOut(const AdminOrder& asked, const OrderPreview& preview) {
    PlanChange change;
    change.subscription = subscription;
    change.product = asked.product;
    change.quantity = asked.quantity;
    change.charge = asked.charge;
    change.atPeriodEnd = asked.atPeriodEnd;
    change.prorationAt = preview.prorationAt;
    return api->changePlan(change, cancel);
  }
  /// All that the customer has paid so far.
  std::int64_t paidInAll() {
    PageRequest page;
    page.customer = customer;
    const auto payments = api->payments(page, cancel);
    if (!payments) qFatal("%s", describe(payments.error()).c_str());
    std::int64_t sum = 0;
    for (const auto& payment : payments->items)
      if (payment.state.status == "succeeded") sum += payment.state.amount.minor;
    return sum;
  }
  std::string newestPayment() {
    PageRequest page;
    page.customer = customer;
    const auto payments = api->payments(page, cancel);
    return payments && !payments->items.empty() ? payments->items.front().state.externalId : std::string();
  }

  const Provider home;
  const BillingRules rules;
  test::TestDatabase db{kStart};
  sandbox::Sandbox box{shopOf(home), db.clock};
  NoPatience patience;
  std::unique_ptr<http::Client> client = http::makeNetworkClient();
  std::shared_ptr<BillingProvider> api;
  CancelToken cancel;
  std::string customer, subscription;

 private:
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
    static_cast<void>(page("POST", url, form.str()));
  }
  std::string subscribe(int trialDays) {
    const auto made = api->createCustomer({"Ada", "ada@example.com", {}}, "customer-1", cancel);
    if (!made) qFatal("%s", describe(made.error()).c_str());
    customer = made->state.externalId;
    CheckoutOrder wanted;
    wanted.product = priceId(home, "pro");
    wanted.customer = customer;
    wanted.successUrl = "https://shop.example/done";
    wanted.trialDays = trialDays;
    const auto link = api->createCheckout(wanted, cancel);
    if (!link) qFatal("%s", describe(link.error()).c_str());
    pay(link->url);
    const auto done = api->checkout(link->id, cancel);
    return done ? done->subscription : describe(done.error());
  }
};

std::int64_t sumOf(const QVector<MoneyLine>& lines) {
  std::int64_t sum = 0;
  for (const MoneyLine& line : lines) sum += line.amount.minor;
  return sum;
}

}  // namespace

class TestPreviewsOnSandbox : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_change_charges_what_was_previewed_data() {
    QTest::addColumn<int>("provider");
    QTest::addColumn<int>("charge");
    QTest::addColumn<QString>("plan");
    QTest::addColumn<qint64>("today");
    const auto row = [](const char* name, Provider provider, ChangeCharge charge, const char* plan, qint64 today) {
      QTest::newRow(name) << static_cast<int>(provider) << static_cast<int>(charge) << QString::fromLatin1(plan)
                          << today;
    };
    // After 15 of 31 days: 16/31 of 30.00 less 16/31 of 10.00.
    row("dodo, prorated", Provider::Dodo, ChangeCharge::Prorated, "max", 1'548 - 516);
    row("dodo, difference", Provider::Dodo, ChangeCharge::Difference, "max", 2'000);
    row("dodo, full", Provider::Dodo, ChangeCharge::Full, "max", 3'000);
    row("dodo, none", Provider::Dodo, ChangeCharge::None, "max", 0);
    row("stripe, prorated", Provider::Stripe, ChangeCharge::Prorated, "max", 1'548 - 516);
    row("stripe, next invoice", Provider::Stripe, ChangeCharge::NextInvoice, "max", 0);
    row("stripe, none", Provider::Stripe, ChangeCharge::None, "max", 0);
  }
  void a_change_charges_what_was_previewed() {
    QFETCH(int, provider);
    QFETCH(int, charge);
    QFETCH(QString, plan);
    QFETCH(qint64, today);
    Shop shop(static_cast<Provider>(provider));
    shop.forward(15);
    const AdminOrder order = shop.change(static_cast<ChangeCharge>(charge), "max");
    const auto preview = shop.previewer().preview(order, shop.cancel);
    VERIFY_RESULT(preview);
    QVERIFY2(!preview->refusal, preview->refusal ? describe(*preview->refusal).c_str() : "");
    QVERIFY(!preview->estimate);
    QCOMPARE(preview->today->minor, today);
    QCOMPARE(sumOf(preview->lines), today);
    VERIFY_RESULT(shop.previewer().stillAsSeen(order, *preview, shop.cancel));
    const std::int64_t before = shop.paidInAll();
    VERIFY_RESULT(shop.carryOut(order, *preview));
    const Money actual{shop.paidInAll() - before, preview->today->currency};
    QCOMPARE(compareWithPreview(*preview, actual, shop.db.clock.now()).words, QStringLiteral("As previewed"));
    QCOMPARE(shop.previewer().stillAsSeen(order, *preview, shop.cancel).error().code, std::string("stale"));
    QVERIFY(preview->nextInvoice);
    const std::int64_t beforeRenewal = shop.paidInAll();
    shop.forward(shop.home == Provider::Dodo && order.charge == ChangeCharge::Full ? 32 : 17);
    QCOMPARE(shop.paidInAll() - beforeRenewal, preview->nextInvoice->minor);
  }

  void our_own_proration_says_what_the_provider_says_data() { providersData(); }
  void our_own_proration_says_what_the_provider_says() {
    QFETCH(int, provider);
    Shop shop(static_cast<Provider>(provider));
    shop.forward(15);
    const AdminOrder order = shop.change(ChangeCharge::Prorated);
    const auto told = shop.previewer().preview(order, shop.cancel);
    VERIFY_RESULT(told);
    const auto fresh = shop.api->subscription(shop.subscription, shop.cancel);
    VERIFY_RESULT(fresh);
    const Money max{3'000, *Currency::fromCode("USD")};
    const auto estimate =
        estimateChange(fresh->state, {max, fresh->state.interval}, order, shop.db.clock.now(), {}, {});
    VERIFY_RESULT(estimate);
    QCOMPARE(estimate->today.minor, told->today->minor);
    QCOMPARE(estimate->nextInvoice->minor, told->nextInvoice->minor);
    QVERIFY(estimate->nextInvoiceAt == told->nextInvoiceAt);
  }

  void another_interval_begins_a_period_of_its_own_data() { providersData(); }
  void another_interval_begins_a_period_of_its_own() {
    QFETCH(int, provider);
    Shop shop(static_cast<Provider>(provider));
    shop.forward(15);
    const AdminOrder order = shop.change(ChangeCharge::Prorated, "year");
    const auto preview = shop.previewer().preview(order, shop.cancel);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->today->minor, std::int64_t{12'000 - 516});
    QCOMPARE(sumOf(preview->lines), preview->today->minor);
    const std::int64_t before = shop.paidInAll();
    VERIFY_RESULT(shop.carryOut(order, *preview));
    QCOMPARE(shop.paidInAll() - before, preview->today->minor);
    const auto fresh = shop.api->subscription(shop.subscription, shop.cancel);
    VERIFY_RESULT(fresh);
    QVERIFY(preview->nextInvoiceAt == fresh->state.periodEnd);
    QCOMPARE(preview->nextInvoice->minor, std::int64_t{12'000});
  }

  void a_trial_and_the_periods_end_cost_nothing_today_data() { providersData(); }
  void a_trial_and_the_periods_end_cost_nothing_today() {
    QFETCH(int, provider);
    Shop trial(static_cast<Provider>(provider), 14);
    const auto within = trial.previewer().preview(trial.change(ChangeCharge::Prorated), trial.cancel);
    VERIFY_RESULT(within);
    QVERIFY2(!within->refusal, within->refusal ? describe(*within->refusal).c_str() : "");
    QCOMPARE(within->today->minor, std::int64_t{0});
    AdminOrder later = trial.change(ChangeCharge::None);
    later.atPeriodEnd = true;
    const auto end = trial.previewer().preview(later, trial.cancel);
    VERIFY_RESULT(end);
    QVERIFY2(!end->refusal, end->refusal ? describe(*end->refusal).c_str() : "");
    QCOMPARE(end->today->minor, std::int64_t{0});
    QCOMPARE(sumOf(end->lines), std::int64_t{0});
    QCOMPARE(end->nextInvoice->minor, std::int64_t{3'000});
  }

  void a_planned_change_and_a_planned_cancellation_stand_against_the_next_one_data() { providersData(); }
  void a_planned_change_and_a_planned_cancellation_stand_against_the_next_one() {
    QFETCH(int, provider);
    Shop shop(static_cast<Provider>(provider));
    AdminOrder later = shop.change(ChangeCharge::None);
    later.atPeriodEnd = true;
    VERIFY_RESULT(shop.carryOut(later, {}));
    const auto second = shop.previewer().preview(shop.change(ChangeCharge::Prorated), shop.cancel);
    VERIFY_RESULT(second);
    QVERIFY(second->refusal);
    QCOMPARE(second->refusal->code, std::string("change_pending"));
    Shop other(static_cast<Provider>(provider));
    VERIFY_RESULT(
        other.api->edit({other.subscription, SubscriptionEdit::Kind::CancelAtPeriodEnd, {}, {}, "op-1"}, other.cancel));
    const auto change = other.previewer().preview(other.change(ChangeCharge::Prorated), other.cancel);
    VERIFY_RESULT(change);
    QCOMPARE(change->refusal.has_value(), other.home == Provider::Dodo);
    QCOMPARE(other.previewer().preview(other.order(OrderKind::CancelAtPeriodEnd), other.cancel)->refusal->code,
             std::string("cancellation_scheduled"));
  }

  void each_edit_leaves_what_was_previewed_data() {
    QTest::addColumn<int>("provider");
    QTest::addColumn<int>("kind");
    using Edit = SubscriptionEdit::Kind;
    const auto row = [](const char* name, Provider provider, Edit edit) {
      QTest::newRow(name) << static_cast<int>(provider) << static_cast<int>(edit);
    };
    row("dodo, cancel now", Provider::Dodo, Edit::CancelNow);
    row("dodo, cancel later", Provider::Dodo, Edit::CancelAtPeriodEnd);
    row("dodo, pause", Provider::Dodo, Edit::Pause);
    row("dodo, move", Provider::Dodo, Edit::MoveRenewal);
    row("stripe, cancel now", Provider::Stripe, Edit::CancelNow);
    row("stripe, cancel later", Provider::Stripe, Edit::CancelAtPeriodEnd);
    row("stripe, pause", Provider::Stripe, Edit::Pause);
  }
  void each_edit_leaves_what_was_previewed() {
    QFETCH(int, provider);
    QFETCH(int, kind);
    Shop shop(static_cast<Provider>(provider));
    shop.forward(15);
    SubscriptionEdit edit{shop.subscription, static_cast<SubscriptionEdit::Kind>(kind), {}, {}, "op-1"};
    // The kinds are named alike on both sides, in the same order.
    AdminOrder order = shop.order(static_cast<OrderKind>(kind + static_cast<int>(OrderKind::CancelNow)));
    if (edit.kind == SubscriptionEdit::Kind::Pause) order.kind = OrderKind::Pause;
    if (edit.kind == SubscriptionEdit::Kind::MoveRenewal) order.kind = OrderKind::MoveRenewal;
    if (edit.kind == SubscriptionEdit::Kind::MoveRenewal)
      edit.at = order.date = Instant{shop.db.clock.now().ms + 40 * kDayMs};
    const auto preview = shop.previewer().preview(order, shop.cancel);
    VERIFY_RESULT(preview);
    QVERIFY2(!preview->refusal, preview->refusal ? describe(*preview->refusal).c_str() : "");
    const std::int64_t before = shop.paidInAll();
    VERIFY_RESULT(shop.api->edit(edit, shop.cancel));
    QCOMPARE(shop.paidInAll() - before, preview->today->minor);
    const auto again = shop.previewer().preview(order, shop.cancel);
    VERIFY_RESULT(again);
    QVERIFY(again->refusal);  // it is as asked already
    const auto fresh = shop.api->subscription(shop.subscription, shop.cancel);
    VERIFY_RESULT(fresh);
    const QString status = QString::fromUtf8(toString(fresh->state.status).data()).replace(u'_', u' ');
    for (const FieldChange& change : preview->changes)
      if (change.field == u"Status") QCOMPARE(change.after, status);
    if (preview->nextInvoiceAt) QVERIFY(fresh->state.periodEnd == preview->nextInvoiceAt);
  }

  void a_refund_gives_back_what_was_previewed_and_no_more_data() { providersData(); }
  void a_refund_gives_back_what_was_previewed_and_no_more() {
    QFETCH(int, provider);
    Shop shop(static_cast<Provider>(provider));
    AdminOrder order = shop.order(OrderKind::Refund);
    order.subject = shop.newestPayment();
    order.amount = Money{300, *Currency::fromCode("USD")};
    const auto part = shop.previewer().preview(order, shop.cancel);
    VERIFY_RESULT(part);
    QCOMPARE(part->today->minor, std::int64_t{-300});
    VERIFY_RESULT(shop.api->refund({order.subject, 300, "asked", "op-1", {}}, shop.cancel));
    QCOMPARE(shop.previewer().stillAsSeen(order, *part, shop.cancel).error().reason,
             std::string("refunded: was 0.00 USD, is 3.00 USD"));
    order.amount.reset();
    const auto rest = shop.previewer().preview(order, shop.cancel);
    VERIFY_RESULT(rest);
    QCOMPARE(rest->today->minor, std::int64_t{-700});
    order.amount = Money{701, *Currency::fromCode("USD")};
    QCOMPARE(shop.previewer().preview(order, shop.cancel)->refusal->code, std::string("refund_exceeds"));
  }

 private:
  static void providersData() {
    QTest::addColumn<int>("provider");
    QTest::newRow("dodo") << static_cast<int>(Provider::Dodo);
    QTest::newRow("stripe") << static_cast<int>(Provider::Stripe);
  }
};

QTEST_GUILESS_MAIN(TestPreviewsOnSandbox)
#include "tst_previewsonsandbox.moc"
