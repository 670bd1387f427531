// What reading from the provider promises: everything once, whatever interrupts it, and never against a newer event.
#include <QSemaphore>
#include <QTest>
#include <set>

#include "operations/sync/syncboard.h"
#include "operations/sync/syncrun.h"
#include "store/read/confirmations.h"
#include "support/fakeprovider.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::test;
using operations::SyncKind;
using operations::SyncProgress;
using operations::SyncReport;

namespace {

constexpr std::int64_t hour = 3'600'000;

SubscriptionState contract(int number, SubscriptionStatus status = SubscriptionStatus::Active) {
  SubscriptionState state;
  state.externalId = "sub_" + std::to_string(number);
  state.customerExternalId = "cus_" + std::to_string(number);
  state.productId = "pdt_pro";
  state.status = status;
  state.providerStatus = toString(status);
  state.amount = {1200, *Currency::fromCode("USD")};
  state.interval = BillingInterval{IntervalUnit::Month, 1};
  state.createdAt = Instant{marchFirst - 40 * days};
  state.periodEnd = Instant{marchFirst + 20 * days};
  return state;
}

CustomerState person(int number) {
  CustomerState state;
  state.externalId = "cus_" + std::to_string(number);
  state.name = "Customer " + std::to_string(number);
  state.email = "c" + std::to_string(number) + "@example.com";
  state.createdAt = Instant{marchFirst - 40 * days};
  return state;
}

PaymentState charge(int number, const char* status = "succeeded") {
  PaymentState state;
  state.externalId = "pay_" + std::to_string(number);
  state.customerExternalId = "cus_" + std::to_string(number);
  state.subscriptionExternalId = "sub_" + std::to_string(number);
  state.status = state.providerStatus = status;
  state.amount = {1200, *Currency::fromCode("USD")};
  state.createdAt = Instant{marchFirst - 40 * days};
  return state;
}

RefundState refundOf(int number, const char* status, std::int64_t at) {
  RefundState state;
  state.externalId = "re_" + std::to_string(number);
  state.paymentExternalId = "pay_" + std::to_string(number);
  state.status = status;
  state.amount = {1200, *Currency::fromCode("USD")};
  state.createdAt = Instant{at};
  return state;
}

DisputeState disputeOf(int number) {
  DisputeState state;
  state.externalId = "dp_" + std::to_string(number);
  state.paymentExternalId = "pay_" + std::to_string(number);
  state.status = "needs_response";
  state.amount = {1200, *Currency::fromCode("USD")};
  state.createdAt = Instant{marchFirst - 40 * days};
  return state;
}

InvoiceState invoiceOf(int number) {
  InvoiceState state;
  state.externalId = "in_" + std::to_string(number);
  state.customerExternalId = "cus_" + std::to_string(number);
  state.status = state.providerStatus = "paid";
  state.total = {1200, *Currency::fromCode("USD")};
  state.issuedAt = Instant{marchFirst - 40 * days};
  return state;
}

PriceState priceOf(int number) {
  PriceState state;
  state.productId = state.priceId = "price_" + std::to_string(number);
  state.amount = {1200, *Currency::fromCode("USD")};
  return state;
}

ProviderEvent cancelledEvent(const char* id, const char* subscription, std::int64_t at) {
  const std::string seconds = std::to_string(at / 1000);
  return {id, "customer.subscription.deleted",
          R"({"id":")" + std::string(id) + R"(","object":"event","type":"customer.subscription.deleted","created":)" +
              seconds + R"(,"data":{"object":{"id":")" + subscription +
              R"(","object":"subscription","customer":"cus_1","status":"canceled","currency":"usd","canceled_at":)" +
              seconds + R"(,"items":{"object":"list","data":[]}}}})",
          Instant{at}};
}

