#include "store/repositories/webhookeventrepository.h"

#include "store/repositories/rowvalues.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

// The newest attempt that can be read, else the newest; a repeated body is stored once, with the first attempt that
// brought it.
const QString& pendingSql() {
  static const QString sql = QStringLiteral(
      "SELECT e.id, e.provider, COALESCE(e.event_id, ''), e.type, e.origin, e.received_at, "
      "(SELECT COALESCE(a.body, (SELECT b.body FROM webhook_attempts b WHERE b.event_row = a.event_row "
      "AND b.body_sha256 = a.body_sha256 AND b.body IS NOT NULL)) FROM webhook_attempts a WHERE a.event_row = e.id "
      "ORDER BY CASE WHEN a.verdict IN ('ok', 'from_api') AND a.payload = 'ok' THEN 0 ELSE 1 END, a.number DESC LIMIT "
      "1) "
      "FROM webhook_events e WHERE e.state = 'pending' ORDER BY e.id LIMIT ?");
  return sql;
}

PendingEvent readPending(const QSqlQuery& query) {
  RowReader row(query);
  PendingEvent event;
  event.row = row.number();
  event.provider = providerFrom(row.text()).value_or(Provider::Dodo);
  event.eventId = row.text();
  event.type = row.text();
  event.origin = row.text();
  event.receivedAt = {row.number()};
  event.body = query.value(6).toByteArray().toStdString();
  return event;
}

Result<void> saveEffect(WriteContext& context, std::int64_t row, const Effect& effect) {
  return Statement::run(
             context,
             QStringLiteral(
                 "INSERT INTO webhook_effects (event_row, entity, external_id, fields_before, fields_after, outcome) "
                 "VALUES (?, ?, ?, ?, ?, ?)"),
             {qlonglong(row), toVariant(effect.entity), toVariant(effect.externalId), toVariant(effect.before),
              toVariant(effect.after), toVariant(effect.outcome)})
      .map([](const Statement&) {});
}

}  // namespace

Result<std::vector<PendingEvent>> WebhookEventRepository::pending(WriteContext& context, int limit) {
  Result<Statement> rows = Statement::run(context, pendingSql(), {limit});
  if (!rows) return failure(rows.error());
  std::vector<PendingEvent> events;
  while (rows->next()) events.push_back(readPending(rows->query()));
  if (auto good = ended(context.database(), rows->query()); !good) return failure(good.error());
  return events;
}

Result<bool> WebhookEventRepository::isPending(WriteContext& context, std::int64_t row) {
  auto found = Statement::run(
      context, QStringLiteral("SELECT id FROM webhook_events WHERE id = ? AND state = 'pending'"), {qlonglong(row)});
  if (!found) return failure(found.error());
  if (found->next()) return true;
  return ended(context.database(), found->query()).map([] { return false; });
}

Result<void> WebhookEventRepository::finish(WriteContext& context, std::int64_t row, const EventOutcome& outcome,
                                            const std::vector<Effect>& effects) {
  auto updated = Statement::run(
      context,
      QStringLiteral("UPDATE webhook_events SET state = ?, error = ?, effect_summary = ?, "
                     "subject = CASE WHEN ? = '' THEN subject ELSE ? END, customer_external_id = CASE WHEN ? = '' THEN "
                     "customer_external_id ELSE ? END, occurred_at = COALESCE(?, occurred_at), processed_at = ? "
                     "WHERE id = ? AND state = 'pending'"),
      {toVariant(outcome.state), toVariant(outcome.error), toVariant(outcome.effectSummary), toVariant(outcome.subject),
       toVariant(outcome.subject), toVariant(outcome.customerExternalId), toVariant(outcome.customerExternalId),
       toVariant(outcome.occurredAt), qlonglong(outcome.processedAt.ms), qlonglong(row)});
  if (!updated) return failure(updated.error());
  if (updated->rowsAffected() == 0) return {};
  for (const Effect& effect : effects)
    if (auto saved = saveEffect(context, row, effect); !saved) return saved;
  context.changed(Entity::WebhookEvent, row, ChangeKind::Updated);
  return {};
}

Result<std::vector<std::string>> WebhookEventRepository::unknownAmong(WriteContext& context, Provider provider,
                                                                      const std::vector<std::string>& eventIds) {
  std::vector<std::string> unknown;
  for (const std::string& id : eventIds) {
    auto found =
        Statement::run(context, QStringLiteral("SELECT id FROM webhook_events WHERE provider = ? AND event_id = ?"),
                       {toVariant(provider), toVariant(id)});
    if (!found) return failure(found.error());
    if (found->next()) continue;
    if (auto good = ended(context.database(), found->query()); !good) return failure(good.error());
    unknown.push_back(id);
  }
  return unknown;
}

Result<std::optional<Instant>> WebhookEventRepository::newestGenuine(WriteContext& context, Provider provider) {
  auto found = Statement::run(
      context,
      QStringLiteral("SELECT MAX(COALESCE(occurred_at, received_at)) FROM webhook_events WHERE provider = ? AND origin "
                     "IN ('delivered', 'fetched') AND verdict IN ('ok', 'from_api')"),
      {toVariant(provider)});
  if (!found) return failure(found.error());
  if (found->next()) return RowReader(found->query()).instant();
  return ended(context.database(), found->query()).map([] { return std::optional<Instant>(); });
}

Result<bool> WebhookEventRepository::isEmpty(WriteContext& context) {
  Result<Statement> first = Statement::run(context, QStringLiteral("SELECT id FROM webhook_events LIMIT 1"), {});
  if (!first) return failure(first.error());
  if (first->next()) return false;
  if (auto good = ended(context.database(), first->query()); !good) return failure(good.error());
  return true;
}

Result<std::vector<RetriedEvent>> WebhookEventRepository::setPending(WriteContext& context,
                                                                     const std::vector<std::int64_t>& rows) {
  std::vector<RetriedEvent> retried;
  for (const std::int64_t row : rows) {
    auto found = Statement::run(context,
                                QStringLiteral("SELECT event_id, customer_external_id, state, error FROM "
                                               "webhook_events WHERE id = ? AND state IN ('dead', 'unhandled')"),
                                {qlonglong(row)});
    if (!found) return failure(found.error());
    if (!found->next()) continue;
    const auto text = [&](int column) { return found->value(column).toString(); };
    retried.push_back({text(0), text(1), text(2), text(3)});
    auto updated =
        Statement::run(context, QStringLiteral("UPDATE webhook_events SET state = 'pending', error = '' WHERE id = ?"),
                       {qlonglong(row)});
    if (!updated) return failure(updated.error());
    context.changed(Entity::WebhookEvent, row, ChangeKind::Updated);
  }
  return retried;
}

}  // namespace billing::store
