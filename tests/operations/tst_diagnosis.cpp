// Guided checks: each names the very step at which it went wrong, and offers what mends it.
#include <QCryptographicHash>
#include <QtTest>

#include "operations/diagnosis/diagnosis.h"
#include "support/testdatabase.h"
#include "support/verifyresult.h"
#include "webhooks/composer.h"
#include "webhooks/deliveryjudge.h"
#include "webhooks/processor.h"

using namespace billing;
using namespace billing::test;
using operations::Diagnosis;
using operations::Question;
using operations::StepState;

namespace {

QString word(const char* text) {
  return QString::fromUtf8(text);
}

BillingRules sellingRules() {
  BillingRules rules;
  rules.accountKind = AccountKind::Email;
  rules.plans = {{"free", "Free", 0, {}, {}, 0, {}}, {"pro", "Pro", 1, {}, {}, 0, {}}};
  return rules;
}

workspace::WebhookRoute routeOf(workspace::SignatureScheme scheme) {
  workspace::WebhookRoute route;
  route.scheme = scheme;
  route.provider = scheme == workspace::SignatureScheme::Stripe ? Provider::Stripe : Provider::Dodo;
  route.path = route.provider == Provider::Stripe ? "/webhooks/stripe" : "/webhooks/dodo";
  return route;
}

class Case {
 public:
  /// A row with the columns and values given as "column = value" pairs.
  void row(const char* table, const QVector<QPair<const char*, QVariant>>& values) {
    QStringList columns, marks;
    QVariantList bound;
    for (const auto& [column, value] : values) {
      columns += QLatin1String(column);
      marks += QStringLiteral("?");
      bound += value;
    }
    const QString sql = QStringLiteral("INSERT INTO %1 (%2) VALUES (%3)")
                            .arg(QLatin1String(table), columns.join(u','), marks.join(u','));
    if (const auto done = run(*db, sql, bound); !done) qFatal("%s", describe(done.error()).c_str());
  }

  void account(const char* key, const char* plan) {
    row("accounts", {{"account_key", word(key)},
                     {"email", word(key)},
                     {"plan_id", word(plan)},
                     {"billing_status", word("active")},
                     {"created_at", 0},
                     {"updated_at", 0}});
  }

  /// A payment by its event, processed; its customer belongs to account 1.
  void payment(const char* status = "payment.succeeded") {
    const auto composed = webhooks::compose(Provider::Dodo, status, {{"payment_id", "pay_1"}, {"customer_id", "cus_1"}},
                                            db.clock.now(), 3);
    if (!composed) qFatal("%s", describe(composed.error()).c_str());
    if (const auto kept = put(*db, delivery("evt_1", composed->body)); !kept) qFatal("not kept");
    process();
  }

  void link() {
    row("account_customers", {{"provider", word("dodo")}, {"customer_external_id", word("cus_1")}, {"account_id", 1}});
  }

  void process() {
    webhooks::Processor processor(*db, db.clock);
    processor.start();
    if (const auto drained = processor.drain(); !drained) qFatal("%s", describe(drained.error()).c_str());
  }

  /// A delivery as the listener would judge it.
  void arrive(const workspace::WebhookRoute& route, const std::string& secret, const workspace::WebhookRoute& senders,
              const std::string& sendersSecret, const std::string& sent, const std::string& received, Instant at) {
    const auto headers = webhooks::sign(senders, {"s", sendersSecret, {}}, "evt_1", sent, at);
    if (!headers) qFatal("%s", describe(headers.error()).c_str());
    auto judged =
        webhooks::judgeDelivery(route, {{"ours", secret, {}}}, {*headers, received, "127.0.0.1:5"}, db.clock.now());
    if (const auto kept = put(*db, std::move(judged.event)); !kept) qFatal("not kept");
  }

  Diagnosis ask(Question question, const char* subject = "") {
    const auto answer = db->read<Diagnosis>([&](QSqlDatabase& connection) {
                            return operations::diagnose(connection, {rules}, question, word(subject), db.clock.now());
                          }).result();
    if (!answer) qFatal("%s", describe(answer.error()).c_str());
    return *answer;
  }

