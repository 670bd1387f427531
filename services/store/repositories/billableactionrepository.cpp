#include "store/repositories/billableactionrepository.h"

#include "store/repositories/repositoryrows.h"

namespace billing::store {
namespace {

BillableAction readBillableAction(RowReader& row) {
  BillableAction action;
  action.row = row.number();
  action.account = row.number();
  action.requestId = row.text();
  action.action = row.text();
  action.units = row.number();
  action.verdict = row.text();
  action.creditsTenths = row.number();
  action.periodStart = {row.number()};
  action.at = {row.number()};
  action.detail = row.text();
  return action;
}

// NULL is unlike any other NULL, so actions without a request id do not meet.
QVariant requestIdOrNull(const std::string& id) {
  return id.empty() ? QVariant(QMetaType::fromType<QString>()) : toVariant(id);
}

}  // namespace

Result<std::optional<BillableAction>> BillableActionRepository::find(WriteContext& context, std::int64_t account,
                                                                     const std::string& requestId) {
  static const QString sql = QStringLiteral(
      "SELECT id, account_id, request_id, action, units, verdict, credits_tenths, period_start, at, detail FROM "
      "billable_actions WHERE account_id = ? AND request_id = ?");
  return firstRow<BillableAction>(context, sql, {qlonglong(account), toVariant(requestId)}, readBillableAction);
}

Result<std::int64_t> BillableActionRepository::add(WriteContext& context, const BillableAction& action) {
  static const QString sql = QStringLiteral(
      "INSERT INTO billable_actions (account_id, request_id, action, units, verdict, credits_tenths, period_start, at, "
      "detail) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)");
  return insertRow(context, sql,
                   {qlonglong(action.account), requestIdOrNull(action.requestId), toVariant(action.action),
                    qlonglong(action.units), toVariant(action.verdict), qlonglong(action.creditsTenths),
                    qlonglong(action.periodStart.ms), qlonglong(action.at.ms), toVariant(action.detail)});
}

}  // namespace billing::store
