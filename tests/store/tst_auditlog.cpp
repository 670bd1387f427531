// The record of changes by hand: what was written cannot be altered without the place being named.
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <QTest>
#include <thread>

#include "store/audit/auditlog.h"
#include "store/connection.h"
#include "store/transaction.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

AuditEntry entryNamed(const QString& action) {
  AuditEntry entry;
  entry.actor = QStringLiteral("ada");
  entry.role = QStringLiteral("admin");
  entry.origin = QStringLiteral("console");
  entry.action = action;
  entry.entity = QStringLiteral("subscription");
  entry.externalId = QStringLiteral("sub_1");
  entry.customerExternalId = QStringLiteral("cus_1");
  entry.accountKey = QStringLiteral("ada@x.test");
  entry.operation = QStringLiteral("op_a");
  entry.reason = QStringLiteral("Zusage f\u00FCr Mai \u20AC");
  entry.before = "{\"plan\":\"free\"}";
  entry.after = "{\"plan\":\"pro\"}";
  entry.requestId = QStringLiteral("req_1");
  return entry;
}

Result<void> append(Database& database, int count) {
  return write(database, [count](WriteContext& context) -> Result<void> {
    for (int i = 0; i < count; ++i)
      if (auto written = appendAudit(context, entryNamed(QStringLiteral("plan.%1").arg(i)), {1'770'000'000'000 + i});
          !written)
        return failure(written.error());
    return {};
  });
}

// A log that was closed, opened by somebody with the file alone in their hands, who takes the guards off first.
class Tampered {
 public:
  explicit Tampered(int entries) {
    if (!append(*db, entries)) qFatal("no entries");
    db.database.reset();
    connection_ = Connection::open(db.config, ConnectionRole::Writer).value();
    for (const char* trigger : {"audit_entries_keep", "audit_entries_stay", "audit_head_stay"})
      sql(QStringLiteral("DROP TRIGGER ") + QLatin1String(trigger));
  }
  void sql(const QString& statement, const QVariantList& values = {}) {
    const auto done = execute(connection_->database(), statement, values);
    if (!done) qFatal("%s", describe(done.error()).c_str());
  }
  QVariant value(const QString& statement, const QVariantList& values = {}) {
    QVariant found;
    std::ignore = forEachRow(connection_->database(), statement, values, [&](QSqlQuery& row) { found = row.value(0); });
    return found;
  }
  AuditVerdict verdict(const std::optional<AuditHead>& known = {}) {
    auto verdict = verifyAudit(connection_->database(), known);
    if (!verdict) qFatal("%s", describe(verdict.error()).c_str());
    return *verdict;
  }
  // "edited 3, gap 4"
  QString findings(const std::optional<AuditHead>& known = {}) {
    QStringList told;
    for (const auto& finding : verdict(known).findings) told << finding.code + u' ' + QString::number(finding.entry);
    return told.join(QStringLiteral(", "));
  }
  void begin() { sql(QStringLiteral("SAVEPOINT before_it")); }
  void undo() { sql(QStringLiteral("ROLLBACK TO before_it")); }
  // What somebody would do who knows how the chain is made.
  void hashAnew(qint64 entry) {
    AuditRow row;
    const auto read = forEachRow(
        connection_->database(),
        QStringLiteral("SELECT id, at, actor, role, origin, live, action, entity, external_id, customer_external_id, "
                       "account_key, operation, reason, fields_before, fields_after, request_id, previous_hash FROM "
                       "audit_entries WHERE id = ?"),
        {entry}, [&](const QSqlQuery& query) {
          const auto text = [&](int column) { return query.value(column).toString(); };
          row = {query.value(0).toLongLong(),
                 query.value(1).toLongLong(),
                 text(2),
                 text(3),
                 text(4),
                 text(6),
                 text(7),
                 text(8),
                 text(9),
                 text(10),
                 text(11),
                 text(12),
                 query.value(5).toBool(),
                 text(13).toUtf8(),
                 text(14).toUtf8(),
                 text(15),
                 text(16),
                 {}};
        });
    if (!read) qFatal("%s", describe(read.error()).c_str());
    sql(QStringLiteral("UPDATE audit_entries SET hash = ? WHERE id = ?"), {auditHash(row), entry});
    sql(QStringLiteral("UPDATE audit_entries SET previous_hash = ? WHERE id = ?"), {auditHash(row), entry + 1});
  }

