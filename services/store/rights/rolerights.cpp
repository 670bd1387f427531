#include "store/rights/rolerights.h"

#include <algorithm>

namespace billing::store {
namespace {

constexpr unsigned kAdds = 1, kChanges = 2, kRemoves = 4;

// Who besides the admin writes a table. Every console that is open for writing receives, syncs and applies.
enum class Writers { Nobody, Everybody, MoneyPeople, CodePeople, AdminOnly };

struct RightsRow {
  const char* table;
  Writers writers;
  unsigned deeds;
};

constexpr RightsRow kRights[] = {
    {"webhook_events", Writers::Everybody, kAdds | kChanges},
    {"webhook_attempts", Writers::Everybody, kAdds},
    {"webhook_effects", Writers::Everybody, kAdds},
    {"customers", Writers::Everybody, kAdds | kChanges},
    {"subscriptions", Writers::Everybody, kAdds | kChanges},
    {"payments", Writers::Everybody, kAdds | kChanges},
    {"invoices", Writers::Everybody, kAdds | kChanges},
    {"refunds", Writers::Everybody, kAdds | kChanges},
    {"disputes", Writers::Everybody, kAdds | kChanges},
    {"usage_balances", Writers::Everybody, kAdds | kChanges | kRemoves},
    {"prices", Writers::Everybody, kAdds | kChanges},
    {"accounts", Writers::Everybody, kAdds | kChanges | kRemoves},
    {"account_customers", Writers::Everybody, kAdds | kChanges},
    {"account_objects", Writers::Everybody, kAdds | kChanges},
    {"payment_products", Writers::Everybody, kAdds},
    {"subscription_health", Writers::Everybody, kAdds | kRemoves},
    {"downgrades", Writers::Everybody, kAdds | kChanges},
    {"plan_changes", Writers::Everybody, kAdds | kChanges},
    {"usage_records", Writers::Everybody, kAdds | kChanges | kRemoves},
    {"billable_actions", Writers::Everybody, kAdds | kChanges},
    {"credit_grants", Writers::Everybody, kAdds | kChanges},
    {"credit_ledger", Writers::Everybody, kAdds | kChanges},
    {"credit_balances", Writers::Everybody, kAdds | kChanges | kRemoves},
    {"credit_purchases", Writers::Everybody, kAdds | kChanges},
    {"entitlements", Writers::Everybody, kAdds | kChanges | kRemoves},
    {"entitlement_tokens", Writers::Everybody, kAdds | kChanges},
    {"let_through", Writers::Everybody, kAdds | kChanges},
    {"checkouts", Writers::Everybody, kAdds | kChanges},
    {"job_runs", Writers::Everybody, kAdds | kChanges},
    {"job_items", Writers::Everybody, kAdds | kChanges},
    {"safety_switches", Writers::CodePeople, kAdds | kChanges},
    {"sync_runs", Writers::Everybody, kAdds | kChanges},
    {"unknown_values", Writers::Everybody, kAdds | kRemoves},
    {"outbox_calls", Writers::MoneyPeople, kAdds | kChanges},
    {"audit_entries", Writers::Everybody, kAdds},
    {"audit_head", Writers::Everybody, kChanges},
    {"people", Writers::AdminOnly, kAdds | kChanges},
    {"bulk_runs", Writers::MoneyPeople, kAdds | kChanges},
    {"bulk_items", Writers::MoneyPeople, kAdds | kChanges},
    {"mrr_observations", Writers::Everybody, kAdds | kChanges | kRemoves},
    {"mrr_changes", Writers::Everybody, kAdds | kChanges | kRemoves},
    {"mrr_movements", Writers::Everybody, kAdds | kRemoves},
    {"mrr_months", Writers::Everybody, kAdds | kChanges | kRemoves},
    {"mrr_state", Writers::Everybody, kAdds | kChanges | kRemoves},
    {"metric_choices", Writers::MoneyPeople, kAdds},
    {"review_notes", Writers::MoneyPeople, kAdds | kChanges},
    {"review_marks", Writers::MoneyPeople, kAdds | kChanges},
    {"credit_notes", Writers::Everybody, kAdds | kChanges},
    {"payouts", Writers::Everybody, kAdds | kChanges},
    {"payout_items", Writers::Everybody, kAdds | kRemoves},
    {"reconcile_runs", Writers::Everybody, kAdds | kChanges},
    {"drifts", Writers::Everybody, kAdds | kChanges},
    {"writer_turn", Writers::Everybody, kChanges},
    {"shared_changes", Writers::Everybody, kAdds | kRemoves},
    {"schema_migrations", Writers::Nobody, 0},
};

bool writes(Writers writers, const DatabaseRole& role) {
  const bool admin = role.role == u"admin", finance = role.role == u"finance", developer = role.role == u"developer";
  switch (writers) {
    case Writers::Everybody:
      return admin || finance || developer;
    case Writers::MoneyPeople:
      return admin || finance;
    case Writers::CodePeople:
      return admin || (developer && !role.live);
    case Writers::AdminOnly:
      return admin;
    case Writers::Nobody:
      break;
  }
  return false;
}

// What a call on its way changes. The decision is not among it, nor what was asked for.
const QStringList& movingColumns() {
  static const QStringList columns{
      QStringLiteral("state"),        QStringLiteral("open_lane"),   QStringLiteral("leaves_at"),
      QStringLiteral("claimed_at"),   QStringLiteral("answered_at"), QStringLiteral("asked_count"),
      QStringLiteral("next_ask_at"),  QStringLiteral("request_id"),  QStringLiteral("error_code"),
      QStringLiteral("error"),        QStringLiteral("error_hint"),  QStringLiteral("result_json"),
      QStringLiteral("actual_minor"), QStringLiteral("updated_at")};
  return columns;
}

const QStringList& decidingColumns() {
  static const QStringList columns{QStringLiteral("decided_by"), QStringLiteral("decided_at"),
                                   QStringLiteral("decision_note")};
  return columns;
}

void limitOutbox(TableRights& rights, const DatabaseRole& role) {
  if (rights.updates) rights.updatedColumns = movingColumns();
  if (!role.mayApprove) return;
  // Who may agree also moves the call on, whatever else the role may do.
  for (const QString& column : movingColumns() + decidingColumns())
    if (!rights.updatedColumns.contains(column)) rights.updatedColumns << column;
  rights.updates = true;
}

// An agreement is a change by hand: it is written into the record, in its turn.
void widenForApproval(TableRights& rights) {
  if (rights.table == u"audit_entries" || rights.table == u"shared_changes") rights.inserts = true;
  if (rights.table == u"shared_changes") rights.deletes = true;
  if (rights.table == u"audit_head" || rights.table == u"writer_turn" || rights.table == u"bulk_runs")
    rights.updates = true;
}

QString pgName(QString name) {
  return u'"' + name.replace(u'"', QStringLiteral("\"\"")) + u'"';
}

QString mysqlText(QString text) {
  return u'\'' + text.replace(u'\'', QStringLiteral("''")) + u'\'';
}

// "ada" is ada from everywhere.
QString mysqlUser(const QString& user) {
  const qsizetype at = user.lastIndexOf(u'@');
  return at < 0 ? mysqlText(user) + QStringLiteral("@'%'")
                : mysqlText(user.left(at)) + u'@' + mysqlText(user.mid(at + 1));
}

QStringList deedsOf(const TableRights& rights) {
  QStringList deeds;
  if (rights.inserts) deeds << QStringLiteral("INSERT");
  if (rights.updates)
    deeds << (rights.updatedColumns.isEmpty()
                  ? QStringLiteral("UPDATE")
                  : QStringLiteral("UPDATE (%1)").arg(rights.updatedColumns.join(QStringLiteral(", "))));
  if (rights.deletes) deeds << QStringLiteral("DELETE");
  return deeds;
}

}  // namespace

Result<QVector<TableRights>> rightsOf(const DatabaseRole& role) {
  static const QStringList known{QStringLiteral("viewer"), QStringLiteral("finance"), QStringLiteral("developer"),
                                 QStringLiteral("admin")};
  if (!known.contains(role.role))
    return failure(ErrorKind::InvalidInput, "unknown_role", "There is no role “" + role.role.toStdString() + "”", {},
                   "Roles are viewer, finance, developer and admin");
  QVector<TableRights> all;
  for (const RightsRow& row : kRights) {
    TableRights rights{QLatin1String(row.table), false, false, false, {}};
    if (writes(row.writers, role)) {
      rights.inserts = (row.deeds & kAdds) != 0;
      rights.updates = (row.deeds & kChanges) != 0;
      rights.deletes = (row.deeds & kRemoves) != 0;
    }
    if (rights.table == u"outbox_calls") limitOutbox(rights, role);
    if (role.mayApprove) widenForApproval(rights);
    all << rights;
  }
  return all;
}

Result<QStringList> grantStatements(Dialect dialect, const QString& database, const QString& user,
                                    const DatabaseRole& role) {
  const auto all = rightsOf(role);
  if (!all) return failure(all.error());
  const bool postgresql = dialect == Dialect::PostgreSql;
  const QString who = postgresql ? pgName(user) : mysqlUser(user);
  const QString where = postgresql ? QString() : u'`' + database + QStringLiteral("`.");
  QStringList statements;
  if (postgresql) {
    statements << QStringLiteral("GRANT CONNECT ON DATABASE %1 TO %2").arg(pgName(database), who)
               << QStringLiteral("GRANT USAGE ON SCHEMA public TO %1").arg(who)
               << QStringLiteral("GRANT SELECT ON ALL TABLES IN SCHEMA public TO %1").arg(who);
  } else {
    statements << QStringLiteral("GRANT SELECT ON %1* TO %2").arg(where, who);
  }
  const bool anyWriting = std::ranges::any_of(*all, [](const TableRights& rights) { return rights.inserts; });
  if (postgresql && anyWriting)  // to learn the number that a new row was given
    statements << QStringLiteral("GRANT SELECT ON ALL SEQUENCES IN SCHEMA public TO %1").arg(who);
  for (const TableRights& rights : *all)
    if (const QStringList deeds = deedsOf(rights); !deeds.isEmpty())
      statements
          << QStringLiteral("GRANT %1 ON %2%3 TO %4").arg(deeds.join(QStringLiteral(", ")), where, rights.table, who);
  return statements;
}

}  // namespace billing::store
