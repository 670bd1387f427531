#include "store/read/listdefinition.h"
#include "store/read/reviewsql.h"

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

// Not what the catalogue asks for its product today; only what is charged in the same currency and interval can be
// compared.
FieldDefinition catalogueField() {
  const QString itsPrice =
      QStringLiteral("EXISTS (SELECT 1 FROM prices p WHERE p.provider = t.provider AND p.price_id = t.product_id%1)");
  return worded("catalogue",
                {{QStringLiteral("differs"),
                  itsPrice.arg(QStringLiteral(" AND p.currency = t.currency AND p.interval_unit = t.interval_unit AND "
                                              "p.interval_count = t.interval_count AND p.amount_minor * t.quantity <> "
                                              "t.amount_minor"))},
                 {QStringLiteral("not_sold"), itsPrice.arg(QStringLiteral(" AND p.active = 0"))},
                 {QStringLiteral("unknown"), QStringLiteral("NOT ") + itsPrice.arg(QString())}},
                QStringLiteral("as_listed"));
}

// A workspace without accounts gives no access by itself: nothing is said of it. What an account has may come from
// another subscription, from a person's hand or from an entitlement.
FieldDefinition accessField() {
  const QString withAccess = QStringLiteral(
      "EXISTS (SELECT 1 FROM account_customers ac JOIN accounts a ON a.id = ac.account_id WHERE ac.provider = "
      "t.provider AND ac.customer_external_id = t.customer_external_id AND (a.billing_subscription_id <> '' OR "
      "a.manual_plan <> '' OR EXISTS (SELECT 1 FROM entitlements e WHERE e.account_id = a.id AND e.status = "
      "'active')))");
  const QString stillGiven = QStringLiteral(
      "t.external_id IN (SELECT a.billing_subscription_id FROM accounts a WHERE a.billing_subscription_id <> '')");
  return worded("access",
                {{QStringLiteral("paid_without_access"),
                  QStringLiteral("(t.status IN ('active', 'past_due') AND EXISTS (SELECT 1 FROM accounts) AND NOT %1)")
                      .arg(withAccess)},
                 {QStringLiteral("access_without_payment"),
                  QStringLiteral("(t.status IN ('cancelled', 'expired', 'failed', 'unpaid', 'on_hold') AND %1)")
                      .arg(stillGiven)}},
                QStringLiteral("as_paid"));
}

FieldDefinition paymentMethodField() {
  const QString told = QStringLiteral("(t.has_payment_method IS NOT NULL AND t.has_payment_method = %1)");
  return worded("payment_method",
                {{QStringLiteral("has"), told.arg(1)},
                 {QStringLiteral("none"), told.arg(0)},
                 {QStringLiteral("not_told"), QStringLiteral("t.has_payment_method IS NULL")}},
                {});
}

QVector<FieldDefinition> reviewFields() {
  using enum FieldKind;
  // Both providers' mappings put the period's end into cancel_at where a subscription ends with its period.
  return QVector<FieldDefinition>{{"discount", QStringLiteral("t.discount_duration")},
                                  {"ends_at", QStringLiteral("t.cancel_at"), Number},
                                  paymentMethodField(),
                                  catalogueField(),
                                  accessField()} +
         reviewsql::fields(QStringLiteral("subscription"));
}

}  // namespace

const ListDefinition& subscriptionList() {
  using enum FieldKind;
  static const ListDefinition list{
      "subscriptions", QStringLiteral("subscriptions"), QStringLiteral("t.created_at DESC, t.id DESC"),
      QVector<FieldDefinition>{{"customer", customerNameOfT(), Name},
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
                               {"confirmed_at", QStringLiteral("t.confirmed_at"), Number}} +
          reviewFields(),
      &searchSubscriptions};
  return list;
}

}  // namespace billing::store
