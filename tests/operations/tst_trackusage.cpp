// Quotas: what an action counts, and what a period is.
#include "operations/tst_trackusage.h"

namespace billing::operations::usagetest {

void TestTrackUsage::an_action_grows_each_of_its_quotas_by_its_units() {
  setUp(persistq());
  const auto verdict = track("memory.create", 2);
  VERIFY_RESULT(verdict);
  QVERIFY(verdict->allowed);
  QCOMPARE(verdict->quotas.size(), 2U);
  QCOMPARE(verdict->quotas[0].used, 2);
  QCOMPARE(*verdict->quotas[0].limit, 10);
  QCOMPARE(*verdict->quotas[0].percentHundredths, 2000);
  QCOMPARE(used("api_calls"), 2);
  QCOMPARE(used("memories"), 2);
}

void TestTrackUsage::a_search_asks_the_calls_alone() {  // P16
  setUp(persistq());
  VERIFY_RESULT(track("memory.create", 3));
  const auto create = track("memory.create");
  VERIFY_RESULT(create);
  QVERIFY(!create->allowed);
  QCOMPARE(create->exceeded, std::string("memories"));
  const auto search = track("memory.search");
  VERIFY_RESULT(search);
  QVERIFY(search->allowed);
  QCOMPARE(used("memories"), 3);
  QCOMPARE(used("api_calls"), 4);
}

void TestTrackUsage::one_quota_without_room_keeps_all_of_them_from_growing() {  // P16
  setUp(persistq());
  VERIFY_RESULT(track("memory.create", 2));
  const auto verdict = track("memory.create", 2);
  VERIFY_RESULT(verdict);
  QVERIFY(!verdict->allowed);
  QCOMPARE(verdict->reason, std::string("quota_exceeded"));
  QCOMPARE(used("api_calls"), 2);
  QCOMPARE(used("memories"), 2);
}

void TestTrackUsage::a_hard_limit_is_reached_and_not_passed() {
  setUp(persistq());
  for (int i = 0; i < 12; ++i) {
    const auto verdict = track("memory.search");
    VERIFY_RESULT(verdict);
    QCOMPARE(verdict->allowed, i < 10);
  }
  QCOMPARE(used("api_calls"), 10);
  QCOMPARE(count("SELECT COUNT(*) FROM billable_actions WHERE account_id = ? AND verdict = 'refused'"), 2);
}

void TestTrackUsage::a_larger_plan_lifts_the_limit_at_once() {  // P39
  setUp(persistq());
  VERIFY_RESULT(track("memory.search", 10));
  QVERIFY(!track("memory.search")->allowed);
  plan("pro");
  const auto verdict = track("memory.search");
  VERIFY_RESULT(verdict);
  QVERIFY(verdict->allowed);
  QCOMPARE(verdict->quotas[0].used, 11);
}

void TestTrackUsage::the_warning_starts_at_exactly_its_percentage() {  // P26
  setUp(persistq());
  QVERIFY(track("memory.search", 7)->quotas[0].state == QuotaState::Ok);
  QVERIFY(track("memory.search", 1)->quotas[0].state == QuotaState::Warn);
  QCOMPARE(listed("SELECT verdict FROM billable_actions WHERE account_id = ? ORDER BY id"),
           (QVariantList{QStringLiteral("allowed"), QStringLiteral("warned")}));
}

void TestTrackUsage::a_soft_limit_goes_on_to_the_end_of_its_buffer() {  // X17, MC-082
  setUp(pixell());
  const auto atLimit = track("image.large", 250);
  VERIFY_RESULT(atLimit);
  QVERIFY(atLimit->quotas[0].state == QuotaState::Soft);
  QCOMPARE(*atLimit->quotas[0].blockedAt, 275);
  QVERIFY(track("image.large", 25)->allowed);
  const auto beyond = track("image.large");
  QVERIFY(!beyond->allowed);
  QVERIFY(beyond->quotas[0].state == QuotaState::Blocked);
  QCOMPARE(listed("SELECT verdict FROM billable_actions WHERE account_id = ? ORDER BY id").value(1),
           QVariant(QStringLiteral("over")));
}

void TestTrackUsage::a_new_month_starts_anew_and_what_lasts_goes_on() {  // P20
  setUp(persistq());
  VERIFY_RESULT(track("memory.create", 3, "", at("2026-02-28T23:59:59Z")));
  const auto next = track("memory.search", 1, "", at("2026-03-01T00:00:00Z"));
  VERIFY_RESULT(next);
  QCOMPARE(next->quotas[0].used, 1);
  QCOMPARE(toIso8601(next->quotas[0].periodStart), std::string("2026-03-01T00:00:00Z"));
  QVERIFY(!track("memory.create")->allowed);
  QCOMPARE(count("SELECT COUNT(*) FROM usage_records WHERE account_id = ? AND quota = 'api_calls'"), 2);
  QCOMPARE(count("SELECT period_start FROM usage_records WHERE account_id = ? AND quota = 'memories'"), 0);
}

void TestTrackUsage::a_month_is_one_of_utc() {  // MC-085
  setUp(persistq());
  const auto verdict = track("memory.search", 1, "", at("2026-03-01T00:30:00+02:00"));
  VERIFY_RESULT(verdict);
  QCOMPARE(toIso8601(verdict->quotas[0].periodStart), std::string("2026-02-01T00:00:00Z"));
}

void TestTrackUsage::a_billing_period_counts_from_renewal_to_renewal() {
  BillingRules rules = persistq();
  rules.usagePeriod = UsagePeriod::BillingPeriod;
  setUp(rules);
  VERIFY_RESULT(run(*db_,
                    QStringLiteral("UPDATE accounts SET current_period_start = ?, current_period_end = ? WHERE id = ?"),
                    {qlonglong(at("2026-03-05T08:00:00Z").ms), qlonglong(at("2026-04-05T08:00:00Z").ms), account_}));
  const auto verdict = track("memory.search");
  VERIFY_RESULT(verdict);
  QCOMPARE(toIso8601(verdict->quotas[0].periodStart), std::string("2026-03-05T08:00:00Z"));
  QCOMPARE(toIso8601(*verdict->quotas[0].periodEnd), std::string("2026-04-05T08:00:00Z"));
}

void TestTrackUsage::a_year_paid_ahead_has_the_limits_of_its_months() {
  BillingRules rules = persistq();
  rules.usagePeriod = UsagePeriod::BillingPeriod;
  const Money price{500, *Currency::fromCode("USD")};
  rules.plans[0].prices = {{{IntervalUnit::Year, 1}, price, "", ""}, {{IntervalUnit::Month, 1}, price, "", ""}};
  setUp(rules);
  const auto pay = [&](const char* from, const char* until) {
    VERIFY_RESULT(run(*db_,
                      QStringLiteral("UPDATE accounts SET current_period_start = ?, current_period_end = ? WHERE id "
                                     "= ?"),
                      {qlonglong(at(from).ms), qlonglong(at(until).ms), account_}));
  };
  pay("2026-01-31T00:00:00Z", "2027-01-31T00:00:00Z");
  const auto periodOf = [&](const char* when) {
    const auto figure = track("memory.search", 1, "", at(when), true)->quotas[0];
    return QString::fromStdString(toIso8601(figure.periodStart) + " " + toIso8601(*figure.periodEnd));
  };
  QCOMPARE(periodOf("2026-03-10T00:00:00Z"), QStringLiteral("2026-02-28T00:00:00Z 2026-03-31T00:00:00Z"));
  QCOMPARE(periodOf("2027-03-10T00:00:00Z"), QStringLiteral("2026-12-31T00:00:00Z 2027-01-31T00:00:00Z"));
  pay("2026-02-28T00:00:00Z", "2026-03-31T00:00:00Z");  // a month that the provider makes some days longer
  QCOMPARE(periodOf("2026-03-30T00:00:00Z"), QStringLiteral("2026-02-28T00:00:00Z 2026-03-31T00:00:00Z"));
  rules_.plans[0].prices.pop_back();  // sold by the year alone
  pay("2026-01-31T00:00:00Z", "2027-01-31T00:00:00Z");
  QCOMPARE(periodOf("2026-03-10T00:00:00Z"), QStringLiteral("2026-01-31T00:00:00Z 2027-01-31T00:00:00Z"));
}

void TestTrackUsage::before_a_subscription_months_count_from_the_first_day() {
  BillingRules rules = persistq();
  rules.usagePeriod = UsagePeriod::BillingPeriod;
  setUp(rules);  // made on 31 January
  const auto verdict = track("memory.search");
  VERIFY_RESULT(verdict);
  QCOMPARE(toIso8601(verdict->quotas[0].periodStart), std::string("2026-02-28T10:00:00Z"));
  QCOMPARE(toIso8601(*verdict->quotas[0].periodEnd), std::string("2026-03-31T10:00:00Z"));
}

void TestTrackUsage::the_same_request_is_answered_as_the_first_time_and_counts_once() {
  setUp(persistq());
  const auto first = track("memory.create", 2, "req_1");
  VERIFY_RESULT(first);
  VERIFY_RESULT(track("memory.create", 1, "req_2"));
  const auto again = track("memory.create", 2, "req_1");
  VERIFY_RESULT(again);
  QVERIFY(again->repeated && again->allowed);
  QCOMPARE(again->quotas.size(), 2U);
  QCOMPARE(again->quotas[0].used, first->quotas[0].used);
  QCOMPARE(again->quotas[0].name, std::string("API calls"));
  QCOMPARE(again->quotas[0].limit, first->quotas[0].limit);
  QVERIFY(again->quotas[0].periodEnd == first->quotas[0].periodEnd);
  QVERIFY(again->quotas[1].state == first->quotas[1].state);
  QCOMPARE(used("memories"), 3);
}

void TestTrackUsage::a_refused_request_stays_refused_under_its_id() {
  setUp(persistq());
  QVERIFY(!track("memory.create", 4, "req_1")->allowed);
  plan("pro");
  const auto again = track("memory.create", 4, "req_1");
  QVERIFY(!again->allowed);
  QCOMPARE(again->exceeded, std::string("memories"));
  QVERIFY(track("memory.create", 4, "req_2")->allowed);
}

void TestTrackUsage::the_same_request_id_of_two_accounts_is_two_requests() {
  setUp(persistq());
  VERIFY_RESULT(track("memory.search", 1, "req_1"));
  key_ = QStringLiteral("another");
  setUp(persistq());
  const auto verdict = track("memory.search", 1, "req_1");
  VERIFY_RESULT(verdict);
  QVERIFY(!verdict->repeated);
  QCOMPARE(used("api_calls"), 1);
}

void TestTrackUsage::a_question_says_what_would_happen_and_counts_nothing() {
  setUp(persistq());
  const auto verdict = track("memory.create", 3, "req_1", march, true);
  VERIFY_RESULT(verdict);
  QVERIFY(verdict->allowed);
  QCOMPARE(verdict->quotas[1].used, 3);
  QVERIFY(!track("memory.create", 4, "", march, true)->allowed);
  QCOMPARE(actions(), 0);
  QCOMPARE(count("SELECT COUNT(*) FROM usage_records WHERE account_id = ?"), 0);
}

void TestTrackUsage::what_lasts_can_be_taken_back_down_to_nothing() {
  setUp(persistq());
  VERIFY_RESULT(track("memory.create", 3));
  const auto verdict = track("memory.create", -1);
  VERIFY_RESULT(verdict);
  QCOMPARE(used("memories"), 2);
  QCOMPARE(used("api_calls"), 3);  // a call that was made stays made
  VERIFY_RESULT(track("memory.create", -100));
  QCOMPARE(used("memories"), 0);
  QCOMPARE(track("memory.search", -1).error().code, std::string("bad_units"));
}

}  // namespace billing::operations::usagetest

QTEST_GUILESS_MAIN(billing::operations::usagetest::TestTrackUsage)
