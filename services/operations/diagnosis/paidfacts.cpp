#include "operations/diagnosis/paidfacts.h"

#include "operations/switches.h"
#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::operations {
namespace {

Result<void> readPaidPayment(const DiagnosisQuestion& question, PaidFacts& facts) {
  const QString key = question.subject, email = key.toLower();
  return store::forEachRow(
      question.database,
      QStringLiteral(
          "SELECT p.provider, p.external_id, p.customer_external_id, p.product_id, p.status, p.failure_message, "
          "p.currency, p.amount_minor, p.created_at FROM payments p LEFT JOIN account_objects o ON o.provider = "
          "p.provider AND o.kind = 'payment' AND o.external_id = p.external_id LEFT JOIN account_customers ac ON "
          "ac.provider = p.provider AND ac.customer_external_id = p.customer_external_id LEFT JOIN accounts a ON a.id "
          "= COALESCE(o.account_id, ac.account_id) LEFT JOIN customers c ON c.provider = p.provider AND c.external_id "
          "= p.customer_external_id WHERE p.external_id = ? OR a.account_key IN (?, ?) OR a.email = ? OR "
          "LOWER(c.email) = ? ORDER BY CASE WHEN p.external_id = ? THEN 0 WHEN p.status = 'succeeded' THEN 1 ELSE 2 "
          "END, p.created_at DESC, p.id DESC LIMIT 1"),
      {key, key, email, email, email, key}, [&](const QSqlQuery& query) {
        PaidPayment& payment = facts.payment.emplace();
        store::Columns(query).to(payment.provider, payment.externalId, payment.customer, payment.product,
                                 payment.status, payment.failure, payment.currency, payment.amountMinor,
                                 payment.createdAt);
      });
}

void takeEvent(const QSqlQuery& query, PaidFacts& facts) {
  PaidEvent& event = facts.event.emplace();
  store::Columns(query).to(event.id, event.receivedAt, event.type, event.verdict, event.state, event.error);
}

Result<void> readAppliedEvent(const DiagnosisQuestion& question, PaidFacts& facts) {
  if (!facts.payment) return {};
  return store::forEachRow(
      question.database,
      QStringLiteral("SELECT e.id, e.received_at, e.type, e.verdict, e.state, e.error FROM webhook_events e WHERE "
                     "e.subject = ? OR e.id IN (SELECT event_row FROM webhook_effects WHERE entity = 'payment' AND "
                     "external_id = ?) ORDER BY e.id DESC LIMIT 1"),
      {facts.payment->externalId, facts.payment->externalId}, [&](const QSqlQuery& query) { takeEvent(query, facts); });
}

// What was refused or could not be applied left no row of its own: only its bytes know whom it is about.
Result<void> readLostEvent(const DiagnosisQuestion& question, PaidFacts& facts) {
  if (facts.event) return {};
  const QByteArray sought = question.subject.toUtf8().toLower();
  return store::forEachRow(
      question.database,
      QStringLiteral(
          "SELECT e.id, e.received_at, e.type, e.verdict, e.state, e.error, a.body FROM webhook_events e JOIN "
          "webhook_attempts a ON a.event_row = e.id AND a.body IS NOT NULL WHERE e.id IN (SELECT id FROM (SELECT id "
          "FROM webhook_events WHERE state IN ('rejected', 'pending', 'dead', 'unhandled') ORDER BY id DESC LIMIT "
          "300) newest) ORDER BY e.id DESC"),
      {}, [&](const QSqlQuery& query) {
        if (!facts.event && query.value(6).toByteArray().toLower().contains(sought)) takeEvent(query, facts);
      });
}

Result<void> readPaidAccount(const DiagnosisQuestion& question, PaidFacts& facts) {
  auto found = facts.payment ? outlineOfPayment(question.database, facts.payment->provider, facts.payment->externalId)
                             : findOutline(question.database, question.subject);
  if (!found) return failure(found.error());
  facts.account = *found;
  return {};
}

Result<void> readOpened(const DiagnosisQuestion& question, PaidFacts& facts) {
  if (facts.payment) {
    auto read = store::forEachRow(question.database,
                                  QStringLiteral("SELECT status, reason, tenths FROM credit_purchases WHERE provider = "
                                                 "? AND payment_external_id = ?"),
                                  {facts.payment->provider, facts.payment->externalId}, [&](const QSqlQuery& query) {
                                    PaidPurchase& purchase = facts.purchase.emplace();
                                    store::Columns(query).to(purchase.status, purchase.reason, purchase.tenths);
                                  });
    if (!read) return read;
  }
  if (!facts.account) return {};
  return store::forEachRow(question.database,
                           QStringLiteral("SELECT plan, status, expires_at FROM entitlements WHERE account_id = ? OR "
                                          "email IN (?, ?) ORDER BY created_at DESC LIMIT 1"),
                           {facts.account->id, facts.account->key, facts.account->email}, [&](const QSqlQuery& query) {
                             PaidEntitlement& entitlement = facts.entitlement.emplace();
                             store::Columns(query).to(entitlement.plan, entitlement.status, entitlement.expiresAt);
                           });
}

Result<void> readPause(const DiagnosisQuestion& question, PaidFacts& facts) {
  const auto switches = readSwitches(question.database, question.now);
  if (!switches) return failure(switches.error());
  for (const store::SwitchRow& row : *switches)
    if (row.on && row.name == QLatin1String(pauseProcessing)) facts.pausedBecause = row.reason;
  return {};
}

}  // namespace

Result<PaidFacts> readPaidFacts(const DiagnosisQuestion& question) {
  PaidFacts facts;
  Result<void> read = readPaidPayment(question, facts);
  for (const auto step : {&readAppliedEvent, &readLostEvent, &readPaidAccount, &readOpened, &readPause})
    if (read) read = step(question, facts);
  if (!read) return failure(read.error());
  return facts;
}

}  // namespace billing::operations
