// Roles are held by the server itself: what a role may not do is refused there, whatever program asks.
#include <QTest>

#include "store/audit/auditlog.h"
#include "store/rights/rightscheck.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

QString forbidden() {
  return QStringLiteral("database_rights");
}

QString codeOf(const Result<void>& outcome) {
  return outcome ? QStringLiteral("done") : QString::fromStdString(outcome.error().code);
}

// A database whose owner is the server's own administrator, and people who connect as users of their own.
class Team {
 public:
  explicit Team(const DatabaseRole& role) {
    static int serial = 0;
    const bool postgresql = db.config.dialect == Dialect::PostgreSql;
    user = QStringLiteral("person_%1_%2").arg(QCoreApplication::applicationPid()).arg(serial++);
    who = postgresql ? user : user + QStringLiteral("@127.0.0.1");
    made = runOnServer(*testServer(), postgresql ? QStringLiteral("CREATE ROLE %1 LOGIN").arg(user)
                                                 : QStringLiteral("CREATE USER '%1'@'127.0.0.1'").arg(user));
    if (made) made = applyRights(db.config, who, role).map([](const QStringList&) {});
    if (!made) qWarning("%s", describe(made.error()).c_str());
    config = db.config;
    config.user = user;
  }
  ~Team() {
    const bool postgresql = db.config.dialect == Dialect::PostgreSql;
    if (postgresql) std::ignore = runOnServer(db.config, QStringLiteral("DROP OWNED BY ") + user);
    std::ignore = runOnServer(*testServer(), postgresql ? QStringLiteral("DROP ROLE ") + user
                                                        : QStringLiteral("DROP USER '%1'@'127.0.0.1'").arg(user));
  }
  /// One statement, as the person: past all that the program itself would ask.
  QString tries(const char* sql) const { return codeOf(runOnServer(config, QString::fromLatin1(sql))); }
  /// Opens as the person.
  [[nodiscard]] std::unique_ptr<Database> open() {
    auto opened = Database::open(config, db.clock);
    if (!opened) qWarning("%s", describe(opened.error()).c_str());
    return opened ? std::move(*opened) : nullptr;
  }

  TestDatabase db;
  DatabaseConfig config;
  QString user, who;
  Result<void> made;
};

Result<void> append(Database& database) {
  return write(database, [](WriteContext& context) {
    AuditEntry entry;
    entry.actor = QStringLiteral("ada");
    entry.role = QStringLiteral("admin");
    entry.action = QStringLiteral("switch.on");
    return appendAudit(context, entry, {5}).map([](std::int64_t) {});
  });
}

constexpr auto waitingCall =
    "INSERT INTO outbox_calls (operation, kind, subject, provider, live, order_json, state, asked_by, asked_role, "
    "origin, reason, created_at, leaves_at, approval_why, updated_at) VALUES ('op_1', 'refund', 'pay_1', 'dodo', 0, "
    "'{}', 'awaiting_approval', 'ada', 'finance', 'console', 'because', 5, 5, 'above the limit', 5)";

}  // namespace

class RightsTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void init() {
    if (!testServer()) QSKIP("No server: BILLING_TEST_DATABASE is not set (tests/support/databaseservers.py sets it)");
  }

  void every_table_has_its_rights_said() {
    TestDatabase db;
    QStringList known;
    const auto all = rightsOf({QStringLiteral("viewer"), false, false});
    for (const TableRights& rights : *all) known << rights.table;
    for (const QVariant& table : column(*db, SqlDialect::of(db->dialect()).tables())) {
      QVERIFY2(known.removeOne(table.toString()), qPrintable(table.toString()));
    }
    QCOMPARE(known, QStringList());
  }

  void a_viewer_reads_and_every_write_is_refused_by_the_server() {
    Team team({QStringLiteral("viewer"), false, false});
    VERIFY_RESULT(team.made);
    QCOMPARE(team.tries("SELECT COUNT(*) FROM subscriptions"), QStringLiteral("done"));
    for (const char* sql :
         {"UPDATE subscriptions SET quantity = 2", "DELETE FROM customers", "UPDATE writer_turn SET turn = 7",
          "INSERT INTO people (name, role, set_by, set_at) VALUES ('me', 'admin', 'me', 5)", "DROP TABLE people"}) {
      const QString code = team.tries(sql);
      QVERIFY2(code == forbidden(), qPrintable(QLatin1String(sql) + QStringLiteral(": ") + code));
    }
    // The console opens for them too; what it tries to write comes back with the reason.
    const auto database = team.open();
    QVERIFY(database);
    QCOMPARE(single(*database, QStringLiteral("SELECT COUNT(*) FROM customers")).toInt(), 0);
    QCOMPARE(codeOf(append(*database)), forbidden());
    const auto delivered = put(*database, delivery("msg_1"));
    QVERIFY(!delivered && delivered.error().kind == ErrorKind::Forbidden);
  }

  void an_audit_entry_is_never_altered_not_even_by_an_admin() {
    Team team({QStringLiteral("admin"), true, false});
    VERIFY_RESULT(team.made);
    const auto database = team.open();
    QVERIFY(database);
    VERIFY_RESULT(append(*database));
    for (const char* sql : {"UPDATE audit_entries SET actor = 'nobody'", "DELETE FROM audit_entries",
                            "DELETE FROM audit_head", "DROP TABLE audit_entries"})
      QCOMPARE(team.tries(sql), forbidden());
    // Who owns the tables is held by triggers.
    for (const char* sql : {"UPDATE audit_entries SET actor = 'nobody'", "DELETE FROM audit_entries"})
      QCOMPARE(codeOf(runOnServer(team.db.config, QString::fromLatin1(sql))), QStringLiteral("database_error"));
    QCOMPARE(single(*team.db, QStringLiteral("SELECT actor FROM audit_entries")).toString(), QStringLiteral("ada"));
    QVERIFY(verdictOf(*team.db).findings.empty());
  }

  void finance_asks_and_only_an_approver_agrees() {
    Team finance({QStringLiteral("finance"), false, false});
    VERIFY_RESULT(finance.made);
    QCOMPARE(finance.tries(waitingCall), QStringLiteral("done"));
    QCOMPARE(finance.tries("UPDATE outbox_calls SET decided_by = 'bob', state = 'waiting'"), forbidden());
    QCOMPARE(finance.tries("UPDATE outbox_calls SET approval_why = ''"), forbidden());
    QCOMPARE(finance.tries("UPDATE outbox_calls SET state = 'waiting'"), QStringLiteral("database_error"));
    QCOMPARE(finance.tries("UPDATE outbox_calls SET state = 'withdrawn'"), QStringLiteral("done"));
    QCOMPARE(finance.tries("INSERT INTO people (name, role, set_by, set_at) VALUES ('me', 'admin', 'me', 5)"),
             forbidden());

    VERIFY_RESULT(
        runOnServer(finance.db.config, QStringLiteral("UPDATE outbox_calls SET state = 'awaiting_approval'")));
    VERIFY_RESULT(applyRights(finance.db.config, finance.who, {QStringLiteral("viewer"), true, false}));
    QCOMPARE(finance.tries("UPDATE outbox_calls SET decided_by = 'bob', state = 'waiting'"), QStringLiteral("done"));
    QCOMPARE(finance.tries("UPDATE outbox_calls SET order_json = '[]'"), forbidden());
    const auto database = finance.open();
    QVERIFY(database);
    VERIFY_RESULT(append(*database));
    VERIFY_RESULT(applyRights(finance.db.config, finance.who, {QStringLiteral("viewer"), false, false}));
    QCOMPARE(finance.tries("UPDATE outbox_calls SET state = 'withdrawn'"), forbidden());
  }

  void a_developer_receives_and_turns_switches_of_test_mode_only() {
    Team team({QStringLiteral("developer"), false, false});
    VERIFY_RESULT(team.made);
    const auto database = team.open();
    QVERIFY(database);
    QVERIFY(put(*database, delivery("msg_1")).has_value());
    constexpr auto turn =
        "INSERT INTO safety_switches (name, is_on, reason, set_by, set_at) VALUES ('a', 1, '', 'x', 5)";
    QCOMPARE(team.tries(waitingCall), forbidden());
    VERIFY_RESULT(applyRights(team.db.config, team.who, {QStringLiteral("developer"), false, true}));
    QCOMPARE(team.tries(turn), forbidden());
    VERIFY_RESULT(applyRights(team.db.config, team.who, {QStringLiteral("developer"), false, false}));
    QCOMPARE(team.tries(turn), QStringLiteral("done"));
  }

  void the_check_names_what_is_missing_and_what_is_too_much() {
    Team team({QStringLiteral("finance"), false, false});
    VERIFY_RESULT(team.made);
    const auto check = [&](const DatabaseRole& role) {
      auto connection = Connection::open(team.config, ConnectionRole::Reader);
      if (!connection) qFatal("%s", describe(connection.error()).c_str());
      const auto found = checkRights((*connection)->database(), role);
      if (!found) qFatal("%s", describe(found.error()).c_str());
      return *found;
    };
    const auto none = check({QStringLiteral("finance"), false, false});
    QVERIFY2(none.isEmpty(), none.isEmpty() ? "" : qPrintable(none.front().table + u' ' + none.front().right));
    const auto beyond = check({QStringLiteral("viewer"), false, false});
    QVERIFY(beyond.contains({QStringLiteral("customers"), QStringLiteral("INSERT"), false}));
    const auto lacking = check({QStringLiteral("admin"), true, false});
    QVERIFY(lacking.contains({QStringLiteral("people"), QStringLiteral("INSERT"), true}));
    QVERIFY(lacking.contains({QStringLiteral("outbox_calls"), QStringLiteral("UPDATE (decided_by)"), true}));
    VERIFY_RESULT(runOnServer(team.db.config, grantDelete(team)));
    QCOMPARE(check({QStringLiteral("finance"), false, false}),
             (QVector<RightsFinding>{{QStringLiteral("audit_entries"), QStringLiteral("DELETE"), false}}));
    QCOMPARE(checkRightsOfOwner(team).isEmpty(), false);
  }

 private:
  static AuditVerdict verdictOf(Database& database) {
    return database.read<AuditVerdict>([](QSqlDatabase& connection) { return verifyAudit(connection, std::nullopt); })
        .result()
        .value_or(AuditVerdict{});
  }
  static QString grantDelete(const Team& team) {
    return team.db.config.dialect == Dialect::PostgreSql
               ? QStringLiteral("GRANT DELETE ON audit_entries TO ") + team.user
               : QStringLiteral("GRANT DELETE ON `%1`.audit_entries TO '%2'@'127.0.0.1'")
                     .arg(team.db.config.name, team.user);
  }
  // Who owns everything can do more than any role.
  static QVector<RightsFinding> checkRightsOfOwner(const Team& team) {
    auto connection = Connection::open(team.db.config, ConnectionRole::Reader);
    if (!connection) return {};
    return checkRights((*connection)->database(), {QStringLiteral("admin"), true, false})
        .value_or(QVector<RightsFinding>{});
  }
};

QTEST_GUILESS_MAIN(RightsTest)
#include "tst_rights.moc"
