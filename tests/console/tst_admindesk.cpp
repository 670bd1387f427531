// The window's desk for changes by hand over a real database: the lock, the typed word, the second person, the outbox
// that goes on by itself.
#include <QSignalSpy>
#include <QtTest>

#include "app/console/liveadmindesk.h"
#include "app/console/livefinancedesk.h"
#include "app/console/livereconciledesk.h"
#include "operations/admin/guardeddesks.h"
#include "operations/admin/people.h"
#include "operations/sqlbillingdesk.h"
#include "operations/switches.h"
#include "store/read/acceptedbody.h"
#include "support/accountfixture.h"
#include "support/fakeprovider.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::test;
using namespace billing::operations;
using store::OutboxRow;
using store::OutboxState;

namespace {

workspace::Profile profileOf(workspace::Mode mode) {
  workspace::Profile profile;
  profile.id = "w";
  profile.name = "W";
  profile.mode = mode;
  profile.rules.plans.resize(1);
  profile.rules.plans[0].key = "free";
  profile.rules.credits.enabled = true;
  return profile;
}

AdminOrder creditsFor(const char* account, Tenths credits = 50) {
  AdminOrder order;
  order.kind = OrderKind::GrantCredits;
  order.subject = order.account = account;
  order.credits = credits;
  order.reason = "goodwill, ticket 4711";
  return order;
}

template <class T>
QByteArray codeOf(const Result<T>& result) {
  return result ? QByteArray() : QByteArray::fromStdString(result.error().code);
}

/// One database; a desk for each person who sits before it.
class Office {
 public:
  explicit Office(workspace::Mode mode) : profile(profileOf(mode)) {
    profile.admin.undoSecondsTest = profile.admin.undoSecondsLive = 0;
    addAccount(*db, QStringLiteral("ada-gmbh"));
  }
  std::unique_ptr<console::LiveAdminDesk> desk(const char* login, std::optional<Actor> person = std::nullopt) {
    return std::make_unique<console::LiveAdminDesk>(
        console::LiveAdminDesk::Parts{profile,
                                      *db,
                                      db.clock,
                                      machine,
                                      [] { return std::shared_ptr<providers::BillingProvider>(); },
                                      QString::fromUtf8(login),
                                      person,
                                      {},
                                      {}});
  }
  static Actor admin(const char* name) { return {QString::fromUtf8(name), Role::Admin, true}; }
  OutboxState stateOf(const QString& operation) {
    const QString word =
        single(*db, QStringLiteral("SELECT state FROM outbox_calls WHERE operation = ?"), {operation}).toString();
    return store::outboxStateFrom(word).value_or(OutboxState::Waiting);
  }
  qint64 audits(const char* action) {
    return single(*db, QStringLiteral("SELECT COUNT(*) FROM audit_entries WHERE action = ?"), {QLatin1String(action)})
        .toLongLong();
  }
  /// As it would be previewed, with the word to type.
  OrderPreview seen(console::LiveAdminDesk& desk, const AdminOrder& order) {
    const auto preview = desk.preview(order, {}).result();
    if (!preview) qWarning("%s", describe(preview.error()).c_str());
    return preview.value_or(OrderPreview{});
  }
  TestDatabase db;
  ManualClock machine{Instant{1'770'000'000'000}};
  workspace::Profile profile;
};

// Whoever waits for whenDone turns the event loop.
template <class T>
Result<T> settled(const QFuture<Result<T>>& future) {
  [[maybe_unused]] const bool done = QTest::qWaitFor([&] { return future.isFinished(); }, 5000);
  return future.isFinished() ? future.result() : Result<T>(failure(ErrorKind::Timeout, "no_answer", "No answer"));
}

void put(Office& office, const char* name, const char* role, bool mayApprove) {
  store::PersonRow person;
  person.name = QString::fromUtf8(name);
  person.role = QString::fromUtf8(role);
  person.mayApprove = mayApprove;
  const auto set = write(*office.db, [&](store::WriteContext& context) {
    return setPerson(context, {person, QStringLiteral("for the test"), Office::admin("ada"), false},
                     office.db.clock.now());
  });
  if (!set) qFatal("%s", describe(set.error()).c_str());
}

}  // namespace

class AdminDeskTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void how_figures_are_counted_is_chosen_by_whoever_sits_here() {
    Office office(workspace::Mode::Test);
    put(office, "ada", "admin", true);
    put(office, "vera", "viewer", false);
    put(office, "fin", "finance", false);
    const QString term = QStringLiteral("net_churn"), choice = QStringLiteral("with_return"),
                  why = QStringLiteral("audit");
    const Hand claimed{QStringLiteral("ada"), QStringLiteral("admin"), QStringLiteral("console"), false};
    const auto vera = office.desk("vera", Actor{QStringLiteral("vera"), Role::Viewer, false});
    console::LiveFinanceDesk shown(office.profile, *office.db, office.db.clock, *vera);
    QCOMPARE(codeOf(settled(shown.choose(term, choice, why, claimed))), QByteArray("role"));
    const auto fin = office.desk("fin", Actor{QStringLiteral("fin"), Role::Finance, false});
    console::LiveFinanceDesk desk(office.profile, *office.db, office.db.clock, *fin);
    QSignalSpy changed(&desk, &FinanceDesk::changed);
    VERIFY_RESULT(settled(desk.choose(term, choice, why, claimed)));
    QVERIFY(changed.count() == 1 || changed.wait(5000));
    const auto definitions = settled(desk.definitions({})).value();
    const auto chosen = std::ranges::find(definitions, term, &Definition::term);
    QCOMPARE(chosen->chosen, choice);
    QCOMPARE(chosen->by, QStringLiteral("fin"));  // not who was claimed
    QCOMPARE(office.audits("definition.chosen"), 1);
  }

  void test_mode_needs_no_key_and_no_typed_word_and_the_outbox_goes_on_by_itself() {
    Office office(workspace::Mode::Test);
    const auto desk = office.desk("ada", Office::admin("ada"));
    QSignalSpy changed(desk.get(), &AdminDesk::outboxChanged);
    const auto order = creditsFor("ada-gmbh");
    const auto call = settled(desk->submit(order, office.seen(*desk, order), {}));
    VERIFY_RESULT(call);
    QTRY_VERIFY(office.stateOf(call->operation) == OutboxState::Done);
    QTRY_VERIFY(changed.count() > 0);
    const qint64 account = single(*office.db, QStringLiteral("SELECT id FROM accounts")).toLongLong();
    QCOMPARE(creditSums(*office.db, account).cache, 50);
    QCOMPARE(office.audits("grant_credits.done"), 1);
  }

  void live_mode_is_opened_with_a_reason_that_is_on_record() {
    Office office(workspace::Mode::Live);
    const auto desk = office.desk("ada", Office::admin("ada"));
    const auto order = creditsFor("ada-gmbh");
    const auto preview = office.seen(*desk, order);
    QCOMPARE(preview.toType, QStringLiteral("ada-gmbh"));
    QVERIFY(desk->state().locked);
    QCOMPARE(codeOf(settled(desk->submit(order, preview, preview.toType))), QByteArray("live_locked"));
    QCOMPARE(codeOf(settled(desk->unlock(QStringLiteral(" x")))), QByteArray("reason_missing"));
    QCOMPARE(office.audits("live.unlocked"), 0);
    VERIFY_RESULT(settled(desk->unlock(QStringLiteral("goodwill"))));
    QCOMPARE(office.audits("live.unlocked"), 1);
    QVERIFY(!desk->state().locked);
    QCOMPARE(desk->state().unlockedBy, QStringLiteral("ada"));
    QCOMPARE(codeOf(settled(desk->submit(order, preview, QStringLiteral("ada")))), QByteArray("not_confirmed"));
    auto untyped = preview;
    untyped.toType.clear();
    QCOMPARE(codeOf(settled(desk->submit(order, untyped, {}))), QByteArray("not_confirmed"));
    VERIFY_RESULT(settled(desk->submit(order, preview, preview.toType)));
    desk->lock();
    QVERIFY(desk->state().locked);
    QVERIFY(!desk->state().lockedItself);
    QTRY_COMPARE(office.audits("live.locked"), 1);
  }

  void a_quarter_of_an_hour_without_a_hand_locks_it() {
    Office office(workspace::Mode::Live);
    const auto desk = office.desk("ada", Office::admin("ada"));
    VERIFY_RESULT(settled(desk->unlock(QStringLiteral("goodwill"))));
    office.machine.advance(LiveLock::kIdleMs - 1);
    desk->touched();
    office.machine.advance(LiveLock::kIdleMs - 1);
    QVERIFY(!desk->state().locked);
    office.machine.advance(1);
    QVERIFY(desk->state().locked);
    const auto order = creditsFor("ada-gmbh");
    QCOMPARE(codeOf(settled(desk->submit(order, {}, {}))), QByteArray("live_locked"));
  }

  void above_the_limit_it_waits_for_somebody_else_who_may() {
    Office office(workspace::Mode::Test);
    put(office, "ada", "admin", true);
    put(office, "grace", "finance", true);
    put(office, "eve", "finance", false);
    const auto ada = office.desk("ada"), grace = office.desk("grace"), eve = office.desk("eve");
    QTRY_VERIFY(ada->state().person.role == Role::Admin);
    const auto order = creditsFor("ada-gmbh");
    auto preview = office.seen(*ada, order);
    preview.givenAway = {60'000, *Currency::fromCode("USD")};
    preview.approvalWhy.clear();  // a pane that forgets to say so changes nothing
    const auto call = settled(ada->submit(order, preview, {}));
    VERIFY_RESULT(call);
    QVERIFY(call->state == OutboxState::AwaitingApproval);
    QTRY_COMPARE(grace->state().approvals, 1);
    QCOMPARE(codeOf(settled(ada->decide(call->operation, true, {}))), QByteArray("own_order"));
    QCOMPARE(codeOf(settled(eve->decide(call->operation, true, {}))), QByteArray("not_approver"));
    VERIFY_RESULT(settled(grace->decide(call->operation, true, QStringLiteral("agreed by phone"))));
    QTRY_VERIFY(office.stateOf(call->operation) == OutboxState::Done);
    QCOMPARE(office.audits("grant_credits.approved"), 1);
  }

  void nobody_agrees_to_what_has_lapsed() {
    Office office(workspace::Mode::Test);
    put(office, "ada", "admin", true);
    put(office, "grace", "finance", true);
    const auto ada = office.desk("ada"), grace = office.desk("grace");
    QTRY_VERIFY(ada->state().person.role == Role::Admin);
    const auto order = creditsFor("ada-gmbh");
    auto preview = office.seen(*ada, order);
    preview.givenAway = {60'000, *Currency::fromCode("USD")};
    const auto call = settled(ada->submit(order, preview, {}));
    VERIFY_RESULT(call);
    office.db.clock.advance(office.profile.admin.approvalHours * 3'600'000LL);
    QCOMPARE(codeOf(settled(grace->decide(call->operation, true, {}))), QByteArray("lapsed"));
    ada->wakeOutbox();
    QTRY_VERIFY(office.stateOf(call->operation) == OutboxState::Lapsed);
  }

  void roles_count_from_the_moment_they_are_set() {
    Office office(workspace::Mode::Test);
    const auto ada = office.desk("ada", Office::admin("ada"));
    store::PersonRow person;
    person.name = QStringLiteral("ada");
    person.role = QStringLiteral("admin");
    VERIFY_RESULT(settled(ada->setPerson(person, QStringLiteral("first admin"))));
    const auto eve = office.desk("eve");
    QTRY_COMPARE(ada->people({}).result()->size(), 1);
    const auto order = creditsFor("ada-gmbh");
    const auto preview = office.seen(*eve, order);
    QCOMPARE(codeOf(settled(eve->submit(order, preview, {}))), QByteArray("role"));
    person.name = QStringLiteral("eve");
    QCOMPARE(codeOf(settled(eve->setPerson(person, QStringLiteral("me too")))), QByteArray("role"));
    person.role = QStringLiteral("finance");
    VERIFY_RESULT(settled(ada->setPerson(person, QStringLiteral("she refunds"))));
    QTRY_VERIFY(eve->state().person.role == Role::Finance);
    VERIFY_RESULT(settled(eve->submit(order, preview, {})));
    QVERIFY(ada->state().enforcedBy.contains(QStringLiteral("only guides")));
  }

  void what_waits_when_the_window_closes_goes_on_when_it_is_opened_again() {
    Office office(workspace::Mode::Test);
    office.profile.admin.undoSecondsTest = 60;
    QString operation;
    {
      const auto desk = office.desk("ada", Office::admin("ada"));
      const auto order = creditsFor("ada-gmbh");
      const auto call = settled(desk->submit(order, office.seen(*desk, order), {}));
      VERIFY_RESULT(call);
      operation = call->operation;
      QTRY_COMPARE(desk->state().waiting, 1);
    }
    QVERIFY(office.stateOf(operation) == OutboxState::Waiting);
    office.db.clock.advance(3'600'000);
    QVERIFY(office.stateOf(operation) == OutboxState::Waiting);
    const auto again = office.desk("ada", Office::admin("ada"));
    QTRY_VERIFY(office.stateOf(operation) == OutboxState::Done);
  }

  void the_other_desks_ask_the_guard_before_each_write_and_before_nothing_else() {
    ManualClock clock{Instant{1'770'000'000'000}};
    HandGuard guard(true, clock);
    guard.setActor(Office::admin("ada"));
    TestDatabase db;
    const BillingRules rules;
    SqlBillingDesk behind(*db, {rules, Provider::Dodo, true}, clock);
    GuardedBillingDesk desk(behind, guard);
    SwitchChange change;
    change.name = QString::fromLatin1(stopDowngrades);
    QCOMPARE(codeOf(settled(desk.setSwitch(change))), QByteArray("live_locked"));
    QCOMPARE(codeOf(settled(desk.reconcileCredits(QStringLiteral("a")))), QByteArray("live_locked"));
    QCOMPARE(codeOf(settled(desk.runJob(JobKind::Downgrade, false, {}, {}))), QByteArray("live_locked"));
    QVERIFY(codeOf(settled(desk.runJob(JobKind::Downgrade, true, {}, {}))) != QByteArray("live_locked"));
    VERIFY_RESULT(settled(desk.switches({})));
    VERIFY_RESULT(guard.unlock(QStringLiteral("month end")));
    QVERIFY(codeOf(settled(desk.setSwitch(change))) != QByteArray("live_locked"));
  }

  void only_what_was_accepted_once_counts_as_the_providers_own() {
    TestDatabase db;
    auto event = delivery("evt_1");
    event.verdict = "ok";
    VERIFY_RESULT(test::put(*db, event));
    const auto accepted = [&](const QByteArray& id, const QByteArray& body) {
      return db->read<bool>([&](QSqlDatabase& connection) { return store::wasAccepted(connection, id, body); })
          .result()
          .value_or(false);
    };
    const QByteArray body = QByteArray::fromStdString(event.body);
    QVERIFY(accepted("evt_1", body));
    QVERIFY(!accepted("evt_1", body + ' '));
    QVERIFY(!accepted("evt_2", body));
  }

  void what_differs_is_compared_and_mended_by_whoever_sits_here() {
    Office office(workspace::Mode::Test);
    const auto admin = office.desk("ada", Office::admin("ada"));
    const auto provider = std::make_shared<FakeProvider>();
    CustomerState customer;
    customer.externalId = "cus_made_up";
    customer.name = "Ada";
    provider->add(customer);
    office.profile.provider = Provider::Stripe;
    console::LiveReconcileDesk desk(
        {office.profile, *office.db, office.db.clock, [provider] { return provider; }, nullptr, *admin, 0});
    QCOMPARE(codeOf(settled(desk.lastReport({}))), QByteArray("never_compared"));
    office.profile.rules.plans.clear();  // the account of the others has a plan that nobody paid for
    QSignalSpy changed(&desk, &ReconcileDesk::changed);
    auto report = settled(desk.run([](qint64, qint64, const QString&) {}, {}));
    VERIFY_RESULT(report);
    QCOMPARE(report->drifts.size(), 1);
    QCOMPARE(report->drifts.front().kind, QStringLiteral("missing_here"));
    QCOMPARE(report->run.askedBy, QStringLiteral("ada"));
    QTRY_COMPARE(changed.count(), 1);
    const auto plan = settled(desk.plan({report->drifts.front().id}, {}));
    VERIFY_RESULT(plan);
    QCOMPARE(codeOf(settled(desk.repair(*plan, {}, {}))), QByteArray("reason_missing"));
    office.db.clock.advance(5'000);
    const auto mended = settled(desk.repair(*plan, QStringLiteral("month-end"), {}));
    VERIFY_RESULT(mended);
    QCOMPARE(office.audits("reconcile.repaired"), 1);
    report = settled(desk.run({}, {}));
    VERIFY_RESULT(report);
    QCOMPARE(report->drifts.size(), 0);
  }

  void mending_in_live_mode_takes_the_role_and_the_key() {
    Office office(workspace::Mode::Live);
    const auto admin = office.desk("ada", Office::admin("ada"));
    const auto developer = office.desk("dev", Actor{QStringLiteral("dev"), Role::Developer, false});
    const auto provider = std::make_shared<FakeProvider>();
    const auto deskOf = [&](console::LiveAdminDesk& who) {
      return std::make_unique<console::LiveReconcileDesk>(console::LiveReconcileDesk::Parts{
          office.profile, *office.db, office.db.clock, [provider] { return provider; }, nullptr, who, 0});
    };
    QCOMPARE(codeOf(settled(deskOf(*admin)->repair({}, QStringLiteral("why"), {}))), QByteArray("live_locked"));
    QCOMPARE(codeOf(settled(deskOf(*developer)->accept({1}, QStringLiteral("why")))), QByteArray("role"));
  }
};

QTEST_GUILESS_MAIN(AdminDeskTest)
#include "tst_admindesk.moc"
