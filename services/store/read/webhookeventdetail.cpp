#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include "store/read/columns.h"
#include "store/read/detailqueries.h"
#include "store/read/details.h"

namespace billing::store {
namespace {

QVector<QPair<QByteArray, QByteArray>> headersFrom(const QByteArray& json) {
  QVector<QPair<QByteArray, QByteArray>> headers;
  for (const QJsonValue& header : QJsonDocument::fromJson(json).array())
    headers.append({header.toArray().at(0).toString().toUtf8(), header.toArray().at(1).toString().toUtf8()});
  return headers;
}

// Values are kept as people read them; numbers and the rest are shown as JSON writes them.
QString shown(const QJsonValue& value) {
  if (value.isUndefined() || value.isNull()) return {};
  if (value.isString()) return value.toString();
  const QByteArray text = QJsonDocument(QJsonArray{value}).toJson(QJsonDocument::Compact);
  return QString::fromUtf8(text.mid(1, text.size() - 2));
}

QVector<FieldChange> changesFrom(const QByteArray& before, const QByteArray& after) {
  const QJsonObject was = QJsonDocument::fromJson(before).object();
  const QJsonObject is = QJsonDocument::fromJson(after).object();
  QStringList fields = was.keys() + is.keys();
  fields.removeDuplicates();
  QVector<FieldChange> changes;
  for (const QString& field : fields) changes.append({field, shown(was.value(field)), shown(is.value(field))});
  return changes;
}

Result<void> readAttempts(QSqlDatabase& database, qint64 event, QVector<AttemptDetail>& attempts) {
  const QString sql =
      QStringLiteral(
          "SELECT a.id, a.number, a.received_at, a.verdict, a.detail, a.secret_label, a.remote, a.http_status, "
          "a.headers, a.body_sha256, %1 FROM webhook_attempts a WHERE a.event_row = ? ORDER BY a.number")
          .arg(bodyOfA());
  return forEachRow(database, sql, {event}, [&](QSqlQuery& query) {
    AttemptDetail attempt;
    QByteArray headers;
    Columns columns(query);
    columns.to(attempt.id, attempt.number, attempt.receivedAt, attempt.verdict, attempt.detail, attempt.secretLabel);
    columns.to(attempt.remote, attempt.httpStatus, headers, attempt.bodySha256, attempt.body);
    attempt.headers = headersFrom(headers);
    attempts.append(attempt);
  });
}

Result<void> readEffects(QSqlDatabase& database, qint64 event, QVector<EffectDetail>& effects) {
  const QString sql = QStringLiteral(
      "SELECT entity, external_id, outcome, fields_before, fields_after FROM webhook_effects WHERE event_row = ? ORDER "
      "BY id");
  return forEachRow(database, sql, {event}, [&](QSqlQuery& query) {
    EffectDetail effect;
    QByteArray before;
    QByteArray after;
    Columns(query).to(effect.entity, effect.externalId, effect.outcome, before, after);
    effect.changes = changesFrom(before, after);
    effects.append(effect);
  });
}

}  // namespace

Result<WebhookEventDetail> readWebhookEventDetail(QSqlDatabase& database, qint64 id) {
  const Result<WebhookEventRow> row = oneRow<WebhookEventRow>(database, id, &readWebhookEvents);
  if (!row) return failure(row.error());
  WebhookEventDetail detail;
  detail.row = *row;
  if (auto read = readAttempts(database, id, detail.attempts); !read) return failure(read.error());
  if (auto read = readEffects(database, id, detail.effects); !read) return failure(read.error());
  return detail;
}

}  // namespace billing::store
