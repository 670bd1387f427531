// Odd requests, credits beyond the allowance, and that the records are the sum of the actions.
#include "operations/tst_trackusage.h"

namespace billing::operations::usagetest {

void TestTrackUsage::units_that_cannot_be_are_refused_as_an_error() {
  setUp(persistq(), QStringLiteral("pro"));
  QCOMPARE(track("memory.create", 0).error().code, std::string("bad_units"));
  QVERIFY(!track("memory.create", most)->allowed);
  rules_.plans[1].limits["api_calls"] = std::nullopt;
  VERIFY_RESULT(track("memory.create", most));
  QCOMPARE(track("memory.create", 1).error().code, std::string("bad_units"));
  QCOMPARE(used("api_calls"), most);
}

void TestTrackUsage::who_or_what_nobody_knows_is_an_error_that_counts_nothing() {
  setUp(persistq());
  const UsageRequest stranger{"nobody", "memory.create", 1, {}, false};
  const auto unknown =
      inWrite(*db_, [&](store::WriteContext& context) { return trackUsage(context, context_, stranger, march); });
  QVERIFY(unknown.error().kind == ErrorKind::NotFound);
  QCOMPARE(unknown.error().code, std::string("unknown_account"));
  QCOMPARE(track("memory.destroy").error().code, std::string("unknown_action"));
  QCOMPARE(track("broken").error().code, std::string("unknown_quota"));
  QCOMPARE(actions(), 0);
}

void TestTrackUsage::an_address_is_found_in_any_case() {
  BillingRules rules = persistq();
  rules.accountKind = AccountKind::Email;
  setUp(rules);
  addAccount(*db_, QStringLiteral("ada@example.com"), QStringLiteral("free"));
  VERIFY_RESULT(inWrite(*db_, [&](store::WriteContext& context) {
    return trackUsage(context, context_, {"Ada@Example.com", "memory.search", 1, {}, false}, march);
  }));
}

void TestTrackUsage::a_quota_that_the_plan_does_not_name_has_no_room() {
  setUp(persistq());
  rules_.plans[0].limits.erase("memories");
  const auto verdict = track("memory.create");
  VERIFY_RESULT(verdict);
  QVERIFY(!verdict->allowed);
  QVERIFY(!verdict->quotas[1].percentHundredths);
}

void TestTrackUsage::a_plan_that_the_profile_has_lost_counts_as_free() {
  setUp(persistq(), QStringLiteral("gone"));
  QCOMPARE(*track("memory.search")->quotas[0].limit, 10);
}

void TestTrackUsage::a_clock_put_back_counts_in_its_own_month_and_never_below_nothing() {
  setUp(persistq());
  VERIFY_RESULT(track("memory.create", 2, "r1", at("2026-03-01T00:00:05Z")));
  VERIFY_RESULT(track("memory.create", 1, "r2", at("2026-02-28T23:59:00Z")));
  QVERIFY(track("memory.create", 1, "r1", at("2026-02-28T23:59:01Z"))->repeated);
  VERIFY_RESULT(track("memory.search", 1, "r3", at("2026-03-01T00:00:06Z")));
  QCOMPARE(listed("SELECT used FROM usage_records WHERE account_id = ? AND quota = 'api_calls' ORDER BY period_start"),
           (QVariantList{1, 3}));
  QCOMPARE(used("memories"), 3);
}

void TestTrackUsage::beyond_the_allowance_an_image_costs_its_credits() {  // X5, X7
  setUp(pixell());
  giveCredits(100);
  const auto within = track("image.small", 8);
  VERIFY_RESULT(within);
  QCOMPARE(within->creditsTenths, 0);
  const auto across = track("image.small", 5);  // two of them within
  VERIFY_RESULT(across);
  QCOMPARE(across->creditsTenths, 30);
  QCOMPARE(*across->balanceTenths, 70);
  const auto beyond = track("image.medium", 6);
  QCOMPARE(beyond->creditsTenths, 50);
  QVERIFY(creditSums(*db_, account_).agree());
  QCOMPARE(creditSums(*db_, account_).ledger, 20);
}

void TestTrackUsage::without_enough_credits_nothing_is_counted_and_nothing_taken() {
  setUp(pixell());
  giveCredits(24);
  VERIFY_RESULT(track("image.medium", 4));
  const auto refused = track("image.medium");
  VERIFY_RESULT(refused);
  QVERIFY(!refused->allowed);
  QCOMPARE(refused->reason, std::string("not_enough_credits"));
  QCOMPARE(refused->exceeded, std::string("medium"));
  QCOMPARE(*refused->balanceTenths, 24);
  QCOMPARE(used("medium"), 4);
  QCOMPARE(creditSums(*db_, account_).ledger, 24);
}

void TestTrackUsage::an_action_without_quota_always_costs() {  // HowMuchShouldIPrice
  setUp(pixell());
  giveCredits(30);
  QCOMPARE(track("estimate", 1, "e1")->creditsTenths, 10);
  QCOMPARE(track("estimate", 1, "e1")->creditsTenths, 10);
  QCOMPARE(creditSums(*db_, account_).ledger, 20);
  QVERIFY(track("estimate", 2)->allowed);
  QVERIFY(!track("estimate")->allowed);
  QCOMPARE(track("estimate", most).error().code, std::string("bad_units"));
}

void TestTrackUsage::without_credits_in_the_profile_a_top_up_quota_ends_at_its_limit() {
  BillingRules rules = pixell();
  rules.credits.enabled = false;
  setUp(rules);
  QVERIFY(track("image.small", 10)->allowed);
  const auto refused = track("image.small");
  QCOMPARE(refused->reason, std::string("quota_exceeded"));
  QVERIFY(refused->quotas[0].state == QuotaState::Blocked);
  QVERIFY(!refused->balanceTenths);
}

void TestTrackUsage::the_ledger_names_the_action_that_was_paid() {
  setUp(pixell());
  giveCredits(30);
  VERIFY_RESULT(track("estimate"));
  const qint64 row = count("SELECT id FROM billable_actions WHERE account_id = ?");
  QCOMPARE(listed("SELECT reference FROM credit_ledger WHERE account_id = ? AND kind = 'use'"),
           QVariantList{QStringLiteral("action %1").arg(row)});
  QCOMPARE(count("SELECT credits_tenths FROM billable_actions WHERE account_id = ?"), 10);
}

void TestTrackUsage::an_hour_of_images_costs_ninety_five_credits() {  // MC-070
  setUp(priced());
  giveCredits(1000);
  VERIFY_RESULT(track("small", 40));
  VERIFY_RESULT(track("medium", 10));
  VERIFY_RESULT(track("large", 3));
  VERIFY_RESULT(track("xl", 1));
  QCOMPARE(creditSums(*db_, account_).ledger, 50);
}

void TestTrackUsage::a_pool_pays_for_as_many_of_each_size_as_fit_data() {  // MC-072, MC-073
  QTest::addColumn<int>("pool");
  QTest::addColumn<QByteArray>("size");
  QTest::addColumn<int>("many");
  QTest::newRow("starter, small") << 2500 << QByteArray("small") << 250;
  QTest::newRow("starter, medium") << 2500 << QByteArray("medium") << 100;
  QTest::newRow("starter, large") << 2500 << QByteArray("large") << 50;
  QTest::newRow("starter, XL") << 2500 << QByteArray("xl") << 16;
  QTest::newRow("free, XL") << 100 << QByteArray("xl") << 0;
}

void TestTrackUsage::a_pool_pays_for_as_many_of_each_size_as_fit() {
  QFETCH(int, pool);
  QFETCH(QByteArray, size);
  QFETCH(int, many);
  setUp(priced());
  giveCredits(pool);
  QVERIFY(many == 0 || track(size.constData(), many, "", march, true)->allowed);
  QCOMPARE(track(size.constData(), many + 1)->reason, std::string("not_enough_credits"));
}

void TestTrackUsage::quotas_follow_the_calculation_cases_data() {
  QTest::addColumn<QJsonObject>("input");
  QTest::addColumn<QJsonObject>("expected");
  for (const auto& example : calculationCases(QStringLiteral("quota")))
    QTest::newRow(qPrintable(example.id)) << example.input << example.expected;
}

void TestTrackUsage::quotas_follow_the_calculation_cases() {
  QFETCH(QJsonObject, input);
  QFETCH(QJsonObject, expected);
  BillingRules rules = persistq();
  rules.quotas = {{"api_calls", "API calls", "calls", QuotaMode::Soft, input[u"warn_percent"].toInt(),
                   input[u"buffer_percent"].toInt(), false}};
  const QJsonValue limit = input[u"limit"];
  rules.plans[0].limits["api_calls"] = limit.isNull() ? std::nullopt : std::optional(limit.toInteger());
  setUp(rules);
  VERIFY_RESULT(run(*db_,
                    QStringLiteral("INSERT INTO usage_records (account_id, quota, period_start, used, updated_at) "
                                   "VALUES (?, 'api_calls', ?, ?, 0)"),
                    {account_, qlonglong(at("2026-03-01T00:00:00Z").ms), input[u"used"].toInteger()}));
  const auto figures =
      inWrite(*db_, [&](store::WriteContext& context) { return usageOf(context, context_, account_, march); });
  VERIFY_RESULT(figures);
  QCOMPARE(QLatin1String(toString(figures->front().state).data()), expected[u"state"].toString());
  const auto percent = figures->front().percentHundredths;
  QCOMPARE(percent.has_value(), !expected[u"percent"].isNull());
  if (percent)
    QCOMPARE(QStringLiteral("%1.%2").arg(*percent / 100).arg(*percent % 100, 2, 10, QLatin1Char('0')),
             expected[u"percent"].toString());
  const bool blocked = expected[u"state"].toString() == QStringLiteral("blocked");
  QCOMPARE(track("memory.search")->allowed, !blocked);
}

void TestTrackUsage::repeated_requests_are_neither_lost_nor_counted_twice() {
  setUp(persistq(), QStringLiteral("pro"));
  std::atomic<int> counted = 0, repeated = 0, refused = 0;
  std::latch start(8);
  std::vector<std::jthread> senders;
  for (unsigned sender = 0; sender < 8; ++sender)
    senders.emplace_back([&, sender] {
      std::mt19937 random(sender);  // NOLINT: the same numbers every time
      start.arrive_and_wait();
      for (int i = 0; i < 60; ++i) {
        const auto id = "r" + QByteArray::number(static_cast<int>(random() % 80));
        const auto verdict = track("memory.create", 2, id.constData());
        if (!verdict) continue;
        ++(verdict->repeated ? repeated : verdict->allowed ? counted : refused);
      }
    });
  senders.clear();
  QCOMPARE(counted + repeated + refused, 480);
  QCOMPARE(counted.load(), 50);  // 100 calls in steps of 2
  QCOMPARE(used("api_calls"), 100);
  QCOMPARE(used("memories"), 100);
  QCOMPARE(actions(), counted + refused);
}

void TestTrackUsage::the_records_are_the_sum_of_the_actions_whatever_happens() {
  BillingRules rules = persistq();
  rules.plans[0].limits = {{"api_calls", 60}, {"memories", 25}};
  setUp(rules);
  std::mt19937 random(3);  // NOLINT: the same numbers every time
  const auto below = [&](unsigned n) { return static_cast<int>(random() % n); };
  Instant now = march;
  qint64 memories = 0, calls = 0;
  for (int step = 0; step < 400; ++step) {
    now.ms += (below(9) - 3) * std::int64_t{86'400'000};
    const int units = below(7) - 2;
    const auto id = "s" + QByteArray::number(below(150));
    const auto verdict = track(below(4) == 0 ? "memory.search" : "memory.create", units, id.constData(), now);
    if (!verdict || verdict->repeated || !verdict->allowed) continue;
    calls += std::max(units, 0);
    if (verdict->quotas.size() == 2) memories = std::max<qint64>(memories + units, 0);
    QCOMPARE(used("memories"), memories);
    QCOMPARE(used("api_calls"), calls);
  }
  QVERIFY(calls > 60 && memories > 0);
}

void TestTrackUsage::what_was_let_in_unchecked_is_listed() {  // P15
  setUp(persistq());
  VERIFY_RESULT(write(*db_, [&](store::WriteContext& context) {
    return noteLetThrough(context, "quota", "u_9", "memory.create", "The database is locked", march);
  }));
  QCOMPARE(single(*db_, QStringLiteral("SELECT reason FROM let_through WHERE account_key = 'u_9'")).toString(),
           QStringLiteral("The database is locked"));
}

}  // namespace billing::operations::usagetest
