#include "app/billingctl/eventstelling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <cstdio>

#include "app/billingctl/inputfile.h"
#include "support/instant.h"

namespace billing::ctl {
namespace {

QString iso(qint64 ms) {
  return QString::fromStdString(toIso8601({ms}));
}
QJsonValue isoOrNull(const std::optional<qint64>& ms) {
  return ms ? QJsonValue(iso(*ms)) : QJsonValue();
}

// Control characters would move a terminal's cursor; a cell is one line.
QByteArray cell(QString text) {
  for (QChar& c : text)
    if (c.category() == QChar::Other_Control) c = u' ';
  return text.toUtf8();
}

QString whatCame(const store::WebhookEventRow& row) {
  if (!row.error.isEmpty()) return row.error;
  if (row.state == u"rejected") return row.verdict == u"ok" ? row.payload : row.verdict;
  return row.effectSummary;
}

QJsonObject attemptJson(const store::AttemptDetail& attempt) {
  QJsonArray headers;
  for (const auto& [name, value] : attempt.headers)
    headers.append(QJsonArray{QString::fromUtf8(name), QString::fromUtf8(value)});
  bool isText = false;
  const QString body = textOrBase64(attempt.body, isText);
  return {{QStringLiteral("number"), attempt.number},
          {QStringLiteral("receivedAt"), iso(attempt.receivedAt)},
          {QStringLiteral("verdict"), attempt.verdict},
          {QStringLiteral("detail"), attempt.detail},
          {QStringLiteral("secret"), attempt.secretLabel},
          {QStringLiteral("httpStatus"), attempt.httpStatus},
          {QStringLiteral("remote"), attempt.remote},
          {QStringLiteral("headers"), headers},
          {QStringLiteral("bodySha256"), QString::fromLatin1(attempt.bodySha256.toHex())},
          {isText ? QStringLiteral("body") : QStringLiteral("bodyBase64"), body}};
}

QJsonObject effectJson(const store::EffectDetail& effect) {
  QJsonArray changes;
  for (const auto& change : effect.changes)
    changes.append(QJsonObject{{QStringLiteral("field"), change.field},
                               {QStringLiteral("before"), change.before},
                               {QStringLiteral("after"), change.after}});
  return {{QStringLiteral("entity"), effect.entity},
          {QStringLiteral("id"), effect.externalId},
          {QStringLiteral("outcome"), effect.outcome},
          {QStringLiteral("changes"), changes}};
}

void line(const char* name, const QString& value) {
  if (!value.isEmpty()) std::printf("%-12s %s\n", name, cell(value).constData());
}

void tellAttempt(const store::AttemptDetail& attempt) {
  const QString secret = attempt.secretLabel.isEmpty() ? QString() : QStringLiteral(", secret ") + attempt.secretLabel;
  const QString text = iso(attempt.receivedAt) + QStringLiteral("  ") + attempt.verdict + secret +
                       QStringLiteral(", answered ") + QString::number(attempt.httpStatus) + QStringLiteral(", from ") +
                       attempt.remote;
  std::printf("  %d. %s\n", attempt.number, cell(text).constData());
  if (!attempt.detail.isEmpty()) std::printf("     %s\n", cell(attempt.detail).constData());
}

void tellEffect(const store::EffectDetail& effect) {
  std::printf("  %s %s %s\n", cell(effect.entity).constData(), cell(effect.externalId).constData(),
              cell(effect.outcome).constData());
  for (const auto& change : effect.changes)
    std::printf("    %-22s %s -> %s\n", cell(change.field).constData(), cell(change.before).constData(),
                cell(change.after).constData());
}

}  // namespace

QJsonObject eventJson(const store::WebhookEventRow& row) {
  return {{QStringLiteral("id"), row.id},
          {QStringLiteral("provider"), row.provider},
          {QStringLiteral("eventId"), row.eventId},
          {QStringLiteral("route"), row.route},
          {QStringLiteral("type"), row.type},
          {QStringLiteral("subject"), row.subject},
          {QStringLiteral("customer"), row.customerExternalId},
          {QStringLiteral("receivedAt"), iso(row.receivedAt)},
          {QStringLiteral("occurredAt"), isoOrNull(row.occurredAt)},
          {QStringLiteral("verdict"), row.verdict},
          {QStringLiteral("payload"), row.payload},
          {QStringLiteral("state"), row.state},
          {QStringLiteral("origin"), row.origin},
          {QStringLiteral("attempts"), row.attempts},
          {QStringLiteral("bodyChanged"), row.bodyChanged},
          {QStringLiteral("httpStatus"), row.httpStatus},
          {QStringLiteral("processedAt"), isoOrNull(row.processedAt)},
          {QStringLiteral("error"), row.error},
          {QStringLiteral("effect"), row.effectSummary}};
}

QJsonObject eventJson(const store::WebhookEventDetail& event) {
  QJsonObject object = eventJson(event.row);
  QJsonArray attempts;
  for (const auto& attempt : event.attempts) attempts.append(attemptJson(attempt));
  QJsonArray effects;
  for (const auto& effect : event.effects) effects.append(effectJson(effect));
  object[u"deliveries"] = attempts;
  object[u"effects"] = effects;
  return object;
}

void tellList(const QVector<store::WebhookEventRow>& rows, bool json) {
  if (json) {
    QJsonArray list;
    for (const auto& row : rows) list.append(eventJson(row));
    std::printf("%s\n", QJsonDocument(list).toJson(QJsonDocument::Compact).constData());
    return;
  }
  std::printf("%8s  %-24s  %-9s  %-8s  %-34s  %s\n", "ID", "RECEIVED", "STATE", "PROVIDER", "TYPE", "WHAT CAME OF IT");
  for (const auto& row : rows)
    std::printf("%8lld  %-24s  %-9s  %-8s  %-34s  %s\n", static_cast<long long>(row.id),
                iso(row.receivedAt).toUtf8().constData(), cell(row.state).constData(), cell(row.provider).constData(),
                cell(row.type).constData(), cell(whatCame(row)).constData());
}

void tellEvent(const store::WebhookEventDetail& event) {
  const auto& row = event.row;
  line("Event", QString::number(row.id) + QStringLiteral("  ") + row.eventId);
  line("Type", row.type);
  line("Provider", row.provider + QStringLiteral(" on ") + row.route);
  line("Received", iso(row.receivedAt));
  if (row.occurredAt) line("Occurred", iso(*row.occurredAt));
  line("State", row.state + (row.bodyChanged ? QStringLiteral(" (came again with another body)") : QString()));
  line("Effect", row.effectSummary);
  line("Error", row.error);
  line("Subject", row.subject);
  line("Customer", row.customerName.isEmpty() ? row.customerExternalId
                                              : row.customerName + QStringLiteral(" ") + row.customerExternalId);
  std::printf("Deliveries\n");
  for (const auto& attempt : event.attempts) tellAttempt(attempt);
  if (!event.effects.isEmpty()) std::printf("Effects\n");
  for (const auto& effect : event.effects) tellEffect(effect);
}

void tellHeaders(const store::WebhookEventDetail& event) {
  if (event.attempts.isEmpty()) return;
  for (const auto& [name, value] : event.attempts.last().headers)
    std::printf("%s: %s\n", name.constData(), value.constData());
}

void tellBody(const store::WebhookEventDetail& event) {
  if (event.attempts.isEmpty()) return;
  const QByteArray& body = event.attempts.last().body;
  std::fwrite(body.constData(), 1, static_cast<std::size_t>(body.size()), stdout);
}

}  // namespace billing::ctl
