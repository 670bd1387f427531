#include "store/inbox/serverinboxstatements.h"

#include <QByteArray>
#include <QString>

#include "store/sqldialect.h"
#include "store/sqlerror.h"
#include "store/sqlquery.h"
#include "store/statementcache.h"

namespace billing::store {
namespace {

// An empty text is no NULL.
QVariant inboxText(std::string_view bytes) {
  if (bytes.empty()) return QLatin1String("");
  return QString::fromUtf8(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QVariant inboxBytes(std::string_view bytes) {
  return QByteArray(bytes.data(), static_cast<qsizetype>(bytes.size()));
}

QVariantList inboxEventValues(const InboxEntry& entry) {
  const IncomingEvent& event = entry.event;
  return {inboxText(event.provider),
          entry.known ? inboxText(event.eventId) : QVariant(QMetaType::fromType<QString>()),
          inboxText(event.route),
          inboxText(event.type),
          qlonglong(event.receivedAt.ms),
          event.occurredAt ? QVariant(qlonglong(event.occurredAt->ms)) : QVariant(QMetaType::fromType<qlonglong>()),
          inboxText(event.verdict),
          inboxText(event.payload),
          inboxText(entry.state),
          inboxText(event.origin),
          event.httpStatus,
          inboxText(entry.error)};
}

}  // namespace

Result<std::optional<std::int64_t>> ServerInboxStatements::insertEvent(WriteContext& context, const InboxEntry& entry) {
  const SqlDialect& dialect = SqlDialect::of(context.dialect());
  static const QString into = QStringLiteral(
      "INTO webhook_events (provider, event_id, route, type, received_at, occurred_at, verdict, payload, state, "
      "origin, http_status, error) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
  const auto prepared = context.statements()->prepared(dialect.insertOrSkip(into));
  if (!prepared) return failure(prepared.error());
  QSqlQuery& query = **prepared;
  bindValues(query, context.database(), inboxEventValues(entry));
  if (!query.exec()) {
    if (dialect.isDuplicate(query.lastError())) return std::nullopt;
    return failure(sqlError(context.database(), query.lastError(), "The delivery could not be stored"));
  }
  if (query.numRowsAffected() == 0) return std::nullopt;
  return query.lastInsertId().toLongLong();
}

Result<void> ServerInboxStatements::insertAttempt(WriteContext& context, const InboxEntry& entry, std::int64_t eventRow,
                                                  int number, bool withBody) {
  const IncomingEvent& event = entry.event;
  return Statement::run(
             context,
             QStringLiteral("INSERT INTO webhook_attempts (event_row, number, received_at, verdict, payload, detail, "
                            "secret_label, http_status, remote, headers, body_sha256, body) VALUES (?, ?, ?, ?, ?, ?, "
                            "?, ?, ?, ?, ?, ?)"),
             {qlonglong(eventRow), number, qlonglong(event.receivedAt.ms), inboxText(event.verdict),
              inboxText(event.payload), inboxText(event.detail), inboxText(event.secretLabel), event.httpStatus,
              inboxText(event.remote), inboxText(event.headers), inboxBytes(entry.sha256),
              withBody ? inboxBytes(event.body) : QVariant(QMetaType::fromType<QByteArray>())})
      .map([](const Statement&) {});
}

}  // namespace billing::store
