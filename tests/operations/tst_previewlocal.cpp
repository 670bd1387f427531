// Previews of what needs no provider: credits, access, usage, plans by hand, links and prices; and what holds for all
// previews: they are kept without loss, their lines sum, and what happened is compared with them.
#include <QTest>
#include <random>

#include "domain/proration.h"
#include "operations/admin/changeestimate.h"
#include "operations/admin/comparison.h"
#include "operations/admin/outbox.h"
#include "operations/admin/providerlines.h"
#include "operations/credits/creditbook.h"
#include "support/accountfixture.h"
#include "support/previewworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using billing::test::days;
using billing::test::dollars;
using billing::test::marchFirst;
using billing::test::PreviewWorld;
using providers::ChangeCharge;

namespace {

BillingRules creditRules() {
  BillingRules rules = test::pricedPlans();
  rules.credits.enabled = true;
  rules.credits.packs = {{"small", "100 credits", 1'000, dollars(1'000), "pdt_pack1", ""},
                         {"large", "1000 credits", 10'000, dollars(5'000), "pdt_pack2", ""}};
  rules.entitlements.enabled = true;
  rules.entitlements.validDays = 30;
  rules.quotas = {{"api_calls", "API calls", "calls", QuotaMode::Soft, 80, 10, false}};
  return rules;
}

AdminOrder onAccount(OrderKind kind) {
  return PreviewWorld::order(kind, "u_1");
}

QString changed(const Result<OrderPreview>& preview, const char* field) {
  if (!preview) return QString::fromStdString(describe(preview.error()));
  for (const FieldChange& change : preview->changes)
    if (change.field == QLatin1String(field)) return change.before + QStringLiteral(" -> ") + change.after;
  return {};
}

bool warns(const Result<OrderPreview>& preview, const char* words) {
  for (const QString& warning : preview->warnings)
    if (warning.contains(QLatin1String(words))) return true;
  return false;
}

void give(PreviewWorld& world, Tenths tenths) {
  VERIFY_RESULT(test::write(*world.world.db, [&](store::WriteContext& context) -> Result<void> {
    const auto account = findAccount(context, "u_1");
    if (!account) return failure(account.error());
    return grantCredits(context, {**account, "manual", "op_1", tenths, 0, {}, "test"}, world.world.db.clock.now())
        .map([](bool) {});
  }));
}

std::int64_t sumOfLines(const QVector<MoneyLine>& lines) {
  std::int64_t sum = 0;
  for (const MoneyLine& line : lines) sum += line.amount.minor;
  return sum;
}

