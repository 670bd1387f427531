// Whatever a person changes by hand is in the audit log with who, when, what and why, in the transaction of the change:
// and what is not changed is not there.
#include <QTcpServer>
#include <QtTest>

#include "operations/admin/auditqueries.h"
#include "operations/audited.h"
#include "operations/configrecord.h"
#include "operations/credits/creditbook.h"
#include "operations/deadletters.h"
#include "operations/filldemo.h"
#include "operations/fireevent.h"
#include "operations/sqlbillingdesk.h"
#include "support/accountfixture.h"
#include "support/ruledworld.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

struct AuditedWorld {
  AuditedWorld() {
    desk.actsAs([] { return Hand{QStringLiteral("grace"), QStringLiteral("developer"), QStringLiteral("console")}; });
    const auto due =
        run(*world.db, QStringLiteral("INSERT INTO accounts (account_key, plan_id, billing_provider, "
                                      "billing_subscription_id, downgrade_due_at, downgrade_reason, created_at, "
                                      "updated_at) VALUES ('u_1', 'pro', 'dodo', 'sub_1', 0, 'cancelled', 0, 0)"));
    if (!due) qFatal("%s", describe(due.error()).c_str());
  }
  // Oldest first: "grace developer console switch.on workspace pause_processing".
  QStringList told() {
    QStringList lines;
    const auto rows = askAudit(*world.db, {}, {}).result();
    for (const auto& row : rows.value_or(QVector<store::AuditRow>()))
      lines.prepend(QStringList{row.actor, row.role, row.origin, row.action, row.entity, row.externalId}.join(u' '));
    return lines;
  }
  store::AuditRow last() { return askAudit(*world.db, {}, {}).result()->constFirst(); }
  bool whole() { return !whatIsBroken(*checkAudit(*world.db, {}, {}).result()); }

  RuledWorld world{threePlans()};
  SqlBillingDesk desk{*world.db, world.context, world.db.clock};
};

SwitchChange pausing(bool on) {
  SwitchChange change;
  change.name = QLatin1String(pauseProcessing);
  change.on = on;
  change.reason = QStringLiteral("the provider resends");
  return change;
}

}  // namespace

class AuditedWritesTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_switch_is_written_down_with_its_reason_before_and_after() {
    AuditedWorld at;
    VERIFY_RESULT(at.desk.setSwitch(pausing(true)).result());
    QCOMPARE(at.told(), QStringList{QStringLiteral("grace developer console switch.on workspace pause_processing")});
    QCOMPARE(at.last().reason, QStringLiteral("the provider resends"));
    QCOMPARE(at.last().before, QByteArray("{\"on\":\"no\"}"));
    QCOMPARE(at.last().after, QByteArray("{\"on\":\"yes\"}"));
    VERIFY_RESULT(at.desk.setSwitch(pausing(false)).result());
    QCOMPARE(at.last().action, QStringLiteral("switch.off"));
    QVERIFY(at.whole());
  }

  void what_is_refused_leaves_no_entry() {
    AuditedWorld at;
    SwitchChange change = pausing(true);
    change.reason.clear();
    QVERIFY(!at.desk.setSwitch(change).result());
    QVERIFY(!at.desk.reconcileCredits(QStringLiteral("nobody")).result());
    QCOMPARE(at.told(), QStringList());
  }

  void a_job_by_hand_is_written_down_when_it_begins_and_when_it_ends() {
    AuditedWorld at;
    VERIFY_RESULT(at.desk.runJob(JobKind::Downgrade, true, {}, {}).result());
    QCOMPARE(at.told(), QStringList());  // a dry run changes nothing
    VERIFY_RESULT(at.desk.runJob(JobKind::Downgrade, false, {}, {}).result());
    QCOMPARE(at.told(), (QStringList{QStringLiteral("grace developer console run_job.asked job downgrade"),
                                     QStringLiteral("grace developer console run_job.done job downgrade")}));
    QVERIFY2(at.last().after.contains("\"done\":\"1\""), at.last().after.constData());
  }

  void the_timetable_is_nobodys_hand() {
    AuditedWorld at;
    JobRequest request;
    request.kind = JobKind::Expire;
    request.dryRun = false;
    request.askedBy = QStringLiteral("schedule");
    request.scheduledFor = Instant{marchFirst};
    VERIFY_RESULT(at.desk.runJob(request, {}, {}).result());
    QCOMPARE(at.told(), QStringList());
  }

  void a_reconciled_balance_is_written_down_with_what_it_was() {
    AuditedWorld at;
    VERIFY_RESULT(at.desk.reconcileCredits(QStringLiteral("u_1")).result());
    QCOMPARE(at.told(), QStringList{QStringLiteral("grace developer console reconcile_credits.done account u_1")});
    QCOMPARE(at.last().accountKey, QStringLiteral("u_1"));
    QCOMPARE(at.last().before, QByteArray("{\"balance_tenths\":\"0\"}"));
  }

  void every_event_that_is_tried_again_has_its_entry_and_no_other() {
    AuditedWorld at;
    for (const char* id : {"evt_1", "evt_2"}) QVERIFY(put(*at.world.db, delivery(id)).has_value());
    VERIFY_RESULT(run(*at.world.db, QStringLiteral("UPDATE webhook_events SET state = 'dead', error = 'no such plan', "
                                                   "customer_external_id = 'cus_1' WHERE event_id = 'evt_1'")));
    const Hand hand{QStringLiteral("ada"), QStringLiteral("admin"), QStringLiteral("billingctl")};
    QCOMPARE(*retryEvents(*at.world.db, {1, 2, 3}, hand, {5}).result(), 1);
    QCOMPARE(at.told(), QStringList{QStringLiteral("ada admin billingctl retry_event.done event evt_1")});
    QCOMPARE(at.last().customerExternalId, QStringLiteral("cus_1"));
    QCOMPARE(at.last().before, QByteArray("{\"error\":\"no such plan\",\"state\":\"dead\"}"));
  }

  void what_is_fired_leaves_only_after_it_was_written_down() {
    QTcpServer server;
    QVERIFY(server.listen(QHostAddress::LocalHost));
    bool arrived = false;
    connect(&server, &QTcpServer::newConnection, &server, [&] { arrived = true; });
    const SystemClock clock;
    FireEvent fire(clock);
    FireRequest request;
    request.url = QUrl(QStringLiteral("http://127.0.0.1:%1/hook").arg(server.serverPort()));
    request.route = *workspace::parseRoute("/hook=standard-webhooks");
    request.sign = false;
    request.eventId = "evt_1";
    request.body = "{}";
    QByteArray recorded;
    fire.recordBy([&](const FireRequest& fired) {
      recorded = fired.eventId;
      return QtFuture::makeReadyFuture(Result<void>(failure(ErrorKind::Full, "database_full", "The disk is full")));
    });
    const auto outcome = fire.run(request);
    QTRY_VERIFY(outcome.isFinished());
    QCOMPARE(outcome.result().error().code, std::string("database_full"));
    QCOMPARE(recorded, QByteArray("evt_1"));
    QVERIFY(!arrived);
  }

  void a_workspace_file_that_was_changed_is_noticed_by_whoever_opens_it_next() {
    AuditedWorld at;
    const Hand hand{QStringLiteral("ada")};
    for (const char* text : {"a = 1", "a = 1", "a = 2", "a = 2"})
      VERIFY_RESULT(noteConfigText(*at.world.db, hand, QStringLiteral("shop"), text, {1}).result());
    QCOMPARE(at.told(), (QStringList{QStringLiteral("ada admin console config.seen workspace shop"),
                                     QStringLiteral("ada admin console config.changed workspace shop")}));
    QVERIFY(at.last().before != at.last().after && at.last().before.size() > 64);
  }

  void a_demo_that_was_filled_by_hand_says_so() {
    TestDatabase db;
    DemoRequest request;
    request.customers = 1;
    request.months = 1;
    request.now = {marchFirst};
    request.origin = QStringLiteral("billingctl");
    VERIFY_RESULT(fillDemo(*db, request));
    const auto rows = askAudit(*db, {}, {}).result();
    VERIFY_RESULT(rows);
    QCOMPARE(rows->size(), 1);
    QCOMPARE(rows->constFirst().action, QStringLiteral("fill_demo.asked"));
    QVERIFY(!rows->constFirst().actor.isEmpty() && rows->constFirst().origin == u"billingctl");
  }

  void entries_are_found_by_object_person_action_period_and_words() {
    TestDatabase db;
    qint64 at = 1000;
    for (const char* action : {"refund.asked", "refund.done", "refund_more.done", "switch.on"}) {
      const bool last = at == 1003;
      auto entry = entryBy({last ? QStringLiteral("grace") : QStringLiteral("ada")}, action, "payment",
                           QStringLiteral("pay_1"), last ? QStringLiteral("100% sure") : QString());
      entry.customerExternalId = last ? QString() : QStringLiteral("cus_1");
      entry.accountKey = last ? QStringLiteral("u_1") : QString();
      VERIFY_RESULT(noteByHand(*db, entry, {at++}).result());
    }
    VERIFY_RESULT(run(*db, QStringLiteral("INSERT INTO payments (provider, external_id, invoice_external_id, status, "
                                          "object_time, updated_at) VALUES ('dodo', 'pay_1', 'inv_1', 'x', 0, 0)")));
    using Q = store::AuditQuestion;
    const auto ids = [&](auto set) {
      Q question;
      set(question);
      QString told;
      const auto rows = askAudit(*db, question, {}).result();
      for (const auto& row : rows.value_or(QVector<store::AuditRow>()))
        told += store::auditHash(row) == row.hash ? QString::number(row.id) : QStringLiteral("not as read");
      return told;
    };
    QCOMPARE(ids([](Q&) {}), QStringLiteral("4321"));
    QCOMPARE(ids([](Q& q) { q.action = QStringLiteral("refund"); }), QStringLiteral("21"));
    QCOMPARE(ids([](Q& q) { q.action = QStringLiteral("refund.done"); }), QStringLiteral("2"));
    QCOMPARE(ids([](Q& q) { q.actor = QStringLiteral("grace"); }), QStringLiteral("4"));
    QCOMPARE(ids([](Q& q) { q.customer = QStringLiteral("cus_1"); }), QStringLiteral("321"));
    QCOMPARE(ids([](Q& q) { q.customer = QStringLiteral("cus_1"), q.orAccount = QStringLiteral("u_1"); }),
             QStringLiteral("4321"));
    QCOMPARE(ids([](Q& q) { q.entity = QStringLiteral("payment"), q.externalId = QStringLiteral("pay_2"); }),
             QString());
    QCOMPARE(ids([](Q& q) { q.invoice = QStringLiteral("inv_1"), q.limit = 1; }), QStringLiteral("4"));
    QCOMPARE(ids([](Q& q) { q.text = QStringLiteral("100% GRACE"); }), QStringLiteral("4"));
    QCOMPARE(ids([](Q& q) { q.text = QStringLiteral("%sure"); }), QString());
    QCOMPARE(ids([](Q& q) { q.from = 1001, q.to = 1003; }), QStringLiteral("32"));
    QCOMPARE(ids([](Q& q) { q.before = 3, q.limit = 1; }), QStringLiteral("2"));
    QCOMPARE(ids([](Q& q) { q.after = 1, q.limit = 2, q.oldestFirst = true; }), QStringLiteral("23"));
  }
};

QTEST_GUILESS_MAIN(AuditedWritesTest)
#include "tst_auditedwrites.moc"