  TestDatabase db;

 private:
  std::unique_ptr<Connection> connection_;
};

}  // namespace

class TestAuditLog : public QObject {
  Q_OBJECT
 private Q_SLOTS:
  void an_untouched_log_is_found_whole();
  void an_entry_without_actor_or_action_is_refused();
  void nothing_is_written_when_the_change_is_not();
  void any_byte_of_any_field_of_any_entry_that_is_altered_is_located();
  void another_kind_of_value_is_noticed_even_with_the_same_content();
  void what_is_missing_in_the_middle_at_the_end_or_altogether_is_named();
  void a_log_hashed_anew_does_not_fit_the_head();
  void a_log_rewritten_with_its_head_does_not_fit_the_head_that_was_kept();
  void entries_that_change_places_are_noticed();
  void an_entry_added_by_hand_is_noticed();
  void what_is_appended_to_a_damaged_log_does_not_hide_the_damage();
  void appends_from_many_threads_make_one_chain();
  void the_database_itself_refuses_to_change_or_delete_entries();
  void texts_that_databases_alter_are_hashed_as_they_are_kept();
  void a_long_log_is_read_in_pages_and_the_first_hundred_findings_are_told();
  void a_check_can_be_stopped();
  void a_kill_between_two_appends_leaves_a_whole_log();
};

void TestAuditLog::an_untouched_log_is_found_whole() {
  Tampered log(3);
  const AuditVerdict verdict = log.verdict();
  QCOMPARE(log.findings(), QString());
  QCOMPARE(verdict.entries, 3);
  QCOMPARE(verdict.head.entries, 3);
  QCOMPARE(verdict.head.hash, log.value(QStringLiteral("SELECT hash FROM audit_head")).toString());
  QCOMPARE(log.findings(verdict.head), QString());
  Tampered empty(0);
  QCOMPARE(empty.findings(AuditHead{}), QString());
}

void TestAuditLog::an_entry_without_actor_or_action_is_refused() {
  TestDatabase db;
  for (const bool noActor : {true, false}) {
    AuditEntry entry = entryNamed(QStringLiteral("x"));
    (noActor ? entry.actor : entry.action).clear();
    const auto refused =
        write(*db, [&](WriteContext& context) { return appendAudit(context, entry, {1}).map([](std::int64_t) {}); });
    QVERIFY(!refused && refused.error().code == "audit_incomplete");
  }
}

void TestAuditLog::nothing_is_written_when_the_change_is_not() {
  TestDatabase db;
  VERIFY_RESULT(append(*db, 1));
  const auto failed = write(*db, [](WriteContext& context) -> Result<void> {
    std::ignore = appendAudit(context, entryNamed(QStringLiteral("plan.lost")), {5});
    return failure(ErrorKind::Conflict, "no", "no");
  });
  QVERIFY(!failed);
  VERIFY_RESULT(append(*db, 1));
  QCOMPARE(single(*db, QStringLiteral("SELECT MAX(id) FROM audit_entries")).toInt(), 2);
}

