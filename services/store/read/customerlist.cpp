#include "store/read/customersums.h"
#include "store/read/listdefinition.h"
#include "store/read/reviewsql.h"

namespace billing::store {

const ListDefinition& customerList() {
  using enum FieldKind;
  static const ListDefinition list{
      "customers", QStringLiteral("customers"), QStringLiteral("t.created_at DESC, t.id DESC"),
      QVector<FieldDefinition>{{"name", QStringLiteral("t.name"), Name},
                               {"email", QStringLiteral("t.email"), Name},
                               {"created_at", QStringLiteral("t.created_at"), Number},
                               {"status", customersums::status()},
                               {"provider", QStringLiteral("t.provider")},
                               {"subscriptions", customersums::subscriptions(), Number},
                               {"mrr", customersums::mrr(), Number},
                               {"paid", customersums::paid(), Number},
                               {"last_payment_at", customersums::lastPayment(), Number},
                               {"last_event_at", customersums::lastEvent(), Number},
                               {"external_id", QStringLiteral("t.external_id")},
                               {"confirmed_at", QStringLiteral("t.confirmed_at"), Number}} +
          reviewsql::fields(QStringLiteral("customer")),
      [](const SqlDialect& dialect, const QString& word) -> Clause {
        const Clause found = customersWith(dialect, word);
        return {QStringLiteral("t.id IN (SELECT k.id %1)").arg(found.sql), found.values};
      }};
  return list;
}

}  // namespace billing::store
