// One order over many objects: previewed in sums, in sight as a whole, each object once whatever happens in between.
#include <QTest>
#include <algorithm>

#include "operations/bulk/bulkrun.h"
#include "operations/bulk/bulkselection.h"
#include "operations/bulk/previewbulk.h"
#include "store/repositories/outboxrepository.h"
#include "support/ruledworld.h"

using namespace billing;
using namespace billing::operations;
using store::OutboxState;

namespace {

Money usd(std::int64_t minor) {
  return {minor, *Currency::fromCode("USD")};
}

AdminOrder cancelling() {
  AdminOrder order;
  order.kind = OrderKind::CancelNow;
  order.reason = "the product ends";
  return order;
}

Actor person(const char* name, Role role = Role::Admin, bool approves = false) {
  return {QString::fromLatin1(name), role, approves};
}

QVector<BulkSubject> subjects(int count) {
  QVector<BulkSubject> all;
  for (int i = 1; i <= count; ++i)
    all.append({QStringLiteral("sub_%1").arg(i), QStringLiteral("cus_%1").arg(i), {}, {}});
  return all;
}

OrderPreview fine(std::int64_t today = 0) {
  OrderPreview preview;
  preview.today = usd(today);
  preview.givenAway = usd(0);
  return preview;
}

// The bulk room over a real database, with a worker that does what the test says.
struct Stage {
  Stage() : world(test::threePlans()) {}

