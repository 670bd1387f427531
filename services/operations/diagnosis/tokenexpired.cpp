// L19: "Token expired". One-time tokens live some minutes; clocks that differ eat into that time.
#include <QCryptographicHash>

#include "operations/diagnosis/diagnosissteps.h"
#include "operations/jobs/jobtext.h"
#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::operations {
namespace {

constexpr qint64 kToleratedSkewMs = 60'000;

struct TokenFacts {
  QString email, plan, status;
  bool entitlement = false;
  std::optional<qint64> entitlementEnd;
  bool token = false;
  qint64 issuedAt = 0, expiresAt = 0;
  std::optional<qint64> usedAt;
  qint64 skewMs = 0;  // how far ahead of our clock the provider's was, at most, of late
};

// The subject may be the token itself: it is kept as a hash only, and so is looked for by its hash.
Result<void> findToken(const DiagnosisQuestion& question, TokenFacts& facts) {
  const QByteArray hash = QCryptographicHash::hash(question.subject.toUtf8(), QCryptographicHash::Sha256).toHex();
  facts.email = question.subject.toLower();
  return store::forEachRow(
      question.database,
      QStringLiteral("SELECT email, created_at, expires_at, used_at FROM entitlement_tokens WHERE email = ? OR "
                     "token_sha256 = ? ORDER BY created_at DESC LIMIT 1"),
      {facts.email, QString::fromLatin1(hash)}, [&](const QSqlQuery& query) {
        facts.token = true;
        store::Columns(query).to(facts.email, facts.issuedAt, facts.expiresAt, facts.usedAt);
      });
}

Result<void> findAccess(const DiagnosisQuestion& question, TokenFacts& facts) {
  return store::forEachRow(question.database,
                           QStringLiteral("SELECT plan, status, expires_at FROM entitlements WHERE email = ?"),
                           {facts.email}, [&](const QSqlQuery& query) {
                             facts.entitlement = true;
                             store::Columns(query).to(facts.plan, facts.status, facts.entitlementEnd);
                           });
}

// An event that happened after it was received tells that our clock is behind.
Result<void> findSkew(const DiagnosisQuestion& question, TokenFacts& facts) {
  return store::forEachRow(
      question.database,
      QStringLiteral("SELECT COALESCE(MAX(occurred_at - received_at), 0) FROM (SELECT occurred_at, received_at FROM "
                     "webhook_events WHERE verdict = 'ok' AND origin = 'delivered' AND occurred_at IS NOT NULL ORDER "
                     "BY id DESC LIMIT 50) newest"),
      {}, [&](const QSqlQuery& query) { facts.skewMs = std::max<qint64>(0, query.value(0).toLongLong()); });
}

QString secondsText(qint64 ms) {
  return ms < 120'000 ? QStringLiteral("%1 s").arg(ms / 1000) : QStringLiteral("%1 min").arg(ms / 60'000);
}

bool judgeAccess(DiagnosisSteps& steps, const TokenFacts& facts, Instant now) {
  const QString title = QStringLiteral("The address is entitled");
  if (!facts.entitlement) {
    steps.failed(title, QStringLiteral("no payment has given %1 access").arg(facts.email));
    return false;
  }
  const bool lapsed = facts.entitlementEnd && *facts.entitlementEnd <= now.ms;
  return steps.judged(
      facts.status == u"active" && !lapsed, title,
      QStringLiteral("%1, %2%3")
          .arg(facts.plan, facts.status,
               lapsed ? QStringLiteral(", ended on ") + momentText({*facts.entitlementEnd}) : QString()));
}

void judgeToken(DiagnosisSteps& steps, const TokenFacts& facts, Instant now) {
  const QString issued = QStringLiteral("A token was issued");
  const QString used = QStringLiteral("It was redeemed in time");
  if (!facts.token) {
    steps.failed(issued, QStringLiteral("none for %1").arg(facts.email));
    steps.skipped(used, QStringLiteral("there is no token"));
    return;
  }
  steps.passed(issued, momentText({facts.issuedAt}) + QStringLiteral(", valid until ") + momentText({facts.expiresAt}));
  if (facts.usedAt)
    steps.passed(used, QStringLiteral("%1 after it was issued").arg(secondsText(*facts.usedAt - facts.issuedAt)));
  else if (facts.expiresAt > now.ms)
    steps.passed(used, QStringLiteral("not yet; %1 are left").arg(secondsText(facts.expiresAt - now.ms)));
  else
    steps.failed(used, QStringLiteral("it expired %1 ago, unused").arg(secondsText(now.ms - facts.expiresAt)));
}

Diagnosis concludeToken(DiagnosisSteps& steps, const TokenFacts& facts, bool entitled, Instant now, int minutes) {
  if (!entitled)
    return steps.concluded(QStringLiteral("%1 has no active access, so a token would open nothing.").arg(facts.email),
                           "open_customer", QStringLiteral("Open the account"), facts.email);
  const QString label = QStringLiteral("Issue a new token");
  if (facts.skewMs > kToleratedSkewMs)
    return steps.concluded(QStringLiteral("This machine's clock is %1 behind the provider's, which shortens every "
                                          "token: set it, then issue a new token.")
                               .arg(secondsText(facts.skewMs)),
                           "issue_token", label, facts.email);
  if (!facts.token)
    return steps.concluded(QStringLiteral("No token was ever issued."), "issue_token", label, facts.email);
  if (facts.usedAt)
    return steps.concluded(QStringLiteral("The token was redeemed on %1 and works only once; another visit needs a new "
                                          "one.")
                               .arg(momentText({*facts.usedAt})),
                           "issue_token", label, facts.email);
  if (facts.expiresAt > now.ms)
    return steps.concluded(QStringLiteral("The token is still valid; it has not been redeemed."));
  return steps.concluded(
      QStringLiteral("The token was not redeemed within its %1 minutes; a new one is needed.").arg(minutes),
      "issue_token", label, facts.email);
}

}  // namespace

Result<Diagnosis> diagnoseToken(const DiagnosisQuestion& question) {
  TokenFacts facts;
  Result<void> read = findToken(question, facts);
  if (read) read = findAccess(question, facts);
  if (read) read = findSkew(question, facts);
  if (!read) return failure(read.error());
  DiagnosisSteps steps;
  const bool entitled = judgeAccess(steps, facts, question.now);
  judgeToken(steps, facts, question.now);
  steps.judged(
      facts.skewMs <= kToleratedSkewMs, QStringLiteral("The clocks agree"),
      facts.skewMs <= kToleratedSkewMs
          ? QStringLiteral("no event of late happened after it was received")
          : QStringLiteral("events happened up to %1 after they were received").arg(secondsText(facts.skewMs)));
  return concludeToken(steps, facts, entitled, question.now, question.rules.rules.entitlements.tokenMinutes);
}

}  // namespace billing::operations
