// What the repositories promise: whatever the domain hands them comes back, and everybody hears of it.
#include <QTest>

#include "store/inbox/inboxwriter.h"
#include "store/repositories/confirmation.h"
#include "store/repositories/customerrepository.h"
#include "store/repositories/disputerepository.h"
#include "store/repositories/invoicerepository.h"
#include "store/repositories/paymentrepository.h"
#include "store/repositories/pricerepository.h"
#include "store/repositories/refundrepository.h"
#include "store/repositories/subscriptionrepository.h"
#include "store/repositories/syncrunrepository.h"
#include "store/repositories/unknownvaluerepository.h"
#include "store/repositories/usagerepository.h"
#include "store/repositories/webhookeventrepository.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

const Money euros{1234, *Currency::fromCode("EUR")};
constexpr Instant noon{1'770'000'000'000};

// Saves, finds again, changes nothing and saves again: the same row, and the second time as an update.
template <class Repository, class Kept, class... Key>
Result<Kept> roundTrip(TestDatabase& db, Kept stored, const Key&... key) {
  Kept found;
  auto subscription = db->changes().subscribe([] {});
  auto written = write(*db, [&](WriteContext& context) -> Result<void> {
    auto row = Repository::save(context, stored, noon);
    if (!row) return failure(row.error());
    auto again = Repository::find(context, stored.provider, key...);
    if (!again) return failure(again.error());
    if (!*again || (*again)->row != *row) return failure(ErrorKind::NotFound, "lost", "The row was not found again");
    found = **again;
    if (auto saved = Repository::save(context, found, noon); !saved || *saved != *row)
      return failure(ErrorKind::Conflict, "second_row", "Saving again made another row");
    return {};
  });
  if (!written) return failure(written.error());
  const auto changes = subscription->take();
  if (changes.size() != 2 || changes[0].kind != ChangeKind::Inserted || changes[1].kind != ChangeKind::Updated)
    return failure(ErrorKind::Internal, "feed", "The change feed told something else");
  return found;
}

template <class State, class Fill>
State make(Fill fill) {
  State state;
  fill(state);
  return state;
}

template <class State>
Stored<State> stored(State state) {
  return {0, Provider::Stripe, noon, "evt_1", "name 1 2 3", std::move(state)};
}

}  // namespace

class TestRepositories : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void customers_come_back_as_they_were_saved();
  void subscriptions_come_back_with_their_monthly_revenue();
  void payments_invoices_refunds_and_disputes_come_back();
  void usage_is_found_by_meter_and_customer_and_prices_by_their_id();
  void what_nobody_said_stays_unsaid();
  void what_is_not_there_is_not_found();
  void pending_events_come_oldest_first_with_their_newest_good_bytes();
  void an_outcome_is_written_once_with_its_effects();
  void only_dead_and_unhandled_events_become_pending_again();
  void a_run_comes_back_as_it_was_saved_and_the_newest_is_found();
  void a_confirmation_moves_nothing_else_and_tells_nobody();
  void what_lives_and_was_not_confirmed_is_found_step_by_step();
  void unknown_words_of_an_object_replace_each_other();
  void a_fetched_event_waits_under_its_own_id();
};

void TestRepositories::customers_come_back_as_they_were_saved() {
  TestDatabase db;
  const auto found = roundTrip<CustomerRepository>(db, stored(make<CustomerState>([](auto& s) {
                                                     s.externalId = "cus_1";
                                                     s.name = "Zoë 'Q\" 日本";
                                                     s.email = "z@example.org";
                                                     s.createdAt = noon;
                                                     s.deleted = true;
                                                   })),
                                                   std::string("cus_1"));
  VERIFY_RESULT(found);
  QCOMPARE(found->objectTime, noon);
  QCOMPARE(found->objectEvent, std::string("evt_1"));
  QCOMPARE(found->fieldVersions, std::string("name 1 2 3"));
  QCOMPARE(*found->state.name, std::string("Zoë 'Q\" 日本"));
  QCOMPARE(*found->state.createdAt, noon);
  QVERIFY(found->state.deleted);
}

