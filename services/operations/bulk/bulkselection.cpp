#include "operations/bulk/bulkselection.h"

#include <QSet>

#include "store/read/accounts.h"
#include "store/read/listreader.h"
#include "store/read/rowreaders.h"

namespace billing::operations {
namespace {

const store::ListDefinition& definitionOf(const QByteArray& list) {
  if (list == "payments") return store::paymentList();
  return list == "customers" ? store::customerList() : store::subscriptionList();
}

Result<store::IdVector> chosenRows(QSqlDatabase& database, store::Dialect dialect, const BulkSelection& selection) {
  if (!selection.rows.isEmpty()) return selection.rows;
  return store::listIds(database, dialect, definitionOf(selection.list), selection.view, kMostBulkSubjects + 1);
}

Result<QVector<BulkSubject>> ofSubscriptions(QSqlDatabase& database, const store::IdVector& ids) {
  const auto rows = store::readSubscriptions(database, ids);
  if (!rows) return failure(rows.error());
  QVector<BulkSubject> subjects;
  for (const auto& row : *rows) subjects.append({row.externalId, row.customerExternalId, {}, row.customerName});
  return subjects;
}

Result<QVector<BulkSubject>> ofPayments(QSqlDatabase& database, const store::IdVector& ids) {
  const auto rows = store::readPayments(database, ids);
  if (!rows) return failure(rows.error());
  QVector<BulkSubject> subjects;
  for (const auto& row : *rows) subjects.append({row.externalId, row.customerExternalId, {}, row.customerName});
  return subjects;
}

Result<QVector<qint64>> customerRows(QSqlDatabase& database, const QByteArray& list, const store::IdVector& ids) {
  QVector<qint64> customers;
  if (list == "customers") {
    for (const auto id : ids) customers.append(id);
    return customers;
  }
  const auto rows = store::readSubscriptions(database, ids);
  if (!rows) return failure(rows.error());
  for (const auto& row : *rows) customers.append(row.customerId);
  return customers;
}

Result<QVector<BulkSubject>> ofAccounts(QSqlDatabase& database, const QByteArray& list, const store::IdVector& ids) {
  const auto customers = customerRows(database, list, ids);
  if (!customers) return failure(customers.error());
  QVector<BulkSubject> subjects;
  QSet<QString> seen;
  for (const qint64 customer : *customers) {
    const auto account = store::readAccountByCustomer(database, customer);
    if (!account) return failure(account.error());
    if (!account->has_value() || seen.contains((*account)->key)) continue;
    const store::AccountRow& row = **account;
    seen.insert(row.key);
    subjects.append({row.key, row.customerExternalId, row.key, row.name.isEmpty() ? row.email : row.name});
  }
  return subjects;
}

Result<void> checkSelection(OrderKind kind, const BulkSelection& selection) {
  const auto lists = bulkLists(kind);
  if (lists.isEmpty())
    return failure(ErrorKind::InvalidInput, "not_in_bulk",
                   std::string(toString(kind)) + " is not done for many objects at once");
  if (lists.contains(selection.list)) return {};
  return failure(ErrorKind::InvalidInput, "wrong_list",
                 std::string(toString(kind)) + " is not done from the list of " + selection.list.toStdString(), {},
                 "Choose from " + lists.join(" or ").toStdString());
}

}  // namespace

Result<QVector<BulkSubject>> subjectsOf(QSqlDatabase& database, store::Dialect dialect, OrderKind kind,
                                        const BulkSelection& selection) {
  if (const auto fit = checkSelection(kind, selection); !fit) return failure(fit.error());
  const auto ids = chosenRows(database, dialect, selection);
  if (!ids) return failure(ids.error());
  if (ids->size() > kMostBulkSubjects)
    return failure(ErrorKind::InvalidInput, "too_many", "More than 10,000 objects at once", {},
                   "Narrow the view, and do it in parts");
  auto subjects = kind == OrderKind::Refund    ? ofPayments(database, *ids)
                  : bulkLists(kind).size() > 1 ? ofAccounts(database, selection.list, *ids)
                                               : ofSubscriptions(database, *ids);
  if (subjects && subjects->isEmpty())
    return failure(ErrorKind::InvalidInput, "nothing_selected", "Nothing is selected", {},
                   "Select rows, or choose a view that shows some");
  return subjects;
}

}  // namespace billing::operations
