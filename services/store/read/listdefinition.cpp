#include "store/read/listdefinition.h"

#include <algorithm>

namespace billing::store {

FieldDefinition worded(const char* name, const QVector<WordedCase>& cases, const QString& otherwise) {
  QString expression = QStringLiteral("CASE");
  for (const WordedCase& one : cases) expression += QStringLiteral(" WHEN %1 THEN '%2'").arg(one.condition, one.word);
  expression += QStringLiteral(" ELSE '%1' END").arg(otherwise);
  return {name, expression, FieldKind::Word, {}, cases, otherwise};
}

const FieldDefinition* ListDefinition::field(const QByteArray& fieldName) const {
  const auto found = std::ranges::find(fields, fieldName, &FieldDefinition::name);
  return found == fields.end() ? nullptr : &*found;
}

const QVector<const ListDefinition*>& allLists() {
  static const QVector<const ListDefinition*> lists{&webhookEventList(), &subscriptionList(), &customerList(),
                                                    &invoiceList(),      &paymentList(),      &planList(),
                                                    &usageList()};
  return lists;
}

Clause byCustomer(const SqlDialect& dialect, const QString& word) {
  const Clause customers = customersWith(dialect, word);
  // Both columns at once: the customers are then looked up once, not again for every row of t.
  return {QStringLiteral("(t.provider, t.customer_external_id) IN (SELECT k.provider, k.external_id %1)")
              .arg(customers.sql),
          customers.values};
}

QString customerNameOfT() {
  return QStringLiteral(
      "COALESCE((SELECT k.name FROM customers k WHERE k.provider = t.provider AND k.external_id = "
      "t.customer_external_id), '')");
}

}  // namespace billing::store
