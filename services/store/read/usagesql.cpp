#include "store/read/usagesql.h"

namespace billing::store::usagesql {

QString used() {
  return QStringLiteral("(t.granted_milli - t.remaining_milli)");
}

// Without the rest, so that the quotient is whole in every database.
QString permille() {
  return QStringLiteral("((%1 * 1000 - %1 * 1000 % NULLIF(t.granted_milli, 0)) / NULLIF(t.granted_milli, 0))")
      .arg(used());
}

QString state() {
  return QStringLiteral(
             "(CASE WHEN t.granted_milli IS NULL THEN 'unlimited' WHEN t.remaining_milli IS NULL THEN 'unknown' "
             "WHEN %1 >= t.blocked_milli THEN 'blocked' WHEN t.granted_milli <= 0 THEN 'nothing_granted' "
             "WHEN t.quota IN ('', 'credits') AND t.remaining_milli = 0 THEN 'used_up' "
             "WHEN %1 >= t.granted_milli THEN 'soft' WHEN %1 * 100 >= t.granted_milli * t.warn_percent THEN 'warn' "
             "ELSE 'ok' END)")
      .arg(used());
}

QString owner() {
  return QStringLiteral(
      "COALESCE((SELECT NULLIF(k.name, '') FROM customers k WHERE k.provider = t.provider AND k.external_id = "
      "t.customer_external_id), (SELECT COALESCE(NULLIF(a.name, ''), a.account_key) FROM accounts a WHERE a.id = "
      "t.account_id), '')");
}

}  // namespace billing::store::usagesql
