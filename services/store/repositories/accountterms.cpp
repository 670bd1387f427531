#include "store/repositories/accountterms.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

const QString& termsSql() {
  static const QString sql = QStringLiteral(
      "SELECT id, account_key, billing_provider, billing_customer_id, plan_id, current_period_start, "
      "current_period_end, created_at FROM accounts WHERE ");
  return sql;
}

AccountTerms readTerms(RowReader& row) {
  AccountTerms terms;
  terms.row = row.number();
  terms.key = row.text();
  terms.provider = row.text();
  terms.customerExternalId = row.text();
  terms.plan = row.text();
  terms.periodStart = row.instant();
  terms.periodEnd = row.instant();
  terms.createdAt = {row.number()};
  return terms;
}

}  // namespace

Result<std::optional<AccountTerms>> AccountTermsReader::byKey(WriteContext& context, const std::string& key) {
  static const QString sql = termsSql() + QStringLiteral("account_key = ?");
  return firstRow<AccountTerms>(context, sql, {toVariant(key)}, readTerms);
}

Result<std::optional<AccountTerms>> AccountTermsReader::byRow(WriteContext& context, std::int64_t row) {
  static const QString sql = termsSql() + QStringLiteral("id = ?");
  return firstRow<AccountTerms>(context, sql, {qlonglong(row)}, readTerms);
}

}  // namespace billing::store