// A provider with some of everything, and a workspace that reads it.
struct SyncWorld : RuledWorld {
  explicit SyncWorld(Provider kind = Provider::Stripe, int size = 0)
      : RuledWorld(threePlans(), kind), provider(kind), services{*db, provider, db.clock, &accountRules, {}} {
    provider.mostPerPage = 10;
    for (int i = 1; i <= size; ++i) {
      provider.add(person(i));
      provider.add(contract(i));
      provider.add(charge(i));
      if (kind == Provider::Stripe) provider.add(invoiceOf(i));
    }
    if (size == 0) return;
    provider.add(priceOf(1));
    provider.add(refundOf(1, "succeeded", marchFirst - 30 * days));
    provider.add(disputeOf(1));
  }
  Result<SyncReport> sync(SyncKind kind = SyncKind::Full) { return operations::runSync(services, kind, {}, cancel); }
  // For runs that must end well.
  SyncReport done(SyncKind kind = SyncKind::Full) {
    const auto report = sync(kind);
    if (!report) qFatal("%s", describe(report.error()).c_str());
    if (report->error) qFatal("%s", describe(*report->error).c_str());
    return *report;
  }
  QString of(const char* table, const char* id, const char* field) {
    return single(*db,
                  QStringLiteral("SELECT %1 FROM %2 WHERE external_id = ?")
                      .arg(QLatin1String(field), QLatin1String(table)),
                  {QLatin1String(id)})
        .toString();
  }
  void failOnce(const std::string& call, Error error) {
    provider.before = [this, call, error](const std::string& asked) -> std::optional<Error> {
      if (asked != call || failed) return std::nullopt;
      failed = true;
      return error;
    };
  }

  FakeProvider provider;
  CancelToken cancel;
  operations::SyncServices services;
  bool failed = false;
};

Error providerError(ErrorKind kind, const char* code) {
  Error error;
  error.kind = kind;
  error.code = code;
  error.message = "The provider is having a rest";
  error.requestId = "req_7";
  return error;
}

}  // namespace

