// The same wishes to both providers through the one interface, over HTTP, with the sandbox in their place: what comes
// of them is the same. Switching a workspace from one to the other changes nothing but a word.
#include <QRegularExpression>
#include <QTest>
#include <set>

#include "domain/entityfields.h"
#include "http/client.h"
#include "providers/billingprovider.h"
#include "providers/request/querytext.h"
#include "providers/stripe/eventmapping.h"
#include "sandbox/sandbox.h"
#include "support/edits.h"
#include "support/quotes.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::providers;
using test::json;

namespace {

const Instant kStart = *fromIso8601("2026-01-10T12:00:00Z");
constexpr std::int64_t kDayMs = 86'400'000;

sandbox::SeedProduct plan(Provider provider, const std::string& id, std::int64_t minor) {
  sandbox::SeedProduct product;
  product.provider = provider;
  product.id = id;
  product.name = id;
  product.amountMinor = minor;
  product.currency = "USD";
  product.interval = "month";
  return product;
}

sandbox::SandboxOptions shop(Provider provider) {
  sandbox::SandboxOptions options;
  const std::string prefix = provider == Provider::Dodo ? "pdt_" : "price_";
  options.products = {plan(provider, prefix + "pro", 1000), plan(provider, prefix + "max", 3000)};
  return options;
}

// Does not wait between attempts: what is waited for is the transport's own test.
class Impatience final : public Patience {
 public:
  bool wait(std::int64_t, const CancelToken& cancel) override { return !cancel.cancelled(); }
};

// A provider's client, speaking to a sandbox of its own.
struct Desk {
  explicit Desk(Provider provider) : home(provider), box(shop(provider), clock) {
    const auto started = box.start();
    if (started) base = "http://127.0.0.1:" + std::to_string(*started);
    Habits habits = provider == Provider::Dodo ? dodoHabits(base, false, "test")
                                               : stripeHabits(base, "sk_" + std::string("test_sandbox"));
    api = makeProvider(provider, makeTransport(*client, std::move(habits), {}, clock, &impatience), clock);
  }
  ~Desk() { box.stop(); }

  [[nodiscard]] std::string product(const char* name) const {
    return (home == Provider::Dodo ? "pdt_" : "price_") + std::string(name);
  }

  http::Exchange page(const std::string& method, const std::string& url, const std::string& body = {}) {
    http::ClientRequest request;
    request.method = method;
    request.url = url;
    if (!body.empty()) request.fields = {{"Content-Type", "application/x-www-form-urlencoded"}};
    request.body = body;
    return client->exchange(request, {});
  }
  /// As a buyer does it: the page, its form, a card.
  int pay(const std::string& url, const std::string& card) {
    static const QRegularExpression proof(QStringLiteral("name=\"form\" value=\"([0-9a-f]+)\""));
    const auto shown = page("GET", url);
    const auto found = proof.match(QString::fromStdString(shown.answer ? shown.answer->body : std::string()));
    QueryText form;
    form.add("form", found.captured(1).toStdString()).add("action", "pay").add("email", "ada@example.com");
    form.add("name", "Ada").add("card-number", card).add("card-expiry", "12/34").add("card-cvc", "123");
    const auto paid = page("POST", url, form.str());
    return paid.answer ? paid.answer->status : 0;
  }
  /// The next call of that kind meets a failure; see sandbox/server/faults.h.
  void spoil(const std::string& stage, const std::string& path, const std::string& method = "POST") {
    const auto ordered = page("POST", base + "/sandbox/faults",
                              "{\"stage\":\"" + stage + "\",\"method\":\"" + method + "\",\"path\":\"" + path + "\"}");
    QVERIFY(ordered.answer && ordered.answer->status == 200);
  }
  void forward(int days) {
    clock.advance(days * kDayMs);
    VERIFY_RESULT(box.advanceTo(clock.now()));
  }

  /// A customer with a card and a subscription to "pro", bought at the hosted page.
  std::string subscribed(const std::string& card = "4242424242424242", int trialDays = 0) {
    const auto made = api->createCustomer({"Ada", "ada@example.com", {{"team", "7"}}}, "customer-1", cancel);
    if (!made) return {};
    customer = made->state.externalId;
    CheckoutOrder order;
    order.product = product("pro");
    order.customer = customer;
    order.successUrl = "https://shop.example/done";
    order.trialDays = trialDays;
    const auto link = api->createCheckout(order, cancel);
    if (!link) return describe(link.error());
    if (pay(link->url, card) != 303) return "the page did not take the card";
    const auto done = api->checkout(link->id, cancel);
    return done ? done->subscription : describe(done.error());
  }

