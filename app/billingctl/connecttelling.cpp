#include "app/billingctl/connecttelling.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <cstdio>

namespace billing::ctl {
namespace {

void tellConnectLine(const char* name, const QString& text) {
  if (!text.isEmpty()) std::printf("%-10s %s\n", name, text.toUtf8().constData());
}

QString modeName(bool live) {
  return live ? QStringLiteral("live") : QStringLiteral("test");
}

QJsonValue textOrNull(const QString& text) {
  return text.isEmpty() ? QJsonValue() : QJsonValue(text);
}

QString endpointLine(const operations::EndpointState& endpoint) {
  if (!endpoint.registered) return QStringLiteral("not registered: %1").arg(endpoint.url);
  const QString line = QStringLiteral("registered: %1 (%2)").arg(endpoint.url, endpoint.id);
  if (endpoint.missingTypes.isEmpty()) return line;
  return line + QStringLiteral(", but it does not send ") + endpoint.missingTypes.join(QStringLiteral(", "));
}

QJsonObject endpointJson(const operations::EndpointState& endpoint) {
  return {{QStringLiteral("registered"), endpoint.registered},
          {QStringLiteral("id"), textOrNull(endpoint.id)},
          {QStringLiteral("url"), endpoint.url},
          {QStringLiteral("missing_types"), QJsonArray::fromStringList(endpoint.missingTypes)},
          {QStringLiteral("note"), textOrNull(endpoint.note)}};
}

}  // namespace

void tellConnect(const workspace::Profile& profile, const ConnectOutcome& outcome) {
  const auto& key = outcome.key;
  tellConnectLine("provider",
                  QString::fromUtf8(toString(profile.provider).data()) + QLatin1Char(' ') + modeName(profile.live()));
  tellConnectLine("key", key.accepted ? QStringLiteral("accepted, %1").arg(key.writing) : QStringLiteral("refused"));
  tellConnectLine("account", key.account);
  tellConnectLine("refused", key.missing.join(QStringLiteral(", ")));
  tellConnectLine("clock", key.clockWarning);
  tellConnectLine("problem", key.problem);
  tellConnectLine("next", key.hint);
  if (outcome.kept) tellConnectLine("kept", QStringLiteral("in the key ring"));
  if (!outcome.endpoint) return;
  tellConnectLine("endpoint", endpointLine(*outcome.endpoint));
  tellConnectLine("note", outcome.endpoint->note);
}

void tellConnectJson(const workspace::Profile& profile, const ConnectOutcome& outcome) {
  const auto& key = outcome.key;
  QJsonObject told{{QStringLiteral("provider"), QString::fromUtf8(toString(profile.provider).data())},
                   {QStringLiteral("mode"), modeName(profile.live())},
                   {QStringLiteral("accepted"), key.accepted},
                   {QStringLiteral("key_mode"), modeName(key.live)},
                   {QStringLiteral("account"), textOrNull(key.account)},
                   {QStringLiteral("can"), textOrNull(key.writing)},
                   {QStringLiteral("missing"), QJsonArray::fromStringList(key.missing)},
                   {QStringLiteral("clock_warning"), textOrNull(key.clockWarning)},
                   {QStringLiteral("problem"), textOrNull(key.problem)},
                   {QStringLiteral("hint"), textOrNull(key.hint)},
                   {QStringLiteral("kept"), outcome.kept}};
  if (outcome.endpoint) told.insert(QStringLiteral("endpoint"), endpointJson(*outcome.endpoint));
  std::printf("%s\n", QJsonDocument(told).toJson(QJsonDocument::Compact).constData());
}

}  // namespace billing::ctl
