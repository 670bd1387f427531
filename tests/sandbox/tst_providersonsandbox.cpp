// The same wishes to both providers through the one interface, over HTTP, with the sandbox in their place: what comes
// of them is the same. Switching a workspace from one to the other changes nothing but a word.
#include <QRegularExpression>
#include <QTest>
#include <set>

#include "domain/entityfields.h"
#include "providers/stripe/eventmapping.h"
#include "sandbox/providerdesk.h"
#include "support/quotes.h"

using namespace billing;
using namespace billing::providers;
using test::alike;
using test::Desk;
using test::json;
using test::previewAndChange;
using test::Story;
using test::to;

namespace {

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
  void a_trial_and_what_comes_after_it() {
    const QStringList dodo = trialOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("trial: trialing pro 1000 x1 until 2026-01-24T12:00:00Z"),
                                QStringLiteral("after it: active pro 1000 x1 until 2026-02-24T12:00:00Z"),
                                QStringLiteral("charged 1000")}));
    alike(dodo, trialOf(Provider::Stripe));
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

  void a_lost_answer_never_does_anything_by_hand_twice_data() { a_lost_answer_never_moves_money_twice_data(); }
  void a_lost_answer_never_does_anything_by_hand_twice() {
    QFETCH(bool, isStripe);
    QFETCH(QByteArray, stage);
    const std::string prefix = isStripe ? "/v1" : "";
    Desk desk(isStripe ? Provider::Stripe : Provider::Dodo);
    const std::string id = desk.subscribed(), payment = desk.paid()->front().state.externalId;
    const Instant later{test::kStart.ms + 60 * test::kDayMs};
    const auto spoil = [&](const std::string& path, const char* method) {
      desk.spoil(stage.toStdString(), prefix + path, method);
    };

    RefundOrder byLine{payment, {}, {}, "op_line", {}};
    byLine.lines = {{desk.api->refundableLines(payment, desk.cancel)->front().item, 300}};
    spoil("/refunds", "POST");
    const auto refunded = plain(desk.api->refund(byLine, desk.cancel));
    PageRequest asked;
    asked.payment = payment;
    const auto refunds = desk.api->refunds(asked, desk.cancel);
    checkOnce(QStringLiteral("refund by line"), refunded, static_cast<std::int64_t>(refunds->items.size()));
    for (const auto& refund : refunds->items) QVERIFY(carriesMark(refund.raw, "op_line"));

    spoil("/subscriptions/" + id, isStripe ? "POST" : "PATCH");
    const auto moved = plain(desk.api->edit(test::edit(id, test::EditKind::MoveRenewal, later), desk.cancel));
    const bool isMoved = desk.api->subscription(id, desk.cancel)->state.periodEnd == later;
    checkOnce(QStringLiteral("move"), moved, isMoved ? 1 : 0);

    NewPrice wanted;
    wanted.name = "Team";
    wanted.amount = {4500, *Currency::fromCode("USD")};
    wanted.operation = "op_price";
    spoil(isStripe ? "/prices" : "/products", "POST");
    const auto made = plain(desk.api->createPrice(wanted, desk.cancel));
    const auto prices = desk.api->catalogue({}, desk.cancel);
    checkOnce(QStringLiteral("price"), made, static_cast<std::int64_t>(prices->items.size()) - 2);

    spoil("/subscriptions/" + id, isStripe ? "DELETE" : "PATCH");
    const auto ended = plain(desk.api->edit(test::edit(id, test::EditKind::CancelNow), desk.cancel));
    const bool isOver = desk.api->subscription(id, desk.cancel)->state.status == SubscriptionStatus::Cancelled;
    checkOnce(QStringLiteral("end"), ended, isOver ? 1 : 0);
    QCOMPARE(desk.paid()->size(), std::size_t(1));  // nothing of it was charged
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

  void discounts_and_payment_methods_are_read_from_both() {
    for (const Provider provider : {Provider::Dodo, Provider::Stripe}) {
      Desk desk(provider);
      const std::string id = desk.subscribed();
      if (provider == Provider::Dodo) {
        desk.raw("POST", "/discounts", R"({"amount":1250,"type":"percentage","code":"LESS"})");
      } else {
        desk.raw("POST", "/v1/coupons", "id=eighth&percent_off=12.5&duration=forever");
        desk.raw("POST", "/v1/promotion_codes", "promotion[type]=coupon&promotion[coupon]=eighth&code=LESS");
      }
      SubscriptionEdit wanted = test::edit(id, test::EditKind::ApplyDiscount);
      wanted.code = "LESS";
      VERIFY_RESULT(desk.api->edit(wanted, desk.cancel));
      const auto listed = desk.api->subscriptions({}, desk.cancel);
      VERIFY_RESULT(listed);
      const auto one = desk.api->subscription(id, desk.cancel);
      VERIFY_RESULT(one);
      QCOMPARE(listed->items.size(), std::size_t(1));
      QVERIFY(one->state.discount && one->state.discount->percentBps == 1250);
      QCOMPARE(one->state.discount->code, std::string("LESS"));
      QVERIFY(one->state.hasPaymentMethod == true && listed->items.front().state.hasPaymentMethod == true);
      QVERIFY(one->unknown.empty() && listed->items.front().unknown.empty());
      QVERIFY(listed->items.front().state.discount);  // Dodo's rows name it, Stripe's are expanded
      QCOMPARE(listed->items.front().state.discount->percentBps, provider == Provider::Dodo ? 0 : 1250);
    }
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
