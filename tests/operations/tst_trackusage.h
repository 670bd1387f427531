// What is counted, what is refused, and that a request counts once: the quotas of PersistQ, Adminer and Pixell.
#pragma once

#include <QJsonObject>
#include <QTest>
#include <latch>
#include <limits>
#include <random>
#include <thread>

#include "domain/calculationcases.h"
#include "operations/credits/creditbook.h"
#include "operations/usage/trackusage.h"
#include "support/accountfixture.h"
#include "support/verifyresult.h"

namespace billing::operations::usagetest {

using namespace test;

const Instant march = at("2026-03-10T12:00:00Z");
constexpr std::int64_t most = std::numeric_limits<std::int64_t>::max();

inline BillingRules persistq() {
  BillingRules rules;
  Plan free{"free", "Free", 0, {}, {{"api_calls", 10}, {"memories", 3}}, 0, {}};
  Plan pro{"pro", "Pro", 1, {}, {{"api_calls", 100}, {"memories", std::nullopt}}, 0, {}};
  rules.plans = {free, pro};
  rules.quotas = {{"api_calls", "API calls", "calls", QuotaMode::Hard, 80, 0, false},
                  {"memories", "Memories", "memories", QuotaMode::Hard, 80, 0, true}};
  rules.actions = {{"memory.create", {"api_calls", "memories"}, {"api_calls", "memories"}, 0},
                   {"memory.search", {"api_calls"}, {"api_calls"}, 0},
                   {"broken", {"nothing_of_that_name"}, {}, 0}};
  return rules;
}

// Four sizes with an allowance each, credits beyond it.
inline BillingRules pixell() {
  BillingRules rules;
  rules.plans = {{"free", "Free", 0, {}, {{"small", 10}, {"medium", 4}}, 0, {}}};
  rules.quotas = {{"small", "Small images", "images", QuotaMode::TopUp, 80, 0, false},
                  {"medium", "Medium images", "images", QuotaMode::TopUp, 80, 0, false},
                  {"large", "Large images", "images", QuotaMode::Soft, 80, 10, false}};
  rules.plans[0].limits["large"] = 250;
  rules.actions = {{"image.small", {"small"}, {"small"}, 10},
                   {"image.medium", {"medium"}, {"medium"}, 25},
                   {"image.large", {"large"}, {"large"}, 0},
                   {"estimate", {}, {}, 10}};
  rules.credits.enabled = true;
  rules.credits.model = AllowanceModel::PerTier;
  return rules;
}

// One pool, priced by size.
inline BillingRules priced() {
  BillingRules rules;
  rules.actions = {{"small", {}, {}, 10}, {"medium", {}, {}, 25}, {"large", {}, {}, 50}, {"xl", {}, {}, 150}};
  rules.credits.enabled = true;
  return rules;
}

class TestTrackUsage : public QObject {
  Q_OBJECT

 private:
  Result<UsageVerdict> track(const char* action, std::int64_t units = 1, const char* requestId = "",
                             Instant now = march, bool checkOnly = false) {
    const UsageRequest request{key_.toStdString(), action, units, requestId, checkOnly};
    return inWrite(*db_, [&](store::WriteContext& context) { return trackUsage(context, context_, request, now); });
  }
  qint64 used(const char* quota) {
    return single(*db_,
                  QStringLiteral("SELECT COALESCE(SUM(used), 0) FROM usage_records WHERE account_id = ? AND quota = ?"),
                  {account_, QLatin1String(quota)})
        .toLongLong();
  }
  QVariantList listed(const char* sql) { return column(*db_, QLatin1String(sql), {account_}); }
  qint64 count(const char* sql) { return listed(sql).value(0).toLongLong(); }
  qint64 actions() { return count("SELECT COUNT(*) FROM billable_actions WHERE account_id = ?"); }
  void plan(const char* key) {
    VERIFY_RESULT(
        run(*db_, QStringLiteral("UPDATE accounts SET plan_id = ? WHERE id = ?"), {QLatin1String(key), account_}));
  }
  void setUp(BillingRules rules, const QString& plan = QStringLiteral("free")) {
    rules_ = std::move(rules);
    account_ = addAccount(*db_, key_, plan, at("2026-01-31T10:00:00Z"));
  }
  void giveCredits(Tenths tenths) {
    VERIFY_RESULT(inWrite(*db_, [&](store::WriteContext& context) {
      return grantCredits(context, {account_, "manual", "gift", tenths, 5, std::nullopt, {}}, march);
    }));
  }

  TestDatabase db_;
  BillingRules rules_;
  RulesContext context_{rules_};
  QString key_;
  qint64 account_ = 0;
  int accounts_ = 0;

 private Q_SLOTS:
  void init() { key_ = QStringLiteral("u_%1").arg(++accounts_); }
  void cleanup() { QVERIFY(creditSums(*db_, account_).agree()); }
  void an_action_grows_each_of_its_quotas_by_its_units();
  void a_search_asks_the_calls_alone();
  void one_quota_without_room_keeps_all_of_them_from_growing();
  void a_hard_limit_is_reached_and_not_passed();
  void a_larger_plan_lifts_the_limit_at_once();
  void the_warning_starts_at_exactly_its_percentage();
  void a_soft_limit_goes_on_to_the_end_of_its_buffer();
  void a_new_month_starts_anew_and_what_lasts_goes_on();
  void a_month_is_one_of_utc();
  void a_billing_period_counts_from_renewal_to_renewal();
  void a_year_paid_ahead_has_the_limits_of_its_months();
  void before_a_subscription_months_count_from_the_first_day();
  void the_same_request_is_answered_as_the_first_time_and_counts_once();
  void a_refused_request_stays_refused_under_its_id();
  void the_same_request_id_of_two_accounts_is_two_requests();
  void a_question_says_what_would_happen_and_counts_nothing();
  void what_lasts_can_be_taken_back_down_to_nothing();
  void units_that_cannot_be_are_refused_as_an_error();
  void who_or_what_nobody_knows_is_an_error_that_counts_nothing();
  void an_address_is_found_in_any_case();
  void a_quota_that_the_plan_does_not_name_has_no_room();
  void a_plan_that_the_profile_has_lost_counts_as_free();
  void a_clock_put_back_counts_in_its_own_month_and_never_below_nothing();
  void beyond_the_allowance_an_image_costs_its_credits();
  void without_enough_credits_nothing_is_counted_and_nothing_taken();
  void an_action_without_quota_always_costs();
  void without_credits_in_the_profile_a_top_up_quota_ends_at_its_limit();
  void the_ledger_names_the_action_that_was_paid();
  void an_hour_of_images_costs_ninety_five_credits();
  void a_pool_pays_for_as_many_of_each_size_as_fit_data();
  void a_pool_pays_for_as_many_of_each_size_as_fit();
  void quotas_follow_the_calculation_cases_data();
  void quotas_follow_the_calculation_cases();
  // Senders that repeat themselves, all at once: what was let in is counted, each request id once.
  void repeated_requests_are_neither_lost_nor_counted_twice();
  // Any sequence of asking, taking back and repeating, with a clock that jumps: the records are the sum of the actions.
  void the_records_are_the_sum_of_the_actions_whatever_happens();
  void what_was_let_in_unchecked_is_listed();
};

}  // namespace billing::operations::usagetest
