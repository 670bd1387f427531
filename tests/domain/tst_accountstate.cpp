// What an account has: by each way of downgrading, by trial, by hand, of several subscriptions, whatever the order.
#include <QtTest>
#include <random>

#include "domain/accountstate.h"
#include "domain/civildate.h"

using namespace billing;

namespace {

constexpr std::int64_t kDay = 86'400'000;

Instant on(const char* text) {
  return *fromIso8601(text);
}

Instant plusDays(Instant instant, std::int64_t days) {
  return {instant.ms + days * kDay};
}

const Instant kStart = on("2026-03-01T12:00:00Z");
const Instant kEnd = on("2026-04-01T12:00:00Z");

Plan planOf(const char* key, int rank, const char* product) {
  Plan plan;
  plan.key = plan.name = key;
  plan.rank = rank;
  if (rank > 0) plan.prices = {{{}, {500 * rank, *Currency::fromCode("USD")}, product, std::string(product) + "_live"}};
  return plan;
}

BillingRules rulesWith(DowngradeWhen when) {
  BillingRules rules;
  rules.plans = {planOf("free", 0, ""), planOf("starter", 1, "pdt_starter"), planOf("pro", 2, "pdt_pro")};
  rules.downgrade = when;
  rules.graceDays = 7;
  rules.trialDays = 7;
  rules.trialPlan = "starter";
  return rules;
}

AccountSubscription subscription(const char* id, const char* product, SubscriptionStatus status) {
  AccountSubscription held;
  held.externalId = id;
  held.productId = product;
  held.status = status;
  held.interval = BillingInterval{};
  held.createdAt = held.periodStart = kStart;
  held.periodEnd = kEnd;
  return held;
}

AccountState stateOf(const BillingRules& rules, AccountSubscription held, Instant now) {
  return accountState(rules, false, {{std::move(held)}, {}, {}}, now);
}

AccountSubscription cancelled(Instant when) {
  AccountSubscription held = subscription("sub_1", "pdt_pro", SubscriptionStatus::Cancelled);
  held.cancelledAt = when;
  return held;
}

AccountSubscription failing(Instant since) {
  AccountSubscription held = subscription("sub_1", "pdt_pro", SubscriptionStatus::PastDue);
  held.failingSince = since;
  return held;
}

AccountSubscription endingWithItsPeriod() {
  AccountSubscription held = subscription("sub_1", "pdt_pro", SubscriptionStatus::Active);
  held.cancelAtPeriodEnd = true;
  return held;
}

}  // namespace

class AccountStateTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void an_active_subscription_gives_its_plan() {
    const auto state =
        stateOf(rulesWith(DowngradeWhen::Event), subscription("sub_1", "pdt_pro", SubscriptionStatus::Active), kStart);
    QCOMPARE(state.plan, std::string("pro"));
    QCOMPARE(state.subscription, std::string("sub_1"));
    QVERIFY(state.status == SubscriptionStatus::Active && state.periodEnd == kEnd);
    QVERIFY(!state.endsAtPeriodEnd && !state.downgradeDue && !state.graceEnd && state.unknownProduct.empty());
  }

  void nobody_without_a_subscription_has_more_than_the_free_plan() {
    const auto state = accountState(rulesWith(DowngradeWhen::Event), false, {}, kStart);
    QCOMPARE(state.plan, std::string("free"));
    QVERIFY(state.status == SubscriptionStatus::Active && state.subscription.empty());
    QVERIFY(accountState(BillingRules{}, false, {}, kStart) == AccountState{});
  }

  void waiting_paused_and_failed_subscriptions_give_nothing() {
    for (const auto status : {SubscriptionStatus::Pending, SubscriptionStatus::Paused, SubscriptionStatus::Failed,
                              SubscriptionStatus::Unknown}) {
      for (const auto when : {DowngradeWhen::Event, DowngradeWhen::Nightly, DowngradeWhen::AfterGrace}) {
        QCOMPARE(stateOf(rulesWith(when), subscription("sub_1", "pdt_pro", status), kStart).plan, std::string("free"));
      }
    }
  }

  void downgrade_on_event_takes_the_plan_at_once() {
    const auto rules = rulesWith(DowngradeWhen::Event);
    QCOMPARE(stateOf(rules, cancelled(plusDays(kStart, 3)), plusDays(kStart, 3)).plan, std::string("free"));
    const auto late = stateOf(rules, failing(kStart), plusDays(kStart, 60));
    QCOMPARE(late.plan, std::string("pro"));  // past due is the provider's to end
    QVERIFY(late.status == SubscriptionStatus::PastDue && !late.graceEnd && !late.downgradeDue);
  }

  void downgrade_by_night_waits_for_the_job() {
    const auto rules = rulesWith(DowngradeWhen::Nightly);
    AccountSubscription held = cancelled(on("2026-03-10T15:00:00Z"));
    const auto before = stateOf(rules, held, plusDays(kStart, 60));
    QCOMPARE(before.plan, std::string("pro"));
    QVERIFY(before.downgradeDue == on("2026-03-11T02:00:00Z"));
    QCOMPARE(before.downgradeReason, std::string("cancelled"));
    held.downgraded = true;
    const auto after = stateOf(rules, held, plusDays(kStart, 60));
    QCOMPARE(after.plan, std::string("free"));
    QVERIFY(!after.downgradeDue && after.subscription.empty());
    held.status = SubscriptionStatus::Expired;
    held.downgraded = false;
    QCOMPARE(stateOf(rules, held, kStart).downgradeReason, std::string("expired"));
  }

  void downgrade_after_grace_gives_a_failing_payer_seven_days() {
    const auto rules = rulesWith(DowngradeWhen::AfterGrace);
    AccountSubscription held = failing(on("2026-03-02T02:00:00Z"));
    const auto within = stateOf(rules, held, on("2026-03-05T00:00:00Z"));
    QCOMPARE(within.plan, std::string("pro"));
    QVERIFY(within.graceEnd == on("2026-03-09T02:00:00Z") && within.downgradeDue == on("2026-03-09T02:00:00Z"));
    QCOMPARE(within.downgradeReason, std::string("payment_failed"));
    held.downgraded = true;
    QCOMPARE(stateOf(rules, held, on("2026-03-09T02:00:01Z")).plan, std::string("free"));
    held.status = SubscriptionStatus::Active;  // paid after all
    held.failingSince.reset();
    QCOMPARE(stateOf(rules, held, on("2026-03-12T00:00:00Z")).plan, std::string("pro"));
  }

  void a_failed_charge_makes_an_active_subscription_past_due() {
    AccountSubscription held = failing(kStart);
    held.status = SubscriptionStatus::Active;
    const auto state = stateOf(rulesWith(DowngradeWhen::AfterGrace), held, kStart);
    QVERIFY(state.status == SubscriptionStatus::PastDue && state.graceEnd == plusDays(kStart, 7));
  }

  void what_is_cancelled_for_the_periods_end_lasts_until_then() {
    for (const auto when : {DowngradeWhen::Event, DowngradeWhen::Nightly, DowngradeWhen::AfterGrace}) {
      const auto state = stateOf(rulesWith(when), endingWithItsPeriod(), plusDays(kStart, 5));
      QCOMPARE(state.plan, std::string("pro"));
      QVERIFY(state.endsAtPeriodEnd && state.downgradeDue == on("2026-04-02T02:00:00Z"));
      const bool waits = when == DowngradeWhen::Nightly;
      QCOMPARE(stateOf(rulesWith(when), endingWithItsPeriod(), kEnd).plan, std::string(waits ? "pro" : "free"));
    }
  }

  void what_was_cancelled_but_paid_until_the_periods_end_lasts_until_then_after_grace() {
    AccountSubscription held = cancelled(plusDays(kStart, 2));
    held.cancelAtPeriodEnd = true;
    const auto rules = rulesWith(DowngradeWhen::AfterGrace);
    QCOMPARE(stateOf(rules, held, plusDays(kStart, 5)).plan, std::string("pro"));
    QCOMPARE(stateOf(rules, held, kEnd).plan, std::string("free"));
  }

  void a_trial_without_subscription_ends_by_the_clock() {
    const auto rules = rulesWith(DowngradeWhen::AfterGrace);
    const AccountFacts facts{{}, kStart, {}};
    const auto running = accountState(rules, false, facts, plusDays(kStart, 6));
    QCOMPARE(running.plan, std::string("starter"));
    QVERIFY(running.status == SubscriptionStatus::Trialing && running.trialEnd == plusDays(kStart, 7));
    QVERIFY(running.downgradeDue == on("2026-03-09T02:00:00Z"));
    QCOMPARE(running.downgradeReason, std::string("trial_over"));
    QCOMPARE(accountState(rules, false, facts, plusDays(kStart, 7)).plan, std::string("free"));
  }

  void a_payer_on_trial_has_what_is_paid() {
    const auto rules = rulesWith(DowngradeWhen::Event);
    const auto state = accountState(
        rules, false, {{subscription("sub_1", "pdt_pro", SubscriptionStatus::Active)}, kStart, {}}, kStart);
    QCOMPARE(state.plan, std::string("pro"));
    QVERIFY(!state.trialEnd);
  }

  void a_trial_of_the_provider_ends_when_the_provider_says() {
    AccountSubscription held = subscription("sub_1", "pdt_starter", SubscriptionStatus::Trialing);
    held.trialEnd = plusDays(kStart, 14);
    const auto state = stateOf(rulesWith(DowngradeWhen::Event), held, plusDays(kStart, 20));
    QVERIFY(state.status == SubscriptionStatus::Trialing && state.trialEnd == plusDays(kStart, 14));
  }

  void of_several_subscriptions_the_highest_plan_counts_then_the_one_that_stays_then_the_youngest() {
    const auto rules = rulesWith(DowngradeWhen::Nightly);
    auto small = subscription("sub_9", "pdt_starter", SubscriptionStatus::Active);
    auto old = subscription("sub_1", "pdt_pro", SubscriptionStatus::Active);
    auto young = subscription("sub_2", "pdt_pro", SubscriptionStatus::Active);
    young.createdAt = plusDays(kStart, 1);
    const auto chosen = [&](std::vector<AccountSubscription> held) {
      return accountState(rules, false, {std::move(held), {}, {}}, kStart).subscription;
    };
    QCOMPARE(chosen({small, old, young}), std::string("sub_2"));
    young.status = SubscriptionStatus::Cancelled;
    QCOMPARE(chosen({small, old, young}), std::string("sub_1"));
    young = old;
    young.externalId = "sub_3";
    QCOMPARE(chosen({young, small, old}), std::string("sub_3"));
  }

  void an_unknown_product_is_refused_or_taken_for_the_default() {
    auto rules = rulesWith(DowngradeWhen::Event);
    const auto held = subscription("sub_1", "pdt_from_elsewhere", SubscriptionStatus::Active);
    QCOMPARE(stateOf(rules, held, kStart).plan, std::string("free"));
    QCOMPARE(stateOf(rules, held, kStart).unknownProduct, std::string("pdt_from_elsewhere"));
    rules.unknownProduct = UnknownProduct::UseDefault;
    rules.unknownProductPlan = "pro";
    QCOMPARE(stateOf(rules, held, kStart).plan, std::string("pro"));
    QCOMPARE(stateOf(rules, held, kStart).unknownProduct, std::string("pdt_from_elsewhere"));
  }

  void a_product_of_the_other_mode_is_unknown() {
    const auto rules = rulesWith(DowngradeWhen::Event);
    const AccountFacts facts{{subscription("sub_1", "pdt_pro_live", SubscriptionStatus::Active)}, {}, {}};
    QCOMPARE(accountState(rules, false, facts, kStart).plan, std::string("free"));
    QCOMPARE(accountState(rules, true, facts, kStart).plan, std::string("pro"));
    QVERIFY(!rules.soldAs("", false).plan && !rules.packSoldAs("", true));
  }

  void a_plan_given_by_hand_wins() {
    const auto rules = rulesWith(DowngradeWhen::Event);
    AccountFacts facts{{subscription("sub_1", "pdt_pro", SubscriptionStatus::Active)}, {}, "starter"};
    QCOMPARE(accountState(rules, false, facts, kStart).plan, std::string("starter"));
    facts.manualPlan = "no longer sold";
    QCOMPARE(accountState(rules, false, facts, kStart).plan, std::string("pro"));
  }

  void a_clock_that_jumps_back_finds_what_it_left() {
    const auto rules = rulesWith(DowngradeWhen::AfterGrace);
    const AccountFacts facts{{failing(kStart), endingWithItsPeriod()}, kStart, {}};
    const auto first = accountState(rules, false, facts, plusDays(kStart, 3));
    (void)accountState(rules, false, facts, plusDays(kStart, 400));
    QVERIFY(accountState(rules, false, facts, plusDays(kStart, 3)) == first);
    QVERIFY(!accountState(rules, false, facts, plusDays(kStart, -3000)).plan.empty());
  }

  void the_order_of_the_subscriptions_does_not_matter() {
    std::mt19937 random(11);  // NOLINT: the same numbers every time
    const auto below = [&](unsigned n) { return static_cast<std::int64_t>(random() % n); };
    const std::array products{"pdt_starter", "pdt_pro", "pdt_strange", "pdt_odd"};
    for (int round = 0; round < 2000; ++round) {
      AccountFacts facts;
      for (int i = 0; i < 4; ++i) {
        auto held = subscription(std::to_string(i).c_str(), products.at(random() % 4),
                                 static_cast<SubscriptionStatus>(below(11)));
        held.createdAt = plusDays(kStart, below(2));
        held.cancelAtPeriodEnd = below(3) == 0;
        if (below(2) == 0) held.failingSince = plusDays(kStart, below(9));
        if (below(2) == 0) held.cancelledAt = plusDays(kStart, below(40));
        held.downgraded = below(4) == 0;
        facts.subscriptions.push_back(held);
      }
      auto rules = rulesWith(static_cast<DowngradeWhen>(round % 3));
      if (below(2) == 0) {
        rules.unknownProduct = UnknownProduct::UseDefault;
        rules.unknownProductPlan = "starter";
      }
      const Instant now = plusDays(kStart, below(45));
      const auto state = accountState(rules, false, facts, now);
      std::ranges::shuffle(facts.subscriptions, random);
      QVERIFY(accountState(rules, false, facts, now) == state);
    }
  }
};

QTEST_APPLESS_MAIN(AccountStateTest)
#include "tst_accountstate.moc"