void TestAuditLog::any_byte_of_any_field_of_any_entry_that_is_altered_is_located() {
  Tampered log(3);
  const QStringList columns =
      QStringLiteral(
          "id at actor role origin live action entity external_id customer_external_id account_key operation reason "
          "fields_before fields_after request_id previous_hash hash")
          .split(u' ');
  int flips = 0;
  for (int entry = 1; entry <= 3; ++entry)
    for (const QString& column : columns) {
      const bool number = column == u"id" || column == u"at" || column == u"live";
      const QByteArray kept =
          log.value(QStringLiteral("SELECT CAST(%1 AS BLOB) FROM audit_entries WHERE id = ?").arg(column), {entry})
              .toByteArray();
      for (int at = 0; at < (number ? 64 : int(kept.size())); ++at) {
        log.begin();
        if (number) {
          // The 64 bits of a number.
          const qint64 value = qint64(quint64(kept.toLongLong()) ^ (quint64(1) << at));
          if (column == u"id" && value >= 1 && value <= 3) continue;  // taken: that is a swap, tried below
          log.sql(QStringLiteral("UPDATE audit_entries SET %1 = ? WHERE id = ?").arg(column), {value, entry});
        } else {
          QByteArray altered = kept;
          altered[at] = char(altered.at(at) ^ (1 << (at % 8)));
          log.sql(QStringLiteral("UPDATE audit_entries SET %1 = CAST(? AS TEXT) WHERE id = ?").arg(column),
                  {altered, entry});
        }
        const auto findings = log.verdict().findings;
        const bool located = std::any_of(findings.begin(), findings.end(), [&](const AuditFinding& finding) {
          return finding.entry == entry || finding.entry == entry + 1;
        });
        if (!located) qWarning("entry %d %s %d: %s", entry, qPrintable(column), at, qPrintable(log.findings()));
        QVERIFY(located);
        if (!number) QVERIFY(findings.size() == 1 && findings[0].entry == entry && findings[0].code == u"edited");
        log.undo();
        ++flips;
      }
    }
  QVERIFY(flips > 3 * (3 * 64 + 64));
  QCOMPARE(log.findings(), QString());
}

void TestAuditLog::another_kind_of_value_is_noticed_even_with_the_same_content() {
  Tampered log(2);
  log.sql(QStringLiteral("UPDATE audit_entries SET reason = CAST(reason AS BLOB) WHERE id = 2"));
  QCOMPARE(log.findings(), QStringLiteral("edited 2"));
}

void TestAuditLog::what_is_missing_in_the_middle_at_the_end_or_altogether_is_named() {
  Tampered log(6);
  const AuditHead known = log.verdict().head;
  const auto without = [&](const char* which, bool headToo) {
    log.begin();
    log.sql(QStringLiteral("DELETE FROM audit_entries WHERE ") + QLatin1String(which));
    if (headToo) log.sql(QStringLiteral("DELETE FROM audit_head"));
    const QString told = log.findings() + u'|' + log.findings(known);
    log.undo();
    return told;
  };
  QCOMPARE(without("id IN (3, 4)", false), QStringLiteral("gap 3|gap 3"));
  QCOMPARE(without("id = 1", false), QStringLiteral("gap 1|gap 1"));
  QCOMPARE(without("id > 4", false), QStringLiteral("truncated 5|truncated 5"));
  QCOMPARE(without("id > 0", false), QStringLiteral("truncated 1|truncated 1"));
  QCOMPARE(without("id > 4", true), QStringLiteral("head_differs 4|head_differs 4, truncated 5"));
  QCOMPARE(without("id > 0", true), QStringLiteral("head_differs 0|head_differs 0, truncated 1"));
  log.sql(QStringLiteral("DELETE FROM audit_entries WHERE id = 4"));
  QVERIFY(log.verdict().findings.at(0).what.contains(u"Entry 4 is missing"));
}