  /// What the interface has no call for: setting up meters and credits.
  std::string raw(const std::string& method, const std::string& path, const std::string& body = {}) {
    http::ClientRequest request;
    request.method = method;
    request.url = base + path;
    const bool form = home == Provider::Stripe;
    request.fields = {
        {"Authorization", "Bearer " + (form ? "sk_" + std::string("test_sandbox") : std::string("test"))}};
    if (!body.empty())
      request.fields.push_back({"Content-Type", form ? "application/x-www-form-urlencoded" : "application/json"});
    request.body = body;
    const auto exchange = client->exchange(request, {});
    return exchange.answer ? exchange.answer->body : std::string();
  }

  Result<std::vector<Provided<PaymentState>>> paid() {
    PageRequest asked;
    asked.customer = customer;
    auto read = api->payments(asked, cancel);
    if (!read) return failure(read.error());
    return std::move(read->items);
  }
  std::int64_t newestCharge() {
    const auto all = paid();
    if (!all || all->empty()) return -1;
    const auto newest = std::ranges::max_element(
        *all, {}, [](const auto& payment) { return payment.state.createdAt.value_or(Instant()); });
    return newest->state.amount.minor;
  }

  Provider home;
  Impatience impatience;
  ManualClock clock{kStart};
  sandbox::Sandbox box;
  std::string base, customer;
  CancelToken cancel;
  std::unique_ptr<http::Client> client = http::makeNetworkClient();
  std::unique_ptr<BillingProvider> api;
};

// What came of a wish, in words that do not tell the providers apart.
struct Story {
  QStringList told;
  void tell(const char* wish, const Result<Provided<SubscriptionState>>& result) {
    if (!result) {
      told += QStringLiteral("%1: %2").arg(QLatin1String(wish), QString::fromStdString(describe(result.error())));
      return;
    }
    const SubscriptionState& s = result->state;
    const QString plan = QString::fromStdString(s.productId).section(u'_', 1);
    told += QStringLiteral("%1: %2 %3 %4 x%5 until %6%7")
                .arg(QLatin1String(wish), QString::fromLatin1(toString(s.status).data()), plan)
                .arg(s.amount.minor)
                .arg(s.quantity)
                .arg(s.periodEnd ? QString::fromStdString(toIso8601(*s.periodEnd)) : QString(),
                     s.cancelAtPeriodEnd ? QStringLiteral(", then over") : QString());
  }
  void tell(const QString& what) { told += what; }
};

PlanChange to(const Desk& desk, const std::string& subscription, const char* product) {
  PlanChange change;
  change.subscription = subscription;
  change.product = desk.product(product);
  return change;
}

void previewAndChange(Desk& desk, const std::string& id, const char* product, std::int64_t quantity, Story& story) {
  PlanChange change = to(desk, id, product);
  change.quantity = quantity;
  const auto preview = desk.api->previewChange(change, desk.cancel);
  if (!preview) return story.tell(QString::fromStdString(describe(preview.error())));
  const auto before = desk.paid();
  change.prorationAt = preview->prorationAt;
  story.tell("change", desk.api->changePlan(change, desk.cancel));
  const auto after = desk.paid();
  const bool charged = before && after && after->size() > before->size();
  story.tell(QStringLiteral("due %1, charged %2").arg(preview->dueNow.minor).arg(charged ? desk.newestCharge() : 0));
  QCOMPARE(charged ? desk.newestCharge() : 0, preview->dueNow.minor);
}

QStringList lifeOf(Provider provider) {
  Desk desk(provider);
  Story story;
  const std::string id = desk.subscribed();
  auto& api = *desk.api;
  story.tell("bought", api.subscription(id, desk.cancel));
  desk.forward(15);
  previewAndChange(desk, id, "max", 1, story);
  desk.forward(1);
  previewAndChange(desk, id, "max", 3, story);
  story.tell("cancel later", api.edit(test::edit(id, test::EditKind::CancelAtPeriodEnd), desk.cancel));
  story.tell("undo", api.edit(test::edit(id, test::EditKind::UndoCancel), desk.cancel));
  story.tell("pause", api.edit(test::edit(id, test::EditKind::Pause), desk.cancel));
  story.tell("resume", api.edit(test::edit(id, test::EditKind::Resume), desk.cancel));
  story.tell("cancel", api.edit(test::edit(id, test::EditKind::CancelNow), desk.cancel));
  const auto again =
      api.createSubscription({desk.customer, desk.product("pro"), 2, 0, {}, "US", {}}, "again", desk.cancel);
  story.tell("subscribe", again);
  return story.told;
}

QStringList refundsOf(Provider provider) {
  Desk desk(provider);
  Story story;
  desk.subscribed();
  const auto payments = desk.paid();
  if (!payments || payments->empty()) return {QStringLiteral("no payment")};
  const std::string payment = payments->front().state.externalId;
  const auto refund = [&](std::optional<std::int64_t> amount) {
    const auto made = desk.api->refund({payment, amount, "requested_by_customer", {}}, desk.cancel);
    story.tell(
        made ? QStringLiteral("%1 %2").arg(QString::fromStdString(made->state.status)).arg(made->state.amount.minor)
             : QString::fromStdString(made.error().code));
  };
  refund(1001);
  refund(-1);
  refund(300);
  refund(800);
  refund(std::nullopt);
  PageRequest asked;
  asked.payment = payment;
  const auto all = desk.api->refunds(asked, desk.cancel);
  story.tell(all ? QStringLiteral("%1 refunds").arg(all->items.size()) : QString::fromStdString(describe(all.error())));
  return story.told;
}

// A change that waits for the end of the period, and what the renewal makes of it.
QStringList deferralOf(Provider provider) {
  Desk desk(provider);
  Story story;
  const std::string id = desk.subscribed();
  PlanChange change = to(desk, id, "max");
  change.atPeriodEnd = true;
  change.charge = ChangeCharge::None;
  story.tell("later", desk.api->changePlan(change, desk.cancel));
  const auto twice = desk.api->changePlan(change, desk.cancel);
  story.tell(twice ? QStringLiteral("planned twice")
                   : QStringLiteral("conflict %1").arg(twice.error().kind == ErrorKind::Conflict));
  desk.forward(32);
  story.tell("renewed", desk.api->subscription(id, desk.cancel));
  story.tell(QStringLiteral("charged %1").arg(desk.newestCharge()));
  return story.told;
}

QStringList pagesOf(Provider provider) {
  Desk desk(provider);
  Story story;
  for (int i = 0; i < 250; ++i) {
    const std::string number = std::to_string(i);
    const auto made = desk.api->createCustomer({"C" + number, "c" + number + "@example.com", {}}, {}, desk.cancel);
    if (!made) return {QString::fromStdString(describe(made.error()))};
  }
  std::set<std::string> seen;
  PageRequest page;
  int pages = 0;
  do {
    const auto read = desk.api->customers(page, desk.cancel);
    if (!read) return {QString::fromStdString(describe(read.error()))};
    for (const auto& customer : read->items) seen.insert(customer.state.externalId);
    page.cursor = read->next;
    ++pages;
  } while (!page.cursor.empty() && pages < 10);
  story.tell(QStringLiteral("%1 customers on %2 pages").arg(seen.size()).arg(pages));
  return story.told;
}

// All that is only read: nothing is unreadable and no word is unknown.
QStringList readingOf(Provider provider) {
  Desk desk(provider);
  desk.subscribed();
  desk.forward(40);
  Story story;
  const auto look = [&](const char* what, const auto& page) {
    if (!page) return story.tell(QLatin1String(what) + u' ' + QString::fromStdString(describe(page.error())));
    for (const auto& bad : page->unreadable) story.tell(QString::fromStdString(describe(bad.error)));
    for (const auto& item : page->items)
      for (const auto& unknown : item.unknown) story.tell(QString::fromStdString(unknown.path + '=' + unknown.value));
    story.tell(QStringLiteral("%1 %2").arg(QLatin1String(what)).arg(page->items.size()));
  };
  auto& api = *desk.api;
  look("prices", api.catalogue({}, desk.cancel));
  look("customers", api.customers({}, desk.cancel));
  look("subscriptions", api.subscriptions({}, desk.cancel));
  look("payments", api.payments({}, desk.cancel));
  const auto invoices = api.invoices({}, desk.cancel);
  look("invoices", invoices);
  look("refunds", api.refunds({}, desk.cancel));
  look("disputes", api.disputes({}, desk.cancel));
  if (invoices && !invoices->items.empty()) {
    const auto& first = invoices->items.front();
    const auto pdf = api.invoicePdf(
        provider == Provider::Dodo ? first.facts.payments.front().externalId : first.state.externalId, desk.cancel);
    story.tell(pdf ? QStringLiteral("a PDF") : QString::fromStdString(describe(pdf.error())));
  }
  const auto able = api.capabilities(desk.cancel);
  story.tell(able ? QStringLiteral("reads %1, misses %2").arg(able->canRead).arg(able->missing.size())
                  : QString::fromStdString(describe(able.error())));
  return story.told;
}

QStringList sessionsOf(Provider provider) {
  Desk desk(provider);
  desk.subscribed();
  Story story;
  auto& api = *desk.api;
  const auto portal = api.createPortal(desk.customer, "https://shop.example/", desk.cancel);
  story.tell(portal ? QStringLiteral("portal %1").arg(portal->starts_with(desk.base))
                    : QString::fromStdString(describe(portal.error())));
  WebhookEndpoint wanted;
  wanted.url = "https://a.example/hook";
  wanted.description = "ours";
  auto made = api.registerEndpoint(wanted, desk.cancel);
  if (!made) return {QString::fromStdString(describe(made.error()))};
  story.tell(QStringLiteral("secret %1").arg(!made->secret.empty()));
  made->endpoint.enabled = false;
  const auto off = api.updateEndpoint(made->endpoint, desk.cancel);
  story.tell(off ? QStringLiteral("enabled %1").arg(off->enabled) : QString::fromStdString(describe(off.error())));
  const auto all = api.webhookEndpoints(desk.cancel);
  story.tell(all ? QStringLiteral("%1 endpoints, %2").arg(all->size()).arg(QString::fromStdString(all->front().url))
                 : QString::fromStdString(describe(all.error())));
  return story.told;
}

// A card that can be kept but not charged: what is owed is owed, and no change of plan is had for nothing.
QStringList declineOf(Provider provider) {
  Desk desk(provider);
  Story story;
  const std::string id = desk.subscribed("4000000000000341", 14);
  story.tell("trial", desk.api->subscription(id, desk.cancel));
  desk.forward(15);
  const auto owed = desk.api->subscription(id, desk.cancel);
  if (!owed) return {QString::fromStdString(describe(owed.error()))};
  const auto status = owed->state.status;
  story.tell(
      QStringLiteral("unpaid %1").arg(status == SubscriptionStatus::PastDue || status == SubscriptionStatus::OnHold));
  const auto refused = desk.api->changePlan(to(desk, id, "max"), desk.cancel);
  story.tell(refused ? QStringLiteral("changed")
                     : QStringLiteral("refused, unconfirmed %1").arg(isUnconfirmed(refused.error())));
  const auto after = desk.api->subscription(id, desk.cancel);
  story.tell(after ? QString::fromStdString(after->state.productId).section(u'_', 1) : QString());
  const auto payments = desk.paid();
  story.tell(QStringLiteral("paid %1").arg(std::ranges::count_if(*payments, [](const auto& payment) {
    return payment.state.status == "succeeded" && payment.state.amount.minor > 0;
  })));
  return story.told;
}

// Down to a smaller plan: nothing is charged.
QStringList downgradeOf(Provider provider) {
  Desk desk(provider);
  Story story;
  const std::string id = desk.subscribed();
  previewAndChange(desk, id, "max", 1, story);
  desk.forward(10);
  previewAndChange(desk, id, "pro", 1, story);
  desk.forward(22);
  story.tell("renewed", desk.api->subscription(id, desk.cancel));
  return story.told;
}

QStringList trialOf(Provider provider) {
  Desk desk(provider);
  Story story;
  const std::string id = desk.subscribed("4242424242424242", 14);
  story.tell("trial", desk.api->subscription(id, desk.cancel));
  desk.forward(15);
  story.tell("after it", desk.api->subscription(id, desk.cancel));
  story.tell(QStringLiteral("charged %1").arg(desk.newestCharge()));
  return story.told;
}

std::string idIn(const std::string& body) {
  static const QRegularExpression id(QStringLiteral("\"id\":\\s*\"([^\"]+)\""));
  return id.match(QString::fromStdString(body)).captured(1).toStdString();
}

// Uses that arrive twice count once, credits are what was given less what was taken.
QStringList usageOf(Provider provider) {
  Desk desk(provider);
  Story story;
  desk.subscribed();
  const bool isDodo = provider == Provider::Dodo;
  const std::string meter = isDodo ? desk.raw("POST", "/meters",
                                              json("{'name':'Calls','event_name':'call','measurement_unit':'call',"
                                                   "'aggregation':{'type':'sum','key':'value'}}"))
                                   : desk.raw("POST", "/v1/billing/meters",
                                              "display_name=Calls&event_name=call&default_aggregation[formula]=sum");
  if (idIn(meter).empty()) return {QString::fromStdString(meter)};
  const std::vector<UsageReport> uses{{desk.customer, "call", "use_1", 2, desk.clock.now()},
                                      {desk.customer, "call", "use_2", 3, desk.clock.now()}};
  for (int time = 0; time < 2; ++time) {
    const auto reported = desk.api->reportUsage(uses, desk.cancel);
    if (time == 0)
      story.tell(reported ? QStringLiteral("reported") : QString::fromStdString(describe(reported.error())));
  }
  CreditAmount amount{desk.customer, {}, "7.5", *Currency::fromCode("USD"), true, {}, "sorry", "credit-1"};
  if (isDodo)
    amount.entitlement = idIn(desk.raw(
        "POST", "/credit-entitlements",
        json("{'name':'Calls','unit':'call','precision':2,'overage_enabled':false,'rollover_enabled':false}")));
  for (int time = 0; time < 2; ++time) {
    const auto changed = desk.api->changeCredits(amount, desk.cancel);
    if (!changed) story.tell(QString::fromStdString(describe(changed.error())));
  }
  const auto balances = desk.api->creditBalances(desk.customer, desk.cancel);
  if (!balances) return {QString::fromStdString(describe(balances.error()))};
  for (const auto& balance : *balances) story.tell(QStringLiteral("left %1").arg(balance.remainingMilli.value_or(-1)));
  return story.told;
}

// What a lost answer may lead to: the wish was fulfilled once, or not at all and the caller knows, or nobody knows yet
// and one look tells. Never twice.
void checkOnce(const QString& wish, const Result<void>& outcome, std::int64_t done) {
  const QString told =
      wish + QStringLiteral(": %1 times, %2")
                 .arg(done)
                 .arg(outcome ? QStringLiteral("fine") : QString::fromStdString(describe(outcome.error())));
  QVERIFY2(done <= 1, qPrintable(told));
  if (outcome) QVERIFY2(done == 1, qPrintable(told));
  if (!outcome && !isUnconfirmed(outcome.error())) QVERIFY2(done == 0, qPrintable(told));
}

template <class T>
Result<void> plain(const Result<T>& result) {
  if (result) return {};
  return tl::make_unexpected(result.error());
}

// Where what was delivered last says something else than what is read now.
template <class State>
void compareWithEvents(const std::map<std::string, State>& delivered, const std::vector<Provided<State>>& read,
                       QStringList& different) {
  for (const auto& item : read) {
    const auto found = delivered.find(item.state.externalId);
    if (found == delivered.end()) {
      different += QString::fromStdString(item.state.externalId + " was never delivered");
      continue;
    }
    for (const auto& field : entityFields<State>()) {
      if (!field.sent(found->second) || !field.sent(item.state)) continue;
      const std::string then = field.text(found->second), now = field.text(item.state);
      if (then != now)
        different +=
            QString::fromStdString(item.state.externalId + ' ' + std::string(field.name) + ": " + then + " / " + now);
    }
  }
}

void alike(const QStringList& dodo, const QStringList& stripe) {
  QCOMPARE(stripe.join(u'\n'), dodo.join(u'\n'));
}

}  // namespace

class ProvidersOnSandboxTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_life_from_the_checkout_to_the_end() {
    const QStringList dodo = lifeOf(Provider::Dodo);
    QCOMPARE(dodo,
             (QStringList{QStringLiteral("bought: active pro 1000 x1 until 2026-02-10T12:00:00Z"),
                          QStringLiteral("change: active max 3000 x1 until 2026-02-10T12:00:00Z"),
                          QStringLiteral("due 1032, charged 1032"),
                          QStringLiteral("change: active max 9000 x3 until 2026-02-10T12:00:00Z"),
                          QStringLiteral("due 2903, charged 2903"),
                          QStringLiteral("cancel later: active max 9000 x3 until 2026-02-10T12:00:00Z, then over"),
                          QStringLiteral("undo: active max 9000 x3 until 2026-02-10T12:00:00Z"),
                          QStringLiteral("pause: paused max 9000 x3 until 2026-02-10T12:00:00Z"),
                          QStringLiteral("resume: active max 9000 x3 until 2026-02-10T12:00:00Z"),
                          QStringLiteral("cancel: cancelled max 9000 x3 until 2026-02-10T12:00:00Z"),
                          QStringLiteral("subscribe: active pro 2000 x2 until 2026-02-26T12:00:00Z")}));
    alike(dodo, lifeOf(Provider::Stripe));
  }
  void refunds_in_part_and_never_beyond() {
    const QStringList dodo = refundsOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("refund_exceeds"), QStringLiteral("amount_not_positive"),
                                QStringLiteral("succeeded 300"), QStringLiteral("refund_exceeds"),
                                QStringLiteral("succeeded 700"), QStringLiteral("2 refunds")}));
    alike(dodo, refundsOf(Provider::Stripe));
  }
  void a_change_at_the_end_of_the_period() {
    const QStringList dodo = deferralOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("later: active pro 1000 x1 until 2026-02-10T12:00:00Z"),
                                QStringLiteral("conflict 1"),
                                QStringLiteral("renewed: active max 3000 x1 until 2026-03-10T12:00:00Z"),
                                QStringLiteral("charged 3000")}));
    alike(dodo, deferralOf(Provider::Stripe));
  }
  void two_hundred_and_fifty_objects_page_by_page() {
    const QStringList dodo = pagesOf(Provider::Dodo);
    QCOMPARE(dodo, QStringList{QStringLiteral("250 customers on 3 pages")});
    alike(dodo, pagesOf(Provider::Stripe));
  }
  void everything_is_read_and_nothing_of_it_unknown() {
    const QStringList dodo = readingOf(Provider::Dodo);
    QCOMPARE(dodo,
             (QStringList{QStringLiteral("prices 2"), QStringLiteral("customers 1"), QStringLiteral("subscriptions 1"),
                          QStringLiteral("payments 2"), QStringLiteral("invoices 2"), QStringLiteral("refunds 0"),
                          QStringLiteral("disputes 0"), QStringLiteral("a PDF"), QStringLiteral("reads 1, misses 0")}));
    alike(dodo, readingOf(Provider::Stripe));
  }
  void a_downgrade_charges_nothing() {
    const QStringList dodo = downgradeOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("change: active max 3000 x1 until 2026-02-10T12:00:00Z"),
                                QStringLiteral("due 2000, charged 2000"),
                                QStringLiteral("change: active pro 1000 x1 until 2026-02-10T12:00:00Z"),
                                QStringLiteral("due 0, charged 0"),
                                QStringLiteral("renewed: active pro 1000 x1 until 2026-03-10T12:00:00Z")}));
    alike(dodo, downgradeOf(Provider::Stripe));
  }
  void a_trial_and_what_comes_after_it() {
    const QStringList dodo = trialOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("trial: trialing pro 1000 x1 until 2026-01-24T12:00:00Z"),
                                QStringLiteral("after it: active pro 1000 x1 until 2026-02-24T12:00:00Z"),
                                QStringLiteral("charged 1000")}));
    alike(dodo, trialOf(Provider::Stripe));
  }
  // Only Stripe has a test card that can be kept.
  void no_change_of_plan_is_had_for_a_card_that_declines() {
    const QStringList told = declineOf(Provider::Stripe);
    QCOMPARE(told, (QStringList{QStringLiteral("trial: trialing pro 1000 x1 until 2026-01-24T12:00:00Z"),
                                QStringLiteral("unpaid 1"), QStringLiteral("refused, unconfirmed 0"),
                                QStringLiteral("pro"), QStringLiteral("paid 0")}));
  }

  void a_lost_answer_never_moves_money_twice_data() {
    QTest::addColumn<bool>("isStripe");
    QTest::addColumn<QByteArray>("stage");
    for (const bool isStripe : {false, true})
      for (const char* stage : {"drop_before", "drop_after", "half_body", "garbage", "500", "503", "429"})
        QTest::addRow("%s %s", isStripe ? "stripe" : "dodo", stage) << isStripe << QByteArray(stage);
  }
  void a_lost_answer_never_moves_money_twice() {
    QFETCH(bool, isStripe);
    QFETCH(QByteArray, stage);
    const std::string prefix = isStripe ? "/v1" : "";
    Desk desk(isStripe ? Provider::Stripe : Provider::Dodo);
    const std::string id = desk.subscribed();
    const auto charges = [&] { return static_cast<std::int64_t>(desk.paid()->size()); };
    const std::string payment = desk.paid()->front().state.externalId;

    std::int64_t before = charges();
    desk.spoil(stage.toStdString(), prefix + "/subscriptions/" + id);
    const auto changed = plain(desk.api->changePlan(to(desk, id, "max"), desk.cancel));
    checkOnce(QStringLiteral("change"), changed, charges() - before);

    before = charges();
    desk.spoil(stage.toStdString(), prefix + "/subscriptions");
    const NewSubscription wanted{desk.customer, desk.product("pro"), 1, 0, {}, "US", {}};
    const auto subscribed = plain(desk.api->createSubscription(wanted, {}, desk.cancel));
    checkOnce(QStringLiteral("subscribe"), subscribed, charges() - before);

    desk.spoil(stage.toStdString(), prefix + "/refunds");
    const auto refunded = plain(desk.api->refund({payment, 300, {}, "refund-1"}, desk.cancel));
    PageRequest asked;
    asked.payment = payment;
    checkOnce(QStringLiteral("refund"), refunded,
              static_cast<std::int64_t>(desk.api->refunds(asked, desk.cancel)->items.size()));
  }

  void what_is_read_is_what_was_delivered() {
    Desk desk(Provider::Stripe);
    const std::string id = desk.subscribed();
    std::map<std::string, SubscriptionState> subscriptions;
    std::map<std::string, InvoiceState> invoices;
    const auto listen = [&] {  // Stripe keeps its events for thirty days
      const auto events = desk.api->events({}, desk.cancel);
      QVERIFY(events && events->items.size() > 5 && events->next.empty());
      for (auto event = events->items.rbegin(); event != events->items.rend(); ++event) {
        const auto mapped = stripe::mapEvent(event->id, event->body);
        if (!mapped) continue;  // without a meaning for billing
        for (const auto& state : mapped->subscriptions) subscriptions[state.externalId] = state;
        for (const auto& state : mapped->invoices) invoices[state.externalId] = state;
      }
    };
    desk.forward(15);
    QVERIFY(desk.api->changePlan(to(desk, id, "max"), desk.cancel).has_value());
    listen();
    desk.forward(20);
    QVERIFY(desk.api->edit(test::edit(id, test::EditKind::CancelAtPeriodEnd), desk.cancel).has_value());
    listen();
    QStringList different;
    compareWithEvents(subscriptions, desk.api->subscriptions({}, desk.cancel)->items, different);
    compareWithEvents(invoices, desk.api->invoices({}, desk.cancel)->items, different);
    QVERIFY2(different.isEmpty(), qPrintable(different.join(u'\n')));
    QCOMPARE(invoices.size(), std::size_t(3));
  }

  void uses_and_credits() {
    const QStringList dodo = usageOf(Provider::Dodo);
    QCOMPARE(dodo.join(u'|'), QStringLiteral("reported|left 7500"));
    alike(dodo, usageOf(Provider::Stripe));
  }

  void portals_and_endpoints() {
    const QStringList dodo = sessionsOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("portal 1"), QStringLiteral("secret 1"), QStringLiteral("enabled 0"),
                                QStringLiteral("1 endpoints, https://a.example/hook")}));
    alike(dodo, sessionsOf(Provider::Stripe));
  }
};

QTEST_GUILESS_MAIN(ProvidersOnSandboxTest)
#include "tst_providersonsandbox.moc"
