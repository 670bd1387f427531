// The way of a change by hand: each stage, each way it can go wrong, and that nothing is ever sent twice.
#include <QtTest>

#include "support/outboxworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

Error refusalOf(ErrorKind kind, const char* code) {
  return {kind, code, "The provider said no", {}, "Look at it again", false, "req_no"};
}

template <class T>
QByteArray outboxCode(const Result<T>& result) {
  return result ? QByteArray() : QByteArray::fromStdString(result.error().code);
}

QByteArray stateOf(const OutboxRow& row) {
  return toString(row.state);
}

Submission needingApproval() {
  Submission asked = OutboxWorld::submission(OutboxWorld::toPro());
  asked.preview.approvalWhy = QStringLiteral("above the limit");
  asked.approvalMs = 60'000;
  return asked;
}

const Actor kBob{QStringLiteral("bob"), Role::Finance, true, QStringLiteral("console")};

}  // namespace

class OutboxTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_change_waits_in_sight_leaves_once_and_is_written_with_all_that_follows() {
    OutboxWorld w;
    w.world.deliver("e1", Teller().with("userId", "u_1").subscription("active", marchFirst - 60'000, "pdt_starter"));
    const auto asked = w.submit(OutboxWorld::toPro());
    VERIFY_RESULT(asked);
    QCOMPARE(w.step().handled, 0);
    QCOMPARE(w.step().next->ms, marchFirst + 10'000);
    w.tick(10'000);
    w.fake->duringWrite = [&] { QCOMPARE(stateOf(w.now(asked->operation)), QByteArray("sending")); };
    QCOMPARE(w.step().handled, 1);
    const OutboxRow row = w.now(asked->operation);
    QCOMPARE(stateOf(row), QByteArray("done"));
    QCOMPARE(w.stages, std::string("claimed sending answered written "));
    QCOMPARE(w.fake->writes, 1);
    QCOMPARE(row.requestId, QStringLiteral("req_1"));
    QCOMPARE(row.actualMinor.value_or(-1), 700);
    QCOMPARE(w.audit(row.operation), QStringLiteral("asked sent done"));
    QVERIFY(w.noted(row.operation, "done", "fields_before").contains(u"pdt_starter"));
    QVERIFY(w.noted(row.operation, "done", "fields_after").contains(u"pdt_pro"));
    QCOMPARE(w.noted(row.operation, "done", "request_id"), QStringLiteral("req_1"));
    QCOMPARE(single(*w.world.db, QStringLiteral("SELECT product_id FROM subscriptions")).toString(),
             QStringLiteral("pdt_pro"));
    QCOMPARE(w.world.count("invoices"), 1);
    QVERIFY(!w.step().next);
  }

  void the_accounts_plan_follows_the_answer() {
    OutboxWorld w(threePlans(), Provider::Dodo);
    w.world.deliver("e1", Teller().with("userId", "u_1").subscription("active", marchFirst - 60'000, "pdt_starter"));
    QCOMPARE(w.world.account("u_1", "plan_id"), QStringLiteral("starter"));
    QCOMPARE(stateOf(w.sent(OutboxWorld::toPro())), QByteArray("done"));
    QCOMPARE(w.world.account("u_1", "plan_id"), QStringLiteral("pro"));
  }

  void two_changes_within_a_second_end_in_the_second() {
    OutboxWorld w;
    static_cast<void>(w.sent(OutboxWorld::toPro()));
    auto back = OutboxWorld::toPro();
    back.product = "pdt_starter";
    auto asked = OutboxWorld::submission(back);
    asked.preview.undoMs = 0;
    const auto second = w.submit(asked);
    VERIFY_RESULT(second);
    QCOMPARE(w.step().handled, 1);
    QCOMPARE(single(*w.world.db, QStringLiteral("SELECT product_id FROM subscriptions")).toString(),
             QStringLiteral("pdt_starter"));
    QCOMPARE(w.now(second->operation).actualMinor.value_or(0), 700);  // its own bill, not the first one's again
  }

  void what_cannot_be_asked_for_is_not_kept() {
    OutboxWorld w;
    auto refused = OutboxWorld::submission(OutboxWorld::toPro());
    refused.preview.refusal = refusalOf(ErrorKind::Conflict, "already_cancelled");
    QCOMPARE(outboxCode(w.submit(refused)), QByteArray("already_cancelled"));
    auto viewer = OutboxWorld::submission(OutboxWorld::toPro());
    viewer.actor.role = Role::Viewer;
    QCOMPARE(outboxCode(w.submit(viewer)), QByteArray("role"));
    QCOMPARE(outboxCode(w.submit(OutboxWorld::order(OrderKind::ChangePlan))), QByteArray("product_missing"));
    QCOMPARE(w.world.count("outbox_calls") + w.world.count("audit_entries"), 0);
  }

  void one_object_has_one_open_change() {
    OutboxWorld w;
    const auto first = w.submit(OutboxWorld::toPro());
    const auto second = w.submit(OutboxWorld::order(OrderKind::CancelNow));
    QCOMPARE(outboxCode(second), QByteArray("call_open"));
    QVERIFY(second.error().reason.find(first->operation.toStdString()) != std::string::npos);
    VERIFY_RESULT(w.submit(OutboxWorld::order(OrderKind::Pause, "sub_2")));
    VERIFY_RESULT(w.writing([&](auto& context) {
      return withdrawOrder(context, first->operation, needingApproval().actor, w.world.db.clock.now());
    }));
    VERIFY_RESULT(w.submit(OutboxWorld::order(OrderKind::CancelNow)));
  }

  void undone_in_time_it_never_left() {
    OutboxWorld w;
    const auto asked = w.submit(OutboxWorld::toPro());
    const auto undo = [&](const QString& operation) {
      return w.writing([&](auto& context) {
        return withdrawOrder(context, operation, needingApproval().actor, w.world.db.clock.now());
      });
    };
    VERIFY_RESULT(undo(asked->operation));
    w.tick(60'000);
    QCOMPARE(w.step().handled, 0);
    QCOMPARE(w.fake->writes, 0);
    QCOMPARE(w.audit(asked->operation), QStringLiteral("asked withdrawn"));
    const OutboxRow gone = w.sent(OutboxWorld::toPro());
    QCOMPARE(outboxCode(undo(gone.operation)), QByteArray("left_already"));
    QCOMPARE(outboxCode(undo(QStringLiteral("op_none"))), QByteArray("unknown_call"));
  }

  void a_second_person_agrees_and_only_then_it_waits() {
    OutboxWorld w;
    const auto asked = w.submit(needingApproval());
    QCOMPARE(stateOf(*asked), QByteArray("awaiting_approval"));
    w.tick(20'000);
    QCOMPARE(w.step().handled, 0);
    const auto decide = [&](const Actor& actor, bool yes) {
      return w.writing([&](auto& context) {
        return decideOrder(context, asked->operation, yes, QStringLiteral("fine"), actor, w.world.db.clock.now());
      });
    };
    QCOMPARE(outboxCode(decide(needingApproval().actor, true)), QByteArray("own_order"));
    VERIFY_RESULT(decide(kBob, true));
    QCOMPARE(outboxCode(decide(kBob, false)), QByteArray("not_waiting_for_approval"));
    QCOMPARE(w.step().handled, 0);  // the undo begins anew
    w.tick(10'000);
    QCOMPARE(w.step().handled, 1);
    QCOMPARE(w.audit(asked->operation), QStringLiteral("asked approved sent done"));
    QCOMPARE(w.noted(asked->operation, "approved", "actor"), QStringLiteral("bob"));
  }

  void nobody_agreed_in_time_or_somebody_did_not() {
    OutboxWorld w;
    const auto lapsing = w.submit(needingApproval());
    w.tick(60'000);
    const auto late = w.writing([&](auto& context) {
      return decideOrder(context, lapsing->operation, true, {}, kBob, w.world.db.clock.now());
    });
    QCOMPARE(outboxCode(late), QByteArray("lapsed"));
    QCOMPARE(w.step().handled, 1);
    QCOMPARE(stateOf(w.now(lapsing->operation)), QByteArray("lapsed"));
    const auto unwanted = w.submit(needingApproval());
    VERIFY_RESULT(w.writing([&](auto& context) {
      return decideOrder(context, unwanted->operation, false, {}, kBob, w.world.db.clock.now());
    }));
    w.tick(60'000);
    QCOMPARE(w.step().handled, 0);
    QCOMPARE(w.fake->writes, 0);
  }

  void a_stale_screen_sends_nothing_and_shows_both_versions() {
    OutboxWorld w;
    w.check = failure(ErrorKind::Conflict, "stale", "Somebody has changed it", "quantity: was 1, is 2", "Look again");
    const OutboxRow row = w.sent(OutboxWorld::toPro());
    QCOMPARE(stateOf(row), QByteArray("refused"));
    QVERIFY(row.error.contains(u"was 1, is 2"));
    QCOMPARE(w.fake->writes, 0);
  }

  void a_refusal_is_told_in_the_providers_words() {
    OutboxWorld w;
    w.fake->refusal = refusalOf(ErrorKind::Conflict, "change_pending");
    const OutboxRow row = w.sent(OutboxWorld::toPro());
    QCOMPARE(stateOf(row), QByteArray("refused"));
    QCOMPARE(row.errorCode, QStringLiteral("change_pending"));
    QCOMPARE(row.requestId, QStringLiteral("req_no"));
    QCOMPARE(w.audit(row.operation), QStringLiteral("asked sent refused"));
    QVERIFY(!w.step().next);
  }

  void what_a_killed_worker_had_claimed_is_asked_for() {
    OutboxWorld w;
    const auto asked = w.submit(OutboxWorld::toPro());
    w.tick(10'000);
    struct Killed {};
    w.fake->duringWrite = [] { throw Killed(); };  // as near to kill -9 as one comes within a process
    QVERIFY_EXCEPTION_THROWN(w.step(), Killed);
    w.fake->duringWrite = {};
    QCOMPARE(stateOf(w.now(asked->operation)), QByteArray("sending"));
    QCOMPARE(w.worker().recover().value_or(-1), 1);
    QCOMPARE(w.worker().recover().value_or(-1), 0);
    QCOMPARE(w.now(asked->operation).errorCode, QStringLiteral("interrupted"));
    w.tick(1000);
    w.step();
    w.tick(10'000);
    w.step();
    QCOMPARE(stateOf(w.now(asked->operation)), QByteArray("not_done"));
    QCOMPARE(w.fake->writes, 1);
  }

  void an_answer_counts_more_than_another_programs_doubt() {
    OutboxWorld w;
    w.atStage = [&](OutboxStage stage) {
      if (stage == OutboxStage::Answered) QCOMPARE(w.worker().recover().value_or(-1), 1);
    };
    const OutboxRow row = w.sent(OutboxWorld::toPro());
    QCOMPARE(stateOf(row), QByteArray("done"));
    QCOMPARE(w.audit(row.operation), QStringLiteral("asked sent unconfirmed done"));
  }

  void cancelled_before_it_left_it_goes_on_waiting() {
    OutboxWorld w;
    w.check = failure(ErrorKind::Cancelled, "cancelled", "The program ends");
    const OutboxRow row = w.sent(OutboxWorld::toPro());
    QCOMPARE(stateOf(row), QByteArray("waiting"));
    w.check = {};
    CancelToken cancel;
    cancel.cancel();
    QCOMPARE(w.step(cancel).handled, 0);
    QCOMPARE(w.step().handled, 1);
    QCOMPARE(w.audit(row.operation), QStringLiteral("asked sent held sent done"));
    QCOMPARE(w.fake->writes, 1);
  }

  void without_a_connection_it_waits_and_the_local_ones_do_not() {
    OutboxWorld w;
    w.connected = false;
    const OutboxRow row = w.sent(OutboxWorld::toPro());
    QCOMPARE(stateOf(row), QByteArray("waiting"));
    const auto next = w.step().next;
    QVERIFY(next && *next > w.world.db.clock.now());
    w.connected = true;
    QCOMPARE(w.step().handled, 1);
    QCOMPARE(outboxCode(w.worker().settleNow(row.operation, {})), QByteArray("not_unconfirmed"));
    QCOMPARE(outboxCode(w.worker().settleNow(QStringLiteral("op_x"), {})), QByteArray("unknown_call"));
  }

  void a_refund_the_provider_could_not_make_is_refused() {
    OutboxWorld w;
    w.fake->refundStatus = "failed";
    auto order = OutboxWorld::order(OrderKind::Refund, "pay_1");
    order.amount = Money{500, *Currency::fromCode("USD")};
    const OutboxRow row = w.sent(order);
    QCOMPARE(stateOf(row), QByteArray("refused"));
    QCOMPARE(row.errorCode, QStringLiteral("refund_failed"));
    QCOMPARE(row.previewedMinor.value_or(0), -500);
    QCOMPARE(w.world.count("refunds"), 1);
  }

  void a_call_of_another_workspace_is_never_sent() {
    OutboxWorld w;
    const auto row = w.submit(OutboxWorld::toPro());
    VERIFY_RESULT(run(*w.world.db, QStringLiteral("UPDATE outbox_calls SET live = 1")));
    w.tick(10'000);
    w.step();
    QCOMPARE(w.now(row->operation).errorCode, QStringLiteral("wrong_workspace"));
    QCOMPARE(w.fake->writes, 0);
  }

  void a_call_that_cannot_be_read_hinders_nobody() {
    OutboxWorld w;
    const auto broken = w.submit(OutboxWorld::toPro());
    VERIFY_RESULT(run(*w.world.db, QStringLiteral("UPDATE outbox_calls SET order_json = '{'")));
    const OutboxRow other = w.sent(OutboxWorld::order(OrderKind::CancelNow, "sub_2"));
    QCOMPARE(stateOf(w.now(broken->operation)), QByteArray("refused"));
    QCOMPARE(other.errorCode, QStringLiteral("resource_missing"));
  }
};

QTEST_GUILESS_MAIN(OutboxTest)
#include "tst_outbox.moc"
