#include "store/read/listdefinition.h"

namespace billing::store {

const ListDefinition& paymentList() {
  using enum FieldKind;
  static const ListDefinition list{"payments",
                                   QStringLiteral("payments"),
                                   QStringLiteral("t.created_at DESC, t.id DESC"),
                                   {{"created_at", QStringLiteral("t.created_at"), Number},
                                    {"amount", QStringLiteral("t.amount_minor"), Number},
                                    {"status", QStringLiteral("t.status")},
                                    {"customer_external_id", QStringLiteral("t.customer_external_id")},
                                    {"subscription_external_id", QStringLiteral("t.subscription_external_id")},
                                    {"provider", QStringLiteral("t.provider")},
                                    {"currency", QStringLiteral("t.currency")}},
                                   [](const SqlDialect& dialect, const QString& word) {
                                     Clause clause = containsWord(
                                         dialect,
                                         {QStringLiteral("t.external_id"), QStringLiteral("t.subscription_external_id"),
                                          QStringLiteral("t.failure_code")},
                                         word);
                                     return clause.orElse(byCustomer(dialect, word));
                                   }};
  return list;
}

}  // namespace billing::store
