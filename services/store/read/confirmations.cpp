#include "store/read/confirmations.h"

#include "store/read/columns.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

struct ConfirmedRow {
  QString provider, externalId;
  std::optional<qint64> at;
};

QString confirmedTable(const QString& entity) {
  for (const char* known : {"subscription", "customer", "invoice", "payment"})
    if (entity == QLatin1String(known)) return entity + u's';
  return {};
}

Result<ConfirmedRow> readConfirmedRow(QSqlDatabase& database, const QString& table, qint64 row) {
  ConfirmedRow found;
  auto read =
      forEachRow(database, QStringLiteral("SELECT provider, external_id, confirmed_at FROM %1 WHERE id = ?").arg(table),
                 {row}, [&](QSqlQuery& query) { Columns(query).to(found.provider, found.externalId, found.at); });
  if (!read) return failure(read.error());
  return found;
}

// Which of the payments are its own.
QString paymentColumn(const QString& entity) {
  if (entity == u"payment") return {};
  return entity + QStringLiteral("_external_id");
}

Result<void> readConfirmedPayments(QSqlDatabase& database, const QString& column, const ConfirmedRow& row,
                                   Confirmation& confirmation) {
  return forEachRow(
      database,
      QStringLiteral("SELECT MIN(COALESCE(confirmed_at, 0)) FROM payments WHERE provider = ? AND %1 = ?").arg(column),
      {row.provider, row.externalId}, [&](QSqlQuery& query) {
        const qint64 oldest = query.value(0).toLongLong();
        if (oldest > 0) confirmation.paymentsConfirmedAt = oldest;
      });
}

Result<void> readUnknown(QSqlDatabase& database, const QString& condition, const QVariantList& values,
                         Confirmation& confirmation) {
  return forEachRow(database,
                    QStringLiteral("SELECT entity, external_id, path, value FROM unknown_values WHERE provider = ? AND "
                                   "%1 ORDER BY external_id, path LIMIT 50")
                        .arg(condition),
                    values, [&](QSqlQuery& query) {
                      UnknownWord word;
                      Columns(query).to(word.entity, word.externalId, word.path, word.value);
                      confirmation.unknown.push_back(word);
                    });
}

}  // namespace

Result<Confirmation> readConfirmation(QSqlDatabase& database, const QString& entity, qint64 row) {
  const QString table = confirmedTable(entity);
  if (table.isEmpty())
    return failure(ErrorKind::InvalidInput, "unknown_entity", "There are no such objects", entity.toStdString());
  const auto found = readConfirmedRow(database, table, row);
  if (!found) return failure(found.error());
  Confirmation confirmation;
  confirmation.confirmedAt = found->at;
  if (found->externalId.isEmpty()) return confirmation;
  const QString column = paymentColumn(entity);
  const QVariantList key{found->provider, entity, found->externalId};
  auto read = readUnknown(database, QStringLiteral("entity = ? AND external_id = ?"), key, confirmation);
  if (read && !column.isEmpty()) read = readConfirmedPayments(database, column, *found, confirmation);
  if (read && !column.isEmpty())
    read = readUnknown(database,
                       QStringLiteral("entity = 'payment' AND external_id IN (SELECT p.external_id FROM payments p "
                                      "WHERE p.provider = ? AND p.%1 = ?)")
                           .arg(column),
                       {found->provider, found->provider, found->externalId}, confirmation);
  if (!read) return failure(read.error());
  return confirmation;
}

}  // namespace billing::store