void TestAuditLog::a_log_hashed_anew_does_not_fit_the_head() {
  Tampered log(4);
  log.sql(QStringLiteral("UPDATE audit_entries SET reason = 'none' WHERE id = 2"));
  QCOMPARE(log.findings(), QStringLiteral("edited 2"));
  log.hashAnew(2);
  QCOMPARE(log.findings(), QStringLiteral("edited 3"));
  log.hashAnew(3);
  QCOMPARE(log.findings(), QStringLiteral("edited 4"));
  log.hashAnew(4);
  QCOMPARE(log.findings(), QStringLiteral("head_differs 4"));
  // One entry replaced whole, its successor left as it was.
  Tampered other(3);
  other.sql(QStringLiteral("UPDATE audit_entries SET actor = 'eve' WHERE id = 2"));
  const QVariant successor = other.value(QStringLiteral("SELECT previous_hash FROM audit_entries WHERE id = 3"));
  other.hashAnew(2);
  other.sql(QStringLiteral("UPDATE audit_entries SET previous_hash = ? WHERE id = 3"), {successor});
  QCOMPARE(other.findings(), QStringLiteral("chain_broken 3"));
}

void TestAuditLog::a_log_rewritten_with_its_head_does_not_fit_the_head_that_was_kept() {
  Tampered log(3);
  const AuditHead known = log.verdict().head;
  log.sql(QStringLiteral("UPDATE audit_entries SET reason = 'none' WHERE id = 2"));
  log.hashAnew(2);
  log.hashAnew(3);
  log.sql(QStringLiteral("UPDATE audit_head SET hash = (SELECT hash FROM audit_entries WHERE id = 3)"));
  QCOMPARE(log.findings(), QString());
  QCOMPARE(log.findings(known), QStringLiteral("head_differs 3"));
  log.sql(QStringLiteral("DELETE FROM audit_entries WHERE id = 3"));
  log.sql(QStringLiteral("UPDATE audit_head SET entries = 2, hash = (SELECT hash FROM audit_entries WHERE id = 2)"));
  QCOMPARE(log.findings(), QString());
  QCOMPARE(log.findings(known), QStringLiteral("truncated 3"));
}

void TestAuditLog::entries_that_change_places_are_noticed() {
  Tampered log(4);
  for (const char* move :
       {"UPDATE audit_entries SET id = 99 WHERE id = 2", "UPDATE audit_entries SET id = 2 WHERE id = 3",
        "UPDATE audit_entries SET id = 3 WHERE id = 99"})
    log.sql(QLatin1String(move));
  QCOMPARE(log.findings(), QStringLiteral("edited 2, edited 3, chain_broken 4"));
}

void TestAuditLog::an_entry_added_by_hand_is_noticed() {
  Tampered log(2);
  log.sql(QStringLiteral(
      "INSERT INTO audit_entries (id, at, actor, role, origin, live, action, previous_hash, hash) SELECT 3, at, 'eve', "
      "role, origin, live, action, hash, 'x' FROM audit_entries WHERE id = 2"));
  QCOMPARE(log.findings(), QStringLiteral("edited 3, head_differs 3"));
  log.hashAnew(3);
  QCOMPARE(log.findings(), QStringLiteral("head_differs 3"));
}

void TestAuditLog::what_is_appended_to_a_damaged_log_does_not_hide_the_damage() {
  const auto appendedAfter = [](const char* damage) {
    Tampered log(3);
    log.sql(QLatin1String(damage));
    log.db.reopen();
    if (!append(*log.db, 2)) qFatal("not appended");
    return log.findings();
  };
  QCOMPARE(appendedAfter("DELETE FROM audit_entries WHERE id = 3"), QStringLiteral("gap 3"));
  QCOMPARE(appendedAfter("DELETE FROM audit_head"), QStringLiteral("chain_broken 4"));
  QCOMPARE(appendedAfter("UPDATE audit_head SET hash = 'x'"), QStringLiteral("chain_broken 4"));
  QCOMPARE(appendedAfter("UPDATE audit_head SET entries = 1"), QString());
}

