// Who may do what, when live mode is locked, and whom a second person's word is needed from.
#include <QtTest>

#include "operations/admin/handguard.h"
#include "operations/admin/livelock.h"
#include "operations/admin/people.h"
#include "operations/admin/permissions.h"
#include "operations/admin/takehand.h"
#include "store/repositories/peoplerepository.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::operations;
using namespace billing::test;

namespace {

constexpr Instant noon{1'770'000'000'000};

Actor with(Role role) {
  return {QStringLiteral("ada"), role, false, QStringLiteral("console")};
}

// "vfda" with a dash for each role that may not: viewer, finance, developer, admin.
QByteArray may(OrderKind kind) {
  QByteArray word;
  for (const Role role : kRoles) word += permitted(with(role), kind) ? toString(role).front() : '-';
  return word;
}
QByteArray may(Deed deed, bool live) {
  QByteArray word;
  for (const Role role : kRoles) word += permitted(with(role), deed, live) ? toString(role).front() : '-';
  return word;
}

template <class T>
QByteArray codeOf(const Result<T>& result) {
  return result ? QByteArray() : QByteArray::fromStdString(result.error().code);
}

Money money(std::int64_t minor, const char* currency) {
  return {minor, *Currency::fromCode(currency)};
}

AdminOrder orderOf(OrderKind kind) {
  AdminOrder order;
  order.kind = kind;
  return order;
}

Result<void> put(TestDatabase& db, const Actor& by, const char* name, const char* role, bool mayApprove = false,
                 bool active = true, const char* reason = "she joined the team") {
  store::PersonRow person;
  person.name = QString::fromUtf8(name);
  person.role = QString::fromUtf8(role);
  person.mayApprove = mayApprove;
  person.active = active;
  return write(*db, [&](store::WriteContext& context) {
    return setPerson(context, {person, QString::fromUtf8(reason), by, false}, db.clock.now());
  });
}

Actor who(TestDatabase& db, const char* login) {
  const auto actor = db->read<Actor>([login](QSqlDatabase& connection) {
                         return whoIs(connection, QString::fromUtf8(login), QStringLiteral("console"));
                       }).result();
  return actor.value_or(Actor{});
}

}  // namespace

class GuardsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void each_role_may_what_the_table_says_data() {
    QTest::addColumn<int>("kind");
    QTest::addColumn<QByteArray>("who");
    const auto row = [](OrderKind kind, const char* who) {
      QTest::addRow("%d", static_cast<int>(kind)) << static_cast<int>(kind) << QByteArray(who);
    };
    for (int kind = static_cast<int>(OrderKind::ChangePlan); kind <= static_cast<int>(OrderKind::ApplyDiscount); ++kind)
      row(static_cast<OrderKind>(kind), "---a");
    row(OrderKind::Refund, "-f-a");
    row(OrderKind::GrantCredits, "-f-a");
    row(OrderKind::TakeCredits, "-f-a");
    row(OrderKind::GrantEntitlement, "---a");
    row(OrderKind::RevokeEntitlement, "---a");
    row(OrderKind::SetUsage, "---a");
    row(OrderKind::OverridePlan, "---a");
    row(OrderKind::CheckoutLink, "-f-a");
    row(OrderKind::PortalLink, "-f-a");
    row(OrderKind::CreatePrice, "---a");
    row(OrderKind::ArchivePrice, "---a");
  }
  void each_role_may_what_the_table_says() {
    QFETCH(int, kind);
    QFETCH(QByteArray, who);
    QCOMPARE(may(static_cast<OrderKind>(kind)), who);
  }

  void each_role_may_do_its_deeds_in_each_mode_data() {
    QTest::addColumn<int>("deed");
    QTest::addColumn<QByteArray>("inTest");
    QTest::addColumn<QByteArray>("inLive");
    const auto row = [](const char* name, Deed deed, const char* inTest, const char* inLive) {
      QTest::addRow("%s", name) << static_cast<int>(deed) << QByteArray(inTest) << QByteArray(inLive);
    };
    row("export", Deed::ExportPersonalData, "-f-a", "-f-a");
    row("fire", Deed::FireEvents, "--da", "----");
    row("replay", Deed::ReplayEvents, "--da", "--da");
    row("test keys", Deed::EditTestKeys, "--da", "--da");
    row("live keys", Deed::EditLiveKeys, "---a", "---a");
    row("jobs", Deed::RunJobs, "--da", "---a");
    row("switches", Deed::SetSwitches, "--da", "---a");
    row("unlock", Deed::UnlockLive, "-fda", "-fda");
    row("people", Deed::ManagePeople, "---a", "---a");
    row("rehearse", Deed::Rehearse, "-fda", "-fda");
    row("sync", Deed::Sync, "-fda", "-fda");
    row("connect", Deed::Connect, "--da", "---a");
    row("reconcile", Deed::ReconcileCredits, "-f-a", "-f-a");
    row("mend", Deed::MendDrift, "-f-a", "-f-a");
    row("review", Deed::Review, "-f-a", "-f-a");
    row("definitions", Deed::ChooseDefinitions, "-f-a", "-f-a");
    row("close calls", Deed::CloseCalls, "---a", "---a");
  }
  void each_role_may_do_its_deeds_in_each_mode() {
    QFETCH(int, deed);
    QFETCH(QByteArray, inTest);
    QFETCH(QByteArray, inLive);
    QCOMPARE(may(static_cast<Deed>(deed), false), inTest);
    QCOMPARE(may(static_cast<Deed>(deed), true), inLive);
  }

  void every_order_and_every_deed_stands_once_in_the_table() {
    const auto lines = [](const std::variant<OrderKind, Deed>& what, bool live) {
      return std::ranges::count_if(permissionMatrix(), [&](const PermissionRow& row) {
        return row.what == what && row.live.value_or(live) == live;
      });
    };
    for (const bool live : {false, true}) {
      for (int kind = 0; kind <= static_cast<int>(OrderKind::ArchivePrice); ++kind)
        QCOMPARE(lines(static_cast<OrderKind>(kind), live), 1);
      for (int deed = 0; deed <= static_cast<int>(Deed::CloseCalls); ++deed)
        QCOMPARE(lines(static_cast<Deed>(deed), live), 1);
    }
  }

  void who_may_not_is_told_which_role_it_takes() {
    const auto refused = permitted(with(Role::Developer), OrderKind::Refund);
    QVERIFY(!refused);
    QVERIFY(refused.error().kind == ErrorKind::Forbidden);
    QCOMPARE(codeOf(refused), QByteArray("role"));
    QCOMPARE(refused.error().message, std::string("The role “developer” may not refund"));
    QCOMPARE(refused.error().reason, std::string("It takes the role finance or admin"));
    for (const Role role : kRoles) QVERIFY(roleFrom(toString(role)) == role);
    QVERIFY(!roleFrom("owner"));
  }

  void above_the_limit_a_second_person_is_asked() {
    QVERIFY(approvalNeeded(orderOf(OrderKind::Refund), money(50'000, "USD"), 500).isEmpty());
    QCOMPARE(approvalNeeded(orderOf(OrderKind::Refund), money(50'001, "USD"), 500),
             QStringLiteral("It gives away 500.01 USD; above 500 USD a second person has to agree"));
    // Whole units, whatever the currency's exponent.
    QVERIFY(approvalNeeded(orderOf(OrderKind::GrantCredits), money(500, "JPY"), 500).isEmpty());
    QVERIFY(!approvalNeeded(orderOf(OrderKind::GrantCredits), money(501, "JPY"), 500).isEmpty());
    QVERIFY(approvalNeeded(orderOf(OrderKind::OverridePlan), money(500'000, "KWD"), 500).isEmpty());
    QVERIFY(!approvalNeeded(orderOf(OrderKind::OverridePlan), money(500'001, "KWD"), 500).isEmpty());
    // Whatever the way: a dearer plan that is not charged for, free days, access without a payment.
    QVERIFY(!approvalNeeded(orderOf(OrderKind::ChangePlan), money(900'000, "USD"), 500).isEmpty());
    QVERIFY(!approvalNeeded(orderOf(OrderKind::GrantEntitlement), money(900'000, "USD"), 500).isEmpty());
    QVERIFY(approvalNeeded(orderOf(OrderKind::Refund), money(INT64_MAX, "USD"), INT64_MAX).isEmpty());
    QVERIFY(!approvalNeeded(orderOf(OrderKind::Refund), money(1, "USD"), 0).isEmpty());
  }

  void nobody_agrees_to_an_order_of_their_own() {
    Actor grace{QStringLiteral("grace"), Role::Finance, true, QStringLiteral("console")};
    VERIFY_RESULT(mayDecide(grace, QStringLiteral("ada")));
    QCOMPARE(codeOf(mayDecide(grace, QStringLiteral("Grace"))), QByteArray("own_order"));
    grace.mayApprove = false;
    grace.role = Role::Admin;
    QCOMPARE(codeOf(mayDecide(grace, QStringLiteral("ada"))), QByteArray("not_approver"));
  }

  void live_mode_starts_locked_and_opens_with_a_reason() {
    LiveLock lock(true);
    QVERIFY(lock.locked(noon));
    QCOMPARE(codeOf(lock.check(noon)), QByteArray("live_locked"));
    QCOMPARE(codeOf(lock.unlock(QStringLiteral("ada"), QStringLiteral(" a "), noon)), QByteArray("reason_missing"));
    QVERIFY(lock.locked(noon));
    VERIFY_RESULT(lock.unlock(QStringLiteral("ada"), QStringLiteral(" refund for Borealis "), noon));
    VERIFY_RESULT(lock.check(noon));
    QCOMPARE(lock.by(), QStringLiteral("ada"));
    QCOMPARE(lock.reason(), QStringLiteral("refund for Borealis"));
    QVERIFY(lock.until() == Instant{noon.ms + 15 * 60'000});
    lock.lock();
    QVERIFY(lock.locked(noon));
  }

  void a_quarter_of_an_hour_without_a_hand_locks_it_again() {
    LiveLock lock(true);
    VERIFY_RESULT(lock.unlock(QStringLiteral("ada"), QStringLiteral("a refund"), noon));
    const Instant last{noon.ms + LiveLock::kIdleMs - 1};
    QVERIFY(!lock.locked(last));
    QVERIFY(lock.locked({last.ms + 1}));
    lock.touched(last);
    QVERIFY(!lock.locked({last.ms + LiveLock::kIdleMs - 1}));
    QVERIFY(lock.locked({last.ms + LiveLock::kIdleMs}));
    // A hand that comes too late does not open it.
    lock.touched({last.ms + LiveLock::kIdleMs});
    QVERIFY(lock.locked({last.ms + LiveLock::kIdleMs}));
  }

  void test_mode_is_never_locked() {
    LiveLock lock(false);
    VERIFY_RESULT(lock.check(noon));
    VERIFY_RESULT(lock.unlock(QStringLiteral("ada"), {}, noon));
    lock.lock();
    lock.touched(noon);
    QVERIFY(!lock.locked(noon));
  }

  void a_guard_says_the_role_before_the_lock() {
    ManualClock clock{noon};
    HandGuard guard(true, clock);
    QCOMPARE(codeOf(guard.mayDo(Deed::Sync)), QByteArray("role"));  // nobody is known yet
    guard.setActor(with(Role::Finance));
    QCOMPARE(codeOf(guard.mayOrder(OrderKind::ChangePlan)), QByteArray("role"));
    QCOMPARE(codeOf(guard.mayOrder(OrderKind::Refund)), QByteArray("live_locked"));
    QCOMPARE(codeOf(guard.mayActNow()), QByteArray("live_locked"));
    VERIFY_RESULT(guard.mayDo(Deed::Sync));  // reads only
    QCOMPARE(codeOf(guard.unlock(QStringLiteral("x"))), QByteArray("reason_missing"));
    VERIFY_RESULT(guard.unlock(QStringLiteral("refund for Borealis")));
    QCOMPARE(guard.mayOrder(OrderKind::Refund)->name, QStringLiteral("ada"));
    QCOMPARE(guard.lockNow().reason, QStringLiteral("refund for Borealis"));
    clock.advance(LiveLock::kIdleMs);
    QVERIFY(guard.lockNow().locked);
    QVERIFY(guard.lockNow().by.isEmpty());
    guard.setActor(with(Role::Viewer));
    QCOMPARE(codeOf(guard.unlock(QStringLiteral("only looking"))), QByteArray("role"));
  }

  void nobody_listed_is_an_admin_and_a_stranger_a_viewer() {
    TestDatabase db;
    const Actor alone = who(db, "ada");
    QVERIFY(alone.role == Role::Admin);
    QVERIFY(alone.mayApprove);
    QVERIFY(enforcedBy(store::Dialect::Sqlite).contains(QStringLiteral("only guides")));
    VERIFY_RESULT(put(db, alone, "Ada ", "admin"));
    VERIFY_RESULT(put(db, alone, "grace", "finance", true));
    QVERIFY(who(db, "ada").role == Role::Admin);
    QVERIFY(!who(db, "ada").mayApprove);
    QVERIFY(who(db, "grace").role == Role::Finance);
    QVERIFY(who(db, "grace").mayApprove);
    QVERIFY(who(db, "eve").role == Role::Viewer);
    VERIFY_RESULT(put(db, alone, "grace", "finance", true, false));
    QVERIFY(who(db, "grace").role == Role::Viewer);  // no longer active
    QVERIFY(!who(db, "grace").mayApprove);
  }

  // billingctl: one order or one word about one, in test mode as in live mode.
  void a_command_asks_for_the_role_of_its_order_and_opens_live_mode_for_it_alone() {
    TestDatabase db;
    const Actor ada{QStringLiteral("ada"), Role::Admin, true};
    VERIFY_RESULT(put(db, ada, "ada", "admin"));
    VERIFY_RESULT(put(db, ada, "grace", "finance"));
    const auto taken = [&](const char* login, decltype(HandRequest::deed) deed, bool live, const char* why = "") {
      HandRequest request;
      request.deed = deed;
      request.live = live;
      request.unlockReason = QString::fromUtf8(why);
      request.workspace = QStringLiteral("shop");
      request.login = QString::fromUtf8(login);
      return codeOf(takeHand(*db, request, db.clock));
    };
    QCOMPARE(taken("grace", OrderKind::CreatePrice, false), QByteArray("role"));
    QCOMPARE(taken("grace", OrderKind::Refund, false), QByteArray());
    QCOMPARE(taken("eve", OrderKind::Refund, true, "she asked for it"), QByteArray("role"));
    QCOMPARE(taken("grace", OrderKind::Refund, true), QByteArray("live_locked"));
    QCOMPARE(taken("grace", OrderWord{}, true), QByteArray("live_locked"));
    QCOMPARE(taken("grace", OrderKind::Refund, true, "x"), QByteArray("reason_missing"));
    QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM audit_entries WHERE action = 'live.unlocked'")).toInt(),
             0);
    QCOMPARE(taken("grace", OrderKind::Refund, true, "paid twice"), QByteArray());
    QCOMPARE(taken("grace", OrderWord{}, true, "agreed"), QByteArray());
    QCOMPARE(column(*db, QStringLiteral("SELECT actor || ' ' || external_id || ' ' || reason FROM audit_entries WHERE "
                                        "action = 'live.unlocked' ORDER BY id")),
             (QVariantList{QStringLiteral("grace shop paid twice"), QStringLiteral("grace shop agreed")}));
  }

  void each_change_of_a_role_is_on_record() {
    TestDatabase db;
    const Actor ada{QStringLiteral("ada"), Role::Admin, true};
    VERIFY_RESULT(put(db, ada, "ada", "admin"));
    VERIFY_RESULT(put(db, ada, "grace", "viewer"));
    db.clock.advance(1000);
    VERIFY_RESULT(put(db, ada, "grace", "finance", true, true, "month end"));
    const auto entry = QStringLiteral(
        "SELECT actor || '|' || action || '|' || external_id || '|' || reason || '|' || "
        "fields_before || '|' || fields_after FROM audit_entries WHERE id = 3");
    QCOMPARE(single(*db, entry).toString(),
             QStringLiteral("ada|person.set|grace|month end|"
                            "{\"active\":\"yes\",\"may_approve\":\"no\",\"role\":\"viewer\"}|"
                            "{\"active\":\"yes\",\"may_approve\":\"yes\",\"role\":\"finance\"}"));
    QCOMPARE(single(*db, QStringLiteral("SELECT set_by FROM people WHERE name = 'grace'")).toString(),
             QStringLiteral("ada"));
  }

  void a_list_of_people_always_has_an_admin() {
    TestDatabase db;
    const Actor ada{QStringLiteral("ada"), Role::Admin, true};
    QCOMPARE(codeOf(put(db, ada, "grace", "finance")), QByteArray("last_admin"));
    VERIFY_RESULT(put(db, ada, "ada", "admin"));
    QCOMPARE(codeOf(put(db, ada, "ada", "viewer")), QByteArray("last_admin"));
    QCOMPARE(codeOf(put(db, ada, "ada", "admin", false, false)), QByteArray("last_admin"));
    QCOMPARE(codeOf(put(db, with(Role::Finance), "eve", "admin")), QByteArray("role"));
    QCOMPARE(codeOf(put(db, ada, "eve", "owner")), QByteArray("unknown_role"));
    QCOMPARE(codeOf(put(db, ada, "  ", "viewer")), QByteArray("name_missing"));
    QCOMPARE(codeOf(put(db, ada, "eve", "viewer", false, true, " x ")), QByteArray("reason_missing"));
    QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM people")).toInt(), 1);
    QCOMPARE(single(*db, QStringLiteral("SELECT COUNT(*) FROM audit_entries")).toInt(), 1);
  }
};

QTEST_GUILESS_MAIN(GuardsTest)
#include "tst_guards.moc"
