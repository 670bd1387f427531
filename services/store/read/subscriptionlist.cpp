#include "store/read/listdefinition.h"

namespace billing::store {
namespace {

Clause searchSubscriptions(const SqlDialect& dialect, const QString& word) {
  Clause clause = usesTrigrams(dialect, word)
                      ? trigramMatch(QStringLiteral("t.id"), QStringLiteral("subscriptions_search"), word)
                      : containsWord(dialect,
                                     {QStringLiteral("t.external_id"), QStringLiteral("t.product_name"),
                                      QStringLiteral("t.product_id")},
                                     word);
  const Clause customers = customersWith(dialect, word);
  return clause.orElse({QStringLiteral("t.id IN (SELECT s.id FROM (SELECT k.provider, k.external_id %1) found "
                                       "JOIN subscriptions s ON s.provider = found.provider "
                                       "AND s.customer_external_id = found.external_id)")
                            .arg(customers.sql),
                        customers.values});
}

}  // namespace

const ListDefinition& subscriptionList() {
  using enum FieldKind;
  static const ListDefinition list{
      "subscriptions",
      QStringLiteral("subscriptions"),
      QStringLiteral("t.created_at DESC, t.id DESC"),
      {{"customer", customerNameOfT(), Name},
       {"plan", QStringLiteral("COALESCE(NULLIF(t.product_name, ''), t.product_id)"), Name},
       {"status", QStringLiteral("t.status")},
       {"provider", QStringLiteral("t.provider")},
       {"renews_at", QStringLiteral("t.period_end"), Number},
       {"mrr", QStringLiteral("t.mrr_minor"), Number},
       {"amount", QStringLiteral("t.amount_minor"), Number},
       {"created_at", QStringLiteral("t.created_at"), Number},
       {"cancel_at_period_end", QStringLiteral("t.cancel_at_period_end"), Flag},
       {"external_id", QStringLiteral("t.external_id")},
       {"customer_external_id", QStringLiteral("t.customer_external_id")},
       {"product_id", QStringLiteral("t.product_id")},
       {"updated_at", QStringLiteral("t.updated_at"), Number},
       {"trial_end", QStringLiteral("t.trial_end"), Number},
       {"currency", QStringLiteral("t.currency")},
       {"interval_unit", QStringLiteral("t.interval_unit")},
       {"quantity", QStringLiteral("t.quantity"), Number},
       {"confirmed_at", QStringLiteral("t.confirmed_at"), Number}},
      &searchSubscriptions};
  return list;
}

}  // namespace billing::store
