// What the previewer says of orders on subscriptions and payments, with a provider that says what it is told to.
#include <QTest>

#include "operations/admin/seenfields.h"
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

std::int64_t sumOfLines(const QVector<MoneyLine>& lines) {
  std::int64_t sum = 0;
  for (const MoneyLine& line : lines) sum += line.amount.minor;
  return sum;
}

QString changed(const OrderPreview& preview, const char* field) {
  for (const FieldChange& change : preview.changes)
    if (change.field == QLatin1String(field)) return change.before + QStringLiteral(" -> ") + change.after;
  return {};
}

bool warns(const OrderPreview& preview, const char* words) {
  for (const QString& warning : preview.warnings)
    if (warning.contains(QLatin1String(words))) return true;
  return false;
}

Error errorOf(ErrorKind kind, const char* code) {
  return {kind, code, "It said no", {}, {}, false, {}};
}

}  // namespace

class TestPreviewer : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_change_is_shown_as_the_provider_says_it() {
    PreviewWorld world;
    auto& told = world.provider->preview;
    told.dueNow = dollars(893);
    told.taxMinor = 143;
    told.lines = {{"Unused time", -250, -40, {}, {}, true}, {"Remaining time", 1000, 183, {}, {}, true}};
    told.nextInvoice = dollars(2000);
    const auto preview = world.preview(PreviewWorld::changeTo("pdt_pro"));
    VERIFY_RESULT(preview);
    QVERIFY(!preview->refusal && !preview->estimate);
    QCOMPARE(preview->source, QStringLiteral("Dodo Payments"));
    QCOMPARE(preview->today->minor, std::int64_t{893});
    QCOMPARE(sumOfLines(preview->lines), std::int64_t{893});
    QCOMPARE(changed(*preview, "Plan"), QStringLiteral("starter, monthly -> pro, monthly"));
    QCOMPARE(changed(*preview, "Plan of u_1"), QStringLiteral("starter -> pro"));
    QCOMPARE(changed(*preview, "Price"), QStringLiteral("5.00 USD -> 20.00 USD"));
    QCOMPARE(preview->undoMs, std::int64_t{10'000});
    QCOMPARE(preview->toType, QString());
  }

  void a_credit_that_is_left_over_is_shown_and_counts_as_given_away() {
    PreviewWorld world;
    auto& told = world.provider->preview;
    told.dueNow = dollars(0);
    told.creditMinor = -750;
    told.lines = {{"Unused time", -1000, 0, {}, {}, true}, {"Remaining time", 250, 0, {}, {}, true}};
    const auto preview = world.preview(PreviewWorld::changeTo("pdt_pro"));
    VERIFY_RESULT(preview);
    QCOMPARE(sumOfLines(preview->lines), std::int64_t{0});
    QCOMPARE(preview->lines.last().text, QStringLiteral("Kept as credit for later invoices"));
    QCOMPARE(preview->givenAway.minor, std::int64_t{750});
  }

  void out_of_reach_it_is_an_estimate_that_says_so() {
    PreviewWorld world;
    world.provider->before = [](const std::string& call) -> std::optional<Error> {
      if (call.starts_with("previewChange")) return errorOf(ErrorKind::Unavailable, "http_503");
      return std::nullopt;
    };
    const auto preview = world.preview(PreviewWorld::changeTo("pdt_pro"));
    VERIFY_RESULT(preview);
    QVERIFY(preview->estimate && !preview->refusal);
    QCOMPARE(preview->source, QStringLiteral("our own proration"));
    QCOMPARE(preview->today->minor, std::int64_t{750});  // half of 20.00 less half of 5.00
    QCOMPARE(sumOfLines(preview->lines), std::int64_t{750});
    QVERIFY(warns(*preview, "could not say"));
    QVERIFY(warns(*preview, "without tax"));
  }

  void without_any_answer_our_own_copy_is_previewed_and_compared_before_it_is_sent() {
    PreviewWorld world;
    bool reachable = false;
    world.provider->before = [&](const std::string&) {
      return reachable ? std::nullopt : std::optional(errorOf(ErrorKind::Timeout, "timeout"));
    };
    const auto order = PreviewWorld::changeTo("pdt_pro");
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    QVERIFY(preview->estimate && warns(*preview, "our own copy"));
    QVERIFY(world.previewer().stillAsSeen(order, *preview, world.cancel).error().kind == ErrorKind::Timeout);
    reachable = true;
    VERIFY_RESULT(world.previewer().stillAsSeen(order, *preview, world.cancel));
  }

  void what_stands_against_a_change_is_named() {
    PreviewWorld world;
    const SubscriptionState running = world.sub();
    const auto refused = [&](auto set, const char* product = "pdt_pro") {
      world.sub() = running;
      set(world.sub());
      return world.refusal(PreviewWorld::changeTo(product));
    };
    const auto none = [](SubscriptionState&) {};
    QCOMPARE(refused(none), std::string("none"));
    QCOMPARE(refused(none, "pdt_starter"), std::string("nothing_changes"));
    QCOMPARE(refused(none, ""), std::string("no_product_id"));
    QCOMPARE(refused(none, "pdt_8LiveProMonth42"), std::string("product_of_other_mode"));
    QCOMPARE(refused([](auto& s) { s.status = SubscriptionStatus::Cancelled; }), std::string("subscription_ended"));
    QCOMPARE(refused([](auto& s) { s.status = SubscriptionStatus::Pending; }), std::string("not_started"));
    QCOMPARE(refused([](auto& s) { s.status = SubscriptionStatus::Paused; }), std::string("paused"));
    QCOMPARE(refused([](auto& s) { s.cancelAtPeriodEnd = true; }), std::string("cancellation_scheduled"));
    QCOMPARE(refused([](auto& s) { s.amount.currency = *Currency::fromCode("EUR"); }), std::string("currency_differs"));
    world.provider->pending = providers::PendingChange{"c", "pdt_pro", 1, {}};
    QCOMPARE(refused(none), std::string("change_pending"));
    world.provider->contracts.clear();
    QCOMPARE(world.refusal(PreviewWorld::changeTo("pdt_pro")), std::string("error unknown_subscription"));
  }

  void stripe_lets_a_plan_change_that_is_going_to_end_and_live_mode_takes_no_placeholder() {
    PreviewWorld world(Provider::Stripe, test::pricedPlans(), true);
    world.sub().cancelAtPeriodEnd = true;
    const auto preview = world.preview(PreviewWorld::changeTo("pdt_8LiveProMonth42"));
    VERIFY_RESULT(preview);
    QVERIFY(!preview->refusal && warns(*preview, "going to end"));
    world.sub().productId = "pdt_other";
    QCOMPARE(world.refusal(PreviewWorld::changeTo("pdt_starter_monthly")), std::string("placeholder_product_id"));
  }

  void a_mode_that_the_provider_lacks_is_refused_at_once_and_only_unforeseen_at_the_periods_end() {
    PreviewWorld world;
    world.provider->before = [](const std::string& call) -> std::optional<Error> {
      if (call.starts_with("previewChange")) return errorOf(ErrorKind::InvalidInput, "mode_not_offered");
      return std::nullopt;
    };
    auto order = PreviewWorld::changeTo("pdt_pro");
    order.charge = ChangeCharge::NextInvoice;
    QCOMPARE(world.refusal(order), std::string("mode_not_offered"));
    order.atPeriodEnd = true;
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    QVERIFY(!preview->refusal && preview->estimate);
    QCOMPARE(preview->today->minor, std::int64_t{0});
    QCOMPARE(preview->nextInvoice->minor, std::int64_t{2000});
  }

  void time_on_a_dearer_plan_without_charge_counts_as_given_away() {
    PreviewWorld world;
    world.provider->preview.dueNow = dollars(0);
    auto order = PreviewWorld::changeTo("pdt_pro");
    order.charge = ChangeCharge::None;
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->givenAway.minor, std::int64_t{750});
  }

