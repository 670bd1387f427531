#include "operations/diagnosis/diagnosis.h"

#include "operations/diagnosis/diagnosissteps.h"

namespace billing::operations {

Result<Diagnosis> diagnose(QSqlDatabase& database, const RulesContext& rules, Question question, const QString& subject,
                           Instant now) {
  const DiagnosisQuestion asked{database, rules, subject.trimmed(), now};
  if (asked.subject.isEmpty() && question != Question::SignatureFails)
    return failure(ErrorKind::InvalidInput, "subject_missing", "Nobody was named", {},
                   "Give an e-mail address, an account or a payment");
  switch (question) {
    case Question::PaidWithoutAccess:
      return diagnosePaidWithoutAccess(asked);
    case Question::SignatureFails:
      return diagnoseSignature(asked);
    case Question::BalanceOutOfSync:
      return diagnoseBalance(asked);
    case Question::TokenExpired:
      return diagnoseToken(asked);
  }
  return failure(ErrorKind::InvalidInput, "unknown_question", "There is no such check");
}

}  // namespace billing::operations