  TestDatabase db;
  BillingRules rules = sellingRules();
};

/// Title of the first step that failed.
QString failedStep(const Diagnosis& diagnosis) {
  for (const auto& step : diagnosis.steps)
    if (step.state == StepState::Failed) return step.title;
  return QStringLiteral("none");
}

const std::string ourSecret = "whsec_" + std::string(43, 'A') + "=";
const std::string theirSecret = "whsec_" + std::string(43, 'B') + "=";
const std::string someBody = R"({"type": "payment.succeeded", "data": {}})";

}  // namespace

class DiagnosisTest : public QObject {
  Q_OBJECT

 private Q_SLOTS:
  void a_payment_that_never_arrived_is_said_to_be_missing() {
    Case at;
    const Diagnosis found = at.ask(Question::PaidWithoutAccess, "ada@example.org");
    QCOMPARE(failedStep(found), word("The payment's webhook arrived"));
    QVERIFY(found.conclusion.contains(word("another address")));
    QVERIFY(found.action.isEmpty());
  }

  void a_payment_whose_signature_was_refused_is_found_by_its_bytes() {
    Case at;
    const auto route = routeOf(workspace::SignatureScheme::StandardWebhooks);
    const std::string body = R"({"type":"payment.succeeded","data":{"customer":{"email":"Ada@example.org"}}})";
    at.arrive(route, ourSecret, route, theirSecret, body, body, at.db.clock.now());
    const Diagnosis found = at.ask(Question::PaidWithoutAccess, "ada@example.org");
    QCOMPARE(failedStep(found), word("Its signature was accepted"));
    QCOMPARE(found.action, word("open_event"));
  }

  void a_dead_event_can_be_retried_from_here() {
    Case at;
    const std::string body =
        R"({"type":"payment.succeeded","timestamp":"2026-03-01T12:00:00Z","data":{"email":"a@b.c"}})";
    QVERIFY(put(*at.db, delivery("evt_1", body)));
    at.process();
    const Diagnosis found = at.ask(Question::PaidWithoutAccess, "a@b.c");
    QCOMPARE(failedStep(found), word("It was processed"));
    QCOMPARE(found.action, word("retry_event"));
    QCOMPARE(found.actionSubject, word("1"));
  }

  void a_pause_is_given_as_the_cause() {
    Case at;
    at.row("safety_switches", {{"name", word("pause_processing")},
                               {"is_on", 1},
                               {"reason", word("prices are wrong")},
                               {"set_by", word("ada")},
                               {"set_at", 0}});
    at.payment();
    const Diagnosis found = at.ask(Question::PaidWithoutAccess, "pay_1");
    QCOMPARE(failedStep(found), word("It was processed"));
    QVERIFY2(found.conclusion.contains(word("prices are wrong")), qPrintable(found.conclusion));
  }

  void a_payment_of_nobody_is_told_apart_from_one_that_opened_nothing() {
    Case at;
    at.payment();
    QCOMPARE(failedStep(at.ask(Question::PaidWithoutAccess, "pay_1")), word("It belongs to the account"));
    at.account("ada@example.org", "free");
    at.link();
    QCOMPARE(failedStep(at.ask(Question::PaidWithoutAccess, "pay_1")), word("It gave the account a plan"));
    at.rules.entitlements.enabled = true;
    const Diagnosis found = at.ask(Question::PaidWithoutAccess, "ada@example.org");
    QCOMPARE(failedStep(found), word("It gave access"));
    QCOMPARE(found.steps.size(), 6);
  }

  void a_failed_payment_opens_nothing_and_says_why() {
    Case at;
    at.account("ada@example.org", "free");
    at.link();
    at.payment("payment.failed");
    const Diagnosis found = at.ask(Question::PaidWithoutAccess, "ada@example.org");
    QCOMPARE(failedStep(found), word("The payment succeeded"));
  }

  void access_that_was_given_is_found_and_one_that_ended_is_told() {
    Case at;
    at.rules.entitlements.enabled = true;
    at.account("ada@example.org", "free");
    at.link();
    at.payment();
    at.row("entitlements", {{"email", word("ada@example.org")},
                            {"account_id", 1},
                            {"plan", word("pro")},
                            {"status", word("active")},
                            {"created_at", 0},
                            {"expires_at", qlonglong(at.db.clock.now().ms + 1)},
                            {"updated_at", 0}});
    const Diagnosis good = at.ask(Question::PaidWithoutAccess, "ada@example.org");
    QCOMPARE(failedStep(good), word("none"));
    QVERIFY(good.conclusion.contains(word("has access")));
    at.db.clock.advance(1);
    const Diagnosis over = at.ask(Question::PaidWithoutAccess, "ada@example.org");
    QCOMPARE(failedStep(over), word("It gave access"));
    QVERIFY(over.conclusion.contains(word("expired")));
  }