  [[nodiscard]] BulkPreviewing previewing(PreviewMaker maker) const { return {world.context, admin, std::move(maker)}; }
  BulkPreview preview(int count, const PreviewMaker& maker = [](const auto&, const auto&) { return fine(); }) const {
    return *previewBulk(previewing(maker), cancelling(), subjects(count), QStringLiteral("test"), {}, {});
  }
  Result<store::BulkRunRow> start(const BulkPreview& preview, const Actor& actor = person("ada")) {
    Result<store::BulkRunRow> run = store::BulkRunRow{};
    const auto written = world.write([&](store::WriteContext& context) -> Result<void> {
      run = startBulk(context, world.context, {cancelling(), preview, actor, {}, false}, admin, now());
      return run ? Result<void>() : failure(run.error());
    });
    return written ? run : failure(written.error());
  }
  template <class Work>
  std::string change(Work work) {
    std::string code;
    static_cast<void>(world.write([&](store::WriteContext& context) -> Result<void> {
      const auto row = work(context);
      code = row ? "" : row.error().code;
      return row ? Result<void>() : failure(row.error());
    }));
    return code;
  }
  std::string steer(qint64 run, BulkSteer how) {
    return change([&](store::WriteContext& context) {
      return steerBulk(context, run, how, QStringLiteral("because"), person("ada"), now());
    });
  }
  BulkRunner::Step step() {
    BulkRunner runner({*world.db, world.context, world.db.clock, 3});
    const auto done = runner.step();
    if (!done) qFatal("%s", describe(done.error()).c_str());
    return *done;
  }
  // Every call that waits ends so.
  int answer(OutboxState state, const char* code = "") {
    const auto waiting = world.db
                             ->read<QVector<store::OutboxRow>>([](QSqlDatabase& database) {
                               return store::OutboxRepository::inState(database, OutboxState::Waiting, 100);
                             })
                             .result();
    for (const auto& call : *waiting) finish(call, OutboxState::Waiting, state, code);
    return static_cast<int>(waiting->size());
  }
  void finish(store::OutboxRow call, OutboxState from, OutboxState to, const char* code = "") {
    call.state = to;
    call.errorCode = QLatin1String(code);
    call.error = QLatin1String(*code == 0 ? "" : "It went wrong");
    store::AuditEntry entry;
    entry.actor = QStringLiteral("test");
    entry.action = QStringLiteral("test.moved");
    const auto moved = world.write(
        [&](store::WriteContext& context) { return store::OutboxRepository::move(context, from, call, entry, now()); });
    if (!moved) qFatal("%s", describe(moved.error()).c_str());
  }
  BulkReport report(qint64 run) {
    return *world.db->read<BulkReport>([run](QSqlDatabase& database) { return bulkReport(database, run); }).result();
  }
  int calls() { return world.count("outbox_calls"); }
  int calls(const char* subject) {
    return test::single(*world.db, QStringLiteral("SELECT COUNT(*) FROM outbox_calls WHERE subject = ?"),
                        {QLatin1String(subject)})
        .toInt();
  }
  [[nodiscard]] Instant now() const { return world.db.clock.now(); }
  // Behind the time in which the whole run can be undone.
  void leave() { world.db.clock.advance(10'000); }

  mutable test::RuledWorld world;
  workspace::AdminSettings admin;
};

}  // namespace

class TestBulk : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void sums_are_kept_by_currency_and_refusals_are_grouped() {
    const Stage stage;
    std::atomic<int> told = 0;
    const auto maker = [](const AdminOrder& order, const CancelToken&) -> Result<OrderPreview> {
      const int number = QString::fromStdString(order.subject).mid(4).toInt();
      OrderPreview preview = fine(number % 2 == 0 ? 500 : -300);
      preview.estimate = number == 2;
      preview.nextInvoice = usd(1000);
      if (number == 3) preview.today = Money{70, *Currency::fromCode("JPY")};
      if (number == 4 || number == 5)
        preview.refusal = Error{ErrorKind::Conflict, "cancelled", "It is over", {}, {}, false, {}};
      if (number == 6) return failure(ErrorKind::NotFound, "no_such_subscription", "It is not there");
      if (number == 1) preview.warnings.append(QStringLiteral("No card"));
      return preview;
    };
    const auto made = previewBulk(stage.previewing(maker), cancelling(), subjects(8), QStringLiteral("the view All"),
                                  [&](int, int total) { told += total == 8 ? 1 : 100; }, {});
    QVERIFY(made.has_value());
    QCOMPARE(told.load(), 8);
    QVERIFY(made->total == 8 && made->fine == 5 && made->refused == 3);
    QCOMPARE(made->refusals.front().code, QStringLiteral("cancelled"));
    QCOMPARE(made->refusals.front().subjects, (QStringList{QStringLiteral("sub_4"), QStringLiteral("sub_5")}));
    QVERIFY(made->warnings.size() == 1 && made->warnings.front().count == 1);
    QCOMPARE(made->totals.size(), 2);
    const BulkTotals& dollars = made->totals.front();
    QVERIFY(dollars.chargedMinor == 1000 && dollars.givenBackMinor == 600 && dollars.nextMinor == 5000);
    QVERIFY(dollars.count == 4 && dollars.estimates == 1);
    QCOMPARE(made->totals.back().chargedMinor, std::int64_t{70});
    QCOMPARE(made->items.at(6).subject.subject, QStringLiteral("sub_7"));
    QVERIFY(toJson(*made).contains("\"given_back_minor\":\"600\""));
  }

  void a_preview_ends_when_nobody_answers_or_when_it_is_cancelled() {
    const Stage stage;
    std::atomic<int> asked = 0;
    const auto lost = previewBulk(stage.previewing([&](const auto&, const auto&) -> Result<OrderPreview> {
      ++asked;
      return failure(ErrorKind::Unavailable, "cannot_connect", "No connection");
    }),
                                  cancelling(), subjects(500), {}, {}, {});
    QVERIFY(!lost && lost.error().code == "cannot_connect" && asked < 10);
    const CancelToken cancel;
    const auto cancelled = previewBulk(stage.previewing([&](const auto&, const auto&) -> Result<OrderPreview> {
      cancel.cancel();
      return fine();
    }),
                                       cancelling(), subjects(500), {}, {}, cancel);
    QVERIFY(!cancelled && cancelled.error().kind == ErrorKind::Cancelled);
  }

