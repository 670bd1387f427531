#include "store/read/listdefinition.h"
#include "store/read/usagesql.h"

namespace billing::store {
namespace {

Clause byAccount(const SqlDialect& dialect, const QString& word) {
  const Clause accounts = containsWord(
      dialect, {QStringLiteral("a.name"), QStringLiteral("a.email"), QStringLiteral("a.account_key")}, word);
  return {QStringLiteral("t.account_id IN (SELECT a.id FROM accounts a WHERE %1)").arg(accounts.sql), accounts.values};
}

}  // namespace

const ListDefinition& usageList() {
  using enum FieldKind;
  static const ListDefinition list{
      "usage",
      QStringLiteral("usage_balances"),
      QStringLiteral("t.updated_at DESC, t.id DESC"),
      {{"customer", usagesql::owner(), Name},
       {"name", QStringLiteral("t.name"), Name},
       {"unit", QStringLiteral("t.unit")},
       {"remaining", QStringLiteral("t.remaining_milli"), Number},
       // The used share, in thousandths; NULL where there is no limit.
       {"percent", usagesql::permille(), Number},
       {"updated_at", QStringLiteral("t.updated_at"), Number},
       {"provider", QStringLiteral("t.provider")},
       {"quota", QStringLiteral("t.quota")},
       {"state", usagesql::state()},
       {"account", QStringLiteral("COALESCE((SELECT a.account_key FROM accounts a WHERE a.id = t.account_id), '')")},
       {"period_end", QStringLiteral("t.period_end"), Number}},
      [](const SqlDialect& dialect, const QString& word) {
        Clause clause = containsWord(
            dialect, {QStringLiteral("t.name"), QStringLiteral("t.unit"), QStringLiteral("t.external_id")}, word);
        return clause.orElse(byCustomer(dialect, word)).orElse(byAccount(dialect, word));
      }};
  return list;
}

}  // namespace billing::store
