#include "store/read/plansums.h"

namespace billing::store::plansums {
namespace {

QString subscriptionsOfT() {
  return QStringLiteral("FROM subscriptions s WHERE s.product_id = t.price_id AND s.provider = t.provider");
}

}  // namespace

QString activeSubscribers() {
  return QStringLiteral("(SELECT COUNT(*) %1 AND s.status IN ('active', 'trialing', 'past_due'))")
      .arg(subscriptionsOfT());
}

QString allSubscribers() {
  return QStringLiteral("(SELECT COUNT(*) %1)").arg(subscriptionsOfT());
}

QString mrr() {
  return QStringLiteral("(SELECT COALESCE(SUM(s.mrr_minor), 0) %1 AND s.currency = t.currency)")
      .arg(subscriptionsOfT());
}

}  // namespace billing::store::plansums