  void cancelling_tells_until_when_there_is_access_and_what_the_account_falls_to() {
    PreviewWorld world;
    const auto end = world.preview(PreviewWorld::order(OrderKind::CancelAtPeriodEnd));
    VERIFY_RESULT(end);
    QVERIFY(!end->refusal);
    QCOMPARE(end->today->minor, std::int64_t{0});
    QVERIFY(end->accessUntil == world.sub().periodEnd);
    QCOMPARE(changed(*end, "Plan of u_1"), QStringLiteral("starter -> free, 2026-04-01 12:00 UTC"));
    QCOMPARE(changed(*end, "Renews on"), QStringLiteral("2026-04-01 12:00 UTC -> no"));
    const auto now = world.preview(PreviewWorld::order(OrderKind::CancelNow));
    VERIFY_RESULT(now);
    QCOMPARE(changed(*now, "Plan of u_1"), QStringLiteral("starter -> free, at once"));
    QVERIFY(now->accessUntil == world.world.db.clock.now());
    QVERIFY(warns(*now, "worth about 2.50 USD"));
  }

  void access_lasts_until_the_nightly_job_where_the_workspace_has_one() {
    BillingRules rules = test::pricedPlans();
    rules.downgrade = DowngradeWhen::Nightly;
    PreviewWorld world(Provider::Dodo, rules);
    const auto now = world.preview(PreviewWorld::order(OrderKind::CancelNow));
    VERIFY_RESULT(now);
    QVERIFY(now->accessUntil == fromIso8601("2026-03-17T02:00:00Z"));
    QCOMPARE(changed(*now, "Plan of u_1"), QStringLiteral("starter -> free, 2026-03-17 02:00 UTC"));
  }