class TestSync : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void everything_is_read_in_the_order_in_which_it_refers_to_each_other() {
    SyncWorld world(Provider::Stripe, 25);
    const SyncReport report = world.done();
    QCOMPARE(report.state, std::string("done"));
    QCOMPARE(report.created, 25 * 4 + 3);
    QCOMPARE(report.seen, report.created);
    QCOMPARE(report.notSeen, 0);
    for (const char* table : {"customers", "subscriptions", "payments", "invoices"}) QCOMPARE(world.count(table), 25);
    for (const char* table : {"prices", "refunds", "disputes"}) QCOMPARE(world.count(table), 1);
    std::vector<std::string> order;
    for (const std::string& call : world.provider.calls) {
      const std::string list = call.substr(0, call.find(' '));
      if (order.empty() || order.back() != list) order.push_back(list);
    }
    QCOMPARE(order, (std::vector<std::string>{"capabilities", "catalogue", "customers", "subscriptions", "payments",
                                              "invoices", "refunds", "disputes"}));
  }

  void accounts_follow_what_was_read_as_after_a_webhook() {
    SyncWorld world;
    auto told = FakeProvider::provided(contract(1));
    told.facts.metadata = {{"userId", "u_1"}};
    world.provider.contracts.push_back(told);
    world.done();
    QCOMPARE(world.account("u_1", "plan_id"), QStringLiteral("pro"));
    QCOMPARE(world.account("u_1", "billing_subscription_id"), QStringLiteral("sub_1"));
  }

  void dodo_has_no_invoices_of_its_own_and_no_events() {
    SyncWorld world(Provider::Dodo, 3);
    QCOMPARE(world.done().state, std::string("done"));
    QVERIFY(world.done(SyncKind::MissedEvents).kind == SyncKind::Incremental);
  }

  void a_row_is_confirmed_though_nothing_changed_and_nobody_is_told() {
    SyncWorld world(Provider::Stripe, 3);
    world.done();
    const QString updated = world.of("subscriptions", "sub_1", "updated_at");
    QCOMPARE(world.of("subscriptions", "sub_1", "confirmed_at").toLongLong(), marchFirst);
    const auto changes = world.db->changes().subscribe([] {});
    world.db.clock.advance(hour);
    const SyncReport second = world.done();
    QCOMPARE(second.unchanged, second.seen);
    QCOMPARE(world.of("subscriptions", "sub_1", "confirmed_at").toLongLong(), marchFirst + hour);
    QCOMPARE(world.of("subscriptions", "sub_1", "updated_at"), updated);
    QVERIFY(changes->take().empty());
  }

  void what_changed_meanwhile_is_told_and_counted() {
    SyncWorld world(Provider::Stripe, 3);
    world.done();
    world.db.clock.advance(hour);
    world.provider.contracts[1] = FakeProvider::provided(contract(2, SubscriptionStatus::PastDue));
    const auto changes = world.db->changes().subscribe([] {});
    QCOMPARE(world.done().updated, 1);
    QCOMPARE(world.of("subscriptions", "sub_2", "status"), QStringLiteral("past_due"));
    QVERIFY(!changes->take().empty());
  }

  void an_older_event_that_arrives_late_does_not_undo_what_was_read() {
    SyncWorld world(Provider::Dodo, 1);
    world.done();
    world.db.clock.advance(hour);
    world.done();
    world.deliver("msg_late", Teller{}.subscription("on_hold", marchFirst + hour / 2));
    QCOMPARE(world.of("subscriptions", "sub_1", "status"), QStringLiteral("active"));
  }

  void an_object_that_an_event_changed_after_it_was_read_is_not_set_back_data() {
    QTest::addColumn<qint64>("after");
    QTest::newRow("five seconds later") << qint64{5000};
    QTest::newRow("in the same second") << qint64{300};
  }
  void an_object_that_an_event_changed_after_it_was_read_is_not_set_back() {
    QFETCH(qint64, after);
    SyncWorld world(Provider::Dodo, 1);
    world.done();
    world.db.clock.advance(hour);
    // The provider has answered, then the webhook comes, then we write what it had answered.
    world.provider.before = [&](const std::string& call) -> std::optional<Error> {
      if (call == "subscriptions @")
        world.deliver("msg_1", Teller{}.subscription("on_hold", world.db.clock.now().ms + after));
      return std::nullopt;
    };
    world.done();
    QCOMPARE(world.of("subscriptions", "sub_1", "status"), QStringLiteral("on_hold"));
  }

  void a_clock_that_is_off_by_hours_does_not_decide_what_is_newer() {
    SyncWorld world(Provider::Dodo, 1);
    world.provider.able.clockSkewMs = -3 * hour;  // ours is three hours fast
    world.done();
    world.deliver("msg_1", Teller{}.subscription("on_hold", marchFirst - 3 * hour + 60'000));
    QCOMPARE(world.of("subscriptions", "sub_1", "status"), QStringLiteral("on_hold"));
  }

  void wherever_it_breaks_off_the_next_run_goes_on_and_everything_is_there_once() {
    SyncWorld counting(Provider::Stripe, 12);
    counting.done();
    const std::size_t all = counting.provider.calls.size();
    for (std::size_t breaks = 2; breaks <= all; ++breaks) {
      SyncWorld world(Provider::Stripe, 12);
      std::size_t asked = 0;
      world.provider.before = [&](const std::string&) -> std::optional<Error> {
        if (++asked != breaks) return std::nullopt;
        return providerError(ErrorKind::Unavailable, "connection_lost");
      };
      const auto first = world.sync();
      VERIFY_RESULT(first);
      QCOMPARE(first->state, std::string("failed"));
      const SyncReport second = world.done();
      QVERIFY(second.resumed);
      QCOMPARE(second.run, first->run);
      QCOMPARE(world.count("sync_runs"), 1);
      QCOMPARE(second.created, 12 * 4 + 3);
      QCOMPARE(second.seen, second.created);
      // The page that failed, and the first question of the second run.
      QCOMPARE(world.provider.calls.size(), all + 2);
    }
  }

  void the_provider_s_error_is_kept_with_its_code_and_request_id() {
    SyncWorld world(Provider::Stripe, 25);
    world.failOnce("payments @10", providerError(ErrorKind::Unavailable, "api_error"));
    const auto failed = world.sync();
    VERIFY_RESULT(failed);
    QCOMPARE(failed->error->requestId, std::string("req_7"));
    const auto kept = [&](const char* field) {
      return single(*world.db, QStringLiteral("SELECT %1 FROM sync_runs").arg(QLatin1String(field))).toString();
    };
    QCOMPARE(kept("state"), QStringLiteral("failed"));
    QCOMPARE(kept("error_code"), QStringLiteral("api_error"));
    QCOMPARE(kept("request_id"), QStringLiteral("req_7"));
    QVERIFY(kept("error").contains(QStringLiteral("having a rest")));
    QCOMPARE(world.count("payments"), 10);
    world.provider.calls.clear();
    world.done();
    QCOMPARE(world.provider.calls.at(1), std::string("payments @10"));
    QCOMPARE(kept("error_code"), QString());
  }

  void a_key_that_does_not_work_ends_the_run_before_anything_is_read() {
    SyncWorld world(Provider::Stripe, 2);
    world.failOnce("capabilities", providerError(ErrorKind::Unauthorized, "invalid_api_key"));
    const auto failed = world.sync();
    VERIFY_RESULT(failed);
    QCOMPARE(failed->error->code, std::string("invalid_api_key"));
    QCOMPARE(world.provider.calls.size(), std::size_t{1});
    QCOMPARE(world.done().created, 2 * 4 + 3);
  }

  void what_a_restricted_key_may_not_read_is_left_out_and_told() {
    SyncWorld world(Provider::Stripe, 2);
    world.provider.able.missing = {"disputes: 403", "webhook endpoints: 403"};
    const SyncReport report = world.done();
    QCOMPARE(report.created, 2 * 4 + 2);
    QCOMPARE(report.note, std::string("The key may not read: disputes."));
  }

  void a_place_in_a_list_that_is_gone_begins_that_list_again() {
    SyncWorld world(Provider::Stripe, 25);
    world.failOnce("customers @20", providerError(ErrorKind::Unavailable, "api_error"));
    VERIFY_RESULT(world.sync());
    world.failed = false;
    world.failOnce("customers @20", providerError(ErrorKind::InvalidInput, "resource_missing"));
    QCOMPARE(world.done().state, std::string("done"));
    QCOMPARE(world.count("customers"), 25);
  }

  void a_cancelled_run_keeps_what_was_read_and_is_taken_up() {
    SyncWorld world(Provider::Stripe, 25);
    world.provider.before = [&](const std::string& call) -> std::optional<Error> {
      if (call == "subscriptions @10") world.cancel.cancel();
      return std::nullopt;
    };
    const auto cancelled = world.sync();
    VERIFY_RESULT(cancelled);
    QCOMPARE(cancelled->state, std::string("cancelled"));
    QVERIFY(!cancelled->error);
    QCOMPARE(world.count("customers"), 25);
    QCOMPARE(world.count("subscriptions"), 10);
    world.cancel = CancelToken();
    world.provider.before = {};
    const SyncReport resumed = world.done();
    QVERIFY(resumed.resumed);
    QCOMPARE(resumed.created, 25 * 4 + 3);
  }

  void a_run_of_a_process_that_died_blocks_nobody_and_is_taken_up() {
    SyncWorld world(Provider::Stripe, 25);
    VERIFY_RESULT(
        run(*world.db,
            QStringLiteral("INSERT INTO sync_runs (provider, kind, state, started_at, stage, cursor, created) "
                           "VALUES ('stripe', 'full', 'running', ?, 'subscriptions', '20', 45)"),
            {qlonglong(marchFirst - hour)}));
    const SyncReport report = world.done();
    QVERIFY(report.resumed);
    QCOMPARE(report.created, 45 + 5 + 25 * 2 + 2);
    QCOMPARE(world.provider.calls.at(1), std::string("subscriptions @20"));
  }

  void an_interrupted_run_of_long_ago_is_not_taken_up() {
    SyncWorld world(Provider::Stripe, 2);
    VERIFY_RESULT(run(*world.db,
                      QStringLiteral("INSERT INTO sync_runs (provider, kind, state, started_at, stage, cursor) "
                                     "VALUES ('stripe', 'full', 'failed', ?, 'payments', '20')"),
                      {qlonglong(marchFirst - 8 * days)}));
    QVERIFY(!world.done().resumed);
    QCOMPARE(world.count("customers"), 2);
  }

  void only_one_runs_at_a_time() {
    SyncWorld world(Provider::Stripe, 2);
    std::string code;
    world.provider.before = [&](const std::string& call) -> std::optional<Error> {
      if (call == "customers @") code = operations::runSync(world.services, SyncKind::Full, {}, {}).error().code;
      return std::nullopt;
    };
    world.done();
    QCOMPARE(code, std::string("sync_running"));
    QCOMPARE(world.done().state, std::string("done"));
  }

  void what_the_provider_no_longer_lists_is_counted_and_kept() {
    SyncWorld world(Provider::Stripe, 3);
    world.done();
    world.db.clock.advance(hour);
    world.provider.people.pop_back();
    world.provider.contracts.pop_back();
    QCOMPARE(world.done().notSeen, 2);
    QCOMPARE(world.count("subscriptions"), 3);
    QCOMPARE(world.of("subscriptions", "sub_3", "confirmed_at").toLongLong(), marchFirst);
  }

  void words_that_nobody_knows_are_kept_with_their_object_until_they_are_gone() {
    SyncWorld world(Provider::Stripe, 2);
    world.provider.contracts[0].unknown = {{"status", "paused_by_moon"}, {"items[0].tide", "low"}};
    QCOMPARE(world.done().unknownWords, 2);
    const auto words = [&] {
      return column(*world.db, QStringLiteral("SELECT entity || ' ' || external_id || ' ' || path || ' = ' || value "
                                              "FROM unknown_values ORDER BY path"));
    };
    QCOMPARE(words().value(1).toString(), QStringLiteral("subscription sub_1 status = paused_by_moon"));
    world.provider.contracts[0].unknown.pop_back();
    world.done();
    QCOMPARE(words().size(), 1);
  }

  void what_cannot_be_read_is_counted_and_the_rest_is_read() {
    SyncWorld world(Provider::Stripe, 3);
    world.provider.unreadable["subscriptions"] = {{"sub_9", providerError(ErrorKind::InvalidInput, "bad_answer")}};
    const SyncReport report = world.done();
    QCOMPARE(report.unreadable, 1);
    QCOMPARE(report.created, 3 * 4 + 3);
  }

  void what_the_rules_stumble_over_is_counted_and_the_rest_is_kept() {
    struct Stumbling final : webhooks::EventRules {
      Result<webhooks::RuleOutcome> apply(store::WriteContext&, const BillingEvent& event, Instant) override {
        if (event.subject == "sub_2") return failure(ErrorKind::InvalidInput, "odd", "It is odd");
        return webhooks::RuleOutcome{};
      }
      std::string providerType(std::string_view) const override { return {}; }
    } stumbling;
    SyncWorld world(Provider::Stripe, 3);
    world.services.rules = &stumbling;
    const SyncReport report = world.done();
    QCOMPARE(report.unreadable, 1);
    QCOMPARE(report.created, 3 * 4 + 3 - 1);
    QCOMPARE(world.count("subscriptions"), 2);
  }

  void a_first_incremental_run_reads_everything_and_says_why() {
    SyncWorld world(Provider::Stripe, 2);
    const SyncReport report = world.done(SyncKind::Incremental);
    QVERIFY(report.kind == SyncKind::Full);
    QVERIFY(!report.note.empty());
  }

  void an_incremental_run_reads_what_is_new_and_what_lives() {
    SyncWorld world(Provider::Stripe, 30);
    world.provider.add(charge(40, "processing"));
    world.provider.add(refundOf(2, "pending", marchFirst - 20 * days));
    world.done();
    world.db.clock.advance(2 * hour);
    // One is new, one has become past due, one has ended (and is in no list of living ones), a payment has come
    // through.
    auto fresh = contract(50);
    fresh.createdAt = Instant{marchFirst + hour};
    world.provider.add(fresh);
    world.provider.contracts[4] = FakeProvider::provided(contract(5, SubscriptionStatus::PastDue));
    auto ended = contract(6, SubscriptionStatus::Cancelled);
    ended.providerStatus = "canceled";
    world.provider.contracts[5] = FakeProvider::provided(ended);
    world.provider.charges.back() = FakeProvider::provided(charge(40));
    world.provider.returned.back() = FakeProvider::provided(refundOf(2, "succeeded", marchFirst - 20 * days));
    world.provider.calls.clear();
    const SyncReport report = world.done(SyncKind::Incremental);
    QVERIFY(report.kind == SyncKind::Incremental);
    QCOMPARE(report.created, 1);
    QCOMPARE(report.updated, 4);
    QCOMPARE(world.of("subscriptions", "sub_5", "status"), QStringLiteral("past_due"));
    QCOMPARE(world.of("subscriptions", "sub_6", "status"), QStringLiteral("cancelled"));
    QCOMPARE(world.of("payments", "pay_40", "status"), QStringLiteral("succeeded"));
    QCOMPARE(world.of("refunds", "re_2", "status"), QStringLiteral("succeeded"));
    // One by one only what no list could tell of.
    std::vector<std::string> single;
    for (const std::string& call : world.provider.calls)
      if (call.starts_with("subscription ") || call.starts_with("payment ")) single.push_back(call);
    QCOMPARE(single, (std::vector<std::string>{"subscription sub_6", "payment pay_40"}));
    QVERIFY(world.provider.calls.size() < 25);
  }

  void a_clock_that_was_set_back_makes_the_next_run_read_everything() {
    SyncWorld world(Provider::Stripe, 2);
    world.db.clock.advance(300 * days);
    world.done();
    world.db.clock.advance(-300 * days);
    world.provider.add(contract(7));
    QVERIFY(world.done(SyncKind::MissedEvents).kind == SyncKind::Full);
    QVERIFY(world.done(SyncKind::Incremental).kind == SyncKind::Incremental);
    QCOMPARE(world.count("subscriptions"), 3);
  }

  void missed_events_are_stored_as_fetched_and_processed_like_any_other() {
    SyncWorld world(Provider::Stripe, 2);
    world.done();
    world.db.clock.advance(hour);
    world.provider.happened = {cancelledEvent("evt_2", "sub_2", marchFirst + hour / 2),
                               cancelledEvent("evt_1", "sub_1", marchFirst + hour / 4)};
    int woken = 0;
    world.services.eventsStored = [&] { ++woken; };
    const SyncReport report = world.done(SyncKind::MissedEvents);
    QVERIFY(report.kind == SyncKind::MissedEvents);
    QCOMPARE(report.missedEvents, 2);
    QCOMPARE(woken, 1);
    QCOMPARE(world.RuledWorld::of("evt_1", "origin"), QStringLiteral("fetched"));
    QCOMPARE(world.RuledWorld::of("evt_1", "verdict"), QStringLiteral("from_api"));
    QCOMPARE(column(*world.db, QStringLiteral("SELECT event_id FROM webhook_events ORDER BY id")).first().toString(),
             QStringLiteral("evt_1"));
    world.work();
    QCOMPARE(world.RuledWorld::of("evt_1", "error"), QString());
    QCOMPARE(world.RuledWorld::of("evt_1", "state"), QStringLiteral("applied"));
    QCOMPARE(world.of("subscriptions", "sub_2", "status"), QStringLiteral("cancelled"));
    QCOMPARE(world.done(SyncKind::MissedEvents).missedEvents, 0);
    QCOMPARE(world.count("webhook_attempts"), 2);
  }

  void an_event_that_came_is_not_taken_for_missed() {
    SyncWorld world;
    const ProviderEvent event = cancelledEvent("evt_1", "sub_1", marchFirst - hour);
    world.store("evt_1", event.body);
    world.provider.happened = {event, cancelledEvent("evt_0", "sub_1", marchFirst - hour - 60'000)};
    QCOMPARE(world.done(SyncKind::MissedEvents).missedEvents, 1);
    QCOMPARE(world.RuledWorld::of("evt_1", "origin"), QStringLiteral("delivered"));
  }

  void a_gap_longer_than_events_are_kept_reads_everything_and_says_so() {
    SyncWorld world(Provider::Stripe, 2);
    world.done();
    world.db.clock.advance(31 * days);
    world.provider.happened = {cancelledEvent("evt_2", "sub_2", marchFirst + 20 * days)};
    const SyncReport report = world.done(SyncKind::MissedEvents);
    QVERIFY(report.kind == SyncKind::Full);
    QVERIFY(QByteArray::fromStdString(report.note).contains("31 days"));
    QCOMPARE(report.missedEvents, 1);
  }

  void what_the_provider_said_last_is_read_with_the_object_and_its_payments() {
    SyncWorld world(Provider::Stripe, 2);
    world.provider.contracts[0].unknown = {{"status", "paused_by_moon"}};
    world.provider.charges[0].unknown = {{"method", "shells"}};
    world.done();
    const auto said = [&](const char* entity, qint64 row) {
      return world.db
          ->read<store::Confirmation>(
              [=](QSqlDatabase& connection) { return store::readConfirmation(connection, QLatin1String(entity), row); })
          .result();
    };
    const auto subscription = said("subscription", 1);
    VERIFY_RESULT(subscription);
    QCOMPARE(subscription->confirmedAt, std::optional<qint64>(marchFirst));
    QCOMPARE(subscription->paymentsConfirmedAt, std::optional<qint64>(marchFirst));
    QCOMPARE(subscription->unknown.size(), 2);
    QCOMPARE(subscription->unknown.at(0).value, QStringLiteral("paused_by_moon"));
    QCOMPARE(subscription->unknown.at(1).entity, QStringLiteral("payment"));
    QCOMPARE(said("customer", 1)->unknown.size(), 1);
    QCOMPARE(said("customer", 99)->confirmedAt, std::nullopt);
    QCOMPARE(said("dog", 1).error().code, std::string("unknown_entity"));
  }

  void a_sync_beside_the_window_tells_of_itself_and_is_remembered() {
    SyncWorld world(Provider::Stripe, 2);
    const auto parts = [&] {
      return operations::SyncBoard::Parts{*world.db, world.db.clock, Provider::Stripe, nullptr, {}, [&] {
                                            return std::shared_ptr<BillingProvider>(&world.provider, [](auto*) {});
                                          }};
    };
    {
      operations::SyncBoard board(parts());
      QCOMPARE(board.state().lastDone, 0);
      board.start(SyncKind::Full);
      QVERIFY(board.state().running);
      QTRY_VERIFY(!board.state().running);
      QCOMPARE(board.state().lastResult, QStringLiteral("11 read, 11 new, 0 changed"));
    }
    operations::SyncBoard later(parts());
    QTRY_COMPARE(later.state().lastDone, qint64{marchFirst});
    QCOMPARE(later.state().lastResult, QStringLiteral("11 read, 11 new, 0 changed"));
    world.failOnce("customers @", providerError(ErrorKind::Unavailable, "api_error"));
    later.start(SyncKind::Full);
    QTRY_VERIFY(!later.state().running);
    QVERIFY(later.state().lastError.contains(QStringLiteral("req_7")));
    QCOMPARE(later.state().lastDone, qint64{marchFirst});
  }

  void a_window_that_closes_does_not_wait_for_the_sync() {
    SyncWorld world(Provider::Stripe, 25);
    auto board = std::make_unique<operations::SyncBoard>(
        operations::SyncBoard::Parts{*world.db, world.db.clock, Provider::Stripe, nullptr, {}, [&] {
                                       return std::shared_ptr<BillingProvider>(&world.provider, [](auto*) {});
                                     }});
    QSemaphore reached;
    world.provider.before = [&](const std::string& call) -> std::optional<Error> {
      if (call == "customers @10") reached.release();
      return std::nullopt;
    };
    board->start(SyncKind::Full);
    reached.acquire();
    board.reset();
    QCOMPARE(column(*world.db, QStringLiteral("SELECT id FROM sync_runs WHERE state = 'running'")).size(), 0);
    world.provider.before = {};
    world.done();
    QCOMPARE(world.count("customers"), 25);
  }

  void progress_is_told_with_every_page() {
    SyncWorld world(Provider::Stripe, 25);
    std::vector<SyncProgress> told;
    const auto report = operations::runSync(world.services, SyncKind::Full,
                                            [&](const SyncProgress& progress) { told.push_back(progress); }, {});
    VERIFY_RESULT(report);
    QCOMPARE(told.at(3).resource, std::string("customers"));
    QCOMPARE(told.at(3).seen, 25);
    QCOMPARE(told.at(3).total, 26);
    QCOMPARE(told.back().total, report->seen);
  }
};

QTEST_GUILESS_MAIN(TestSync)
#include "tst_sync.moc"