  void what_is_given_away_in_sum_takes_a_second_persons_word() {
    Stage stage;
    AdminOrder refunds;
    refunds.kind = OrderKind::Refund;
    refunds.reason = "the product ended";
    const auto each = [](const auto&, const auto&) -> Result<OrderPreview> {
      OrderPreview preview = fine(-30'000);
      preview.givenAway = usd(30'000);
      return preview;
    };
    const auto one = previewBulk(stage.previewing(each), refunds, subjects(1), {}, {}, {});
    const auto two = previewBulk(stage.previewing(each), refunds, subjects(2), {}, {}, {});
    QVERIFY(one->approvalWhy.isEmpty() && two->approvalWhy.contains(u"600.00 USD"));
    BulkPreview preview = stage.preview(2);
    preview.approvalWhy = two->approvalWhy;
    const auto run = stage.start(preview);
    QCOMPARE(run->state, QStringLiteral("awaiting_approval"));
    const auto decide = [&](const Actor& actor, bool approve) {
      return stage.change([&](store::WriteContext& context) {
        return decideBulk(context, run->id, approve, QStringLiteral("fine"), actor, stage.now());
      });
    };
    QCOMPARE(decide(person("ada", Role::Admin, true), true), std::string("own_order"));
    QCOMPARE(decide(person("bob"), true), std::string("not_approver"));
    stage.leave();
    stage.step();
    QCOMPARE(stage.calls(), 0);
    QCOMPARE(decide(person("eve", Role::Finance, true), true), std::string());
    stage.step();
    QCOMPARE(stage.calls(), 0);  // the undo begins anew
    stage.leave();
    stage.step();
    QCOMPARE(stage.calls(), 2);
    const auto other = stage.start(preview);
    stage.world.db.clock.advance(25 * 3'600'000LL);
    stage.step();
    QCOMPARE(stage.report(other->id).run.state, QStringLiteral("lapsed"));
  }

  void a_run_is_written_whole_or_not_at_all() {
    Stage stage;
    BulkPreview preview = stage.preview(4, [](const AdminOrder& order, const CancelToken&) {
      OrderPreview one = fine();
      if (order.subject == "sub_2")
        one.refusal = Error{ErrorKind::Conflict, "cancelled", "It is over", {}, {}, false, {}};
      return Result<OrderPreview>(one);
    });
    const auto run = stage.start(preview);
    QVERIFY2(run.has_value(), run ? "" : describe(run.error()).c_str());
    QVERIFY(run->total == 4 && run->waiting == 3 && run->skipped == 1 && run->state == u"waiting");
    QCOMPARE(test::single(*stage.world.db, QStringLiteral("SELECT action FROM audit_entries")).toString(),
             QStringLiteral("bulk.asked"));
    QVERIFY(stage.report(run->id).items.at(1).message.contains(u"It is over"));
    QCOMPARE(stage.start(stage.preview(1), person("vic", Role::Viewer)).error().code, std::string("role"));
    for (auto& item : preview.items)
      item.preview.refusal = Error{ErrorKind::Conflict, "cancelled", "Over", {}, {}, false, {}};
    QCOMPARE(stage.start(preview).error().code, std::string("nothing_to_do"));
    preview.items[0].subject.subject += preview.items[0].subject.subject;
    preview.items[0].preview.refusal.reset();
    preview.items[1].subject = preview.items[2].subject;  // one object twice: the database refuses the whole
    QVERIFY(!stage.start(preview).has_value());
    QCOMPARE(stage.world.count("bulk_runs"), 1);
    QCOMPARE(stage.world.count("bulk_items"), 4);
  }

  void it_waits_in_sight_once_and_can_be_undone_as_a_whole() {
    Stage stage;
    const auto run = stage.start(stage.preview(3));
    const auto step = stage.step();
    QVERIFY(stage.calls() == 0 && step.next == Instant{run->leavesAt} && !step.open);
    QCOMPARE(stage.steer(run->id, BulkSteer::Withdraw), std::string());
    stage.leave();
    stage.step();
    QCOMPARE(stage.calls(), 0);
    QCOMPARE(stage.steer(run->id, BulkSteer::Resume), std::string("wrong_state"));
    QCOMPARE(stage.steer(99, BulkSteer::Stop), std::string("no_such_run"));
  }

  void items_are_handed_over_a_few_at_a_time_and_never_again() {
    Stage stage;
    const auto run = stage.start(stage.preview(7));
    stage.leave();
    stage.step();
    QCOMPARE(stage.calls(), 3);
    stage.step();  // another runner, as after a crash: what is open is found
    QCOMPARE(stage.calls(), 3);
    QCOMPARE(test::single(*stage.world.db, QStringLiteral("SELECT MAX(leaves_at) FROM outbox_calls")).toLongLong(),
             qlonglong(stage.now().ms));
    int answered = 0;
    for (int i = 0; i < 5; ++i) {
      answered += stage.answer(OutboxState::Done);
      stage.step();
    }
    QCOMPARE(answered, 7);
    const auto report = stage.report(run->id);
    QVERIFY(report.run.state == u"done" && report.run.done == 7 && report.run.endedAt);
    for (int i = 1; i <= 7; ++i) QCOMPARE(stage.calls(qPrintable(QStringLiteral("sub_%1").arg(i))), 1);
    QVERIFY(report.sums.size() == 1 && report.sums.front().count == 7);
  }

  void no_answer_pauses_the_run_and_stays_in_sight_until_it_is_settled() {
    Stage stage;
    const auto run = stage.start(stage.preview(4));
    stage.leave();
    stage.step();
    stage.answer(OutboxState::Unconfirmed, "unconfirmed");
    stage.step();
    auto report = stage.report(run->id);
    QVERIFY(report.run.state == u"paused" && report.run.unconfirmed == 3 && report.run.waiting == 1);
    QVERIFY(report.run.note.contains(u"It went wrong"));
    QCOMPARE(stage.calls(), 3);
    QCOMPARE(stage.steer(run->id, BulkSteer::Resume), std::string());
    stage.step();
    QCOMPARE(stage.calls(), 4);  // the one that waited; none of the others again
    stage.answer(OutboxState::Done);
    stage.step();
    QCOMPARE(stage.report(run->id).run.state, QStringLiteral("running"));
    const auto open = stage.world.db
                          ->read<QVector<store::OutboxRow>>([](QSqlDatabase& database) {
                            return store::OutboxRepository::inState(database, OutboxState::Unconfirmed, 9);
                          })
                          .result();
    for (qsizetype i = 0; i < open->size(); ++i)
      stage.finish(open->at(i), OutboxState::Unconfirmed, i == 0 ? OutboxState::NotDone : OutboxState::Done);
    stage.step();
    report = stage.report(run->id);
    QVERIFY(report.run.state == u"done" && report.run.done == 3 && report.run.refused == 1);
  }

  void a_lost_connection_pauses_it_and_what_never_left_is_tried_anew() {
    Stage stage;
    const auto run = stage.start(stage.preview(2));
    stage.leave();
    stage.step();
    stage.answer(OutboxState::Refused, "cannot_connect");
    stage.step();
    auto report = stage.report(run->id);
    QVERIFY(report.run.state == u"paused" && report.run.waiting == 2 && !report.run.note.isEmpty());
    stage.step();
    QCOMPARE(stage.calls(), 2);
    QCOMPARE(stage.steer(run->id, BulkSteer::Resume), std::string());
    stage.step();
    stage.answer(OutboxState::Done);
    stage.step();
    QVERIFY(stage.report(run->id).run.done == 2 && stage.calls() == 4);
  }

  void a_refusal_is_that_objects_alone() {
    Stage stage;
    // Somebody else's change of sub_2 is under way.
    stage.change([&](store::WriteContext& context) {
      return submitOrder(context, stage.world.context,
                         {orderFor(cancelling(), subjects(2).back()), fine(), person("bob"), {}}, stage.now());
    });
    const auto run = stage.start(stage.preview(3));
    stage.leave();
    stage.step();
    auto report = stage.report(run->id);
    QVERIFY(report.items.at(1).state == u"refused" && report.items.at(1).message.contains(u"on its way"));
    stage.answer(OutboxState::Refused, "already_cancelled");
    stage.step();
    report = stage.report(run->id);
    QVERIFY(report.run.state == u"done" && report.run.refused == 3);
  }

  void paused_nothing_more_leaves_and_stopped_the_rest_is_skipped() {
    Stage stage;
    const auto run = stage.start(stage.preview(6));
    stage.leave();
    stage.step();
    QCOMPARE(stage.steer(run->id, BulkSteer::Pause), std::string());
    stage.answer(OutboxState::Done);
    stage.step();
    QVERIFY(stage.calls() == 3 && stage.report(run->id).run.done == 3);
    QCOMPARE(stage.report(run->id).run.note, QStringLiteral("because"));
    QCOMPARE(stage.steer(run->id, BulkSteer::Stop), std::string());
    stage.step();
    const auto report = stage.report(run->id);
    QVERIFY(report.run.state == u"stopped" && report.run.skipped == 3 && report.run.waiting == 0);
    QVERIFY(!stage.step().open);
  }

  void a_view_means_what_it_shows_and_customers_mean_their_accounts() {
    Stage stage;
    const test::Teller ada = test::Teller().with("userId", "u1");
    test::Teller bob = test::Teller().with("userId", "u2");
    bob.customer = "cus_2";
    stage.world.deliver("e1", ada.subscription("active", test::marchFirst, "pdt_pro", "sub_1"));
    stage.world.deliver("e2", bob.subscription("active", test::marchFirst, "pdt_starter", "sub_2"));
    stage.world.deliver("e3", bob.subscription("cancelled", test::marchFirst, "pdt_pro", "sub_3"));
    const auto of = [&](OrderKind kind, const BulkSelection& selection) {
      return stage.world.db
          ->read<QVector<BulkSubject>>(
              [&](QSqlDatabase& database) { return subjectsOf(database, store::Dialect::Sqlite, kind, selection); })
          .result();
    };
    BulkSelection active;
    active.view.filters = {{"status", store::FilterOp::Is, {QStringLiteral("active")}}};
    active.view.sortField = "external_id";
    active.view.descending = false;
    const auto subscriptions = of(OrderKind::CancelNow, active);
    QVERIFY2(subscriptions.has_value(), subscriptions ? "" : describe(subscriptions.error()).c_str());
    QVERIFY(subscriptions->size() == 2 && subscriptions->front().subject == u"sub_1");
    QCOMPARE(subscriptions->back().customer, QStringLiteral("cus_2"));
    const auto accounts = of(OrderKind::GrantCredits, BulkSelection{});  // of all three subscriptions
    QVERIFY2(accounts.has_value(), accounts ? "" : describe(accounts.error()).c_str());
    QCOMPARE(accounts->size(), 2);
    QVERIFY(
        std::ranges::any_of(*accounts, [](const auto& one) { return one.account == u"u2" && one.subject == u"u2"; }));
    QCOMPARE(of(OrderKind::Refund, active).error().code, std::string("wrong_list"));
    QCOMPARE(of(OrderKind::CreatePrice, active).error().code, std::string("not_in_bulk"));
    active.view.text = QStringLiteral("nobody");
    QCOMPARE(of(OrderKind::CancelNow, active).error().code, std::string("nothing_selected"));
  }
};

QTEST_GUILESS_MAIN(TestBulk)
#include "tst_bulk.moc"
