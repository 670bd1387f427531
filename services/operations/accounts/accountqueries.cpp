#include "operations/accounts/accountqueries.h"

namespace billing::operations {

Result<store::AccountDetail> readAccountDetail(QSqlDatabase&, const RulesContext&, Instant, const QString&) {
  return failure(ErrorKind::Unavailable, "not_yet", "Accounts cannot be read yet");
}
Result<store::AccountDetail> readAccountOfCustomer(QSqlDatabase&, const RulesContext&, Instant, qint64) {
  return failure(ErrorKind::Unavailable, "not_yet", "Accounts cannot be read yet");
}
Result<QVector<store::AccountRow>> readAccounts(QSqlDatabase&, const QString&, int) {
  return failure(ErrorKind::Unavailable, "not_yet", "Accounts cannot be read yet");
}

}  // namespace billing::operations
