// The jobs: who is downgraded, topped up or expired and why, each deed once, whatever happens in between.
#pragma once

#include <QtTest>
#include <future>
#include <thread>

#include "operations/credits/creditbook.h"
#include "operations/jobs/dryrunbeside.h"
#include "operations/jobs/jobs.h"
#include "operations/jobs/raisetopup.h"
#include "operations/jobs/timetable.h"
#include "operations/switches.h"
#include "operations/usage/trackusage.h"
#include "support/accountfixture.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"

namespace billing::operations::jobstest {

using namespace test;

constexpr std::int64_t hours = 3'600'000;
const Teller ada = Teller{}.with("userId", "u_1");

inline BillingRules nightly() {
  BillingRules rules = threePlans();
  rules.downgrade = DowngradeWhen::Nightly;
  QuotaRule calls;
  calls.key = calls.name = "api_calls";
  rules.quotas = {calls};
  rules.actions = {{"api.call", {"api_calls"}, {"api_calls"}, 0}};
  return rules;
}

inline BillingRules afterGrace() {
  BillingRules rules = nightly();
  rules.downgrade = DowngradeWhen::AfterGrace;
  rules.graceDays = 7;
  rules.trialDays = 7;
  rules.trialPlan = "starter";
  return rules;
}

inline BillingRules withTopUp() {
  BillingRules rules = threePlans();
  rules.credits.enabled = true;
  rules.credits.topUp = {true, 500, 5000, {2000, *Currency::fromCode("USD")}, 2};
  return rules;
}

class World : public RuledWorld {
 public:
  using RuledWorld::RuledWorld;

  Result<JobReport> runAt(JobKind kind, Instant now, bool dryRun = false) {
    db.clock.set(now);
    JobRequest request;
    request.kind = kind;
    request.dryRun = dryRun;
    request.askedBy = QStringLiteral("ada");
    return runJob(*db, context, request, now);
  }
  JobReport report(JobKind kind, Instant now, bool dryRun = false) {
    const auto done = runAt(kind, now, dryRun);
    if (!done) qFatal("%s", describe(done.error()).c_str());
    return *done;
  }
  void turn(const char* name, bool on) {
    SwitchChange change;
    change.name = QLatin1String(name);
    change.on = on;
    change.reason = QStringLiteral("wrong prices");
    change.by = QStringLiteral("grace");
    const auto turned = write([&](store::WriteContext& writing) { return setSwitch(writing, change, db.clock.now()); });
    if (!turned) qFatal("%s", describe(turned.error()).c_str());
  }
  void use(std::int64_t units) {
    UsageRequest request;
    request.account = "u_1";
    request.action = "api.call";
    request.units = units;
    const auto used = write([&](store::WriteContext& writing) {
      return trackUsage(writing, context, request, db.clock.now()).map([](const UsageVerdict&) {});
    });
    if (!used) qFatal("%s", describe(used.error()).c_str());
  }
  void grant(Tenths tenths, const char* reference, std::optional<Instant> expires = {}) {
    GrantRequest request;
    request.account = 1;
    request.source = "manual";
    request.reference = reference;
    request.tenths = tenths;
    request.expires = expires;
    const auto granted = write(
        [&](store::WriteContext& writing) { return grantCredits(writing, request, db.clock.now()).map([](bool) {}); });
    if (!granted) qFatal("%s", describe(granted.error()).c_str());
  }
  /// Accounts whose plan is due, without subscriptions behind them.
  void manyDue(int accounts) {
    const auto added = write([&](store::WriteContext& writing) -> Result<void> {
      for (int i = 0; i < accounts; ++i) {
        auto one =
            store::execute(writing.database(),
                           QStringLiteral("INSERT INTO accounts (account_key, plan_id, billing_provider, "
                                          "billing_subscription_id, downgrade_due_at, downgrade_reason, "
                                          "created_at, updated_at) VALUES (?, 'pro', 'dodo', ?, ?, 'cancelled', "
                                          "0, 0)"),
                           {QStringLiteral("org_%1").arg(i), QStringLiteral("sub_%1").arg(i), qlonglong(marchFirst)});
        if (!one) return one;
      }
      return {};
    });
    if (!added) qFatal("%s", describe(added.error()).c_str());
  }
  int free() { return single(*db, QStringLiteral("SELECT COUNT(*) FROM accounts WHERE plan_id = 'free'")).toInt(); }
};

const Instant noon{marchFirst};                    // 1 March 2026, 12:00 UTC
const Instant thatNight{marchFirst + 14 * hours};  // 2 March, 02:00

inline QString onlyItem(const JobReport& report) {
  return report.items.size() == 1 ? report.items.first().what : QStringLiteral("%1 items").arg(report.items.size());
}

class JobsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_cancelled_account_is_downgraded_by_the_nightly_job_and_its_quota_reset();
  void a_dry_run_tells_exactly_what_a_run_does_and_changes_nothing();
  void a_run_leaves_a_record_even_with_nothing_to_do();
  void the_switch_stops_downgrades_at_once_and_says_why();
  void a_profile_without_automatic_downgrades_stops_the_schedule_but_not_a_person();
  void a_failed_payment_keeps_its_plan_for_the_grace_and_loses_it_the_night_after();
  void who_pays_within_the_grace_keeps_the_plan();
  void an_account_that_fails_again_after_a_downgrade_is_downgraded_again();
  void a_trial_ends_with_the_downgrade_at_night_or_with_expire_at_any_time();
  void a_stopped_downgrade_keeps_trials_too();
  void of_two_subscriptions_the_other_goes_on();
  void credits_are_topped_up_once_while_a_request_is_open_and_no_more_than_the_cap();
  void nobody_is_charged_who_is_free_failing_or_has_said_no();
  void a_top_up_can_follow_an_action_without_waiting_for_the_night();
  void an_action_that_uses_up_the_credits_asks_for_a_top_up_by_itself();
  void lapsed_credits_and_access_are_written_off_once();
  void an_account_that_cannot_be_done_does_not_hold_up_the_others();
  void a_cancelled_run_keeps_what_is_done_and_the_next_goes_on();
  void two_runs_at_the_same_time_do_each_deed_once();
  void a_run_that_was_killed_is_closed_by_the_next_with_what_it_did();
  void a_deed_that_is_on_record_is_not_done_again();
  void a_slot_of_the_timetable_is_run_once();
  void a_look_from_beside_tells_the_same_and_writes_nothing();
  void the_timetable_is_every_night_at_the_profiles_minute();
  void a_top_up_is_only_on_the_timetable_where_there_is_a_rule_for_it();
};

}  // namespace billing::operations::jobstest
