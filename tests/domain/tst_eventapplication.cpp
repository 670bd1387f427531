#include <QtTest>

#include "domain/eventapplication.h"
#include "domain/subscriptiondiscount.h"

using namespace billing;

namespace {

constexpr std::int64_t kNoon = 1'772'366'400'000;  // 2026-03-01T12:00:00Z

SubscriptionState subscription(SubscriptionStatus status) {
  SubscriptionState state;
  state.externalId = "sub_1";
  state.customerExternalId = "cus_1";
  state.status = status;
  state.amount = {1200, *Currency::fromCode("USD")};
  state.interval = BillingInterval{};
  return state;
}

CustomerState customer(const char* name, Snapshot snapshot = Snapshot::Part) {
  CustomerState state;
  state.snapshot = snapshot;
  state.externalId = "cus_1";
  if (name != nullptr) state.name = name;
  return state;
}

template <class State>
class Object {
 public:
  Outcome receive(const State& snapshot, std::int64_t minutes, const char* eventId,
                  std::vector<std::string> changed = {}) {
    last = applySnapshot(held, snapshot, {{kNoon + minutes * 60'000}, eventId, std::move(changed)});
    held = last.held;
    return last.outcome;
  }
  const State& state() const { return held->state; }
  std::optional<Held<State>> held;
  Applied<State> last;
};

}  // namespace

class EventApplicationTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_update_before_its_create_makes_the_row() {
    Object<SubscriptionState> object;
    QCOMPARE(toString(object.receive(subscription(SubscriptionStatus::PastDue), 5, "evt_2")),
             toString(Outcome::Created));
    QCOMPARE(toString(object.receive(subscription(SubscriptionStatus::Active), 0, "evt_1")), toString(Outcome::Stale));
    QCOMPARE(toString(object.state().status), toString(SubscriptionStatus::PastDue));
    QVERIFY(!object.last.save);
  }

  // Stripe dates by the second: the plan is changed, then the end is asked for, and both events bear one time.
  void of_two_updates_of_one_second_each_keeps_what_it_changed() {
    SubscriptionState dearer = subscription(SubscriptionStatus::Active), ending = dearer;
    dearer.productId = ending.productId = "price_pro";
    ending.cancelAtPeriodEnd = true;
    for (const bool endingFirst : {true, false}) {
      Object<SubscriptionState> object;
      object.receive(subscription(SubscriptionStatus::Active), 0, "evt_0");
      if (endingFirst) object.receive(ending, 5, "evt_1", {"cancel_at_period_end", "cancel_at"});
      object.receive(dearer, 5, "evt_2", {"product_id", "amount"});  // the greater id
      if (!endingFirst) object.receive(ending, 5, "evt_1", {"cancel_at_period_end", "cancel_at"});
      QVERIFY(object.state().cancelAtPeriodEnd);
      QCOMPARE(object.state().productId, std::string("price_pro"));
      object.receive(subscription(SubscriptionStatus::Active), 6, "evt_3");  // a later word undoes it all the same
      QVERIFY(!object.state().cancelAtPeriodEnd);
    }
  }

  void a_late_active_never_revives_a_cancelled_subscription() {
    Object<SubscriptionState> object;
    object.receive(subscription(SubscriptionStatus::Cancelled), 5, "evt_2");
    QCOMPARE(toString(object.receive(subscription(SubscriptionStatus::Active), 4, "evt_3")), toString(Outcome::Stale));
    QCOMPARE(toString(object.state().status), toString(SubscriptionStatus::Cancelled));
  }

  void of_the_same_moment_the_final_status_wins_in_both_orders() {
    for (const bool finalFirst : {true, false}) {
      Object<SubscriptionState> object;
      object.receive(subscription(finalFirst ? SubscriptionStatus::Cancelled : SubscriptionStatus::Active), 0,
                     finalFirst ? "evt_1" : "evt_9");
      object.receive(subscription(finalFirst ? SubscriptionStatus::Active : SubscriptionStatus::Cancelled), 0,
                     finalFirst ? "evt_9" : "evt_1");
      QCOMPARE(toString(object.state().status), toString(SubscriptionStatus::Cancelled));
    }
  }

  void a_change_tells_before_and_after() {
    Object<SubscriptionState> object;
    object.receive(subscription(SubscriptionStatus::Active), 0, "evt_1");
    SubscriptionState next = subscription(SubscriptionStatus::PastDue);
    next.amount.minor = 2900;
    QCOMPARE(toString(object.receive(next, 1, "evt_2")), toString(Outcome::Updated));
    const std::vector<FieldChange> expected{{"status", "active", "past_due"}, {"amount", "12.00 USD", "29.00 USD"}};
    QVERIFY(object.last.changes == expected);
    QCOMPARE(toString(object.receive(next, 2, "evt_3")), toString(Outcome::Unchanged));
    QVERIFY(object.last.changes.empty() && object.last.save);
  }

  void an_unknown_status_keeps_the_word_of_the_provider() {
    Object<SubscriptionState> object;
    SubscriptionState odd = subscription(SubscriptionStatus::Unknown);
    odd.providerStatus = "frozen";
    object.receive(odd, 0, "evt_1");
    QCOMPARE(object.last.changes.front().after, std::string("unknown (frozen)"));
  }

  void a_whole_object_clears_what_it_no_longer_carries() {
    Object<SubscriptionState> object;
    SubscriptionState leaving = subscription(SubscriptionStatus::Active);
    leaving.cancelAtPeriodEnd = true;
    leaving.cancelAt = Instant{kNoon};
    leaving.productName = "Pro monthly";
    object.receive(leaving, 0, "evt_1");
    object.receive(subscription(SubscriptionStatus::Active), 1, "evt_2");
    QVERIFY(!object.state().cancelAtPeriodEnd && !object.state().cancelAt);
    QCOMPARE(*object.state().productName, std::string("Pro monthly"));  // never part of the object, so not cleared
  }

  void a_discount_named_without_its_size_leaves_the_one_that_is_known() {
    Object<SubscriptionState> object;
    SubscriptionState told = subscription(SubscriptionStatus::Active);
    told.discount.emplace();
    told.discount->percentBps = 2000;
    told.hasPaymentMethod = true;
    object.receive(told, 0, "evt_1");
    object.receive(subscription(SubscriptionStatus::Active), 1, "evt_2");  // says nothing of either
    QVERIFY(object.state().discount && object.state().hasPaymentMethod == true);
    told.discount = unsizedDiscount();
    object.receive(told, 2, "evt_3");
    QCOMPARE(object.state().discount->percentBps, 2000);
    told.discount = noDiscount();
    object.receive(told, 3, "evt_4");
    QVERIFY(!object.state().discount);
    QCOMPARE(object.last.changes.front().after, std::string());
    told.discount = unsizedDiscount();
    object.receive(told, 4, "evt_5");
    QVERIFY(!object.state().discount);  // nobody has said how much it is
  }

  void what_a_partial_snapshot_leaves_out_keeps_the_newest_value_sent() {
    Object<CustomerState> object;
    object.receive(customer(nullptr), 9, "evt_9");
    QCOMPARE(toString(object.receive(customer("Ada"), 1, "evt_1")), toString(Outcome::Updated));
    object.receive(customer("Ada Lovelace"), 5, "evt_5");
    object.receive(customer("A."), 3, "evt_3");
    QCOMPARE(*object.state().name, std::string("Ada Lovelace"));
    QCOMPARE(object.held->objectEvent, std::string("evt_9"));
  }

  void a_hint_never_overrides_what_the_provider_said_itself() {
    Object<CustomerState> object;
    object.receive(customer("from an old invoice", Snapshot::Hint), 9, "evt_9");
    object.receive(customer("Ada", Snapshot::Whole), 1, "evt_1");
    QCOMPARE(*object.state().name, std::string("Ada"));
    QCOMPARE(toString(object.receive(customer("from an invoice", Snapshot::Hint), 20, "evt_20")),
             toString(Outcome::Unchanged));
    QCOMPARE(*object.state().name, std::string("Ada"));
  }

  void damaged_versions_are_read_as_never_sent() {
    Object<CustomerState> object;
    object.receive(customer("Ada"), 5, "evt_5");
    object.held->fieldVersions = "x\nname 1 what\n\nemail";
    QCOMPARE(toString(object.receive(customer("Bea"), 1, "evt_1")), toString(Outcome::Updated));
    QCOMPARE(*object.state().name, std::string("Bea"));
  }
};

QTEST_APPLESS_MAIN(EventApplicationTest)
#include "tst_eventapplication.moc"