void TestAuditLog::appends_from_many_threads_make_one_chain() {
  TestDatabase db;
  std::vector<std::thread> threads;
  for (int i = 0; i < 4; ++i)
    threads.emplace_back([&db] {
      for (int n = 0; n < 25; ++n)
        if (!append(*db, 1)) qFatal("not appended");
    });
  for (std::thread& thread : threads) thread.join();
  const auto verdict =
      db->read<AuditVerdict>([](QSqlDatabase& database) { return verifyAudit(database, {}); }).result();
  VERIFY_RESULT(verdict);
  QVERIFY(verdict->findings.empty());
  QCOMPARE(verdict->entries, 100);
}

void TestAuditLog::the_database_itself_refuses_to_change_or_delete_entries() {
  TestDatabase db;
  VERIFY_RESULT(append(*db, 1));
  for (const char* attempt :
       {"UPDATE audit_entries SET reason = 'x'", "DELETE FROM audit_entries", "DELETE FROM audit_head"})
    QVERIFY(!run(*db, QLatin1String(attempt)));
}

void TestAuditLog::texts_that_databases_alter_are_hashed_as_they_are_kept() {
  TestDatabase db;
  VERIFY_RESULT(write(*db, [](WriteContext& context) {
    AuditEntry entry = entryNamed(QStringLiteral("x"));
    entry.reason = QString(QChar(0xD83D)) + QChar(0) + QStringLiteral("a") + QChar(0xFFFF);
    entry.accountKey = QString();
    entry.before = "\xFF\xFE";
    entry.after = QByteArray();
    return appendAudit(context, entry, {1}).map([](std::int64_t) {});
  }));
  const auto verdict =
      db->read<AuditVerdict>([](QSqlDatabase& database) { return verifyAudit(database, {}); }).result();
  VERIFY_RESULT(verdict);
  QVERIFY(verdict->findings.empty());
}

void TestAuditLog::a_long_log_is_read_in_pages_and_the_first_hundred_findings_are_told() {
  Tampered log(1201);
  QCOMPARE(log.verdict().entries, 1201);
  log.sql(QStringLiteral("UPDATE audit_entries SET role = 'viewer'"));
  const AuditVerdict verdict = log.verdict();
  QCOMPARE(int(verdict.findings.size()), 100);
  QCOMPARE(verdict.moreFindings, 1101);
}

void TestAuditLog::a_check_can_be_stopped() {
  TestDatabase db;
  CancelToken cancel;
  cancel.cancel();
  const auto verdict =
      db->read<AuditVerdict>([=](QSqlDatabase& database) { return verifyAudit(database, {}, cancel); }).result();
  QVERIFY(!verdict && verdict.error().kind == ErrorKind::Cancelled);
}

void TestAuditLog::a_kill_between_two_appends_leaves_a_whole_log() {
  TestDatabase db;
  db.database.reset();
  int told[2];
  QCOMPARE(::pipe(told), 0);
  const pid_t child = ::fork();
  if (child == 0) {
    auto connection = Connection::open(db.config, ConnectionRole::Writer).value();
    WriteContext context(connection->database(), Dialect::Sqlite);
    for (int i = 0;; ++i) {
      auto transaction = Transaction::begin(connection->database(), Dialect::Sqlite);
      std::ignore = appendAudit(context, entryNamed(QStringLiteral("plan.%1").arg(i)), {i});
      std::ignore = transaction->commit();
      if (::write(told[1], "x", 1) != 1) ::_exit(1);
    }
  }
  char committed[20];
  for (char& one : committed) QCOMPARE(::read(told[0], &one, 1), ssize_t(1));
  QCOMPARE(::kill(child, SIGKILL), 0);
  QCOMPARE(::waitpid(child, nullptr, 0), child);
  db.reopen();
  const auto verdict =
      db->read<AuditVerdict>([](QSqlDatabase& database) { return verifyAudit(database, {}); }).result();
  VERIFY_RESULT(verdict);
  QVERIFY(verdict->findings.empty());
  QVERIFY(verdict->entries >= 20);
}

QTEST_GUILESS_MAIN(TestAuditLog)
#include "tst_auditlog.moc"
