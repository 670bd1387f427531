#include "store/read/listdefinition.h"
#include "store/read/reviewsql.h"

namespace billing::store {

const ListDefinition& invoiceList() {
  using enum FieldKind;
  static const ListDefinition list{
      "invoices", QStringLiteral("invoices"), QStringLiteral("t.issued_at DESC, t.id DESC"),
      QVector<FieldDefinition>{{"number", QStringLiteral("t.number")},
                               {"customer", customerNameOfT(), Name},
                               {"status", QStringLiteral("t.status")},
                               {"provider", QStringLiteral("t.provider")},
                               {"issued_at", QStringLiteral("t.issued_at"), Number},
                               {"due_at", QStringLiteral("t.due_at"), Number},
                               {"total", QStringLiteral("t.total_minor"), Number},
                               {"remaining", QStringLiteral("t.remaining_minor"), Number},
                               {"paid_at", QStringLiteral("t.paid_at"), Number},
                               {"external_id", QStringLiteral("t.external_id")},
                               {"customer_external_id", QStringLiteral("t.customer_external_id")},
                               {"subscription_external_id", QStringLiteral("t.subscription_external_id")},
                               {"currency", QStringLiteral("t.currency")},
                               {"confirmed_at", QStringLiteral("t.confirmed_at"), Number}} +
          reviewsql::fields(QStringLiteral("invoice")),
      [](const SqlDialect& dialect, const QString& word) {
        Clause clause = containsWord(
            dialect,
            {QStringLiteral("t.number"), QStringLiteral("t.external_id"), QStringLiteral("t.subscription_external_id")},
            word);
        return clause.orElse(byCustomer(dialect, word));
      }};
  return list;
}

}  // namespace billing::store
