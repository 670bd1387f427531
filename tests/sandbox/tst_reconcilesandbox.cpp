// The provider against the database against the webhooks, over HTTP at the sandbox, in both dialects: every kind of
// drift is made, found with its cause, mended, and gone.
#include <QTest>

#include "domain/subscriptiondiscount.h"
#include "operations/audited.h"
#include "operations/credits/creditbook.h"
#include "operations/reconcile/comparison.h"
#include "reconcilebench.h"
#include "store/read/objectevents.h"
#include "support/verifyresult.h"
#include "webhooks/eventapplier.h"

using namespace billing;
using operations::Drift;
using operations::ReconcileReport;
using test::column;
using test::eachProvider;
using test::fieldOf;
using test::HearingShop;
using test::kindOf;
using test::providerOf;
using test::single;
using test::told;
using Bench = test::ReconcileBench;

class TestReconcileSandbox : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void what_was_heard_differs_in_nothing_data() { eachProvider(); }
  void what_was_heard_differs_in_nothing() {
    QFETCH(bool, stripe);
    Bench shop(providerOf(stripe));
    for (int i = 0; i < 3; ++i) shop.buy(i);
    shop.hear();
    const QString before = shop.everything();
    const ReconcileReport report = shop.reconcile();
    QVERIFY2(report.drifts.isEmpty(), qPrintable(told(report.drifts)));
    QCOMPARE(report.run.state, QStringLiteral("done"));
    QVERIFY(report.run.compared >= 11);
    QCOMPARE(shop.everything(), before);
  }

  void an_event_that_never_came_is_a_missed_one_data() { eachProvider(); }
  void an_event_that_never_came_is_a_missed_one() {
    QFETCH(bool, stripe);
    Bench shop(providerOf(stripe));
    const std::string id = shop.buy(0);
    shop.hear();
    shop.listen(false);
    shop.db.clock.advance(60'000);
    shop.HearingShop::edit(id, test::EditKind::CancelAtPeriodEnd);
    shop.receive();
    const QString before = shop.everything();
    const ReconcileReport report = shop.reconcile();
    QCOMPARE(shop.everything(), before);
    const Drift* drift = fieldOf(report, "subscription", "cancel_at_period_end");
    QVERIFY2(drift != nullptr, qPrintable(told(report.drifts)));
    QCOMPARE(drift->cause, QStringLiteral("missed_event"));
    QCOMPARE(drift->atProvider, QStringLiteral("yes"));
    QCOMPARE(drift->inDatabase, QStringLiteral("no"));
    QCOMPARE(drift->inWebhooks, QStringLiteral("no"));
    if (stripe) QVERIFY2(drift->explanation.contains(QStringLiteral("evt_")), qPrintable(drift->explanation));
    QCOMPARE(shop.mendAll(report), QString());
    QCOMPARE(single(*shop.db, QStringLiteral("SELECT cancel_at_period_end FROM subscriptions")).toInt(), 1);
    QVERIFY(
        single(*shop.db, QStringLiteral("SELECT COUNT(*) FROM audit_entries WHERE action = 'reconcile.repaired' AND "
                                        "reason = 'month-end' AND actor = 'ada'"))
            .toInt() > 0);
    gone(shop);
  }

  void a_new_customer_of_whom_nobody_was_told_is_missing_here_data() { eachProvider(); }
  void a_new_customer_of_whom_nobody_was_told_is_missing_here() {
    QFETCH(bool, stripe);
    Bench shop(providerOf(stripe));
    shop.buy(0);
    shop.hear();
    shop.listen(false);
    shop.db.clock.advance(60'000);
    const std::string id = shop.buy(1);
    shop.receive();
    const ReconcileReport report = shop.reconcile();
    const Drift* drift = kindOf(report, "missing_here", "subscription");
    QVERIFY2(drift != nullptr, qPrintable(told(report.drifts)));
    QCOMPARE(drift->externalId.toStdString(), id);
    QCOMPARE(drift->cause, QStringLiteral("missed_event"));
    QCOMPARE(shop.mendAll(report), QString());
    gone(shop);
    const auto owner = single(*shop.db,
                              QStringLiteral("SELECT e.status FROM entitlements e JOIN subscriptions s ON "
                                             "s.customer_external_id = e.email WHERE s.external_id = ?"),
                              {QString::fromStdString(id)});
    QCOMPARE(owner.toString(), QStringLiteral("active"));
  }

  void an_event_that_waits_is_late_and_one_that_was_given_up_is_tried_again_data() { eachProvider(); }
  void an_event_that_waits_is_late_and_one_that_was_given_up_is_tried_again() {
    QFETCH(bool, stripe);
    Bench shop(providerOf(stripe));
    const std::string id = shop.buy(0);
    shop.hear();
    shop.processor.stop();
    shop.db.clock.advance(60'000);
    shop.HearingShop::edit(id, test::EditKind::CancelAtPeriodEnd);
    shop.receive();
    const ReconcileReport late = shop.reconcile();
    const Drift* drift = fieldOf(late, "subscription", "cancel_at_period_end");
    QVERIFY2(drift != nullptr, qPrintable(told(late.drifts)));
    QCOMPARE(drift->cause, QStringLiteral("late_event"));
    QCOMPARE(drift->inWebhooks, QStringLiteral("yes"));
    shop.edit("UPDATE webhook_events SET state = 'dead', error = 'made up' WHERE state = 'pending'");
    const ReconcileReport dead = shop.reconcile();
    drift = fieldOf(dead, "subscription", "cancel_at_period_end");
    QVERIFY2(drift != nullptr, qPrintable(told(dead.drifts)));
    QCOMPARE(drift->cause, QStringLiteral("not_applied"));
    const auto plan = shop.plan({drift->id});
    QCOMPARE(plan.steps.size(), 1);
    QCOMPARE(plan.steps.front().action, QStringLiteral("retry_event"));
    VERIFY_RESULT(shop.carryOut(plan));
    QCOMPARE(single(*shop.db, QStringLiteral("SELECT cancel_at_period_end FROM subscriptions")).toInt(), 1);
    gone(shop);
  }

  void what_somebody_edited_or_removed_is_told_so_data() { eachProvider(); }
  void what_somebody_edited_or_removed_is_told_so() {
    QFETCH(bool, stripe);
    Bench shop(providerOf(stripe));
    shop.buy(0);
    shop.hear();
    shop.edit("UPDATE customers SET name = 'Eve'");
    shop.edit("UPDATE payments SET amount_minor = amount_minor + 100");
    shop.edit("DELETE FROM subscriptions");
    const ReconcileReport report = shop.reconcile();
    for (const auto& [entity, field] : {std::pair("customer", "name"), {"payment", "amount"}}) {
      const Drift* drift = fieldOf(report, entity, field);
      QVERIFY2(drift != nullptr, qPrintable(told(report.drifts)));
      QVERIFY2(drift->cause == u"manual_edit", qPrintable(told(report.drifts)));
    }
    const Drift* removed = kindOf(report, "missing_here", "subscription");
    QVERIFY2(removed != nullptr && removed->cause == u"manual_edit", qPrintable(told(report.drifts)));
    QCOMPARE(shop.mendAll(report), QString());
    gone(shop);
    QCOMPARE(single(*shop.db, QStringLiteral("SELECT name FROM customers")).toString(), QStringLiteral("c0"));
  }

  void a_row_that_the_provider_never_had_is_left_for_a_person_to_accept() {
    Bench shop(Provider::Dodo);
    shop.buy(0);
    shop.hear();
    shop.edit(
        "INSERT INTO customers (provider, external_id, name, object_time, updated_at) VALUES ('dodo', "
        "'cus_made_up', 'Nobody', 0, 0)");
    const ReconcileReport report = shop.reconcile();
    const Drift* drift = kindOf(report, "missing_there", "customer");
    QVERIFY2(drift != nullptr && drift->cause == u"manual_edit", qPrintable(told(report.drifts)));
    QCOMPARE(shop.plan({drift->id}).steps.size(), 0);
    QCOMPARE(shop.plan({drift->id}).refused.size(), 1);
    const auto unreasoned = operations::acceptDrifts(*shop.db, {drift->id}, shop.hand, {}, shop.db.clock.now());
    QCOMPARE(unreasoned.error().code, std::string("reason_missing"));
    VERIFY_RESULT(
        operations::acceptDrifts(*shop.db, {drift->id}, shop.hand, QStringLiteral("a friend"), shop.db.clock.now()));
    const ReconcileReport again = shop.reconcile();
    QCOMPARE(again.drifts.size(), 1);
    QCOMPARE(again.drifts.front().state, QStringLiteral("accepted"));
  }

  void access_and_credits_follow_what_was_paid() {
    Bench shop(Provider::Dodo);
    shop.buy(0);
    shop.buy(1);
    shop.hear();
    const QString key = single(*shop.db, QStringLiteral("SELECT MIN(account_key) FROM accounts")).toString();
    const QString other = single(*shop.db, QStringLiteral("SELECT MAX(account_key) FROM accounts")).toString();
    QVERIFY(key != other);
    shop.edit("UPDATE entitlements SET status = 'cancelled' WHERE email = ?", {key});
    shop.edit("UPDATE entitlements SET plan = 'max', source = 'manual' WHERE email = ?", {other});
    VERIFY_RESULT(test::write(*shop.db, [&](store::WriteContext& context) {
      const auto account = operations::findAccount(context, key.toStdString());
      return operations::grantCredits(context, {**account, "manual", "made-up", 500, 0, {}, {}}, shop.db.clock.now())
          .map([](bool) {});
    }));
    shop.edit("UPDATE credit_balances SET tenths = tenths - 77");
    const ReconcileReport report = shop.reconcile();
    const Drift* without = kindOf(report, "paid_without_access", "account");
    const Drift* unpaid = kindOf(report, "access_without_payment", "account");
    const Drift* credits = kindOf(report, "credit_cache", "account");
    QVERIFY2(without && unpaid && credits, qPrintable(told(report.drifts)));
    QCOMPARE(without->accountKey, key);
    QCOMPARE(unpaid->accountKey, other);
    QCOMPARE(credits->inDatabase, QStringLiteral("42.3"));
    QCOMPARE(shop.mendAll(report), QString());
    gone(shop);
    QCOMPARE(single(*shop.db, QStringLiteral("SELECT COUNT(*) FROM entitlements WHERE status = 'active' AND plan = "
                                             "'pro' AND source = 'payment'"))
                 .toInt(),
             2);
  }

  void what_somebody_revoked_by_hand_stays_revoked() {
    Bench shop(Provider::Dodo);
    shop.buy(0);
    shop.hear();
    const QString key = single(*shop.db, QStringLiteral("SELECT account_key FROM accounts")).toString();
    shop.db.clock.advance(60'000);
    const Instant now = shop.db.clock.now();
    shop.edit("UPDATE entitlements SET status = 'cancelled', source = 'manual', created_at = ?", {qlonglong(now.ms)});
    VERIFY_RESULT(test::write(*shop.db, [&](store::WriteContext& context) {
      const auto entry = operations::entryBy(shop.hand, "revoke_entitlement.done", "account", key);
      return store::appendAudit(context, entry, now).map([](std::int64_t) {});
    }));
    gone(shop);
    shop.edit("UPDATE accounts SET plan_id = 'max'");  // is told although the access is right
    const ReconcileReport report = shop.reconcile();
    QVERIFY2(report.drifts.size() == 1 && report.drifts.front().field == u"plan", qPrintable(told(report.drifts)));
    QCOMPARE(shop.mendAll(report), QString());
    QCOMPARE(single(*shop.db, QStringLiteral("SELECT status FROM entitlements")).toString(),
             QStringLiteral("cancelled"));
  }

  void what_a_sync_has_read_since_is_no_edit_by_hand_data() { eachProvider(); }
  void what_a_sync_has_read_since_is_no_edit_by_hand() {
    QFETCH(bool, stripe);
    Bench shop(providerOf(stripe));
    const std::string id = shop.buy(0);
    shop.hear();
    shop.listen(false);
    shop.db.clock.advance(60'000);
    shop.HearingShop::edit(id, test::EditKind::CancelAtPeriodEnd);
    shop.db.clock.advance(60'000);
    VERIFY_RESULT(operations::runSync({*shop.db, *shop.api, shop.db.clock, &shop.eventRules},
                                      operations::SyncKind::Full, {}, shop.cancel));
    shop.db.clock.advance(60'000);
    shop.HearingShop::edit(id, test::EditKind::UndoCancel);
    const ReconcileReport report = shop.reconcile();
    const Drift* drift = fieldOf(report, "subscription", "cancel_at_period_end");
    QVERIFY2(drift && drift->cause == u"missed_event", qPrintable(told(report.drifts)));
  }

  void a_discount_of_unknown_size_agrees_with_any_and_not_with_none() {
    Bench shop(Provider::Stripe);
    const std::string id = shop.buy(0);
    shop.hear();
    auto read = shop.api->subscription(id, shop.cancel);
    VERIFY_RESULT(read);
    SubscriptionDiscount sized;
    sized.percentBps = 2'500;
    const auto differs = [&](const SubscriptionDiscount& here, const SubscriptionDiscount& there) {
      bool found = false;
      const auto done = test::write(*shop.db, [&](store::WriteContext& context) -> Result<void> {
        BillingEvent facts;
        facts.provider = Provider::Stripe;
        facts.eventId = "!sync";
        shop.db.clock.advance(5'000);
        facts.occurredAt = shop.db.clock.now();
        facts.subscriptions = {read->state};
        facts.subscriptions.front().discount = here;
        auto applied = webhooks::applyEvent(context, facts, facts.occurredAt, facts.occurredAt);
        if (!applied) return failure(applied.error());
        facts.subscriptions.front().discount = there;
        const auto compared = operations::compareObject(context, Provider::Stripe, {"subscription", id, facts, {}});
        if (!compared) return failure(compared.error());
        found = compared->differs();
        return {};
      });
      if (!done) qFatal("%s", describe(done.error()).c_str());
      return found;
    };
    QVERIFY(!differs(sized, unsizedDiscount()));
    QVERIFY(differs(sized, noDiscount()));
  }

  void of_many_events_without_effect_the_newest_are_looked_at() {
    Bench shop(Provider::Dodo);
    for (int i = 0; i < 3; ++i) shop.buy(i);
    shop.hear();
    shop.edit("UPDATE webhook_events SET state = 'unhandled'");
    const QVariantList all = column(*shop.db, QStringLiteral("SELECT id FROM webhook_events ORDER BY id"));
    QVERIFY(all.size() > 2);
    const auto found = shop.db
                           ->read<std::vector<store::TellingEvent>>([](QSqlDatabase& connection) {
                             return store::eventsWithoutEffect(connection, Provider::Dodo, 2);
                           })
                           .result();
    VERIFY_RESULT(found);
    QCOMPARE(found->size(), std::size_t{2});
    QCOMPARE(found->front().event.row, all.at(all.size() - 2).toLongLong());
    QCOMPARE(found->back().event.row, all.back().toLongLong());
  }

  void payouts_add_up_and_a_payment_that_is_in_none_is_told_data() { eachProvider(); }
  void payouts_add_up_and_a_payment_that_is_in_none_is_told() {
    QFETCH(bool, stripe);
    Bench shop(providerOf(stripe));
    shop.buy(0);
    shop.db.clock.advance(60'000);
    shop.buy(1);
    shop.hear();
    const QString held =
        single(*shop.db, QStringLiteral("SELECT external_id FROM payments ORDER BY created_at DESC LIMIT 1"))
            .toString();
    const auto kept =
        shop.page("POST", shop.base + "/sandbox/payouts", R"({"withhold":")" + held.toStdString() + R"("})");
    QVERIFY(kept.answer && kept.answer->status == 200);
    shop.forward(25);
    shop.hear();
    const ReconcileReport report = shop.reconcile();
    QVERIFY2(report.drifts.size() == 1, qPrintable(told(report.drifts)));
    QCOMPARE(report.drifts.front().kind, QStringLiteral("payment_without_payout"));
    QCOMPARE(report.drifts.front().externalId, held);
    // 10.00 less 2.9 % and 0.30
    QCOMPARE(column(*shop.db, QStringLiteral("SELECT amount_minor FROM payouts")), QVariantList{941});
    QCOMPARE(single(*shop.db, QStringLiteral("SELECT SUM(net_minor) FROM payout_items")).toInt(), 941);
    shop.edit("UPDATE payout_items SET net_minor = net_minor - 1 WHERE kind = 'payment'");
    const ReconcileReport broken = shop.reconcile();
    QVERIFY2(kindOf(broken, "payout_amount", "payout") != nullptr, qPrintable(told(broken.drifts)));
  }

  void a_plan_that_is_out_of_date_is_refused_with_both_versions() {
    Bench shop(Provider::Stripe);
    shop.buy(0);
    shop.hear();
    shop.edit("UPDATE customers SET name = 'Eve'");
    const ReconcileReport report = shop.reconcile();
    const Drift* drift = fieldOf(report, "customer", "name");
    QVERIFY2(drift != nullptr, qPrintable(told(report.drifts)));
    const auto plan = shop.plan({drift->id});
    shop.edit("UPDATE customers SET name = 'Mallory'");
    const auto done = shop.carryOut(plan);
    QVERIFY(!done.has_value());
    QCOMPARE(done.error().code, std::string("stale"));
    QVERIFY(done.error().reason.find("Eve") != std::string::npos &&
            done.error().reason.find("Mallory") != std::string::npos);
    QCOMPARE(single(*shop.db, QStringLiteral("SELECT name FROM customers")).toString(), QStringLiteral("Mallory"));
  }

  void a_provider_that_dies_in_the_middle_ends_the_run_with_nothing_shown_as_whole() {
    Bench shop(Provider::Dodo);
    shop.buy(0);
    shop.hear();
    shop.edit("UPDATE customers SET name = 'Eve'");
    QCOMPARE(shop.reconcile().drifts.size(), 1);
    QCOMPARE(shop.tryReconcile()->run.state, QStringLiteral("done"));
    shop.edit("UPDATE reconcile_runs SET state = 'running', ended_at = NULL WHERE id = 2");  // killed
    operations::ReconcileServices services = shop.services();
    const auto dying = operations::runReconcile(
        services,
        [&](qint64 compared, qint64, const QString&) {
          if (compared > 1) shop.box.stop();
        },
        shop.cancel);
    QVERIFY(!dying.has_value());
    QVERIFY(dying.error().kind == ErrorKind::Unavailable || dying.error().kind == ErrorKind::Timeout);
    QCOMPARE(column(*shop.db, QStringLiteral("SELECT state FROM reconcile_runs ORDER BY id")),
             (QVariantList{QStringLiteral("done"), QStringLiteral("failed"), QStringLiteral("failed")}));
    const auto last = operations::lastReconcileReport(*shop.db);
    VERIFY_RESULT(last);
    QCOMPARE(last->run.state, QStringLiteral("failed"));
    QVERIFY(!last->run.error.isEmpty());
    QCOMPARE(last->drifts.size(), 1);  // of the last that went to its end
  }

  void a_cancelled_run_finds_nothing_and_says_so() {
    Bench shop(Provider::Dodo);
    shop.buy(0);
    shop.hear();
    shop.cancel.cancel();
    const auto report = shop.tryReconcile();
    QVERIFY(!report.has_value() && report.error().kind == ErrorKind::Cancelled);
    QCOMPARE(single(*shop.db, QStringLiteral("SELECT state FROM reconcile_runs")).toString(),
             QStringLiteral("cancelled"));
  }

 private:
  static void gone(Bench& shop) {
    const ReconcileReport after = shop.reconcile();
    QVERIFY2(after.drifts.isEmpty(), qPrintable(told(after.drifts)));
  }
};

QTEST_GUILESS_MAIN(TestReconcileSandbox)
#include "tst_reconcilesandbox.moc"
