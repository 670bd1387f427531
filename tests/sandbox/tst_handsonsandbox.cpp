// What admins do by hand to plans, dates, prices and money, at both providers alike: each on a sandbox of its own.
#include <QJsonDocument>
#include <QJsonObject>
#include <array>
#include <random>

#include "sandbox/providerdesk.h"
#include "support/playedtransport.h"

using namespace billing;
using namespace billing::providers;
using test::alike;
using test::codeOf;
using test::Desk;
using test::edit;
using test::EditKind;
using test::previewAndChange;
using test::Story;
using test::to;

namespace {

QStringList refundsOf(Provider provider) {
  Desk desk(provider);
  Story story;
  desk.subscribed();
  const auto payments = desk.paid();
  if (!payments || payments->empty()) return {QStringLiteral("no payment")};
  const std::string payment = payments->front().state.externalId;
  const auto refund = [&](std::optional<std::int64_t> amount) {
    const auto made = desk.api->refund({payment, amount, "requested_by_customer", {}}, desk.cancel);
    story.tell(
        made ? QStringLiteral("%1 %2").arg(QString::fromStdString(made->state.status)).arg(made->state.amount.minor)
             : QString::fromStdString(made.error().code));
  };
  refund(1001);
  refund(-1);
  refund(300);
  refund(800);
  refund(std::nullopt);
  PageRequest asked;
  asked.payment = payment;
  const auto all = desk.api->refunds(asked, desk.cancel);
  story.tell(all ? QStringLiteral("%1 refunds").arg(all->items.size()) : QString::fromStdString(describe(all.error())));
  return story.told;
}

// A change that waits for the end of the period, and what the renewal makes of it.
QStringList deferralOf(Provider provider) {
  Desk desk(provider);
  Story story;
  const std::string id = desk.subscribed();
  PlanChange change = to(desk, id, "max");
  change.atPeriodEnd = true;
  change.charge = ChangeCharge::None;
  story.tell("later", desk.api->changePlan(change, desk.cancel));
  const auto twice = desk.api->changePlan(change, desk.cancel);
  story.tell(twice ? QStringLiteral("planned twice")
                   : QStringLiteral("conflict %1").arg(twice.error().kind == ErrorKind::Conflict));
  desk.forward(32);
  story.tell("renewed", desk.api->subscription(id, desk.cancel));
  story.tell(QStringLiteral("charged %1").arg(desk.newestCharge()));
  return story.told;
}

QStringList declineOf(Provider provider) {
  Desk desk(provider);
  Story story;
  const std::string id = desk.subscribed("4000000000000341", 14);
  story.tell("trial", desk.api->subscription(id, desk.cancel));
  desk.forward(15);
  const auto owed = desk.api->subscription(id, desk.cancel);
  if (!owed) return {QString::fromStdString(describe(owed.error()))};
  const auto status = owed->state.status;
  story.tell(
      QStringLiteral("unpaid %1").arg(status == SubscriptionStatus::PastDue || status == SubscriptionStatus::OnHold));
  const auto refused = desk.api->changePlan(to(desk, id, "max"), desk.cancel);
  story.tell(refused ? QStringLiteral("changed")
                     : QStringLiteral("refused, unconfirmed %1").arg(isUnconfirmed(refused.error())));
  const auto after = desk.api->subscription(id, desk.cancel);
  story.tell(after ? QString::fromStdString(after->state.productId).section(u'_', 1) : QString());
  const auto payments = desk.paid();
  story.tell(QStringLiteral("paid %1").arg(std::ranges::count_if(*payments, [](const auto& payment) {
    return payment.state.status == "succeeded" && payment.state.amount.minor > 0;
  })));
  return story.told;
}

// Down to a smaller plan: nothing is charged.
QStringList downgradeOf(Provider provider) {
  Desk desk(provider);
  Story story;
  const std::string id = desk.subscribed();
  previewAndChange(desk, id, "max", 1, story);
  desk.forward(10);
  previewAndChange(desk, id, "pro", 1, story);
  desk.forward(22);
  story.tell("renewed", desk.api->subscription(id, desk.cancel));
  return story.told;
}

Instant day(const char* text) {
  return *fromIso8601(std::string(text) + "T12:00:00Z");
}

std::int64_t paidMinor(Desk& desk) {
  std::int64_t sum = 0;
  const auto paid = desk.paid();
  for (const auto& payment : *paid)
    if (payment.state.status == "succeeded") sum += payment.state.amount.minor;
  return sum;
}

QStringList datesOf(Provider provider) {
  Desk desk(provider);
  Story story;
  auto& api = *desk.api;
  const std::string id = desk.subscribed("4242424242424242", 14);
  story.tell("extend", api.edit(edit(id, EditKind::ExtendTrial, day("2026-01-30")), desk.cancel));
  story.tell(QStringLiteral("paid %1").arg(paidMinor(desk)));
  desk.forward(21);
  story.tell("after the trial", api.subscription(id, desk.cancel));
  story.tell(QString::fromStdString(codeOf(api.edit(edit(id, EditKind::ExtendTrial, day("2026-03-20")), desk.cancel))));
  const auto moved = api.edit(edit(id, EditKind::MoveRenewal, day("2026-03-15")), desk.cancel);
  story.tell(moved && moved->state.periodEnd == day("2026-03-15") ? QStringLiteral("moved")
                                                                  : QString::fromStdString(codeOf(moved)));
  story.tell(QStringLiteral("paid %1").arg(paidMinor(desk)));
  desk.forward(44);
  story.tell("renewed", api.subscription(id, desk.cancel));
  story.tell(QStringLiteral("paid %1").arg(paidMinor(desk)));
  return story.told;
}

QStringList endsOf(Provider provider) {
  Desk desk(provider);
  Story story;
  auto& api = *desk.api;
  const std::string id = desk.subscribed();
  PlanChange change = to(desk, id, "max");
  change.atPeriodEnd = true;
  change.charge = ChangeCharge::None;
  story.tell("planned", api.changePlan(change, desk.cancel));
  const auto planned = api.pendingChange(id, desk.cancel);
  story.tell(planned && *planned ? QString::fromStdString((*planned)->product).section(u'_', 1) +
                                       QString::fromStdString(toIso8601(*(*planned)->at))
                                 : QStringLiteral("nothing planned"));
  story.tell("withdraw", api.edit(edit(id, EditKind::WithdrawChange), desk.cancel));
  story.tell(api.pendingChange(id, desk.cancel)->has_value() ? QStringLiteral("still") : QStringLiteral("none"));
  story.tell(QString::fromStdString(codeOf(api.edit(edit(id, EditKind::WithdrawChange), desk.cancel))));
  story.tell("end", api.edit(edit(id, EditKind::CancelAtPeriodEnd), desk.cancel));
  desk.forward(32);
  story.tell("over", api.subscription(id, desk.cancel));
  story.tell(QString::fromStdString(codeOf(api.edit(edit(id, EditKind::Pause), desk.cancel))));
  story.tell(QStringLiteral("paid %1").arg(paidMinor(desk)));
  return story.told;
}

QStringList linesOf(Provider provider) {
  Desk desk(provider);
  Story story;
  auto& api = *desk.api;
  desk.subscribed();
  const std::string payment = desk.paid()->front().state.externalId;
  const auto lines = api.refundableLines(payment, desk.cancel);
  if (!lines || lines->size() != 1) return {QString::fromStdString(codeOf(lines)), QStringLiteral("no line")};
  const RefundableLine& line = lines->front();
  story.tell(QStringLiteral("%1 of %2").arg(line.refundable.minor).arg(line.amount.minor));
  RefundOrder order;
  order.payment = payment;
  order.idempotencyKey = "op_refund";
  const auto refund = [&](std::vector<RefundOrder::Line> wanted) {
    order.lines = std::move(wanted);
    const auto made = api.refund(order, desk.cancel);
    story.tell(made ? QStringLiteral("gave %1").arg(made->state.amount.minor) : QString::fromStdString(codeOf(made)));
    return made;
  };
  refund({{line.item, 1001}});
  refund({{"nowhere", 1}});
  refund({{line.item, 1}, {line.item, 1}});
  const auto made = refund({{line.item, 400}});
  story.tell(QStringLiteral("marked %1").arg(made && carriesMark(made->raw, "op_refund")));
  story.tell(QStringLiteral("left %1").arg(api.refundableLines(payment, desk.cancel)->front().refundable.minor));
  return story.told;
}

QStringList pricesOf(Provider provider) {
  Desk desk(provider);
  Story story;
  auto& api = *desk.api;
  NewPrice wanted;
  wanted.name = "Team";
  wanted.amount = {4500, *Currency::fromCode("EUR")};
  wanted.interval = BillingInterval{IntervalUnit::Year, 1};
  wanted.operation = "op_price";
  const auto made = api.createPrice(wanted, desk.cancel);
  if (!made) return {QString::fromStdString(describe(made.error()))};
  const PriceState& price = made->state;
  story.tell(QStringLiteral("%1 %2 %3 marked %4")
                 .arg(QString::fromStdString(price.name.value_or("")), QString::fromStdString(toDecimal(price.amount)))
                 .arg(price.interval == wanted.interval)
                 .arg(carriesMark(made->raw, "op_price")));
  const std::string id = provider == Provider::Dodo ? price.productId : price.priceId;
  if (const auto off = api.archivePrice(id, desk.cancel); !off)
    story.tell(QString::fromStdString(describe(off.error())));
  wanted.amount.minor = -1;
  story.tell(QString::fromStdString(codeOf(api.createPrice(wanted, desk.cancel))));
  return story.told;
}

// A code of a tenth off, as each provider makes one.
void makeCode(Desk& desk) {
  if (desk.home == Provider::Dodo) {
    desk.raw("POST", "/discounts", R"({"type":"percentage","amount":1000,"code":"TENTH"})");
    return;
  }
  desk.raw("POST", "/v1/coupons", "id=tenth&percent_off=10&duration=forever");
  desk.raw("POST", "/v1/promotion_codes", "promotion[type]=coupon&promotion[coupon]=tenth&code=TENTH");
}

QStringList discountOf(Provider provider) {
  Desk desk(provider);
  Story story;
  auto& api = *desk.api;
  makeCode(desk);
  const std::string id = desk.subscribed();
  SubscriptionEdit wanted = edit(id, EditKind::ApplyDiscount);
  wanted.operation = "op_code";
  wanted.code = "NOWHERE";
  const auto unknown = api.edit(wanted, desk.cancel);
  story.tell(unknown ? QStringLiteral("taken") : QStringLiteral("unknown"));
  wanted.code = "TENTH";
  story.tell("given", api.edit(wanted, desk.cancel));
  story.tell(QStringLiteral("paid %1").arg(paidMinor(desk)));
  desk.forward(32);
  story.tell(QStringLiteral("paid %1").arg(paidMinor(desk)));
  return story.told;
}

// A life of twenty deeds at random: what a preview said is what a change then charges; nothing else charges anything
// but time, and a resumption whose period was over.
void liveAtRandom(Provider provider, unsigned seed) {
  Desk desk(provider);
  std::mt19937 random(seed);
  const auto upTo = [&](unsigned most) { return static_cast<int>(random() % most); };
  const std::string id = desk.subscribed();
  static constexpr std::array free{EditKind::CancelAtPeriodEnd, EditKind::UndoCancel, EditKind::Pause,
                                   EditKind::MoveRenewal, EditKind::WithdrawChange};
  for (int step = 0; step < 20; ++step) {
    if (upTo(3) == 0) desk.forward(1 + upTo(20));
    const std::int64_t before = paidMinor(desk);
    if (upTo(2) == 0) {
      const EditKind kind = free.at(static_cast<std::size_t>(upTo(free.size())));
      static_cast<void>(desk.api->edit(edit(id, kind, Instant{desk.clock.now().ms + 40 * test::kDayMs}), desk.cancel));
      QCOMPARE(paidMinor(desk), before);
      if (upTo(2) == 0) static_cast<void>(desk.api->edit(edit(id, EditKind::Resume), desk.cancel));
      continue;
    }
    PlanChange change = to(desk, id, upTo(2) == 0 ? "pro" : "max");
    change.quantity = 1 + upTo(3);
    change.charge = upTo(3) == 0 ? ChangeCharge::None : ChangeCharge::Prorated;
    change.atPeriodEnd = upTo(5) == 0;
    const auto preview = desk.api->previewChange(change, desk.cancel);
    if (preview) change.prorationAt = preview->prorationAt;
    const auto changed = desk.api->changePlan(change, desk.cancel);
    const std::int64_t expected = changed && preview ? preview->dueNow.minor : 0;
    QVERIFY2(paidMinor(desk) - before == expected, qPrintable(QStringLiteral("seed %1, step %2: %3 instead of %4")
                                                                  .arg(seed)
                                                                  .arg(step)
                                                                  .arg(paidMinor(desk) - before)
                                                                  .arg(expected)));
  }
}

QJsonObject chargesOf(Desk& desk) {
  return QJsonDocument::fromJson(QByteArray::fromStdString(desk.raw("GET", "/sandbox/charges"))).object();
}

}  // namespace

class HandsOnSandboxTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void refunds_in_part_and_never_beyond() {
    const QStringList dodo = refundsOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("refund_exceeds"), QStringLiteral("amount_not_positive"),
                                QStringLiteral("succeeded 300"), QStringLiteral("refund_exceeds"),
                                QStringLiteral("succeeded 700"), QStringLiteral("2 refunds")}));
    alike(dodo, refundsOf(Provider::Stripe));
  }
  void a_change_at_the_end_of_the_period() {
    const QStringList dodo = deferralOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("later: active pro 1000 x1 until 2026-02-10T12:00:00Z"),
                                QStringLiteral("conflict 1"),
                                QStringLiteral("renewed: active max 3000 x1 until 2026-03-10T12:00:00Z"),
                                QStringLiteral("charged 3000")}));
    alike(dodo, deferralOf(Provider::Stripe));
  }
  void a_downgrade_charges_nothing() {
    const QStringList dodo = downgradeOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("change: active max 3000 x1 until 2026-02-10T12:00:00Z"),
                                QStringLiteral("due 2000, charged 2000"),
                                QStringLiteral("change: active pro 1000 x1 until 2026-02-10T12:00:00Z"),
                                QStringLiteral("due 0, charged 0"),
                                QStringLiteral("renewed: active pro 1000 x1 until 2026-03-10T12:00:00Z")}));
    alike(dodo, downgradeOf(Provider::Stripe));
  }
  void a_card_that_declines_changes_no_plan_and_says_so_at_once_data() {
    QTest::addColumn<bool>("isStripe");
    QTest::newRow("dodo") << false;
    QTest::newRow("stripe") << true;
  }
  // Dodo accepts the call and tells by its payment, Stripe answers 402: a refusal for us both times.
  void a_card_that_declines_changes_no_plan_and_says_so_at_once() {
    QFETCH(bool, isStripe);
    Desk desk(isStripe ? Provider::Stripe : Provider::Dodo);
    const std::string id = desk.subscribed();
    desk.useDecliningCard(id);
    const auto refused = desk.api->changePlan(to(desk, id, "max"), desk.cancel);
    QVERIFY2(!refused && refused.error().kind == ErrorKind::Conflict,
             refused ? "changed" : describe(refused.error()).c_str());
    QVERIFY(!isUnconfirmed(refused.error()));
    const auto after = desk.api->subscription(id, desk.cancel);
    QCOMPARE(after->state.productId, desk.product("pro"));
    QVERIFY(after->state.status == SubscriptionStatus::Active);
    QCOMPARE(paidMinor(desk), 1000);
  }

  // Only Stripe has a test card that can be kept.
  void no_change_of_plan_is_had_for_a_card_that_declines() {
    const QStringList told = declineOf(Provider::Stripe);
    QCOMPARE(told, (QStringList{QStringLiteral("trial: trialing pro 1000 x1 until 2026-01-24T12:00:00Z"),
                                QStringLiteral("unpaid 1"), QStringLiteral("refused, unconfirmed 0"),
                                QStringLiteral("pro"), QStringLiteral("paid 0")}));
  }

  void dates_are_moved_without_a_charge() {
    const QStringList dodo = datesOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("extend: trialing pro 1000 x1 until 2026-01-30T12:00:00Z"),
                                QStringLiteral("paid 0"),
                                QStringLiteral("after the trial: active pro 1000 x1 until 2026-02-28T12:00:00Z"),
                                QStringLiteral("not_in_trial"), QStringLiteral("moved"), QStringLiteral("paid 1000"),
                                QStringLiteral("renewed: active pro 1000 x1 until 2026-04-15T12:00:00Z"),
                                QStringLiteral("paid 2000")}));
    alike(dodo, datesOf(Provider::Stripe));
  }
  void planned_changes_and_ends_are_told_and_taken_back() {
    const QStringList dodo = endsOf(Provider::Dodo);
    QCOMPARE(dodo.value(1), QStringLiteral("max2026-02-10T12:00:00Z"));
    QCOMPARE(dodo.value(3), QStringLiteral("none"));
    QVERIFY2(dodo.value(6).startsWith(QLatin1String("over: cancelled pro")), qPrintable(dodo.value(6)));
    QCOMPARE(dodo.last(), QStringLiteral("paid 1000"));
    QStringList stripe = endsOf(Provider::Stripe);
    stripe[4] = dodo[4];  // what is not there is a conflict with one and not found with the other
    stripe[7] = dodo[7];
    alike(dodo, stripe);
  }
  void an_end_on_a_date_is_kept_and_taken_back_at_stripe() {
    Desk desk(Provider::Stripe);
    const std::string id = desk.subscribed();
    const auto on = desk.api->edit(edit(id, EditKind::CancelOn, day("2026-01-20")), desk.cancel);
    VERIFY_RESULT(on);
    QVERIFY(on->state.cancelAt == day("2026-01-20") && !on->state.cancelAtPeriodEnd);
    const auto kept = desk.api->edit(edit(id, EditKind::UndoCancel), desk.cancel);
    VERIFY_RESULT(kept);
    QVERIFY(!kept->state.cancelAt);
    VERIFY_RESULT(desk.api->edit(edit(id, EditKind::CancelOn, day("2026-01-20")), desk.cancel));
    desk.forward(11);
    QVERIFY(desk.api->subscription(id, desk.cancel)->state.status == SubscriptionStatus::Cancelled);
    QCOMPARE(paidMinor(desk), 1000);
  }
  void nobody_ends_what_a_plan_for_later_leads_at_stripe() {
    Desk desk(Provider::Stripe);
    const std::string id = desk.subscribed();
    PlanChange change = to(desk, id, "max");
    change.atPeriodEnd = true;
    change.idempotencyKey = "op_later";
    VERIFY_RESULT(desk.api->changePlan(change, desk.cancel));
    QVERIFY(carriesMark((*desk.api->pendingChange(id, desk.cancel))->raw, "op_later"));
    QCOMPARE(codeOf(desk.api->edit(edit(id, EditKind::CancelAtPeriodEnd), desk.cancel)), std::string("change_pending"));
    VERIFY_RESULT(desk.api->edit(edit(id, EditKind::CancelNow), desk.cancel));
  }
  void money_goes_back_by_line() {
    const QStringList dodo = linesOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("1000 of 1000"), QStringLiteral("refund_exceeds"),
                                QStringLiteral("line_unknown"), QStringLiteral("line_twice"),
                                QStringLiteral("gave 400"), QStringLiteral("marked 1"), QStringLiteral("left 600")}));
    alike(dodo, linesOf(Provider::Stripe));
  }
  void prices_are_made_and_taken_off_sale() {
    const QStringList dodo = pricesOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("Team 45.00 1 marked 1"), QStringLiteral("amount_negative")}));
    alike(dodo, pricesOf(Provider::Stripe));
  }
  void a_discount_code_counts_from_the_next_invoice_on() {
    const QStringList dodo = discountOf(Provider::Dodo);
    QCOMPARE(dodo, (QStringList{QStringLiteral("unknown"),
                                QStringLiteral("given: active pro 1000 x1 until 2026-02-10T12:00:00Z"),
                                QStringLiteral("paid 1000"), QStringLiteral("paid 1900")}));
    alike(dodo, discountOf(Provider::Stripe));
  }

  void marks_are_where_they_are_looked_for() {
    for (const auto home : {Provider::Dodo, Provider::Stripe}) {
      Desk desk(home);
      const std::string id = desk.subscribed();
      PlanChange change = to(desk, id, "max");
      change.idempotencyKey = "op_change";
      VERIFY_RESULT(desk.api->changePlan(change, desk.cancel));
      const auto subscription = desk.api->subscription(id, desk.cancel);
      QCOMPARE(carriesMark(subscription->raw, "op_change"), home == Provider::Stripe);
      bool paidFor = home == Provider::Stripe;
      const auto all1 = desk.paid();
      for (const auto& payment : *all1) paidFor = paidFor || carriesMark(payment.raw, "op_change");
      QVERIFY(paidFor);
    }
  }

  void over_random_lives_each_preview_is_what_is_charged() {
    for (unsigned seed = 1; seed <= 5; ++seed)
      for (const auto home : {Provider::Dodo, Provider::Stripe}) liveAtRandom(home, seed);
  }

  void the_sandbox_counts_what_was_taken_and_given_back() {
    for (const auto home : {Provider::Dodo, Provider::Stripe}) {
      Desk desk(home);
      const std::string id = desk.subscribed();
      VERIFY_RESULT(desk.api->refund({desk.paid()->front().state.externalId, 300, {}, {}}, desk.cancel));
      const QJsonObject counted = chargesOf(desk);
      const QJsonObject of = counted[QLatin1String("subscriptions")].toObject()[QString::fromStdString(id)].toObject();
      QCOMPARE(of[QLatin1String("count")].toInt(), 1);
      QCOMPARE(of[QLatin1String("sum")].toObject()[QLatin1String("USD")].toInt(), 1000);
      QCOMPARE(
          counted[QLatin1String("refunds")].toObject()[QLatin1String("sum")].toObject()[QLatin1String("USD")].toInt(),
          300);
    }
  }
};

QTEST_GUILESS_MAIN(HandsOnSandboxTest)
#include "tst_handsonsandbox.moc"
