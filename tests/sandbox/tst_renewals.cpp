// Time: month ends, renewals, dunning, expiry, pauses, test clocks, and how fast a month passes for many.
#include <QElapsedTimer>
#include <QTest>
#include <random>

#include "domain/civildate.h"
#include "sandbox/ledger/entityjson.h"
#include "shop.h"

using namespace billing;
using namespace billing::sandbox;
using namespace billing::sandbox::test;

namespace {

template <class T>
bool renewalFails(const Result<T>& result, const char* code) {
  if (result || result.error().code != code) qWarning("got %s", result ? "success" : result.error().code.c_str());
  return !result && result.error().code == code;
}

int toldTimes(const Shop& shop, What what) {
  return static_cast<int>(std::ranges::count(shop.told, what, &Happening::what));
}

}  // namespace

class TestRenewals : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void five_years_of_month_ends_are_counted_from_the_anchor() {
    Shop shop(Provider::Stripe, "2023-08-31T10:00:00Z");
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    for (int month = 1; month <= 60; ++month) {
      const Instant end = periodStart(at("2023-08-31T10:00:00Z"), {IntervalUnit::Month, 1}, month);
      QVERIFY(made.periodEnd == end);
      QVERIFY(shop.engine.advance(end));
      QVERIFY(shop.captured() == 1000 * (month + 1));
    }
    QVERIFY(toText(utcDateOf(made.periodEnd)) == "2028-09-30");
    QCOMPARE(brokenRule(shop), std::string());
  }

  void five_years_in_one_step_are_the_same_and_leap_days_come_back() {
    Shop shop(Provider::Dodo, "2024-02-29T23:59:59Z");
    const Subscription& monthly = shop.subscribe(shop.customer(), shop.price(1000));
    const Subscription& yearly = shop.subscribe(shop.customer(), shop.price(100000, {IntervalUnit::Year, 1}));
    const Subscription& weekly = shop.subscribe(shop.customer(), shop.price(10, {IntervalUnit::Week, 2}));
    QVERIFY(shop.to("2025-02-28T23:59:59Z") && yearly.periodStart == at("2025-02-28T23:59:59Z"));
    QVERIFY(shop.to("2028-02-29T23:59:59Z"));
    QVERIFY(monthly.periodStart == at("2028-02-29T23:59:59Z") && yearly.periodStart == monthly.periodStart);
    QVERIFY(monthly.periodsPaid == 49 && yearly.periodsPaid == 5 && weekly.periodsPaid == 105);
    QVERIFY(shop.captured() == 49 * 1000 + 5 * 100000 + 105 * 10);
  }

  void many_small_steps_of_the_clock_are_one_big_one() {
    const auto lived = [](Provider home, std::int64_t stepMs) {
      Shop shop(home);
      shop.ledger->dodoDunning = true;
      const std::string price = shop.price(1000);
      for (int i = 0; i < 12; ++i) {
        auto order = shop.order(shop.customer(i % 3 == 0 ? "4000000000000341" : "4242424242424242"), price);
        order.trialDays = 1 + i * 3;
        const std::string id = (*shop.engine.subscribe(order))->id;
        if (i % 4 == 1) shop.engine.cancelAtPeriodEnd(id, true).value();
      }
      const Instant end = at("2026-08-31T10:00:00Z");
      while (shop.engine.now() < end)
        if (!shop.engine.advance(Instant{std::min(end.ms, shop.engine.now().ms + stepMs)})) break;
      std::string text;
      for (const auto& each : shop.ledger->invoices.all()) text += entityToJson(*each);
      for (const auto& each : shop.ledger->subscriptions.all()) text += entityToJson(*each);
      return text;
    };
    for (const Provider home : {Provider::Stripe, Provider::Dodo}) {
      const std::string once = lived(home, std::int64_t{400} * 86400000);
      QVERIFY(once.size() > 10000 && once == lived(home, 7 * 3600000) && once == lived(home, 86399999));
    }
  }

  void everything_happens_at_its_own_time_and_in_order() {
    Shop shop;
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    QVERIFY(shop.to("2026-12-31T10:00:00Z"));
    Instant last{0};
    for (const auto& invoice : shop.ledger->invoices.all()) {
      QVERIFY(invoice->created > last && invoice->periodStart == invoice->created);
      last = invoice->created;
    }
    QVERIFY(last == at("2026-12-31T10:00:00Z") && made.periodsPaid == 12);
    QVERIFY(shop.engine.now() == at("2026-12-31T10:00:00Z"));
    QVERIFY(renewalFails(shop.engine.advance(at("2026-12-30T10:00:00Z")), "clock_backwards"));
  }

  void stripe_retries_after_3_5_and_7_days_and_then_cancels() {
    Shop shop;
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "pm_card_chargeCustomerFail"))->id).value();
    QVERIFY(shop.to("2026-02-28T10:00:00Z") && made.status == SubscriptionStatus::PastDue);
    QVERIFY(shop.wasTold(What::SubscriptionPastDue, made.id) && shop.latest(made).attempts == 1);
    QVERIFY(shop.to("2026-03-03T10:00:00Z") && shop.latest(made).attempts == 2);
    QVERIFY(shop.to("2026-03-08T10:00:00Z") && shop.latest(made).attempts == 3);
    QVERIFY(shop.to("2026-03-15T09:59:00Z") && made.status == SubscriptionStatus::PastDue);
    QVERIFY(shop.to("2026-03-15T10:00:00Z") && made.status == SubscriptionStatus::Cancelled);
    QVERIFY(made.cancelReason == "payment_failed" && shop.captured() == 1000);
    QVERIFY(shop.latest(made).payments.size() == 1U);  // one payment intent, many charges
    QCOMPARE(brokenRule(shop), std::string());
  }

  void stripe_can_leave_it_unpaid_and_gathers_drafts() {
    Shop shop;
    shop.ledger->afterDunning = "unpaid";
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4000000000000341"))->id).value();
    QVERIFY(shop.to("2026-03-20T10:00:00Z") && made.status == SubscriptionStatus::Unpaid);
    QVERIFY(shop.to("2026-04-02T10:00:00Z") && shop.latest(made).status == "draft");
    QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "pm_card_visa"))->id));
    QVERIFY(shop.engine.pay(shop.latest(made).id) && made.status == SubscriptionStatus::Active);
  }

  void dodo_puts_it_on_hold_and_another_card_brings_it_back() {
    Shop shop(Provider::Dodo);
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4000000000000341"))->id));
    QVERIFY(shop.to("2026-02-28T10:00:00Z") && made.status == SubscriptionStatus::OnHold);
    QVERIFY(shop.to("2026-06-01T10:00:00Z") && made.status == SubscriptionStatus::OnHold);
    QVERIFY(shop.ledger->payments.size() == 2U && shop.captured() == 1000);
    QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4242424242424242"))->id));
    QVERIFY(made.status == SubscriptionStatus::Active && shop.captured() == 2000);
    QVERIFY(made.periodEnd == at("2026-07-01T10:00:00Z"));  // a whole period from the day it was paid
    QVERIFY(shop.latest(made).payments.size() == 2U);       // each try is a payment of its own
    QCOMPARE(brokenRule(shop), std::string());
  }

  void dodo_with_dunning_is_past_due_and_recovers() {
    Shop shop(Provider::Dodo);
    shop.ledger->dodoDunning = true;
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4000000000000341"))->id));
    QVERIFY(shop.to("2026-03-01T10:00:00Z") && made.status == SubscriptionStatus::PastDue);
    QVERIFY(shop.wasTold(What::DunningStarted, made.id));
    shop.ledger->paymentMethods.find(made.paymentMethod)->behaviour = CardBehaviour::Pays;
    QVERIFY(shop.to("2026-03-04T10:00:00Z") && made.status == SubscriptionStatus::Active);
    QVERIFY(shop.wasTold(What::DunningRecovered, made.id) && shop.captured() == 2000 && !made.nextAttempt);
    QCOMPARE(brokenRule(shop), std::string());
  }

  void a_renewal_that_needs_authentication_waits_for_it() {
    Shop shop;
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4000002760003184"))->id));
    QVERIFY(shop.to("2026-02-28T10:00:00Z") && made.status == SubscriptionStatus::PastDue);
    QVERIFY(shop.wasTold(What::InvoiceActionRequired, made.latestInvoice));
    QVERIFY(shop.engine.authenticate(shop.latest(made).payments.back(), true));
    QVERIFY(made.status == SubscriptionStatus::Active && shop.captured() == 2000);
  }

  void cancelled_at_the_periods_end_and_taken_back() {
    for (const Provider home : {Provider::Stripe, Provider::Dodo}) {
      Shop shop(home);
      const Subscription& ends = shop.subscribe(shop.customer(), shop.price(1000));
      const Subscription& stays = shop.subscribe(shop.customer(), shop.price(1000));
      QVERIFY(shop.engine.cancelAtPeriodEnd(ends.id, true) && ends.cancelAt == ends.periodEnd);
      QVERIFY(shop.engine.cancelAtPeriodEnd(stays.id, true) && shop.engine.cancelAtPeriodEnd(stays.id, false));
      QVERIFY(shop.to("2026-03-05T10:00:00Z"));
      QVERIFY(ends.status == SubscriptionStatus::Cancelled && ends.endedAt == at("2026-02-28T10:00:00Z"));
      QVERIFY(stays.status == SubscriptionStatus::Active && shop.captured() == 3000);
      QVERIFY(renewalFails(shop.engine.cancelAtPeriodEnd(ends.id, true), "subscription_inactive"));
      QVERIFY(renewalFails(shop.engine.cancelNow(ends.id), "subscription_inactive"));
    }
  }

  void it_ends_at_a_date_and_expires_after_its_run() {
    Shop shop(Provider::Dodo, "2026-01-31T10:00:00Z");
    auto order = shop.order(shop.customer(), shop.price(1000));
    order.cancelAt = at("2026-03-10T00:00:00Z");
    const Subscription& dated = **shop.engine.subscribe(order);
    shop.ledger->prices.find(order.items[0].price)->runs = BillingInterval{IntervalUnit::Month, 3};
    order.cancelAt.reset();
    const Subscription& runs = **shop.engine.subscribe(order);
    QVERIFY(shop.to("2026-06-01T00:00:00Z"));
    QVERIFY(dated.status == SubscriptionStatus::Cancelled && dated.endedAt == at("2026-03-10T00:00:00Z"));
    QVERIFY(runs.status == SubscriptionStatus::Expired && runs.endedAt == at("2026-04-30T10:00:00Z"));
    QVERIFY(runs.periodsPaid == 3 && shop.captured() == 5000 && shop.wasTold(What::SubscriptionExpired, runs.id));
  }

  void paused_it_costs_nothing_and_resumes_by_hand_or_by_date() {
    Shop shop(Provider::Dodo);
    Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    QVERIFY(shop.to("2026-02-10T00:00:00Z") && shop.engine.pause(made.id));
    QVERIFY(renewalFails(shop.engine.pause(made.id), "cannot_pause"));
    QVERIFY(shop.engine.resume(made.id) && made.periodEnd == at("2026-02-28T10:00:00Z"));
    QVERIFY(renewalFails(shop.engine.resume(made.id), "not_paused"));
    QVERIFY(shop.engine.pause(made.id) && shop.to("2026-05-01T00:00:00Z") && shop.captured() == 1000);
    made.resumesAt = at("2026-05-05T08:00:00Z");
    shop.ledger->subscriptions.touch(made.id);
    QVERIFY(shop.to("2026-05-06T00:00:00Z") && made.status == SubscriptionStatus::Active);
    QVERIFY(shop.captured() == 2000 && made.periodEnd == at("2026-06-05T08:00:00Z"));
    QVERIFY(toldTimes(shop, What::SubscriptionPaused) == 2 && toldTimes(shop, What::SubscriptionResumed) == 2);
  }

  void a_paused_collection_keeps_drafts_voids_or_writes_off() {
    struct Case {
      const char *behaviour, *status;
    };
    for (const Case& each :
         {Case{"keep_as_draft", "draft"}, Case{"void", "void"}, Case{"mark_uncollectible", "uncollectible"}}) {
      Shop shop;
      Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
      made.pauseCollection = each.behaviour;
      made.resumesAt = at("2026-03-15T00:00:00Z");
      shop.ledger->subscriptions.touch(made.id);
      QVERIFY(shop.to("2026-03-01T00:00:00Z") && shop.latest(made).status == each.status);
      QVERIFY(made.status == SubscriptionStatus::Active && shop.captured() == 1000);
      QVERIFY(shop.to("2026-04-01T00:00:00Z") && shop.captured() == 2000);
      QCOMPARE(brokenRule(shop), std::string());
    }
  }

  void a_trial_can_be_ended_and_moved_and_so_can_a_renewal() {
    Shop shop;
    auto order = shop.order(shop.customer(), shop.price(3000));
    order.trialDays = 30;
    const Subscription& now = **shop.engine.subscribe(order);
    const Subscription& later = **shop.engine.subscribe(order);
    QVERIFY(shop.engine.endTrial(now.id, shop.engine.now()) && now.status == SubscriptionStatus::Active);
    QVERIFY(shop.captured() == 3000);
    QVERIFY(renewalFails(shop.engine.endTrial(now.id, shop.engine.now()), "not_trialing"));
    QVERIFY(shop.engine.endTrial(later.id, at("2026-04-01T00:00:00Z")));
    QVERIFY(shop.engine.moveRenewal(now.id, at("2026-03-31T00:00:00Z")));
    QVERIFY(shop.to("2026-03-30T00:00:00Z") && shop.captured() == 3000);
    QVERIFY(shop.to("2026-04-01T00:00:00Z") && shop.captured() == 9000);
    QVERIFY(now.periodEnd == at("2026-04-30T00:00:00Z") && later.periodEnd == at("2026-05-01T00:00:00Z"));
    // Begun anew half-way: half of the old period is credited.
    QVERIFY(shop.to("2026-04-15T00:00:00Z") && shop.engine.moveRenewal(now.id, shop.engine.now()));
    QVERIFY(shop.latest(now).totalMinor == 1500 && now.periodEnd == at("2026-05-15T00:00:00Z"));
    QCOMPARE(brokenRule(shop), std::string());
  }

  void a_trial_without_a_card_falls_behind_at_its_end() {
    Shop shop;
    auto order = shop.order(shop.customer(nullptr), shop.price(3000));
    order.trialDays = 7;
    const Subscription& made = **shop.engine.subscribe(order);
    QVERIFY(made.status == SubscriptionStatus::Trialing);
    QVERIFY(shop.to("2026-02-08T00:00:00Z") && made.status == SubscriptionStatus::PastDue);
  }

  void a_test_clock_moves_only_its_own() {
    Shop shop;
    TestClock clock;
    clock.id = shop.ledger->newId("clock_");
    clock.frozen = at("2025-01-31T00:00:00Z");
    shop.ledger->testClocks.add(clock);
    const std::string customer = shop.customer();
    shop.ledger->customers.find(customer)->testClock = clock.id;
    const Subscription& frozen = shop.subscribe(customer, shop.price(1000));
    const Subscription& usual = shop.subscribe(shop.customer(), shop.price(1000));
    QVERIFY(frozen.created == clock.frozen && frozen.periodEnd == at("2025-02-28T00:00:00Z"));
    QVERIFY(shop.engine.advanceTestClock(clock.id, at("2025-04-01T00:00:00Z")));
    QVERIFY(frozen.periodsPaid == 3 && usual.periodsPaid == 1 && shop.engine.now() == at("2026-01-31T10:00:00Z"));
    QVERIFY(shop.to("2027-01-01T00:00:00Z") && frozen.periodsPaid == 3);
    QVERIFY(shop.wasTold(What::TestClockReady, clock.id));
    QVERIFY(renewalFails(shop.engine.advanceTestClock(clock.id, at("2025-03-01T00:00:00Z")), "clock_backwards"));
    QVERIFY(renewalFails(shop.engine.advanceTestClock("clock_none", at("2027-03-01T00:00:00Z")), "not_found"));
  }

  void a_draft_that_advances_is_finalised_after_an_hour_and_paid() {
    Shop shop;
    Invoice draft;
    draft.customer = shop.customer();
    draft.currency = usd();
    InvoiceItem item;
    item.id = "ii_1";
    item.customer = draft.customer;
    item.amountMinor = 700;
    item.currency = usd();
    shop.ledger->invoiceItems.add(item);
    const Invoice& made = **shop.engine.makeInvoice(draft, true);
    QVERIFY(made.status == "draft" && made.totalMinor == 700);
    QVERIFY(shop.to("2026-01-31T10:59:00Z") && made.status == "draft");
    QVERIFY(shop.to("2026-01-31T11:00:00Z") && made.status == "paid" && shop.captured() == 700);
  }

  void what_the_clock_of_the_machine_passed_is_caught_up_with() {
    Shop shop;
    const Subscription& made = shop.subscribe(shop.customer(), shop.price(1000));
    QVERIFY(shop.engine.nextDue() == at("2026-02-28T10:00:00Z"));
    shop.clock.set(at("2026-04-05T00:00:00Z"));
    QVERIFY(shop.engine.catchUp() && made.periodsPaid == 3);
    QVERIFY(shop.ledger->invoices.all().back()->created == at("2026-03-31T10:00:00Z"));
    QVERIFY(shop.engine.nextDue() == at("2026-04-30T10:00:00Z"));
  }

  void usage_is_billed_at_the_renewal_by_every_aggregation() {
    struct Case {
      const char* aggregation;
      std::int64_t units;
    };
    for (const Case& each : {Case{"sum", 17}, Case{"count", 3}, Case{"max", 9}, Case{"last", 3}}) {
      Shop shop;
      Meter meter;
      meter.id = "mtr_1";
      meter.name = meter.eventName = "calls";
      meter.aggregation = each.aggregation;
      shop.ledger->meters.add(meter);
      const std::string price = shop.price(0);
      Price& metered = *shop.ledger->prices.find(price);
      metered.meter = meter.id;
      metered.unitDecimal = "12.5";
      metered.freeUnits = 1;
      const Subscription& made = shop.subscribe(shop.customer(), price);
      const std::vector<std::pair<const char*, const char*>> uses{{"5", "2026-02-01T00:00:00Z"},
                                                                  {"9", "2026-02-10T00:00:00Z"},
                                                                  {"3", "2026-02-20T00:00:00Z"},
                                                                  {"100", "2026-03-01T00:00:00Z"}};
      for (const auto& [value, when] : uses) {
        UsageEvent event;
        event.id = shop.ledger->newId("evt_");
        event.customer = made.customer;
        event.eventName = "calls";
        event.values["value"] = value;
        event.at = at(when);
        shop.ledger->usage.add(event);
      }
      const auto preview = shop.engine.previewRenewal(made.id);
      QVERIFY(shop.to("2026-02-28T10:00:00Z"));
      // 12.5 cents each, half away from zero.
      QCOMPARE(shop.captured(), (25 * (each.units - 1) + 1) / 2);
      QVERIFY(preview && preview->totalMinor == shop.latest(made).totalMinor);
      QVERIFY(shop.engine.metered(*shop.ledger->meters.find("mtr_1"), made.customer, made.created, made.periodStart) ==
              each.units);
    }
  }

  void stripes_credit_grants_pay_for_usage_and_come_back_from_a_void_invoice() {
    Shop shop;
    Meter meter;
    meter.id = "mtr_1";
    meter.name = meter.eventName = "calls";
    shop.ledger->meters.add(meter);
    const std::string price = shop.price(100);
    shop.ledger->prices.find(price)->meter = meter.id;
    const Subscription& made = shop.subscribe(shop.customer(), price);
    for (const std::int64_t amount : {300, 400}) {
      CreditGrant grant;
      grant.id = shop.ledger->newId("credgr_");
      grant.customer = made.customer;
      grant.home = Provider::Stripe;
      grant.currency = usd();
      grant.amount = grant.remaining = amount;
      grant.created = grant.effective = shop.engine.now();
      shop.ledger->creditGrants.add(grant);
    }
    UsageEvent event;
    event.id = "evt_1";
    event.customer = made.customer;
    event.eventName = "calls";
    event.values["value"] = "10";
    event.at = at("2026-02-02T00:00:00Z");
    shop.ledger->usage.add(event);
    QVERIFY(shop.engine.previewRenewal(made.id)->dueMinor == 300);
    QVERIFY(shop.engine.useCard(made.id, (*shop.engine.addCard(made.customer, "4000000000000341"))->id));
    QVERIFY(shop.to("2026-02-28T10:00:00Z") && shop.latest(made).creditMinor == 700 &&
            shop.latest(made).dueMinor == 300);
    QVERIFY(shop.ledger->creditGrants.all()[0]->remaining == 0 && shop.ledger->creditGrants.all()[1]->remaining == 0);
    QCOMPARE(brokenRule(shop), std::string());
    QVERIFY(shop.engine.voidInvoice(made.latestInvoice));
    QVERIFY(shop.ledger->creditGrants.all()[0]->remaining == 300 &&
            shop.ledger->creditGrants.all()[1]->remaining == 400);
  }

  void credits_are_drawn_by_expiry_and_expire() {
    Shop shop(Provider::Dodo);
    CreditEntitlement entitlement;
    entitlement.id = "cent_1";
    entitlement.expiresAfterDays = 30;
    shop.ledger->creditEntitlements.add(entitlement);
    CreditEntry add;
    add.customer = shop.customer();
    add.entitlement = "cent_1";
    add.amount = 100;
    add.idempotencyKey = "k1";
    const auto first = shop.engine.changeCredits(add);
    QVERIFY(first && (*first)->after == 100 && *shop.engine.changeCredits(add) == *first);
    QVERIFY(shop.to("2026-02-10T00:00:00Z"));
    add.idempotencyKey = "k2";
    QVERIFY((*shop.engine.changeCredits(add))->after == 200);
    CreditEntry take = add;
    take.adds = false;
    take.amount = 130;
    take.idempotencyKey.clear();
    QVERIFY((*shop.engine.changeCredits(take))->after == 70);
    QVERIFY(shop.ledger->creditGrants.all()[0]->remaining == 0 && shop.ledger->creditGrants.all()[1]->remaining == 70);
    QVERIFY(renewalFails(shop.engine.changeCredits(take), "insufficient_credits"));
    take.amount = 0;
    QVERIFY(renewalFails(shop.engine.changeCredits(take), "bad_amount"));
    QVERIFY(shop.to("2026-04-01T00:00:00Z") && shop.ledger->creditGrants.all()[1]->remaining == 0);
    QVERIFY(toldTimes(shop, What::CreditExpired) == 1);
    std::int64_t balance = 0;
    for (const auto& entry : shop.ledger->creditEntries.all()) balance += entry->adds ? entry->amount : -entry->amount;
    QVERIFY(balance == 0);
  }

  void a_month_passes_quickly_for_many();
};

// 5,000 here to keep the test short; the log line tells the time.
void TestRenewals::a_month_passes_quickly_for_many() {
  constexpr int many = 5000;
  Shop shop(Provider::Stripe, "2026-01-01T00:00:00Z");
  const std::string price = shop.price(1000);
  std::mt19937 random(7);
  for (int i = 0; i < many; ++i) {
    auto order = shop.order(shop.customer(), price);
    order.trialDays = static_cast<int>(1 + random() % 27);
    QVERIFY(shop.engine.subscribe(order));
  }
  shop.told.clear();
  QElapsedTimer timer;
  timer.start();
  QVERIFY(shop.to("2026-01-31T00:00:00Z"));
  qInfo("%d subscriptions charged in %lld ms", many, static_cast<long long>(timer.elapsed()));
  QVERIFY(shop.captured() == std::int64_t{many} * 1000);
  QVERIFY2(timer.elapsed() < 20000, "a month takes too long");
}

QTEST_GUILESS_MAIN(TestRenewals)
#include "tst_renewals.moc"