OrderPreview fullPreview() {
  OrderPreview preview;
  preview.refusal = Error{ErrorKind::Conflict, "stale", "a “word”", "two\nlines", "next", true, "req_1"};
  preview.estimate = true;
  preview.source = QStringLiteral("our own proration");
  preview.today = Money{std::numeric_limits<std::int64_t>::min(), *Currency::fromCode("JPY")};
  preview.tax = dollars(-3);
  preview.credit = dollars(9'007'199'254'740'993);  // beyond what a double holds
  preview.nextInvoice = dollars(7);
  preview.nextInvoiceAt = Instant{9'007'199'254'740'993};
  preview.accessUntil = Instant{-5};
  preview.lines = {{QStringLiteral("Näme"), dollars(1), dollars(0)}, {{}, Money{}, {}}};
  preview.nextLines = {{QStringLiteral("later"), dollars(-1), {}}};
  preview.changes = {{QStringLiteral("Plan"), {}, QStringLiteral("Pro")}};
  preview.warnings = {QStringLiteral("one"), {}};
  preview.seen = {{QStringLiteral("status"), QStringLiteral("active")}, {QStringLiteral("x"), {}}};
  preview.givenAway = dollars(12);
  preview.approvalWhy = QStringLiteral("why");
  preview.toType = QStringLiteral("Ada");
  preview.undoMs = 60'000;
  preview.prorationAt = Instant{1};
  preview.madeAt = Instant{2};
  return preview;
}

}  // namespace

class TestPreviewLocal : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void credits_show_the_balance_before_and_after_and_what_they_are_worth() {
    PreviewWorld world(Provider::Dodo, creditRules());
    give(world, 25);
    auto order = onAccount(OrderKind::GrantCredits);
    order.credits = 500;
    const auto granted = world.preview(order);
    VERIFY_RESULT(granted);
    QCOMPARE(changed(granted, "Balance"), QStringLiteral("2.5 credits -> 52.5 credits"));
    QCOMPARE(granted->givenAway.minor, std::int64_t{500});  // by the dearer pack: 0.10 each
    order.kind = OrderKind::TakeCredits;
    order.credits = 26;
    QCOMPARE(world.refusal(order), std::string("too_few_credits"));
    order.credits = 25;
    const auto taken = world.preview(order);
    QCOMPARE(changed(taken, "Balance"), QStringLiteral("2.5 credits -> 0 credits"));
    QCOMPARE(taken->givenAway.minor, std::int64_t{0});
  }

  void what_stands_against_an_order_on_an_account_is_named() {
    PreviewWorld world(Provider::Dodo, creditRules());
    auto order = onAccount(OrderKind::GrantCredits);
    QCOMPARE(world.refusal(order), std::string("not_positive"));
    order.credits = 10;
    order.date = Instant{marchFirst};
    QCOMPARE(world.refusal(order), std::string("date_past"));
    order.subject = "u_9";
    QCOMPARE(world.refusal(order), std::string("unknown_account"));
    order = onAccount(OrderKind::OverridePlan);
    QCOMPARE(world.refusal(order), std::string("nothing_changes"));
    order.plan = "platinum";
    QCOMPARE(world.refusal(order), std::string("unknown_plan"));
    order.kind = OrderKind::GrantEntitlement;
    QCOMPARE(world.refusal(order), std::string("unknown_plan"));
    QCOMPARE(world.refusal(onAccount(OrderKind::RevokeEntitlement)), std::string("nothing_to_revoke"));
    order = onAccount(OrderKind::SetUsage);
    order.quota = "horses";
    QCOMPARE(world.refusal(order), std::string("unknown_quota"));
    order.quota = "api_calls";
    QCOMPARE(world.refusal(order), std::string("nothing_changes"));
    PreviewWorld without;
    QCOMPARE(without.refusal(onAccount(OrderKind::GrantCredits)), std::string("no_credits"));
  }

  void a_plan_by_hand_shows_plan_limits_and_what_it_gives_away() {
    PreviewWorld world(Provider::Dodo, creditRules());
    auto order = onAccount(OrderKind::OverridePlan);
    order.plan = "pro";
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    QCOMPARE(changed(preview, "Plan"), QStringLiteral("starter -> pro"));
    QCOMPARE(changed(preview, "API calls limit"), QStringLiteral("5000 -> 20000"));
    QCOMPARE(preview->givenAway.minor, std::int64_t{1'500});
    QVERIFY(warns(preview, "sub_1 goes on being charged"));
  }

  void two_people_on_one_account_the_second_sees_that_it_changed() {
    PreviewWorld world(Provider::Dodo, creditRules());
    auto order = onAccount(OrderKind::OverridePlan);
    order.plan = "pro";
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    VERIFY_RESULT(world.previewer().stillAsSeen(order, *preview, world.cancel));
    VERIFY_RESULT(test::run(*world.world.db, QStringLiteral("UPDATE accounts SET manual_plan = 'free'")));
    const auto stale = world.previewer().stillAsSeen(order, *preview, world.cancel);
    QVERIFY(!stale);
    QCOMPARE(stale.error().reason, std::string("plan_by_hand: was nothing, is free"));
  }

  void an_order_on_an_account_that_was_changed_meanwhile_is_not_carried_out() {
    PreviewWorld world(Provider::Dodo, creditRules());
    auto order = onAccount(OrderKind::OverridePlan);
    order.plan = "pro";
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    const Actor ada{QStringLiteral("ada"), Role::Admin, false, QStringLiteral("console")};
    VERIFY_RESULT(test::write(*world.world.db, [&](store::WriteContext& context) {
      return submitOrder(context, world.world.context, {order, *preview, ada, {}}, world.world.db.clock.now())
          .map([](const store::OutboxRow&) {});
    }));
    VERIFY_RESULT(test::run(*world.world.db, QStringLiteral("UPDATE accounts SET manual_plan = 'free'")));
    world.world.db.clock.advance(preview->undoMs + 1);
    OutboxWorker worker(
        {*world.world.db, world.world.context, world.world.db.clock, [&] { return world.provider; }, {}});
    VERIFY_RESULT(worker.step(world.cancel));
    const auto told = [&](const char* field) {
      return test::single(*world.world.db, QStringLiteral("SELECT %1 FROM outbox_calls").arg(QLatin1String(field)));
    };
    QCOMPARE(told("state").toString(), QStringLiteral("refused"));
    QCOMPARE(told("error_code").toString(), QStringLiteral("stale"));
    QCOMPARE(world.world.account("u_1", "manual_plan"), QStringLiteral("free"));
  }

  void usage_shows_how_full_the_quota_then_is() {
    PreviewWorld world(Provider::Dodo, creditRules());
    auto order = onAccount(OrderKind::SetUsage);
    order.quota = "api_calls";
    order.used = 5'100;
    QCOMPARE(changed(world.preview(order), "API calls"), QStringLiteral("0, 0.00 %, ok -> 5100, 102.00 %, soft"));
  }

  void access_by_hand_is_told_with_its_end() {
    PreviewWorld world(Provider::Dodo, creditRules());
    auto order = onAccount(OrderKind::GrantEntitlement);
    order.plan = "pro";
    const auto preview = world.preview(order);
    QCOMPARE(changed(preview, "Access"), QStringLiteral("none -> pro until 2026-04-16 00:00 UTC"));
    QCOMPARE(preview->givenAway.minor, std::int64_t{2'000});
  }

  void a_checkout_link_tells_what_the_page_asks_for_and_warns_of_a_second_subscription() {
    PreviewWorld world;
    auto order = PreviewWorld::order(OrderKind::CheckoutLink, "cus_1");
    order.customer = "cus_1";
    order.product = "pdt_pro";
    order.trialDays = 7;
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    QCOMPARE(changed(preview, "It asks for"), QStringLiteral(" -> nothing for 7 days, then 20.00 USD before tax"));
    QVERIFY(warns(preview, "has a subscription already (sub_1)"));
    QVERIFY(world.provider->calls.empty());
    order.product.clear();
    QCOMPARE(world.refusal(order), std::string("no_product_id"));
    QCOMPARE(world.refusal(PreviewWorld::order(OrderKind::PortalLink, "")), std::string("no_customer"));
  }

  void a_price_tells_who_has_the_old_one_and_when_the_year_is_not_ten_months() {
    PreviewWorld world;
    auto order = PreviewWorld::order(OrderKind::CreatePrice, "starter");
    order.amount = dollars(600);
    order.interval = BillingInterval{IntervalUnit::Month, 1};
    const auto preview = world.preview(order);
    QCOMPARE(changed(preview, "Price for 1 month"), QStringLiteral("5.00 USD -> 6.00 USD"));
    QCOMPARE(changed(preview, "Who has the old price"), QStringLiteral(" -> 1 subscription has it and keeps it"));
    order.subject = "pro";
    QVERIFY(warns(world.preview(order), "Yearly is then 200.00 USD, not ten times the monthly price (60.00 USD)"));
    order.amount = dollars(2'000);
    QVERIFY(!warns(world.preview(order), "Yearly"));
    order.amount = Money{600, *Currency::fromCode("EUR")};
    QCOMPARE(world.refusal(order), std::string("currency_differs"));
    auto archive = PreviewWorld::order(OrderKind::ArchivePrice, "starter");
    archive.product = "pdt_starter";
    QCOMPARE(changed(world.preview(archive), "Who has it"), QStringLiteral(" -> 1 subscription has it and keeps it"));
  }

  void a_preview_is_kept_without_loss() {
    for (const OrderPreview& preview : {fullPreview(), OrderPreview()}) {
      const QByteArray json = toJson(preview);
      const auto read = previewFromJson(json);
      VERIFY_RESULT(read);
      QCOMPARE(toJson(*read), json);
      QVERIFY(read->lines == preview.lines && read->nextLines == preview.nextLines && read->seen == preview.seen);
      QVERIFY(read->today == preview.today && read->credit == preview.credit && read->changes == preview.changes);
      QVERIFY(read->nextInvoiceAt == preview.nextInvoiceAt && read->accessUntil == preview.accessUntil);
      QVERIFY(read->refusal.has_value() == preview.refusal.has_value());
    }
    for (const char* torn : {"", "[]", "{}", R"({"undo_ms":"1","made_at":"x","given_away":{"minor":"0"}})"})
      QVERIFY2(!previewFromJson(torn), torn);
  }

  void what_happened_is_compared_with_the_preview_in_words() {
    OrderPreview preview;
    preview.today = dollars(500);
    preview.madeAt = {0};
    const auto words = [&](std::optional<Money> actual, std::optional<Instant> at = {}) {
      return compareWithPreview(preview, actual, at).words;
    };
    QCOMPARE(words(dollars(500)), QStringLiteral("As previewed"));
    QVERIFY(words(dollars(503), Instant{42'000})
                .startsWith(QStringLiteral("Charged 0.03 USD more than previewed, because 42 s passed")));
    QVERIFY(words(Money{500, *Currency::fromCode("EUR")}).contains(QStringLiteral("currencies differ")));
    QVERIFY(words(std::nullopt).contains(QStringLiteral("not known yet")));
    preview.estimate = true;
    QVERIFY(words(dollars(595)).endsWith(QStringLiteral("because the preview was an estimate without tax")));
    preview.today = dollars(-500);
    QVERIFY(words(dollars(-450)).startsWith(QStringLiteral("Gave back 0.50 USD less than previewed")));
    QVERIFY(compareWithPreview(preview, dollars(-450)).verdict == Comparison::Verdict::More);
  }

  void a_call_that_is_done_is_compared_with_the_preview_that_was_seen() {
    OrderPreview preview;
    preview.today = dollars(500);
    store::OutboxRow call;
    call.previewJson = toJson(preview);
    call.currency = QStringLiteral("USD");
    call.previewedMinor = 500;
    call.actualMinor = 499;
    QVERIFY(!compareCall(call));  // still waiting
    call.state = store::OutboxState::Done;
    QVERIFY(compareCall(call)->words.startsWith(QStringLiteral("Charged 0.01 USD less than previewed")));
    call.actualMinor.reset();
    QVERIFY(!compareCall(call));
  }

  void the_lines_of_an_estimate_always_sum_to_what_is_charged_and_credit_never_vanishes() {
    std::mt19937_64 random(20'260'301);
    const auto among = [&](std::int64_t from, std::int64_t to) {
      return std::uniform_int_distribution<std::int64_t>(from, to)(random);
    };
    for (int round = 0; round < 5'000; ++round) {
      SubscriptionState before;
      before.status = among(0, 5) == 0 ? SubscriptionStatus::Trialing : SubscriptionStatus::Active;
      before.amount = dollars(among(0, 100'000));
      before.interval = BillingInterval{among(0, 1) == 0 ? IntervalUnit::Month : IntervalUnit::Year, 1};
      before.periodStart = Instant{marchFirst};
      before.periodEnd = Instant{marchFirst + among(1, 366) * days};
      const NewTerms after{dollars(among(0, 100'000)),
                           BillingInterval{among(0, 1) == 0 ? IntervalUnit::Month : IntervalUnit::Year, 1}};
      AdminOrder order;
      order.charge = static_cast<ChangeCharge>(among(0, 4));
      order.atPeriodEnd = among(0, 3) == 0;
      const Instant now{marchFirst + among(0, 366) * days};
      const auto made = estimateChange(before, after, order, now, {}, {});
      VERIFY_RESULT(made);
      QCOMPARE(sumOfLines(made->lines), made->today.minor);
      QVERIFY(made->today.minor >= 0 && made->credit.minor <= 0);
      QVERIFY(made->today.minor == 0 || made->credit.minor == 0);
      // What is not charged is kept as credit: nothing of the net is lost.
      if (before.interval == after.interval && order.charge == ChangeCharge::Prorated && !order.atPeriodEnd) {
        const bool trialing = before.status == SubscriptionStatus::Trialing;
        const auto shares = prorate({before.amount.minor, after.amount.minor, *before.periodStart, *before.periodEnd,
                                     now, ProrationMode::Prorated, trialing});
        QCOMPARE(made->today.minor + made->credit.minor, shares->netMinor);
      }
      if (order.atPeriodEnd || order.charge == ChangeCharge::None) QCOMPARE(made->today.minor, std::int64_t{0});
    }
  }

  void whatever_lines_a_provider_tells_they_sum_to_what_it_charges() {
    std::mt19937_64 random(20'260'302);
    const auto among = [&](std::int64_t from, std::int64_t to) {
      return std::uniform_int_distribution<std::int64_t>(from, to)(random);
    };
    for (int round = 0; round < 5'000; ++round) {
      providers::ChangePreview told;
      told.dueNow = dollars(among(0, 5'000));
      told.taxMinor = among(0, 200);
      told.creditMinor = among(-500, 500);
      told.prorationAt = Instant{marchFirst};
      if (among(0, 1) == 0) told.nextInvoice = dollars(among(0, 5'000));
      for (auto count = among(0, 4); count > 0; --count)
        told.lines.push_back(
            {"line", among(-3'000, 3'000), among(0, 1) * among(0, 300), Instant{marchFirst}, {}, among(0, 1) == 0});
      AdminOrder order;
      order.charge = static_cast<ChangeCharge>(among(0, 4));
      order.atPeriodEnd = among(0, 4) == 0;
      OrderPreview preview;
      showProvidersLines(told, order, preview);
      QCOMPARE(sumOfLines(preview.lines), preview.today->minor);
      QVERIFY(preview.lines.size() + preview.nextLines.size() >= static_cast<qsizetype>(told.lines.size()));
    }
  }
};

QTEST_GUILESS_MAIN(TestPreviewLocal)
#include "tst_previewlocal.moc"
