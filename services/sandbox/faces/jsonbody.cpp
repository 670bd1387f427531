#include "sandbox/faces/jsonbody.h"

#include <QJsonDocument>

namespace billing::sandbox {

std::optional<QJsonObject> jsonObjectFrom(std::string_view text) {
  const auto document = QJsonDocument::fromJson({text.data(), static_cast<qsizetype>(text.size())});
  return document.isObject() ? std::optional(document.object()) : std::nullopt;
}

std::string jsonText(const QJsonObject& object) {
  return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString();
}

QString jsonString(std::string_view text) {
  return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size()));
}

QJsonValue textOrNull(std::string_view text) {
  return text.empty() ? QJsonValue(QJsonValue::Null) : QJsonValue(jsonString(text));
}

QJsonValue jsonInteger(std::int64_t number) {
  return QJsonValue(static_cast<qint64>(number));
}

}  // namespace billing::sandbox