void TestRepositories::subscriptions_come_back_with_their_monthly_revenue() {
  TestDatabase db;
  StoredSubscription kept;
  kept.provider = Provider::Dodo;
  kept.objectTime = noon;
  kept.mrrMinor = 411;
  kept.state.externalId = "sub_1";
  kept.state.customerExternalId = "cus_1";
  kept.state.productId = "prod_1";
  kept.state.productName = "Pro";
  kept.state.status = SubscriptionStatus::PastDue;
  kept.state.providerStatus = "on_hold";
  kept.state.amount = euros;
  kept.state.quantity = 3;
  kept.state.interval = BillingInterval{IntervalUnit::Year, 2};
  kept.state.periodEnd = noon;
  kept.state.cancelAtPeriodEnd = true;
  kept.state.discount = SubscriptionDiscount{"TEN", 1000, 0, SubscriptionDiscount::Duration::Repeating, noon};
  kept.state.hasPaymentMethod = false;
  const auto found = roundTrip<SubscriptionRepository>(db, kept, std::string("sub_1"));
  VERIFY_RESULT(found);
  QCOMPARE(found->mrrMinor, 411);
  QVERIFY(found->state.status == SubscriptionStatus::PastDue);
  QCOMPARE(found->state.providerStatus, std::string("on_hold"));
  QVERIFY(found->state.amount == euros);
  QVERIFY(found->state.interval == kept.state.interval);
  QVERIFY(found->state.periodEnd == noon && !found->state.trialEnd);
  QVERIFY(found->state.cancelAtPeriodEnd);
  QVERIFY(found->state.discount == kept.state.discount);
  QVERIFY(found->state.hasPaymentMethod == false);
}

void TestRepositories::payments_invoices_refunds_and_disputes_come_back() {
  TestDatabase db;
  const auto payment = roundTrip<PaymentRepository>(db, stored(make<PaymentState>([](auto& s) {
                                                      s.externalId = "pay_1";
                                                      s.status = "failed";
                                                      s.amount = euros;
                                                      s.failureCode = "card_declined";
                                                      s.method = "card visa 4242";
                                                      s.taxMinor = 19;
                                                    })),
                                                    std::string("pay_1"));
  VERIFY_RESULT(payment);
  QCOMPARE(*payment->state.failureCode, std::string("card_declined"));
  QCOMPARE(*payment->state.method, std::string("card visa 4242"));
  QCOMPARE(*payment->state.taxMinor, 19);
  const auto invoice = roundTrip<InvoiceRepository>(db, stored(make<InvoiceState>([](auto& s) {
                                                      s.externalId = "in_1";
                                                      s.number = "A-7";
                                                      s.status = "open";
                                                      s.total = euros;
                                                      s.paidMinor = 234;
                                                      s.remainingMinor = 1000;
                                                      s.dueAt = noon;
                                                      s.lines.emplace_back().description = "Pro, yearly";
                                                    })),
                                                    std::string("in_1"));
  VERIFY_RESULT(invoice);
  QCOMPARE(invoice->state.remainingMinor, 1000);
  QCOMPARE(*invoice->state.dueAt, noon);
  QCOMPARE(invoice->state.lines.front().description, std::string("Pro, yearly"));
  const auto refund = roundTrip<RefundRepository>(db, stored(make<RefundState>([](auto& s) {
                                                    s.externalId = "re_1";
                                                    s.paymentExternalId = "pay_1";
                                                    s.status = "succeeded";
                                                    s.amount = euros;
                                                    s.reason = "asked";
                                                  })),
                                                  std::string("re_1"));
  VERIFY_RESULT(refund);
  QCOMPARE(*refund->state.reason, std::string("asked"));
  const auto dispute = roundTrip<DisputeRepository>(db, stored(make<DisputeState>([](auto& s) {
                                                      s.externalId = "dp_1";
                                                      s.paymentExternalId = "pay_1";
                                                      s.status = "lost";
                                                      s.open = false;
                                                      s.amount = euros;
                                                    })),
                                                    std::string("dp_1"));
  VERIFY_RESULT(dispute);
  QVERIFY(!dispute->state.open);
}

