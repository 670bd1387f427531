#include "store/read/acceptedbody.h"

#include <QCryptographicHash>

#include "store/sqlquery.h"

namespace billing::store {

Result<bool> wasAccepted(QSqlDatabase& database, const QByteArray& eventId, const QByteArray& body) {
  bool found = false;
  auto read = forEachRow(database,
                         QStringLiteral("SELECT COUNT(*) FROM webhook_attempts a JOIN webhook_events e ON e.id = "
                                        "a.event_row WHERE e.event_id = ? AND a.verdict = 'ok' AND a.body_sha256 = ?"),
                         {QString::fromUtf8(eventId), QCryptographicHash::hash(body, QCryptographicHash::Sha256)},
                         [&](const QSqlQuery& query) { found = query.value(0).toLongLong() > 0; });
  if (!read) return failure(read.error());
  return found;
}

}  // namespace billing::store
