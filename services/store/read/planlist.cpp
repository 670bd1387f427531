#include "store/read/listdefinition.h"
#include "store/read/plansums.h"

namespace billing::store {

const ListDefinition& planList() {
  using enum FieldKind;
  static const ListDefinition list{
      "plans",
      QStringLiteral("prices"),
      QStringLiteral("t.active DESC, t.name, t.id"),
      {{"name", QStringLiteral("COALESCE(NULLIF(t.name, ''), t.product_id)"), Name},
       {"product_id", QStringLiteral("t.product_id")},
       {"price_id", QStringLiteral("t.price_id")},
       {"provider", QStringLiteral("t.provider")},
       {"amount", QStringLiteral("t.amount_minor"), Number},
       {"interval_unit", QStringLiteral("t.interval_unit")},
       {"subscribers", plansums::activeSubscribers(), Number},
       {"mrr", plansums::mrr(), Number},
       {"active", QStringLiteral("t.active"), Flag}},
      [](const SqlDialect& dialect, const QString& word) {
        return containsWord(
            dialect, {QStringLiteral("t.name"), QStringLiteral("t.product_id"), QStringLiteral("t.price_id")}, word);
      }};
  return list;
}

}  // namespace billing::store