void TestRepositories::usage_is_found_by_meter_and_customer_and_prices_by_their_id() {
  TestDatabase db;
  const auto usage = roundTrip<UsageRepository>(db, stored(make<UsageState>([](auto& s) {
                                                  s.externalId = "meter";
                                                  s.customerExternalId = "cus_1";
                                                  s.name = "Tokens";
                                                  s.unit = "token";
                                                  s.grantedMilli = 5'000;
                                                })),
                                                std::string("meter"), std::string("cus_1"));
  VERIFY_RESULT(usage);
  QCOMPARE(*usage->state.grantedMilli, 5'000);
  QVERIFY(!usage->state.remainingMilli);
  const auto other = roundTrip<UsageRepository>(db, stored(make<UsageState>([](auto& s) {
                                                  s.externalId = "meter";
                                                  s.customerExternalId = "cus_2";
                                                })),
                                                std::string("meter"), std::string("cus_2"));
  VERIFY_RESULT(other);
  QVERIFY(other->row != usage->row);
  const auto price = roundTrip<PriceRepository>(db, stored(make<PriceState>([](auto& s) {
                                                  s.productId = "prod";
                                                  s.priceId = "price";
                                                  s.amount = euros;
                                                  s.interval = std::nullopt;
                                                  s.active = false;
                                                })),
                                                std::string("price"));
  VERIFY_RESULT(price);
  QVERIFY(!price->state.interval && !price->state.active);
}

void TestRepositories::what_nobody_said_stays_unsaid() {
  TestDatabase db;
  const auto found = roundTrip<CustomerRepository>(
      db, stored(make<CustomerState>([](auto& s) { s.externalId = "cus_1"; })), std::string("cus_1"));
  VERIFY_RESULT(found);
  QVERIFY(!found->state.name && !found->state.email && !found->state.createdAt);
}

void TestRepositories::what_is_not_there_is_not_found() {
  TestDatabase db;
  VERIFY_RESULT(write(*db, [](WriteContext& context) -> Result<void> {
    const auto found = CustomerRepository::find(context, Provider::Dodo, "cus_404");
    if (!found) return failure(found.error());
    return found->has_value() ? Result<void>(failure(ErrorKind::Conflict, "found", "It is there")) : Result<void>();
  }));
}

void TestRepositories::pending_events_come_oldest_first_with_their_newest_good_bytes() {
  TestDatabase db;
  QVERIFY(put(*db, delivery("msg_1", "one")));
  QVERIFY(put(*db, delivery("msg_2", "two")));
  QVERIFY(put(*db, delivery("msg_1", "one, newer")));
  auto unreadable = delivery("msg_1", "{");
  unreadable.accepted = false;
  unreadable.payload = "not_json";
  QVERIFY(put(*db, unreadable));
  QVERIFY(put(*db, delivery("msg_2", "two, newer")));
  QVERIFY(put(*db, delivery("msg_2", "two")));
  std::vector<PendingEvent> events;
  VERIFY_RESULT(write(*db, [&](WriteContext& context) -> Result<void> {
    return WebhookEventRepository::pending(context, 10).map([&](std::vector<PendingEvent> rows) {
      events = std::move(rows);
    });
  }));
  QCOMPARE(events.size(), std::size_t(2));
  QCOMPARE(events[0].eventId, std::string("msg_1"));
  QCOMPARE(events[0].body, std::string("one, newer"));
  QCOMPARE(events[1].body, std::string("two"));
}

void TestRepositories::an_outcome_is_written_once_with_its_effects() {
  TestDatabase db;
  const auto row = put(*db, delivery("msg_1"))->eventRow;
  const EventOutcome outcome{.state = "applied",
                             .error = {},
                             .effectSummary = "payment created",
                             .subject = "sub_1",
                             .customerExternalId = "cus_1",
                             .occurredAt = std::nullopt,
                             .processedAt = noon};
  for (int i = 0; i < 2; ++i)
    VERIFY_RESULT(write(*db, [&](WriteContext& context) {
      return WebhookEventRepository::finish(context, row, outcome,
                                            {{"payment", "pay_1", "{}", R"({"status":"succeeded"})", "created"}});
    }));
  QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_effects")).toInt(), 1);
  QCOMPARE(single(*db, QStringLiteral("SELECT subject FROM webhook_events")).toString(), QStringLiteral("sub_1"));
  QCOMPARE(single(*db, QStringLiteral("SELECT processed_at FROM webhook_events")).toLongLong(), noon.ms);
}

void TestRepositories::only_dead_and_unhandled_events_become_pending_again() {
  TestDatabase db;
  std::vector<std::int64_t> rows;
  for (const char* state : {"dead", "unhandled", "applied", "pending", "rejected"}) {
    rows.push_back(put(*db, delivery(state))->eventRow);
    VERIFY_RESULT(run(*db, QStringLiteral("UPDATE webhook_events SET state = ? WHERE id = ?"),
                      {QString::fromLatin1(state), qlonglong(rows.back())}));
  }
  int count = 0;
  VERIFY_RESULT(write(*db, [&](WriteContext& context) {
    return WebhookEventRepository::setPending(context, rows).map([&](const auto& changed) {
      count = int(changed.size());
    });
  }));
  QCOMPARE(count, 2);
  QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM webhook_events WHERE state = 'pending'")).toInt(), 3);
}

void TestRepositories::a_run_comes_back_as_it_was_saved_and_the_newest_is_found() {
  TestDatabase db;
  StoredSyncRun run;
  run.provider = Provider::Stripe;
  run.kind = "full";
  run.startedAt = noon;
  run.stage = "payments";
  run.cursor = "pi_7";
  run.stageSince = Instant{5};
  run.counts = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
  run.error = "The provider is having a rest";
  std::optional<StoredSyncRun> newest, done, other;
  std::optional<Instant> read;
  VERIFY_RESULT(write(*db, [&](WriteContext& context) -> Result<void> {
    auto row = SyncRunRepository::save(context, run);
    if (!row) return failure(row.error());
    run.row = *row;
    run.state = "done";
    run.endedAt = Instant{noon.ms + 1};
    if (auto again = SyncRunRepository::save(context, run); !again || *again != *row)
      return failure(ErrorKind::Conflict, "second_row", "Saving again made another row");
    newest = *SyncRunRepository::newest(context, Provider::Stripe, "full");
    done = *SyncRunRepository::newestInState(context, Provider::Stripe, "done");
    other = *SyncRunRepository::newest(context, Provider::Dodo, "full");
    read = *SyncRunRepository::lastObjectsRead(context, Provider::Stripe);
    return {};
  }));
  QVERIFY(newest && done && !other);
  QCOMPARE(newest->cursor, std::string("pi_7"));
  QCOMPARE(newest->stageSince->ms, 5);
  QCOMPARE(newest->counts.notSeen, 10);
  QCOMPARE(newest->error, run.error);
  QCOMPARE(newest->endedAt->ms, noon.ms + 1);
  QCOMPARE(read->ms, noon.ms);
}

void TestRepositories::a_confirmation_moves_nothing_else_and_tells_nobody() {
  TestDatabase db;
  const auto customer = stored(make<CustomerState>([](auto& s) { s.externalId = "cus_1"; }));
  VERIFY_RESULT(write(*db, [&](WriteContext& context) {
    return CustomerRepository::save(context, customer, noon).map([](std::int64_t) {});
  }));
  const auto subscription = db->changes().subscribe([] {});
  VERIFY_RESULT(write(*db, [&](WriteContext& context) {
    return confirmRow(context, Entity::Customer, 1, Instant{noon.ms + 9})
        .and_then([&] { return renewVersions(context, Entity::Customer, 1, {Instant{noon.ms + 9}, "!sync", "1 0"}); })
        .and_then([&] { return confirmRow(context, Entity::Usage, 1, noon); });
  }));
  QVERIFY(subscription->take().empty());
  QCOMPARE(single(*db, QStringLiteral("SELECT updated_at FROM customers")).toLongLong(), noon.ms);
  QCOMPARE(single(*db, QStringLiteral("SELECT confirmed_at FROM customers")).toLongLong(), noon.ms + 9);
  QCOMPARE(single(*db, QStringLiteral("SELECT object_event FROM customers")).toString(), QStringLiteral("!sync"));
}

void TestRepositories::what_lives_and_was_not_confirmed_is_found_step_by_step() {
  TestDatabase db;
  QStringList held;
  std::optional<Instant> oldest;
  std::int64_t missing = -1;
  VERIFY_RESULT(write(*db, [&](WriteContext& context) -> Result<void> {
    for (const auto& [id, status] : {std::pair{"sub_1", SubscriptionStatus::Active},
                                     {"sub_2", SubscriptionStatus::Cancelled},
                                     {"sub_3", SubscriptionStatus::PastDue},
                                     {"sub_4", SubscriptionStatus::Active}}) {
      StoredSubscription row;
      row.provider = Provider::Stripe;
      row.objectTime = noon;
      row.state.externalId = id;
      row.state.status = status;
      if (auto saved = SubscriptionRepository::save(context, row, noon); !saved) return failure(saved.error());
    }
    auto refund = stored(make<RefundState>([](auto& s) {
      s.externalId = "re_1";
      s.status = "pending";
      s.createdAt = Instant{77};
    }));
    if (auto saved = RefundRepository::save(context, refund, noon); !saved) return failure(saved.error());
    if (auto confirmed = confirmRow(context, Entity::Subscription, 4, noon); !confirmed) return confirmed;
    std::int64_t after = 0;
    while (true) {
      const auto some = heldUnconfirmed(context, Entity::Subscription, Provider::Stripe, noon, after, 1);
      if (!some || some->empty()) break;
      held << QString::fromStdString(some->front().externalId);
      after = some->front().row;
    }
    oldest = *oldestOpen(context, Entity::Refund, Provider::Stripe);
    missing = *notSeenSince(context, Provider::Stripe, Instant{noon.ms + 1});
    return {};
  }));
  QCOMPARE(held, (QStringList{QStringLiteral("sub_1"), QStringLiteral("sub_3")}));
  QCOMPARE(oldest->ms, 77);
  QCOMPARE(missing, 5);  // four subscriptions and a refund
}

void TestRepositories::unknown_words_of_an_object_replace_each_other() {
  TestDatabase db;
  const auto note = [&](const std::vector<std::pair<std::string, std::string>>& values) {
    return write(*db, [&](WriteContext& context) {
      return UnknownValueRepository::replace(context, Provider::Dodo, "payment", "pay_1", values, noon);
    });
  };
  VERIFY_RESULT(note({{"status", "paused_by_moon"}, {"status", "twice"}, {"tide", "low"}}));
  QCOMPARE(column(*db, QStringLiteral("SELECT path FROM unknown_values")).size(), 2);
  VERIFY_RESULT(note({{"tide", "high"}}));
  QCOMPARE(single(*db, QStringLiteral("SELECT path || value FROM unknown_values")).toString(),
           QStringLiteral("tidehigh"));
}

void TestRepositories::a_fetched_event_waits_under_its_own_id() {
  TestDatabase db;
  IncomingEvent event = delivery("evt_fetched");
  event.verdict = kFetchedVerdict;
  event.origin = "fetched";
  std::vector<std::string> unknown;
  std::vector<PendingEvent> pending;
  std::optional<Instant> newest;
  VERIFY_RESULT(write(*db, [&](WriteContext& context) -> Result<void> {
    if (auto stored = writeDelivery(context, event, std::string(32, 'x')); !stored) return failure(stored.error());
    unknown = *WebhookEventRepository::unknownAmong(context, Provider::Dodo, {"evt_other", "evt_fetched"});
    pending = *WebhookEventRepository::pending(context, 9);
    newest = *WebhookEventRepository::newestGenuine(context, Provider::Dodo);
    return {};
  }));
  QCOMPARE(unknown, std::vector<std::string>{"evt_other"});
  QCOMPARE(pending.size(), std::size_t{1});
  QCOMPARE(pending.front().body, event.body);
  QCOMPARE(newest->ms, event.receivedAt.ms);
}

QTEST_GUILESS_MAIN(TestRepositories)
#include "tst_repositories.moc"