  void each_edit_says_how_the_subscription_is_afterwards() {
    PreviewWorld world;
    auto move = PreviewWorld::order(OrderKind::MoveRenewal);
    move.date = Instant{marchFirst + 62 * days};
    const auto moved = world.preview(move);
    VERIFY_RESULT(moved);
    QCOMPARE(changed(*moved, "Renews on"), QStringLiteral("2026-04-01 12:00 UTC -> 2026-05-02 12:00 UTC"));
    QCOMPARE(moved->nextInvoice->minor, std::int64_t{500});
    QVERIFY(moved->nextInvoiceAt == move.date);
    QCOMPARE(moved->givenAway.minor, std::int64_t{500});
    const auto paused = world.preview(PreviewWorld::order(OrderKind::Pause));
    QCOMPARE(changed(*paused, "Status"), QStringLiteral("active -> paused"));
    QCOMPARE(changed(*paused, "Plan of u_1"), QStringLiteral("starter -> free, at once"));
    QVERIFY(!paused->nextInvoice);
    world.sub().cancelAtPeriodEnd = true;
    const auto undone = world.preview(PreviewWorld::order(OrderKind::UndoCancel));
    QCOMPARE(changed(*undone, "Ends on"), QStringLiteral("2026-04-01 12:00 UTC -> no"));
    QVERIFY(warns(*undone, "cancel_at_period_end: our database holds no, the provider says yes"));
    world.sub().cancelAtPeriodEnd = false;
    world.sub().status = SubscriptionStatus::Trialing;
    world.sub().trialEnd = world.sub().periodEnd;
    auto extend = PreviewWorld::order(OrderKind::ExtendTrial);
    extend.date = Instant{marchFirst + 40 * days};
    QCOMPARE(changed(*world.preview(extend), "Trial until"),
             QStringLiteral("2026-04-01 12:00 UTC -> 2026-04-10 12:00 UTC"));
  }

