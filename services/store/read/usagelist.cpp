#include "store/read/listdefinition.h"

namespace billing::store {

const ListDefinition& usageList() {
  using enum FieldKind;
  static const ListDefinition list{
      "usage",
      QStringLiteral("usage_balances"),
      QStringLiteral("t.updated_at DESC, t.id DESC"),
      {{"customer", customerNameOfT(), Name},
       {"name", QStringLiteral("t.name"), Name},
       {"unit", QStringLiteral("t.unit")},
       {"remaining", QStringLiteral("t.remaining_milli"), Number},
       // The used share, in thousandths; NULL where there is no limit.
       {"percent", QStringLiteral("((t.granted_milli - t.remaining_milli) * 1000 / NULLIF(t.granted_milli, 0))"),
        Number},
       {"updated_at", QStringLiteral("t.updated_at"), Number},
       {"provider", QStringLiteral("t.provider")}},
      [](const SqlDialect& dialect, const QString& word) {
        Clause clause = containsWord(
            dialect, {QStringLiteral("t.name"), QStringLiteral("t.unit"), QStringLiteral("t.external_id")}, word);
        return clause.orElse(byCustomer(dialect, word));
      }};
  return list;
}

}  // namespace billing::store