  void credits_that_were_refused_are_told_with_their_reason() {
    Case at;
    at.account("ada@example.org", "");
    at.link();
    at.payment();
    at.row("credit_purchases", {{"account_id", 1},
                                {"provider", word("dodo")},
                                {"payment_external_id", word("pay_1")},
                                {"status", word("refused")},
                                {"reason", word("not_positive")},
                                {"purchased_at", 0}});
    const Diagnosis found = at.ask(Question::PaidWithoutAccess, "pay_1");
    QCOMPARE(failedStep(found), word("Its credits were granted"));
    QVERIFY(found.conclusion.contains(word("not positive")));
  }

  void a_failing_signature_is_traced_to_its_cause_data() {
    QTest::addColumn<QString>("what");
    QTest::addColumn<QString>("conclusion");
    QTest::addColumn<QString>("action");
    QTest::newRow("wrong secret") << word("secret") << word("It is the secret: nothing was ever accepted")
                                  << word("open_secrets");
    QTest::newRow("body written anew") << word("minified") << word("It is the body") << word("open_event");
    QTest::newRow("line feed lost") << word("newline") << word("It is the body") << word("open_event");
    QTest::newRow("old") << word("old") << word("It is the time") << word("open_event");
    QTest::newRow("Stripe's header on another route")
        << word("scheme") << word("It is the scheme") << word("open_event");
    QTest::newRow("the tool's secret") << word("tool") << word("It is the secret: events forwarded by “stripe listen”")
                                       << word("open_secrets");
    QTest::newRow("Stripe's body in one line") << word("stripe-body") << word("It is the body") << word("open_event");
  }

  void a_failing_signature_is_traced_to_its_cause() {
    QFETCH(QString, what);
    QFETCH(QString, conclusion);
    QFETCH(QString, action);
    Case at;
    const auto standard = routeOf(workspace::SignatureScheme::StandardWebhooks);
    const auto stripe = routeOf(workspace::SignatureScheme::Stripe);
    const Instant now = at.db.clock.now();
    const std::string indented = "{\n  \"type\": \"invoice.paid\"\n}";
    if (what == u"secret") at.arrive(standard, ourSecret, standard, theirSecret, someBody, someBody, now);
    if (what == u"minified")
      at.arrive(standard, ourSecret, standard, ourSecret, R"({"type":"payment.succeeded","data":{}})", someBody, now);
    if (what == u"newline") at.arrive(standard, ourSecret, standard, ourSecret, someBody + "\n", someBody, now);
    if (what == u"old") at.arrive(standard, ourSecret, standard, ourSecret, someBody, someBody, {now.ms - 3'600'000});
    if (what == u"scheme") at.arrive(standard, ourSecret, stripe, ourSecret, someBody, someBody, now);
    if (what == u"tool") at.arrive(stripe, ourSecret, stripe, theirSecret, indented, indented, now);
    if (what == u"stripe-body") at.arrive(stripe, ourSecret, stripe, ourSecret, indented, R"({"type":1})", now);
    const Diagnosis found = at.ask(Question::SignatureFails);
    QVERIFY2(found.conclusion.startsWith(conclusion), qPrintable(found.conclusion));
    QCOMPARE(found.action, action);
    QCOMPARE(found.steps.size(), 5);
  }

  void a_secret_that_was_right_before_has_been_changed() {
    Case at;
    const auto route = routeOf(workspace::SignatureScheme::StandardWebhooks);
    auto good = delivery("evt_0");
    good.receivedAt = {at.db.clock.now().ms - 1000};
    QVERIFY(put(*at.db, good));
    at.arrive(route, ourSecret, route, theirSecret, someBody, someBody, at.db.clock.now());
    const Diagnosis found = at.ask(Question::SignatureFails);
    QVERIFY2(found.conclusion.contains(word("has changed since")), qPrintable(found.conclusion));
  }