  void what_stands_against_an_edit_is_named() {
    PreviewWorld world;
    const auto refused = [&](OrderKind kind, std::optional<Instant> date = {}) {
      auto order = PreviewWorld::order(kind);
      order.date = date;
      return world.refusal(order);
    };
    const Instant past{marchFirst}, later{marchFirst + 60 * days};
    QCOMPARE(refused(OrderKind::UndoCancel), std::string("nothing_to_undo"));
    QCOMPARE(refused(OrderKind::WithdrawChange), std::string("no_pending_change"));
    QCOMPARE(refused(OrderKind::Resume), std::string("not_paused"));
    QCOMPARE(refused(OrderKind::ExtendTrial, later), std::string("trial_over"));
    QCOMPARE(refused(OrderKind::MoveRenewal), std::string("date_missing"));
    QCOMPARE(refused(OrderKind::MoveRenewal, past), std::string("date_past"));
    QCOMPARE(refused(OrderKind::MoveRenewal, world.sub().periodEnd), std::string("nothing_changes"));
    QCOMPARE(refused(OrderKind::CancelOn, later), std::string("not_offered"));
    QCOMPARE(refused(OrderKind::ApplyDiscount), std::string("code_missing"));
    world.sub().cancelAtPeriodEnd = true;
    QCOMPARE(refused(OrderKind::CancelAtPeriodEnd), std::string("cancellation_scheduled"));
    QCOMPARE(refused(OrderKind::CancelNow), std::string("none"));
    world.sub().status = SubscriptionStatus::Cancelled;
    for (const auto kind : {OrderKind::CancelNow, OrderKind::UndoCancel, OrderKind::Pause})
      QCOMPARE(refused(kind), std::string("already_cancelled"));
  }

  void a_refund_tells_what_was_paid_what_went_back_and_what_is_left() {
    PreviewWorld world;
    world.provider->charges.front().raw = R"({"tax":95,"total_amount":595})";
    RefundState earlier;
    earlier.externalId = "ref_1";
    earlier.paymentExternalId = "pay_1";
    earlier.status = "succeeded";
    earlier.amount = dollars(95);
    world.provider->add(earlier);
    earlier.externalId = "ref_2";
    earlier.status = "failed";
    world.provider->add(earlier);
    const auto all = world.preview(PreviewWorld::order(OrderKind::Refund, "pay_1"));
    VERIFY_RESULT(all);
    QVERIFY(!all->refusal);
    QCOMPARE(all->today->minor, std::int64_t{-500});
    QCOMPARE(all->tax->minor, std::int64_t{-80});  // 95 x 500 / 595
    QCOMPARE(all->givenAway.minor, std::int64_t{500});
    QCOMPARE(changed(*all, "Left of the payment"), QStringLiteral("5.00 USD -> 0.00 USD"));
    auto order = PreviewWorld::order(OrderKind::Refund, "pay_1");
    order.amount = dollars(501);
    QCOMPARE(world.refusal(order), std::string("refund_exceeds"));
    order.amount = Money{100, *Currency::fromCode("EUR")};
    QCOMPARE(world.refusal(order), std::string("currency_differs"));
    order.amount = dollars(0);
    QCOMPARE(world.refusal(order), std::string("not_positive"));
  }

  void what_stands_against_a_refund_is_named() {
    PreviewWorld world;
    const auto refund = PreviewWorld::order(OrderKind::Refund, "pay_1");
    world.payment().status = "failed";
    QCOMPARE(world.refusal(refund), std::string("payment_not_succeeded"));
    world.payment().status = "succeeded";
    world.payment().createdAt = Instant{marchFirst - 20 * days};
    QCOMPARE(world.refusal(refund), std::string("refund_window_over"));
    world.payment().createdAt = Instant{marchFirst};
    RefundState all;
    all.externalId = "ref_1";
    all.paymentExternalId = "pay_1";
    all.status = "pending";
    all.amount = dollars(595);
    world.provider->add(all);
    QCOMPARE(world.refusal(refund), std::string("nothing_left"));
    world.provider->charges.clear();
    QCOMPARE(world.refusal(refund), std::string("error unknown_payment"));
  }

  void stripe_refunds_for_longer_and_takes_two_decimals_of_three() {
    PreviewWorld world(Provider::Stripe);
    const auto refund = PreviewWorld::order(OrderKind::Refund, "pay_1");
    world.payment().createdAt = Instant{marchFirst - 20 * days};
    QCOMPARE(world.refusal(refund), std::string("none"));
    world.payment().amount = {5124, *Currency::fromCode("KWD")};
    QCOMPARE(world.refusal(refund), std::string("last_digit_not_zero"));
  }

