#include "store/read/objectevents.h"

#include <algorithm>

#include "store/read/columns.h"
#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"

namespace billing::store {
namespace {

// The body as the processor reads it: of the newest attempt that was good.
QString tellingColumns() {
  return QStringLiteral(
      "SELECT e.id, e.provider, COALESCE(e.event_id, ''), e.type, e.origin, e.received_at, e.state, e.error, "
      "e.occurred_at, e.processed_at, "
      "(SELECT COALESCE(a.body, (SELECT b.body FROM webhook_attempts b WHERE b.event_row = a.event_row "
      "AND b.body_sha256 = a.body_sha256 AND b.body IS NOT NULL)) FROM webhook_attempts a WHERE a.event_row = e.id "
      "ORDER BY CASE WHEN a.verdict IN ('ok', 'from_api') AND a.payload = 'ok' THEN 0 ELSE 1 END, a.number DESC "
      "LIMIT 1) FROM webhook_events e ");
}

TellingEvent readTelling(const QSqlQuery& query) {
  RowReader row(query);
  TellingEvent told;
  told.event.row = row.number();
  told.event.provider = providerFrom(row.text()).value_or(Provider::Dodo);
  told.event.eventId = row.text();
  told.event.type = row.text();
  told.event.origin = row.text();
  told.event.receivedAt = {row.number()};
  told.state = row.text();
  told.error = row.text();
  told.occurredAt = row.instant();
  told.processedAt = row.instant();
  constexpr int kBody = 10;
  told.event.body = query.value(kBody).toByteArray().toStdString();
  return told;
}

Result<std::vector<TellingEvent>> tellingWhere(QSqlDatabase& database, const QString& rest,
                                               const QVariantList& values) {
  std::vector<TellingEvent> events;
  auto read = forEachRow(database, tellingColumns() + rest, values,
                         [&](const QSqlQuery& query) { events.push_back(readTelling(query)); });
  if (!read) return failure(read.error());
  return events;
}

struct HeldTable {
  const char *name, *id, *customer;
};
HeldTable heldTable(Entity entity) {
  switch (entity) {
    case Entity::Customer:
      return {"customers", "external_id", "external_id"};
    case Entity::Payment:
      return {"payments", "external_id", "customer_external_id"};
    case Entity::Invoice:
      return {"invoices", "external_id", "customer_external_id"};
    case Entity::Refund:
      return {"refunds", "external_id", "customer_external_id"};
    case Entity::Dispute:
      return {"disputes", "external_id", "customer_external_id"};
    case Entity::Price:
      return {"prices", "price_id", "''"};
    default:
      return {"subscriptions", "external_id", "customer_external_id"};
  }
}

// What ended by the provider's own word is not missed there.
QString heldCondition(Entity entity) {
  if (entity == Entity::Customer) return QStringLiteral(" AND deleted = 0");
  if (entity == Entity::Price) return QStringLiteral(" AND active = 1");
  return {};
}

}  // namespace

Result<std::vector<TellingEvent>> eventsAbout(QSqlDatabase& database, Provider provider, const std::string& object,
                                              const std::string& customer, int limit) {
  // Nobody's customer is asked for with an id that nobody has: an empty one would find every event of nobody.
  const QVariant about = toVariant(object), whose = toVariant(customer.empty() ? object : customer);
  return tellingWhere(database,
                      QStringLiteral("WHERE e.provider = ? AND e.state <> 'rejected' AND (e.subject = ? OR "
                                     "e.customer_external_id = ?) ORDER BY e.occurred_at DESC, e.id DESC LIMIT ?"),
                      {toVariant(provider), about, whose, limit});
}

Result<std::vector<TellingEvent>> eventsWithoutEffect(QSqlDatabase& database, Provider provider, int limit) {
  // Unhandled ones pile up for years: it is the newest that matter.
  auto newest = tellingWhere(database,
                             QStringLiteral("WHERE e.provider = ? AND e.state IN ('pending', 'dead', 'unhandled') "
                                            "ORDER BY e.id DESC LIMIT ?"),
                             {toVariant(provider), limit});
  if (newest) std::ranges::reverse(*newest);
  return newest;
}

Result<std::optional<TellingEvent>> eventById(QSqlDatabase& database, Provider provider, const std::string& eventId) {
  auto found = tellingWhere(database, QStringLiteral("WHERE e.provider = ? AND e.event_id = ?"),
                            {toVariant(provider), toVariant(eventId)});
  if (!found) return failure(found.error());
  return found->empty() ? std::nullopt : std::optional(std::move(found->front()));
}

Result<std::optional<HandTrace>> newestHandOn(QSqlDatabase& database, const QString& externalId) {
  std::optional<HandTrace> trace;
  auto read = forEachRow(database,
                         QStringLiteral("SELECT actor, action, operation, reason, at FROM audit_entries WHERE "
                                        "external_id = ? ORDER BY id DESC LIMIT 1"),
                         {externalId}, [&](const QSqlQuery& query) {
                           HandTrace found;
                           Columns(query).to(found.person, found.action, found.operation, found.reason, found.at);
                           trace = found;
                         });
  if (!read) return failure(read.error());
  return trace;
}

Result<std::vector<HeldRow>> heldRows(QSqlDatabase& database, Entity entity, Provider provider, std::int64_t after,
                                      int limit) {
  const HeldTable table = heldTable(entity);
  std::vector<HeldRow> held;
  auto read = forEachRow(
      database,
      QStringLiteral("SELECT id, %1, object_event, %2, object_time, updated_at FROM %3 WHERE provider = ? AND id > ?%4 "
                     "ORDER BY id LIMIT ?")
          .arg(QLatin1String(table.id), QLatin1String(table.customer), QLatin1String(table.name),
               heldCondition(entity)),
      {toVariant(provider), qlonglong(after), limit}, [&](const QSqlQuery& query) {
        RowReader row(query);
        HeldRow one;
        one.row = row.number();
        one.externalId = row.text();
        one.objectEvent = row.text();
        one.customer = row.text();
        one.objectTime = {row.number()};
        one.updatedAt = {row.number()};
        held.push_back(std::move(one));
      });
  if (!read) return failure(read.error());
  return held;
}

Result<std::int64_t> lastHeldRow(QSqlDatabase& database, Entity entity) {
  std::int64_t last = 0;
  auto read = forEachRow(
      database, QStringLiteral("SELECT COALESCE(MAX(id), 0) FROM %1").arg(QLatin1String(heldTable(entity).name)), {},
      [&](const QSqlQuery& query) { last = query.value(0).toLongLong(); });
  if (!read) return failure(read.error());
  return last;
}

}  // namespace billing::store
