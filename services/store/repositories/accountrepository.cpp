#include "store/repositories/accountrepository.h"

#include <QStringList>

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

const QString& accountColumns() {
  static const QString columns = QStringLiteral(
      "account_key, key_is_provisional, name, email, billing_provider, billing_customer_id, billing_subscription_id, "
      "plan_id, plan_interval, billing_status, current_period_start, current_period_end, cancel_at_period_end, "
      "trial_started_at, trial_ends_at, grace_ends_at, downgrade_due_at, downgrade_reason, manual_plan, "
      "unknown_product, last_warning_at, created_at");
  return columns;
}

QVariantList accountValues(const StoredAccount& account) {
  return {toVariant(account.key),
          toVariant(account.provisional),
          toVariant(account.name),
          toVariant(account.email),
          toVariant(account.provider),
          toVariant(account.customerExternalId),
          toVariant(account.subscriptionExternalId),
          toVariant(account.plan),
          toVariant(account.interval),
          toVariant(account.status),
          toVariant(account.periodStart),
          toVariant(account.periodEnd),
          toVariant(account.cancelAtPeriodEnd),
          toVariant(account.trialStartedAt),
          toVariant(account.trialEndsAt),
          toVariant(account.graceEndsAt),
          toVariant(account.downgradeDueAt),
          toVariant(account.downgradeReason),
          toVariant(account.manualPlan),
          toVariant(account.unknownProduct),
          toVariant(account.lastWarningAt),
          qlonglong(account.createdAt.ms)};
}

StoredAccount readAccount(const QSqlQuery& query) {
  RowReader row(query);
  StoredAccount account;
  account.row = row.number();
  account.key = row.text();
  account.provisional = row.flag();
  for (std::string* text : {&account.name, &account.email, &account.provider, &account.customerExternalId,
                            &account.subscriptionExternalId, &account.plan, &account.interval, &account.status})
    *text = row.text();
  account.periodStart = row.instant();
  account.periodEnd = row.instant();
  account.cancelAtPeriodEnd = row.flag();
  for (auto* instant : {&account.trialStartedAt, &account.trialEndsAt, &account.graceEndsAt, &account.downgradeDueAt})
    *instant = row.instant();
  for (std::string* text : {&account.downgradeReason, &account.manualPlan, &account.unknownProduct}) *text = row.text();
  account.lastWarningAt = row.instant();
  account.createdAt = {row.number()};
  return account;
}

Result<std::optional<StoredAccount>> findWhere(WriteContext& context, const QString& sql, const QVariant& value) {
  Result<Statement> found = Statement::run(context, sql, {value});
  if (!found) return failure(found.error());
  if (found->next()) return readAccount(found->query());
  if (auto good = ended(context.database(), found->query()); !good) return failure(good.error());
  return std::optional<StoredAccount>();
}

const QString& insertAccountSql() {
  static const QString sql =
      QStringLiteral("INSERT INTO accounts (%1, updated_at) VALUES (%2, ?)")
          .arg(accountColumns(),
               QStringList(accountColumns().count(u',') + 1, QStringLiteral("?")).join(QStringLiteral(", ")));
  return sql;
}

const QString& updateAccountSql() {
  static const QString sql = QStringLiteral("UPDATE accounts SET %1 = ?, updated_at = ? WHERE id = ?")
                                 .arg(accountColumns().split(QStringLiteral(", ")).join(QStringLiteral(" = ?, ")));
  return sql;
}

}  // namespace

Result<std::optional<StoredAccount>> AccountRepository::find(WriteContext& context, std::int64_t row) {
  static const QString sql = QStringLiteral("SELECT id, %1 FROM accounts WHERE id = ?").arg(accountColumns());
  return findWhere(context, sql, qlonglong(row));
}

Result<std::optional<StoredAccount>> AccountRepository::findByKey(WriteContext& context, std::string_view key) {
  static const QString sql = QStringLiteral("SELECT id, %1 FROM accounts WHERE account_key = ?").arg(accountColumns());
  return findWhere(context, sql, toVariant(std::string(key)));
}

Result<std::int64_t> AccountRepository::save(WriteContext& context, const StoredAccount& account, Instant now) {
  QVariantList values = accountValues(account);
  values << qlonglong(now.ms);
  if (account.row != 0) values << qlonglong(account.row);
  auto saved = Statement::run(context, account.row == 0 ? insertAccountSql() : updateAccountSql(), values);
  if (!saved) return failure(saved.error());
  const std::int64_t row = account.row != 0 ? account.row : saved->query().lastInsertId().toLongLong();
  context.changed(Entity::Account, row, account.row == 0 ? ChangeKind::Inserted : ChangeKind::Updated);
  return row;
}

Result<void> AccountRepository::notePlanChange(WriteContext& context, std::int64_t account, std::string_view from,
                                               std::string_view to, std::string_view cause, Instant now) {
  return Statement::run(
             context,
             QStringLiteral(
                 "INSERT INTO plan_changes (account_id, at, from_plan, to_plan, cause) VALUES (?, ?, ?, ?, ?)"),
             {qlonglong(account), qlonglong(now.ms), toVariant(std::string(from)), toVariant(std::string(to)),
              toVariant(std::string(cause))})
      .map([](const Statement&) {});
}

}  // namespace billing::store
