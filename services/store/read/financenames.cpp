#include "store/read/columns.h"
#include "store/read/financedocuments.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

constexpr qsizetype kNamesAtOnce = 500;

struct NameSql {
  const char* entity;
  const char* table;
  const char* customer;
  const char* what;
};
constexpr NameSql kNameSql[] = {
    {"subscription", "subscriptions", "t.customer_external_id", "COALESCE(NULLIF(t.product_name, ''), t.product_id)"},
    {"customer", "customers", "t.external_id", "t.email"},
    {"invoice", "invoices", "t.customer_external_id", "COALESCE(NULLIF(t.number, ''), t.external_id)"},
    {"payment", "payments", "t.customer_external_id", "t.method"},
    {"refund", "refunds", "t.customer_external_id", "t.reason"},
    {"dispute", "disputes", "t.customer_external_id", "t.reason"},
};

QString nameSql(const QString& entity, qsizetype ids) {
  for (const NameSql& sql : kNameSql) {
    if (entity != QLatin1String(sql.entity)) continue;
    QStringList marks;
    marks.fill(QStringLiteral("?"), ids);
    return QStringLiteral(
               "SELECT t.id, t.provider, t.external_id, %2, COALESCE(c.name, ''), %3 FROM %1 t LEFT JOIN customers c "
               "ON c.provider = t.provider AND c.external_id = %2 WHERE t.external_id IN (%4)")
        .arg(QLatin1String(sql.table), QLatin1String(sql.customer), QLatin1String(sql.what),
             marks.join(QStringLiteral(", ")));
  }
  return {};
}

}  // namespace

QString financeNameKey(const QString& provider, const QString& externalId) {
  return provider + u' ' + externalId;
}

Result<QHash<QString, FinanceName>> readFinanceNames(QSqlDatabase& database, const QString& entity,
                                                     const QStringList& externalIds) {
  QHash<QString, FinanceName> names;
  for (qsizetype from = 0; from < externalIds.size(); from += kNamesAtOnce) {
    const QStringList some = externalIds.mid(from, kNamesAtOnce);
    const QString sql = nameSql(entity, some.size());
    if (sql.isEmpty()) return names;
    QVariantList values;
    for (const QString& id : some) values += id;
    auto read = forEachRow(database, sql, values, [&](const QSqlQuery& query) {
      FinanceName name;
      Columns(query).to(name.id, name.provider, name.externalId, name.customer, name.customerName, name.what);
      names.insert(financeNameKey(name.provider, name.externalId), name);
    });
    if (!read) return failure(read.error());
  }
  return names;
}

}  // namespace billing::store