  void a_refund_by_line_is_capped_by_line() {
    PreviewWorld world;
    world.provider->lines = {{"li_1", "Seats", dollars(400), dollars(300)},
                             {"li_2", "Add-on", dollars(195), dollars(195)}};
    auto order = PreviewWorld::order(OrderKind::Refund, "pay_1");
    order.lines = {{"li_1", 300}, {"li_2", 5}};
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    QCOMPARE(preview->today->minor, std::int64_t{-305});
    QCOMPARE(sumOfLines(preview->lines), std::int64_t{-305});
    QCOMPARE(preview->lines.front().text, QStringLiteral("Seats"));
    order.lines = {{"li_1", 301}};
    QCOMPARE(world.refusal(order), std::string("refund_exceeds"));
    order.lines = {{"li_9", 1}};
    QCOMPARE(world.refusal(order), std::string("unknown_line"));
  }

  void above_the_limit_a_second_person_has_to_agree() {
    PreviewWorld world;
    world.payment().amount = dollars(60'000);
    const auto preview = world.preview(PreviewWorld::order(OrderKind::Refund, "pay_1"));
    VERIFY_RESULT(preview);
    QVERIFY(preview->approvalWhy.contains(QStringLiteral("600.00 USD")));
    world.admin.approvalLimitUnits = 600;
    QVERIFY(world.preview(PreviewWorld::order(OrderKind::Refund, "pay_1"))->approvalWhy.isEmpty());
  }

  void in_live_mode_the_customers_name_is_typed_and_it_waits_longer() {
    PreviewWorld world(Provider::Dodo, test::pricedPlans(), true);
    const auto preview = world.preview(PreviewWorld::order(OrderKind::CancelNow));
    VERIFY_RESULT(preview);
    QCOMPARE(preview->toType, QStringLiteral("Ada"));
    QCOMPARE(preview->undoMs, std::int64_t{60'000});
  }

  void what_changed_meanwhile_is_told_in_both_versions() {
    PreviewWorld world;
    const auto order = PreviewWorld::order(OrderKind::CancelAtPeriodEnd);
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    VERIFY_RESULT(world.previewer().stillAsSeen(order, *preview, world.cancel));
    world.sub().productId = "pdt_pro";
    world.sub().amount = dollars(2000);
    const auto stale = world.previewer().stillAsSeen(order, *preview, world.cancel);
    QVERIFY(!stale);
    QVERIFY(stale.error().kind == ErrorKind::Conflict);
    QCOMPARE(stale.error().code, std::string("stale"));
    QCOMPARE(stale.error().reason,
             std::string("product_id: was pdt_starter, is pdt_pro\namount: was 5.00 USD, is 20.00 USD"));
  }

  void an_order_whose_date_passed_while_it_waited_is_not_sent() {
    PreviewWorld world;
    auto order = PreviewWorld::order(OrderKind::MoveRenewal);
    order.date = Instant{world.world.db.clock.now().ms + days};
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    world.world.db.clock.advance(2 * days);
    QCOMPARE(world.previewer().stillAsSeen(order, *preview, world.cancel).error().code, std::string("date_past"));
  }

  void a_charge_without_a_payment_method_is_warned_of() {
    PreviewWorld world;
    world.provider->contracts.front().raw = R"({"has_payment_method":false})";
    world.provider->preview.dueNow = dollars(750);
    QVERIFY(warns(*world.preview(PreviewWorld::changeTo("pdt_pro")), "no payment method"));
  }

  void a_refund_that_somebody_else_made_meanwhile_is_stale() {
    PreviewWorld world;
    const auto order = PreviewWorld::order(OrderKind::Refund, "pay_1");
    const auto preview = world.preview(order);
    VERIFY_RESULT(preview);
    RefundState other;
    other.externalId = "ref_1";
    other.paymentExternalId = "pay_1";
    other.status = "succeeded";
    other.amount = dollars(100);
    world.provider->add(other);
    const auto stale = world.previewer().stillAsSeen(order, *preview, world.cancel);
    QVERIFY(!stale);
    QCOMPARE(stale.error().reason, std::string("refunded: was 0.00 USD, is 1.00 USD"));
  }
};

QTEST_GUILESS_MAIN(TestPreviewer)
#include "tst_previewer.moc"
