// X25: the balance that a product shows is not what its ledger says.
#include "operations/diagnosis/accountoutline.h"
#include "operations/diagnosis/diagnosissteps.h"
#include "operations/jobs/jobtext.h"
#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::operations {
namespace {

struct BalanceFacts {
  qint64 ledger = 0, grants = 0, lapsed = 0, cache = 0;
  std::optional<qint64> reconciledAt;
  QStringList notCredited;  // purchases that were paid or asked for, with the reason
};

QString creditWords(qint64 tenths) {
  return QStringLiteral("%1 credits").arg(QString::fromStdString(creditsText(tenths)));
}

Result<void> readSums(const DiagnosisQuestion& question, qint64 account, BalanceFacts& facts) {
  return store::forEachRow(
      question.database,
      QStringLiteral(
          "SELECT (SELECT COALESCE(SUM(tenths), 0) FROM credit_ledger WHERE account_id = ?), "
          "(SELECT COALESCE(SUM(remaining_tenths), 0) FROM credit_grants WHERE account_id = ?), "
          "(SELECT COALESCE(SUM(remaining_tenths), 0) FROM credit_grants WHERE account_id = ? AND expires_at <= ?), "
          "COALESCE((SELECT tenths FROM credit_balances WHERE account_id = ?), 0), "
          "(SELECT reconciled_at FROM credit_balances WHERE account_id = ?)"),
      {account, account, account, qlonglong(question.now.ms), account, account}, [&](const QSqlQuery& query) {
        store::Columns(query).to(facts.ledger, facts.grants, facts.lapsed, facts.cache, facts.reconciledAt);
      });
}

Result<void> readPurchases(const DiagnosisQuestion& question, qint64 account, BalanceFacts& facts) {
  return store::forEachRow(
      question.database,
      QStringLiteral("SELECT payment_external_id, status, reason FROM credit_purchases WHERE "
                     "account_id = ? AND status = 'refused' ORDER BY purchased_at DESC, id DESC "
                     "LIMIT 3"),
      {account}, [&](const QSqlQuery& query) {
        facts.notCredited +=
            QStringLiteral("%1 was refused: %2").arg(query.value(0).toString(), reasonText(query.value(2).toString()));
      });
}

Diagnosis concludeBalance(DiagnosisSteps& steps, const BalanceFacts& facts, const QString& key) {
  const QString label = QStringLiteral("Reconcile the balance");
  if (facts.ledger != facts.grants)
    return steps.concluded(QStringLiteral("The ledger and the open grants disagree by %1; reconciling sets the cache "
                                          "to the ledger, and the difference should be reported.")
                               .arg(creditWords(facts.ledger - facts.grants)),
                           "reconcile_credits", label, key);
  if (facts.cache != facts.ledger)
    return steps.concluded(QStringLiteral("The cached balance is wrong by %1; reconciling sets it to the ledger.")
                               .arg(creditWords(facts.cache - facts.ledger)),
                           "reconcile_credits", label, key);
  if (facts.lapsed > 0)
    return steps.concluded(
        QStringLiteral("The balance agrees, but %1 in it have lapsed and wait for the job that writes them off.")
            .arg(creditWords(facts.lapsed)));
  if (!facts.notCredited.isEmpty())
    return steps.concluded(QStringLiteral("The balance agrees; what is missing is a payment that could not be "
                                          "credited."),
                           "open_customer", QStringLiteral("Open the account"), key);
  return steps.concluded(QStringLiteral("The balance is right: ledger, grants and cache agree."));
}

}  // namespace

Result<Diagnosis> diagnoseBalance(const DiagnosisQuestion& question) {
  DiagnosisSteps steps;
  const auto account = findOutline(question.database, question.subject);
  if (!account) return failure(account.error());
  const QString exists = QStringLiteral("The account is known");
  if (!*account) {
    steps.failed(exists, QStringLiteral("nobody has the key or e-mail address %1").arg(question.subject));
    return steps.concluded(QStringLiteral("There is no such account, so there is no balance."));
  }
  steps.passed(exists, (*account)->key);
  BalanceFacts facts;
  Result<void> read = readSums(question, (*account)->id, facts);
  if (read) read = readPurchases(question, (*account)->id, facts);
  if (!read) return failure(read.error());
  steps.judged(facts.ledger == facts.grants, QStringLiteral("The ledger adds up to what is left of the grants"),
               QStringLiteral("ledger %1, grants %2").arg(creditWords(facts.ledger), creditWords(facts.grants)));
  const QString when = facts.reconciledAt ? QStringLiteral(", last reconciled on ") + momentText({*facts.reconciledAt})
                                          : QStringLiteral(", never reconciled");
  steps.judged(facts.cache == facts.ledger, QStringLiteral("The cached balance is the ledger's"),
               QStringLiteral("cache %1%2").arg(creditWords(facts.cache), when));
  steps.judged(
      facts.lapsed == 0, QStringLiteral("Lapsed credits have been written off"),
      facts.lapsed == 0 ? QStringLiteral("none is left") : creditWords(facts.lapsed) + QStringLiteral(" left"));
  steps.judged(
      facts.notCredited.isEmpty(), QStringLiteral("Every payment for credits was credited"),
      facts.notCredited.isEmpty() ? QStringLiteral("none was refused") : facts.notCredited.join(QStringLiteral("; ")));
  return concludeBalance(steps, facts, (*account)->key);
}

}  // namespace billing::operations