  void no_refused_delivery_is_an_answer_too() {
    Case at;
    QVERIFY(put(*at.db, delivery("evt_1")));
    QCOMPARE(at.ask(Question::SignatureFails).conclusion, word("No delivery failed for its signature."));
  }

  void a_balance_out_of_sync_is_measured_and_reconciled() {
    Case at;
    at.account("u_1", "pro");
    at.row("credit_grants", {{"account_id", 1},
                             {"source", word("plan")},
                             {"reference", word("m")},
                             {"tenths", 100},
                             {"remaining_tenths", 75},
                             {"granted_at", 0}});
    at.row("credit_ledger", {{"account_id", 1}, {"grant_id", 1}, {"kind", word("grant")}, {"tenths", 100}, {"at", 0}});
    at.row("credit_ledger", {{"account_id", 1}, {"grant_id", 1}, {"kind", word("use")}, {"tenths", -25}, {"at", 1}});
    at.row("credit_balances", {{"account_id", 1}, {"tenths", 100}, {"updated_at", 0}});
    const Diagnosis found = at.ask(Question::BalanceOutOfSync, "u_1");
    QCOMPARE(failedStep(found), word("The cached balance is the ledger's"));
    QVERIFY2(found.conclusion.contains(word("wrong by 2.5 credits")), qPrintable(found.conclusion));
    QCOMPARE(found.action, word("reconcile_credits"));
    QCOMPARE(found.actionSubject, word("u_1"));
    QVERIFY(run(*at.db, word("UPDATE credit_balances SET tenths = 75")));
    QVERIFY(at.ask(Question::BalanceOutOfSync, "u_1").conclusion.contains(word("The balance is right")));
  }

  void a_token_is_followed_from_issue_to_use() {
    Case at;
    const qint64 now = at.db.clock.now().ms;
    QVERIFY(at.ask(Question::TokenExpired, "ada@example.org").conclusion.contains(word("no active access")));
    at.row("entitlements", {{"email", word("ada@example.org")},
                            {"plan", word("pro")},
                            {"status", word("active")},
                            {"created_at", 0},
                            {"updated_at", 0}});
    QVERIFY(at.ask(Question::TokenExpired, "ada@example.org").conclusion.contains(word("No token was ever issued")));
    const QByteArray hash = QCryptographicHash::hash("secret-token", QCryptographicHash::Sha256).toHex();
    at.row("entitlement_tokens", {{"token_sha256", QString::fromLatin1(hash)},
                                  {"email", word("ada@example.org")},
                                  {"created_at", now},
                                  {"expires_at", now + 600'000}});
    QVERIFY(at.ask(Question::TokenExpired, "ada@example.org").conclusion.contains(word("still valid")));
    at.db.clock.advance(900'000);
    const Diagnosis late = at.ask(Question::TokenExpired, "secret-token");
    QVERIFY2(late.conclusion.contains(word("within its 10 minutes")), qPrintable(late.conclusion));
    QCOMPARE(late.steps.at(2).found, word("it expired 5 min ago, unused"));
    QCOMPARE(late.action, word("issue_token"));
    QCOMPARE(late.actionSubject, word("ada@example.org"));
  }

  void a_clock_that_is_behind_is_blamed_before_the_token() {
    Case at;
    at.row("entitlements", {{"email", word("ada@example.org")},
                            {"plan", word("pro")},
                            {"status", word("active")},
                            {"created_at", 0},
                            {"updated_at", 0}});
    auto early = delivery("evt_1");
    early.occurredAt = Instant{early.receivedAt.ms + 240'000};
    QVERIFY(put(*at.db, early));
    const Diagnosis found = at.ask(Question::TokenExpired, "ada@example.org");
    QVERIFY2(found.conclusion.contains(word("4 min behind")), qPrintable(found.conclusion));
  }

  void a_check_without_a_subject_asks_for_one() {
    Case at;
    const auto answer = at.db
                            ->read<Diagnosis>([&](QSqlDatabase& connection) {
                              return operations::diagnose(connection, {at.rules}, Question::BalanceOutOfSync, word(" "),
                                                          at.db.clock.now());
                            })
                            .result();
    QVERIFY(!answer && answer.error().code == "subject_missing");
  }
};

QTEST_GUILESS_MAIN(DiagnosisTest)
#include "tst_diagnosis.moc"
