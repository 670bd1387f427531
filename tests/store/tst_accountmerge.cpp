// When two accounts turn out to be one, nothing of either is lost: every table that names an account is checked.
#include <QTest>

#include "store/repositories/accountmerge.h"
#include "store/repositories/doublegrants.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"

using namespace billing;
using namespace billing::store;
using namespace billing::test;

namespace {

// Two accounts, cus_1 (row 1) and u_1 (row 2).
class TwoAccounts {
 public:
  TwoAccounts() {
    sql("INSERT INTO accounts (id, account_key, key_is_provisional, created_at, updated_at) VALUES (1, 'cus_1', 1, 5, "
        "5), (2, 'u_1', 0, 6, 6)");
  }
  void sql(const char* text) {
    if (const auto done = run(*db, QString::fromLatin1(text)); !done) qFatal("%s", describe(done.error()).c_str());
  }
  Result<void> merge() {
    return write(*db, [](WriteContext& context) { return mergeAccounts(context, {1, "cus_1"}, {2, "u_1"}); });
  }
  QStringList rows(const char* text) {
    QStringList all;
    for (const QVariant& row : column(*db, QString::fromLatin1(text))) all << row.toString();
    return all;
  }
  TestDatabase db;
};

}  // namespace

class AccountMergeTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void no_table_keeps_the_account_that_went() {
    SKIP_ON_SERVERS("The tables are listed from the file; a server has the same ones (tst_servers)");
    TwoAccounts two;
    two.sql("INSERT INTO account_customers (provider, customer_external_id, account_id) VALUES ('dodo', 'cus_1', 1)");
    two.sql(
        "INSERT INTO account_objects (provider, kind, external_id, account_id, name_strength, named_at, named_by) "
        "VALUES ('dodo', 'payment', 'pay_1', 1, 2, 5, 'evt_1')");
    two.sql("INSERT INTO downgrades VALUES ('dodo', 'sub_1', 1, 5, 'cancelled')");
    two.sql("INSERT INTO plan_changes (account_id, at, from_plan, to_plan, cause) VALUES (1, 5, '', 'free', 'event')");
    two.sql(
        "INSERT INTO usage_records (account_id, quota, period_start, used, updated_at) VALUES (1, 'calls', 0, 3, 5)");
    two.sql(
        "INSERT INTO billable_actions (account_id, request_id, action, units, verdict, period_start, at) VALUES (1, "
        "NULL, 'a', 1, 'allowed', 0, 5)");
    two.sql(
        "INSERT INTO credit_grants (account_id, source, reference, tenths, remaining_tenths, granted_at) VALUES (1, "
        "'purchase', 'pay_1', 50, 50, 5)");
    two.sql("INSERT INTO credit_ledger (account_id, grant_id, kind, tenths, at) VALUES (1, 1, 'grant', 50, 5)");
    two.sql("INSERT INTO credit_balances (account_id, tenths, updated_at) VALUES (1, 50, 5)");
    two.sql(
        "INSERT INTO credit_purchases (account_id, provider, payment_external_id, status, purchased_at) VALUES (1, "
        "'dodo', 'pay_1', 'credited', 5)");
    two.sql(
        "INSERT INTO entitlements (email, account_id, plan, status, created_at, updated_at) VALUES ('cus_1', 1, "
        "'pro', 'active', 5, 5)");
    two.sql("INSERT INTO job_runs (id, job, dry_run, started_at, status) VALUES (1, 'downgrade', 0, 5, 'done')");
    two.sql("INSERT INTO job_items (run_id, account_id, what, outcome, at) VALUES (1, 1, 'x', 'done', 5)");
    two.sql(
        "INSERT INTO usage_balances (provider, external_id, customer_external_id, object_time, updated_at, "
        "account_id, quota) VALUES ('dodo', 'quota:calls', 'cus_1', 5, 5, 1, 'calls')");
    const QStringList tables = two.rows(
        "SELECT m.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = 'table' AND c.name = "
        "'account_id'");
    QCOMPARE(tables.size(), 13);
    for (const QString& table : tables) {  // who adds a table has to say what becomes of it here
      const int filled =
          single(*two.db, QStringLiteral("SELECT COUNT(*) FROM %1 WHERE account_id = 1").arg(table)).toInt();
      QVERIFY2(filled == 1, qPrintable(table));
    }
    VERIFY_RESULT(two.merge());
    for (const QString& table : tables) {
      QVERIFY2(two.rows(qPrintable(QStringLiteral("SELECT id FROM accounts WHERE id = 1"))).isEmpty(), "row 1 is left");
      const int moved =
          single(*two.db, QStringLiteral("SELECT COUNT(*) FROM %1 WHERE account_id = 2").arg(table)).toInt();
      QVERIFY2(moved == (table == QStringLiteral("usage_balances") ? 0 : 1), qPrintable(table));
    }
    QCOMPARE(two.rows("SELECT email FROM entitlements"), QStringList{QStringLiteral("u_1")});
  }

  void usage_of_the_same_period_adds_up() {
    TwoAccounts two;
    two.sql(
        "INSERT INTO usage_records (account_id, quota, period_start, used, updated_at) VALUES (1, 'calls', 7, 3, 5), "
        "(1, 'calls', 8, 1, 5), (2, 'calls', 7, 10, 5)");
    VERIFY_RESULT(two.merge());
    QCOMPARE(two.rows("SELECT period_start || ' ' || used FROM usage_records ORDER BY period_start"),
             (QStringList{QStringLiteral("7 13"), QStringLiteral("8 1")}));
  }

  void grants_and_actions_of_the_same_reference_are_both_kept() {
    TwoAccounts two;
    two.sql(
        "INSERT INTO credit_grants (account_id, source, reference, tenths, remaining_tenths, granted_at) VALUES (1, "
        "'manual', 'gift', 50, 20, 5), (2, 'manual', 'gift', 70, 70, 5), (1, 'purchase', 'gift', 5, 5, 5)");
    two.sql(
        "INSERT INTO billable_actions (account_id, request_id, action, units, verdict, period_start, at) VALUES (1, "
        "'req', 'a', 1, 'allowed', 0, 5), (2, 'req', 'b', 1, 'allowed', 0, 5)");
    VERIFY_RESULT(two.merge());
    QCOMPARE(two.rows("SELECT source || ' ' || reference || ' ' || remaining_tenths FROM credit_grants ORDER BY id"),
             (QStringList{QStringLiteral("manual gift@cus_1 20"), QStringLiteral("manual gift 70"),
                          QStringLiteral("purchase gift 5")}));
    QCOMPARE(two.rows("SELECT request_id FROM billable_actions ORDER BY id"),
             (QStringList{QStringLiteral("req@cus_1"), QStringLiteral("req")}));
  }

  void balances_add_up_and_a_switched_off_top_up_stays_off() {
    TwoAccounts two;
    two.sql(
        "INSERT INTO credit_balances (account_id, tenths, top_up_enabled, updated_at) VALUES (1, 5, 0, 5), (2, 7, 1, "
        "5)");
    VERIFY_RESULT(two.merge());
    QCOMPARE(two.rows("SELECT tenths || ' ' || top_up_enabled FROM credit_balances"),
             QStringList{QStringLiteral("12 0")});
  }

  void of_two_entitlements_the_one_that_opens_more_stays() {
    TwoAccounts two;
    two.sql(
        "INSERT INTO entitlements (email, account_id, plan, status, created_at, updated_at) VALUES ('cus_1', 1, "
        "'pro', 'active', 5, 5), ('u_1', 2, 'max', 'cancelled', 9, 9)");
    two.sql("INSERT INTO entitlement_tokens (token_sha256, email, created_at, expires_at) VALUES ('x', 'cus_1', 5, 6)");
    VERIFY_RESULT(two.merge());
    QCOMPARE(two.rows("SELECT email || ' ' || plan FROM entitlements"), QStringList{QStringLiteral("u_1 pro")});
    QCOMPARE(two.rows("SELECT email FROM entitlement_tokens"), QStringList{QStringLiteral("u_1")});
  }

  void what_both_were_given_for_a_period_counts_once() {
    TwoAccounts two;
    two.sql(
        "INSERT INTO credit_grants (id, account_id, source, reference, tenths, remaining_tenths, granted_at) VALUES "
        "(1, 1, 'starting', 'sign_up', 30, 30, 5), (2, 2, 'starting', 'sign_up', 30, 10, 5), "
        "(3, 1, 'plan', '2026-03-01T00:00:00Z pro', 2500, 2500, 5), "
        "(4, 2, 'plan', '2026-03-01T00:00:00Z free', 100, 40, 5)");
    VERIFY_RESULT(write(*two.db, [](WriteContext& context) { return withdrawDoubleGrants(context, 1, 2, {9}); }));
    VERIFY_RESULT(two.merge());
    QCOMPARE(two.rows("SELECT source || ' ' || tenths || ' ' || remaining_tenths FROM credit_grants ORDER BY id"),
             (QStringList{QStringLiteral("starting 30 0"), QStringLiteral("starting 30 10"),
                          QStringLiteral("plan 2400 2400"), QStringLiteral("plan 100 40")}));
    QCOMPARE(two.rows("SELECT tenths FROM credit_ledger ORDER BY id"),
             (QStringList{QStringLiteral("-30"), QStringLiteral("-100")}));
  }

  void a_purchase_moves_with_the_uses_of_its_credits() {
    TwoAccounts two;
    two.sql(
        "INSERT INTO credit_grants (id, account_id, source, reference, tenths, remaining_tenths, granted_at) VALUES "
        "(1, 1, 'purchase', 'pay_1', 50, 20, 5), (2, 1, 'purchase', 'pay_2', 50, 50, 5)");
    two.sql(
        "INSERT INTO credit_ledger (account_id, grant_id, kind, tenths, at) VALUES (1, 1, 'grant', 50, 5), (1, 1, "
        "'use', -30, 6), (1, 2, 'grant', 50, 5)");
    two.sql(
        "INSERT INTO credit_purchases (account_id, provider, payment_external_id, status, purchased_at) VALUES (1, "
        "'dodo', 'pay_1', 'credited', 5)");
    VERIFY_RESULT(write(*two.db, [](WriteContext& context) { return movePurchase(context, "dodo", "pay_1", 1, 2); }));
    QCOMPARE(
        two.rows("SELECT account_id || ' ' || SUM(tenths) FROM credit_ledger GROUP BY account_id ORDER BY account_id"),
        (QStringList{QStringLiteral("1 50"), QStringLiteral("2 20")}));
    QCOMPARE(two.rows("SELECT account_id FROM credit_purchases"), QStringList{QStringLiteral("2")});
  }
};

QTEST_GUILESS_MAIN(AccountMergeTest)
#include "tst_accountmerge.moc"
